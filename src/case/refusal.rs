//! Why something cannot be done: the obligation in the way, and what must come first.

use crate::calendar::Date;
use crate::diag::Diagnostic;
use crate::dossier::{ConflictKind, DataPath};
use crate::judge::Reason;
use crate::model::{ObligationId, Step, UnitRef};
use smol_str::SmolStr;

/// Why an event is refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// In one word.
    pub kind: RefusalKind,
    /// The step it is about.
    pub step: Option<crate::model::Id<Step>>,
    /// The obligation in the way.
    pub obligation: Option<ObligationId>,
    /// What the judge would find of it.
    pub reason: Option<Reason>,
    /// What must come first: every one of these, except where [`Refusal::any`] says less.
    pub first: Vec<First>,
    /// So many of `first` are enough.
    pub any: Option<u32>,
    /// What it contradicts.
    pub place: Option<DataPath>,
    /// What cannot be read, where it was made for another case.
    pub faults: Vec<Diagnostic>,
}

/// Why, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RefusalKind {
    /// It cannot have happened after what is on record.
    Contradiction(ConflictKind),
    /// It lies after the as-of date that the dossier gives itself.
    AfterAsOf,
    /// The dossier is about no procedure.
    NoProcedure,
    /// The step, or the procedure, does not apply.
    OutOfScope,
    /// The procedure has come to its end.
    Closed,
    /// The case stands still (中止).
    Paused,
    /// The step is validly finished.
    Done,
    /// What comes before the step is done anew: the step must be begun again.
    Stale,
    /// An obligation forbids it.
    Forbidden,
    /// The step declares outcomes, and none is given.
    OutcomeMissing,
    /// The outcome is not declared.
    OutcomeUndeclared,
    /// An opinion was asked for and is not given.
    Unanswered,
    /// Nobody asked for the opinion.
    NotAsked,
    /// The opinion was asked for already.
    AlreadyAsked,
    /// The clock does not run.
    ClockIdle,
    /// The clock does not stop for this.
    KindNotAllowed,
    /// The clock cannot be extended.
    NoExtension,
    /// Somebody else must do it.
    WrongOrgan,
    /// The extension is longer than it may be.
    TooLong,
    /// It was done already and cannot be done twice.
    Twice,
    /// What is handed in is not what was owed.
    NotOwed,
    /// It belongs to no part of this procedure.
    NotOfCase,
    /// It cannot be read.
    Unreadable,
}

/// What must come first.
#[derive(Clone, Debug, PartialEq)]
pub enum First {
    /// The start of a step.
    Start(crate::model::Id<Step>),
    /// The valid finish of a step.
    Finish(crate::model::Id<Step>),
    /// A day on which it can be done at the earliest.
    Wait(Date),
    /// An opinion.
    Opinion(SmolStr),
    /// One of these has to do it.
    Organ(Vec<UnitRef>),
    /// One of these words has to be said.
    Word(Vec<SmolStr>),
    /// What stands still has to go on.
    Resume,
}

impl Refusal {
    pub(super) fn of(kind: RefusalKind) -> Box<Self> {
        Box::new(Self {
            kind,
            step: None,
            obligation: None,
            reason: None,
            first: Vec::new(),
            any: None,
            place: None,
            faults: Vec::new(),
        })
    }

    pub(super) fn about(mut self: Box<Self>, step: Option<crate::model::Id<Step>>) -> Box<Self> {
        self.step = step;
        self
    }

    pub(super) fn by(mut self: Box<Self>, obligation: ObligationId) -> Box<Self> {
        self.obligation = Some(obligation);
        self
    }

    pub(super) fn after(mut self: Box<Self>, first: impl IntoIterator<Item = First>) -> Box<Self> {
        self.first.extend(first);
        self
    }

    pub(super) fn at(mut self: Box<Self>, place: Option<DataPath>) -> Box<Self> {
        self.place = place;
        self
    }
}
