//! Values in a 测试, as a dossier would give them.

use super::Lower;
use crate::diag::{names, typing};
use crate::model::RawValue;
use crate::syntax::ast::{self, Bracket, BracketContent, ExprKind, Statement};
use smol_str::{SmolStr, ToSmolStr as _};

impl<'s> Lower<'s> {
    /// `营业执照（自：…，至：…）`: a licence with its fields.
    pub(super) fn raw_licence(&mut self, kind: &ast::Path<'s>, bracket: &Bracket<'s>) -> Option<RawValue> {
        let BracketContent::Fields(fields) = &bracket.content else {
            self.report(names::required(bracket.span, "「字段：值」", "‘field: value’").help(
                "写成「营业执照（自：2020-01-01，至：2030-01-01）」",
                "write ‘LICENCE (from: DATE, to: DATE)’",
            ));
            return None;
        };
        let kind = RawValue::Text(SmolStr::new(self.rules.sources.text(kind.span)));
        let mut pairs = vec![(SmolStr::new_static("种类"), kind)];
        for (name, value) in fields {
            pairs.push((SmolStr::new(&name.text), self.raw(value)?));
        }
        Some(RawValue::Map(pairs))
    }

    /// The fields of a block whose members are `name：value`.
    pub(super) fn fields(&mut self, block: Statement<'s>) -> Vec<(SmolStr, RawValue)> {
        let mut out = Vec::new();
        for member in block.body().into_iter().flatten() {
            if member.head().is_empty() {
                continue;
            }
            let name = self.sole_word(member);
            if member.body().is_some() && member.value().is_none() {
                let record = RawValue::Map(self.fields(member));
                add_record(&mut out, SmolStr::new(name), record);
                continue;
            }
            let items = member.value().map(|value| value.items).unwrap_or_default();
            let mut values: Vec<RawValue> = items.iter().filter_map(|item| self.raw(item)).collect();
            let value = if values.len() == 1 { values.remove(0) } else { RawValue::List(values) };
            if items.is_empty() {
                self.report(names::required(member.span(), "值", "a value"));
                continue;
            }
            out.push((SmolStr::new(name), value));
        }
        out
    }

    /// A value as a dossier would give it.
    pub(super) fn raw(&mut self, expr: &ast::Expr<'s>) -> Option<RawValue> {
        Some(match &expr.kind {
            ExprKind::Text(word) => RawValue::Text(SmolStr::new(&word.text)),
            ExprKind::Path(path) => match path.single().and_then(super::literal::truth) {
                Some(truth) => RawValue::Bool(truth),
                None => RawValue::Text(self.word(expr)?),
            },
            ExprKind::Call(kind, bracket) => return self.raw_licence(kind, bracket),
            ExprKind::Number(number) => RawValue::Number(*number),
            ExprKind::Quantity(quantity) => {
                RawValue::Text(smol_str::format_smolstr!("{}{}", quantity.number, quantity.unit.zh()))
            }
            ExprKind::Moment(moment) => RawValue::Text(moment.to_smolstr()),
            ExprKind::Junk => return None,
            _ => {
                self.report(typing::not_a_text(expr.span));
                return None;
            }
        })
    }

    pub(super) fn raw_text(&mut self, expr: &ast::Expr<'s>) -> Option<SmolStr> {
        match self.raw(expr)? {
            RawValue::Text(text) => Some(text),
            RawValue::Bool(truth) => Some(SmolStr::new(if truth { "是" } else { "否" })),
            RawValue::Number(number) => Some(number.to_smolstr()),
            RawValue::Null | RawValue::List(_) | RawValue::Map(_) => {
                self.report(typing::not_a_text(expr.span));
                None
            }
        }
    }

    pub(super) fn member_text(&mut self, member: Statement<'s>) -> Option<SmolStr> {
        let items = member.value().map(|value| value.items).unwrap_or_default();
        items.first().and_then(|item| self.raw_text(item))
    }
}

/// Records of one name are a list, also a single one.
pub(super) fn add_record(fields: &mut Vec<(SmolStr, RawValue)>, name: SmolStr, record: RawValue) {
    match fields.iter_mut().find(|(known, _)| *known == name) {
        Some((_, RawValue::List(records))) => records.push(record),
        Some((_, other)) => *other = record,
        None => fields.push((name, RawValue::List(vec![record]))),
    }
}
