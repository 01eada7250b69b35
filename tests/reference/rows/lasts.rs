//! Row 5: 历时 ≥ N from a to b; m = a⊕N is the first day b may be.

use super::super::day::{Day, Unit};
use super::super::sight::{Moment, Sight};
use super::super::verdict::{Verdict, When, over_all, pending, pending_until, satisfied, violated};
use super::super::world::Point;

#[derive(Clone, Copy)]
pub(crate) struct Period {
    pub(crate) n: u32,
    pub(crate) unit: Unit,
    pub(crate) from: Point,
    pub(crate) to: Point,
}

pub(crate) fn judge(sight: &Sight<'_>, period: Period) -> Verdict {
    let (a, b) = (sight.moment(period.from), sight.moment(period.to));
    let since = stated_on(sight, period.to);
    let all = a.values().into_iter().flat_map(|a| b.values().into_iter().map(move |b| (a, b)));
    over_all(all.map(|(a, b)| at(sight.t, period, a, b, since)))
}

fn at(t: Day, period: Period, a: Moment, b: Moment, since: When) -> Verdict {
    let a = match (a, b) {
        (Moment::On(a), _) => a,
        // A b that is only stated leaves a the time to come first.
        (_, Moment::On(b)) if b <= t => return violated(When::Unsaid),
        _ => return pending(),
    };
    let first = a.after(period.n, period.unit);
    match b {
        Moment::On(b) if b >= first => satisfied(),
        Moment::On(_) => violated(since),
        _ if t < first => pending_until(first),
        _ => satisfied(),
    }
}

/// When b came to be known: an event on its day, a field with its document.
fn stated_on(sight: &Sight<'_>, b: Point) -> When {
    let day = match b {
        Point::Start(_) | Point::Finish(_) | Point::Event => match sight.moment(b) {
            Moment::On(day) => Some(day),
            _ => None,
        },
        Point::Field(step, kind, _) => sight.paper(step, kind).and_then(|p| p.date),
        Point::Project(_) => None,
    };
    day.map_or(When::Unsaid, When::On)
}
