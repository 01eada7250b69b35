//! Row 10: 不得 C while S runs.

use super::super::condition::{Truth, truth};
use super::super::sight::Sight;
use super::super::verdict::{Verdict, When, pending, satisfied, unproven, violated};
use super::super::world::{Cond, Name};

pub(crate) fn judge(sight: &Sight<'_>, step: Name, cond: &Cond) -> Verdict {
    if !sight.has_record(step) {
        return pending();
    }
    let finished = sight.is_finished(step);
    match truth(cond, sight, !finished) {
        Truth::True => violated(When::Unsaid),
        Truth::False if finished => satisfied(),
        Truth::Unknown if finished => unproven(),
        Truth::False | Truth::Unknown => pending(),
    }
}
