//! Legal time: the days on which versions of sentences bind, and on which organs had their names.

use super::Lower;
use super::sentence::Sentence;
use crate::calendar::Date;
use crate::diag::{legal_time as messages, names, typing};
use crate::model::{Id, ObligationId, Procedure, Window};
use crate::syntax::ast::{Clause, ExprKind, Statement};
use crate::syntax::vocabulary::ClauseWord;
use crate::text::Span;
use smol_str::{SmolStr, format_smolstr};

impl<'s> Lower<'s> {
    /// The date of a clause, literal.
    pub(super) fn clause_date(&mut self, clause: &Clause<'s>) -> Option<Date> {
        match clause.items.first().map(|item| &item.kind) {
            Some(ExprKind::Moment(moment)) if clause.items.len() == 1 => Some(moment.date()),
            Some(ExprKind::Stretch(first, _)) if clause.items.len() == 1 => Some(*first),
            _ => {
                self.report(typing::not_a_date(clause.span, ("别的内容", "something else")));
                None
            }
        }
    }

    /// 自 and 至 of a name or a place among organs; both days included.
    pub(super) fn name_window(&mut self, member: Statement<'s>) -> Window {
        let mut window = Window::default();
        for clause in member.clauses() {
            match clause.word {
                ClauseWord::From => window.from = self.clause_date(&clause),
                ClauseWord::To => {
                    window.until = self.clause_date(&clause).and_then(|day| day.plus_days(1));
                }
                ClauseWord::Note | ClauseWord::Cited => {}
                word => self.report(names::surplus(
                    clause.span,
                    &format!("「{}」", word.zh()),
                    &format!("‘{}’", word.en()),
                )),
            }
        }
        if window.is_empty() {
            self.report(messages::empty(member.span()));
        }
        window
    }

    /// An organ has one name a day.
    pub(super) fn check_former_names(&mut self, names: &[(SmolStr, Window, Span)]) {
        for (at, (name, window, _)) in names.iter().enumerate() {
            let clash = names.iter().skip(at + 1).find(|(_, other, _)| window.meets(*other));
            if let Some((other, _, span)) = clash.cloned() {
                self.report(messages::two_names(span, name, &other));
            }
        }
    }

    /// 施行 and 失效 of a sentence.
    pub(super) fn sentence_window(&mut self, sentence: &mut Sentence<'s>, clause: &Clause<'s>) {
        let day = self.clause_date(clause);
        match clause.word {
            ClauseWord::TakesEffect => sentence.window.from = day,
            _ => sentence.window.until = day,
        }
        if sentence.window.is_empty() {
            self.report(messages::empty(clause.span));
        }
    }

    /// The id of a version of a sentence that stands beside another one of the same name: its first day
    /// is added. With it the obligation that has that id already. `None`: they overlap.
    pub(super) fn version_id(
        &mut self,
        sentence: &Sentence<'s>,
        (id, alias): (SmolStr, SmolStr),
        span: Span,
    ) -> Option<(SmolStr, SmolStr, Option<ObligationId>)> {
        let key = (self.scope.procedure, id.clone());
        let Some(known) = self.rules.obligation_index.get(&key).copied() else {
            return Some((id, alias, None));
        };
        let same_level = self.refining.obligations.get(known.index()) == Some(&self.scope.level);
        let Some(from) = sentence.window.from.filter(|_| same_level) else {
            return Some((id, alias, Some(known)));
        };
        let versions: Vec<_> =
            self.versions.iter().filter(|(of, _)| *of == known).map(|(_, one)| *one).collect();
        for other in std::iter::once(known).chain(versions) {
            let above = &self.rules.obligations[other];
            if above.standing.window.meets(sentence.window) {
                let first = above.span;
                self.report(messages::overlap(span, &id, first));
                return None;
            }
        }
        let next = self.rules.obligations.next_id();
        self.versions.push((known, next));
        // As a word, so that a scenario can name it.
        let day = from.to_string().replace('-', "");
        let (id, alias) = (format_smolstr!("{id}/施行{day}"), format_smolstr!("{alias}/from{day}"));
        let same = self.rules.obligation_index.get(&(self.scope.procedure, id.clone())).copied();
        Some((id, alias, same))
    }

    /// 适用版本：启动之日｜行为之日
    pub(super) fn law_of(&mut self, id: Id<Procedure>, member: Statement<'s>) {
        const CHOICES: [(&str, &str); 2] = [("启动之日", "start"), ("行为之日", "act")];
        if let Some(which) = self.one_word(member, &CHOICES) {
            self.rules.procedures[id].law_of_start = which == 0;
        }
    }
}
