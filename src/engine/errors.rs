//! Why rules could not be compiled.

use crate::diag::{Diagnostic, Severity};
use crate::text::SourceMap;
use std::fmt;

/// Everything that is wrong with a set of rules, and the texts it is wrong in.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CompileErrors {
    /// The files; spans of the diagnostics point into them.
    pub sources: SourceMap,
    /// Errors, warnings and notes in the order of their places; at least one error.
    pub diagnostics: Vec<Diagnostic>,
}

impl CompileErrors {
    /// How many of the diagnostics are errors.
    #[must_use]
    pub fn count(&self) -> usize {
        self.diagnostics.iter().filter(|found| found.severity == Severity::Error).count()
    }
}

impl fmt::Display for CompileErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.diagnostics.iter().find(|found| found.severity == Severity::Error);
        match first {
            Some(first) => write!(
                f,
                "{} errors in the rules, the first: {} {}",
                self.count(),
                first.code,
                first.message.en
            ),
            None => f.write_str("the rules could not be compiled"),
        }
    }
}

impl std::error::Error for CompileErrors {}
