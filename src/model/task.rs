//! Tasks: measures with who leads them, by when, what they must reach and what they must leave behind.

use super::arena::Id;
use super::expr::ExprId;
use super::obligation::{ObligationId, UnitRef};
use super::source::Citation;
use super::types::Schema;
use crate::text::Span;
use smol_str::SmolStr;

/// A measure (任务) that a document gives to organs, with its 期限, 指标 and 材料.
#[derive(Clone, Debug)]
pub struct Task {
    /// Its name or number: `37-4-2`.
    pub name: SmolStr,
    /// Its ASCII alias.
    pub alias: Option<SmolStr>,
    /// What it is called besides its number.
    pub title: Option<SmolStr>,
    /// 牵头: who leads.
    pub lead: Vec<UnitRef>,
    /// 配合: who helps.
    pub support: Vec<UnitRef>,
    /// 期限, in the order in which they are written; empty where the document gives no date.
    pub dues: Vec<TaskDue>,
    /// The parts that have a 期限 of their own, one date field each.
    pub parts: Id<Schema>,
    /// The values of its 指标, one field each.
    pub indicators: Id<Schema>,
    /// Its obligations.
    pub obligations: Vec<ObligationId>,
    /// Its articles.
    pub cites: Vec<Citation>,
    /// Where it is declared.
    pub span: Span,
}

/// One 期限 of a task.
#[derive(Clone, Copy, Debug)]
pub struct TaskDue {
    /// The part it is for; `None`: the whole.
    pub part: Option<u16>,
    /// The last day.
    pub due: ExprId,
}
