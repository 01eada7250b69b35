//! An arena in which a sentence is put together before it is written to the tree in preorder.
//!
//! INVARIANT: children are made before their parents, so a node's depth is known when it is made
//! and nothing here recurses.

use super::head::HeadTerm;
use super::term::Term;
use super::tree::{NodeKind, TreeBuilder};
use smallvec::SmallVec;

/// A node of the arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Id(u32);

/// Nodes in the order of their places.
///
/// PERF: few nodes have more children than are kept here without allocating.
pub(super) type Ids = SmallVec<[Id; 8]>;

#[derive(Clone, Copy, Debug)]
struct Slot {
    kind: NodeKind,
    start: u32,
    end: u32,
    depth: u16,
    first: Option<Id>,
    next: Option<Id>,
}

/// The arena; cleared after every sentence.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    slots: Vec<Slot>,
    /// Lists of sentences that are written, empty and ready for the next.
    spare: Vec<(Vec<HeadTerm>, Vec<Term>)>,
}

impl Scratch {
    pub(super) fn clear(&mut self) {
        self.slots.clear();
    }

    /// Lists for a sentence's head and tail.
    pub(super) fn lists(&mut self) -> (Vec<HeadTerm>, Vec<Term>) {
        self.spare.pop().unwrap_or_default()
    }

    /// Takes the lists of a sentence that is written.
    pub(super) fn give_back(&mut self, mut head: Vec<HeadTerm>, mut tail: Vec<Term>) {
        head.clear();
        tail.clear();
        self.spare.push((head, tail));
    }

    pub(super) fn leaf(&mut self, kind: NodeKind, start: u32, end: u32) -> Id {
        self.push(Slot { kind, start, end, depth: 1, first: None, next: None })
    }

    /// A node over its children, which must stand in the order of their places.
    pub(super) fn node(&mut self, kind: NodeKind, children: &[Id]) -> Id {
        let start = children.first().map_or(0, |id| self.range(*id).0);
        let end = children.last().map_or(start, |id| self.range(*id).1);
        let depth = children.iter().map(|id| self.depth(*id)).max().unwrap_or(0).saturating_add(1);
        for (id, next) in children.iter().zip(children.iter().skip(1)) {
            if let Some(slot) = self.slots.get_mut(id.0 as usize) {
                slot.next = Some(*next);
            }
        }
        self.push(Slot { kind, start, end, depth, first: children.first().copied(), next: None })
    }

    pub(super) fn range(&self, id: Id) -> (u32, u32) {
        self.slots.get(id.0 as usize).map_or((0, 0), |slot| (slot.start, slot.end))
    }

    /// How many levels a node has, itself included.
    pub(super) fn depth(&self, id: Id) -> u16 {
        self.slots.get(id.0 as usize).map_or(0, |slot| slot.depth)
    }

    /// Writes a node and all below it; `place` maps offsets to those of the file.
    pub(super) fn emit(&self, id: Id, place: impl Fn(u32) -> u32, tree: &mut TreeBuilder) {
        // The ends of the nodes that are open, with what follows them.
        let mut open: SmallVec<[(u32, Option<Id>); 16]> = SmallVec::new();
        let mut at = Some(id);
        loop {
            let Some(slot) = at.and_then(|id| self.slots.get(id.0 as usize)) else {
                let Some((end, next)) = open.pop() else { return };
                tree.close(place(end));
                at = next;
                continue;
            };
            let next = if at == Some(id) { None } else { slot.next };
            if slot.first.is_some() {
                tree.open(slot.kind, place(slot.start));
                open.push((slot.end, next));
                at = slot.first;
            } else {
                tree.token(slot.kind, place(slot.start), place(slot.end));
                at = next;
            }
        }
    }

    fn push(&mut self, slot: Slot) -> Id {
        let id = Id(u32::try_from(self.slots.len()).unwrap_or(u32::MAX));
        self.slots.push(slot);
        id
    }
}
