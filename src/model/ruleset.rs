//! The compiled rule set.

use super::arena::{Arena, Id};
use super::exception::Exception;
use super::expr::{Expr, ExprId, ExprKind};
use super::obligation::{Obligation, ObligationId};
use super::register::Register;
use super::source::{Citation, Instrument, Window};
use super::submission::Submission;
use super::task::Task;
use super::types::{Enumeration, Schema};
use crate::calendar::{Date, WorkdayCalendar};
use crate::graph::Dag;
use crate::text::{Digest, FileId, SourceMap, Span};
use smol_str::SmolStr;
use std::collections::HashMap;

/// Rules compiled once: immutable, shared between threads, good for any number of dossiers.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// Name and version of every file's 规则集, the main file's first.
    pub editions: Vec<Edition>,
    /// The files, for places.
    pub sources: SourceMap,
    /// By file: those that it imports.
    pub imports: Vec<Vec<FileId>>,
    /// Working days.
    pub calendar: WorkdayCalendar,
    /// Whether any condition computes something that may be impossible to compute.
    pub computes: bool,
    /// Instruments.
    pub instruments: Arena<Instrument>,
    /// Organs.
    pub units: Arena<Unit>,
    /// Roles.
    pub roles: Arena<Role>,
    /// Kinds of event.
    pub events: Arena<EventKind>,
    /// Kinds of document.
    pub documents: Arena<DocumentKind>,
    /// 档案 blocks.
    pub facts: Arena<FactGroup>,
    /// 清单.
    pub registers: Arena<Register>,
    /// The fields of 证照, where the rules use the type.
    pub licence: Option<Id<Schema>>,
    /// 决策表.
    pub tables: Arena<super::table::Table>,
    /// 参数, where there are any.
    pub parameters: Option<super::parameter::Parameters>,
    /// Enumerations.
    pub enumerations: Arena<Enumeration>,
    /// Records' fields.
    pub schemas: Arena<Schema>,
    /// Procedures.
    pub procedures: Arena<Procedure>,
    /// Steps of all procedures.
    pub steps: Arena<Step>,
    /// 不计时: blocks of steps that are off the clock.
    pub off_clocks: Arena<super::offclock::OffClock>,
    /// Tasks.
    pub tasks: Arena<Task>,
    /// Obligations, in the order in which they are written.
    pub obligations: Arena<Obligation>,
    /// Exceptions, in the order in which they are written.
    pub exceptions: Arena<Exception>,
    /// 亮灯, in the order in which they are written.
    pub lights: Vec<super::light::Light>,
    /// Conditions and expressions.
    pub exprs: Arena<Expr>,
    /// Scenarios.
    pub tests: Arena<TestCase>,
    /// Whether some condition asks what the judge found of an obligation.
    pub asks_verdicts: bool,
    /// How many slots all 档案 have together.
    pub fact_slots: u32,
    /// Obligations by procedure (`None`: of a 规则) and by id or alias.
    pub obligation_index: ObligationIndex,
    /// The digest of all files.
    pub digest: Digest,
    /// Names for those who look things up; filled at the first look-up.
    pub names: super::names::Names,
}

/// Obligations by procedure (`None`: of a 规则) and by id or alias. Seeded anew in every process:
/// nobody can write names that all fall together, and nothing may depend on its order.
pub type ObligationIndex =
    HashMap<(Option<Id<Procedure>>, SmolStr), ObligationId, foldhash::fast::RandomState>;

/// One 规则集 declaration.
#[derive(Clone, Debug)]
pub struct Edition {
    /// Its name.
    pub name: SmolStr,
    /// 版本
    pub version: Option<SmolStr>,
    /// Where it is declared.
    pub span: Span,
}

/// An organ.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its name.
    pub name: SmolStr,
    /// Its ASCII alias.
    pub alias: Option<SmolStr>,
    /// Other names, former ones included, that no day bounds.
    pub other_names: Vec<SmolStr>,
    /// 曾用名 with the days on which it was the organ's name.
    pub former_names: Vec<(SmolStr, Window)>,
    /// Where it is declared.
    pub span: Span,
}

impl Unit {
    /// What it is called on a day; without one, what it is called now.
    #[must_use]
    pub fn name_on(&self, day: Option<Date>) -> &SmolStr {
        let former = day.and_then(|day| self.former_names.iter().find(|(_, window)| window.holds(day)));
        former.map_or(&self.name, |(name, _)| name)
    }
}

/// A role that a dossier binds.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its name.
    pub name: SmolStr,
    /// Its ASCII alias.
    pub alias: Option<SmolStr>,
    /// 多名
    pub many: bool,
    /// The fields of each person or unit; `None`: a name alone.
    pub schema: Option<Id<Schema>>,
    /// Where it is declared.
    pub span: Span,
}

/// A kind of event.
#[derive(Clone, Debug)]
pub struct EventKind {
    /// Its name.
    pub name: SmolStr,
    /// Its ASCII alias.
    pub alias: Option<SmolStr>,
    /// Where it is declared.
    pub span: Span,
}

/// A kind of document.
#[derive(Clone, Debug)]
pub struct DocumentKind {
    /// Its name.
    pub name: SmolStr,
    /// Its ASCII alias.
    pub alias: Option<SmolStr>,
    /// Its fields; every document has a date besides.
    pub schema: Id<Schema>,
    /// Whether some 材料 sentence requires it: its absence is judged there, once.
    pub required: bool,
    /// Where it is declared.
    pub span: Span,
}

/// A 档案 block; its fields take the slots `first_slot ..`.
#[derive(Clone, Debug)]
pub struct FactGroup {
    /// Its name.
    pub name: SmolStr,
    /// Its ASCII alias.
    pub alias: Option<SmolStr>,
    /// Its fields.
    pub schema: Id<Schema>,
    /// The slot of its first field among all facts.
    pub first_slot: u32,
    /// Where it is declared.
    pub span: Span,
}

/// A procedure: a DAG of steps.
#[derive(Clone, Debug)]
pub struct Procedure {
    /// Its name.
    pub name: SmolStr,
    /// Its ASCII alias.
    pub alias: Option<SmolStr>,
    /// The procedure it continues (细化).
    pub refines: Option<Id<Procedure>>,
    /// 适用: where one is false the whole dossier is out of scope.
    pub scope: Vec<ExprId>,
    /// 办结: the step whose finish ends it.
    pub end: Option<Id<Step>>,
    /// Its steps, parents before children, in the order in which they are written.
    pub steps: Vec<Id<Step>>,
    /// Its obligations.
    pub obligations: Vec<ObligationId>,
    /// The order of its steps; a node is a position in `steps`, an edge's label a position in
    /// `edges`.
    pub dag: Dag,
    /// The edges with their places.
    pub edges: Vec<Edge>,
    /// The orders outside the scopes of refining procedures, the topmost first; mostly none.
    pub bounded: Vec<BoundedOrder>,
    /// 适用版本：启动之日: the law of the day on which the case began counts throughout.
    pub law_of_start: bool,
    /// 视为: steps that the law takes as done.
    pub deemed: Vec<super::follow::Deemed>,
    /// Whether a step of it has an estimate (预计): then what is pending may be seen to come late.
    pub estimated: bool,
    /// Its articles.
    pub cites: Vec<Citation>,
    /// Where it is declared.
    pub span: Span,
}

/// The order of a procedure without what a refining procedure adds, for where that does not apply.
#[derive(Clone, Debug)]
pub struct BoundedOrder {
    /// Inside this scope the next order counts, after the last one [`Procedure::dag`].
    pub within: ExprId,
    /// The order outside it.
    pub dag: Dag,
}

/// An edge of a procedure: `before` is finished when `after` starts.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The step that comes first.
    pub before: Id<Step>,
    /// The step that waits.
    pub after: Id<Step>,
    /// The obligation that says so.
    pub obligation: ObligationId,
    /// The own scope of the refining procedure that adds it; `None`: it is always there.
    pub within: Option<ExprId>,
    /// Where it is written.
    pub span: Span,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name.
    pub name: SmolStr,
    /// Its ASCII alias.
    pub alias: Option<SmolStr>,
    /// Its path, the procedure included.
    pub path: SmolStr,
    /// The procedure.
    pub procedure: Id<Procedure>,
    /// Its position in the procedure's `steps`.
    pub position: u32,
    /// The enclosing step.
    pub parent: Option<Id<Step>>,
    /// Its steps, in the order in which they are written.
    pub children: Vec<Id<Step>>,
    /// It is written as 并联: its steps go on side by side where nothing else puts them in order.
    pub parallel: bool,
    /// 适用: where one is false the step is transparent.
    pub scope: Vec<ExprId>,
    /// 免除.
    pub waivers: Vec<Waiver>,
    /// 结论: what it may end with; empty where none is declared.
    pub outcomes: Vec<SmolStr>,
    /// 返回: a finish under this condition sends the case back.
    pub returns: Vec<Return>,
    /// Whether a case may end without it (履行：可以 and weaker).
    pub optional: bool,
    /// `情形 C 应当` of an optional step: then it may not.
    pub must_when: Option<ExprId>,
    /// Its obligation to be performed.
    pub perform: Option<ObligationId>,
    /// The steps that must be finished before it starts, as written.
    pub after: Vec<Id<Step>>,
    /// Its other predecessors: any of several, other ends, lags.
    pub joins: Vec<ObligationId>,
    /// Its obligations.
    pub obligations: Vec<ObligationId>,
    /// The least time it takes, for the plan: minimum periods from its start to its finish.
    pub minimum: Vec<ObligationId>,
    /// Its limits from its start to its finish, for the plan.
    pub maximum: Vec<ObligationId>,
    /// 预计: the work it takes, for the plan.
    pub estimate: Option<super::follow::Estimate>,
    /// The 不计时 block that it, or a step around it, stands in.
    pub off_clock: Option<Id<super::offclock::OffClock>>,
    /// 暂停: what it stops while it runs.
    pub stops: Vec<Id<Step>>,
    /// Its articles, own or inherited.
    pub cites: Vec<Citation>,
    /// Where it is declared.
    pub span: Span,
}

/// A statutory exclusion.
#[derive(Clone, Debug)]
pub struct Waiver {
    /// 情形; absent: always.
    pub when: Option<ExprId>,
    /// 凭: every one of these must be on file, and satisfy its test.
    pub evidence: Vec<(super::expr::DocumentRef, Option<ExprId>)>,
    /// 经 U 批准
    pub approved_by: Option<super::obligation::UnitRef>,
    /// Its articles.
    pub cites: Vec<Citation>,
    /// 授权: the superior articles that allow it.
    pub authorised: Vec<Citation>,
    /// Where it is written.
    pub span: Span,
}

/// A rework edge: when the condition holds at the finish, the case goes back.
#[derive(Clone, Debug)]
pub struct Return {
    /// Where it goes back to.
    pub to: Id<Step>,
    /// 情形
    pub when: Option<ExprId>,
    /// Where it is written.
    pub span: Span,
}

/// A scenario: part of a dossier and what is expected of it.
#[derive(Clone, Debug)]
pub struct TestCase {
    /// Its name.
    pub name: SmolStr,
    /// The procedure; `None`: only rules are judged.
    pub procedure: Option<Id<Procedure>>,
    /// The dossier as the dossier reader takes it.
    pub dossier: Submission,
    /// What is expected.
    pub expected: Vec<Expectation>,
    /// 其余 不论
    pub others_free: bool,
    /// Where it is declared.
    pub span: Span,
}

/// One expectation of a scenario.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// The obligation; `None`: 总体.
    pub obligation: Option<ObligationId>,
    /// `[key]`: the entry of the register; `None`: every one of them.
    pub entry: Option<SmolStr>,
    /// The status word.
    pub status: crate::syntax::vocabulary::PostfixWord,
    /// 自: violated since.
    pub since: Option<crate::calendar::Date>,
    /// 至: pending until.
    pub until: Option<crate::calendar::Date>,
    /// 期限: due.
    pub due: Option<crate::calendar::Date>,
    /// Where it is written.
    pub span: Span,
}

impl RuleSet {
    /// Whether a file is another one or imports it, however far.
    #[must_use]
    pub fn sees(&self, from: FileId, to: FileId) -> bool {
        let mut seen = Vec::new();
        let mut open = vec![from];
        while let Some(file) = open.pop() {
            if file == to {
                return true;
            }
            if !seen.contains(&file) {
                seen.push(file);
                open.extend(self.imports.get(usize::from(file.0)).into_iter().flatten());
            }
        }
        false
    }

    /// Whether an expression reads a step's own record or one of its documents.
    #[must_use]
    pub fn is_of_step(&self, expr: ExprId, step: Id<Step>) -> bool {
        match &self.exprs[expr].kind {
            ExprKind::StepField(of, _) => *of == step,
            ExprKind::DocumentField(document, _) => document.from == Some(step),
            _ => false,
        }
    }

    /// The obligation of an id: whole, by alias, without the procedure's name, or any end of it
    /// that is unique within the procedure (`合法性审查/审查时间`).
    ///
    /// # Errors
    /// The candidates where several fit; an empty list where none does.
    pub fn find_obligation(
        &self,
        procedure: Option<Id<Procedure>>,
        name: &str,
    ) -> Result<ObligationId, Vec<String>> {
        let at = |procedure: Option<Id<Procedure>>, id: &str| {
            self.obligation_index.get(&(procedure, SmolStr::new(id))).copied()
        };
        if let Some(id) = at(procedure, name).or_else(|| at(None, name)) {
            return Ok(id);
        }
        if let Some(id) = procedure {
            let procedure = &self.procedures[id];
            for prefix in [Some(&procedure.name), procedure.alias.as_ref()].into_iter().flatten() {
                if let Some(found) = at(Some(id), &format!("{prefix}/{name}")) {
                    return Ok(found);
                }
            }
        }
        let end = format!("/{name}");
        let fits = |id: &SmolStr| id.ends_with(&end);
        let found: Vec<ObligationId> = self
            .obligations
            .entries()
            .filter(|(_, obligation)| {
                procedure.is_none() || obligation.procedure == procedure || obligation.procedure.is_none()
            })
            .filter(|(_, obligation)| fits(&obligation.id) || fits(&obligation.alias))
            .map(|(id, _)| id)
            .collect();
        match found.as_slice() {
            [only] => Ok(*only),
            several => Err(several.iter().map(|id| self.obligations[*id].id.to_string()).collect()),
        }
    }
}
