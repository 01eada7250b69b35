//! Joins: a node that waits for branches of so much weight.
//!
//! Invariant: a join comes when the weight of the branches that have come first reaches its need.
//! What a branch may leave a join with is exact for each branch alone; what several branches do
//! together is for [`super::float`] to find out. Absent: how branches are chosen.

use super::forward::{Bounds, Cause, Early, Lack};
use super::line::Point;
use super::network::Link;
use super::plan::{Basis, Gap};
use super::reach::Frame;

/// A branch that takes part, and when it comes; `None`: after every day that is known.
#[derive(Clone, Copy)]
struct Arrival {
    slot: u32,
    weight: u64,
    point: Option<Point>,
    basis: Basis,
}

/// The branches of a join that take part.
struct Branches {
    /// By point, those not known last; of two at one point the smaller node first.
    all: Vec<Arrival>,
    need: u64,
    /// The position that is to blame where a branch has no dates.
    root: Option<usize>,
}

impl Branches {
    /// `None` if no branch takes part.
    fn of(frame: &Frame<'_>, early: &[Early], position: usize, need: u32) -> Result<Option<Self>, Gap> {
        let slot = frame.network.slot(position);
        let mut all = Vec::new();
        let mut root = None;
        for (slot, link) in (slot..).zip(frame.network.before(position)) {
            if !frame.network.at(link.at()).is_some_and(|one| one.applicable) {
                continue;
            }
            let Some(from) = early.get(link.at()) else { continue };
            let weight = frame.network.special(link.relation).map_or(1, |one| u64::from(one.weight));
            let point = if from.has_dates() {
                Some(frame.reach(*link, position, from)?.1)
            } else {
                root = root.or(from.root());
                None
            };
            all.push(Arrival { slot, weight, point, basis: from.basis });
        }
        all.sort_by_key(|one| (one.point.unwrap_or(Point::NEVER), one.slot));
        let total = all.iter().fold(0_u64, |sum, one| sum.saturating_add(one.weight));
        let need = u64::from(need).min(total);
        Ok((!all.is_empty()).then_some(Self { all, need, root }))
    }

    /// The branch with which the need is met, one of them left out.
    fn deciding(&self, without: Option<u32>) -> Option<&Arrival> {
        let mut weight = 0_u64;
        let mut counted = self.all.iter().filter(|one| Some(one.slot) != without);
        counted.find(|one| {
            weight = weight.saturating_add(one.weight);
            weight >= self.need
        })
    }
}

/// When a join comes.
pub(super) fn bounds(frame: &Frame<'_>, early: &[Early], position: usize, need: u32) -> Result<Bounds, Lack> {
    let start = Point::morning(frame.start);
    let mut found = Bounds {
        start,
        start_cause: Cause::PROJECT,
        finish: Point::NONE,
        finish_cause: Cause::OWN,
        basis: Basis::Published,
    };
    let Some(branches) = Branches::of(frame, early, position, need)? else {
        return all_of(frame, early, position, found);
    };
    let Some(last) = branches.deciding(None) else { return Ok(found) };
    let unknown = || Lack::Of(branches.root.unwrap_or(position));
    let Some(point) = last.point else { return Err(unknown()) };
    // What is not known comes after the last day that is; whether before this one is not known.
    if branches.root.is_some() && point > Point::evening(frame.covered_through()) {
        return Err(unknown());
    }
    let counted = branches.all.iter().filter(|one| one.point.is_some_and(|at| at <= point));
    found.basis = counted.map(|one| one.basis).fold(Basis::Published, Basis::max);
    if point >= start {
        (found.start, found.start_cause) = (point, Cause::slot(last.slot));
    }
    Ok(found)
}

/// A join without branches waits for all that comes before what is left out.
fn all_of(frame: &Frame<'_>, early: &[Early], position: usize, mut found: Bounds) -> Result<Bounds, Lack> {
    let slot = frame.network.slot(position);
    for (slot, link) in (slot..).zip(frame.network.before(position)) {
        let Some(from) = early.get(link.at()) else { continue };
        if !from.has_dates() {
            match from.root() {
                Some(root) => return Err(Lack::Of(root)),
                None => continue,
            }
        }
        found.basis = found.basis.max(from.basis);
        let point = frame.reach(*link, position, from)?.1;
        if point > found.start {
            (found.start, found.start_cause) = (point, Cause::slot(slot));
        }
    }
    Ok(found)
}

/// What each branch of a join is left with, so that the join comes by `upto`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// As far as it alone decides: no bound where the others are enough by then. Never too early.
    Alone,
    /// Whatever the others do: bound if it now comes by then. Never too late.
    Pinned,
}

/// The last point at which a branch may come to a join that may come by `upto`.
pub(super) fn upto(
    frame: &Frame<'_>,
    early: &[Early],
    join: (usize, u32),
    from: Link,
    upto: Point,
    reading: Reading,
) -> Result<Point, Gap> {
    let (position, need) = join;
    let Some(branches) = Branches::of(frame, early, position, need)? else { return Ok(upto) };
    let own = branches.all.iter().find(|one| {
        frame
            .network
            .link(one.slot)
            .is_some_and(|link| link.position == from.position && link.relation == from.relation)
    });
    let Some(own) = own else { return Ok(Point::NEVER) };
    let free = match reading {
        Reading::Alone => {
            branches.deciding(Some(own.slot)).and_then(|one| one.point).is_some_and(|at| at <= upto)
        }
        Reading::Pinned => own.point.is_none_or(|at| at > upto),
    };
    Ok(if free { Point::NEVER } else { upto })
}
