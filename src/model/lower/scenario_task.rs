//! 任务 in a 测试: what was done of a task.

use super::Lower;
use super::head::Head;
use super::inherit::{merge_documents, set, set_fields};
use crate::diag::names;
use crate::model::{RawValue, Submission, SubmittedTask};
use crate::syntax::ast::Statement;
use crate::syntax::vocabulary::Keyword;

impl<'s> Lower<'s> {
    /// `任务 “37-4-2” ｛ 完成：2024-12-30；  指标 环节：14个； ｝`; `任务：无` says that nothing is on file.
    pub(super) fn scenario_task(&mut self, dossier: &mut Submission, head: &Head<'s>, member: Statement<'s>) {
        if head.items.is_empty() && self.one_word(member, &[("无", "none")]).is_some() {
            dossier.tasks.get_or_insert_default();
            return;
        }
        if head.items.is_empty() {
            return;
        }
        let Some(named) = self.single_name(head) else { return };
        let mut task = SubmittedTask { task: named.name, ..SubmittedTask::default() };
        for member in member.body().into_iter().flatten() {
            let Some(inner) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            self.scenario_task_member(&mut task, &inner, member);
        }
        dossier.tasks.get_or_insert_default().push(task);
    }

    fn scenario_task_member(&mut self, task: &mut SubmittedTask, head: &Head<'s>, member: Statement<'s>) {
        let part = head.items.first().map(super::head::Named::from);
        let value = |lower: &mut Self| {
            let items = member.value().map(|value| value.items).unwrap_or_default();
            let value = items.first().and_then(|item| lower.raw(item));
            if value.is_none() && items.is_empty() {
                lower.report(names::required(member.span(), "值", "a value"));
            }
            value
        };
        match (head.keyword, part) {
            (Some(Keyword::Start), None) => task.start = self.member_text(member),
            // 完成：是 says that it is finished, and that nobody wrote when.
            (Some(Keyword::Finish), None) => match value(self) {
                Some(RawValue::Bool(done)) => task.done = done,
                Some(RawValue::Text(date)) => task.finish = Some(date),
                Some(_) => {
                    self.report(crate::diag::typing::not_a_date(
                        member.span(),
                        ("别的内容", "something else"),
                    ));
                }
                None => {}
            },
            (Some(Keyword::Finish), Some(part)) => {
                task.parts.extend(value(self).map(|value| (part.name, value)));
            }
            (Some(Keyword::Indicator), Some(named)) => {
                task.indicators.extend(value(self).map(|value| (named.name, value)));
            }
            // Taken away from the task that is taken over.
            (Some(Keyword::Lacks), _) => {}
            (Some(Keyword::By), _) => task.by = self.value_words(member),
            (Some(Keyword::Document), _) => {
                let documents = self.documents(member);
                task.documents.extend(documents);
            }
            _ => self.report(names::misplaced(head.span, &head.word, "测试的「任务」", "a ‘task’ of a test")),
        }
    }
}

/// The tasks of a base with what a scenario that takes it over says in their place.
pub(super) fn merge_tasks(
    base: Option<Vec<SubmittedTask>>,
    own: Option<Vec<SubmittedTask>>,
) -> Option<Vec<SubmittedTask>> {
    let (mut base, own) = match (base, own) {
        (Some(base), Some(own)) => (base, own),
        (base, own) => return own.or(base),
    };
    for task in own {
        match base.iter_mut().find(|one| one.task == task.task) {
            Some(old) => merge_task(old, task),
            None => base.push(task),
        }
    }
    Some(base)
}

fn merge_task(old: &mut SubmittedTask, own: SubmittedTask) {
    let SubmittedTask { task: _, start, finish, done, by, parts, indicators, documents } = own;
    set(&mut old.start, start);
    set(&mut old.finish, finish);
    old.done |= done;
    if !by.is_empty() {
        old.by = by;
    }
    set_fields(&mut old.parts, parts);
    set_fields(&mut old.indicators, indicators);
    merge_documents(&mut old.documents, documents);
}
