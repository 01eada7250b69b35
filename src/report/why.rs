//! The explanation of one verdict: tests in order, conditions with their values, counted periods.

use super::facts::Facts;
use super::{Ink, Style, View, citation, condition, locate, rule_place, superior, wording};
use crate::calendar::explain;
use crate::diag::Lang;
use crate::judge::{ConditionNode, Verdict, evidence_site};
use crate::model::ExprKind;
use std::fmt::Write as _;

/// Explains one verdict of a report.
#[must_use]
pub fn render(view: &View<'_>, verdict: Verdict, style: Style) -> String {
    let facts = Facts::of(*view, verdict);
    let rules = view.rules;
    let lang = style.lang;
    let status = wording::status_word(verdict.status, lang);
    let mut out = format!("{}  {}\n", style.ink(Ink::Bold, &facts.id()), style.ink(Ink::Warn, status));
    let _ = writeln!(out, "  {}", wording::sentence(&facts, lang));
    let _ = writeln!(out, "  {}", citation::citations(rules, &facts.obligation.cites, lang));
    if let Some(note) = &facts.obligation.note {
        let _ = writeln!(out, "  {}{note}", style.pick("说明  ", "words  "));
    }
    let (file, at) = rule_place(rules, facts.obligation.span);
    let _ = writeln!(out, "  {}{file}:{}:{}", style.pick("规则  ", "rules  "), at.line, at.column);
    for line in superior::lines(rules, &facts.obligation, lang) {
        let _ = writeln!(out, "  {line}");
    }
    let Some(told) = &facts.told else { return out };
    if !told.tests.is_empty() {
        let _ = writeln!(out, "{}", style.ink(Ink::Bold, style.pick("依次检查", "Tests, in order")));
    }
    for (number, test) in told.tests.iter().enumerate() {
        let answer = match (test.holds(), lang) {
            (true, Lang::Zh) => "是",
            (false, Lang::Zh) => "否",
            (true, Lang::En) => "yes",
            (false, Lang::En) => "no",
        };
        let _ = writeln!(out, "  {}. {} {answer}", number + 1, wording::test(test, lang));
    }
    if !told.conditions.is_empty() {
        let _ = writeln!(out, "{}", style.ink(Ink::Bold, style.pick("条件", "Conditions")));
    }
    for node in &told.conditions {
        tree(&mut out, view, node, (1, String::new()), style);
    }
    if !told.counted.is_empty() {
        let _ = writeln!(out, "{}", style.ink(Ink::Bold, style.pick("计算", "Counting")));
    }
    for counted in &told.counted {
        let said = explain(counted, &rules.calendar);
        let text = match lang {
            Lang::Zh => said.zh(),
            Lang::En => said.en(),
        };
        let _ = writeln!(out, "  {text}");
    }
    let clock = told.clock.as_ref().map(|run| super::clock::lines(rules, run, lang)).unwrap_or_default();
    if !clock.is_empty() {
        let _ = writeln!(out, "{}", style.ink(Ink::Bold, style.pick("计时", "Clock")));
    }
    for line in clock {
        let _ = writeln!(out, "  {line}");
    }
    for fact in &facts.missing {
        let _ = writeln!(out, "  {}{}  {}", style.pick("缺  ", "missing  "), fact.name, fact.path);
    }
    out
}

fn tree(
    out: &mut String,
    view: &View<'_>,
    node: &ConditionNode,
    (depth, row): (usize, String),
    style: Style,
) {
    // LIMIT: conditions are bounded in depth by the syntax.
    let words = condition::words(view.rules, node.expr);
    let value = condition::read(view.rules, view.dossier, node, style.lang)
        .or_else(|| node.truth.map(|truth| condition::truth(truth, style.lang).to_owned()))
        .unwrap_or_default();
    let element = node.element.map(|at| format!("[{}] ", at + 1)).unwrap_or(row);
    let place = node.evidence.map(|at| evidence_site(view.rules, view.dossier, at));
    let place = place.map(|path| locate(view, vec![path])).and_then(|found| found.into_iter().next());
    let place = match place {
        Some(at) => match at.place {
            Some(place) => format!("  ({}:{}:{}  {})", at.file, place.line, place.column, at.path),
            None => format!("  ({})", at.path),
        },
        None => String::new(),
    };
    let indent = "  ".repeat(depth);
    let _ = writeln!(out, "{indent}{element}{words} = {value}{}", style.ink(Ink::Dim, &place));
    let rows = match &view.rules.exprs[node.expr].kind {
        ExprKind::Lookup(lookup) => lookup.rows.as_slice(),
        _ => &[],
    };
    for (at, child) in node.children.iter().enumerate() {
        let row = match (rows.get(at) == Some(&child.expr), style.lang) {
            (true, Lang::Zh) => format!("第{}行  ", at + 1),
            (true, Lang::En) => format!("row {}  ", at + 1),
            (false, _) => String::new(),
        };
        tree(out, view, child, (depth + 1, row), style);
    }
}
