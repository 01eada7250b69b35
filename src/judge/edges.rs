//! Row 2 of the verdict table: what must be finished when a step starts.

use super::eval::{Env, Judge, Phase};
use super::known::{Known, KnownState, Tri};
use super::outcome::{Outcome, ask, flag};
use super::state::StepState;
use super::trace::{Label, Test, Trace};
use super::{Notes, Reason, Status};
use crate::calendar::{Moment, MomentOrder};
use crate::model::{Comparison, ExprId, Id, Obligation, Row, Step};
use smallvec::SmallVec;

impl Judge<'_> {
    /// Row 2.
    pub(super) fn precedes<T: Trace>(
        &self,
        obligation: &Obligation,
        before: Id<Step>,
        trace: &mut T,
    ) -> Outcome {
        let Some((step, state)) = self.step_of(obligation) else {
            return Outcome::not_applicable(Reason::NeverArose);
        };
        match self.edge_from(before, step, state, &mut SmallVec::new(), trace) {
            Some(outcome) => outcome,
            None => {
                flag(trace, Label::Optional, true);
                Outcome::not_applicable(Reason::OutOfScope)
            }
        }
    }

    /// What an edge decides: by the step it comes from, or through a transparent one by those
    /// before it; where it is not known whether that step applies, what both cases agree on.
    pub(super) fn edge_from<T: Trace>(
        &self,
        before: Id<Step>,
        step: Id<Step>,
        state: &StepState,
        seen: &mut SmallVec<[Id<Step>; 8]>,
        trace: &mut T,
    ) -> Option<Outcome> {
        if seen.contains(&before) {
            return None;
        }
        seen.push(before);
        if !self.transparent(before) && !self.may_be_transparent(before) {
            return Some(self.preceded(before, step, state, trace));
        }
        let through = self.through(before, step, state, seen, trace);
        if self.transparent(before) {
            return through;
        }
        let direct = self.preceded(before, step, state, trace);
        let other = through.map_or(Status::NotApplicable, |outcome| outcome.status);
        let agreed = direct.status == other
            || direct.status == Status::Satisfied
                && matches!(other, Status::Satisfied | Status::NotApplicable);
        Some(if flag(trace, Label::Scope, agreed) { direct } else { Outcome::unproven(Reason::ScopeUnknown) })
    }

    /// Whether it is not known if a step applies, or is waived.
    pub(super) fn may_be_transparent(&self, step: Id<Step>) -> bool {
        let state = self.state(step);
        state.scope == Tri::Missing
            || state.waived == Tri::Missing
            || self.unused_permission(step) == Tri::Missing
    }

    /// The steps that an edge from `step` really binds: itself, or through a transparent step the
    /// ones before it.
    pub(super) fn each_predecessor(
        &self,
        step: Id<Step>,
        seen: &mut Vec<Id<Step>>,
        visit: &mut dyn FnMut(Id<Step>),
    ) {
        if seen.contains(&step) {
            return;
        }
        seen.push(step);
        if !self.transparent(step) {
            return visit(step);
        }
        let mut around = Some(step);
        while let Some(at) = around {
            let counting = |before: &&Id<Step>| self.edge_counts(**before, at) != Tri::False;
            for before in self.rules.steps[at].after.iter().filter(counting) {
                self.each_predecessor(*before, seen, visit);
            }
            for join in self.rules.steps[at].joins.iter().filter(|join| self.join_counts(**join)) {
                if let Row::Joined(join) = &self.rules.obligations[*join].row {
                    for branch in &join.branches {
                        self.each_predecessor(branch.before, seen, visit);
                    }
                }
            }
            around = self.rules.steps[at].parent;
        }
    }

    /// A step that is out of scope, waived, or optional and not taken binds nothing itself.
    pub(super) fn transparent(&self, step: Id<Step>) -> bool {
        let state = self.state(step);
        state.scope == Tri::False || state.waived == Tri::True || self.unused_permission(step) == Tri::True
    }

    /// Whether a step may be left undone and was not begun; unknown where it is not known whether
    /// the permission has become a duty (可以，情形 C 应当).
    pub(super) fn unused_permission(&self, step: Id<Step>) -> Tri {
        if self.state(step).seen != Tri::False || !self.rules.steps[step].optional {
            return Tri::False;
        }
        match self.rules.steps[step].must_when {
            Some(when) => self.truth(when, &Env::new(Phase::Open), &mut super::Silent).not(),
            None => Tri::True,
        }
    }

    /// Whether one step was finished when another started.
    pub(super) fn preceded<T: Trace>(
        &self,
        before: Id<Step>,
        step: Id<Step>,
        after: &StepState,
        trace: &mut T,
    ) -> Outcome {
        if let Err(outcome) = self.begun(after, trace) {
            return outcome;
        }
        let state = self.state(before);
        // Before its finish, where it goes on: what must come first may still come.
        if matches!(after.start, Known::Open | Known::None) {
            return self.not_begun(trace);
        }
        let Known::Is(start) = after.start else { return self.preceded_sometime(before, step, after, trace) };
        let day = start.date();
        match state.finish {
            Known::Is(finish) => {
                if ask(
                    trace,
                    Test::Moments((Label::FinishBefore, finish), MomentOrder::After, (Label::Start, start)),
                ) {
                    return Outcome::violated(Reason::TooEarly, Some(day));
                }
                if flag(trace, Label::Stale, state.stale || state.returned == Tri::True) {
                    return Outcome::violated(Reason::Stale, Some(day));
                }
                if ask(trace, Test::Truth(Label::Outcome, state.returned, Tri::Missing)) {
                    return Outcome::unproven(Reason::FactMissing);
                }
                let same = ask(
                    trace,
                    Test::Moments((Label::FinishBefore, finish), MomentOrder::SameDay, (Label::Start, start)),
                );
                Outcome::met().note_if(same, Notes::SAME_DAY)
            }
            Known::Missing | Known::Undefined => {
                // Whatever past day it was, it was not after today.
                if flag(trace, Label::Stale, self.begun_upstream_after(before, start)) {
                    return Outcome::violated(Reason::Stale, Some(day));
                }
                let today =
                    ask(trace, Test::Days((Label::Start, day), Comparison::Equal, (Label::AsOf, self.as_of)));
                match (today && start.minute().is_none(), state.seen) {
                    (true, Tri::True) => Outcome::met(),
                    // Some of the days it may have been done on lie before something upstream began.
                    (true, _)
                        if self.begun_upstream_after(before, Moment::on(crate::calendar::Date::MIN)) =>
                    {
                        Outcome::unproven(Reason::NotRecorded)
                    }
                    (true, _) => Outcome::pending(Reason::NotRecorded),
                    (false, _) => Outcome::unproven(Reason::DateMissing),
                }
            }
            Known::Open | Known::None => {
                // What was sent back or overtaken waits for no day.
                if flag(trace, Label::Stale, self.holds_invalid(before)) {
                    return Outcome::violated(Reason::Stale, Some(day));
                }
                // Only a day is known: what finishes today may still have come first.
                let today =
                    ask(trace, Test::Days((Label::Start, day), Comparison::Equal, (Label::AsOf, self.as_of)));
                if today && start.minute().is_none() {
                    return Outcome::pending(Reason::Underway);
                }
                Outcome::violated(Reason::NotDone, Some(day))
            }
        }
    }

    /// Whether the first step that holds a group up was finished, and the finish does not count.
    pub(super) fn holds_invalid(&self, group: Id<Step>) -> bool {
        let waits = |child: &&Id<Step>| {
            let state = self.state(**child);
            let bound =
                state.scope != Tri::False && state.waived != Tri::True && !self.rules.steps[**child].optional;
            bound && state.done() != Tri::True
        };
        self.rules.steps[group].children.iter().find(waits).is_some_and(|child| {
            let state = self.state(*child);
            state.finish.is().is_some() && (state.stale || state.returned == Tri::True)
                || self.holds_invalid(*child)
        })
    }

    /// The latest day on which something undated can have happened.
    pub(super) fn at_latest(&self, expr: ExprId) -> Moment {
        match &self.rules.exprs[expr].kind {
            crate::model::ExprKind::StepField(step, crate::model::StepField::Start) => {
                self.state(*step).finish.is().unwrap_or(Moment::on(self.as_of))
            }
            _ => Moment::on(self.as_of),
        }
    }

    /// Whether something before a step began after a moment: then it was not validly done by then,
    /// whatever its dates.
    pub(super) fn begun_upstream_after(&self, step: Id<Step>, moment: Moment) -> bool {
        let Some(procedure) = self.dossier.procedure.map(|id| &self.rules.procedures[id]) else {
            return false;
        };
        let before = self.counting_order(procedure).ancestors(self.rules.steps[step].position as usize * 2);
        let upstream =
            before.iter().filter(|node| node % 2 == 1).filter_map(|node| procedure.steps.get(node / 2));
        let mut records =
            upstream.flat_map(|step| self.dossier.by_step.get(step.index()).into_iter().flatten());
        records.any(|at| self.begun_at(*at).is_some_and(|begun| begun.order(moment) == MomentOrder::After))
    }

    /// The step after started on a day nobody wrote down, at the latest when it finished: what all
    /// such days agree on.
    pub(super) fn preceded_sometime<T: Trace>(
        &self,
        earlier: Id<Step>,
        step: Id<Step>,
        after: &StepState,
        trace: &mut T,
    ) -> Outcome {
        let before = self.state(earlier);
        ask(trace, Test::State(Label::Start, KnownState::Missing, KnownState::Missing));
        let latest = after.finish.is().unwrap_or(Moment::on(self.as_of)).date();
        let surely_late = match before.finish {
            Known::Is(finish) => {
                ask(
                    trace,
                    Test::Days(
                        (Label::FinishBefore, finish.date()),
                        Comparison::Greater,
                        (Label::Finish, latest),
                    ),
                ) || flag(trace, Label::Stale, before.stale || before.returned == Tri::True)
            }
            Known::Open | Known::None => {
                flag(trace, Label::Stale, self.holds_invalid(earlier))
                    || ask(
                        trace,
                        Test::Days((Label::Finish, latest), Comparison::Less, (Label::AsOf, self.as_of)),
                    )
            }
            Known::Missing | Known::Undefined => {
                flag(trace, Label::Stale, self.begun_upstream_after(earlier, Moment::on(latest)))
            }
        };
        let group = !self.rules.steps[step].children.is_empty();
        if surely_late && !group {
            return Outcome::violated(Reason::NotDone, Some(latest));
        }
        Outcome::unproven(Reason::DateMissing)
    }
}
