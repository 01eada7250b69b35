//! Duties that follow: 后续, 送达, 容缺, 告知承诺, 违者, and what 未履行 calls for.

use super::Lower;
use super::head::Head;
use super::path::Resolved;
use super::sentence::Sentence;
use crate::calendar::{Period, Roll};
use crate::diag::names;
use crate::model::{
    CommitmentField, DocumentField, DocumentRef, Duty, ExprId, ExprKind, Follow, FollowKind, Judged,
    Obligation, ObligationId, PeriodOf, Row, StepField, Weight,
};
use crate::syntax::ast::{self, BracketContent, Clause, Statement};
use crate::syntax::vocabulary::{ClauseWord, Keyword};
use crate::text::Span;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    /// 后续 [NAME]：ACT，自 E 之日起，限 N，未履行 ACT（限 N）; and its short forms.
    pub(super) fn follow_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let mut sentence = self.common(head, statement);
        let keyword = head.keyword.unwrap_or(Keyword::FollowUp);
        let id = self.rules.obligations.next_id();
        let Some((act, kind, label)) = self.followed_act(keyword, id, &sentence, statement) else {
            return;
        };
        let default = match kind {
            FollowKind::Commitment => Some(ExprKind::Commitment(id, CommitmentField::Made)),
            _ => None,
        };
        let from = self.follow_start(&mut sentence, statement, default);
        let limit = self.limit_clause(&mut sentence);
        let on = self.follow_trigger(kind, id, &mut sentence, statement);
        let roll = self.roll(&mut sentence, Roll::Next);
        let failing = self.take_clause(&mut sentence, ClauseWord::Failing);
        self.no_more_clauses(&sentence);
        let (Some(from), Some(limit)) = (from, limit) else { return };
        let tail = match (&sentence.name, kind) {
            (None, FollowKind::Owed(_)) => format!("容缺/{label}"),
            _ => self.tail(&sentence, keyword.zh()),
        };
        let name = if matches!(kind, FollowKind::Owed(_)) { label.as_str() } else { keyword.zh() };
        self.length = limit.and_then(PeriodOf::read);
        let limit = limit.map(PeriodOf::written);
        let row = Row::Follow(Follow { kind, act, from, on, limit, roll });
        let added = self.obligation(&sentence, &tail, name, row, sentence.span);
        if let (Some(id), Some(clause)) = (added, failing) {
            self.failing(id, kind, &tail, &sentence, &clause);
        }
    }

    /// What a sentence asks to be done, as a moment; and the name of the document of 容缺.
    fn followed_act(
        &mut self,
        keyword: Keyword,
        id: ObligationId,
        sentence: &Sentence<'s>,
        statement: Statement<'s>,
    ) -> Option<(ExprId, FollowKind, SmolStr)> {
        let items = sentence.value.as_ref().map(|value| value.items.as_slice()).unwrap_or_default();
        let [only] = items else {
            let span = items.get(1).map_or(statement.span(), |extra| extra.span);
            self.report(names::required(
                span,
                "一件事（步骤、材料、事件或日期）",
                "the one thing to do: a step, a document, an event or a date",
            ));
            return None;
        };
        match keyword {
            Keyword::Commitment => {
                // What is promised is told in words; when it is checked stands in the dossier.
                self.word(only)?;
                let act = self.expr(ExprKind::Commitment(id, CommitmentField::Checked), only.span);
                Some((act, FollowKind::Commitment, SmolStr::default()))
            }
            Keyword::Owed => {
                let ast::ExprKind::Path(path) = &only.kind else {
                    self.report(names::required(only.span, "材料的名称", "the name of a document"));
                    return None;
                };
                let document = self.document_of(path)?;
                let act = self.filing(document, only.span);
                let name = self.rules.documents[document.kind].name.clone();
                Some((act, FollowKind::Owed(document), name))
            }
            _ => {
                let act = self.act(only)?;
                let kind = match keyword {
                    Keyword::Serve => FollowKind::Serve,
                    Keyword::Offender => FollowKind::Offender,
                    _ => FollowKind::Plain,
                };
                Some((act, kind, SmolStr::default()))
            }
        }
    }

    /// Something that is done at a moment: a step when it is finished, a document when it is dated.
    fn act(&mut self, expr: &ast::Expr<'s>) -> Option<ExprId> {
        if let ast::ExprKind::Path(path) = &expr.kind
            && let Resolved::Step(step) = self.resolve(path)?
        {
            return Some(self.expr(ExprKind::StepField(step, StepField::Finish), expr.span));
        }
        self.moment(expr)
    }

    fn filing(&mut self, document: DocumentRef, span: Span) -> ExprId {
        self.expr(ExprKind::DocumentField(document, DocumentField::Date), span)
    }

    /// 自 E: its own, else what the sentence implies, else that of the block.
    fn follow_start(
        &mut self,
        sentence: &mut Sentence<'s>,
        statement: Statement<'s>,
        default: Option<ExprKind>,
    ) -> Option<ExprId> {
        if let Some(clause) = self.take_clause(sentence, ClauseWord::From) {
            return self.clause_moment(&clause);
        }
        match default {
            Some(kind) => Some(self.expr(kind, statement.span())),
            None => self.shared_start(statement.span()),
        }
    }

    /// 限 N; the outer `None`: with a fault.
    fn limit_clause(&mut self, sentence: &mut Sentence<'s>) -> Option<Option<PeriodOf>> {
        let Some(clause) = self.take_clause(sentence, ClauseWord::Limit) else { return Some(None) };
        let outer = std::mem::replace(&mut self.scope.cites, sentence.cites.clone());
        let period = self.limit_item(&clause).and_then(|item| self.length(item));
        self.scope.cites = outer;
        period.map(Some)
    }

    fn limit_period(&mut self, clause: &Clause<'s>) -> Option<Period> {
        let item = self.limit_item(clause)?;
        self.period(item)
    }

    fn limit_item<'c>(&mut self, clause: &'c Clause<'s>) -> Option<&'c crate::syntax::ast::Expr<'s>> {
        let [only] = clause.items.as_slice() else {
            self.report(names::required(
                clause.span,
                "期间，如「10个工作日」",
                "a period, such as ‘10 workdays’",
            ));
            return None;
        };
        Some(only)
    }

    /// What must hold besides 自 before the duty is set off.
    fn follow_trigger(
        &mut self,
        kind: FollowKind,
        id: ObligationId,
        sentence: &mut Sentence<'s>,
        statement: Statement<'s>,
    ) -> Option<ExprId> {
        let made =
            |lower: &mut Self, span| lower.expr(ExprKind::Commitment(id, CommitmentField::OnFile), span);
        match kind {
            FollowKind::Commitment => Some(made(self, statement.span())),
            FollowKind::Owed(_) => {
                let clause = self.take_clause(sentence, ClauseWord::Requiring)?;
                let words: Vec<SmolStr> = clause.items.iter().filter_map(|item| self.word(item)).collect();
                if !words.iter().any(|word| word == "书面承诺" || word == "written promise") {
                    self.report(names::required(clause.span, "「书面承诺」", "‘written promise’"));
                }
                Some(made(self, clause.span))
            }
            FollowKind::Offender => Some(self.offences(statement.span())),
            FollowKind::Plain | FollowKind::Serve | FollowKind::Failing => None,
        }
    }

    /// Whether anything the block asks for is violated; which obligations those are is known at the end.
    fn offences(&mut self, span: Span) -> ExprId {
        let expr = self.expr(ExprKind::Judged(Judged { of: Vec::new(), late: false }), span);
        self.asked.push(super::verdicts::Asked::block(expr, self.scope.clone()));
        expr
    }

    /// 未履行 ACT（限 N）: what is due once the duty was not performed, or the promise not kept.
    fn failing(
        &mut self,
        of: ObligationId,
        kind: FollowKind,
        tail: &str,
        sentence: &Sentence<'s>,
        clause: &Clause<'s>,
    ) {
        let [only] = clause.items.as_slice() else {
            return self.report(names::required(clause.span, "一件事", "the one thing to do"));
        };
        let (inner, bracket) = match &only.kind {
            ast::ExprKind::Call(path, bracket) => {
                (ast::Expr { kind: ast::ExprKind::Path(path.clone()), span: path.span }, Some(bracket))
            }
            _ => (only.clone(), None),
        };
        let Some(act) = self.act(&inner) else { return };
        let (on, from) = match kind {
            FollowKind::Commitment => {
                let kept = self.expr(ExprKind::Commitment(of, CommitmentField::Kept), clause.span);
                let checked = self.expr(ExprKind::Commitment(of, CommitmentField::Checked), clause.span);
                (self.expr(ExprKind::Not(kept), clause.span), checked)
            }
            _ => {
                let late = Judged { of: vec![of], late: true };
                self.rules.asks_verdicts = true;
                (self.expr(ExprKind::Judged(late), clause.span), self.expr(ExprKind::Since(of), clause.span))
            }
        };
        let mut own =
            Sentence { name: None, when: None, when_duty: None, deviation: None, ..sentence.clone() };
        own.clauses = Vec::new();
        let limit = match bracket.map(|bracket| (&bracket.content, bracket.span)) {
            None => None,
            Some((BracketContent::Clauses(clauses), _)) => match self.failing_limit(&mut own, clauses) {
                Some(limit) => limit,
                None => return,
            },
            Some((_, span)) => {
                return self.report(names::required(span, "「限 N」", "‘limit N’"));
            }
        };
        let row = Row::Follow(Follow {
            kind: FollowKind::Failing,
            act,
            from,
            on: Some(on),
            limit,
            roll: Roll::Next,
        });
        self.obligation(&own, &format!("{tail}/未履行"), "未履行", row, only.span);
    }

    /// The clauses in the bracket after what 未履行 calls for.
    fn failing_limit(&mut self, own: &mut Sentence<'s>, clauses: &[Clause<'s>]) -> Option<Option<Period>> {
        for clause in clauses.iter().filter(|clause| clause.word == ClauseWord::Cited) {
            own.cites = self.citations(&clause.items);
        }
        let mut limit = None;
        for clause in clauses {
            match clause.word {
                ClauseWord::Cited => {}
                ClauseWord::Limit => {
                    let outer = std::mem::replace(&mut self.scope.cites, own.cites.clone());
                    let period = self.limit_period(clause);
                    self.scope.cites = outer;
                    limit = Some(period?);
                }
                word => {
                    let (zh, en) = (format!("「{}」", word.zh()), format!("‘{}’", word.en()));
                    self.report(names::surplus(clause.word_span, &zh, &en));
                }
            }
        }
        Some(limit)
    }

    /// Tells every 材料 of a step of the 容缺 for the same document; a 容缺 that hangs on a written
    /// promise leaves nobody to ask for the document where there is none, and so needs the 材料.
    pub(super) fn link_owed(&mut self) {
        let owed: Vec<(ObligationId, DocumentRef, bool)> = self
            .rules
            .obligations
            .entries()
            .filter_map(|(id, obligation)| match &obligation.row {
                Row::Follow(Follow { kind: FollowKind::Owed(document), on, .. }) => {
                    Some((id, *document, on.is_some()))
                }
                _ => None,
            })
            .collect();
        for (id, document, promised) in owed {
            let same = |one: &Obligation| matches!(&one.row, Row::Document { document: other, .. } if *other == document);
            let asked: Vec<ObligationId> =
                self.rules.obligations.entries().filter(|(_, one)| same(one)).map(|(id, _)| id).collect();
            for one in &asked {
                if let Row::Document { owed, .. } = &mut self.rules.obligations[*one].row {
                    *owed = Some(id);
                }
            }
            if asked.is_empty() && promised {
                let (span, name) =
                    (self.rules.obligations[id].span, self.rules.documents[document.kind].name.clone());
                self.report(
                    names::required(span, &format!("「材料：{name}」"), &format!("‘requires: {name}’")).help(
                        "须 书面承诺 的容缺，先要有要求这份材料的一句：没有承诺的，照那一句判断",
                        "without a promise the document is due as that sentence says",
                    ),
                );
            }
        }
    }

    /// Whether a sentence may be what 违者 answers to.
    pub(super) fn is_offence(one: &Obligation) -> bool {
        let soft = matches!(one.duty, Duty::Encouraged | Duty::Strive) || one.severity == Weight::Hint;
        !soft && !matches!(one.row, Row::Follow(_))
    }
}
