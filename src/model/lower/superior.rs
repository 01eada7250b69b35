//! 上位 in a sentence: the period, date or condition of the inherited sentence whose place it takes.

use super::Lower;
use super::path::{Resolved, Ty, Typed};
use crate::calendar::Period;
use crate::diag::refine as messages;
use crate::model::{ExprId, ExprKind, PeriodOf, Row, Type, Value};
use crate::syntax::ast::{self, ExprKind as Ast};
use crate::syntax::vocabulary::Operator;
use crate::text::Span;
use smol_str::{SmolStr, format_smolstr};

impl<'s> Lower<'s> {
    /// Finds the inherited obligation that a sentence names, for 上位.
    pub(super) fn find_inherited(&mut self, name: Option<&SmolStr>) {
        self.refining.inherited = None;
        self.refining.name = name.cloned();
        let (Some(name), true) = (name, self.scope.level > 0) else { return };
        let (above, _) = self.path_above();
        let tails = ["", "材料/", "前置/", "会议/"].map(|kind| format_smolstr!("{above}/{kind}{name}"));
        let found = tails.into_iter().find_map(|id| {
            let known = self.rules.obligation_index.get(&(self.scope.procedure, id)).copied()?;
            let level = self.refining.obligations.get(known.index()).copied().unwrap_or_default();
            (level < self.scope.level).then_some(known)
        });
        self.refining.inherited = found;
    }

    /// Reads a 情形, in which 上位 stands for the inherited one.
    pub(super) fn case_condition(&mut self, expr: &ast::Expr<'s>) -> Option<ExprId> {
        let outer = std::mem::replace(&mut self.refining.case, true);
        let condition = self.condition(expr);
        self.refining.case = outer;
        condition
    }

    /// 上位 as a condition or a date.
    pub(super) fn superior(&mut self, span: Span) -> Option<Resolved> {
        if let Some(stands) = self.refining.stands {
            self.refining.used = true;
            return Some(Resolved::Value(Typed { expr: stands, ty: Ty::Value(Type::Bool) }));
        }
        let inherited = self.refining.inherited.map(|id| &self.rules.obligations[id]);
        let found = match inherited.map(|one| (one.when, &one.row)) {
            Some((when, _)) if self.refining.case => Some((when, Type::Bool)),
            Some((_, Row::Must { condition, .. } | Row::MustNot { condition })) => {
                Some((Some(*condition), Type::Bool))
            }
            Some((_, Row::Deadline { due, .. })) => Some((Some(*due), Type::Date)),
            _ => None,
        };
        let Some((expr, ty)) = found else {
            self.no_superior(span);
            return None;
        };
        let expr = expr.unwrap_or_else(|| self.expr(ExprKind::Const(Value::Bool(true)), span));
        Some(Resolved::Value(Typed { expr, ty: Ty::Value(ty) }))
    }

    /// 上位 as a period, and periods added to it.
    pub(super) fn superior_period(&mut self, expr: &ast::Expr<'s>) -> Option<Option<PeriodOf>> {
        match &expr.kind {
            Ast::Path(path) if matches!(path.single(), Some("上位" | "superior")) => {
                Some(self.inherited_period(expr.span))
            }
            Ast::Binary(left, operator @ (Operator::Add | Operator::Subtract), _, right) => {
                let (a, b) = (self.length(left), self.length(right));
                Some(self.period_sum(a?, *operator, b?, expr.span))
            }
            _ => None,
        }
    }

    fn inherited_period(&mut self, span: Span) -> Option<PeriodOf> {
        let inherited = self.refining.inherited.map(|id| &self.rules.obligations[id]);
        let period = inherited.and_then(|one| match &one.row {
            Row::Lasts { period, .. } | Row::Within { period, .. } => Some((*period, one.length)),
            Row::Ahead(ahead) => Some((ahead.period, one.length)),
            _ => None,
        });
        match period {
            Some((_, Some(read))) => Some(PeriodOf::Read(read)),
            Some((period, None)) => Some(PeriodOf::Written(period)),
            None => {
                self.no_superior(span);
                None
            }
        }
    }

    fn period_sum(&mut self, a: PeriodOf, operator: Operator, b: PeriodOf, span: Span) -> Option<PeriodOf> {
        let (PeriodOf::Written(a), PeriodOf::Written(b)) = (a, b) else {
            self.report(crate::diag::typing::period_undecided(span));
            return None;
        };
        let amount = match operator {
            Operator::Add => a.amount.checked_add(b.amount),
            _ => a.amount.checked_sub(b.amount),
        };
        match amount.filter(|amount| a.unit == b.unit && *amount > 0) {
            Some(amount) => Some(PeriodOf::Written(Period { amount, unit: a.unit })),
            None => {
                self.report(messages::periods_apart(span));
                None
            }
        }
    }

    /// 上位 that stands for nothing.
    fn no_superior(&mut self, span: Span) {
        let inherited = self.refining.inherited.is_some();
        let procedure = self.scope.procedure;
        let known = self.rules.obligations.iter().filter(|one| one.procedure == procedure && !inherited);
        let known = known.filter_map(|one| one.id.rsplit('/').next());
        let near = self.refining.name.as_ref().and_then(|name| super::symbols::nearest(name, known));
        self.report(messages::no_superior(span, inherited, near));
    }
}
