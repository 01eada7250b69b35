//! Quantified conditions: `每位 甲 属于 L（P）`, `至少 1项（A、B）`.

use super::context::Context;
use super::expression::bounded;
use super::operand::{begins_operand, measured, token_kind};
use super::scratch::{Id, Ids};
use super::term::{Term, TermKind, split_first};
use super::tree::NodeKind;
use super::vocabulary::{Operator, QuantifierWord};
use crate::diag::{Diagnostic, names, syntax as fault};
use crate::quantity::begins_number;
use smallvec::smallvec;

type Fault = Box<Diagnostic>;

fn is_name(term: &Term) -> bool {
    matches!(term.kind, TermKind::Word | TermKind::Text)
}

/// A quantified condition; `None` where nothing is counted: 至少 30日 is a bound.
pub(super) fn quantified<'t>(
    cx: &mut Context<'_, '_>,
    word: QuantifierWord,
    term: Term,
    rest: &'t [Term],
) -> Result<Option<(Id, &'t [Term])>, Fault> {
    let mut children: Ids = smallvec![cx.scratch.leaf(NodeKind::Word, term.start, term.end)];
    let after_count = count(cx, rest, &mut children);
    let after_members = members(cx, after_count, &mut children)?;
    let named = after_members.is_some();
    let after = after_members.unwrap_or(after_count);
    let bracket = split_first(after).filter(|(next, ..)| next.kind == TermKind::Bracket);
    let after = match bracket {
        Some((bracket, inner, after)) => {
            children.push(super::bracket::build(cx, bracket, inner)?);
            after
        }
        None if named => after,
        None if word == QuantifierWord::AtLeast && begins_operand(rest) => return Ok(None),
        None => {
            let variable = after_count.first().filter(|next| next.kind == TermKind::Word);
            if let Some((variable, glued)) =
                variable.and_then(|word| Some((word, super::suggest::glued_end(cx.passage.of(word))?)))
            {
                let span = cx.passage.span(variable.start, variable.end);
                return Err(Box::new(names::glued(span, cx.passage.of(variable), &glued)));
            }
            let span = cx.passage.span(term.start, term.end);
            return Err(fault::quantifier_without_members(span, cx.passage.of(&term)));
        }
    };
    let made = cx.scratch.node(NodeKind::Quantified, &children);
    Ok(Some((bounded(cx, made)?, after)))
}

/// `1项`, `一个`, `2 名`
fn count<'t>(cx: &mut Context<'_, '_>, rest: &'t [Term], children: &mut Ids) -> &'t [Term] {
    if let Some((number, _, after)) = split_first(rest)
        && matches!(number.kind, TermKind::Number | TermKind::Word)
        && begins_number(&cx.passage.word(&number))
        && let Ok(Some((id, after))) = measured(cx, number, after)
    {
        children.push(id);
        return after;
    }
    rest
}

/// `甲 属于 L`; `None` where no variable is named.
fn members<'t>(
    cx: &mut Context<'_, '_>,
    rest: &'t [Term],
    children: &mut Ids,
) -> Result<Option<&'t [Term]>, Fault> {
    let Some((variable, _, after)) = split_first(rest).filter(|(next, ..)| is_name(next)) else {
        return Ok(None);
    };
    let joint = split_first(after).filter(|(next, ..)| next.class.operator == Some(Operator::In));
    let Some((joint, _, after)) = joint else { return Ok(None) };
    let kind = if variable.kind == TermKind::Text { NodeKind::Text } else { NodeKind::Name };
    children.push(cx.scratch.leaf(kind, variable.start, variable.end));
    children.push(cx.scratch.leaf(token_kind(joint), joint.start, joint.end));
    let Some((over, _, after)) = split_first(after).filter(|(next, ..)| is_name(next)) else {
        let span = cx.passage.span(joint.start, joint.end);
        return Err(fault::missing_operand(Some((span, cx.passage.of(&joint)))));
    };
    children.push(super::path::build(cx, over));
    Ok(Some(after))
}
