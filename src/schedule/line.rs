//! The line of days: plain day numbers on which both passes compute.
//!
//! A step ends at the end of a day; that day's number is its *bound*, and a successor starts after
//! it. Invariant: a question beyond the calendar's days or the range of dates is a [`Gap`].
//! Absent: activities, edges.

use super::network::{Activity, DayUnit, Duration};
use super::plan::Gap;
use crate::calendar::{Date, WorkdayCalendar};

/// A day number as a date.
pub(super) fn date(day: i32) -> Result<Date, Gap> {
    Date::from_days(day).ok_or(Gap::BeyondDates)
}

/// The day number `days` later (earlier, if negative), if there is such a date. The day before the
/// first date is one too: what starts on the first date starts after that day.
fn shift(day: i32, days: i64) -> Result<i32, Gap> {
    let sum = i32::try_from(i64::from(day) + days).map_err(|_| Gap::BeyondDates)?;
    if sum >= Date::MIN.days() - 1 && sum <= Date::MAX.days() { Ok(sum) } else { Err(Gap::BeyondDates) }
}

/// The number of a date.
pub(super) fn number(date: Date) -> i32 {
    date.days()
}

/// The difference of two ranks; a calendar has fewer working days than that.
pub(super) fn between(from: i64, to: i64) -> i32 {
    i32::try_from(to - from).unwrap_or(i32::MAX)
}

/// Working-day arithmetic on day numbers.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) calendar: &'a WorkdayCalendar,
}

impl Line<'_> {
    /// How many working days there are through the end of `day`.
    pub(super) fn rank(self, day: i32) -> Result<i64, Gap> {
        let rank = self.calendar.workdays_through(date(day)?).map_err(Gap::BeyondCalendar)?;
        Ok(i64::from(rank))
    }

    /// The working day of that rank, from 1.
    pub(super) fn ranked(self, rank: i64) -> Result<i32, Gap> {
        let found = u32::try_from(rank).ok().and_then(|rank| self.calendar.workday_at(rank));
        found.map(number).ok_or_else(|| self.off_the_end(rank))
    }

    /// The question fell off the calendar: which day it would have needed first.
    fn off_the_end(self, rank: i64) -> Gap {
        let covered = self.calendar.covered();
        let edge = if rank < 1 { covered.first().plus_days(-1) } else { covered.last().plus_days(1) };
        Gap::BeyondCalendar(crate::calendar::BeyondCalendar {
            asked: edge.unwrap_or(covered.last()),
            first: covered.first(),
            last: covered.last(),
        })
    }

    /// The first working day on or after `day`.
    pub(super) fn workday_from(self, day: i32) -> Result<i32, Gap> {
        self.ranked(self.rank(day - 1)? + 1)
    }

    /// The last working day on or before `day`.
    pub(super) fn workday_until(self, day: i32) -> Result<i32, Gap> {
        self.ranked(self.rank(day)?)
    }

    /// The first day in `unit` after the bound.
    pub(super) fn start_after(self, bound: i32, unit: DayUnit) -> Result<i32, Gap> {
        match unit {
            DayUnit::Day => Ok(bound + 1),
            DayUnit::Workday => self.workday_from(bound + 1),
        }
    }

    /// How many days in `unit` lie after `from` through `to`; negative if `to` is earlier.
    pub(super) fn count(self, from: i32, to: i32, unit: DayUnit) -> Result<i32, Gap> {
        match unit {
            DayUnit::Day => Ok(to - from),
            DayUnit::Workday => Ok(between(self.rank(from)?, self.rank(to)?)),
        }
    }

    /// The last day of an activity that starts on `start`: of its work, first day counted, and of
    /// its minimum period, first day not counted, whichever is later.
    pub(super) fn finish(self, activity: &Activity, start: i32) -> Result<i32, Gap> {
        let worked = self.after(start - 1, activity.work)?;
        match activity.minimum {
            Some(least) => Ok(worked.max(self.after(start, least)?).max(start)),
            None => Ok(worked.max(start)),
        }
    }

    /// The last of the days of `length` that follow `day`.
    fn after(self, day: i32, length: Duration) -> Result<i32, Gap> {
        let days = i64::from(length.days);
        match length.unit {
            _ if days == 0 => Ok(day),
            DayUnit::Day => shift(day, days),
            DayUnit::Workday => self.ranked(self.rank(day)? + days),
        }
    }

    /// The latest start with which an activity that takes time finishes by `bound`.
    pub(super) fn latest_start(self, activity: &Activity, bound: i32) -> Result<i32, Gap> {
        let by_work = self.latest_before(bound, activity.work)? + 1;
        let latest = match activity.minimum {
            Some(least) => by_work.min(self.latest_before(bound, least)?),
            None => by_work,
        };
        match activity.unit() {
            DayUnit::Day => Ok(latest),
            DayUnit::Workday => self.workday_until(latest),
        }
    }

    /// The latest day after which the days of `length` still end by `bound`: the adjoint of
    /// [`Line::after`].
    fn latest_before(self, bound: i32, length: Duration) -> Result<i32, Gap> {
        let days = i64::from(length.days);
        match length.unit {
            _ if days == 0 => Ok(bound),
            DayUnit::Day => shift(bound, -days),
            DayUnit::Workday => Ok(self.ranked(self.rank(bound)? - days + 1)? - 1),
        }
    }
}
