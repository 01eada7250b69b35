//! The cure of a plan that misses a deadline: which steps must give how many days.
//!
//! Invariant: a cure is tried before it is told: with it every deadline is kept, and with a day less
//! from any of its steps one is missed. The steps are a minimum vertex cut of the ways that are too
//! long; where a cut is not enough, or fewer steps may do, that is tried as far as the bounds here
//! reach, and told. Absent: cost; that some steps give days more easily than others the caller knows.

use std::collections::VecDeque;

use super::network::Network;
use super::plan::{Schedule, settled};
use super::reach::Frame;
use super::relation::End;
use super::settle::Settled;

/// One step of a cure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gives {
    /// The activity.
    pub node: usize,
    /// By how many units its work must be shorter.
    pub units: u32,
}

/// Steps that keep every deadline if each gives its units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cure {
    /// The steps, by node. None can be left out, and none can give less if the others give this.
    pub steps: Vec<Gives>,
    /// Whether it was established that fewer steps do not do.
    pub fewest: bool,
}

/// LIMIT: so many sets of steps are tried to find a smaller cure than the cut.
const TRIALS: usize = 2_000;
/// LIMIT: so many ways are cut; a plan with more parallel ways that are too long has no cut found.
const WAYS: u32 = 1_000;

impl Schedule {
    /// The fewest steps that could keep every deadline by shorter work, and by how much each must
    /// be shorter. `None` if no deadline is missed, the finish is not known, or no shortening of
    /// work is enough. A step gives down to the least of its estimate, or to one unit.
    #[must_use]
    pub fn cure(&self) -> Option<Cure> {
        self.end.ok()?;
        let mut search = Search::new(self)?;
        if search.cures(&search.all()) {
            let mut chosen = search.chosen();
            let fewest = search.fewer(&mut chosen);
            let steps = search.trimmed(chosen);
            return Some(Cure { steps, fewest });
        }
        None
    }
}

/// A step that can give, and how much at most.
#[derive(Clone, Copy)]
struct Donor {
    position: usize,
    most: u32,
}

struct Search<'a> {
    schedule: &'a Schedule,
    tried: Network,
    donors: Vec<Donor>,
}

impl<'a> Search<'a> {
    /// `None` if nothing is missed.
    fn new(schedule: &'a Schedule) -> Option<Self> {
        let mut donors = Vec::new();
        let mut missed = false;
        for (position, one) in schedule.network.in_order().iter().enumerate() {
            let open = one.takes_part() && one.actual_finish.is_none();
            let late = schedule.late(position).ok().filter(|late| open && late.total < 0);
            missed |= late.is_some();
            let least = one.estimate.map_or(1, |estimate| estimate.least.max(1));
            let most = one.work.amount.saturating_sub(least);
            if late.is_some() && most > 0 {
                donors.push(Donor { position, most });
            }
        }
        missed.then(|| Self { schedule, tried: schedule.network.clone(), donors })
    }

    fn all(&self) -> Vec<Donor> {
        self.donors.clone()
    }

    /// Whether every deadline is kept if these give that much.
    fn cures(&mut self, given: &[Donor]) -> bool {
        for one in given {
            if let Some(activity) = self.tried.activities.get_mut(one.position) {
                activity.work.amount = activity.work.amount.saturating_sub(one.most);
            }
        }
        let frame = Frame::new(&self.tried, &self.schedule.terms);
        let kept = all_kept(&frame, &settled(&frame));
        for one in given {
            if let (Some(activity), Some(was)) =
                (self.tried.activities.get_mut(one.position), self.schedule.network.at(one.position))
            {
                *activity = *was;
            }
        }
        kept
    }

    /// The cut if it cures, else what is left of all when those are taken out that can be.
    fn chosen(&mut self) -> Vec<Donor> {
        let cut = Ways::of(self.schedule, &self.donors).cut();
        if let Some(cut) = cut {
            let chosen: Vec<Donor> =
                self.donors.iter().filter(|one| cut.contains(&one.position)).copied().collect();
            if self.cures(&chosen) {
                return self.lean(chosen);
            }
        }
        self.lean(self.donors.clone())
    }

    /// Takes out what can be taken out, the earliest first.
    fn lean(&mut self, mut chosen: Vec<Donor>) -> Vec<Donor> {
        let mut at = 0;
        while at < chosen.len() && chosen.len() > 1 {
            let mut fewer = chosen.clone();
            fewer.remove(at);
            if self.cures(&fewer) {
                chosen = fewer;
            } else {
                at += 1;
            }
        }
        chosen
    }

    /// Looks for a cure of fewer steps; whether there is none beyond doubt.
    fn fewer(&mut self, chosen: &mut Vec<Donor>) -> bool {
        let mut trials = TRIALS;
        for size in 1..chosen.len() {
            let mut places: Vec<usize> = (0..size).collect();
            loop {
                if trials == 0 {
                    return false;
                }
                trials -= 1;
                let picked: Vec<Donor> =
                    places.iter().filter_map(|at| self.donors.get(*at)).copied().collect();
                if self.cures(&picked) {
                    *chosen = picked;
                    return true;
                }
                if !next(&mut places, self.donors.len()) {
                    break;
                }
            }
        }
        true
    }

    /// Each gives as little as is enough with what the others give.
    fn trimmed(&mut self, mut chosen: Vec<Donor>) -> Vec<Gives> {
        for at in 0..chosen.len() {
            let (mut low, mut high) = (0, chosen.get(at).map_or(0, |one| one.most));
            while low + 1 < high {
                let middle = low + (high - low) / 2;
                if let Some(one) = chosen.get_mut(at) {
                    one.most = middle;
                }
                if self.cures(&chosen) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            if let Some(one) = chosen.get_mut(at) {
                one.most = high;
            }
        }
        let gives = |one: &Donor| Gives { node: self.schedule.network.node(one.position), units: one.most };
        let mut steps: Vec<Gives> = chosen.iter().map(gives).collect();
        steps.sort_by_key(|one| one.node);
        steps
    }
}

/// The next set of places below `bound`, in lexical order; `false` after the last.
fn next(places: &mut [usize], bound: usize) -> bool {
    let size = places.len();
    for at in (0..size).rev() {
        let room = places.get(at).is_some_and(|place| *place + size - at < bound);
        if room {
            let from = places.get(at).map_or(0, |place| place + 1);
            for (step, place) in places.iter_mut().skip(at).enumerate() {
                *place = from + step;
            }
            return true;
        }
    }
    false
}

/// Whether every deadline and every limit is kept.
fn all_kept(frame: &Frame<'_>, settled: &Settled) -> bool {
    let fixed = frame.network.fixed.iter().all(|(position, date)| {
        let position = *position as usize;
        let takes_part =
            frame.network.at(position).is_some_and(|one| one.applicable && one.actual_finish.is_none());
        let Some(most) = date.most().filter(|_| takes_part) else { return true };
        settled.early.get(position).is_some_and(|one| one.has_dates() && one.end(date.end) <= most)
    });
    let done = |at: u32| frame.network.at(at as usize).is_some_and(|one| one.actual_finish.is_some());
    fixed
        && frame.network.frozen.limits.iter().all(|limit| {
            done(limit.to) || settled.kept(frame, limit).is_none_or(|(point, upto)| point <= upto)
        })
}

/// The ways that are too long, as a flow network over ends: the end `2p` of a position is its start,
/// `2p + 1` its finish; the step from one to the other can be cut where it can give.
struct Ways {
    /// By vertex: the arcs that leave it.
    leaving: Vec<Vec<usize>>,
    /// Arcs in pairs: one and its reverse. What may still flow.
    arcs: Vec<(usize, u32)>,
    source: usize,
    sink: usize,
}

/// More than all that can be cut.
const UNCUT: u32 = u32::MAX / 2;

impl Ways {
    fn of(schedule: &Schedule, donors: &[Donor]) -> Self {
        let ends = schedule.network.len() * 2;
        let mut ways =
            Self { leaving: vec![Vec::new(); ends + 2], arcs: Vec::new(), source: ends, sink: ends + 1 };
        let frame = schedule.frame();
        let mut entered = vec![false; ends];
        let late_end = |position: usize, end: End| {
            let late = schedule.late(position).ok()?;
            Some(if end == End::Start { late.start } else { late.finish })
        };
        let too_late = |position: usize, end: End| {
            let early = schedule.early(position).ok().map(|one| one.end(end));
            early.zip(late_end(position, end)).is_some_and(|(early, late)| early > late)
        };
        for position in 0..schedule.network.len() {
            let Some(activity) = schedule.network.at(position) else { continue };
            if too_late(position, End::Start) && too_late(position, End::Finish) {
                let gives = donors.iter().any(|one| one.position == position);
                ways.arc(position * 2, position * 2 + 1, if gives { 1 } else { UNCUT });
                mark(&mut entered, position * 2 + 1);
            }
            for link in schedule.network.before(position) {
                let from_end =
                    schedule.network.special(link.relation).map_or(End::Finish, |one| one.from_end);
                let Ok(from) = schedule.early(link.at()) else { continue };
                let Ok((end, point, _)) = frame.reach(*link, position, from) else { continue };
                let begun = activity.is_begun() && end == End::Start;
                let upto = late_end(position, end).filter(|_| !begun && link.at() != position);
                if upto.is_some_and(|upto| point > upto) && too_late(link.at(), from_end) {
                    ways.arc(vertex(link.at(), from_end), vertex(position, end), UNCUT);
                    mark(&mut entered, vertex(position, end));
                }
            }
        }
        ways.ends(schedule, &entered, &too_late);
        ways
    }

    /// Ties the first and the last ends of the ways to source and sink.
    fn ends(&mut self, schedule: &Schedule, entered: &[bool], too_late: &dyn Fn(usize, End) -> bool) {
        for position in 0..schedule.network.len() {
            for end in [End::Start, End::Finish] {
                let at = vertex(position, end);
                if !too_late(position, end) {
                    continue;
                }
                if entered.get(at) == Some(&false) {
                    self.arc(self.source, at, UNCUT);
                }
                let deadline = |one: &super::FixedDate| one.end == end && one.most().is_some();
                let limited = schedule.network.limits_of(position).any(|(_, one)| one.to_end == end);
                if limited || schedule.network.fixed(position).iter().any(|(_, one)| deadline(one)) {
                    self.arc(at, self.sink, UNCUT);
                }
            }
        }
    }

    fn arc(&mut self, from: usize, to: usize, room: u32) {
        for (end, arc) in [(from, (to, room)), (to, (from, 0))] {
            if let Some(row) = self.leaving.get_mut(end) {
                row.push(self.arcs.len());
            }
            self.arcs.push(arc);
        }
    }

    /// The positions of a minimum cut; `None` if the ways cannot all be cut.
    fn cut(mut self) -> Option<Vec<usize>> {
        for _ in 0..WAYS {
            let by = self.search();
            if by.get(self.sink).copied().flatten().is_none() {
                return Some(self.crossed(&by));
            }
            if !self.augment(&by) {
                return None;
            }
        }
        None
    }

    /// By vertex: the arc by which it was first reached from the source.
    fn search(&self) -> Vec<Option<usize>> {
        let mut by: Vec<Option<usize>> = vec![None; self.leaving.len()];
        let mut open = VecDeque::from([self.source]);
        while let Some(at) = open.pop_front() {
            for arc in self.leaving.get(at).into_iter().flatten() {
                let Some((to, room)) = self.arcs.get(*arc).copied() else { continue };
                if room > 0
                    && to != self.source
                    && let Some(slot @ None) = by.get_mut(to)
                {
                    *slot = Some(*arc);
                    open.push_back(to);
                }
            }
        }
        by
    }

    /// Sends one unit along what was found; `false` if nothing on it can be cut.
    fn augment(&mut self, by: &[Option<usize>]) -> bool {
        let mut way = Vec::new();
        let mut at = self.sink;
        while at != self.source {
            let Some(arc) = by.get(at).copied().flatten() else { return false };
            way.push(arc);
            at = self.arcs.get(arc ^ 1).map_or(self.source, |(from, _)| *from);
        }
        if way.iter().all(|arc| self.arcs.get(*arc).is_some_and(|(_, room)| *room >= UNCUT - WAYS)) {
            return false;
        }
        for arc in way {
            if let Some((_, room)) = self.arcs.get_mut(arc) {
                *room -= 1;
            }
            if let Some((_, room)) = self.arcs.get_mut(arc ^ 1) {
                *room += 1;
            }
        }
        true
    }

    fn crossed(&self, by: &[Option<usize>]) -> Vec<usize> {
        let reached = |end: usize| by.get(end).copied().flatten().is_some();
        (0..self.source / 2).filter(|position| reached(position * 2) && !reached(position * 2 + 1)).collect()
    }
}

fn vertex(position: usize, end: End) -> usize {
    position * 2 + usize::from(end == End::Finish)
}

fn mark(all: &mut [bool], at: usize) {
    if let Some(slot) = all.get_mut(at) {
        *slot = true;
    }
}
