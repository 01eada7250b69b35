//! How a clock ran, for people and machines: what is used, what is excluded and why, what is not.

use super::json::day;
use super::wording;
use crate::calendar::{Date, Period};
use crate::diag::Lang;
use crate::judge::{Cause, ClockRun, Stretch, Validity};
use crate::model::{Id, Reading, RuleSet, Step};
use serde_json::{Value, json};

/// Whether there is more to tell of a clock than its last day.
pub(super) fn is_notable(run: &ClockRun) -> bool {
    run.reading.is_some() || !run.stretches.is_empty() || run.extended.is_some()
}

/// What is used and what is excluded, in a few words.
pub(super) fn summary(run: &ClockRun, lang: Lang) -> Option<String> {
    let limit = run.limit.filter(|_| is_notable(run))?;
    let days = |amount: i64| {
        let amount = u32::try_from(amount.max(0)).unwrap_or(u32::MAX);
        wording::period_words(Period { amount, unit: limit.unit }, lang)
    };
    let used = run.used.map(|used| match lang {
        Lang::Zh => format!("已用{}", days(used)),
        Lang::En => format!("{} used", days(used)),
    });
    let excluded = run.excluded.filter(|excluded| *excluded > 0).map(|excluded| match lang {
        Lang::Zh => format!("不计入{}", days(excluded)),
        Lang::En => format!("{} excluded", days(excluded)),
    });
    let longer = run.extended.map(|longer| match lang {
        Lang::Zh => format!("延长{}", wording::period_words(longer, lang)),
        Lang::En => format!("extended by {}", wording::period_words(longer, lang)),
    });
    let parts: Vec<String> = used.into_iter().chain(excluded).chain(longer).collect();
    Some(parts.join(if lang == Lang::Zh { "，" } else { ", " })).filter(|words| !words.is_empty())
}

/// The whole of it, one line a fact.
pub(super) fn lines(rules: &RuleSet, run: &ClockRun, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if !is_notable(run) {
        return lines;
    }
    let begins = run.start.map(|start| match lang {
        Lang::Zh => format!("自{start}起"),
        Lang::En => format!("from {start}"),
    });
    let first: Vec<String> = begins.into_iter().chain(summary(run, lang)).collect();
    lines.push(first.join(if lang == Lang::Zh { "，" } else { ", " }));
    lines.extend(run.reading.map(|reading| reading_words(reading, lang).to_owned()));
    lines.extend(run.stretches.iter().map(|stretch| stretch_line(rules, run.limit, stretch, lang)));
    lines.extend(run.working.iter().map(|(step, from, to)| {
        let name = &rules.steps[*step].name;
        match lang {
            Lang::Zh => format!("{}「{name}」正在办理，计时", span(*from, Some(*to), lang)),
            Lang::En => {
                format!("{} ‘{name}’ is being worked on: these days count", span(*from, Some(*to), lang))
            }
        }
    }));
    for phase in &run.phases {
        let name = &rules.steps[phase.step].name;
        let number = |used: Option<i64>| used.map_or_else(|| "—".to_owned(), |used| used.to_string());
        let on = |date: Option<Date>| date.map_or_else(|| "—".to_owned(), |date| date.to_string());
        lines.push(match lang {
            Lang::Zh => format!(
                "阶段「{name}」自{}起，已用{}，期限{}，完成{}",
                on(phase.start),
                number(phase.used),
                on(phase.due),
                on(phase.end)
            ),
            Lang::En => format!(
                "phase ‘{name}’ from {}, used {}, due {}, finished {}",
                on(phase.start),
                number(phase.used),
                on(phase.due),
                on(phase.end)
            ),
        });
    }
    lines
}

fn span(from: Date, to: Option<Date>, lang: Lang) -> String {
    match (to, lang) {
        (Some(to), _) if to == from => from.to_string(),
        (Some(to), Lang::Zh) => format!("{from}至{to}"),
        (Some(to), Lang::En) => format!("{from} to {to}"),
        (None, Lang::Zh) => format!("{from}至今"),
        (None, Lang::En) => format!("{from} until now"),
    }
}

fn stretch_line(rules: &RuleSet, limit: Option<Period>, stretch: &Stretch, lang: Lang) -> String {
    let name = cause(rules, &stretch.cause);
    let (name, span) = (name, span(stretch.from, stretch.to, lang));
    let days = match (stretch.days.map(u32::try_from), limit) {
        (Some(Ok(amount)), Some(limit)) => wording::period_words(Period { amount, unit: limit.unit }, lang),
        _ => "—".to_owned(),
    };
    let said = match (stretch.validity, lang) {
        (Validity::Counts, Lang::Zh) => format!("停止计时，扣除{days}"),
        (Validity::Counts, Lang::En) => format!("stops the clock, {days} taken out"),
        (Validity::FromNotice(told), Lang::Zh) => format!("自{told}告知起停止计时，扣除{days}"),
        (Validity::FromNotice(told), Lang::En) => {
            format!("stops the clock from the notice of {told} on, {days} taken out")
        }
        (Validity::NoNotice, Lang::Zh) => "没有书面告知，不停止计时".to_owned(),
        (Validity::NoNotice, Lang::En) => "no written notice: the clock does not stop".to_owned(),
        (Validity::NotAllowed, Lang::Zh) => "规则没有写不计入这一种，不停止计时".to_owned(),
        (Validity::NotAllowed, Lang::En) => {
            "of a kind that is not excluded: the clock does not stop".to_owned()
        }
        (Validity::Doubtful, Lang::Zh) => format!("日期或者是否适用不明，确定扣除{days}"),
        (Validity::Doubtful, Lang::En) => {
            format!("its dates, or whether it applies, are not known: surely {days} taken out")
        }
    };
    match lang {
        Lang::Zh => format!("{span} {name}：{said}"),
        Lang::En => format!("{span} {name}: {said}"),
    }
}

/// What stops a clock, by name.
pub(super) fn cause(rules: &RuleSet, cause: &Cause) -> String {
    match cause {
        Cause::Suspension(kind) => kind.to_string(),
        Cause::Step(step) => rules.steps[*step].name.to_string(),
    }
}

fn reading_words(reading: Reading, lang: Lang) -> &'static str {
    match (reading, lang) {
        (Reading::Union, Lang::Zh) => "算法：计时的步骤没有一项正在办理的日子才不计入",
        (Reading::Union, Lang::En) => {
            "reading: a day is out only while nothing on the clock is being worked on"
        }
        (Reading::WholeDays, Lang::Zh) => "算法：全部日数不计入",
        (Reading::WholeDays, Lang::En) => "reading: every day of it is out",
        (Reading::PerPhase, Lang::Zh) => "算法：按阶段分别计算",
        (Reading::PerPhase, Lang::En) => "reading: each phase by itself",
        (Reading::Summed, Lang::Zh) => "算法：各步骤的日数逐项相加",
        (Reading::Summed, Lang::En) => "reading: the days of all steps are added up",
    }
}

/// The key of a reading.
fn reading_key(reading: Reading) -> &'static str {
    match reading {
        Reading::Union => "union",
        Reading::WholeDays => "whole_days",
        Reading::PerPhase => "per_phase",
        Reading::Summed => "summed",
    }
}

fn validity_key(validity: Validity) -> &'static str {
    match validity {
        Validity::Counts => "counts",
        Validity::FromNotice(_) => "from_notice",
        Validity::NoNotice => "no_notice",
        Validity::NotAllowed => "not_allowed",
        Validity::Doubtful => "doubtful",
    }
}

/// One stretch as data.
pub(super) fn stretch(rules: &RuleSet, one: &Stretch) -> Value {
    json!({
        "from": day(Some(one.from)),
        "to": day(one.to),
        "reason": cause(rules, &one.cause),
        "step": match &one.cause {
            Cause::Step(step) => Some(rules.steps[*step].path.as_str()),
            Cause::Suspension(_) => None,
        },
        "validity": validity_key(one.validity),
        "counts_from": day(one.counted.map(|(from, _)| from)),
        "days": one.days,
    })
}

/// The whole of it as data.
pub(super) fn value(rules: &RuleSet, run: &ClockRun) -> Value {
    let path = |step: Id<Step>| rules.steps[step].path.as_str();
    json!({
        "reading": run.reading.map(reading_key),
        "start": day(run.start),
        "end": day(run.end),
        "limit": run.limit.map(|limit| limit.en().to_string()),
        "extension": run.extended.map(|longer| longer.en().to_string()),
        "used": run.used,
        "excluded_days": run.excluded,
        "off": run.off.iter().map(|(from, to)| json!({ "from": day(Some(*from)), "to": day(Some(*to)) })).collect::<Vec<_>>(),
        "excluded": run.stretches.iter().map(|one| stretch(rules, one)).collect::<Vec<_>>(),
        "working": run.working.iter().map(|(step, from, to)| {
            json!({ "step": path(*step), "from": day(Some(*from)), "to": day(Some(*to)) })
        }).collect::<Vec<_>>(),
        "phases": run.phases.iter().map(|phase| json!({
            "step": path(phase.step), "start": day(phase.start), "end": day(phase.end), "used": phase.used,
            "due": day(phase.due),
        })).collect::<Vec<_>>(),
    })
}
