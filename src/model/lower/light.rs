//! 亮灯: the lights that a city defines over what has a last day.

use super::head::Head;
use super::symbols::nearest;
use super::{Lower, Scope};
use crate::diag::{light as messages, names};
use crate::model::{Light, LightWhen, ObligationId, Row};
use crate::syntax::ast::{self, ExprKind as Ast, Statement};
use crate::syntax::vocabulary::{Keyword, Operator};
use crate::text::Span;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    /// Lowers all 亮灯, once all obligations are there.
    pub(super) fn lower_lights(&mut self) {
        for (file, parsed) in self.files.iter().enumerate() {
            for statement in parsed.parse.tree.file_view().statements() {
                let Some(head) = Head::read(statement) else { continue };
                if head.keyword == Some(Keyword::Light) {
                    self.scope = Scope { file, ..Scope::default() };
                    self.light(&head, statement);
                }
            }
        }
        self.scope = Scope::default();
        self.refuse_two_lights();
    }

    fn light(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let Some(named) = self.single_name(head) else { return };
        self.scope.cites = self.block_cites(statement);
        let items = statement.value().map(|value| value.items).unwrap_or_default();
        if items.is_empty() {
            return self.report(messages::of_nothing(statement.span()));
        }
        let mut of: Vec<ObligationId> = Vec::new();
        for item in &items {
            if let Some((name, span)) = self.id_words(item) {
                of.extend(self.lit(&name, span));
            }
        }
        of.sort_unstable();
        of.dedup();
        let mut light = Light {
            name: named.name,
            of,
            red: Vec::new(),
            yellow: Vec::new(),
            cites: self.scope.cites.clone(),
            span: named.span,
        };
        for member in statement.body().into_iter().flatten() {
            let Some(inner) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            match inner.keyword {
                Some(Keyword::Cite) => {}
                Some(Keyword::RedLight) => light.red.extend(self.light_when(member)),
                Some(Keyword::YellowLight) => light.yellow.extend(self.light_when(member)),
                _ => self.report(names::misplaced(inner.span, &inner.word, "「亮灯」", "‘light’")),
            }
        }
        if light.red.is_empty() && light.yellow.is_empty() {
            self.report(messages::never_on(statement.span()));
        }
        self.rules.lights.push(light);
    }

    /// `期限 前 5个工作日`, or a condition.
    fn light_when(&mut self, member: Statement<'s>) -> Option<LightWhen> {
        let items = member.value().map(|value| value.items).unwrap_or_default();
        let [only] = items.as_slice() else {
            self.report(messages::never_on(member.span()));
            return None;
        };
        if let Ast::Binary(left, Operator::Ahead, _, amount) = &only.kind
            && is_due(left)
        {
            return self.period(amount).map(LightWhen::Before);
        }
        let asked = self.asked.len();
        let condition = self.condition(only)?;
        if self.asked.len() > asked {
            // A light that asked for verdicts would be asked for by them.
            self.asked.truncate(asked);
            self.report(messages::asks_a_verdict(only.span));
            return None;
        }
        Some(LightWhen::While(condition))
    }

    /// The obligations that a word stands for: all of a kind, those of a task, or one.
    fn lit(&mut self, name: &SmolStr, span: Span) -> Vec<ObligationId> {
        if let Some(keyword) = Keyword::of(name) {
            let of = |row: &Row| {
                matches!(
                    (keyword, row),
                    (Keyword::Task, Row::Task { .. })
                        | (Keyword::Indicator, Row::Indicator { .. })
                        | (Keyword::Within, Row::Within { .. })
                        | (Keyword::Deadline, Row::Deadline { .. })
                        | (Keyword::Frequency, Row::Frequency(_))
                        | (Keyword::FollowUp, Row::Follow(_))
                        | (Keyword::Document, Row::Document { .. })
                )
            };
            let all = self.rules.obligations.entries();
            let found: Vec<ObligationId> = all.filter(|(_, one)| of(&one.row)).map(|(id, _)| id).collect();
            if found.is_empty() {
                self.report(messages::nothing_of_a_kind(span, name));
            }
            return found;
        }
        let task = self.rules.tasks.entries().find(|(_, task)| task.name == *name);
        if let Some((_, task)) = task {
            return task.obligations.clone();
        }
        match self.rules.find_obligation(None, name) {
            Ok(id) => vec![id],
            Err(candidates) if candidates.is_empty() => {
                let known: Vec<SmolStr> = self.rules.obligations.iter().map(|one| one.name.clone()).collect();
                let near = nearest(name, known.iter().map(SmolStr::as_str));
                self.report(names::unknown(
                    span,
                    "义务、任务或者句子的种类",
                    "obligation, task or kind",
                    name,
                    near,
                ));
                Vec::new()
            }
            Err(candidates) => {
                self.report(names::ambiguous(span, name, &candidates));
                Vec::new()
            }
        }
    }

    /// An obligation has one light: two could contradict each other.
    fn refuse_two_lights(&mut self) {
        let mut lit: Vec<(ObligationId, usize)> = Vec::new();
        for (at, light) in self.rules.lights.iter().enumerate() {
            lit.extend(light.of.iter().map(|id| (*id, at)));
        }
        lit.sort_unstable();
        let twice = lit.windows(2).find_map(|pair| match pair {
            [(a, first), (b, second)] if a == b => Some((*a, *first, *second)),
            _ => None,
        });
        if let Some((id, first, second)) = twice
            && let (Some(first), Some(second)) = (self.rules.lights.get(first), self.rules.lights.get(second))
        {
            let name = self.rules.obligations[id].id.clone();
            let found = messages::two_lights(second.span, &name, first.span);
            self.report(found);
        }
    }
}

fn is_due(expr: &ast::Expr<'_>) -> bool {
    match &expr.kind {
        Ast::Path(path) => path.single().is_some_and(|name| Keyword::of(name) == Some(Keyword::Deadline)),
        _ => false,
    }
}
