//! Why an activity has its early dates.
//!
//! Invariant: worked out from the schedule when asked for; nothing is kept for it. Absent: words,
//! and the names of holidays ([`crate::calendar::WorkdayCalendar::day_kind`] has them).

use super::activity::Activity;
use super::driver::{self, Driver, FinishCause};
use super::forward::{Cause, Early};
use super::length;
use super::line::{Point, date};
use super::network::Link;
use super::plan::{Gap, Schedule, Span, early_span};
use super::relation::End;
use crate::calendar::{Date, Period, TimeUnit, WorkdayCalendar};
use crate::graph::Edge;

/// Another predecessor, which did not decide the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rival {
    /// The direct predecessor.
    pub node: usize,
    /// The clause of its relation.
    pub label: u32,
    /// The day of its end that counts; absent if it is not applicable.
    pub date: Option<Date>,
    /// How many days (hours, minutes) of the activity's unit lie between it and the start: 0 if it
    /// binds as well.
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
    /// transparent. Empty if no predecessor decided.
    pub edges: Vec<Edge>,
    /// The end of the driving predecessor that counts, and the day it falls on.
    pub driver_end: Option<(End, Date)>,
    /// The lag of the relation that enters the activity.
    pub lag: Option<Period>,
    /// The first day on which it could start if every day were worked.
    pub earliest: Date,
    /// The rest days from `earliest` on that put the start off.
    pub waited: Vec<Date>,
    /// What decided the finish.
    pub finish_cause: FinishCause,
    /// How many of `unit` there are from start to finish, both days included.
    pub counted: i32,
    /// The unit of the count.
    pub unit: TimeUnit,
    /// The rest days between start and finish that the count leaves out; none if it counts days.
    pub skipped: Vec<Date>,
    /// The direct predecessors of its start that did not decide, ascending. Empty if a record
    /// decides.
    pub rivals: Vec<Rival>,
}

impl Schedule {
    /// Why `node` has its early dates.
    ///
    /// # Errors
    /// The [`Gap`] that stands in place of its early dates; [`Gap::NotApplicable`] for a node that
    /// does not take part or does not exist.
    pub fn why(&self, node: usize) -> Result<Why, Gap> {
        let position = self.network.position(node).ok_or(Gap::NotApplicable)?;
        let activity = self.network.at(position).filter(|one| one.takes_part()).ok_or(Gap::NotApplicable)?;
        let early = self.early(position)?;
        let frame = self.frame();
        let span = early_span(&frame, position, early)?;
        let line = frame.line_of(activity.calendar);
        let links = self.driving_links(early);
        let entering = links.last().copied();
        let earliest = match entering {
            Some(link) => self.first_day(position, link)?.min(span.start.days()),
            None => self.first_day_by_date(early, span.start.days()),
        };
        let timed = !activity.is_milestone() || activity.is_begun();
        let counts = activity.unit() == TimeUnit::Workday && timed;
        let rest_days = |after: i32, through: i32| {
            if counts { rest(line.calendar(), after, through) } else { Vec::new() }
        };
        let (first, last) = (span.start.days(), span.finish.days());
        let counted = match activity.unit() {
            _ if !timed => 0,
            unit if unit.needs_time() => length::slip(activity, early.start, early.finish, line)?,
            unit => line.count(first - 1, last, unit)?,
        };
        Ok(Why {
            early: span,
            driver: driver::of_start(self, position, early),
            edges: self.as_edges(position, &links),
            driver_end: links.first().and_then(|link| self.end_of(*link)),
            lag: entering.and_then(|link| self.network.special(link.relation)).and_then(|one| one.lag),
            earliest: date(earliest)?,
            waited: rest_days(earliest - 1, first - 1),
            finish_cause: driver::of_finish(self, position, activity, early),
            counted,
            unit: activity.float_unit(),
            skipped: rest_days(first - 1, last),
            rivals: self.rivals(position, activity, early)?,
        })
    }

    /// The links from the driving predecessor to the activity, in that order.
    fn driving_links(&self, early: &Early) -> Vec<Link> {
        let mut links = Vec::new();
        let mut slot = early.start_cause.as_slot();
        while let Some(link) = slot.and_then(|slot| self.network.link(slot)) {
            links.push(link);
            if self.network.at(link.at()).is_some_and(Activity::takes_part) {
                links.reverse();
                return links;
            }
            slot = driver::through(self, link);
        }
        Vec::new()
    }

    fn as_edges(&self, position: usize, links: &[Link]) -> Vec<Edge> {
        let targets = links.iter().skip(1).map(|link| link.at()).chain([position]);
        let edge = |(link, to): (&Link, usize)| Edge {
            from: self.network.node(link.at()),
            to: self.network.node(to),
            label: self.network.label(link.relation),
        };
        links.iter().zip(targets).map(edge).collect()
    }

    /// The end that a link leaves by, and the day it falls on.
    fn end_of(&self, link: Link) -> Option<(End, Date)> {
        let end = self.network.special(link.relation).map_or(End::Finish, |one| one.from_end);
        let early = self.early(link.at()).ok()?;
        Some((end, date(self.frame().day_of(link.at(), end, early)).ok()?))
    }

    /// The first day after what a link reaches.
    fn first_day(&self, position: usize, link: Link) -> Result<i32, Gap> {
        let (_, point, _) = self.frame().reach(link, position, self.early(link.at())?)?;
        Ok(point.ended() + 1)
    }

    fn first_day_by_date(&self, early: &Early, start: i32) -> i32 {
        match early.start_cause {
            Cause::PROJECT => self.terms.start.days(),
            Cause::DATA => self.terms.data_date.map_or(start, Date::days),
            _ => start,
        }
    }

    /// The direct predecessors of the start other than the driving one.
    fn rivals(&self, position: usize, activity: &Activity, early: &Early) -> Result<Vec<Rival>, Gap> {
        let mut rivals = Vec::new();
        if early.start_cause == Cause::RECORD {
            return Ok(rivals);
        }
        let frame = self.frame();
        let line = frame.line_of(activity.calendar);
        let slot = self.network.slot(position);
        for (slot, link) in (slot..).zip(self.network.before(position)) {
            if early.start_cause.as_slot() == Some(slot) || link.at() == position {
                continue;
            }
            let Ok(found) = self.early(link.at()) else { continue };
            let (end, point, _) = frame.reach(*link, position, found)?;
            if end == End::Finish {
                continue;
            }
            let takes_part = self.network.at(link.at()).is_some_and(Activity::takes_part);
            rivals.push(Rival {
                node: self.network.node(link.at()),
                label: self.network.label(link.relation),
                date: self.end_of(*link).filter(|_| takes_part).map(|(_, day)| day),
                spare: spare(activity, point, early.start, line)?,
            });
        }
        Ok(rivals)
    }
}

/// How many units lie between a bound and a start.
fn spare(activity: &Activity, bound: Point, start: Point, line: super::line::Line<'_>) -> Result<i32, Gap> {
    if activity.unit().needs_time() {
        return length::slip(activity, bound, start, line);
    }
    line.count(bound.ended(), start.ended(), activity.unit())
}

/// The rest days after `after` through `through`, as day numbers.
fn rest(calendar: &WorkdayCalendar, after: i32, through: i32) -> Vec<Date> {
    match (date(after), date(through)) {
        (Ok(after), Ok(through)) => calendar.skipped(after, through).map(|(day, _)| day).collect(),
        _ => Vec::new(),
    }
}
