//! Floats by perturbation: how far an end may slip before anything else moves.
//!
//! Invariant: without joins, and without steps that stand within steps, the backward pass is exact
//! and nothing is done here. With them it gives two bounds; where they differ, slips between them are tried on the early dates themselves, so
//! that the answer is the definition. Absent: floats below zero, which are bounds (how much earlier
//! an end must come for what it alone decides).

use super::activity::Activity;
use super::backward::{Late, LateDates};
use super::forward::Early;
use super::length;
use super::line::{Line, Point};
use super::plan::Gap;
use super::reach::Frame;
use super::relation::End;
use super::settle::{Push, Settled};
use crate::calendar::TimeUnit;

/// What must not move.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fixed {
    /// The finish of the whole, and every deadline.
    Whole,
    /// These, and every date of another activity.
    Others,
}

/// Makes late dates and floats exact, that lie between those of `late` and of `pinned`.
pub(super) fn exact(
    frame: &Frame<'_>,
    settled: &Settled,
    end: Point,
    late: &mut LateDates,
    pinned: &LateDates,
) {
    let mut trial: Option<Trial<'_>> = None;
    for (position, (found, least)) in late.late.iter_mut().zip(&pinned.late).enumerate() {
        let Some(activity) = frame.network.at(position).filter(|one| one.takes_part()) else { continue };
        let Some(early) = settled.early.get(position) else { continue };
        let known = early.has_dates() && found.has_dates() && least.has_dates();
        let nested = !frame.network.frozen.back.is_empty();
        if !known || activity.actual_finish.is_some() || (found == least && !nested) || found.total < 0 {
            continue;
        }
        let trial = trial.get_or_insert_with(|| Trial::new(frame, settled, end));
        // What cannot be counted there stays a bound.
        if let Ok(one) = narrowed(trial, position, activity, early, found, least) {
            *found = one;
        }
    }
}

fn narrowed(
    trial: &mut Trial<'_>,
    position: usize,
    activity: &Activity,
    early: &Early,
    found: &Late,
    least: &Late,
) -> Result<Late, Gap> {
    let line = trial.frame.line_of(activity.calendar);
    let mut one = *found;
    let end = End::Finish;
    let upto = |late: &Late| length::slip(activity, early.finish, late.finish, line);
    let by_finish = trial.largest(position, end, (upto(least)?, upto(found)?), Fixed::Whole)?;
    one.finish = moved(activity, early, end, by_finish, line)?;
    one.total = by_finish;
    // Where steps stand within steps a bound may come from the other end of the same step, whose
    // slip is its own.
    let nested = !trial.frame.network.frozen.back.is_empty();
    let most = if nested { by_finish } else { found.free.min(by_finish) };
    let free = (least.free.min(by_finish), most);
    one.free = trial.largest(position, end, free, Fixed::Others)?;
    if activity.actual_start.is_none() {
        let end = End::Start;
        let instant = activity.is_milestone();
        let upto = |late: &Late| match instant {
            true => length::slip(activity, early.start, late.start, line),
            false => length::start_slip(activity, early.start, late.start, line),
        };
        let by_start = trial.largest(position, end, (upto(least)?, upto(found)?), Fixed::Whole)?;
        one.start = moved(activity, early, end, by_start, line)?;
        one.total = one.total.min(by_start);
        let free = (least.free.min(one.total), one.free.min(one.total));
        one.free = trial.largest(position, end, free, Fixed::Others)?;
    }
    Ok(one)
}

/// An end so many of the activity's own units later.
pub(super) fn moved(
    activity: &Activity,
    early: &Early,
    end: End,
    units: i32,
    line: Line<'_>,
) -> Result<Point, Gap> {
    let point = early.end(end);
    if units == 0 {
        return Ok(point);
    }
    let day = if end == End::Start && !activity.is_milestone() { point.begun() } else { point.ended() };
    let day = match activity.unit() {
        TimeUnit::Hour => return point.plus_minutes(i64::from(units) * 60),
        TimeUnit::Minute => return point.plus_minutes(i64::from(units)),
        TimeUnit::Workday => line.ranked(line.rank(day)? + units)?,
        _ => day + units,
    };
    super::line::date(day)?;
    Ok(match end {
        End::Start if !activity.is_milestone() => Point::morning(day),
        _ => Point::evening(day),
    })
}

/// Early dates on which slips are tried and taken back.
struct Trial<'a> {
    frame: &'a Frame<'a>,
    settled: &'a Settled,
    tried: Settled,
    end: Point,
}

impl<'a> Trial<'a> {
    fn new(frame: &'a Frame<'a>, settled: &'a Settled, end: Point) -> Self {
        let mut tried = settled.clone();
        if tried.pushes.is_empty() {
            tried.pushes = vec![Push::NOTHING; tried.early.len()];
            tried.pushed_by = vec![[u32::MAX; 2]; tried.early.len()];
        }
        Self { frame, settled, tried, end }
    }

    /// The largest number of units by which an end may slip, between two that are known: up to the
    /// first nothing moves, beyond the second something does.
    fn largest(
        &mut self,
        position: usize,
        end: End,
        (least, most): (i32, i32),
        fixed: Fixed,
    ) -> Result<i32, Gap> {
        let (mut low, mut high) = (least.clamp(0, most.max(0)), most.max(0));
        // Most often the upper bound is the answer.
        if low < high && self.holds(position, end, high, fixed)? {
            return Ok(high);
        }
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if self.holds(position, end, middle, fixed)? {
                low = middle;
            } else {
                high = middle;
            }
        }
        Ok(low)
    }

    /// Whether a slip leaves in place what must not move.
    fn holds(&mut self, position: usize, end: End, units: i32, fixed: Fixed) -> Result<bool, Gap> {
        let frame = self.frame;
        let (Some(activity), Some(early)) = (frame.network.at(position), self.settled.early.get(position))
        else {
            return Ok(false);
        };
        let point = moved(activity, early, end, units, frame.line_of(activity.calendar))?;
        let whole = self.end;
        let settled = self.settled;
        let mut met: Vec<(usize, Early)> = Vec::new();
        let mut held = true;
        let gaps = self.tried.gaps.len();
        let before = self.tried.pushes.get(position).copied().unwrap_or(Push::NOTHING);
        if let Some(push) = self.tried.pushes.get_mut(position) {
            push.raise(end, point);
            push.forced = true;
        }
        self.tried.touch(position);
        self.tried.compute(frame, &mut |at, was, now| {
            met.push((at, *was));
            held = keeps(frame, settled, whole, at, now)
                && (fixed == Fixed::Whole || at == position || !dated(frame, at, was, now));
            held
        });
        if held && !frame.network.frozen.limits.is_empty() {
            let mut pushed = self.tried.clone();
            held = pushed.rest(frame).is_ok()
                && pushed.early.iter().enumerate().all(|(at, now)| {
                    let was = settled.early.get(at).unwrap_or(&Early::UNSEEN);
                    was == now
                        || (keeps(frame, settled, whole, at, now)
                            && (fixed == Fixed::Whole || at == position || !dated(frame, at, was, now)))
                });
        }
        for (at, was) in met.into_iter().rev() {
            if let Some(slot) = self.tried.early.get_mut(at) {
                *slot = was;
            }
        }
        if let Some(push) = self.tried.pushes.get_mut(position) {
            *push = before;
        }
        if self.tried.gaps.len() != gaps {
            self.tried.gaps.clone_from(&settled.gaps);
        }
        Ok(held)
    }
}

/// Whether an entry that moved leaves the finish of the whole and every deadline as they were.
fn keeps(frame: &Frame<'_>, settled: &Settled, whole: Point, at: usize, now: &Early) -> bool {
    let Some(was) = settled.early.get(at) else { return false };
    if !now.has_dates() {
        return false;
    }
    let takes_part = frame.network.at(at).is_some_and(Activity::takes_part);
    if takes_part && now.finish > whole {
        return false;
    }
    let within = |end: End, most: Point| now.end(end) <= most || now.end(end) <= was.end(end);
    let fixed = frame.network.fixed(at).iter();
    fixed
        .filter_map(|(_, date)| date.most().map(|most| (date.end, most)))
        .all(|(end, most)| within(end, most))
        && frame.network.limits_of(at).all(|(number, limit)| {
            let broken = settled.broken.get(number) != Some(&false);
            let upto = super::conflict::held_at(frame, settled, limit);
            !broken || upto.is_none_or(|most| within(limit.to_end, most))
        })
}

/// Whether an entry has dates of its own that moved.
fn dated(frame: &Frame<'_>, at: usize, was: &Early, now: &Early) -> bool {
    frame.network.at(at).is_some_and(Activity::takes_part)
        && (was.start, was.finish) != (now.start, now.finish)
}
