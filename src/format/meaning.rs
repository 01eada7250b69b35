//! Whether two trees say the same: by the views that every later stage reads, not by the printer's own
//! tables, so that a fault of the printer is found here.

use super::{trivia, words};
use crate::syntax::ast::{
    Bracket, BracketContent, Cell, Cells, Citation, Clause, Expr, ExprKind, LocatorKind, Path, Quantified,
    Statement, Word,
};
use crate::syntax::builtin;
use crate::syntax::tree::{Node, NodeKind, Piece, Tree};
use crate::syntax::vocabulary::Keyword;
use crate::text::Span;

/// All of a tree.
pub(super) fn whole(tree: &Tree) -> Span {
    tree.root().span()
}

/// Where `after` says something else than `before`; `None` where they say the same.
pub(super) fn difference(before: &Tree, after: &Tree) -> Option<Span> {
    let statements = statements(before.root(), after.root(), false);
    statements
        .or_else(|| tokens(before, after))
        .or_else(|| (comments(before) != comments(after)).then(|| whole(before)))
}

fn members(node: Node<'_>) -> impl Iterator<Item = Node<'_>> {
    node.children().filter(|child| !matches!(child.kind(), NodeKind::Mark))
}

fn statements(before: Node<'_>, after: Node<'_>, names: bool) -> Option<Span> {
    let (mut left, mut right) = (members(before), members(after));
    loop {
        let (one, other) = match (left.next(), right.next()) {
            (None, None) => return None,
            (Some(one), Some(other)) if one.kind() == other.kind() => (one, other),
            (one, _) => return Some(one.unwrap_or(before).span()),
        };
        if one.kind() == NodeKind::Statement {
            let found = statement(Statement::of(one), Statement::of(other), names);
            if found.is_some() {
                return found;
            }
        } else if lines(one.text()) != lines(other.text()) {
            return Some(one.span());
        }
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect()
}

fn statement(one: Statement<'_>, other: Statement<'_>, names: bool) -> Option<Span> {
    let (duty, keyword, used) = one.keyword();
    // 承诺人 is no keyword in any block, its English spelling `by` is one in others.
    let member = member_alike(one, other);
    let used = if names || member { 0 } else { used };
    let known = names || member || (duty, keyword, used) == other.keyword();
    let heads = one.head_items().count() == other.head_items().count()
        && one.head_items().zip(other.head_items()).skip(used).all(|(left, right)| {
            left.kind == right.kind
                && builtin::same(&left.word.text, &right.word.text)
                && left.listed == right.listed
                && left.alias.map(|word| word.text) == right.alias.map(|word| word.text)
        });
    let values = match (one.value(), other.value()) {
        (None, None) => true,
        (Some(left), Some(right)) => {
            left.modality.map(|found| found.0) == right.modality.map(|found| found.0)
                && exprs(&left.items, &right.items)
        }
        _ => false,
    };
    let values = values
        && one.policy().map(|found| found.0) == other.policy().map(|found| found.0)
        && (!matches!(keyword, Some(Keyword::Columns | Keyword::Row | Keyword::Otherwise))
            || optional(one.cells().as_ref(), other.cells().as_ref(), cells));
    let (left, right) = (one.clauses(), other.clauses());
    let alike = known
        && heads
        && values
        && one.docs() == other.docs()
        && one.has_colon() == other.has_colon()
        && clauses(&left, &right);
    match (one.node().child(NodeKind::Body), other.node().child(NodeKind::Body)) {
        (None, None) if alike => None,
        (Some(left), Some(right)) if alike => statements(left, right, names || words::holds_names(keyword)),
        _ => Some(one.span()),
    }
}

/// The cells of a table: of any other sentence there is one, its value.
fn cells(left: &Cells<'_>, right: &Cells<'_>) -> bool {
    let same = |left: &[Cell<'_>], right: &[Cell<'_>]| {
        left.len() == right.len()
            && left.iter().zip(right).all(|(left, right)| {
                (left.anything, left.dash) == (right.anything, right.dash) && exprs(&left.items, &right.items)
            })
    };
    left.then.len() == right.then.len()
        && same(&left.conditions, &right.conditions)
        && same(&left.results, &right.results)
}

/// Whether two heads are spellings of one member that a block has besides those with keywords.
fn member_alike(one: Statement<'_>, other: Statement<'_>) -> bool {
    let alone = |statement: Statement<'_>| {
        let mut items = statement.head_items();
        items.next().filter(|_| items.next().is_none()).map(|only| only.word.text.into_owned())
    };
    let members = [builtin::WAIVER, builtin::PROMISE, builtin::DISSENT];
    let pair = |one: &str, other: &str| {
        members
            .iter()
            .flat_map(|table| table.iter())
            .any(|(zh, en)| (*zh, *en) == (one, other) || (*zh, *en) == (other, one))
    };
    matches!((alone(one), alone(other)), (Some(one), Some(other)) if pair(&one, &other))
}

fn clauses(left: &[Clause<'_>], right: &[Clause<'_>]) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).all(|(left, right)| {
            left.word == right.word
                && left.modality.map(|found| found.0) == right.modality.map(|found| found.0)
                && exprs(&left.items, &right.items)
        })
}

fn exprs(left: &[Expr<'_>], right: &[Expr<'_>]) -> bool {
    left.len() == right.len() && left.iter().zip(right).all(|(left, right)| expr(left, right))
}

/// Recursion is bounded by the depth limit of expressions.
fn expr(left: &Expr<'_>, right: &Expr<'_>) -> bool {
    use ExprKind as E;
    match (&left.kind, &right.kind) {
        (E::Path(left), E::Path(right)) => path(left, right),
        (E::Text(left), E::Text(right)) => left.text == right.text,
        (E::Number(left), E::Number(right)) => left == right,
        (E::Fraction(above, below), E::Fraction(other, under)) => (above, below) == (other, under),
        (E::Majority, E::Majority) => true,
        (E::Quantity(left), E::Quantity(right)) => left == right,
        (E::Moment(left), E::Moment(right)) => left == right,
        (E::Stretch(first, last), E::Stretch(from, to)) => (first, last) == (from, to),
        (E::Citation(left), E::Citation(right)) => citation(left, right),
        (E::Call(called, held), E::Call(other, with)) => path(called, other) && bracket(held, with),
        (E::Prefix(word, _, operand), E::Prefix(other, _, with)) => word == other && expr(operand, with),
        (E::Bound(word, _, operand), E::Bound(other, _, with)) => word == other && expr(operand, with),
        (E::Binary(a, word, _, b), E::Binary(c, other, _, d)) => word == other && expr(a, c) && expr(b, d),
        (E::Postfix(operand, word, _, held), E::Postfix(other, same, _, with)) => {
            word == same && expr(operand, other) && optional(held.as_ref(), with.as_ref(), bracket)
        }
        (E::Quantified(left), E::Quantified(right)) => quantified(left, right),
        (E::Hold(left), E::Hold(right)) => {
            left.kinds.len() == right.kinds.len()
                && left.kinds.iter().zip(&right.kinds).all(|(left, right)| word(left, right))
                && optional(left.who.as_ref(), right.who.as_ref(), expr)
                && optional(left.on.as_ref(), right.on.as_ref(), expr)
        }
        _ => false,
    }
}

fn optional<T>(left: Option<&T>, right: Option<&T>, same: impl Fn(&T, &T) -> bool) -> bool {
    match (left, right) {
        (None, None) => true,
        (Some(left), Some(right)) => same(left, right),
        _ => false,
    }
}

fn word(left: &Word<'_>, right: &Word<'_>) -> bool {
    builtin::same(&left.text, &right.text)
}

fn path(left: &Path<'_>, right: &Path<'_>) -> bool {
    left.segments.len() == right.segments.len()
        && left.segments.iter().zip(&right.segments).all(|(left, right)| {
            left.joint == right.joint
                && word(&left.name, &right.name)
                && optional(left.index.as_ref(), right.index.as_ref(), word)
        })
}

fn citation(left: &Citation<'_>, right: &Citation<'_>) -> bool {
    let place = |kind: &LocatorKind<'_>| match kind {
        LocatorKind::Heading(text) => (None, None, text.split_whitespace().collect::<String>()),
        LocatorKind::Article(at) => (Some(*at), None, String::new()),
        LocatorKind::Range(first, last) => (Some(*first), Some(*last), String::new()),
    };
    left.titled == right.titled
        && optional(left.instrument.as_ref(), right.instrument.as_ref(), word)
        && left.locators.len() == right.locators.len()
        && left
            .locators
            .iter()
            .zip(&right.locators)
            .all(|(left, right)| place(&left.kind) == place(&right.kind))
}

fn quantified(left: &Quantified<'_>, right: &Quantified<'_>) -> bool {
    left.word.0 == right.word.0
        && left.count.map(|found| found.0) == right.count.map(|found| found.0)
        && optional(left.variable.as_ref(), right.variable.as_ref(), word)
        && optional(left.over.as_ref(), right.over.as_ref(), path)
        && optional(left.bracket.as_ref(), right.bracket.as_ref(), bracket)
}

fn bracket(left: &Bracket<'_>, right: &Bracket<'_>) -> bool {
    use BracketContent as B;
    match (&left.content, &right.content) {
        (B::Fields(left), B::Fields(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .zip(right)
                    .all(|((name, value), (other, with))| word(name, other) && expr(value, with))
        }
        (B::Clauses(left), B::Clauses(right)) => clauses(left, right),
        (B::Items(left), B::Items(right)) => exprs(left, right),
        _ => false,
    }
}

/// What has to stay as it was written: texts, titles, numbers, dates, places in instruments.
fn tokens(before: &Tree, after: &Tree) -> Option<Span> {
    let literal = |tree: &Tree| -> Vec<(usize, String)> {
        let mut at = 0;
        let mut found = Vec::new();
        for piece in tree.pieces() {
            let (kept, text) = match piece {
                Piece::Token(kind, text) => (is_literal(kind), text),
                Piece::Trivia(text) => (false, text),
            };
            if kept {
                found.push((at, text.split_whitespace().collect::<String>()));
            }
            at += text.len();
        }
        found
    };
    let (left, right) = (literal(before), literal(after));
    if left.len() != right.len() {
        return Some(whole(before));
    }
    let (at, text) = left.iter().zip(&right).find(|(left, right)| left.1 != right.1)?.0;
    let start = u32::try_from(*at).unwrap_or(0);
    Some(Span::new(before.file(), start, start + u32::try_from(text.len()).unwrap_or(0)))
}

fn is_literal(kind: NodeKind) -> bool {
    use NodeKind as K;
    matches!(kind, K::Text | K::Title | K::DocumentNumber | K::Number | K::Quantity | K::Date | K::Locator)
}

/// All comments in order, without the blanks at the ends of their lines.
fn comments(tree: &Tree) -> Vec<String> {
    let mut found = Vec::new();
    for piece in tree.pieces() {
        if let Piece::Trivia(gap) = piece {
            found.extend(
                trivia::read(gap).into_iter().filter_map(trivia::Trivium::comment).map(str::to_owned),
            );
        }
    }
    found
}
