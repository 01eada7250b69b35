//! Bounds for rules and dossiers of unknown origin.

use crate::dossier;

/// What is read at most; whatever is larger is refused with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one file of rules.
    pub file_bytes: usize,
    /// Files of one rule set, imported ones included.
    pub files: usize,
    /// Bytes of all files of one rule set.
    pub total_bytes: usize,
    /// Of dossiers.
    pub dossier: dossier::Limits,
}

impl Default for Limits {
    /// 8 MiB a file, 1,000 files, 64 MiB in all.
    fn default() -> Self {
        Self { file_bytes: 8 << 20, files: 1_000, total_bytes: 64 << 20, dossier: dossier::Limits::default() }
    }
}
