//! Row 8: X no later than L = E⊖N.

use super::super::day::Day;
use super::super::sight::{Moment, Sight};
use super::super::verdict::{Verdict, over_all, pending, pending_until, satisfied, violated_since};
use super::super::world::Point;

pub(crate) fn judge(sight: &Sight<'_>, x: Point, e: Point, n: u32) -> Verdict {
    let (x, e) = (sight.moment(x), sight.moment(e));
    let all = x.values().into_iter().flat_map(|x| e.values().into_iter().map(move |e| (x, e)));
    over_all(all.map(|(x, e)| at(sight.t, x, e, n)))
}

fn at(t: Day, x: Moment, e: Moment, n: u32) -> Verdict {
    let Moment::On(e) = e else { return pending() };
    let last = e.plus(-(n as i32));
    let late = Verdict { curable: e > t, ..violated_since(last.next()) };
    match x {
        Moment::On(x) if x <= last => satisfied(),
        Moment::On(_) => late,
        _ if t <= last => pending_until(last),
        _ => late,
    }
}
