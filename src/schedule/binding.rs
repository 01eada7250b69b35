//! Which predecessors bind: would one of them alone give the date that there is.
//!
//! Invariant: worked out from the early dates when asked for. Absent: criticality of what binds.

use super::activity::{Activity, Role};
use super::length;
use super::line::Point;
use super::plan::Schedule;
use super::reach::Frame;
use super::relation::End;
use crate::calendar::TimeUnit;

/// A search for what binds an end.
pub(super) struct Binding<'a> {
    pub(super) schedule: &'a Schedule,
    frame: Frame<'a>,
    /// By position and end: in which search it was last met.
    met: Vec<[u32; 2]>,
    search: u32,
    /// Ends still to be looked behind, with the earliest point that binds there.
    open: Vec<(usize, End, Point)>,
}

impl<'a> Binding<'a> {
    pub(super) fn new(schedule: &'a Schedule) -> Self {
        let met = vec![[0; 2]; schedule.network.len()];
        Self { schedule, frame: schedule.frame(), met, search: 0, open: Vec::new() }
    }

    /// Whether the finish follows from the start: by its length it could not be earlier.
    pub(super) fn own_length(&self, position: usize) -> bool {
        let (Some(activity), Some(early)) =
            (self.schedule.network.at(position), self.schedule.settled.early.get(position))
        else {
            return false;
        };
        if activity.is_milestone() && !activity.is_begun() {
            return early.start == early.finish;
        }
        let line = self.frame.line_of(activity.calendar);
        length::finish(activity, early.start, line) == Ok(early.finish)
            || self.schedule.network.before(position).iter().any(|link| link.at() == position)
    }

    /// The least bound that gives an end its date; `None` if no predecessor can bind it.
    fn least(&self, position: usize, end: End) -> Option<Point> {
        let activity = self.schedule.network.at(position)?;
        let early = self.schedule.early(position).ok()?;
        let point = early.end(end);
        if !activity.takes_part() || (activity.is_milestone() && !activity.is_begun()) {
            return Some(point);
        }
        if activity.actual_finish.is_some() || (activity.is_begun() && end == End::Start) {
            return None;
        }
        if end == End::Finish && self.frame.finish_from(activity, point) != Ok(point) {
            return None;
        }
        let line = self.frame.line_of(activity.calendar);
        // The day before whose end nothing binds.
        let day = if end == End::Start { point.begun() } else { point.ended() };
        match activity.unit() {
            TimeUnit::Hour | TimeUnit::Minute => Some(point),
            // No working day is known before the first covered one: every bound up to here binds.
            TimeUnit::Workday => {
                let before = line.rank(day).and_then(|rank| line.ranked(rank - 1));
                Some(before.map_or(Point::NONE, |before| edge(end, before)))
            }
            _ => Some(edge(end, day - 1)),
        }
    }

    /// The ends of activities that bind an end, directly or through transparent nodes, each once,
    /// ascending by position.
    // LIMIT: transparent nodes between k and m activities cost k times m steps, and no memory.
    pub(super) fn of(&mut self, position: usize, end: End) -> Vec<(usize, End)> {
        let Some(least) = self.least(position, end) else { return Vec::new() };
        self.search += 1;
        let mut found = Vec::new();
        self.open.push((position, end, least));
        while let Some((at, end, least)) = self.open.pop() {
            self.look_behind(at, end, least, &mut found);
        }
        found.sort_unstable();
        found
    }

    fn look_behind(&mut self, at: usize, end: End, least: Point, found: &mut Vec<(usize, End)>) {
        let network = &self.schedule.network;
        let (Some(own), Some(activity)) = (self.schedule.settled.early.get(at), network.at(at)) else {
            return;
        };
        let join = activity.applicable && matches!(activity.role, Role::Join { .. });
        for link in network.before(at) {
            let special = network.special(link.relation);
            let (from_end, to_end) =
                special.map_or((End::Finish, End::Start), |one| (one.from_end, one.to_end));
            // What comes before the start of a transparent node comes before its finish.
            let through = !activity.takes_part() && (end == End::Finish || to_end == End::Start);
            if link.at() == at || !(to_end == end || through || join) {
                continue;
            }
            let Ok(early) = self.schedule.early(link.at()) else { continue };
            let Ok((_, point, _)) = self.frame.reach(*link, at, early) else { continue };
            // What ends earlier cannot bind, and neither can anything behind it; nor what comes to
            // a join that has already come.
            if point < least || (join && point > own.start) {
                continue;
            }
            let place = usize::from(from_end == End::Finish);
            match self.met.get_mut(link.at()).and_then(|both| both.get_mut(place)) {
                Some(mark) if *mark != self.search => *mark = self.search,
                _ => continue,
            }
            if network.at(link.at()).is_some_and(Activity::takes_part) {
                found.push((link.at(), from_end));
            } else if let Some(least) = self.before(link.relation, link.at(), at, least) {
                self.open.push((link.at(), from_end, least));
            }
        }
    }

    /// The least point of the earlier end with which a link reaches `least`.
    fn before(&self, relation: u32, from: usize, to: usize, least: Point) -> Option<Point> {
        if self.schedule.network.special(relation).is_none() || least == Point::NONE {
            return Some(least);
        }
        let short = self.frame.latest_from(relation, from, to, least.before()).ok()?;
        Some(short.after())
    }

    /// Whether slipping an end moves the whole or misses a deadline. Where the finish follows from
    /// the start both are critical as soon as one is: what lies between is rest days.
    pub(super) fn is_critical(&self, position: usize, end: End) -> bool {
        if !self.schedule.is_critical(position) {
            return false;
        }
        let (Some(activity), Ok(early), Ok(late)) =
            (self.schedule.network.at(position), self.schedule.early(position), self.schedule.late(position))
        else {
            return false;
        };
        let line = self.frame.line_of(activity.calendar);
        let instant = activity.is_milestone() && !activity.is_begun();
        if !activity.is_begun() && self.own_length(position) {
            return true;
        }
        let slip = match end {
            End::Start if activity.is_begun() => return false,
            End::Start if !instant => length::start_slip(activity, early.start, late.start, line),
            End::Start => length::slip(activity, early.start, late.start, line),
            End::Finish => length::slip(activity, early.finish, late.finish, line),
        };
        slip.is_ok_and(|slip| slip <= 0)
    }
}

/// Just after the grid point of a day at an end.
fn edge(end: End, day: i32) -> Point {
    match end {
        End::Start => Point::morning(day).after(),
        End::Finish => Point::evening(day).after(),
    }
}
