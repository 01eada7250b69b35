//! Building a network: its order, and its rows.
//!
//! Invariant: the rows of a node ascend by node and label, whatever the order in which relations
//! were given. Absent: dates.

use std::sync::Arc;

use super::activity::{Activity, CalendarId, Role};
use super::constraint::FixedDate;
use super::network::{Frozen, LimitRow, Link, Network, NetworkError, Rows, Special, narrow};
use super::relation::{End, Relation};
use crate::calendar::WorkdayCalendar;
use crate::graph::{Cycle, Cycles, Dag, DagBuilder, Edge};

/// The label of the way from the start of an activity to its own finish.
const OWN: u32 = u32::MAX;

/// Collects activities, relations, fixed dates and calendars.
#[derive(Clone, Debug, Default)]
pub struct NetworkBuilder {
    activities: Vec<Activity>,
    relations: Vec<Relation>,
    fixed: Vec<FixedDate>,
    calendars: Vec<WorkdayCalendar>,
}

impl NetworkBuilder {
    /// Adds an activity; its node is the number of those before it.
    pub fn activity(&mut self, activity: Activity) -> usize {
        self.activities.push(activity);
        self.activities.len() - 1
    }

    /// Adds a relation.
    pub fn relation(&mut self, relation: Relation) -> &mut Self {
        self.relations.push(relation);
        self
    }

    /// Adds the edges of a graph as finish-to-start relations.
    pub fn edges(&mut self, dag: &Dag) -> &mut Self {
        for &node in dag.order() {
            let edges = dag.predecessors(node);
            self.relations.extend(edges.map(|edge| Relation::finish_to_start(edge.node, node, edge.label)));
        }
        self
    }

    /// Adds a fixed date.
    pub fn fix(&mut self, date: FixedDate) -> &mut Self {
        self.fixed.push(date);
        self
    }

    /// Adds a calendar beside that of the plan. LIMIT: at most 255; those beyond are counted by
    /// the plan's.
    pub fn calendar(&mut self, calendar: WorkdayCalendar) -> CalendarId {
        let Ok(id) = u8::try_from(self.calendars.len() + 1) else { return CalendarId::PLAN };
        self.calendars.push(calendar);
        CalendarId(id)
    }

    /// The network.
    ///
    /// # Errors
    /// [`NetworkError`] if a node does not exist or activities wait for each other.
    pub fn build(mut self) -> Result<Network, NetworkError> {
        let nodes = self.activities.len();
        let ends = self.relations.iter().flat_map(|one| [one.from, one.to]);
        let named = ends.chain(self.fixed.iter().map(|one| one.node));
        if let Some(node) = named.into_iter().find(|node| *node >= nodes) {
            return Err(NetworkError::UnknownNode { node });
        }
        self.relations.sort_by_key(|one| (one.from, one.to, one.label, one.from_end, one.to_end));
        let order = self.order()?;
        let (special, plain): (Vec<Relation>, Vec<Relation>) =
            self.relations.iter().partition(|one| !one.is_plain());
        let mut network = freeze(&order, &self.activities, &special, &plain);
        network.calendars = Arc::new(self.calendars);
        for date in self.fixed {
            network.fix(date);
        }
        Ok(network)
    }

    /// The nodes, each after its predecessors as far as that can be.
    fn order(&self) -> Result<Vec<usize>, NetworkError> {
        let mut steps = DagBuilder::new(self.activities.len());
        for one in self.relations.iter().filter(|one| !within_itself(one)) {
            steps.edge(one.from, one.to, one.label);
        }
        let cycles = match steps.build() {
            Ok(dag) => return Ok(dag.order().to_vec()),
            Err(cycles) => cycles,
        };
        if self.relations.iter().all(Relation::is_plain) {
            return Err(cycles.into());
        }
        // Steps within each other have no order, their ends may.
        let mut ends = DagBuilder::new(self.activities.len() * 2);
        for node in 0..self.activities.len() {
            ends.edge(node * 2, node * 2 + 1, OWN);
        }
        for one in self.relations.iter().filter(|one| !within_itself(one)) {
            ends.edge(
                self.end(one.from, one.from_end, End::Finish),
                self.end(one.to, one.to_end, End::Start),
                one.label,
            );
        }
        match ends.build() {
            Ok(dag) => Ok(dag.order().iter().filter(|end| *end % 2 == 0).map(|end| end / 2).collect()),
            Err(cycles) => Err(NetworkError::Cycles(of_nodes(cycles))),
        }
    }

    /// The end of a node; of a join, which has one point in time, the end `of_join`.
    fn end(&self, node: usize, end: End, of_join: End) -> usize {
        let join = matches!(self.activities.get(node).map(|one| one.role), Some(Role::Join { .. }));
        node * 2 + usize::from(if join { of_join } else { end } == End::Finish)
    }
}

/// From the start of a step to its own finish.
fn within_itself(one: &Relation) -> bool {
    one.from == one.to && (one.from_end, one.to_end) == (End::Start, End::Finish)
}

/// Cycles of ends as cycles of activities.
fn of_nodes(cycles: Cycles) -> Cycles {
    let node = |end: usize| end / 2;
    let cycles = cycles.cycles.into_iter().map(|cycle| {
        let edges = cycle.edges.iter().filter(|edge| edge.label != OWN);
        let mut component: Vec<usize> = cycle.component.iter().map(|end| node(*end)).collect();
        component.dedup();
        let edges = edges.map(|edge| Edge { from: node(edge.from), to: node(edge.to), label: edge.label });
        Cycle { edges: edges.collect(), component }
    });
    Cycles { cycles: cycles.collect() }
}

/// A network of finish-to-start edges alone.
pub(super) fn from_dag(dag: &Dag, activities: &[Activity]) -> Result<Network, NetworkError> {
    let mut plain = Vec::with_capacity(dag.edge_count());
    for node in 0..dag.len() {
        plain.extend(dag.successors(node).map(|next| Relation::finish_to_start(node, next.node, next.label)));
    }
    Ok(freeze(dag.order(), activities, &[], &plain))
}

fn freeze(order: &[usize], activities: &[Activity], special: &[Relation], plain: &[Relation]) -> Network {
    let mut frozen = Frozen {
        node_of: order.iter().map(|&node| narrow(node)).collect(),
        position_of: vec![0; order.len()],
        ..Frozen::default()
    };
    for (position, &node) in order.iter().enumerate() {
        if let Some(slot) = frozen.position_of.get_mut(node) {
            *slot = narrow(position);
        }
    }
    let position = |node: usize| frozen.position_of.get(node).copied().unwrap_or(0);
    let ties: Vec<(u32, u32)> =
        special.iter().chain(plain).map(|one| (position(one.from), position(one.to))).collect();
    frozen.back = ties.iter().filter(|(from, to)| from > to).map(|(_, to)| *to).collect();
    let mut limits: Vec<LimitRow> = Vec::new();
    for one in special {
        let limit = one.limit.map(|limit| LimitRow {
            from: position(one.from),
            from_end: one.from_end,
            to: position(one.to),
            to_end: one.to_end,
            limit,
            calendar: one.calendar,
            label: one.label,
        });
        limits.extend(limit);
    }
    limits.sort_by_key(|one| one.to);
    frozen.limits = limits;
    frozen.specials = special.iter().map(as_special).collect();
    frozen.labels = special.iter().chain(plain).map(|one| one.label).collect();
    frozen.before = rows(&ties, &frozen.node_of, |tie| (tie.1, tie.0), &frozen.labels);
    frozen.after = rows(&ties, &frozen.node_of, |tie| tie, &frozen.labels);
    let activities: Vec<Activity> = order.iter().filter_map(|&node| activities.get(node).copied()).collect();
    let has_joins = activities.iter().any(|one| matches!(one.role, Role::Join { .. }));
    Network { frozen: Arc::new(frozen), activities, fixed: Vec::new(), calendars: Arc::default(), has_joins }
}

fn as_special(one: &Relation) -> Special {
    Special {
        from_end: one.from_end,
        to_end: one.to_end,
        lag: one.lag.filter(|lag| lag.amount > 0),
        calendar: one.calendar,
        weight: one.weight,
    }
}

/// The rows of the nodes: `ends` gives of a tie the position whose row it is in, and the other one.
fn rows(
    ties: &[(u32, u32)],
    node_of: &[u32],
    ends: impl Fn((u32, u32)) -> (u32, u32),
    labels: &[u32],
) -> Rows {
    let mut counts = vec![0_u32; node_of.len() + 1];
    for tie in ties {
        if let Some(slot) = counts.get_mut(ends(*tie).0 as usize + 1) {
            *slot += 1;
        }
    }
    let mut sum = 0;
    for count in &mut counts {
        sum += *count;
        *count = sum;
    }
    let mut links = vec![Link { position: 0, relation: 0 }; ties.len()];
    for (relation, tie) in ties.iter().enumerate() {
        let (own, other) = ends(*tie);
        if let Some(next) = counts.get_mut(own as usize) {
            if let Some(slot) = links.get_mut(*next as usize) {
                *slot = Link { position: other, relation: narrow(relation) };
            }
            *next += 1;
        }
    }
    counts.pop();
    let mut rows = Rows { ends: counts, links };
    let key = |link: &Link| {
        let node = node_of.get(link.position as usize).copied().unwrap_or(0);
        (node, labels.get(link.relation as usize).copied().unwrap_or(0), link.relation)
    };
    for position in 0..node_of.len() {
        let (begin, end) = (rows.begin(position), rows.ends.get(position).map_or(0, |end| *end as usize));
        if let Some(row) = rows.links.get_mut(begin..end)
            && row.len() > 1
        {
            row.sort_unstable_by_key(key);
        }
    }
    rows
}
