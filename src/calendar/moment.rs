//! A point of time as a file gives it: a date, with or without a time of day.
//!
//! Invariant: a minute lies in `0..1440`. Two moments of one date are ordered only if both give a time:
//! the absence of a time is never read as midnight. Deliberately absent: seconds, time zones, a total
//! order (`Ord`), which would have to invent that midnight.

use super::date::{Date, DateError, decimal};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// Minutes in a day.
pub(super) const DAY_MINUTES: u16 = 24 * 60;

/// A date, and the minute of the day (0 to 1439) where one is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Moment {
    date: Date,
    minute: Option<u16>,
}

/// How two moments lie to each other, as far as they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MomentOrder {
    /// The first is earlier: by date, or on one date by two known times.
    Before,
    /// The same date, and at least one of them gives no time: undecided.
    SameDay,
    /// The same date and the same known time.
    Same,
    /// The first is later.
    After,
}

impl Moment {
    /// A date without a time of day.
    pub const fn on(date: Date) -> Self {
        Self { date, minute: None }
    }

    /// A date and a minute of that day; `None` unless `minute < 1440`.
    pub const fn at(date: Date, minute: u16) -> Option<Self> {
        if minute < DAY_MINUTES { Some(Self { date, minute: Some(minute) }) } else { None }
    }

    /// The date.
    pub const fn date(self) -> Date {
        self.date
    }

    /// Minutes since the day began, 0 to 1439, where a time is known.
    pub const fn minute(self) -> Option<u16> {
        self.minute
    }

    /// How `self` lies to `other`. Times decide on one date only if both are given.
    pub fn order(self, other: Self) -> MomentOrder {
        match self.date.cmp(&other.date) {
            Ordering::Less => MomentOrder::Before,
            Ordering::Greater => MomentOrder::After,
            Ordering::Equal => match (self.minute, other.minute) {
                (Some(own), Some(others)) => match own.cmp(&others) {
                    Ordering::Less => MomentOrder::Before,
                    Ordering::Equal => MomentOrder::Same,
                    Ordering::Greater => MomentOrder::After,
                },
                _ => MomentOrder::SameDay,
            },
        }
    }

    /// A key for sorting lists: by date, then moments without a time, then by time. It decides nothing in law.
    pub const fn sort_key(self) -> (Date, Option<u16>) {
        (self.date, self.minute)
    }

    /// Reads `2024-07-31`, `2024-07-31T14:30`, `2024-07-31 14:30`, the last two also with seconds of `:00`.
    /// [`Moment::from_str`] says what is wrong with the rest.
    pub fn parse_iso(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl From<Date> for Moment {
    fn from(date: Date) -> Self {
        Self::on(date)
    }
}

impl fmt::Display for Moment {
    /// `2024-07-31`, or `2024-07-31T14:30` where a time is known.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.date, f)?;
        match self.minute {
            Some(minute) => write!(f, "T{:02}:{:02}", minute / 60, minute % 60),
            None => Ok(()),
        }
    }
}

impl FromStr for Moment {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let Some((date, rest)) = text.split_at_checked(10) else {
            return Err(DateError::Malformed);
        };
        let date = date.parse()?;
        match rest.as_bytes() {
            [] => Ok(Self::on(date)),
            [b'T' | b' ', time @ ..] => {
                parse_minute(time).and_then(|minute| Self::at(date, minute)).ok_or(DateError::BadTime)
            }
            _ => Err(DateError::Malformed),
        }
    }
}

/// `14:30` or `14:30:00`. Other seconds are refused: dropping them could turn "after" into "at the same time".
fn parse_minute(time: &[u8]) -> Option<u16> {
    let (&[h1, h2, b':', m1, m2] | &[h1, h2, b':', m1, m2, b':', b'0', b'0']) = time else {
        return None;
    };
    let (hour, minute) = (decimal(&[h1, h2])?, decimal(&[m1, m2])?);
    if hour > 23 || minute > 59 {
        return None;
    }
    u16::try_from(hour * 60 + minute).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        text.parse().unwrap()
    }

    #[test]
    fn reads_the_three_forms() {
        assert_eq!(moment("2024-07-31").minute(), None);
        assert_eq!(moment("2024-07-31T14:30").minute(), Some(870));
        assert_eq!(moment("2024-07-31 14:30"), moment("2024-07-31T14:30:00"));
        assert_eq!(moment("2024-07-31T00:00").minute(), Some(0));
        assert_eq!(moment("2024-07-31T23:59").to_string(), "2024-07-31T23:59");
        assert_eq!(moment("2024-07-31").to_string(), "2024-07-31");
    }

    #[test]
    fn refuses_the_rest() {
        for text in [
            "2024-07-31T14:30:01",
            "2024-07-31T24:00",
            "2024-07-31T14:60",
            "2024-07-31T",
            "2024-07-31 9:30",
            "2024-07-31T14：30",
        ] {
            assert_eq!(text.parse::<Moment>(), Err(DateError::BadTime), "{text}");
        }
        for text in ["", "2024", "2024-07-31Z", "2024年07月31日", "2024-07-3一"] {
            assert_eq!(text.parse::<Moment>(), Err(DateError::Malformed), "{text}");
        }
        assert_eq!("2024-02-30T10:00".parse::<Moment>(), Err(DateError::NoSuchDay));
    }

    #[test]
    fn times_decide_only_if_both_are_given() {
        let (day, morning, noon) =
            (moment("2024-07-31"), moment("2024-07-31T09:00"), moment("2024-07-31T12:00"));
        assert_eq!(morning.order(noon), MomentOrder::Before);
        assert_eq!(noon.order(morning), MomentOrder::After);
        assert_eq!(noon.order(noon), MomentOrder::Same);
        assert_eq!(day.order(noon), MomentOrder::SameDay);
        assert_eq!(noon.order(day), MomentOrder::SameDay);
        assert_eq!(day.order(day), MomentOrder::SameDay);
        assert_eq!(moment("2024-07-30T23:59").order(day), MomentOrder::Before);
        assert_eq!(moment("2024-08-01").order(noon), MomentOrder::After);
    }
}
