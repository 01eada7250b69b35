//! 会签, 或签, 表决: whose consent a step needs.

use super::Lower;
use super::head::Head;
use super::sentence::Sentence;
use crate::diag::{names, typing};
use crate::model::{Row, Threshold, Tie, UnitRef, Vote, VoteBase};
use crate::quantity::{Decimal, Dimension};
use crate::syntax::ast::{self, ExprKind, Statement};
use crate::syntax::vocabulary::{Keyword, Operator};
use rust_decimal::prelude::ToPrimitive as _;

impl<'s> Lower<'s> {
    /// 会签：甲局、乙局, 或签：甲局、乙局
    pub(super) fn opinion_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let mut sentence = self.common(head, statement);
        self.no_more_clauses(&sentence);
        let items = sentence.value.take().map(|value| value.items).unwrap_or_default();
        let units: Vec<UnitRef> = items.iter().filter_map(|item| self.unit_of(item)).collect();
        if items.is_empty() {
            self.report(names::required(
                statement.span(),
                "发表意见的机构或角色",
                "the organs or roles whose opinion is asked",
            ));
        }
        if units.is_empty() {
            return;
        }
        let all = head.keyword == Some(Keyword::CoSign);
        let word = if all { "会签" } else { "或签" };
        let tail = self.tail(&sentence, word);
        self.obligation(&sentence, &tail, word, Row::Opinions { units, all }, sentence.span);
    }

    /// 表决 [NAME] ｛ 同意：过半数；基数：应到； … ｝; `within`: what stands before its id.
    pub(super) fn vote_sentence(&mut self, head: &Head<'s>, statement: Statement<'s>, within: &str) {
        let mut sentence = self.common(head, statement);
        self.no_more_clauses(&sentence);
        let cites = self.block_cites(statement);
        if !cites.is_empty() {
            sentence.cites = cites;
        }
        let Some(vote) = self.vote(statement) else { return };
        let tail = format!("{within}{}", self.tail(&sentence, "表决"));
        self.obligation(&sentence, &tail, "表决", Row::Vote(Box::new(vote)), sentence.span);
    }

    fn vote(&mut self, statement: Statement<'s>) -> Option<Vote> {
        let (mut approve, mut base) = (None, None);
        let mut vote = Vote {
            approve: Threshold::Count(0),
            base: VoteBase::Expected,
            without_abstentions: false,
            quorum: None,
            veto: Vec::new(),
            recused: Vec::new(),
            tie: Tie::Counted,
        };
        let mut faulty = false;
        for member in statement.body().into_iter().flatten() {
            let Some(inner) = Head::read(member) else {
                self.unknown_head(member);
                faulty = true;
                continue;
            };
            let sound = match inner.keyword {
                Some(Keyword::Cite) => true,
                Some(Keyword::For) => {
                    approve = self.threshold(&inner, member);
                    approve.is_some()
                }
                Some(Keyword::Base) => {
                    base = self.one_of(member, &[("应到", "expected"), ("实到", "present")]);
                    base.is_some()
                }
                Some(Keyword::Present) => {
                    vote.quorum = self.threshold(&inner, member);
                    vote.quorum.is_some()
                }
                Some(Keyword::Abstain) => {
                    let counted = self.one_of(member, &[("计入", "counted"), ("不计入", "not_counted")]);
                    vote.without_abstentions = counted == Some(1);
                    counted.is_some()
                }
                Some(Keyword::Veto) => {
                    vote.veto = self.voters(&inner, member);
                    !vote.veto.is_empty()
                }
                Some(Keyword::Recused) => {
                    vote.recused = self.voters(&inner, member);
                    !vote.recused.is_empty()
                }
                Some(Keyword::Tie) => {
                    let words = [("通过", "carried"), ("不通过", "lost"), ("行政首长", "head")];
                    let found = self.one_of(member, &words);
                    vote.tie = match found {
                        Some(0) => Tie::Carried,
                        Some(1) => Tie::Lost,
                        _ => Tie::Head,
                    };
                    found.is_some()
                }
                _ => {
                    self.report(names::misplaced(inner.span, &inner.word, "「表决」", "‘vote’"));
                    false
                }
            };
            faulty |= !sound;
        }
        if faulty {
            return None;
        }
        let Some(approve) = approve else {
            self.report(names::required(statement.span(), "「同意」", "‘for’").help(
                "写成「表决 ｛ 同意：过半数；基数：应到； ｝」",
                "write ‘vote { for: majority; base: expected; }’",
            ));
            return None;
        };
        if base.is_none() && matches!(approve, Threshold::Share { .. }) {
            self.report(names::required(statement.span(), "「基数」", "‘base’").help(
                "比例要说明以谁为基数：「基数：应到；」或「基数：实到；」",
                "say of whom the share is taken: ‘base: expected;’ or ‘base: present;’",
            ));
            return None;
        }
        vote.approve = approve;
        vote.base = if base == Some(1) { VoteBase::Present } else { VoteBase::Expected };
        Some(vote)
    }

    /// Who can defeat the vote, or must leave it.
    fn voters(&mut self, head: &Head<'s>, member: Statement<'s>) -> Vec<UnitRef> {
        let sentence: Sentence<'s> = self.common(head, member);
        self.no_more_clauses(&sentence);
        let items = sentence.value.map(|value| value.items).unwrap_or_default();
        if items.is_empty() {
            self.report(names::required(member.span(), "机构或角色", "an organ or a role"));
        }
        let units: Vec<Option<UnitRef>> = items.iter().map(|item| self.unit_of(item)).collect();
        units.into_iter().collect::<Option<_>>().unwrap_or_default()
    }

    /// One of a few words, by position.
    fn one_of(&mut self, member: Statement<'s>, known: &[(&str, &str)]) -> Option<usize> {
        let word = self.value_words(member).into_iter().next().unwrap_or_default();
        let found = known.iter().position(|(zh, en)| word == *zh || word == *en);
        if found.is_none() {
            let all: Vec<&str> = known.iter().map(|(zh, _)| *zh).collect();
            let near = super::symbols::nearest(&word, all.iter().copied());
            self.report(typing::not_a_member(member.span(), &word, &all.join("、"), near));
        }
        found
    }

    /// `过半数`, `三分之二以上`, `百分之六十`, `不少于 5票`
    fn threshold(&mut self, head: &Head<'s>, member: Statement<'s>) -> Option<Threshold> {
        let sentence = self.common(head, member);
        self.no_more_clauses(&sentence);
        let items = sentence.value.map(|value| value.items).unwrap_or_default();
        let found = match items.as_slice() {
            [only] => threshold_of(only),
            _ => None,
        };
        if found.is_none() {
            self.report(names::required(member.span(), "票数或者比例", "a number of votes or a share").help(
                "写成「过半数」「三分之二以上」「百分之六十」或「不少于 5票」",
                "write ‘majority’, ‘at least 60%’ or ‘at least 5 votes’",
            ));
        }
        found
    }
}

fn threshold_of(expr: &ast::Expr<'_>) -> Option<Threshold> {
    match &expr.kind {
        ExprKind::Majority => Some(Threshold::Share { part: 1, whole: 2, above: true }),
        ExprKind::Path(path) if path.single() == Some("majority") => {
            Some(Threshold::Share { part: 1, whole: 2, above: true })
        }
        ExprKind::Bound(Operator::GreaterEqual, _, inner) => threshold_of(inner),
        ExprKind::Bound(Operator::Greater, _, inner) => match threshold_of(inner)? {
            Threshold::Count(least) => least.checked_add(1).map(Threshold::Count),
            Threshold::Share { part, whole, .. } => Some(Threshold::Share { part, whole, above: true }),
        },
        ExprKind::Fraction(part, whole) => share(u64::try_from(*part).ok()?, u64::try_from(*whole).ok()?),
        ExprKind::Number(number) => decimal_share(*number),
        ExprKind::Quantity(quantity) if quantity.unit.dimension() == Dimension::Number => {
            decimal_share(quantity.in_base()?)
        }
        ExprKind::Quantity(quantity) if quantity.unit.dimension() == Dimension::Count => {
            super::condition::whole(quantity.number).filter(|least| *least > 0).map(Threshold::Count)
        }
        _ => None,
    }
}

/// A share between nought and the whole.
fn share(part: u64, whole: u64) -> Option<Threshold> {
    (0 < part && part <= whole).then_some(Threshold::Share { part, whole, above: false })
}

/// 0.6 is 6 of 10: a bare number above one is no share.
fn decimal_share(number: Decimal) -> Option<Threshold> {
    let number = number.normalize();
    let whole = 10u64.checked_pow(number.scale())?;
    share(number.checked_mul(whole.into())?.to_u64()?, whole)
}
