//! 免除, and rules outside procedures.

use super::head::Head;
use super::{Lower, Scope};
use crate::diag::names;
use crate::model::{ObligationId, Waiver};
use crate::syntax::ast::Statement;
use crate::syntax::vocabulary::{ClauseWord, Keyword};
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    /// 免除：情形 C，凭 D（test）、E，经 U 批准
    pub(super) fn waiver(&mut self, statement: Statement<'s>) {
        let Some(head) = Head::read(statement) else { return };
        let mut sentence = self.common(&head, statement);
        let evidence = match self.take_clause(&mut sentence, ClauseWord::With) {
            Some(clause) => self.evidence(&clause.items),
            None => Vec::new(),
        };
        let approved_by = match self.take_clause(&mut sentence, ClauseWord::Through) {
            Some(clause) => clause.items.first().and_then(|item| self.unit_of(item)),
            None => None,
        };
        self.no_more_clauses(&sentence);
        if sentence.when.is_none() && evidence.is_empty() && approved_by.is_none() {
            return self.report(
                names::required(statement.span(), "「情形 …」「凭 …」", "‘when …’ or ‘with …’").help(
                    "写成「免除：情形 条件，凭 材料；」",
                    "write ‘waived: when CONDITION, with DOCUMENT;’",
                ),
            );
        }
        if let Some(step) = self.scope.step {
            let waiver = Waiver {
                when: sentence.when,
                evidence,
                approved_by,
                cites: sentence.cites,
                span: sentence.span,
            };
            self.rules.steps[step].waivers.push(waiver);
        }
    }

    /// Lowers all 规则.
    pub(super) fn lower_rules(&mut self) {
        for (file, parsed) in self.files.iter().enumerate() {
            for statement in parsed.parse.tree.file_view().statements() {
                let Some(head) = Head::read(statement) else { continue };
                if head.keyword == Some(Keyword::Rule) {
                    self.scope = Scope { file, ..Scope::default() };
                    self.rule(&head, statement);
                }
            }
        }
    }

    fn rule(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let Some(named) = self.single_name(head) else { return };
        self.scope.rule = Some(named.name);
        self.scope.cites = self.block_cites(statement);
        let first: ObligationId = self.rules.obligations.next_id();
        let mut scope = None;
        let shared = self.block_start(statement);
        for member in statement.body().into_iter().flatten() {
            let Some(inner) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            match inner.keyword {
                Some(Keyword::Cite) => {}
                Some(Keyword::Scope) => {
                    let condition = self.scope_condition(member);
                    scope = self.both(scope, condition, member.span());
                }
                Some(Keyword::Finding) => self.finding_sentence(&inner, member),
                Some(Keyword::Lasts) => self.lasts_sentence(&inner, member),
                Some(Keyword::Within) => self.within_sentence(&inner, member),
                Some(Keyword::Items) => {}
                Some(Keyword::FollowUp | Keyword::Serve | Keyword::Offender) => {
                    self.follow_sentence(&inner, member);
                }
                None => self.condition_sentence(&inner, member),
                _ => self.report(names::misplaced(inner.span, &inner.word, "「规则」", "‘rule’")),
            }
        }
        if shared {
            self.shared_starts.pop();
        }
        self.bind_scope(scope, first);
    }

    /// The name of the rule that is being lowered.
    pub(super) fn rule_name(&self) -> SmolStr {
        self.scope.rule.clone().unwrap_or_default()
    }
}
