//! Periods that the calendar repeats: years, halves, quarters, months, weeks.
//!
//! INVARIANT: every day lies in exactly one period of a cycle, and the numbers of periods count up
//! without gaps.

use super::Date;
use smol_str::{SmolStr, format_smolstr};

/// How often the calendar begins anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cycle {
    /// 每年: from 1 January to 31 December.
    Year,
    /// 每半年: from 1 January, from 1 July.
    HalfYear,
    /// 每季度: from 1 January, 1 April, 1 July, 1 October.
    Quarter,
    /// 每月: from the first of the month.
    Month,
    /// 每周: from Monday to Sunday.
    Week,
}

/// Days from Monday, 1 January 1 to 1 January 1970.
const TO_EPOCH: i32 = 719_162;

impl Cycle {
    /// The number of the period that a day lies in.
    #[must_use]
    pub fn number(self, day: Date) -> u32 {
        let (year, month, _) = day.ymd();
        let year = year.unsigned_abs();
        match self {
            Self::Year => year,
            Self::HalfYear => year * 2 + (month - 1) / 6,
            Self::Quarter => year * 4 + (month - 1) / 3,
            Self::Month => year * 12 + (month - 1),
            Self::Week => (day.days() + TO_EPOCH).unsigned_abs() / 7,
        }
    }

    /// The first and the last day of a period; `None` where a [`Date`] does not reach it.
    #[must_use]
    pub fn days(self, number: u32) -> Option<(Date, Date)> {
        if self == Self::Week {
            let first = i32::try_from(number).ok()?.checked_mul(7)?.checked_sub(TO_EPOCH)?;
            return Some((Date::from_days(first)?, Date::from_days(first.checked_add(6)?)?));
        }
        let (year, part) = self.parts(number);
        let months = 12 / self.a_year();
        let first = Date::from_ymd(i32::try_from(year).ok()?, part * months + 1, 1)?;
        let last = Date::month_end(i32::try_from(year).ok()?, (part + 1) * months)?;
        Some((first, last))
    }

    /// What a period is called: `2024年第三季度`.
    #[must_use]
    pub fn name(self, number: u32) -> SmolStr {
        let (year, part) = self.parts(number);
        match self {
            Self::Year => format_smolstr!("{year}年"),
            Self::HalfYear if part == 0 => format_smolstr!("{year}年上半年"),
            Self::HalfYear => format_smolstr!("{year}年下半年"),
            Self::Quarter => {
                let quarter = ["一", "二", "三", "四"].get(part as usize).copied().unwrap_or_default();
                format_smolstr!("{year}年第{quarter}季度")
            }
            Self::Month => format_smolstr!("{year}年{}月", part + 1),
            Self::Week => week_name(number).unwrap_or_default(),
        }
    }

    /// The number of the period of a name; `None`: no period is called so.
    #[must_use]
    pub fn find(self, name: &str) -> Option<u32> {
        let year: i32 = name.split_once('年')?.0.parse().ok()?;
        let (first, last) = (Date::from_ymd(year, 1, 1)?, Date::year_end(year)?);
        // The first week of a year may begin in the year before, and the other way round.
        (self.number(first)..=self.number(last).saturating_add(1)).find(|number| self.name(*number) == name)
    }

    /// `每季度`
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Year => "每年",
            Self::HalfYear => "每半年",
            Self::Quarter => "每季度",
            Self::Month => "每月",
            Self::Week => "每周",
        }
    }

    /// `every quarter`
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Year => "every year",
            Self::HalfYear => "every half-year",
            Self::Quarter => "every quarter",
            Self::Month => "every month",
            Self::Week => "every week",
        }
    }

    /// How many of them a year has; of weeks as many as suffices here.
    const fn a_year(self) -> u32 {
        match self {
            Self::Year | Self::Week => 1,
            Self::HalfYear => 2,
            Self::Quarter => 4,
            Self::Month => 12,
        }
    }

    const fn parts(self, number: u32) -> (u32, u32) {
        (number / self.a_year(), number % self.a_year())
    }
}

/// The week's number in the year of its Thursday (GB/T 7408, ISO 8601).
fn week_name(number: u32) -> Option<SmolStr> {
    let thursday = i32::try_from(number).ok()?.checked_mul(7)?.checked_sub(TO_EPOCH - 3)?;
    let thursday = Date::from_days(thursday)?;
    let year = thursday.year();
    let week = thursday.days_since(Date::from_ymd(year, 1, 1)?) / 7 + 1;
    Some(format_smolstr!("{year}年第{week}周"))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a day that is no day fails the test")]
mod tests {
    use super::*;

    const ALL: [Cycle; 5] = [Cycle::Year, Cycle::HalfYear, Cycle::Quarter, Cycle::Month, Cycle::Week];

    fn day(text: &str) -> Date {
        Date::parse_iso(text).unwrap()
    }

    #[test]
    fn every_day_lies_in_its_own_period_alone() {
        for cycle in ALL {
            let mut at = day("1999-12-20");
            while at < day("2031-02-01") {
                let number = cycle.number(at);
                let (first, last) = cycle.days(number).unwrap();
                assert!(first <= at && at <= last, "{cycle:?} {at}: {first} to {last}");
                assert_eq!(cycle.find(&cycle.name(number)), Some(number));
                let next = last.plus_days(1).unwrap();
                assert_eq!(cycle.number(next), number + 1, "{cycle:?} after {last}");
                at = next;
            }
        }
    }

    #[test]
    fn names_are_those_of_the_calendar() {
        let of = |cycle: Cycle, at: &str| cycle.name(cycle.number(day(at)));
        assert_eq!(of(Cycle::Year, "2024-12-31"), "2024年");
        assert_eq!(of(Cycle::HalfYear, "2024-06-30"), "2024年上半年");
        assert_eq!(of(Cycle::HalfYear, "2024-07-01"), "2024年下半年");
        assert_eq!(of(Cycle::Quarter, "2024-09-30"), "2024年第三季度");
        assert_eq!(of(Cycle::Month, "2024-02-29"), "2024年2月");
        // 30 December 2024 is the Monday of the first week of 2025.
        assert_eq!(of(Cycle::Week, "2024-12-29"), "2024年第52周");
        assert_eq!(of(Cycle::Week, "2024-12-30"), "2025年第1周");
        assert_eq!(of(Cycle::Week, "2021-01-03"), "2020年第53周");
    }

    #[test]
    fn what_is_no_name_is_not_found() {
        for name in ["2024年第五季度", "第三季度", "2024", "年", "2024年13月", "９年"] {
            assert_eq!(Cycle::Quarter.find(name), None, "{name}");
        }
        assert_eq!(Cycle::Month.find("2024年13月"), None);
    }

    #[test]
    fn the_edges_of_the_calendar_are_none() {
        assert_eq!(Cycle::Year.days(2200), None);
        assert_eq!(Cycle::Week.days(u32::MAX), None);
        assert_eq!(Cycle::Month.days(Cycle::Month.number(Date::MAX)).unwrap().1, Date::MAX);
    }
}
