//! The rows of the verdict table that are about steps, documents, organs and meetings.

use super::eval::{Env, Judge, Phase};
use super::follow::OwedUntil;
use super::known::{Known, KnownState, Tri};
use super::outcome::{Outcome, ask, flag};
use super::state::StepState;
use super::trace::{Label, Test, Trace};
use super::{Notes, Reason, Status};
use crate::calendar::{Date, Moment, MomentOrder};
use crate::dossier::{DocumentAt, Meeting, MeetingDecision, Record};
use crate::model::{
    Comparison, DocumentRef, ExprId, Id, MeetingPart, Obligation, ObligationId, Row, Step, UnitRef,
};
use smol_str::SmolStr;

impl Judge<'_> {
    /// Judges an obligation's row; scope, waiver and trigger of its instrument are settled.
    pub(super) fn row<T: Trace>(&self, obligation: &Obligation, trace: &mut T) -> Outcome {
        if let Some(length) = obligation.length {
            return self.of_length(obligation, length, trace);
        }
        match &obligation.row {
            Row::Perform { may, must_when, due } => self.perform(obligation, *may, *must_when, *due, trace),
            Row::Precedes { before } => self.precedes(obligation, *before, trace),
            Row::Joined(join) => self.joined(obligation, join, trace),
            Row::By { units } => self.by(obligation, units, trace),
            Row::Opinions { units, all } => self.opinions(obligation, units, *all, trace),
            Row::Vote(vote) => self.voted(obligation, vote, trace),
            Row::Document { document, by, test, owed } => {
                self.documented(obligation, *document, (*by, *owed), *test, trace)
            }
            Row::Follow(follow) => self.follows(follow, trace),
            Row::Lasts { period, from, to } => self.lasts(*period, *from, *to, trace),
            Row::Within { .. } => self.within(obligation, trace),
            Row::Deadline { act, due, .. } => self.deadline(obligation, *act, *due, trace),
            Row::Task { part, due, .. } => self.task_done(obligation, *part, *due, trace),
            Row::Indicator { condition, due } => self.indicated(obligation, *condition, *due, trace),
            Row::Frequency(frequency) => self.recurring(obligation, frequency, trace),
            Row::Ahead(ahead) => self.ahead(obligation, ahead, trace),
            Row::Must { condition, by } => self.must(obligation, *condition, *by, trace),
            Row::MustNot { condition } => self.must_not(obligation, *condition, trace),
            Row::Outcome => self.concluded(obligation, trace),
            Row::Meeting(part) => self.met(obligation, part, trace),
            Row::Order { parts } => self.ordered(obligation, parts, trace),
            Row::Finding { by, .. } => self.found(obligation, *by, trace),
        }
    }

    pub(super) fn step_of(&self, obligation: &Obligation) -> Option<(Id<Step>, &StepState)> {
        obligation.step.map(|step| (step, self.state(step)))
    }

    pub(super) fn record_of(&self, state: &StepState) -> Option<&Record> {
        state.record.and_then(|at| self.dossier.records.get(at as usize))
    }

    pub(super) fn closed(&self) -> Option<Date> {
        self.states.closed.map(Moment::date)
    }

    /// A step that has not begun: the procedure may have ended without it.
    pub(super) fn not_begun<T: Trace>(&self, trace: &mut T) -> Outcome {
        if flag(trace, Label::End, self.states.closed.is_some()) {
            Outcome::not_applicable(Reason::NeverArose)
        } else {
            Outcome::pending(Reason::NotYet)
        }
    }

    /// Whether a step has begun at all; the error is what to say where it has not.
    pub(super) fn begun<T: Trace>(&self, state: &StepState, trace: &mut T) -> Result<(), Outcome> {
        if ask(trace, Test::Truth(Label::Start, state.seen, Tri::False)) {
            return Err(self.not_begun(trace));
        }
        if ask(trace, Test::Truth(Label::Start, state.seen, Tri::Missing)) {
            // 卷宗未齐: whether it was done at all is not known.
            return Err(Outcome::unproven(Reason::NotRecorded));
        }
        Ok(())
    }

    /// Row 1.
    fn perform<T: Trace>(
        &self,
        obligation: &Obligation,
        may: bool,
        must_when: Option<ExprId>,
        due: Option<ExprId>,
        trace: &mut T,
    ) -> Outcome {
        let Some((step, state)) = self.step_of(obligation) else {
            return Outcome::not_applicable(Reason::NeverArose);
        };
        let used = state.seen != Tri::False;
        if may && !flag(trace, Label::Exercised, used) {
            let env = Env::new(self.phase(state));
            let must = must_when.map_or(Tri::False, |when| self.truth(when, &env, trace));
            if ask(trace, Test::Truth(Label::When, must, Tri::False)) {
                return Outcome::not_applicable(Reason::NotExercised);
            }
            if ask(trace, Test::Truth(Label::When, must, Tri::Missing)) {
                return Outcome::unproven(Reason::ScopeUnknown);
            }
            if ask(trace, Test::Truth(Label::When, must, Tri::Open)) {
                return Outcome::pending(Reason::NotYet);
            }
        }
        if let Some(moved) = self.moved_deadlines(step) {
            return self.performed_by_any(step, state, &moved, trace);
        }
        let due = due.and_then(|due| self.moment(due, &Env::new(Phase::Due), trace).is());
        self.performed(step, state, due, trace)
    }

    pub(super) fn performed<T: Trace>(
        &self,
        step: Id<Step>,
        state: &StepState,
        due: Option<Moment>,
        trace: &mut T,
    ) -> Outcome {
        let due_day = due.map(Moment::date);
        if ask(trace, Test::Truth(Label::Finished, state.done(), Tri::True)) {
            return Outcome::met();
        }
        // Whether a finish sends the case back hangs on the outcome.
        let unknown = state.finish.is().is_some() && !state.stale && state.returned == Tri::Missing;
        if flag(trace, Label::Outcome, unknown) {
            return Outcome::unproven(Reason::FactMissing);
        }
        let undated = state.finish == Known::Missing;
        if flag(trace, Label::Finish, undated && state.record.is_some()) {
            return Outcome::met();
        }
        let overdue = due_day.filter(|due| {
            ask(trace, Test::Days((Label::AsOf, self.as_of), Comparison::Greater, (Label::Due, *due)))
        });
        let closed = flag(trace, Label::End, due_day.is_none() && self.states.closed.is_some());
        let is_end = self.dossier.procedure.and_then(|id| self.rules.procedures[id].end) == Some(step);
        if overdue.is_some() || closed {
            if flag(trace, Label::Finish, undated) {
                return Outcome::unproven(Reason::NotRecorded);
            }
            let since = overdue.and_then(|due| due.plus_days(1)).or(self.closed());
            let reason = if overdue.is_some() { Reason::Overdue } else { Reason::NotDone };
            return Outcome { curable: !closed, ..Outcome::violated(reason, since) }.due(due_day);
        }
        // An incomplete file may lack the end of the procedure; then what is undone would be due.
        if flag(trace, Label::End, due_day.is_none() && !is_end && self.may_be_closed()) {
            return Outcome::unproven(Reason::NotRecorded);
        }
        let reason = match (state.finish.is(), state.seen) {
            (Some(_), _) => Reason::Stale,
            (None, Tri::True) => Reason::Underway,
            (None, _) => Reason::NotYet,
        };
        Outcome::pending(reason).due(due_day)
    }

    /// Whether the procedure may have ended without the file saying so.
    fn may_be_closed(&self) -> bool {
        let end = self.dossier.procedure.and_then(|id| self.rules.procedures[id].end);
        end.is_some_and(|end| self.state(end).done() == Tri::Missing)
    }

    /// Whether a step is over: finished, known when or not.
    pub(super) fn phase(&self, state: &StepState) -> Phase {
        if matches!(state.finish, Known::Is(_) | Known::Missing) { Phase::Due } else { Phase::Open }
    }

    /// Row 3.
    fn by<T: Trace>(&self, obligation: &Obligation, units: &[UnitRef], trace: &mut T) -> Outcome {
        let Some((_, state)) = self.step_of(obligation) else {
            return Outcome::not_applicable(Reason::NeverArose);
        };
        if let Err(outcome) = self.begun(state, trace) {
            return outcome;
        }
        let given = self.record_of(state).map(|record| record.by.as_slice()).unwrap_or_default();
        if !flag(trace, Label::Unit, !given.is_empty()) {
            return if self.phase(state) == Phase::Open {
                Outcome::pending(Reason::NotRecorded)
            } else {
                Outcome::unproven(Reason::NotRecorded)
            };
        }
        let days = self.days_of(state);
        let right = units
            .iter()
            .flat_map(|unit| given.iter().map(|name| self.is_unit_in(*unit, name, days)))
            .fold(Tri::False, Tri::or);
        if ask(trace, Test::Truth(Label::RightUnit, right, Tri::True)) {
            return Outcome::met();
        }
        if ask(trace, Test::Truth(Label::RightUnit, right, Tri::Missing)) {
            let anytime = units.iter().flat_map(|unit| given.iter().map(|name| self.is_unit(*unit, name)));
            let named = anytime.fold(Tri::False, Tri::or) == Tri::True;
            return Outcome::unproven(if named { Reason::NameOutOfTime } else { Reason::FactMissing });
        }
        Outcome::violated(Reason::WrongUnit, state.start.is().or(state.finish.is()).map(Moment::date))
    }

    /// The days of a record as far as they are known; an open one goes on.
    fn days_of(&self, state: &StepState) -> Option<(Date, Date)> {
        let finish = match state.finish {
            Known::Is(finish) => Some(finish.date()),
            Known::Open | Known::None => Some(self.as_of),
            Known::Missing | Known::Undefined => None,
        };
        let start = state.start.is().map(Moment::date);
        let first = start.or(finish)?;
        Some((first, finish.unwrap_or(first)))
    }

    /// Row 4.
    fn documented<T: Trace>(
        &self,
        obligation: &Obligation,
        document: DocumentRef,
        (by, owed): (Option<ExprId>, Option<ObligationId>),
        test: Option<ExprId>,
        trace: &mut T,
    ) -> Outcome {
        if let Some(task) = obligation.task {
            return self.task_documented(task, document, by, test, trace);
        }
        let Some((_, state)) = self.step_of(obligation) else {
            return Outcome::not_applicable(Reason::NeverArose);
        };
        let env = Env::new(Phase::Due);
        let found = self.best_document(document);
        let present = self.presence(found.is_some());
        let limit = by.map(|by| self.moment(by, &Env::new(Phase::Open), trace));
        // 容缺: what may be handed in later is due on that day.
        let owed = owed.and_then(|owed| self.owed_until(owed, trace));
        let limit = match (limit, owed) {
            (Some(_), Some(until)) => Some(until.due),
            (limit, _) => limit,
        };
        let fit = match test {
            Some(test) if present == Tri::True => self.truth(test, &env, trace),
            _ => Tri::True,
        };
        if ask(trace, Test::Truth(Label::OnFile, present, Tri::True)) {
            let latest = match owed {
                Some(until) => until.latest,
                None => by.map(|by| self.at_latest(by)),
            };
            return self.filed(document, found, (limit, latest), (fit, test), trace);
        }
        self.unfiled(state, present, (by, owed), limit, trace)
    }

    /// A document that is not on file.
    fn unfiled<T: Trace>(
        &self,
        state: &StepState,
        present: Tri,
        (by, owed): (Option<ExprId>, Option<OwedUntil>),
        limit: Option<Known<Moment>>,
        trace: &mut T,
    ) -> Outcome {
        let (ahead, limit) = (by.is_some(), limit.or(owed.map(|until| until.due)));
        if let Err(outcome) = self.begun(state, trace) {
            return Outcome {
                reason: if outcome.status == Status::Pending {
                    Reason::DocumentMissing
                } else {
                    outcome.reason
                },
                ..outcome
            };
        }
        let due = match limit {
            Some(limit) => limit.is().map(Moment::date),
            None => state.finish.is().map(Moment::date),
        };
        if limit == Some(Known::Missing) {
            ask(trace, Test::State(Label::Due, KnownState::Missing, KnownState::Missing));
            let latest = match owed {
                Some(until) => until.latest.map(Moment::date),
                None => Some(by.map_or(self.as_of, |by| self.at_latest(by).date())),
            };
            // Whatever day it was, it has passed.
            let past = latest.filter(|latest| {
                ask(trace, Test::Days((Label::AsOf, self.as_of), Comparison::Greater, (Label::Due, *latest)))
            });
            return match past {
                Some(_) if present != Tri::False => Outcome::unproven(Reason::DateMissing),
                Some(_) if ahead => Outcome::late(Reason::DocumentMissing, past),
                Some(_) => self.lacking_since(past),
                None => Outcome::unproven(Reason::DateMissing),
            };
        }
        let over = match (ahead, due) {
            (true, Some(due)) => {
                ask(trace, Test::Days((Label::AsOf, self.as_of), Comparison::Greater, (Label::Due, due)))
            }
            (true, None) => false,
            (false, None) if owed.is_some() => false,
            // The day itself is still open.
            (false, Some(due)) => {
                ask(trace, Test::Days((Label::AsOf, self.as_of), Comparison::Greater, (Label::Finish, due)))
            }
            (false, None) => flag(trace, Label::Finished, self.phase(state) == Phase::Due),
        };
        if !over {
            return Outcome::pending(Reason::DocumentMissing).due(due);
        }
        if ask(trace, Test::Truth(Label::OnFile, present, Tri::Missing)) {
            return Outcome::unproven(Reason::DocumentMissing);
        }
        if ahead {
            return Outcome::late(Reason::DocumentMissing, due).due(due);
        }
        self.lacking_since(due)
    }

    /// A document that is missed since some day, and may still be handed in until the end.
    fn lacking_since(&self, since: Option<Date>) -> Outcome {
        Outcome { curable: self.states.closed.is_none(), ..Outcome::violated(Reason::DocumentMissing, since) }
    }

    /// A document that is on file: its date and its test.
    fn filed<T: Trace>(
        &self,
        document: DocumentRef,
        found: Option<(DocumentAt, Option<Moment>, bool)>,
        (limit, latest): (Option<Known<Moment>>, Option<Moment>),
        (fit, test): (Tri, Option<ExprId>),
        trace: &mut T,
    ) -> Outcome {
        let Some((at, found, several)) = found else {
            return Outcome::unproven(Reason::DocumentMissing);
        };
        let elsewhere = document.from.is_some() && self.home(at) != document.from;
        let mut outcome = match (limit, found) {
            (None, _) => Outcome::met(),
            (Some(Known::Is(limit)), Some(date)) => {
                if ask(
                    trace,
                    Test::Moments((Label::DocumentDate, date), MomentOrder::After, (Label::Due, limit)),
                ) {
                    Outcome::late(Reason::TooLate, Some(limit.date())).due(Some(limit.date()))
                } else {
                    Outcome::met()
                }
            }
            (Some(Known::Is(_)), None) => {
                ask(trace, Test::State(Label::DocumentDate, KnownState::Missing, KnownState::Missing));
                Outcome::unproven(Reason::DateMissing)
            }
            (Some(Known::Missing | Known::Undefined), date) => {
                ask(trace, Test::State(Label::Due, KnownState::Missing, KnownState::Missing));
                match (date, latest) {
                    (Some(date), Some(latest)) if date.order(latest) == MomentOrder::After => {
                        Outcome::late(Reason::TooLate, Some(latest.date()))
                    }
                    _ => Outcome::unproven(Reason::DateMissing),
                }
            }
            (Some(Known::Open | Known::None), _) => Outcome::met(),
        };
        if outcome.status == Status::Satisfied {
            outcome = match fit {
                Tri::True => outcome,
                Tri::False => Outcome::violated(Reason::DocumentUnfit, None),
                Tri::Missing => Outcome::unproven(Reason::FactMissing),
                Tri::Open => Outcome::pending(Reason::FactMissing),
            };
            if test.is_some() {
                ask(trace, Test::Truth(Label::Condition, fit, fit));
            }
        }
        outcome.note_if(elsewhere, Notes::FILED_ELSEWHERE).note_if(several, Notes::SEVERAL)
    }

    /// Row 11.
    fn concluded<T: Trace>(&self, obligation: &Obligation, trace: &mut T) -> Outcome {
        let Some((_, state)) = self.step_of(obligation) else {
            return Outcome::not_applicable(Reason::NeverArose);
        };
        if let Err(outcome) = self.begun(state, trace) {
            return outcome;
        }
        let outcome = self.record_of(state).and_then(|record| record.outcome);
        if flag(trace, Label::Outcome, outcome.is_some() && self.phase(state) == Phase::Due) {
            return Outcome::met();
        }
        if flag(trace, Label::Finished, self.phase(state) == Phase::Due) {
            return Outcome::unproven(Reason::NotRecorded);
        }
        Outcome::pending(Reason::Underway)
    }

    /// Row 12.
    fn met<T: Trace>(&self, obligation: &Obligation, part: &MeetingPart, trace: &mut T) -> Outcome {
        let Some((_, state)) = self.step_of(obligation) else {
            return Outcome::not_applicable(Reason::NeverArose);
        };
        if let Err(outcome) = self.begun(state, trace) {
            return outcome;
        }
        if !flag(trace, Label::Finished, self.phase(state) == Phase::Due) {
            return self.not_begun(trace);
        }
        let empty = Meeting::default();
        let meeting = self.record_of(state).and_then(|record| record.meeting.as_ref()).unwrap_or(&empty);
        let since = state.finish.is().or(state.start.is()).map(Moment::date);
        let (arose, good) = part_of(part, meeting);
        if ask(trace, Test::Truth(Label::Arose, arose, Tri::False)) {
            return Outcome::not_applicable(Reason::DidNotArise);
        }
        if ask(trace, Test::Truth(Label::Minutes, good, Tri::True)) {
            return Outcome::met();
        }
        if ask(trace, Test::Truth(Label::Minutes, arose.and(good.not()), Tri::True)) {
            return Outcome {
                curable: self.states.closed.is_none(),
                ..Outcome::violated(reason_of(part), since)
            };
        }
        Outcome::unproven(Reason::NotRecorded)
    }

    /// 顺序: a condition on the record (row 9).
    fn ordered<T: Trace>(&self, obligation: &Obligation, parts: &[SmolStr], trace: &mut T) -> Outcome {
        let Some((_, state)) = self.step_of(obligation) else {
            return Outcome::not_applicable(Reason::NeverArose);
        };
        if let Err(outcome) = self.begun(state, trace) {
            return outcome;
        }
        let over = self.phase(state) == Phase::Due;
        let Some(recorded) = self.record_of(state).and_then(|record| record.sequence.as_ref()) else {
            return if flag(trace, Label::Finished, over) {
                Outcome::unproven(Reason::NotRecorded)
            } else {
                Outcome::pending(Reason::Underway)
            };
        };
        // Other parts may stand between; the declared ones must all be there, in their order.
        let mut rest = recorded.iter();
        if flag(trace, Label::Order, parts.iter().all(|part| rest.any(|held| held == part))) {
            return Outcome::met();
        }
        let declared = recorded.iter().filter(|held| parts.contains(held));
        let begins_well =
            declared.clone().count() <= parts.len() && declared.zip(parts).all(|(held, part)| held == part);
        if flag(trace, Label::Order, begins_well && !over) {
            return Outcome::pending(Reason::Underway);
        }
        let since = state.finish.is().or(state.start.is()).map(Moment::date);
        Outcome { curable: self.states.closed.is_none(), ..Outcome::violated(Reason::WrongOrder, since) }
    }
}

/// How bad a status is among several of one obligation: the lower the worse.
pub(super) fn rank(status: Status) -> u8 {
    match status {
        Status::Violated => 0,
        Status::Unproven => 1,
        Status::AtRisk => 2,
        Status::Pending => 3,
        Status::Missed => 4,
        Status::Satisfied => 5,
        Status::Waived => 6,
        Status::NotApplicable => 7,
    }
}

fn reason_of(part: &MeetingPart) -> Reason {
    match part {
        MeetingPart::Kind(_) => Reason::ConditionFalse,
        MeetingPart::SpeaksLast => Reason::WrongOrder,
        MeetingPart::AgainstMajority => Reason::ReasonMissing,
        MeetingPart::Dissent => Reason::NotDone,
    }
}

/// Whether a part of a meeting arose, and whether its record is good.
fn part_of(part: &MeetingPart, meeting: &Meeting) -> (Tri, Tri) {
    match part {
        MeetingPart::Kind(kinds) => {
            let good = meeting.kind.as_ref().map_or(Tri::Missing, |kind| Tri::of(kinds.contains(kind)));
            (Tri::True, good)
        }
        MeetingPart::SpeaksLast => {
            let last = meeting.speakers.as_ref().map(|speakers| speakers.last());
            let good = match (last, &meeting.head) {
                (Some(Some(last)), Some(head)) => Tri::of(last == head),
                (Some(None), _) => Tri::Missing,
                _ => Tri::Missing,
            };
            (Tri::True, good)
        }
        MeetingPart::AgainstMajority => {
            let arose = match (meeting.votes, meeting.decision) {
                (Some(votes), Some(MeetingDecision::Adopted)) => Tri::of(votes.approve * 2 < total(votes)),
                (Some(votes), Some(MeetingDecision::NotAdopted)) => Tri::of(votes.approve * 2 > total(votes)),
                _ => Tri::Missing,
            };
            let good =
                meeting.reasons.as_ref().map_or(Tri::Missing, |reasons| Tri::of(!reasons.trim().is_empty()));
            (arose, good)
        }
        MeetingPart::Dissent => {
            let entries = meeting.dissents.as_ref().map(|all| !all.is_empty());
            let recorded = meeting.dissents.as_ref();
            let recorded =
                recorded.map(|all| !all.is_empty() && all.iter().all(|(_, text)| !text.trim().is_empty()));
            let arose = match (meeting.votes, entries) {
                (_, Some(true)) => Tri::True,
                (Some(votes), _) => Tri::of(votes.reject > 0),
                // A list that is there and empty says that nobody dissented.
                (None, Some(false)) => Tri::False,
                (None, None) => Tri::Missing,
            };
            let good = recorded.map_or(Tri::Missing, Tri::of);
            (arose, good)
        }
    }
}

fn total(votes: crate::model::Votes) -> u32 {
    votes.approve.saturating_add(votes.reject).saturating_add(votes.abstain)
}
