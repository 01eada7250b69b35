//! Critical paths, driving chains, and what is nearly critical.
//!
//! Invariant: a path is a sequence of activities, whatever number of clauses or transparent nodes
//! lie between two of them; every critical activity is on a path and every activity on a path is
//! critical. Absent: stored edges between activities (through transparent nodes they could be
//! quadratic; they are searched when needed).

use std::collections::BTreeMap;

use super::activity::Activity;
use super::binding::Binding;
use super::driver;
use super::plan::Schedule;
use super::relation::End;

/// All critical paths, counted, and as many as were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriticalPaths {
    /// How many there are, exactly; `u64::MAX` stands for that many or more.
    pub count: u64,
    /// Paths of nodes from first to last, in ascending order. Fewer than `count` if the limit was
    /// smaller. A step that begins before another and ends after it may stand at both places.
    pub paths: Vec<Vec<usize>>,
}

/// An activity that is not critical, and how far it is from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NearCritical {
    /// The activity.
    pub node: usize,
    /// Its total float, in its own unit.
    pub total_float: i32,
    /// The calendar days between its early and its late finish, by which activities of different
    /// units are ranked.
    pub days: i32,
}

impl Schedule {
    /// The critical paths: sequences of critical activities in which an end of each decides an end
    /// of the next, and which cannot be made longer at either end. At most `limit` of them are
    /// listed.
    ///
    /// Empty if every activity is finished or the finish of the whole is not known.
    #[must_use]
    pub fn critical_paths(&self, limit: usize) -> CriticalPaths {
        let mut critical = Critical::new(self);
        let lasts = critical.lasts();
        let count = critical.count(&lasts);
        let mut paths = critical.list(&lasts, limit);
        paths.sort_unstable();
        CriticalPaths { count, paths }
    }

    /// The activities that are not critical, those nearest to it first, at most `limit`.
    #[must_use]
    pub fn near_critical(&self, limit: usize) -> Vec<NearCritical> {
        let mut found: Vec<NearCritical> = (0..self.network.len())
            .filter_map(|position| {
                let open = |one: &&Activity| one.takes_part() && one.actual_finish.is_none();
                self.network.at(position).filter(open)?;
                let (early, late) = (self.early(position).ok()?, self.late(position).ok()?);
                let days = late.finish.ended() - early.finish.ended();
                let node = self.network.node(position);
                (late.total > 0).then_some(NearCritical { node, total_float: late.total, days })
            })
            .collect();
        found.sort_by_key(|one| (one.days, one.total_float, one.node));
        found.truncate(limit);
        found
    }

    /// The activities that decide the early start of `node`, from the first to `node` itself:
    /// each is the driver of the next, by the end that counts. Just `node` if a date of the plan or
    /// its record decides; empty if it has no early start.
    #[must_use]
    pub fn driving_chain(&self, node: usize) -> Vec<usize> {
        let mut chain = Vec::new();
        let mut at = self.network.position(node).map(|position| (position, End::Start));
        // LIMIT: both ends of every node once, and the transparent ones between.
        let mut left = self.network.len().saturating_mul(2);
        while let Some((position, end)) = at.filter(|_| left > 0) {
            left -= 1;
            let takes_part = self.network.at(position).is_some_and(Activity::takes_part);
            let Some(early) = self.settled.early.get(position).filter(|one| one.has_dates()) else { break };
            if takes_part && chain.last() != Some(&self.network.node(position)) {
                chain.push(self.network.node(position));
            }
            if chain.is_empty() {
                break;
            }
            let slot = match early.cause(end).as_slot() {
                None if end == End::Finish && early.finish_cause == super::forward::Cause::OWN => {
                    at = Some((position, End::Start));
                    continue;
                }
                slot => slot,
            };
            let link = slot.and_then(|slot| self.network.link(slot));
            // A link within the step itself leads from its finish to its start.
            at = link.map(|link| {
                (link.at(), self.network.special(link.relation).map_or(End::Finish, |one| one.from_end))
            });
        }
        chain.reverse();
        chain
    }

    /// The activity that finishes last, of several the one with the smallest number: the end of
    /// the chain that decides the finish of the whole. `None` if there is none or the finish of
    /// the whole is not known.
    #[must_use]
    pub fn last_activity(&self) -> Option<usize> {
        self.finish().ok()?;
        let frame = self.frame();
        let taking_part = self.network.in_order().iter().enumerate().filter(|(_, one)| one.takes_part());
        taking_part
            .filter_map(|(position, _)| {
                let early = self.early(position).ok()?;
                let day = frame.day_of(position, End::Finish, early);
                Some(((early.finish, day), std::cmp::Reverse(self.network.node(position))))
            })
            .max()
            .map(|(_, node)| node.0)
    }

    /// The applicable activity and the clause behind the early start of `node`, if one decides it.
    #[must_use]
    pub fn driving_predecessor(&self, node: usize) -> Option<(usize, u32)> {
        let early = self.early(self.network.position(node)?).ok()?;
        driver::behind(self, early.start_cause)
    }
}

/// The ends of an activity that a path may have reached it by, going back: bit 0 its start, bit 1
/// its finish.
type Ends = u8;
const START: Ends = 1;
const FINISH: Ends = 2;

fn bit(end: End) -> Ends {
    if end == End::Start { START } else { FINISH }
}

/// A search among the critical activities, from the last ones back.
///
/// Paths are words over activities, and two clauses or ends between the same activities give the
/// same word. So the search goes by activity and *set* of ends, which makes it deterministic: every
/// word is met once, and counting is adding.
struct Critical<'a> {
    binding: Binding<'a>,
}

/// An activity with the ends that were reached.
type Place = (usize, Ends);

impl<'a> Critical<'a> {
    fn new(schedule: &'a Schedule) -> Self {
        Self { binding: Binding::new(schedule) }
    }

    fn deciding(&mut self, position: usize, end: End) -> Vec<(usize, End)> {
        let mut found = self.binding.of(position, end);
        found.retain(|(at, end)| self.binding.is_critical(*at, *end));
        found
    }

    /// The start too, if the finish follows from it.
    fn closed(&self, (position, ends): Place) -> Ends {
        let follows = ends & FINISH != 0
            && ends & START == 0
            && self.binding.is_critical(position, End::Start)
            && self.binding.own_length(position);
        if follows { ends | START } else { ends }
    }

    /// Where a path may have come from, ascending, and whether it may begin here.
    fn before(&mut self, place: Place) -> (Vec<Place>, bool) {
        let closed = self.closed(place);
        let mut before: BTreeMap<usize, Ends> = BTreeMap::new();
        let mut begins = false;
        for end in [End::Start, End::Finish] {
            if closed & bit(end) == 0 {
                continue;
            }
            let deciding = self.deciding(place.0, end);
            let follows = end == End::Finish
                && closed & START != 0
                && (place.1 & START == 0 || self.binding.own_length(place.0));
            begins |= deciding.is_empty() && !follows;
            for (at, end) in deciding {
                *before.entry(at).or_default() |= bit(end);
            }
        }
        (before.into_iter().collect(), begins)
    }

    /// The activities with those ends from which nothing critical follows.
    fn lasts(&mut self) -> Vec<Place> {
        let positions = self.binding.schedule.network.len();
        let mut goes_on = vec![0 as Ends; positions];
        let mut critical = vec![0 as Ends; positions];
        for position in 0..positions {
            if !self.binding.schedule.is_critical(position) {
                continue;
            }
            for end in [End::Start, End::Finish] {
                if !self.binding.is_critical(position, end) {
                    continue;
                }
                if let Some(slot) = critical.get_mut(position) {
                    *slot |= bit(end);
                }
                for (at, end) in self.deciding(position, end) {
                    if let Some(slot) = goes_on.get_mut(at) {
                        *slot |= bit(end);
                    }
                }
            }
            if critical.get(position) == Some(&(START | FINISH))
                && self.binding.own_length(position)
                && let Some(slot) = goes_on.get_mut(position)
            {
                *slot |= START;
            }
        }
        let ends = critical.iter().zip(&goes_on).map(|(critical, goes_on)| critical & !goes_on);
        ends.enumerate().filter(|(_, ends)| *ends != 0).collect()
    }

    /// How many paths there are.
    fn count(&mut self, lasts: &[Place]) -> u64 {
        // How many ways lead into each place, then the places in an order in which all of them
        // have been counted.
        let mut entries: BTreeMap<Place, u32> = BTreeMap::new();
        let mut open: Vec<Place> = lasts.to_vec();
        for place in lasts {
            entries.insert(*place, 0);
        }
        while let Some(place) = open.pop() {
            for next in self.before(place).0 {
                let known = entries.contains_key(&next);
                *entries.entry(next).or_default() += 1;
                if !known {
                    open.push(next);
                }
            }
        }
        let mut ways: BTreeMap<Place, u64> = lasts.iter().map(|place| (*place, 1)).collect();
        let mut ready: Vec<Place> =
            lasts.iter().filter(|place| entries.get(place) == Some(&0)).copied().collect();
        let mut count: u64 = 0;
        while let Some(place) = ready.pop() {
            let here = ways.get(&place).copied().unwrap_or(0);
            let (before, begins) = self.before(place);
            if begins {
                count = count.saturating_add(here);
            }
            for next in before {
                let held = ways.entry(next).or_default();
                *held = held.saturating_add(here);
                if let Some(left) = entries.get_mut(&next) {
                    *left -= 1;
                    if *left == 0 {
                        ready.push(next);
                    }
                }
            }
        }
        count
    }

    /// At most `limit` paths, from their ends back.
    fn list(&mut self, lasts: &[Place], limit: usize) -> Vec<Vec<usize>> {
        let mut paths = Vec::new();
        for &last in lasts {
            // Each level holds an activity and those before it that are still to be tried.
            let mut levels: Vec<(usize, Vec<Place>, bool)> = Vec::new();
            let mut enter = Some(last);
            while enter.is_some() || !levels.is_empty() {
                if paths.len() == limit {
                    return paths;
                }
                if let Some(place) = enter.take() {
                    let (before, begins) = self.before(place);
                    levels.push((place.0, before, begins));
                }
                let Some((_, before, begins)) = levels.last_mut() else { break };
                if std::mem::take(begins) {
                    let network = &self.binding.schedule.network;
                    paths.push(levels.iter().rev().map(|(at, ..)| network.node(*at)).collect());
                } else if let Some(next) = before.pop() {
                    enter = Some(next);
                } else {
                    levels.pop();
                }
            }
        }
        paths
    }
}
