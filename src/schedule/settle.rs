//! Computing early dates until they rest: the first sweep, and again what a change reaches.
//!
//! Invariant: positions are computed in order, and again only if something before them moved, so
//! that a change costs what it reaches. Limits push their earlier end as late as they must; one
//! that cannot be kept whatever is pushed is found here and let go. Absent: what a single entry is
//! ([`super::forward`]), which clauses stand against each other ([`super::conflict`]).

use super::forward::{self, Early, Lack};
use super::line::Point;
use super::network::{LimitRow, Network, narrow};
use super::plan::Gap;
use super::reach::Frame;
use super::relation::End;

/// Points before which the ends of a position do not come.
#[derive(Clone, Copy, Debug)]
pub(super) struct Push {
    pub(super) start: Point,
    pub(super) finish: Point,
    /// Put off in a trial, not by a limit.
    pub(super) forced: bool,
}

impl Push {
    pub(super) const NOTHING: Self = Self { start: Point::NONE, finish: Point::NONE, forced: false };

    pub(super) fn raise(&mut self, end: End, point: Point) -> bool {
        let held = match end {
            End::Start => &mut self.start,
            End::Finish => &mut self.finish,
        };
        let raised = point > *held;
        if raised {
            *held = point;
        }
        raised
    }
}

/// Positions to be computed again, the smallest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Dirty {
    words: Vec<u64>,
    /// No word before this one has a bit.
    from: usize,
}

impl Dirty {
    pub(super) fn new(positions: usize) -> Self {
        Self { words: vec![0; positions.div_ceil(64)], from: usize::MAX }
    }

    #[inline]
    pub(super) fn mark(&mut self, position: usize) {
        let word = position / 64;
        if let Some(slot) = self.words.get_mut(word) {
            *slot |= 1 << (position % 64);
            self.from = self.from.min(word);
        }
    }

    #[inline]
    pub(super) fn pop_first(&mut self) -> Option<usize> {
        let rest = self.words.get_mut(self.from..)?;
        for (place, word) in rest.iter_mut().enumerate() {
            if *word != 0 {
                let bit = word.trailing_zeros() as usize;
                *word &= *word - 1;
                self.from += place;
                return Some(self.from * 64 + bit);
            }
        }
        self.from = usize::MAX;
        None
    }

    /// The greatest first.
    pub(super) fn pop_last(&mut self) -> Option<usize> {
        let place = self.words.iter().rposition(|word| *word != 0)?;
        let word = self.words.get_mut(place)?;
        let bit = 63 - word.leading_zeros() as usize;
        *word &= !(1 << bit);
        Some(place * 64 + bit)
    }

    fn clear(&mut self) {
        self.words.fill(0);
        self.from = usize::MAX;
    }
}

/// LIMIT: so often may a limit push its earlier end before it counts as one that cannot be kept.
/// Where periods of different units meet, a stretch of holidays may need several turns.
const PUSHES: u32 = 400;

/// Early dates in the making.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    pub(super) early: Vec<Early>,
    /// Own reasons of positions without dates, ascending.
    pub(super) gaps: Vec<(u32, Gap)>,
    /// By position; empty where no limit has pushed.
    pub(super) pushes: Vec<Push>,
    /// By position and end: the limit that pushed last.
    pub(super) pushed_by: Vec<[u32; 2]>,
    /// By limit: it cannot be kept, or its earlier end cannot be moved.
    pub(super) broken: Vec<bool>,
    dirty: Dirty,
}

/// What stopped a settling.
pub(super) enum Unrest {
    /// The limit of that number pushes for ever.
    Limit(usize),
}

impl Settled {
    /// All early dates, before limits push.
    pub(super) fn sweep(frame: &Frame<'_>) -> Self {
        let positions = frame.network.len();
        let mut early: Vec<Early> = Vec::with_capacity(positions);
        let mut gaps = Vec::new();
        // A link from a later position finds nothing there yet.
        for position in 0..positions {
            early.push(match forward::place(frame, &early, None, position) {
                Ok(found) => found,
                Err(lack) => missing(lack, position, &mut gaps),
            });
        }
        Self {
            early,
            gaps,
            pushes: Vec::new(),
            pushed_by: Vec::new(),
            broken: vec![false; frame.network.frozen.limits.len()],
            dirty: Dirty::default(),
        }
    }

    /// Makes relations from later positions and limits rest as well.
    pub(super) fn rest(&mut self, frame: &Frame<'_>) -> Result<(), Unrest> {
        let frozen = &frame.network.frozen;
        if frozen.back.is_empty() && frozen.limits.is_empty() {
            return Ok(());
        }
        self.dirty = Dirty::new(self.early.len());
        for position in &frozen.back {
            self.dirty.mark(*position as usize);
        }
        self.compute(frame, &mut |_, _, _| true);
        let mut counts = vec![0_u32; frozen.limits.len()];
        // LIMIT: entries computed again before the limit at hand counts as one that cannot be kept.
        let mut work = self.early.len().saturating_mul(64).max(4_000_000);
        loop {
            let mut moved = false;
            for (number, limit) in frozen.limits.iter().enumerate() {
                let held = self.broken.get(number) == Some(&false);
                if !self.pushes_on(frame, number, limit) {
                    let pushed = counts.get(number).is_some_and(|count| *count > 0);
                    if held && pushed && self.broken.get(number) == Some(&true) {
                        // It pushed as far as the calendar goes, in vain: what it pushed comes back.
                        return Err(Unrest::Limit(number));
                    }
                    continue;
                }
                moved = true;
                let count = counts.get_mut(number);
                let often = count.is_none_or(|count| {
                    *count += 1;
                    *count > PUSHES
                });
                let turning = counts.get(number).is_some_and(|count| *count as usize > counts.len());
                if often || work == 0 || (turning && super::conflict::is_hopeless(frame, self, limit)) {
                    return Err(Unrest::Limit(number));
                }
                let done = self.compute(frame, &mut |_, _, _| true);
                work = work.saturating_sub(done);
                // Pushed off the calendar: no day that is known keeps it.
                if self.kept(frame, limit).is_none() {
                    return Err(Unrest::Limit(number));
                }
            }
            if !moved {
                return Ok(());
            }
        }
    }

    /// Whether a limit pushes its earlier end further; then that end is to be computed again.
    fn pushes_on(&mut self, frame: &Frame<'_>, number: usize, limit: &LimitRow) -> bool {
        if self.broken.get(number) != Some(&false) {
            return false;
        }
        let (from, to) = (limit.from as usize, limit.to as usize);
        let Some((later, point)) = self.kept(frame, limit) else { return false };
        if later <= point {
            return false;
        }
        let movable = frame.network.at(from).is_some_and(|one| match limit.from_end {
            _ if one.role != super::activity::Role::Step => {
                !matches!(one.role, super::activity::Role::Join { .. })
            }
            End::Start => !one.is_begun(),
            End::Finish => one.actual_finish.is_none(),
        });
        let entry = self.early.get(to).copied();
        let needed = entry.filter(|_| movable).and_then(|entry| {
            let day = frame.day_of(to, limit.to_end, &entry);
            frame.limit_from(limit, day, later).ok()
        });
        let Some(needed) = needed else {
            self.let_go(number);
            return false;
        };
        if self.pushes.is_empty() {
            self.pushes = vec![Push::NOTHING; self.early.len()];
            self.pushed_by = vec![[u32::MAX; 2]; self.early.len()];
        }
        let raised = self.pushes.get_mut(from).is_some_and(|push| push.raise(limit.from_end, needed));
        if !raised {
            // What was pushed did not help: the end that waits moved along.
            return false;
        }
        if let Some([start, finish]) = self.pushed_by.get_mut(from) {
            *(if limit.from_end == End::Start { start } else { finish }) = narrow(number);
        }
        self.dirty.mark(from);
        true
    }

    /// The point of the later end of a limit, and the last that the earlier end leaves it; `None`
    /// if the limit is void.
    pub(super) fn kept(&self, frame: &Frame<'_>, limit: &LimitRow) -> Option<(Point, Point)> {
        let (from, to) = (limit.from as usize, limit.to as usize);
        let applies = |at: usize| frame.network.at(at).is_some_and(|one| one.applicable);
        let (first, second) = (self.early.get(from)?, self.early.get(to)?);
        if !applies(from) || !applies(to) || !first.has_dates() || !second.has_dates() {
            return None;
        }
        let day = frame.day_of(from, limit.from_end, first);
        let upto = frame.limit_upto(limit, day, first.end(limit.from_end)).ok()?;
        Some((second.end(limit.to_end), upto))
    }

    /// Takes a limit as one that cannot be kept: it pushes no more.
    pub(super) fn let_go(&mut self, number: usize) {
        if let Some(slot) = self.broken.get_mut(number) {
            *slot = true;
        }
    }

    /// Computes what is dirty until nothing moves; `watch` sees every entry that moved, with what it
    /// was, and stops the work by `false`. How many entries were computed.
    pub(super) fn compute(
        &mut self,
        frame: &Frame<'_>,
        watch: &mut dyn FnMut(usize, &Early, &Early) -> bool,
    ) -> usize {
        let mut done = 0;
        while let Some(position) = self.dirty.pop_first() {
            done += 1;
            let found = match forward::place(frame, &self.early, self.pushes.get(position), position) {
                Ok(found) => found,
                Err(lack) => missing(lack, position, &mut self.gaps),
            };
            let Some(held) = self.early.get_mut(position) else { continue };
            if found == *held {
                continue;
            }
            let before = std::mem::replace(held, found);
            if (before.start, before.finish, before.basis) != (found.start, found.finish, found.basis) {
                if !watch(position, &before, &found) {
                    self.dirty.clear();
                    return done;
                }
                for link in frame.network.after(position) {
                    if link.at() != position {
                        self.dirty.mark(link.at());
                    }
                }
            }
        }
        done
    }

    /// The early dates of a position, or why there are none.
    pub(super) fn told(&self, frame: &Frame<'_>, position: usize) -> Result<&Early, Gap> {
        self.told_in(frame.network, position)
    }

    pub(super) fn told_in(&self, network: &Network, position: usize) -> Result<&Early, Gap> {
        let found = self.early.get(position).ok_or(Gap::NotApplicable)?;
        match found.root() {
            _ if found.has_dates() => Ok(found),
            Some(root) if root != position => Err(Gap::DependsOn { node: network.node(root) }),
            _ => Err(super::plan::own_gap(&self.gaps, position)),
        }
    }

    /// Marks a position as one whose bounds have changed.
    pub(super) fn touch(&mut self, position: usize) {
        if self.dirty.words.is_empty() {
            self.dirty = Dirty::new(self.early.len());
        }
        self.dirty.mark(position);
    }
}

/// An entry without dates; its own reason is kept.
#[cold]
fn missing(lack: Lack, position: usize, gaps: &mut Vec<(u32, Gap)>) -> Early {
    match lack {
        Lack::Of(root) => Early::gap(root),
        Lack::Own(gap) => {
            let key = narrow(position);
            match gaps.binary_search_by_key(&key, |(at, _)| *at) {
                Ok(place) => {
                    if let Some(slot) = gaps.get_mut(place) {
                        slot.1 = gap;
                    }
                }
                Err(place) => gaps.insert(place, (key, gap)),
            }
            Early::gap(position)
        }
    }
}
