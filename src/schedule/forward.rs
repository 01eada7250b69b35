//! The pass from the first day on: early starts and finishes, and what drives them.
//!
//! Invariant: an entry is computed from its predecessors, the record, fixed dates and what limits
//! have pushed, and from nothing else; a gap stays with the activities that depend on it. Absent:
//! late dates, and the order in which entries are computed again ([`super::settle`]).

use super::activity::{Activity, Role};
use super::line::{Line, Point, number};
use super::network::{Link, Network};
use super::plan::{Basis, Gap};
use super::reach::Frame;
use super::relation::End;
use super::settle::Push;
use super::{join, length};
use crate::calendar::{Date, Moment, TimeUnit};

/// What decided a date: a slot of the links before the activity, or one of the others.
// PERF: one word; what it means in nodes and clauses is worked out when asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cause(u32);

impl Cause {
    pub(super) const PROJECT: Self = Self(u32::MAX);
    pub(super) const DATA: Self = Self(u32::MAX - 1);
    pub(super) const RECORD: Self = Self(u32::MAX - 2);
    pub(super) const FIXED: Self = Self(u32::MAX - 3);
    pub(super) const LIMIT: Self = Self(u32::MAX - 4);
    /// Of a finish: its own length.
    pub(super) const OWN: Self = Self(u32::MAX - 5);
    /// Of a trial: put off on purpose.
    pub(super) const FORCED: Self = Self(u32::MAX - 6);

    pub(super) const fn slot(slot: u32) -> Self {
        Self(slot)
    }

    /// The slot, if a link decided.
    pub(super) fn as_slot(self) -> Option<u32> {
        (self.0 < Self::FORCED.0).then_some(self.0)
    }
}

/// Early dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Early {
    /// The beginning of its first day; [`Point::NONE`] if it has no dates.
    pub(super) start: Point,
    /// The end of its last day.
    pub(super) finish: Point,
    /// Without dates: the position whose own dates could not be counted.
    pub(super) start_cause: Cause,
    pub(super) finish_cause: Cause,
    pub(super) basis: Basis,
}

impl Early {
    /// Not computed yet.
    pub(super) const UNSEEN: Self = Self {
        start: Point::NONE,
        finish: Point::NONE,
        start_cause: Cause::PROJECT,
        finish_cause: Cause::PROJECT,
        basis: Basis::Published,
    };

    /// No dates, because of that position.
    pub(super) fn gap(root: usize) -> Self {
        Self { start_cause: Cause(super::network::narrow(root)), ..Self::UNSEEN }
    }

    #[inline]
    pub(super) fn has_dates(&self) -> bool {
        !self.start.is_none()
    }

    /// The position that is to blame for the missing dates; `None` if they are not computed yet.
    pub(super) fn root(&self) -> Option<usize> {
        self.start_cause.as_slot().map(|root| root as usize)
    }

    pub(super) fn end(&self, end: End) -> Point {
        match end {
            End::Start => self.start,
            End::Finish => self.finish,
        }
    }

    pub(super) fn cause(&self, end: End) -> Cause {
        match end {
            End::Start => self.start_cause,
            End::Finish => self.finish_cause,
        }
    }
}

/// What an entry is kept from by all that comes before it.
#[derive(Clone, Copy)]
pub(super) struct Bounds {
    pub(super) start: Point,
    pub(super) start_cause: Cause,
    pub(super) finish: Point,
    pub(super) finish_cause: Cause,
    pub(super) basis: Basis,
}

impl Bounds {
    fn from(start: Point) -> Self {
        Self {
            start,
            start_cause: Cause::PROJECT,
            finish: Point::NONE,
            finish_cause: Cause::OWN,
            basis: Basis::Published,
        }
    }

    #[inline]
    pub(super) fn put_off(&mut self, end: End, point: Point, cause: Cause) {
        match end {
            End::Start if point > self.start => (self.start, self.start_cause) = (point, cause),
            End::Finish if point > self.finish => (self.finish, self.finish_cause) = (point, cause),
            _ => {}
        }
    }
}

/// Why an entry has no dates: its own reason, or that of another position.
pub(super) enum Lack {
    Own(Gap),
    Of(usize),
}

impl From<Gap> for Lack {
    fn from(gap: Gap) -> Self {
        Self::Own(gap)
    }
}

/// Whether a predecessor stands for something done: itself, or what drives it if it is transparent.
fn stands_for_something(network: &Network, link: Link, from: &Early) -> bool {
    network.at(link.at()).is_some_and(Activity::takes_part) || from.start_cause.as_slot().is_some()
}

/// The bounds by all links before a position.
#[inline]
fn by_links(frame: &Frame<'_>, early: &[Early], position: usize) -> Result<Bounds, Lack> {
    let mut bounds = Bounds::from(Point::morning(frame.start));
    let slot = frame.network.slot(position);
    for (cause, link) in (slot..).zip(frame.network.before(position)) {
        let Some(from) = early.get(link.at()).filter(|_| link.at() != position) else { continue };
        if !from.has_dates() {
            match from.root() {
                Some(root) => return Err(Lack::Of(root)),
                None => continue,
            }
        }
        bounds.basis = bounds.basis.max(from.basis);
        let (end, point, counted) = frame.reach(*link, position, from)?;
        if let Some(day) = counted {
            bounds.basis = bounds.basis.max(frame.line.firmness(day));
        }
        if end == End::Start && point == bounds.start && bounds.start_cause == Cause::PROJECT {
            if stands_for_something(frame.network, *link, from) {
                bounds.start_cause = Cause::slot(cause);
            }
        } else {
            bounds.put_off(end, point, Cause::slot(cause));
        }
    }
    Ok(bounds)
}

/// The early dates of a position.
#[inline]
pub(super) fn place(
    frame: &Frame<'_>,
    early: &[Early],
    push: Option<&Push>,
    position: usize,
) -> Result<Early, Lack> {
    let Some(activity) = frame.network.at(position) else { return Err(Lack::Own(Gap::NotApplicable)) };
    if !activity.takes_part() {
        return transparent(frame, early, push, position, activity);
    }
    if activity.is_begun() {
        return begun(frame, early, push, position, activity);
    }
    let mut bounds = by_links(frame, early, position)?;
    if let Some(day) = frame.data {
        bounds.put_off(End::Start, Point::morning(day), Cause::DATA);
    }
    fixed(frame, position, push, &mut bounds);
    let line = frame.line_of(activity.calendar);
    // PERF: the usual activity costs one look-up by day and two by rank.
    let (start, own) = match activity.plain_workdays() {
        _ if activity.is_milestone() => (bounds.start, bounds.start),
        Some(days) => {
            let rank = line.rank(bounds.start.ended())?;
            let start = Point::morning(line.ranked(rank + 1)?);
            (start, Point::evening(line.ranked(rank.saturating_add(days))?))
        }
        None => {
            let start = frame.start_from(activity, bounds.start, line)?;
            (start, length::finish(activity, start, line)?)
        }
    };
    if !frame.network.frozen.specials.is_empty() {
        within_itself(frame, position, start, &mut bounds)?;
    }
    let (finish, finish_cause) = if bounds.finish > own {
        (frame.finish_from(activity, bounds.finish)?, bounds.finish_cause)
    } else {
        (own, Cause::OWN)
    };
    let basis = bounds.basis.max(own_basis(activity, finish, line));
    Ok(Early { start, finish, start_cause: bounds.start_cause, finish_cause, basis })
}

/// Fixed dates, and what limits have pushed.
#[inline]
fn fixed(frame: &Frame<'_>, position: usize, push: Option<&Push>, bounds: &mut Bounds) {
    for (_, date) in frame.network.fixed(position) {
        if let Some(least) = date.least() {
            bounds.put_off(date.end, least, Cause::FIXED);
        }
    }
    if let Some(push) = push {
        let cause = if push.forced { Cause::FORCED } else { Cause::LIMIT };
        bounds.put_off(End::Start, push.start, cause);
        bounds.put_off(End::Finish, push.finish, cause);
    }
}

/// A node without dates of its own: its points are those of what comes before it.
fn transparent(
    frame: &Frame<'_>,
    early: &[Early],
    push: Option<&Push>,
    position: usize,
    activity: &Activity,
) -> Result<Early, Lack> {
    let mut bounds = match activity.role {
        Role::Join { need } if activity.applicable => join::bounds(frame, early, position, need)?,
        _ => by_links(frame, early, position)?,
    };
    if let Some(push) = push {
        bounds.put_off(End::Start, push.start, Cause::LIMIT);
        bounds.put_off(End::Finish, push.finish, Cause::LIMIT);
    }
    let later = bounds.finish > bounds.start;
    Ok(Early {
        start: bounds.start,
        finish: bounds.start.max(bounds.finish),
        start_cause: bounds.start_cause,
        finish_cause: if later { bounds.finish_cause } else { Cause::OWN },
        basis: bounds.basis,
    })
}

/// The point of a recorded start.
pub(super) fn start_point(moment: Moment) -> Point {
    match moment.minute() {
        Some(minute) => Point::at(number(moment.date()), minute),
        None => Point::morning(number(moment.date())),
    }
}

/// The point of a recorded finish.
pub(super) fn finish_point(moment: Moment) -> Point {
    match moment.minute() {
        Some(minute) => Point::at(number(moment.date()), minute),
        None => Point::evening(number(moment.date())),
    }
}

/// An activity with a recorded start or finish.
#[cold]
fn begun(
    frame: &Frame<'_>,
    early: &[Early],
    push: Option<&Push>,
    position: usize,
    activity: &Activity,
) -> Result<Early, Lack> {
    let recorded = |start: Point, finish: Point, finish_cause: Cause, basis: Basis| Early {
        start,
        finish,
        start_cause: Cause::RECORD,
        finish_cause,
        basis,
    };
    let finish = activity.actual_finish;
    let start = activity.actual_start.or(finish.map(|one| Moment::on(one.date())));
    let Some(start) = start.map(start_point) else { return Err(Lack::Own(Gap::BeyondDates)) };
    if let Some(finish) = finish {
        return Ok(recorded(start, finish_point(finish), Cause::RECORD, Basis::Published));
    }
    let line = frame.line_of(activity.calendar);
    let mut own = length::finish(activity, start, line)?;
    let mut cause = Cause::OWN;
    if let Some(held) = frame.data.map(|day| held_open(activity, day, line)).transpose()?
        && held > own
    {
        (own, cause) = (held, Cause::DATA);
    }
    let mut basis = own_basis(activity, own, line);
    let mut bounds = Bounds::from(start);
    if !frame.network.frozen.specials.is_empty() {
        finishes(frame, early, position, start, &mut bounds)?;
    }
    fixed(frame, position, push, &mut bounds);
    if bounds.finish > own {
        (own, cause) = (frame.finish_from(activity, bounds.finish)?, bounds.finish_cause);
        basis = basis.max(bounds.basis).max(own_basis(activity, own, line));
    }
    Ok(recorded(start, own, cause, basis))
}

/// The earliest finish of an open activity that the data date leaves.
fn held_open(activity: &Activity, data: i32, line: Line<'_>) -> Result<Point, Gap> {
    match activity.unit() {
        TimeUnit::Workday if !activity.is_milestone() => Ok(Point::evening(line.workday_from(data)?)),
        unit if unit.needs_time() => Ok(Point::morning(data).after()),
        _ => Ok(Point::evening(data)),
    }
}

/// What the links to its finish leave to an activity that has begun.
fn finishes(
    frame: &Frame<'_>,
    early: &[Early],
    position: usize,
    start: Point,
    bounds: &mut Bounds,
) -> Result<(), Lack> {
    let slot = frame.network.slot(position);
    for (cause, link) in (slot..).zip(frame.network.before(position)) {
        let to_start = frame.network.special(link.relation).is_none_or(|one| one.to_end == End::Start);
        let Some(from) = early.get(link.at()).filter(|_| !to_start && link.at() != position) else {
            continue;
        };
        if !from.has_dates() {
            match from.root() {
                Some(root) => return Err(Lack::Of(root)),
                None => continue,
            }
        }
        let (end, point, _) = frame.reach(*link, position, from)?;
        bounds.basis = bounds.basis.max(from.basis);
        bounds.put_off(end, point, Cause::slot(cause));
    }
    Ok(within_itself(frame, position, start, bounds)?)
}

/// What the lag from its own start leaves to the finish of an activity.
fn within_itself(frame: &Frame<'_>, position: usize, start: Point, bounds: &mut Bounds) -> Result<(), Gap> {
    let slot = frame.network.slot(position);
    for (cause, link) in (slot..).zip(frame.network.before(position)) {
        if link.at() == position {
            let own = Early { start, finish: start, ..Early::UNSEEN };
            let (end, point, _) = frame.reach(*link, position, &own)?;
            bounds.put_off(end, point, Cause::slot(cause));
        }
    }
    Ok(())
}

/// On what the counting of an activity rests. Weak days are the last ones of a calendar, so the
/// finish decides.
#[inline]
fn own_basis(activity: &Activity, finish: Point, line: Line<'_>) -> Basis {
    let counts = activity.work.unit == TimeUnit::Workday
        || activity.minimum.is_some_and(|least| least.unit == TimeUnit::Workday);
    if counts { line.firmness(finish.ended()) } else { Basis::Published }
}

/// The whole: its last point, its last day, its basis.
#[derive(Clone, Copy, Debug)]
pub(super) struct Whole {
    pub(super) end: Result<Point, Gap>,
    pub(super) finish: Result<Date, Gap>,
    pub(super) basis: Basis,
}

/// The end of all applicable activities.
pub(super) fn whole(frame: &Frame<'_>, early: &[Early]) -> Whole {
    let mut basis = Basis::Published;
    let mut last: Option<(Point, usize)> = None;
    let mut day = i32::MIN;
    for (position, (activity, found)) in frame.network.in_order().iter().zip(early).enumerate() {
        if !activity.takes_part() {
            continue;
        }
        if !found.has_dates() {
            let node = frame.network.node(found.root().unwrap_or(position));
            let unknown = Gap::FinishUnknown { node };
            return Whole { end: Err(unknown), finish: Err(unknown), basis };
        }
        basis = basis.max(found.basis);
        if last.is_none_or(|(point, _)| found.finish > point) {
            last = Some((found.finish, position));
        }
        // Of what takes no time the day is not that of its point alone.
        if found.start == found.finish {
            day = day.max(frame.day_of(position, End::Finish, found));
        }
    }
    let (end, day) = match last {
        None => (Point::morning(frame.start), frame.start),
        Some((point, position)) => {
            let found =
                early.get(position).map_or(frame.start, |one| frame.day_of(position, End::Finish, one));
            (point, day.max(found))
        }
    };
    Whole { end: Ok(end), finish: super::line::date(day), basis }
}
