//! What is scheduled: activities, and the graph frozen into flat arrays.
//!
//! Invariant: the arrays stand in topological order, so that one sweep sees every predecessor
//! before its successors. Absent: dates of the plan (they belong to a schedule).

use std::sync::Arc;

use crate::calendar::{Date, Period, TimeUnit};
use crate::graph::{Dag, Edge};

/// What a duration counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DayUnit {
    /// Working days of the calendar (工作日).
    Workday,
    /// Calendar days, rest days included (日).
    Day,
}

/// A number of days with its unit. Zero is allowed and means: takes no time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Duration {
    /// How many.
    pub days: u32,
    /// Of which days.
    pub unit: DayUnit,
}

impl Duration {
    /// `days` working days.
    #[must_use]
    pub const fn workdays(days: u32) -> Self {
        Self { days, unit: DayUnit::Workday }
    }

    /// `days` calendar days.
    #[must_use]
    pub const fn days(days: u32) -> Self {
        Self { days, unit: DayUnit::Day }
    }
}

/// The unit is not one in which activities are scheduled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a duration is counted in working days or days, not in {}", unit.en())]
pub struct UnitNotScheduled {
    /// The unit that was given.
    pub unit: TimeUnit,
}

impl TryFrom<Period> for Duration {
    type Error = UnitNotScheduled;

    /// The same number of the same days.
    fn try_from(period: Period) -> Result<Self, Self::Error> {
        match period.unit {
            TimeUnit::Workday => Ok(Self::workdays(period.amount)),
            TimeUnit::Day => Ok(Self::days(period.amount)),
            unit => Err(UnitNotScheduled { unit }),
        }
    }
}

/// One activity of a network: how long it takes and what is on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The work; its first day counts.
    pub work: Duration,
    /// A minimum period of the law from the start, the day of the start not counted (民法典
    /// 第二百零一条); the activity ends no earlier than both.
    pub minimum: Option<Duration>,
    /// Whether it takes part; one that does not is transparent.
    pub applicable: bool,
    /// The recorded start.
    pub actual_start: Option<Date>,
    /// The recorded finish; without a recorded start the activity is taken to have lasted that day.
    pub actual_finish: Option<Date>,
}

impl Activity {
    /// An applicable activity of `work`, nothing on record.
    #[must_use]
    pub const fn new(work: Duration) -> Self {
        Self { work, minimum: None, applicable: true, actual_start: None, actual_finish: None }
    }

    /// A node that only joins edges, such as the entry or the exit of a group: transparent, so
    /// that n predecessors bind m successors by n + m edges.
    #[must_use]
    pub const fn junction() -> Self {
        let mut node = Self::new(Duration::days(0));
        node.applicable = false;
        node
    }

    /// Whether it takes no time at all.
    #[must_use]
    pub fn is_milestone(&self) -> bool {
        self.work.days == 0 && self.minimum.is_none_or(|least| least.days == 0)
    }

    /// The unit in which it starts and in which its float is counted: that of its work, or of its
    /// minimum period if it has no work.
    #[must_use]
    pub fn unit(&self) -> DayUnit {
        match self.minimum {
            Some(least) if self.work.days == 0 && least.days > 0 => least.unit,
            _ => self.work.unit,
        }
    }

    /// Its working days, if it takes some and nothing else decides how long it lasts.
    pub(super) fn plain_workdays(&self) -> Option<i64> {
        let plain = self.minimum.is_none() && self.work.unit == DayUnit::Workday;
        (plain && self.work.days > 0).then_some(i64::from(self.work.days))
    }

    /// Whether it has begun, by the record.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        self.actual_start.is_some() || self.actual_finish.is_some()
    }
}

/// The activities do not match the graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{activities} activities for a graph of {nodes} nodes")]
pub struct CountMismatch {
    /// Nodes of the graph.
    pub nodes: usize,
    /// Activities given.
    pub activities: usize,
}

/// One end of a frozen edge: the position of the other end, and the clause.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) position: u32,
    pub(super) label: u32,
}

/// Neighbours of every position, one after the other.
#[derive(Debug, Default)]
struct Rows {
    /// Where the row of a position ends; it begins where the one before ends.
    ends: Vec<u32>,
    links: Vec<Link>,
}

impl Rows {
    fn row(&self, position: usize) -> &[Link] {
        let begin = match position.checked_sub(1) {
            Some(before) => self.ends.get(before).copied().unwrap_or(0),
            None => 0,
        };
        let end = self.ends.get(position).copied().unwrap_or(begin);
        self.links.get(begin as usize..end as usize).unwrap_or_default()
    }

    fn close_row(&mut self) {
        self.ends.push(narrow(self.links.len()));
    }
}

/// A position as it is stored. The graph has fewer than 2³² nodes; edges beyond that do not fit
/// in any memory this runs in.
fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The frozen edges, shared by every copy of a network.
#[derive(Debug, Default)]
struct Frozen {
    before: Rows,
    after: Rows,
    node_of: Vec<u32>,
    position_of: Vec<u32>,
}

/// Activities over a frozen graph of finish-to-start edges. Copies share the edges.
#[derive(Clone, Debug)]
pub struct Network {
    frozen: Arc<Frozen>,
    /// In topological order.
    activities: Vec<Activity>,
}

impl Network {
    /// Freezes `dag`; `activities` has one entry for each of its nodes, in the order of the nodes.
    ///
    /// # Errors
    /// [`CountMismatch`] if there are more or fewer activities than nodes.
    pub fn new(dag: &Dag, activities: &[Activity]) -> Result<Self, CountMismatch> {
        if activities.len() != dag.len() {
            return Err(CountMismatch { nodes: dag.len(), activities: activities.len() });
        }
        let mut frozen = Frozen {
            node_of: dag.order().iter().map(|&node| narrow(node)).collect(),
            position_of: vec![0; dag.len()],
            ..Frozen::default()
        };
        for (position, &node) in dag.order().iter().enumerate() {
            if let Some(slot) = frozen.position_of.get_mut(node) {
                *slot = narrow(position);
            }
        }
        let link = |found: crate::graph::Neighbour| Link {
            position: frozen.position_of.get(found.node).copied().unwrap_or(0),
            label: found.label,
        };
        for &node in dag.order() {
            frozen.before.links.extend(dag.predecessors(node).map(link));
            frozen.before.close_row();
            frozen.after.links.extend(dag.successors(node).map(link));
            frozen.after.close_row();
        }
        let activities = dag.order().iter().filter_map(|&node| activities.get(node).copied()).collect();
        Ok(Self { frozen: Arc::new(frozen), activities })
    }

    /// How many activities there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.activities.len()
    }

    /// Whether there is no activity.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.activities.is_empty()
    }

    /// The activity of a node.
    #[must_use]
    pub fn activity(&self, node: usize) -> Option<&Activity> {
        self.activities.get(self.position(node)?)
    }

    /// The activity of a node, to be changed; the edges stay.
    pub fn activity_mut(&mut self, node: usize) -> Option<&mut Activity> {
        let position = self.position(node)?;
        self.activities.get_mut(position)
    }

    /// The activities in topological order.
    pub(super) fn in_order(&self) -> &[Activity] {
        &self.activities
    }

    pub(super) fn at(&self, position: usize) -> Option<&Activity> {
        self.activities.get(position)
    }

    pub(super) fn before(&self, position: usize) -> &[Link] {
        self.frozen.before.row(position)
    }

    pub(super) fn after(&self, position: usize) -> &[Link] {
        self.frozen.after.row(position)
    }

    pub(super) fn position(&self, node: usize) -> Option<usize> {
        self.frozen.position_of.get(node).map(|&position| position as usize)
    }

    /// The node at a position that came from this network.
    pub(super) fn node(&self, position: usize) -> usize {
        self.frozen.node_of.get(position).map_or(usize::MAX, |&node| node as usize)
    }

    /// A frozen edge in terms of nodes.
    pub(super) fn edge(&self, from: usize, to: usize, label: u32) -> Edge {
        Edge { from: self.node(from), to: self.node(to), label }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_and_working_days_are_durations() {
        assert_eq!(Period::workdays(7).try_into(), Ok(Duration::workdays(7)));
        assert_eq!(Period::days(30).try_into(), Ok(Duration::days(30)));
        let refused = Duration::try_from(Period::months(6)).expect_err("a month is no day count");
        assert_eq!(refused.unit, TimeUnit::Month);
    }
}
