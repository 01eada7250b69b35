//! Sentences in Chinese: 先说要求，再说实际，数字和日期写明。

use super::super::facts::Facts;
use super::{joins, recurring};
use crate::calendar::MomentOrder;
use crate::diag::Lang;
use crate::judge::{Act, ActKind, KnownState, Label, Notes, Reason, Status, Test, Voice};
use crate::model::{Comparison, Duty, MeetingPart, Row, RuleSet, Threshold, Vote, VoteBase};

pub(super) fn requirement(facts: &Facts<'_>) -> String {
    let asked = asked(facts);
    let with = |word: &str| asked.replacen("应当", word, 1);
    match facts.obligation.duty {
        Duty::Presumptive => format!("一般{asked}"),
        Duty::InPrinciple => format!("原则上{asked}"),
        Duty::Inferred => format!("推定{asked}"),
        Duty::Strive => with("力争"),
        Duty::Encouraged => with("鼓励"),
        Duty::May => with("可以"),
        Duty::Must | Duty::MustNot => asked,
    }
}

fn asked(facts: &Facts<'_>) -> String {
    let rules = facts.view.rules;
    match &facts.obligation.row {
        Row::Follow(follow) => super::follow::zh(facts, follow),
        Row::Perform { may: true, .. } => "可以履行".to_owned(),
        Row::Perform { .. } => "应当履行".to_owned(),
        Row::Precedes { before } => format!("开始前应当完成「{}」", rules.steps[*before].name),
        Row::Joined(join) => joins::zh(rules, join),
        Row::By { .. } => format!("应当由{}承办", joined(facts)),
        Row::Opinions { all: true, .. } => format!("应当经{}会签同意", joined(facts)),
        Row::Opinions { all: false, .. } => format!("应当经{}之一同意", joined(facts)),
        Row::Vote(vote) => format!("通过的决定应当有{}", needed(vote)),
        Row::Document { document, .. } => format!("应当有「{}」", rules.documents[document.kind].name),
        Row::Lasts { .. } => format!("历时应当不少于{}", facts.length(Lang::Zh)),
        Row::Within { .. } => format!("应当在{}内完成", facts.length(Lang::Zh)),
        Row::Deadline { act: Some(act), due, .. } => {
            format!("{}应当不晚于{}", facts.value_of(*act, Lang::Zh), facts.value_of(*due, Lang::Zh))
        }
        Row::Deadline { literal: Some(day), .. } => format!("应当在{day}前完成"),
        Row::Deadline { .. } => "应当在期限前完成".to_owned(),
        Row::Task { literal: Some(day), .. } => format!("应当在{day}前完成{}", part(facts)),
        Row::Task { due: None, .. } => "应当完成".to_owned(),
        Row::Task { .. } => format!("应当在期限前完成{}", part(facts)),
        Row::Indicator { condition, .. } => {
            format!("指标「{}」应当{}", facts.obligation.name, facts.words(*condition))
        }
        Row::Frequency(frequency) => recurring::asked_zh(rules, frequency),
        Row::Ahead(ahead) => {
            let period = facts.length(Lang::Zh);
            let (act, event) = (facts.value_of(ahead.act, Lang::Zh), facts.value_of(ahead.event, Lang::Zh));
            format!("{}{act}应当不晚于{event}前{period}", facts.every(Lang::Zh))
        }
        Row::Must { condition, .. } => format!("应当做到“{}”", facts.condition(*condition, Lang::Zh)),
        Row::MustNot { condition } => format!("不得有“{}”", facts.condition(*condition, Lang::Zh)),
        Row::Outcome => "应当有结论".to_owned(),
        Row::Meeting(MeetingPart::Kind(kinds)) => format!("会议应当是{}", kinds.join("或者")),
        Row::Meeting(MeetingPart::SpeaksLast) => "行政首长应当最后发言".to_owned(),
        Row::Meeting(MeetingPart::AgainstMajority) => "决定与多数人意见不一致的应当说明理由".to_owned(),
        Row::Meeting(MeetingPart::Dissent) => "不同意见应当载明".to_owned(),
        Row::Order { parts } => format!("应当依次：{}", parts.join("、")),
        Row::Finding { text, .. } => format!("应当「{text}」"),
    }
}

fn share(threshold: Threshold, unit: &str) -> String {
    match threshold {
        Threshold::Count(least) => format!("{least}{unit}以上"),
        Threshold::Share { part: 1, whole: 2, above: true } => "过半数".to_owned(),
        Threshold::Share { part, whole, above: true } => format!("超过{whole}分之{part}"),
        Threshold::Share { part, whole, above: false } => format!("{whole}分之{part}以上"),
    }
}

fn needed(vote: &Vote) -> String {
    let of = match (vote.approve, vote.base) {
        (Threshold::Count(_), _) => "",
        (_, VoteBase::Expected) => "应到人员",
        (_, VoteBase::Present) => "实到人员",
    };
    format!("{of}{}同意", share(vote.approve, "票"))
}

/// What an organ whose consent is needed said instead of agreeing.
fn refusals(facts: &Facts<'_>) -> String {
    let voices = facts.voices();
    let said = |is: &dyn Fn(&Voice) -> bool, what: &str| {
        let names: Vec<&str> =
            voices.iter().filter(|voice| is(voice)).map(|voice| voice.by.as_str()).collect();
        (!names.is_empty()).then(|| format!("{}{what}", names.join("、")))
    };
    let refused = said(&|voice| voice.refused && !voice.agreed, "不同意");
    let silent = said(&|voice| voice.silent && !voice.refused, "没有意见在卷");
    let parts: Vec<String> = refused.into_iter().chain(silent).collect();
    if parts.is_empty() { "意见不全".to_owned() } else { parts.join("，") }
}

/// The votes, and what they fall short of.
fn votes(facts: &Facts<'_>) -> String {
    let Some(tally) = facts.tally() else { return "票数不足".to_owned() };
    let counted = tally.votes.map_or("没有票数".to_owned(), |votes| {
        format!("同意 {}、反对 {}、弃权 {}", votes.approve, votes.reject, votes.abstain)
    });
    let short = match (tally.vetoed_by.as_slice(), tally.quorum, tally.need) {
        ([first, ..], ..) => format!("{first}有否决权，投了反对票"),
        (_, Some((present, must)), _) if present < must => format!("实到 {present}，应当有 {must}"),
        (_, _, Some(need)) => format!("应当有 {need} 票同意"),
        _ => "没有达到".to_owned(),
    };
    format!("{counted}，{short}")
}

fn part(facts: &Facts<'_>) -> String {
    facts.task_part().map(|part| format!("「{part}」")).unwrap_or_default()
}

fn joined(facts: &Facts<'_>) -> String {
    facts.by_whom().join("、")
}

pub(super) fn finding(facts: &Facts<'_>) -> String {
    let said = reason(facts);
    let bare = facts.obligation.duty == Duty::Presumptive && facts.verdict.reason != Reason::ReasonMissing;
    if bare && facts.verdict.status == Status::Violated {
        format!("{said}，也没有依法说明理由")
    } else {
        said
    }
}

fn reason(facts: &Facts<'_>) -> String {
    let as_of = facts.view.report.as_of;
    match facts.verdict.reason {
        Reason::Met => met(facts),
        Reason::NotInForce => "所依据的文件当日未施行或已失效".to_owned(),
        Reason::OutOfScope => "不在适用范围内".to_owned(),
        Reason::ScopeUnknown => with_missing(facts, "是否适用还不能确定"),
        Reason::NeverArose => "程序已经结束，没有发生".to_owned(),
        Reason::Terminated => "程序已经终止，不再办理".to_owned(),
        Reason::Void => "案件已经作废".to_owned(),
        Reason::NotExercised => "没有采用".to_owned(),
        Reason::Waived => "已依法免除".to_owned(),
        Reason::Replaced => format!("由例外「{}」代替", facts.exceptions("」「")),
        Reason::NoException => "例外的情形不成立".to_owned(),
        Reason::ExceptionUnknown => with_missing(facts, "例外是否成立还不能确定，两种情形结论不同"),
        Reason::ExceptionsClash => {
            format!("例外「{}」同时成立，规则没有写哪一个优先", facts.exceptions("」「"))
        }
        Reason::NotYet => not_yet(facts),
        Reason::Underway => "正在进行".to_owned(),
        Reason::Stale => "此前的办理已被退回或者前序重办，应当重新办理".to_owned(),
        Reason::NotDone => not_done(facts),
        Reason::TooEarly => match (facts.date(Label::FinishBefore), facts.date(Label::Start)) {
            (Some(finish), Some(start)) => format!("它{finish}才完成，本步骤{start}已经开始"),
            _ => match (facts.date(Label::Target), facts.date(Label::Act)) {
                (Some(target), Some(act)) => format!("最早{target}，实际{act}"),
                _ => "它还没有完成，本步骤已经开始".to_owned(),
            },
        },
        Reason::TooLate => too_late(facts),
        Reason::Overdue => match facts.verdict.due {
            Some(due) => format!("期限{due}已过，至{as_of}仍未办理（已逾期{}日）", as_of.days_since(due)),
            None => "期限已过，仍未办理".to_owned(),
        },
        Reason::TooShort => too_short(facts),
        Reason::Running => running(facts),
        Reason::DocumentMissing => "卷宗里没有".to_owned(),
        Reason::DocumentUnfit => with_values(facts, "已有，但内容不符"),
        Reason::WrongUnit => match facts.obligation.step.and_then(|step| facts.record(step)) {
            Some((_, record)) => format!("实际由{}办理", record.by.join("、")),
            None => "由别的单位办理".to_owned(),
        },
        Reason::NameOutOfTime => match facts.obligation.step.and_then(|step| facts.record(step)) {
            Some((_, record)) => {
                format!("「{}」在办理的日期不是该机构的名称", record.by.join("、"))
            }
            None => "所写的名称在办理的日期不是该机构的名称".to_owned(),
        },
        Reason::Refused | Reason::NoOpinion => refusals(facts),
        Reason::NotCarried => votes(facts),
        Reason::NotRecused => match facts.tally().and_then(|tally| tally.not_recused.first().cloned()) {
            Some(name) => format!("{name}应当回避，却投了票"),
            None => "应当回避的人投了票".to_owned(),
        },
        Reason::ConditionFalse => {
            let lacking = facts.lacking(crate::diag::Lang::Zh);
            if lacking.is_empty() {
                with_values(facts, "不符")
            } else {
                super::super::lacking::zh(&lacking)
            }
        }
        Reason::Forbidden => with_values(facts, "已经发生"),
        Reason::NotSoFar => "至今没有发生".to_owned(),
        Reason::FactMissing => match facts.incalculable() {
            Some(words) => format!("「{words}」算不出"),
            None => with_missing(facts, "事实不全"),
        },
        Reason::DateMissing => with_missing(facts, "日期不全"),
        Reason::FindingMissing => "尚待认定".to_owned(),
        Reason::FindingNegative => "认定结果为否".to_owned(),
        Reason::ReasonMissing => no_reason(facts),
        Reason::WrongOrder => wrong_order(facts),
        Reason::NotRecorded => with_missing(facts, "卷宗没有记载"),
        Reason::DidNotArise => "该情形没有发生".to_owned(),
        Reason::Deemed => "逾期未办，依法以视为代替".to_owned(),
        Reason::Undated => "文件没有写期限，尚未完成".to_owned(),
        Reason::NotReached => with_values(facts, "未达到"),
        Reason::TooFew => recurring::counted_zh(facts),
        Reason::CalendarEnds => "日历还没有公布到那一天".to_owned(),
    }
}

fn met(facts: &Facts<'_>) -> String {
    match (&facts.obligation.row, facts.counted(), facts.date(Label::To)) {
        (Row::Lasts { period, .. }, Some(counted), Some(end)) if !period.unit.needs_time() => {
            let from = counted.start.date();
            let length = facts.length_to(end).unwrap_or_default();
            format!("{from}至{end}，{length}{}", period.unit.zh())
        }
        (Row::Within { .. } | Row::Deadline { .. } | Row::Task { .. } | Row::Follow(_), _, Some(end)) => {
            match facts.verdict.due {
                Some(due) => format!("{end}完成，期限{due}"),
                None => format!("{end}完成"),
            }
        }
        (Row::Frequency(_), ..) => recurring::counted_zh(facts),
        _ => "符合".to_owned(),
    }
}

fn not_yet(facts: &Facts<'_>) -> String {
    match &facts.obligation.row {
        _ if facts.obligation.register.is_some() && facts.verdict.due.is_some() => {
            "条目日期尚未到来".to_owned()
        }
        Row::Perform { .. } => "尚未开始".to_owned(),
        Row::Follow(_) if facts.verdict.due.is_none() => "尚未触发或者尚未办理".to_owned(),
        Row::Lasts { .. } | Row::Within { .. } => "尚未起算".to_owned(),
        Row::Ahead(_) => match facts.verdict.due {
            Some(due) => format!("尚未办理，最迟{due}"),
            None => "日期尚未确定".to_owned(),
        },
        _ => "本步骤尚未开始".to_owned(),
    }
}

fn not_done(facts: &Facts<'_>) -> String {
    match &facts.obligation.row {
        Row::Perform { .. } => "程序已经结束，没有履行".to_owned(),
        Row::Joined(_) => "此时它们没有完成".to_owned(),
        Row::Precedes { .. } => match facts.date(Label::Start) {
            Some(start) => format!("本步骤{start}开始时它没有完成"),
            None => "本步骤开始时它没有完成".to_owned(),
        },
        Row::Lasts { .. } | Row::Within { .. } => "起算的事项没有发生".to_owned(),
        Row::Meeting(_) => "有不同意见，没有载明".to_owned(),
        _ => "没有办理".to_owned(),
    }
}

fn too_late(facts: &Facts<'_>) -> String {
    let due = facts.verdict.due.or(facts.date(Label::Due));
    let act = [Label::To, Label::Finish, Label::Act, Label::DocumentDate]
        .into_iter()
        .find_map(|label| facts.date(label));
    match (act, due, &facts.obligation.row) {
        (Some(act), Some(due), Row::Document { .. }) => format!("它的日期{act}晚于{due}"),
        (Some(act), Some(due), _) => format!("{act}才办理，最迟应当{due}，迟{}日", act.days_since(due)),
        _ => "办理迟了".to_owned(),
    }
}

fn too_short(facts: &Facts<'_>) -> String {
    let (Some(counted), Some(end)) = (facts.counted(), facts.date(Label::To)) else {
        return "期间太短".to_owned();
    };
    let from = counted.start.date();
    let must = counted.end.date();
    match facts.length_to(end) {
        Some(length) if !counted.period.unit.needs_time() => {
            format!("{from}至{end}只有{length}{}，应当到{must}", counted.period.unit.zh())
        }
        _ => format!("{from}至{end}太短，应当到{must}"),
    }
}

fn running(facts: &Facts<'_>) -> String {
    match (facts.verdict.until, facts.verdict.due) {
        (Some(until), _) => format!("期间尚未届满，到{until}为止"),
        (None, Some(due)) => format!("期限内，最迟{due}{}", clock(facts)),
        (None, None) => format!("期限内{}", clock(facts)),
    }
}

/// What a clock has used and what it leaves out.
fn clock(facts: &Facts<'_>) -> String {
    let run = facts.told.as_ref().and_then(|told| told.clock.as_ref());
    let words = run.and_then(|run| crate::report::clock::summary(run, crate::diag::Lang::Zh));
    words.map(|words| format!("（{words}）")).unwrap_or_default()
}

fn no_reason(facts: &Facts<'_>) -> String {
    let broken = match &facts.obligation.row {
        Row::Lasts { .. } => too_short(facts),
        Row::Within { .. } | Row::Deadline { .. } | Row::Task { .. } => too_late(facts),
        Row::Meeting(_) => return "没有说明理由".to_owned(),
        _ => "没有照办".to_owned(),
    };
    match facts.date(Label::ReasonDue) {
        Some(due) => format!("{broken}，也没有在{due}前说明理由"),
        None => format!("{broken}，也没有说明理由"),
    }
}

fn wrong_order(facts: &Facts<'_>) -> String {
    let record = facts.obligation.step.and_then(|step| facts.record(step)).map(|(_, record)| record);
    match &facts.obligation.row {
        Row::Meeting(_) => {
            let last = record.and_then(|record| record.meeting.as_ref()?.speakers.as_ref()?.last());
            last.map_or("最后发言的不是行政首长".to_owned(), |last| format!("最后发言的是{last}"))
        }
        _ => match record.and_then(|record| record.sequence.as_ref()) {
            Some(sequence) => format!("实际次序是{}", sequence.join("、")),
            None => "次序不符".to_owned(),
        },
    }
}

fn with_values(facts: &Facts<'_>, lead: &str) -> String {
    let one = |(what, value): (String, String)| format!("{what}为{value}");
    let values: Vec<String> =
        facts.values(crate::diag::Lang::Zh).into_iter().map(|(what, value)| one((what, value))).collect();
    if values.is_empty() { lead.to_owned() } else { format!("{lead}（{}）", values.join("，")) }
}

fn with_missing(facts: &Facts<'_>, lead: &str) -> String {
    let names: Vec<&str> =
        facts.missing.iter().map(|fact| fact.name.as_str()).filter(|name| !name.is_empty()).collect();
    if names.is_empty() { lead.to_owned() } else { format!("{lead}，缺「{}」", names.join("」「")) }
}

pub(super) fn note(note: Notes) -> &'static str {
    const WORDS: &[(Notes, &str)] = &[
        (Notes::DEVIATION, "偏离：已说明理由"),
        (Notes::SAME_DAY, "同日：两事同日，没有写时刻"),
        (Notes::EMPTY, "空集：没有可核对的对象"),
        (Notes::LAST_DAY, "恰为最后一日"),
        (Notes::INFERRED, "推定"),
        (Notes::WAIVER_INVALID, "申报的免除没有凭据或者批准，不算"),
        (Notes::SUSPENSION_INVALID, "有一段停止计时不算（种类不符或者没有书面告知）"),
        (Notes::EXTENSION_INVALID, "有一次延长不算（批准机关、时间、次数或者幅度不符）"),
        (Notes::FILED_ELSEWHERE, "材料归在别的步骤"),
        (Notes::PROVISIONAL, "日期还可能变动"),
        (Notes::BEYOND_CALENDAR, "日历还没有公布到那一天"),
        (Notes::ROLLED, "届满遇休息日，已顺延"),
        (Notes::REST_DAY_END, "届满遇休息日，次一工作日更稳妥"),
        (Notes::SEVERAL, "同种材料不止一份"),
        (Notes::INCALCULABLE, "有的数算不出：除数是零，或者没有这个数"),
        (Notes::UNDECIDED, "未知事实太多，没有全部推演"),
        (Notes::CORRECTED, "以前的一次违反，已纠正"),
        (Notes::DEEMED, "依法视为已经办理"),
        (Notes::EITHER_WAY, "例外是否成立未定，两种情形结论相同"),
        (Notes::FORECAST_LATE, "预计晚于期限"),
        (Notes::NO_FLOAT, "预计恰在期限之日，没有余地"),
        (Notes::GREEN, "●绿灯"),
        (Notes::YELLOW, "▲黄灯"),
        (Notes::RED, "■红灯"),
        (Notes::EXCEPTIONS_CLASH, "与另一个例外同时成立，规则没有写哪一个优先"),
    ];
    WORDS.iter().find(|(known, _)| *known == note).map_or("", |(_, word)| word)
}

pub(super) fn act(rules: &RuleSet, act: &Act) -> String {
    let earliest = act.earliest;
    let what = match &act.kind {
        ActKind::Perform { step, again: true } => format!("重新办理「{}」", rules.steps[*step].name),
        ActKind::Perform { step, again: false } => format!("办理「{}」", rules.steps[*step].name),
        ActKind::File { document, .. } => format!("补交「{}」", rules.documents[*document].name),
        ActKind::Move { what, to } => {
            format!("把「{}」改到{to}或者以后", super::super::condition::words(rules, *what))
        }
        ActKind::Correct { condition, to, .. } => {
            let words = super::super::show::condition(rules, None, (*condition, *to), Lang::Zh);
            format!("更正，使“{words}”")
        }
        ActKind::Complete { task, part } => {
            let task = &rules.tasks[*task];
            let part = part.and_then(|part| rules.schemas[task.parts].fields.get(usize::from(part)));
            let part = part.map(|field| format!("的「{}」", field.name)).unwrap_or_default();
            format!("完成任务「{}」{part}", task.name)
        }
        ActKind::Happen { event, times } => {
            format!("再有「{}」{times}次", rules.events[*event].name)
        }
        ActKind::Deliver { document, .. } => format!("补交「{}」", rules.documents[*document].name),
        ActKind::Attest { .. } => "改进并且重新认定".to_owned(),
    };
    match act.latest {
        Some(latest) => format!("{what}（{earliest}至{latest}）"),
        None => format!("{what}（最早{earliest}）"),
    }
}

pub(super) fn test(test: &Test) -> String {
    match test {
        Test::State(what, state, wanted) => {
            format!("{}（{}）{}？", label(*what), known(*state), known(*wanted))
        }
        Test::Days((a, x), op, (b, y)) => {
            format!("{} {x} {} {} {y}？", label(*a), comparison(*op), label(*b))
        }
        Test::Moments((a, x), order, (b, y)) => {
            let order = match order {
                MomentOrder::Before => "早于",
                MomentOrder::After => "晚于",
                MomentOrder::SameDay => "同日于",
                _ => "等于",
            };
            format!("{} {x} {order} {} {y}？", label(*a), label(*b))
        }
        Test::Truth(what, value, wanted) => {
            let lang = crate::diag::Lang::Zh;
            let (value, wanted) =
                (super::super::condition::truth(*value, lang), super::super::condition::truth(*wanted, lang));
            format!("{}（{value}）为「{wanted}」？", label(*what))
        }
        Test::Flag(what, _) => format!("{}？", label(*what)),
        Test::Count(what, count, op, wanted) => {
            format!("{} {count}次 {} {wanted}次？", label(*what), recurring::than(*op, Lang::Zh))
        }
    }
}

fn comparison(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "等于",
        Comparison::NotEqual => "不等于",
        Comparison::Less => "早于",
        Comparison::LessEqual => "不晚于",
        Comparison::Greater => "晚于",
        Comparison::GreaterEqual => "不早于",
    }
}

fn known(state: KnownState) -> &'static str {
    match state {
        KnownState::Given => "已知",
        KnownState::None => "没有",
        KnownState::Missing => "缺",
        KnownState::Open => "未定",
        KnownState::Undefined => "算不出",
    }
}

fn label(label: Label) -> &'static str {
    match label {
        Label::AsOf => "截至日期",
        Label::Start => "本步骤开始",
        Label::Finish => "本步骤完成",
        Label::FinishBefore => "前一步骤完成",
        Label::End => "程序已经结束",
        Label::EntryDate => "条目日期",
        Label::From => "起算日",
        Label::To => "终止日",
        Label::Target => "最短期间届满",
        Label::Due => "最后一日",
        Label::Act => "行为日",
        Label::Event => "事件日",
        Label::DocumentDate => "材料日期",
        Label::InForce => "施行日",
        Label::Lapses => "失效日",
        Label::Scope => "在适用范围内",
        Label::When => "情形",
        Label::Condition => "条件",
        Label::OnFile => "材料在卷",
        Label::RightUnit => "是规定的单位",
        Label::Consent => "应当同意的都同意",
        Label::Carried => "表决通过",
        Label::Recused => "应当回避的都没有投票",
        Label::Unit => "写明了承办单位",
        Label::Finished => "已经完成",
        Label::Stale => "已退回或者前序重办",
        Label::Waived => "有效免除",
        Label::Outcome => "结论",
        Label::Exercised => "已采用",
        Label::Unused => "所在步骤可以不办而没有办",
        Label::Minutes => "会议记载",
        Label::Arose => "该情形发生",
        Label::Finding => "认定",
        Label::DeviationReason => "偏离理由",
        Label::ReasonDue => "说明理由的期限",
        Label::Order => "次序相符",
        Label::CalendarEnd => "日历到此为止",
        Label::Enough => "前置的步骤够数",
        Label::Optional => "可以不办",
        Label::Trigger => "触发的事项",
        Label::Exception => "例外成立",
        Label::Replaced => "由例外代替",
        Label::Clash => "两个例外同时成立",
        Label::Happened => "本期发生",
        Label::PerhapsHappened => "本期可能发生",
        Label::Incomplete => "卷宗未齐",
        Label::YellowFrom => "黄灯",
        Label::RedFrom => "红灯",
        Label::MissedBefore => "重新办理以前已经逾期",
        Label::Ended => "案件已经终止或者作废",
        Label::EitherLength => "期间长短结论相同",
        Label::EitherWay => "例外成立与否结论相同",
    }
}
