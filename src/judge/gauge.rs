//! What stops a clock over several steps, and when what is on it is worked on.
//!
//! Exclusions are one set: the steps of 不计时 blocks, and suspensions of a kind that the limit leaves
//! out. A suspension that names the limit itself stops the whole clock, and so do 补正 and 中止; one that
//! names the limit of an item, and a step off the clock, stop the items that are theirs. What is not
//! known of them is taken both ways, so that each side has its last day.

use super::Notes;
use super::days::Days;
use super::eval::Judge;
use super::known::{Known, Tri};
use super::run::{Cause, Stretch, Validity};
use super::trace::{Evidence, RecordPart, index32};
use super::works::Works;
use crate::calendar::{Date, Moment};
use crate::model::{ExcludedStep, Item, Metering, Obligation, Reading, Row};

/// How much of what is not known is taken to stop the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// As little as possible: the last day is early.
    Least,
    /// As much as possible.
    Most,
}

/// What stops a clock, and when its items are worked on, through the as-of date.
pub(super) struct Gauge<'m> {
    pub(super) metering: &'m Metering,
    pub(super) start: Date,
    /// What stops everything.
    whole: Days,
    /// All exclusions: those that surely run, and those that perhaps do.
    pub(super) running: [Days; 2],
    /// The same, of each item its own.
    own: Vec<[Days; 2]>,
    works: Vec<Works>,
    pub(super) stretches: Vec<Stretch>,
    pub(super) notes: Notes,
}

impl Gauge<'_> {
    /// Whether nothing of it is in doubt.
    pub(super) fn is_sure(&self) -> bool {
        let alike = |two: &[Days; 2]| two[0] == two[1];
        alike(&self.running)
            && self.own.iter().all(alike)
            && self.works.iter().all(|works| works.surely == works.perhaps)
    }

    fn of(two: &[Days; 2], side: Side) -> &Days {
        match side {
            Side::Least => &two[0],
            Side::Most => &two[1],
        }
    }

    /// The days on which an item is being worked on, its own exclusions left out.
    pub(super) fn worked(&self, at: usize, side: Side) -> Days {
        let (Some(works), Some(own)) = (self.works.get(at), self.own.get(at)) else { return Days::default() };
        let days = match side {
            Side::Least => &works.perhaps,
            Side::Most => &works.surely,
        };
        days.without(Self::of(own, side)).without(&self.whole)
    }

    /// The days that are off the clock where these items are on it.
    pub(super) fn off(&self, side: Side, on: impl Fn(&Item) -> bool) -> Days {
        let running = Self::of(&self.running, side);
        if self.metering.reading == Reading::WholeDays {
            return running.and(&self.whole);
        }
        let items = self.metering.items.iter().enumerate().filter(|(_, item)| on(item));
        let left = items.fold(running.clone(), |left, (at, _)| left.without(&self.worked(at, side)));
        left.and(&self.whole)
    }
}

impl<'m> Gauge<'m> {
    fn empty(metering: &'m Metering, start: Date) -> Self {
        Self {
            metering,
            start,
            whole: Days::default(),
            running: Default::default(),
            own: Vec::new(),
            works: Vec::new(),
            stretches: Vec::new(),
            notes: Notes::default(),
        }
    }
}

impl Judge<'_> {
    /// Everything that is meant to stop a clock, and when its items are worked on.
    pub(super) fn gauge<'m>(
        &self,
        obligation: &Obligation,
        metering: &'m Metering,
        start: Date,
    ) -> Gauge<'m> {
        let Row::Within { excluding, written_notice, .. } = &obligation.row else {
            return Gauge::empty(metering, start);
        };
        let (excluding, notice) = (excluding.as_slice(), *written_notice);
        let mut gauge = Gauge::empty(metering, start);
        let first = start.plus_days(1).unwrap_or(start);
        let mut whole = Vec::new();
        let mut spans: [Vec<(Date, Date)>; 2] = Default::default();
        let mut own: Vec<[Vec<(Date, Date)>; 2]> =
            metering.items.iter().map(|_| Default::default()).collect();
        let mut add =
            |stops: &dyn Fn(usize) -> bool, sure: Option<(Date, Date)>, perhaps: Option<(Date, Date)>| {
                spans[0].extend(sure);
                spans[1].extend(perhaps);
                for (_, own) in own.iter_mut().enumerate().filter(|(at, _)| stops(*at)) {
                    own[0].extend(sure);
                    own[1].extend(perhaps);
                }
            };
        for suspension in self.dossier.suspensions.iter().filter(|one| one.from <= self.as_of) {
            let all = self.is(suspension.clock, obligation) && self.of_this_entry(suspension.entry);
            let of = |at: usize| {
                metering.items.get(at).is_some_and(|item| item.clocks.contains(&suspension.clock))
            };
            if !all && !(0..metering.items.len()).any(of) {
                continue;
            }
            let stretch = self.stretch_of(suspension, excluding, notice);
            gauge.notes.add(stretch.validity.notes(stretch.to.is_none()));
            let counted = stretch.counted;
            gauge.stretches.push(stretch);
            if all {
                whole.extend(counted);
            } else {
                add(&of, counted, counted);
            }
        }
        for excluded in &metering.excluded {
            for (stretch, perhaps) in self.stretches_of_step(excluded, notice, first) {
                gauge.notes.add(stretch.validity.notes(stretch.to.is_none()));
                let stops = |at: usize| u16::try_from(at).is_ok_and(|at| excluded.stops.contains(&at));
                add(&stops, stretch.counted, perhaps);
                gauge.stretches.push(stretch);
            }
        }
        let past = |spans: Vec<(Date, Date)>| Days::of(spans).between(first, self.as_of);
        let [sure, perhaps] = spans.map(past);
        gauge.own = own.into_iter().map(|two| two.map(past)).collect();
        gauge.whole = Days::of(whole).between(first, self.as_of);
        gauge.running = [sure.and(&gauge.whole), perhaps.and(&gauge.whole)];
        gauge.works = self.works_of(&gauge, first);
        gauge
    }

    /// When the items are worked on, on the days that matter to the reading.
    fn works_of(&self, gauge: &Gauge<'_>, first: Date) -> Vec<Works> {
        let hull = match gauge.metering.reading {
            Reading::Summed => Some((first, self.as_of)),
            Reading::WholeDays => None,
            Reading::Union | Reading::PerPhase => gauge.running[1].hull(),
        };
        match hull {
            Some((from, to)) => self.works(gauge.metering, from, to),
            None => gauge.metering.items.iter().map(|_| Works::default()).collect(),
        }
    }

    /// The attempts of a step off the clock: as they surely stop it, and as they perhaps do.
    fn stretches_of_step(
        &self,
        excluded: &ExcludedStep,
        notice: bool,
        first: Date,
    ) -> Vec<(Stretch, Option<(Date, Date)>)> {
        let state = *self.state(excluded.step);
        let applies = state.scope.and(state.waived.not());
        if applies == Tri::False {
            return Vec::new();
        }
        let all =
            self.dossier.by_step.get(excluded.step.index()).map(|all| all.as_slice()).unwrap_or_default();
        let mut found: Vec<(Stretch, Option<(Date, Date)>)> = all
            .iter()
            .filter_map(|at| self.stretch_of_record(*at, notice, first))
            .map(|(stretch, perhaps)| match applies {
                Tri::True => (stretch, perhaps),
                _ => (Stretch { counted: None, validity: Validity::Doubtful, ..stretch }, perhaps),
            })
            .collect();
        if found.is_empty() && self.dossier.partial {
            // 卷宗未齐: it may have been done on any day.
            let stretch = Stretch {
                from: first,
                to: None,
                cause: Cause::Step(excluded.step),
                validity: Validity::Doubtful,
                counted: None,
                days: None,
            };
            found.push((stretch, Some((first, self.as_of))));
        }
        found
    }

    fn stretch_of_record(
        &self,
        at: u32,
        notice: bool,
        first: Date,
    ) -> Option<(Stretch, Option<(Date, Date)>)> {
        let record = self.dossier.records.get(at as usize)?;
        if record.start.or(record.finish).is_some_and(|begun| !self.past(begun)) {
            return None;
        }
        let (start, finish) = self.dates(record);
        let told = record.notice.filter(|told| *told <= self.as_of);
        let later = |day: Date| match notice {
            true => told.map(|told| told.max(day)),
            false => Some(day),
        };
        let last = finish.is().map(Moment::date);
        let doubtful = start == Known::Missing || finish == Known::Missing;
        let (sure_from, may_from) = match (start.is().map(Moment::date), last) {
            (Some(start), _) => (Some(start), start),
            (None, last) => (last, first.min(last.unwrap_or(first))),
        };
        let sure_to = match (finish, sure_from) {
            (Known::Is(_), _) => last,
            // It is over, nobody wrote when: on the first day at the latest it still ran.
            (Known::Missing, from) => from,
            _ => Some(self.as_of),
        };
        let valid = |from: Option<Date>, to: Option<Date>| {
            let span = later(from?).zip(to)?;
            (span.0 <= span.1).then_some(span)
        };
        let counted = valid(sure_from, sure_to);
        let perhaps = valid(Some(may_from), Some(last.unwrap_or(self.as_of)));
        let validity = match (notice, told) {
            (true, None) => Validity::NoNotice,
            (true, Some(told)) if sure_from.is_some_and(|from| told > from) => Validity::FromNotice(told),
            _ if doubtful => Validity::Doubtful,
            _ => Validity::Counts,
        };
        let stretch = Stretch {
            from: sure_from.unwrap_or(first),
            to: last,
            cause: Cause::Step(record.step),
            validity,
            counted,
            days: None,
        };
        Some((stretch, perhaps))
    }

    /// What is not known of the steps that a clock depends on.
    pub(super) fn missing_in_metering(&self, metering: &Metering) -> Vec<Evidence> {
        let mut found = Vec::new();
        for excluded in &metering.excluded {
            let all = self.dossier.by_step.get(excluded.step.index()).into_iter().flatten();
            let before = found.len();
            for at in all.clone() {
                let Some(record) = self.dossier.records.get(*at as usize) else { continue };
                let (start, finish) = self.dates(record);
                found.extend((start == Known::Missing).then_some(Evidence::Record(*at, RecordPart::Start)));
                found.extend((finish == Known::Missing).then_some(Evidence::Record(*at, RecordPart::Finish)));
            }
            if self.dossier.partial && found.len() == before && all.count() == 0 {
                found.push(Evidence::NoRecord(index32(excluded.step.index())));
            }
        }
        for step in metering.items.iter().flat_map(|item| self.rules.with_predecessors(item.step)) {
            let state = self.state(step);
            let place = |part| match state.record {
                Some(record) => Evidence::Record(record, part),
                None => Evidence::NoRecord(index32(step.index())),
            };
            let group = !self.rules.steps[step].children.is_empty();
            if state.finish == Known::Missing && !group {
                found.push(place(RecordPart::Finish));
            } else if state.returned == Tri::Missing {
                found.push(place(RecordPart::Outcome));
            }
        }
        found
    }
}
