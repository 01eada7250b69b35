//! Moments and periods in sentences.

use super::Lower;
use super::condition::whole;
use super::path::Resolved;
use crate::calendar::{Period, TimeUnit};
use crate::diag::typing;
use crate::model::{DayUnit, ExprId, ExprKind, PeriodOf, ShiftDirection};
use crate::quantity::{Dimension, Quantity, Unit};
use crate::syntax::ast::{self, ExprKind as Ast};
use crate::syntax::vocabulary::Operator;
use crate::text::Span;

impl<'s> Lower<'s> {
    /// An expression that must be a date.
    pub(super) fn moment(&mut self, expr: &ast::Expr<'s>) -> Option<ExprId> {
        if let Some((_, last)) = self.span_of(expr) {
            let last = crate::model::Value::Moment(last.into());
            return Some(self.expr(ExprKind::Const(last), expr.span));
        }
        if let Ast::Path(path) = &expr.kind
            && super::literal::truth(path.single().unwrap_or_default()).is_none()
        {
            match self.resolve(path)? {
                Resolved::Value(typed) if typed.ty.is_date() => return Some(typed.expr),
                Resolved::Value(typed) => self.report(typing::not_a_date(expr.span, typed.ty.words())),
                Resolved::Step(step) => {
                    let name = self.rules.steps[step].name.clone();
                    self.report(typing::step_without_edge(expr.span, &name));
                }
                Resolved::Document(document) => {
                    let expr = self.expr(
                        ExprKind::DocumentField(document, crate::model::DocumentField::Date),
                        expr.span,
                    );
                    return Some(expr);
                }
                Resolved::Register(_) => {
                    self.report(typing::not_a_date(expr.span, ("清单", "a register")));
                }
                Resolved::Role(_) | Resolved::Unit => {
                    self.report(typing::not_a_date(expr.span, ("机构或角色", "an organ or a role")));
                }
            }
            return None;
        }
        let typed = self.value(expr)?;
        if !typed.ty.is_date() {
            self.report(typing::not_a_date(expr.span, typed.ty.words()));
            return None;
        }
        Some(typed.expr)
    }

    /// `E 前 N`, `E 前 满N`, `E 后 N`
    pub(super) fn shift(
        &mut self,
        event: &ast::Expr<'s>,
        operator: Operator,
        amount: &ast::Expr<'s>,
    ) -> Option<ExprKind> {
        let event = self.moment(event);
        let period = self.period(amount);
        let direction = match operator {
            Operator::Ahead => ShiftDirection::Before,
            Operator::AheadClear => ShiftDirection::BeforeClear,
            _ => ShiftDirection::After,
        };
        Some(ExprKind::Shift { event: event?, period: period?, direction })
    }

    /// An expression that must be a period of the law.
    pub(super) fn period(&mut self, expr: &ast::Expr<'s>) -> Option<Period> {
        match &expr.kind {
            Ast::Quantity(quantity) => self.period_of(*quantity, expr.span),
            Ast::Path(path) => match self.period_of_path(path)? {
                PeriodOf::Written(period) => Some(period),
                PeriodOf::Read(_) => {
                    self.report(typing::period_undecided(expr.span));
                    None
                }
            },
            Ast::Junk => None,
            _ => {
                self.report(typing::not_a_period(expr.span));
                None
            }
        }
    }

    /// A period that may be read when a dossier is judged.
    pub(super) fn length(&mut self, expr: &ast::Expr<'s>) -> Option<PeriodOf> {
        if let Some(period) = self.superior_period(expr) {
            return period;
        }
        match &expr.kind {
            Ast::Path(path) => self.period_of_path(path),
            Ast::Call(path, _) if self.table_of(path).is_some() => {
                let typed = self.value(expr)?;
                self.period_of_value(&typed, expr.span)
            }
            _ => self.period(expr).map(PeriodOf::Written),
        }
    }

    fn period_of(&mut self, quantity: Quantity, span: Span) -> Option<Period> {
        let unit = match quantity.unit.dimension() {
            Dimension::Workdays => TimeUnit::Workday,
            Dimension::Days => TimeUnit::Day,
            Dimension::Months => TimeUnit::Month,
            Dimension::Minutes => TimeUnit::Minute,
            _ => {
                self.report(typing::not_a_period(span));
                return None;
            }
        };
        let amount = quantity.in_base().and_then(whole);
        let Some(amount) = amount else {
            let text = self.rules.sources.text(span).to_owned();
            self.report(typing::fractional_period(span, &text));
            return None;
        };
        let unit = if quantity.unit == Unit::Day { self.bare_days(unit, span) } else { unit };
        Some(Period { amount, unit })
    }

    /// How a bare 日 counts: as the cited instrument declares, else as calendar days with a
    /// warning.
    fn bare_days(&mut self, unit: TimeUnit, span: Span) -> TimeUnit {
        let Some(instrument) = self.scope.cites.first().map(|cite| cite.instrument) else { return unit };
        let declared = &self.rules.instruments[instrument];
        match declared.day_unit {
            Some(DayUnit::Workday) => TimeUnit::Workday,
            Some(DayUnit::Calendar) => TimeUnit::Day,
            None => {
                let (name, at) = (declared.name.clone(), declared.span);
                self.report(typing::bare_days(span, &name, at));
                unit
            }
        }
    }
}
