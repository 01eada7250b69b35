//! The rows of the verdict table that are about conditions: 9, 10, 14, and 一般 (16).

use super::eval::{Env, Judge, Phase};
use super::known::{Known, Scalar, Tri};
use super::outcome::{Outcome, ask, flag};
use super::trace::{Label, Test, Trace};
use super::{Notes, Reason, Status};
use crate::calendar::{Date, Moment, MomentOrder};
use crate::model::{Comparison, Deviation, ExprId, Obligation, ObligationId};

impl Judge<'_> {
    /// Row 9.
    pub(super) fn must<T: Trace>(
        &self,
        obligation: &Obligation,
        condition: ExprId,
        by: Option<ExprId>,
        trace: &mut T,
    ) -> Outcome {
        let (phase, due) = match self.when_due(obligation, by, trace) {
            Ok(found) => found,
            Err(outcome) => return outcome,
        };
        let env = Env::new(phase);
        let truth = self.truth(condition, &env, trace);
        let empty = self.is_empty_each(condition, &env);
        if ask(trace, Test::Truth(Label::Condition, truth, Tri::True)) {
            return Outcome::met().due(due).note_if(empty, Notes::EMPTY);
        }
        if ask(trace, Test::Truth(Label::Condition, truth, Tri::False)) {
            let since = match phase {
                Phase::Due => due.or_else(|| self.since_step(obligation)),
                Phase::Open => self.since_step(obligation),
            };
            return Outcome {
                curable: self.states.closed.is_none(),
                ..Outcome::violated(Reason::ConditionFalse, since)
            }
            .due(due);
        }
        // What is not given may come while the step goes on.
        if phase == Phase::Open || ask(trace, Test::Truth(Label::Condition, truth, Tri::Open)) {
            return Outcome::pending(Reason::FactMissing).due(due);
        }
        let undecided = self.undecided(condition, &env);
        Outcome::unproven(Reason::FactMissing).due(due).note_if(undecided, Notes::UNDECIDED)
    }

    /// Whether a condition is due, and since when; `Err`: its step has not begun.
    fn when_due<T: Trace>(
        &self,
        obligation: &Obligation,
        by: Option<ExprId>,
        trace: &mut T,
    ) -> Result<(Phase, Option<Date>), Outcome> {
        if let Some(due) = self.entry_due(obligation, trace) {
            let due = due?;
            return match by {
                Some(by) => self.due_by(by, due.0, trace),
                None => Ok(due),
            };
        }
        if let Some(task) = obligation.task {
            return self.task_phase(task, by, trace);
        }
        let Some((_, state)) = self.step_of(obligation) else {
            // A rule, or a sentence of the procedure itself: due when the procedure ends; a dossier
            // without procedure is judged as it stands.
            let over = self.dossier.procedure.is_none() || self.states.closed.is_some();
            let phase = if over { Phase::Due } else { Phase::Open };
            return match by {
                Some(by) => self.due_by(by, phase, trace),
                None => Ok((phase, self.closed())),
            };
        };
        self.begun(state, trace)?;
        if let Some(by) = by {
            return self.due_by(by, self.phase(state), trace);
        }
        Ok((self.phase(state), state.finish.is().map(Moment::date)))
    }

    /// Whether what is due by a moment is due; `otherwise` where there is no such moment.
    fn due_by<T: Trace>(
        &self,
        by: ExprId,
        otherwise: Phase,
        trace: &mut T,
    ) -> Result<(Phase, Option<Date>), Outcome> {
        match self.moment(by, &Env::new(Phase::Open), trace) {
            Known::Is(limit) => {
                let day = limit.date();
                let over =
                    ask(trace, Test::Days((Label::AsOf, self.as_of), Comparison::Greater, (Label::Due, day)));
                Ok((if over { Phase::Due } else { Phase::Open }, Some(day)))
            }
            Known::Missing | Known::Undefined => Err(Outcome::unproven(Reason::DateMissing)),
            Known::Open | Known::None => Ok((otherwise, None)),
        }
    }

    fn since_step(&self, obligation: &Obligation) -> Option<Date> {
        let (_, state) = self.step_of(obligation)?;
        state.finish.is().or(state.start.is()).map(Moment::date)
    }

    /// Whether a condition holds only because there is nothing to range over.
    fn is_empty_each(&self, condition: ExprId, env: &Env) -> bool {
        use crate::model::{ExprKind, QuantifierKind};
        match &self.rules.exprs[condition].kind {
            ExprKind::Quantified { quantity: QuantifierKind::Each, over, .. } => {
                self.elements(*over, env).is_some_and(|elements| elements.is_empty())
            }
            _ => false,
        }
    }

    /// Row 10.
    pub(super) fn must_not<T: Trace>(
        &self,
        obligation: &Obligation,
        condition: ExprId,
        trace: &mut T,
    ) -> Outcome {
        let (phase, due) = match self.when_due(obligation, None, trace) {
            Ok(found) => found,
            Err(outcome) => return outcome,
        };
        let env = Env::new(phase);
        let truth = self.truth(condition, &env, trace);
        let empty = self.is_empty_each(condition, &env);
        if ask(trace, Test::Truth(Label::Condition, truth, Tri::True)) {
            let since = self.since_step(obligation).or(due);
            return Outcome {
                curable: self.states.closed.is_none(),
                ..Outcome::violated(Reason::Forbidden, since)
            };
        }
        if phase == Phase::Open {
            ask(trace, Test::Truth(Label::Condition, truth, truth));
            return Outcome::pending(Reason::NotSoFar);
        }
        if ask(trace, Test::Truth(Label::Condition, truth, Tri::False)) {
            return Outcome::met().note_if(empty, Notes::EMPTY);
        }
        let undecided = self.undecided(condition, &env);
        Outcome::unproven(Reason::FactMissing).note_if(undecided, Notes::UNDECIDED)
    }

    /// Row 14.
    pub(super) fn found<T: Trace>(
        &self,
        obligation: &Obligation,
        by: Option<ExprId>,
        trace: &mut T,
    ) -> Outcome {
        let entry = self.attestation(obligation);
        let (phase, due) = match self.when_due(obligation, by, trace) {
            Ok(found) => found,
            Err(outcome) => return outcome,
        };
        if let Some((met, date)) = entry {
            if flag(trace, Label::Finding, met) {
                return Outcome::met().due(due);
            }
            let since = date.or_else(|| self.since_step(obligation));
            return Outcome {
                curable: self.states.closed.is_none(),
                ..Outcome::violated(Reason::FindingNegative, since)
            };
        }
        flag(trace, Label::Finding, false);
        let outcome = if phase == Phase::Open {
            Outcome::pending(Reason::FindingMissing)
        } else {
            Outcome { needs_finding: true, ..Outcome::unproven(Reason::FindingMissing) }
        };
        outcome.due(due)
    }

    /// The latest finding about an obligation that is on file.
    pub(super) fn attestation(&self, obligation: &Obligation) -> Option<(bool, Option<Date>)> {
        let entries = self
            .dossier
            .attestations
            .iter()
            .filter(|entry| self.is(entry.obligation, obligation) && self.on_file(entry.date))
            .filter(|entry| self.of_this_entry(entry.entry));
        entries.max_by_key(|entry| entry.date).map(|entry| (entry.met, entry.date))
    }

    /// Row 16: a presumptive rule that is broken, or cannot be kept any more.
    pub(super) fn presumptive<T: Trace>(
        &self,
        id: ObligationId,
        obligation: &Obligation,
        outcome: Outcome,
        trace: &mut T,
    ) -> Outcome {
        if outcome.status != Status::Violated && outcome.status != Status::Unproven {
            return outcome;
        }
        let broken = outcome.status == Status::Violated;
        let excused = Outcome {
            status: Status::Satisfied,
            reason: Reason::Met,
            since: None,
            curable: false,
            ..outcome
        };
        match obligation.deviation {
            Some(deviation) => match self.stated_reason(deviation, trace) {
                Tri::True => excused.note(Notes::DEVIATION),
                Tri::Open if broken && outcome.reason == Reason::NotDone => self.not_begun(trace),
                Tri::Open if broken => Outcome { since: None, ..Outcome::pending(Reason::ReasonMissing) },
                Tri::Missing if broken => Outcome { since: None, ..Outcome::unproven(Reason::ReasonMissing) },
                _ => outcome,
            },
            None => {
                let own = |entry: &&crate::dossier::DeviationEntry| {
                    entry.obligation == id && self.of_this_entry(entry.entry)
                };
                let mut entries = self.dossier.deviations.iter().filter(own);
                let on_record = entries.clone().any(|entry| {
                    entry.date.is_some_and(|date| date <= self.as_of) && !entry.reason.trim().is_empty()
                });
                if flag(trace, Label::DeviationReason, on_record) {
                    return excused.note(Notes::DEVIATION);
                }
                let undated = entries.any(|entry| entry.date.is_none() && !entry.reason.trim().is_empty());
                if broken && flag(trace, Label::DeviationReason, undated) {
                    return Outcome { since: None, ..Outcome::unproven(Reason::DateMissing) };
                }
                outcome
            }
        }
    }

    /// Whether the reason is on record in time; [`Tri::Open`]: its moment is still ahead.
    fn stated_reason<T: Trace>(&self, deviation: Deviation, trace: &mut T) -> Tri {
        let env = Env::new(Phase::Open);
        let reason = self.scalar(deviation.reason, &env, trace);
        let by = deviation.by.map(|by| self.moment(by, &env, trace));
        let given = match reason {
            Known::Is(Scalar::Text(text)) => !text.trim().is_empty(),
            Known::Is(Scalar::Bool(on_file)) => on_file,
            _ => false,
        };
        let given_at = self.stated_on(deviation.reason, &env);
        let latest = deviation.by.map(|by| self.at_latest(by));
        if flag(trace, Label::DeviationReason, given) {
            return match (by, given_at) {
                (None, _) => Tri::True,
                (Some(Known::Is(limit)), Some(at)) => Tri::of(!ask(
                    trace,
                    Test::Moments((Label::DocumentDate, at), MomentOrder::After, (Label::ReasonDue, limit)),
                )),
                (Some(Known::Is(_)), None) => Tri::Missing,
                (Some(Known::Missing | Known::Undefined), Some(at))
                    if latest.is_some_and(|latest| at.order(latest) == MomentOrder::After) =>
                {
                    Tri::False
                }
                (Some(Known::Missing | Known::Undefined), _) => Tri::Missing,
                (Some(Known::Open | Known::None), _) => Tri::True,
            };
        }
        match by {
            // The moment has passed without it.
            Some(Known::Is(limit)) if limit.date() < self.as_of => match reason {
                Known::Missing if self.document_exists(deviation.reason, &env) => Tri::Missing,
                _ => Tri::False,
            },
            Some(Known::Missing) if latest.is_some_and(|latest| latest.date() < self.as_of) => Tri::False,
            Some(Known::Missing) => Tri::Missing,
            Some(_) => Tri::Open,
            None => Tri::False,
        }
    }

    fn document_exists(&self, expr: ExprId, env: &Env) -> bool {
        match &self.rules.exprs[expr].kind {
            crate::model::ExprKind::DocumentField(document, _) => self.document(*document, env).is_some(),
            _ => true,
        }
    }

    /// The moment of the document that states a text.
    fn stated_on(&self, expr: ExprId, env: &Env) -> Option<Moment> {
        match &self.rules.exprs[expr].kind {
            crate::model::ExprKind::DocumentField(document, _)
            | crate::model::ExprKind::HasDocument(document) => self.document(*document, env)?.1.date,
            _ => None,
        }
    }
}
