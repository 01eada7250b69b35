//! Row 11: 结论.

use super::super::sight::Sight;
use super::super::verdict::{Verdict, pending, satisfied, unproven};
use super::super::world::Name;

pub(crate) fn judge(sight: &Sight<'_>, step: Name) -> Verdict {
    let Some(record) = sight.latest(step) else {
        return pending();
    };
    match (record.finish, record.outcome) {
        (None, _) => pending(),
        (Some(_), Some(_)) => satisfied(),
        (Some(_), None) => unproven(),
    }
}
