//! When the items on a clock are being worked on.
//!
//! An item is being worked on on a day while, as things stood at the end of the day before, all its
//! predecessors were finished and it was not, whether or not anybody had begun it: an organ cannot stop
//! a clock by not starting. Where dates alone decide (`Metering::settled`) they are compared; else the
//! dossier is looked at as it stood on each day on which something happened.

use super::days::{Days, before};
use super::eval::Judge;
use super::known::{Known, Tri};
use crate::calendar::{Date, Moment};
use crate::model::{Id, Join, LinkEnd, Metering, Row, Step};
use smallvec::SmallVec;

/// The days on which an item is being worked on: surely, and perhaps.
#[derive(Clone, Debug, Default)]
pub(super) struct Works {
    pub(super) surely: Days,
    pub(super) perhaps: Days,
}

type Spans = Vec<(Date, Date)>;

impl<'a> Judge<'a> {
    /// The days of each item from one day to another.
    pub(super) fn works(&self, metering: &Metering, first: Date, last: Date) -> Vec<Works> {
        if first > last {
            return metering.items.iter().map(|_| Works::default()).collect();
        }
        // What began in the wrong order was finished for a while, and then was not.
        let in_order = !self.states.reworked && !self.states.steps.iter().any(|state| state.stale);
        let dated = metering.settled && in_order && !self.dossier.partial;
        let by_dates = metering.items.iter().map(|item| self.worked_by_dates(item.step, first, last));
        if self.inner {
            // INVARIANT: what is asked of an earlier day asks for no earlier days itself.
            let unknown = Works { surely: Days::default(), perhaps: Days::of([(first, last)]) };
            return by_dates.map(|works| works.unwrap_or_else(|| unknown.clone())).collect();
        }
        let found: Option<Vec<Works>> = if dated { by_dates.collect() } else { None };
        found.unwrap_or_else(|| self.works_by_days(metering, first, last))
    }

    /// By the dates of the records; `None` where one is not known.
    fn worked_by_dates(&self, step: Id<Step>, first: Date, last: Date) -> Option<Works> {
        let mut from = first;
        let mut around = Some(step);
        while let Some(at) = around {
            for before in &self.rules.steps[at].after {
                match self.state(*before).finish {
                    Known::Is(finish) => from = from.max(finish.date().plus_days(1)?),
                    Known::Open | Known::None => return Some(Works::default()),
                    Known::Missing | Known::Undefined => return None,
                }
            }
            around = self.rules.steps[at].parent;
        }
        let to = match self.state(step).finish {
            Known::Is(finish) => finish.date().min(last),
            Known::Open | Known::None => last,
            Known::Missing | Known::Undefined => return None,
        };
        let days = Days::of([(from, to)]);
        Some(Works { surely: days.clone(), perhaps: days })
    }

    /// By the dossier as it stood at the end of each day on which something happened.
    fn works_by_days(&self, metering: &Metering, first: Date, last: Date) -> Vec<Works> {
        let Some(procedure) = self.dossier.procedure else { return Vec::new() };
        let mut turns = self.days_of_change(before(first), before(last));
        turns.insert(0, before(first));
        turns.dedup();
        let ends: Vec<Date> = turns.iter().skip(1).copied().chain([last]).collect();
        let mut spans: Vec<(Spans, Spans)> = metering.items.iter().map(|_| Default::default()).collect();
        for (turn, end) in turns.into_iter().zip(ends) {
            let mut then = Judge::new(self.rules, self.dossier, turn);
            then.inside = self.inside;
            then.inner = true;
            then.settle(procedure, None);
            let days = (turn.plus_days(1).unwrap_or(turn), end);
            for (item, (surely, perhaps)) in metering.items.iter().zip(&mut spans) {
                match then.is_worked_on(item.step) {
                    Tri::True => {
                        surely.push(days);
                        perhaps.push(days);
                    }
                    Tri::Missing => perhaps.push(days),
                    Tri::False | Tri::Open => {}
                }
            }
        }
        let works = spans
            .into_iter()
            .map(|(surely, perhaps)| Works { surely: Days::of(surely), perhaps: Days::of(perhaps) });
        works.collect()
    }

    /// The days from one to another on which something was done, handed in or happened.
    fn days_of_change(&self, first: Date, last: Date) -> Vec<Date> {
        let records = self.dossier.records.iter();
        let own = records.clone().flat_map(|record| [record.start, record.finish]);
        let papers = records.flat_map(|record| &record.documents).map(|paper| paper.date);
        let events = self.dossier.events.iter().flatten().map(|event| event.date);
        let moments = own.chain(papers).chain(events).flatten().map(Moment::date);
        let waivers = self.dossier.waivers.iter();
        let claimed = waivers.clone().filter_map(|claim| claim.date);
        let shown = waivers.flat_map(|claim| &claim.documents).filter_map(|paper| paper.date);
        let all = moments.chain(claimed).chain(shown.map(Moment::date));
        let mut days: Vec<Date> = all.filter(|day| first <= *day && *day <= last).collect();
        days.sort_unstable();
        days.dedup();
        days
    }

    /// Whether a step applies, is not finished, and everything before it is.
    pub(super) fn is_worked_on(&self, step: Id<Step>) -> Tri {
        let state = self.state(step);
        let scope = self.states.scope.unwrap_or(Tri::True).and(state.scope);
        let mut unused = Tri::False;
        let mut around = Some(step);
        while let Some(at) = around {
            unused = unused.or(self.unused_permission(at));
            around = self.rules.steps[at].parent;
        }
        let applies = closed(scope).and(state.waived.not()).and(unused.not());
        applies.and(closed(state.done()).not()).and(self.is_ready(step))
    }

    /// Whether everything before a step and the steps around it is finished.
    fn is_ready(&self, step: Id<Step>) -> Tri {
        let mut ready = Tri::True;
        let mut seen: SmallVec<[Id<Step>; 8]> = SmallVec::new();
        let mut open: SmallVec<[Id<Step>; 8]> = SmallVec::new();
        open.push(step);
        while let Some(at) = open.pop() {
            let mut around = Some(at);
            while let Some(at) = around {
                if seen.contains(&at) {
                    break;
                }
                seen.push(at);
                for before in &self.rules.steps[at].after {
                    ready = ready.and(match self.edge_counts(*before, at) {
                        Tri::False => Tri::True,
                        counts => self.is_past(*before, &mut open).or(closed(counts).not()),
                    });
                }
                for join in self.rules.steps[at].joins.iter().filter(|join| self.join_counts(**join)) {
                    if let Row::Joined(join) = &self.rules.obligations[*join].row {
                        ready = ready.and(self.is_joined(join, &mut open));
                    }
                }
                around = self.rules.steps[at].parent;
            }
        }
        ready
    }

    /// Whether a step before another one is finished; through one that does not apply, what is before it
    /// is asked next.
    fn is_past(&self, step: Id<Step>, open: &mut SmallVec<[Id<Step>; 8]>) -> Tri {
        if self.transparent(step) {
            open.push(step);
            return Tri::True;
        }
        match closed(self.state(step).done()) {
            Tri::False if self.may_be_transparent(step) => Tri::Missing,
            done => done,
        }
    }

    fn is_joined(&self, join: &Join, open: &mut SmallVec<[Id<Step>; 8]>) -> Tri {
        if join.to == LinkEnd::Finish {
            return Tri::True;
        }
        let (mut done, mut perhaps, mut left) = (0, 0, 0);
        for branch in join.branches.iter().filter(|branch| !self.transparent(branch.before)) {
            left += 1;
            let state = self.state(branch.before);
            match if branch.from == LinkEnd::Start { state.seen } else { closed(state.done()) } {
                Tri::True => done += 1,
                Tri::Missing => perhaps += 1,
                Tri::False | Tri::Open => {}
            }
        }
        if left == 0 {
            open.extend(join.branches.iter().map(|branch| branch.before));
            return Tri::True;
        }
        let need = join.need.min(left);
        if done >= need {
            return Tri::True;
        }
        if done + perhaps >= need { Tri::Missing } else { Tri::False }
    }
}

/// What may still come has not come.
fn closed(truth: Tri) -> Tri {
    if truth == Tri::Open { Tri::False } else { truth }
}
