//! Faults of a dossier, by data path until somebody places them.

use super::DataPath;
use crate::diag::{Diagnostic, Message};

/// Which end of a path a fault is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The value.
    Value,
    /// The key that leads to it.
    Key,
}

/// Something wrong with a dossier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What it is about; its last part may be absent from the file where something is missing.
    pub path: DataPath,
    /// The value or its key.
    pub spot: Spot,
    /// What is wrong; its span means nothing until the path has been looked up in a text.
    pub diagnostic: Diagnostic,
    /// The other place of a contradiction, and what is there.
    pub other: Option<Box<(DataPath, Message)>>,
}

impl Fault {
    /// Something wrong at one place.
    #[must_use]
    pub fn new(path: DataPath, spot: Spot, diagnostic: Diagnostic) -> Self {
        Self { path, spot, diagnostic, other: None }
    }
}

/// Collects faults. LIMIT: keeps the first [`Faults::LIMIT`] and counts the rest.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub(super) kept: Vec<Fault>,
    pub(super) dropped: usize,
}

impl Faults {
    /// How many are kept.
    pub(super) const LIMIT: usize = 1000;

    /// Leaves out a required field that is missing where one of another name was written: it was misspelt.
    pub(super) fn settle(&mut self) {
        let of = |fault: &Fault| fault.path.0.split_last().map(|(_, of)| of.to_vec());
        let unknown: Vec<_> =
            self.kept.iter().filter(|fault| fault.diagnostic.code.0 == 7036).map(of).collect();
        if !unknown.is_empty() {
            self.kept.retain(|fault| fault.diagnostic.code.0 != 7058 || !unknown.contains(&of(fault)));
        }
    }

    /// Reports one; it is made only if it is kept, since the search for the nearest name costs time.
    pub(super) fn push(&mut self, path: DataPath, spot: Spot, make: impl FnOnce() -> Diagnostic) {
        if self.kept.len() < Self::LIMIT {
            self.kept.push(Fault::new(path, spot, make()));
        } else {
            self.dropped += 1;
        }
    }

    /// Reports one that was made elsewhere.
    pub(super) fn take(&mut self, fault: Fault) {
        if self.kept.len() < Self::LIMIT {
            self.kept.push(fault);
        } else {
            self.dropped += 1;
        }
    }
}

/// LIMIT: longer words have no nearest name; the search is quadratic in their length.
const SUGGESTED: usize = 64;

/// The name nearest to `word`, if one is near: at most a third of its characters differ, or one holds the other.
pub(crate) fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let length = word.chars().take(SUGGESTED + 1).count();
    if length == 0 || length > SUGGESTED {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        let distance = if name == word { 0 } else { strsim::osa_distance(word, name) };
        let longer = length.max(name.chars().count());
        let near = distance * 3 <= longer
            || (distance == 1 && longer == 2)
            || (length > 1 && (name.contains(word) || word.contains(name)));
        if near && !name.is_empty() && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_near() {
        let names = ["公开征求意见", "合法性审查", "归档"];
        assert_eq!(nearest("公开征求意件", names), Some("公开征求意见"));
        assert_eq!(nearest("征求意见", names), Some("公开征求意见"));
        assert_eq!(nearest("专家论证", names), None);
        assert_eq!(nearest("", names), None);
        assert_eq!(nearest(&"公".repeat(100_000), names), None);
    }
}
