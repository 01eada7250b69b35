//! The schedule: what it is computed from and what it says.
//!
//! Invariant: the entry of a node stands at its number, and every date is there or says why not.
//! Absent: the passes themselves.

use super::activity::Activity;
use super::backward::{Backward, Late, LateDates};
use super::conflict::{self, Conflict};
use super::forward::{self, Early};
use super::join::Reading;
use super::line::{Line, Point, date};
use super::network::Network;
use super::reach::Frame;
use super::relation::End;
use super::settle::{Settled, Unrest};
use super::{driver, float, length};
use crate::calendar::{BeyondCalendar, Date, TimeUnit, WorkdayCalendar};

use super::driver::{Driver, FinishCause, LateDriver};

/// The conditions under which a plan is made.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The first day of the plan: nothing that is not on record starts before it.
    pub start: Date,
    /// The day up to which the record speaks; nothing new happens before it. Absent: no record.
    pub data_date: Option<Date>,
    /// Which days are worked.
    pub calendar: WorkdayCalendar,
}

/// First and last day, both included. Of an activity without duration both are the day it falls on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first day.
    pub start: Date,
    /// The last day, on which it is still worked on.
    pub finish: Date,
}

/// Why there is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Gap {
    /// The activity does not take part.
    #[error("the activity is not applicable")]
    NotApplicable,
    /// Counting its working days needs a day that is not published.
    #[error(transparent)]
    BeyondCalendar(BeyondCalendar),
    /// The date lies outside the range of dates.
    #[error("the date lies outside the years 1900 to 2199")]
    BeyondDates,
    /// The date follows from that of another activity, which has a gap of its own.
    #[error("the date depends on activity {node}, which has none")]
    DependsOn {
        /// The activity whose own dates could not be counted.
        node: usize,
    },
    /// Late dates and floats are counted from the finish of the whole, which is not known because
    /// that activity has no date.
    #[error("the finish of the whole is not known: activity {node} has no date")]
    FinishUnknown {
        /// An activity whose own dates could not be counted.
        node: usize,
    },
}

/// How far the record of an activity goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It does not take part.
    NotApplicable,
    /// Not begun.
    Planned,
    /// Begun, not finished.
    Open,
    /// Finished; its dates are the recorded ones.
    Finished,
}

/// How firm the calendar is on which a date rests; the weaker one is the greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Published days only, or days that need no calendar.
    #[default]
    Published,
    /// Published days that a later notice may still change.
    Provisional,
    /// Days assumed by the week alone (推定).
    Assumed,
}

/// What the schedule says of one activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivitySchedule {
    /// How far its record goes.
    pub state: State,
    /// The unit of its floats: working days, days, hours or minutes.
    pub unit: TimeUnit,
    /// As early as possible; what is on record as recorded.
    pub early: Result<Span, Gap>,
    /// As late as the finish of the whole and every deadline allow; of a finished activity the
    /// record, and the recorded start of an open one. `finish` is the last day in the activity's unit.
    pub late: Result<Span, Gap>,
    /// By how many of its units it may slip without moving the finish of the whole or missing a
    /// deadline: the smaller of what its start and what its finish may. Negative: by how many it
    /// must come earlier for a deadline or a limit to be kept. Absent if it is finished or a late
    /// date is absent.
    pub total_float: Option<i32>,
    /// By how many of its units it may slip without moving any other date either; absent as the
    /// total float is.
    pub free_float: Option<i32>,
    /// Not finished, and its total float is zero or less.
    pub critical: bool,
    /// What decided its early start; absent if it has none.
    pub driver: Option<Driver>,
    /// What decided its early finish; absent if it has none.
    pub finish_driver: Option<FinishCause>,
    /// What decided its late start and its late finish; absent if it has none.
    pub late_drivers: Option<(LateDriver, LateDriver)>,
    /// On which days the early dates rest, those they follow from included. The late dates rest
    /// on [`Schedule::basis`].
    pub basis: Basis,
}

impl ActivitySchedule {
    /// What is said of a node that takes no part.
    const NOTHING: Self = Self {
        state: State::NotApplicable,
        unit: TimeUnit::Day,
        early: Err(Gap::NotApplicable),
        late: Err(Gap::NotApplicable),
        total_float: None,
        free_float: None,
        critical: false,
        driver: None,
        finish_driver: None,
        late_drivers: None,
        basis: Basis::Published,
    };
}

/// A computed schedule. Dates and floats are computed once; what they are in words, paths and
/// explanations are worked out when asked for.
#[derive(Clone, Debug)]
pub struct Schedule {
    pub(super) network: Network,
    pub(super) terms: Terms,
    /// By position.
    pub(super) settled: Settled,
    /// By position; empty if the finish of the whole is not known.
    pub(super) late: Vec<Late>,
    late_gaps: Vec<(u32, Gap)>,
    pub(super) end: Result<Point, Gap>,
    finish: Result<Date, Gap>,
    basis: Basis,
}

impl Schedule {
    /// Computes both passes.
    ///
    /// # Errors
    /// [`Conflict`] if limits stand against what must lie between their ends by the relations and
    /// minimum periods alone. A limit that is missed because of work, records or fixed dates is no
    /// error: floats are negative then.
    pub fn of(network: Network, terms: Terms) -> Result<Self, Conflict> {
        if !network.frozen.limits.is_empty() {
            conflict::of_law(&network, &terms)?;
        }
        Ok(Self::computed(network, terms))
    }

    /// Both passes.
    pub(super) fn computed(network: Network, terms: Terms) -> Self {
        let frame = Frame::new(&network, &terms);
        let settled = settled(&frame);
        let whole = forward::whole(&frame, &settled.early);
        let dates = match whole.end {
            Ok(end) => late(&frame, &settled, end),
            Err(_) => LateDates { late: Vec::new(), gaps: Vec::new() },
        };
        Self {
            settled,
            late: dates.late,
            late_gaps: dates.gaps,
            end: whole.end,
            finish: whole.finish,
            basis: whole.basis,
            network,
            terms,
        }
    }

    /// The same plan from `start` on with nothing on record: what the record is held against.
    #[must_use]
    pub fn without_record(&self, start: Date) -> Self {
        let mut network = self.network.clone();
        for activity in &mut network.activities {
            activity.actual_start = None;
            activity.actual_finish = None;
        }
        // What limits say of the law alone does not depend on the record.
        Self::computed(network, Terms { start, data_date: None, calendar: self.terms.calendar.clone() })
    }

    /// What the schedule says of every node, the entry of a node at its number.
    #[must_use]
    pub fn activities(&self) -> Vec<ActivitySchedule> {
        let frame = self.frame();
        (0..self.network.len())
            .map(|node| self.told(&frame, node).unwrap_or(ActivitySchedule::NOTHING))
            .collect()
    }

    /// What the schedule says of a node.
    #[must_use]
    pub fn activity(&self, node: usize) -> Option<ActivitySchedule> {
        self.told(&self.frame(), node)
    }

    /// The last day of the whole. A network without an applicable activity is done on its first day.
    ///
    /// # Errors
    /// [`Gap::FinishUnknown`] if an applicable activity has no early finish.
    pub fn finish(&self) -> Result<Date, Gap> {
        self.finish
    }

    /// The weakest basis of all early dates, on which the finish and all late dates rest.
    #[must_use]
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// The network that was scheduled.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The conditions under which it was.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    pub(super) fn frame(&self) -> Frame<'_> {
        Frame::new(&self.network, &self.terms)
    }

    /// The early dates of a position, or why there are none.
    pub(super) fn early(&self, position: usize) -> Result<&Early, Gap> {
        self.settled.told_in(&self.network, position)
    }

    /// The late dates of a position, or why there are none.
    pub(super) fn late(&self, position: usize) -> Result<&Late, Gap> {
        self.end?;
        let found = self.late.get(position).ok_or(Gap::NotApplicable)?;
        if found.has_dates() {
            return Ok(found);
        }
        let root = found.root().unwrap_or(position);
        if root != position {
            return Err(Gap::DependsOn { node: self.network.node(root) });
        }
        Err(own_gap(&self.late_gaps, position))
    }

    /// Whether a position takes part, is not finished and has no float.
    pub(super) fn is_critical(&self, position: usize) -> bool {
        let open = |one: &Activity| one.takes_part() && one.actual_finish.is_none();
        self.network.at(position).is_some_and(open) && self.late(position).is_ok_and(|late| late.total <= 0)
    }

    fn told(&self, frame: &Frame<'_>, node: usize) -> Option<ActivitySchedule> {
        let position = self.network.position(node)?;
        let activity = self.network.at(position)?;
        if !activity.takes_part() {
            return Some(ActivitySchedule::NOTHING);
        }
        let state = match (activity.actual_start, activity.actual_finish) {
            (_, Some(_)) => State::Finished,
            (Some(_), None) => State::Open,
            (None, None) => State::Planned,
        };
        let (early, late) = (self.early(position), self.late(position));
        let floats = late.ok().filter(|_| state != State::Finished);
        Some(ActivitySchedule {
            state,
            unit: activity.float_unit(),
            early: early.and_then(|early| early_span(frame, position, early)),
            late: late.and_then(|late| late_span(frame, position, activity, early?, late)),
            total_float: floats.map(|late| late.total),
            free_float: floats.map(|late| late.free),
            critical: floats.is_some_and(|late| late.total <= 0),
            driver: early.ok().map(|early| driver::of_start(self, position, early)),
            finish_driver: early.ok().map(|early| driver::of_finish(self, position, activity, early)),
            late_drivers: late.ok().map(|late| driver::of_late(self, position, late)),
            basis: early.map_or(Basis::Published, |early| early.basis),
        })
    }
}

/// Early dates at rest; limits that cannot be kept are let go one after the other.
pub(super) fn settled(frame: &Frame<'_>) -> Settled {
    let mut broken: Vec<usize> = Vec::new();
    loop {
        let mut settled = Settled::sweep(frame);
        for number in &broken {
            settled.let_go(*number);
        }
        match settled.rest(frame) {
            Ok(()) => return settled,
            Err(Unrest::Limit(number)) => broken.push(number),
        }
    }
}

pub(super) fn late(frame: &Frame<'_>, settled: &Settled, end: Point) -> LateDates {
    let pass = |reading: Reading| Backward { frame, settled, end, reading }.pass();
    let mut dates = pass(Reading::Alone);
    if frame.network.has_joins || !frame.network.frozen.back.is_empty() {
        let pinned = pass(Reading::Pinned);
        float::exact(frame, settled, end, &mut dates, &pinned);
    }
    dates
}

pub(super) fn own_gap(gaps: &[(u32, Gap)], position: usize) -> Gap {
    let found = gaps.binary_search_by_key(&position, |(at, _)| *at as usize).ok();
    found.and_then(|place| gaps.get(place)).map_or(Gap::NotApplicable, |(_, gap)| *gap)
}

/// First and last day of early dates.
pub(super) fn early_span(frame: &Frame<'_>, position: usize, early: &Early) -> Result<Span, Gap> {
    Ok(Span {
        start: date(frame.day_of(position, End::Start, early))?,
        finish: date(frame.day_of(position, End::Finish, early))?,
    })
}

/// First and last day of late dates: of what takes no time the last of its own days.
fn late_span(
    frame: &Frame<'_>,
    position: usize,
    activity: &Activity,
    early: &Early,
    late: &Late,
) -> Result<Span, Gap> {
    let line: Line<'_> = frame.line_of(activity.calendar);
    let instant = frame.is_instant(position);
    let shown = |point: Point, earliest: Point| -> Result<Point, Gap> {
        if !instant || point == earliest {
            return Ok(point);
        }
        let day = length::finish_grid(activity, point, line)?;
        Ok(if point >= earliest { day.max(earliest) } else { day })
    };
    let entry =
        Early { start: shown(late.start, early.start)?, finish: shown(late.finish, early.finish)?, ..*early };
    if !instant {
        return early_span(frame, position, &entry);
    }
    // A deadline may lie before every day on which it could fall.
    let day = |end: End| match entry.end(end) {
        point if point >= early.end(end) => frame.day_of(position, end, &entry),
        point => point.ended(),
    };
    Ok(Span { start: date(day(End::Start))?, finish: date(day(End::Finish))? })
}

#[cfg(test)]
mod tests {
    use super::{Early, Late};

    #[test]
    fn a_step_of_a_schedule_stays_small() {
        // A plan of a million steps with two predecessors each is to fit in 200 bytes a step.
        let activity = size_of::<super::Activity>() + size_of::<u32>() * 2;
        let links =
            2 * (size_of::<super::super::network::Link>() * 2 + size_of::<u32>()) + size_of::<u32>() * 2;
        let dates = size_of::<Early>() + size_of::<Late>();
        assert!(activity + links + dates <= 200, "{activity} + {links} + {dates} bytes");
    }
}
