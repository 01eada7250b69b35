//! 历时, 限时, 期限.

use super::Lower;
use super::head::Head;
use super::sentence::Sentence;
use crate::calendar::{Date, Roll};
use crate::diag::names;
use crate::model::{ExprId, ExprKind, Extension, PeriodOf, Row, StepField};
use crate::syntax::ast::{self, Clause, Statement};
use crate::syntax::vocabulary::{ClauseWord, Keyword, Operator};
use crate::text::Span;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    /// 历时 [NAME]：[不少于] N，自 E，至 E
    pub(super) fn lasts_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let mut sentence = self.common(head, statement);
        let period = self.bounded_period(&sentence, statement, false);
        let children = self.scope.step.is_none_or(|step| !self.rules.steps[step].children.is_empty());
        let from = self.start_clause(&mut sentence, statement, (!children).then_some(StepField::Start));
        let to = self.end_clause(&mut sentence, statement, children);
        self.no_more_clauses(&sentence);
        let (Some(length), Some(from), Some(to)) = (period, from, to) else { return };
        let tail = self.tail(&sentence, "历时");
        self.length = length.read();
        let row = Row::Lasts { period: length.written(), from, to };
        let id = self.obligation(&sentence, &tail, "历时", row, sentence.span);
        if let (Some(id), Some(step), None) = (id, self.scope.step, self.scope.exception) {
            self.rules.steps[step].minimum.push(id);
        }
    }

    /// 限时 [NAME]：[不超过] N，自 E，[至 E]，[不计入 …]，[须 书面告知]，[经 U 批准 可以延长 N]
    pub(super) fn within_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let mut sentence = self.common(head, statement);
        let period = self.bounded_period(&sentence, statement, true);
        let children = self.scope.step.is_none_or(|step| !self.rules.steps[step].children.is_empty());
        let from = self.start_clause(&mut sentence, statement, None);
        let (excluding, metering) = self.left_out(&mut sentence, statement);
        // A block that leaves something out is meant as a whole: it runs to its end.
        let whole = metering.is_some() && self.scope.step.is_some();
        let to = self.end_clause(&mut sentence, statement, children && !whole);
        let written_notice = self.written_notice(&mut sentence);
        let extension = self.extension(&mut sentence);
        let roll = self.roll(&mut sentence, Roll::Next);
        self.no_more_clauses(&sentence);
        let (Some(length), Some(from), Some(to)) = (period, from, to) else { return };
        let tail = self.tail(&sentence, "限时");
        self.length = length.read();
        self.measurable(&length, metering.as_ref(), !excluding.is_empty(), statement.span());
        let period = length.written();
        let metering = metering.map(Box::new);
        let row = Row::Within { period, from, to, roll, extension, excluding, written_notice, metering };
        let id = self.obligation(&sentence, &tail, "限时", row, sentence.span);
        if let (Some(id), Some(step), None) = (id, self.scope.step, self.scope.exception) {
            self.rules.steps[step].maximum.push(id);
        }
    }

    /// 期限：2024年7月底前; in a register 期限：限办日期，至 办结日期
    pub(super) fn deadline_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let mut sentence = self.common(head, statement);
        let roll = self.roll(&mut sentence, Roll::None);
        let act = match self.scope.register {
            Some(_) => self.act_clause(&mut sentence, statement),
            None => Some(None),
        };
        self.no_more_clauses(&sentence);
        let item = sentence.value.as_ref().and_then(|value| value.items.first()).cloned();
        let Some(item) = item else {
            return self.report(names::required(statement.span(), "日期", "a date"));
        };
        let (Some((due, literal)), Some(act)) = (self.rolled(&item, roll), act) else { return };
        let tail = self.tail(&sentence, "期限");
        self.obligation(&sentence, &tail, "期限", Row::Deadline { act, due, literal }, sentence.span);
    }

    /// 至 E of an entry's 期限: an entry has no finish of its own.
    fn act_clause(
        &mut self,
        sentence: &mut Sentence<'s>,
        statement: Statement<'s>,
    ) -> Option<Option<ExprId>> {
        if let Some(clause) = self.take_clause(sentence, ClauseWord::To) {
            return self.clause_moment(&clause).map(Some);
        }
        self.report(names::required(statement.span(), "「至 …」", "‘to …’").help(
            "条目没有「完成」，写明哪一个日期不得超过期限，如「期限：限办日期，至 办结日期」",
            "an entry has no finish: say which date must come by then, as in ‘deadline: DUE, to DONE’",
        ));
        None
    }

    /// The last day of a 期限, moved off a rest day where the rule says so; and where it is literal.
    pub(super) fn rolled(&mut self, item: &ast::Expr<'s>, roll: Roll) -> Option<(ExprId, Option<Date>)> {
        let literal = match &item.kind {
            ast::ExprKind::Moment(moment) => Some(moment.date()),
            ast::ExprKind::Stretch(_, last) => Some(*last),
            _ => None,
        };
        let due = self.moment(item)?;
        let due = if roll == Roll::None { due } else { self.expr(ExprKind::Rolled(due, roll), item.span) };
        let rolled = literal.and_then(|date| roll.apply(date, &self.rules.calendar).ok());
        Some((due, rolled.or(literal)))
    }

    /// The period of a sentence, with or without its bound.
    fn bounded_period(
        &mut self,
        sentence: &Sentence<'s>,
        statement: Statement<'s>,
        maximum: bool,
    ) -> Option<PeriodOf> {
        let items = sentence.value.as_ref().map(|value| value.items.as_slice()).unwrap_or_default();
        let [only] = items else {
            self.report(names::required(statement.span(), "期间，如「30日」", "a period, such as ‘30 days’"));
            return None;
        };
        let (bound, amount) = match &only.kind {
            ast::ExprKind::Bound(operator, span, amount) => (Some((*operator, *span)), amount.as_ref()),
            _ => (None, only),
        };
        // The cited instrument says how a bare 日 counts.
        let outer = std::mem::replace(&mut self.scope.cites, sentence.cites.clone());
        let period = self.length(amount);
        self.scope.cites = outer;
        match bound {
            Some((Operator::GreaterEqual, span)) if maximum => {
                self.report(names::surplus(span, "「不少于」", "‘at least’").help(
                    "限时是最长的期间；最短的期间写「历时」",
                    "‘within’ is a longest period; write ‘lasts’ for a shortest one",
                ));
                None
            }
            Some((Operator::LessEqual, span)) if !maximum => {
                self.report(names::surplus(span, "「不超过」", "‘at most’").help(
                    "历时是最短的期间；最长的期间写「限时」",
                    "‘lasts’ is a shortest period; write ‘within’ for a longest one",
                ));
                None
            }
            Some((Operator::GreaterEqual | Operator::LessEqual, _)) | None => period,
            Some((operator, span)) => {
                let (zh, en) = (format!("「{}」", operator.zh()), format!("‘{}’", operator.en()));
                self.report(
                    names::surplus(span, &zh, &en)
                        .help("写「不少于」或「不超过」", "write ‘at least’ or ‘at most’"),
                );
                None
            }
        }
    }

    fn start_clause(
        &mut self,
        sentence: &mut Sentence<'s>,
        statement: Statement<'s>,
        default: Option<StepField>,
    ) -> Option<ExprId> {
        if let Some(clause) = self.take_clause(sentence, ClauseWord::From) {
            return self.clause_moment(&clause);
        }
        if let Some(field) = default {
            return self.own(field, statement.span());
        }
        self.shared_start(statement.span())
    }

    /// 各项 自 E of the nearest block around.
    pub(super) fn shared_start(&mut self, span: Span) -> Option<ExprId> {
        if let Some(shared) = self.shared_starts.last() {
            return *shared;
        }
        self.report(names::required(span, "「自 … 之日起」", "‘from …’").help(
            "期间从何时起算必须写明，如「自 受理.完成 之日起」；整块相同的写一次「各项：自 受理.完成 之日起；」",
            "say when the period starts, such as ‘from acceptance.finish’; for a whole block write once ‘items: from acceptance.finish;’",
        ));
        None
    }

    /// 各项：自 E 之日起; whether the block has one.
    pub(super) fn block_start(&mut self, block: Statement<'s>) -> bool {
        let mut found = None;
        for member in block.body().into_iter().flatten() {
            if Head::keyword_of(member) != Some(Keyword::Items) {
                continue;
            }
            let Some(head) = Head::read(member) else { continue };
            if let Some(first) = found.replace(member.span()) {
                self.report(names::twice(member.span(), "各项", first));
                continue;
            }
            let mut sentence = self.common(&head, member);
            let from = self.take_clause(&mut sentence, ClauseWord::From);
            if from.is_none() {
                self.report(
                    names::required(member.span(), "「自 … 之日起」", "‘from …’").help(
                        "写成「各项：自 受理.完成 之日起；」",
                        "write ‘items: from acceptance.finish;’",
                    ),
                );
            }
            if let Some(extra) = sentence.value.as_ref().and_then(|value| value.items.first()) {
                self.report(names::surplus(extra.span, "这部分内容", "this part"));
            }
            self.no_more_clauses(&sentence);
            let start = from.and_then(|clause| self.clause_moment(&clause));
            self.shared_starts.push(start);
        }
        found.is_some()
    }

    fn end_clause(
        &mut self,
        sentence: &mut Sentence<'s>,
        statement: Statement<'s>,
        required: bool,
    ) -> Option<ExprId> {
        if let Some(clause) = self.take_clause(sentence, ClauseWord::To) {
            return self.clause_moment(&clause);
        }
        if !required {
            return self.own(StepField::Finish, statement.span());
        }
        self.report(
            names::required(statement.span(), "「至 …」", "‘to …’")
                .help("有下级步骤的，起止都要写明", "a step with children must say both ends"),
        );
        None
    }

    fn written_notice(&mut self, sentence: &mut Sentence<'s>) -> bool {
        let Some(clause) = self.take_clause(sentence, ClauseWord::Requiring) else { return false };
        let words: Vec<SmolStr> = clause.items.iter().filter_map(|item| self.word(item)).collect();
        let notice = words.iter().any(|word| word == "书面告知" || word.contains("written notice"));
        if !notice {
            self.report(names::required(clause.span, "「书面告知」", "‘written notice’"));
        }
        notice
    }

    /// `经 U 批准 可以延长 N`, in one clause or in two.
    fn extension(&mut self, sentence: &mut Sentence<'s>) -> Option<Extension> {
        let through = self.take_clause(sentence, ClauseWord::Through)?;
        let longer: Option<Clause<'s>> = self.take_clause(sentence, ClauseWord::Extendable);
        let amount =
            longer.as_ref().and_then(|clause| clause.items.first()).or(through.items.get(1)).cloned();
        let by = through.items.first().and_then(|item| self.unit_of(item));
        let Some(amount) = amount else {
            self.report(names::required(through.span, "「可以延长 N」", "‘extendable N’").help(
                "写成「经 某机关 批准 可以延长 10个工作日」",
                "write ‘approved by ORGAN extendable 10 workdays’",
            ));
            return None;
        };
        let period = self.period(&amount)?;
        Some(Extension { by: by?, period })
    }

    pub(super) fn roll(&mut self, sentence: &mut Sentence<'s>, default: Roll) -> Roll {
        if self.take_clause(sentence, ClauseWord::Roll).is_some() {
            return Roll::Next;
        }
        if self.take_clause(sentence, ClauseWord::RollBack).is_some() {
            return Roll::Previous;
        }
        default
    }
}
