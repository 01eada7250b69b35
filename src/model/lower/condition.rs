//! Conditions and expressions, typed.

use super::Lower;
use super::path::{Resolved, Ty, Typed};
use crate::diag::{names, typing};
use crate::model::{Comparison, Expr, ExprId, ExprKind, StepField, Type, Value};
use crate::quantity::{Decimal, Dimension};
use crate::syntax::ast::{self, Bracket, BracketContent};
use crate::syntax::vocabulary::{Operator, PostfixWord, PrefixWord};
use crate::text::Span;
use rust_decimal::prelude::ToPrimitive as _;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    /// Adds an expression.
    pub(super) fn expr(&mut self, kind: ExprKind, span: Span) -> ExprId {
        self.rules.exprs.push(Expr { kind, span, entangled: false, computes: false })
    }

    /// An expression that must be a condition.
    pub(super) fn condition(&mut self, expr: &ast::Expr<'s>) -> Option<ExprId> {
        if let ast::ExprKind::Text(_) = expr.kind {
            self.report(typing::bare_string(expr.span));
            return None;
        }
        let typed = self.value(expr)?;
        if !typed.ty.is_condition() {
            self.report(typing::not_a_condition(expr.span, typed.ty.words()));
            return None;
        }
        self.mark_entangled(typed.expr);
        Some(typed.expr)
    }

    /// Any expression.
    pub(super) fn value(&mut self, expr: &ast::Expr<'s>) -> Option<Typed> {
        use ast::ExprKind as E;
        let span = expr.span;
        match &expr.kind {
            E::Path(path) => self.path_value(path),
            E::Text(word) => Some(self.constant(Value::Text(SmolStr::new(&word.text)), Type::Text, span)),
            E::Number(number) => Some(self.constant(Value::Number(*number), Type::Decimal, span)),
            E::Quantity(quantity) => {
                let number = quantity.in_base()?;
                Some(self.constant(Value::Number(number), Type::Quantity(quantity.unit.dimension()), span))
            }
            E::Moment(moment) => Some(self.constant(Value::Moment(*moment), Type::Time, span)),
            E::Stretch(_, last) => {
                let moment = crate::calendar::Moment::from(*last);
                Some(self.constant(Value::Moment(moment), Type::Date, span))
            }
            E::Call(path, bracket) => self.call(path, bracket, span),
            E::Prefix(word, _, operand) => self.prefix(*word, operand, span),
            E::Binary(left, operator, operator_span, right) => {
                self.binary(left, *operator, *operator_span, right, span)
            }
            E::Postfix(_, PostfixWord::InSpan, ..) => self.span_value(expr),
            E::Postfix(operand, word, word_span, bracket) => {
                self.postfix(operand, *word, *word_span, bracket.as_ref(), span)
            }
            E::Hold(hold) => self.hold(hold, span),
            E::Quantified(quantified) => self.quantified(quantified, false, span),
            E::Fraction(numerator, denominator) => self.fraction(*numerator, *denominator, span),
            E::Bound(..) | E::Majority | E::Citation(_) => {
                self.report(typing::not_a_condition(span, ("不完整的比较", "half a comparison")));
                None
            }
            E::Junk => None,
        }
    }

    pub(super) fn constant(&mut self, value: Value, ty: Type, span: Span) -> Typed {
        Typed { expr: self.expr(ExprKind::Const(value), span), ty: Ty::Value(ty) }
    }

    fn path_value(&mut self, path: &ast::Path<'s>) -> Option<Typed> {
        if let Some(truth) = path.single().and_then(super::literal::truth) {
            return Some(self.constant(Value::Bool(truth), Type::Bool, path.span));
        }
        match self.resolve(path)? {
            Resolved::Value(typed) => Some(typed),
            Resolved::Step(step) => {
                let name = self.rules.steps[step].name.clone();
                self.report(
                    typing::not_a_condition(path.span, ("步骤", "a step"))
                        .help(format!("写成「{name} 已履行」"), format!("write ‘{name} done’")),
                );
                None
            }
            Resolved::Document(document) => {
                let name = self.rules.documents[document.kind].name.clone();
                self.report(
                    typing::not_a_condition(path.span, ("材料", "a document"))
                        .help(format!("写成「已有 {name}」"), format!("write ‘have {name}’")),
                );
                None
            }
            Resolved::Register(_) => {
                self.report(typing::not_a_condition(path.span, ("清单", "a register")));
                None
            }
            Resolved::Role(_) | Resolved::Unit => {
                self.report(typing::not_a_condition(path.span, ("机构或角色", "an organ or a role")));
                None
            }
        }
    }

    fn call(&mut self, path: &ast::Path<'s>, bracket: &Bracket<'s>, span: Span) -> Option<Typed> {
        let function = path.single().unwrap_or_default().to_owned();
        let argument = match &bracket.content {
            BracketContent::Items(items) => items.first(),
            BracketContent::Fields(_) | BracketContent::Clauses(_) => None,
        };
        if let Some(found) = self.table_function(&function, argument, span) {
            return found;
        }
        if let Some(table) = self.table_of(path) {
            return self.looked_up(table, path.segments.get(1..).unwrap_or_default(), Some(bracket), span);
        }
        let argument_path = argument.and_then(|argument| match &argument.kind {
            ast::ExprKind::Path(path) => Some(path.clone()),
            _ => None,
        });
        match (function.as_str(), argument_path) {
            ("计数" | "count", Some(list)) => {
                let (over, _) = self.collection_of(&list)?;
                let expr = self.expr(ExprKind::Count(over), span);
                Some(Typed { expr, ty: Ty::Value(Type::Quantity(Dimension::Count)) })
            }
            ("合计" | "sum" | "最早" | "earliest" | "最晚" | "latest", Some(mut list))
                if list.segments.len() > 1 =>
            {
                let field = list.segments.pop()?;
                if let Some(last) = list.segments.last() {
                    list.span = Span::new(list.span.file, list.span.start, last.name.span.end);
                }
                self.aggregate(&function, &list, &field, span)
            }
            ("计数" | "count" | "合计" | "sum" | "最早" | "earliest" | "最晚" | "latest", _) => {
                self.report(
                    names::required(bracket.span, "集合或它的字段", "a collection or its field").help(
                        "写成「计数（论证专家）」「最晚（专家论证意见.日期）」",
                        "write count(ROLE) or latest(DOCUMENT.date)",
                    ),
                );
                None
            }
            _ => {
                self.report(
                    names::unknown(path.span, "函数", "function", &function, None)
                        .help("可用：计数、合计、最早、最晚", "functions are count, sum, earliest, latest"),
                );
                None
            }
        }
    }

    fn aggregate(
        &mut self,
        function: &str,
        list: &ast::Path<'s>,
        field: &ast::Segment<'s>,
        span: Span,
    ) -> Option<Typed> {
        let (over, schema) = self.collection_of(list)?;
        let text = field.name.text.as_ref();
        let found = self.rules.schemas[schema].field(text).map(|(slot, field)| (slot, field.ty.clone()));
        let Some((slot, ty)) = found else {
            let of = self.rules.schemas[schema].name.clone();
            self.report(typing::no_field(field.name.span, &of, text, None));
            return None;
        };
        let slot = u16::try_from(slot).ok()?;
        let (kind, wanted) = match function {
            "合计" | "sum" => {
                (ExprKind::Sum(over, slot), matches!(ty, Type::Integer | Type::Decimal | Type::Quantity(_)))
            }
            "最早" | "earliest" => (ExprKind::Earliest(over, slot), matches!(ty, Type::Date | Type::Time)),
            _ => (ExprKind::Latest(over, slot), matches!(ty, Type::Date | Type::Time)),
        };
        if !wanted {
            let found = Ty::Value(ty).words();
            self.report(if function == "合计" || function == "sum" {
                typing::not_a_number(field.name.span, found)
            } else {
                typing::not_a_date(field.name.span, found)
            });
            return None;
        }
        Some(Typed { expr: self.expr(kind, span), ty: Ty::Value(ty) })
    }

    fn prefix(&mut self, word: PrefixWord, operand: &ast::Expr<'s>, span: Span) -> Option<Typed> {
        match word {
            PrefixWord::Not => {
                let inner = self.condition(operand)?;
                Some(self.truth_value(ExprKind::Not(inner), span))
            }
            PrefixWord::Have | PrefixWord::Lack => {
                let ast::ExprKind::Path(path) = &operand.kind else {
                    self.report(names::required(
                        operand.span,
                        "材料或字段的名称",
                        "the name of a document or a field",
                    ));
                    return None;
                };
                let kind = match self.resolve(path)? {
                    Resolved::Document(document) => ExprKind::HasDocument(document),
                    Resolved::Value(typed) => ExprKind::Given(typed.expr),
                    Resolved::Step(step) => ExprKind::StepField(step, StepField::Done),
                    Resolved::Role(role) => ExprKind::RoleBound(role),
                    Resolved::Register(_) => {
                        self.report(
                            names::surplus(operand.span, "清单", "a register")
                                .help("写成「计数（清单） 大于 0」", "write ‘count(REGISTER) more than 0’"),
                        );
                        return None;
                    }
                    Resolved::Unit => {
                        self.report(names::surplus(operand.span, "机构", "an organ"));
                        return None;
                    }
                };
                let have = self.truth_value(kind, span);
                if word == PrefixWord::Have {
                    return Some(have);
                }
                Some(self.truth_value(ExprKind::Not(have.expr), span))
            }
            PrefixWord::ListOf
            | PrefixWord::AnyOf
            | PrefixWord::Hold
            | PrefixWord::Yearly
            | PrefixWord::HalfYearly
            | PrefixWord::Quarterly
            | PrefixWord::Monthly
            | PrefixWord::Weekly => {
                self.report(names::surplus(span, &format!("「{}」", word.zh()), &format!("‘{}’", word.en())));
                None
            }
        }
    }

    pub(super) fn truth_value(&mut self, kind: ExprKind, span: Span) -> Typed {
        Typed { expr: self.expr(kind, span), ty: Ty::Value(Type::Bool) }
    }

    fn binary(
        &mut self,
        left: &ast::Expr<'s>,
        operator: Operator,
        operator_span: Span,
        right: &ast::Expr<'s>,
        span: Span,
    ) -> Option<Typed> {
        match operator {
            Operator::And | Operator::Or => self.connective(left, operator, right, span),
            Operator::In => self.membership(left, right, span),
            Operator::Contains => self.contains(left, right, span),
            Operator::Ahead | Operator::AheadClear | Operator::Behind => {
                let kind = self.shift(left, operator, right)?;
                let expr = self.expr(kind, span);
                Some(Typed { expr, ty: Ty::Value(Type::Time) })
            }
            Operator::Add | Operator::Subtract | Operator::Multiply | Operator::Divide => {
                self.arithmetic(left, operator, right, span)
            }
            Operator::Range => {
                self.report(typing::not_a_condition(span, ("范围", "a range")));
                None
            }
            _ => self.comparison(left, operator, operator_span, right, span),
        }
    }

    /// 且, 或: chains become one node, both sides are checked even where one is faulty.
    fn connective(
        &mut self,
        left: &ast::Expr<'s>,
        operator: Operator,
        right: &ast::Expr<'s>,
        span: Span,
    ) -> Option<Typed> {
        let mut operands = vec![right];
        let mut rest = left;
        while let ast::ExprKind::Binary(inner_left, inner, _, inner_right) = &rest.kind {
            if *inner != operator {
                break;
            }
            operands.push(inner_right);
            rest = inner_left;
        }
        operands.push(rest);
        operands.reverse();
        let lowered: Vec<Option<ExprId>> =
            operands.into_iter().map(|operand| self.condition(operand)).collect();
        let lowered: Option<Vec<ExprId>> = lowered.into_iter().collect();
        let kind = if operator == Operator::And { ExprKind::And(lowered?) } else { ExprKind::Or(lowered?) };
        Some(self.truth_value(kind, span))
    }

    fn comparison(
        &mut self,
        left: &ast::Expr<'s>,
        operator: Operator,
        operator_span: Span,
        right: &ast::Expr<'s>,
        span: Span,
    ) -> Option<Typed> {
        let op = comparison_of(operator)?;
        // A bare word beside an enumeration or an outcome is one of its members.
        let left_typed = self.value(left)?;
        if self.one_of_all(left_typed.expr, left.span) {
            return None;
        }
        let right_typed = match &left_typed.ty {
            Ty::Value(Type::Enum(_)) | Ty::Outcome(_) => self.member_or_value(right, &left_typed.ty)?,
            _ => self.value(right)?,
        };
        if matches!(left_typed.ty, Ty::Value(Type::Text | Type::Bool | Type::Enum(_)) | Ty::Outcome(_))
            && !matches!(op, Comparison::Equal | Comparison::NotEqual)
        {
            self.report(typing::mismatch(operator_span, left_typed.ty.words(), right_typed.ty.words()).help(
                "这一类的值只能用「等于」「不等于」「属于」",
                "such values compare with ‘equals’, ‘differs from’ and ‘in’ alone",
            ));
            return None;
        }
        self.check_comparable(&left_typed.ty, &right_typed.ty, span)?;
        Some(self.truth_value(ExprKind::Compare(op, left_typed.expr, right_typed.expr), span))
    }

    fn postfix(
        &mut self,
        operand: &ast::Expr<'s>,
        word: PostfixWord,
        word_span: Span,
        bracket: Option<&Bracket<'s>>,
        span: Span,
    ) -> Option<Typed> {
        if matches!(word, PostfixWord::Violated | PostfixWord::Overdue) && bracket.is_none() {
            return self.asked_verdict(operand, word == PostfixWord::Overdue, span);
        }
        if word != PostfixWord::Done || bracket.is_some() {
            self.report(names::surplus(
                word_span,
                &format!("「{}」", word.zh()),
                &format!("‘{}’", word.en()),
            ));
            return None;
        }
        if let ast::ExprKind::Quantified(quantified) = &operand.kind {
            return self.quantified(quantified, true, span);
        }
        let step = self.step_of(operand)?;
        Some(self.truth_value(ExprKind::StepField(step, StepField::Done), span))
    }

    /// `公示期 违规`, `补正告知 逾期`: looked up when all obligations are known.
    fn asked_verdict(&mut self, operand: &ast::Expr<'s>, late: bool, span: Span) -> Option<Typed> {
        let ast::ExprKind::Path(path) = &operand.kind else {
            self.report(names::required(
                operand.span,
                "义务或者步骤的名称",
                "the name of an obligation or a step",
            ));
            return None;
        };
        let name =
            path.segments.iter().map(|segment| segment.name.text.as_ref()).collect::<Vec<_>>().join("/");
        let judged = crate::model::Judged { of: Vec::new(), late };
        let typed = self.truth_value(ExprKind::Judged(judged), span);
        self.asked.push(super::verdicts::Asked::named(typed.expr, SmolStr::new(name), self.scope.clone()));
        Some(typed)
    }
}

/// A whole number that fits.
pub(super) fn whole(number: Decimal) -> Option<u32> {
    number.fract().is_zero().then(|| number.to_u32()).flatten()
}

/// The comparison of an operator.
pub(super) fn comparison_of(operator: Operator) -> Option<Comparison> {
    Some(match operator {
        Operator::Equal => Comparison::Equal,
        Operator::NotEqual => Comparison::NotEqual,
        Operator::Less | Operator::Earlier => Comparison::Less,
        Operator::LessEqual | Operator::NotLater => Comparison::LessEqual,
        Operator::Greater | Operator::Later => Comparison::Greater,
        Operator::GreaterEqual | Operator::NotEarlier => Comparison::GreaterEqual,
        _ => return None,
    })
}
