//! One activity of a network: its work, what the law asks of it, what is on record.
//!
//! Invariant: plain data. Absent: neighbours, computed dates.

use crate::calendar::{Moment, Period, TimeUnit};

/// One of the calendars of a network.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CalendarId(pub(super) u8);

impl CalendarId {
    /// The calendar of the plan's [`super::Terms`].
    pub const PLAN: Self = Self(0);
}

/// What a node of a network is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Something that is done.
    Step,
    /// A node that only joins edges and waits for all of them, such as the entry or the exit of a
    /// group.
    Junction,
    /// A node that waits for branches of so much weight (M of N); see [`Activity::join`].
    Join {
        /// The weight that must have come. More than there is means: all of it.
        need: u32,
    },
}

/// An estimate in three points; the unit is that of the work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Estimate {
    /// If all goes well.
    pub least: u32,
    /// If much goes wrong.
    pub most: u32,
}

/// One activity of a network: how long it takes and what is on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Activity {
    /// The work; its first day counts. Zero means: takes no time. Hours and minutes run on without
    /// nights and rest days.
    pub work: Period,
    /// The least and the most that the work may take, for Monte Carlo; `work` is the likely point.
    pub estimate: Option<Estimate>,
    /// A minimum period of the law from the start, the day of the start not counted (民法典
    /// 第二百零一条); the activity ends no earlier than both.
    pub minimum: Option<Period>,
    /// Whether it takes part; one that does not is transparent.
    pub applicable: bool,
    /// What kind of node it is.
    pub role: Role,
    /// By which calendar its working days are counted.
    pub calendar: CalendarId,
    /// The recorded start; without a time of day the beginning of that day.
    pub actual_start: Option<Moment>,
    /// The recorded finish, without a time the end of that day; without a recorded start the
    /// activity is taken to have lasted that day.
    pub actual_finish: Option<Moment>,
}

impl Activity {
    /// An applicable activity of `work`, nothing on record.
    #[must_use]
    pub const fn new(work: Period) -> Self {
        Self {
            work,
            estimate: None,
            minimum: None,
            applicable: true,
            role: Role::Step,
            calendar: CalendarId::PLAN,
            actual_start: None,
            actual_finish: None,
        }
    }

    /// A node that only joins edges: transparent, so that n predecessors bind m successors by
    /// n + m edges. One that is not `applicable` stands for something left out: the lags of what
    /// follows it are not counted from it, and to a join it is no branch.
    #[must_use]
    pub const fn junction() -> Self {
        let mut node = Self::new(Period::days(0));
        node.role = Role::Junction;
        node
    }

    /// A junction that waits for branches of the weight `need` alone: 1 is any of them (任一), M is M
    /// of N (其中 M 项), and a vote is M of N voices. The branches are the relations that enter it.
    ///
    /// A branch from what is not applicable is no branch, and as much of the others is needed as
    /// there is at most; where no branch is left the join waits for all that comes before.
    #[must_use]
    pub const fn join(need: u32) -> Self {
        let mut node = Self::junction();
        node.role = Role::Join { need };
        node
    }

    /// Whether it takes no time at all.
    #[must_use]
    pub fn is_milestone(&self) -> bool {
        self.work.amount == 0 && self.minimum.is_none_or(|least| least.amount == 0)
    }

    /// The unit in which it starts: that of its work, or of its minimum period if it has no work.
    #[must_use]
    pub fn unit(&self) -> TimeUnit {
        match self.minimum {
            Some(least) if self.work.amount == 0 && least.amount > 0 => least.unit,
            _ => self.work.unit,
        }
    }

    /// The unit in which its floats are counted: working days, hours or minutes if it is counted in
    /// these, days otherwise.
    #[must_use]
    pub fn float_unit(&self) -> TimeUnit {
        match self.unit() {
            TimeUnit::Month | TimeUnit::Year => TimeUnit::Day,
            unit => unit,
        }
    }

    /// Its working days, if it takes some and nothing else decides how long it lasts.
    pub(super) fn plain_workdays(&self) -> Option<i32> {
        let plain = self.minimum.is_none() && self.work.unit == TimeUnit::Workday;
        (plain && self.work.amount > 0).then(|| i32::try_from(self.work.amount).unwrap_or(i32::MAX))
    }

    /// Whether it has dates of its own: it is something done, and takes part.
    #[must_use]
    pub fn takes_part(&self) -> bool {
        self.applicable && self.role == Role::Step
    }

    /// Whether it has begun, by the record.
    #[must_use]
    pub fn is_begun(&self) -> bool {
        self.actual_start.is_some() || self.actual_finish.is_some()
    }
}
