//! Registers as a dossier writes them: names, each with a list of entries.

use super::super::PathPart;
use super::super::fault::Spot;
use super::shape::{Walk, normal};
use super::tree::{Kind, Node};
use crate::diag::dossier as faults;
use crate::model::RawValue;
use smol_str::SmolStr;

impl Walk<'_> {
    /// `{ NAME: [ { … }, { … } ] }`
    pub(super) fn registers(&mut self, node: &Node<'_>) -> Vec<(SmolStr, Vec<RawValue>)> {
        let Kind::Map(entries) = &node.kind else {
            // The fault of a wrong shape is told there.
            drop(self.pairs(node));
            return Vec::new();
        };
        let mut result: Vec<(SmolStr, Vec<RawValue>)> = Vec::with_capacity(entries.len());
        for entry in entries {
            let key = normal(&entry.key);
            self.below(PathPart::Key(key.clone()), |walk| {
                if result.iter().any(|(other, _)| *other == key) {
                    walk.fault(Spot::Key, || faults::doubled_key(&entry.key));
                }
                let items = match entry.value.kind {
                    Kind::Null => Vec::new(),
                    _ => walk.list(&entry.value, Self::raw),
                };
                result.push((key, items));
            });
        }
        result
    }
}
