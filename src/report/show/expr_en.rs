//! Conditions and values in English, from the expression tree; names stay in the rules' own words.
//!
//! INVARIANT: a condition is said with its truth: ‘not’ is carried down to where a word for it exists.

use super::amount::amount;
use super::expr_zh::opposite;
use super::speaker::{Called, Speaker};
use crate::calendar::Roll;
use crate::diag::Lang;
use crate::model::{
    ArithmeticOp, Collection, CommitmentField, Comparison, DocumentField, ExprId, ExprKind, Fact, Judged,
    MEMBER_NAME, QuantifierKind, ShiftDirection, StepField, Type, Value,
};

const LETTERS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

/// A name, quoted.
pub(super) fn quoted(name: &str) -> String {
    format!("‘{name}’")
}

/// Names, quoted, with a word before the last one.
pub(super) fn listed<S: AsRef<str>>(names: &[S], last: &str) -> String {
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => quoted(only.as_ref()),
        Some((end, before)) => {
            let before: Vec<String> = before.iter().map(|name| quoted(name.as_ref())).collect();
            format!("{} {last} {}", before.join(", "), quoted(end.as_ref()))
        }
    }
}

/// The words of a comparison; of days other ones.
pub(super) fn comparison(op: Comparison, days: bool) -> &'static str {
    match (op, days) {
        (Comparison::Equal, _) => "is",
        (Comparison::NotEqual, _) => "is not",
        (Comparison::Less, true) => "is earlier than",
        (Comparison::LessEqual, true) => "is no later than",
        (Comparison::Greater, true) => "is later than",
        (Comparison::GreaterEqual, true) => "is no earlier than",
        (Comparison::Less, false) => "is less than",
        (Comparison::LessEqual, false) => "is at most",
        (Comparison::Greater, false) => "is more than",
        (Comparison::GreaterEqual, false) => "is at least",
    }
}

impl Speaker<'_> {
    /// A condition, or its opposite.
    pub(super) fn if_en(&self, expr: ExprId, holds: bool) -> String {
        if let Some(held) = self.held(expr) {
            let (list, day) = (self.en(held.list), self.en(held.day));
            let some = if holds { "a" } else { "no" };
            return format!("{list} holds {some} {} that is valid on {day}", quoted(held.kind));
        }
        let not = if holds { "" } else { "not " };
        match self.kind(expr) {
            ExprKind::Not(inner) => self.if_en(*inner, !holds),
            ExprKind::And(parts) => self.joined_en(parts, holds, holds),
            ExprKind::Or(parts) => self.joined_en(parts, !holds, holds),
            ExprKind::Compare(op, left, right) => self.compare_en(*op, *left, *right, holds),
            ExprKind::Member(value, members) => {
                let words: Vec<String> =
                    members.iter().map(|one| self.literal_en(one, Some(*value))).collect();
                format!("{} is {not}one of {}", self.en(*value), words.join(", "))
            }
            ExprKind::Contains(list, value) => {
                let has = if holds { "contains" } else { "does not contain" };
                format!("{} {has} {}", self.en(*list), self.beside_en(*value, *list))
            }
            ExprKind::Quantified { quantity, over, depth, condition } => {
                self.quantified_en(*quantity, *over, *depth, *condition, holds)
            }
            ExprKind::StepsDone { quantity, steps } => {
                let (wanted, exactly) = quantity.wanted(steps.len());
                let names: Vec<&str> =
                    steps.iter().map(|step| self.rules.steps[*step].name.as_str()).collect();
                match (names.as_slice(), holds) {
                    (_, true) if exactly => format!("exactly {wanted} of {} is done", listed(&names, "and")),
                    (_, false) if exactly => {
                        format!("a number other than {wanted} of {} is done", listed(&names, "and"))
                    }
                    ([only], _) => format!("{} has {not}been done", quoted(only)),
                    (_, true) => format!("at least {wanted} of {} is done", listed(&names, "and")),
                    (_, false) => format!("fewer than {wanted} of {} is done", listed(&names, "and")),
                }
            }
            ExprKind::HasDocument(document) => {
                format!("{} is {not}on file", quoted(&self.rules.documents[document.kind].name))
            }
            ExprKind::RoleBound(role) => format!("{} is {not}named", quoted(&self.rules.roles[*role].name)),
            ExprKind::RoleWithin(inner, outer) => {
                let (inner, outer) =
                    (quoted(&self.rules.roles[*inner].name), quoted(&self.rules.roles[*outer].name));
                let all = if holds { "everyone" } else { "not everyone" };
                format!("{all} in {inner} is among {outer}")
            }
            ExprKind::Given(value) => format!("{} is {not}given", self.en(*value)),
            ExprKind::Judged(judged) => self.judged_en(judged, holds),
            ExprKind::StepField(step, StepField::Done) => {
                format!("{} has {not}been done", quoted(&self.rules.steps[*step].name))
            }
            ExprKind::Commitment(_, CommitmentField::OnFile) => format!("the promise has {not}been made"),
            ExprKind::Commitment(_, CommitmentField::Kept) => format!("the promise has {not}been kept"),
            ExprKind::Const(_)
            | ExprKind::Fact(_)
            | ExprKind::Variable { .. }
            | ExprKind::Licence { .. }
            | ExprKind::StepField(..)
            | ExprKind::DocumentField(..)
            | ExprKind::RoleField(..)
            | ExprKind::Event(_)
            | ExprKind::Commitment(..)
            | ExprKind::Since(_)
            | ExprKind::Rolled(..)
            | ExprKind::Count(_)
            | ExprKind::Sum(..)
            | ExprKind::Earliest(..)
            | ExprKind::Latest(..)
            | ExprKind::Shift { .. }
            | ExprKind::Indicator(..)
            | ExprKind::Lookup(_)
            | ExprKind::Arithmetic(..)
            | ExprKind::Sixties(..) => {
                format!("{} is {}", self.en(expr), if holds { "yes" } else { "no" })
            }
        }
    }

    fn joined_en(&self, parts: &[ExprId], all: bool, holds: bool) -> String {
        let one = |part: &ExprId| {
            let words = self.if_en(*part, holds);
            if self.is_joined(*part) { format!("({words})") } else { words }
        };
        let parts: Vec<String> = parts.iter().map(one).collect();
        parts.join(if all { " and " } else { " or " })
    }

    fn compare_en(&self, op: Comparison, left: ExprId, right: ExprId, holds: bool) -> String {
        let op = if holds { op } else { opposite(op) };
        let days = self.is_moment(left) || self.is_moment(right);
        let word = comparison(op, days);
        format!("{} {word} {}", self.beside_en(left, right), self.beside_en(right, left))
    }

    fn beside_en(&self, expr: ExprId, other: ExprId) -> String {
        match self.kind(expr) {
            ExprKind::Const(value) => {
                self.written_amount(expr, Lang::En).unwrap_or_else(|| self.literal_en(value, Some(other)))
            }
            _ => self.en(expr),
        }
    }

    fn quantified_en(
        &self,
        quantity: QuantifierKind,
        over: Collection,
        depth: u8,
        condition: ExprId,
        holds: bool,
    ) -> String {
        let inner = self.inside(depth, over, condition);
        let letter = match inner.called(depth) {
            Called::Letter(at) => format!(" ({})", letter(at)),
            Called::Entry | Called::Its => String::new(),
        };
        // Not every one has it: one has it not. Of the other numbers the condition stays as it is.
        let fails = quantity == QuantifierKind::Each && !holds;
        let words = inner.if_en(condition, !fails);
        let words = if self.is_joined(condition) { format!("({words})") } else { words };
        let how_many = match (quantity, holds) {
            (QuantifierKind::Each, true) => "every one".to_owned(),
            (QuantifierKind::Exists, true) | (QuantifierKind::Each, false) => "at least one".to_owned(),
            (QuantifierKind::Exists, false) => "none".to_owned(),
            (QuantifierKind::AtLeast(least), true) => format!("at least {least}"),
            (QuantifierKind::AtLeast(least), false) => format!("fewer than {least}"),
            (QuantifierKind::Exactly(number), true) => format!("exactly {number}"),
            (QuantifierKind::Exactly(number), false) => format!("a number other than {number}"),
        };
        format!("of {} for {how_many}{letter}: {words}", self.collection_en(over))
    }

    fn judged_en(&self, judged: &Judged, holds: bool) -> String {
        let Judged { of, late } = judged;
        let names: Vec<String> = of.iter().map(|id| quoted(&self.rules.obligations[*id].id)).collect();
        let what = if *late { "overdue" } else { "violated" };
        format!("{} is {}{what}", names.join(" or "), if holds { "" } else { "not " })
    }

    /// Every one of a collection.
    pub(super) fn each_en(&self, over: Collection) -> String {
        format!("of every one of {}", self.collection_en(over))
    }

    fn collection_en(&self, over: Collection) -> String {
        match over {
            Collection::Role(role) => quoted(&self.rules.roles[role].name),
            Collection::Documents(document) => quoted(&self.rules.documents[document.kind].name),
            Collection::Register(register) => {
                format!("the register {}", quoted(&self.rules.registers[register].name))
            }
            Collection::Fact(slot) => self.fact_en(slot),
            Collection::Listed(expr) => self.en(expr),
        }
    }

    fn fact_en(&self, slot: u32) -> String {
        match self.fact(slot) {
            Some((group, field)) => format!("{} of {}", quoted(&field.name), quoted(group)),
            None => String::new(),
        }
    }

    /// A value as a noun.
    pub(super) fn en(&self, expr: ExprId) -> String {
        let rules = self.rules;
        let field = || self.field(expr).map(|field| quoted(&field.name)).unwrap_or_default();
        match self.kind(expr) {
            ExprKind::Const(value) => {
                self.written_amount(expr, Lang::En).unwrap_or_else(|| self.literal_en(value, None))
            }
            ExprKind::Fact(slot) => self.fact_en(*slot),
            ExprKind::Variable { depth, slot } => {
                let name = if *slot == MEMBER_NAME { "name".to_owned() } else { field() };
                match self.called(*depth) {
                    Called::Entry => format!("{name} of the entry"),
                    Called::Its => format!("its {name}"),
                    Called::Letter(at) => format!("{name} of {}", letter(at)),
                }
            }
            ExprKind::Licence { .. } => format!("{} of the licence", field()),
            ExprKind::StepField(step, what) => step_en(&rules.steps[*step].name, *what),
            ExprKind::DocumentField(document, what) => {
                let name = quoted(&rules.documents[document.kind].name);
                match what {
                    DocumentField::Date => format!("the date of {name}"),
                    DocumentField::Slot(_) => format!("{} of {name}", field()),
                }
            }
            ExprKind::RoleField(role, _) => format!("{} of {}", field(), quoted(&rules.roles[*role].name)),
            ExprKind::Event(event) => format!("the day of {}", quoted(&rules.events[*event].name)),
            ExprKind::Commitment(_, CommitmentField::Made) => "the day of the promise".to_owned(),
            ExprKind::Commitment(_, CommitmentField::Checked) => "the day the promise is checked".to_owned(),
            ExprKind::Since(id) => {
                format!("the day since which {} is violated", quoted(&rules.obligations[*id].id))
            }
            ExprKind::Rolled(inner, roll) => format!("{}{}", self.en(*inner), rolled(*roll)),
            ExprKind::Count(over) => format!("the number of {}", self.collection_en(*over)),
            ExprKind::Sum(over, _) => format!("the sum of {} of {}", field(), self.collection_en(*over)),
            ExprKind::Earliest(over, _) => {
                format!("the earliest {} of {}", field(), self.collection_en(*over))
            }
            ExprKind::Latest(over, _) => format!("the latest {} of {}", field(), self.collection_en(*over)),
            ExprKind::Shift { event, period, direction } => {
                let event = self.en(*event);
                match direction {
                    ShiftDirection::Before => format!("{} before {event}", period.en()),
                    ShiftDirection::BeforeClear => format!("{} clear before {event}", period.en()),
                    ShiftDirection::After => format!("{} after {event}", period.en()),
                }
            }
            ExprKind::Lookup(lookup) => super::table::noun_en(rules, lookup),
            ExprKind::Indicator(..) => format!("the value of the indicator {}", field()),
            ExprKind::Arithmetic(op, left, right) => {
                let word = match op {
                    ArithmeticOp::Add => "plus",
                    ArithmeticOp::Subtract => "minus",
                    ArithmeticOp::Multiply => "times",
                    ArithmeticOp::Divide => "divided by",
                };
                format!("({} {word} {})", self.en(*left), self.en(*right))
            }
            ExprKind::Sixties(inner, _) => self.en(*inner),
            ExprKind::Commitment(..)
            | ExprKind::Judged(_)
            | ExprKind::Compare(..)
            | ExprKind::And(_)
            | ExprKind::Or(_)
            | ExprKind::Not(_)
            | ExprKind::Member(..)
            | ExprKind::Contains(..)
            | ExprKind::Quantified { .. }
            | ExprKind::StepsDone { .. }
            | ExprKind::HasDocument(_)
            | ExprKind::RoleBound(_)
            | ExprKind::RoleWithin(..)
            | ExprKind::Given(_) => format!("({})", self.if_en(expr, true)),
        }
    }

    fn literal_en(&self, value: &Value, of: Option<ExprId>) -> String {
        match value {
            Value::Bool(truth) => (if *truth { "yes" } else { "no" }).to_owned(),
            Value::Number(number) => {
                let ty = of.and_then(|of| self.field(of)).map(|field| &field.ty);
                let dimension = match ty {
                    Some(Type::Quantity(dimension)) => Some(*dimension),
                    _ => None,
                };
                amount(*number, dimension, Lang::En)
            }
            Value::Text(text) => quoted(text),
            Value::Moment(moment) => moment.to_string(),
            Value::Period(period) => period.en().to_string(),
            Value::Member(member) => {
                of.and_then(|of| self.member(of, *member)).map(|word| quoted(word)).unwrap_or_default()
            }
            Value::List(items) | Value::Record(items) => {
                let words: Vec<String> =
                    items.iter().filter_map(Fact::value).map(|item| self.literal_en(item, of)).collect();
                words.join(", ")
            }
        }
    }
}

fn step_en(name: &str, what: StepField) -> String {
    let name = quoted(name);
    match what {
        StepField::Start => format!("the start of {name}"),
        StepField::Finish => format!("the finish of {name}"),
        StepField::Outcome => format!("the outcome of {name}"),
        StepField::Done => format!("whether {name} is done"),
        StepField::Manner => format!("the manner of {name}"),
        StepField::By => format!("who does {name}"),
    }
}

fn rolled(roll: Roll) -> &'static str {
    match roll {
        Roll::None => "",
        Roll::Next => " (or the next working day)",
        Roll::Previous => " (or the working day before)",
    }
}

fn letter(at: u8) -> &'static str {
    LETTERS.get(usize::from(at)).copied().unwrap_or("it")
}
