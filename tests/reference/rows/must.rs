//! Row 9: 应当 C, due with S.完成.

use super::super::condition::{Truth, truth};
use super::super::sight::{Moment, Sight};
use super::super::verdict::{Verdict, When, pending, satisfied, unproven, violated, violated_since};
use super::super::world::{Cond, Name};

pub(crate) fn judge(sight: &Sight<'_>, step: Name, cond: &Cond) -> Verdict {
    if !sight.has_record(step) {
        return pending();
    }
    match (sight.finish(step), truth(cond, sight, !sight.is_finished(step))) {
        (_, Truth::True) => satisfied(),
        (Moment::On(finish), Truth::False) => violated_since(finish),
        (Moment::On(_), Truth::Unknown) => unproven(),
        (_, Truth::False) => violated(When::Unsaid),
        (_, Truth::Unknown) => pending(),
    }
}
