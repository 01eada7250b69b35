//! The days of a chart: which are rest days, which are worked to make up, where the calendar ends.

use crate::calendar::{Date, DayKind, WorkdayCalendar, runs};
use crate::diag::Lang;

/// A stretch of days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// The rest days of it, by date.
    pub rest: Vec<Rest>,
    /// The make-up working days of it, each with its holiday, by date.
    pub make_up: Vec<(Date, String)>,
    /// The first day of it that no notice decides.
    pub unpublished: Option<Date>,
}

/// Rest days that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rest {
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// What they are called.
    pub name: String,
}

impl Days {
    /// The days from the earliest to the latest of `dates`; `None` where there are none.
    pub(super) fn around(
        dates: impl Iterator<Item = Date>,
        calendar: &WorkdayCalendar,
        lang: Lang,
    ) -> Option<Self> {
        let mut ends: Option<(Date, Date)> = None;
        for date in dates {
            ends = Some(ends.map_or((date, date), |(first, last)| (first.min(date), last.max(date))));
        }
        let (first, last) = ends?;
        let before = first.plus_days(-1).unwrap_or(first);
        let kinds: Vec<(Date, DayKind<'_>)> = calendar.skipped(before, last).collect();
        let named = |kind: DayKind<'_>| match (kind, lang) {
            (DayKind::Holiday(name) | DayKind::MakeUpWorkday(name), _) => super::clean(name),
            (_, Lang::Zh) => "周末".to_owned(),
            (_, Lang::En) => "weekend".to_owned(),
        };
        let rest = runs(&kinds)
            .into_iter()
            .map(|run| Rest { first: run.first, last: run.last, name: named(run.kind) })
            .collect();
        let make_up = calendar.make_up_days(before, last);
        let covered = calendar.covered();
        let beyond = if first > covered.last() { Some(first) } else { covered.last().plus_days(1) };
        Some(Self {
            first,
            last,
            rest,
            make_up: make_up.map(|(day, name)| (day, super::clean(name))).collect(),
            unpublished: beyond.filter(|day| *day <= last),
        })
    }

    /// How many days there are.
    pub(in crate::report) fn count(&self) -> i32 {
        self.last.days_since(self.first) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(first: &str, last: &str) -> Days {
        let dates = [first, last].map(|text| Date::parse_iso(text).unwrap());
        Days::around(dates.into_iter(), &WorkdayCalendar::china(), Lang::Zh).unwrap()
    }

    #[test]
    fn holidays_and_make_up_days_have_their_names() {
        let may = days("2024-04-28", "2024-05-12");
        let rest: Vec<String> =
            may.rest.iter().map(|run| format!("{}..{} {}", run.first, run.last, run.name)).collect();
        assert_eq!(rest, ["2024-05-01..2024-05-05 劳动节", "2024-05-12..2024-05-12 周末"]);
        let worked: Vec<String> = may.make_up.iter().map(|(day, name)| format!("{day} {name}")).collect();
        assert_eq!(worked, ["2024-04-28 劳动节", "2024-05-11 劳动节"]);
        assert_eq!((may.count(), may.unpublished), (15, None));
    }

    #[test]
    fn past_the_notices_nothing_is_shaded() {
        let late = days("2026-12-30", "2027-01-05");
        assert_eq!(late.unpublished, Date::parse_iso("2027-01-01"));
        assert!(late.rest.iter().all(|run| run.last.year() == 2026));
    }
}
