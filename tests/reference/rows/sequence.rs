//! 顺序 has no row of its own: judged as an 应当 (row 9) over the recorded sequence.

use super::super::sight::Sight;
use super::super::verdict::{Verdict, When, pending, satisfied, unproven, violated, violated_since};
use super::super::world::{Name, SEQUENCE};

pub(crate) fn judge(sight: &Sight<'_>, step: Name) -> Verdict {
    let Some(record) = sight.latest(step) else {
        return pending();
    };
    let told = &record.sequence;
    match record.finish {
        _ if *told == SEQUENCE => satisfied(),
        Some(_) if told.is_empty() => unproven(),
        Some(finish) => violated_since(finish),
        None if SEQUENCE.starts_with(told) => pending(),
        None => violated(When::Unsaid),
    }
}
