//! 频次: at least so many events in every period of the calendar.

use super::Lower;
use super::condition::whole;
use super::head::Head;
use super::path::Resolved;
use super::sentence::Sentence;
use crate::calendar::Cycle;
use crate::diag::{names, recurring};
use crate::model::{Duty, EventKind, ExprId, ExprKind, Frequency, Id, Row, StepField};
use crate::quantity::Dimension;
use crate::syntax::ast::{self, ExprKind as Ast, Statement};
use crate::syntax::vocabulary::{ClauseWord, Keyword, Operator, PrefixWord};
use crate::text::Span;

/// What a 频次 says: how often, in what, of what (where it says so), at least how many.
struct Said<'e, 's> {
    cycle: Cycle,
    event: Option<&'e ast::Expr<'s>>,
    operator: (Operator, Span),
    amount: &'e ast::Expr<'s>,
}

impl<'s> Lower<'s> {
    /// `频次 [NAME]：每季度 [EVENT] 不少于 1次，自 E，至 E`; without EVENT the name is its.
    pub(super) fn frequency_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let mut sentence = self.common(head, statement);
        let bounds = self.frequency_bounds(&mut sentence, statement);
        self.no_more_clauses(&sentence);
        if self.scope.exception.is_some() {
            return self.report(recurring::in_exception(sentence.span));
        }
        if sentence.duty == Duty::Presumptive {
            return self.report(recurring::presumptive(sentence.span));
        }
        let items = sentence.value.as_ref().map(|value| value.items.clone()).unwrap_or_default();
        let said = match items.as_slice() {
            [only] => said(only),
            _ => None,
        };
        let Some(said) = said else {
            let at = items.first().map_or(sentence.span, |item| item.span);
            // What cannot be read has been told.
            if !matches!(items.first().map(|item| &item.kind), Some(Ast::Junk)) {
                self.report(recurring::form(at));
            }
            return;
        };
        let least = self.least(&said);
        let event = match said.event {
            Some(expr) => self.event_of(expr),
            None => self.event_by_name(&sentence),
        };
        let (Some((from, to)), Some(least), Some(event)) = (bounds, least, event) else { return };
        let frequency = Frequency { event, least, cycle: said.cycle, from, to };
        let word = Keyword::Frequency.zh();
        let tail = self.tail(&sentence, word);
        self.obligation(&sentence, &tail, word, Row::Frequency(frequency), sentence.span);
    }

    /// 自 and 至: in a step its start and its finish, elsewhere from when the document is in force.
    fn frequency_bounds(
        &mut self,
        sentence: &mut Sentence<'s>,
        statement: Statement<'s>,
    ) -> Option<(Option<ExprId>, Option<ExprId>)> {
        let from = self.take_clause(sentence, ClauseWord::From);
        let to = self.take_clause(sentence, ClauseWord::To);
        let group = self.scope.step.is_some_and(|step| !self.rules.steps[step].children.is_empty());
        if group && (from.is_none() || to.is_none()) {
            self.report(
                names::required(statement.span(), "「自 …，至 …」", "‘from …, to …’")
                    .help("有下级步骤的，起止都要写明", "a step with children must say both ends"),
            );
            return None;
        }
        let in_force =
            sentence.cites.iter().any(|cite| self.rules.instruments[cite.instrument].in_force.is_some());
        if from.is_none() && self.scope.step.is_none() && !in_force {
            self.report(recurring::no_start(statement.span()));
            return None;
        }
        let from = match from {
            Some(clause) => Some(self.clause_moment(&clause)?),
            None => self.own(StepField::Start, statement.span()),
        };
        let to = match to {
            Some(clause) => Some(self.clause_moment(&clause)?),
            None => self.own(StepField::Finish, statement.span()),
        };
        Some((from, to))
    }

    /// How often at least: a whole number of times.
    fn least(&mut self, said: &Said<'_, 's>) -> Option<u32> {
        let (operator, span) = said.operator;
        if operator != Operator::GreaterEqual {
            let (zh, en) = (operator.zh(), operator.en());
            self.report(recurring::not_at_least(span, zh, en));
            return None;
        }
        let number = match &said.amount.kind {
            Ast::Quantity(quantity) if quantity.unit.dimension() == Dimension::Count => quantity.in_base(),
            _ => None,
        };
        let least = number.and_then(whole).filter(|least| *least > 0);
        if least.is_none() {
            self.report(recurring::not_a_count(said.amount.span));
        }
        least
    }

    fn event_of(&mut self, expr: &ast::Expr<'s>) -> Option<Id<EventKind>> {
        if let Ast::Path(path) = &expr.kind
            && let Resolved::Value(typed) = self.resolve(path)?
            && let ExprKind::Event(event) = self.rules.exprs[typed.expr].kind
        {
            return Some(event);
        }
        self.report(recurring::not_an_event(expr.span));
        None
    }

    fn event_by_name(&mut self, sentence: &Sentence<'s>) -> Option<Id<EventKind>> {
        let Some(named) = &sentence.name else {
            self.report(recurring::form(sentence.span));
            return None;
        };
        let symbol = self.symbol(&named.name).map(|(symbol, _)| symbol);
        if let Some(super::symbols::Symbol::Event(event)) = symbol {
            return Some(event);
        }
        self.report(recurring::not_an_event(named.span));
        None
    }
}

fn said<'e, 's>(expr: &'e ast::Expr<'s>) -> Option<Said<'e, 's>> {
    match &expr.kind {
        Ast::Binary(left, operator, span, amount) => {
            let Ast::Prefix(word, _, event) = &left.kind else { return None };
            Some(Said { cycle: cycle(*word)?, event: Some(event), operator: (*operator, *span), amount })
        }
        Ast::Prefix(word, _, inner) => {
            let Ast::Bound(operator, span, amount) = &inner.kind else { return None };
            Some(Said { cycle: cycle(*word)?, event: None, operator: (*operator, *span), amount })
        }
        _ => None,
    }
}

fn cycle(word: PrefixWord) -> Option<Cycle> {
    Some(match word {
        PrefixWord::Yearly => Cycle::Year,
        PrefixWord::HalfYearly => Cycle::HalfYear,
        PrefixWord::Quarterly => Cycle::Quarter,
        PrefixWord::Monthly => Cycle::Month,
        PrefixWord::Weekly => Cycle::Week,
        _ => return None,
    })
}
