//! `X 持有 A、B，有效于 D`: of each kind there is a licence that is valid on the day.
//!
//! INVARIANT: nothing judges licences: the condition is written out in quantifiers and comparisons
//! of the licence's fields, so that explanations, missing facts and remedies come with it.

use super::Lower;
use super::path::{Resolved, Ty, Typed};
use crate::diag::{names, typing};
use crate::model::{
    Collection, Comparison, ExprId, ExprKind, Id, QuantifierKind, Schema, Type, Value, licence,
};
use crate::syntax::ast;
use crate::text::Span;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    /// The schema of 证照, made at its first use.
    pub(super) fn licence_schema(&mut self, span: Span) -> Id<Schema> {
        match self.rules.licence {
            Some(schema) => schema,
            None => {
                let schema = self.rules.schemas.push(Schema::of_licence(span));
                self.rules.licence = Some(schema);
                schema
            }
        }
    }

    /// Whether a type holds licences: 证照, 列表 证照.
    fn holds_licences(&self, ty: &Type) -> bool {
        match ty {
            Type::Record(schema) => Some(*schema) == self.rules.licence,
            Type::List(inner) => self.holds_licences(inner),
            _ => false,
        }
    }

    /// The slots of a schema that hold licences.
    fn licence_slots(&self, schema: Id<Schema>) -> Vec<u16> {
        let fields = (0u16..).zip(&self.rules.schemas[schema].fields);
        fields.filter(|(_, field)| self.holds_licences(&field.ty)).map(|(slot, _)| slot).collect()
    }

    /// The condition of 持有.
    pub(super) fn hold(&mut self, hold: &ast::Hold<'s>, span: Span) -> Option<Typed> {
        let lists = self.licence_lists(hold.who.as_ref(), hold.word_span);
        let day = self.valid_day(hold);
        let (lists, day) = (lists?, day?);
        let depth = self.next_variable(span)?;
        let mut all = Vec::with_capacity(hold.kinds.len());
        for kind in &hold.kinds {
            let condition = self.valid_licence(depth, kind, day);
            let some: Vec<ExprId> = lists
                .iter()
                .map(|list| {
                    let over = Collection::Listed(*list);
                    let quantity = QuantifierKind::Exists;
                    self.expr(ExprKind::Quantified { quantity, over, depth, condition }, kind.span)
                })
                .collect();
            all.push(match some.as_slice() {
                [only] => *only,
                _ => self.expr(ExprKind::Or(some), kind.span),
            });
        }
        let expr = match all.as_slice() {
            [only] => *only,
            _ => self.expr(ExprKind::And(all), span),
        };
        Some(Typed { expr, ty: Ty::Value(Type::Bool) })
    }

    /// One licence: of the kind, begun, not expired, not revoked. What has no last day does not
    /// expire, what has no day of revocation is not revoked.
    fn valid_licence(&mut self, depth: u8, kind: &ast::Word<'s>, day: ExprId) -> ExprId {
        let at = kind.span;
        let name = Value::Text(SmolStr::new(&kind.text));
        let name = self.expr(ExprKind::Const(name), at);
        let mut field = |slot: u16| self.expr(ExprKind::Licence { depth, slot }, at);
        let (of, from) = (field(licence::KIND), field(licence::FROM));
        let (to, revoked) = (field(licence::TO), field(licence::REVOKED));
        let is_kind = self.expr(ExprKind::Compare(Comparison::Equal, of, name), at);
        let begun = self.expr(ExprKind::Compare(Comparison::LessEqual, from, day), at);
        let expired = self.expr(ExprKind::Compare(Comparison::Less, to, day), at);
        let ended = self.expr(ExprKind::Compare(Comparison::LessEqual, revoked, day), at);
        let (lasting, kept) = (self.expr(ExprKind::Not(expired), at), self.expr(ExprKind::Not(ended), at));
        self.expr(ExprKind::And(vec![is_kind, begun, lasting, kept]), at)
    }

    /// The day after 有效于; of an entry without one, its own date.
    fn valid_day(&mut self, hold: &ast::Hold<'s>) -> Option<ExprId> {
        let register = self.scope.register;
        let Some(on) = &hold.on else {
            let own = register.and_then(|register| self.rules.registers[register].date);
            if own.is_none() {
                self.report(
                    names::required(hold.word_span, "「有效于 日期」", "‘valid on DATE’").help(
                        "写成「持有 营业执照，有效于 检查日期」",
                        "write ‘holds LICENCE, valid on DATE’",
                    ),
                );
            }
            return own;
        };
        let day = self.moment(on)?;
        let of_entry = matches!(self.rules.exprs[day].kind, ExprKind::Variable { depth: 0, .. });
        if let Some(register) = register.filter(|_| of_entry)
            && self.rules.registers[register].date.is_none()
        {
            self.rules.registers[register].date = Some(day);
        }
        Some(day)
    }

    /// Whose licences: the lists that hold them.
    fn licence_lists(&mut self, who: Option<&ast::Expr<'s>>, word: Span) -> Option<Vec<ExprId>> {
        let Some(who) = who else { return self.licences_at_hand(word) };
        let ast::ExprKind::Path(path) = &who.kind else {
            self.no_holder(who.span);
            return None;
        };
        let found = match path.single().map(ToOwned::to_owned) {
            Some(name) => self.licences_of_name(&name, who.span),
            None => None,
        };
        let lists = match found {
            Some(lists) => lists,
            None => match self.resolve(path)? {
                Resolved::Value(Typed { expr, ty: Ty::Value(ty) }) if self.holds_licences(&ty) => vec![expr],
                Resolved::Role(role) if self.rules.roles[role].many => {
                    let name = self.rules.roles[role].name.clone();
                    self.report(typing::several_values(who.span, &name));
                    return None;
                }
                Resolved::Role(role) => self.rules.roles[role]
                    .schema
                    .map(|schema| self.licence_slots(schema))
                    .unwrap_or_default()
                    .into_iter()
                    .map(|slot| self.expr(ExprKind::RoleField(role, slot), who.span))
                    .collect(),
                _ => Vec::new(),
            },
        };
        if lists.is_empty() {
            self.no_holder(who.span);
            return None;
        }
        Some(lists)
    }

    /// The licences of a variable or of a 档案; `None`: the name is neither.
    fn licences_of_name(&mut self, name: &str, span: Span) -> Option<Vec<ExprId>> {
        if let Some((depth, schema)) = self.variable(name) {
            let slots = self.licence_slots(schema);
            let kind = |slot| ExprKind::Variable { depth, slot };
            return Some(slots.into_iter().map(|slot| self.expr(kind(slot), span)).collect());
        }
        let Some((super::symbols::Symbol::Facts(group), _)) = self.symbol(name) else { return None };
        Some(self.licences_of_facts(group, span))
    }

    fn licences_of_facts(&mut self, group: Id<crate::model::FactGroup>, span: Span) -> Vec<ExprId> {
        let (schema, first) = (self.rules.facts[group].schema, self.rules.facts[group].first_slot);
        let slots = self.licence_slots(schema);
        slots.into_iter().map(|slot| self.expr(ExprKind::Fact(first + u32::from(slot)), span)).collect()
    }

    /// Without a name before 持有: the entry's own licences, else those of the only 档案 that has any.
    fn licences_at_hand(&mut self, word: Span) -> Option<Vec<ExprId>> {
        let lists = match self.scope.register {
            Some(register) => {
                let slots = self.licence_slots(self.rules.registers[register].schema);
                let kind = |slot| ExprKind::Variable { depth: 0, slot };
                slots.into_iter().map(|slot| self.expr(kind(slot), word)).collect()
            }
            None => {
                let with: Vec<_> = self
                    .rules
                    .facts
                    .entries()
                    .filter(|(_, group)| !self.licence_slots(group.schema).is_empty())
                    .map(|(id, _)| id)
                    .collect();
                match with.as_slice() {
                    [only] => self.licences_of_facts(*only, word),
                    _ => Vec::new(),
                }
            }
        };
        if lists.is_empty() {
            self.no_holder(word);
            return None;
        }
        Some(lists)
    }

    fn no_holder(&mut self, span: Span) {
        self.report(names::required(span, "有「证照」字段的持有者", "a holder with a field of licences").help(
            "在「持有」前写明是谁的证照，如「甲 持有 执业证，有效于 开始」；字段写成「证照：列表 证照；」",
            "say before ‘holds’ whose licences are meant, as in ‘x holds LICENCE, valid on start’; the field is ‘licences: list of licence;’",
        ));
    }
}
