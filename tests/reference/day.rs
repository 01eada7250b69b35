//! Days of 2024 as ordinals, counted by stepping one day at a time over a typed-in table.
//! Nothing outside 2024 exists here.

use std::fmt;

/// A day of 2024: 0 is 1 January, which was a Monday.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(pub(crate) i32);

/// 日 or 工作日.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unit {
    Natural,
    Working,
}

const MONTHS: [i32; 12] = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/// Rest days of the 2024 notice, April to September (the window of the histories and its margin).
const OFF: [(i32, i32); 12] =
    [(4, 4), (4, 5), (4, 6), (5, 1), (5, 2), (5, 3), (5, 4), (5, 5), (6, 10), (9, 15), (9, 16), (9, 17)];

/// Make-up working days of the same notice.
const MADE_UP: [(i32, i32); 5] = [(4, 7), (4, 28), (5, 11), (9, 14), (9, 29)];

impl Day {
    pub(crate) fn of(month: i32, date: i32) -> Self {
        Day(MONTHS.iter().take(month as usize - 1).sum::<i32>() + date - 1)
    }

    /// `"05-12"`.
    pub(crate) fn parse(text: &str) -> Self {
        let (month, date) = text.split_once('-').expect("MM-DD");
        Day::of(month.parse().expect("month"), date.parse().expect("day"))
    }

    pub(crate) fn month_date(self) -> (i32, i32) {
        let mut left = self.0;
        for (index, length) in MONTHS.iter().enumerate() {
            if left < *length {
                return (index as i32 + 1, left + 1);
            }
            left -= length;
        }
        panic!("{} is outside 2024", self.0)
    }

    pub(crate) fn next(self) -> Self {
        Day(self.0 + 1)
    }

    pub(crate) fn plus(self, days: i32) -> Self {
        Day(self.0 + days)
    }

    pub(crate) fn is_working(self) -> bool {
        let here = self.month_date();
        if MADE_UP.contains(&here) {
            return true;
        }
        self.0 % 7 < 5 && !OFF.contains(&here)
    }

    fn counts(self, unit: Unit) -> bool {
        unit == Unit::Natural || self.is_working()
    }

    /// The `n`-th counted day after this one, this one not counted.
    pub(crate) fn after(self, n: u32, unit: Unit) -> Self {
        self.after_without(n, unit, |_| false).expect("2024 is long enough")
    }

    /// The same, and no day counts of which `stopped` holds. `None`: the year ends first.
    pub(crate) fn after_without(self, n: u32, unit: Unit, stopped: impl Fn(Day) -> bool) -> Option<Self> {
        let mut day = self;
        let mut left = n;
        while left > 0 {
            day = day.next();
            if day.0 > 365 {
                return None;
            }
            if day.counts(unit) && !stopped(day) {
                left -= 1;
            }
        }
        Some(day)
    }

    /// This day, or the next working day where it is none.
    pub(crate) fn rolled(self) -> Self {
        let mut day = self;
        while !day.is_working() {
            day = day.next();
        }
        day
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (month, date) = self.month_date();
        write!(f, "2024-{month:02}-{date:02}")
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

mod tests {
    use super::{Day, Unit};

    fn d(text: &str) -> Day {
        Day::parse(text)
    }

    #[test]
    fn the_year_is_laid_out_right() {
        assert_eq!(d("01-01").0, 0);
        assert_eq!(d("02-29").next(), d("03-01"));
        assert_eq!(d("12-31").0, 365);
        assert_eq!(d("07-09").to_string(), "2024-07-09");
        // 15 April 2024 was a Monday, 1 June a Saturday.
        assert_eq!(d("04-15").0 % 7, 0);
        assert_eq!(d("06-01").0 % 7, 5);
    }

    #[test]
    fn rest_days_and_make_up_days() {
        for day in ["04-04", "04-06", "05-01", "05-05", "06-10", "06-15", "07-07"] {
            assert!(!d(day).is_working(), "{day}");
        }
        for day in ["04-07", "04-28", "05-06", "05-11", "06-11", "07-05"] {
            assert!(d(day).is_working(), "{day}");
        }
    }

    #[test]
    fn periods_do_not_count_their_first_day() {
        assert_eq!(d("04-15").after(30, Unit::Natural), d("05-15"));
        // Friday 26 April: Sunday 28 is worked, 29, 30, then 6 May.
        assert_eq!(d("04-26").after(1, Unit::Working), d("04-28"));
        assert_eq!(d("04-26").after(4, Unit::Working), d("05-06"));
        assert_eq!(d("06-07").after(1, Unit::Working), d("06-11"));
        assert_eq!(d("05-01").rolled(), d("05-06"));
        assert_eq!(d("05-11").rolled(), d("05-11"));
        assert_eq!(d("05-12").rolled(), d("05-13"));
    }
}
