//! 视为 and 预计.

use super::Lower;
use super::head::Head;
use crate::calendar::{Period, TimeUnit};
use crate::diag::{names, typing};
use crate::model::{Deemed, Estimate, ExprKind, Id, ObligationId, Procedure};
use crate::quantity::{Quantity, Unit};
use crate::syntax::ast::{self, Statement};
use crate::syntax::vocabulary::{ClauseWord, Operator};

impl<'s> Lower<'s> {
    /// 视为：STEP 于 E，情形 C，依据 …
    pub(super) fn deemed_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let mut sentence = self.common(head, statement);
        let on = match self.take_clause(&mut sentence, ClauseWord::On) {
            Some(clause) => self.clause_moment(&clause),
            None => {
                self.report(names::required(statement.span(), "「于 日期」", "‘on DATE’").help(
                    "视为办理的日期必须写明，如「视为：受理 于 收到材料.日期，情形 …，依据 …」",
                    "say on which day it is taken as done: ‘deemed: STEP on DATE, when …, cite …’",
                ));
                None
            }
        };
        self.no_more_clauses(&sentence);
        if !statement.clauses().iter().any(|clause| clause.word == ClauseWord::Cited) {
            self.report(names::required(statement.span(), "「依据」", "‘cite’").help(
                "视为是法律的拟制，必须写明依据的条",
                "only a law can take as done what nobody did: cite the article",
            ));
        }
        let items = sentence.value.as_ref().map(|value| value.items.clone()).unwrap_or_default();
        let [only] = items.as_slice() else {
            return self.report(names::required(
                statement.span(),
                "视为办理的步骤",
                "the step that is taken as done",
            ));
        };
        let (Some(step), Some(on), Some(procedure)) = (self.step_of(only), on, self.scope.procedure) else {
            return;
        };
        if !self.rules.steps[step].children.is_empty() {
            return self.report(names::surplus(
                only.span,
                "有下级步骤的步骤",
                "a step with steps of its own",
            ));
        }
        self.no_superior_clauses(&sentence, true);
        let deemed = Deemed {
            step,
            on,
            when: self.inside_own_scope(sentence.when, sentence.span),
            instead_of: Vec::new(),
            cites: sentence.cites,
            span: sentence.span,
        };
        self.rules.procedures[procedure].deemed.push(deemed);
    }

    /// The limits that a deemed act takes the place of: those that its condition calls 逾期.
    pub(super) fn link_deemed(&mut self) {
        let procedures: Vec<Id<Procedure>> = self.rules.procedures.ids().collect();
        for id in procedures {
            for at in 0..self.rules.procedures[id].deemed.len() {
                let when = self.rules.procedures[id].deemed.get(at).and_then(|one| one.when);
                let mut open: Vec<_> = when.into_iter().collect();
                let mut found: Vec<ObligationId> = Vec::new();
                while let Some(expr) = open.pop() {
                    match &self.rules.exprs[expr].kind {
                        ExprKind::Judged(judged) if judged.late => found.extend(&judged.of),
                        kind => kind.operands(&mut open),
                    }
                }
                found.sort_unstable();
                found.dedup();
                if let Some(deemed) = self.rules.procedures[id].deemed.get_mut(at) {
                    deemed.instead_of = found;
                }
            }
        }
    }

    /// 预计：10个工作日, 预计：5 ～ 10 ～ 20 个工作日
    pub(super) fn estimate_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let sentence = self.common(head, statement);
        self.no_more_clauses(&sentence);
        self.no_superior_clauses(&sentence, true);
        let items = sentence.value.as_ref().map(|value| value.items.as_slice()).unwrap_or_default();
        let [only] = items else {
            return self.report(names::required(
                statement.span(),
                "用时，如「10个工作日」「5 ～ 10 ～ 20个工作日」",
                "the work, such as ‘10 workdays’ or ‘5 ~ 10 ~ 20 workdays’",
            ));
        };
        let Some(estimate) = self.estimate(only) else { return };
        let Some(step) = self.scope.step else { return };
        if !self.rules.steps[step].children.is_empty() {
            return self.report(
                names::surplus(
                    statement.span(),
                    "有下级步骤的步骤的「预计」",
                    "an estimate of a step with steps of its own",
                )
                .help(
                    "写在下级步骤里：它的用时由它们决定",
                    "write it in the steps inside: they decide how long it takes",
                ),
            );
        }
        self.rules.steps[step].estimate = Some(estimate);
        let procedure = self.rules.steps[step].procedure;
        self.rules.procedures[procedure].estimated = true;
    }

    fn estimate(&mut self, expr: &ast::Expr<'s>) -> Option<Estimate> {
        let mut points: Vec<&ast::Expr<'s>> = Vec::new();
        let mut rest = expr;
        while let ast::ExprKind::Binary(left, Operator::Range, _, right) = &rest.kind {
            points.push(right);
            rest = left;
        }
        points.push(rest);
        points.reverse();
        match points.as_slice() {
            [one] => {
                let period = self.worked(one, None)?;
                Some(Estimate { least: period, likely: period, most: period })
            }
            [least, likely, most] => {
                let most = self.worked(most, None)?;
                let likely = self.worked(likely, Some(most))?;
                let least = self.worked(least, Some(most))?;
                let rising = least.unit == likely.unit
                    && likely.unit == most.unit
                    && least.amount <= likely.amount
                    && likely.amount <= most.amount;
                if !rising {
                    self.report(
                        names::required(
                            expr.span,
                            "由小到大、单位相同的三个数",
                            "three numbers of one unit, rising",
                        )
                        .help(
                            "写成「最快 ～ 通常 ～ 最慢」：5 ～ 10 ～ 20个工作日",
                            "write ‘best ~ likely ~ worst’: 5 ~ 10 ~ 20 workdays",
                        ),
                    );
                    return None;
                }
                Some(Estimate { least, likely, most })
            }
            _ => {
                self.report(names::required(expr.span, "一个或者三个数", "one number or three").help(
                    "写成「10个工作日」或「5 ～ 10 ～ 20个工作日」",
                    "write ‘10 workdays’ or ‘5 ~ 10 ~ 20 workdays’",
                ));
                None
            }
        }
    }

    /// Days of work: a number without unit has the unit of the last one.
    fn worked(&mut self, expr: &ast::Expr<'s>, last: Option<Period>) -> Option<Period> {
        if let (ast::ExprKind::Number(number), Some(last)) = (&expr.kind, last) {
            let amount = super::condition::whole(*number);
            if amount.is_none() {
                self.report(typing::fractional_period(expr.span, &number.to_string()));
            }
            return Some(Period { amount: amount?, unit: last.unit });
        }
        // Work counts days as they are written: no instrument says how an estimate counts.
        if let ast::ExprKind::Quantity(Quantity { unit: Unit::Day, number }) = &expr.kind
            && let Some(amount) = super::condition::whole(*number)
        {
            return Some(Period { amount, unit: TimeUnit::Day });
        }
        let period = self.period(expr)?;
        if matches!(period.unit, TimeUnit::Day | TimeUnit::Workday) {
            return Some(period);
        }
        self.report(
            typing::not_a_period(expr.span)
                .help("预计按日或者工作日写", "an estimate is in days or working days"),
        );
        None
    }
}
