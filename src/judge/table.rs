//! What decision tables give.
//!
//! INVARIANT: a result is known where every row that may still match gives it, and it cannot be that none
//! matches. Which rows match is decided by their conditions; `chosen` says what follows from that, for the
//! judge and for the check of explanations alike. Where no row matches, or several of 唯一 do, there is
//! nothing that could be computed: [`Known::Undefined`], never none.

use super::arithmetic::plus;
use super::eval::{Env, Judge, compare_known, same};
use super::known::{Known, Scalar, Tri};
use super::trace::{Silent, Trace};
use crate::model::{Comparison, ExprId, ExprKind, HitPolicy, Lookup, RuleSet, Taking};
use crate::quantity::Decimal;

/// What the truth of the rows leaves possible.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    /// Positions among the values of the look-up: of rows, and of 其他 after them.
    pub(super) rows: Vec<usize>,
    /// Whether it may be that there is no result, or that there are several.
    pub(super) perhaps_none: bool,
    /// What is not known of the rows; decided where nothing is open.
    pub(super) unknown: Option<Tri>,
}

/// The rows that count, or may count, of a table that gives one result.
pub(super) fn chosen(rules: &RuleSet, lookup: &Lookup, truths: &[Tri]) -> Chosen {
    let table = &rules.tables[lookup.table];
    let mut found = Chosen::default();
    let mut hits = 0;
    for (at, truth) in truths.iter().enumerate() {
        match truth {
            Tri::False => continue,
            Tri::True => hits += 1,
            Tri::Missing | Tri::Open => found.unknown = Some(either(found.unknown, *truth)),
        }
        if table.policy == HitPolicy::Unique && *truth == Tri::True && table.exclusive {
            return Chosen { rows: vec![at], ..Chosen::default() };
        }
        found.rows.push(at);
        if table.policy == HitPolicy::First && *truth == Tri::True {
            return found;
        }
    }
    if table.policy == HitPolicy::Unique {
        if hits > 1 {
            return Chosen { rows: Vec::new(), perhaps_none: true, unknown: None };
        }
        // Another row may match besides.
        found.perhaps_none = hits == 1 && found.unknown.is_some() || !table.exclusive && found.rows.len() > 1;
    }
    if hits == 0 && !(table.complete && found.unknown.is_some()) {
        match lookup.otherwise() {
            Some(_) => found.rows.push(lookup.rows.len()),
            None => found.perhaps_none = true,
        }
    }
    found
}

fn either(known: Option<Tri>, other: Tri) -> Tri {
    if known == Some(Tri::Missing) { Tri::Missing } else { other }
}

fn unknown<'a>(open: Option<Tri>) -> Known<Scalar<'a>> {
    match open {
        Some(Tri::Open) => Known::Open,
        Some(_) => Known::Missing,
        None => Known::Undefined,
    }
}

/// The one value that all give; `None` where they differ or one of them is not known.
fn agreed<'a>(values: &[Known<Scalar<'a>>]) -> Option<Known<Scalar<'a>>> {
    let first = *values.first()?;
    let alike = |other: &Known<Scalar<'a>>| match (first, *other) {
        (Known::Is(a), Known::Is(b)) => same(a, b),
        (Known::None, Known::None) => true,
        _ => false,
    };
    values.iter().all(alike).then_some(first)
}

/// What a look-up is, by the truth of its rows and the values that they give.
pub(super) fn result<'a>(
    rules: &RuleSet,
    lookup: &Lookup,
    truths: &[Tri],
    value: &mut dyn FnMut(usize) -> Known<Scalar<'a>>,
) -> Known<Scalar<'a>> {
    match lookup.taking {
        Taking::One => {
            let chosen = chosen(rules, lookup, truths);
            let values: Vec<Known<Scalar<'a>>> = chosen.rows.iter().map(|at| value(*at)).collect();
            match (values.as_slice(), chosen.perhaps_none) {
                ([only], false) => *only,
                (several, false) => agreed(several).unwrap_or_else(|| {
                    let own = several.iter().fold(chosen.unknown, |open, one| match one {
                        Known::Missing | Known::Undefined => Some(Tri::Missing),
                        Known::Open => Some(either(open, Tri::Open)),
                        Known::Is(_) | Known::None => open,
                    });
                    unknown(own)
                }),
                (_, true) => unknown(chosen.unknown),
            }
        }
        Taking::All => Known::None,
        Taking::Count | Taking::Sum | Taking::Greatest | Taking::Least => collected(lookup, truths, value),
    }
}

/// 计数, 合计, 最大 and 最小 of the rows that match; of 其他 where none does.
fn collected<'a>(
    lookup: &Lookup,
    truths: &[Tri],
    value: &mut dyn FnMut(usize) -> Known<Scalar<'a>>,
) -> Known<Scalar<'a>> {
    let open =
        truths.iter().filter(|truth| !truth.is_decided()).fold(None, |open, one| Some(either(open, *one)));
    if open.is_some() {
        return unknown(open);
    }
    let mut hits: Vec<usize> =
        truths.iter().enumerate().filter(|(_, truth)| **truth == Tri::True).map(|(at, _)| at).collect();
    if hits.is_empty() && lookup.otherwise().is_some() {
        hits.push(lookup.rows.len());
    }
    if lookup.taking == Taking::Count {
        return Known::Is(Scalar::Number(Decimal::from(hits.len())));
    }
    let mut all: Option<Scalar<'a>> = None;
    for at in hits {
        let one = match value(at) {
            Known::Is(one) => one,
            Known::None => continue,
            other => return other,
        };
        all = match all {
            None => Some(one),
            Some(known) => match together(lookup.taking, known, one) {
                Some(both) => Some(both),
                None => return Known::Undefined,
            },
        };
    }
    match (all, lookup.taking) {
        (Some(all), _) => Known::Is(all),
        (None, Taking::Sum) => Known::Is(Scalar::Number(Decimal::ZERO)),
        (None, _) => Known::None,
    }
}

fn together<'a>(taking: Taking, a: Scalar<'a>, b: Scalar<'a>) -> Option<Scalar<'a>> {
    let least = taking == Taking::Least;
    Some(match (a, b) {
        (Scalar::Number(a), Scalar::Number(b)) if taking == Taking::Sum => Scalar::Number(plus(a, b)?),
        (Scalar::Number(a), Scalar::Number(b)) => Scalar::Number(if least { a.min(b) } else { a.max(b) }),
        (Scalar::Moment(a), Scalar::Moment(b)) => {
            let first = a.sort_key() <= b.sort_key();
            Scalar::Moment(if first == least { a } else { b })
        }
        // INVARIANT: the rules were typed.
        _ => return None,
    })
}

impl<'a> Judge<'a> {
    /// The value that a table gives.
    pub(super) fn looked_up<T: Trace>(
        &self,
        expr: ExprId,
        lookup: &Lookup,
        env: &Env,
        trace: &mut T,
    ) -> Known<Scalar<'a>> {
        trace.open(expr);
        let truths = self.row_truths(lookup, env, trace);
        let found = result(self.rules, lookup, &truths, &mut |at| self.value_of_row(lookup, at, env, trace));
        trace.close_value(found);
        found
    }

    /// Whether each row matches; of 优先 up to the first that does.
    fn row_truths<T: Trace>(&self, lookup: &Lookup, env: &Env, trace: &mut T) -> Vec<Tri> {
        let first = self.rules.tables[lookup.table].policy == HitPolicy::First;
        let mut truths = Vec::with_capacity(lookup.rows.len());
        for row in &lookup.rows {
            let truth = self.kleene(*row, env, trace);
            truths.push(truth);
            if first && truth == Tri::True {
                break;
            }
        }
        truths
    }

    fn value_of_row<T: Trace>(
        &self,
        lookup: &Lookup,
        at: usize,
        env: &Env,
        trace: &mut T,
    ) -> Known<Scalar<'a>> {
        match lookup.values.get(at) {
            Some(Some(value)) => self.scalar(*value, env, trace),
            Some(None) => Known::None,
            None => Known::Undefined,
        }
    }

    /// `表.结果 包含 x`, of a table that collects.
    pub(super) fn collects<T: Trace>(
        &self,
        list: ExprId,
        lookup: &Lookup,
        item: Known<Scalar<'a>>,
        env: &Env,
        trace: &mut T,
    ) -> Tri {
        trace.open(list);
        let truths = self.row_truths(lookup, env, trace);
        let mut value = |at| self.value_of_row(lookup, at, env, trace);
        let found = holds(lookup, &truths, item, &mut value);
        trace.close(found);
        found
    }

    /// Everything that a table may give, whatever the unknown facts are; `None` where there is too much.
    pub(super) fn perhaps_looked_up(&self, expr: ExprId, env: &Env) -> Option<Vec<Known<Scalar<'a>>>> {
        let ExprKind::Lookup(lookup) = &self.rules.exprs[expr].kind else { return None };
        let mut found: Vec<Known<Scalar<'a>>> = Vec::new();
        let whole = self.under_assignments(expr, env, &mut |judge| {
            let one = judge.looked_up(expr, lookup, env, &mut Silent);
            let known = |other: &Known<Scalar<'a>>| match (one, *other) {
                (Known::Is(a), Known::Is(b)) => same(a, b),
                (a, b) => a.state() == b.state(),
            };
            if !found.iter().any(known) {
                found.push(one);
            }
        });
        whole.then_some(found)
    }
}

/// Whether a value is among those of the rows that match.
pub(super) fn holds<'a>(
    lookup: &Lookup,
    truths: &[Tri],
    item: Known<Scalar<'a>>,
    value: &mut dyn FnMut(usize) -> Known<Scalar<'a>>,
) -> Tri {
    let mut any = Tri::False;
    let mut some = Tri::False;
    for (at, truth) in truths.iter().enumerate() {
        some = some.or(*truth);
        if *truth != Tri::False {
            any = any.or(truth.and(compare_known(Comparison::Equal, value(at), item)));
        }
    }
    if lookup.otherwise().is_some() && some != Tri::True {
        let other = compare_known(Comparison::Equal, value(lookup.rows.len()), item);
        any = any.or(some.not().and(other));
    }
    any
}
