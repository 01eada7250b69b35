//! What decided a date, in nodes and clauses.
//!
//! Invariant: worked out from what the passes left behind; nothing is computed again. Absent:
//! dates.

use super::activity::Activity;
use super::backward::{Late, LateCause};
use super::forward::{Cause, Early};
use super::length;
use super::plan::Schedule;
use super::relation::End;

/// What decided the early start of an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Driver {
    /// The first day of the plan.
    ProjectStart,
    /// The data date: it could have started before, and has not.
    DataDate,
    /// Its own record.
    Record,
    /// The predecessor that comes last; of several the one with the smallest number.
    Predecessor {
        /// The predecessor, an applicable one, direct or through some that are transparent.
        node: usize,
        /// The clause of the relation that enters the activity.
        label: u32,
    },
    /// A fixed date (不早于, 于).
    Fixed {
        /// Its clause.
        label: u32,
    },
    /// A limit: were it earlier, what comes after it would come too late.
    Limit {
        /// What comes after it.
        node: usize,
        /// The clause of the limit.
        label: u32,
    },
}

/// What decided the finish of an activity, given its start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FinishCause {
    /// Its recorded finish.
    Record,
    /// It takes no time.
    NoDuration,
    /// Its work.
    Work,
    /// Its minimum period, which ends after its work.
    Minimum,
    /// The data date: it has begun, is past its work and not on record as finished.
    DataDate,
    /// A predecessor of its finish, which comes after its work.
    Predecessor {
        /// The predecessor, an applicable one, direct or through some that are transparent.
        node: usize,
        /// The clause of the relation that enters the activity.
        label: u32,
    },
    /// A fixed date of its finish.
    Fixed {
        /// Its clause.
        label: u32,
    },
    /// A limit that runs from its finish.
    Limit {
        /// What comes after it.
        node: usize,
        /// The clause of the limit.
        label: u32,
    },
}

/// What decided a late date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LateDriver {
    /// The finish of the whole.
    ProjectFinish,
    /// What comes after it, direct or through some that are transparent.
    Successor {
        /// The successor.
        node: usize,
        /// The clause of the relation that leaves the activity.
        label: u32,
    },
    /// A deadline of its own (不晚于, 于).
    Fixed {
        /// Its clause.
        label: u32,
    },
    /// A limit that ends at it.
    Limit {
        /// What the limit runs from.
        node: usize,
        /// Its clause.
        label: u32,
    },
    /// Of a start: its own length before its latest finish.
    Length,
    /// Its own record.
    Record,
}

pub(super) fn of_start(schedule: &Schedule, position: usize, early: &Early) -> Driver {
    match early.start_cause {
        Cause::DATA => Driver::DataDate,
        Cause::RECORD => Driver::Record,
        Cause::FIXED => Driver::Fixed { label: fixed_label(schedule, position, End::Start) },
        Cause::LIMIT => {
            let (node, label) = limit_of(schedule, position, End::Start);
            Driver::Limit { node, label }
        }
        cause => match behind(schedule, cause) {
            Some((node, label)) => Driver::Predecessor { node, label },
            None => Driver::ProjectStart,
        },
    }
}

pub(super) fn of_finish(
    schedule: &Schedule,
    position: usize,
    activity: &Activity,
    early: &Early,
) -> FinishCause {
    match early.finish_cause {
        Cause::RECORD => FinishCause::Record,
        Cause::DATA => FinishCause::DataDate,
        Cause::FIXED => FinishCause::Fixed { label: fixed_label(schedule, position, End::Finish) },
        Cause::LIMIT => {
            let (node, label) = limit_of(schedule, position, End::Finish);
            FinishCause::Limit { node, label }
        }
        Cause::OWN if activity.is_milestone() => FinishCause::NoDuration,
        Cause::OWN => {
            let line = schedule.frame().line_of(activity.calendar);
            let by_work = length::worked(activity, early.start, line);
            if by_work == Ok(early.finish) { FinishCause::Work } else { FinishCause::Minimum }
        }
        cause => match behind(schedule, cause) {
            Some((node, label)) => FinishCause::Predecessor { node, label },
            None => FinishCause::NoDuration,
        },
    }
}

pub(super) fn of_late(schedule: &Schedule, position: usize, late: &Late) -> (LateDriver, LateDriver) {
    (
        late_end(schedule, position, late.start_cause, End::Start),
        late_end(schedule, position, late.finish_cause, End::Finish),
    )
}

fn late_end(schedule: &Schedule, position: usize, cause: LateCause, end: End) -> LateDriver {
    match cause {
        LateCause::RECORD => LateDriver::Record,
        LateCause::OWN => LateDriver::Length,
        LateCause::FIXED => LateDriver::Fixed { label: deadline_label(schedule, position, end) },
        LateCause::LIMIT => {
            let mut limits = schedule.network.limits_of(position).filter(|(_, one)| one.to_end == end);
            let found = limits.next().map(|(_, one)| (schedule.network.node(one.from as usize), one.label));
            let (node, label) = found.unwrap_or((usize::MAX, u32::MAX));
            LateDriver::Limit { node, label }
        }
        cause => {
            let mut cause = cause;
            let mut entered = None;
            // LIMIT: transparent nodes are no more than all.
            for _ in 0..=schedule.network.len() {
                let link =
                    cause.as_slot().and_then(|slot| schedule.network.frozen.after.links.get(slot as usize));
                let Some(link) = link else { return LateDriver::ProjectFinish };
                let label = *entered.get_or_insert(schedule.network.label(link.relation));
                if schedule.network.at(link.at()).is_some_and(Activity::takes_part) {
                    return LateDriver::Successor { node: schedule.network.node(link.at()), label };
                }
                let Some(next) = schedule.late.get(link.at()) else { break };
                cause = next.finish_cause;
            }
            LateDriver::ProjectFinish
        }
    }
}

/// The applicable activity behind a slot, and the clause of the link in it.
pub(super) fn behind(schedule: &Schedule, cause: Cause) -> Option<(usize, u32)> {
    let first = schedule.network.link(cause.as_slot()?)?;
    let label = schedule.network.label(first.relation);
    let mut link = first;
    // LIMIT: transparent nodes are no more than all.
    for _ in 0..=schedule.network.len() {
        if schedule.network.at(link.at()).is_some_and(Activity::takes_part) {
            return Some((schedule.network.node(link.at()), label));
        }
        link = schedule.network.link(through(schedule, link)?)?;
    }
    None
}

/// The slot that decided a transparent node at the end that a link leaves it by.
pub(super) fn through(schedule: &Schedule, link: super::network::Link) -> Option<u32> {
    let end = schedule.network.special(link.relation).map_or(End::Finish, |one| one.from_end);
    let entry = schedule.settled.early.get(link.at())?;
    match entry.cause(end) {
        Cause::OWN => entry.start_cause.as_slot(),
        cause => cause.as_slot(),
    }
}

fn fixed_label(schedule: &Schedule, position: usize, end: End) -> u32 {
    let fixed = schedule.network.fixed(position).iter().filter(|(_, date)| date.end == end);
    let latest =
        fixed.filter_map(|(_, date)| Some((date.least()?, date.label))).max_by_key(|(point, _)| *point);
    latest.map_or(u32::MAX, |(_, label)| label)
}

fn deadline_label(schedule: &Schedule, position: usize, end: End) -> u32 {
    let fixed = schedule.network.fixed(position).iter().filter(|(_, date)| date.end == end);
    let first =
        fixed.filter_map(|(_, date)| Some((date.most()?, date.label))).min_by_key(|(point, _)| *point);
    first.map_or(u32::MAX, |(_, label)| label)
}

fn limit_of(schedule: &Schedule, position: usize, end: End) -> (usize, u32) {
    let place = usize::from(end == End::Finish);
    let number = schedule.settled.pushed_by.get(position).and_then(|both| both.get(place));
    let limit = number.and_then(|number| schedule.network.frozen.limits.get(*number as usize));
    limit.map_or((usize::MAX, u32::MAX), |one| (schedule.network.node(one.to as usize), one.label))
}
