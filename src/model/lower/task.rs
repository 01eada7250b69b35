//! 任务: measures with 牵头, 配合, 期限, 指标, 材料.

use super::head::{Head, Named};
use super::path::Ty;
use super::{Lower, Scope};
use crate::calendar::{Date, Roll};
use crate::diag::{names, task as messages, typing};
use crate::model::{ExprId, ExprKind, Field, Id, Presence, Row, Schema, Task, TaskDue, Type, UnitRef};
use crate::syntax::ast::{self, Statement};
use crate::syntax::vocabulary::{ClauseWord, Keyword};
use crate::text::Span;
use smol_str::{SmolStr, format_smolstr};

impl<'s> Lower<'s> {
    /// `任务 “37-4-2” 深化区域评估 ｛ … ｝`: the first word names it, the second one says what it is called.
    pub(super) fn declare_task(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let Some(first) = head.items.first() else {
            return self.report(names::nameless(head.span, &head.word));
        };
        let Named { name, alias, span } = Named::from(first);
        if let Some(surplus) = head.items.get(2) {
            let text = surplus.word.text.to_string();
            self.report(names::surplus(surplus.word.span, &format!("「{text}」"), &format!("‘{text}’")));
        }
        let title = head.items.get(1).map(|item| SmolStr::new(&item.word.text));
        let schema = |fields| Schema { name: name.clone(), alias: None, fields, span };
        let task = Task {
            name: name.clone(),
            alias: alias.clone(),
            title,
            lead: Vec::new(),
            support: Vec::new(),
            dues: Vec::new(),
            parts: self.rules.schemas.push(schema(Vec::new())),
            indicators: self.rules.schemas.push(schema(Vec::new())),
            obligations: Vec::new(),
            cites: Vec::new(),
            span,
        };
        let id = self.rules.tasks.push(task);
        self.task_bodies.push((self.scope.file, statement));
        let mut first = None;
        if let Some(table) = self.names.get_mut(self.scope.file) {
            for key in std::iter::once(name).chain(alias) {
                if let Some((_, earlier)) = table.tasks.insert(key.clone(), (id, span)) {
                    first = Some((key, earlier));
                }
            }
        }
        if let Some((key, earlier)) = first {
            self.report(names::twice(span, &key, earlier));
        }
    }

    /// Lowers all tasks, once everything that they may name is declared.
    pub(super) fn lower_tasks(&mut self) {
        let ids: Vec<Id<Task>> = self.rules.tasks.ids().collect();
        for id in ids {
            let Some((file, statement)) = self.task_bodies.get(id.index()).copied() else { continue };
            self.scope = Scope { file, task: Some(id), ..Scope::default() };
            self.scope.cites = self.block_cites(statement);
            self.rules.tasks[id].cites = self.scope.cites.clone();
            self.task(id, statement);
        }
        self.scope = Scope::default();
    }

    fn task(&mut self, id: Id<Task>, statement: Statement<'s>) {
        let first = self.rules.obligations.next_id();
        let mut scope = None;
        for member in statement.body().into_iter().flatten() {
            let Some(head) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            match head.keyword {
                Some(Keyword::Cite) => {}
                Some(Keyword::Scope) => {
                    let condition = self.scope_condition(member);
                    scope = self.both(scope, condition, member.span());
                }
                Some(Keyword::Lead) => self.task_units(id, &head, member, true),
                Some(Keyword::Support) => self.task_units(id, &head, member, false),
                Some(Keyword::Deadline) => self.task_deadline(id, &head, member),
                Some(Keyword::Indicator) => self.indicator(id, &head, member),
                Some(Keyword::Document) => self.document_sentence(&head, member),
                Some(Keyword::Frequency) => self.frequency_sentence(&head, member),
                Some(Keyword::Finding) => self.finding_sentence(&head, member),
                None => self.condition_sentence(&head, member),
                _ => self.report(names::misplaced(head.span, &head.word, "「任务」", "‘task’")),
            }
        }
        if self.rules.tasks[id].dues.is_empty() {
            self.undated(id);
        }
        self.bind_scope(scope, first);
    }

    /// 牵头：U、V and 配合：U、V
    fn task_units(&mut self, id: Id<Task>, head: &Head<'s>, member: Statement<'s>, lead: bool) {
        let sentence = self.common(head, member);
        self.no_more_clauses(&sentence);
        let items = sentence.value.map(|value| value.items).unwrap_or_default();
        if items.is_empty() {
            self.report(names::required(member.span(), "机构或角色", "an organ or a role"));
        }
        for item in &items {
            let Some(unit) = self.unit_of(item) else { continue };
            let task = &mut self.rules.tasks[id];
            let twice = task.lead.contains(&unit) || task.support.contains(&unit);
            if lead {
                task.lead.push(unit)
            } else {
                task.support.push(unit)
            }
            if twice {
                let name = self.unit_word(unit);
                self.report(messages::unit_twice(item.span, &name));
            }
        }
    }

    fn unit_word(&self, unit: UnitRef) -> SmolStr {
        match unit {
            UnitRef::Unit(unit) => self.rules.units[unit].name.clone(),
            UnitRef::Role(role) => self.rules.roles[role].name.clone(),
        }
    }

    /// `期限：2024年7月底前` of the whole task, `期限 NAME：…` of a part.
    fn task_deadline(&mut self, id: Id<Task>, head: &Head<'s>, member: Statement<'s>) {
        let mut sentence = self.common(head, member);
        let roll = self.roll(&mut sentence, Roll::None);
        self.no_more_clauses(&sentence);
        let items = sentence.value.as_ref().map(|value| value.items.clone()).unwrap_or_default();
        let [item] = items.as_slice() else {
            return self.report(names::required(member.span(), "一个日期", "one date"));
        };
        let Some((due, literal)) = self.rolled(item, roll) else { return };
        self.before_in_force(&sentence.cites, literal, item.span);
        let part = sentence.name.as_ref().and_then(|named| {
            let schema = self.rules.tasks[id].parts;
            self.task_field(schema, named, Type::Date)
        });
        if sentence.name.is_some() && part.is_none() {
            return;
        }
        self.rules.tasks[id].dues.push(TaskDue { part, due });
        let tail = self.tail(&sentence, "期限");
        self.obligation(&sentence, &tail, "期限", Row::Task { part, due: Some(due), literal }, sentence.span);
    }

    /// A date that had passed before the document bound anybody.
    fn before_in_force(&mut self, cites: &[crate::model::Citation], due: Option<Date>, span: Span) {
        let from = cites.iter().filter_map(|cite| self.rules.instruments[cite.instrument].in_force).min();
        if let (Some(due), Some(from)) = (due, from)
            && due < from
        {
            self.report(messages::due_before_in_force(span, &due.to_string(), &from.to_string()));
        }
    }

    /// The document gives no date: the task is to be done, and never late.
    fn undated(&mut self, id: Id<Task>) {
        let (span, cites) = (self.rules.tasks[id].span, self.rules.tasks[id].cites.clone());
        let sentence = super::sentence::Sentence::implied(span, cites);
        self.obligation(&sentence, "期限", "期限", Row::Task { part: None, due: None, literal: None }, span);
    }

    /// A field of a task that its dossier entry fills; its slot.
    fn task_field(&mut self, schema: Id<Schema>, named: &Named, ty: Type) -> Option<u16> {
        if let Some((_, first)) = self.rules.schemas[schema].field(&named.name) {
            let diagnostic = names::twice(named.span, &named.name, first.span);
            self.report(diagnostic);
            return None;
        }
        let field = Field {
            name: named.name.clone(),
            alias: named.alias.clone(),
            ty,
            presence: Presence::Open,
            span: named.span,
        };
        let fields = &mut self.rules.schemas[schema].fields;
        let slot = u16::try_from(fields.len()).ok()?;
        fields.push(field);
        Some(slot)
    }

    /// `指标 NAME：力争 不超过 14个，不晚于 E`
    fn indicator(&mut self, id: Id<Task>, head: &Head<'s>, member: Statement<'s>) {
        let mut sentence = self.common(head, member);
        let due = match self.take_clause(&mut sentence, ClauseWord::NoLaterThan) {
            Some(clause) => match self.clause_moment(&clause) {
                Some(due) => Some(due),
                None => return,
            },
            None => None,
        };
        self.no_more_clauses(&sentence);
        let Some(named) = sentence.name.take() else {
            return self.report(names::nameless(head.span, &head.word));
        };
        let Some(condition) = self.indicator_condition(id, &named, &sentence) else { return };
        let tail = format_smolstr!("指标/{}", named.name);
        let row = Row::Indicator { condition, due };
        let made = self.obligation(&sentence, &tail, &named.name, row, sentence.span);
        if let (Some(made), Some(alias)) = (made, named.alias) {
            let task = &self.rules.tasks[id];
            let above = task.alias.as_ref().unwrap_or(&task.name);
            self.rules.obligations[made].alias = format_smolstr!("{above}/indicator/{alias}");
        }
    }

    fn indicator_condition(
        &mut self,
        id: Id<Task>,
        named: &Named,
        sentence: &super::sentence::Sentence<'s>,
    ) -> Option<ExprId> {
        let items = sentence.value.as_ref().map(|value| value.items.as_slice()).unwrap_or_default();
        let [ast::Expr { kind: ast::ExprKind::Bound(operator, operator_span, amount), .. }] = items else {
            let at = items.first().map_or(sentence.span, |item| item.span);
            self.report(
                names::required(at, "指标的界限", "the bound of the indicator")
                    .help("写成「指标 环节：不超过 14个；」", "write ‘indicator NAME: at most 14 items;’"),
            );
            return None;
        };
        let op = super::condition::comparison_of(*operator);
        let bound = self.value(amount)?;
        let ty = match &bound.ty {
            Ty::Value(Type::Integer | Type::Decimal) => Type::Decimal,
            Ty::Value(ty @ Type::Quantity(_)) => ty.clone(),
            other => {
                let words = other.words();
                self.report(typing::not_a_number(amount.span, words));
                return None;
            }
        };
        let Some(op) = op else {
            let (zh, en) = (format!("「{}」", operator.zh()), format!("‘{}’", operator.en()));
            self.report(names::surplus(*operator_span, &zh, &en));
            return None;
        };
        let schema = self.rules.tasks[id].indicators;
        let slot = self.task_field(schema, named, ty)?;
        let value = self.expr(ExprKind::Indicator(id, slot), named.span);
        // Its words in reports are the bound alone.
        let span = items.first().map_or(sentence.span, |item| item.span);
        Some(self.expr(ExprKind::Compare(op, value, bound.expr), span))
    }
}
