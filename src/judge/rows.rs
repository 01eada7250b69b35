//! The rows of the verdict table that are about steps, documents, organs and meetings.

use super::eval::{Env, Judge, Phase};
use super::known::{Known, KnownState, Tri};
use super::outcome::{Outcome, ask, flag};
use super::state::StepState;
use super::trace::{Label, Test, Trace};
use super::{Notes, Reason, Status};
use crate::calendar::{Date, Moment, MomentOrder};
use crate::dossier::{Meeting, MeetingDecision, Record};
use crate::model::{Comparison, DocumentRef, ExprId, Id, MeetingPart, Obligation, Row, Step, UnitRef};
use smol_str::SmolStr;

impl Judge<'_> {
    /// Judges an obligation's row; scope, waiver and trigger of its instrument are settled.
    pub(super) fn row<T: Trace>(&self, obligation: &Obligation, trace: &mut T) -> Outcome {
        match &obligation.row {
            Row::Perform { may, must_when, due } => self.perform(obligation, *may, *must_when, *due, trace),
            Row::Precedes { before } => self.precedes(obligation, *before, trace),
            Row::By { units } => self.by(obligation, units, trace),
            Row::Document { document, by, test } => self.documented(obligation, *document, *by, *test, trace),
            Row::Lasts { period, from, to } => self.lasts(*period, *from, *to, trace),
            Row::Within { .. } => self.within(obligation, trace),
            Row::Deadline { due, .. } => self.deadline(obligation, *due, trace),
            Row::Ahead(ahead) => self.ahead(obligation, ahead, trace),
            Row::Must { condition, by } => self.must(obligation, *condition, *by, trace),
            Row::MustNot { condition } => self.must_not(obligation, *condition, trace),
            Row::Outcome => self.concluded(obligation, trace),
            Row::Meeting(part) => self.met(obligation, part, trace),
            Row::Order { parts } => self.ordered(obligation, parts, trace),
            Row::Finding { by, .. } => self.found(obligation, *by, trace),
        }
    }

    pub(super) fn step_of(&self, obligation: &Obligation) -> Option<(Id<Step>, StepState)> {
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

    /// Whether a step has begun at all; the inner answer is what to say where it has not.
    pub(super) fn begun<T: Trace>(&self, state: &StepState, trace: &mut T) -> Result<(), Outcome> {
        let seen = state.start.is().is_some() || state.finish.is().is_some() || state.record.is_some();
        if ask(trace, Test::State(Label::Start, state.start.state(), KnownState::Open)) && !seen {
            return Err(self.not_begun(trace));
        }
        if !seen && state.start == Known::Missing {
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
        let Some((step, state)) = self.step_of(obligation) else { return Outcome::not_applicable(Reason::NeverArose) };
        let used = state.start.is().is_some() || state.finish.is().is_some() || state.record.is_some();
        if may && !flag(trace, Label::Exercised, used) {
            let env = Env::new(self.phase(&state));
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
        let due = due.and_then(|due| self.moment(due, &Env::new(Phase::Due), trace).is());
        self.performed(step, &state, due, trace)
    }

    fn performed<T: Trace>(&self, step: Id<Step>, state: &StepState, due: Option<Moment>, trace: &mut T) -> Outcome {
        let rules = &self.rules.steps[step];
        let due_day = due.map(Moment::date);
        if ask(trace, Test::Truth(Label::Finished, state.done(), Tri::True)) {
            let finish = state.finish.is().map(Moment::date);
            if let (Some(finish), Some(due)) = (finish, due_day)
                && ask(trace, Test::Days((Label::Finish, finish), Comparison::Greater, (Label::Due, due)))
            {
                return Outcome::late(Reason::TooLate, due.plus_days(1)).due(due_day);
            }
            return Outcome::met();
        }
        // Whether a finish sends the case back hangs on the outcome.
        let outcome_unknown = state.finish.is().is_some() && !state.stale && state.returned == Tri::Missing;
        if outcome_unknown && flag(trace, Label::Outcome, !rules.returns.is_empty()) {
            return Outcome::unproven(Reason::FactMissing);
        }
        if ask(trace, Test::Truth(Label::Finished, state.done(), Tri::Missing)) && state.record.is_some() {
            return if self.states.closed.is_some() || due_day.is_some() {
                Outcome::unproven(Reason::DateMissing)
            } else {
                Outcome::met()
            };
        }
        if let Some(due) = due_day
            && ask(trace, Test::Days((Label::AsOf, self.as_of), Comparison::Greater, (Label::Due, due)))
        {
            return match state.finish {
                Known::Missing => Outcome::unproven(Reason::NotRecorded),
                _ => Outcome::late(Reason::Overdue, due.plus_days(1)).due(due_day),
            };
        }
        if flag(trace, Label::End, self.states.closed.is_some()) {
            return match state.finish {
                Known::Missing => Outcome::unproven(Reason::NotRecorded),
                _ => Outcome { curable: false, ..Outcome::violated(Reason::NotDone, self.closed()) },
            };
        }
        let stale = state.finish.is().is_some();
        let reason = match (stale, state.record) {
            (true, _) => Reason::Stale,
            (false, Some(_)) => Reason::Underway,
            (false, None) if state.start.is().is_some() => Reason::Underway,
            (false, None) => Reason::NotYet,
        };
        Outcome::pending(reason).due(due_day)
    }

    pub(super) fn phase(&self, state: &StepState) -> Phase {
        let over = self.states.closed.is_some() || matches!(state.finish, Known::Is(_) | Known::Missing) && state.record.is_some();
        if over || state.finish.is().is_some() { Phase::Due } else { Phase::Open }
    }

    /// Row 2.
    fn precedes<T: Trace>(&self, obligation: &Obligation, before: Id<Step>, trace: &mut T) -> Outcome {
        let Some((_, state)) = self.step_of(obligation) else { return Outcome::not_applicable(Reason::NeverArose) };
        let start = match state.start {
            Known::Is(start) => start,
            Known::Missing if state.record.is_some() || self.dossier.partial => {
                ask(trace, Test::State(Label::Start, KnownState::Missing, KnownState::Missing));
                return Outcome::unproven(Reason::DateMissing);
            }
            Known::Missing | Known::Open | Known::None => {
                ask(trace, Test::State(Label::Start, KnownState::Open, KnownState::Open));
                return self.not_begun(trace);
            }
        };
        let mut worst: Option<Outcome> = None;
        self.each_predecessor(before, &mut Vec::new(), &mut |step| {
            let outcome = self.preceded(step, start, trace);
            if worst.is_none_or(|worst| rank(outcome.status) < rank(worst.status)) {
                worst = Some(outcome);
            } else if let Some(worst) = &mut worst {
                worst.notes.add(outcome.notes);
            }
        });
        worst.unwrap_or_else(|| Outcome::not_applicable(Reason::OutOfScope))
    }

    /// The steps that an edge from `step` really binds: itself, or through a transparent step the
    /// ones before it.
    pub(super) fn each_predecessor(&self, step: Id<Step>, seen: &mut Vec<Id<Step>>, visit: &mut dyn FnMut(Id<Step>)) {
        if seen.contains(&step) {
            return;
        }
        seen.push(step);
        if !self.transparent(step) {
            return visit(step);
        }
        let mut around = Some(step);
        while let Some(at) = around {
            for before in &self.rules.steps[at].after {
                self.each_predecessor(*before, seen, visit);
            }
            around = self.rules.steps[at].parent;
        }
    }

    /// A step that is out of scope, waived, or optional and not taken binds nothing itself.
    pub(super) fn transparent(&self, step: Id<Step>) -> bool {
        let state = self.state(step);
        let unseen = state.record.is_none() && state.start.is().is_none();
        state.scope == Tri::False
            || state.waived == Tri::True
            || unseen && self.rules.steps[step].optional && !self.must_be_done(step)
    }

    /// Whether an optional step has become a duty (可以，情形 C 应当), or may have.
    fn must_be_done(&self, step: Id<Step>) -> bool {
        let perform = self.rules.steps[step].perform.map(|id| &self.rules.obligations[id].row);
        match perform {
            Some(Row::Perform { must_when: Some(when), .. }) => {
                self.truth(*when, &Env::new(Phase::Due), &mut super::Silent) != Tri::False
            }
            _ => false,
        }
    }

    fn preceded<T: Trace>(&self, before: Id<Step>, start: Moment, trace: &mut T) -> Outcome {
        let state = self.state_by(before, start);
        let day = start.date();
        match state.finish {
            Known::Is(finish) => {
                if ask(trace, Test::Moments((Label::FinishBefore, finish), MomentOrder::After, (Label::Start, start))) {
                    return Outcome::violated(Reason::TooEarly, Some(day));
                }
                if flag(trace, Label::Stale, state.stale || state.returned == Tri::True) {
                    return Outcome::violated(Reason::Stale, Some(day));
                }
                if ask(trace, Test::Truth(Label::Outcome, state.returned, Tri::Missing)) {
                    return Outcome::unproven(Reason::FactMissing);
                }
                let same = ask(trace, Test::Moments((Label::FinishBefore, finish), MomentOrder::SameDay, (Label::Start, start)));
                self.scope_doubt(before, Outcome::met()).note_if(same, Notes::SAME_DAY)
            }
            Known::Missing => {
                ask(trace, Test::State(Label::FinishBefore, KnownState::Missing, KnownState::Missing));
                Outcome::unproven(Reason::DateMissing)
            }
            Known::Open | Known::None => {
                // Only a day is known: what finishes today may still have come first.
                let today = ask(trace, Test::Days((Label::Start, day), Comparison::Equal, (Label::AsOf, self.as_of)));
                if today && start.minute().is_none() {
                    return self.scope_doubt(before, Outcome::pending(Reason::Underway).due(Some(day)));
                }
                self.scope_doubt(before, Outcome::violated(Reason::NotDone, Some(day)))
            }
        }
    }

    /// Where it is not known whether the step before applies at all, its lack proves nothing.
    fn scope_doubt(&self, before: Id<Step>, outcome: Outcome) -> Outcome {
        let state = self.state(before);
        let doubt = state.scope == Tri::Missing || state.waived == Tri::Missing;
        if doubt && outcome.status == Status::Violated {
            return Outcome::unproven(Reason::ScopeUnknown);
        }
        outcome
    }

    /// The state of a step as it was when another one started: later attempts do not count.
    fn state_by(&self, step: Id<Step>, start: Moment) -> StepState {
        let state = self.state(step);
        if !self.states.reworked {
            return state;
        }
        let all = self.dossier.by_step.get(step.index()).map(|all| all.as_slice()).unwrap_or_default();
        let then = all.iter().rev().copied().find(|at| {
            let begun = self.dossier.records.get(*at as usize).and_then(|record| record.start.or(record.finish));
            begun.is_some_and(|begun| begun.order(start) != MomentOrder::After)
        });
        match then {
            Some(at) if Some(at) != state.record => {
                let dates = self.dossier.records.get(at as usize).map(|record| self.dates(record));
                let (begin, finish) = dates.unwrap_or((state.start, state.finish));
                let returned = self.returned_by(step, at);
                StepState { record: Some(at), start: begin, finish, returned, stale: false, ..state }
            }
            // A redo upstream that began after this start does not undo what was done before it.
            _ => {
                let began_after = state.stale && !self.stale_before(step, start);
                StepState { stale: state.stale && !began_after, ..state }
            }
        }
    }

    fn stale_before(&self, step: Id<Step>, start: Moment) -> bool {
        let Known::Is(finish) = self.state(step).finish else { return false };
        let Some(procedure) = self.dossier.procedure.map(|id| &self.rules.procedures[id]) else { return false };
        let before = procedure.dag.ancestors(self.rules.steps[step].position as usize * 2);
        before.iter().filter(|node| node % 2 == 1).filter_map(|node| procedure.steps.get(node / 2)).any(|upstream| {
            let all = self.dossier.by_step.get(upstream.index());
            all.into_iter().flatten().filter_map(|at| self.dossier.records.get(*at as usize)).any(|record| {
                record.attempt > 1
                    && record.start.is_some_and(|begun| {
                        finish.order(begun) == MomentOrder::Before && begun.order(start) != MomentOrder::After
                    })
            })
        })
    }

    /// Whether the finish of an earlier attempt sent the case back, by its own outcome.
    fn returned_by(&self, step: Id<Step>, record: u32) -> Tri {
        let mut other = Judge {
            rules: self.rules,
            dossier: self.dossier,
            as_of: self.as_of,
            states: self.states.clone(),
            assumed: std::cell::RefCell::default(),
        };
        let position = self.rules.steps[step].position as usize;
        if let (Some(state), Some(held)) = (other.states.steps.get_mut(position), self.dossier.records.get(record as usize)) {
            state.record = Some(record);
            (state.start, state.finish) = self.dates(held);
        }
        let env = Env::new(Phase::Due);
        self.rules.steps[step].returns.iter().fold(Tri::False, |any, edge| {
            any.or(edge.when.map_or(Tri::True, |when| other.truth(when, &env, &mut super::Silent)))
        })
    }

    /// Row 3.
    fn by<T: Trace>(&self, obligation: &Obligation, units: &[UnitRef], trace: &mut T) -> Outcome {
        let Some((_, state)) = self.step_of(obligation) else { return Outcome::not_applicable(Reason::NeverArose) };
        if let Err(outcome) = self.begun(&state, trace) {
            return outcome;
        }
        let given = self.record_of(&state).map(|record| record.by.as_slice()).unwrap_or_default();
        if !flag(trace, Label::Unit, !given.is_empty()) {
            return if self.phase(&state) == Phase::Open {
                Outcome::pending(Reason::NotRecorded)
            } else {
                Outcome::unproven(Reason::NotRecorded)
            };
        }
        let right = units.iter().flat_map(|unit| given.iter().map(|name| self.is_unit(*unit, name))).fold(Tri::False, Tri::or);
        if ask(trace, Test::Truth(Label::RightUnit, right, Tri::True)) {
            return Outcome::met();
        }
        if ask(trace, Test::Truth(Label::RightUnit, right, Tri::Missing)) {
            return Outcome::unproven(Reason::FactMissing);
        }
        Outcome::violated(Reason::WrongUnit, state.start.is().or(state.finish.is()).map(Moment::date))
    }

    /// Row 4.
    fn documented<T: Trace>(
        &self,
        obligation: &Obligation,
        document: DocumentRef,
        by: Option<ExprId>,
        test: Option<ExprId>,
        trace: &mut T,
    ) -> Outcome {
        let Some((_, state)) = self.step_of(obligation) else { return Outcome::not_applicable(Reason::NeverArose) };
        let env = Env::new(Phase::Due);
        let present = self.document_on_file(document);
        let limit = by.map(|by| self.moment(by, &Env::new(Phase::Open), trace));
        let fit = match test {
            Some(test) if present == Tri::True => self.truth(test, &env, trace),
            _ => Tri::True,
        };
        if ask(trace, Test::Truth(Label::OnFile, present, Tri::True)) {
            return self.filed(document, &env, limit, fit, trace);
        }
        // Not on file.
        let begun = state.start.is().is_some() || state.finish.is().is_some() || state.record.is_some();
        let due = match limit {
            Some(Known::Is(limit)) => Some(limit.date()),
            Some(_) => None,
            None => state.finish.is().map(Moment::date),
        };
        if !begun && self.states.closed.is_some() {
            return self.not_begun(trace);
        }
        let over = match (limit, due) {
            (Some(Known::Is(limit)), Some(due)) => {
                // The day itself is still open, except where the act it must precede has begun.
                let reached = limit.date() <= self.as_of && begun;
                reached || ask(trace, Test::Days((Label::AsOf, self.as_of), Comparison::Greater, (Label::Due, due)))
            }
            (Some(Known::Missing), _) if begun => {
                return Outcome::unproven(Reason::DateMissing);
            }
            (Some(_), _) => self.states.closed.is_some(),
            (None, _) => flag(trace, Label::Finished, self.phase(&state) == Phase::Due && begun),
        };
        if !over {
            return Outcome::pending(Reason::DocumentMissing).due(due);
        }
        if ask(trace, Test::Truth(Label::OnFile, present, Tri::Missing)) {
            return Outcome::unproven(Reason::DocumentMissing);
        }
        let since = due.or(self.closed());
        if by.is_some() {
            Outcome::late(Reason::DocumentMissing, since).due(due)
        } else {
            Outcome { curable: self.states.closed.is_none(), ..Outcome::violated(Reason::DocumentMissing, since) }
        }
    }

    /// A document that is on file: its date and its test.
    fn filed<T: Trace>(
        &self,
        document: DocumentRef,
        env: &Env,
        limit: Option<Known<Moment>>,
        fit: Tri,
        trace: &mut T,
    ) -> Outcome {
        let Some((at, found)) = self.best_document(document, env) else { return Outcome::unproven(Reason::DocumentMissing) };
        let elsewhere = document.from.is_some() && self.home(at) != document.from;
        let several = self.documents(document, env).nth(1).is_some();
        let mut outcome = match (limit, found) {
            (None, _) => Outcome::met(),
            (Some(Known::Is(limit)), Some(date)) => {
                if ask(trace, Test::Moments((Label::DocumentDate, date), MomentOrder::After, (Label::Due, limit))) {
                    Outcome::late(Reason::TooLate, limit.date().plus_days(1)).due(Some(limit.date()))
                } else {
                    Outcome::met()
                }
            }
            (Some(Known::Is(_)), None) => {
                ask(trace, Test::State(Label::DocumentDate, KnownState::Missing, KnownState::Missing));
                Outcome::unproven(Reason::DateMissing)
            }
            (Some(Known::Missing), _) => Outcome::unproven(Reason::DateMissing),
            (Some(Known::Open | Known::None), _) => Outcome::met(),
        };
        if outcome.status == Status::Satisfied {
            outcome = match fit {
                Tri::True => outcome,
                Tri::False => Outcome::violated(Reason::DocumentUnfit, None),
                Tri::Missing => Outcome::unproven(Reason::FactMissing),
                Tri::Open => Outcome::pending(Reason::FactMissing),
            };
            ask(trace, Test::Truth(Label::Condition, fit, fit));
        }
        outcome.note_if(elsewhere, Notes::FILED_ELSEWHERE).note_if(several, Notes::SEVERAL)
    }

    /// Of several documents any one in time suffices: the earliest dated one, an undated one last.
    fn best_document(&self, document: DocumentRef, env: &Env) -> Option<(crate::dossier::DocumentAt, Option<Moment>)> {
        self.documents(document, env)
            .map(|(at, document)| (at, document.date))
            .min_by_key(|(at, date)| (date.is_none(), date.map(Moment::sort_key), *at))
    }

    /// Row 11.
    fn concluded<T: Trace>(&self, obligation: &Obligation, trace: &mut T) -> Outcome {
        let Some((_, state)) = self.step_of(obligation) else { return Outcome::not_applicable(Reason::NeverArose) };
        if let Err(outcome) = self.begun(&state, trace) {
            return outcome;
        }
        let outcome = self.record_of(&state).and_then(|record| record.outcome);
        if flag(trace, Label::Outcome, outcome.is_some() && self.phase(&state) == Phase::Due) {
            return Outcome::met();
        }
        if flag(trace, Label::Finished, self.phase(&state) == Phase::Due) {
            return Outcome::unproven(Reason::NotRecorded);
        }
        Outcome::pending(Reason::Underway)
    }

    /// Row 12.
    fn met<T: Trace>(&self, obligation: &Obligation, part: &MeetingPart, trace: &mut T) -> Outcome {
        let Some((_, state)) = self.step_of(obligation) else { return Outcome::not_applicable(Reason::NeverArose) };
        if let Err(outcome) = self.begun(&state, trace) {
            return outcome;
        }
        if !flag(trace, Label::Finished, self.phase(&state) == Phase::Due) {
            return Outcome::pending(Reason::Underway);
        }
        let empty = Meeting::default();
        let meeting = self.record_of(&state).and_then(|record| record.meeting.as_ref()).unwrap_or(&empty);
        let since = state.finish.is().or(state.start.is()).map(Moment::date);
        let (arose, good) = part_of(part, meeting);
        if ask(trace, Test::Truth(Label::Arose, arose, Tri::False)) {
            return Outcome::not_applicable(Reason::DidNotArise);
        }
        if ask(trace, Test::Truth(Label::Minutes, good, Tri::True)) {
            return Outcome::met();
        }
        if ask(trace, Test::Truth(Label::Minutes, arose.and(good.not()), Tri::True)) {
            return Outcome { curable: self.states.closed.is_none(), ..Outcome::violated(reason_of(part), since) };
        }
        Outcome::unproven(Reason::NotRecorded)
    }

    /// 顺序: as a part of the record (row 12).
    fn ordered<T: Trace>(&self, obligation: &Obligation, parts: &[SmolStr], trace: &mut T) -> Outcome {
        let Some((_, state)) = self.step_of(obligation) else { return Outcome::not_applicable(Reason::NeverArose) };
        if let Err(outcome) = self.begun(&state, trace) {
            return outcome;
        }
        if !flag(trace, Label::Finished, self.phase(&state) == Phase::Due) {
            return Outcome::pending(Reason::Underway);
        }
        let Some(recorded) = self.record_of(&state).and_then(|record| record.sequence.as_ref()) else {
            flag(trace, Label::Minutes, true);
            return Outcome::unproven(Reason::NotRecorded);
        };
        // Other parts may stand between; the declared ones must all be there, in their order.
        let mut rest = recorded.iter();
        let follows = parts.iter().all(|part| rest.any(|held| held == part));
        if flag(trace, Label::Order, follows) {
            return Outcome::met();
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
            let good = match &meeting.reasons {
                Some(reasons) => Tri::of(!reasons.trim().is_empty()),
                None if arose == Tri::True => Tri::False,
                None => Tri::Missing,
            };
            (arose, good)
        }
        MeetingPart::Dissent => {
            let recorded = meeting.dissents.as_ref().map(|all| all.iter().any(|(_, text)| !text.trim().is_empty()));
            let arose = match (meeting.votes, recorded) {
                (_, Some(true)) => Tri::True,
                (Some(votes), _) => Tri::of(votes.reject > 0),
                (None, _) => Tri::Missing,
            };
            let good = match recorded {
                Some(recorded) => Tri::of(recorded),
                None if arose == Tri::True => Tri::False,
                None => Tri::Missing,
            };
            (arose, good)
        }
    }
}

fn total(votes: crate::model::Votes) -> u32 {
    votes.approve.saturating_add(votes.reject).saturating_add(votes.abstain)
}
