//! Conditions and values in Chinese, from the expression tree.
//!
//! INVARIANT: a condition is said with its truth: 非 is carried down to where a word for it exists, so that no
//! sentence has to be read backwards.

use super::amount::amount;
use super::speaker::{Called, Speaker};
use crate::calendar::{Moment, Roll};
use crate::diag::Lang;
use crate::model::{
    ArithmeticOp, Collection, CommitmentField, Comparison, DocumentField, ExprId, ExprKind, Fact, Id, Judged,
    MEMBER_NAME, QuantifierKind, ShiftDirection, Step, StepField, Type, Value,
};

const LETTERS: [&str; 6] = ["甲", "乙", "丙", "丁", "戊", "己"];

/// A name, quoted.
pub(super) fn quoted(name: &str) -> String {
    format!("「{name}」")
}

/// Names, quoted, with a word before the last one.
pub(super) fn listed<S: AsRef<str>>(names: &[S], last: &str) -> String {
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => quoted(only.as_ref()),
        Some((end, before)) => {
            let before: Vec<String> = before.iter().map(|name| quoted(name.as_ref())).collect();
            format!("{}{last}{}", before.join("、"), quoted(end.as_ref()))
        }
    }
}

/// A day as the law writes it.
fn day(moment: Moment) -> String {
    match moment.minute() {
        Some(_) => moment.to_string(),
        None => {
            let (year, month, day) = moment.date().ymd();
            format!("{year}年{month}月{day}日")
        }
    }
}

/// The word of a comparison; of days another one.
pub(super) fn comparison(op: Comparison, days: bool) -> &'static str {
    match (op, days) {
        (Comparison::Equal, _) => "为",
        (Comparison::NotEqual, _) => "不为",
        (Comparison::Less, true) => "早于",
        (Comparison::LessEqual, true) => "不晚于",
        (Comparison::Greater, true) => "晚于",
        (Comparison::GreaterEqual, true) => "不早于",
        (Comparison::Less, false) => "小于",
        (Comparison::LessEqual, false) => "不超过",
        (Comparison::Greater, false) => "大于",
        (Comparison::GreaterEqual, false) => "不少于",
    }
}

impl Speaker<'_> {
    /// A condition, or its opposite.
    pub(super) fn if_zh(&self, expr: ExprId, holds: bool) -> String {
        if let Some(held) = self.held(expr) {
            let (list, day) = (self.zh(held.list), self.zh(held.day));
            let has = if holds { "有" } else { "没有" };
            return format!("{list}中{has}在{day}有效的{}", quoted(held.kind));
        }
        match self.kind(expr) {
            ExprKind::Not(inner) => self.if_zh(*inner, !holds),
            ExprKind::And(parts) => self.joined_zh(parts, holds, holds),
            ExprKind::Or(parts) => self.joined_zh(parts, !holds, holds),
            ExprKind::Compare(op, left, right) => self.compare_zh(*op, *left, *right, holds),
            ExprKind::Member(value, members) => {
                let words: Vec<String> =
                    members.iter().map(|one| self.literal_zh(one, Some(*value))).collect();
                let is = if holds { "为" } else { "不为" };
                format!("{}{is}{}之一", self.zh(*value), words.join("、"))
            }
            ExprKind::Contains(list, value) => {
                let has = if holds { "包含" } else { "不包含" };
                format!("{}{has}{}", self.zh(*list), self.beside_zh(*value, *list))
            }
            ExprKind::Quantified { quantity, over, depth, condition } => {
                self.quantified_zh(*quantity, *over, *depth, *condition, holds)
            }
            ExprKind::StepsDone { quantity, steps } => self.done_zh(*quantity, steps, holds),
            ExprKind::HasDocument(document) => {
                let name = quoted(&self.rules.documents[document.kind].name);
                if holds { format!("卷宗里有{name}") } else { format!("卷宗里没有{name}") }
            }
            ExprKind::RoleBound(role) => {
                let name = quoted(&self.rules.roles[*role].name);
                if holds { format!("已经明确{name}") } else { format!("没有明确{name}") }
            }
            ExprKind::RoleWithin(inner, outer) => {
                let (inner, outer) =
                    (quoted(&self.rules.roles[*inner].name), quoted(&self.rules.roles[*outer].name));
                if holds {
                    format!("{inner}都在{outer}之中")
                } else {
                    format!("{inner}有不在{outer}之中的")
                }
            }
            ExprKind::Given(value) => {
                let value = self.zh(*value);
                if holds { format!("写明了{value}") } else { format!("没有{value}") }
            }
            ExprKind::Judged(judged) => self.judged_zh(judged, holds),
            ExprKind::StepField(step, StepField::Done) => {
                let name = quoted(&self.rules.steps[*step].name);
                if holds { format!("{name}已经履行") } else { format!("{name}没有履行") }
            }
            ExprKind::Commitment(_, CommitmentField::OnFile) => {
                (if holds { "已经作出承诺" } else { "没有作出承诺" }).to_owned()
            }
            ExprKind::Commitment(_, CommitmentField::Kept) => {
                (if holds { "承诺得到履行" } else { "承诺没有得到履行" }).to_owned()
            }
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
                format!("{}为{}", self.zh(expr), if holds { "是" } else { "否" })
            }
        }
    }

    /// So many of several steps.
    fn done_zh(&self, quantity: QuantifierKind, steps: &[Id<Step>], holds: bool) -> String {
        let (wanted, exactly) = quantity.wanted(steps.len());
        let names: Vec<&str> = steps.iter().map(|step| self.rules.steps[*step].name.as_str()).collect();
        match (names.as_slice(), holds) {
            (_, true) if exactly => format!("{}中恰有{wanted}项已经履行", listed(&names, "、")),
            (_, false) if exactly => format!("{}中已经履行的不是{wanted}项", listed(&names, "、")),
            ([only], true) => format!("{}已经履行", quoted(only)),
            ([only], false) => format!("{}没有履行", quoted(only)),
            (_, true) => format!("{}中至少有{wanted}项已经履行", listed(&names, "、")),
            (_, false) => format!("{}中已经履行的不足{wanted}项", listed(&names, "、")),
        }
    }

    /// Conditions with 并且 or 或者 between them; those that are put together themselves stand in brackets.
    fn joined_zh(&self, parts: &[ExprId], all: bool, holds: bool) -> String {
        let one = |part: &ExprId| {
            let words = self.if_zh(*part, holds);
            if self.is_joined(*part) { format!("（{words}）") } else { words }
        };
        let parts: Vec<String> = parts.iter().map(one).collect();
        parts.join(if all { "，并且" } else { "，或者" })
    }

    /// Whether a condition is put together from several.
    pub(super) fn is_joined(&self, expr: ExprId) -> bool {
        match self.kind(expr) {
            ExprKind::And(_) | ExprKind::Or(_) => true,
            ExprKind::Not(inner) => self.is_joined(*inner),
            ExprKind::Quantified { .. } => self.held(expr).is_none(),
            _ => false,
        }
    }

    fn compare_zh(&self, op: Comparison, left: ExprId, right: ExprId, holds: bool) -> String {
        let op = if holds { op } else { opposite(op) };
        let days = self.is_moment(left) || self.is_moment(right);
        let word = comparison(op, days);
        format!("{}{word}{}", self.beside_zh(left, right), self.beside_zh(right, left))
    }

    /// One side of a comparison; a literal is told in the unit of the other side.
    fn beside_zh(&self, expr: ExprId, other: ExprId) -> String {
        match self.kind(expr) {
            ExprKind::Const(value) => {
                self.written_amount(expr, Lang::Zh).unwrap_or_else(|| self.literal_zh(value, Some(other)))
            }
            _ => self.zh(expr),
        }
    }

    fn quantified_zh(
        &self,
        quantity: QuantifierKind,
        over: Collection,
        depth: u8,
        condition: ExprId,
        holds: bool,
    ) -> String {
        let inner = self.inside(depth, over, condition);
        let letter = match inner.called(depth) {
            Called::Letter(at) => format!("（{}）", letter(at)),
            Called::Entry | Called::Its => String::new(),
        };
        let (among, one) = (self.collection_zh(over), counter(over));
        // Not every one has it: one has it not. Of the other numbers the condition stays as it is.
        let fails = quantity == QuantifierKind::Each && !holds;
        let words = inner.if_zh(condition, !fails);
        let words = if self.is_joined(condition) { format!("符合（{words}）") } else { words };
        let how_many = match (quantity, holds) {
            (QuantifierKind::Each, true) => format!("每一{one}"),
            (QuantifierKind::Exists, true) | (QuantifierKind::Each, false) => format!("至少有一{one}"),
            (QuantifierKind::Exists, false) => format!("没有一{one}"),
            (QuantifierKind::AtLeast(least), true) => format!("至少有{least}{one}"),
            (QuantifierKind::AtLeast(least), false) => format!("不足{least}{one}"),
            (QuantifierKind::Exactly(number), true) => format!("恰有{number}{one}"),
            (QuantifierKind::Exactly(number), false) => format!("不是恰有{number}{one}"),
        };
        format!("{among}中{how_many}{letter}，{words}")
    }

    fn judged_zh(&self, judged: &Judged, holds: bool) -> String {
        let Judged { of, late } = judged;
        let names: Vec<String> = of.iter().map(|id| quoted(&self.rules.obligations[*id].id)).collect();
        let what = if *late { "逾期" } else { "违规" };
        format!("{}{}{what}", names.join("或者"), if holds { "" } else { "没有" })
    }

    /// Every one of a collection.
    pub(super) fn each_zh(&self, over: Collection) -> String {
        format!("{}中的每一{}", self.collection_zh(over), counter(over))
    }

    fn collection_zh(&self, over: Collection) -> String {
        match over {
            Collection::Role(role) => quoted(&self.rules.roles[role].name),
            Collection::Documents(document) => quoted(&self.rules.documents[document.kind].name),
            Collection::Register(register) => format!("清单{}", quoted(&self.rules.registers[register].name)),
            Collection::Fact(slot) => self.fact_zh(slot),
            Collection::Listed(expr) => self.zh(expr),
        }
    }

    fn fact_zh(&self, slot: u32) -> String {
        match self.fact(slot) {
            Some((group, field)) => format!("{group}的{}", quoted(&field.name)),
            None => String::new(),
        }
    }

    /// A value as a noun.
    pub(super) fn zh(&self, expr: ExprId) -> String {
        let rules = self.rules;
        let field = || self.field(expr).map(|field| quoted(&field.name)).unwrap_or_default();
        match self.kind(expr) {
            ExprKind::Const(value) => {
                self.written_amount(expr, Lang::Zh).unwrap_or_else(|| self.literal_zh(value, None))
            }
            ExprKind::Fact(slot) => self.fact_zh(*slot),
            ExprKind::Variable { depth, slot } => {
                let name = if *slot == MEMBER_NAME { "名称".to_owned() } else { field() };
                match self.called(*depth) {
                    Called::Entry => format!("该条目的{name}"),
                    Called::Its => format!("其{name}"),
                    Called::Letter(at) => format!("{}的{name}", letter(at)),
                }
            }
            ExprKind::Licence { .. } => format!("证照的{}", field()),
            ExprKind::StepField(step, what) => step_zh(&rules.steps[*step].name, *what),
            ExprKind::DocumentField(document, what) => {
                let name = quoted(&rules.documents[document.kind].name);
                match what {
                    DocumentField::Date => format!("{name}的日期"),
                    DocumentField::Slot(_) => format!("{name}的{}", field()),
                }
            }
            ExprKind::RoleField(role, _) => format!("{}的{}", quoted(&rules.roles[*role].name), field()),
            ExprKind::Event(event) => format!("{}之日", quoted(&rules.events[*event].name)),
            ExprKind::Commitment(_, CommitmentField::Made) => "作出承诺之日".to_owned(),
            ExprKind::Commitment(_, CommitmentField::Checked) => "核查承诺之日".to_owned(),
            ExprKind::Since(id) => format!("{}开始违规之日", quoted(&rules.obligations[*id].id)),
            ExprKind::Rolled(inner, roll) => format!("{}{}", self.zh(*inner), rolled(*roll)),
            ExprKind::Count(over) => format!("{}的数目", self.collection_zh(*over)),
            ExprKind::Sum(over, _) => format!("{}的{}合计", self.collection_zh(*over), field()),
            ExprKind::Earliest(over, _) => format!("{}中最早的{}", self.collection_zh(*over), field()),
            ExprKind::Latest(over, _) => format!("{}中最晚的{}", self.collection_zh(*over), field()),
            ExprKind::Shift { event, period, direction } => {
                let event = self.zh(*event);
                match direction {
                    ShiftDirection::Before => format!("{event}前{}", period.zh()),
                    ShiftDirection::BeforeClear => format!("{event}前满{}", period.zh()),
                    ShiftDirection::After => format!("{event}后{}", period.zh()),
                }
            }
            ExprKind::Lookup(lookup) => super::table::noun_zh(rules, lookup),
            ExprKind::Indicator(..) => format!("指标{}的数值", field()),
            ExprKind::Arithmetic(op, left, right) => {
                let word = match op {
                    ArithmeticOp::Add => "加",
                    ArithmeticOp::Subtract => "减",
                    ArithmeticOp::Multiply => "乘",
                    ArithmeticOp::Divide => "除以",
                };
                format!("（{}{word}{}）", self.zh(*left), self.zh(*right))
            }
            ExprKind::Sixties(inner, _) => self.zh(*inner),
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
            | ExprKind::Given(_) => format!("（{}）", self.if_zh(expr, true)),
        }
    }

    fn literal_zh(&self, value: &Value, of: Option<ExprId>) -> String {
        match value {
            Value::Bool(truth) => (if *truth { "是" } else { "否" }).to_owned(),
            Value::Number(number) => {
                let ty = of.and_then(|of| self.field(of)).map(|field| &field.ty);
                let dimension = match ty {
                    Some(Type::Quantity(dimension)) => Some(*dimension),
                    _ => None,
                };
                amount(*number, dimension, Lang::Zh)
            }
            Value::Text(text) => quoted(text),
            Value::Moment(moment) => day(*moment),
            Value::Period(period) => period.zh().to_string(),
            Value::Member(member) => {
                of.and_then(|of| self.member(of, *member)).map(|word| quoted(word)).unwrap_or_default()
            }
            Value::List(items) | Value::Record(items) => {
                let words: Vec<String> =
                    items.iter().filter_map(Fact::value).map(|item| self.literal_zh(item, of)).collect();
                words.join("、")
            }
        }
    }
}

fn step_zh(name: &str, what: StepField) -> String {
    let name = quoted(name);
    match what {
        StepField::Start => format!("{name}开始之日"),
        StepField::Finish => format!("{name}完成之日"),
        StepField::Outcome => format!("{name}的结论"),
        StepField::Done => format!("{name}已经履行"),
        StepField::Manner => format!("{name}的办理方式"),
        StepField::By => format!("{name}的承办单位"),
    }
}

/// How an end on a rest day moves, in brackets after a date.
fn rolled(roll: Roll) -> &'static str {
    match roll {
        Roll::None => "",
        Roll::Next => "（遇休息日顺延到次一工作日）",
        Roll::Previous => "（遇休息日提前到前一工作日）",
    }
}

/// The word for one of a collection.
fn counter(over: Collection) -> &'static str {
    match over {
        Collection::Role(_) => "名",
        Collection::Documents(_) => "份",
        Collection::Fact(_) | Collection::Register(_) | Collection::Listed(_) => "项",
    }
}

fn letter(at: u8) -> &'static str {
    LETTERS.get(usize::from(at)).copied().unwrap_or("其")
}

/// The comparison that holds where this one does not.
pub(super) fn opposite(op: Comparison) -> Comparison {
    match op {
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
        Comparison::Less => Comparison::GreaterEqual,
        Comparison::LessEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessEqual,
        Comparison::GreaterEqual => Comparison::Less,
    }
}
