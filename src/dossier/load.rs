//! From text to a typed dossier, with every fault of the text at its place.

use super::fault::{Fault, Faults};
use super::read::{locate, parser, span, submission};
use super::{Dossier, Limits, typing};
use crate::diag::{Diagnostic, dossier as faults};
use crate::model::RuleSet;
use crate::text::{Source, digest};
use std::fmt;

/// How a dossier is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// JSON (RFC 8259).
    Json,
    /// RON, with or without the names of structs, `Some` optional.
    Ron,
}

impl Format {
    /// The format of a file name, by its ending.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending {
            _ if ending.eq_ignore_ascii_case("json") => Some(Self::Json),
            _ if ending.eq_ignore_ascii_case("ron") => Some(Self::Ron),
            _ => None,
        }
    }
}

/// Why a text is no dossier: all faults of it.
#[derive(Clone, Debug)]
pub struct DossierErrors {
    /// The text, for places.
    pub source: Source,
    /// What is wrong with it, in the order of the text; spans are in `source`.
    pub diagnostics: Vec<Diagnostic>,
}

impl fmt::Display for DossierErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.diagnostics.len();
        write!(f, "{}: {count} faults", self.source.name)?;
        match self.diagnostics.first() {
            Some(first) => write!(f, ", the first: {} {}", first.code, first.message.en),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DossierErrors {}

/// Reads and types a dossier. `name` is what reports call it.
///
/// # Errors
/// [`DossierErrors`] with every fault of the text: of its syntax, its shape, and its values against the rules. Where
/// the syntax is damaged beyond doubt the rest cannot be checked, and only the syntax is reported.
pub fn read_dossier(
    rules: &RuleSet,
    format: Format,
    name: &str,
    text: &str,
) -> Result<Dossier, Box<DossierErrors>> {
    read_dossier_within(rules, format, name, text, Limits::default())
}

/// [`read_dossier`] within limits of the caller's own.
///
/// # Errors
/// As [`read_dossier`], and where a limit is passed.
pub fn read_dossier_within(
    rules: &RuleSet,
    format: Format,
    name: &str,
    text: &str,
    limits: Limits,
) -> Result<Dossier, Box<DossierErrors>> {
    let refuse = |text: &str, mut diagnostics: Vec<Diagnostic>| {
        diagnostics.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
        Err(Box::new(DossierErrors { source: Source::new(name, text), diagnostics }))
    };
    if text.len() > limits.bytes.min(u32::MAX as usize) {
        // The text is not kept: whoever refuses it for its size must not copy it.
        return refuse("", vec![faults::too_large(text.len(), limits.bytes)]);
    }
    let parsed = parser::parse(text, format, limits);
    if parsed.damaged {
        return refuse(text, parsed.faults);
    }
    let mut shape = Faults::default();
    let submitted = submission(&parsed.root, &mut shape);
    let mut values = Faults::default();
    let dossier = typing::typed(rules, name, &submitted, digest([text.as_bytes()]), None, &mut values);
    if parsed.faults.is_empty() && shape.kept.is_empty() && values.kept.is_empty() {
        return Ok(dossier);
    }
    let dropped = shape.dropped + values.dropped;
    values.kept.retain(|fault| !follows(fault, &shape.kept));
    let mut diagnostics = parsed.faults;
    // What stands there without its quotes has been reported; that it is no date either follows from it.
    let unread: Vec<u32> = diagnostics
        .iter()
        .filter(|found| matches!(found.code.0, 7013 | 7014))
        .map(|found| found.span.start)
        .collect();
    for Fault { path, spot, mut diagnostic } in shape.kept.into_iter().chain(values.kept) {
        diagnostic.span = locate(text, &parsed.root, &path, spot, &|_, _| false);
        if unread.contains(&diagnostic.span.start) {
            continue;
        }
        if !path.0.is_empty() {
            diagnostic.message.zh.push_str(&format!("（{path}）"));
            diagnostic.message.en.push_str(&format!(" (at {path})"));
        }
        diagnostics.push(diagnostic);
    }
    if dropped > 0 {
        let mut more = faults::more(dropped);
        more.span = span(text.len(), text.len());
        diagnostics.push(more);
    }
    refuse(text, diagnostics)
}

/// Whether a fault of a value only repeats that something there or above it has the wrong shape.
fn follows(fault: &Fault, shape: &[Fault]) -> bool {
    shape.iter().any(|found| fault.path.0.starts_with(&found.path.0))
}
