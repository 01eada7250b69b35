//! Row 7: 期限 D. A date written in the text does not roll.

use super::super::day::Day;
use super::super::sight::{Moment, Sight};
use super::super::verdict::{Verdict, pending_until, satisfied, violated_for_good};
use super::super::world::Name;

pub(crate) fn judge(sight: &Sight<'_>, step: Name, due: Day) -> Verdict {
    match sight.finish(step) {
        Moment::On(finish) if finish <= due => satisfied(),
        Moment::On(_) => violated_for_good(due.next()),
        _ if sight.t <= due => pending_until(due),
        _ => violated_for_good(due.next()),
    }
}
