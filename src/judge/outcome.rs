//! What one row decides, before it becomes a verdict.

use super::trace::{Label, Test, Trace};
use super::{Notes, Reason, Status};
use crate::calendar::Date;

/// A decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Outcome {
    pub(super) status: Status,
    pub(super) reason: Reason,
    pub(super) since: Option<Date>,
    pub(super) due: Option<Date>,
    pub(super) until: Option<Date>,
    pub(super) notes: Notes,
    /// An act can still meet it.
    pub(super) curable: bool,
    /// 待认定
    pub(super) needs_finding: bool,
}

impl Outcome {
    pub(super) fn new(status: Status, reason: Reason) -> Self {
        Self {
            status,
            reason,
            since: None,
            due: None,
            until: None,
            notes: Notes::default(),
            curable: matches!(status, Status::Pending | Status::Unproven | Status::AtRisk),
            needs_finding: false,
        }
    }

    pub(super) fn met() -> Self {
        Self::new(Status::Satisfied, Reason::Met)
    }

    pub(super) fn pending(reason: Reason) -> Self {
        Self::new(Status::Pending, reason)
    }

    pub(super) fn unproven(reason: Reason) -> Self {
        Self::new(Status::Unproven, reason)
    }

    pub(super) fn not_applicable(reason: Reason) -> Self {
        Self::new(Status::NotApplicable, reason)
    }

    /// Violated since a day; curable by an act.
    pub(super) fn violated(reason: Reason, since: Option<Date>) -> Self {
        Self { since, curable: true, ..Self::new(Status::Violated, reason) }
    }

    /// Violated for good: what is late stays late.
    pub(super) fn late(reason: Reason, since: Option<Date>) -> Self {
        Self { since, curable: false, ..Self::new(Status::Violated, reason) }
    }

    pub(super) fn due(mut self, due: Option<Date>) -> Self {
        self.due = due;
        self
    }

    pub(super) fn until(mut self, until: Option<Date>) -> Self {
        self.until = until;
        self
    }

    pub(super) fn note(mut self, notes: Notes) -> Self {
        self.notes.add(notes);
        self
    }

    pub(super) fn note_if(self, is: bool, notes: Notes) -> Self {
        if is { self.note(notes) } else { self }
    }
}

/// Asks a question and tells the trace about it.
#[inline]
pub(super) fn ask<T: Trace>(trace: &mut T, test: Test) -> bool {
    let holds = test.holds();
    if T::ON {
        trace.test(&test, holds);
    }
    holds
}

/// Asks whether something recorded is so.
#[inline]
pub(super) fn flag<T: Trace>(trace: &mut T, label: Label, is: bool) -> bool {
    ask(trace, Test::Flag(label, is))
}
