//! Dates that are written on the command line, and what day it is.

use crate::calendar::Date;
use crate::diag::{Diagnostic, input};
use crate::dossier::AsOf;

/// The date of `2024-06-20` or `today`.
pub(super) fn date(text: &str) -> Result<Date, Box<Diagnostic>> {
    match text {
        "today" | "今天" => today().ok_or_else(|| input::bad_date(text)),
        text => Date::parse_iso(text).ok_or_else(|| input::bad_date(text)),
    }
}

/// The as-of date: the flag's, else the dossier's.
pub(super) fn as_of(flag: Option<Date>, own: Option<AsOf>) -> Result<Date, Box<Diagnostic>> {
    match (flag, own) {
        (Some(date), _) | (None, Some(AsOf::On(date))) => Ok(date),
        (None, Some(AsOf::Today)) => today().ok_or_else(input::no_as_of),
        (None, None) => Err(input::no_as_of()),
    }
}

/// The date in China (UTC+8, without summer time since 1991). `SOURCE_DATE_EPOCH` fixes it.
#[expect(clippy::disallowed_methods, reason = "the command line is the floor that reads the clock")]
fn today() -> Option<Date> {
    let fixed = super::locale::variable("SOURCE_DATE_EPOCH").and_then(|text| text.trim().parse::<u64>().ok());
    let seconds = match fixed {
        Some(seconds) => seconds,
        None => std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).ok()?.as_secs(),
    };
    let days = i32::try_from((seconds + 8 * 3600) / 86_400).ok()?;
    Date::from_ymd(1970, 1, 1)?.plus_days(days)
}
