//! Row 2 of the verdict table for predecessors beyond the plain one: any of several, so many of
//! several, other ends of a step, lags.
//!
//! INVARIANT: a branch that does not apply is no branch: as many of the others are needed as there
//! are, at most. Where none applies, the join is transparent: what comes before its branches binds.

use super::eval::Judge;
use super::known::{Known, KnownState, Tri};
use super::outcome::{Outcome, ask, flag};
use super::rows::rank;
use super::state::StepState;
use super::trace::{Label, Test, Trace};
use super::{Notes, Reason, Silent, Status};
use crate::calendar::{Moment, MomentOrder, Roll};
use crate::model::{Branch, Id, Join, LinkEnd, Obligation, Row, Step};
use smallvec::SmallVec;

type Seen = SmallVec<[Id<Step>; 8]>;

impl Judge<'_> {
    /// Row 2 of a join.
    pub(super) fn joined<T: Trace>(&self, obligation: &Obligation, join: &Join, trace: &mut T) -> Outcome {
        let Some((step, state)) = self.step_of(obligation) else {
            return Outcome::not_applicable(Reason::NeverArose);
        };
        match self.join_of(join, step, state, &mut Seen::new(), trace) {
            Some(outcome) => outcome,
            None => {
                flag(trace, Label::Optional, true);
                Outcome::not_applicable(Reason::OutOfScope)
            }
        }
    }

    /// What a join decides for a step; `None`: nothing comes before.
    pub(super) fn join_of<T: Trace>(
        &self,
        join: &Join,
        step: Id<Step>,
        state: &StepState,
        seen: &mut Seen,
        trace: &mut T,
    ) -> Option<Outcome> {
        let unknown: SmallVec<[Id<Step>; 4]> = join
            .branches
            .iter()
            .map(|branch| branch.before)
            .filter(|before| !self.transparent(*before) && self.may_be_transparent(*before))
            .collect();
        // LIMIT: of more branches than this whose scope is not known, nothing is said.
        if unknown.len() > 8 {
            return Some(Outcome::unproven(Reason::ScopeUnknown));
        }
        let mut found: Option<Option<Outcome>> = None;
        for applies in 0u32..1 << unknown.len() {
            let left_out = |before: Id<Step>| match unknown.iter().position(|one| *one == before) {
                Some(at) => applies & (1 << at) == 0,
                None => self.transparent(before),
            };
            let one = self.decided_join(join, &left_out, step, state, &mut seen.clone(), trace);
            found = Some(match found {
                None => one,
                Some(before) => either(before, one),
            });
        }
        found.flatten()
    }

    fn decided_join<T: Trace>(
        &self,
        join: &Join,
        left_out: &dyn Fn(Id<Step>) -> bool,
        step: Id<Step>,
        state: &StepState,
        seen: &mut Seen,
        trace: &mut T,
    ) -> Option<Outcome> {
        let bound: SmallVec<[&Branch; 4]> =
            join.branches.iter().filter(|branch| !left_out(branch.before)).collect();
        if bound.is_empty() {
            let mut worst: Option<Outcome> = None;
            // What comes before them comes before the same end of the step.
            let ended = StepState { start: state.finish, ..*state };
            let state = match join.to {
                LinkEnd::Start => state,
                LinkEnd::Finish => &ended,
            };
            for branch in &join.branches {
                worst = worse(worst, self.through(branch.before, step, state, seen, trace));
            }
            return worst;
        }
        let need = (join.need as usize).min(bound.len());
        let outcomes: SmallVec<[Outcome; 4]> =
            bound.iter().map(|branch| self.linked(branch, join.to, step, state, trace)).collect();
        // One branch says itself what is wrong with it; before the step begins, all say the same.
        if let [only] = outcomes.as_slice() {
            return Some(*only);
        }
        Some(enough(&outcomes, need, trace))
    }

    /// The worst of what comes before a step that does not apply.
    pub(super) fn through<T: Trace>(
        &self,
        before: Id<Step>,
        step: Id<Step>,
        state: &StepState,
        seen: &mut Seen,
        trace: &mut T,
    ) -> Option<Outcome> {
        let mut worst: Option<Outcome> = None;
        let mut around = Some(before);
        while let Some(at) = around {
            for further in &self.rules.steps[at].after {
                let counts = self.edge_counts(*further, at);
                if counts == Tri::False {
                    continue;
                }
                let Some(outcome) = self.edge_from(*further, step, state, seen, trace) else { continue };
                let certain = counts == Tri::True || outcome.status == Status::Satisfied;
                let outcome = if certain { outcome } else { Outcome::unproven(Reason::ScopeUnknown) };
                worst = worse(worst, Some(outcome));
            }
            for join in self.rules.steps[at].joins.iter().filter(|join| self.join_counts(**join)) {
                if let Row::Joined(join) = &self.rules.obligations[*join].row
                    && join.to == LinkEnd::Start
                    && !seen.contains(&at)
                {
                    seen.push(at);
                    worst = worse(worst, self.join_of(join, step, state, seen, trace));
                }
            }
            around = self.rules.steps[at].parent;
        }
        worst
    }

    /// Whether one branch had come when its step began, or ended.
    fn linked<T: Trace>(
        &self,
        branch: &Branch,
        to: LinkEnd,
        step: Id<Step>,
        after: &StepState,
        trace: &mut T,
    ) -> Outcome {
        if to == LinkEnd::Start && branch.from == LinkEnd::Finish && branch.lag.is_none() {
            return self.preceded(branch.before, step, after, trace);
        }
        if let Err(outcome) = self.begun(after, trace) {
            return outcome;
        }
        let (event, latest) = match to {
            LinkEnd::Start => (after.start, after.finish.is().unwrap_or(Moment::on(self.as_of))),
            LinkEnd::Finish => (after.finish, Moment::on(self.as_of)),
        };
        match event {
            Known::Is(event) => self.linked_at(branch, event, trace),
            Known::Open | Known::None => self.not_begun(trace),
            // Whatever day it was, it was not after the latest.
            Known::Missing | Known::Undefined => {
                ask(trace, Test::State(Label::Start, KnownState::Missing, KnownState::Missing));
                let then = self.linked_at(branch, latest, &mut Silent);
                if flag(trace, Label::Stale, then.status == Status::Violated) {
                    return Outcome::violated(then.reason, Some(latest.date()));
                }
                Outcome::unproven(Reason::DateMissing)
            }
        }
    }

    fn linked_at<T: Trace>(&self, branch: &Branch, event: Moment, trace: &mut T) -> Outcome {
        let state = self.state(branch.before);
        let day = event.date();
        let today = day == self.as_of && branch.lag.is_none() && event.minute().is_none();
        let (from, since) = match branch.from {
            LinkEnd::Start => (state.start, state.finish.is().unwrap_or(Moment::on(self.as_of))),
            LinkEnd::Finish => (state.finish, Moment::on(self.as_of)),
        };
        let begun = match (from, state.seen) {
            (Known::Is(from), _) => from,
            // It came on some day until `since`: enough if that day was early enough.
            (Known::Missing | Known::Undefined, Tri::True) => match self.earliest_after(branch, since) {
                Some(enough) if enough.order(event) != MomentOrder::After => since,
                _ => return Outcome::unproven(Reason::DateMissing),
            },
            (Known::Missing | Known::Undefined, _) if today => return Outcome::pending(Reason::NotRecorded),
            (Known::Missing | Known::Undefined, _) => return Outcome::unproven(Reason::NotRecorded),
            (Known::Open | Known::None, _) => {
                let invalid = branch.from == LinkEnd::Finish && self.holds_invalid(branch.before);
                if flag(trace, Label::Stale, invalid) {
                    return Outcome::violated(Reason::Stale, Some(day));
                }
                if today {
                    return Outcome::pending(Reason::Underway);
                }
                return Outcome::violated(Reason::NotDone, Some(day));
            }
        };
        let Some(earliest) = self.counted_after(branch, begun, trace) else {
            return Outcome::unproven(Reason::CalendarEnds).note(Notes::BEYOND_CALENDAR);
        };
        if ask(trace, Test::Moments((Label::Target, earliest), MomentOrder::After, (Label::Act, event))) {
            return Outcome::violated(Reason::TooEarly, Some(day));
        }
        if branch.from == LinkEnd::Finish {
            if flag(trace, Label::Stale, state.stale || state.returned == Tri::True) {
                return Outcome::violated(Reason::Stale, Some(day));
            }
            if ask(trace, Test::Truth(Label::Outcome, state.returned, Tri::Missing)) {
                return Outcome::unproven(Reason::FactMissing);
            }
        }
        let same = Test::Moments((Label::Target, earliest), MomentOrder::SameDay, (Label::Act, event));
        Outcome::met().note_if(ask(trace, same) && branch.lag.is_none(), Notes::SAME_DAY)
    }

    fn earliest_after(&self, branch: &Branch, from: Moment) -> Option<Moment> {
        self.counted_after(branch, from, &mut Silent)
    }

    /// The first day that is late enough; `None`: past the calendar.
    fn counted_after<T: Trace>(&self, branch: &Branch, from: Moment, trace: &mut T) -> Option<Moment> {
        let Some(lag) = branch.lag else { return Some(from) };
        let counted = lag.end_of(from, Roll::None, self.calendar()).ok()?;
        if T::ON {
            trace.counted(&counted);
        }
        Some(counted.end)
    }

    /// Whether what a step rested on when it began was begun anew later: of a join, so much that
    /// what is left is too little.
    pub(super) fn joins_broken(&self, step: Id<Step>, begun: Moment, depth: u8) -> bool {
        // LIMIT: joins behind joins deeper than this do not make stale.
        if depth == 0 {
            return false;
        }
        let upstream = self.upstream(step).into_iter().chain([step]);
        upstream
            .flat_map(|step| self.with_parents(step))
            .flat_map(|step| self.rules.steps[step].joins.iter())
            .filter(|join| self.join_counts(**join))
            .filter_map(|id| match &self.rules.obligations[*id].row {
                Row::Joined(join) if join.rests_on_finishes() => Some(join),
                _ => None,
            })
            .any(|join| self.join_broken(join, begun, depth))
    }

    fn join_broken(&self, join: &Join, begun: Moment, depth: u8) -> bool {
        let finished = |branch: &&Branch| {
            let all = self.dossier.by_step.get(branch.before.index()).into_iter().flatten();
            all.filter_map(|at| self.dossier.records.get(*at as usize)?.finish)
                .any(|finish| self.past(finish) && finish.order(begun) != MomentOrder::After)
        };
        let anew = |branch: &&Branch| {
            let step = branch.before;
            self.upstream(step).into_iter().chain([step]).any(|one| self.begun_later(one, begun))
                || self.joins_broken(step, begun, depth - 1)
        };
        let rested: SmallVec<[&Branch; 4]> = join.branches.iter().filter(finished).collect();
        let kept = rested.iter().filter(|branch| !anew(branch)).count();
        kept < rested.len() && kept < rested.len().min(join.need as usize)
    }

    fn begun_later(&self, step: Id<Step>, begun: Moment) -> bool {
        let mut records = self.dossier.by_step.get(step.index()).into_iter().flatten();
        records.any(|at| self.begun_at(*at).is_some_and(|other| begun.order(other) == MomentOrder::Before))
    }

    /// The steps that must come before one, joins left out.
    pub(super) fn upstream(&self, step: Id<Step>) -> SmallVec<[Id<Step>; 8]> {
        let procedure = &self.rules.procedures[self.rules.steps[step].procedure];
        let order = self.counting_order(procedure);
        let before = order.ancestors(self.rules.steps[step].position as usize * 2);
        let steps = before.iter().filter(|node| node % 2 == 1);
        steps.filter_map(|node| procedure.steps.get(node / 2)).copied().collect()
    }

    fn with_parents(&self, step: Id<Step>) -> SmallVec<[Id<Step>; 4]> {
        let mut all = SmallVec::new();
        let mut around = Some(step);
        while let Some(at) = around {
            all.push(at);
            around = self.rules.steps[at].parent;
        }
        all
    }
}

/// Whether enough branches came: what all that is not known agrees on.
fn enough<T: Trace>(outcomes: &[Outcome], need: usize, trace: &mut T) -> Outcome {
    let count = |status: Status| outcomes.iter().filter(|one| one.status == status).count();
    let (yes, open) = (count(Status::Satisfied), count(Status::Pending));
    let unknown = count(Status::Unproven);
    let truth = match () {
        () if yes >= need => Tri::True,
        () if yes + open + unknown < need => Tri::False,
        () if yes + open >= need => Tri::Open,
        () => Tri::Missing,
    };
    let of = |status: Status| outcomes.iter().copied().find(|one| one.status == status);
    // The procedure ended and the step never began: all branches say so.
    if let Some(never) = of(Status::NotApplicable) {
        return never;
    }
    if ask(trace, Test::Truth(Label::Enough, truth, Tri::True)) {
        let same = outcomes.iter().any(|one| one.notes.has(Notes::SAME_DAY)) && yes == need;
        return Outcome::met().note_if(same, Notes::SAME_DAY);
    }
    if ask(trace, Test::Truth(Label::Enough, truth, Tri::False)) {
        let first = of(Status::Violated).unwrap_or(Outcome::violated(Reason::NotDone, None));
        return Outcome { curable: true, ..first };
    }
    if ask(trace, Test::Truth(Label::Enough, truth, Tri::Open)) {
        return of(Status::Pending).unwrap_or(Outcome::pending(Reason::NotYet));
    }
    of(Status::Unproven).unwrap_or(Outcome::unproven(Reason::DateMissing))
}

fn worse(a: Option<Outcome>, b: Option<Outcome>) -> Option<Outcome> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if rank(b.status) < rank(a.status) { b } else { a }),
        (one, other) => one.or(other),
    }
}

/// Where it is not known whether a branch applies: what both cases agree on.
fn either(a: Option<Outcome>, b: Option<Outcome>) -> Option<Outcome> {
    let status = |one: &Option<Outcome>| one.map_or(Status::NotApplicable, |one| one.status);
    let fine = |one: &Option<Outcome>| matches!(status(one), Status::Satisfied | Status::NotApplicable);
    match (status(&a), status(&b)) {
        (x, y) if x == y => a.or(b),
        _ if fine(&a) && fine(&b) => Some(Outcome::met()),
        _ => Some(Outcome::unproven(Reason::ScopeUnknown)),
    }
}
