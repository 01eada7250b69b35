//! The values of a column that its cells can tell apart.
//!
//! INVARIANT: every value of the column's type falls together with one point, for every test of the column,
//! but for values that the type does not have in earnest: negative amounts, half of a thing.

use super::super::Lower;
use super::using::holds;
use crate::model::{CellTest, Comparison, ExprKind, Presence, TableColumn, Type, Value};
use crate::quantity::{Decimal, Dimension};
use crate::text::Span;
use smol_str::SmolStr;

/// LIMIT: with more points than this nothing is proven of a column.
const MOST_POINTS: usize = 2048;

/// A value that stands for all that the column's cells do not tell from it.
#[derive(Clone, Debug)]
pub(super) struct Point {
    /// `None`: there is none (可缺).
    value: Option<Value>,
    /// The values it stands for, in Chinese and in English.
    pub(super) words: (String, String),
}

impl Point {
    /// Whether a value passes a test. Recursion is bounded by the depth limit of expressions.
    pub(super) fn passes(&self, test: &CellTest) -> bool {
        match test {
            CellTest::Anything => true,
            CellTest::Compare(op, other, _) => {
                // What there is none of differs from everything.
                let Some(value) = &self.value else { return *op == Comparison::NotEqual };
                order(value, other).is_some_and(|found| holds(*op, found))
            }
            CellTest::Among(values) => self.value.as_ref().is_some_and(|value| values.contains(value)),
            CellTest::All(parts) => parts.iter().all(|part| self.passes(part)),
            CellTest::Any(parts) => parts.iter().any(|part| self.passes(part)),
            CellTest::Not(inner) => !self.passes(inner),
        }
    }
}

/// How two values of one type stand to each other; equality alone counts for those without an order.
fn order(a: &Value, b: &Value) -> Option<std::cmp::Ordering> {
    Some(match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.cmp(b),
        (Value::Moment(a), Value::Moment(b)) => a.sort_key().cmp(&b.sort_key()),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Member(a), Value::Member(b)) => a.cmp(b),
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        _ => return None,
    })
}

impl Lower<'_> {
    /// The points of a column; `None` where there are too many.
    pub(super) fn points(&self, column: &TableColumn, tests: &[&CellTest]) -> Option<Vec<Point>> {
        let mut constants: Vec<(Value, Option<Span>)> = Vec::new();
        for test in tests {
            gather(test, &mut constants);
        }
        constants.dedup_by(|a, b| a.0 == b.0);
        if constants.len() > MOST_POINTS {
            return None;
        }
        let mut points = match &column.ty {
            Type::Bool => [(true, "是", "yes"), (false, "否", "no")]
                .map(|(truth, zh, en)| exactly(Value::Bool(truth), zh, en))
                .to_vec(),
            Type::Enum(id) => self.members_of(*id),
            Type::Text => texts(&constants),
            Type::Date | Type::Time => self.days(&constants),
            Type::Integer | Type::Quantity(Dimension::Count) => self.numbers(&constants, true),
            Type::Decimal | Type::Quantity(_) => self.numbers(&constants, false),
            Type::Period | Type::List(_) | Type::Record(_) => return None,
        };
        if self.may_be_none(column) {
            points.push(Point { value: None, words: ("没有".to_owned(), "none".to_owned()) });
        }
        (points.len() <= MOST_POINTS).then_some(points)
    }

    /// Whether a column reads a field that there may be none of.
    fn may_be_none(&self, column: &TableColumn) -> bool {
        let Some(ExprKind::Fact(slot)) = column.reads.map(|reads| &self.rules.exprs[reads].kind) else {
            return false;
        };
        let group = self.rules.facts.iter().rev().find(|group| group.first_slot <= *slot);
        let field = group.and_then(|group| {
            let at = usize::try_from(slot - group.first_slot).ok()?;
            self.rules.schemas[group.schema].fields.get(at)
        });
        field.is_some_and(|field| field.presence == Presence::Optional)
    }

    fn members_of(&self, id: crate::model::Id<crate::model::Enumeration>) -> Vec<Point> {
        let members = self.rules.enumerations[id].members.iter().enumerate();
        members
            .filter_map(|(at, word)| Some(exactly(Value::Member(u16::try_from(at).ok()?), word, word)))
            .collect()
    }

    fn numbers(&self, constants: &[(Value, Option<Span>)], whole: bool) -> Vec<Point> {
        let mut all: Vec<(Decimal, String)> = constants
            .iter()
            .filter_map(|(value, span)| match value {
                Value::Number(number) => Some((*number, self.constant_text(*number, *span))),
                _ => None,
            })
            .collect();
        all.sort_by_key(|(number, _)| *number);
        all.dedup_by(|a, b| a.0 == b.0);
        let (Some(first), Some(last)) = (all.first().cloned(), all.last().cloned()) else {
            return vec![Point { value: Some(Value::Number(Decimal::ZERO)), words: anything() }];
        };
        let two = Decimal::from(2);
        let mut points = Vec::new();
        let below = if whole { first.0.checked_sub(Decimal::ONE) } else { first.0.checked_div(two) };
        // Where the table asks of nothing below nought, nothing is below nought.
        let below = below.filter(|below| *below < first.0 && (!below.is_sign_negative() || below.is_zero()));
        let negative = first.0.is_sign_negative() && !first.0.is_zero();
        let below = below.or_else(|| negative.then(|| first.0.checked_sub(Decimal::ONE)).flatten());
        points.extend(below.map(|value| Point {
            value: Some(Value::Number(value)),
            words: (format!("小于 {}", first.1), format!("less than {}", first.1)),
        }));
        for (at, (number, text)) in all.iter().enumerate() {
            points.push(exactly(Value::Number(*number), text, text));
            let Some((next, beyond)) = all.get(at + 1) else { continue };
            let middle = number.checked_add(*next).and_then(|sum| sum.checked_div(two));
            let middle = if whole { middle.map(|middle| middle.floor()) } else { middle };
            points.extend(middle.filter(|middle| middle > number && middle < next).map(|middle| Point {
                value: Some(Value::Number(middle)),
                words: (
                    format!("大于 {text}、小于 {beyond}"),
                    format!("more than {text} and less than {beyond}"),
                ),
            }));
        }
        points.extend(last.0.checked_add(Decimal::ONE).map(|value| Point {
            value: Some(Value::Number(value)),
            words: (format!("大于 {}", last.1), format!("more than {}", last.1)),
        }));
        points
    }

    fn days(&self, constants: &[(Value, Option<Span>)]) -> Vec<Point> {
        let mut all: Vec<crate::calendar::Moment> = constants
            .iter()
            .filter_map(|(value, _)| match value {
                Value::Moment(moment) => Some(*moment),
                _ => None,
            })
            .collect();
        all.sort_by_key(|moment| moment.sort_key());
        all.dedup();
        let mut points: Vec<Point> = Vec::new();
        let day = |date: crate::calendar::Date| {
            let words = date.to_string();
            exactly(Value::Moment(date.into()), &words, &words)
        };
        for moment in &all {
            points.extend(moment.date().plus_days(-1).map(day));
            points.push(exactly(Value::Moment(*moment), &moment.to_string(), &moment.to_string()));
            points.extend(moment.date().plus_days(1).map(day));
        }
        if points.is_empty() {
            points.extend(crate::calendar::Date::from_ymd(2024, 7, 1).map(day));
        }
        points
    }

    /// A number as the table writes it, with its unit.
    fn constant_text(&self, number: Decimal, span: Option<Span>) -> String {
        let Some(text) = span.map(|span| self.rules.sources.text(span).trim()) else {
            return number.normalize().to_string();
        };
        // `5 ～ 10公顷`: the first end has the unit of the second.
        let mut ends = text.split(['～', '~', '〜']);
        match (ends.next(), ends.next()) {
            (Some(low), Some(high)) => {
                let digit = |one: char| one.is_numeric() || matches!(one, '.' | ' ' | ',');
                format!("{}{}", low.trim(), high.trim_start_matches(digit))
            }
            _ => text.to_owned(),
        }
    }
}

fn anything() -> (String, String) {
    ("任意".to_owned(), "anything".to_owned())
}

fn exactly(value: Value, zh: &str, en: &str) -> Point {
    Point { value: Some(value), words: (format!("为 {zh}"), format!("is {en}")) }
}

fn texts(constants: &[(Value, Option<Span>)]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for (value, _) in constants {
        if let Value::Text(text) = value
            && !points.iter().any(|point| point.value.as_ref() == Some(value))
        {
            points.push(exactly(value.clone(), &format!("“{text}”"), &format!("“{text}”")));
        }
    }
    points.push(Point {
        value: Some(Value::Text(SmolStr::new_static("\u{0}"))),
        words: ("是别的文字".to_owned(), "is some other text".to_owned()),
    });
    points
}

/// The values that a test compares with. Recursion is bounded by the depth limit of expressions.
fn gather(test: &CellTest, to: &mut Vec<(Value, Option<Span>)>) {
    match test {
        CellTest::Anything => {}
        CellTest::Compare(_, value, span) => to.push((value.clone(), Some(*span))),
        CellTest::Among(values) => to.extend(values.iter().map(|value| (value.clone(), None))),
        CellTest::All(parts) | CellTest::Any(parts) => parts.iter().for_each(|part| gather(part, to)),
        CellTest::Not(inner) => gather(inner, to),
    }
}
