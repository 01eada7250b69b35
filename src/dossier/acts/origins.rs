//! Where in the file stands what acts were folded into.

use crate::dossier::{DataPath, PathPart};
use std::collections::BTreeMap;

/// From places in the folded dossier to the acts of the file that say it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Origins(BTreeMap<DataPath, DataPath>);

impl Origins {
    pub(super) fn add(&mut self, folded: DataPath, file: DataPath) {
        self.0.insert(folded, file);
    }

    /// The place in the file: that of the longest part of the path that an act says.
    #[must_use]
    pub fn place(&self, path: &DataPath) -> DataPath {
        for length in (1..=path.0.len()).rev() {
            let Some((head, tail)) = path.0.split_at_checked(length) else { continue };
            if let Some(found) = self.0.get(&DataPath(head.to_vec())) {
                let parts: Vec<PathPart> = found.0.iter().chain(tail).cloned().collect();
                return DataPath(parts);
            }
        }
        path.clone()
    }
}
