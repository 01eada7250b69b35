//! The pass from the first day on: early starts and finishes, and what drives them.
//!
//! Invariant: an entry depends on the entries before it only; a gap stays with the activities that
//! depend on it. Absent: late dates.

use super::line::{Line, date, number};
use super::network::{Activity, DayUnit, Network};
use super::plan::{Basis, Driver, Gap, Terms};
use crate::calendar::Date;

/// What decided a start, in positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cause {
    ProjectStart,
    DataDate,
    Record,
    /// The direct predecessor, the clause, and the applicable activity it stands for.
    Edge {
        direct: u32,
        label: u32,
        behind: u32,
    },
}

/// Early dates as day numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Early {
    /// The first day; of an activity without duration the day it falls on.
    pub(super) start: i32,
    /// The last day.
    pub(super) finish: i32,
    /// The day after which successors start: `finish`, except that what takes no time on the
    /// first day of the plan lets its successors start on that day.
    pub(super) bound: i32,
    /// The smallest bound of a predecessor that would still give this start: a predecessor with
    /// that bound or a later one binds. `None` if no predecessor can bind.
    pub(super) binding_from: Option<i32>,
    pub(super) cause: Cause,
    pub(super) basis: Basis,
}

impl Early {
    pub(super) fn public_driver(&self, network: &Network) -> Driver {
        match self.cause {
            Cause::ProjectStart => Driver::ProjectStart,
            Cause::DataDate => Driver::DataDate,
            Cause::Record => Driver::Record,
            Cause::Edge { label, behind, .. } => {
                Driver::Predecessor { node: network.node(behind as usize), label }
            }
        }
    }
}

/// What the predecessors of an activity leave to it.
#[derive(Clone, Copy)]
struct Inherited {
    bound: i32,
    cause: Cause,
    basis: Basis,
}

/// Early dates by position.
pub(super) fn pass(network: &Network, terms: &Terms, line: Line<'_>) -> Vec<Result<Early, Gap>> {
    let first = terms.data_date.map_or(terms.start, |day| day.max(terms.start));
    let first = number(first);
    let mut early = Vec::with_capacity(network.len());
    for (position, activity) in network.in_order().iter().enumerate() {
        let found = if !activity.applicable {
            inherited(network, &early, position, terms.start).map(transparent)
        } else if activity.is_begun() {
            begun(activity, terms.data_date, line)
        } else {
            inherited(network, &early, position, terms.start)
                .and_then(|from| planned(activity, hold_at(from, terms.data_date), first, line))
        };
        early.push(found);
    }
    early
}

/// The latest bound of the predecessors, and which of them has it.
fn inherited(
    network: &Network,
    early: &[Result<Early, Gap>],
    position: usize,
    start: Date,
) -> Result<Inherited, Gap> {
    let mut from =
        Inherited { bound: number(start) - 1, cause: Cause::ProjectStart, basis: Basis::Published };
    for link in network.before(position) {
        let direct = link.position as usize;
        let found = match early.get(direct) {
            Some(Ok(found)) => found,
            // The root of the gap is the one to name.
            Some(Err(gap @ Gap::DependsOn { .. })) => return Err(*gap),
            _ => {
                return Err(Gap::DependsOn { node: network.node(direct) });
            }
        };
        from.basis = from.basis.max(found.basis);
        let Some(behind) = stands_for(network, direct, found) else {
            continue;
        };
        let undecided = from.cause == Cause::ProjectStart && found.bound == from.bound;
        if found.bound > from.bound || undecided {
            from.bound = found.bound;
            from.cause = Cause::Edge { direct: link.position, label: link.label, behind };
        }
    }
    Ok(from)
}

/// The applicable activity behind a predecessor: itself, or the one that drives a transparent one.
fn stands_for(network: &Network, direct: usize, found: &Early) -> Option<u32> {
    match found.cause {
        _ if network.at(direct).is_some_and(|one| one.applicable) => u32::try_from(direct).ok(),
        Cause::Edge { behind, .. } => Some(behind),
        _ => None,
    }
}

/// Nothing new happens before the data date.
fn hold_at(from: Inherited, data_date: Option<Date>) -> Inherited {
    match data_date.map(|day| number(day) - 1) {
        Some(bound) if bound > from.bound => Inherited { bound, cause: Cause::DataDate, ..from },
        _ => from,
    }
}

/// An activity that does not take part: its bound is that of its predecessors.
fn transparent(from: Inherited) -> Early {
    Early {
        start: from.bound,
        finish: from.bound,
        bound: from.bound,
        binding_from: None,
        cause: from.cause,
        basis: from.basis,
    }
}

/// An activity that has not begun; nothing new happens before the day `first`.
fn planned(activity: &Activity, from: Inherited, first: i32, line: Line<'_>) -> Result<Early, Gap> {
    if activity.is_milestone() {
        // What takes no time falls on the day its last predecessor finishes, and where nothing
        // but the first day holds it, on that day, of which it takes nothing.
        let day = from.bound.max(first);
        return Ok(Early {
            start: day,
            finish: day,
            bound: from.bound,
            binding_from: Some(from.bound),
            cause: from.cause,
            basis: from.basis,
        });
    }
    let (start, finish, binding_from) = match activity.unit() {
        DayUnit::Day => {
            let start = from.bound + 1;
            (start, line.finish(activity, start)?, start - 1)
        }
        DayUnit::Workday => {
            let rank = line.rank(from.bound)?;
            let start = line.ranked(rank + 1)?;
            // PERF: the usual activity costs one look-up by day and three by rank.
            let finish = match activity.plain_workdays() {
                Some(days) => line.ranked(rank + days)?,
                None => line.finish(activity, start)?,
            };
            // No working day is known before the first covered one: every bound up to here binds.
            (start, finish, line.ranked(rank).unwrap_or(i32::MIN))
        }
    };
    Ok(Early {
        start,
        finish,
        bound: finish,
        binding_from: Some(binding_from),
        cause: from.cause,
        basis: from.basis.max(own_basis(activity, finish, line)),
    })
}

/// An activity with a recorded start or finish.
fn begun(activity: &Activity, data_date: Option<Date>, line: Line<'_>) -> Result<Early, Gap> {
    let recorded = |start: i32, finish: i32, basis: Basis| Early {
        start,
        finish,
        bound: finish,
        binding_from: None,
        cause: Cause::Record,
        basis,
    };
    let finish = activity.actual_finish.map(number);
    let Some(start) = activity.actual_start.map(number).or(finish) else {
        return Err(Gap::BeyondDates);
    };
    if let Some(finish) = finish {
        return Ok(recorded(start, finish, Basis::Published));
    }
    let by_work = line.finish(activity, start)?;
    let held = match data_date.map(number) {
        None => by_work,
        Some(day) if activity.is_milestone() => by_work.max(day),
        Some(day) => by_work.max(line.start_after(day - 1, activity.unit())?),
    };
    Ok(recorded(start, held, own_basis(activity, held, line)))
}

/// On what the counting of an activity rests. Weak days are the last ones of a calendar, so the
/// finish decides.
fn own_basis(activity: &Activity, finish: i32, line: Line<'_>) -> Basis {
    let counts_workdays = |length: super::network::Duration| length.unit == DayUnit::Workday;
    if !counts_workdays(activity.work) && !activity.minimum.is_some_and(counts_workdays) {
        return Basis::Published;
    }
    match date(finish) {
        Ok(day) if line.calendar.is_assumed(day) => Basis::Assumed,
        Ok(day) if line.calendar.is_provisional(day) => Basis::Provisional,
        _ => Basis::Published,
    }
}

/// The whole: its last bound, its last day, its basis.
#[derive(Clone, Copy)]
pub(super) struct Whole {
    pub(super) bound: Result<i32, Gap>,
    pub(super) finish: Result<Date, Gap>,
    pub(super) basis: Basis,
}

/// The end of all applicable activities.
pub(super) fn whole(network: &Network, early: &[Result<Early, Gap>], terms: &Terms) -> Whole {
    let first = number(terms.start);
    let mut whole = Whole { bound: Ok(first - 1), finish: Ok(terms.start), basis: Basis::Published };
    let mut last: Option<(i32, i32)> = None;
    for (position, (activity, found)) in network.in_order().iter().zip(early).enumerate() {
        match found {
            _ if !activity.applicable => {}
            Ok(found) => {
                let (bound, finish) = last.unwrap_or((i32::MIN, i32::MIN));
                last = Some((bound.max(found.bound), finish.max(found.finish)));
                whole.basis = whole.basis.max(found.basis);
            }
            Err(gap) => {
                let node = match gap {
                    Gap::DependsOn { node } => *node,
                    _ => network.node(position),
                };
                let unknown = Gap::FinishUnknown { node };
                whole.bound = Err(unknown);
                whole.finish = Err(unknown);
                return whole;
            }
        }
    }
    if let Some((bound, finish)) = last {
        whole.bound = Ok(bound);
        whole.finish = date(finish);
    }
    whole
}
