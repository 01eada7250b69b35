//! `[X] 持有 A、B［，有效于 D］`: who holds which licences, valid on which day.
//!
//! INVARIANT: the names and the day belong to 持有 wherever it stands; what cuts a sentence into
//! parts asks [`extent`] first, so that the comma before 有效于 ends nothing.

use super::context::Context;
use super::expression::{bounded, expression};
use super::scratch::{Id, Ids};
use super::term::{Term, TermKind, split_first};
use super::tree::NodeKind;
use super::vocabulary::{ClauseWord, Operator, PrefixWord};
use crate::diag::Diagnostic;
use crate::diag::syntax as fault;

/// Whether a term is the word 持有.
pub(super) fn begins(term: &Term) -> bool {
    term.class.prefix == Some(PrefixWord::Hold)
}

/// What of the terms after 持有 belongs to it: the names, and after them the day.
struct Reach {
    names: usize,
    /// Where 有效于 stands, and where its day ends.
    day: Option<(usize, usize)>,
}

/// How many terms after 持有 belong to it.
pub(super) fn extent(after: &[Term]) -> usize {
    let reach = reach(after);
    reach.day.map_or(reach.names, |(_, end)| end)
}

fn at(terms: &[Term], position: usize) -> Option<&Term> {
    terms.get(position)
}

fn is_name(term: &Term) -> bool {
    matches!(term.kind, TermKind::Word | TermKind::Text) && term.class.operator.is_none()
}

fn is_comma(term: &Term) -> bool {
    matches!(term.kind, TermKind::Comma | TermKind::AsciiComma)
}

fn says_day(term: &Term) -> bool {
    term.class.clause == Some(ClauseWord::ValidOn)
}

fn reach(after: &[Term]) -> Reach {
    let mut names = 0;
    while at(after, names).is_some_and(|term| is_name(term) && !says_day(term)) {
        names += 1;
        let listed = |term: &Term| matches!(term.kind, TermKind::ListMark | TermKind::AsciiComma);
        let more = at(after, names).is_some_and(listed)
            && at(after, names + 1).is_some_and(|next| is_name(next) && next.class.clause.is_none());
        if !more {
            break;
        }
        names += 1;
    }
    let comma = usize::from(at(after, names).is_some_and(is_comma));
    let word = names + comma;
    let dated = names > 0 && at(after, word).is_some_and(says_day);
    Reach { names, day: dated.then(|| (word, day_end(after, word + 1))) }
}

/// Where the day after 有效于 ends: at a separator, a clause word, or 且 and 或.
fn day_end(after: &[Term], from: usize) -> usize {
    let mut rest = after.get(from..).unwrap_or_default();
    let mut first = true;
    while let Some((term, _, next)) = split_first(rest) {
        let joins = matches!(term.class.operator, Some(Operator::And | Operator::Or));
        let separates = is_comma(&term) || term.kind == TermKind::ListMark || term.kind == TermKind::Colon;
        let clause = !first && term.class.clause.is_some() && term.class.operator.is_none();
        if joins || separates || clause {
            break;
        }
        (rest, first) = (next, false);
    }
    after.len() - rest.len()
}

/// Builds the condition; `left` is who holds, where that is written.
pub(super) fn build<'t>(
    cx: &mut Context<'_, '_>,
    left: Option<Id>,
    term: Term,
    after: &'t [Term],
) -> Result<(Id, &'t [Term]), Box<Diagnostic>> {
    let reach = reach(after);
    if reach.names == 0 {
        let span = cx.passage.span(term.start, term.end);
        return Err(fault::missing_operand(Some((span, cx.passage.of(&term)))));
    }
    let mut children: Ids = left.into_iter().collect();
    children.push(cx.scratch.leaf(NodeKind::Word, term.start, term.end));
    for one in after.get(..reach.names).unwrap_or_default() {
        let kind = match one.kind {
            TermKind::Text => NodeKind::Text,
            TermKind::Word => NodeKind::Name,
            _ => NodeKind::Mark,
        };
        children.push(cx.scratch.leaf(kind, one.start, one.end));
    }
    let mut rest = after.get(reach.names..).unwrap_or_default();
    if let Some((word, end)) = reach.day {
        for one in after.get(reach.names..=word).unwrap_or_default() {
            let kind = if is_comma(one) { NodeKind::Mark } else { NodeKind::Word };
            children.push(cx.scratch.leaf(kind, one.start, one.end));
        }
        let day = after.get(word + 1..end).unwrap_or_default();
        if day.is_empty() {
            let word =
                at(after, word).map(|word| (cx.passage.span(word.start, word.end), cx.passage.of(word)));
            return Err(fault::missing_operand(word));
        }
        children.push(expression(cx, day)?);
        rest = after.get(end..).unwrap_or_default();
    }
    let made = cx.scratch.node(NodeKind::Hold, &children);
    Ok((bounded(cx, made)?, rest))
}
