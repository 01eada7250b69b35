//! Exact three-valued decisions: a condition whose parts depend on each other is tried with every
//! value that its unknown facts can have, as far as the condition can tell values apart.

use super::eval::{Assumed, Env, Judge, Phase};
use super::known::Tri;
use super::trace::{Evidence, Silent, index32};
use crate::calendar::Moment;
use crate::model::{DocumentField, ExprId, ExprKind, Schema, StepField, Type, Value};
use crate::quantity::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use smol_str::SmolStr;

/// LIMIT: more assignments than this are not tried; the condition stays unknown, with a note.
const MOST: usize = 4096;

/// An unknown fact of a condition, with the values that the condition can tell apart.
#[derive(Clone, Debug)]
struct Unknown {
    at: Evidence,
    values: Vec<Value>,
}

impl Judge<'_> {
    /// The exact truth of a condition that evaluation by parts left open.
    pub(super) fn exact(&self, expr: ExprId, env: &Env, by_parts: Tri) -> Tri {
        let unknowns = self.unknowns(expr, env);
        if self.computes_unknown(expr, env) {
            return self.by_connectives(expr, env, by_parts);
        }
        let total = unknowns.iter().try_fold(1usize, |all, one| all.checked_mul(one.values.len().max(1)));
        if unknowns.is_empty() || total.is_none_or(|total| total > MOST) {
            return by_parts;
        }
        let (mut yes, mut no, mut other) = (false, false, false);
        self.each_assignment(&unknowns, &mut |judge| match judge.kleene(expr, env, &mut Silent) {
            Tri::True => yes = true,
            Tri::False => no = true,
            Tri::Missing | Tri::Open => other = true,
        });
        match (yes, no, other) {
            (true, false, false) => Tri::True,
            (false, true, false) => Tri::False,
            _ => by_parts,
        }
    }

    /// Whether a condition has too many unknown facts that depend on each other to be tried: what is
    /// said of it then rests on its parts alone.
    pub(super) fn undecided(&self, expr: ExprId, env: &Env) -> bool {
        let total = || {
            let unknowns = self.unknowns(expr, env);
            unknowns.iter().try_fold(1usize, |all, one| all.checked_mul(one.values.len().max(1)))
        };
        self.rules.exprs[expr].entangled && total().is_none_or(|total| total > MOST)
    }

    /// Calls `visit` under every assignment of an expression's unknown facts; whether there were few enough.
    pub(super) fn under_assignments(&self, expr: ExprId, env: &Env, visit: &mut dyn FnMut(&Self)) -> bool {
        let unknowns = self.unknowns(expr, env);
        let total = unknowns.iter().try_fold(1usize, |all, one| all.checked_mul(one.values.len().max(1)));
        let few = total.is_some_and(|total| total <= MOST) && self.assumed.borrow().is_empty();
        if few {
            self.each_assignment(&unknowns, visit);
        }
        few
    }

    /// The first values of facts, given or not, under which a condition has a truth value.
    pub(super) fn solve(&self, expr: ExprId, wanted: Tri) -> Option<Vec<(Evidence, Value)>> {
        let env = Env::new(Phase::Due);
        let free = self.leaves(expr, &env, true);
        let total = free.iter().try_fold(1usize, |all, one| all.checked_mul(one.values.len().max(1)));
        if total.is_none_or(|total| total > MOST) {
            return None;
        }
        let mut found = None;
        self.each_assignment(&free, &mut |judge| {
            if found.is_none() && judge.kleene(expr, &env, &mut Silent) == wanted {
                let assumed = judge.assumed.borrow();
                found =
                    Some(assumed.iter().map(|(at, Assumed::Value(value))| (*at, value.clone())).collect());
            }
        });
        found
    }

    /// The unknown facts on which a condition really depends: those for which some values of the
    /// others let a change of this one change the truth.
    pub(super) fn essential(&self, expr: ExprId, env: &Env) -> Vec<Evidence> {
        let unknowns = self.unknowns(expr, env);
        let total = unknowns.iter().try_fold(1usize, |all, one| all.checked_mul(one.values.len().max(1)));
        if total.is_none_or(|total| total > MOST) {
            return unknowns.into_iter().map(|unknown| unknown.at).collect();
        }
        let mut table: Vec<Tri> = Vec::new();
        self.each_assignment(&unknowns, &mut |judge| table.push(judge.kleene(expr, env, &mut Silent)));
        let mut stride = table.len();
        let mut essential = Vec::new();
        for unknown in &unknowns {
            let count = unknown.values.len().max(1);
            stride /= count;
            let differs = (0..table.len()).any(|at| {
                let digit = (at / stride.max(1)) % count;
                digit + 1 < count && table.get(at) != table.get(at + stride)
            });
            if differs {
                essential.push(unknown.at);
            }
        }
        if essential.is_empty() && self.computes_unknown(expr, env) {
            // The values tried may all have missed what a computed side turns on.
            return unknowns.into_iter().map(|unknown| unknown.at).collect();
        }
        essential
    }

    /// Calls `visit` under every assignment, the first unknown varying slowest.
    fn each_assignment(&self, unknowns: &[Unknown], visit: &mut dyn FnMut(&Self)) {
        let mut digits = vec![0usize; unknowns.len()];
        loop {
            let assumed = unknowns.iter().zip(&digits).filter_map(|(unknown, digit)| {
                Some((unknown.at, Assumed::Value(unknown.values.get(*digit)?.clone())))
            });
            *self.assumed.borrow_mut() = assumed.collect();
            visit(self);
            let mut place = digits.len();
            loop {
                if place == 0 {
                    self.assumed.borrow_mut().clear();
                    return;
                }
                place -= 1;
                let most = unknowns.get(place).map_or(1, |unknown| unknown.values.len().max(1));
                if let Some(digit) = digits.get_mut(place) {
                    *digit += 1;
                    if *digit < most {
                        break;
                    }
                    *digit = 0;
                }
            }
        }
    }

    /// The unknown facts of the case that a condition speaks of, and the values it compares with.
    pub(super) fn facts_in(&self, expr: ExprId, facts: &mut Vec<u32>, constants: &mut Vec<Value>) {
        let mut found = Vec::new();
        self.collect(expr, &Env::new(Phase::Due), false, &mut found, constants);
        facts.extend(found.iter().filter_map(|(at, _)| match at {
            Evidence::Fact(slot) => Some(*slot),
            _ => None,
        }));
    }

    /// Whether an expression reads a fact that is not known.
    pub(super) fn has_unknown(&self, expr: ExprId, env: &Env) -> bool {
        let (mut found, mut constants) = (Vec::new(), Vec::new());
        self.collect(expr, env, false, &mut found, &mut constants);
        !found.is_empty()
    }

    /// Values of a fact that conditions with these constants can tell apart.
    pub(super) fn values_of(&self, slot: u32, constants: &[Value], unknowns: usize) -> Vec<Value> {
        self.fact_type(slot)
            .map(|ty| self.cells(&ty, Evidence::Fact(slot), constants, unknowns))
            .unwrap_or_default()
    }

    /// The unknown facts of a condition, each once, in the order in which they are written.
    fn unknowns(&self, root: ExprId, env: &Env) -> Vec<Unknown> {
        self.leaves(root, env, false)
    }

    /// The facts of a condition; `free`: the given ones too, as if they could be anything.
    fn leaves(&self, root: ExprId, env: &Env, free: bool) -> Vec<Unknown> {
        let mut found: Vec<(Evidence, Type)> = Vec::new();
        let mut constants: Vec<Value> = Vec::new();
        self.collect(root, env, free, &mut found, &mut constants);
        let count = found.len();
        let known: Vec<Value> = constants;
        found.into_iter().map(|(at, ty)| Unknown { at, values: self.cells(&ty, at, &known, count) }).collect()
    }

    fn collect(
        &self,
        expr: ExprId,
        env: &Env,
        free: bool,
        found: &mut Vec<(Evidence, Type)>,
        constants: &mut Vec<Value>,
    ) {
        let mut note = |at: Option<Evidence>, ty: Option<Type>| {
            if let (Some(at), Some(ty)) = (at, ty)
                && !found.iter().any(|(seen, _)| *seen == at)
            {
                found.push((at, ty));
            }
        };
        match &self.rules.exprs[expr].kind {
            ExprKind::Const(value) => constants.push(value.clone()),
            ExprKind::Fact(slot) => {
                if let Some(fact) = self.dossier.facts.get(*slot as usize) {
                    constants.extend(fact.value().cloned());
                    if free || *fact == crate::model::Fact::Unknown {
                        note(Some(Evidence::Fact(*slot)), self.fact_type(*slot));
                    }
                }
            }
            ExprKind::DocumentField(document, DocumentField::Slot(slot))
                if self.document(*document, env).is_none() =>
            {
                let (kind, from) = (document.kind.index(), document.from.map(|step| step.index()));
                let at = Evidence::Absent(index32(kind), from.map(index32), Some(*slot));
                let schema = self.rules.documents[document.kind].schema;
                note(Some(at), self.field_type(&self.rules.schemas[schema], *slot));
            }
            ExprKind::DocumentField(document, field) => {
                if let (Some((at, found)), DocumentField::Slot(slot)) = (self.document(*document, env), field)
                {
                    let schema = self.rules.documents[document.kind].schema;
                    let fact = found.fields.get(usize::from(*slot));
                    constants.extend(fact.and_then(crate::model::Fact::value).cloned());
                    if free || matches!(fact, Some(crate::model::Fact::Unknown) | None) {
                        note(
                            Some(Evidence::Document(at, Some(*slot))),
                            self.field_type(&self.rules.schemas[schema], *slot),
                        );
                    }
                }
            }
            ExprKind::RoleField(role, slot) => {
                let member = self.dossier.roles.get(role.index()).and_then(|binding| binding.members.first());
                let schema = self.rules.roles[*role].schema;
                if let Some(fact) = member.and_then(|member| member.fields.get(usize::from(*slot))) {
                    constants.extend(fact.value().cloned());
                    if free || *fact == crate::model::Fact::Unknown {
                        let at = Evidence::Role(index32(role.index()), 0, *slot);
                        note(
                            Some(at),
                            schema.and_then(|schema| self.field_type(&self.rules.schemas[schema], *slot)),
                        );
                    }
                }
            }
            ExprKind::StepField(step, StepField::Done) => {
                let open = match self.step_done(*step, env) {
                    Tri::True => false,
                    Tri::False => free,
                    Tri::Missing | Tri::Open => true,
                };
                note(open.then_some(Evidence::NoRecord(index32(step.index()))), Some(Type::Bool));
            }
            ExprKind::StepsDone { steps, .. } => {
                let open = |step: &&crate::model::Id<crate::model::Step>| match self.step_done(**step, env) {
                    Tri::True => false,
                    Tri::False => free,
                    Tri::Missing | Tri::Open => true,
                };
                for step in steps.iter().filter(open) {
                    note(Some(Evidence::NoRecord(index32(step.index()))), Some(Type::Bool));
                }
            }
            ExprKind::HasDocument(document)
                if !matches!(self.kleene(expr, env, &mut Silent), Tri::True)
                    && (free || !self.kleene(expr, env, &mut Silent).is_decided()) =>
            {
                let (kind, from) = (document.kind.index(), document.from.map(|step| step.index()));
                note(Some(Evidence::Absent(index32(kind), from.map(index32), None)), Some(Type::Bool));
            }
            ExprKind::StepField(step, StepField::Outcome) => {
                let state = self.state(*step);
                if let Some(record) = state.record
                    && self.dossier.records.get(record as usize).is_some_and(|held| held.outcome.is_none())
                {
                    let at = Evidence::Record(record, super::RecordPart::Outcome);
                    let count = self.rules.steps[*step].outcomes.len();
                    if !found.iter().any(|(seen, _)| *seen == at) {
                        found.push((at, Type::List(Box::new(Type::Text))));
                        constants.push(Value::Member(u16::try_from(count).unwrap_or(u16::MAX)));
                    }
                }
            }
            ExprKind::Compare(_, a, b) | ExprKind::Contains(a, b) | ExprKind::Arithmetic(_, a, b) => {
                if matches!(self.rules.exprs[expr].kind, ExprKind::Arithmetic(..)) {
                    constants.extend(ladder());
                }
                self.collect(*a, env, free, found, constants);
                self.collect(*b, env, free, found, constants);
            }
            ExprKind::And(parts) | ExprKind::Or(parts) => {
                for part in parts {
                    self.collect(*part, env, free, found, constants);
                }
            }
            ExprKind::Member(inner, members) => {
                constants.extend(members.iter().cloned());
                self.collect(*inner, env, free, found, constants);
            }
            ExprKind::Quantified { over, depth, condition, .. } => {
                for element in self.elements(*over, env).unwrap_or_default() {
                    self.collect(*condition, &env.with(*depth, element), free, found, constants);
                }
            }
            ExprKind::Variable { depth, slot } | ExprKind::Licence { depth, slot } => {
                if let Some((at, fact, ty)) = self.variable_leaf(*depth, *slot, env) {
                    constants.extend(fact.value().cloned());
                    if free || *fact == crate::model::Fact::Unknown {
                        note(Some(at), Some(ty));
                    }
                }
            }
            ExprKind::Not(inner) | ExprKind::Given(inner) | ExprKind::Sixties(inner, _) => {
                self.collect(*inner, env, free, found, constants)
            }
            ExprKind::Shift { event, .. } => self.collect(*event, env, free, found, constants),
            ExprKind::Lookup(lookup) => {
                for part in lookup.rows.iter().chain(lookup.values.iter().flatten()) {
                    self.collect(*part, env, free, found, constants);
                }
            }
            _ => {}
        }
    }

    /// A field of a bound element: where it stands, what is known of it, its type.
    fn variable_leaf(
        &self,
        depth: u8,
        slot: u16,
        env: &Env,
    ) -> Option<(Evidence, &crate::model::Fact, Type)> {
        let element = self.element(depth, env)?;
        let at = self.element_place(element, slot, env)?;
        let fact = self.element_fields(element, env)?.get(usize::from(slot))?;
        let schema = self.element_schema(element, env)?;
        Some((at, fact, self.field_type(&self.rules.schemas[schema], slot)?))
    }

    pub(super) fn fact_type(&self, slot: u32) -> Option<Type> {
        let group = self.rules.facts.iter().rev().find(|group| group.first_slot <= slot)?;
        self.field_type(&self.rules.schemas[group.schema], u16::try_from(slot - group.first_slot).ok()?)
    }

    fn field_type(&self, schema: &Schema, slot: u16) -> Option<Type> {
        schema.fields.get(usize::from(slot)).map(|field| field.ty.clone())
    }

    /// Values such that any other value falls together with one of them, for this condition.
    fn cells(&self, ty: &Type, at: Evidence, constants: &[Value], unknowns: usize) -> Vec<Value> {
        match ty {
            Type::Bool => vec![Value::Bool(false), Value::Bool(true)],
            Type::Enum(id) => (0..self.rules.enumerations[*id].members.len())
                .filter_map(|member| u16::try_from(member).ok().map(Value::Member))
                .collect(),
            // An outcome: the number of outcomes stands among the constants.
            Type::List(_) => match at {
                Evidence::Record(record, _) => {
                    let step = self.dossier.records.get(record as usize).map(|record| record.step);
                    let count = step.map_or(0, |step| self.rules.steps[step].outcomes.len());
                    (0..count).filter_map(|member| u16::try_from(member).ok().map(Value::Member)).collect()
                }
                _ => Vec::new(),
            },
            Type::Integer | Type::Decimal | Type::Quantity(_) => {
                number_cells(constants, unknowns, *ty == Type::Integer)
            }
            Type::Date | Type::Time => date_cells(constants, unknowns),
            Type::Period => [super::length::SHORTEST, super::length::LONGEST].map(Value::Period).to_vec(),
            Type::Text => {
                let mut values: Vec<Value> =
                    constants.iter().filter(|value| matches!(value, Value::Text(_))).cloned().collect();
                values.dedup();
                values.push(Value::Text(SmolStr::new_static("\u{0}")));
                values
            }
            Type::Record(_) => Vec::new(),
        }
    }
}

/// Numbers of every size: what is computed may turn on numbers that stand nowhere.
fn ladder() -> impl Iterator<Item = Value> {
    let powers = (-2i64..=12).map(|power| match power {
        ..0 => Decimal::new(1, u32::try_from(-power).unwrap_or(0)),
        _ => Decimal::from((0..power).fold(1i64, |all, _| all.saturating_mul(10))),
    });
    [Decimal::NEGATIVE_ONE, Decimal::ZERO].into_iter().chain(powers).map(Value::Number)
}

/// Every constant, and between, below and above them as many values as there are unknowns.
fn number_cells(constants: &[Value], unknowns: usize, whole: bool) -> Vec<Value> {
    let mut points: Vec<Decimal> = constants
        .iter()
        .filter_map(|value| match value {
            Value::Number(number) => Some(*number),
            _ => None,
        })
        .collect();
    points.sort_unstable();
    points.dedup();
    let steps: Vec<Decimal> = (1..=unknowns.max(1)).map(|step| Decimal::from(step as u64)).collect();
    let mut values: Vec<Decimal> = Vec::new();
    let Some((first, last)) = points.first().copied().zip(points.last().copied()) else {
        return steps.into_iter().map(Value::Number).collect();
    };
    values.extend(steps.iter().filter_map(|step| first.checked_sub(*step)));
    values.extend(steps.iter().filter_map(|step| last.checked_add(*step)));
    for pair in points.windows(2) {
        let [low, high] = pair else { continue };
        let parts = Decimal::from(unknowns.max(1) as u64 + 1);
        let gap = high.checked_sub(*low).and_then(|gap| gap.checked_div(parts));
        for step in &steps {
            let between = gap.and_then(|gap| gap.checked_mul(*step)).and_then(|over| low.checked_add(over));
            let between = if whole { between.map(|value| value.floor()) } else { between };
            values.extend(between.filter(|value| value > low && value < high));
        }
    }
    values.extend(points);
    values.sort_unstable();
    values.dedup();
    values.into_iter().map(Value::Number).collect()
}

/// As [`number_cells`], in days.
fn date_cells(constants: &[Value], unknowns: usize) -> Vec<Value> {
    let mut points: Vec<crate::calendar::Date> = constants
        .iter()
        .filter_map(|value| match value {
            Value::Moment(moment) => Some(moment.date()),
            _ => None,
        })
        .collect();
    if points.is_empty() {
        points.extend(crate::calendar::Date::from_ymd(2024, 7, 1));
    }
    let reach = i32::try_from(unknowns.max(1)).unwrap_or(1);
    // So many days between two dates: what is computed turns on days that far away.
    let apart = constants.iter().filter_map(|value| match value {
        Value::Number(number) => number.to_i32().filter(|days| (1..=4000).contains(days)),
        _ => None,
    });
    let apart: Vec<i32> = std::iter::once(0).chain(apart.flat_map(|days| [days, -days])).collect();
    let near = |point: &crate::calendar::Date| -> Vec<crate::calendar::Date> {
        let steps = apart.iter().flat_map(|days| (-reach..=reach).map(move |step| days + step));
        steps.filter_map(|step| point.plus_days(step)).collect()
    };
    let mut values: Vec<crate::calendar::Date> = points.iter().flat_map(near).collect();
    values.sort_unstable();
    values.dedup();
    values.into_iter().map(|date| Value::Moment(Moment::on(date))).collect()
}
