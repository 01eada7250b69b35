//! Acts of a case folded into records: a dossier given as what was done, step by step.
//!
//! INVARIANT: folding judges nothing. It refuses only what cannot have happened: finishing what was never begun,
//! beginning twice, going back in time. Whether an act was lawful is for the judge and for `case`.

mod clocks;
mod fold;
mod origins;
mod words;

pub(super) use fold::Fold;
pub use origins::Origins;

use super::{DataPath, Dossier};
use crate::calendar::{Date, Moment};
use crate::model::{Act, Id, ObligationId, Step, Submission, SubmittedEvent};
use smol_str::SmolStr;

/// An act whose names have been resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// What is done.
    pub act: Act,
    /// Its position among the events of the dossier.
    pub position: u32,
    /// When.
    pub at: Moment,
    /// The step.
    pub step: Option<Id<Step>>,
    /// The clock, and the entry of its register.
    pub clock: Option<(ObligationId, Option<u32>)>,
    /// The sentence under which something is promised or owed, and the entry.
    pub promise: Option<(ObligationId, Option<u32>)>,
    /// As it was submitted.
    pub said: SubmittedEvent,
}

/// The acts of a dossier and what is open after them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Acts {
    /// All of them, in the order of the file.
    pub log: Vec<Taken>,
    /// Which of `log` stand: neither taken back nor taking back.
    pub standing: Vec<usize>,
    /// What stands still.
    pub stops: Vec<Stop>,
    /// Whose opinion on a step was asked and not given: by whom it was asked, as a position among the events.
    pub awaited: Vec<Awaited>,
    /// How the case ended before its end.
    pub ended: Option<Ended>,
    /// Where what was folded stands in the file.
    pub origins: Origins,
    /// The event that began the case.
    pub launched: Option<u32>,
    /// The last act that sent the case back, as a position among the events.
    pub returned: Option<u32>,
    /// What cannot have happened, by the event that says it.
    pub conflicts: Vec<(u32, Conflict)>,
    /// What the acts come to: the dossier in records.
    pub folded: Submission,
    /// By record: the event that opened it; `None`: it is a record of the file.
    pub opened_by: Vec<Option<u32>>,
}

/// An opinion that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Awaited {
    /// On which step.
    pub step: Id<Step>,
    /// Whose.
    pub of: SmolStr,
    /// The event that asks.
    pub position: u32,
}

/// Something that stands still.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// 补正, 中止 or 暂停.
    pub act: Act,
    /// Its kind, as written.
    pub kind: SmolStr,
    /// The clock; `None`: every one.
    pub clock: Option<(ObligationId, Option<u32>)>,
    /// Its suspensions, by position.
    pub suspensions: Vec<usize>,
    /// Since when.
    pub since: Option<Date>,
    /// Where it is said.
    pub place: DataPath,
}

/// How a case ended before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// The day.
    pub on: Date,
    /// 作废: nothing of it applies; else 终止.
    pub void: bool,
    /// The event that says so.
    pub position: u32,
}

impl Dossier {
    /// Where something of the dossier stands in its file: what was folded from acts stands with them.
    #[must_use]
    pub fn place_of(&self, path: DataPath) -> DataPath {
        match &self.acts {
            Some(acts) => acts.origins.place(&path),
            None => path,
        }
    }
}

/// Why an act cannot have happened after those before it.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// What is wrong.
    pub kind: ConflictKind,
    /// The step it is about.
    pub step: Option<Id<Step>>,
    /// What it contradicts.
    pub place: Option<DataPath>,
}

/// What is wrong with an act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConflictKind {
    /// It lies before an act that is written before it.
    OutOfOrder,
    /// It lies before the start of its record.
    BeforeStart,
    /// The case was terminated.
    Terminated,
    /// The case is void.
    Void,
    /// The case began already.
    Launched,
    /// The step goes on already.
    Underway,
    /// The step has not begun.
    NotBegun,
    /// The step is not finished, so nothing can go back to it.
    NotFinished,
    /// The step is finished already.
    Finished,
    /// Somebody else does the step.
    OthersWork,
    /// Nobody of that name did anything that could be taken back.
    NothingOwn,
    /// Others have gone on from it.
    ActedOn,
    /// Nothing of the kind stands still.
    NotStopped,
    /// Several things stand still.
    SeveralStopped,
    /// It stands still already.
    Stopped,
}
