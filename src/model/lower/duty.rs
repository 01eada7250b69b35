//! 职责: what an organ answers for, sentence by sentence, with its source.

use super::head::Head;
use super::sentence::Sentence;
use super::symbols::{Symbol, nearest};
use super::{Lower, Scope};
use crate::diag::{duty as messages, names};
use crate::model::{ObligationId, Row, UnitRef};
use crate::syntax::ast::{ExprKind, HeadItem, Statement};
use crate::syntax::vocabulary::{ClauseWord, Keyword};
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    /// Lowers all 职责, once everything that they may name is declared.
    pub(super) fn lower_duties(&mut self) {
        for (file, parsed) in self.files.iter().enumerate() {
            for statement in parsed.parse.tree.file_view().statements() {
                let Some(head) = Head::read(statement) else { continue };
                if head.keyword == Some(Keyword::Duty) {
                    self.scope = Scope { file, ..Scope::default() };
                    self.duty(head, statement);
                }
            }
        }
        self.scope = Scope::default();
    }

    /// `职责 U ｛ … ｝`, or in one line `职责 U NAME：“words of the document”，依据 …`.
    fn duty(&mut self, mut head: Head<'s>, statement: Statement<'s>) {
        if head.items.is_empty() {
            return self.report(names::nameless(head.span, &head.word));
        }
        let item = head.items.remove(0);
        let Some((answers, name)) = self.answering(&item) else { return };
        self.scope.rule = Some(name);
        self.scope.answers = Some(answers);
        self.scope.cites = self.block_cites(statement);
        let Some(body) = statement.body() else { return self.duty_line(&head, statement) };
        if let Some(surplus) = head.items.first() {
            let text = surplus.word.text.to_string();
            self.report(names::surplus(surplus.word.span, &format!("「{text}」"), &format!("‘{text}’")));
        }
        let first: ObligationId = self.rules.obligations.next_id();
        let mut scope = None;
        for member in body {
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
                Some(Keyword::Exception) => self.exception(&inner, member),
                Some(
                    Keyword::Finding
                    | Keyword::Lasts
                    | Keyword::Within
                    | Keyword::Frequency
                    | Keyword::FollowUp
                    | Keyword::Serve
                    | Keyword::Offender,
                )
                | None => self.rule_sentence(&inner, member),
                _ => self.report(names::misplaced(inner.span, &inner.word, "「职责」", "‘duty’")),
            }
        }
        self.bind_scope(scope, first);
        self.unsourced(first);
    }

    /// One duty in the words of the document: whether it is done is for people to find.
    fn duty_line(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let mut sentence = self.common(head, statement);
        let by = match self.take_clause(&mut sentence, ClauseWord::NoLaterThan) {
            Some(clause) => match self.clause_moment(&clause) {
                Some(by) => Some(by),
                None => return,
            },
            None => None,
        };
        self.no_more_clauses(&sentence);
        let Some(text) = words_of(&sentence) else {
            return self.report(messages::no_words(statement.span()));
        };
        let first = self.rules.obligations.next_id();
        let word = Keyword::Duty.zh();
        let tail = self.tail(&sentence, word);
        self.obligation(&sentence, &tail, word, Row::Finding { text, by }, sentence.span);
        self.unsourced(first);
    }

    /// The organ or role that answers, and its own name.
    fn answering(&mut self, item: &HeadItem<'s>) -> Option<(UnitRef, SmolStr)> {
        let text = item.word.text.as_ref();
        match self.symbol(text).map(|(symbol, _)| symbol) {
            Some(Symbol::Unit(unit)) => Some((UnitRef::Unit(unit), self.rules.units[unit].name.clone())),
            Some(Symbol::Role(role)) => Some((UnitRef::Role(role), self.rules.roles[role].name.clone())),
            Some(_) => {
                self.report(messages::nobody(item.word.span, text));
                None
            }
            None => {
                let known: Vec<SmolStr> = self
                    .rules
                    .units
                    .iter()
                    .map(|unit| unit.name.clone())
                    .chain(self.rules.roles.iter().map(|role| role.name.clone()))
                    .collect();
                let near = nearest(text, known.iter().map(SmolStr::as_str));
                self.report(names::unknown(item.word.span, "机构或者角色", "organ or role", text, near));
                None
            }
        }
    }

    /// A duty is a duty by its source.
    fn unsourced(&mut self, first: ObligationId) {
        let bare = self.rules.obligations.entries().find(|(id, one)| *id >= first && one.cites.is_empty());
        if let Some(span) = bare.map(|(_, one)| one.span) {
            self.report(messages::unsourced(span));
        }
    }
}

fn words_of(sentence: &Sentence<'_>) -> Option<SmolStr> {
    let items = sentence.value.as_ref().map(|value| value.items.as_slice()).unwrap_or_default();
    match items {
        [only] => match &only.kind {
            ExprKind::Text(word) => Some(SmolStr::new(&word.text)),
            _ => None,
        },
        _ => None,
    }
}
