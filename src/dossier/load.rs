//! From text to a typed dossier, with every fault of the text at its place.

use super::fault::{Fault, Faults, Spot};
use super::read::{locate, parser, span, submission};
use super::{DataPath, Dossier, Gathered, Limits, typing};
use crate::diag::{Diagnostic, dossier as faults};
use crate::model::{RuleSet, Submission};
use crate::text::{Source, digest};
use smol_str::SmolStr;
use std::fmt;

/// How a dossier is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Format {
    /// JSON (RFC 8259).
    Json,
    /// RON, with or without the names of structs, `Some` optional.
    Ron,
    /// YAML 1.2, one document.
    #[cfg(feature = "yaml")]
    Yaml,
}

impl Format {
    /// The format of a file name, by its ending.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let (_, ending) = name.rsplit_once('.')?;
        match ending {
            _ if ending.eq_ignore_ascii_case("json") => Some(Self::Json),
            _ if ending.eq_ignore_ascii_case("ron") => Some(Self::Ron),
            #[cfg(feature = "yaml")]
            _ if ending.eq_ignore_ascii_case("yaml") || ending.eq_ignore_ascii_case("yml") => {
                Some(Self::Yaml)
            }
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
    /// What is wrong with the files that it shares with others.
    pub others: Vec<DossierErrors>,
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
    read_dossier_sharing(rules, format, (name, None), text, limits, &mut Gathered::nobody)
}

/// [`read_dossier`] of one line of a file of many (`.jsonl`); `line` counts from 1, and faults are placed by it.
///
/// # Errors
/// As [`read_dossier`].
pub fn read_dossier_line(
    rules: &RuleSet,
    name: &str,
    line: u32,
    text: &str,
) -> Result<Dossier, Box<DossierErrors>> {
    let at = (name, Some(line));
    read_dossier_sharing(rules, Format::Json, at, text, Limits::default(), &mut Gathered::nobody)
}

/// [`read_dossier_within`] with somebody to ask for the shared files that the dossier names. `at`: the name of the
/// file, and the line where it holds many.
///
/// # Errors
/// As [`read_dossier_within`]; what is wrong in a shared file is told in [`DossierErrors::others`].
pub fn read_dossier_sharing(
    rules: &RuleSet,
    format: Format,
    at: (&str, Option<u32>),
    text: &str,
    limits: Limits,
    gather: &mut dyn FnMut(&[SmolStr]) -> Gathered,
) -> Result<Dossier, Box<DossierErrors>> {
    read_submission_sharing(rules, format, at, text, limits, gather).map(|(_, dossier)| dossier)
}

/// [`read_dossier_sharing`] that also gives what was submitted, before it was typed.
///
/// # Errors
/// As [`read_dossier_sharing`].
pub fn read_submission_sharing(
    rules: &RuleSet,
    format: Format,
    at: (&str, Option<u32>),
    text: &str,
    limits: Limits,
    gather: &mut dyn FnMut(&[SmolStr]) -> Gathered,
) -> Result<(Submission, Dossier), Box<DossierErrors>> {
    let read = Text::read(format, at, text, limits)?;
    let Gathered { files, refused: absent, faulty } = gather(&read.submitted.shared);
    let mut values = Faults::default();
    for (at, diagnostic) in absent {
        values.push(DataPath::key("facts").at(at), Spot::Value, || diagnostic);
    }
    let given = typing::Given { procedure: None, shared: &files };
    let own = digest([text.as_bytes()]);
    let mut dossier = typing::typed(rules, at.0, &read.submitted, own, given, &mut values);
    values.settle();
    dossier.line = at.1;
    if read.is_faultless() && values.kept.is_empty() && faulty.is_empty() {
        return Ok((read.submitted, dossier));
    }
    if !faulty.is_empty() {
        // What names an entry of a file that could not be read is no fault of its own.
        values.kept.retain(|fault| fault.diagnostic.code.0 != 7073);
    }
    let mut errors = refused(at, text, read.diagnostics(values));
    errors.others = faulty;
    Err(errors)
}

/// The refusal of a text.
pub(super) fn refused(
    (name, line): (&str, Option<u32>),
    text: &str,
    mut diagnostics: Vec<Diagnostic>,
) -> Box<DossierErrors> {
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span, diagnostic.code));
    let source = Source::part(name, text, line.unwrap_or(1));
    Box::new(DossierErrors { source, diagnostics, others: Vec::new() })
}

/// A text as far as it can be read without rules: its tree, what it submits, and its faults.
pub(super) struct Text<'t> {
    text: &'t str,
    parsed: parser::Parsed<'t>,
    pub(super) submitted: Submission,
    shape: Faults,
}

impl<'t> Text<'t> {
    pub(super) fn read(
        format: Format,
        at: (&str, Option<u32>),
        text: &'t str,
        limits: Limits,
    ) -> Result<Self, Box<DossierErrors>> {
        if text.len() > limits.bytes.min(u32::MAX as usize) {
            // The text is not kept: whoever refuses it for its size must not copy it.
            return Err(refused(at, "", vec![faults::too_large(text.len(), limits.bytes)]));
        }
        let parsed = parser::parse(text, format, limits);
        if parsed.damaged {
            return Err(refused(at, text, parsed.faults));
        }
        let mut shape = Faults::default();
        let submitted = submission(&parsed.root, &mut shape);
        Ok(Self { text, parsed, submitted, shape })
    }

    pub(super) fn is_faultless(&self) -> bool {
        self.parsed.faults.is_empty() && self.shape.kept.is_empty()
    }

    /// Everything that is wrong with it, at its places.
    pub(super) fn diagnostics(self, mut values: Faults) -> Vec<Diagnostic> {
        let Self { text, parsed, shape, .. } = self;
        let dropped = shape.dropped + values.dropped;
        values.kept.retain(|fault| !follows(fault, &shape.kept));
        let mut diagnostics = parsed.faults;
        // What stands there without its quotes has been reported; that it is no date either follows from it.
        let unread: Vec<u32> = diagnostics
            .iter()
            .filter(|found| matches!(found.code.0, 7013 | 7014 | 7083 | 7085))
            .map(|found| found.span.start)
            .collect();
        for Fault { path, spot, mut diagnostic, other } in shape.kept.into_iter().chain(values.kept) {
            diagnostic.span = locate(text, &parsed.root, &path, spot, &|_, _| false);
            if let Some((place, said)) = other.map(|other| *other) {
                let there = locate(text, &parsed.root, &place, Spot::Value, &|_, _| false);
                diagnostic = diagnostic.label(there, said.zh, said.en);
            }
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
        diagnostics
    }
}

/// Whether a fault of a value only repeats that something there or above it has the wrong shape.
fn follows(fault: &Fault, shape: &[Fault]) -> bool {
    shape.iter().any(|found| fault.path.0.starts_with(&found.path.0))
}

/// What a dossier says of the rules it is to be judged by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// ruleset / 规则集
    pub ruleset: Option<SmolStr>,
    /// procedure / 程序
    pub procedure: Option<SmolStr>,
    /// facts / 共享档案
    pub shared: Vec<SmolStr>,
}

/// Reads the heading alone: what one needs to know before there are rules to read a dossier by. `line`: its line in a
/// file of many.
///
/// # Errors
/// [`DossierErrors`] where the text is so damaged that nothing can be read.
pub fn heading(
    format: Format,
    name: &str,
    line: Option<u32>,
    text: &str,
) -> Result<Heading, Box<DossierErrors>> {
    let limits = Limits::default();
    let refuse = |text: &str, diagnostics| Err(refused((name, line), text, diagnostics));
    if text.len() > limits.bytes {
        return refuse("", vec![faults::too_large(text.len(), limits.bytes)]);
    }
    let parsed = parser::parse(text, format, limits);
    if parsed.damaged {
        return refuse(text, parsed.faults);
    }
    let submitted = submission(&parsed.root, &mut Faults::default());
    Ok(Heading { ruleset: submitted.ruleset, procedure: submitted.procedure, shared: submitted.shared })
}
