//! Why an activity has its early dates.
//!
//! Invariant: worked out from the schedule when asked for; nothing is kept for it. Absent: words,
//! and the names of holidays ([`crate::calendar::WorkdayCalendar::day_kind`] has them).

use super::forward::{Cause, Early};
use super::line::{date, number};
use super::network::{Activity, DayUnit};
use super::plan::{Driver, Gap, Schedule, Span};
use crate::calendar::Date;
use crate::graph::Edge;

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
}

/// Another predecessor, which did not decide the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rival {
    /// The direct predecessor.
    pub node: usize,
    /// The clause of its edge.
    pub label: u32,
    /// When it finishes; absent if it is not applicable.
    pub finish: Option<Date>,
    /// How many days of the activity's unit lie between it and the start: 0 if it binds as well.
    pub spare: i32,
}

/// The reasons of the early dates of one activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// Its early dates.
    pub early: Span,
    /// What decided the start.
    pub driver: Driver,
    /// The edges from the driving predecessor to the activity; more than one if those between are
    /// not applicable. Empty if no predecessor decided.
    pub edges: Vec<Edge>,
    /// The last day of the driving predecessor.
    pub driver_finish: Option<Date>,
    /// The first day on which it could start if every day were worked.
    pub earliest: Date,
    /// The rest days from `earliest` on that put the start off.
    pub waited: Vec<Date>,
    /// What decided the finish.
    pub finish_cause: FinishCause,
    /// How many days of `unit` there are from start to finish, both included.
    pub counted: i32,
    /// The unit of the count.
    pub unit: DayUnit,
    /// The rest days between start and finish that the count leaves out; none if it counts days.
    pub skipped: Vec<Date>,
    /// The direct predecessors that did not decide, ascending. Empty if a record decides.
    pub rivals: Vec<Rival>,
}

impl Schedule {
    /// Why `node` has its early dates.
    ///
    /// # Errors
    /// The [`Gap`] that stands in place of its early dates; [`Gap::NotApplicable`] for a node that
    /// does not take part or does not exist.
    pub fn why(&self, node: usize) -> Result<Why, Gap> {
        let entry = self.activity(node).ok_or(Gap::NotApplicable)?;
        let span = entry.early?;
        let position = self.network.position(node).ok_or(Gap::NotApplicable)?;
        let activity = self.network.at(position).ok_or(Gap::NotApplicable)?;
        let early = self.early.get(position).ok_or(Gap::NotApplicable)?;
        let early = early.as_ref().map_err(|gap| *gap)?;
        let unit = activity.unit();
        let (edges, behind) = self.driving_edges(position, early);
        let earliest = self.earliest(early, behind)?;
        let counts = unit == DayUnit::Workday && !activity.is_milestone();
        let (waited, skipped) = if counts {
            (self.rest_days(earliest - 1, early.start - 1), self.rest_days(early.start - 1, early.finish))
        } else {
            (Vec::new(), Vec::new())
        };
        let counted = if activity.is_milestone() {
            0
        } else {
            self.line().count(early.start - 1, early.finish, unit)?
        };
        Ok(Why {
            early: span,
            driver: early.public_driver(&self.network),
            edges,
            driver_finish: behind.map(|found| date(found.finish)).transpose()?,
            earliest: date(earliest)?,
            waited,
            finish_cause: self.finish_cause(activity, early),
            counted,
            unit,
            skipped,
            rivals: self.rivals(position, activity, early)?,
        })
    }

    /// The edges from the driving predecessor on, and its early dates.
    fn driving_edges(&self, position: usize, early: &Early) -> (Vec<Edge>, Option<&Early>) {
        let mut edges = Vec::new();
        let mut at = position;
        let mut cause = early.cause;
        while let Cause::Edge { direct, label, .. } = cause {
            let before = direct as usize;
            edges.push(self.network.edge(before, at, label));
            let Some(Ok(found)) = self.early.get(before) else {
                break;
            };
            if self.network.at(before).is_some_and(|one| one.applicable) {
                edges.reverse();
                return (edges, Some(found));
            }
            at = before;
            cause = found.cause;
        }
        (Vec::new(), None)
    }

    /// The first day on which an activity could start if every day were worked.
    fn earliest(&self, early: &Early, behind: Option<&Early>) -> Result<i32, Gap> {
        Ok(match (early.cause, behind) {
            (Cause::ProjectStart, _) => number(self.terms.start),
            (Cause::DataDate, _) => self.terms.data_date.map_or(early.start, number),
            (Cause::Edge { .. }, Some(found)) => (found.bound + 1).min(early.start),
            _ => early.start,
        })
    }

    /// The rest days after `after` through `through`, as day numbers.
    fn rest_days(&self, after: i32, through: i32) -> Vec<Date> {
        match (date(after), date(through)) {
            (Ok(after), Ok(through)) => {
                self.terms.calendar.skipped(after, through).map(|(day, _)| day).collect()
            }
            _ => Vec::new(),
        }
    }

    /// What decided the finish.
    fn finish_cause(&self, activity: &Activity, early: &Early) -> FinishCause {
        if activity.actual_finish.is_some() {
            return FinishCause::Record;
        }
        let alone = Activity { minimum: None, ..*activity };
        let reached = |kind: &Activity| {
            self.line().finish(kind, early.start).is_ok_and(|finish| finish == early.finish)
        };
        if activity.is_milestone() && early.start == early.finish {
            FinishCause::NoDuration
        } else if reached(&alone) {
            FinishCause::Work
        } else if reached(activity) {
            FinishCause::Minimum
        } else {
            FinishCause::DataDate
        }
    }

    /// The direct predecessors other than the driving one.
    fn rivals(&self, position: usize, activity: &Activity, early: &Early) -> Result<Vec<Rival>, Gap> {
        let driving = match early.cause {
            Cause::Record => return Ok(Vec::new()),
            Cause::Edge { direct, label, .. } => Some((direct, label)),
            _ => None,
        };
        let mut rivals = Vec::new();
        for link in self.network.before(position) {
            if driving == Some((link.position, link.label)) {
                continue;
            }
            let before = link.position as usize;
            let Some(Ok(found)) = self.early.get(before) else {
                continue;
            };
            let applicable = self.network.at(before).is_some_and(|one| one.applicable);
            let upto = if activity.is_milestone() { early.bound } else { early.start - 1 };
            rivals.push(Rival {
                node: self.network.node(before),
                label: link.label,
                finish: applicable.then(|| date(found.finish)).transpose()?,
                spare: self.line().count(found.bound, upto, activity.unit())?,
            });
        }
        Ok(rivals)
    }
}
