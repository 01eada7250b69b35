//! Why an event is refused, in words: the obligation in the way, its article, and what must come first.

use super::citation::citations;
use crate::case::{Case, Deed, Event, First, Refusal, RefusalKind as Kind, Target};
use crate::diag::case::{Contradiction, refused, sentence};
use crate::diag::{Diagnostic, Lang, Message};
use crate::judge::Reason;
use crate::model::{Citation, Row, RuleSet, UnitRef};

/// A refusal as a finding; `event` is what was refused.
#[must_use]
pub fn refusal(case: &Case<'_>, event: &Event, refusal: &Refusal) -> Diagnostic {
    let rules = case.rules();
    let said = |lang: Lang| format!("{}{}", why(rules, refusal, lang), in_the_way(rules, refusal, lang));
    let law = refusal.obligation.is_some();
    let deed = deed(rules, event.deed, event.target);
    let found = refused(law, &deed, &Message::new(said(Lang::Zh), said(Lang::En)));
    let (zh, en) = (cure(rules, refusal, Lang::Zh), cure(rules, refusal, Lang::En));
    if zh.is_empty() { found } else { found.help(zh, en) }
}

/// `完成「公开征求意见」`, `finish ‘公开征求意见’`
#[must_use]
pub fn deed(rules: &RuleSet, deed: Deed, target: Target) -> Message {
    let (zh, en) = match deed {
        Deed::Act(act) => act.words(),
        Deed::Event(kind) => (rules.events[kind].name.as_str(), rules.events[kind].name.as_str()),
    };
    let name = match target {
        Target::Case => return Message::new(zh, en),
        Target::Step(step) => &rules.steps[step].name,
        Target::Clock(id) | Target::Promise(id) => &rules.obligations[id].id,
    };
    Message::new(format!("{zh}「{name}」"), format!("{en} ‘{name}’"))
}

/// The obligation in the way with its articles.
fn in_the_way(rules: &RuleSet, refusal: &Refusal, lang: Lang) -> String {
    let step = || refusal.step.map(|step| rules.steps[step].cites.as_slice());
    let Some(id) = refusal.obligation else {
        let cited = step().filter(|_| refusal.kind == Kind::OutOfScope).unwrap_or_default();
        return bracketed(rules, cited, lang);
    };
    let obligation = &rules.obligations[id];
    let cited = bracketed(rules, &obligation.cites, lang);
    match lang {
        Lang::Zh => format!("，依「{}」{cited}", obligation.id),
        Lang::En => format!(", by ‘{}’{cited}", obligation.id),
    }
}

fn bracketed(rules: &RuleSet, cited: &[Citation], lang: Lang) -> String {
    if cited.is_empty() {
        return String::new();
    }
    match lang {
        Lang::Zh => format!("（{}）", citations(rules, cited, lang)),
        Lang::En => format!(" ({})", citations(rules, cited, lang)),
    }
}

/// Why, in a few words.
pub(super) fn why(rules: &RuleSet, refusal: &Refusal, lang: Lang) -> String {
    let pick = |zh: &str, en: &str| match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    };
    match refusal.kind {
        Kind::Contradiction(kind) => {
            let step = refusal.step.map(|step| rules.steps[step].name.as_str());
            sentence(Contradiction::from(kind), step).get(lang).to_owned()
        }
        Kind::AfterAsOf => pick("晚于卷宗自己的截至日期", "it lies after the dossier's own as-of date"),
        Kind::NoProcedure => pick("卷宗没有写明程序", "the dossier names no procedure"),
        Kind::OutOfScope => pick("本件不适用", "it does not apply to this case"),
        Kind::Closed => pick("程序已经办结", "the procedure has come to its end"),
        Kind::Paused => pick("案件已经中止", "the case stands still"),
        Kind::Done => pick("已经办过", "it is done already"),
        Kind::Stale => {
            pick("它前面的步骤正在重办，要重新开始", "a step before it is done anew: it must begin again")
        }
        Kind::Forbidden => forbidden(rules, refusal, lang),
        Kind::OutcomeMissing => pick("没有写结论", "no outcome is given"),
        Kind::OutcomeUndeclared => pick("没有声明的结论", "the outcome is not declared"),
        Kind::Unanswered => pick("加签的意见还没有回来", "an opinion that was asked for is not given"),
        Kind::NotAsked => pick("没有征求这个单位的意见", "nobody asked this organ for its opinion"),
        Kind::AlreadyAsked => pick("已经请它加签", "its opinion was asked for already"),
        Kind::ClockIdle => pick("时限没有在走", "the clock does not run"),
        Kind::KindNotAllowed => pick("这一种类不能停这个时限", "the clock does not stop for this kind"),
        Kind::NoExtension => pick("这个时限不能延长", "the clock cannot be extended"),
        Kind::WrongOrgan => pick("不是有权批准的单位", "this organ may not approve it"),
        Kind::TooLong => pick("延长得太久", "the extension is too long"),
        Kind::Twice => pick("已经有过一次", "it was done once already"),
        Kind::NotOwed => pick("补来的不是所欠的材料", "what is handed in is not what was owed"),
        Kind::NotOfCase => pick("不属于本件的程序", "it is no part of the procedure of this case"),
        _ => refusal.faults.first().map_or_else(String::new, |fault| fault.message.get(lang).to_owned()),
    }
}

fn forbidden(rules: &RuleSet, refusal: &Refusal, lang: Lang) -> String {
    let row = refusal.obligation.map(|id| &rules.obligations[id].row);
    let (zh, en) = match (row, refusal.reason) {
        (Some(Row::By { .. }), _) => ("承办的单位不对", "the wrong organ does it"),
        (Some(Row::Opinions { .. }), Some(Reason::Refused)) => {
            ("会签没有同意", "an organ refused its consent")
        }
        (Some(Row::Opinions { .. }), _) => {
            ("会签的意见还没有齐", "opinions that are needed are not there yet")
        }
        (Some(Row::Lasts { .. }), _) => ("期间还没有满", "the minimum period is not over"),
        (Some(Row::Ahead(_)), _) => {
            ("没有提前足够的日数", "what must come ahead of it does not lie far enough ahead")
        }
        _ => ("前面的步骤还没有完成", "what must come first is not finished"),
    };
    match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    }
}

/// What must come first, as one sentence; empty where nothing is known.
pub(super) fn cure(rules: &RuleSet, refusal: &Refusal, lang: Lang) -> String {
    let words: Vec<String> = refusal.first.iter().map(|one| first(rules, one, lang)).collect();
    let join = |between: &str| words.join(between);
    if words.is_empty() {
        return match (refusal.kind, lang) {
            (Kind::Contradiction(kind), Lang::Zh) => Contradiction::from(kind).help_zh.to_owned(),
            (Kind::Contradiction(kind), Lang::En) => Contradiction::from(kind).help_en.to_owned(),
            (Kind::Done, Lang::Zh) => "要重办的，用退回".to_owned(),
            (Kind::Done, Lang::En) => "‘return’ does it again".to_owned(),
            (Kind::AfterAsOf, Lang::Zh) => "先改卷宗的「截至」，或者删去它".to_owned(),
            (Kind::AfterAsOf, Lang::En) => "change the dossier's ‘as_of’ first, or remove it".to_owned(),
            _ => String::new(),
        };
    }
    match (refusal.any, lang) {
        (Some(any), Lang::Zh) => format!("须先有其中 {any} 项：{}", join("、")),
        (Some(any), Lang::En) => format!("{any} of these must come first: {}", join(", ")),
        (None, Lang::Zh) => format!("须先：{}", join("、")),
        (None, Lang::En) => format!("first: {}", join(", ")),
    }
}

fn first(rules: &RuleSet, one: &First, lang: Lang) -> String {
    match (one, lang) {
        (First::Start(step), Lang::Zh) => format!("开始「{}」", rules.steps[*step].name),
        (First::Start(step), Lang::En) => format!("start ‘{}’", rules.steps[*step].name),
        (First::Finish(step), Lang::Zh) => format!("完成「{}」", rules.steps[*step].name),
        (First::Finish(step), Lang::En) => format!("finish ‘{}’", rules.steps[*step].name),
        (First::Wait(day), Lang::Zh) => format!("等到 {day}"),
        (First::Wait(day), Lang::En) => format!("wait until {day}"),
        (First::Opinion(of), Lang::Zh) => format!("「{of}」的同意"),
        (First::Opinion(of), Lang::En) => format!("the consent of ‘{of}’"),
        (First::Organ(organs), Lang::Zh) => format!("由{}办理", organs_words(rules, organs, lang)),
        (First::Organ(organs), Lang::En) => format!("have it done by {}", organs_words(rules, organs, lang)),
        (First::Word(words), Lang::Zh) => {
            format!("写明{}", quoted(words.iter().map(|one| one.as_str()), lang))
        }
        (First::Word(words), Lang::En) => {
            format!("say {}", quoted(words.iter().map(|one| one.as_str()), lang))
        }
        (First::Resume, Lang::Zh) => "恢复".to_owned(),
        (First::Resume, Lang::En) => "resume".to_owned(),
    }
}

/// The names of organs and roles: one of them.
pub(super) fn organs_words(rules: &RuleSet, organs: &[UnitRef], lang: Lang) -> String {
    let name = |organ: &UnitRef| match organ {
        UnitRef::Unit(unit) => rules.units[*unit].name.as_str(),
        UnitRef::Role(role) => rules.roles[*role].name.as_str(),
    };
    quoted(organs.iter().map(name), lang)
}

fn quoted<'n>(names: impl Iterator<Item = &'n str>, lang: Lang) -> String {
    match lang {
        Lang::Zh => names.map(|name| format!("「{name}」")).collect::<Vec<_>>().join("或者"),
        Lang::En => names.map(|name| format!("‘{name}’")).collect::<Vec<_>>().join(" or "),
    }
}
