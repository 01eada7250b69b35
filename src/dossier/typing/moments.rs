//! Dates and times as dossiers write them.

use super::Typing;
use crate::calendar::{Date, DateError, Moment};
use crate::diag::{Diagnostic, dossier as faults};

/// Why a text is no moment, as a fault.
fn fault_of(text: &str, error: DateError) -> Diagnostic {
    match error {
        DateError::Malformed => faults::malformed_date(text),
        DateError::NoSuchDay => faults::no_such_date(text, false),
        DateError::YearOutOfRange => faults::no_such_date(text, true),
        DateError::BadTime => faults::bad_time(text),
    }
}

impl Typing<'_> {
    /// A date, perhaps with a time of day.
    pub(super) fn moment(&mut self, text: &str) -> Option<Moment> {
        match text.parse::<Moment>() {
            Ok(moment) => Some(moment),
            Err(error) => {
                self.fault(|| fault_of(text, error));
                None
            }
        }
    }

    /// A date without a time.
    pub(super) fn plain_date(&mut self, text: &str) -> Option<Date> {
        let moment = self.moment(text)?;
        if moment.minute().is_some() {
            self.fault(|| faults::date_with_time(text));
            return None;
        }
        Some(moment.date())
    }

    /// The moment of a key that tells what has happened: not after the dossier's own as-of date.
    pub(super) fn past_moment(&mut self, key: &'static str, text: Option<&str>) -> Option<Moment> {
        let text = text?;
        self.at_key(key, |typing| {
            let moment = typing.moment(text)?;
            typing.not_after_as_of(moment.date());
            Some(moment)
        })
    }

    /// Like [`Self::past_moment`], a date.
    pub(super) fn past_date(&mut self, key: &'static str, text: Option<&str>) -> Option<Date> {
        let text = text?;
        self.at_key(key, |typing| {
            let date = typing.plain_date(text)?;
            typing.not_after_as_of(date);
            Some(date)
        })
    }

    /// The date of a key that may lie ahead.
    pub(super) fn date_at(&mut self, key: &'static str, text: Option<&str>) -> Option<Date> {
        let text = text?;
        self.at_key(key, |typing| typing.plain_date(text))
    }

    fn not_after_as_of(&mut self, date: Date) {
        if let Some(as_of) = self.as_of.filter(|as_of| date > *as_of) {
            self.fault(|| faults::after_as_of(&date.to_string(), &as_of.to_string()));
        }
    }
}
