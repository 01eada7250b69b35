//! Sentences in English: what is asked, then what is, with numbers and dates; lower case, no full stop.

use super::super::facts::Facts;
use super::{joins, recurring};
use crate::calendar::MomentOrder;
use crate::diag::Lang;
use crate::judge::{Act, ActKind, KnownState, Label, Notes, Reason, Status, Test, Voice};
use crate::model::{Comparison, Duty, MeetingPart, Row, RuleSet, Threshold, Vote, VoteBase};

pub(super) fn requirement(facts: &Facts<'_>) -> String {
    let asked = asked(facts);
    match facts.obligation.duty {
        Duty::Presumptive => format!("as a rule {asked}"),
        Duty::InPrinciple => format!("in principle {asked}"),
        Duty::Inferred => format!("by our reading {asked}"),
        Duty::Strive => format!("as a target {}", asked.replacen("must", "should", 1)),
        Duty::Encouraged => format!("encouraged: {}", asked.replacen("must", "should", 1)),
        Duty::May => asked.replacen("must", "may", 1),
        Duty::Must | Duty::MustNot => asked,
    }
}

fn asked(facts: &Facts<'_>) -> String {
    let rules = facts.view.rules;
    match &facts.obligation.row {
        Row::Follow(follow) => super::follow::en(facts, follow),
        Row::Perform { may: true, .. } => "it may be done".to_owned(),
        Row::Perform { .. } => "it must be done".to_owned(),
        Row::Precedes { before } => {
            format!("‘{}’ must be finished before it starts", rules.steps[*before].name)
        }
        Row::Joined(join) => joins::en(rules, join),
        Row::By { .. } => format!("it must be done by {}", joined(facts)),
        Row::Opinions { all: true, .. } => format!("it needs the consent of {}", joined(facts)),
        Row::Opinions { all: false, .. } => format!("it needs the consent of one of {}", joined(facts)),
        Row::Vote(vote) => format!("what is adopted must have {}", needed(vote)),
        Row::Document { document, .. } => {
            format!("‘{}’ must be on file", rules.documents[document.kind].name)
        }
        Row::Lasts { .. } => format!("it must last at least {}", facts.length(Lang::En)),
        Row::Within { .. } => format!("it must be done within {}", facts.length(Lang::En)),
        Row::Deadline { act: Some(act), due, .. } => {
            format!(
                "{} must be no later than {}",
                facts.value_of(*act, Lang::En),
                facts.value_of(*due, Lang::En)
            )
        }
        Row::Deadline { literal: Some(day), .. } => format!("it must be done by {day}"),
        Row::Deadline { .. } => "it must be done by its deadline".to_owned(),
        Row::Task { literal: Some(day), .. } => format!("{} must be finished by {day}", part(facts)),
        Row::Task { due: None, .. } => "it must be finished".to_owned(),
        Row::Task { .. } => format!("{} must be finished by its date", part(facts)),
        Row::Indicator { condition, .. } => {
            format!("the indicator ‘{}’ must be {}", facts.obligation.name, facts.words(*condition))
        }
        Row::Frequency(frequency) => recurring::asked_en(rules, frequency),
        Row::Ahead(ahead) => {
            let period = facts.length(Lang::En);
            let (act, event) = (facts.value_of(ahead.act, Lang::En), facts.value_of(ahead.event, Lang::En));
            format!("{}{act} must come at least {period} before {event}", facts.every(Lang::En))
        }
        Row::Must { condition, .. } => {
            format!("it must be so that {}", facts.condition(*condition, Lang::En))
        }
        Row::MustNot { condition } => {
            format!("it must not be that {}", facts.condition(*condition, Lang::En))
        }
        Row::Outcome => "it must have an outcome".to_owned(),
        Row::Meeting(MeetingPart::Kind(kinds)) => format!("the meeting must be {}", kinds.join(" or ")),
        Row::Meeting(MeetingPart::SpeaksLast) => "the head must speak last".to_owned(),
        Row::Meeting(MeetingPart::AgainstMajority) => {
            "a decision against the majority must give its reasons".to_owned()
        }
        Row::Meeting(MeetingPart::Dissent) => "dissent must be recorded".to_owned(),
        Row::Order { parts } => format!("the order must be: {}", parts.join(", ")),
        Row::Finding { text, .. } => format!("must hold: ‘{text}’"),
    }
}

fn share(threshold: Threshold) -> String {
    match threshold {
        Threshold::Count(1) => "1 vote".to_owned(),
        Threshold::Count(least) => format!("{least} votes"),
        Threshold::Share { part: 1, whole: 2, above: true } => "a majority".to_owned(),
        Threshold::Share { part, whole, above: true } => format!("more than {part}/{whole}"),
        Threshold::Share { part, whole, above: false } => format!("at least {part}/{whole}"),
    }
}

fn needed(vote: &Vote) -> String {
    let of = match (vote.approve, vote.base) {
        (Threshold::Count(_), _) => "",
        (_, VoteBase::Expected) => " of those expected",
        (_, VoteBase::Present) => " of those present",
    };
    format!("{}{of} for it", share(vote.approve))
}

/// What an organ whose consent is needed said instead of agreeing.
fn refusals(facts: &Facts<'_>) -> String {
    let voices = facts.voices();
    let said = |is: &dyn Fn(&Voice) -> bool, what: &str| {
        let names: Vec<&str> =
            voices.iter().filter(|voice| is(voice)).map(|voice| voice.by.as_str()).collect();
        (!names.is_empty()).then(|| format!("{} {what}", names.join(", ")))
    };
    let refused = said(&|voice| voice.refused && !voice.agreed, "refused");
    let silent = said(&|voice| voice.silent && !voice.refused, "gave no opinion on file");
    let parts: Vec<String> = refused.into_iter().chain(silent).collect();
    if parts.is_empty() { "opinions are missing".to_owned() } else { parts.join("; ") }
}

/// The votes, and what they fall short of.
fn votes(facts: &Facts<'_>) -> String {
    let Some(tally) = facts.tally() else { return "too few votes".to_owned() };
    let counted = tally.votes.map_or("no votes are recorded".to_owned(), |votes| {
        format!("{} for, {} against, {} abstaining", votes.approve, votes.reject, votes.abstain)
    });
    let short = match (tally.vetoed_by.as_slice(), tally.quorum, tally.need) {
        ([first, ..], ..) => format!("{first} holds a veto and voted against"),
        (_, Some((present, must)), _) if present < must => format!("{present} present, {must} needed"),
        (_, _, Some(need)) => format!("{need} needed"),
        _ => "that is too few".to_owned(),
    };
    format!("{counted}: {short}")
}

fn part(facts: &Facts<'_>) -> String {
    facts.task_part().map_or_else(|| "it".to_owned(), |part| format!("‘{part}’"))
}

fn joined(facts: &Facts<'_>) -> String {
    facts.by_whom().join(", ")
}

pub(super) fn finding(facts: &Facts<'_>) -> String {
    let said = reason(facts);
    let bare = facts.obligation.duty == Duty::Presumptive && facts.verdict.reason != Reason::ReasonMissing;
    if bare && facts.verdict.status == Status::Violated {
        format!("{said}, and no reason for it is on record")
    } else {
        said
    }
}

fn reason(facts: &Facts<'_>) -> String {
    let as_of = facts.view.report.as_of;
    match facts.verdict.reason {
        Reason::Met => met(facts),
        Reason::NotInForce => "its instrument is not in force on that day".to_owned(),
        Reason::OutOfScope => "out of scope".to_owned(),
        Reason::ScopeUnknown => with_missing(facts, "whether it applies is not known"),
        Reason::NeverArose => "the procedure ended without it".to_owned(),
        Reason::Terminated => "the procedure was ended before it".to_owned(),
        Reason::Void => "the case is void".to_owned(),
        Reason::NotExercised => "not used".to_owned(),
        Reason::Waived => "validly waived".to_owned(),
        Reason::Replaced => format!("the exception ‘{}’ takes its place", facts.exceptions("’, ‘")),
        Reason::NoException => "the exception does not hold".to_owned(),
        Reason::ExceptionUnknown => {
            with_missing(facts, "whether the exception holds is not known, and the verdict hangs on it")
        }
        Reason::ExceptionsClash => format!(
            "the exceptions ‘{}’ hold at once, and the rules do not say which comes first",
            facts.exceptions("’, ‘")
        ),
        Reason::NotYet => not_yet(facts),
        Reason::Underway => "under way".to_owned(),
        Reason::Stale => {
            "the case was sent back or an earlier step was redone, so it must be done again".to_owned()
        }
        Reason::NotDone => not_done(facts),
        Reason::TooEarly => match (facts.date(Label::FinishBefore), facts.date(Label::Start)) {
            (Some(finish), Some(start)) => {
                format!("it was finished on {finish}, and this step started on {start}")
            }
            _ => match (facts.date(Label::Target), facts.date(Label::Act)) {
                (Some(target), Some(act)) => format!("{target} at the earliest, and it was on {act}"),
                _ => "it was not finished when this step started".to_owned(),
            },
        },
        Reason::TooLate => too_late(facts),
        Reason::Overdue => match facts.verdict.due {
            Some(due) => {
                format!("due on {due} and not done by {as_of} ({} days late)", as_of.days_since(due))
            }
            None => "overdue".to_owned(),
        },
        Reason::TooShort => too_short(facts),
        Reason::Running => running(facts),
        Reason::DocumentMissing => "not in the dossier".to_owned(),
        Reason::DocumentUnfit => with_values(facts, "it is on file but not what it must be"),
        Reason::WrongUnit => match facts.obligation.step.and_then(|step| facts.record(step)) {
            Some((_, record)) => format!("it was done by {}", record.by.join(", ")),
            None => "another organ did it".to_owned(),
        },
        Reason::NameOutOfTime => match facts.obligation.step.and_then(|step| facts.record(step)) {
            Some((_, record)) => {
                format!("‘{}’ was not the organ's name on the days of the record", record.by.join(", "))
            }
            None => "the name was not the organ's on the days of the record".to_owned(),
        },
        Reason::Refused | Reason::NoOpinion => refusals(facts),
        Reason::NotCarried => votes(facts),
        Reason::NotRecused => match facts.tally().and_then(|tally| tally.not_recused.first().cloned()) {
            Some(name) => format!("{name} had to stand aside and voted"),
            None => "somebody voted who had to stand aside".to_owned(),
        },
        Reason::ConditionFalse => {
            let lacking = facts.lacking(crate::diag::Lang::En);
            if lacking.is_empty() {
                with_values(facts, "it does not")
            } else {
                super::super::lacking::en(&lacking)
            }
        }
        Reason::Forbidden => with_values(facts, "it is so"),
        Reason::NotSoFar => "not so far".to_owned(),
        Reason::FactMissing => match facts.incalculable() {
            Some(words) => format!("‘{words}’ cannot be computed"),
            None => with_missing(facts, "a fact is missing"),
        },
        Reason::DateMissing => with_missing(facts, "a date is missing"),
        Reason::FindingMissing => "no finding is on file".to_owned(),
        Reason::FindingNegative => "the finding says no".to_owned(),
        Reason::ReasonMissing => no_reason(facts),
        Reason::WrongOrder => wrong_order(facts),
        Reason::NotRecorded => with_missing(facts, "it is not recorded"),
        Reason::DidNotArise => "the case did not arise".to_owned(),
        Reason::Deemed => "the law takes something else as done in its place".to_owned(),
        Reason::Undated => "the document gives no date, and it is not finished".to_owned(),
        Reason::NotReached => with_values(facts, "not reached"),
        Reason::TooFew => recurring::counted_en(facts),
        Reason::CalendarEnds => "the calendar is not published that far".to_owned(),
    }
}

/// `1 day`, `2 days`; `working day(s)` alike.
fn plural(unit: &str, count: i64) -> String {
    let one = unit.strip_suffix('s').unwrap_or(unit);
    if count == 1 { one.to_owned() } else { format!("{one}s") }
}

fn met(facts: &Facts<'_>) -> String {
    match (&facts.obligation.row, facts.counted(), facts.date(Label::To)) {
        (Row::Lasts { period, .. }, Some(counted), Some(end)) if !period.unit.needs_time() => {
            let from = counted.start.date();
            let length = facts.length_to(end).unwrap_or_default();
            format!("{from} to {end}, {length} {}", plural(period.unit.en(), length))
        }
        (Row::Within { .. } | Row::Deadline { .. } | Row::Task { .. } | Row::Follow(_), _, Some(end)) => {
            match facts.verdict.due {
                Some(due) => format!("done on {end}, due on {due}"),
                None => format!("done on {end}"),
            }
        }
        (Row::Frequency(_), ..) => recurring::counted_en(facts),
        _ => "met".to_owned(),
    }
}

fn not_yet(facts: &Facts<'_>) -> String {
    match &facts.obligation.row {
        _ if facts.obligation.register.is_some() && facts.verdict.due.is_some() => {
            "the date of the entry has not come".to_owned()
        }
        Row::Perform { .. } => "not started".to_owned(),
        Row::Follow(_) if facts.verdict.due.is_none() => "not set off, or not done, yet".to_owned(),
        Row::Lasts { .. } | Row::Within { .. } => "the period has not begun".to_owned(),
        Row::Ahead(_) => match facts.verdict.due {
            Some(due) => format!("not done yet, due on {due}"),
            None => "no date is set".to_owned(),
        },
        _ => "the step has not started".to_owned(),
    }
}

fn not_done(facts: &Facts<'_>) -> String {
    match &facts.obligation.row {
        Row::Perform { .. } => "the procedure ended and it was not done".to_owned(),
        Row::Joined(_) => "they had not come by then".to_owned(),
        Row::Precedes { .. } => match facts.date(Label::Start) {
            Some(start) => format!("it was not finished when this step started on {start}"),
            None => "it was not finished when this step started".to_owned(),
        },
        Row::Lasts { .. } | Row::Within { .. } => "what it runs from did not happen".to_owned(),
        Row::Meeting(_) => "there was dissent, and it is not recorded".to_owned(),
        _ => "not done".to_owned(),
    }
}

fn too_late(facts: &Facts<'_>) -> String {
    let due = facts.verdict.due.or(facts.date(Label::Due));
    let act = [Label::To, Label::Finish, Label::Act, Label::DocumentDate]
        .into_iter()
        .find_map(|label| facts.date(label));
    match (act, due, &facts.obligation.row) {
        (Some(act), Some(due), Row::Document { .. }) => format!("it is dated {act}, after {due}"),
        (Some(act), Some(due), _) => {
            format!("done on {act}, due on {due}, {} days late", act.days_since(due))
        }
        _ => "too late".to_owned(),
    }
}

fn too_short(facts: &Facts<'_>) -> String {
    let (Some(counted), Some(end)) = (facts.counted(), facts.date(Label::To)) else {
        return "too short".to_owned();
    };
    let from = counted.start.date();
    let must = counted.end.date();
    match facts.length_to(end) {
        Some(length) if !counted.period.unit.needs_time() => {
            format!(
                "{from} to {end} is only {length} {}, it must run to {must}",
                plural(counted.period.unit.en(), length)
            )
        }
        _ => format!("{from} to {end} is too short, it must run to {must}"),
    }
}

fn running(facts: &Facts<'_>) -> String {
    match (facts.verdict.until, facts.verdict.due) {
        (Some(until), _) => format!("the period runs until {until}"),
        (None, Some(due)) => format!("in time, due on {due}{}", clock(facts)),
        (None, None) => format!("in time{}", clock(facts)),
    }
}

/// What a clock has used and what it leaves out.
fn clock(facts: &Facts<'_>) -> String {
    let run = facts.told.as_ref().and_then(|told| told.clock.as_ref());
    let words = run.and_then(|run| crate::report::clock::summary(run, crate::diag::Lang::En));
    words.map(|words| format!(" ({words})")).unwrap_or_default()
}

fn no_reason(facts: &Facts<'_>) -> String {
    let broken = match &facts.obligation.row {
        Row::Lasts { .. } => too_short(facts),
        Row::Within { .. } | Row::Deadline { .. } | Row::Task { .. } => too_late(facts),
        Row::Meeting(_) => return "no reason is given".to_owned(),
        _ => "it was not followed".to_owned(),
    };
    match facts.date(Label::ReasonDue) {
        Some(due) => format!("{broken}, and no reason is on record by {due}"),
        None => format!("{broken}, and no reason is on record"),
    }
}

fn wrong_order(facts: &Facts<'_>) -> String {
    let record = facts.obligation.step.and_then(|step| facts.record(step)).map(|(_, record)| record);
    match &facts.obligation.row {
        Row::Meeting(_) => {
            let last = record.and_then(|record| record.meeting.as_ref()?.speakers.as_ref()?.last());
            last.map_or("the head did not speak last".to_owned(), |last| format!("{last} spoke last"))
        }
        _ => match record.and_then(|record| record.sequence.as_ref()) {
            Some(sequence) => format!("the recorded order is {}", sequence.join(", ")),
            None => "the order differs".to_owned(),
        },
    }
}

fn with_values(facts: &Facts<'_>, lead: &str) -> String {
    let one = |(what, value): (String, String)| format!("{what} is {value}");
    let values: Vec<String> =
        facts.values(crate::diag::Lang::En).into_iter().map(|(what, value)| one((what, value))).collect();
    if values.is_empty() { lead.to_owned() } else { format!("{lead} ({})", values.join(", ")) }
}

fn with_missing(facts: &Facts<'_>, lead: &str) -> String {
    let names: Vec<&str> =
        facts.missing.iter().map(|fact| fact.name.as_str()).filter(|name| !name.is_empty()).collect();
    if names.is_empty() { lead.to_owned() } else { format!("{lead}: ‘{}’", names.join("’, ‘")) }
}

pub(super) fn note(note: Notes) -> &'static str {
    const WORDS: &[(Notes, &str)] = &[
        (Notes::DEVIATION, "a deviation with its reason on record"),
        (Notes::SAME_DAY, "both on the same day, without times"),
        (Notes::EMPTY, "nothing to check"),
        (Notes::LAST_DAY, "on the very last day"),
        (Notes::INFERRED, "our reading"),
        (Notes::WAIVER_INVALID, "the waiver claimed lacks evidence or approval and does not count"),
        (Notes::SUSPENSION_INVALID, "a suspension does not count (wrong kind or no written notice)"),
        (Notes::EXTENSION_INVALID, "an extension does not count (organ, date, number or length)"),
        (Notes::FILED_ELSEWHERE, "the document is filed with another step"),
        (Notes::PROVISIONAL, "the date may still change"),
        (Notes::BEYOND_CALENDAR, "the calendar is not published that far"),
        (Notes::ROLLED, "ended on a rest day and moved"),
        (Notes::REST_DAY_END, "ends on a rest day; the next working day is safer"),
        (Notes::SEVERAL, "several documents of the kind"),
        (
            Notes::INCALCULABLE,
            "a value cannot be computed: a division by nought, or a number of which there is none",
        ),
        (Notes::UNDECIDED, "too many unknown facts to decide exactly"),
        (Notes::CORRECTED, "an earlier violation, corrected"),
        (Notes::DEEMED, "the law takes it as done"),
        (Notes::EITHER_WAY, "the same whether or not the exception holds, which is not known"),
        (Notes::FORECAST_LATE, "expected after the last day"),
        (Notes::NO_FLOAT, "expected on the last day, with no day to spare"),
        (Notes::GREEN, "● green light"),
        (Notes::YELLOW, "▲ yellow light"),
        (Notes::RED, "■ red light"),
        (
            Notes::EXCEPTIONS_CLASH,
            "another exception holds at once, and the rules do not say which comes first",
        ),
    ];
    WORDS.iter().find(|(known, _)| *known == note).map_or("", |(_, word)| word)
}

pub(super) fn act(rules: &RuleSet, act: &Act) -> String {
    let earliest = act.earliest;
    let what = match &act.kind {
        ActKind::Perform { step, again: true } => format!("do ‘{}’ again", rules.steps[*step].name),
        ActKind::Perform { step, again: false } => format!("do ‘{}’", rules.steps[*step].name),
        ActKind::File { document, .. } => format!("file ‘{}’", rules.documents[*document].name),
        ActKind::Move { what, to } => {
            format!("move ‘{}’ to {to} or later", super::super::condition::words(rules, *what))
        }
        ActKind::Correct { condition, to, .. } => {
            let words = super::super::show::condition(rules, None, (*condition, *to), Lang::En);
            format!("correct it so that {words}")
        }
        ActKind::Complete { task, part } => {
            let task = &rules.tasks[*task];
            let part = part.and_then(|part| rules.schemas[task.parts].fields.get(usize::from(part)));
            let part = part.map(|field| format!("‘{}’ of ", field.name)).unwrap_or_default();
            format!("finish {part}the task ‘{}’", task.name)
        }
        ActKind::Happen { event, times } => {
            format!("let ‘{}’ happen {} more", rules.events[*event].name, recurring::times(*times))
        }
        ActKind::Deliver { document, .. } => format!("file ‘{}’", rules.documents[*document].name),
        ActKind::Attest { .. } => "improve and have it judged again".to_owned(),
    };
    match act.latest {
        Some(latest) => format!("{what} ({earliest} to {latest})"),
        None => format!("{what} ({earliest} at the earliest)"),
    }
}

pub(super) fn test(test: &Test) -> String {
    match test {
        Test::State(what, state, wanted) => {
            format!("{} ({}) is {}?", label(*what), known(*state), known(*wanted))
        }
        Test::Days((a, x), op, (b, y)) => format!("{} {x} {} {} {y}?", label(*a), comparison(*op), label(*b)),
        Test::Moments((a, x), order, (b, y)) => {
            let order = match order {
                MomentOrder::Before => "before",
                MomentOrder::After => "after",
                MomentOrder::SameDay => "same day as",
                _ => "on",
            };
            format!("{} {x} {order} {} {y}?", label(*a), label(*b))
        }
        Test::Truth(what, value, wanted) => {
            let lang = crate::diag::Lang::En;
            let (value, wanted) =
                (super::super::condition::truth(*value, lang), super::super::condition::truth(*wanted, lang));
            format!("{} ({value}) is ‘{wanted}’?", label(*what))
        }
        Test::Flag(what, _) => format!("{}?", label(*what)),
        Test::Count(what, count, op, wanted) => {
            format!("{} {count} {} {wanted}?", label(*what), recurring::than(*op, Lang::En))
        }
    }
}

fn comparison(op: Comparison) -> &'static str {
    match op {
        Comparison::Equal => "on",
        Comparison::NotEqual => "not on",
        Comparison::Less => "before",
        Comparison::LessEqual => "no later than",
        Comparison::Greater => "after",
        Comparison::GreaterEqual => "no earlier than",
    }
}

fn known(state: KnownState) -> &'static str {
    match state {
        KnownState::Given => "given",
        KnownState::None => "none",
        KnownState::Missing => "missing",
        KnownState::Open => "not yet",
        KnownState::Undefined => "impossible to compute",
    }
}

fn label(label: Label) -> &'static str {
    match label {
        Label::AsOf => "as-of date",
        Label::Start => "start of the step",
        Label::Finish => "finish of the step",
        Label::FinishBefore => "finish of the step before",
        Label::End => "the procedure has ended",
        Label::EntryDate => "the date of the entry",
        Label::From => "period starts",
        Label::To => "period ends",
        Label::Target => "minimum period has run",
        Label::Due => "last day",
        Label::Act => "day of the act",
        Label::Event => "day of the event",
        Label::DocumentDate => "date of the document",
        Label::InForce => "in force from",
        Label::Lapses => "lapses on",
        Label::Scope => "in scope",
        Label::When => "the case described",
        Label::Condition => "the condition",
        Label::OnFile => "the document is on file",
        Label::RightUnit => "it is the right organ",
        Label::Consent => "those agree who must",
        Label::Carried => "the vote carries",
        Label::Recused => "nobody voted who must not",
        Label::Unit => "the organ is named",
        Label::Finished => "finished",
        Label::Stale => "sent back or redone upstream",
        Label::Waived => "validly waived",
        Label::Outcome => "outcome",
        Label::Exercised => "used",
        Label::Unused => "inside a step that may be left undone and was",
        Label::Minutes => "record of the meeting",
        Label::Arose => "it arose",
        Label::Finding => "finding",
        Label::DeviationReason => "reason for the deviation",
        Label::ReasonDue => "reason due",
        Label::Order => "the order is right",
        Label::CalendarEnd => "the calendar ends here",
        Label::Enough => "enough steps came first",
        Label::Optional => "optional",
        Label::Trigger => "what sets it off",
        Label::Exception => "the exception holds",
        Label::Replaced => "an exception takes its place",
        Label::Clash => "two exceptions hold at once",
        Label::Happened => "times it happened in the period",
        Label::PerhapsHappened => "times it may have happened in the period",
        Label::Incomplete => "the file is not complete",
        Label::YellowFrom => "yellow light",
        Label::RedFrom => "red light",
        Label::MissedBefore => "missed before it was begun again",
        Label::Ended => "the case was ended before its end",
        Label::EitherLength => "the same for any length of the period",
        Label::EitherWay => "the same whether or not the exception holds",
    }
}
