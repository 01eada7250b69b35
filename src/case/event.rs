//! Events as they are typed against a case.

use super::Case;
use crate::calendar::Moment;
use crate::diag::{Diagnostic, dossier as faults};
use crate::dossier::{Dossier, Fault, PathPart};
use crate::model::{Act, EventKind, Id, ObligationId, Step, SubmittedEvent};

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// An act of the case.
    Act(Act),
    /// An event that the rules declare.
    Event(Id<EventKind>),
}

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The case as a whole.
    Case,
    /// A step.
    Step(Id<Step>),
    /// A clock.
    Clock(ObligationId),
    /// A promise, or a document owed.
    Promise(ObligationId),
}

/// An event whose names are known.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What happens.
    pub deed: Deed,
    /// What it is about.
    pub target: Target,
    /// When.
    pub at: Moment,
    said: SubmittedEvent,
}

impl Event {
    /// As it was submitted.
    #[must_use]
    pub fn submitted(&self) -> &SubmittedEvent {
        &self.said
    }
}

/// Faults that tell what cannot be done, not what cannot be read.
pub(super) const CONTRADICTIONS: [u16; 4] = [7110, 7111, 7063, 7038];

/// Whether a fault is about the event at a position.
pub(super) fn is_about(fault: &Fault, position: usize) -> bool {
    let index = PathPart::Index(u32::try_from(position).unwrap_or(u32::MAX));
    matches!(fault.path.0.as_slice(), [PathPart::Key(key), at, ..] if key == "events" && *at == index)
}

impl Case<'_> {
    /// An event of this case.
    ///
    /// # Errors
    /// Everything in it that cannot be read: names that nothing has, dates that do not exist, keys that are missing.
    pub fn event(&self, said: SubmittedEvent) -> Result<Event, Vec<Diagnostic>> {
        let position = self.submission().events.len();
        let (_, dossier, found) = self.with(&said);
        let unread =
            |fault: &Fault| is_about(fault, position) && !CONTRADICTIONS.contains(&fault.diagnostic.code.0);
        let unread: Vec<Diagnostic> =
            found.into_iter().filter(unread).map(|fault| fault.diagnostic).collect();
        if !unread.is_empty() {
            return Err(unread);
        }
        match typed(&dossier, position) {
            Some((deed, target, Some(at))) => Ok(Event { deed, target, at, said }),
            Some((_, _, None)) => Err(vec![faults::missing_key("date", "日期")]),
            None => Err(vec![faults::must_not_be_empty()]),
        }
    }
}

/// What the event at a position was typed as.
fn typed(dossier: &Dossier, position: usize) -> Option<(Deed, Target, Option<Moment>)> {
    let log = dossier.acts.iter().flat_map(|acts| &acts.log);
    if let Some(taken) = log.into_iter().find(|taken| taken.position as usize == position) {
        let target = match (taken.step, taken.clock, taken.promise) {
            (Some(step), ..) => Target::Step(step),
            (_, Some((clock, _)), _) => Target::Clock(clock),
            (_, _, Some((promise, _))) => Target::Promise(promise),
            _ => Target::Case,
        };
        return Some((Deed::Act(taken.act), target, Some(taken.at)));
    }
    let mut entries = dossier.events.iter().flatten();
    let entry = entries.find(|entry| entry.position as usize == position)?;
    Some((Deed::Event(entry.kind), Target::Case, entry.date))
}
