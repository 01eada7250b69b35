//! Why a run cannot go on: exit code 2.

use crate::diag::Diagnostic;
use crate::dossier::DossierErrors;
use crate::engine::CompileErrors;
use crate::text::{FileId, SourceMap};

/// Wrong input or usage.
#[derive(Debug)]
pub(super) enum Failure {
    /// Something wrong with a text, or with what was asked.
    Said(SourceMap, Vec<Diagnostic>),
    /// The output cannot be written.
    Output(std::io::Error),
}

impl From<Box<Diagnostic>> for Failure {
    fn from(found: Box<Diagnostic>) -> Self {
        Self::Said(SourceMap::default(), vec![*found])
    }
}

impl From<CompileErrors> for Failure {
    fn from(errors: CompileErrors) -> Self {
        Self::Said(errors.sources, errors.diagnostics)
    }
}

impl From<Box<DossierErrors>> for Failure {
    fn from(errors: Box<DossierErrors>) -> Self {
        let mut sources = SourceMap::default();
        let mut found = Vec::new();
        let mut open = vec![*errors];
        while let Some(errors) = open.pop() {
            let file = sources.add(errors.source).unwrap_or(FileId(u16::MAX));
            found.extend(errors.diagnostics.into_iter().map(|mut one| {
                one.move_to(file);
                one
            }));
            open.extend(errors.others.into_iter().rev());
        }
        Self::Said(sources, found)
    }
}

impl Failure {
    /// Where the first fault is, as far as that is known: `file:line`.
    pub(super) fn place(&self) -> Option<String> {
        let Self::Said(sources, found) = self else { return None };
        let first = found.first()?;
        let source = sources.get(first.span.file)?;
        if source.text.is_empty() {
            return Some(source.name.to_string());
        }
        let line = source.lines().place(&source.text, first.span.start).line;
        Some(format!("{}:{line}", source.name))
    }

    /// A fault that is about a dossier as a whole, told at its name.
    pub(super) fn about(name: &str, found: Box<Diagnostic>) -> Self {
        let mut sources = SourceMap::default();
        sources.add(crate::text::Source::new(name, ""));
        Self::Said(sources, vec![*found])
    }
}
