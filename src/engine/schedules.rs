//! Procedures that no dates can keep, told when rules are checked.
//!
//! INVARIANT: what is refused here has no plan on any day; nothing is judged.

use crate::diag::{Diagnostic, procedure};
use crate::model::RuleSet;
use crate::plan::standing_conflict;
use crate::report::clashing;

/// The procedures whose limits stand against what must lie between their ends.
pub(super) fn faults(rules: &RuleSet) -> Vec<Diagnostic> {
    let ids = rules.procedures.ids();
    let found = ids.filter_map(|id| standing_conflict(rules, id));
    found.map(|sentences| procedure::impossible(&clashing(rules, &sentences))).collect()
}
