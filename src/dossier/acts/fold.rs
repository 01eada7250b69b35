//! The fold itself: one act after another.

use super::{Acts, Awaited, Conflict, ConflictKind as Kind, Ended, Taken};
use crate::calendar::{Moment, MomentOrder};
use crate::dossier::DataPath;
use crate::model::{
    Act, Id, ObligationId, Procedure, RuleSet, Step, Submission, SubmittedAct, SubmittedCommitment,
    SubmittedDocument, SubmittedOpinion, SubmittedRecord,
};
use smol_str::SmolStr;

/// A dossier on its way from acts to records.
pub(in crate::dossier) struct Fold<'r> {
    pub(in crate::dossier) rules: &'r RuleSet,
    pub(in crate::dossier) procedure: Option<Id<Procedure>>,
    /// What is folded so far.
    pub(in crate::dossier) out: Submission,
    /// By record: its step.
    pub(in crate::dossier) steps: Vec<Option<Id<Step>>>,
    pub(in crate::dossier) acts: Acts,
}

pub(super) type Done = Result<(), Conflict>;

pub(super) fn conflict<T>(
    kind: Kind,
    step: Option<Id<Step>>,
    place: Option<DataPath>,
) -> Result<T, Conflict> {
    Err(Conflict { kind, step, place })
}

/// `events[i]`
pub(super) fn event(position: u32) -> DataPath {
    DataPath::key("events").at(position as usize)
}

/// The place of an event's day and the place of the event itself.
fn places(position: u32) -> (DataPath, DataPath) {
    (event(position).then("date"), event(position))
}

/// The latest attempt of a step.
fn latest_record(steps: &[Option<Id<Step>>], records: &[SubmittedRecord], step: Id<Step>) -> Option<usize> {
    let own = steps.iter().zip(records).enumerate().filter(|(_, (of, _))| **of == Some(step));
    own.max_by_key(|(at, (_, record))| (record.attempt.unwrap_or(1), *at)).map(|(at, _)| at)
}

fn is_open(record: &SubmittedRecord) -> bool {
    record.finish.is_none() && record.outcome.is_none()
}

impl Fold<'_> {
    /// All acts: which of them stand, and what they come to. Each that contradicts what is before it is told.
    pub(in crate::dossier) fn run(&mut self, log: Vec<Taken>, tell: &mut dyn FnMut(u32, Conflict)) {
        let mut standing: Vec<usize> = Vec::new();
        let mut last: Option<&Taken> = None;
        let mut open = Vec::new();
        for (at, taken) in log.iter().enumerate() {
            if let Some(before) = last.filter(|before| taken.at.order(before.at) == MomentOrder::Before) {
                tell(
                    taken.position,
                    Conflict { kind: Kind::OutOfOrder, step: None, place: Some(places(before.position).0) },
                );
            } else {
                last = Some(taken);
            }
            if taken.act != Act::Withdraw {
                standing.push(at);
                continue;
            }
            match self.taken_back(&log, &standing, taken) {
                Ok(gone) => standing.retain(|one| *one != gone),
                Err(found) => open.push((taken.position, found)),
            }
        }
        for at in &standing {
            let Some(taken) = log.get(*at) else { continue };
            if let Err(found) = self.step(taken) {
                open.push((taken.position, found));
            }
        }
        open.sort_by_key(|(position, _)| *position);
        for (position, found) in open {
            tell(position, found);
        }
        self.acts.log = log;
        self.acts.standing = standing;
    }

    /// Which act a 撤回 takes back: the last one of the same hand, where nobody has gone on from it.
    fn taken_back(&self, log: &[Taken], standing: &[usize], taken: &Taken) -> Result<usize, Conflict> {
        let own = |at: &&usize| {
            log.get(**at).is_some_and(|one| {
                one.said.by == taken.said.by
                    && !taken.said.by.is_empty()
                    && (taken.step.is_none() || one.step == taken.step)
            })
        };
        let Some(found) = standing.iter().rev().find(own).copied() else {
            return conflict(Kind::NothingOwn, taken.step, None);
        };
        let Some(gone) = log.get(found) else { return conflict(Kind::NothingOwn, taken.step, None) };
        if matches!(gone.act, Act::Terminate | Act::Void) {
            let kind = if gone.act == Act::Void { Kind::Void } else { Kind::Terminated };
            return conflict(kind, None, Some(event(gone.position)));
        }
        let after = standing.iter().filter(|at| **at > found).filter_map(|at| log.get(*at));
        for later in after {
            if self.goes_on_from(gone, later) {
                return conflict(Kind::ActedOn, gone.step, Some(event(later.position)));
            }
        }
        Ok(found)
    }

    /// Whether a later act rests on an earlier one: it is about the same step, a step after it, the same clock or
    /// promise, or about the whole case.
    fn goes_on_from(&self, earlier: &Taken, later: &Taken) -> bool {
        if matches!(later.act, Act::Terminate | Act::Void) || earlier.act == Act::Launch {
            return true;
        }
        let same = earlier.clock.is_some() && earlier.clock == later.clock
            || earlier.promise.is_some() && earlier.promise == later.promise;
        let whole = matches!(earlier.act, Act::Correct | Act::Stay);
        if same || whole && later.act == Act::Resume {
            return true;
        }
        match (self.about(earlier), self.about(later)) {
            (Some(one), Some(other)) => one == other || self.follows(one, other),
            _ => false,
        }
    }

    /// The step that an act is about, also where it names a clock or a promise of it.
    fn about(&self, taken: &Taken) -> Option<Id<Step>> {
        let named = taken.clock.or(taken.promise).and_then(|(id, _)| self.rules.obligations[id].step);
        taken.step.or(named)
    }

    /// Whether a step comes after another, or stands inside it or around it.
    fn follows(&self, earlier: Id<Step>, later: Id<Step>) -> bool {
        let rules = self.rules;
        let within = |inner: Id<Step>, outer: Id<Step>| {
            std::iter::successors(rules.steps[inner].parent, |step| rules.steps[*step].parent)
                .any(|step| step == outer)
        };
        let (one, other) = (&rules.steps[earlier], &rules.steps[later]);
        let node = |step: &Step, end: usize| step.position as usize * 2 + end;
        within(earlier, later)
            || within(later, earlier)
            || one.procedure == other.procedure
                && rules.procedures[one.procedure].dag.reaches(node(one, 1), node(other, 0))
    }

    /// One act.
    fn step(&mut self, taken: &Taken) -> Done {
        if let Some(ended) = self.acts.ended {
            let kind = if ended.void { Kind::Void } else { Kind::Terminated };
            return conflict(kind, taken.step, Some(event(ended.position)));
        }
        let nothing = SubmittedAct::default();
        let said = taken.said.act.as_deref().unwrap_or(&nothing);
        match taken.act {
            Act::Launch => self.launch(taken),
            Act::Start | Act::Return => self.begin(taken, said),
            Act::Finish => self.finish(taken, said),
            Act::Transfer => self.transfer(taken, said),
            Act::Cosign => self.cosign(taken, said),
            Act::Opinion => self.opinion(taken, said),
            Act::Correct | Act::Stay => self.stop_all(taken, said),
            Act::Suspend => self.suspend(taken, said),
            Act::Resume => self.resume(taken, said),
            Act::Extend => {
                self.extend(taken, said);
                Ok(())
            }
            Act::Promise => {
                self.promise(taken, said);
                Ok(())
            }
            Act::Supply => self.supply(taken, said),
            Act::Terminate | Act::Void => {
                let void = taken.act == Act::Void;
                self.acts.ended = Some(Ended { on: taken.at.date(), void, position: taken.position });
                Ok(())
            }
            // Taken back before the fold begins.
            Act::Withdraw => Ok(()),
        }
    }

    fn launch(&mut self, taken: &Taken) -> Done {
        if let Some(first) = self.acts.launched {
            return conflict(Kind::Launched, None, Some(event(first)));
        }
        // What a file holds as records may well have been done since.
        if let Some(before) = self.acts.opened_by.iter().flatten().next() {
            return conflict(Kind::Launched, None, Some(event(*before)));
        }
        self.acts.launched = Some(taken.position);
        Ok(())
    }

    fn latest(&self, step: Id<Step>) -> Option<usize> {
        latest_record(&self.steps, &self.out.records, step)
    }

    /// Where a record stands in the file.
    fn record_place(&self, at: usize) -> DataPath {
        self.acts.origins.place(&DataPath::key("records").at(at))
    }

    /// Whether the case was sent back after a record was opened: the step may be begun anew.
    fn overtaken(&self, at: usize) -> bool {
        let opened = self.acts.opened_by.get(at).copied().flatten();
        self.acts.returned.is_some_and(|returned| opened.is_none_or(|opened| opened < returned))
    }

    fn begin(&mut self, taken: &Taken, said: &SubmittedAct) -> Done {
        let Some(step) = taken.step else { return Ok(()) };
        let latest = self.latest(step);
        let before = latest.and_then(|at| Some((at, self.out.records.get(at)?)));
        if taken.act == Act::Return {
            match before {
                None => return conflict(Kind::NotBegun, Some(step), None),
                Some((at, record)) if is_open(record) => {
                    return conflict(Kind::NotFinished, Some(step), Some(self.record_place(at)));
                }
                Some(_) => {}
            }
        }
        if let Some((at, record)) = before {
            if is_open(record) && !self.overtaken(at) {
                return conflict(Kind::Underway, Some(step), Some(self.record_place(at)));
            }
            self.not_before(taken, at, step)?;
        }
        let attempt = before.map(|(_, record)| record.attempt.unwrap_or(1).saturating_add(1));
        self.push(taken, said, step, attempt);
        if taken.act == Act::Return {
            self.acts.returned = Some(taken.position);
        }
        Ok(())
    }

    /// A record of the file may begin later than the act that goes on from it.
    fn not_before(&self, taken: &Taken, at: usize, step: Id<Step>) -> Done {
        let record = self.out.records.get(at);
        let begun = record.and_then(|record| record.finish.as_ref().or(record.start.as_ref()));
        let begun = begun.and_then(|text| text.parse::<Moment>().ok());
        if begun.is_some_and(|begun| taken.at.order(begun) == MomentOrder::Before) {
            return conflict(Kind::BeforeStart, Some(step), Some(self.record_place(at)));
        }
        Ok(())
    }

    fn push(&mut self, taken: &Taken, said: &SubmittedAct, step: Id<Step>, attempt: Option<u32>) {
        let at = self.out.records.len();
        let place = DataPath::key("records").at(at);
        let from = event(taken.position);
        self.acts.origins.add(place.clone(), from.clone());
        self.acts.origins.add(place.then("start"), from.then("date"));
        self.out.records.push(SubmittedRecord {
            step: said.step.clone().unwrap_or_default(),
            attempt,
            start: taken.said.date.clone(),
            finish: None,
            by: taken.said.by.clone(),
            manner: said.manner.clone(),
            recorded: said.recorded.clone(),
            notice: said.notice.clone(),
            documents: said.documents.clone(),
            outcome: None,
            data: said.data.clone(),
            sequence: said.sequence.clone(),
            meeting: said.meeting.clone(),
            opinions: Vec::new(),
        });
        self.steps.push(Some(step));
        self.acts.opened_by.push(Some(taken.position));
    }

    /// The attempt that is going on.
    fn open(&self, taken: &Taken, step: Id<Step>) -> Result<usize, Conflict> {
        let Some(at) = self.latest(step) else { return conflict(Kind::NotBegun, Some(step), None) };
        if !self.out.records.get(at).is_some_and(is_open) {
            return conflict(Kind::Finished, Some(step), Some(self.record_place(at)));
        }
        self.not_before(taken, at, step)?;
        Ok(at)
    }

    fn finish(&mut self, taken: &Taken, said: &SubmittedAct) -> Done {
        let Some(step) = taken.step else { return Ok(()) };
        let at = self.open(taken, step)?;
        let place = self.record_place(at);
        let Some(record) = self.out.records.get_mut(at) else { return Ok(()) };
        let by = &taken.said.by;
        if !record.by.is_empty() && by.iter().any(|one| !record.by.contains(one)) {
            return conflict(Kind::OthersWork, Some(step), Some(place));
        }
        let own = DataPath::key("records").at(at);
        let from = event(taken.position);
        let mut keys = vec![("finish", "date"), ("outcome", "outcome")];
        record.finish.clone_from(&taken.said.date);
        record.outcome.clone_from(&said.outcome);
        if record.by.is_empty() && !by.is_empty() {
            record.by.clone_from(by);
            keys.push(("by", "by"));
        }
        take(&mut record.manner, &said.manner, "manner", &mut keys);
        take(&mut record.recorded, &said.recorded, "recorded", &mut keys);
        take(&mut record.notice, &said.notice, "notice", &mut keys);
        take(&mut record.sequence, &said.sequence, "sequence", &mut keys);
        take(&mut record.meeting, &said.meeting, "meeting", &mut keys);
        record.data.extend(said.data.iter().cloned());
        for (key, of) in keys {
            self.acts.origins.add(own.clone().then(key), from.clone().then(of));
        }
        self.file(at, taken.position, &said.documents);
        Ok(())
    }

    /// Adds documents to a record.
    fn file(&mut self, at: usize, position: u32, documents: &[SubmittedDocument]) {
        let Some(record) = self.out.records.get_mut(at) else { return };
        for (own, document) in documents.iter().enumerate() {
            let place = DataPath::key("records").at(at).then("documents").at(record.documents.len());
            self.acts.origins.add(place, event(position).then("documents").at(own));
            record.documents.push(document.clone());
        }
    }

    fn transfer(&mut self, taken: &Taken, said: &SubmittedAct) -> Done {
        let Some(step) = taken.step else { return Ok(()) };
        let at = self.open(taken, step)?;
        if let Some(record) = self.out.records.get_mut(at) {
            record.by = said.to.iter().cloned().collect();
            let place = DataPath::key("records").at(at).then("by");
            self.acts.origins.add(place, event(taken.position).then("to"));
        }
        Ok(())
    }

    fn cosign(&mut self, taken: &Taken, said: &SubmittedAct) -> Done {
        let Some((step, of)) = taken.step.zip(said.to.clone()) else { return Ok(()) };
        self.open(taken, step)?;
        self.acts.awaited.push(Awaited { step, of, position: taken.position });
        Ok(())
    }

    fn opinion(&mut self, taken: &Taken, said: &SubmittedAct) -> Done {
        let Some(step) = taken.step else { return Ok(()) };
        let at = self.open(taken, step)?;
        let Some(record) = self.out.records.get_mut(at) else { return Ok(()) };
        let place = DataPath::key("records").at(at).then("opinions").at(record.opinions.len());
        self.acts.origins.add(place, event(taken.position));
        let by = taken.said.by.first().cloned().unwrap_or_default();
        self.acts.awaited.retain(|one| one.step != step || one.of != by);
        record.opinions.push(SubmittedOpinion {
            by,
            result: said.result.clone().unwrap_or_default(),
            date: taken.said.date.clone(),
            text: said.text.clone(),
        });
        Ok(())
    }

    fn promise(&mut self, taken: &Taken, said: &SubmittedAct) {
        let place = DataPath::key("commitments").at(self.out.commitments.len());
        self.acts.origins.add(place, event(taken.position));
        self.out.commitments.push(SubmittedCommitment {
            obligation: said.obligation.clone().unwrap_or_default(),
            by: taken.said.by.first().cloned(),
            date: day_of(taken),
            promise: said.text.clone(),
            checked: None,
            kept: None,
        });
    }

    /// 容缺补齐: what was owed is filed with the step, on the day it comes in.
    fn supply(&mut self, taken: &Taken, said: &SubmittedAct) -> Done {
        let Some(step) = taken.promise.and_then(|(id, _)| self.step_owed(id)) else { return Ok(()) };
        let Some(at) = self.latest(step) else { return conflict(Kind::NotBegun, Some(step), None) };
        let mut documents = said.documents.clone();
        for document in documents.iter_mut().filter(|document| document.date.is_none()) {
            document.date = day_of(taken);
        }
        self.file(at, taken.position, &documents);
        Ok(())
    }

    fn step_owed(&self, id: ObligationId) -> Option<Id<Step>> {
        self.rules.obligations[id].step
    }
}

/// The day of an act, as a date without a time.
pub(super) fn day_of(taken: &Taken) -> Option<SmolStr> {
    Some(SmolStr::new(taken.at.date().to_string()))
}

/// What a later act says in place of an earlier one.
fn take<T: Clone>(
    own: &mut Option<T>,
    said: &Option<T>,
    key: &'static str,
    keys: &mut Vec<(&'static str, &'static str)>,
) {
    if said.is_some() {
        own.clone_from(said);
        keys.push((key, key));
    }
}
