//! Expressions: from flat terms to operands and operators by precedence.
//!
//! 或 < 且 < comparisons < ～ < 前 后 < 加 减 < 乘 除 < words before and after one operand.
//! INVARIANT: the operator stack is on the heap; only brackets recurse, and the scan before the
//! parser bounds them. LIMIT: an expression has at most [`MAX_DEPTH`] levels, which also bounds a
//! chain of operands, so that no reader of the tree can overflow its stack.

use super::context::Context;
use super::measure;
use super::operand::{number_operand, operand, split_at, split_touching, token_kind, unreadable};
use super::scratch::{Id, Ids};
use super::sentence::extent;
use super::suggest;
use super::term::{Term, TermKind, split_first};
use super::tree::NodeKind;
use super::vocabulary::{ClauseWord, Operator};
use crate::diag::{Diagnostic, names, slips, syntax as fault};
use crate::quantity::begins_number;
use smallvec::SmallVec;

/// Levels of one expression, brackets and chains together.
pub(super) const MAX_DEPTH: u16 = 256;

pub(super) type Built = Result<Id, Box<Diagnostic>>;

#[derive(Clone, Copy)]
pub(super) struct Pending {
    pub(super) power: u8,
    pub(super) token: Id,
    pub(super) binary: bool,
}

pub(super) const PREFIX: u8 = 8;
pub(super) const COMPARISON: u8 = 3;

fn power(operator: Operator) -> u8 {
    match operator {
        Operator::Or => 1,
        Operator::And => 2,
        Operator::Range => 4,
        Operator::Ahead | Operator::AheadClear | Operator::Behind => 5,
        Operator::Add | Operator::Subtract => 6,
        Operator::Multiply | Operator::Divide => 7,
        _ => COMPARISON,
    }
}

/// Whether an operator may stand without a left operand: `不少于 30日`.
pub(super) fn is_comparison(operator: Operator) -> bool {
    power(operator) == COMPARISON
}

/// An expression under construction.
pub(super) struct Stacks {
    pub(super) operands: Ids,
    pub(super) pending: SmallVec<[Pending; 4]>,
}

/// Builds the expression that the terms form as a whole; junk with one report where they form none.
pub(super) fn build(cx: &mut Context<'_, '_>, terms: &[Term]) -> Id {
    expression(cx, terms).unwrap_or_else(|found| {
        let stray = terms.iter().find(|term| term.kind == TermKind::StrayClose);
        let report = match stray.filter(|_| found.code.0 == 22) {
            // What stands before it was meant to stand in brackets.
            Some(stray) => fault::stray_close(cx.passage.span(stray.start, stray.end)),
            None => found,
        };
        cx.report(report);
        junk(cx, terms)
    })
}

/// The same without the report, where the reason has been told.
pub(super) fn build_silently(cx: &mut Context<'_, '_>, terms: &[Term]) -> Id {
    expression(cx, terms).unwrap_or_else(|_| junk(cx, terms))
}

/// Terms as junk.
pub(super) fn junk(cx: &mut Context<'_, '_>, terms: &[Term]) -> Id {
    let (start, end) = extent(terms);
    cx.scratch.leaf(NodeKind::Junk, start, end)
}

pub(super) fn expression(cx: &mut Context<'_, '_>, terms: &[Term]) -> Built {
    let mut stacks = Stacks { operands: Ids::new(), pending: SmallVec::new() };
    let mut rest = terms;
    let mut awaiting = true;
    let mut last = terms.first().copied();
    while let Some((term, inner, after)) = split_first(rest) {
        rest = if awaiting {
            let (next, complete) = operand(cx, &mut stacks, term, inner, after)?;
            awaiting = !complete;
            next
        } else {
            let (next, joined) = operator(cx, &mut stacks, last, term, after)?;
            awaiting = joined;
            next
        };
        last = Some(term);
    }
    if awaiting {
        return Err(fault::missing_operand(
            last.map(|term| (cx.passage.span(term.start, term.end), cx.passage.of(&term))),
        ));
    }
    reduce(cx, &mut stacks, 0)?;
    stacks.operands.pop().ok_or_else(|| fault::missing_operand(None))
}

/// Applies what waits with at least `power`.
fn reduce(cx: &mut Context<'_, '_>, stacks: &mut Stacks, power: u8) -> Result<(), Box<Diagnostic>> {
    while let Some(pending) = stacks.pending.last().copied().filter(|pending| pending.power >= power) {
        stacks.pending.pop();
        let Some(right) = stacks.operands.pop() else { break };
        let made = if pending.binary {
            let Some(left) = stacks.operands.pop() else { break };
            cx.scratch.node(NodeKind::Binary, &[left, pending.token, right])
        } else {
            cx.scratch.node(NodeKind::Prefix, &[pending.token, right])
        };
        stacks.operands.push(bounded(cx, made)?);
    }
    Ok(())
}

pub(super) fn bounded(cx: &Context<'_, '_>, id: Id) -> Built {
    if cx.scratch.depth(id) > MAX_DEPTH {
        let (start, end) = cx.scratch.range(id);
        return Err(fault::expression_too_deep(cx.passage.span(start, end), MAX_DEPTH));
    }
    Ok(id)
}

pub(super) type Step<'t> = Result<(&'t [Term], bool), Box<Diagnostic>>;

/// Reads at a place where an operator is awaited; whether an operand is awaited after it.
fn operator<'t>(
    cx: &mut Context<'_, '_>,
    stacks: &mut Stacks,
    last: Option<Term>,
    term: Term,
    rest: &'t [Term],
) -> Step<'t> {
    let class = term.class;
    if let Some(found) = class.operator {
        return binary(cx, stacks, found, term, rest);
    }
    if super::hold::begins(&term)
        && let Some(left) = stacks.operands.pop()
    {
        let (id, rest) = super::hold::build(cx, Some(left), term, rest)?;
        stacks.operands.push(id);
        return Ok((rest, false));
    }
    if class.postfix.is_some() {
        return postfix(cx, stacks, term, rest).map(|rest| (rest, false));
    }
    if term.kind == TermKind::Word
        && let Some((word, number)) = split_shift(cx, term).or_else(|| split_touching(cx, term))
    {
        return shifted(cx, stacks, word, number, rest);
    }
    if matches!(
        term.kind,
        TermKind::Stray | TermKind::StrayClose | TermKind::BadText | TermKind::BadTitle | TermKind::Colon
    ) {
        let titled = term.kind == TermKind::BadTitle
            && cx.passage.of(&term) == "》"
            && rest
                .first()
                .is_none_or(|next| next.kind == TermKind::Citation || super::sentence::is_separator(next));
        return Err(match last.filter(|_| titled) {
            Some(last) => {
                let span = cx.passage.span(last.start, term.end);
                slips::title_without_open(span, cx.passage.of(&last))
            }
            None => unreadable(cx, term),
        });
    }
    if let Some(found) = last.and_then(|last| slip(cx, last, term)) {
        return Err(found);
    }
    let before = last.map_or("", |last| cx.passage.of(&last));
    Err(fault::missing_operator(
        cx.passage.span(term.start, term.end),
        before,
        cx.passage.of(&term),
        class.clause.is_some(),
        suggest::nearest(&cx.passage.word(&term)),
    ))
}

/// What somebody meant who wrote two operands side by side.
fn slip(cx: &Context<'_, '_>, last: Term, term: Term) -> Option<Box<Diagnostic>> {
    for one in [last, term] {
        let word = cx.passage.word(&one);
        let span = cx.passage.span(one.start, one.end);
        if matches!(one.kind, TermKind::Word | TermKind::Citation)
            && let Some((zh, en)) = suggest::meant(&word)
        {
            return Some(slips::meant(span, &word, zh, en));
        }
        if one.kind == TermKind::Word && one.class.modality.is_some() {
            return Some(slips::misplaced_duty(span, &word));
        }
    }
    if last.kind == TermKind::Number
        && term.kind == TermKind::Word
        && let Some(unit) = measure::nearest_unit(&cx.passage.word(&term))
    {
        let word = cx.passage.word(&term);
        return Some(slips::meant(cx.passage.span(term.start, term.end), &word, unit, unit));
    }
    let text = cx.passage.of(&last);
    let span = cx.passage.span(last.start, last.end);
    if last.kind == TermKind::Text && term.kind == TermKind::Citation {
        return Some(slips::quoted_title(span, text.trim_matches(['“', '”', '"', '「', '」'])));
    }
    let glued = suggest::glued_end(text).filter(|_| last.kind == TermKind::Word)?;
    Some(Box::new(names::glued(span, text, &glued)))
}

fn binary<'t>(
    cx: &mut Context<'_, '_>,
    stacks: &mut Stacks,
    found: Operator,
    term: Term,
    rest: &'t [Term],
) -> Step<'t> {
    let span = cx.passage.span(term.start, term.end);
    if rest.is_empty() {
        return Err(fault::missing_operand(Some((span, cx.passage.of(&term)))));
    }
    let power = power(found);
    reduce(cx, stacks, power + u8::from(power == COMPARISON))?;
    if power == COMPARISON && stacks.pending.last().is_some_and(|pending| pending.power == COMPARISON) {
        return Err(fault::comparison_chain(span));
    }
    if found == Operator::Ahead
        && let Some((end, rest)) = clear_days(cx, rest)
    {
        let token = cx.scratch.leaf(NodeKind::Word, term.start, end);
        stacks.pending.push(Pending { power, token, binary: true });
        return match rest {
            Ok(rest) => Ok((rest, true)),
            Err((number, rest)) => number_operand(cx, stacks, number, rest).map(|(rest, _)| (rest, false)),
        };
    }
    let token = cx.scratch.leaf(token_kind(term), term.start, term.end);
    stacks.pending.push(Pending { power, token, binary: true });
    Ok((rest, true))
}

type Clear<'t> = (u32, Result<&'t [Term], (Term, &'t [Term])>);

/// 满 after 前: where the operator ends, and the rest or the number that 满 touches.
fn clear_days<'t>(cx: &Context<'_, '_>, rest: &'t [Term]) -> Option<Clear<'t>> {
    let (term, _, after) = split_first(rest)?;
    let text = cx.passage.of(&term);
    if text == "满" && !after.is_empty() {
        return Some((term.end, Ok(after)));
    }
    let number =
        text.strip_prefix('满').filter(|number| term.kind == TermKind::Word && begins_number(number))?;
    let (word, number) = split_at(term, text.len() - number.len(), None);
    Some((word.end, Err((number, after))))
}

/// `前七日`, `后七日`: the word and the number that it touches.
fn split_shift(cx: &Context<'_, '_>, term: Term) -> Option<(Term, Term)> {
    let text = cx.passage.of(&term);
    [("前满", Operator::AheadClear), ("前", Operator::Ahead), ("后", Operator::Behind)]
        .into_iter()
        .find(|(zh, _)| {
            text.strip_prefix(zh).is_some_and(|number| matches!(measure::read_measure(number), Ok(Some(_))))
        })
        .map(|(zh, operator)| split_at(term, zh.len(), Some(operator)))
}

fn shifted<'t>(
    cx: &mut Context<'_, '_>,
    stacks: &mut Stacks,
    word: Term,
    number: Term,
    rest: &'t [Term],
) -> Step<'t> {
    let found = word.class.operator.unwrap_or(Operator::Ahead);
    binary(cx, stacks, found, word, &[number]).map(|_| ())?;
    number_operand(cx, stacks, number, rest)?;
    Ok((rest, false))
}

/// A word after one operand, with its bracket.
fn postfix<'t>(
    cx: &mut Context<'_, '_>,
    stacks: &mut Stacks,
    term: Term,
    rest: &'t [Term],
) -> Result<&'t [Term], Box<Diagnostic>> {
    let Some(operand) = stacks.operands.pop() else {
        return Err(fault::missing_operand(None));
    };
    let token = cx.scratch.leaf(NodeKind::Word, term.start, term.end);
    let (made, rest) = match split_first(rest).filter(|(next, ..)| next.kind == TermKind::Bracket) {
        Some((bracket, inner, after)) => {
            let bracket = super::bracket::build(cx, bracket, inner)?;
            (cx.scratch.node(NodeKind::Postfix, &[operand, token, bracket]), after)
        }
        None => (cx.scratch.node(NodeKind::Postfix, &[operand, token]), rest),
    };
    stacks.operands.push(bounded(cx, made)?);
    Ok(rest)
}

/// Clause words that may stand without anything after them.
pub(super) fn may_be_empty(word: ClauseWord) -> bool {
    use ClauseWord as C;
    matches!(
        word,
        C::Deviating
            | C::Optional
            | C::Required
            | C::Pending
            | C::WholeDays
            | C::PerPhase
            | C::Summed
            | C::Roll
            | C::RollBack
            | C::Severe
            | C::Improper
            | C::Hint
    )
}
