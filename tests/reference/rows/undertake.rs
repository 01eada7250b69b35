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
        (Some(by), Some("甲局")) if sight.rules.renamed.is_some() && matches!(by, "甲局" | "旧局") => {
            match held(sight, step, by) {
                true => satisfied(),
                false => unproven(),
            }
        }
        (Some(by), Some(right)) if by == right => satisfied(),
        (Some(_), Some(_)) => violated(When::Unsaid),
    }
}

/// Whether 甲局 had this name on some day of the record: 旧局 through the last day, 甲局 from the next.
fn held(sight: &Sight<'_>, step: Name, by: Name) -> bool {
    let (Some(record), Some(last)) = (sight.latest(step), sight.rules.renamed) else { return true };
    let finish = record.finish.or(if sight.is_finished(step) { None } else { Some(sight.t) });
    let days = [record.start, finish];
    days.into_iter().flatten().any(|day| if by == "旧局" { day <= last } else { day > last })
}
