//! Sets of days: closed intervals in order, none touching the next.

use crate::calendar::{BeyondCalendar, Date, TimeUnit, WorkdayCalendar};
use smallvec::SmallVec;

/// Days; few clocks are stopped more often than four times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Days(SmallVec<[(Date, Date); 4]>);

impl Days {
    /// All days of some intervals, in whatever order they come.
    pub(super) fn of(intervals: impl IntoIterator<Item = (Date, Date)>) -> Self {
        let mut all: SmallVec<[(Date, Date); 4]> =
            intervals.into_iter().filter(|(from, to)| from <= to).collect();
        all.sort_unstable();
        let mut merged: SmallVec<[(Date, Date); 4]> = SmallVec::new();
        for (from, to) in all {
            match merged.last_mut() {
                Some(last) if before(from) <= last.1 => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        Self(merged)
    }

    pub(super) fn intervals(&self) -> &[(Date, Date)] {
        &self.0
    }

    pub(super) fn contains(&self, day: Date) -> bool {
        self.0.iter().any(|(from, to)| *from <= day && day <= *to)
    }

    /// The first and the last day.
    pub(super) fn hull(&self) -> Option<(Date, Date)> {
        Some((self.0.first()?.0, self.0.last()?.1))
    }

    pub(super) fn and(&self, other: &Self) -> Self {
        Self::of(self.0.iter().chain(&other.0).copied())
    }

    /// These days without those.
    pub(super) fn without(&self, other: &Self) -> Self {
        let mut left: SmallVec<[(Date, Date); 4]> = SmallVec::new();
        for (from_day, to) in &self.0 {
            let mut from = Some(*from_day);
            let (begin, end) = (*from_day, *to);
            for (first, last) in other.0.iter().filter(|(first, last)| *first <= end && *last >= begin) {
                let Some(begins) = from else { break };
                if begins < *first {
                    left.push((begins, before(*first)));
                }
                from = last.plus_days(1).filter(|next| next <= to);
            }
            left.extend(from.map(|from| (from, *to)));
        }
        Self(left)
    }

    /// These days from one to another, both included.
    pub(super) fn between(&self, first: Date, last: Date) -> Self {
        let cut = self.0.iter().map(|(from, to)| ((*from).max(first), (*to).min(last)));
        Self::of(cut)
    }

    /// How many there are, in the unit of a limit.
    pub(super) fn count(&self, unit: TimeUnit, calendar: &WorkdayCalendar) -> Result<i64, BeyondCalendar> {
        self.0.iter().try_fold(0, |sum, (from, to)| Ok(sum + unit.days_left(before(*from), *to, calendar)?))
    }
}

/// The day before.
pub(super) fn before(day: Date) -> Date {
    day.plus_days(-1).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(n: i32) -> Date {
        Date::MIN.plus_days(n).unwrap_or(Date::MIN)
    }

    fn days() -> impl Strategy<Value = Vec<(i32, i32)>> {
        proptest::collection::vec((1..30, 0..6).prop_map(|(from, more)| (from, from + more)), 0..5)
    }

    fn set(days: &[(i32, i32)]) -> Days {
        Days::of(days.iter().map(|(from, to)| (day(*from), day(*to))))
    }

    proptest! {
        #[test]
        fn sets_of_days_are_sets(a in days(), b in days(), first in 1..30i32, more in 0..20i32) {
            let (one, other) = (set(&a), set(&b));
            for n in 1..45 {
                let inside = |all: &[(i32, i32)]| all.iter().any(|(from, to)| *from <= n && n <= *to);
                let (here, there) = (inside(&a), inside(&b));
                prop_assert_eq!(one.contains(day(n)), here);
                prop_assert_eq!(one.and(&other).contains(day(n)), here || there);
                prop_assert_eq!(one.without(&other).contains(day(n)), here && !there);
                let cut = one.between(day(first), day(first + more));
                prop_assert_eq!(cut.contains(day(n)), here && first <= n && n <= first + more);
            }
            for all in [one.and(&other), one.without(&other)] {
                prop_assert!(all.intervals().windows(2).all(|two| two[0].1 < before(two[1].0)));
            }
        }
    }
}
