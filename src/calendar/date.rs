//! A civil date: one day of the Gregorian calendar, counted in days.
//!
//! Invariant: a [`Date`] lies in the years [`Date::FIRST_YEAR`] to [`Date::LAST_YEAR`]; whatever would
//! leave them is `None`, so that no arithmetic wraps or saturates. Deliberately absent: time zones,
//! today's date, working days (they need a calendar: [`super::WorkdayCalendar`]).

use jiff::Span;
use jiff::civil;
use std::fmt;
use std::str::FromStr;

/// A civil date in the years 1900 to 2199, stored as days since 1970-01-01.
///
/// Ordered by time. No time zone: a day of the law is a day on the calendar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

/// 1900-01-01 and 2199-12-31 in days since 1970-01-01.
const FIRST_DAY: i32 = -25_567;
const LAST_DAY: i32 = 84_005;

/// Why a text is not a [`Date`] or a [`super::Moment`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// The text does not have the form `2024-07-31`.
    #[error("a date is written like `2024-07-31`")]
    Malformed,
    /// The form is right, but the month has no such day (or the year no such month).
    #[error("there is no such day in the calendar")]
    NoSuchDay,
    /// The year is outside 1900 to 2199.
    #[error("the year must lie between 1900 and 2199")]
    YearOutOfRange,
    /// The date is right, the time after it is not: `14:30`, or `14:30:00` with seconds of zero.
    #[error("a time is written like `14:30`, to the minute")]
    BadTime,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weekday {
    /// 星期一
    Monday,
    /// 星期二
    Tuesday,
    /// 星期三
    Wednesday,
    /// 星期四
    Thursday,
    /// 星期五
    Friday,
    /// 星期六
    Saturday,
    /// 星期日
    Sunday,
}

impl Weekday {
    /// Saturday or Sunday: a rest day unless a notice says otherwise.
    pub const fn is_weekend(self) -> bool {
        matches!(self, Self::Saturday | Self::Sunday)
    }

    /// The Chinese name, `星期一` to `星期日`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Monday => "星期一",
            Self::Tuesday => "星期二",
            Self::Wednesday => "星期三",
            Self::Thursday => "星期四",
            Self::Friday => "星期五",
            Self::Saturday => "星期六",
            Self::Sunday => "星期日",
        }
    }

    /// The English name, `Monday` to `Sunday`.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Monday => "Monday",
            Self::Tuesday => "Tuesday",
            Self::Wednesday => "Wednesday",
            Self::Thursday => "Thursday",
            Self::Friday => "Friday",
            Self::Saturday => "Saturday",
            Self::Sunday => "Sunday",
        }
    }
}

impl Date {
    /// The first year that a date may have.
    pub const FIRST_YEAR: i32 = 1900;
    /// The last year that a date may have.
    pub const LAST_YEAR: i32 = 2199;
    /// 1900-01-01.
    pub const MIN: Self = Self(FIRST_DAY);
    /// 2199-12-31.
    pub const MAX: Self = Self(LAST_DAY);

    /// The date `year`-`month`-`day` (month 1 to 12, day 1 to 31); `None` if there is no such day
    /// or the year is outside 1900 to 2199.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Self> {
        Self::checked_ymd(year, month, day).ok()
    }

    /// The date that lies `days` after 1970-01-01 (before it, if negative); `None` outside the years 1900 to 2199.
    pub const fn from_days(days: i32) -> Option<Self> {
        if days < FIRST_DAY || days > LAST_DAY { None } else { Some(Self(days)) }
    }

    /// Days since 1970-01-01, negative before it.
    pub const fn days(self) -> i32 {
        self.0
    }

    /// Reads the ISO form `2024-07-31`, and no other. [`Date::from_str`] says what is wrong with the rest.
    pub fn parse_iso(text: &str) -> Option<Self> {
        text.parse().ok()
    }

    /// Year, month (1 to 12) and day of the month (1 to 31).
    pub fn ymd(self) -> (i32, u32, u32) {
        let civil = self.to_civil();
        (
            i32::from(civil.year()),
            u32::from(civil.month().unsigned_abs()),
            u32::from(civil.day().unsigned_abs()),
        )
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.ymd().0
    }

    /// The day of the week.
    pub const fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        match (self.0 + 3).rem_euclid(7) {
            0 => Weekday::Monday,
            1 => Weekday::Tuesday,
            2 => Weekday::Wednesday,
            3 => Weekday::Thursday,
            4 => Weekday::Friday,
            5 => Weekday::Saturday,
            _ => Weekday::Sunday,
        }
    }

    /// The date `days` later (earlier, if negative); `None` outside the years 1900 to 2199.
    pub const fn plus_days(self, days: i32) -> Option<Self> {
        match self.0.checked_add(days) {
            Some(sum) => Self::from_days(sum),
            None => None,
        }
    }

    /// Calendar days from `earlier` to `self`, negative if `earlier` is the later one.
    pub const fn days_since(self, earlier: Self) -> i32 {
        self.0 - earlier.0
    }

    /// The corresponding day `months` later (earlier, if negative); where that month has no such day, its last day.
    ///
    /// 民法典 第二百零二条. `None` outside the years 1900 to 2199. `2024-01-31` plus one month is `2024-02-29`.
    pub fn plus_months_clamped(self, months: i32) -> Option<Self> {
        let span = Span::new().try_months(months).ok()?;
        Self::from_civil(self.to_civil().checked_add(span).ok()?)
    }

    /// The last day of the month `year`-`month`; `None` for a month that is not 1 to 12 or a year out of range.
    pub fn month_end(year: i32, month: u32) -> Option<Self> {
        Some(Self::from_ymd(year, month, 1)?.last_of_month())
    }

    /// The last day of the quarter (1 to 4) of `year`.
    pub fn quarter_end(year: i32, quarter: u32) -> Option<Self> {
        if !(1..=4).contains(&quarter) {
            return None;
        }
        Self::month_end(year, quarter * 3)
    }

    /// The last day of the first (1) or second (2) half of `year`: 上半年, 下半年.
    pub fn half_end(year: i32, half: u32) -> Option<Self> {
        if !(1..=2).contains(&half) {
            return None;
        }
        Self::month_end(year, half * 6)
    }

    /// 31 December of `year`.
    pub fn year_end(year: i32) -> Option<Self> {
        Self::from_ymd(year, 12, 31)
    }

    /// The last day of the month that this date lies in.
    pub fn last_of_month(self) -> Self {
        // The last day of a month in range is in range.
        Self::from_civil(self.to_civil().last_of_month()).unwrap_or(self)
    }

    fn checked_ymd(year: i32, month: u32, day: u32) -> Result<Self, DateError> {
        if !(Self::FIRST_YEAR..=Self::LAST_YEAR).contains(&year) {
            return Err(DateError::YearOutOfRange);
        }
        let year = i16::try_from(year).map_err(|_| DateError::YearOutOfRange)?;
        let month = i8::try_from(month).map_err(|_| DateError::NoSuchDay)?;
        let day = i8::try_from(day).map_err(|_| DateError::NoSuchDay)?;
        let civil = civil::Date::new(year, month, day).map_err(|_| DateError::NoSuchDay)?;
        Self::from_civil(civil).ok_or(DateError::YearOutOfRange)
    }

    fn from_civil(civil: civil::Date) -> Option<Self> {
        let hours = civil.duration_since(epoch()).as_hours();
        Self::from_days(i32::try_from(hours / 24).ok()?)
    }

    fn to_civil(self) -> civil::Date {
        // INVARIANT: the years 1900 to 2199 lie well inside jiff's, so the addition cannot saturate.
        epoch().saturating_add(Span::new().days(self.0))
    }
}

const fn epoch() -> civil::Date {
    civil::Date::constant(1970, 1, 1)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = DateError;

    /// Reads the ISO form `2024-07-31`.
    fn from_str(text: &str) -> Result<Self, DateError> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return Err(DateError::Malformed);
        };
        let year = decimal(&[y1, y2, y3, y4]).ok_or(DateError::Malformed)?;
        let month = decimal(&[m1, m2]).ok_or(DateError::Malformed)?;
        let day = decimal(&[d1, d2]).ok_or(DateError::Malformed)?;
        Self::checked_ymd(year.cast_signed(), month, day)
    }
}

/// The value of a few ASCII digits (at most nine, so that it cannot overflow).
pub(super) fn decimal(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |value: u32, digit| match digit {
        b'0'..=b'9' => Some(value * 10 + u32::from(digit - b'0')),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn the_bounds_are_the_first_and_last_day() {
        assert_eq!(Date::from_ymd(1900, 1, 1), Some(Date::MIN));
        assert_eq!(Date::from_ymd(2199, 12, 31), Some(Date::MAX));
        assert_eq!(Date::from_ymd(1899, 12, 31), None);
        assert_eq!(Date::from_ymd(2200, 1, 1), None);
        assert_eq!(Date::MIN.plus_days(-1), None);
        assert_eq!(Date::MAX.plus_days(1), None);
        assert_eq!(Date::MAX.plus_days(i32::MAX), None);
        assert_eq!(Date::MAX.plus_months_clamped(1), None);
        assert_eq!(Date::MAX.plus_months_clamped(i32::MAX), None);
    }

    #[test]
    fn every_day_survives_its_text_and_its_parts() {
        for days in FIRST_DAY..=LAST_DAY {
            let date = Date::from_days(days).unwrap();
            let (year, month, day) = date.ymd();
            assert_eq!(Date::from_ymd(year, month, day), Some(date));
            assert_eq!(date.to_string().parse(), Ok(date));
        }
    }

    #[test]
    fn texts_that_are_no_dates_say_why() {
        for text in ["", "2024-7-31", "2024-07-31 ", "2024/07/31", "２０２４-07-31", "+024-07-31", "20240731"]
        {
            assert_eq!(text.parse::<Date>(), Err(DateError::Malformed), "{text}");
        }
        for text in ["2024-02-30", "2023-02-29", "2024-13-01", "2024-00-10", "2024-01-00", "2024-01-99"] {
            assert_eq!(text.parse::<Date>(), Err(DateError::NoSuchDay), "{text}");
        }
        assert_eq!("1899-12-31".parse::<Date>(), Err(DateError::YearOutOfRange));
    }

    #[test]
    fn months_keep_the_corresponding_day_or_fall_to_the_month_end() {
        for (from, months, to) in [
            ("2024-01-31", 1, "2024-02-29"),
            ("2023-01-31", 1, "2023-02-28"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-05-14", 12, "2025-05-14"),
            ("2024-08-31", 6, "2025-02-28"),
            ("2024-03-31", -1, "2024-02-29"),
            ("2024-02-29", 1, "2024-03-29"),
        ] {
            assert_eq!(date(from).plus_months_clamped(months), Some(date(to)), "{from} {months}");
        }
    }

    #[test]
    fn ends_of_months_quarters_halves_and_years() {
        assert_eq!(Date::month_end(2024, 2), Some(date("2024-02-29")));
        assert_eq!(Date::month_end(2024, 7), Some(date("2024-07-31")));
        assert_eq!(Date::month_end(2024, 13), None);
        assert_eq!(Date::month_end(2199, 12), Some(Date::MAX));
        assert_eq!(Date::quarter_end(2024, 3), Some(date("2024-09-30")));
        assert_eq!(Date::quarter_end(2024, 0), None);
        assert_eq!(Date::quarter_end(2024, u32::MAX), None);
        assert_eq!(Date::half_end(2024, 1), Some(date("2024-06-30")));
        assert_eq!(Date::half_end(2024, 3), None);
        assert_eq!(Date::year_end(2024), Some(date("2024-12-31")));
    }

    #[test]
    fn weekdays() {
        assert_eq!(date("1970-01-01").weekday(), Weekday::Thursday);
        assert_eq!(date("2024-05-11").weekday(), Weekday::Saturday);
        assert_eq!(date("1900-01-01").weekday(), Weekday::Monday);
        assert_eq!(date("2199-12-31").weekday(), Weekday::Tuesday);
    }
}
