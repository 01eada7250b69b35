//! The schedule: what it is computed from and what it says.
//!
//! Invariant: the entry of a node stands at its number, and every date is there or says why not.
//! Absent: the passes themselves.

use super::backward::{self, Late};
use super::forward::{self, Early};
use super::line::{Line, date};
use super::network::{DayUnit, Network};
use crate::calendar::{BeyondCalendar, Date, WorkdayCalendar};

/// The conditions under which a plan is made.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The first day of the plan: nothing that is not on record starts before it.
    pub start: Date,
    /// The day up to which the record speaks; nothing new happens before it. Absent: no record.
    pub data_date: Option<Date>,
    /// Which days are worked.
    pub calendar: WorkdayCalendar,
}

/// First and last day, both included. Of an activity without duration both are the day it falls on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Span {
    /// The first day.
    pub start: Date,
    /// The last day, on which it is still worked on.
    pub finish: Date,
}

/// Why there is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Gap {
    /// The activity does not take part.
    #[error("the activity is not applicable")]
    NotApplicable,
    /// Counting its working days needs a day that is not published.
    #[error(transparent)]
    BeyondCalendar(BeyondCalendar),
    /// The date lies outside the range of dates.
    #[error("the date lies outside the years 1900 to 2199")]
    BeyondDates,
    /// The date follows from that of another activity, which has a gap of its own.
    #[error("the date depends on activity {node}, which has none")]
    DependsOn {
        /// The activity whose own dates could not be counted.
        node: usize,
    },
    /// Late dates and floats are counted from the finish of the whole, which is not known because
    /// that activity has no date.
    #[error("the finish of the whole is not known: activity {node} has no date")]
    FinishUnknown {
        /// An activity whose own dates could not be counted.
        node: usize,
    },
}

/// What decided the early start of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Driver {
    /// The first day of the plan.
    ProjectStart,
    /// The data date: it could have started before, and has not.
    DataDate,
    /// Its own record.
    Record,
    /// The predecessor that finishes last; of several the one with the smallest number.
    Predecessor {
        /// The predecessor, an applicable one, direct or through some that are not applicable.
        node: usize,
        /// The clause of the edge that enters the activity.
        label: u32,
    },
}

/// How far the record of an activity goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    /// It does not take part.
    NotApplicable,
    /// Not begun.
    Planned,
    /// Begun, not finished.
    Open,
    /// Finished; its dates are the recorded ones.
    Finished,
}

/// How firm the calendar is on which a date rests; the weaker one is the greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Basis {
    /// Published days only, or days that need no calendar.
    #[default]
    Published,
    /// Published days that a later notice may still change.
    Provisional,
    /// Days assumed by the week alone (推定).
    Assumed,
}

/// What the schedule says of one activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActivitySchedule {
    /// How far its record goes.
    pub state: State,
    /// The unit of its floats.
    pub unit: DayUnit,
    /// As early as possible; what is on record as recorded.
    pub early: Result<Span, Gap>,
    /// As late as the finish of the whole allows; of a finished activity the record, and the
    /// recorded start of an open one. `finish` is the last day in the activity's unit.
    pub late: Result<Span, Gap>,
    /// By how many of its days its finish may slip without moving the finish of the whole;
    /// absent if it is finished or a late date is absent.
    pub total_float: Option<i32>,
    /// By how many of its days its finish may slip without moving any other start or the finish
    /// of the whole; absent as the total float is.
    pub free_float: Option<i32>,
    /// Not finished, and its total float is zero.
    pub critical: bool,
    /// What decided its early start; absent if it has none.
    pub driver: Option<Driver>,
    /// On which days the early dates rest, those they follow from included. The late dates rest
    /// on [`Schedule::basis`].
    pub basis: Basis,
}

/// A computed schedule. Computed once; paths and explanations are worked out when asked for.
#[derive(Clone, Debug)]
pub struct Schedule {
    pub(super) network: Network,
    pub(super) terms: Terms,
    /// By position.
    pub(super) early: Vec<Result<Early, Gap>>,
    /// By node.
    activities: Vec<ActivitySchedule>,
    finish: Result<Date, Gap>,
    basis: Basis,
}

impl Schedule {
    /// Computes both passes.
    #[must_use]
    pub fn of(network: Network, terms: Terms) -> Self {
        let line = Line { calendar: &terms.calendar };
        let early = forward::pass(&network, &terms, line);
        let whole = forward::whole(&network, &early, &terms);
        let late = backward::pass(&network, line, &early, whole.bound);
        let blank = ActivitySchedule {
            state: State::NotApplicable,
            unit: DayUnit::Day,
            early: Err(Gap::NotApplicable),
            late: Err(Gap::NotApplicable),
            total_float: None,
            free_float: None,
            critical: false,
            driver: None,
            basis: Basis::Published,
        };
        let mut activities = vec![blank; network.len()];
        for (position, (early, late)) in early.iter().zip(&late).enumerate() {
            if let (Some(slot), Some(said)) =
                (activities.get_mut(network.node(position)), describe(&network, position, early, late))
            {
                *slot = said;
            }
        }
        Self { network, terms, early, activities, finish: whole.finish, basis: whole.basis }
    }

    /// The activities; the entry of a node stands at its number.
    #[must_use]
    pub fn activities(&self) -> &[ActivitySchedule] {
        &self.activities
    }

    /// What the schedule says of a node.
    #[must_use]
    pub fn activity(&self, node: usize) -> Option<&ActivitySchedule> {
        self.activities.get(node)
    }

    /// The last day of the whole. A network without an applicable activity is done on its first day.
    ///
    /// # Errors
    /// [`Gap::FinishUnknown`] if an applicable activity has no early finish.
    pub fn finish(&self) -> Result<Date, Gap> {
        self.finish
    }

    /// The weakest basis of all early dates, on which the finish and all late dates rest.
    #[must_use]
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// The network that was scheduled.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The conditions under which it was.
    #[must_use]
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    pub(super) fn line(&self) -> Line<'_> {
        Line { calendar: &self.terms.calendar }
    }
}

/// Two day numbers as a span.
fn span(start: i32, finish: i32) -> Result<Span, Gap> {
    Ok(Span { start: date(start)?, finish: date(finish)? })
}

/// The public entry of an applicable activity.
fn describe(
    network: &Network,
    position: usize,
    early: &Result<Early, Gap>,
    late: &Result<Late, Gap>,
) -> Option<ActivitySchedule> {
    let activity = network.at(position).filter(|found| found.applicable)?;
    let state = match (activity.actual_start, activity.actual_finish) {
        (_, Some(_)) => State::Finished,
        (Some(_), None) => State::Open,
        (None, None) => State::Planned,
    };
    let floats = late.ok().filter(|_| state != State::Finished);
    let critical = floats.is_some_and(|late| late.total == 0);
    Some(ActivitySchedule {
        state,
        unit: activity.unit(),
        early: early.and_then(|early| span(early.start, early.finish)),
        late: late.and_then(|late| span(late.start, late.finish)),
        total_float: floats.map(|late| late.total),
        free_float: floats.map(|late| late.free),
        critical,
        driver: early.ok().map(|early| early.public_driver(network)),
        basis: early.map_or(Basis::Published, |early| early.basis),
    })
}

#[cfg(test)]
mod tests {
    use super::{ActivitySchedule, Early, Gap, Late};

    #[test]
    fn a_step_of_a_schedule_stays_small() {
        // A plan of a million steps is to fit in 200 bytes a step.
        let kept = size_of::<ActivitySchedule>() + size_of::<Result<Early, Gap>>();
        assert!(kept <= 112, "{kept} bytes");
        assert!(size_of::<Result<Late, Gap>>() <= 32);
    }
}
