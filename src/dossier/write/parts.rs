//! What a submission says, as the parts that every format has.
//!
//! INVARIANT: a key that the reader demands is always there; any other only where something is given.

use crate::model::{
    RawValue, Submission, SubmittedAct, SubmittedAttestation, SubmittedCommitment, SubmittedDeviation,
    SubmittedDocument, SubmittedEvent, SubmittedExtension, SubmittedMeeting, SubmittedOpinion,
    SubmittedRecord, SubmittedSuspension, SubmittedTask, SubmittedWaiver, Votes,
};
use crate::quantity::Decimal;
use smol_str::SmolStr;

/// A value on its way to a file.
pub(super) enum Part<'s> {
    /// `null`, `None`.
    Nothing,
    /// `true`, `false`.
    Bool(bool),
    /// A number.
    Number(Decimal),
    /// A text.
    Text(&'s str),
    /// A list.
    List(Vec<Part<'s>>),
    /// Keys of the reader's own.
    Record(Vec<(&'static str, Part<'s>)>),
    /// Keys of the rules and of whoever wrote the dossier.
    Map(Vec<(&'s str, Part<'s>)>),
}

/// The keys of one record, in the order in which they are written.
#[derive(Default)]
struct Fields<'s>(Vec<(&'static str, Part<'s>)>);

impl<'s> Fields<'s> {
    fn part(mut self, key: &'static str, part: Part<'s>) -> Self {
        self.0.push((key, part));
        self
    }

    fn text(self, key: &'static str, text: &'s str) -> Self {
        self.part(key, Part::Text(text))
    }

    fn count(self, key: &'static str, count: u32) -> Self {
        self.part(key, Part::Number(count.into()))
    }

    /// Left out where it is not given.
    fn given<T>(self, key: &'static str, value: Option<T>, part: impl FnOnce(T) -> Part<'s>) -> Self {
        match value {
            Some(value) => self.part(key, part(value)),
            None => self,
        }
    }

    fn given_text(self, key: &'static str, text: &'s Option<SmolStr>) -> Self {
        self.given(key, text.as_ref(), |text| Part::Text(text))
    }

    fn given_count(self, key: &'static str, count: Option<u32>) -> Self {
        self.given(key, count, |count| Part::Number(count.into()))
    }

    /// Left out where it is empty.
    fn items<T>(self, key: &'static str, items: &'s [T], part: impl Fn(&'s T) -> Part<'s>) -> Self {
        self.given(key, (!items.is_empty()).then_some(items), |items| list(items, part))
    }

    /// Left out where it is empty.
    fn pairs(self, key: &'static str, pairs: &'s [(SmolStr, RawValue)]) -> Self {
        self.given(key, (!pairs.is_empty()).then_some(pairs), map)
    }

    /// One text, or a list of them; left out where there is none.
    fn one_or_several(self, key: &'static str, all: &'s [SmolStr]) -> Self {
        match all {
            [one] => self.text(key, one),
            several => self.items(key, several, |text| Part::Text(text)),
        }
    }

    /// What an act of the case says besides.
    fn act(self, act: Option<&'s SubmittedAct>) -> Self {
        let Some(it) = act else { return self };
        self.given_text("step", &it.step)
            .given_text("to", &it.to)
            .given_text("clock", &it.clock)
            .given_text("obligation", &it.obligation)
            .given_text("kind", &it.kind)
            .given_text("amount", &it.amount)
            .given_text("notice", &it.notice)
            .given_text("result", &it.result)
            .given_text("text", &it.text)
            .given_text("outcome", &it.outcome)
            .given_text("manner", &it.manner)
            .given_text("recorded", &it.recorded)
            .items("documents", &it.documents, document)
            .given("sequence", it.sequence.as_deref(), texts)
            .given("meeting", it.meeting.as_ref(), meeting)
            .pairs("data", &it.data)
    }

    fn record(self) -> Part<'s> {
        Part::Record(self.0)
    }
}

fn list<'s, T>(items: &'s [T], part: impl Fn(&'s T) -> Part<'s>) -> Part<'s> {
    Part::List(items.iter().map(part).collect())
}

fn texts(texts: &[SmolStr]) -> Part<'_> {
    list(texts, |text| Part::Text(text))
}

fn map(pairs: &[(SmolStr, RawValue)]) -> Part<'_> {
    Part::Map(pairs.iter().map(|(key, value)| (key.as_str(), raw(value))).collect())
}

fn raw(value: &RawValue) -> Part<'_> {
    match value {
        RawValue::Null => Part::Nothing,
        RawValue::Bool(yes) => Part::Bool(*yes),
        RawValue::Number(value) => Part::Number(*value),
        RawValue::Text(text) => Part::Text(text),
        RawValue::List(items) => list(items, raw),
        RawValue::Map(pairs) => map(pairs),
    }
}

/// The whole dossier.
pub(super) fn whole(it: &Submission) -> Part<'_> {
    let head = Fields::default()
        .given_text("ruleset", &it.ruleset)
        .given_text("procedure", &it.procedure)
        .given_text("as_of", &it.as_of);
    let tail = Fields::default()
        .items("facts", &it.shared, |file| Part::Text(file))
        .pairs("roles", &it.roles)
        .given("registers", (!it.registers.is_empty()).then_some(&it.registers), |registers| {
            registers_of(registers)
        })
        .items("records", &it.records, record)
        .items("events", &it.events, event)
        .items("suspensions", &it.suspensions, suspension)
        .items("extensions", &it.extensions, extension)
        .items("waivers", &it.waivers, waiver)
        .items("deviations", &it.deviations, deviation)
        .items("commitments", &it.commitments, commitment)
        .items("attestations", &it.attestations, attestation)
        .given("tasks", it.tasks.as_deref(), |tasks| list(tasks, task))
        .given("partial", it.partial.then_some(true), Part::Bool);
    let groups = it
        .groups
        .iter()
        .map(|(key, value)| (if key == "项目" { "project" } else { key.as_str() }, raw(value)));
    if it.groups.iter().all(|(key, _)| matches!(key.as_str(), "project" | "项目")) {
        let groups = groups.map(|(_, part)| ("project", part));
        return Part::Record(head.0.into_iter().chain(groups).chain(tail.0).collect());
    }
    // The names of other 档案 are not known beforehand, as the bare words of a RON struct must be: all keys in quotes.
    Part::Map(head.0.into_iter().chain(groups).chain(tail.0).collect())
}

fn registers_of(registers: &[(SmolStr, Vec<RawValue>)]) -> Part<'_> {
    Part::Map(registers.iter().map(|(name, entries)| (name.as_str(), list(entries, raw))).collect())
}

fn record(it: &SubmittedRecord) -> Part<'_> {
    let fields = Fields::default()
        .text("step", &it.step)
        .given_count("attempt", it.attempt)
        .given_text("start", &it.start)
        .given_text("finish", &it.finish);
    fields
        .one_or_several("by", &it.by)
        .given_text("manner", &it.manner)
        .given_text("recorded", &it.recorded)
        .given_text("notice", &it.notice)
        .items("documents", &it.documents, document)
        .given_text("outcome", &it.outcome)
        .pairs("data", &it.data)
        .given("sequence", it.sequence.as_deref(), texts)
        .given("meeting", it.meeting.as_ref(), meeting)
        .items("opinions", &it.opinions, opinion)
        .record()
}

fn task(it: &SubmittedTask) -> Part<'_> {
    let fields = Fields::default()
        .text("task", &it.task)
        .given_text("start", &it.start)
        .given_text("finish", &it.finish)
        .given("done", it.done.then_some(true), Part::Bool);
    fields
        .one_or_several("by", &it.by)
        .pairs("parts", &it.parts)
        .pairs("indicators", &it.indicators)
        .items("documents", &it.documents, document)
        .record()
}

fn document(it: &SubmittedDocument) -> Part<'_> {
    Fields::default()
        .text("kind", &it.kind)
        .given_text("date", &it.date)
        .pairs("fields", &it.fields)
        .given_text("ref", &it.reference)
        .given_text("sha256", &it.sha256)
        .record()
}

fn meeting(it: &SubmittedMeeting) -> Part<'_> {
    Fields::default()
        .given_text("kind", &it.kind)
        .given_count("expected", it.expected)
        .given_count("present", it.present)
        .given_text("head", &it.head)
        .given("speakers", it.speakers.as_deref(), texts)
        .given("votes", it.votes, votes)
        .given("ballots", it.ballots.as_deref(), |ballots| list(ballots, opinion))
        .given("recused", it.recused.as_deref(), texts)
        .given_text("decision", &it.decision)
        .given_text("reasons", &it.reasons)
        .given("dissents", it.dissents.as_deref(), |dissents| list(dissents, dissent))
        .record()
}

fn votes<'s>(it: Votes) -> Part<'s> {
    Fields::default()
        .count("for", it.approve)
        .count("against", it.reject)
        .count("abstain", it.abstain)
        .record()
}

fn dissent((by, text): &(SmolStr, SmolStr)) -> Part<'_> {
    Fields::default().text("by", by).text("text", text).record()
}

fn opinion(it: &SubmittedOpinion) -> Part<'_> {
    Fields::default()
        .text("by", &it.by)
        .text("result", &it.result)
        .given_text("date", &it.date)
        .given_text("text", &it.text)
        .record()
}

pub(super) fn event(it: &SubmittedEvent) -> Part<'_> {
    Fields::default()
        .text("event", &it.event)
        .given_text("date", &it.date)
        .one_or_several("by", &it.by)
        .given_text("ref", &it.reference)
        .act(it.act.as_deref())
        .record()
}

fn suspension(it: &SubmittedSuspension) -> Part<'_> {
    Fields::default()
        .text("clock", &it.clock)
        .text("kind", &it.kind)
        .text("from", &it.from)
        .given_text("to", &it.to)
        .given_text("notice", &it.notice)
        .record()
}

fn extension(it: &SubmittedExtension) -> Part<'_> {
    Fields::default()
        .text("clock", &it.clock)
        .text("amount", &it.amount)
        .given_text("approved_by", &it.approved_by)
        .given_text("date", &it.date)
        .given_text("notice", &it.notice)
        .record()
}

fn waiver(it: &SubmittedWaiver) -> Part<'_> {
    Fields::default()
        .text("step", &it.step)
        .given_text("approved_by", &it.approved_by)
        .given_text("date", &it.date)
        .items("documents", &it.documents, document)
        .record()
}

fn deviation(it: &SubmittedDeviation) -> Part<'_> {
    Fields::default()
        .text("obligation", &it.obligation)
        .text("reason", &it.reason)
        .given_text("by", &it.by)
        .given_text("date", &it.date)
        .record()
}

fn commitment(it: &SubmittedCommitment) -> Part<'_> {
    Fields::default()
        .text("obligation", &it.obligation)
        .given_text("by", &it.by)
        .given_text("date", &it.date)
        .given_text("promise", &it.promise)
        .given_text("checked", &it.checked)
        .given_text("kept", &it.kept)
        .record()
}

fn attestation(it: &SubmittedAttestation) -> Part<'_> {
    Fields::default()
        .text("obligation", &it.obligation)
        .text("result", &it.result)
        .given_text("by", &it.by)
        .given_text("date", &it.date)
        .given_text("reason", &it.reason)
        .record()
}
