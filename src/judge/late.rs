//! Late entry: a record that was put down after the day on which the thing was done.
//!
//! It breaks no obligation of the rules and changes no verdict; it is a finding of its own, since what is written
//! down later is weaker evidence. No law counts the days, so every later day is told and none is too few.

use crate::calendar::Date;
use crate::dossier::Dossier;

/// A record that was entered late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LateEntry {
    /// Its position among the records.
    pub record: u32,
    /// When the thing was done: the finish, or the start while there is none.
    pub done: Date,
    /// When it was entered.
    pub recorded: Date,
    /// How many days later.
    pub days: i32,
}

/// The late entries of a dossier, in the order of its records. One without a date of entry is none.
#[must_use]
pub fn late_entries(dossier: &Dossier) -> Vec<LateEntry> {
    let mut found = Vec::new();
    for (position, record) in (0u32..).zip(&dossier.records) {
        let (Some(done), Some(recorded)) = (record.finish.or(record.start), record.recorded) else {
            continue;
        };
        let (done, recorded) = (done.date(), recorded.date());
        let days = recorded.days_since(done);
        if days > 0 {
            found.push(LateEntry { record: position, done, recorded, days });
        }
    }
    found
}
