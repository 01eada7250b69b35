//! What if: a few changes to a plan that is there, and what they move.
//!
//! Invariant: the plan is as it was; what is computed again is what a change reaches, and the result
//! is that of a whole computation. Absent: late dates and floats of the changed plan
//! ([`WhatIf::into_schedule`] computes them).

use super::activity::Activity;
use super::constraint::{Bound, FixedDate};
use super::forward;
use super::network::{Network, NetworkError};
use super::plan::{Gap, Schedule, Span, Terms, early_span, settled};
use super::reach::Frame;
use super::relation::End;
use super::settle::Settled;
use crate::calendar::{Date, Moment, Period};

/// One change to a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// An activity takes other work.
    Work {
        /// The activity.
        node: usize,
        /// Its work.
        work: Period,
    },
    /// An activity has another minimum period, or none.
    Minimum {
        /// The activity.
        node: usize,
        /// The period.
        minimum: Option<Period>,
    },
    /// An activity is left out (waived, removed): it becomes transparent.
    LeaveOut {
        /// The activity.
        node: usize,
    },
    /// An activity is taken in.
    TakeIn {
        /// The activity.
        node: usize,
    },
    /// An activity starts no earlier than that.
    NotBefore {
        /// The activity.
        node: usize,
        /// The date.
        date: Moment,
    },
}

impl Change {
    fn node(self) -> usize {
        match self {
            Self::Work { node, .. }
            | Self::Minimum { node, .. }
            | Self::LeaveOut { node }
            | Self::TakeIn { node }
            | Self::NotBefore { node, .. } => node,
        }
    }

    fn apply(self, network: &mut Network, position: usize) {
        let Some(one) = network.activities.get_mut(position) else { return };
        match self {
            Self::Work { work, .. } => one.work = work,
            Self::Minimum { minimum, .. } => one.minimum = minimum,
            Self::LeaveOut { .. } => one.applicable = false,
            Self::TakeIn { .. } => one.applicable = true,
            Self::NotBefore { node, date } => {
                let (end, bound) = (End::Start, Bound::NotBefore);
                network.fix(FixedDate { node, end, bound, date, label: u32::MAX });
            }
        }
    }
}

/// An activity whose early dates moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The activity.
    pub node: usize,
    /// As it was.
    pub before: Result<Span, Gap>,
    /// As it would be.
    pub after: Result<Span, Gap>,
}

/// What changes would do.
#[derive(Clone, Debug)]
pub struct WhatIf {
    network: Network,
    terms: Terms,
    finish: Result<Date, Gap>,
    moved: Vec<Moved>,
}

impl WhatIf {
    /// The last day of the whole.
    ///
    /// # Errors
    /// [`Gap::FinishUnknown`] if an applicable activity has no early finish.
    pub fn finish(&self) -> Result<Date, Gap> {
        self.finish
    }

    /// The activities whose early dates moved, in topological order.
    #[must_use]
    pub fn moved(&self) -> &[Moved] {
        &self.moved
    }

    /// The changed plan whole, with late dates and floats.
    ///
    /// # Errors
    /// [`super::Conflict`] if minimum periods that were changed contradict a limit.
    pub fn into_schedule(self) -> Result<Schedule, super::Conflict> {
        Schedule::of(self.network, self.terms)
    }
}

impl Schedule {
    /// What `changes` would do to the early dates and to the finish of the whole.
    ///
    /// # Errors
    /// [`NetworkError::UnknownNode`] if a change names a node that does not exist.
    pub fn what_if(&self, changes: &[Change]) -> Result<WhatIf, NetworkError> {
        let mut network = self.network.clone();
        let mut touched = Vec::with_capacity(changes.len());
        for change in changes {
            let node = change.node();
            let position = network.position(node).ok_or(NetworkError::UnknownNode { node })?;
            change.apply(&mut network, position);
            touched.push(position);
        }
        let frame = Frame::new(&network, &self.terms);
        let mut positions = Vec::new();
        let after = self.changed(&frame, &touched, &mut positions);
        positions.sort_unstable();
        positions.dedup();
        let old = self.frame();
        let span = |frame: &Frame<'_>, of: &Settled, position: usize| -> Result<Span, Gap> {
            if !frame.network.at(position).is_some_and(Activity::takes_part) {
                return Err(Gap::NotApplicable);
            }
            of.told(frame, position).and_then(|early| early_span(frame, position, early))
        };
        let moved = positions.into_iter().filter_map(|position| {
            let before = span(&old, &self.settled, position);
            let now = span(&frame, &after, position);
            (before != now).then(|| Moved { node: self.network.node(position), before, after: now })
        });
        let moved = moved.collect();
        let finish = forward::whole(&frame, &after.early).finish;
        Ok(WhatIf { finish, moved, terms: self.terms.clone(), network })
    }

    /// The early dates after a change at some positions, and the positions that may have moved.
    fn changed(&self, frame: &Frame<'_>, touched: &[usize], positions: &mut Vec<usize>) -> Settled {
        if !frame.network.frozen.limits.is_empty() {
            // What a limit pushed may have to come back.
            positions.extend(0..frame.network.len());
            return settled(frame);
        }
        let mut after = self.settled.clone();
        for position in touched {
            after.touch(*position);
            // To a join what is left out is no branch.
            for link in frame.network.after(*position) {
                after.touch(link.at());
            }
        }
        positions.extend(touched);
        after.compute(frame, &mut |position, _, _| {
            positions.push(position);
            true
        });
        after
    }
}
