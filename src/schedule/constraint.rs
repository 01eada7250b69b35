//! Fixed dates: what an activity may not be earlier or later than.
//!
//! Invariant: what may not be later never moves an early date; it is a bound of the late ones, and
//! where it cannot be kept the float is negative. Absent: where the dates come from.

use super::line::{Point, number};
use super::relation::End;
use crate::calendar::Moment;

/// Which way a fixed date binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bound {
    /// 不早于: on that day or later.
    NotBefore,
    /// 不晚于: on that day or earlier. A deadline.
    NotAfter,
    /// 于: on that day.
    On,
}

/// A fixed date of one end of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FixedDate {
    /// The activity.
    pub node: usize,
    /// Which of its ends.
    pub end: End,
    /// Which way it binds.
    pub bound: Bound,
    /// The date; without a time of day the whole day.
    pub date: Moment,
    /// The clause that writes it.
    pub label: u32,
}

impl FixedDate {
    /// The earliest point that it leaves, if it binds that way.
    pub(super) fn least(&self) -> Option<Point> {
        if self.bound == Bound::NotAfter {
            return None;
        }
        let day = number(self.date.date());
        Some(match (self.date.minute(), self.end) {
            (Some(minute), _) => Point::at(day, minute),
            (None, End::Start) => Point::morning(day),
            (None, End::Finish) => Point::morning(day).after(),
        })
    }

    /// The latest point that it leaves, if it binds that way.
    pub(super) fn most(&self) -> Option<Point> {
        if self.bound == Bound::NotBefore {
            return None;
        }
        let day = number(self.date.date());
        Some(match (self.date.minute(), self.end) {
            (Some(minute), _) => Point::at(day, minute),
            (None, End::Start) => Point::at(day, 1439),
            (None, End::Finish) => Point::evening(day),
        })
    }
}
