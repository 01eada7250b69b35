//! 例外: an obligation whose exception holds gives way to the duties of that exception.
//!
//! INVARIANT: an obligation without exceptions pays one comparison. Conditions of several
//! exceptions are asked as one, so that what they have in common is seen.

use super::entries::Subject;
use super::eval::{Env, Judge, Phase};
use super::known::Tri;
use super::outcome::{Outcome, ask, flag};
use super::state::StepState;
use super::trace::{Label, Silent, Test, Trace};
use super::{Bounds, Notes, Reason, Status};
use crate::calendar::Date;
use crate::dossier::Dossier;
use crate::model::{Exception, ExceptionId, ExprId, Id, Obligation, ObligationId, Row, RuleSet, Step};

/// The exceptions that hold for an obligation at a date and are not themselves outranked: the one
/// that takes its place, or the several that clash.
#[must_use]
pub fn exceptions_in_place(
    rules: &RuleSet,
    dossier: &Dossier,
    as_of: Date,
    subject: impl Into<Subject>,
) -> Vec<ExceptionId> {
    let subject = subject.into();
    let mut judge = Judge::new(rules, dossier, as_of);
    judge.begin();
    judge.turn_to(subject);
    let obligation = &rules.obligations[subject.obligation];
    let day = judge.act_day(obligation);
    let holds = |id: &ExceptionId| judge.prevails(*id, day, &mut Silent) == Tri::True;
    match obligation.standing.exception {
        // What outranks the exception that creates this duty.
        Some(own) => rules.exceptions[own].prior.iter().copied().filter(holds).collect(),
        None => obligation.standing.exceptions.iter().copied().filter(holds).collect(),
    }
}

impl Judge<'_> {
    /// Decides an obligation that an exception creates or may replace. `assumed`: an exception that
    /// is taken to hold.
    pub(super) fn excepted<T: Trace>(
        &self,
        id: ObligationId,
        obligation: &Obligation,
        mut bounds: Bounds,
        assumed: Option<ExceptionId>,
        trace: &mut T,
    ) -> Outcome {
        let day = self.act_day(obligation);
        if let Some(own) = obligation.standing.exception.filter(|own| assumed != Some(*own)) {
            let holds = self.prevails(own, day, trace);
            if ask(trace, Test::Truth(Label::Exception, holds, Tri::False)) {
                let outranked = self.holds(own, day, &mut Silent) == Tri::True;
                return Outcome::not_applicable(if outranked {
                    Reason::Replaced
                } else {
                    Reason::NoException
                });
            }
            bounds.scope = bounds.scope.and(holds);
        }
        if obligation.standing.exceptions.is_empty() {
            let outcome = self.bound(id, obligation, bounds, trace);
            return outcome.note_if(self.clashes(obligation, day), Notes::EXCEPTIONS_CLASH);
        }
        let replaced = self.replaced(obligation, day, trace);
        if ask(trace, Test::Truth(Label::Replaced, replaced, Tri::True)) {
            if flag(trace, Label::Clash, self.clash(obligation, day)) {
                let outcome = Outcome::new(Status::Unproven, Reason::ExceptionsClash);
                return Outcome { curable: false, ..outcome }.note(Notes::EXCEPTIONS_CLASH);
            }
            return Outcome::not_applicable(Reason::Replaced);
        }
        let inner = self.bound(id, obligation, bounds, trace);
        if ask(trace, Test::Truth(Label::Replaced, replaced, Tri::False)) {
            return inner;
        }
        self.either(obligation, inner, replaced, day, trace)
    }

    /// Whether an exception holds is not known: judge both; equal is that, else it is open.
    fn either<T: Trace>(
        &self,
        obligation: &Obligation,
        inner: Outcome,
        replaced: Tri,
        day: Date,
        trace: &mut T,
    ) -> Outcome {
        let settled = |status: Status| matches!(status, Status::Satisfied | Status::NotApplicable);
        let mut equal = true;
        let mut merged = inner;
        for exception in &obligation.standing.exceptions {
            if self.prevails(*exception, day, &mut Silent) == Tri::False {
                continue;
            }
            let other = self.under(*exception);
            equal &= other.status == inner.status || settled(other.status) && settled(inner.status);
            merged.since = merged.since.filter(|since| other.since == Some(*since));
            merged.curable &= other.curable;
        }
        if flag(trace, Label::EitherWay, equal) {
            return merged.note(Notes::EITHER_WAY);
        }
        if replaced == Tri::Missing {
            return Outcome { since: None, curable: true, ..Outcome::unproven(Reason::ExceptionUnknown) };
        }
        Outcome::pending(Reason::NotYet).due(inner.due)
    }

    /// The worst of an exception's own duties, were it to hold; 不适用 where it creates none.
    fn under(&self, id: ExceptionId) -> Outcome {
        let duties = self.rules.exceptions[id].duties.iter();
        let outcomes =
            duties.map(|duty| self.decide(*duty, &self.rules.obligations[*duty], Some(id), &mut Silent));
        outcomes.min_by_key(|one| one.status).unwrap_or(Outcome::not_applicable(Reason::Replaced))
    }

    /// The duties of an obligation's exceptions that are not met, were their exceptions to hold.
    pub(super) fn duties_in_doubt(&self, obligation: &Obligation) -> Vec<(ObligationId, Outcome)> {
        let day = self.act_day(obligation);
        let all = obligation.standing.exceptions.iter();
        all.filter(|id| self.prevails(**id, day, &mut Silent) != Tri::False)
            .flat_map(|id| self.rules.exceptions[*id].duties.iter().map(move |duty| (*id, *duty)))
            .map(|(id, duty)| (duty, self.decide(duty, &self.rules.obligations[duty], Some(id), &mut Silent)))
            .collect()
    }

    /// Whether any exception of an obligation takes its place.
    fn replaced<T: Trace>(&self, obligation: &Obligation, day: Date, trace: &mut T) -> Tri {
        let all = &obligation.standing.exceptions;
        let binding = all.iter().all(|id| self.all_bind(*id, day));
        match (obligation.standing.replaced_when, all.as_slice()) {
            (Some(any), [first, ..]) if binding => self.asked(*first, any, trace),
            _ => all.iter().fold(Tri::False, |any, id| any.or(self.prevails(*id, day, trace))),
        }
    }

    /// Whether an exception holds and nothing that outranks it does.
    fn prevails<T: Trace>(&self, id: ExceptionId, day: Date, trace: &mut T) -> Tri {
        let exception = &self.rules.exceptions[id];
        if self.all_bind(id, day) {
            return self.asked(id, exception.prevails_when, trace);
        }
        let prior = exception.prior.iter();
        let outranked = prior.fold(Tri::False, |any, other| any.or(self.holds(*other, day, trace)));
        self.holds(id, day, trace).and(outranked.not())
    }

    /// Whether an exception's own instrument binds and its 情形 holds.
    fn holds<T: Trace>(&self, id: ExceptionId, day: Date, trace: &mut T) -> Tri {
        if !self.binds(&self.rules.exceptions[id].cites, day) {
            return Tri::False;
        }
        self.asked(id, self.rules.exceptions[id].when, trace)
    }

    /// Whether the instruments of an exception and of what outranks it bind on a day.
    fn all_bind(&self, id: ExceptionId, day: Date) -> bool {
        let binds = |exception: &Exception| self.binds(&exception.cites, day);
        let exception = &self.rules.exceptions[id];
        binds(exception) && exception.prior.iter().all(|other| binds(&self.rules.exceptions[*other]))
    }

    fn asked<T: Trace>(&self, id: ExceptionId, condition: ExprId, trace: &mut T) -> Tri {
        let exception = &self.rules.exceptions[id];
        // An entry tells what has happened.
        let phase = if exception.register.is_some() { Phase::Due } else { self.phase_of(exception.step) };
        self.truth(condition, &Env::new(phase), trace)
    }

    /// The phase in which a condition of a step, or of a rule, is asked.
    pub(super) fn phase_of(&self, step: Option<Id<Step>>) -> Phase {
        match step {
            Some(step) => self.phase(self.state(step)),
            None if self.states.closed.is_some() || self.dossier.procedure.is_none() => Phase::Due,
            None => Phase::Open,
        }
    }

    /// Two exceptions of an obligation hold at once, and neither outranks the other.
    fn clash(&self, obligation: &Obligation, day: Date) -> bool {
        let all = obligation.standing.exceptions.iter();
        all.filter(|id| self.prevails(**id, day, &mut Silent) == Tri::True).nth(1).is_some()
    }

    /// The exception that creates a duty clashes with another one.
    fn clashes(&self, obligation: &Obligation, day: Date) -> bool {
        let Some(own) = obligation.standing.exception else { return false };
        let bases = self.rules.exceptions[own].bases.iter();
        bases.map(|base| &self.rules.obligations[*base]).any(|base| {
            base.standing.exceptions.len() > 1
                && self.prevails(own, day, &mut Silent) == Tri::True
                && self.clash(base, day)
        })
    }

    /// Row 1 where exceptions may move the 期限 of the step.
    pub(super) fn performed_by_any<T: Trace>(
        &self,
        step: Id<Step>,
        state: &StepState,
        moved: &[(ExprId, Tri)],
        trace: &mut T,
    ) -> Outcome {
        let day = |due: ExprId| self.moment(due, &Env::new(Phase::Due), &mut Silent).is();
        let certain = moved.iter().filter(|(_, counts)| *counts == Tri::True);
        let latest = certain.filter_map(|(due, _)| day(*due)).max_by_key(|due| due.sort_key());
        if moved.iter().all(|(_, counts)| *counts == Tri::True) {
            return self.performed(step, state, latest, trace);
        }
        let all: Vec<Outcome> =
            moved.iter().map(|(due, _)| self.performed(step, state, day(*due), &mut Silent)).collect();
        let first = moved.first().and_then(|(due, _)| day(*due));
        let status = self.performed(step, state, first, &mut Silent).status;
        let equal = all.iter().all(|one| one.status == status);
        if flag(trace, Label::EitherWay, equal) {
            let merged = self.performed(step, state, first, trace);
            let since = merged.since.filter(|since| all.iter().all(|one| one.since == Some(*since)));
            return Outcome { since, ..merged }.note(Notes::EITHER_WAY);
        }
        if all.iter().any(|one| one.status == Status::Violated) {
            return Outcome::unproven(Reason::ExceptionUnknown);
        }
        Outcome::pending(Reason::NotYet)
    }

    /// The last days of a step's own 期限, each with whether it counts, where exceptions may move it.
    pub(super) fn moved_deadlines(&self, step: Id<Step>) -> Option<Vec<(ExprId, Tri)>> {
        let all = || self.rules.steps[step].obligations.iter().map(|id| (*id, &self.rules.obligations[*id]));
        let due = |obligation: &Obligation| match obligation.row {
            Row::Deadline { due, .. } => Some(due),
            _ => None,
        };
        // A deemed act takes the place of a limit that was overdue: nothing is due by it any more.
        let taken_over = |id: ObligationId| self.states.taken_over.contains(&id);
        let moves = |id: ObligationId, one: &Obligation| {
            !one.standing.exceptions.is_empty() || one.standing.within.is_some() || taken_over(id)
        };
        all().any(|(id, one)| due(one).is_some() && moves(id, one)).then(|| {
            all()
                .filter(|(id, _)| !taken_over(*id))
                .filter_map(|(_, one)| {
                    let day = self.act_day(one);
                    let counts = match one.standing.exception {
                        Some(own) => self.prevails(own, day, &mut Silent),
                        None => self.replaced(one, day, &mut Silent).not(),
                    };
                    let inside = one
                        .standing
                        .within
                        .map(|within| self.truth(within, &Env::new(Phase::Open), &mut Silent));
                    let counts = counts.and(inside.unwrap_or(Tri::True));
                    Some((due(one)?, counts)).filter(|(_, counts)| *counts != Tri::False)
                })
                .collect()
        })
    }
}
