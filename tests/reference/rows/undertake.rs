//! Row 3: 承办, due with S.完成.

use super::super::sight::Sight;
use super::super::verdict::{Verdict, When, pending, satisfied, unproven, violated};
use super::super::world::{Name, Organ};

pub(crate) fn judge(sight: &Sight<'_>, step: Name, organ: Organ) -> Verdict {
    let Some(record) = sight.latest(step) else {
        return pending();
    };
    let right = match organ {
        Organ::Unit(name) => Some(name),
        Organ::Role => sight.file.role,
    };
    match (record.by, right) {
        (None, _) if sight.is_finished(step) => unproven(),
        (None, _) => pending(),
        (Some(_), None) => unproven(),
        (Some(by), Some(right)) if by == right => satisfied(),
        (Some(_), Some(_)) => violated(When::Unsaid),
    }
}
