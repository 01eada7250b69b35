//! 期间 and 日历: named spans of the calendar, and local days off and worked.

use super::Lower;
use super::head::Head;
use super::path::Typed;
use super::symbols::Symbol;
use crate::calendar::{CalendarLayer, Date, LayerError, Moment};
use crate::diag::{names, period as messages};
use crate::model::{Comparison, ExprId, ExprKind, Type, Value};
use crate::syntax::ast::{Expr, ExprKind as Ast, Statement};
use crate::syntax::vocabulary::{ClauseWord, Keyword, Operator, PostfixWord};
use crate::text::Span;
use smol_str::SmolStr;

/// LIMIT: one entry of a 日历 spans at most so many days.
const LONGEST: i32 = 366;

impl<'s> Lower<'s> {
    /// `期间 “十五五”：2026年～2030年；`
    pub(super) fn declare_span(&mut self, head: &Head<'_>, statement: Statement<'s>) {
        let Some(named) = self.single_name(head) else { return };
        let value = statement.value();
        let items = value.as_ref().map(|value| value.items.as_slice()).unwrap_or_default();
        let days = match items {
            [only] => self.days_between(only),
            _ => None,
        };
        for clause in statement.clauses() {
            if !matches!(clause.word, ClauseWord::Cited | ClauseWord::Note) {
                let (zh, en) = (format!("「{}」", clause.word.zh()), format!("‘{}’", clause.word.en()));
                self.report(names::surplus(clause.word_span, &zh, &en));
            }
        }
        let Some((first, last)) = days else {
            return self.report(
                names::required(statement.span(), "起止", "the first and the last day").help(
                    "写成「期间 “十五五”：2026年～2030年；」",
                    "write ‘span \"NAME\": 2026-01-01 ~ 2030-12-31;’",
                ),
            );
        };
        if last < first {
            return self.report(messages::backwards(statement.span(), &first.to_string(), &last.to_string()));
        }
        let symbol = Symbol::Span(first, last);
        self.declare(&named.name, named.alias.as_ref(), symbol, named.span);
    }

    /// The first and the last day of a date, a stretch, or a range of either.
    fn days_between(&mut self, expr: &Expr<'s>) -> Option<(Date, Date)> {
        match &expr.kind {
            Ast::Binary(from, Operator::Range, _, to) => {
                Some((self.days_between(from)?.0, self.days_between(to)?.1))
            }
            Ast::Moment(moment) => Some((moment.date(), moment.date())),
            Ast::Stretch(first, last) => Some((*first, *last)),
            _ => self.span_of(expr),
        }
    }

    /// The days of a declared 期间: `“十五五”期间`, `十五五期间`, `十五五`.
    pub(super) fn span_of(&self, expr: &Expr<'s>) -> Option<(Date, Date)> {
        let name = match &expr.kind {
            Ast::Postfix(inner, PostfixWord::InSpan, ..) => return self.span_of(inner),
            Ast::Text(word) => word.text.as_ref(),
            Ast::Path(path) => path.single()?,
            _ => return None,
        };
        [Some(name), name.strip_suffix("期间")].into_iter().flatten().find_map(|name| {
            match self.symbol(name)?.0 {
                Symbol::Span(first, last) => Some((first, last)),
                _ => None,
            }
        })
    }

    /// `“十五五”期间` as a date: its last day.
    pub(super) fn span_value(&mut self, expr: &Expr<'s>) -> Option<Typed> {
        let Some((_, last)) = self.span_of(expr) else {
            let text = self.rules.sources.text(expr.span).to_owned();
            self.report(names::unknown(expr.span, "期间", "span", &text, None).help(
                "先在文件最外层声明：期间 “十五五”：2026年～2030年；",
                "declare it at the outermost level: span \"NAME\": 2026-01-01 ~ 2030-12-31;",
            ));
            return None;
        };
        Some(self.constant(Value::Moment(last.into()), Type::Date, expr.span))
    }

    /// The stretch that an expression names, for comparisons.
    pub(super) fn stretch_of(&self, expr: &Expr<'s>) -> Option<(Date, Date)> {
        match &expr.kind {
            Ast::Stretch(first, last) => Some((*first, *last)),
            _ => self.span_of(expr),
        }
    }

    /// `D 属于 2024年第三季度`, `D 属于 “十五五”期间`
    pub(super) fn within_stretch(&mut self, date: ExprId, days: (Date, Date), span: Span) -> ExprId {
        let bound = |lower: &mut Self, op, day: Date| {
            let day = lower.expr(ExprKind::Const(Value::Moment(Moment::from(day))), span);
            lower.expr(ExprKind::Compare(op, date, day), span)
        };
        let from = bound(self, Comparison::GreaterEqual, days.0);
        let to = bound(self, Comparison::LessEqual, days.1);
        let both = self.expr(ExprKind::And(vec![from, to]), span);
        self.mark_entangled(both);
        both
    }

    /// `日历 N ｛ 放假：2024-07-15 ～ 2024-07-17，说明 “…”； 上班：…； ｝`
    pub(super) fn declare_calendar(&mut self, head: &Head<'_>, statement: Statement<'s>) {
        let Some(named) = self.single_name(head) else { return };
        let mut layer = CalendarLayer { name: named.name.to_string(), ..CalendarLayer::default() };
        for member in statement.body().into_iter().flatten() {
            let Some(inner) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            match inner.keyword {
                Some(Keyword::Cite) => {}
                Some(Keyword::DaysOff) => {
                    let days = self.calendar_days(&named.name, member);
                    layer.off.extend(days);
                }
                Some(Keyword::DaysWorked) => {
                    let days = self.calendar_days(&named.name, member);
                    layer.work.extend(days);
                }
                _ => self.report(names::misplaced(inner.span, &inner.word, "「日历」", "‘calendar’")),
            }
        }
        match self.rules.calendar.with_layer(&layer) {
            Ok(calendar) => self.rules.calendar = calendar,
            Err(fault) => self.report(layer_fault(named.span, &fault)),
        }
    }

    fn calendar_days(&mut self, calendar: &str, member: Statement<'s>) -> Vec<(Date, String)> {
        let note = self.optional_note(member).unwrap_or_else(|| SmolStr::new(calendar));
        let items = member.value().map(|value| value.items).unwrap_or_default();
        let mut days = Vec::new();
        if items.is_empty() {
            self.report(names::required(member.span(), "日期", "the days"));
        }
        for item in &items {
            match self.days_between(item) {
                Some((first, last)) if first <= last && last.days_since(first) <= LONGEST => {
                    let all = (0..=last.days_since(first)).filter_map(|step| first.plus_days(step));
                    days.extend(all.map(|day| (day, note.to_string())));
                }
                Some((first, last)) => {
                    self.report(messages::backwards(item.span, &first.to_string(), &last.to_string()))
                }
                None => self.report(names::required(item.span, "日期", "a day").help(
                    "写成「放假：2024-07-15 ～ 2024-07-17、2024-08-01；」",
                    "write ‘days_off: 2024-07-15 ~ 2024-07-17, 2024-08-01;’",
                )),
            }
        }
        days
    }

    fn optional_note(&mut self, member: Statement<'s>) -> Option<SmolStr> {
        let noted = member.clauses().iter().any(|clause| clause.word == ClauseWord::Note);
        if noted { self.clause_text(member, ClauseWord::Note) } else { None }
    }
}

fn layer_fault(span: Span, fault: &LayerError) -> crate::diag::Diagnostic {
    match fault {
        LayerError::Twice { date, .. } => messages::day_twice(span, &date.to_string()),
        LayerError::NotCovered { date, covered, .. } => {
            messages::day_unpublished(span, &date.to_string(), &covered.to_string())
        }
        other => messages::bad_calendar(span, &other.to_string()),
    }
}
