//! What stands in round brackets after an expression: fields, clauses or items.

use super::context::Context;
use super::expression;
use super::grammar::offset;
use super::scratch::{Id, Ids};
use super::sentence;
use super::term::{Term, TermKind, split_first};
use super::tree::NodeKind;
use crate::diag::Diagnostic;
use crate::diag::syntax as fault;
use smallvec::smallvec;

/// The two marks of a closed bracket.
pub(super) fn marks(cx: &mut Context<'_, '_>, term: Term) -> (Id, Id) {
    let text = cx.passage.of(&term);
    let open = offset(text.chars().next().map_or(0, char::len_utf8));
    let close = offset(text.chars().next_back().map_or(0, char::len_utf8));
    let open = cx.scratch.leaf(NodeKind::Mark, term.start, term.start + open);
    (open, cx.scratch.leaf(NodeKind::Mark, term.end - close, term.end))
}

/// Builds a bracket.
pub(super) fn build(cx: &mut Context<'_, '_>, term: Term, inner: &[Term]) -> Result<Id, Box<Diagnostic>> {
    if !term.closed {
        return Err(fault::unclosed_bracket(cx.passage.span(term.start, term.end), cx.passage.of(&term)));
    }
    let (open, close) = marks(cx, term);
    let mut children: Ids = smallvec![open];
    match split_first(inner) {
        None => {}
        Some((first, _, rest)) => {
            if sentence::holds_colon(inner) {
                fields(cx, inner, &mut children);
            } else if sentence::opens_clause(first, rest, true) {
                sentence::clauses(cx, inner, &mut children);
            } else {
                sentence::items(cx, inner, &mut children);
            }
        }
    }
    children.push(close);
    Ok(cx.scratch.node(NodeKind::Bracket, &children))
}

/// `名：值，名：值`
fn fields(cx: &mut Context<'_, '_>, inner: &[Term], children: &mut Ids) {
    // A forgotten colon makes two fields of one: told once.
    let mut told = false;
    for (slice, separator) in sentence::split(inner, sentence::is_separator) {
        if slice.is_empty() {
            let at = separator.or(inner.last().copied()).map_or(0, |term| term.start);
            cx.report(fault::empty_item(cx.passage.span(at, separator.map_or(at, |term| term.end))));
        } else {
            children.push(field(cx, slice, &mut told));
        }
        if let Some(separator) = separator {
            children.push(cx.scratch.leaf(NodeKind::Mark, separator.start, separator.end));
        }
    }
}

fn field(cx: &mut Context<'_, '_>, slice: &[Term], told: &mut bool) -> Id {
    let named = split_first(slice).and_then(|(name, _, rest)| Some((name, split_first(rest)?)));
    let Some((name, (colon, _, value))) = named.filter(|(_, (colon, ..))| colon.kind == TermKind::Colon)
    else {
        let (start, end) = sentence::extent(slice);
        if !std::mem::replace(told, true) {
            cx.report(fault::field_without_value(cx.passage.span(start, end), cx.passage.slice(start, end)));
        }
        return cx.scratch.leaf(NodeKind::Junk, start, end);
    };
    let kind = if name.kind == TermKind::Text { NodeKind::Text } else { NodeKind::Name };
    let label = cx.scratch.leaf(kind, name.start, name.end);
    let mark = cx.scratch.leaf(NodeKind::Mark, colon.start, colon.end);
    if value.is_empty() {
        cx.report(fault::field_without_value(cx.passage.span(name.start, colon.end), cx.passage.of(&name)));
        return cx.scratch.leaf(NodeKind::Junk, name.start, colon.end);
    }
    let value = expression::build(cx, value);
    cx.scratch.node(NodeKind::Field, &[label, mark, value])
}
