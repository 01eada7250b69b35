//! Counting a period from a moment: forward to its end, or back from an event.
//!
//! Invariants: the day of the event is not counted (民法典 第二百零一条); months and years end on the
//! corresponding day or the month's last (第二百零二条); an end rolls only as asked (第二百零三条); hours run
//! at once from a known minute. What a result depends on is marked in it. Deliberately absent: suspended
//! days, extensions and which reading applies to which rule.

use super::date::Date;
use super::moment::{DAY_MINUTES, Moment};
use super::period::{Direction, Period, Roll, TimeUnit};
use super::workdays::{BeyondCalendar, WorkdayCalendar};

/// The outcome of a count, with all that [`super::explain`] needs to retell it. Small, copied freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Counted {
    /// The moment of the event that the count starts from.
    pub start: Moment,
    /// What was counted.
    pub period: Period,
    /// Which way.
    pub direction: Direction,
    /// Backward only: the reading of clear days (前满N).
    pub clear: bool,
    /// What was asked for an end on a rest day.
    pub roll: Roll,
    /// The end before rolling.
    pub raw_end: Moment,
    /// The end: the last day of the period, or the latest day that is N before the event.
    /// Without a time it is the whole day.
    pub end: Moment,
    /// Calendar days from `raw_end` to `end`: positive if the end rolled to a later day.
    pub rolled_by: i32,
    /// The result hangs on a day that a later notice may still change.
    pub provisional: bool,
    /// The result hangs on a day whose holidays are assumed (推定), not published.
    pub assumed: bool,
}

/// Why a period cannot be counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum CountError {
    /// The count needs days whose holidays are not published.
    #[error(transparent)]
    Beyond(#[from] BeyondCalendar),
    /// Hours and minutes run from a time of day, and the moment gives none.
    #[error("{start} gives no time of day to count from")]
    NeedsTime {
        /// The moment without a time.
        start: Moment,
    },
    /// The result would lie outside the years 1900 to 2199.
    #[error("the count from {start} leaves the years 1900 to 2199")]
    OutOfRange {
        /// The moment that was counted from.
        start: Moment,
    },
}

impl Period {
    /// The end of this period when it starts with an event at `start`.
    ///
    /// The day of the event is not counted; hours and minutes run from its minute. An end that rolls is a
    /// whole day. A period of nothing ends on the day of its event. For a maximum period the end is the last
    /// day on which the act is in time, for a minimum period the first on which it has run.
    ///
    /// # Errors
    /// [`CountError::Beyond`] if a working day or a roll is asked for outside the covered days; a period of
    /// days, months or years that does not roll never asks the calendar. [`CountError::NeedsTime`] for hours
    /// from a moment without a time, [`CountError::OutOfRange`] past the year 2199.
    pub fn end_of(
        self,
        start: Moment,
        roll: Roll,
        calendar: &WorkdayCalendar,
    ) -> Result<Counted, CountError> {
        let raw_end = self.shift(start, Direction::Forward, calendar)?;
        let rolled = roll.apply(raw_end.date(), calendar)?;
        let rolled_by = rolled.days_since(raw_end.date());
        let end = if rolled_by == 0 { raw_end } else { Moment::on(rolled) };
        let counted = Counted {
            start,
            period: self,
            direction: Direction::Forward,
            clear: false,
            roll,
            raw_end,
            end,
            rolled_by,
            provisional: false,
            assumed: false,
        };
        Ok(counted.marked(calendar))
    }

    /// The latest moment that lies this period before `event`.
    ///
    /// Counted back from the event, whose day is not counted. E 前 N: the N-th day back suffices
    /// (`clear = false`: E − N). E 前 满N: N whole days lie in between (`clear = true`: one calendar day
    /// earlier). Hours and minutes are exact, both readings agree. No statute says which: the rule does.
    /// Nothing rolls.
    ///
    /// # Errors
    /// As [`Period::end_of`].
    pub fn before(
        self,
        event: Moment,
        clear: bool,
        calendar: &WorkdayCalendar,
    ) -> Result<Counted, CountError> {
        let shifted = self.shift(event, Direction::Backward, calendar)?;
        let end = if clear && !self.unit.needs_time() {
            let earlier = shifted.date().plus_days(-1).ok_or(CountError::OutOfRange { start: event })?;
            Moment::on(earlier)
        } else {
            shifted
        };
        let counted = Counted {
            start: event,
            period: self,
            direction: Direction::Backward,
            clear,
            roll: Roll::None,
            raw_end: end,
            end,
            rolled_by: 0,
            provisional: false,
            assumed: false,
        };
        Ok(counted.marked(calendar))
    }

    /// The earliest moment that the event may have so that `act` lies this period before it: the least `E`
    /// with `act` not after `self.before(E, clear)`. The cure for an act that came too late.
    ///
    /// # Errors
    /// As [`Period::end_of`].
    pub fn earliest_event(
        self,
        act: Moment,
        clear: bool,
        calendar: &WorkdayCalendar,
    ) -> Result<Moment, CountError> {
        let out_of_range = CountError::OutOfRange { start: act };
        if self.unit.needs_time() {
            return self.shift(act, Direction::Forward, calendar);
        }
        // The units to count back must lie on or after the act: after it, if they must be clear.
        let from = if clear { act.date() } else { act.date().plus_days(-1).ok_or(out_of_range)? };
        if self.unit == TimeUnit::Workday && self.amount > 0 {
            let last = calendar.add_workdays(from, i64::from(self.amount))?;
            return last.plus_days(1).map(Moment::on).ok_or(out_of_range);
        }
        // A month's missing days make counting back skip a few: at most three, from the 28th to the 31st.
        let mut event = self.shift(act, Direction::Forward, calendar)?.date();
        while self.before(Moment::on(event), clear, calendar)?.end.date() < act.date() {
            event = event.plus_days(1).ok_or(out_of_range)?;
        }
        Ok(Moment::on(event))
    }

    /// The moment this period after or before `start`, without any reading or roll.
    fn shift(
        self,
        start: Moment,
        direction: Direction,
        calendar: &WorkdayCalendar,
    ) -> Result<Moment, CountError> {
        let amount = match direction {
            Direction::Forward => i64::from(self.amount),
            Direction::Backward => -i64::from(self.amount),
        };
        let date = start.date();
        let shifted = match self.unit {
            TimeUnit::Workday => Some(calendar.add_workdays(date, amount)?),
            TimeUnit::Day => i32::try_from(amount).ok().and_then(|days| date.plus_days(days)),
            TimeUnit::Month => plus_months(date, amount),
            TimeUnit::Year => plus_months(date, amount * 12),
            TimeUnit::Hour => return plus_minutes(start, amount * 60),
            TimeUnit::Minute => return plus_minutes(start, amount),
        };
        shifted.map(Moment::on).ok_or(CountError::OutOfRange { start })
    }
}

fn plus_months(date: Date, months: i64) -> Option<Date> {
    date.plus_months_clamped(i32::try_from(months).ok()?)
}

fn plus_minutes(start: Moment, minutes: i64) -> Result<Moment, CountError> {
    let minute = start.minute().ok_or(CountError::NeedsTime { start })?;
    let total = i64::from(minute) + minutes;
    let day = i64::from(DAY_MINUTES);
    let date = i32::try_from(total.div_euclid(day)).ok().and_then(|days| start.date().plus_days(days));
    let minute = u16::try_from(total.rem_euclid(day)).ok();
    let shifted = date.zip(minute).and_then(|(date, minute)| Moment::at(date, minute));
    shifted.ok_or(CountError::OutOfRange { start })
}

impl Counted {
    /// Marks what the result hangs on: the days counted over (working days) and the days rolled over.
    fn marked(mut self, calendar: &WorkdayCalendar) -> Self {
        let (first, last) = self.span();
        let mut touches = |one: Date, other: Date| {
            self.provisional |= calendar.may_change_between(one, other);
            self.assumed |= calendar.is_assumed(one) || calendar.is_assumed(other);
        };
        if self.period.unit == TimeUnit::Workday && self.period.amount > 0 {
            let after = |date: Date| date.plus_days(1).unwrap_or(date);
            let before = |date: Date| date.plus_days(-1).unwrap_or(date);
            // The day of the event is not counted, nor is the day before the clear days.
            match (self.direction, self.clear) {
                (Direction::Forward, _) => touches(after(first), last),
                (Direction::Backward, false) => touches(first, before(last)),
                (Direction::Backward, true) => touches(after(first), before(last)),
            }
        }
        if self.roll != Roll::None {
            let (raw, end) = (self.raw_end.date(), self.end.date());
            touches(raw.min(end), raw.max(end));
        }
        self
    }

    /// The earlier and the later of the dates of start and end.
    pub(super) fn span(&self) -> (Date, Date) {
        let (start, end) = (self.start.date(), self.end.date());
        (start.min(end), start.max(end))
    }
}
