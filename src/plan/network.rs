//! From the surveyed steps to a network.
//!
//! INVARIANT: the graph is the procedure's own ([`Procedure::dag`]): two nodes a step, the entry and
//! the exit. The exit of a step without steps is its work; every other node joins edges. A step that
//! is asked to be taken away loses its edges; one that does not take part keeps them.

use super::PlannedStep;
use super::change::ChangeKind;
use super::survey::{LeftOut, Survey};
use crate::calendar::{Moment, Period};
use crate::model::{Id, Procedure, RuleSet, Step};
use crate::schedule::{Activity, Bound, End, FixedDate, Network, NetworkBuilder, NetworkError, Relation};

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

impl Survey<'_> {
    /// The steps without steps of their own, and the network of all.
    pub(super) fn network(
        &self,
        procedure: Id<Procedure>,
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
        Ok((steps, builder.build()?))
    }

    fn planned(&self, step: Id<Step>, node: usize) -> PlannedStep {
        let (start, finish) = self.record(step);
        PlannedStep {
            step,
            node,
            left_out: self.left_out(step),
            length: self.length(step),
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
                if nested || !(gone(node) || gone(next.node)) {
                    builder.relation(Relation::finish_to_start(node, next.node, next.label));
                }
            }
        }
    }

    /// Whether two steps, by position, are one, or one is directly in the other.
    fn nested(&self, steps: &[Id<Step>], one: usize, other: usize) -> bool {
        let parent = |at: usize| parent(self.rules, steps, at);
        one == other || parent(other) == Some(one) || parent(one) == Some(other)
    }

    /// The steps that are asked to start no earlier than a day.
    fn hold_back(&self, builder: &mut NetworkBuilder, procedure: Id<Procedure>) {
        for change in self.changes {
            let ChangeKind::NotBefore(day) = change.kind else { continue };
            let step = &self.rules.steps[change.step];
            if step.procedure == procedure {
                let position = step.position as usize;
                builder.fix(FixedDate {
                    node: if step.children.is_empty() { exit(position) } else { entry(position) },
                    end: End::Start,
                    bound: Bound::NotBefore,
                    date: Moment::on(day),
                    label: UNWRITTEN,
                });
            }
        }
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
    }
    activity.applicable = planned.left_out.is_none();
    activity.actual_start = planned.actual_start.map(Moment::on);
    activity.actual_finish = planned.actual_finish.map(Moment::on);
    activity
}
