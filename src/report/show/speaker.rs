//! What an expression is about: fields and their types, bound variables, licences. No words of either language.

use crate::calendar::Period;
use crate::diag::Lang;
use crate::model::{
    ArithmeticOp, Collection, DocumentField, ExprId, ExprKind, Field, Id, MEMBER_NAME, Obligation, Register,
    Row, RuleSet, Schema, Step, StepField, Taking, Type, Value, licence,
};
use crate::quantity::Unit;
use smol_str::SmolStr;

/// What a variable of the expressions stands for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Bound {
    /// The entry of a register.
    Entry(Id<Register>),
    /// An element of a collection; `lettered` where several are spoken of at once.
    Each(Collection, bool),
}

/// One who speaks of the expressions of an obligation.
#[derive(Clone, Debug)]
pub(super) struct Speaker<'r> {
    pub(super) rules: &'r RuleSet,
    bound: Vec<Bound>,
}

/// How a variable is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// The entry of the register.
    Entry,
    /// 其: the only one there is.
    Its,
    /// One of several, by its number.
    Letter(u8),
}

/// `持有 K，有效于 D` of one list of licences.
#[derive(Clone, Debug)]
pub(super) struct Held<'r> {
    /// The list that is searched.
    pub(super) list: ExprId,
    /// The kind of licence.
    pub(super) kind: &'r SmolStr,
    /// The day on which it must be valid.
    pub(super) day: ExprId,
}

impl<'r> Speaker<'r> {
    /// One who speaks of an obligation.
    pub(super) fn of(rules: &'r RuleSet, obligation: &Obligation) -> Self {
        let bound = obligation.register.map(Bound::Entry).into_iter().collect();
        Self { rules, bound }
    }

    /// One who speaks of what belongs to no obligation: the scope of a procedure, a waiver.
    pub(super) fn plain(rules: &'r RuleSet) -> Self {
        Self { rules, bound: Vec::new() }
    }

    /// The kind of an expression.
    pub(super) fn kind(&self, expr: ExprId) -> &'r ExprKind {
        &self.rules.exprs[expr].kind
    }

    /// The same one inside a quantified condition.
    pub(super) fn inside(&self, depth: u8, over: Collection, condition: ExprId) -> Self {
        let among = self.bound.iter().any(|bound| matches!(bound, Bound::Each(..)));
        let lettered = among || self.quantifies(condition);
        let mut bound = self.bound.clone();
        bound.truncate(usize::from(depth));
        bound.push(Bound::Each(over, lettered));
        Self { rules: self.rules, bound }
    }

    /// Whether a quantifier that is spoken of as one stands in an expression.
    fn quantifies(&self, expr: ExprId) -> bool {
        let mut open = vec![expr];
        while let Some(expr) = open.pop() {
            if matches!(self.kind(expr), ExprKind::Quantified { .. }) && self.held(expr).is_none() {
                return true;
            }
            self.kind(expr).operands(&mut open);
        }
        false
    }

    /// How a variable is called here.
    pub(super) fn called(&self, depth: u8) -> Called {
        match self.bound.get(usize::from(depth)) {
            Some(Bound::Entry(_)) => Called::Entry,
            Some(Bound::Each(_, true)) => Called::Letter(depth),
            Some(Bound::Each(_, false)) | None => Called::Its,
        }
    }

    /// A number of the rules in the unit that is written with it.
    pub(super) fn written_amount(&self, expr: ExprId, lang: Lang) -> Option<String> {
        let ExprKind::Const(Value::Number(number)) = self.kind(expr) else { return None };
        let text = self.rules.sources.text(self.rules.exprs[expr].span).trim();
        let ends = |(word, _): &&(&str, Unit)| !word.is_empty() && text.ends_with(word);
        let (_, unit) = Unit::SPELLINGS.iter().filter(ends).max_by_key(|(word, _)| word.len())?;
        Some(super::amount::amount(*number, Some(unit.dimension()), lang))
    }

    /// The field that an expression reads.
    pub(super) fn field(&self, expr: ExprId) -> Option<&'r Field> {
        let rules = self.rules;
        match self.kind(expr) {
            ExprKind::Fact(slot) => self.fact(*slot).map(|(_, field)| field),
            ExprKind::Variable { depth, slot } if *slot != MEMBER_NAME => {
                let schema = match self.bound.get(usize::from(*depth))? {
                    Bound::Entry(register) => rules.registers[*register].schema,
                    Bound::Each(over, _) => self.schema_of(*over)?,
                };
                rules.schemas[schema].fields.get(usize::from(*slot))
            }
            ExprKind::Licence { slot, .. } => rules.schemas[rules.licence?].fields.get(usize::from(*slot)),
            ExprKind::DocumentField(document, DocumentField::Slot(slot)) => {
                let schema = rules.documents[document.kind].schema;
                rules.schemas[schema].fields.get(usize::from(*slot))
            }
            ExprKind::RoleField(role, slot) => {
                rules.schemas[rules.roles[*role].schema?].fields.get(usize::from(*slot))
            }
            ExprKind::Lookup(lookup) if lookup.taking != Taking::Count => {
                rules.schemas[rules.tables[lookup.table].results].fields.get(usize::from(lookup.result))
            }
            ExprKind::Indicator(task, slot) => {
                rules.schemas[rules.tasks[*task].indicators].fields.get(usize::from(*slot))
            }
            ExprKind::Sum(over, slot) | ExprKind::Earliest(over, slot) | ExprKind::Latest(over, slot) => {
                rules.schemas[self.schema_of(*over)?].fields.get(usize::from(*slot))
            }
            // A product or a quotient is in another unit.
            ExprKind::Arithmetic(ArithmeticOp::Add | ArithmeticOp::Subtract, left, right) => {
                self.field(*left).or_else(|| self.field(*right))
            }
            _ => None,
        }
    }

    /// The 档案 and the field of a slot of the facts.
    pub(super) fn fact(&self, slot: u32) -> Option<(&'r SmolStr, &'r Field)> {
        let group = self.rules.facts.iter().rev().find(|group| group.first_slot <= slot)?;
        let at = usize::try_from(slot - group.first_slot).ok()?;
        Some((&group.name, self.rules.schemas[group.schema].fields.get(at)?))
    }

    /// The fields of the elements of a collection.
    fn schema_of(&self, over: Collection) -> Option<Id<Schema>> {
        let rules = self.rules;
        match over {
            Collection::Role(role) => rules.roles[role].schema,
            Collection::Documents(document) => Some(rules.documents[document.kind].schema),
            Collection::Register(register) => Some(rules.registers[register].schema),
            Collection::Fact(slot) => element(&self.fact(slot)?.1.ty),
            Collection::Listed(expr) => element(&self.field(expr)?.ty),
        }
    }

    /// Whether an expression is a day or a moment, so that it is earlier or later and not smaller.
    pub(super) fn is_moment(&self, expr: ExprId) -> bool {
        match self.kind(expr) {
            ExprKind::StepField(_, field) => matches!(field, StepField::Start | StepField::Finish),
            ExprKind::DocumentField(_, DocumentField::Date)
            | ExprKind::Event(_)
            | ExprKind::Since(_)
            | ExprKind::Rolled(..)
            | ExprKind::Shift { .. }
            | ExprKind::Earliest(..)
            | ExprKind::Latest(..)
            | ExprKind::Const(Value::Moment(_)) => true,
            // Between two days lie so many days.
            ExprKind::Arithmetic(..) => false,
            ExprKind::Commitment(_, field) => {
                use crate::model::CommitmentField as F;
                matches!(field, F::Made | F::Checked)
            }
            _ => self.field(expr).is_some_and(|field| matches!(field.ty, Type::Date | Type::Time)),
        }
    }

    /// The word of a member of an enumeration or of the outcomes of a step; `of` tells which.
    pub(super) fn member(&self, of: ExprId, member: u16) -> Option<&'r SmolStr> {
        let at = usize::from(member);
        if let ExprKind::StepField(step, StepField::Outcome) = self.kind(of) {
            return self.rules.steps[*step].outcomes.get(at);
        }
        let ty = &self.field(of)?.ty;
        match if let Type::List(of) = ty { of.as_ref() } else { ty } {
            Type::Enum(id) => self.rules.enumerations[*id].members.get(at),
            _ => None,
        }
    }

    /// Whether an expression looks for one valid licence of a kind.
    pub(super) fn held(&self, expr: ExprId) -> Option<Held<'r>> {
        let ExprKind::Quantified { over: Collection::Listed(list), condition, .. } = self.kind(expr) else {
            return None;
        };
        let ExprKind::And(parts) = self.kind(*condition) else { return None };
        let [kind, begun, ..] = parts.as_slice() else { return None };
        let ExprKind::Compare(_, of, name) = self.kind(*kind) else { return None };
        let ExprKind::Compare(_, _, day) = self.kind(*begun) else { return None };
        match (self.kind(*of), self.kind(*name)) {
            (ExprKind::Licence { slot: licence::KIND, .. }, ExprKind::Const(Value::Text(kind))) => {
                Some(Held { list: *list, kind, day: *day })
            }
            _ => None,
        }
    }
}

/// The fields of a list's elements.
fn element(ty: &Type) -> Option<Id<Schema>> {
    let mut ty = ty;
    while let Type::List(inner) = ty {
        ty = inner;
    }
    match ty {
        Type::Record(schema) => Some(*schema),
        _ => None,
    }
}

/// The period that an obligation is about, where it has one and it is written in the rules.
pub(super) fn period_of(obligation: &Obligation) -> Option<Period> {
    if obligation.length.is_some() {
        return None;
    }
    match &obligation.row {
        Row::Lasts { period, .. } | Row::Within { period, .. } => Some(*period),
        Row::Ahead(ahead) => Some(ahead.period),
        Row::Follow(follow) => follow.limit,
        Row::Perform { .. }
        | Row::Precedes { .. }
        | Row::Joined(_)
        | Row::By { .. }
        | Row::Opinions { .. }
        | Row::Document { .. }
        | Row::Deadline { .. }
        | Row::Task { .. }
        | Row::Indicator { .. }
        | Row::Frequency(_)
        | Row::Must { .. }
        | Row::MustNot { .. }
        | Row::Outcome
        | Row::Meeting(_)
        | Row::Vote(_)
        | Row::Order { .. }
        | Row::Finding { .. } => None,
    }
}

/// The steps around a step, itself first.
pub(super) fn around(rules: &RuleSet, step: Option<Id<Step>>) -> impl Iterator<Item = Id<Step>> {
    std::iter::successors(step, |step| rules.steps[*step].parent)
}
