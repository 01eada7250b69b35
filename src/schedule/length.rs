//! How long an activity lasts: from its start to its finish, and back.
//!
//! Invariant: `latest_start` is the exact inverse of `finish`. Absent: anything but the activity
//! itself.

use super::activity::Activity;
use super::line::{Line, Point, minutes_of};
use super::plan::Gap;
use crate::calendar::{Period, TimeUnit};

/// When an activity that starts at `start` has done its work and its minimum period has run. Of the
/// work the first day counts, of the minimum period it does not.
pub(super) fn finish(activity: &Activity, start: Point, line: Line<'_>) -> Result<Point, Gap> {
    let worked = worked(activity, start, line)?;
    match activity.minimum {
        Some(least) => Ok(worked.max(minimum_end(least, start, line)?)),
        None => Ok(worked),
    }
}

/// When the work is done.
pub(super) fn worked(activity: &Activity, start: Point, line: Line<'_>) -> Result<Point, Gap> {
    let (work, day) = (activity.work, start.begun());
    match work.unit {
        TimeUnit::Hour | TimeUnit::Minute if work.amount > 0 => start.plus_minutes(minutes_of(work)),
        // What takes no time, and has a day, takes that day.
        _ if work.amount == 0 => {
            let dated = start.is_midnight() && !activity.unit().needs_time();
            Ok(if dated { Point::evening(day) } else { start })
        }
        TimeUnit::Month | TimeUnit::Year => Ok(Point::evening(day.max(line.after(day, work)? - 1))),
        _ => Ok(Point::evening(day.max(line.after(day - 1, work)?))),
    }
}

/// When a minimum period from `start` has run.
fn minimum_end(least: Period, start: Point, line: Line<'_>) -> Result<Point, Gap> {
    if least.unit.needs_time() {
        return start.plus_minutes(minutes_of(least));
    }
    Ok(Point::evening(line.after(start.begun(), least)?))
}

/// The latest point at which an activity that takes time may start to finish by `upto`.
pub(super) fn latest_start(activity: &Activity, upto: Point, line: Line<'_>) -> Result<Point, Gap> {
    // The last day that is over at `upto`.
    let last = upto.begun() - 1;
    let by_work = match activity.work {
        Period { amount: 0, .. } if activity.unit().needs_time() => upto,
        Period { amount: 0, .. } => Point::morning(last),
        work if work.unit.needs_time() => upto.plus_minutes(-minutes_of(work))?,
        work => Point::morning(first_day(work, last, line)?),
    };
    let latest = match activity.minimum {
        Some(least) if least.unit.needs_time() => by_work.min(upto.plus_minutes(-minutes_of(least))?),
        Some(least) if least.amount > 0 => {
            // Any minute of the day will do.
            by_work.min(Point::at(line.latest_before(last, least)?, 1439))
        }
        _ => by_work,
    };
    on_grid(activity, latest, line)
}

/// The latest first day of work that is done by the end of `last`.
fn first_day(work: Period, last: i32, line: Line<'_>) -> Result<i32, Gap> {
    match work.unit {
        TimeUnit::Month | TimeUnit::Year => Ok(line.latest_before(last + 1, work)?.min(last)),
        _ => Ok(line.latest_before(last, work)? + 1),
    }
}

/// The last point by `upto` at which an activity may start.
pub(super) fn on_grid(activity: &Activity, upto: Point, line: Line<'_>) -> Result<Point, Gap> {
    match activity.unit() {
        TimeUnit::Hour | TimeUnit::Minute => Ok(upto),
        TimeUnit::Workday => Ok(Point::morning(line.workday_until(upto.begun())?)),
        _ => Ok(Point::morning(upto.begun())),
    }
}

/// The last point by `upto` at which an activity may finish on a day of its own.
pub(super) fn finish_grid(activity: &Activity, upto: Point, line: Line<'_>) -> Result<Point, Gap> {
    match activity.unit() {
        TimeUnit::Hour | TimeUnit::Minute => Ok(upto),
        TimeUnit::Workday => Ok(Point::evening(line.workday_until(upto.begun() - 1)?)),
        _ => Ok(Point::morning(upto.begun())),
    }
}

/// By how many of its own units an end may move from `from` to `to`: days that end after `from` and
/// by `to`, or whole hours or minutes.
pub(super) fn slip(activity: &Activity, from: Point, to: Point, line: Line<'_>) -> Result<i32, Gap> {
    let unit = activity.unit();
    if unit.needs_time() {
        let minutes = to.minutes_since(from);
        let per = if unit == TimeUnit::Hour { 60 } else { 1 };
        return Ok(i32::try_from(minutes.div_euclid(per)).unwrap_or(i32::MAX));
    }
    let (before, after) = (from.ended(), to.begun() - 1);
    let days = line.count(before, after, unit)?;
    Ok(if to >= from { days.max(0) } else { days })
}

/// As [`slip`], of a start: days that begin after `from` and by `to`.
pub(super) fn start_slip(activity: &Activity, from: Point, to: Point, line: Line<'_>) -> Result<i32, Gap> {
    if activity.unit().needs_time() {
        return slip(activity, from, to, line);
    }
    line.count(from.begun(), to.begun(), activity.unit())
}
