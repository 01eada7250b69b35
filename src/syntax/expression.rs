//! Expressions: from flat terms to operands and operators by precedence.
//!
//! 或 < 且 < comparisons < ～ < 前 后 < 加 减 < 乘 除 < words before and after one operand.
//! INVARIANT: the operator stack is on the heap; only brackets recurse, and the scan before the
//! parser bounds them. LIMIT: an expression has at most [`MAX_DEPTH`] levels, which also bounds a
//! chain of operands, so that no reader of the tree can overflow its stack.

use super::context::Context;
use super::measure::{self, Measure, MeasureFault};
use super::scratch::Id;
use super::sentence::extent;
use super::term::{Class, Term, TermKind, split_first};
use super::tree::NodeKind;
use super::vocabulary::{ClauseWord, Operator, PostfixWord, PrefixWord, QuantifierWord};
use crate::diag::Diagnostic;
use crate::diag::syntax as fault;
use crate::quantity::begins_number;

/// Levels of one expression, brackets and chains together.
pub(super) const MAX_DEPTH: u16 = 256;

type Built = Result<Id, Box<Diagnostic>>;

#[derive(Clone, Copy)]
struct Pending {
    power: u8,
    token: Id,
    binary: bool,
}

const PREFIX: u8 = 8;
const COMPARISON: u8 = 3;

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
struct Stacks {
    operands: Vec<Id>,
    pending: Vec<Pending>,
}

/// Builds the expression that the terms form as a whole; junk with one report where they form none.
pub(super) fn build(cx: &mut Context<'_, '_>, terms: &[Term]) -> Id {
    expression(cx, terms).unwrap_or_else(|found| {
        cx.report(found);
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

fn expression(cx: &mut Context<'_, '_>, terms: &[Term]) -> Built {
    let mut stacks = Stacks { operands: Vec::new(), pending: Vec::new() };
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
    while let Some(pending) = stacks.pending.pop_if(|pending| pending.power >= power) {
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

fn bounded(cx: &Context<'_, '_>, id: Id) -> Built {
    if cx.scratch.depth(id) > MAX_DEPTH {
        let (start, end) = cx.scratch.range(id);
        return Err(fault::expression_too_deep(cx.passage.span(start, end), MAX_DEPTH));
    }
    Ok(id)
}

type Step<'t> = Result<(&'t [Term], bool), Box<Diagnostic>>;

/// Reads at a place where an operand is awaited; whether it is complete.
fn operand<'t>(
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

fn unreadable(cx: &Context<'_, '_>, term: Term) -> Box<Diagnostic> {
    let (span, text) = (cx.passage.span(term.start, term.end), cx.passage.of(&term));
    match term.kind {
        TermKind::BadText => fault::unclosed_text(span, text),
        TermKind::BadTitle => fault::unclosed_title(span, text),
        TermKind::Colon => fault::stray_colon(span),
        TermKind::StrayClose => fault::stray_close(span),
        _ => fault::stray_characters(span, text),
    }
}

fn word_operand<'t>(cx: &mut Context<'_, '_>, stacks: &mut Stacks, term: Term, rest: &'t [Term]) -> Step<'t> {
    let Class { quantifier, prefix, operator, .. } = term.class;
    if let Some(word) = quantifier {
        if let Some((id, rest)) = quantified(cx, word, term, rest)? {
            stacks.operands.push(id);
            return Ok((rest, true));
        }
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
    if begins_number(&text) || text.starts_with(['到', '过']) {
        if let Some((id, rest)) = measured(cx, term, rest)? {
            stacks.operands.push(id);
            return Ok((rest, true));
        }
    }
    if let Some((word, number)) = split_touching(cx, term) {
        let (_, _) = bound(cx, stacks, word, &[number])?;
        return number_operand(cx, stacks, number, rest);
    }
    let (path, rest) = callee(cx, term, rest)?;
    stacks.operands.push(path);
    Ok((rest, true))
}

fn begins_operand(rest: &[Term]) -> bool {
    rest.first().is_some_and(|term| {
        matches!(
            term.kind,
            TermKind::Word | TermKind::Text | TermKind::Number | TermKind::Citation | TermKind::Bracket
        )
    })
}

/// A comparison without left operand.
fn bound<'t>(cx: &mut Context<'_, '_>, stacks: &mut Stacks, term: Term, rest: &'t [Term]) -> Step<'t> {
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
        return Err(fault::comparison_chain(span));
    }
    let token = cx.scratch.leaf(token_kind(term), term.start, term.end);
    stacks.pending.push(Pending { power: COMPARISON, token, binary: false });
    Ok((rest, false))
}

/// 至少 without members to count is a bound.
fn at_least(term: Term) -> Option<Operator> {
    (term.class.quantifier == Some(QuantifierWord::AtLeast)).then_some(Operator::GreaterEqual)
}

fn token_kind(term: Term) -> NodeKind {
    if term.kind == TermKind::Sign { NodeKind::Mark } else { NodeKind::Word }
}

/// `不少于三十日`, `满七日`: the word and the number that it touches.
fn split_touching(cx: &Context<'_, '_>, term: Term) -> Option<(Term, Term)> {
    let text = cx.passage.of(&term);
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
fn split_at(term: Term, length: usize, operator: Option<Operator>) -> (Term, Term) {
    let middle = term.start + super::grammar::offset(length);
    let word = Term { end: middle, class: Class { operator, ..Class::default() }, ..term };
    (word, Term { kind: TermKind::Number, start: middle, class: Class::default(), ..term })
}

fn number_operand<'t>(
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
fn measured<'t>(
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
    if matches!(found, Measure::Number(_)) {
        if let Some((unit, after)) = unit_after(cx, rest) {
            return Ok(Some((cx.scratch.leaf(NodeKind::Quantity, term.start, unit.end), after)));
        }
    }
    Ok(Some((cx.scratch.leaf(measure_kind(found), term.start, term.end), rest)))
}

fn unit_after<'t>(cx: &Context<'_, '_>, rest: &'t [Term]) -> Option<(Term, &'t [Term])> {
    let (unit, _, after) = split_first(rest)?;
    // `3 times 2` multiplies, `3 times` counts.
    let joins = unit.class.operator.is_some() && begins_operand(after);
    let known = unit.kind == TermKind::Word && measure::unit_word(&cx.passage.word(&unit)).is_some();
    (known && !joins).then_some((unit, after))
}

fn measure_kind(found: Measure) -> NodeKind {
    match found {
        Measure::Number(_) | Measure::Fraction(..) | Measure::Majority => NodeKind::Number,
        Measure::Quantity(_) => NodeKind::Quantity,
        Measure::Moment(_) | Measure::Stretch(..) => NodeKind::Date,
    }
}

/// A path or a text, and the bracket after it.
fn callee<'t>(
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

fn citation(cx: &mut Context<'_, '_>, inner: &[Term]) -> Id {
    let children: Vec<Id> = inner
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
fn group(cx: &mut Context<'_, '_>, term: Term, inner: &[Term]) -> Built {
    if !term.closed {
        return Err(fault::unclosed_bracket(cx.passage.span(term.start, term.end), cx.passage.of(&term)));
    }
    let content = expression(cx, inner)?;
    let (open, close) = super::bracket::marks(cx, term);
    let group = cx.scratch.node(NodeKind::Group, &[open, content, close]);
    bounded(cx, group)
}

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
    if let Some(word) = class.postfix {
        return postfix(cx, stacks, word, term, rest).map(|rest| (rest, false));
    }
    if term.kind == TermKind::Word {
        if let Some((word, number)) = split_shift(cx, term).or_else(|| split_touching(cx, term)) {
            return shifted(cx, stacks, word, number, rest);
        }
    }
    if matches!(
        term.kind,
        TermKind::Stray | TermKind::StrayClose | TermKind::BadText | TermKind::BadTitle | TermKind::Colon
    ) {
        return Err(unreadable(cx, term));
    }
    let before = last.map_or("", |last| cx.passage.of(&last));
    Err(fault::missing_operator(
        cx.passage.span(term.start, term.end),
        before,
        cx.passage.of(&term),
        class.clause.is_some(),
        super::suggest::nearest(&cx.passage.word(&term)),
    ))
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
    if found == Operator::Ahead {
        if let Some((end, rest)) = clear_days(cx, rest) {
            let token = cx.scratch.leaf(NodeKind::Word, term.start, end);
            stacks.pending.push(Pending { power, token, binary: true });
            return match rest {
                Ok(rest) => Ok((rest, true)),
                Err((number, rest)) => {
                    number_operand(cx, stacks, number, rest).map(|(rest, _)| (rest, false))
                }
            };
        }
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
    _word: PostfixWord,
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

/// `每位 甲 属于 L（P）`, `至少 1项（A、B）`; `None` where nothing is counted: 至少 30日 is a bound.
fn quantified<'t>(
    cx: &mut Context<'_, '_>,
    word: QuantifierWord,
    term: Term,
    rest: &'t [Term],
) -> Result<Option<(Id, &'t [Term])>, Box<Diagnostic>> {
    let mut children = vec![cx.scratch.leaf(NodeKind::Word, term.start, term.end)];
    let (mut rest, start) = (rest, rest);
    if let Some((number, _, after)) = split_first(rest) {
        if matches!(number.kind, TermKind::Number | TermKind::Word)
            && begins_number(&cx.passage.word(&number))
        {
            if let Ok(Some((id, after))) = measured(cx, number, after) {
                children.push(id);
                rest = after;
            }
        }
    }
    let variable =
        split_first(rest).filter(|(next, ..)| matches!(next.kind, TermKind::Word | TermKind::Text));
    if let Some((variable, _, after)) = variable {
        if let Some((joint, _, after)) =
            split_first(after).filter(|(next, ..)| next.class.operator == Some(Operator::In))
        {
            let kind = if variable.kind == TermKind::Text { NodeKind::Text } else { NodeKind::Name };
            children.push(cx.scratch.leaf(kind, variable.start, variable.end));
            children.push(cx.scratch.leaf(token_kind(joint), joint.start, joint.end));
            rest = after;
            let Some((over, _, after)) =
                split_first(rest).filter(|(next, ..)| matches!(next.kind, TermKind::Word | TermKind::Text))
            else {
                return Err(fault::missing_operand(Some((
                    cx.passage.span(joint.start, joint.end),
                    cx.passage.of(&joint),
                ))));
            };
            children.push(super::path::build(cx, over));
            rest = after;
        }
    }
    let over = children.len() > 2;
    if let Some((bracket, inner, after)) =
        split_first(rest).filter(|(next, ..)| next.kind == TermKind::Bracket)
    {
        children.push(super::bracket::build(cx, bracket, inner)?);
        rest = after;
    } else if !over {
        if word == QuantifierWord::AtLeast && begins_operand(start) {
            return Ok(None);
        }
        return Err(fault::quantifier_without_members(
            cx.passage.span(term.start, term.end),
            cx.passage.of(&term),
        ));
    }
    let made = cx.scratch.node(NodeKind::Quantified, &children);
    Ok(Some((bounded(cx, made)?, rest)))
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
            | C::Roll
            | C::RollBack
            | C::Severe
            | C::Improper
            | C::Hint
    )
}
