//! Values of declared types.

use super::super::fault::nearest;
use super::quantity::{QuantityFault, read_period, read_quantity, units_of};
use super::{Typing, names};
use crate::calendar::Moment;
use crate::diag::dossier as faults;
use crate::dossier::PathPart;
use crate::model::{Fact, Id, Presence, RawValue, Schema, Type, Value};
use crate::quantity::{Decimal, Dimension};
use smol_str::SmolStr;

/// What a raw value is, for people.
pub(super) fn describe(value: &RawValue) -> (&'static str, &'static str) {
    match value {
        RawValue::Null => ("空值", "nothing"),
        RawValue::Bool(_) => ("是否", "a yes or no"),
        RawValue::Number(_) => ("数字", "a number"),
        RawValue::Text(_) => ("文字", "a text"),
        RawValue::List(_) => ("列表", "a list"),
        RawValue::Map(_) => ("一组键值", "a record"),
    }
}

/// What a type holds, for people.
fn expected(ty: &Type) -> (&'static str, &'static str) {
    match ty {
        Type::Text => ("文字（加引号）", "a text in quotes"),
        Type::Bool => ("是或否（true 或 false）", "true or false"),
        Type::Integer => ("整数", "a whole number"),
        Type::Decimal => ("数字", "a number"),
        Type::Quantity(Dimension::Number | Dimension::Count) => ("数字", "a number"),
        Type::Quantity(_) => ("带单位的数量，加引号", "a quantity with its unit, in quotes"),
        Type::Date => ("日期，写作 \"2024-07-31\"", "a date such as \"2024-07-31\""),
        Type::Time => ("时间，写作 \"2024-07-31T14:30\"", "a time such as \"2024-07-31T14:30\""),
        Type::Period => ("期间，写作 \"10个工作日\"", "a period such as \"10个工作日\""),
        Type::Enum(_) => ("取值之一，加引号", "one of the declared values, in quotes"),
        Type::List(_) => ("列表", "a list"),
        Type::Record(_) => ("一组键值", "a record"),
    }
}

impl Typing<'_> {
    /// The fields of a record by slot; absent ones by their presence. `None`: not a record.
    pub(super) fn fields_of(
        &mut self,
        value: &RawValue,
        owner: &str,
        schema: Id<Schema>,
    ) -> Option<Vec<Fact>> {
        match value {
            RawValue::Map(pairs) => Some(self.fields(pairs, owner, schema)),
            RawValue::Null => Some(self.fields(&[], owner, schema)),
            other => {
                self.fault(|| faults::wrong_type(("一组键值", "a record"), describe(other)));
                None
            }
        }
    }

    /// The fields of a record by slot.
    pub(super) fn fields(
        &mut self,
        pairs: &[(SmolStr, RawValue)],
        owner: &str,
        schema: Id<Schema>,
    ) -> Vec<Fact> {
        let schema = &self.rules.schemas[schema];
        let mut facts: Vec<Option<Fact>> = vec![None; schema.fields.len()];
        for (key, value) in pairs {
            let Some((slot, field)) = schema.field(key) else {
                self.unknown_field(key, schema);
                continue;
            };
            self.below(PathPart::Key(key.clone()), |typing| {
                let fact = typing.fact(value, &field.ty, &field.presence);
                let Some(place) = facts.get_mut(slot) else { return };
                if place.is_some() {
                    typing.key_fault(|| faults::field_twice(&field.name));
                }
                *place = Some(fact);
            });
        }
        let mut result = Vec::with_capacity(facts.len());
        for (fact, field) in facts.into_iter().zip(&schema.fields) {
            if fact.is_none() && field.presence == Presence::Required {
                self.below(PathPart::Key(field.name.clone()), |typing| {
                    typing.fault(|| faults::missing_field(owner, &field.name));
                });
            }
            result.push(fact.unwrap_or_else(|| field.presence.absent()));
        }
        result
    }

    /// Parameters that the rules have set for good are not the dossier's to give.
    pub(super) fn fixed_parameters(&mut self, group: Id<crate::model::FactGroup>, value: &RawValue) {
        let Some(parameters) = self.rules.parameters.as_ref().filter(|all| all.group == group) else {
            return;
        };
        let RawValue::Map(pairs) = value else { return };
        let schema = &self.rules.schemas[self.rules.facts[group].schema];
        for (key, _) in pairs {
            let slot = schema.field(key).map(|(slot, _)| slot);
            if slot.and_then(|slot| parameters.fixed.get(slot)) == Some(&true) {
                self.below(PathPart::Key(key.clone()), |typing| {
                    typing.key_fault(|| faults::fixed_parameter(key));
                });
            }
        }
    }

    fn unknown_field(&mut self, key: &SmolStr, schema: &Schema) {
        self.below(PathPart::Key(key.clone()), |typing| {
            typing.key_fault(|| {
                let names = schema.fields.iter().map(|field| field.name.as_str());
                let aliases = schema.fields.iter().filter_map(|field| field.alias.as_deref());
                let all: Vec<&str> = names.clone().collect();
                let near = nearest(key, names.chain(aliases));
                let owner = (format!("「{}」的字段", schema.name), format!("field of ‘{}’", schema.name));
                faults::unknown_name(7036, (&owner.0, &owner.1), key, near, &all)
            });
        });
    }

    /// What is known of a field that is given; `null` says that it is not.
    fn fact(&mut self, value: &RawValue, ty: &Type, presence: &Presence) -> Fact {
        match value {
            RawValue::Null if *presence == Presence::Required => {
                self.fault(faults::must_not_be_empty);
                Fact::Unknown
            }
            RawValue::Null => presence.absent(),
            _ => self.value(value, ty).map_or(Fact::Unknown, Fact::Known),
        }
    }

    fn value(&mut self, value: &RawValue, ty: &Type) -> Option<Value> {
        match (ty, value) {
            (Type::Text, RawValue::Text(text)) => Some(Value::Text(text.clone())),
            (Type::Bool, RawValue::Bool(yes)) => Some(Value::Bool(*yes)),
            (Type::Bool, RawValue::Text(word)) if matches!(word.as_str(), "是" | "yes" | "true") => {
                Some(Value::Bool(true))
            }
            (Type::Bool, RawValue::Text(word)) if matches!(word.as_str(), "否" | "no" | "false") => {
                Some(Value::Bool(false))
            }
            (Type::Integer | Type::Decimal, RawValue::Number(number)) => self.number(*number, ty),
            (Type::Integer | Type::Decimal, RawValue::Text(text)) => self.number_text(text, ty),
            (Type::Quantity(dimension), RawValue::Number(number)) => self.bare(*number, *dimension),
            (Type::Quantity(dimension), RawValue::Text(text)) => self.quantity(text, *dimension),
            (Type::Date, RawValue::Text(text)) => {
                self.plain_date(text).map(|date| Value::Moment(Moment::on(date)))
            }
            (Type::Time, RawValue::Text(text)) => self.moment(text).map(Value::Moment),
            (Type::Period, RawValue::Text(text)) => match read_period(text) {
                Some(period) => Some(Value::Period(period)),
                None => {
                    self.fault(|| faults::bad_period(text));
                    None
                }
            },
            (Type::Enum(id), RawValue::Text(word)) => self.member(word, *id),
            (Type::Enum(id), RawValue::Bool(yes)) => self.member(if *yes { "是" } else { "否" }, *id),
            (Type::List(of), RawValue::List(items)) => Some(self.items(items, of)),
            // One value is a list of one, as `by` is.
            (Type::List(of), one) => self.value(one, of).map(|value| Value::List(vec![Fact::Known(value)])),
            (Type::Record(id), RawValue::Map(_) | RawValue::Text(_)) if Some(*id) == self.rules.licence => {
                self.licence(value, *id)
            }
            (Type::Record(id), RawValue::Map(pairs)) => {
                let owner = self.rules.schemas[*id].name.clone();
                Some(Value::Record(self.fields(pairs, &owner, *id)))
            }
            _ => {
                self.fault(|| faults::wrong_type(expected(ty), describe(value)));
                None
            }
        }
    }

    fn items(&mut self, items: &[RawValue], of: &Type) -> Value {
        let typed = |(index, item)| self.at_index(index, |typing| typing.fact(item, of, &Presence::Open));
        Value::List(items.iter().enumerate().map(typed).collect())
    }

    fn number(&mut self, number: Decimal, ty: &Type) -> Option<Value> {
        if *ty == Type::Integer && !number.is_integer() {
            self.fault(|| faults::not_a_number(&number.to_string(), true));
            return None;
        }
        Some(Value::Number(number.normalize()))
    }

    /// A number in quotes: a percentage, or one with more digits than other programs keep.
    fn number_text(&mut self, text: &str, ty: &Type) -> Option<Value> {
        match read_quantity(text) {
            Ok(quantity) if quantity.unit.dimension() == Dimension::Number => {
                self.number(quantity.in_base()?, ty)
            }
            _ => {
                self.fault(|| faults::not_a_number(text, *ty == Type::Integer));
                None
            }
        }
    }

    /// A number without a unit: fine where things are counted.
    fn bare(&mut self, number: Decimal, dimension: Dimension) -> Option<Value> {
        if matches!(dimension, Dimension::Number | Dimension::Count) {
            return Some(Value::Number(number.normalize()));
        }
        self.fault(|| faults::missing_unit(&number.to_string(), &units_of(dimension)));
        None
    }

    fn quantity(&mut self, text: &str, dimension: Dimension) -> Option<Value> {
        let quantity = match read_quantity(text) {
            Ok(quantity) => quantity,
            Err(QuantityFault::NoNumber) => {
                self.fault(|| faults::not_a_number(text, false));
                return None;
            }
            Err(QuantityFault::UnknownUnit) => {
                self.fault(|| faults::unknown_unit(text, &units_of(dimension)));
                return None;
            }
        };
        let (given, unit) = (quantity.unit.dimension(), quantity.unit);
        if unit.zh().is_empty() && given != dimension {
            return self.bare(quantity.number, dimension);
        }
        if given != dimension {
            self.fault(|| faults::wrong_unit(text, unit.zh(), &units_of(dimension)));
            return None;
        }
        let base = quantity.in_base();
        if base.is_none() {
            self.fault(|| faults::not_a_number(text, false));
        }
        Some(Value::Number(base?.normalize()))
    }

    fn member(&mut self, word: &str, id: Id<crate::model::Enumeration>) -> Option<Value> {
        let members = &self.rules.enumerations[id].members;
        match members.iter().position(|member| member == word).and_then(|at| u16::try_from(at).ok()) {
            Some(position) => Some(Value::Member(position)),
            None => {
                self.fault(|| {
                    let all: Vec<&str> = members.iter().map(SmolStr::as_str).collect();
                    faults::not_among(
                        7043,
                        ("取值之一", "one of the declared values"),
                        word,
                        nearest(word, all.iter().copied()),
                        &all,
                    )
                });
                None
            }
        }
    }

    /// A name that a role does not declare.
    pub(super) fn unknown_role(&mut self, name: &str) {
        let rules = self.rules;
        self.key_fault(|| {
            let all: Vec<&str> = rules.roles.iter().map(|role| role.name.as_str()).collect();
            names::unknown(7034, ("角色", "role"), name, &all)
        });
    }
}
