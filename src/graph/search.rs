//! Breadth first search for a shortest chain of edges.
//!
//! Invariant: the chain depends on the edges alone. Absent: recursion, and self loops, which never
//! shorten a chain.

use std::collections::VecDeque;

use petgraph::visit::EdgeRef;

use super::dag::{Edge, Inner, index};

/// Room for searches over one graph; a search pays for the nodes it meets, not for the graph.
pub(super) struct Search {
    /// By which edge a node was first met.
    entered: Vec<Option<Edge>>,
    /// The nodes met, to be forgotten before the next search.
    met: Vec<usize>,
}

impl Search {
    pub(super) fn new(inner: &Inner) -> Self {
        Self { entered: vec![None; inner.node_count()], met: Vec::new() }
    }

    /// A shortest chain of at least one edge from `from` to `to` (which may be the same node) over
    /// the nodes that `within` admits; among several the one whose nodes are met first in
    /// ascending order, and of two clauses on one edge the smaller.
    pub(super) fn shortest(
        &mut self,
        inner: &Inner,
        from: usize,
        to: usize,
        within: impl Fn(usize) -> bool,
    ) -> Option<Vec<Edge>> {
        for node in self.met.drain(..) {
            if let Some(slot) = self.entered.get_mut(node) {
                *slot = None;
            }
        }
        let mut open = VecDeque::from([from]);
        while let Some(node) = open.pop_front() {
            for found in inner.edges(index(node)) {
                let next = found.target().index();
                let edge = Edge { from: node, to: next, label: *found.weight() };
                if next == node {
                    continue;
                }
                if next == to {
                    return Some(self.trace_back(from, edge));
                }
                if next != from
                    && within(next)
                    && let Some(slot @ None) = self.entered.get_mut(next)
                {
                    *slot = Some(edge);
                    self.met.push(next);
                    open.push_back(next);
                }
            }
        }
        None
    }

    /// The chain from `from` that ends with `last`, in order.
    fn trace_back(&self, from: usize, last: Edge) -> Vec<Edge> {
        let mut chain = vec![last];
        let mut node = last.from;
        while node != from {
            let Some(&Some(edge)) = self.entered.get(node) else {
                break;
            };
            chain.push(edge);
            node = edge.from;
        }
        chain.reverse();
        chain
    }
}
