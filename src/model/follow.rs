//! Duties that follow, deemed acts, estimates.

use super::arena::Id;
use super::expr::{DocumentRef, ExprId};
use super::obligation::ObligationId;
use super::ruleset::Step;
use super::source::Citation;
use crate::calendar::{Period, Roll};
use crate::text::Span;

/// Row 15: what must be done after something else, within a limit.
#[derive(Clone, Debug)]
pub struct Follow {
    /// By which word it is written.
    pub kind: FollowKind,
    /// The moment it is done: the finish of a step, the date of a document, an event, a date.
    pub act: ExprId,
    /// 自 E
    pub from: ExprId,
    /// What must hold besides before it is set off: an offence, a promise, a duty not performed.
    pub on: Option<ExprId>,
    /// 限 N; without it the duty is never late.
    pub limit: Option<Period>,
    /// How an end on a rest day moves.
    pub roll: Roll,
}

/// By which word a duty that follows is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FollowKind {
    /// 后续
    Plain,
    /// 送达
    Serve,
    /// 容缺: a document that may be handed in later.
    Owed(DocumentRef),
    /// 告知承诺: a promise that is accepted now and checked later.
    Commitment,
    /// 违者: what an offence calls for.
    Offender,
    /// 未履行: what a duty that was not performed calls for.
    Failing,
}

/// What the judge found of obligations, as a condition: `公示期 违规`, `补正告知 逾期`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Any of these.
    pub of: Vec<ObligationId>,
    /// 逾期: violated because its last day passed, and for no other reason.
    pub late: bool,
}

/// What is read of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommitmentField {
    /// Whether it was made at all.
    OnFile,
    /// When it was made.
    Made,
    /// When it was checked.
    Checked,
    /// Whether it was kept.
    Kept,
}

/// 视为：STEP 于 E，情形 C: the law takes a step as done although nobody did it.
#[derive(Clone, Debug)]
pub struct Deemed {
    /// The step that is taken as done.
    pub step: Id<Step>,
    /// 于 E: on which day it is taken as begun and finished.
    pub on: ExprId,
    /// 情形 C; absent: always.
    pub when: Option<ExprId>,
    /// The limits named with 逾期 in the condition: the deemed act takes the place of their violation.
    pub instead_of: Vec<ObligationId>,
    /// Its articles; never empty.
    pub cites: Vec<Citation>,
    /// Where it is written.
    pub span: Span,
}

/// 预计：5 ～ 10 ～ 20 个工作日: the work a step takes, for plans alone; nothing is judged by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// If all goes well.
    pub least: Period,
    /// Most likely.
    pub likely: Period,
    /// If much goes wrong.
    pub most: Period,
}
