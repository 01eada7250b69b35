//! The pass from the last day back: late dates.
//!
//! Invariant: late points are the greatest that leave the finish of the whole, and every deadline
//! that is kept, where they are, because every step of the forward pass is monotone and is inverted
//! here exactly; behind joins they are bounds, which [`super::float`] makes exact. Absent: early
//! dates.

use super::activity::{Activity, Role};
use super::forward::Early;
use super::join::{self, Reading};
use super::length;
use super::line::{Line, Point};
use super::network::{Link, narrow};
use super::plan::Gap;
use super::reach::Frame;
use super::relation::End;
use super::settle::{Dirty, Settled};

/// What decided a late date: a slot of the links after the activity, or one of the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LateCause(u32);

impl LateCause {
    pub(super) const WHOLE: Self = Self(u32::MAX);
    pub(super) const FIXED: Self = Self(u32::MAX - 1);
    pub(super) const LIMIT: Self = Self(u32::MAX - 2);
    pub(super) const RECORD: Self = Self(u32::MAX - 3);
    /// Of a start: its own latest finish.
    pub(super) const OWN: Self = Self(u32::MAX - 4);

    /// The slot, if a link decided.
    pub(super) fn as_slot(self) -> Option<u32> {
        (self.0 < Self::OWN.0).then_some(self.0)
    }
}

/// Late dates, and the floats of an activity in its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Late {
    /// The last point at which it may start; [`Point::NONE`] if there are no late dates, and then
    /// the cause is the position to blame.
    pub(super) start: Point,
    /// The last point at which it may finish.
    pub(super) finish: Point,
    /// The last points that move nothing else.
    pub(super) keep_start: Point,
    pub(super) keep_finish: Point,
    pub(super) start_cause: LateCause,
    pub(super) finish_cause: LateCause,
    pub(super) total: i32,
    pub(super) free: i32,
}

impl Late {
    /// Not computed yet: bounds nothing.
    pub(super) const UNSEEN: Self = Self {
        start: Point::NEVER,
        finish: Point::NEVER,
        keep_start: Point::NEVER,
        keep_finish: Point::NEVER,
        start_cause: LateCause::WHOLE,
        finish_cause: LateCause::WHOLE,
        total: 0,
        free: 0,
    };

    fn gap(root: usize) -> Self {
        Self { start: Point::NONE, finish: Point::NONE, start_cause: LateCause(narrow(root)), ..Self::UNSEEN }
    }

    #[inline]
    pub(super) fn has_dates(&self) -> bool {
        !self.start.is_none()
    }

    pub(super) fn root(&self) -> Option<usize> {
        self.start_cause.as_slot().map(|root| root as usize)
    }
}

/// Late dates in the making.
pub(super) struct LateDates {
    pub(super) late: Vec<Late>,
    /// Own reasons of positions without late dates, ascending.
    pub(super) gaps: Vec<(u32, Gap)>,
}

/// What all that comes after leaves to the two ends of an activity.
#[derive(Clone, Copy)]
struct Room {
    start: Point,
    start_cause: LateCause,
    finish: Point,
    finish_cause: LateCause,
    keep_start: Point,
    keep_finish: Point,
}

impl Room {
    fn of(end: Point) -> Self {
        Self {
            start: Point::NEVER,
            start_cause: LateCause::OWN,
            finish: end,
            finish_cause: LateCause::WHOLE,
            keep_start: Point::NEVER,
            keep_finish: end,
        }
    }

    #[inline]
    fn bound(&mut self, end: End, upto: Point, cause: LateCause) {
        match end {
            End::Start if upto < self.start => (self.start, self.start_cause) = (upto, cause),
            End::Finish if upto < self.finish => (self.finish, self.finish_cause) = (upto, cause),
            _ => {}
        }
    }

    /// Of a join, which has one point in time.
    fn at_one_point(mut self) -> Self {
        if self.start < self.finish {
            (self.finish, self.finish_cause) = (self.start, self.start_cause);
        }
        self.keep_finish = self.keep_finish.min(self.keep_start);
        self
    }

    #[inline]
    fn keep(&mut self, end: End, upto: Point) {
        let held = if end == End::Start { &mut self.keep_start } else { &mut self.keep_finish };
        *held = (*held).min(upto);
    }
}

enum Lack {
    Own(Gap),
    Of(usize),
}

impl From<Gap> for Lack {
    fn from(gap: Gap) -> Self {
        Self::Own(gap)
    }
}

/// One pass.
pub(super) struct Backward<'a> {
    pub(super) frame: &'a Frame<'a>,
    pub(super) settled: &'a Settled,
    /// The last point of the whole.
    pub(super) end: Point,
    pub(super) reading: Reading,
}

impl Backward<'_> {
    /// Late dates by position.
    pub(super) fn pass(&self) -> LateDates {
        let positions = self.settled.early.len();
        let mut dates = LateDates { late: vec![Late::UNSEEN; positions], gaps: Vec::new() };
        for position in (0..positions).rev() {
            let found = self.placed(position, &mut dates);
            if let Some(slot) = dates.late.get_mut(position) {
                *slot = found;
            }
        }
        let frozen = &self.frame.network.frozen;
        if !frozen.back.is_empty() || !frozen.limits.is_empty() {
            self.rest(&mut dates);
        }
        dates
    }

    /// Bounds that come from earlier positions may move what was placed before them.
    fn rest(&self, dates: &mut LateDates) {
        let network = self.frame.network;
        let mut dirty = Dirty::new(dates.late.len());
        for position in &network.frozen.back {
            for link in network.before(*position as usize) {
                dirty.mark(link.at());
            }
        }
        for limit in &network.frozen.limits {
            dirty.mark(limit.to as usize);
        }
        // LIMIT: entries placed again. Where missed deadlines and limits of different units chase
        // each other longer than this, the bounds found by then stand.
        let mut work = dates.late.len().saturating_mul(64).max(1_000_000);
        while let Some(position) = dirty.pop_last() {
            if work == 0 {
                return;
            }
            work -= 1;
            let found = self.placed(position, dates);
            let Some(held) = dates.late.get_mut(position) else { continue };
            let before = std::mem::replace(held, found);
            if before == found {
                continue;
            }
            for link in network.before(position) {
                if link.at() != position {
                    dirty.mark(link.at());
                }
            }
            for limit in &network.frozen.limits {
                if limit.from as usize == position {
                    dirty.mark(limit.to as usize);
                }
            }
        }
    }

    fn placed(&self, position: usize, dates: &mut LateDates) -> Late {
        match self.place(position, &dates.late) {
            Ok(found) => found,
            Err(Lack::Of(root)) => Late::gap(root),
            Err(Lack::Own(gap)) => {
                let key = narrow(position);
                if let Err(place) = dates.gaps.binary_search_by_key(&key, |(at, _)| *at) {
                    dates.gaps.insert(place, (key, gap));
                }
                Late::gap(position)
            }
        }
    }

    /// The late dates of one position.
    #[inline]
    fn place(&self, position: usize, late: &[Late]) -> Result<Late, Lack> {
        let (Some(activity), Some(early)) =
            (self.frame.network.at(position), self.settled.early.get(position))
        else {
            return Err(Lack::Own(Gap::NotApplicable));
        };
        if !early.has_dates() {
            return Err(early
                .root()
                .filter(|root| *root != position)
                .map_or_else(|| Lack::Own(self.own_gap(position)), Lack::Of));
        }
        if activity.takes_part() && activity.actual_finish.is_some() {
            // A finished activity is where it is and binds nothing before it.
            return Ok(Late {
                start: early.start,
                finish: early.finish,
                start_cause: LateCause::RECORD,
                finish_cause: LateCause::RECORD,
                ..Late::UNSEEN
            });
        }
        let room = self.room(position, early, late)?;
        let line = self.frame.line_of(activity.calendar);
        if !activity.takes_part() {
            let join = activity.applicable && matches!(activity.role, Role::Join { .. });
            return Ok(if join { transparent(room.at_one_point()) } else { transparent(room) });
        }
        if let Some(days) = activity.plain_workdays()
            && activity.actual_start.is_none()
            && room.start == Point::NEVER
        {
            return Ok(plain(days, early, &room, line)?);
        }
        Ok(of_step(activity, early, &room, line)?)
    }

    fn own_gap(&self, position: usize) -> Gap {
        let key = narrow(position);
        let found = self.settled.gaps.binary_search_by_key(&key, |(at, _)| *at).ok();
        found.and_then(|place| self.settled.gaps.get(place)).map_or(Gap::NotApplicable, |(_, gap)| *gap)
    }

    /// The smallest of what comes after allows.
    #[inline]
    fn room(&self, position: usize, early: &Early, late: &[Late]) -> Result<Room, Lack> {
        let network = self.frame.network;
        // What takes no part is no part of the whole: where nothing follows it, it binds nothing.
        let takes_part = network.at(position).is_some_and(Activity::takes_part);
        let mut room = Room::of(if takes_part { self.end } else { Point::NEVER });
        let slot = network.frozen.after.begin(position);
        for (slot, link) in (narrow(slot)..).zip(network.after(position)) {
            let Some(next) = network.at(link.at()) else { continue };
            let special = network.special(link.relation);
            let to_end = special.map_or(End::Start, |one| one.to_end);
            if next.takes_part() && next.is_begun() && (to_end == End::Start || next.actual_finish.is_some())
            {
                continue;
            }
            let Some(found) = late.get(link.at()) else { continue };
            if link.at() == position {
                continue;
            }
            if !found.has_dates() {
                return Err(found.root().map_or(Lack::Own(Gap::NotApplicable), Lack::Of));
            }
            let (upto, keeps) = match to_end {
                End::Start => (found.start, found.keep_start),
                End::Finish => (found.finish, found.keep_finish),
            };
            if special.is_none() && next.role == Role::Step {
                // PERF: nearly every link.
                room.bound(End::Finish, upto, LateCause(slot));
                room.keep(End::Finish, keeps);
                continue;
            }
            let from_end = special.map_or(End::Finish, |one| one.from_end);
            let through = |upto: Point| self.through(*link, position, upto);
            room.bound(from_end, through(upto)?, LateCause(slot));
            room.keep(from_end, through(keeps)?);
        }
        self.dates(position, late, &mut room)?;
        if takes_part && !network.frozen.specials.is_empty() {
            self.within_itself(&mut room, position, early)?;
        }
        Ok(room)
    }

    /// The last point of the earlier end of a link with which the later one keeps to `upto`.
    fn through(&self, link: Link, from: usize, upto: Point) -> Result<Point, Gap> {
        let upto = match self.frame.network.at(link.at()) {
            Some(Activity { role: Role::Join { need }, applicable: true, .. }) => {
                let own = Link { position: narrow(from), relation: link.relation };
                let join = (link.at(), *need);
                join::upto(self.frame, &self.settled.early, join, own, upto, self.reading)?
            }
            _ => upto,
        };
        self.frame.latest_from(link.relation, from, link.at(), upto)
    }

    /// What the finish of an activity leaves to its own start beyond its length.
    fn within_itself(&self, room: &mut Room, position: usize, early: &Early) -> Result<(), Gap> {
        for link in self.frame.network.after(position) {
            if link.at() != position {
                continue;
            }
            let upto = |finish: Point| self.frame.latest_from(link.relation, position, position, finish);
            room.bound(End::Start, upto(room.finish)?, LateCause::OWN);
            room.keep(End::Start, upto(room.keep_finish)?.max(early.start));
        }
        Ok(())
    }

    /// Deadlines, and limits that end here.
    #[inline]
    fn dates(&self, position: usize, late: &[Late], room: &mut Room) -> Result<(), Gap> {
        for (_, date) in self.frame.network.fixed(position) {
            if let Some(most) = date.most() {
                room.bound(date.end, most, LateCause::FIXED);
                room.keep(date.end, most);
            }
        }
        if self.frame.network.frozen.limits.is_empty() {
            return Ok(());
        }
        for (number, limit) in self.frame.network.limits_of(position) {
            let from = limit.from as usize;
            let Some(first) = self.settled.early.get(from).filter(|one| one.has_dates()) else { continue };
            let applies = |at: usize| self.frame.network.at(at).is_some_and(|one| one.applicable);
            if !applies(from) || !applies(position) {
                continue;
            }
            let broken = self.settled.broken.get(number) != Some(&false);
            let day = self.frame.day_of(from, limit.from_end, first);
            let by_early = self.frame.limit_upto(limit, day, first.end(limit.from_end))?;
            room.keep(limit.to_end, by_early);
            let upto = match late.get(from) {
                _ if broken => by_early,
                Some(found) if found.has_dates() => {
                    let point = if limit.from_end == End::Start { found.start } else { found.finish };
                    match point {
                        Point::NEVER => continue,
                        point => {
                            self.frame.limit_upto(limit, self.day_at(from, limit.from_end, point), point)?
                        }
                    }
                }
                _ => continue,
            };
            room.bound(limit.to_end, upto, LateCause::LIMIT);
        }
        Ok(())
    }

    /// The day on which an end falls at a late point.
    fn day_at(&self, position: usize, end: End, point: Point) -> i32 {
        let at = Early { start: point, finish: point, ..Early::UNSEEN };
        self.frame.day_of(position, end, &at)
    }
}

fn transparent(room: Room) -> Late {
    Late {
        start: room.start.min(room.finish),
        finish: room.finish,
        keep_start: room.keep_start.min(room.keep_finish),
        keep_finish: room.keep_finish,
        start_cause: if room.start < room.finish { room.start_cause } else { room.finish_cause },
        finish_cause: room.finish_cause,
        total: 0,
        free: 0,
    }
}

/// The usual activity: its own number of working days, bound by its finish alone.
// PERF: at most three look-ups by day and two by rank.
#[inline]
fn plain(days: i32, early: &Early, room: &Room, line: Line<'_>) -> Result<Late, Gap> {
    let here = line.rank(early.finish.ended())?;
    let last = line.rank(room.finish.begun() - 1)?;
    let total = if room.finish >= early.finish { (last - here).max(0) } else { last - here };
    let free = match room.keep_finish {
        keeps if keeps == room.finish => total,
        keeps => (line.rank(keeps.begun() - 1)? - here).max(0),
    };
    let (start, finish) = match total {
        0 if early.finish_cause == super::forward::Cause::OWN => (early.start, early.finish),
        _ => {
            let finish = Point::evening(line.ranked(last)?);
            let start = Point::morning(line.ranked(last - days + 1)?);
            (start, if room.finish >= early.finish { finish.max(early.finish) } else { finish })
        }
    };
    // Of a step that lasts longer than its work only the finish decides how far it may slip.
    Ok(Late {
        start,
        finish,
        keep_start: early.start,
        keep_finish: early.finish,
        start_cause: LateCause::OWN,
        finish_cause: room.finish_cause,
        total,
        free: free.clamp(0, total.max(0)),
    })
}

/// Any other activity.
fn of_step(activity: &Activity, early: &Early, room: &Room, line: Line<'_>) -> Result<Late, Gap> {
    let instant = activity.is_milestone() && !activity.is_begun();
    let by_finish = length::slip(activity, early.finish, room.finish, line)?;
    let mut free = length::slip(activity, early.finish, room.keep_finish, line)?.max(0);
    // What takes no time ends on any day, begun or not.
    let finish =
        if activity.is_milestone() { room.finish } else { length::finish_grid(activity, room.finish, line)? };
    let finish = if room.finish >= early.finish { finish.max(early.finish) } else { finish };
    if activity.actual_start.is_some() {
        return Ok(Late {
            start: early.start,
            finish,
            keep_start: Point::NEVER,
            keep_finish: early.finish,
            start_cause: LateCause::RECORD,
            finish_cause: room.finish_cause,
            total: by_finish,
            free: free.min(by_finish.max(0)),
        });
    }
    let own = if instant { room.finish } else { length::latest_start(activity, room.finish, line)? };
    let (upto, start_cause) =
        if room.start < own { (room.start, room.start_cause) } else { (own, LateCause::OWN) };
    let start = if instant { upto } else { length::on_grid(activity, upto, line)? };
    let by_start = match instant {
        true => length::slip(activity, early.start, start, line)?,
        false => length::start_slip(activity, early.start, start, line)?,
    };
    // Its start may slip as far as nothing else moves: neither by its start nor by its finish.
    let kept =
        if instant { room.keep_finish } else { length::latest_start(activity, room.keep_finish, line)? };
    let kept = kept.min(room.keep_start).max(early.start);
    let kept = if instant { kept } else { length::on_grid(activity, kept, line)? };
    free = free.min(match instant {
        true => length::slip(activity, early.start, kept, line)?,
        false => length::start_slip(activity, early.start, kept, line)?,
    });
    let total = by_finish.min(by_start);
    Ok(Late {
        start,
        finish,
        keep_start: early.start,
        keep_finish: early.finish,
        start_cause,
        finish_cause: room.finish_cause,
        total,
        free: free.clamp(0, total.max(0)),
    })
}
