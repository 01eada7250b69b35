//! A set of nodes, one bit each. Invariant: iteration is ascending. Absent: set algebra beyond
//! what the graph needs.

use smallvec::SmallVec;

/// A set of node numbers below a fixed bound, one bit per node.
///
/// PERF: the judge asks for the steps before a step again and again; the graphs of most procedures have
/// fewer than 256 nodes, for which nothing is allocated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NodeSet {
    words: SmallVec<[u64; 4]>,
    len: usize,
}

/// The word of a node and its bit in it.
fn place(node: usize) -> (usize, u64) {
    (node / 64, 1_u64 << (node % 64))
}

impl NodeSet {
    /// The empty set over the nodes `0..bound`.
    #[must_use]
    pub fn new(bound: usize) -> Self {
        Self { words: SmallVec::from_elem(0, bound.div_ceil(64)), len: 0 }
    }

    /// Adds `node`; says whether it was new. A node beyond the bound is not added.
    pub fn insert(&mut self, node: usize) -> bool {
        let (word, bit) = place(node);
        match self.words.get_mut(word) {
            Some(slot) if *slot & bit == 0 => {
                *slot |= bit;
                self.len += 1;
                true
            }
            _ => false,
        }
    }

    /// Whether `node` is in the set.
    #[must_use]
    pub fn contains(&self, node: usize) -> bool {
        let (word, bit) = place(node);
        self.words.get(word).is_some_and(|slot| slot & bit != 0)
    }

    /// How many nodes are in the set.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether the set has no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The nodes, ascending.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(word, &bits)| {
            std::iter::successors((bits != 0).then_some(bits), |rest| {
                let next = rest & (rest - 1);
                (next != 0).then_some(next)
            })
            .map(move |rest| word * 64 + rest.trailing_zeros() as usize)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::NodeSet;

    #[test]
    fn keeps_each_node_once_and_lists_them_ascending() {
        let mut set = NodeSet::new(130);
        for node in [129, 0, 64, 63, 64] {
            set.insert(node);
        }
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 63, 64, 129]);
        assert_eq!(set.len(), 4);
        assert!(set.contains(63) && !set.contains(62));
    }

    #[test]
    fn a_node_beyond_the_bound_is_not_added() {
        let mut set = NodeSet::new(3);
        assert!(!set.insert(64));
        assert!(set.is_empty() && !set.contains(64));
    }
}
