//! Tasks: what was done of them.

use super::Typing;
use super::names::unknown;
use crate::calendar::MomentOrder;
use crate::diag::dossier as faults;
use crate::dossier::TaskEntry;
use crate::model::{Id, RuleSet, SubmittedTask, Task};

/// By task id: the position of its entry.
pub(super) fn by_task(rules: &RuleSet, entries: &[TaskEntry]) -> Vec<Option<u32>> {
    let mut result = vec![None; rules.tasks.len()];
    for (position, entry) in (0u32..).zip(entries) {
        if let Some(slot) = result.get_mut(entry.task.index()) {
            *slot = Some(position);
        }
    }
    result
}

impl Typing<'_> {
    pub(super) fn tasks(&mut self, tasks: &[SubmittedTask]) -> Vec<TaskEntry> {
        let mut seen: Vec<Id<Task>> = Vec::new();
        self.each("tasks", tasks, |typing, submitted| {
            let entry = typing.task_entry(submitted)?;
            if seen.contains(&entry.task) {
                let name = &typing.rules.tasks[entry.task].name;
                typing.at_key("task", |typing| typing.fault(|| faults::doubled_task(name)));
            }
            seen.push(entry.task);
            Some(entry)
        })
    }

    fn task_entry(&mut self, submitted: &SubmittedTask) -> Option<TaskEntry> {
        let task = self.task_named(&submitted.task);
        let start = self.past_moment("start", submitted.start.as_deref());
        let finish = self.past_moment("finish", submitted.finish.as_deref());
        if let (Some(start), Some(finish)) = (start, finish)
            && finish.order(start) == MomentOrder::Before
        {
            self.at_key("finish", |typing| {
                typing.fault(|| faults::finish_before_start(&finish.to_string(), &start.to_string()));
            });
        }
        let documents = self.each("documents", &submitted.documents, Self::document);
        let task = task?;
        let declared = &self.rules.tasks[task];
        let (name, parts, indicators) = (&declared.name, declared.parts, declared.indicators);
        let parts = self.at_key("parts", |typing| typing.fields(&submitted.parts, name, parts));
        let indicators =
            self.at_key("indicators", |typing| typing.fields(&submitted.indicators, name, indicators));
        Some(TaskEntry {
            task,
            start,
            finish,
            done: submitted.done || submitted.finish.is_some(),
            by: submitted.by.clone(),
            parts,
            indicators,
            documents,
        })
    }

    pub(super) fn task_named(&mut self, name: &str) -> Option<Id<Task>> {
        if name.is_empty() {
            return None;
        }
        let found = self.names.tasks.get(name);
        let found = found.and_then(|found| self.pick(found, |id| self.rules.tasks[id].span));
        if found.is_none() {
            let rules = self.rules;
            self.at_key("task", |typing| {
                typing.fault(|| {
                    let all: Vec<&str> = rules.tasks.iter().map(|task| task.name.as_str()).collect();
                    unknown(7076, ("任务", "task"), name, &all)
                });
            });
        }
        found
    }
}
