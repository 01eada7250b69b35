//! How a clock ran: what an explanation, the plan and the reports tell of a 限时.

use super::Notes;
use crate::calendar::{Date, Period};
use crate::model::{Id, Reading, Step};
use smol_str::SmolStr;

/// A clock through the as-of date, or through its end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClockRun {
    /// The reading, where several steps are on the clock.
    pub reading: Option<Reading>,
    /// The day it runs from, which is not counted.
    pub start: Option<Date>,
    /// The day it ended, where it has.
    pub end: Option<Date>,
    /// The limit, as it is written.
    pub limit: Option<Period>,
    /// By how much it was validly extended.
    pub extended: Option<Period>,
    /// What is meant to stop it, in the order of the file.
    pub stretches: Vec<Stretch>,
    /// What was being worked on while something was excluded, so that the clock did not stop.
    pub working: Vec<(Id<Step>, Date, Date)>,
    /// The days off the clock.
    pub off: Vec<(Date, Date)>,
    /// How much is used, in the unit of the limit; `None` past the calendar.
    pub used: Option<i64>,
    /// How much is excluded; `None` past the calendar, or where days are added up.
    pub excluded: Option<i64>,
    /// 按阶段: each phase.
    pub phases: Vec<PhaseRun>,
}

/// One phase of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhaseRun {
    /// The phase.
    pub step: Id<Step>,
    /// The day it runs from; `None`: it has not begun, or nobody wrote when.
    pub start: Option<Date>,
    /// The day it was finished.
    pub end: Option<Date>,
    /// How much of the limit it has used.
    pub used: Option<i64>,
    /// Its last day.
    pub due: Option<Date>,
}

/// Something that is meant to stop a clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch {
    /// The first day.
    pub from: Date,
    /// The last day; `None`: it is still open.
    pub to: Option<Date>,
    /// What it is.
    pub cause: Cause,
    /// Whether it counts.
    pub validity: Validity,
    /// The days that it may take out, through the as-of date.
    pub counted: Option<(Date, Date)>,
    /// How many days of the limit's unit it really took out; `None` past the calendar.
    pub days: Option<i64>,
}

/// What stops a clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A suspension of a kind.
    Suspension(SmolStr),
    /// A step off the clock.
    Step(Id<Step>),
}

/// Whether a stretch counts, and from when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validity {
    /// It counts.
    Counts,
    /// It counts from its written notice on.
    FromNotice(Date),
    /// It does not count: there was no written notice.
    NoNotice,
    /// It does not count: the rule does not leave out its kind.
    NotAllowed,
    /// Whether or when it ran is not known.
    Doubtful,
}

impl Validity {
    /// What a verdict notes of a stretch; `open`: it still runs.
    pub(super) fn notes(self, open: bool) -> Notes {
        match self {
            Self::NoNotice | Self::NotAllowed => Notes::SUSPENSION_INVALID,
            _ if open => Notes::PROVISIONAL,
            _ => Notes::default(),
        }
    }
}
