//! The line of time on which both passes compute: points, days and their counting.
//!
//! Invariants: an activity's start is the point at which it begins, its finish the point at which
//! it has ended, so that the midnight after its last day is both the end of that day and the
//! earliest start of what follows; a question beyond the calendar's days or the range of dates is
//! a [`Gap`]; every forward function here is monotone and its inverse is exact. Absent:
//! activities, edges.

use super::plan::Gap;
use crate::calendar::{BeyondCalendar, Date, Period, Roll, TimeUnit, WorkdayCalendar};

/// A day number as a date.
pub(super) fn date(day: i32) -> Result<Date, Gap> {
    Date::from_days(day).ok_or(Gap::BeyondDates)
}

/// The number of a date.
pub(super) fn number(date: Date) -> i32 {
    date.days()
}

/// Bits of the minute in a [`Point`].
const MINUTE_BITS: u32 = 11;
const MINUTES: i64 = 1440;

/// A point in time: the day number in the high bits, the minute of that day in the low ones.
///
/// PERF: one comparison orders two points and one shift gives the day; 32 bits reach every date.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Point(i32);

impl Point {
    /// No point: before every other.
    pub(super) const NONE: Self = Self(i32::MIN);
    /// After every other.
    pub(super) const NEVER: Self = Self(i32::MAX);

    /// The beginning of a day, which is the end of the one before.
    pub(super) const fn morning(day: i32) -> Self {
        Self(day << MINUTE_BITS)
    }

    /// The end of a day.
    pub(super) const fn evening(day: i32) -> Self {
        Self::morning(day + 1)
    }

    pub(super) fn at(day: i32, minute: u16) -> Self {
        Self((day << MINUTE_BITS) + i32::from(minute))
    }

    /// A minute later.
    pub(super) const fn after(self) -> Self {
        if self.0 & ((1 << MINUTE_BITS) - 1) == 1439 {
            Self::morning(self.begun() + 1)
        } else {
            Self(self.0 + 1)
        }
    }

    /// A minute earlier.
    pub(super) const fn before(self) -> Self {
        if self.is_midnight() { Self(((self.ended()) << MINUTE_BITS) + 1439) } else { Self(self.0 - 1) }
    }

    pub(super) fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// The day that has begun at this point: of a midnight the day after it.
    pub(super) const fn begun(self) -> i32 {
        self.0 >> MINUTE_BITS
    }

    /// The day that this point is the end of, or lies in: of a midnight the day before it.
    pub(super) const fn ended(self) -> i32 {
        (self.0 - 1) >> MINUTE_BITS
    }

    pub(super) const fn is_midnight(self) -> bool {
        self.0 & ((1 << MINUTE_BITS) - 1) == 0
    }

    fn minutes(self) -> i64 {
        i64::from(self.begun()) * MINUTES + i64::from(self.0 & ((1 << MINUTE_BITS) - 1))
    }

    /// The point so many minutes later (earlier, if negative).
    pub(super) fn plus_minutes(self, minutes: i64) -> Result<Self, Gap> {
        let total = self.minutes() + minutes;
        let day = i32::try_from(total.div_euclid(MINUTES)).map_err(|_| Gap::BeyondDates)?;
        let minute = u16::try_from(total.rem_euclid(MINUTES)).map_err(|_| Gap::BeyondDates)?;
        in_range(day)?;
        Ok(Self::at(day, minute))
    }

    /// Minutes from `earlier` to this point.
    pub(super) fn minutes_since(self, earlier: Self) -> i64 {
        self.minutes() - earlier.minutes()
    }
}

impl std::fmt::Debug for Point {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match *self {
            Self::NONE => f.write_str("none"),
            Self::NEVER => f.write_str("never"),
            _ => write!(f, "{}+{}", self.begun(), self.0 & ((1 << MINUTE_BITS) - 1)),
        }
    }
}

/// A day number, if there is such a date. The day before the first date and the day after the last
/// are ones too: what starts on the first date starts after that day.
fn in_range(day: i32) -> Result<i32, Gap> {
    if day >= Date::MIN.days() - 1 && day <= Date::MAX.days() + 1 { Ok(day) } else { Err(Gap::BeyondDates) }
}

fn shift(day: i32, days: i64) -> Result<i32, Gap> {
    let sum = i32::try_from(i64::from(day) + days).map_err(|_| Gap::BeyondDates)?;
    in_range(sum)
}

/// The minutes of a period of hours or minutes.
pub(super) fn minutes_of(period: Period) -> i64 {
    match period.unit {
        TimeUnit::Hour => i64::from(period.amount) * 60,
        _ => i64::from(period.amount),
    }
}

/// The arithmetic of one calendar on day numbers.
// PERF: the tables are borrowed once; a look-up is a subtraction and a bounded read.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    ranks: &'a [u32],
    workdays: &'a [Date],
    first: i32,
    calendar: &'a WorkdayCalendar,
    /// The first day that a later notice may change, and the first that is assumed.
    provisional: i32,
    assumed: i32,
}

impl<'a> Line<'a> {
    pub(super) fn new(calendar: &'a WorkdayCalendar) -> Self {
        let (first, ranks, workdays) = calendar.tables();
        let assumed = calendar.published().last().days() + 1;
        let provisional = calendar.provisional_from().map_or(assumed, Date::days);
        Self { ranks, workdays, first, calendar, provisional, assumed }
    }

    pub(super) fn calendar(self) -> &'a WorkdayCalendar {
        self.calendar
    }

    /// How many working days there are through the end of `day`.
    #[inline]
    pub(super) fn rank(self, day: i32) -> Result<i32, Gap> {
        let place = usize::try_from(day.wrapping_sub(self.first).wrapping_add(1)).ok();
        match place.and_then(|place| self.ranks.get(place)) {
            Some(rank) => Ok(rank.cast_signed()),
            None => Err(self.beyond(day)),
        }
    }

    /// The working day of that rank, from 1.
    #[inline]
    pub(super) fn ranked(self, rank: i32) -> Result<i32, Gap> {
        match usize::try_from(rank.wrapping_sub(1)).ok().and_then(|place| self.workdays.get(place)) {
            Some(day) => Ok(day.days()),
            None => Err(self.off_the_end(rank)),
        }
    }

    #[cold]
    fn beyond(self, day: i32) -> Gap {
        match date(day) {
            Ok(asked) => {
                let covered = self.calendar.covered();
                Gap::BeyondCalendar(BeyondCalendar { asked, first: covered.first(), last: covered.last() })
            }
            Err(gap) => gap,
        }
    }

    /// The question fell off the calendar: which day it would have needed first.
    #[cold]
    fn off_the_end(self, rank: i32) -> Gap {
        let covered = self.calendar.covered();
        let edge = if rank < 1 { covered.first().plus_days(-1) } else { covered.last().plus_days(1) };
        Gap::BeyondCalendar(BeyondCalendar {
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

    /// How many days in `unit` lie after `from` through `to`; negative if `to` is earlier.
    pub(super) fn count(self, from: i32, to: i32, unit: TimeUnit) -> Result<i32, Gap> {
        match unit {
            TimeUnit::Workday => Ok(self.rank(to)? - self.rank(from)?),
            _ => Ok(to - from),
        }
    }

    /// The last of the days of `period`, counted after `day`; `day` itself for none. Hours and
    /// minutes are no days: `day`.
    pub(super) fn after(self, day: i32, period: Period) -> Result<i32, Gap> {
        let amount = i64::from(period.amount);
        match period.unit {
            _ if amount == 0 => Ok(day),
            TimeUnit::Day => shift(day, amount),
            TimeUnit::Workday => {
                let amount = i32::try_from(amount).map_err(|_| Gap::BeyondDates)?;
                self.ranked(self.rank(day)?.saturating_add(amount))
            }
            TimeUnit::Month => months(day, amount),
            TimeUnit::Year => months(day, amount * 12),
            TimeUnit::Hour | TimeUnit::Minute => Ok(day),
        }
    }

    /// The latest day after which the days of `period` still end by `last`: the inverse of
    /// [`Line::after`].
    pub(super) fn latest_before(self, last: i32, period: Period) -> Result<i32, Gap> {
        let amount = i64::from(period.amount);
        match period.unit {
            _ if amount == 0 => Ok(last),
            TimeUnit::Day => shift(last, -amount),
            TimeUnit::Workday => {
                let amount = i32::try_from(amount).map_err(|_| Gap::BeyondDates)?;
                Ok(self.ranked(self.rank(last)?.saturating_sub(amount).saturating_add(1))? - 1)
            }
            TimeUnit::Month | TimeUnit::Year => {
                let amount = if period.unit == TimeUnit::Year { amount * 12 } else { amount };
                let guess = months(last, -amount)?;
                settle(guess, |day| self.after(day, period).is_ok_and(|end| end <= last))
            }
            TimeUnit::Hour | TimeUnit::Minute => Ok(last),
        }
    }

    /// The last day of `period` counted after `day`, rolled as a rule asks.
    pub(super) fn rolled_after(self, day: i32, period: Period, roll: Roll) -> Result<i32, Gap> {
        let last = self.after(day, period)?;
        match roll {
            Roll::None => Ok(last),
            Roll::Next => self.workday_from(last),
            Roll::Previous => self.workday_until(last),
        }
    }

    /// The earliest day from which a period that rolls still reaches `last`.
    pub(super) fn earliest_reaching(self, last: i32, period: Period, roll: Roll) -> Result<i32, Gap> {
        let reaches = |day: i32| self.rolled_after(day, period, roll).is_ok_and(|end| end >= last);
        let mut day = self.latest_before(last, period)?;
        // LIMIT: a roll and a month's missing days move a day by less than this.
        for _ in 0..64 {
            if reaches(day) {
                break;
            }
            day += 1;
        }
        for _ in 0..64 {
            if !reaches(day - 1) {
                break;
            }
            day -= 1;
        }
        Ok(day)
    }

    /// How firm `day` is where working days were counted up to it.
    #[inline]
    pub(super) fn firmness(self, day: i32) -> super::plan::Basis {
        if day < self.provisional {
            super::plan::Basis::Published
        } else if day < self.assumed {
            super::plan::Basis::Provisional
        } else {
            super::plan::Basis::Assumed
        }
    }
}

fn months(day: i32, months: i64) -> Result<i32, Gap> {
    let months = i32::try_from(months).map_err(|_| Gap::BeyondDates)?;
    // The day before the first date counts as one: its month has as many days as any December.
    let (from, moved) = match Date::from_days(day) {
        Some(from) => (from, 0),
        None if day < 0 => (Date::MIN, 1),
        None => (Date::MAX, -1),
    };
    from.plus_months_clamped(months).map(|day| day.days() - moved).ok_or(Gap::BeyondDates)
}

/// The greatest day near `guess` for which a monotone test holds.
fn settle(guess: i32, holds: impl Fn(i32) -> bool) -> Result<i32, Gap> {
    let mut day = guess;
    // LIMIT: the months differ by three days at most.
    for _ in 0..8 {
        if holds(day) {
            break;
        }
        day -= 1;
    }
    for _ in 0..8 {
        if !holds(day + 1) {
            break;
        }
        day += 1;
    }
    if holds(day) { in_range(day) } else { Err(Gap::BeyondDates) }
}
