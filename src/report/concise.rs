//! One line a finding: `path:line:column: CODE message`, for editors and grep.

use super::facts::Facts;
use super::{Style, View, late, locate, rule_place, wording};
use crate::diag::{Diagnostic, Lang};
use crate::judge::{Status, Subject};
use crate::text::SourceMap;
use std::fmt::Write as _;

/// A diagnostic in one line.
#[must_use]
pub fn diagnostic(sources: &SourceMap, found: &Diagnostic, lang: Lang) -> String {
    let message = found.message.get(lang);
    match sources.get(found.span.file) {
        Some(source) => {
            let at = source.lines().place(&source.text, found.span.start);
            format!("{}:{}:{}: {} {message}", source.name, at.line, at.column, found.code)
        }
        None => format!("{} {message}", found.code),
    }
}

/// A fault of input in one line, with what to write instead: `file:line:column: CODE message: help`. What is told
/// of a whole dossier stands at its name.
#[must_use]
pub fn fault(sources: &SourceMap, found: &Diagnostic, lang: Lang) -> String {
    let whole = sources.get(found.span.file).filter(|source| source.text.is_empty());
    let line = match whole {
        Some(source) => format!("{}: {} {}", source.name, found.code, found.message.get(lang)),
        None => diagnostic(sources, found, lang),
    };
    let Some(help) = &found.help else { return line };
    match lang {
        Lang::Zh => format!("{line}。{}", help.zh),
        Lang::En => format!("{line}; {}", help.en),
    }
}

/// The verdicts of one dossier, one line each: `file:line:column: status id: sentence`. The place
/// is the first piece of evidence, else that of the rule.
#[must_use]
pub fn verdicts(view: &View<'_>, only: &[Subject], style: Style) -> String {
    let mut out = String::new();
    for verdict in &view.report.verdicts {
        if !super::wanted(only, verdict) {
            continue;
        }
        let facts = Facts::of(*view, *verdict);
        let settled = matches!(verdict.status, Status::NotApplicable | Status::Satisfied | Status::Waived);
        let evidence = if settled { Vec::new() } else { facts.evidence() };
        let first = locate(view, evidence.into_iter().take(1).collect()).into_iter().next();
        let place = match first.and_then(|found| Some((found.file, found.place?))) {
            Some((file, at)) => format!("{file}:{}:{}", at.line, at.column),
            None => {
                let (file, at) = rule_place(view.rules, facts.obligation.span);
                format!("{file}:{}:{}", at.line, at.column)
            }
        };
        let status = wording::status_key(verdict.status);
        let _ = writeln!(out, "{place}: {status} {}: {}", facts.id(), wording::sentence(&facts, style.lang));
    }
    if only.is_empty() {
        for (entry, at) in late::entries(view) {
            let place = at.place.map(|at| format!(":{}:{}", at.line, at.column)).unwrap_or_default();
            let words = late::sentence(view, &entry, style.lang);
            let _ = writeln!(out, "{}{place}: late_entry {words}", view.dossier.name);
        }
    }
    out
}
