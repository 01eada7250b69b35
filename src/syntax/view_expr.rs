//! Views of expressions.
//!
//! Recursion is bounded by the depth limit of expressions, which the parser keeps.

use super::ast::{Bracket, BracketContent, Expr, ExprKind, Hold, Path, Quantified, Segment, Word};
use super::measure::{self, Measure};
use super::term::{clean, spelling};
use super::tree::{Node, NodeKind};
use super::view::{clauses, word};
use super::view_citation::citation;
use super::vocabulary::{Operator, PostfixWord, PrefixWord, QuantifierWord};
use crate::quantity::{Decimal, Quantity, read_number};

/// Whether a node is an expression.
pub(super) fn is_expr(node: Node<'_>) -> bool {
    use NodeKind as K;
    matches!(
        node.kind(),
        K::Path
            | K::Text
            | K::Number
            | K::Quantity
            | K::Date
            | K::Citation
            | K::Call
            | K::Prefix
            | K::Binary
            | K::Postfix
            | K::Quantified
            | K::Hold
            | K::Group
            | K::Junk
    )
}

/// The expression of a node.
pub(super) fn expr(node: Node<'_>) -> Expr<'_> {
    if node.kind() == NodeKind::Group {
        return node.children().find(|inner| is_expr(*inner)).map_or(junk(node), expr);
    }
    let kind = match node.kind() {
        NodeKind::Path => ExprKind::Path(path(node)),
        NodeKind::Text => ExprKind::Text(word(node)),
        NodeKind::Number | NodeKind::Quantity | NodeKind::Date => measured(node),
        NodeKind::Citation => ExprKind::Citation(citation(node)),
        NodeKind::Call => call(node).unwrap_or(ExprKind::Junk),
        NodeKind::Prefix => prefix(node).unwrap_or(ExprKind::Junk),
        NodeKind::Binary => binary(node).unwrap_or(ExprKind::Junk),
        NodeKind::Postfix => postfix(node).unwrap_or(ExprKind::Junk),
        NodeKind::Quantified => {
            quantified(node).map_or(ExprKind::Junk, |found| ExprKind::Quantified(Box::new(found)))
        }
        NodeKind::Hold => hold(node).map_or(ExprKind::Junk, |found| ExprKind::Hold(Box::new(found))),
        _ => ExprKind::Junk,
    };
    Expr { span: node.span(), kind }
}

fn junk(node: Node<'_>) -> Expr<'_> {
    Expr { span: node.span(), kind: ExprKind::Junk }
}

/// A path and its segments.
pub(super) fn path(node: Node<'_>) -> Path<'_> {
    let mut segments: Vec<Segment<'_>> = Vec::new();
    let mut joint = None;
    for child in node.children() {
        match child.kind() {
            NodeKind::Mark => joint = child.text().chars().next(),
            NodeKind::Index => {
                let index =
                    child.children().find(|inner| matches!(inner.kind(), NodeKind::Name | NodeKind::Text));
                if let (Some(segment), Some(index)) = (segments.last_mut(), index) {
                    segment.index = Some(word(index));
                }
            }
            _ => segments.push(Segment { joint: joint.take(), name: word(child), index: None }),
        }
    }
    Path { span: node.span(), segments }
}

/// The measure of a token, also of `30 workdays`, a number and its unit.
fn measure_of(node: Node<'_>) -> Option<Measure> {
    let text = clean(node.text());
    if node.kind() == NodeKind::Quantity {
        // The unit may stand apart: 30 个工作日, 30 workdays, with comments between.
        let number =
            text.split(|blank: char| blank.is_whitespace() || blank == '/').next().unwrap_or_default();
        let unit =
            text.split(|blank: char| blank.is_whitespace() || blank == '/').next_back().unwrap_or_default();
        if number.len() + unit.len() < text.len() {
            return Some(Measure::Quantity(Quantity {
                number: read_number(number).ok()?,
                unit: measure::unit_word(unit)?,
            }));
        }
    }
    measure::read_measure(&text).ok().flatten()
}

fn measured(node: Node<'_>) -> ExprKind<'_> {
    match measure_of(node) {
        Some(Measure::Number(number)) => ExprKind::Number(number),
        Some(Measure::Fraction(numerator, denominator)) => ExprKind::Fraction(numerator, denominator),
        Some(Measure::Majority) => ExprKind::Majority,
        Some(Measure::Quantity(quantity)) => ExprKind::Quantity(quantity),
        Some(Measure::Moment(moment)) => ExprKind::Moment(moment),
        Some(Measure::Stretch(first, last)) => ExprKind::Stretch(first, last),
        None => ExprKind::Junk,
    }
}

fn bracket(node: Node<'_>) -> Bracket<'_> {
    let content = if node.child(NodeKind::Field).is_some() {
        let fields = node.children().filter(|node| node.kind() == NodeKind::Field);
        BracketContent::Fields(fields.filter_map(field).collect())
    } else if node.child(NodeKind::Clause).is_some() {
        BracketContent::Clauses(clauses(node))
    } else {
        BracketContent::Items(node.children().filter(|node| is_expr(*node)).map(expr).collect())
    };
    Bracket { span: node.span(), content }
}

fn field(node: Node<'_>) -> Option<(Word<'_>, Expr<'_>)> {
    let mut parts = node.children().filter(|part| part.kind() != NodeKind::Mark);
    Some((word(parts.next()?), expr(parts.next()?)))
}

fn call(node: Node<'_>) -> Option<ExprKind<'_>> {
    let mut callee = path(node.child(NodeKind::Path)?);
    // The one word of the vocabulary that is called; readers compare with its Chinese spelling.
    if let [only] = callee.segments.as_mut_slice()
        && PrefixWord::of(&spelling(&only.name.text)) == Some(PrefixWord::AnyOf)
    {
        only.name.text = PrefixWord::AnyOf.zh().into();
    }
    Some(ExprKind::Call(callee, bracket(node.child(NodeKind::Bracket)?)))
}

fn token(node: Node<'_>) -> Option<Node<'_>> {
    node.children().find(|child| matches!(child.kind(), NodeKind::Word | NodeKind::Mark))
}

fn operands(node: Node<'_>) -> impl Iterator<Item = Box<Expr<'_>>> {
    node.children().filter(|child| is_expr(*child)).map(|child| Box::new(expr(child)))
}

fn prefix(node: Node<'_>) -> Option<ExprKind<'_>> {
    let token = token(node)?;
    let spelled = spelling(token.text());
    let operand = operands(node).next()?;
    let bound = match spelled.as_ref() {
        "以上" => Some(Operator::GreaterEqual),
        "以下" | "以内" | "内" => Some(Operator::LessEqual),
        other => Operator::of(other),
    };
    if let Some(operator) = bound {
        return Some(ExprKind::Bound(operator, token.span(), operand));
    }
    Some(ExprKind::Prefix(PrefixWord::of(&spelled)?, token.span(), operand))
}

fn binary(node: Node<'_>) -> Option<ExprKind<'_>> {
    let token = token(node)?;
    let mut operands = operands(node);
    let (left, right) = (operands.next()?, operands.next()?);
    Some(ExprKind::Binary(left, Operator::of(&spelling(token.text()))?, token.span(), right))
}

fn postfix(node: Node<'_>) -> Option<ExprKind<'_>> {
    let token = token(node)?;
    let operand = operands(node).next()?;
    let bracket = node.child(NodeKind::Bracket).map(bracket);
    Some(ExprKind::Postfix(operand, PostfixWord::of(&spelling(token.text()))?, token.span(), bracket))
}

/// Who holds stands before the first word, the licences after it, the day after the second.
fn hold(node: Node<'_>) -> Option<Hold<'_>> {
    let word_span = token(node)?.span();
    let (mut who, mut kinds, mut on, mut words) = (None, Vec::new(), None, 0);
    for child in node.children() {
        match (child.kind(), words) {
            (NodeKind::Word, _) => words += 1,
            (NodeKind::Mark, _) => {}
            (_, 0) => who = Some(expr(child)),
            (NodeKind::Name | NodeKind::Text, 1) => kinds.push(word(child)),
            _ => on = Some(expr(child)),
        }
    }
    Some(Hold { word_span, who, kinds, on })
}

fn quantified(node: Node<'_>) -> Option<Quantified<'_>> {
    let token = node.child(NodeKind::Word)?;
    let count = node.children().find(|child| matches!(child.kind(), NodeKind::Number | NodeKind::Quantity));
    let joined = node.children().filter(|child| matches!(child.kind(), NodeKind::Name | NodeKind::Text));
    Some(Quantified {
        word: (QuantifierWord::of(&spelling(token.text()))?, token.span()),
        count: count.and_then(|node| Some((number_of(node)?, node.span()))),
        variable: joined.map(word).next(),
        over: node.child(NodeKind::Path).map(path),
        bracket: node.child(NodeKind::Bracket).map(bracket),
    })
}

fn number_of(node: Node<'_>) -> Option<Decimal> {
    match measure_of(node)? {
        Measure::Number(number) => Some(number),
        Measure::Quantity(quantity) => Some(quantity.number),
        _ => None,
    }
}
