//! How the steps of a case stand, and single verdicts, for those who ask before something is done.

use super::eval::Judge;
use super::frequency;
use super::known::Tri;
use super::verdict::Verdict;
use crate::calendar::{Date, Moment};
use crate::dossier::Dossier;
use crate::model::{Id, ObligationId, RuleSet, Step, UnitRef};

/// How a step stands at a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// The step.
    pub step: Id<Step>,
    /// The record of its latest attempt, by position.
    pub record: Option<u32>,
    /// Whether it was begun.
    pub begun: Tri,
    /// When it was begun, where that is known.
    pub start: Option<Moment>,
    /// Whether it is validly finished.
    pub done: Tri,
    /// Whether it has a finish, valid or not.
    pub finished: bool,
    /// Whether its finish sends the case back.
    pub returned: Tri,
    /// Whether a step before it was begun again after it.
    pub stale: bool,
    /// Whether it applies.
    pub scope: Tri,
    /// Whether it is validly waived.
    pub waived: Tri,
    /// Whether the case may end without it.
    pub optional: bool,
}

/// How the steps of a dossier's procedure stand, and when the procedure ended.
#[must_use]
pub fn standings(rules: &RuleSet, dossier: &Dossier, as_of: Date) -> (Vec<Standing>, Option<Date>) {
    let mut judge = Judge::new(rules, dossier, as_of);
    judge.begin();
    let steps = dossier.procedure.map(|id| rules.procedures[id].steps.as_slice()).unwrap_or_default();
    let of = |step: &Id<Step>| {
        let state = judge.state(*step);
        Standing {
            step: *step,
            record: state.record,
            begun: state.seen,
            start: state.start.is(),
            done: state.done(),
            finished: state.finish.is().is_some(),
            returned: state.returned,
            stale: state.stale,
            scope: judge.states.scope.unwrap_or(Tri::True).and(state.scope),
            waived: state.waived,
            optional: judge.unused_permission(*step) != Tri::False,
        }
    };
    (steps.iter().map(of).collect(), judge.closed())
}

/// The verdicts of some obligations that are judged once, not entry by entry or period by period.
#[must_use]
pub fn verdicts_of(rules: &RuleSet, dossier: &Dossier, as_of: Date, of: &[ObligationId]) -> Vec<Verdict> {
    let mut judge = Judge::new(rules, dossier, as_of);
    judge.begin();
    let single = |id: &&ObligationId| {
        let obligation = &rules.obligations[**id];
        obligation.register.is_none() && frequency::frequency_of(obligation).is_none()
    };
    of.iter().filter(single).map(|id| judge.settled(*id)).collect()
}

/// The steps that must be finished before what waits for `step`: itself, or where it does not apply those before it.
#[must_use]
pub fn binding_steps(rules: &RuleSet, dossier: &Dossier, as_of: Date, step: Id<Step>) -> Vec<Id<Step>> {
    let mut judge = Judge::new(rules, dossier, as_of);
    judge.begin();
    let (mut found, mut seen) = (Vec::new(), Vec::new());
    judge.each_predecessor(step, &mut seen, &mut |one| found.push(one));
    found
}

/// Whether a name is that of an organ, or of somebody bound to a role.
#[must_use]
pub fn is_organ(rules: &RuleSet, dossier: &Dossier, organ: UnitRef, name: &str) -> Tri {
    Judge::new(rules, dossier, Date::MAX).is_unit(organ, name)
}
