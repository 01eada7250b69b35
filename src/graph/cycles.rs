//! What stands in the way of an order: cycles, with all their members and clauses.
//!
//! Invariant: every node that lies on a cycle is a member of exactly one reported component (and
//! of its own self loop, if it has one). Absent: the list of all cycles, which is exponential.

use std::fmt;

use petgraph::algo::kosaraju_scc;

use super::dag::{Edge, Inner, index};
use super::search::Search;

/// LIMIT: edges looked at while searching the shortest cycle of one component. Within it the
/// cycle is a shortest one of the component; a component that is larger (some thousand nodes on
/// cycles) reports the shortest among the cycles found by then, which is still a whole cycle.
const SEARCH_LIMIT: usize = 8_000_000;

/// One strongly connected component and one shortest cycle in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// The edges of the cycle in order; it starts at its smallest node, and the last edge leads
    /// back to it. Every member of the cycle is the `from` of exactly one edge.
    pub edges: Vec<Edge>,
    /// All nodes of the component, ascending: each waits for each other. For a self loop that one
    /// node.
    pub component: Vec<usize>,
}

impl Cycle {
    /// The members of the cycle in order, from the smallest.
    pub fn members(&self) -> impl Iterator<Item = usize> + '_ {
        self.edges.iter().map(|edge| edge.from)
    }

    /// The clauses along the cycle: the first leads from the first member to the second.
    pub fn labels(&self) -> impl Iterator<Item = u32> + '_ {
        self.edges.iter().map(|edge| edge.label)
    }
}

/// Why a graph has no order. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycles {
    /// One entry for every self loop and for every component of two or more nodes, ascending by
    /// the smallest member of the component; a self loop comes before a component of that member.
    pub cycles: Vec<Cycle>,
}

impl fmt::Display for Cycles {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, cycle) in self.cycles.iter().enumerate() {
            if place > 0 {
                out.write_str("; ")?;
            }
            out.write_str("nodes wait for each other: ")?;
            for node in cycle.members() {
                write!(out, "{node} -> ")?;
            }
            if let Some(first) = cycle.edges.first() {
                write!(out, "{}", first.from)?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Cycles {}

/// Every self loop and one shortest cycle of every component.
pub(super) fn find_cycles(inner: &Inner) -> Cycles {
    let mut cycles: Vec<Cycle> =
        inner.node_indices().filter_map(|node| self_loop(inner, node.index())).collect();
    let components = kosaraju_scc(inner);
    let mut component_of = vec![0_usize; inner.node_count()];
    for (number, component) in components.iter().enumerate() {
        for node in component {
            if let Some(slot) = component_of.get_mut(node.index()) {
                *slot = number;
            }
        }
    }
    let mut search = Search::new(inner);
    for (number, component) in components.iter().enumerate() {
        if component.len() < 2 {
            continue;
        }
        let mut members: Vec<usize> = component.iter().map(|node| node.index()).collect();
        members.sort_unstable();
        let inside = |node: usize| component_of.get(node) == Some(&number);
        let edges = shortest_cycle(inner, &mut search, &members, inside);
        cycles.push(Cycle { edges, component: members });
    }
    cycles.sort_by_key(|cycle| (cycle.component.first().copied(), cycle.component.len()));
    Cycles { cycles }
}

/// The self loop of `node`, by its smallest clause.
fn self_loop(inner: &Inner, node: usize) -> Option<Cycle> {
    let label = inner.edges_connecting(index(node), index(node)).map(|edge| *edge.weight()).min()?;
    Some(Cycle { edges: vec![Edge { from: node, to: node, label }], component: vec![node] })
}

/// A shortest cycle of two or more nodes in a component.
fn shortest_cycle(
    inner: &Inner,
    search: &mut Search,
    members: &[usize],
    inside: impl Fn(usize) -> bool,
) -> Vec<Edge> {
    let inside = &inside;
    let next_inside = |node: usize| {
        inner
            .neighbors(index(node))
            .map(|next| next.index())
            .filter(move |&next| next != node && inside(next))
    };
    // PERF: a cycle that never meets a node with a choice is the whole component, so the search
    // starts at nodes with a choice only; a ring of 100,000 nodes needs one search.
    let mut starts: Vec<usize> = Vec::new();
    let mut cost = members.len();
    for &node in members {
        let first = next_inside(node).next();
        if next_inside(node).any(|next| Some(next) != first) {
            starts.push(node);
        }
        cost += next_inside(node).count();
    }
    if starts.is_empty() {
        starts.extend(members.first());
    }
    let searches = (SEARCH_LIMIT / cost.max(1)).max(1);
    let mut best: Vec<Edge> = Vec::new();
    for &start in starts.iter().take(searches) {
        match search.shortest(inner, start, start, inside) {
            Some(found) if best.is_empty() || found.len() < best.len() => best = found,
            _ => {}
        }
    }
    rotate_to_smallest(&mut best);
    best
}

/// Starts a cycle at its smallest node.
fn rotate_to_smallest(cycle: &mut [Edge]) {
    let smallest = cycle.iter().enumerate().min_by_key(|(_, edge)| edge.from).map_or(0, |(place, _)| place);
    cycle.rotate_left(smallest);
}

#[cfg(test)]
mod tests {
    use super::super::dag::DagBuilder;
    use super::*;

    fn cycles(nodes: usize, edges: &[(usize, usize, u32)]) -> Vec<Cycle> {
        let mut builder = DagBuilder::new(nodes);
        for &(from, to, label) in edges {
            builder.edge(from, to, label);
        }
        builder.build().expect_err("there is a cycle").cycles
    }

    #[test]
    fn a_cycle_names_all_members_and_clauses_in_order() {
        let found = cycles(4, &[(2, 0, 30), (0, 3, 31), (3, 2, 32), (1, 2, 33)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].members().collect::<Vec<_>>(), [0, 3, 2]);
        assert_eq!(found[0].labels().collect::<Vec<_>>(), [31, 32, 30]);
        assert_eq!(found[0].component, [0, 2, 3]);
    }

    #[test]
    fn the_shortest_cycle_stands_for_a_component() {
        let edges = [(0, 1, 0), (1, 2, 1), (2, 3, 2), (3, 0, 3), (3, 2, 4)];
        let found = cycles(4, &edges);
        assert_eq!(found[0].members().collect::<Vec<_>>(), [2, 3]);
        assert_eq!(found[0].labels().collect::<Vec<_>>(), [2, 4]);
        assert_eq!(found[0].component, [0, 1, 2, 3]);
    }

    #[test]
    fn self_loops_and_every_component_are_reported() {
        let edges = [(5, 5, 9), (3, 4, 1), (4, 3, 2), (1, 1, 4), (0, 1, 5), (1, 0, 6)];
        let found = cycles(6, &edges);
        let members: Vec<Vec<usize>> = found.iter().map(|one| one.members().collect()).collect();
        assert_eq!(members, [vec![0, 1], vec![1], vec![3, 4], vec![5]]);
    }

    #[test]
    fn of_two_clauses_on_an_edge_the_smaller_is_named() {
        let found = cycles(2, &[(0, 1, 8), (0, 1, 3), (1, 0, 5)]);
        assert_eq!(found[0].labels().collect::<Vec<_>>(), [3, 5]);
    }

    #[test]
    fn a_ring_of_100_000_names_all_members() {
        let nodes: u32 = 100_000;
        let mut builder = DagBuilder::new(nodes as usize);
        for node in 0..nodes {
            builder.edge(node as usize, ((node + 1) % nodes) as usize, node);
        }
        let found = builder.build().expect_err("a ring is a cycle").cycles;
        assert!(found[0].members().eq(0..nodes as usize));
        assert!(found[0].labels().eq(0..nodes));
    }

    #[test]
    fn fifty_thousand_small_components_are_linear() {
        let mut builder = DagBuilder::new(100_000);
        for node in (0..100_000).step_by(2) {
            builder.edge(node, node + 1, 0);
            builder.edge(node + 1, node, 1);
        }
        let found = builder.build().expect_err("pairs are cycles").cycles;
        assert_eq!(found.len(), 50_000);
    }

    /// Steps of a shortest way of at least one edge between two nodes, self loops left out.
    fn distances(nodes: usize, edges: &[(usize, usize, u32)]) -> Vec<Vec<usize>> {
        let mut steps = vec![vec![usize::MAX / 4; nodes]; nodes];
        for &(from, to, _) in edges.iter().filter(|edge| edge.0 != edge.1) {
            steps[from][to] = 1;
        }
        for middle in 0..nodes {
            for from in 0..nodes {
                for to in 0..nodes {
                    let round = steps[from][middle] + steps[middle][to];
                    steps[from][to] = steps[from][to].min(round);
                }
            }
        }
        steps
    }

    proptest::proptest! {
        #[test]
        fn every_cycle_is_found_shortest_and_whole(
            edges in proptest::collection::vec((0_usize..8, 0_usize..8, 0_u32..5), 0..20),
        ) {
            let steps = distances(8, &edges);
            let mut builder = DagBuilder::new(8);
            for &(from, to, label) in &edges {
                builder.edge(from, to, label);
            }
            let found = builder.build().err().map_or(Vec::new(), |cycles| cycles.cycles);
            for node in 0..8 {
                let looped = edges.iter().any(|edge| edge.0 == node && edge.1 == node);
                let alone = found.iter().filter(|one| one.component == [node]).count();
                proptest::prop_assert_eq!(alone, usize::from(looped));
                let together: Vec<_> = found
                    .iter()
                    .filter(|one| one.component.len() > 1 && one.component.contains(&node))
                    .collect();
                proptest::prop_assert_eq!(together.len(), usize::from(steps[node][node] < 100));
                for cycle in together {
                    let all: Vec<usize> = (0..8)
                        .filter(|&other| steps[node][other] < 100 && steps[other][node] < 100)
                        .collect();
                    proptest::prop_assert_eq!(&cycle.component, &all);
                    let least = all.iter().map(|&one| steps[one][one]).min();
                    proptest::prop_assert_eq!(Some(cycle.edges.len()), least);
                }
            }
            for cycle in &found {
                let next = cycle.edges.iter().cycle().skip(1);
                for (edge, next) in cycle.edges.iter().zip(next) {
                    proptest::prop_assert_eq!(edge.to, next.from);
                    proptest::prop_assert!(edges.contains(&(edge.from, edge.to, edge.label)));
                }
                proptest::prop_assert_eq!(cycle.members().min(), cycle.members().next());
            }
        }
    }
}
