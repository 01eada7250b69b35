//! Limits that nothing can keep: the sentences that stand against each other.
//!
//! INVARIANT: a conflict is one of the law alone (order, minimum periods, limits): what is merely
//! estimated, or taken whole from a limit, makes a float negative and is no conflict.

use super::network::exit;
use super::relations::labelled;
use super::{Plan, PlanError, PlanRequest, ProcedureSchedule};
use crate::calendar::{Date, Period};
use crate::model::{Id, ObligationId, Procedure, Row, RuleSet};
use crate::schedule::{Conflict, Tie};

/// The sentences of a conflict, in the order of the circle they form, each once.
#[must_use]
pub fn conflicting(rules: &RuleSet, procedure: Id<Procedure>, conflict: &Conflict) -> Vec<ObligationId> {
    let mut found: Vec<ObligationId> = Vec::new();
    for tie in &conflict.cycle {
        let one = match tie {
            Tie::Relation { label, .. } | Tie::Limit { label, .. } => labelled(rules, *label),
            Tie::Minimum { node } => minimum(rules, procedure, *node),
        };
        found.extend(one.filter(|one| !found.contains(one)));
    }
    found
}

/// The longest minimum period of the step of a node.
fn minimum(rules: &RuleSet, procedure: Id<Procedure>, node: usize) -> Option<ObligationId> {
    let mut steps = rules.procedures[procedure].steps.iter().enumerate();
    let (_, step) = steps.find(|(position, _)| exit(*position) == node)?;
    let length = |id: &ObligationId| match rules.obligations[*id].row {
        Row::Lasts { period, .. } => super::length::weight(period),
        _ => super::length::weight(Period::days(0)),
    };
    rules.steps[*step].minimum.iter().copied().max_by_key(length)
}

/// The conflict of a procedure whatever day it begins on: a plan may begin a step later where that
/// helps, so that one first day tells.
#[must_use]
pub fn standing_conflict(rules: &RuleSet, procedure: Id<Procedure>) -> Option<Vec<ObligationId>> {
    let of = &rules.procedures[procedure];
    let limited = |id: &ObligationId| matches!(rules.obligations[*id].row, Row::Within { .. });
    if !of.obligations.iter().any(limited) {
        return None;
    }
    let request = PlanRequest {
        procedure: Some(procedure),
        // The working days of this year and of the next are published.
        start: Date::from_ymd(2024, 1, 2),
        plan: Plan::Fastest,
        ..PlanRequest::default()
    };
    match ProcedureSchedule::of(rules, &request) {
        Err(PlanError::Conflict(conflict)) => Some(conflicting(rules, procedure, &conflict)),
        _ => None,
    }
}
