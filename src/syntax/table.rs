//! The cells of a decision table: `甲、乙 ｜ 大于 5000万元 则 30个工作日`.
//!
//! INVARIANT: every term goes into exactly one cell; a cell may be empty. What stands in a cell is a
//! list of expressions as anywhere else. Deliberately absent: how many cells a row must have.

use super::context::Context;
use super::expression;
use super::scratch::{Id, Ids};
use super::sentence::{extent, items, split, value};
use super::term::{Term, TermKind};
use super::tree::NodeKind;
use super::vocabulary::TableWord;

fn word(cx: &Context<'_, '_>, term: &Term) -> Option<TableWord> {
    (term.kind == TermKind::Word).then(|| TableWord::of(&cx.passage.word(term))).flatten()
}

fn is_bar(cx: &Context<'_, '_>, term: &Term) -> bool {
    term.kind == TermKind::ListMark && matches!(cx.passage.of(term), "｜" | "|")
}

/// The cells of a row: marks between them, `则` before the results.
pub(super) fn cells(cx: &mut Context<'_, '_>, terms: &[Term]) -> Id {
    let mut children = Ids::new();
    let slices = split(terms, |term| is_bar(cx, term) || word(cx, term) == Some(TableWord::Then));
    for (slice, end) in slices {
        cell(cx, slice, &mut children);
        if let Some(end) = end {
            let kind = if end.kind == TermKind::Word { NodeKind::Word } else { NodeKind::Mark };
            children.push(cx.scratch.leaf(kind, end.start, end.end));
        }
    }
    if children.is_empty() {
        return expression::junk(cx, terms);
    }
    cx.scratch.node(NodeKind::Value, &children)
}

fn cell(cx: &mut Context<'_, '_>, terms: &[Term], children: &mut Ids) {
    match terms {
        [] => {}
        [only] if word(cx, only) == Some(TableWord::Anything) => {
            children.push(cx.scratch.leaf(NodeKind::Word, only.start, only.end));
        }
        [only] if only.kind == TermKind::Sign && is_dash(cx.passage.of(only)) => {
            children.push(cx.scratch.leaf(NodeKind::Mark, only.start, only.end));
        }
        _ => items(cx, terms, children),
    }
}

/// Whether a mark in a cell says that nothing stands in it.
pub(super) fn is_dash(text: &str) -> bool {
    matches!(text, "－" | "-" | "−")
}

/// `决策表 N：唯一`
pub(super) fn policy(cx: &mut Context<'_, '_>, terms: &[Term]) -> Id {
    if let [only] = terms
        && matches!(word(cx, only), Some(TableWord::Unique | TableWord::First | TableWord::Collect))
    {
        let (start, end) = extent(terms);
        let word = cx.scratch.leaf(NodeKind::Word, start, end);
        return cx.scratch.node(NodeKind::Value, &[word]);
    }
    value(cx, terms)
}
