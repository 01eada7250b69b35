//! The verdicts of one dossier at one date.

use super::{DeemedAct, Status, Verdict};
use crate::calendar::{Date, TimeUnit};
use crate::model::{Id, ObligationId, Procedure};

/// All verdicts of one dossier at one date, in the order of the rules.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The date.
    pub as_of: Date,
    /// The procedure that was judged.
    pub procedure: Option<Id<Procedure>>,
    /// 总体: the worst of the verdicts that count.
    pub overall: Overall,
    /// One verdict an obligation.
    pub verdicts: Vec<Verdict>,
    /// 视为: the steps that the law took as done.
    pub deemed: Vec<DeemedAct>,
    /// How many records, documents and entries are dated after `as_of` and were left out.
    pub left_out: u32,
    /// When what is pending with a last day is expected to be done. The judge leaves it empty: it
    /// does not plan.
    pub forecasts: Vec<Forecast>,
}

/// When what an obligation waits for is expected, by a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// The obligation.
    pub obligation: ObligationId,
    /// Its last day.
    pub due: Date,
    /// The day on which the plan has it done.
    pub expected: Date,
    /// How many days of `unit` there are from `expected` to `due`; negative if it is late, `None`
    /// past the calendar.
    pub slack: Option<i64>,
    /// The days that are counted.
    pub unit: TimeUnit,
    /// Whether the expected day rests on work that somebody estimated (预计): without it there is no
    /// schedule, and no warning.
    pub estimated: bool,
}

impl Forecast {
    /// Whether it gives cause for concern: late, or without a day to spare.
    #[must_use]
    pub fn warns(&self) -> bool {
        self.estimated && (self.expected > self.due || self.slack == Some(0))
    }
}

/// 总体.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overall {
    /// The worst status that counts; [`Status::NotApplicable`] where none does.
    pub status: Status,
    /// 以已公开文本为限: something hangs on a text that is not published.
    pub not_reviewed: bool,
    /// 以已认定事项为限: something needs a finding.
    pub needs_finding: bool,
    /// Nothing at all was judged: an error of whoever asked, never a pass.
    pub nothing_judged: bool,
}

impl Report {
    /// The verdicts of a status.
    pub fn with(&self, status: Status) -> impl Iterator<Item = &Verdict> {
        self.verdicts.iter().filter(move |verdict| verdict.status == status)
    }
}
