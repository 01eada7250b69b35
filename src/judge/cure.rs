//! The dossier as it would be after some acts.
//!
//! An act is carried out as it must be: a step is done by the right organ, with its documents, its
//! meeting, its order and an outcome that does not send the case back.

use super::eval::{Env, Judge, Phase};
use super::known::Tri;
use super::trace::{Evidence, ListAt};
use super::{Act, ActKind, measured};
use crate::calendar::{Date, Moment, Period, Roll};
use crate::dossier::{
    Attestation, Ballot, Binding, Cast, Document, DocumentAt, Dossier, EventEntry, Meeting, MeetingDecision,
    Opinion, Record, TaskEntry,
};
use crate::model::{
    DocumentField, DocumentKind, DocumentRef, ExprId, ExprKind, Fact, Id, MeetingPart, Row, RuleSet, Step,
    StepField, Task, Threshold, UnitRef, Value, Vote, Votes,
};
use smol_str::{SmolStr, format_smolstr};

/// The dossier as it would be after some acts, each done on its earliest day.
#[must_use]
pub fn cured(rules: &RuleSet, dossier: &Dossier, acts: &[Act]) -> Dossier {
    let mut cure = Cure { rules, dossier: dossier.clone() };
    for act in acts {
        cure.carry_out(act);
        cure.index();
    }
    cure.dossier
}

struct Cure<'r> {
    rules: &'r RuleSet,
    dossier: Dossier,
}

impl Cure<'_> {
    fn carry_out(&mut self, act: &Act) {
        let day = Moment::on(act.earliest);
        match &act.kind {
            ActKind::Perform { step, again } => self.perform(*step, *again, act.earliest),
            ActKind::File { step, document } => self.file(*step, *document, day),
            ActKind::Move { what, to } => self.set(*what, Moment::on(*to), act.earliest),
            ActKind::Correct { condition, register, to } => {
                self.correct(*condition, register.zip(act.entry), *to, act.earliest);
            }
            ActKind::Complete { task, part } => self.complete(*task, *part, day),
            ActKind::Happen { event, times } => self.happen(*event, *times, day),
            ActKind::Deliver { task, document } => self.deliver(*task, *document, day),
            ActKind::Attest { obligation } => {
                let entry = Attestation {
                    obligation: *obligation,
                    entry: act.entry,
                    met: true,
                    date: Some(act.earliest),
                };
                self.dossier.attestations.push(entry);
            }
        }
    }

    /// Lets an event happen; its own events come before those of shared files.
    fn happen(&mut self, event: Id<crate::model::EventKind>, times: u32, day: Moment) {
        let position = self.dossier.own_events;
        for entry in self.dossier.events.iter_mut().flatten().filter(|entry| entry.position >= position) {
            entry.position = entry.position.saturating_add(times);
        }
        self.dossier.own_events = position.saturating_add(times);
        if let Some(entries) = self.dossier.events.get_mut(event.index()) {
            let new = (0..times).map(|at| EventEntry {
                kind: event,
                date: Some(day),
                position: position.saturating_add(at),
            });
            entries.extend(new);
        }
    }

    /// Does a step: finishes the record that is open, or adds a new attempt.
    fn perform(&mut self, step: Id<Step>, again: bool, day: Date) {
        let latest = self.latest(step, day);
        let all = self.dossier.by_step.get(step.index());
        let last = all.and_then(|all| self.dossier.records.get(*all.last()? as usize));
        let attempt = last.map_or(0, |record| record.attempt);
        let open = latest.filter(|at| {
            self.dossier.records.get(*at as usize).is_some_and(|record| record.finish.is_none())
        });
        if let (false, Some(at)) = (again, open)
            && let Some(record) = self.dossier.records.get_mut(at as usize)
        {
            record.finish = Some(Moment::on(day));
            return;
        }
        let record = self.proper_record(step, attempt + 1, day);
        self.dossier.records.push(record);
        self.index();
        self.choose_outcome(step);
    }

    /// The latest attempt that had begun by a day.
    fn latest(&self, step: Id<Step>, day: Date) -> Option<u32> {
        let all = self.dossier.by_step.get(step.index())?;
        all.iter().rev().copied().find(|at| {
            let record = self.dossier.records.get(*at as usize);
            let begun = record.and_then(|record| record.start.or(record.finish));
            begun.is_none_or(|begun| begun.date() <= day)
        })
    }

    /// A record that meets everything the step itself asks for.
    fn proper_record(&self, step: Id<Step>, attempt: u32, finish: Date) -> Record {
        let start = self.begin_by(step, finish);
        let mut record = Record {
            step,
            attempt,
            start: Some(Moment::on(start)),
            finish: Some(Moment::on(finish)),
            by: Vec::new(),
            manner: None,
            recorded: None,
            notice: None,
            documents: Vec::new(),
            outcome: None,
            sequence: None,
            meeting: None,
            opinions: Vec::new(),
        };
        for id in &self.rules.steps[step].obligations {
            match &self.rules.obligations[*id].row {
                Row::By { units } => {
                    record.by.extend(units.first().and_then(|unit| self.unit_name(*unit, record.start)))
                }
                Row::Document { document, .. } => {
                    let schema = self.rules.documents[document.kind].schema;
                    let fields = vec![Fact::Unknown; self.rules.schemas[schema].fields.len()];
                    record.documents.push(Document {
                        kind: document.kind,
                        date: Some(Moment::on(start)),
                        fields,
                    });
                }
                Row::Opinions { units, .. } => record.opinions.extend(self.consent(units, finish)),
                Row::Vote(vote) => self.carry(vote, record.meeting.get_or_insert_default()),
                Row::Order { parts } => record.sequence = Some(parts.clone()),
                Row::Meeting(part) => hold(record.meeting.get_or_insert_default(), part),
                _ => {}
            }
        }
        for id in &self.rules.steps[step].obligations {
            let obligation = measured(self.rules, &self.dossier, finish, *id);
            if let Row::Lasts { period, from, to } = &obligation.row {
                let end = period
                    .end_of(Moment::on(start), Roll::None, &self.rules.calendar)
                    .map_or(finish, |one| one.end.date());
                state(&mut record, &self.rules.exprs[*from].kind, start);
                state(&mut record, &self.rules.exprs[*to].kind, end.max(finish));
            }
        }
        record
    }

    /// The latest start from which all minimum periods of a step have run by `finish`.
    fn begin_by(&self, step: Id<Step>, finish: Date) -> Date {
        let periods = self.rules.steps[step].obligations.iter().filter_map(|id| {
            match &measured(self.rules, &self.dossier, finish, *id).row {
                Row::Lasts { period, from, to }
                    if self.rules.is_of_step(*from, step) && self.rules.is_of_step(*to, step) =>
                {
                    Some(*period)
                }
                _ => None,
            }
        });
        periods.filter_map(|period| self.back(period, finish)).min().unwrap_or(finish)
    }

    /// The latest day from which a period ends by `finish`.
    fn back(&self, period: Period, finish: Date) -> Option<Date> {
        let ends = |start: Date| {
            period.end_of(Moment::on(start), Roll::None, &self.rules.calendar).map(|one| one.end.date())
        };
        let mut start = period.before(Moment::on(finish), false, &self.rules.calendar).ok()?.end.date();
        // Month ends and rest days: counting back may land a few days late.
        for _ in 0..31 {
            if ends(start).is_ok_and(|end| end <= finish) {
                return Some(start);
            }
            start = start.plus_days(-1)?;
        }
        None
    }

    /// Everybody who is asked agrees.
    fn consent(&self, units: &[UnitRef], day: Date) -> Vec<Opinion> {
        let names = units.iter().flat_map(|unit| self.unit_names(*unit));
        names.map(|by| Opinion { by, agrees: true, date: Some(Moment::on(day)) }).collect()
    }

    /// Lets a vote carry: nobody votes who must not, everybody else votes for it.
    fn carry(&self, vote: &Vote, meeting: &mut Meeting) {
        let recused: Vec<SmolStr> = vote.recused.iter().flat_map(|unit| self.unit_names(*unit)).collect();
        let head = meeting.head.get_or_insert_with(|| SmolStr::new_static("行政首长")).clone();
        let mut voters: Vec<SmolStr> = vote.veto.iter().flat_map(|unit| self.unit_names(*unit)).collect();
        voters.push(head);
        let counts = [Some(vote.approve), vote.quorum].into_iter().flatten().map(|one| match one {
            Threshold::Count(least) => least,
            Threshold::Share { .. } => 1,
        });
        let least = counts.max().unwrap_or(1);
        voters.extend((0..least).map(|at| format_smolstr!("{}", at + 1)));
        voters.sort_unstable();
        voters.dedup();
        voters.retain(|name| !recused.contains(name));
        let all = u32::try_from(voters.len().saturating_add(recused.len())).unwrap_or(u32::MAX);
        (meeting.expected, meeting.present) = (Some(all), Some(all));
        let ballot = |by: SmolStr| Ballot { by, cast: Cast::For, date: None };
        meeting.ballots = Some(voters.into_iter().map(ballot).collect());
        meeting.recused = Some(recused);
        meeting.decision = Some(MeetingDecision::Adopted);
    }

    /// Everybody bound to a role, or the organ.
    fn unit_names(&self, unit: UnitRef) -> Vec<SmolStr> {
        let bound = match unit {
            UnitRef::Role(role) => self.dossier.roles.get(role.index()).filter(|binding| binding.bound),
            UnitRef::Unit(_) => None,
        };
        match bound {
            Some(bound) => bound.members.iter().filter_map(|member| member.name.clone()).collect(),
            None => self.unit_name(unit, None).into_iter().collect(),
        }
    }

    /// Its name, as it is called on the day.
    fn unit_name(&self, unit: UnitRef, on: Option<Moment>) -> Option<SmolStr> {
        match unit {
            UnitRef::Unit(unit) => Some(self.rules.units[unit].name_on(on.map(Moment::date)).clone()),
            UnitRef::Role(role) => {
                let bound: Option<&Binding> =
                    self.dossier.roles.get(role.index()).filter(|binding| binding.bound);
                let member =
                    bound.and_then(|binding| binding.members.first()).and_then(|member| member.name.clone());
                Some(member.unwrap_or_else(|| self.rules.roles[role].name.clone()))
            }
        }
    }

    /// The first outcome that does not send the case back.
    fn choose_outcome(&mut self, step: Id<Step>) {
        let count = u16::try_from(self.rules.steps[step].outcomes.len()).unwrap_or(u16::MAX);
        for outcome in 0..count {
            if let Some(record) = self.dossier.records.last_mut() {
                record.outcome = Some(outcome);
            }
            let as_of = self.dossier.records.last().and_then(|record| record.finish).map(Moment::date);
            let mut judge = Judge::new(self.rules, &self.dossier, as_of.unwrap_or(Date::MAX));
            judge.begin();
            if judge.state(step).returned == Tri::False {
                return;
            }
        }
    }

    /// Files a document with the step's latest record.
    fn file(&mut self, step: Option<Id<Step>>, kind: Id<DocumentKind>, day: Moment) {
        let at = step.and_then(|step| self.latest(step, day.date()));
        let schema = self.rules.documents[kind].schema;
        let fields = vec![Fact::Unknown; self.rules.schemas[schema].fields.len()];
        let document = Document { kind, date: Some(day), fields };
        match at.and_then(|at| self.dossier.records.get_mut(at as usize)) {
            Some(record) => record.documents.push(document),
            None => {
                if let Some(step) = step {
                    let mut record = self.proper_record(step, 1, day.date());
                    record.finish = None;
                    record.documents = vec![document];
                    self.dossier.records.push(record);
                }
            }
        }
    }

    /// The entry of a task; a new one where there is none.
    fn task(&mut self, task: Id<Task>) -> Option<&mut TaskEntry> {
        let known = self.dossier.tasks.iter().position(|entry| entry.task == task);
        let at = known.unwrap_or_else(|| {
            let fields = |schema| vec![Fact::Unknown; self.rules.schemas[schema].fields.len()];
            let declared = &self.rules.tasks[task];
            self.dossier.tasks.push(TaskEntry {
                task,
                start: None,
                finish: None,
                done: false,
                by: Vec::new(),
                parts: fields(declared.parts),
                indicators: fields(declared.indicators),
                documents: Vec::new(),
            });
            self.dossier.tasks.len() - 1
        });
        self.dossier.tasks.get_mut(at)
    }

    fn complete(&mut self, task: Id<Task>, part: Option<u16>, day: Moment) {
        let Some(entry) = self.task(task) else { return };
        match part {
            None => (entry.finish, entry.done) = (Some(day), true),
            Some(part) => {
                if let Some(fact) = entry.parts.get_mut(usize::from(part)) {
                    *fact = Fact::Known(Value::Moment(day));
                }
            }
        }
    }

    fn deliver(&mut self, task: Id<Task>, kind: Id<DocumentKind>, day: Moment) {
        let schema = self.rules.documents[kind].schema;
        let fields = vec![Fact::Unknown; self.rules.schemas[schema].fields.len()];
        if let Some(entry) = self.task(task) {
            entry.documents.push(Document { kind, date: Some(day), fields });
        }
    }

    /// Sets what an expression reads to a date.
    fn set(&mut self, what: ExprId, to: Moment, day: Date) {
        match &self.rules.exprs[what].kind {
            ExprKind::Fact(slot) => self.set_fact(*slot, Value::Moment(to)),
            ExprKind::DocumentField(document, DocumentField::Slot(slot)) => {
                self.set_document(*document, *slot, Value::Moment(to));
            }
            ExprKind::StepField(step, StepField::Start) => {
                if let Some(record) =
                    self.latest(*step, day).and_then(|at| self.dossier.records.get_mut(at as usize))
                {
                    record.start = Some(to);
                    record.finish = record.finish.filter(|finish| finish.date() >= to.date());
                }
            }
            _ => {}
        }
    }

    fn set_fact(&mut self, slot: u32, value: Value) {
        if let Some(fact) = self.dossier.facts.get_mut(slot as usize) {
            *fact = Fact::Known(value);
        }
    }

    fn set_document(&mut self, document: DocumentRef, slot: u16, value: Value) {
        let mut judge = Judge::new(self.rules, &self.dossier, Date::MAX);
        judge.begin();
        let found = judge.document(document, &Env::new(Phase::Due)).map(|(at, _)| at);
        if let Some(at) = found {
            self.set_at(at, slot, value);
        }
    }

    fn set_at(&mut self, at: DocumentAt, slot: u16, value: Value) {
        let document = match at {
            DocumentAt::Record { record, document } => self
                .dossier
                .records
                .get_mut(record as usize)
                .and_then(|held| held.documents.get_mut(document as usize)),
            DocumentAt::Waiver { waiver, document } => self
                .dossier
                .waivers
                .get_mut(waiver as usize)
                .and_then(|held| held.documents.get_mut(document as usize)),
            DocumentAt::Task { task, document } => self
                .dossier
                .tasks
                .get_mut(task as usize)
                .and_then(|held| held.documents.get_mut(document as usize)),
        };
        if let Some(fact) = document.and_then(|document| document.fields.get_mut(usize::from(slot))) {
            *fact = Fact::Known(value);
        }
    }

    /// Gives facts the first values under which a condition becomes what it must be.
    fn correct(&mut self, condition: ExprId, entry: super::entries::Current, to: bool, day: Date) {
        let mut judge = Judge::new(self.rules, &self.dossier, day);
        judge.begin();
        judge.entry.set(entry);
        let solution = judge.solve(condition, Tri::of(to));
        for (at, value) in solution.unwrap_or_default() {
            match at {
                Evidence::Fact(slot) => self.set_fact(slot, value),
                Evidence::Document(document, Some(slot)) => self.set_at(document, slot, value),
                Evidence::Role(role, member, slot) => {
                    let member = self
                        .dossier
                        .roles
                        .get_mut(role as usize)
                        .and_then(|one| one.members.get_mut(member as usize));
                    if let Some(fact) = member.and_then(|member| member.fields.get_mut(usize::from(slot))) {
                        *fact = Fact::Known(value);
                    }
                }
                Evidence::Entry(register, at, Some(slot)) => {
                    self.set_entry(register, at, |fields| give(fields, slot, value));
                }
                Evidence::Listed(ListAt::Entry(register, at, list), inner, slot) => {
                    self.set_entry(register, at, |fields| {
                        give_in(fields.get_mut(usize::from(list)), inner, slot, value)
                    });
                }
                Evidence::Listed(ListAt::Fact(list), inner, slot) => {
                    give_in(self.dossier.facts.get_mut(list as usize), inner, slot, value);
                }
                Evidence::Listed(ListAt::Inner(fact, at, list), inner, slot) => {
                    let outer = self.dossier.facts.get_mut(fact as usize);
                    let fields = outer.and_then(|outer| record_in(outer, at));
                    let list = fields.and_then(|fields| fields.get_mut(usize::from(list)));
                    give_in(list, inner, slot, value);
                }
                Evidence::Listed(ListAt::Role(role, member, list), inner, slot) => {
                    let members = self.dossier.roles.get_mut(role as usize).map(|one| &mut one.members);
                    let member = members.and_then(|members| members.get_mut(member as usize));
                    let list = member.and_then(|member| member.fields.get_mut(usize::from(list)));
                    give_in(list, inner, slot, value);
                }
                Evidence::Listed(ListAt::Document(..), ..) => {}
                Evidence::NoRecord(step) if value == Value::Bool(true) => {
                    let step = Id::new(step as usize);
                    let begun = self.dossier.by_step.get(step.index()).is_some_and(|all| !all.is_empty());
                    self.perform(step, begun, day);
                }
                Evidence::Absent(kind, step, slot) if slot.is_some() || value == Value::Bool(true) => {
                    let (kind, step) = (Id::new(kind as usize), step.map(|step| Id::new(step as usize)));
                    self.file(step, kind, Moment::on(day));
                    self.index();
                    if let Some(slot) = slot {
                        self.set_document(DocumentRef { kind, from: step }, slot, value);
                    }
                }
                _ => {}
            }
        }
    }

    fn set_entry(&mut self, register: u32, at: u32, change: impl FnOnce(&mut [Fact])) {
        if let Some(entries) = self.dossier.registers.get_mut(register as usize) {
            entries.set(at, change);
        }
    }

    /// Rebuilds what a dossier keeps of its records.
    fn index(&mut self) {
        let Dossier { records, waivers, tasks, by_step, by_document, by_task, .. } = &mut self.dossier;
        by_task.iter_mut().for_each(|at| *at = None);
        by_step.iter_mut().for_each(|all| all.clear());
        by_document.iter_mut().for_each(|all| all.clear());
        let mut note = |kind: Id<DocumentKind>, at: DocumentAt| {
            if let Some(all) = by_document.get_mut(kind.index()) {
                all.push(at);
            }
        };
        for (record, held) in (0u32..).zip(records.iter()) {
            if let Some(all) = by_step.get_mut(held.step.index()) {
                all.push(record);
            }
            for (document, one) in (0u32..).zip(&held.documents) {
                note(one.kind, DocumentAt::Record { record, document });
            }
        }
        for (waiver, held) in (0u32..).zip(waivers.iter()) {
            for (document, one) in (0u32..).zip(&held.documents) {
                note(one.kind, DocumentAt::Waiver { waiver, document });
            }
        }
        for (task, held) in (0u32..).zip(tasks.iter()) {
            if let Some(at) = by_task.get_mut(held.task.index()) {
                *at = Some(task);
            }
            for (document, one) in (0u32..).zip(&held.documents) {
                note(one.kind, DocumentAt::Task { task, document });
            }
        }
        for all in by_step {
            all.sort_by_key(|at| records.get(*at as usize).map(|record| record.attempt));
        }
    }
}

fn give(fields: &mut [Fact], slot: u16, value: Value) {
    if let Some(fact) = fields.get_mut(usize::from(slot)) {
        *fact = Fact::Known(value);
    }
}

/// The fields of a record in a list.
fn record_in(list: &mut Fact, at: u32) -> Option<&mut Vec<Fact>> {
    let Fact::Known(Value::List(items)) = list else { return None };
    match items.get_mut(at as usize) {
        Some(Fact::Known(Value::Record(fields))) => Some(fields),
        _ => None,
    }
}

/// Writes into a record of a list; a single record is a list of one.
fn give_in(list: Option<&mut Fact>, inner: u32, slot: u16, value: Value) {
    match list {
        Some(Fact::Known(Value::Record(fields))) => give(fields, slot, value),
        Some(Fact::Known(Value::List(items))) => {
            if let Some(Fact::Known(Value::Record(fields))) = items.get_mut(inner as usize) {
                give(fields, slot, value);
            }
        }
        _ => {}
    }
}

/// Writes a date into the field of a record's own document.
fn state(record: &mut Record, what: &ExprKind, day: Date) {
    let ExprKind::DocumentField(document, DocumentField::Slot(slot)) = what else { return };
    let own = record.documents.iter_mut().find(|held| held.kind == document.kind);
    if let Some(fact) = own.and_then(|held| held.fields.get_mut(usize::from(*slot))) {
        *fact = Fact::Known(Value::Moment(Moment::on(day)));
    }
}

/// Lets a part of a meeting be as it must be.
fn hold(meeting: &mut Meeting, part: &MeetingPart) {
    match part {
        MeetingPart::Kind(kinds) => meeting.kind = kinds.first().cloned(),
        MeetingPart::SpeaksLast => {
            let head = meeting.head.get_or_insert_with(|| SmolStr::new_static("行政首长")).clone();
            meeting.speakers = Some(vec![head]);
        }
        MeetingPart::AgainstMajority | MeetingPart::Dissent => {
            meeting.votes = Some(Votes { approve: 1, reject: 0, abstain: 0 });
            meeting.decision = Some(MeetingDecision::Adopted);
            meeting.dissents = Some(Vec::new());
        }
    }
}
