//! The entries of registers (清单) in a dossier.

use crate::model::Fact;
use smallvec::SmallVec;
use smol_str::SmolStr;
use std::sync::Arc;

/// One entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What tells it apart within its register.
    pub key: SmolStr,
    /// Its fields by slot of the register's schema.
    pub fields: Box<[Fact]>,
}

/// The entries of one register: those of the dossier first, then those of shared files, each in the
/// order of its file. An entry is known by its position among all of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entries {
    parts: SmallVec<[Part; 1]>,
    len: u32,
}

/// The entries of one file; shared ones are held once for all dossiers.
#[derive(Clone, Debug, PartialEq)]
struct Part {
    file: u32,
    first: u32,
    entries: Arc<[Entry]>,
}

impl Entries {
    /// Adds the entries of a file: 0 is the dossier itself, 1 and on its shared files.
    pub(crate) fn add(&mut self, file: u32, entries: Arc<[Entry]>) {
        let more = u32::try_from(entries.len()).unwrap_or(u32::MAX);
        if more > 0 {
            self.parts.push(Part { file, first: self.len, entries });
            self.len = self.len.saturating_add(more);
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The entry at a position.
    #[must_use]
    pub fn get(&self, at: u32) -> Option<&Entry> {
        let part = self.part(at)?;
        part.entries.get((at - part.first) as usize)
    }

    /// The file of an entry, and its position there.
    #[must_use]
    pub fn place(&self, at: u32) -> Option<(u32, u32)> {
        self.part(at).map(|part| (part.file, at - part.first))
    }

    fn part(&self, at: u32) -> Option<&Part> {
        self.parts.iter().rev().find(|part| part.first <= at)
    }

    /// All entries in order.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.parts.iter().flat_map(|part| part.entries.iter())
    }

    /// The position of a key.
    #[must_use]
    pub fn find(&self, key: &str) -> Option<u32> {
        self.iter().position(|entry| entry.key == key).and_then(|at| u32::try_from(at).ok())
    }

    /// Changes a field of an entry; of a shared one in a copy.
    pub(crate) fn set(&mut self, at: u32, change: impl FnOnce(&mut [Fact])) {
        let Some(part) = self.parts.iter_mut().rev().find(|part| part.first <= at) else { return };
        let mut entries: Vec<Entry> = part.entries.to_vec();
        if let Some(entry) = entries.get_mut((at - part.first) as usize) {
            change(&mut entry.fields);
        }
        part.entries = entries.into();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(keys: &[&str]) -> Arc<[Entry]> {
        keys.iter().map(|key| Entry { key: SmolStr::new(key), fields: Box::default() }).collect()
    }

    #[test]
    fn positions_run_over_all_files() {
        let mut all = Entries::default();
        all.add(0, entries(&["甲"]));
        all.add(1, entries(&[]));
        all.add(2, entries(&["乙", "丙"]));
        assert_eq!(all.len(), 3);
        assert_eq!(all.get(2).map(|entry| entry.key.as_str()), Some("丙"));
        assert_eq!(all.place(2), Some((2, 1)));
        assert_eq!(all.find("乙"), Some(1));
        assert_eq!(all.get(3), None);
    }
}
