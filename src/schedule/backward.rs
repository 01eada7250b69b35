//! The pass from the last day back: late dates and floats.
//!
//! Invariant: late bounds are the greatest that leave the finish of the whole where it is, because
//! every step of the forward pass is monotone and is inverted here exactly. Absent: early dates.

use super::forward::Early;
use super::line::{Line, between, number};
use super::network::{Activity, DayUnit, Network};
use super::plan::Gap;

/// Late dates as day numbers, and floats in the activity's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Late {
    pub(super) start: i32,
    pub(super) finish: i32,
    pub(super) total: i32,
    pub(super) free: i32,
    /// The greatest bound of a predecessor; `None` if predecessors cannot bind.
    before: Option<i32>,
    /// The greatest bound of a predecessor that leaves this start where it is.
    keeps: Option<i32>,
}

/// What the successors of an activity leave to it.
#[derive(Clone, Copy)]
struct Room {
    bound: i32,
    keeps: i32,
}

/// Late dates by position; all of them a gap if the finish of the whole is not known.
pub(super) fn pass(
    network: &Network,
    line: Line<'_>,
    early: &[Result<Early, Gap>],
    end: Result<i32, Gap>,
) -> Vec<Result<Late, Gap>> {
    let end = match end {
        Ok(end) => end,
        Err(gap) => return vec![Err(gap); early.len()],
    };
    let unseen = Err(Gap::NotApplicable);
    let mut late: Vec<Result<Late, Gap>> = vec![unseen; early.len()];
    for (position, (activity, early)) in network.in_order().iter().zip(early).enumerate().rev() {
        let found = early.and_then(|early| {
            let room = room(network, &late, position, end)?;
            place(activity, &early, room, line)
        });
        if let Some(slot) = late.get_mut(position) {
            *slot = found;
        }
    }
    late
}

/// The smallest of what the successors allow.
fn room(network: &Network, late: &[Result<Late, Gap>], position: usize, end: i32) -> Result<Room, Gap> {
    let mut room = Room { bound: end, keeps: end };
    for link in network.after(position) {
        let next = link.position as usize;
        if network.at(next).is_some_and(|one| one.applicable && one.is_begun()) {
            continue;
        }
        match late.get(next) {
            Some(Ok(found)) => {
                room.bound = room.bound.min(found.before.unwrap_or(end));
                room.keeps = room.keeps.min(found.keeps.unwrap_or(end));
            }
            Some(Err(gap @ Gap::DependsOn { .. })) => return Err(*gap),
            _ => {
                return Err(Gap::DependsOn { node: network.node(next) });
            }
        }
    }
    Ok(room)
}

/// The late dates of one activity.
fn place(activity: &Activity, early: &Early, room: Room, line: Line<'_>) -> Result<Late, Gap> {
    let transparent = !activity.applicable;
    if transparent || activity.actual_finish.is_some() {
        // A finished activity is where it is and binds nothing before it.
        return Ok(Late {
            start: early.start,
            finish: early.finish,
            total: 0,
            free: 0,
            before: transparent.then_some(room.bound),
            keeps: transparent.then_some(room.keeps),
        });
    }
    let slip = slip(activity, early, room, line)?;
    let finish = slip.finish.max(early.finish);
    let (start, before, keeps) = if let Some(begun) = activity.actual_start {
        (number(begun), None, None)
    } else if activity.is_milestone() {
        (finish, Some(room.bound), Some(early.bound))
    } else {
        let start = match slip.start {
            Some(start) => start,
            None => line.latest_start(activity, room.bound)?,
        };
        (start, Some(start - 1), Some(early.start - 1))
    };
    Ok(Late { start, finish, total: slip.total, free: slip.free, before, keeps })
}

/// How far the finish of an activity may slip.
struct Slip {
    total: i32,
    free: i32,
    /// The last day of the activity's unit by the greatest bound.
    finish: i32,
    /// The latest start, where it follows from the ranks at hand.
    start: Option<i32>,
}

fn slip(activity: &Activity, early: &Early, room: Room, line: Line<'_>) -> Result<Slip, Gap> {
    if activity.unit() == DayUnit::Day {
        return Ok(Slip {
            total: room.bound - early.bound,
            free: room.keeps - early.bound,
            finish: room.bound,
            start: None,
        });
    }
    // PERF: the usual activity costs at most three look-ups by day and two by rank.
    let here = line.rank(early.bound)?;
    let last = line.rank(room.bound)?;
    let total = between(here, last);
    let free = match room.keeps {
        keeps if keeps == room.bound => total,
        keeps => between(here, line.rank(keeps)?),
    };
    let plain = activity.plain_workdays();
    Ok(Slip {
        total,
        free,
        finish: match total {
            0 => early.finish,
            _ => line.ranked(last)?,
        },
        start: match plain {
            Some(_) if total == 0 => Some(early.start),
            Some(days) => Some(line.ranked(last - days + 1)?),
            None => None,
        },
    })
}
