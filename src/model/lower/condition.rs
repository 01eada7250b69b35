//! Conditions and expressions, typed.

use super::path::{Resolved, Ty, Typed};
use super::{Lower, Variable};
use crate::diag::{names, typing};
use crate::model::{
    Collection, Comparison, Expr, ExprId, ExprKind, Id, MOST_VARIABLES, QuantifierKind, Schema, Step,
    StepField, Type, Value,
};
use crate::quantity::{Decimal, Dimension};
use crate::syntax::ast::{self, Bracket, BracketContent};
use crate::syntax::vocabulary::{Operator, PostfixWord, PrefixWord, QuantifierWord};
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

    fn truth_value(&mut self, kind: ExprKind, span: Span) -> Typed {
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

    /// The right side of a comparison with an enumeration or an outcome.
    fn member_or_value(&mut self, right: &ast::Expr<'s>, ty: &Ty) -> Option<Typed> {
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

    fn variable_free(&self, name: &str) -> bool {
        !self.scope.variables.iter().any(|variable| variable.name == name)
            && self.entry_field(name).is_none()
            && !matches!(name, "结论" | "outcome" | "方式" | "manner")
    }

    fn members(&self, ty: &Ty) -> Vec<SmolStr> {
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
    fn membership(&mut self, left: &ast::Expr<'s>, right: &ast::Expr<'s>, span: Span) -> Option<Typed> {
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
    fn within_list(&mut self, item: &Typed, list: &ast::Expr<'s>, span: Span) -> Option<Typed> {
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
    fn named_collection(&self, expr: &ast::Expr<'s>) -> Option<super::symbols::Symbol> {
        use super::symbols::Symbol;
        let ast::ExprKind::Path(path) = &expr.kind else { return None };
        let (symbol, _) = self.symbol(path.single()?)?;
        matches!(symbol, Symbol::Register(_) | Symbol::Role(_)).then_some(symbol)
    }

    /// The role that a single name stands for.
    fn role_named(&self, expr: &ast::Expr<'s>) -> Option<Id<crate::model::Role>> {
        let ast::ExprKind::Path(path) = &expr.kind else { return None };
        match self.symbol(path.single()?)?.0 {
            super::symbols::Symbol::Role(role) => Some(role),
            _ => None,
        }
    }

    /// `L 包含 x`
    fn contains(&mut self, left: &ast::Expr<'s>, right: &ast::Expr<'s>, span: Span) -> Option<Typed> {
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

    fn quantified(&mut self, quantified: &ast::Quantified<'s>, done: bool, span: Span) -> Option<Typed> {
        let (word, word_span) = quantified.word;
        let count = match quantified.count {
            Some((number, at)) => match whole(number) {
                Some(count) => Some(count),
                None => {
                    self.report(typing::fractional_period(at, &number.to_string()));
                    return None;
                }
            },
            None => None,
        };
        if quantified.over.is_none() {
            return self.among_steps(quantified, count, done, span);
        }
        let quantity = match (word, count) {
            (QuantifierWord::EachPerson | QuantifierWord::EachCopy | QuantifierWord::Each, None) => {
                QuantifierKind::Each
            }
            (QuantifierWord::Exists, None) => QuantifierKind::Exists,
            (QuantifierWord::AtLeast | QuantifierWord::Among, Some(count)) => QuantifierKind::AtLeast(count),
            (QuantifierWord::Exactly, count) => QuantifierKind::Exactly(count.unwrap_or(1)),
            (QuantifierWord::AtLeast | QuantifierWord::Among, None) => {
                self.report(names::required(
                    word_span,
                    "个数，如「至少 2名」",
                    "a number, such as ‘at least 2’",
                ));
                return None;
            }
            (_, Some(_)) => {
                self.report(names::surplus(word_span, "个数", "a number"));
                return None;
            }
        };
        self.over_collection(quantified, quantity, span)
    }

    fn over_collection(
        &mut self,
        quantified: &ast::Quantified<'s>,
        quantity: QuantifierKind,
        span: Span,
    ) -> Option<Typed> {
        let path = quantified.over.as_ref()?;
        let (over, schema) = self.collection_of(path)?;
        let Some(variable) = &quantified.variable else {
            self.report(names::required(
                path.span,
                "变量，如「每位 甲 属于 …」",
                "a variable, such as ‘each x in …’",
            ));
            return None;
        };
        let condition = match quantified.bracket.as_ref().map(|bracket| &bracket.content) {
            Some(BracketContent::Items(items)) if items.len() == 1 => items.first(),
            _ => None,
        };
        let Some(condition) = condition else {
            let at = quantified.bracket.as_ref().map_or(span, |bracket| bracket.span);
            self.report(names::required(at, "括号里的条件", "the condition in brackets").help(
                "写成「每位 甲 属于 论证专家（甲.字段 等于 …）」",
                "write ‘each x in ROLE (x.FIELD equals …)’",
            ));
            return None;
        };
        let (depth, condition) = self.with_variable(variable, schema, |lower| lower.condition(condition))?;
        let kind = ExprKind::Quantified { quantity, over, depth, condition: condition? };
        Some(self.truth_value(kind, span))
    }

    /// Lowers something with one more variable bound.
    pub(super) fn with_variable<T>(
        &mut self,
        variable: &ast::Word<'s>,
        schema: Id<Schema>,
        lower: impl FnOnce(&mut Self) -> T,
    ) -> Option<(u8, T)> {
        let name = SmolStr::new(&variable.text);
        let shadowed = self.symbol(&name).map(|(_, span)| span);
        if shadowed.is_some() || self.step_named(&name).is_ok() || !self.variable_free(&name) {
            self.report(names::shadowing(variable.span, &name, shadowed));
            return None;
        }
        let depth = self.next_variable(variable.span)?;
        self.scope.variables.push(Variable { name, schema });
        let lowered = lower(self);
        self.scope.variables.pop();
        Some((depth, lowered))
    }

    /// The number of the variable to be bound next; reports where an evaluation holds no more.
    pub(super) fn next_variable(&mut self, span: Span) -> Option<u8> {
        let depth = self.scope.variables.len();
        if depth >= MOST_VARIABLES {
            self.report(typing::too_deep(span, MOST_VARIABLES));
            return None;
        }
        u8::try_from(depth).ok()
    }

    /// `至少 1项（座谈会、听证会）已履行`
    fn among_steps(
        &mut self,
        quantified: &ast::Quantified<'s>,
        count: Option<u32>,
        done: bool,
        span: Span,
    ) -> Option<Typed> {
        let items = match quantified.bracket.as_ref().map(|bracket| &bracket.content) {
            Some(BracketContent::Items(items)) if !items.is_empty() => items,
            _ => {
                self.report(names::required(quantified.word.1, "括号里的各项", "the items in brackets"));
                return None;
            }
        };
        if !done {
            self.report(
                names::required(span, "「已履行」", "‘done’")
                    .help("写成「至少 1项（甲、乙）已履行」", "write ‘at least 1 (a, b) done’"),
            );
            return None;
        }
        let steps: Vec<Option<Id<Step>>> = items.iter().map(|item| self.step_of(item)).collect();
        let steps: Vec<Id<Step>> = steps.into_iter().collect::<Option<_>>()?;
        let total = u32::try_from(steps.len()).unwrap_or(u32::MAX);
        let quantity = match (quantified.word.0, count) {
            (QuantifierWord::AtLeast | QuantifierWord::Among, Some(count)) => QuantifierKind::AtLeast(count),
            (QuantifierWord::Exactly, count) => QuantifierKind::Exactly(count.unwrap_or(1)),
            (QuantifierWord::Each, None) => QuantifierKind::AtLeast(total),
            (QuantifierWord::Exists, None) => QuantifierKind::AtLeast(1),
            (word, _) => {
                self.report(
                    names::surplus(
                        quantified.word.1,
                        &format!("「{}」", word.zh()),
                        &format!("‘{}’", word.en()),
                    )
                    .help(
                        "步骤用「至少 N项（…）已履行」「恰有 N项（…）已履行」",
                        "for steps write ‘at least N (…) done’ or ‘exactly N (…) done’",
                    ),
                );
                return None;
            }
        };
        if let QuantifierKind::AtLeast(wanted) | QuantifierKind::Exactly(wanted) = quantity
            && wanted > total
        {
            self.report(typing::more_than_items(quantified.word.1, wanted, total));
            return None;
        }
        Some(self.truth_value(ExprKind::StepsDone { quantity, steps }, span))
    }

    /// The collection and condition of `每位 … 属于 L（P）` where P is `X 不晚于 E 前 N`.
    pub(super) fn collection_with_schema(
        &mut self,
        quantified: &ast::Quantified<'s>,
    ) -> Option<(Collection, Id<Schema>)> {
        self.collection_of(quantified.over.as_ref()?)
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
