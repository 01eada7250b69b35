//! Row 14: 认定, decided by the latest attestation.

use super::super::sight::Sight;
use super::super::verdict::{Verdict, When, pending, satisfied, unproven, violated};
use super::super::world::Name;

pub(crate) fn judge(sight: &Sight<'_>, step: Name, id: &str) -> Verdict {
    if !sight.has_record(step) {
        return pending();
    }
    let said = sight.file.attestations.iter().filter(|a| a.obligation == id);
    match said.max_by_key(|a| a.date) {
        Some(a) if a.yes => satisfied(),
        Some(_) => violated(When::Unsaid),
        None if sight.is_finished(step) => unproven(),
        None => pending(),
    }
}
