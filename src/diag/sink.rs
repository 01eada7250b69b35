//! Where floors report to.

use super::{Diagnostic, Severity};

/// Collects diagnostics. LIMIT: keeps the first [`Sink::LIMIT`] and counts the rest, so that a
/// hostile file cannot fill the memory.
#[derive(Clone, Debug, Default)]
pub struct Sink {
    kept: Vec<Diagnostic>,
    dropped: usize,
    errors: usize,
}

impl Sink {
    /// How many diagnostics are kept.
    pub const LIMIT: usize = 2000;

    /// Reports one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.errors += usize::from(diagnostic.severity == Severity::Error);
        if self.kept.len() < Self::LIMIT {
            self.kept.push(diagnostic);
        } else {
            self.dropped += 1;
        }
    }

    /// Reports several.
    pub fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }

    /// Whether an error was reported, kept or not.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors > 0
    }

    /// How many were reported, and how many of them are errors.
    #[must_use]
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.kept.len() + self.dropped, self.errors)
    }

    /// How many were reported beyond the limit.
    #[must_use]
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// The kept ones in the order of their places.
    #[must_use]
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.kept.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
        self.kept
    }
}
