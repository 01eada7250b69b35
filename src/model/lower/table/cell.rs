//! The cells of a table: conditions before 则, results after it.

use super::super::Lower;
use super::super::condition::comparison_of;
use super::super::path::Ty;
use super::Result;
use crate::diag::table as fault;
use crate::model::{CellTest, Comparison, ExprId, ExprKind, TableColumn, Type, Value};
use crate::quantity::{Dimension, Quantity};
use crate::syntax::ast::{self, Expr, ExprKind as Ast, Statement};
use crate::syntax::vocabulary::{Operator, PrefixWord};
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    /// The condition of a cell.
    pub(super) fn cell_test(&mut self, cell: &ast::Cell<'s>, column: &TableColumn) -> Option<CellTest> {
        match cell.items.as_slice() {
            [] => Some(CellTest::Anything),
            _ if cell.dash || cell.anything => {
                self.bad_cell(cell.span, column);
                None
            }
            [only] => self.test(only, column),
            several => {
                let tests: Vec<Option<CellTest>> =
                    several.iter().map(|item| self.test(item, column)).collect();
                let tests: Vec<CellTest> = tests.into_iter().collect::<Option<_>>()?;
                let plain = tests.iter().map(|test| match test {
                    CellTest::Compare(Comparison::Equal, value, _) => Some(value.clone()),
                    _ => None,
                });
                Some(match plain.collect::<Option<Vec<Value>>>() {
                    Some(values) => CellTest::Among(values),
                    None => CellTest::Any(tests),
                })
            }
        }
    }

    fn bad_cell(&mut self, span: crate::text::Span, column: &TableColumn) {
        let words = Ty::Value(column.ty.clone()).words();
        self.report(fault::bad_cell(span, &column.name, words, column.span));
    }

    /// Recursion is bounded by the depth limit of expressions.
    fn test(&mut self, expr: &Expr<'s>, column: &TableColumn) -> Option<CellTest> {
        match &expr.kind {
            Ast::Junk => None,
            Ast::Bound(operator, _, inner) => {
                let ordered = !matches!(column.ty, Type::Text | Type::Bool | Type::Enum(_));
                let op = comparison_of(*operator)
                    .filter(|op| ordered || matches!(op, Comparison::Equal | Comparison::NotEqual));
                let Some(op) = op else {
                    self.bad_cell(expr.span, column);
                    return None;
                };
                let value = self.cell_value(inner, column)?;
                Some(CellTest::Compare(op, value, inner.span))
            }
            Ast::Binary(low, Operator::Range, _, high) => self.range(low, high, expr, column),
            Ast::Binary(left, operator @ (Operator::And | Operator::Or), _, right) => {
                let (left, right) = (self.test(left, column), self.test(right, column));
                let both = vec![left?, right?];
                Some(if *operator == Operator::And { CellTest::All(both) } else { CellTest::Any(both) })
            }
            Ast::Prefix(PrefixWord::Not, _, inner) => {
                self.test(inner, column).map(|test| CellTest::Not(Box::new(test)))
            }
            Ast::Stretch(first, last) if matches!(column.ty, Type::Date | Type::Time) => {
                Some(CellTest::All(vec![
                    CellTest::Compare(Comparison::GreaterEqual, Value::Moment((*first).into()), expr.span),
                    CellTest::Compare(Comparison::LessEqual, Value::Moment((*last).into()), expr.span),
                ]))
            }
            _ => {
                let value = self.cell_value(expr, column)?;
                Some(CellTest::Compare(Comparison::Equal, value, expr.span))
            }
        }
    }

    /// `5 ～ 10公顷`: both ends included; the first one may leave its unit out.
    fn range(
        &mut self,
        low: &Expr<'s>,
        high: &Expr<'s>,
        whole: &Expr<'s>,
        column: &TableColumn,
    ) -> Option<CellTest> {
        if matches!(column.ty, Type::Text | Type::Bool | Type::Enum(_)) {
            self.bad_cell(whole.span, column);
            return None;
        }
        let from = match (&low.kind, &high.kind) {
            (Ast::Number(number), Ast::Quantity(quantity)) => Expr {
                span: low.span,
                kind: Ast::Quantity(Quantity { number: *number, unit: quantity.unit }),
            },
            _ => low.clone(),
        };
        let (from, to) = (self.cell_value(&from, column), self.cell_value(high, column));
        let (from, to) = (from?, to?);
        let ascending = match (&from, &to) {
            (Value::Number(from), Value::Number(to)) => from < to,
            (Value::Moment(from), Value::Moment(to)) => from.sort_key() < to.sort_key(),
            _ => true,
        };
        if !ascending {
            self.report(fault::reversed(whole.span));
            return None;
        }
        let bare = matches!((&low.kind, &high.kind), (Ast::Number(_), Ast::Quantity(_)));
        Some(CellTest::All(vec![
            // Without a unit of its own it is told in that of the other end.
            CellTest::Compare(Comparison::GreaterEqual, from, if bare { whole.span } else { low.span }),
            CellTest::Compare(Comparison::LessEqual, to, high.span),
        ]))
    }

    /// A literal of a column's type; told where it is none.
    fn cell_value(&mut self, expr: &Expr<'s>, column: &TableColumn) -> Option<Value> {
        let faults = self.sink.counts();
        let found = self.literal(expr, &column.ty);
        if found.is_none() && faults == self.sink.counts() && !matches!(expr.kind, Ast::Junk) {
            self.bad_cell(expr.span, column);
        }
        found
    }

    /// Types of results that 字段 does not give: what the first cell of the column holds.
    pub(super) fn infer(
        &mut self,
        results: &mut [Result],
        rows: &[Statement<'s>],
        otherwise: Option<Statement<'s>>,
    ) {
        let cells: Vec<_> = rows.iter().filter_map(|row| row.cells()).map(|cells| cells.results).collect();
        let last = otherwise.and_then(|row| row.cells()).map(|cells| cells.conditions);
        for (at, result) in results.iter_mut().enumerate().filter(|(_, result)| !result.typed) {
            let column = cells.iter().chain(&last).filter_map(|row| row.get(at));
            let items: Vec<&Expr<'s>> = column.filter_map(|cell| cell.items.first()).collect();
            let Some(first) = items.first() else { continue };
            if let Some(ty) = self.type_of_result(first, &items) {
                result.field.ty = ty;
                result.field.span = first.span;
            }
        }
    }

    fn type_of_result(&mut self, first: &Expr<'s>, all: &[&Expr<'s>]) -> Option<Type> {
        Some(match &first.kind {
            Ast::Text(_) => Type::Text,
            Ast::Number(_) => Type::Decimal,
            Ast::Moment(_) | Ast::Stretch(..) => Type::Date,
            Ast::Quantity(quantity) => match quantity.unit.dimension() {
                Dimension::Days | Dimension::Workdays | Dimension::Months | Dimension::Minutes => {
                    Type::Period
                }
                dimension => Type::Quantity(dimension),
            },
            Ast::Path(path) => match path.single() {
                Some(word) if super::super::literal::truth(word).is_some() => Type::Bool,
                Some(word) if !word.contains('·') => {
                    let mut members: Vec<SmolStr> = Vec::new();
                    for item in all {
                        if let Ast::Path(path) = &item.kind
                            && let Some(word) = path.single()
                            && !members.iter().any(|known| known == word)
                        {
                            members.push(SmolStr::new(word));
                        }
                    }
                    Type::Enum(self.enumeration(members, first.span))
                }
                _ => self.typed_result(first)?.1,
            },
            Ast::Junk => return None,
            _ => self.typed_result(first)?.1,
        })
    }

    fn typed_result(&mut self, expr: &Expr<'s>) -> Option<(ExprId, Type)> {
        let typed = self.value(expr)?;
        match typed.ty {
            Ty::Value(ty) => Some((typed.expr, ty)),
            Ty::Outcome(_) | Ty::Measure(_) => None,
        }
    }

    /// The values of a row; `None` in place of one that there is none of.
    pub(super) fn results(
        &mut self,
        cells: &[ast::Cell<'s>],
        results: &[Result],
    ) -> Option<Vec<Option<ExprId>>> {
        let found: Vec<Option<Option<ExprId>>> =
            cells.iter().zip(results).map(|(cell, result)| self.result(cell, result)).collect();
        found.into_iter().collect()
    }

    fn result(&mut self, cell: &ast::Cell<'s>, result: &Result) -> Option<Option<ExprId>> {
        let [only] = cell.items.as_slice() else {
            match cell.items.as_slice() {
                [] if cell.dash => return Some(None),
                [] => self.report(fault::no_value(cell.span, &result.field.name)),
                _ => self.bad_result(cell.span, result),
            }
            return None;
        };
        if matches!(only.kind, Ast::Junk) {
            return None;
        }
        let written = match &only.kind {
            Ast::Path(path) => path.single().is_some_and(|word| !word.contains('·')),
            Ast::Text(_) | Ast::Number(_) | Ast::Quantity(_) | Ast::Moment(_) | Ast::Stretch(..) => true,
            _ => false,
        };
        if written {
            let faults = self.sink.counts();
            let literal = self.literal(only, &result.field.ty);
            if literal.is_none() && faults == self.sink.counts() {
                self.bad_result(only.span, result);
            }
            return literal.map(|value| Some(self.expr(ExprKind::Const(value), only.span)));
        }
        let (expr, ty) = self.typed_result(only)?;
        let number = |ty: &Type| matches!(ty, Type::Integer | Type::Decimal);
        let date = |ty: &Type| matches!(ty, Type::Date | Type::Time);
        let wanted = &result.field.ty;
        if ty == *wanted || number(&ty) && number(wanted) || date(&ty) && date(wanted) {
            return Some(Some(expr));
        }
        self.bad_result(only.span, result);
        None
    }

    fn bad_result(&mut self, span: crate::text::Span, result: &Result) {
        let words = Ty::Value(result.field.ty.clone()).words();
        self.report(fault::bad_result(span, &result.field.name, words, result.field.span));
    }
}
