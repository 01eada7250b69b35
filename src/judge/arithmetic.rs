//! Exact arithmetic.
//!
//! INVARIANT: a result is rounded once, when it is read, to 28 digits: what is computed with a quotient
//! goes on with both its terms, so that a third times three is one. What cannot be computed is
//! [`Known::Undefined`], never none and never a rounded number: division by nought, a number that
//! there is none of, a result of more digits than 96 bits hold.

use super::eval::{Env, Judge};
use super::known::{Known, KnownState, Scalar, Tri};
use super::outcome::Outcome;
use super::trace::{Evidence, Silent, Test, Trace};
use super::{Reason, Status};
use crate::calendar::{Counted, Date};
use crate::model::{ArithmeticOp, ExprId, ExprKind, ObligationId};
use crate::quantity::Decimal;

/// A number as two terms, the lower one positive.
#[derive(Clone, Copy)]
struct Quotient {
    above: Decimal,
    below: Decimal,
}

/// What an operand is.
#[derive(Clone, Copy)]
enum Operand {
    Number(Quotient),
    Day(Date),
}

impl Operand {
    fn is_nought(self) -> bool {
        matches!(self, Self::Number(quotient) if quotient.above.is_zero())
    }
}

impl<'a> Judge<'a> {
    /// The value of an arithmetic expression.
    pub(super) fn computed<T: Trace>(&self, expr: ExprId, env: &Env, trace: &mut T) -> Known<Scalar<'a>> {
        match self.quotient(expr, env, trace) {
            Known::Is(quotient) => number(quotient).map_or(Known::Undefined, Known::Is),
            other => other.map(|_| Scalar::Number(Decimal::ZERO)),
        }
    }

    fn quotient<T: Trace>(&self, expr: ExprId, env: &Env, trace: &mut T) -> Known<Quotient> {
        match self.rules.exprs[expr].kind {
            ExprKind::Arithmetic(op, left, right) => {
                let (a, b) = (self.operand(left, env, trace), self.operand(right, env, trace));
                match (a, b) {
                    (Known::Is(a), Known::Is(b)) => combine(op, a, b).map_or(Known::Undefined, Known::Is),
                    // Whatever is not known, the result is not defined.
                    (Known::Undefined | Known::None, _) | (_, Known::Undefined | Known::None) => {
                        Known::Undefined
                    }
                    (_, Known::Is(b)) if op == ArithmeticOp::Divide && b.is_nought() => Known::Undefined,
                    (Known::Missing, _) | (_, Known::Missing) => Known::Missing,
                    (Known::Open, _) | (_, Known::Open) => Known::Open,
                }
            }
            ExprKind::Sixties(inner, power) => match self.quotient(inner, env, trace) {
                Known::Is(quotient) => sixties(quotient, power).map_or(Known::Undefined, Known::Is),
                other => other,
            },
            // INVARIANT: only what computes is asked.
            _ => Known::Undefined,
        }
    }

    fn operand<T: Trace>(&self, expr: ExprId, env: &Env, trace: &mut T) -> Known<Operand> {
        if matches!(self.rules.exprs[expr].kind, ExprKind::Arithmetic(..) | ExprKind::Sixties(..)) {
            let found = self.quotient(expr, env, trace);
            if T::ON {
                let read = match found {
                    Known::Is(quotient) => number(quotient).map_or(Known::Undefined, Known::Is),
                    other => other.map(|_| Scalar::Number(Decimal::ZERO)),
                };
                trace.value(expr, read, None);
            }
            return found.map(Operand::Number);
        }
        match self.scalar(expr, env, trace) {
            Known::Is(Scalar::Number(above)) => {
                Known::Is(Operand::Number(Quotient { above, below: Decimal::ONE }))
            }
            Known::Is(Scalar::Moment(moment)) => Known::Is(Operand::Day(moment.date())),
            // INVARIANT: the rules were typed; nothing else is computed with.
            Known::Is(_) => Known::Undefined,
            Known::None => Known::None,
            Known::Undefined => Known::Undefined,
            Known::Missing => Known::Missing,
            Known::Open => Known::Open,
        }
    }

    /// Whether it is not known how an obligation stands because something cannot be computed.
    #[inline]
    pub(super) fn rests_on_nothing(&self, id: ObligationId, outcome: &Outcome) -> bool {
        let waits = outcome.status == Status::Pending && outcome.reason == Reason::FactMissing;
        (outcome.status == Status::Unproven || waits) && self.speaks_of_nothing(id)
    }

    /// Whether something that an obligation speaks of cannot be computed and decides nothing.
    #[cold]
    fn speaks_of_nothing(&self, id: ObligationId) -> bool {
        let env = Env::new(super::eval::Phase::Due);
        self.speaks_of(id)
            .into_iter()
            .filter(|expr| self.rules.exprs[*expr].computes)
            .any(|expr| self.is_undefined(expr, &env) && !self.truth(expr, &env, &mut Silent).is_decided())
    }

    /// Whether something in an expression cannot be computed.
    pub(super) fn is_undefined(&self, expr: ExprId, env: &Env) -> bool {
        let mut seen = Undefinedness::default();
        self.kleene(expr, env, &mut seen);
        seen.found
    }
}

fn combine(op: ArithmeticOp, a: Operand, b: Operand) -> Option<Quotient> {
    let (a, b) = match (a, b) {
        (Operand::Number(a), Operand::Number(b)) => (a, b),
        (Operand::Day(a), Operand::Day(b)) if op == ArithmeticOp::Subtract => {
            return Some(Quotient { above: Decimal::from(a.days_since(b)), below: Decimal::ONE });
        }
        _ => return None,
    };
    match op {
        ArithmeticOp::Add => sum(a, b, plus),
        ArithmeticOp::Subtract => sum(a, b, |a, b| plus(a, -b)),
        ArithmeticOp::Multiply => {
            Some(Quotient { above: times(a.above, b.above)?, below: times(a.below, b.below)? })
        }
        ArithmeticOp::Divide => {
            let (above, below) = (times(a.above, b.below)?, times(a.below, b.above)?);
            match below.is_sign_negative() {
                _ if below.is_zero() => None,
                true => Some(Quotient { above: -above, below: -below }),
                false => Some(Quotient { above, below }),
            }
        }
    }
}

fn sum(a: Quotient, b: Quotient, add: fn(Decimal, Decimal) -> Option<Decimal>) -> Option<Quotient> {
    if a.below == b.below {
        return Some(Quotient { above: add(a.above, b.above)?, below: a.below });
    }
    let above = add(times(a.above, b.below)?, times(b.above, a.below)?)?;
    Some(Quotient { above, below: times(a.below, b.below)? })
}

/// The exact product; `None` where 96 bits do not hold it.
fn times(a: Decimal, b: Decimal) -> Option<Decimal> {
    if a == Decimal::ONE {
        return Some(b);
    }
    if b == Decimal::ONE {
        return Some(a);
    }
    let (a, b) = (a.normalize(), b.normalize());
    let product = a.checked_mul(b)?;
    (product.is_zero() || product.scale() == a.scale() + b.scale()).then_some(product)
}

/// The exact sum; `None` where 96 bits do not hold it.
pub(super) fn plus(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (a, b) = (a.normalize(), b.normalize());
    let total = a.checked_add(b)?;
    let exact = total.is_zero() || total.scale() == a.scale().max(b.scale());
    exact.then_some(total)
}

fn sixties(quotient: Quotient, power: i16) -> Option<Quotient> {
    let factor = (0..power.unsigned_abs()).try_fold(Decimal::ONE, |all, _| times(all, Decimal::from(60)))?;
    let Quotient { above, below } = quotient;
    match power {
        0.. => Some(Quotient { above: times(above, factor)?, below }),
        _ => Some(Quotient { above, below: times(below, factor)? }),
    }
}

fn number<'v>(quotient: Quotient) -> Option<Scalar<'v>> {
    let Quotient { above, below } = quotient;
    if below == Decimal::ONE {
        return Some(Scalar::Number(above));
    }
    above.checked_div(below).map(Scalar::Number)
}

/// A [`Trace`] that only notices what cannot be computed.
#[derive(Default)]
struct Undefinedness {
    found: bool,
}

impl Trace for Undefinedness {
    const ON: bool = true;

    fn test(&mut self, _: &Test, _: bool) {}

    fn open(&mut self, _: ExprId) {}

    fn close(&mut self, _: Tri) {}

    fn close_value(&mut self, value: Known<Scalar<'_>>) {
        self.found |= value.state() == KnownState::Undefined;
    }

    fn value(&mut self, _: ExprId, value: Known<Scalar<'_>>, _: Option<Evidence>) {
        self.found |= value.state() == KnownState::Undefined;
    }

    fn counted(&mut self, _: &Counted) {}

    fn element(&mut self, _: usize) {}
}
