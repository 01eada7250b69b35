//! The axis of days: which days get a mark and which a word, so that any span stays readable.
//!
//! INVARIANT: a number of marks that depends on the width alone, never on the span; marks ascend.

use super::Days;
use crate::calendar::{Date, Weekday};

/// How finely an axis is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Grain {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// An axis.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Scale {
    /// The first day.
    pub(in crate::report) first: Date,
    /// How many days there are.
    pub(in crate::report) days: i32,
    /// How finely it is marked.
    pub(in crate::report) grain: Grain,
}

/// A mark at the beginning of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::report) struct Tick {
    /// The day.
    pub(in crate::report) day: Date,
    /// The lower word: `06`.
    pub(in crate::report) fine: String,
    /// The upper word, where a new month or year begins: `2024-05`.
    pub(in crate::report) coarse: Option<String>,
}

impl Scale {
    /// The axis of `days` on which a word needs `word` of `width`, both in the same measure.
    pub(in crate::report) fn new(days: &Days, width: f64, word: f64) -> Self {
        let count = days.count();
        let a_day = width / f64::from(count.max(1));
        let grain = [(Grain::Day, 1.0), (Grain::Week, 7.0), (Grain::Month, 28.0), (Grain::Quarter, 90.0)]
            .into_iter()
            .find(|(_, length)| a_day * length >= word)
            .map_or(Grain::Year, |(grain, _)| grain);
        Self { first: days.first, days: count, grain }
    }

    /// Where a day begins, from 0 to `days`.
    pub(in crate::report) fn offset(&self, day: Date) -> i32 {
        day.days_since(self.first).clamp(0, self.days)
    }

    /// The marks.
    pub(in crate::report) fn ticks(&self) -> Vec<Tick> {
        let mut ticks = Vec::new();
        let mut at = Some(self.first);
        let mut above = None;
        while let Some(day) = at.filter(|day| day.days_since(self.first) < self.days) {
            let (year, month, number) = day.ymd();
            let group = if self.grain >= Grain::Month { year } else { year * 12 + month.cast_signed() };
            let coarse = (above != Some(group)).then(|| match self.grain {
                Grain::Day | Grain::Week => format!("{year}-{month:02}"),
                _ => year.to_string(),
            });
            above = Some(group);
            let fine = match self.grain {
                Grain::Day | Grain::Week => format!("{number:02}"),
                Grain::Month | Grain::Quarter => format!("{month:02}"),
                Grain::Year => String::new(),
            };
            ticks.push(Tick { day, fine, coarse });
            at = self.next(day);
        }
        ticks
    }

    /// The next day that is marked.
    fn next(&self, day: Date) -> Option<Date> {
        let (year, month, _) = day.ymd();
        match self.grain {
            Grain::Day => day.plus_days(1),
            // Weeks begin on Monday, so that a gap on the axis is a weekend.
            Grain::Week => {
                let next = day.plus_days(1)?;
                (0..7).find_map(|ahead| {
                    next.plus_days(ahead).filter(|found| found.weekday() == Weekday::Monday)
                })
            }
            Grain::Month => Date::from_ymd(year, month, 1)?.plus_months_clamped(1),
            Grain::Quarter => Date::from_ymd(year, (month - 1) / 3 * 3 + 1, 1)?.plus_months_clamped(3),
            Grain::Year => Date::from_ymd(year + 1, 1, 1),
        }
    }
}

impl PartialOrd for Grain {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        (*self as u8).partial_cmp(&(*other as u8))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::WorkdayCalendar;
    use crate::diag::Lang;

    fn scale(first: &str, last: &str) -> Scale {
        let dates = [first, last].map(|text| Date::parse_iso(text).unwrap());
        let days = Days::around(dates.into_iter(), &WorkdayCalendar::china(), Lang::Zh).unwrap();
        Scale::new(&days, 900.0, 20.0)
    }

    #[test]
    fn weeks_begin_on_mondays_and_months_are_named_once() {
        let of = scale("2024-05-09", "2024-07-31");
        assert_eq!(of.grain, Grain::Week);
        let ticks = of.ticks();
        let words: Vec<String> = ticks
            .iter()
            .take(5)
            .map(|tick| format!("{}{}", tick.coarse.as_deref().unwrap_or("."), tick.fine))
            .collect();
        assert_eq!(words, ["2024-0509", ".13", ".20", ".27", "2024-0603"]);
    }

    #[test]
    fn the_number_of_marks_is_bounded_for_any_span() {
        for last in ["2024-05-06", "2024-06-20", "2025-06-01", "2031-01-01", "2199-12-31"] {
            let of = scale("2024-05-06", last);
            let ticks = of.ticks();
            assert!(!ticks.is_empty() && ticks.len() <= 200, "{last}: {}", ticks.len());
            assert!(ticks.is_sorted_by_key(|tick| tick.day));
        }
    }
}
