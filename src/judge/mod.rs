//! Verdicts: evaluation, three-valued logic, explanations, remedies.
//!
//! INVARIANT: judging is total. It returns no error, reads no clock and no file, and allocates
//! little: explanations are built only when asked for, by the same code that judges.

mod explanation;
mod known;
mod report;
mod trace;
mod verdict;

pub use explanation::{ConditionNode, Explanation, ReadValue, Recorder};
pub use known::{Known, KnownState, Scalar, Tri};
pub use report::{Overall, Report};
pub use trace::{Evidence, Label, RecordPart, Silent, Test, Trace};
pub use verdict::*;

use crate::calendar::Date;
use crate::dossier::Dossier;
use crate::model::{ObligationId, RuleSet};

/// Judges a dossier by the rules at a date.
#[must_use]
pub fn judge(_rules: &RuleSet, _dossier: &Dossier, _as_of: Date) -> Report {
    Report {
        as_of: _as_of,
        procedure: None,
        overall: Overall { status: Status::NotApplicable, not_reviewed: false, needs_finding: false, nothing_judged: true },
        verdicts: Vec::new(),
        left_out: 0,
    }
}

/// Explains one verdict; `None` where the obligation is not judged for this dossier.
#[must_use]
pub fn explain(_rules: &RuleSet, _dossier: &Dossier, _as_of: Date, _obligation: ObligationId) -> Option<Explanation> {
    None
}

/// The unknown facts on which an unproven verdict depends.
#[must_use]
pub fn missing(_rules: &RuleSet, _dossier: &Dossier, _as_of: Date, _obligation: ObligationId) -> Vec<MissingFact> {
    Vec::new()
}

/// The acts that meet a violated or pending obligation, with their earliest dates.
#[must_use]
pub fn remedy(_rules: &RuleSet, _dossier: &Dossier, _as_of: Date, _obligation: ObligationId) -> Vec<Act> {
    Vec::new()
}
