//! Records, their documents and meetings, waivers and events.

use super::super::fault::{Spot, nearest};
use super::Typing;
use crate::calendar::MomentOrder;
use crate::diag::dossier as faults;
use crate::dossier::{
    DataPath, Document, DocumentAt, EventEntry, Meeting, MeetingDecision, Record, TaskEntry, WaiverClaim,
};
use crate::model::{
    Id, RuleSet, Step, SubmittedDocument, SubmittedEvent, SubmittedMeeting, SubmittedRecord, SubmittedWaiver,
};
use smallvec::SmallVec;
use smol_str::SmolStr;
use std::collections::BTreeSet;

/// What a meeting may decide.
pub(in crate::dossier) const DECISIONS: &[(&str, MeetingDecision)] = &[
    ("通过", MeetingDecision::Adopted),
    ("不予通过", MeetingDecision::NotAdopted),
    ("不通过", MeetingDecision::NotAdopted),
    ("否决", MeetingDecision::NotAdopted),
    ("修改", MeetingDecision::NotAdopted),
    ("再次讨论", MeetingDecision::NotAdopted),
    ("暂缓", MeetingDecision::NotAdopted),
    ("adopted", MeetingDecision::Adopted),
    ("not_adopted", MeetingDecision::NotAdopted),
    ("rejected", MeetingDecision::NotAdopted),
    ("amended", MeetingDecision::NotAdopted),
    ("deferred", MeetingDecision::NotAdopted),
];

/// By step id: positions in `records`, by attempt.
pub(super) fn by_step(rules: &RuleSet, records: &[Record]) -> Vec<SmallVec<[u32; 2]>> {
    let mut result: Vec<SmallVec<[u32; 2]>> = vec![SmallVec::new(); rules.steps.len()];
    for (position, record) in (0u32..).zip(records) {
        if let Some(positions) = result.get_mut(record.step.index()) {
            positions.push(position);
        }
    }
    for positions in &mut result {
        positions.sort_by_key(|position| records.get(*position as usize).map(|record| record.attempt));
    }
    result
}

/// By document kind id: where its documents stand.
pub(super) fn by_document(
    rules: &RuleSet,
    records: &[Record],
    waivers: &[WaiverClaim],
    tasks: &[TaskEntry],
) -> Vec<SmallVec<[DocumentAt; 2]>> {
    let mut result: Vec<SmallVec<[DocumentAt; 2]>> = vec![SmallVec::new(); rules.documents.len()];
    let mut add = |document: &Document, at| {
        if let Some(places) = result.get_mut(document.kind.index()) {
            places.push(at);
        }
    };
    for (record, entry) in (0u32..).zip(records) {
        for (document, of) in (0u32..).zip(&entry.documents) {
            add(of, DocumentAt::Record { record, document });
        }
    }
    for (waiver, entry) in (0u32..).zip(waivers) {
        for (document, of) in (0u32..).zip(&entry.documents) {
            add(of, DocumentAt::Waiver { waiver, document });
        }
    }
    for (task, entry) in (0u32..).zip(tasks) {
        for (document, of) in (0u32..).zip(&entry.documents) {
            add(of, DocumentAt::Task { task, document });
        }
    }
    result
}

impl Typing<'_> {
    pub(super) fn records(&mut self, records: &[SubmittedRecord]) -> Vec<Record> {
        let mut steps = Vec::with_capacity(records.len());
        let typed = self.each("records", records, |typing, submitted| {
            let record = typing.record(submitted);
            steps.push(record.as_ref().map(|record| record.step));
            record
        });
        self.attempts(&steps, records);
        typed
    }

    fn record(&mut self, submitted: &SubmittedRecord) -> Option<Record> {
        let step = self.step_named(&submitted.step);
        let start = self.past_moment("start", submitted.start.as_deref());
        let finish = self.past_moment("finish", submitted.finish.as_deref());
        if let (Some(start), Some(finish)) = (start, finish)
            && finish.order(start) == MomentOrder::Before
        {
            self.at_key("finish", |typing| {
                typing.fault(|| faults::finish_before_start(&finish.to_string(), &start.to_string()));
            });
        }
        let recorded = self.past_moment("recorded", submitted.recorded.as_deref());
        let notice = self.past_date("notice", submitted.notice.as_deref());
        let documents = self.each("documents", &submitted.documents, Self::document);
        let outcome = step.and_then(|step| self.outcome(step, submitted.outcome.as_deref()));
        let meeting = submitted.meeting.as_ref();
        let meeting = meeting.map(|meeting| self.at_key("meeting", |typing| typing.meeting(meeting)));
        let opinions = self.opinions(&submitted.opinions);
        Some(Record {
            step: step?,
            attempt: submitted.attempt.unwrap_or(1),
            start,
            finish,
            by: submitted.by.clone(),
            manner: submitted.manner.clone(),
            recorded,
            notice,
            documents,
            outcome,
            sequence: submitted.sequence.clone(),
            meeting,
            opinions,
        })
    }

    /// Attempts count from 1, each once, without gaps. A step that is not known has no attempts to count.
    fn attempts(&mut self, steps: &[Option<Id<Step>>], records: &[SubmittedRecord]) {
        let attempts = || {
            let number = |(step, record): (&Option<Id<Step>>, &SubmittedRecord)| {
                Some(((*step)?, record.attempt.unwrap_or(1)))
            };
            steps.iter().zip(records).map(number)
        };
        let all: BTreeSet<(Id<Step>, u32)> = attempts().flatten().collect();
        let mut met = BTreeSet::new();
        let given: Vec<bool> = records.iter().map(|record| record.attempt.is_some()).collect();
        for (index, (attempt, given)) in attempts().zip(given).enumerate() {
            let Some((step, number)) = attempt else { continue };
            let doubled = !met.insert((step, number));
            let gap = number == 0 || number > 1 && !all.contains(&(step, number - 1));
            if !doubled && !gap {
                continue;
            }
            let name = &self.rules.steps[step].name;
            let key = if given { "attempt" } else { "step" };
            let place = DataPath::key("records").at(index).then(SmolStr::new_static(key));
            self.faults.push(place, Spot::Value, || {
                if doubled {
                    faults::doubled_attempt(name, number)
                } else {
                    faults::attempt_gap(name, number)
                }
            });
        }
    }

    fn outcome(&mut self, step: Id<Step>, word: Option<&str>) -> Option<u16> {
        let word = word?;
        let step = &self.rules.steps[step];
        let found = step.outcomes.iter().position(|outcome| outcome == word);
        if found.is_none() && !(step.outcomes.is_empty() && matches!(word, "完成" | "done")) {
            self.at_key("outcome", |typing| {
                typing.fault(|| {
                    let declared: Vec<&str> = step.outcomes.iter().map(SmolStr::as_str).collect();
                    let all = if declared.is_empty() { vec!["完成"] } else { declared };
                    let what = (
                        format!("「{}」声明的结论", step.name),
                        format!("a declared outcome of ‘{}’", step.name),
                    );
                    faults::not_among(
                        7038,
                        (&what.0, &what.1),
                        word,
                        nearest(word, all.iter().copied()),
                        &all,
                    )
                });
            });
        }
        u16::try_from(found?).ok()
    }

    pub(super) fn document(&mut self, submitted: &SubmittedDocument) -> Option<Document> {
        let kind = if submitted.kind.is_empty() { None } else { self.document_named(&submitted.kind) };
        let date = self.past_moment("date", submitted.date.as_deref());
        if let Some(digest) = &submitted.sha256
            && !(digest.len() == 64 && digest.bytes().all(|byte| byte.is_ascii_hexdigit()))
        {
            self.at_key("sha256", |typing| typing.fault(|| faults::bad_digest(digest)));
        }
        let kind = kind?;
        let declared = &self.rules.documents[kind];
        let fields =
            self.at_key("fields", |typing| typing.fields(&submitted.fields, &declared.name, declared.schema));
        Some(Document { kind, date, fields })
    }

    fn meeting(&mut self, submitted: &SubmittedMeeting) -> Meeting {
        let decision = submitted.decision.as_deref().and_then(|word| {
            let found = DECISIONS.iter().find(|(known, _)| *known == word);
            if found.is_none() {
                self.at_key("decision", |typing| {
                    typing.fault(|| {
                        let english = word.is_ascii();
                        let known = DECISIONS.iter().map(|(known, _)| *known);
                        let all: Vec<&str> = known.filter(|known| known.is_ascii() == english).collect();
                        let what = ("会议可以作出的决定", "what a meeting may decide");
                        faults::not_among(7066, what, word, None, &all)
                    });
                });
            }
            Some(found?.1)
        });
        let ballots = submitted.ballots.as_deref().map(|ballots| self.ballots(ballots));
        let votes = self.votes(submitted, ballots.as_deref());
        Meeting {
            kind: submitted.kind.clone(),
            expected: submitted.expected,
            present: submitted.present,
            head: submitted.head.clone(),
            speakers: submitted.speakers.clone(),
            votes,
            ballots,
            recused: submitted.recused.clone(),
            decision,
            reasons: submitted.reasons.clone(),
            dissents: submitted.dissents.clone(),
        }
    }

    pub(super) fn waivers(&mut self, waivers: &[SubmittedWaiver]) -> Vec<WaiverClaim> {
        self.each("waivers", waivers, |typing, submitted| {
            let step = typing.step_named(&submitted.step);
            let date = typing.past_date("date", submitted.date.as_deref());
            let documents = typing.each("documents", &submitted.documents, Self::document);
            Some(WaiverClaim { step: step?, approved_by: submitted.approved_by.clone(), date, documents })
        })
    }

    /// By event kind id.
    pub(super) fn events(&mut self, events: &[SubmittedEvent]) -> Vec<SmallVec<[EventEntry; 1]>> {
        let mut result: Vec<SmallVec<[EventEntry; 1]>> = vec![SmallVec::new(); self.rules.events.len()];
        let mut position = 0u32;
        let entries = self.each("events", events, |typing, submitted| {
            let at = position;
            position += 1;
            // What was folded into records already.
            if typing.act_of(submitted).is_some() {
                return None;
            }
            let kind = if submitted.event.is_empty() { None } else { typing.event_named(&submitted.event) };
            if kind.is_some()
                && let Some(key) = submitted.act.as_ref().and_then(|act| act.given().next())
            {
                typing.out_of_place(
                    key,
                    (&submitted.event, &submitted.event),
                    &["event", "date", "by", "ref"],
                );
            }
            let date = typing.past_moment("date", submitted.date.as_deref());
            Some(EventEntry { kind: kind?, date, position: at })
        });
        for entry in entries {
            if let Some(of_kind) = result.get_mut(entry.kind.index()) {
                of_kind.push(entry);
            }
        }
        result
    }
}
