//! A time limit of the law: an amount, its unit, and what happens when it ends on a rest day.
//!
//! Invariant: units never convert into each other. 日 and 工作日 are different units, a month is not thirty
//! days, 24 hours are not a day. Deliberately absent: defaults. Whether an end rolls is said by the caller.

use super::date::Date;
use super::workdays::{BeyondCalendar, WorkdayCalendar};
use std::fmt;

/// The unit of a time limit (民法典 第二百条: year, month, day, hour; working days by the special laws).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeUnit {
    /// 工作日: a day that the calendar says is worked.
    Workday,
    /// 日: a day of the civil calendar.
    Day,
    /// 月
    Month,
    /// 年
    Year,
    /// 小时
    Hour,
    /// 分钟
    Minute,
}

/// A time limit: an exact amount of one unit. Half a year (半年) is six months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// How many units.
    pub amount: u32,
    /// Of what.
    pub unit: TimeUnit,
}

/// What happens when the last day is a rest day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Roll {
    /// It stays: minimum periods, and deadlines such as 7月底前.
    #[default]
    None,
    /// 顺延: the next working day is the last day (民法典 第二百零三条).
    Next,
    /// 提前: the working day before is the last day, where a rule says so.
    Previous,
}

/// Which way a period is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From its start to its end: within, or at least, N after E.
    Forward,
    /// Back from an event: N before E.
    Backward,
}

impl TimeUnit {
    /// Whether counting in this unit needs the time of day.
    pub const fn needs_time(self) -> bool {
        matches!(self, Self::Hour | Self::Minute)
    }

    /// The unit after a number in Chinese: `个工作日`, `日`, `个月`, `年`, `小时`, `分钟`.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Workday => "个工作日",
            Self::Day => "日",
            Self::Month => "个月",
            Self::Year => "年",
            Self::Hour => "小时",
            Self::Minute => "分钟",
        }
    }

    /// The unit in English, for one of it.
    pub const fn en(self) -> &'static str {
        match self {
            Self::Workday => "working day",
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
            Self::Hour => "hour",
            Self::Minute => "minute",
        }
    }

    /// The days from `as_of` to `due` in the unit that the limit is counted in: working days for
    /// [`TimeUnit::Workday`], calendar days for every other unit.
    ///
    /// 0 on the due date itself, which is still open; negative once it is over (by working days, 0 as long as
    /// no working day has passed since).
    ///
    /// # Errors
    /// [`BeyondCalendar`] if working days are asked for that are not covered.
    pub fn days_left(
        self,
        as_of: Date,
        due: Date,
        calendar: &WorkdayCalendar,
    ) -> Result<i64, BeyondCalendar> {
        match self {
            Self::Workday => calendar.count_workdays(as_of, due),
            _ => Ok(i64::from(due.days_since(as_of))),
        }
    }
}

impl Period {
    /// `amount` units.
    pub const fn new(amount: u32, unit: TimeUnit) -> Self {
        Self { amount, unit }
    }

    /// `amount` 工作日.
    pub const fn workdays(amount: u32) -> Self {
        Self::new(amount, TimeUnit::Workday)
    }

    /// `amount` 日.
    pub const fn days(amount: u32) -> Self {
        Self::new(amount, TimeUnit::Day)
    }

    /// `amount` 个月.
    pub const fn months(amount: u32) -> Self {
        Self::new(amount, TimeUnit::Month)
    }

    /// `amount` 年.
    pub const fn years(amount: u32) -> Self {
        Self::new(amount, TimeUnit::Year)
    }

    /// `amount` 小时.
    pub const fn hours(amount: u32) -> Self {
        Self::new(amount, TimeUnit::Hour)
    }

    /// Shows it in Chinese: `30日`, `7个工作日`.
    pub const fn zh(self) -> impl fmt::Display {
        Written { period: self, chinese: true }
    }

    /// Shows it in English: `30 days`, `1 working day`.
    pub const fn en(self) -> impl fmt::Display {
        Written { period: self, chinese: false }
    }
}

impl fmt::Display for Period {
    /// In Chinese, as [`Period::zh`].
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.zh().fmt(f)
    }
}

struct Written {
    period: Period,
    chinese: bool,
}

impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Period { amount, unit } = self.period;
        if self.chinese {
            return write!(f, "{amount}{}", unit.zh());
        }
        let plural = if amount == 1 { "" } else { "s" };
        write!(f, "{amount} {}{plural}", unit.en())
    }
}

impl Roll {
    /// The day that `date` rolls to.
    ///
    /// # Errors
    /// [`BeyondCalendar`] if it rolls, and whether one of the days is worked is not known.
    pub fn apply(self, date: Date, calendar: &WorkdayCalendar) -> Result<Date, BeyondCalendar> {
        match self {
            Self::None => Ok(date),
            Self::Next => calendar.next_workday_on_or_after(date),
            Self::Previous => calendar.previous_workday_on_or_before(date),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_written_in_both_languages() {
        for (period, zh, en) in [
            (Period::days(30), "30日", "30 days"),
            (Period::workdays(7), "7个工作日", "7 working days"),
            (Period::workdays(1), "1个工作日", "1 working day"),
            (Period::months(6), "6个月", "6 months"),
            (Period::years(1), "1年", "1 year"),
            (Period::hours(24), "24小时", "24 hours"),
            (Period::new(0, TimeUnit::Minute), "0分钟", "0 minutes"),
        ] {
            assert_eq!((period.zh().to_string(), period.en().to_string()), (zh.to_owned(), en.to_owned()));
            assert_eq!(period.to_string(), zh);
        }
    }

    #[test]
    fn days_left_count_in_the_unit_of_the_limit() {
        let calendar = WorkdayCalendar::china();
        let day = |text: &str| text.parse::<Date>().unwrap();
        let (friday, due) = (day("2024-06-21"), day("2024-06-26"));
        assert_eq!(TimeUnit::Workday.days_left(friday, due, &calendar), Ok(3));
        assert_eq!(TimeUnit::Day.days_left(friday, due, &calendar), Ok(5));
        assert_eq!(TimeUnit::Month.days_left(due, due, &calendar), Ok(0));
        assert_eq!(TimeUnit::Workday.days_left(due, friday, &calendar), Ok(-3));
        assert!(TimeUnit::Workday.days_left(due, day("2027-01-01"), &calendar).is_err());
    }

    #[test]
    fn month_ends_on_rest_days_roll_only_where_asked() {
        let calendar = WorkdayCalendar::china();
        for (month, end, previous, next) in [
            (3, "2024-03-31", "2024-03-29", "2024-04-01"),
            (6, "2024-06-30", "2024-06-28", "2024-07-01"),
            (7, "2024-07-31", "2024-07-31", "2024-07-31"),
            (8, "2024-08-31", "2024-08-30", "2024-09-02"),
            (11, "2024-11-30", "2024-11-29", "2024-12-02"),
        ] {
            let date = Date::month_end(2024, month).unwrap();
            let rolled = [Roll::None, Roll::Previous, Roll::Next]
                .map(|roll| roll.apply(date, &calendar).unwrap().to_string());
            assert_eq!(rolled, [end, previous, next]);
        }
    }
}
