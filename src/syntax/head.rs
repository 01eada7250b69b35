//! Heads: what stands before the colon or the brace.

use super::bracket::marks;
use super::context::Context;
use super::grammar::{Pair, Rule, range};
use super::scratch::{Id, Ids};
use super::term::{self, Term, TermKind};
use super::tree::NodeKind;
use super::vocabulary::ClauseWord;
use crate::diag::syntax as fault;
use smallvec::smallvec;

/// One item of a head, with the mark before it and the alias after it.
#[derive(Clone, Copy, Debug)]
pub(super) struct HeadTerm {
    pub(super) mark: Option<(u32, u32)>,
    pub(super) term: Term,
    pub(super) alias: Option<Alias>,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Alias {
    pub(super) whole: (u32, u32),
    name: (u32, u32),
}

/// Reads the items of a head.
pub(super) fn read<'i>(cx: &mut Context<'i, '_>, head: Pair<'i>, items: &mut Vec<HeadTerm>) {
    let mut mark = None;
    for pair in head.into_inner() {
        match pair.as_rule() {
            Rule::list_mark => {
                let found = range(&pair);
                if mark.replace(found).is_some() {
                    cx.report(fault::empty_item(cx.passage.span(found.0, found.1)));
                }
            }
            Rule::alias => {
                let whole = range(&pair);
                let name = pair.into_inner().find(|inner| inner.as_rule() == Rule::alias_name);
                if items.last().is_some_and(|item| item.alias.is_some()) {
                    let span = cx.passage.span(whole.0, whole.1);
                    cx.report(fault::bad_alias(span, cx.passage.slice(whole.0, whole.1)));
                } else if let (Some(item), Some(name)) = (items.last_mut(), name) {
                    item.alias = Some(Alias { whole, name: range(&name) });
                }
            }
            _ => {
                if let Some(term) = term::single(&pair) {
                    items.push(HeadTerm { mark: mark.take(), term, alias: None });
                }
            }
        }
    }
    if let Some((start, end)) = mark {
        cx.report(fault::empty_item(cx.passage.span(start, end)));
    }
}

/// Where a head ends.
pub(super) fn end(head: &[HeadTerm]) -> u32 {
    head.last().map_or(0, |item| item.alias.map_or(item.term.end, |alias| alias.whole.1))
}

/// Builds the head; words of 称, 简称 and the like go to the front of the tail with what follows them.
pub(super) fn build(cx: &mut Context<'_, '_>, head: &mut Vec<HeadTerm>, tail: &mut Vec<Term>) -> Id {
    let clause = head.iter().enumerate().skip(1).position(|(at, item)| {
        at + 1 < head.len() && item.mark.is_none() && item.term.class.clause.is_some_and(stands_in_head)
    });
    if let Some(at) = clause {
        let mut terms = terms(head.split_off(at + 1));
        terms.append(tail);
        *tail = terms;
    }
    let mut children = Ids::new();
    for item in head.iter() {
        if let Some((start, end)) = item.mark {
            children.push(cx.scratch.leaf(NodeKind::Mark, start, end));
        }
        children.push(head_item(cx, item));
    }
    cx.scratch.node(NodeKind::Head, &children)
}

/// Head items as terms of a tail.
pub(super) fn terms(items: Vec<HeadTerm>) -> Vec<Term> {
    let mut terms: Vec<Term> = Vec::with_capacity(items.len());
    for item in items {
        if let Some((start, end)) = item.mark {
            let class = term::Class::default();
            terms.push(Term { kind: TermKind::ListMark, start, end, class, ..item.term });
        }
        if item.term.kind == TermKind::Title {
            terms.push(Term { kind: TermKind::Citation, inner: 1, ..item.term });
        }
        terms.push(item.term);
    }
    terms
}

fn stands_in_head(word: ClauseWord) -> bool {
    use ClauseWord as C;
    matches!(word, C::Named | C::Refines | C::Inherits | C::ShortName | C::Version)
}

fn head_item(cx: &mut Context<'_, '_>, item: &HeadTerm) -> Id {
    let kind = match item.term.kind {
        TermKind::Text => NodeKind::Text,
        TermKind::Title => NodeKind::Title,
        _ => NodeKind::Name,
    };
    let mut children: Ids = smallvec![cx.scratch.leaf(kind, item.term.start, item.term.end)];
    if let Some(alias) = item.alias {
        let (open, close) = marks(cx, Term { start: alias.whole.0, end: alias.whole.1, ..item.term });
        let name = cx.scratch.leaf(NodeKind::Name, alias.name.0, alias.name.1);
        children.push(cx.scratch.node(NodeKind::Alias, &[open, name, close]));
    }
    cx.scratch.node(NodeKind::HeadItem, &children)
}
