//! Building the graph, its order and its neighbourhoods.
//!
//! Invariant: a [`Dag`] is acyclic and its answers do not depend on the order of insertion.
//! Absent: weights, dates, names.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use smallvec::{SmallVec, smallvec};

use super::cycles::{Cycles, find_cycles};
use super::nodes::NodeSet;
use super::search::Search;

/// The graph as the library holds it: nodes without content, edges with their clause.
pub(super) type Inner = DiGraph<(), u32, u32>;

/// LIMIT: more nodes than any machine that reads statutes will hold; the library's indexes are 32
/// bits wide and its largest one is reserved.
const MAX_NODES: usize = u32::MAX as usize - 1;

/// The library's index of a node of ours; one that cannot exist stays one that does not.
pub(super) fn index(node: usize) -> NodeIndex<u32> {
    NodeIndex::new(node.min(MAX_NODES))
}

/// One edge: `from` is finished before `to` starts, because clause `label` says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edge {
    /// The node that comes first.
    pub from: usize,
    /// The node that waits.
    pub to: usize,
    /// The clause that writes the edge, as the caller numbers clauses.
    pub label: u32,
}

/// A neighbour of a node and the clause of the edge between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Neighbour {
    /// The node at the other end.
    pub node: usize,
    /// The clause that writes the edge.
    pub label: u32,
}

/// Collects the edges of a graph over the nodes `0..nodes`.
#[derive(Clone, Debug)]
pub struct DagBuilder {
    nodes: usize,
    edges: Vec<Edge>,
}

impl DagBuilder {
    /// A graph of `nodes` nodes (at most 2³² − 2) and no edge yet.
    #[must_use]
    pub fn new(nodes: usize) -> Self {
        Self { nodes: nodes.min(MAX_NODES), edges: Vec::new() }
    }

    /// Adds the edge `from` → `to`, written by clause `label`. Two clauses may write the same
    /// edge; both are kept. An edge that names a node that does not exist is not added, and the
    /// answer is `false`.
    pub fn edge(&mut self, from: usize, to: usize, label: u32) -> bool {
        let known = from < self.nodes && to < self.nodes;
        if known {
            self.edges.push(Edge { from, to, label });
        }
        known
    }

    /// The graph.
    ///
    /// # Errors
    /// [`Cycles`] if the edges do not form a DAG: every self loop and, for every strongly
    /// connected component, one shortest cycle.
    pub fn build(mut self) -> Result<Dag, Cycles> {
        // The library lists the newest edge first: inserted from the last to the first,
        // neighbours come out ascending, whatever the order in which they were given.
        self.edges.sort_unstable_by(|a, b| b.cmp(a));
        self.edges.dedup();
        let mut inner = Inner::with_capacity(self.nodes, self.edges.len());
        for _ in 0..self.nodes {
            inner.add_node(());
        }
        for edge in &self.edges {
            inner.add_edge(index(edge.from), index(edge.to), edge.label);
        }
        let order = smallest_first_order(&inner);
        if order.len() == self.nodes { Ok(Dag { inner, order }) } else { Err(find_cycles(&inner)) }
    }
}

/// Kahn's order, the smallest ready node first; shorter than the graph if there is a cycle.
fn smallest_first_order(inner: &Inner) -> Vec<usize> {
    let mut waiting: Vec<usize> =
        inner.node_indices().map(|node| inner.edges_directed(node, Direction::Incoming).count()).collect();
    let mut ready: BinaryHeap<Reverse<usize>> =
        waiting.iter().enumerate().filter(|&(_, &count)| count == 0).map(|(node, _)| Reverse(node)).collect();
    let mut order = Vec::with_capacity(waiting.len());
    while let Some(Reverse(node)) = ready.pop() {
        order.push(node);
        for next in inner.neighbors(index(node)) {
            if let Some(count) = waiting.get_mut(next.index()) {
                *count -= 1;
                if *count == 0 {
                    ready.push(Reverse(next.index()));
                }
            }
        }
    }
    order
}

/// A directed graph without cycles over the nodes `0..len()`.
#[derive(Clone, Debug)]
pub struct Dag {
    inner: Inner,
    order: Vec<usize>,
}

impl Default for Dag {
    /// The graph of no nodes.
    fn default() -> Self {
        Self { inner: Inner::default(), order: Vec::new() }
    }
}

impl Dag {
    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.inner.node_count()
    }

    /// Whether there is no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.inner.node_count() == 0
    }

    /// How many edges there are; the same edge written by two clauses counts twice.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.inner.edge_count()
    }

    /// Every node once, each after all its predecessors; among those that are ready the smallest
    /// comes first.
    #[must_use]
    pub fn order(&self) -> &[usize] {
        &self.order
    }

    /// The direct predecessors of `node` with their clauses, ascending; none for an unknown node.
    pub fn predecessors(&self, node: usize) -> impl Iterator<Item = Neighbour> + '_ {
        self.inner
            .edges_directed(index(node), Direction::Incoming)
            .map(|edge| Neighbour { node: edge.source().index(), label: *edge.weight() })
    }

    /// The direct successors of `node` with their clauses, ascending; none for an unknown node.
    pub fn successors(&self, node: usize) -> impl Iterator<Item = Neighbour> + '_ {
        self.inner
            .edges_directed(index(node), Direction::Outgoing)
            .map(|edge| Neighbour { node: edge.target().index(), label: *edge.weight() })
    }

    /// Every node that must be finished before `node` starts, directly or not; without `node`.
    /// One search over the edges behind it, nothing is kept.
    #[must_use]
    pub fn ancestors(&self, node: usize) -> NodeSet {
        self.closure(node, Direction::Incoming)
    }

    /// Every node that waits for `node`, directly or not; without `node`.
    /// One search over the edges before it, nothing is kept.
    #[must_use]
    pub fn descendants(&self, node: usize) -> NodeSet {
        self.closure(node, Direction::Outgoing)
    }

    /// Whether `to` waits for `from`, directly or not. A node does not wait for itself.
    #[must_use]
    pub fn reaches(&self, from: usize, to: usize) -> bool {
        self.path(from, to).is_some()
    }

    /// A shortest chain of edges from `from` to `to`, none if there is no chain or both are the
    /// same node: the clauses by which `to` waits for `from`.
    #[must_use]
    pub fn path(&self, from: usize, to: usize) -> Option<Vec<Edge>> {
        if from == to {
            return None;
        }
        Search::new(&self.inner).shortest(&self.inner, from, to, |_| true)
    }

    fn closure(&self, node: usize, direction: Direction) -> NodeSet {
        let mut found = NodeSet::new(self.len());
        let mut open: SmallVec<[NodeIndex<u32>; 16]> = smallvec![index(node)];
        while let Some(current) = open.pop() {
            for next in self.inner.neighbors_directed(current, direction) {
                if found.insert(next.index()) {
                    open.push(next);
                }
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dag(nodes: usize, edges: &[(usize, usize, u32)]) -> Dag {
        let mut builder = DagBuilder::new(nodes);
        for &(from, to, label) in edges {
            assert!(builder.edge(from, to, label));
        }
        builder.build().expect("no cycle")
    }

    #[test]
    fn order_takes_the_smallest_ready_node() {
        let dag = dag(5, &[(4, 0, 1), (3, 0, 2), (0, 1, 3)]);
        assert_eq!(dag.order(), [2, 3, 4, 0, 1]);
    }

    #[test]
    fn neighbours_are_ascending_whatever_the_insertion() {
        let one = dag(4, &[(0, 3, 9), (0, 1, 7), (1, 3, 5), (0, 3, 2)]);
        let two = dag(4, &[(0, 3, 2), (1, 3, 5), (0, 1, 7), (0, 3, 9)]);
        for graph in [&one, &two] {
            let next: Vec<_> = graph.successors(0).map(|found| (found.node, found.label)).collect();
            assert_eq!(next, [(1, 7), (3, 2), (3, 9)]);
            let before: Vec<_> = graph.predecessors(3).map(|found| (found.node, found.label)).collect();
            assert_eq!(before, [(0, 2), (0, 9), (1, 5)]);
        }
    }

    #[test]
    fn closures_leave_the_node_itself_out() {
        let dag = dag(5, &[(0, 1, 0), (1, 2, 0), (3, 2, 0)]);
        assert_eq!(dag.ancestors(2).iter().collect::<Vec<_>>(), [0, 1, 3]);
        assert_eq!(dag.descendants(0).iter().collect::<Vec<_>>(), [1, 2]);
        assert!(dag.reaches(0, 2) && !dag.reaches(2, 0) && !dag.reaches(2, 2));
        assert!(!dag.reaches(0, 4));
    }

    #[test]
    fn a_path_names_its_clauses() {
        let dag = dag(4, &[(0, 1, 10), (1, 3, 11), (0, 2, 12), (2, 3, 13)]);
        let clauses: Vec<_> = dag.path(0, 3).into_iter().flatten().map(|edge| edge.label).collect();
        assert_eq!(clauses, [10, 11]);
    }

    #[test]
    fn unknown_nodes_are_refused_and_have_no_neighbours() {
        let mut builder = DagBuilder::new(2);
        assert!(!builder.edge(0, 2, 0));
        let dag = builder.build().expect("no edge at all");
        assert_eq!(dag.predecessors(7).count(), 0);
        assert!(dag.ancestors(7).is_empty());
        assert_eq!(dag.path(0, 7), None);
    }

    #[test]
    fn a_chain_of_100_000_is_fine() {
        let last = 99_999;
        let mut builder = DagBuilder::new(last + 1);
        for node in 0..last {
            builder.edge(node, node + 1, 0);
        }
        let dag = builder.build().expect("a chain has no cycle");
        assert_eq!(dag.ancestors(last).len(), last);
        assert_eq!(dag.path(0, last).map(|chain| chain.len()), Some(last));
    }
}
