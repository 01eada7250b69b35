//! From the surveyed steps to a network.
//!
//! INVARIANT: the graph is the procedure's own ([`Procedure::dag`]): two nodes a step, the entry and
//! the exit. The exit of a step without steps is its work; every other node joins edges. A step that
//! is asked to be taken away loses its edges; one that does not take part keeps them.

use super::PlannedStep;
use super::relations::label;
use super::survey::{LeftOut, Survey};
use crate::calendar::{Moment, Period};
use crate::model::{Id, ObligationId, Procedure, RuleSet, Step};
use crate::schedule::{Activity, Estimate, Network, NetworkBuilder, NetworkError, Relation};

/// The label of what no sentence of the rules writes.
pub(super) const UNWRITTEN: u32 = u32::MAX;

/// The node of the start of a step with steps of its own; that of its finish follows it.
pub(super) fn entry(position: usize) -> usize {
    position * 2
}

/// The node of the finish of a step, and of its work.
pub(super) fn exit(position: usize) -> usize {
    position * 2 + 1
}

/// What a network holds besides its activities.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Parts {
    All,
    /// Without limits between steps.
    Lengths,
    /// The plain order and fixed dates.
    Edges,
}

impl Survey<'_> {
    /// The steps without steps of their own, the network of all, and the sentences that it cannot
    /// take in because they would lead in a circle with the others.
    pub(super) fn network(
        &self,
        procedure: Id<Procedure>,
        wanted: Parts,
    ) -> Result<(Vec<PlannedStep>, Network, Vec<ObligationId>), NetworkError> {
        let mut left = Vec::new();
        let all = [Parts::All, Parts::Lengths, Parts::Edges];
        for parts in all.into_iter().skip_while(|parts| *parts != wanted) {
            match self.network_of(procedure, parts) {
                Ok((steps, network)) => return Ok((steps, network, left)),
                Err(NetworkError::Cycles(_)) => left.extend(self.sentences(procedure, parts)),
                Err(error) => return Err(error),
            }
        }
        self.network_of(procedure, Parts::Edges).map(|(steps, network)| (steps, network, left))
    }

    /// The sentences that a network no longer holds once these parts are given up.
    fn sentences(&self, procedure: Id<Procedure>, parts: Parts) -> Vec<ObligationId> {
        let of = &self.rules.procedures[procedure];
        match parts {
            Parts::All => of.obligations.iter().copied().filter(|id| self.between(*id).is_some()).collect(),
            _ => of.steps.iter().flat_map(|step| &self.rules.steps[*step].joins).copied().collect(),
        }
    }

    fn network_of(
        &self,
        procedure: Id<Procedure>,
        parts: Parts,
    ) -> Result<(Vec<PlannedStep>, Network), NetworkError> {
        let of = &self.rules.procedures[procedure];
        let mut builder = Network::builder();
        let mut steps = Vec::new();
        let mut removed = Vec::new();
        for (position, step) in of.steps.iter().enumerate() {
            let planned = self.planned(*step, exit(position));
            let group = !self.rules.steps[*step].children.is_empty();
            if planned.left_out == Some(LeftOut::Removed) {
                removed.push(position);
            }
            builder.activity(Activity::junction());
            builder.activity(match group && planned.actual_finish.is_none() {
                true => Activity::junction(),
                false => activity(&planned, group),
            });
            if !group {
                steps.push(planned);
            }
        }
        self.edges(&mut builder, procedure, &removed);
        self.hold_back(&mut builder, procedure);
        self.deadlines(&mut builder, procedure);
        if parts != Parts::Edges {
            self.joins(&mut builder, procedure);
            self.lengths_by_limit(&mut builder, procedure);
        }
        if parts == Parts::All {
            self.limits(&mut builder, procedure);
        }
        Ok((steps, builder.build()?))
    }

    fn planned(&self, step: Id<Step>, node: usize) -> PlannedStep {
        let (start, finish) = self.record(step);
        PlannedStep {
            step,
            node,
            left_out: self.left_out(step),
            length: self.length(step),
            record: (start, finish),
            actual_start: start.map(Moment::date),
            actual_finish: finish.map(Moment::date),
        }
    }

    /// The order of the procedure, without the edges of the steps that are taken away, but with the
    /// groups around them.
    fn edges(&self, builder: &mut NetworkBuilder, procedure: Id<Procedure>, removed: &[usize]) {
        let of = &self.rules.procedures[procedure];
        let gone = |node: usize| removed.binary_search(&(node / 2)).is_ok();
        for node in 0..of.dag.len() {
            for next in of.dag.successors(node) {
                let nested = self.nested(&of.steps, node / 2, next.node / 2);
                let written = of.edges.get(next.label as usize).map(|edge| edge.obligation);
                let binds = written.is_none_or(|id| self.binds(id));
                if binds && (nested || !(gone(node) || gone(next.node))) {
                    let label = written.map_or(UNWRITTEN, label);
                    builder.relation(Relation::finish_to_start(node, next.node, label));
                }
            }
        }
    }

    /// Whether two steps, by position, are one, or one is directly in the other.
    fn nested(&self, steps: &[Id<Step>], one: usize, other: usize) -> bool {
        let parent = |at: usize| parent(self.rules, steps, at);
        one == other || parent(other) == Some(one) || parent(one) == Some(other)
    }
}

fn parent(rules: &RuleSet, steps: &[Id<Step>], position: usize) -> Option<usize> {
    let parent = rules.steps[*steps.get(position)?].parent?;
    Some(rules.steps[parent].position as usize)
}

fn activity(planned: &PlannedStep, group: bool) -> Activity {
    let length = planned.length;
    let mut activity = Activity::new(Period { amount: 0, ..length.takes() });
    if !group {
        activity.minimum = length.period;
        activity.work = length.work.unwrap_or(activity.work);
        activity.estimate =
            length.spread.map(|(least, most)| Estimate { least: least.amount, most: most.amount });
    }
    activity.applicable = planned.left_out.is_none();
    (activity.actual_start, activity.actual_finish) = planned.record;
    activity
}
