//! The graph frozen into flat arrays, with one activity a node.
//!
//! Invariant: the arrays stand in topological order, so that one sweep sees every predecessor
//! before its successors; the few relations for which no such order exists (a step within another:
//! start to start one way, finish to finish the other) are listed as `back`. Absent: dates of the
//! plan (they belong to a schedule).

use std::sync::Arc;

use super::activity::{Activity, CalendarId, Role};
use super::build::NetworkBuilder;
use super::constraint::FixedDate;
use super::relation::{End, Limit};
use crate::calendar::{Period, WorkdayCalendar};
use crate::graph::{Cycles, Dag};

/// Why activities and relations are no network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NetworkError {
    /// The activities do not match the graph.
    #[error("{activities} activities for a graph of {nodes} nodes")]
    Count {
        /// Nodes of the graph.
        nodes: usize,
        /// Activities given.
        activities: usize,
    },
    /// A relation or a fixed date names a node that does not exist.
    #[error("there is no node {node}")]
    UnknownNode {
        /// The node.
        node: usize,
    },
    /// Activities wait for each other.
    #[error(transparent)]
    Cycles(#[from] Cycles),
}

/// One end of a frozen edge: the position of the other end, and the relation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) position: u32,
    pub(super) relation: u32,
}

impl Link {
    pub(super) fn at(self) -> usize {
        self.position as usize
    }
}

/// Neighbours of every position, one after the other.
#[derive(Debug, Default)]
pub(super) struct Rows {
    /// Where the row of a position ends; it begins where the one before ends.
    pub(super) ends: Vec<u32>,
    pub(super) links: Vec<Link>,
}

impl Rows {
    #[inline]
    pub(super) fn begin(&self, position: usize) -> usize {
        match position.checked_sub(1) {
            Some(before) => self.ends.get(before).map_or(0, |end| *end as usize),
            None => 0,
        }
    }

    #[inline]
    pub(super) fn row(&self, position: usize) -> &[Link] {
        let begin = self.begin(position);
        let end = self.ends.get(position).map_or(begin, |end| *end as usize);
        self.links.get(begin..end).unwrap_or_default()
    }
}

/// A position as it is stored. The graph has fewer than 2³² nodes; edges beyond that do not fit
/// in any memory this runs in.
pub(super) fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// A relation that is more than finish-to-start.
#[derive(Clone, Copy, Debug)]
pub(super) struct Special {
    pub(super) from_end: End,
    pub(super) to_end: End,
    pub(super) lag: Option<Period>,
    pub(super) calendar: Option<CalendarId>,
    pub(super) weight: u32,
}

/// A limit between two ends.
#[derive(Clone, Copy, Debug)]
pub(super) struct LimitRow {
    pub(super) from: u32,
    pub(super) from_end: End,
    pub(super) to: u32,
    pub(super) to_end: End,
    pub(super) limit: Limit,
    pub(super) calendar: Option<CalendarId>,
    pub(super) label: u32,
}

/// The frozen edges, shared by every copy of a network.
#[derive(Debug, Default)]
pub(super) struct Frozen {
    pub(super) before: Rows,
    pub(super) after: Rows,
    pub(super) node_of: Vec<u32>,
    pub(super) position_of: Vec<u32>,
    /// By relation, for as many as there are; the other relations are plain.
    pub(super) specials: Vec<Special>,
    /// By relation.
    pub(super) labels: Vec<u32>,
    /// The positions that a relation enters from a later position.
    pub(super) back: Vec<u32>,
    /// Ascending by the position they end at.
    pub(super) limits: Vec<LimitRow>,
}

/// Activities over frozen relations. Copies share the relations.
#[derive(Clone, Debug)]
pub struct Network {
    pub(super) frozen: Arc<Frozen>,
    /// In topological order.
    pub(super) activities: Vec<Activity>,
    /// Ascending by position.
    pub(super) fixed: Vec<(u32, FixedDate)>,
    /// The calendars beside that of the plan.
    pub(super) calendars: Arc<Vec<WorkdayCalendar>>,
    pub(super) has_joins: bool,
}

impl Network {
    /// Freezes the finish-to-start edges of `dag`; `activities` has one entry for each of its
    /// nodes, in the order of the nodes. Other relations need a [`NetworkBuilder`].
    ///
    /// # Errors
    /// [`NetworkError::Count`] if there are more or fewer activities than nodes.
    pub fn new(dag: &Dag, activities: &[Activity]) -> Result<Self, NetworkError> {
        if activities.len() != dag.len() {
            return Err(NetworkError::Count { nodes: dag.len(), activities: activities.len() });
        }
        super::build::from_dag(dag, activities)
    }

    /// A builder that has nothing yet.
    #[must_use]
    pub fn builder() -> NetworkBuilder {
        NetworkBuilder::default()
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

    /// Puts another activity in the place of a node; the relations stay. `None` if there is no such
    /// node, else the activity that was there.
    pub fn replace(&mut self, node: usize, activity: Activity) -> Option<Activity> {
        let position = self.position(node)?;
        let held = self.activities.get_mut(position)?;
        let before = std::mem::replace(held, activity);
        self.has_joins |= matches!(activity.role, Role::Join { .. });
        Some(before)
    }

    /// Adds a fixed date; `false` if there is no such node.
    pub fn fix(&mut self, date: FixedDate) -> bool {
        let Some(position) = self.position(date.node) else { return false };
        let place = self.fixed.partition_point(|(at, _)| *at as usize <= position);
        self.fixed.insert(place, (narrow(position), date));
        true
    }

    /// The activities in topological order.
    pub(super) fn in_order(&self) -> &[Activity] {
        &self.activities
    }

    #[inline]
    pub(super) fn at(&self, position: usize) -> Option<&Activity> {
        self.activities.get(position)
    }

    #[inline]
    pub(super) fn before(&self, position: usize) -> &[Link] {
        self.frozen.before.row(position)
    }

    #[inline]
    pub(super) fn after(&self, position: usize) -> &[Link] {
        self.frozen.after.row(position)
    }

    /// The first slot of the links before a position.
    #[inline]
    pub(super) fn slot(&self, position: usize) -> u32 {
        narrow(self.frozen.before.begin(position))
    }

    /// The link in a slot.
    pub(super) fn link(&self, slot: u32) -> Option<Link> {
        self.frozen.before.links.get(slot as usize).copied()
    }

    /// What a relation is beyond finish-to-start.
    #[inline]
    pub(super) fn special(&self, relation: u32) -> Option<&Special> {
        self.frozen.specials.get(relation as usize)
    }

    pub(super) fn label(&self, relation: u32) -> u32 {
        self.frozen.labels.get(relation as usize).copied().unwrap_or(u32::MAX)
    }

    /// The fixed dates of a position.
    #[inline]
    pub(super) fn fixed(&self, position: usize) -> &[(u32, FixedDate)] {
        if self.fixed.is_empty() {
            return &[];
        }
        let begin = self.fixed.partition_point(|(at, _)| (*at as usize) < position);
        let end = self.fixed.partition_point(|(at, _)| (*at as usize) <= position);
        self.fixed.get(begin..end).unwrap_or_default()
    }

    /// The limits that end at a position, with their numbers.
    #[inline]
    pub(super) fn limits_of(&self, position: usize) -> impl Iterator<Item = (usize, &LimitRow)> {
        let limits = &self.frozen.limits;
        let begin = match limits.is_empty() {
            true => 0,
            false => limits.partition_point(|one| (one.to as usize) < position),
        };
        let here = limits.iter().enumerate().skip(begin);
        here.take_while(move |(_, one)| one.to as usize == position)
    }

    pub(super) fn position(&self, node: usize) -> Option<usize> {
        self.frozen.position_of.get(node).map(|&position| position as usize)
    }

    /// The node at a position that came from this network.
    pub(super) fn node(&self, position: usize) -> usize {
        self.frozen.node_of.get(position).map_or(usize::MAX, |&node| node as usize)
    }
}
