//! Relations between activities: which ends they tie, with which lag, up to which limit.
//!
//! Invariant: plain data. Absent: how lags are counted ([`super::reach`]).

use super::activity::CalendarId;
use crate::calendar::{Period, Roll};

/// An end of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// 开始
    Start,
    /// 完成
    Finish,
}

/// The longest that may lie between two ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limit {
    /// How long; the day of the first end is not counted.
    pub period: Period,
    /// What happens where the last day is a rest day (民法典 第二百零三条).
    pub roll: Roll,
}

/// One relation: the end `to_end` of `to` falls no earlier than the end `from_end` of `from`, `lag`
/// later, and no later than `limit` after it.
///
/// **Lags.** Without a lag, points in time are compared, and what counts days starts on the next
/// day. A lag in days, working days, months or years counts from the day of the first end, which
/// is not counted: the second end falls on the last day of the lag or later. A lag in hours or
/// minutes runs from the point in time. An end that falls before a start (start-to-finish) falls
/// on its day or later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Relation {
    /// The node that comes first.
    pub from: usize,
    /// Which of its ends.
    pub from_end: End,
    /// The node that waits.
    pub to: usize,
    /// Which of its ends.
    pub to_end: End,
    /// How much later at least; nothing if the amount is zero.
    pub lag: Option<Period>,
    /// How much later at most.
    pub limit: Option<Limit>,
    /// The calendar of lag and limit; absent: that of `to`.
    pub calendar: Option<CalendarId>,
    /// What the branch weighs where it enters a join.
    pub weight: u32,
    /// The clause that writes it, as the caller numbers clauses.
    pub label: u32,
}

impl Relation {
    /// `to` starts after `from` has finished.
    #[must_use]
    pub const fn finish_to_start(from: usize, to: usize, label: u32) -> Self {
        Self::new(from, End::Finish, to, End::Start, label)
    }

    /// The end `to_end` of `to` comes after the end `from_end` of `from`.
    #[must_use]
    pub const fn new(from: usize, from_end: End, to: usize, to_end: End, label: u32) -> Self {
        Self { from, from_end, to, to_end, lag: None, limit: None, calendar: None, weight: 1, label }
    }

    /// The same with a least lag.
    #[must_use]
    pub const fn after(mut self, lag: Period) -> Self {
        self.lag = Some(lag);
        self
    }

    /// The same with a limit.
    #[must_use]
    pub const fn within(mut self, period: Period, roll: Roll) -> Self {
        self.limit = Some(Limit { period, roll });
        self
    }

    /// The same with a calendar of its own.
    #[must_use]
    pub const fn by(mut self, calendar: CalendarId) -> Self {
        self.calendar = Some(calendar);
        self
    }

    /// The same with a weight.
    #[must_use]
    pub const fn weighing(mut self, weight: u32) -> Self {
        self.weight = weight;
        self
    }

    /// Finish to start and nothing else.
    pub(super) fn is_plain(&self) -> bool {
        (self.from_end, self.to_end) == (End::Finish, End::Start)
            && self.lag.is_none_or(|lag| lag.amount == 0)
            && self.limit.is_none()
            && self.weight == 1
    }
}
