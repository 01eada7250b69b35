//! Arithmetic and its dimensions: what may be computed with what, and what comes out.
//!
//! INVARIANT: values are held in the base unit of their dimension, those that have no named unit in
//! the product of the base units they are made of. Where a made unit comes in (千瓦时 is 60 千瓦 ×
//! 分钟) the factor is written into the expression, so that the judge computes bare numbers.

use super::Lower;
use super::path::{Ty, Typed};
use crate::diag::typing;
use crate::model::{ArithmeticOp, ExprId, ExprKind, Type, Value};
use crate::quantity::{Decimal, Dimension, Measure, base_unit};
use crate::syntax::ast;
use crate::syntax::vocabulary::Operator;
use crate::text::Span;

impl<'s> Lower<'s> {
    /// `甲 加 乙`, `甲 除 乙`
    pub(super) fn arithmetic(
        &mut self,
        left: &ast::Expr<'s>,
        operator: Operator,
        right: &ast::Expr<'s>,
        span: Span,
    ) -> Option<Typed> {
        let (a, b) = (self.value(left), self.value(right));
        let (a, b) = (a?, b?);
        if a.ty.is_date() || b.ty.is_date() {
            return self.between_dates(&a, operator, &b, span);
        }
        for (typed, at) in [(&a, left.span), (&b, right.span)] {
            if measure_of(&typed.ty).is_none() {
                let words = typed.ty.words();
                self.report(typing::not_a_number(at, words));
                return None;
            }
        }
        match operator {
            Operator::Add => self.sum(ArithmeticOp::Add, &a, &b, span),
            Operator::Subtract => self.sum(ArithmeticOp::Subtract, &a, &b, span),
            Operator::Multiply => self.product(ArithmeticOp::Multiply, &a, &b, span),
            _ => {
                if self.is_nought(b.expr) {
                    self.report(typing::divided_by_nought(right.span));
                    return None;
                }
                self.product(ArithmeticOp::Divide, &a, &b, span)
            }
        }
    }

    /// `完成 减 开始`: how many days lie between, the first not counted. Nothing else is computed
    /// with dates.
    fn between_dates(&mut self, a: &Typed, operator: Operator, b: &Typed, span: Span) -> Option<Typed> {
        if operator != Operator::Subtract || !a.ty.is_date() || !b.ty.is_date() {
            self.report(typing::date_arithmetic(span));
            return None;
        }
        let expr = self.expr(ExprKind::Arithmetic(ArithmeticOp::Subtract, a.expr, b.expr), span);
        Some(Typed { expr, ty: Ty::Value(Type::Quantity(Dimension::Days)) })
    }

    fn sum(&mut self, op: ArithmeticOp, a: &Typed, b: &Typed, span: Span) -> Option<Typed> {
        let (of_a, of_b) = (measure_of(&a.ty)?, measure_of(&b.ty)?);
        if of_a != of_b {
            self.unlike(&a.ty, &b.ty, span);
            return None;
        }
        let expr = self.expr(ExprKind::Arithmetic(op, a.expr, b.expr), span);
        let ty = if is_whole(&a.ty) { b.ty.clone() } else { a.ty.clone() };
        Some(Typed { expr, ty })
    }

    fn product(&mut self, op: ArithmeticOp, a: &Typed, b: &Typed, span: Span) -> Option<Typed> {
        let (of_a, of_b) = (measure_of(&a.ty)?, measure_of(&b.ty)?);
        let multiply = op == ArithmeticOp::Multiply;
        let measure = if multiply { of_a.times(of_b) } else { of_a.over(of_b) };
        let named = measure.named();
        let (own, other) = (sixties(&a.ty), sixties(&b.ty));
        let surplus = if multiply { own + other } else { own - other } - named.map_or(0, Measure::sixties);
        let mut expr = self.expr(ExprKind::Arithmetic(op, a.expr, b.expr), span);
        if surplus != 0 {
            expr = self.expr(ExprKind::Sixties(expr, surplus), span);
        }
        let ty = match named {
            Some(Dimension::Number) if multiply && is_whole(&a.ty) && is_whole(&b.ty) => {
                Ty::Value(Type::Integer)
            }
            Some(Dimension::Number) => Ty::Value(Type::Decimal),
            Some(dimension) => Ty::Value(Type::Quantity(dimension)),
            None => Ty::Measure(measure),
        };
        Some(Typed { expr, ty })
    }

    /// `三分之二`: where no decimal is equal to it, a quotient that nothing rounds.
    pub(super) fn fraction(&mut self, numerator: i64, denominator: i64, span: Span) -> Option<Typed> {
        let (above, below) = (Decimal::from(numerator), Decimal::from(denominator));
        let number = above.checked_div(below)?;
        if number.checked_mul(below) == Some(above) {
            return Some(self.constant(Value::Number(number), Type::Decimal, span));
        }
        let above = self.expr(ExprKind::Const(Value::Number(above)), span);
        let below = self.expr(ExprKind::Const(Value::Number(below)), span);
        let expr = self.expr(ExprKind::Arithmetic(ArithmeticOp::Divide, above, below), span);
        Some(Typed { expr, ty: Ty::Value(Type::Decimal) })
    }

    fn is_nought(&self, expr: ExprId) -> bool {
        matches!(&self.rules.exprs[expr].kind, ExprKind::Const(Value::Number(number)) if number.is_zero())
    }

    /// Two quantities that do not compare or add up.
    fn unlike(&mut self, a: &Ty, b: &Ty, span: Span) {
        let of = |ty: &Ty| match ty {
            Ty::Value(Type::Quantity(dimension)) => Some(*dimension),
            _ => None,
        };
        let days = [Dimension::Days, Dimension::Workdays];
        let both_days =
            of(a).is_some_and(|one| days.contains(&one)) && of(b).is_some_and(|one| days.contains(&one));
        let measured = |ty: &Ty| measure_of(ty).is_some_and(|measure| measure != Measure::default());
        self.report(if both_days {
            typing::days_against_workdays(span)
        } else if measured(a) && measured(b) {
            typing::unit_mismatch(span, &unit_of(a), &unit_of(b))
        } else {
            typing::unit_and_number(span, &unit_of(if measured(a) { a } else { b }))
        });
    }

    /// Whether two types compare; reports where they do not.
    pub(super) fn check_comparable(&mut self, left: &Ty, right: &Ty, span: Span) -> Option<()> {
        use Type as T;
        let fits = match (left, right) {
            (Ty::Outcome(a), Ty::Outcome(b)) => a == b,
            (Ty::Value(a), Ty::Value(b)) => match (a, b) {
                (T::Integer | T::Decimal, T::Integer | T::Decimal)
                | (T::Date | T::Time, T::Date | T::Time) => true,
                // A share and a number of things compare with bare numbers.
                (T::Quantity(Dimension::Count | Dimension::Number), T::Integer | T::Decimal)
                | (T::Integer | T::Decimal, T::Quantity(Dimension::Count | Dimension::Number)) => true,
                (T::Quantity(a), T::Quantity(b)) if a == b => true,
                (T::Quantity(_), T::Quantity(_)) => {
                    self.unlike(left, right, span);
                    return None;
                }
                // Of two periods in different units neither is longer without a start.
                (T::Period, _) | (_, T::Period) => false,
                // Two enumerations that list the same members in the same order are one.
                (T::Enum(a), T::Enum(b)) => {
                    a == b || self.rules.enumerations[*a].members == self.rules.enumerations[*b].members
                }
                (a, b) => a == b,
            },
            (Ty::Measure(a), Ty::Measure(b)) if a == b => true,
            (Ty::Measure(_), other) | (other, Ty::Measure(_)) if measure_of(other).is_some() => {
                self.unlike(left, right, span);
                return None;
            }
            _ => false,
        };
        if !fits {
            self.report(typing::mismatch(span, left.words(), right.words()));
            return None;
        }
        Some(())
    }
}

/// What a type measures; `None`: it is no number.
fn measure_of(ty: &Ty) -> Option<Measure> {
    match ty {
        Ty::Measure(measure) => Some(*measure),
        Ty::Value(Type::Integer | Type::Decimal) => Some(Measure::default()),
        Ty::Value(Type::Quantity(dimension)) => Some(Measure::of(*dimension)),
        Ty::Value(_) | Ty::Outcome(_) => None,
    }
}

fn sixties(ty: &Ty) -> i16 {
    match ty {
        Ty::Value(Type::Quantity(dimension)) => Measure::sixties(*dimension),
        _ => 0,
    }
}

fn is_whole(ty: &Ty) -> bool {
    matches!(ty, Ty::Value(Type::Integer))
}

/// The unit of a type, for messages.
fn unit_of(ty: &Ty) -> String {
    match ty {
        Ty::Measure(measure) => measure.words(),
        Ty::Value(Type::Quantity(dimension)) => base_unit(*dimension).to_owned(),
        _ => "数".to_owned(),
    }
}
