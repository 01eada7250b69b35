//! What a 测试 has beside records: findings, deviations, waivers, promises, suspensions, extensions.

use super::Lower;
use super::head::Head;
use crate::diag::names;
use crate::model::{
    SubmittedAttestation, SubmittedCommitment, SubmittedDeviation, SubmittedExtension, SubmittedSuspension,
    SubmittedWaiver,
};
use crate::syntax::ast::{Clause, Statement};
use crate::syntax::vocabulary::ClauseWord;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    pub(super) fn clause_item(&mut self, clauses: &[Clause<'s>], word: ClauseWord) -> Option<SmolStr> {
        let clause = clauses.iter().find(|clause| clause.word == word)?;
        clause.items.first().and_then(|item| self.raw_text(item))
    }

    /// The id of a head such as `认定 公众参与/采纳合理意见：…`.
    pub(super) fn head_id(&mut self, head: &Head<'s>) -> Option<SmolStr> {
        self.single_name(head).map(|named| named.name)
    }

    pub(super) fn attestation(
        &mut self,
        head: &Head<'s>,
        member: Statement<'s>,
    ) -> Option<SubmittedAttestation> {
        let obligation = self.head_id(head)?;
        let clauses = member.clauses();
        Some(SubmittedAttestation {
            obligation,
            result: self.member_text(member)?,
            by: self.clause_item(&clauses, ClauseWord::Through),
            date: self.clause_item(&clauses, ClauseWord::On),
            reason: self.clause_item(&clauses, ClauseWord::Note),
        })
    }

    pub(super) fn deviation_entry(
        &mut self,
        head: &Head<'s>,
        member: Statement<'s>,
    ) -> Option<SubmittedDeviation> {
        let obligation = self.head_id(head)?;
        let clauses = member.clauses();
        Some(SubmittedDeviation {
            obligation,
            reason: self.member_text(member)?,
            by: self.clause_item(&clauses, ClauseWord::Through),
            date: self.clause_item(&clauses, ClauseWord::On),
        })
    }

    /// `免除 S ｛ 批准：“某机关”； 日期：…； 材料：…； ｝`
    pub(super) fn waiver_claim(&mut self, head: &Head<'s>, block: Statement<'s>) -> Option<SubmittedWaiver> {
        let named = self.single_name(head)?;
        let mut claim = SubmittedWaiver { step: named.name, ..SubmittedWaiver::default() };
        for member in block.body().into_iter().flatten() {
            let word = self.sole_word(member);
            match word.as_str() {
                "批准" | "approved_by" => claim.approved_by = self.member_text(member),
                "日期" | "date" => claim.date = self.member_text(member),
                "材料" | "documents" | "document" | "requires" => claim.documents = self.documents(member),
                _ => self.report(names::misplaced(member.span(), &word, "「免除」", "‘waived’")),
            }
        }
        Some(claim)
    }

    /// `告知承诺 受理/场地 ｛ 承诺人：“某公司”； 日期：…； 内容：“…”； 核查：…； 属实：否； ｝`, `容缺 受理/用地 ｛ … ｝`
    pub(super) fn promise(&mut self, head: &Head<'s>, block: Statement<'s>) -> Option<SubmittedCommitment> {
        let obligation = self.head_id(head)?;
        let mut entry = SubmittedCommitment { obligation, ..SubmittedCommitment::default() };
        for member in block.body().into_iter().flatten() {
            let word = self.sole_word(member);
            match word.as_str() {
                "承诺人" | "by" => entry.by = self.member_text(member),
                "日期" | "date" => entry.date = self.member_text(member),
                "内容" | "promise" => entry.promise = self.member_text(member),
                "核查" | "checked" => entry.checked = self.member_text(member),
                "属实" | "kept" => entry.kept = self.member_text(member),
                _ => self.report(names::misplaced(member.span(), &word, "「承诺」", "‘commitment’")),
            }
        }
        Some(entry)
    }

    /// `暂停 水土保持/限时：专家评审，自 2024-05-14，至 2024-05-24，凭 2024-05-13；` (凭: the date of the written notice)
    pub(super) fn suspension(
        &mut self,
        head: &Head<'s>,
        member: Statement<'s>,
    ) -> Option<SubmittedSuspension> {
        let clock = self.head_id(head)?;
        let clauses = member.clauses();
        Some(SubmittedSuspension {
            clock,
            kind: self.member_text(member)?,
            from: self.clause_item(&clauses, ClauseWord::From).unwrap_or_default(),
            to: self.clause_item(&clauses, ClauseWord::To),
            notice: self.clause_item(&clauses, ClauseWord::With),
        })
    }

    /// `延长 水土保持/限时：10个工作日，经 某机关，于 2024-05-20；`
    pub(super) fn extension_entry(
        &mut self,
        head: &Head<'s>,
        member: Statement<'s>,
    ) -> Option<SubmittedExtension> {
        let clock = self.head_id(head)?;
        let clauses = member.clauses();
        Some(SubmittedExtension {
            clock,
            amount: self.member_text(member)?,
            approved_by: self.clause_item(&clauses, ClauseWord::Through),
            date: self.clause_item(&clauses, ClauseWord::On),
            notice: self.clause_item(&clauses, ClauseWord::With),
        })
    }
}
