//! Membership: members of enumerations, outcomes, lists, registers and roles.

use super::Lower;
use super::path::{Ty, Typed};
use crate::diag::typing;
use crate::model::{ExprKind, Id, Type, Value};
use crate::syntax::ast::{self, BracketContent};
use crate::text::Span;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    /// The right side of a comparison with an enumeration or an outcome.
    pub(super) fn member_or_value(&mut self, right: &ast::Expr<'s>, ty: &Ty) -> Option<Typed> {
        let member = match (&right.kind, ty) {
            (ast::ExprKind::Path(path), _) if path.single().is_some() => {
                // A word that is no member may still be another field of the same enumeration.
                let word = path.single().unwrap_or_default().to_owned();
                let is_member = self.members(ty).contains(&SmolStr::new(&word));
                is_member || (self.symbol(&word).is_none() && self.variable_free(&word))
            }
            _ => false,
        };
        if member {
            let value = self.member_value(right, ty)?;
            let expr = self.expr(ExprKind::Const(value), right.span);
            return Some(Typed { expr, ty: ty.clone() });
        }
        self.value(right)
    }

    pub(super) fn variable_free(&self, name: &str) -> bool {
        !self.scope.variables.iter().any(|variable| variable.name == name)
            && self.entry_field(name).is_none()
            && !matches!(name, "结论" | "outcome" | "方式" | "manner")
    }

    pub(super) fn members(&self, ty: &Ty) -> Vec<SmolStr> {
        match ty {
            Ty::Value(Type::Enum(id)) => self.rules.enumerations[*id].members.clone(),
            Ty::Outcome(step) => self.rules.steps[*step].outcomes.clone(),
            Ty::Value(_) | Ty::Measure(_) => Vec::new(),
        }
    }

    /// A member of an enumeration or of a step's outcomes.
    pub(super) fn member_value(&mut self, expr: &ast::Expr<'s>, ty: &Ty) -> Option<Value> {
        let word = self.word(expr)?;
        let members = self.members(ty);
        if let Some(at) = members.iter().position(|member| *member == word) {
            return Some(Value::Member(u16::try_from(at).ok()?));
        }
        let near = super::symbols::nearest(&word, members.iter().map(SmolStr::as_str));
        self.report(typing::not_a_member(expr.span, &word, &members.join("、"), near));
        None
    }

    /// `x 属于 取值（甲、乙）`
    pub(super) fn membership(
        &mut self,
        left: &ast::Expr<'s>,
        right: &ast::Expr<'s>,
        span: Span,
    ) -> Option<Typed> {
        if let (Some(part), Some(whole)) = (self.role_named(left), self.role_named(right)) {
            return Some(self.truth_value(ExprKind::RoleWithin(part, whole), span));
        }
        let value = self.value(left)?;
        if let (true, Some(days)) = (value.ty.is_date(), self.stretch_of(right)) {
            let expr = self.within_stretch(value.expr, days, span);
            return Some(Typed { expr, ty: Ty::Value(Type::Bool) });
        }
        if let Some(symbol) = self.named_collection(right) {
            return self.among(symbol, &value, span);
        }
        if let ast::ExprKind::Path(path) = &right.kind
            && path.segments.len() > 1
        {
            return self.within_list(&value, right, span);
        }
        let items: Vec<&ast::Expr<'s>> = match &right.kind {
            ast::ExprKind::Call(path, bracket)
                if matches!(path.single(), Some("取值" | "one_of" | "enum" | "任一")) =>
            {
                match &bracket.content {
                    BracketContent::Items(items) => items.iter().collect(),
                    BracketContent::Fields(_) | BracketContent::Clauses(_) => Vec::new(),
                }
            }
            _ => vec![right],
        };
        let mut members = Vec::new();
        for item in items {
            let member = match &value.ty {
                Ty::Value(
                    ty @ (Type::Enum(_)
                    | Type::Text
                    | Type::Integer
                    | Type::Decimal
                    | Type::Quantity(_)
                    | Type::Date
                    | Type::Time),
                ) => {
                    let ty = ty.clone();
                    let found = self.literal(item, &ty);
                    if found.is_none() && !matches!(ty, Type::Enum(_)) {
                        self.report(typing::mismatch(
                            item.span,
                            Ty::Value(ty).words(),
                            ("别的内容", "something else"),
                        ));
                    }
                    found
                }
                ty @ Ty::Outcome(_) => {
                    let ty = ty.clone();
                    self.member_value(item, &ty)
                }
                other @ (Ty::Value(_) | Ty::Measure(_)) => {
                    let words = other.words();
                    self.report(typing::mismatch(span, words, ("取值", "members")));
                    None
                }
            };
            members.push(member?);
        }
        Some(self.truth_value(ExprKind::Member(value.expr, members), span))
    }

    /// `x 属于 甲.列表`: the list contains it.
    pub(super) fn within_list(&mut self, item: &Typed, list: &ast::Expr<'s>, span: Span) -> Option<Typed> {
        let whole = self.value(list)?;
        let Ty::Value(Type::List(inner)) = &whole.ty else {
            let text = self.rules.sources.text(list.span).to_owned();
            self.report(typing::not_a_collection(list.span, &text));
            return None;
        };
        self.check_comparable(&Ty::Value((**inner).clone()), &item.ty, span)?;
        Some(self.truth_value(ExprKind::Contains(whole.expr, item.expr), span))
    }

    /// The register or the role that a single name stands for.
    pub(super) fn named_collection(&self, expr: &ast::Expr<'s>) -> Option<super::symbols::Symbol> {
        use super::symbols::Symbol;
        let ast::ExprKind::Path(path) = &expr.kind else { return None };
        let (symbol, _) = self.symbol(path.single()?)?;
        matches!(symbol, Symbol::Register(_) | Symbol::Role(_)).then_some(symbol)
    }

    /// The role that a single name stands for.
    pub(super) fn role_named(&self, expr: &ast::Expr<'s>) -> Option<Id<crate::model::Role>> {
        let ast::ExprKind::Path(path) = &expr.kind else { return None };
        match self.symbol(path.single()?)?.0 {
            super::symbols::Symbol::Role(role) => Some(role),
            _ => None,
        }
    }

    /// `L 包含 x`
    pub(super) fn contains(
        &mut self,
        left: &ast::Expr<'s>,
        right: &ast::Expr<'s>,
        span: Span,
    ) -> Option<Typed> {
        if let Some(symbol) = self.named_collection(left) {
            let item = self.value(right)?;
            return self.among(symbol, &item, span);
        }
        let list = self.value(left)?;
        let Ty::Value(Type::List(inner)) = &list.ty else {
            let text = self.rules.sources.text(left.span).to_owned();
            self.report(typing::not_a_collection(left.span, &text));
            return None;
        };
        let element = Ty::Value((**inner).clone());
        let item = self.member_or_value(right, &element)?;
        self.check_comparable(&element, &item.ty, span)?;
        Some(self.truth_value(ExprKind::Contains(list.expr, item.expr), span))
    }
}
