//! What a plan is asked for, and why there may be none.
//!
//! INVARIANT: a request is plain data; nothing here looks at rules.

use super::change::Change;
use crate::calendar::Date;
use crate::dossier::Dossier;
use crate::model::{Id, Procedure, Step};
use crate::schedule::Conflict;

/// Which lengths the steps take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Plan {
    /// As fast as the law allows: the minimum periods (历时); 预计 where there is none.
    Fastest,
    /// As expected: 预计; the limit (限时) where there is none, and the minimum period without either.
    #[default]
    Expected,
    /// As late as the law allows: the limits; 预计 where there is none.
    Latest,
}

/// What a plan is made from.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlanRequest<'d> {
    /// The dossier, with its as-of date: what is on record, and what applies.
    pub dossier: Option<(&'d Dossier, Date)>,
    /// The procedure; left out: the dossier's.
    pub procedure: Option<Id<Procedure>>,
    /// The first day; left out: the earliest record.
    pub start: Option<Date>,
    /// Optional steps (可以) that are planned although they are not on record.
    pub with: &'d [Id<Step>],
    /// Which lengths the steps take.
    pub plan: Plan,
    /// What would be otherwise than the rules and the record say.
    pub changes: &'d [Change],
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// No procedure is named.
    #[error("no procedure is named")]
    NoProcedure,
    /// Neither a first day nor a record is given.
    #[error("there is no start date and no record")]
    NoStart,
    /// Limits stand against what must lie between their ends.
    #[error(transparent)]
    Conflict(#[from] Conflict),
}
