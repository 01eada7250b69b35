//! Operands: names, numbers, citations, brackets, and the words that stand before one of them.
//!
//! INVARIANT: a number is told from a name by all of its word; a word that may touch a number is cut
//! from it only where the rest is one.

use super::context::Context;
use super::expression::{
    Built, COMPARISON, PREFIX, Pending, Stacks, Step, bounded, expression, is_comparison,
};
use super::measure::{self, Measure, MeasureFault};
use super::quantified::quantified;
use super::scratch::{Id, Ids};
use super::term::{Class, Term, TermKind, split_first};
use super::tree::NodeKind;
use super::vocabulary::{Operator, PrefixWord, QuantifierWord};
use crate::diag::{Diagnostic, slips, syntax as fault};
use crate::quantity::begins_number;

/// Reads at a place where an operand is awaited; whether it is complete.
pub(super) fn operand<'t>(
    cx: &mut Context<'_, '_>,
    stacks: &mut Stacks,
    term: Term,
    inner: &'t [Term],
    rest: &'t [Term],
) -> Step<'t> {
    let id = match term.kind {
        TermKind::Word => return word_operand(cx, stacks, term, rest),
        TermKind::Sign => return bound(cx, stacks, term, rest),
        TermKind::Number => return number_operand(cx, stacks, term, rest),
        TermKind::Text => {
            let (path, rest) = callee(cx, term, rest)?;
            stacks.operands.push(path);
            return Ok((rest, true));
        }
        TermKind::Citation => citation(cx, inner),
        TermKind::Bracket => group(cx, term, inner)?,
        _ => return Err(unreadable(cx, term)),
    };
    stacks.operands.push(id);
    Ok((rest, true))
}

pub(super) fn unreadable(cx: &Context<'_, '_>, term: Term) -> Box<Diagnostic> {
    let (span, text) = (cx.passage.span(term.start, term.end), cx.passage.of(&term));
    match term.kind {
        TermKind::BadText => fault::unclosed_text(span, text),
        TermKind::BadTitle => {
            let rest = cx.passage.text.get(term.start as usize..).unwrap_or(text);
            fault::unclosed_title(span, rest.lines().next().unwrap_or(text))
        }
        TermKind::Colon => fault::stray_colon(span),
        TermKind::StrayClose => fault::stray_close(span),
        _ => fault::stray_characters(span, text),
    }
}

pub(super) fn word_operand<'t>(
    cx: &mut Context<'_, '_>,
    stacks: &mut Stacks,
    term: Term,
    rest: &'t [Term],
) -> Step<'t> {
    let Class { quantifier, prefix, operator, .. } = term.class;
    if let Some(word) = quantifier
        && let Some((id, rest)) = quantified(cx, word, term, rest)?
    {
        stacks.operands.push(id);
        return Ok((rest, true));
    }
    if super::hold::begins(&term) && !rest.is_empty() {
        let (id, rest) = super::hold::build(cx, None, term, rest)?;
        stacks.operands.push(id);
        return Ok((rest, true));
    }
    if let Some(word) = prefix.filter(|_| !rest.is_empty()) {
        let listed =
            word == PrefixWord::AnyOf && rest.first().is_some_and(|next| next.kind == TermKind::Bracket);
        if !listed {
            let token = cx.scratch.leaf(NodeKind::Word, term.start, term.end);
            stacks.pending.push(Pending { power: PREFIX, token, binary: false });
            return Ok((rest, false));
        }
    }
    if operator.is_some() {
        return bound(cx, stacks, term, rest);
    }
    let text = cx.passage.word(&term);
    if (begins_number(&text) || text.starts_with(['到', '过']))
        && let Some((id, rest)) = measured(cx, term, rest)?
    {
        stacks.operands.push(id);
        return Ok((rest, true));
    }
    if let Some((word, number)) = split_touching(cx, term) {
        let (_, _) = bound(cx, stacks, word, &[number])?;
        return number_operand(cx, stacks, number, rest);
    }
    let (path, rest) = callee(cx, term, rest)?;
    stacks.operands.push(path);
    Ok((rest, true))
}

pub(super) fn begins_operand(rest: &[Term]) -> bool {
    rest.first().is_some_and(|term| {
        matches!(
            term.kind,
            TermKind::Word | TermKind::Text | TermKind::Number | TermKind::Citation | TermKind::Bracket
        )
    })
}

/// A comparison without left operand.
pub(super) fn bound<'t>(
    cx: &mut Context<'_, '_>,
    stacks: &mut Stacks,
    term: Term,
    rest: &'t [Term],
) -> Step<'t> {
    let span = cx.passage.span(term.start, term.end);
    let text = cx.passage.of(&term);
    let compares = term.class.operator.or(at_least(term)).filter(|operator| is_comparison(*operator));
    if compares.is_none() {
        return Err(fault::missing_left_operand(span, text));
    }
    if rest.is_empty() {
        return Err(fault::missing_operand(Some((span, text))));
    }
    if stacks.pending.last().is_some_and(|pending| pending.power >= COMPARISON && pending.power < PREFIX) {
        if let Some(found) = doubled_sign(cx, term) {
            return Err(found);
        }
        return Err(fault::comparison_chain(span));
    }
    let token = cx.scratch.leaf(token_kind(term), term.start, term.end);
    stacks.pending.push(Pending { power: COMPARISON, token, binary: false });
    Ok((rest, false))
}

/// `=>`, `<>`: two signs of which people make one.
fn doubled_sign(cx: &Context<'_, '_>, term: Term) -> Option<Box<Diagnostic>> {
    let before = cx.passage.text.get(..term.start as usize)?.chars().next_back()?;
    let start = term.start.checked_sub(super::grammar::offset(before.len_utf8()))?;
    let both = cx.passage.slice(start, term.end);
    let (zh, en) = super::suggest::meant(both)?;
    Some(slips::meant(cx.passage.span(start, term.end), both, zh, en))
}

/// 至少 without members to count is a bound.
pub(super) fn at_least(term: Term) -> Option<Operator> {
    (term.class.quantifier == Some(QuantifierWord::AtLeast)).then_some(Operator::GreaterEqual)
}

pub(super) fn token_kind(term: Term) -> NodeKind {
    if term.kind == TermKind::Sign { NodeKind::Mark } else { NodeKind::Word }
}

/// `不少于三十日`, `满七日`: the word and the number that it touches.
pub(super) fn split_touching(cx: &Context<'_, '_>, term: Term) -> Option<(Term, Term)> {
    let text = cx.passage.of(&term);
    // PERF: most words hold nothing that a number begins with.
    if !text.char_indices().skip(1).any(|(at, _)| text.get(at..).is_some_and(begins_number)) {
        return None;
    }
    let comparison = Operator::ALL.iter().map(|(operator, zh, _)| (*operator, *zh));
    let (operator, zh) = comparison
        .filter(|(operator, zh)| is_comparison(*operator) && !zh.is_ascii())
        .chain([(Operator::GreaterEqual, "至少"), (Operator::LessEqual, "至多")])
        .find(|(_, zh)| text.strip_prefix(zh).is_some_and(begins_number))?;
    let number = text.strip_prefix(zh)?;
    matches!(
        measure::read_measure(measure::bound_suffix(number).map_or(number, |(head, _)| head)),
        Ok(Some(_)) | Err(_)
    )
    .then(|| split_at(term, zh.len(), Some(operator)))
}

/// A term cut in two: a word and a number.
pub(super) fn split_at(term: Term, length: usize, operator: Option<Operator>) -> (Term, Term) {
    let middle = term.start + super::grammar::offset(length);
    let word = Term { end: middle, class: Class { operator, ..Class::default() }, ..term };
    (word, Term { kind: TermKind::Number, start: middle, class: Class::default(), ..term })
}

pub(super) fn number_operand<'t>(
    cx: &mut Context<'_, '_>,
    stacks: &mut Stacks,
    term: Term,
    rest: &'t [Term],
) -> Step<'t> {
    let (id, rest) = match measured(cx, term, rest)? {
        Some(found) => found,
        None => callee(cx, term, rest)?,
    };
    stacks.operands.push(id);
    Ok((rest, true))
}

/// A number, a quantity or a date, with the unit or the bound that may stand after it; `None` where the word is a name.
pub(super) fn measured<'t>(
    cx: &mut Context<'_, '_>,
    term: Term,
    rest: &'t [Term],
) -> Result<Option<(Id, &'t [Term])>, Box<Diagnostic>> {
    let text = cx.passage.word(&term);
    let whole = measure::read_measure(&text);
    if let (Ok(None) | Err(MeasureFault::Malformed), Some((head, _))) = (&whole, measure::bound_suffix(&text))
    {
        let head_len = head.len();
        if let Ok(Some(found)) = measure::read_measure(head) {
            let (number, word) = split_at(term, head_len, None);
            let number = cx.scratch.leaf(measure_kind(found), number.start, number.end);
            let word = cx.scratch.leaf(NodeKind::Word, word.start, word.end);
            return Ok(Some((cx.scratch.node(NodeKind::Prefix, &[number, word]), rest)));
        }
    }
    let found = whole.map_err(|found| fault::number(cx.passage.span(term.start, term.end), &text, found))?;
    let Some(found) = found else { return Ok(None) };
    if matches!(found, Measure::Number(_))
        && let Some((unit, after)) = unit_after(cx, rest)
    {
        return Ok(Some((cx.scratch.leaf(NodeKind::Quantity, term.start, unit.end), after)));
    }
    Ok(Some((cx.scratch.leaf(measure_kind(found), term.start, term.end), rest)))
}

pub(super) fn unit_after<'t>(cx: &Context<'_, '_>, rest: &'t [Term]) -> Option<(Term, &'t [Term])> {
    let (unit, _, after) = split_first(rest)?;
    // `3 times 2` multiplies, `3 times` counts.
    let joins = unit.class.operator.is_some() && begins_operand(after);
    let known = unit.kind == TermKind::Word && measure::unit_word(&cx.passage.word(&unit)).is_some();
    (known && !joins).then_some((unit, after))
}

pub(super) fn measure_kind(found: Measure) -> NodeKind {
    match found {
        Measure::Number(_) | Measure::Fraction(..) | Measure::Majority => NodeKind::Number,
        Measure::Quantity(_) => NodeKind::Quantity,
        Measure::Moment(_) | Measure::Stretch(..) => NodeKind::Date,
    }
}

/// A path or a text, and the bracket after it.
pub(super) fn callee<'t>(
    cx: &mut Context<'_, '_>,
    term: Term,
    rest: &'t [Term],
) -> Result<(Id, &'t [Term]), Box<Diagnostic>> {
    let next = split_first(rest).filter(|(next, ..)| next.kind == TermKind::Bracket);
    let text = cx.passage.of(&term);
    let plain = term.kind == TermKind::Text && super::path::is_plain_text(text);
    if plain && next.is_none() {
        return Ok((cx.scratch.leaf(NodeKind::Text, term.start, term.end), rest));
    }
    let path = super::path::build(cx, term);
    let Some((bracket, inner, after)) = next else { return Ok((path, rest)) };
    let bracket = super::bracket::build(cx, bracket, inner)?;
    let call = cx.scratch.node(NodeKind::Call, &[path, bracket]);
    Ok((bounded(cx, call)?, after))
}

pub(super) fn citation(cx: &mut Context<'_, '_>, inner: &[Term]) -> Id {
    let children: Ids = inner
        .iter()
        .map(|term| {
            let kind = match term.kind {
                TermKind::Title => NodeKind::Title,
                TermKind::DocumentNumber => NodeKind::DocumentNumber,
                TermKind::Locator => NodeKind::Locator,
                _ => NodeKind::Mark,
            };
            cx.scratch.leaf(kind, term.start, term.end)
        })
        .collect();
    cx.scratch.node(NodeKind::Citation, &children)
}

/// `（ … ）` where an operand is awaited.
pub(super) fn group(cx: &mut Context<'_, '_>, term: Term, inner: &[Term]) -> Built {
    if !term.closed {
        return Err(fault::unclosed_bracket(cx.passage.span(term.start, term.end), cx.passage.of(&term)));
    }
    let content = expression(cx, inner)?;
    let (open, close) = super::bracket::marks(cx, term);
    let group = cx.scratch.node(NodeKind::Group, &[open, content, close]);
    bounded(cx, group)
}
