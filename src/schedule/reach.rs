//! What a relation leaves to its later end, and what that end leaves to the earlier one.
//!
//! Invariant: `reach` is monotone in the point it is given; `latest_from` is its exact inverse, and
//! so are the two functions of limits. Absent: the choice among several relations.

use super::activity::{Activity, CalendarId};
use super::forward::Early;
use super::line::{Line, Point, minutes_of, number};
use super::network::{LimitRow, Link, Network, Special};
use super::plan::{Gap, Terms};
use super::relation::End;

/// A network with its terms, ready for a pass.
pub(super) struct Frame<'a> {
    pub(super) network: &'a Network,
    /// The calendar of the plan.
    pub(super) line: Line<'a>,
    others: Vec<Line<'a>>,
    /// The first day of the plan, and the first on which anything new may happen.
    pub(super) start: i32,
    pub(super) first: i32,
    pub(super) data: Option<i32>,
}

impl<'a> Frame<'a> {
    pub(super) fn new(network: &'a Network, terms: &'a Terms) -> Self {
        let start = number(terms.start);
        let data = terms.data_date.map(number);
        Self {
            network,
            line: Line::new(&terms.calendar),
            others: network.calendars.iter().map(Line::new).collect(),
            start,
            first: data.map_or(start, |day| day.max(start)),
            data,
        }
    }

    #[inline]
    pub(super) fn line_of(&self, calendar: CalendarId) -> Line<'a> {
        match usize::from(calendar.0).checked_sub(1) {
            None => self.line,
            Some(at) => self.others.get(at).copied().unwrap_or(self.line),
        }
    }

    /// The last day for which every calendar answers.
    pub(super) fn covered_through(&self) -> i32 {
        let last = |line: &Line<'_>| number(line.calendar().covered().last());
        self.others.iter().map(last).fold(last(&self.line), i32::min)
    }

    /// The calendar that counts a lag: its own, else that of the activity that waits.
    fn lag_line(&self, calendar: Option<CalendarId>, to: usize) -> Line<'a> {
        let of_activity = || self.network.at(to).map_or(CalendarId::PLAN, |one| one.calendar);
        self.line_of(calendar.unwrap_or_else(of_activity))
    }

    /// The day on which an end falls.
    pub(super) fn day_of(&self, position: usize, end: End, early: &Early) -> i32 {
        match end {
            _ if self.is_instant(position) => {
                let point = if end == End::Start { early.start } else { early.finish };
                point.ended().max(self.hold(position))
            }
            End::Start => early.start.begun(),
            End::Finish => early.finish.ended(),
        }
    }

    /// Whether a position falls on the day its predecessors finish: it takes no time, and no record
    /// gives it a day.
    pub(super) fn is_instant(&self, position: usize) -> bool {
        let one = self.network.at(position);
        one.is_none_or(|one| !one.takes_part() || (one.is_milestone() && !one.is_begun()))
    }

    /// The earliest day on which what takes no time may fall.
    fn hold(&self, position: usize) -> i32 {
        if !self.network.at(position).is_some_and(Activity::takes_part) {
            return self.start;
        }
        let fixed = self.network.fixed(position).iter().filter_map(|(_, date)| date.least());
        fixed.map(Point::begun).fold(self.first, i32::max)
    }

    /// What a link leaves to its later end: the end, the earliest point for it, and the day a
    /// count of working days ended on.
    #[inline]
    pub(super) fn reach(
        &self,
        link: Link,
        to: usize,
        from: &Early,
    ) -> Result<(End, Point, Option<i32>), Gap> {
        match self.network.special(link.relation) {
            None => Ok((End::Start, from.finish, None)),
            Some(special) => self.reach_special(special, link.at(), to, from),
        }
    }

    #[cold]
    fn reach_special(
        &self,
        special: &Special,
        from: usize,
        to: usize,
        early: &Early,
    ) -> Result<(End, Point, Option<i32>), Gap> {
        let point = match special.from_end {
            End::Start => early.start,
            End::Finish => early.finish,
        };
        // What is left out has no event to count from.
        let counts = self.network.at(from).is_some_and(|one| one.applicable);
        let Some(lag) = special.lag.filter(|_| counts) else {
            let before_start = counts && (special.from_end, special.to_end) == (End::Start, End::Finish);
            let own = from == to;
            return Ok((special.to_end, if before_start && !own { point.after() } else { point }, None));
        };
        if lag.unit.needs_time() {
            return Ok((special.to_end, point.plus_minutes(minutes_of(lag))?, None));
        }
        let line = self.lag_line(special.calendar, to);
        let day = line.after(self.day_of(from, special.from_end, early), lag)?;
        let reached = match special.to_end {
            End::Start => Point::morning(day),
            End::Finish => Point::morning(day).after(),
        };
        // A lag never lets the second end come before the first.
        let counted = (lag.unit == crate::calendar::TimeUnit::Workday).then_some(day);
        Ok((special.to_end, reached.max(point), counted))
    }

    /// The greatest point of the earlier end for which the link reaches no further than `upto`.
    #[inline]
    pub(super) fn latest_from(
        &self,
        relation: u32,
        from: usize,
        to: usize,
        upto: Point,
    ) -> Result<Point, Gap> {
        match self.network.special(relation) {
            None => Ok(upto),
            Some(_) if upto == Point::NEVER => Ok(upto),
            Some(special) => self.latest_special(special, from, to, upto),
        }
    }

    #[cold]
    fn latest_special(&self, special: &Special, from: usize, to: usize, upto: Point) -> Result<Point, Gap> {
        let counts = self.network.at(from).is_some_and(|one| one.applicable);
        let Some(lag) = special.lag.filter(|_| counts) else {
            let before_start = counts && (special.from_end, special.to_end) == (End::Start, End::Finish);
            return Ok(if before_start && from != to { upto.before() } else { upto });
        };
        if lag.unit.needs_time() {
            return upto.plus_minutes(-minutes_of(lag));
        }
        let last = match special.to_end {
            End::Start => upto.begun(),
            End::Finish => upto.ended(),
        };
        let day = self.lag_line(special.calendar, to).latest_before(last, lag)?;
        Ok(self.through(from, special.from_end, day).min(upto))
    }

    /// The last point at which an end still falls on `day`.
    fn through(&self, position: usize, end: End, day: i32) -> Point {
        match end {
            End::Start if !self.is_instant(position) => Point::at(day, 1439),
            _ => Point::evening(day),
        }
    }

    /// The last point that a limit leaves to its later end.
    pub(super) fn limit_upto(&self, limit: &LimitRow, from_day: i32, from: Point) -> Result<Point, Gap> {
        let period = limit.limit.period;
        if period.unit.needs_time() {
            return from.plus_minutes(minutes_of(period));
        }
        let line = self.lag_line(limit.calendar, limit.to as usize);
        let day = line.rolled_after(from_day, period, limit.limit.roll)?;
        Ok(self.through(limit.to as usize, limit.to_end, day))
    }

    /// The earliest point of the earlier end with which a limit still reaches `day`, or `point`
    /// where it is counted in hours.
    pub(super) fn limit_from(&self, limit: &LimitRow, day: i32, point: Point) -> Result<Point, Gap> {
        let period = limit.limit.period;
        if period.unit.needs_time() {
            return point.plus_minutes(-minutes_of(period));
        }
        let line = self.lag_line(limit.calendar, limit.to as usize);
        let day = line.earliest_reaching(day, period, limit.limit.roll)?;
        Ok(match limit.from_end {
            End::Start if !self.is_instant(limit.from as usize) => Point::morning(day),
            _ => Point::morning(day).after(),
        })
    }

    /// The first point at which an activity may start from a bound on.
    #[inline]
    pub(super) fn start_from(&self, activity: &Activity, bound: Point, line: Line<'_>) -> Result<Point, Gap> {
        use crate::calendar::TimeUnit::{Hour, Minute, Workday};
        match activity.unit() {
            Workday => Ok(Point::morning(line.workday_from(bound.ended() + 1)?)),
            Hour | Minute => Ok(bound),
            _ => Ok(Point::morning(bound.ended() + 1)),
        }
    }

    /// The first point at which an activity may finish from a bound on.
    pub(super) fn finish_from(&self, activity: &Activity, bound: Point) -> Result<Point, Gap> {
        use crate::calendar::TimeUnit::{Hour, Minute, Workday};
        match activity.unit() {
            _ if activity.is_milestone() => Ok(bound),
            Workday => Ok(Point::evening(self.line_of(activity.calendar).workday_from(bound.ended())?)),
            Hour | Minute => Ok(bound),
            _ => Ok(Point::evening(bound.ended())),
        }
    }
}
