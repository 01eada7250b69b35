//! From the surveyed steps to a network.
//!
//! INVARIANT: the graph is the procedure's own ([`Procedure::dag`]): two nodes a step, the entry and
//! the exit. The exit of a step without steps is its work; every other node joins edges. A step that
//! is asked to be taken away loses its edges; one that does not take part keeps them.

use super::length::Length;
use super::survey::{LeftOut, Survey};
use super::PlannedStep;
use crate::calendar::{Moment, Period, TimeUnit};
use crate::graph::{Dag, DagBuilder};
use crate::model::{Id, Procedure, Step};
use crate::schedule::{Activity, CountMismatch, DayUnit, Duration, Network};
use std::borrow::Cow;

/// The node of the start of a step; that of its finish follows it.
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
    ) -> Result<(Vec<PlannedStep>, Network), CountMismatch> {
        let of = &self.rules.procedures[procedure];
        let mut activities = vec![Activity::junction(); of.dag.len()];
        let mut steps = Vec::new();
        let mut removed = Vec::new();
        for (position, step) in of.steps.iter().enumerate() {
            let planned = self.planned(*step, exit(position));
            let group = !self.rules.steps[*step].children.is_empty();
            if planned.left_out == Some(LeftOut::Removed) {
                removed.push(position);
            }
            if let Some(slot) = activities.get_mut(exit(position))
                && (!group || planned.actual_finish.is_some())
            {
                *slot = activity(&planned, group);
            }
            if !group {
                steps.push(planned);
            }
        }
        let dag = without(&of.dag, &removed, &of.steps, self);
        Ok((steps, Network::new(&dag, &activities)?))
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
}

/// The graph without the edges of the steps that are taken away, but with the groups around them.
fn without<'d>(dag: &'d Dag, removed: &[usize], steps: &[Id<Step>], survey: &Survey<'_>) -> Cow<'d, Dag> {
    if removed.is_empty() {
        return Cow::Borrowed(dag);
    }
    let gone = |node: usize| removed.binary_search(&(node / 2)).is_ok();
    let parent = |node: usize| {
        let step = steps.get(node / 2).copied();
        step.and_then(|step| survey.rules.steps[step].parent)
            .map(|parent| survey.rules.steps[parent].position as usize)
    };
    let mut builder = DagBuilder::new(dag.len());
    for node in 0..dag.len() {
        for next in dag.successors(node) {
            // A group goes on around what is taken out of it, and what is taken away is still nested.
            let nested = node / 2 == next.node / 2
                || parent(next.node) == Some(node / 2)
                || parent(node) == Some(next.node / 2);
            if nested || !(gone(node) || gone(next.node)) {
                builder.edge(node, next.node, next.label);
            }
        }
    }
    // A part of a graph without circles has none.
    builder.build().map_or(Cow::Borrowed(dag), Cow::Owned)
}

fn activity(planned: &PlannedStep, group: bool) -> Activity {
    let Length { work, period, .. } = planned.length;
    let mut activity = Activity::new(Duration { days: 0, ..days(planned.length.takes()) });
    if !group {
        activity.minimum = period.map(days);
        if let Some(work) = work {
            activity.work = days(work);
        }
    }
    activity.applicable = planned.left_out.is_none();
    activity.actual_start = planned.actual_start;
    activity.actual_finish = planned.actual_finish;
    activity
}

/// Months and years have no fixed number of days and are taken at 31 and 366; hours are no days.
fn days(period: Period) -> Duration {
    let unit = if period.unit == TimeUnit::Workday { DayUnit::Workday } else { DayUnit::Day };
    let days = match period.unit {
        TimeUnit::Workday | TimeUnit::Day => period.amount,
        TimeUnit::Month => period.amount.saturating_mul(31),
        TimeUnit::Year => period.amount.saturating_mul(366),
        TimeUnit::Hour => period.amount.div_ceil(24),
        TimeUnit::Minute => period.amount.div_ceil(1_440),
    };
    Duration { days, unit }
}
