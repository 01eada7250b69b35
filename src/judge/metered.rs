//! Clocks over several steps: 不计入 X and its readings.
//!
//! Exclusions are one set: the steps of 不计时 blocks, and suspensions of a kind that the limit leaves
//! out. A suspension that names the limit itself stops the whole clock, and so do 补正 and 中止; one that
//! names the limit of an item, and a step off the clock, stop the items that are theirs.

use super::clock::Clock;
use super::days::Days;
use super::eval::Judge;
use super::known::{Known, KnownState, Tri};
use super::outcome::{Outcome, ask, flag};
use super::rows::rank;
use super::run::{Cause, ClockRun, PhaseRun, Stretch, Validity};
use super::trace::{Label, Silent, Test, Trace};
use super::works::Works;
use super::{Notes, Reason, Status};
use crate::calendar::{CountError, Date, Moment, Period, TimeUnit};
use crate::model::{ExcludedStep, Id, Item, Metering, Obligation, Reading, Row, Step};

/// LIMIT: the days of several items are added up day by day for so long at most.
const LONGEST_SUM: i32 = 40_000;

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
    metering: &'m Metering,
    start: Date,
    /// What stops everything.
    whole: Days,
    /// All exclusions: those that surely run, and those that perhaps do.
    running: [Days; 2],
    /// The same, of each item its own.
    own: Vec<[Days; 2]>,
    works: Vec<Works>,
    pub(super) stretches: Vec<Stretch>,
    notes: Notes,
}

impl Gauge<'_> {
    /// Whether nothing of it is in doubt.
    fn is_sure(&self) -> bool {
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
    fn worked(&self, at: usize, side: Side) -> Days {
        let (Some(works), Some(own)) = (self.works.get(at), self.own.get(at)) else { return Days::default() };
        let days = match side {
            Side::Least => &works.perhaps,
            Side::Most => &works.surely,
        };
        days.without(Self::of(own, side)).without(&self.whole)
    }

    /// The days that are off the clock where these items are on it.
    fn off(&self, side: Side, on: impl Fn(&Item) -> bool) -> Days {
        let running = Self::of(&self.running, side);
        if self.metering.reading == Reading::WholeDays {
            return running.and(&self.whole);
        }
        let items = self.metering.items.iter().enumerate().filter(|(_, item)| on(item));
        let left = items.fold(running.clone(), |left, (at, _)| left.without(&self.worked(at, side)));
        left.and(&self.whole)
    }
}

impl Judge<'_> {
    /// Row 6 of a limit over several steps.
    pub(super) fn within_metered<T: Trace>(
        &self,
        obligation: &Obligation,
        metering: &Metering,
        (start, b): (Moment, Known<Moment>),
        trace: &mut T,
    ) -> Outcome {
        let gauge = self.gauge(obligation, metering, start.date());
        let least = self.by_reading(obligation, &gauge, Side::Least, (start, b), trace);
        if T::ON {
            trace.clock(self.run_of(obligation, &gauge, (start, b), &least));
        }
        if gauge.is_sure() {
            return least.note(gauge.notes);
        }
        let most = self.by_reading(obligation, &gauge, Side::Most, (start, b), &mut Silent);
        if least.status == most.status {
            // The later day is sure; until the earlier one nothing can go wrong.
            return Outcome { since: most.since, ..least }.note(gauge.notes);
        }
        ask(trace, Test::State(Label::Due, KnownState::Missing, KnownState::Missing));
        if least.status == Status::Violated || most.status == Status::Violated {
            return Outcome::unproven(Reason::DateMissing).note(gauge.notes);
        }
        if least.status == Status::Unproven || most.status == Status::Unproven {
            return Outcome::unproven(least.reason).note(gauge.notes);
        }
        Outcome::pending(Reason::Running).due(least.due).note(gauge.notes)
    }

    fn by_reading<T: Trace>(
        &self,
        obligation: &Obligation,
        gauge: &Gauge<'_>,
        side: Side,
        (start, b): (Moment, Known<Moment>),
        trace: &mut T,
    ) -> Outcome {
        match gauge.metering.reading {
            Reading::Union | Reading::WholeDays => {
                let off = gauge.off(side, |_| true);
                self.limited(obligation, (start, None), &off, b, trace)
            }
            Reading::PerPhase => self.per_phase(obligation, gauge, side, start, trace),
            Reading::Summed => self.summed(obligation, gauge, side, b, trace),
        }
    }

    /// A limit from a day on, with these days left out; of a phase only an extension counts that was
    /// granted in it.
    fn limited<T: Trace>(
        &self,
        obligation: &Obligation,
        (start, phase): (Moment, Option<Date>),
        off: &Days,
        b: Known<Moment>,
        trace: &mut T,
    ) -> Outcome {
        let Row::Within { period, .. } = &obligation.row else {
            return Outcome::not_applicable(Reason::NeverArose);
        };
        match self.due_with(obligation, start, phase, off.intervals()) {
            Ok(Clock { counted, due, notes, .. }) => {
                if T::ON {
                    trace.counted(&counted);
                }
                self.in_time(b, due, trace).note(self.counted_notes(&counted)).note(notes)
            }
            Err(CountError::NeedsTime { .. }) => {
                flag(trace, Label::CalendarEnd, true);
                Outcome::unproven(Reason::DateMissing)
            }
            Err(_) => self.past_calendar(start, *period, b, trace),
        }
    }

    /// 按阶段: the worst of the phases.
    fn per_phase<T: Trace>(
        &self,
        obligation: &Obligation,
        gauge: &Gauge<'_>,
        side: Side,
        start: Moment,
        trace: &mut T,
    ) -> Outcome {
        let mut worst: Option<Outcome> = None;
        for (at, phase) in gauge.metering.phases.iter().enumerate() {
            if self.transparent(*phase) {
                continue;
            }
            let one = self.one_phase(obligation, gauge, side, (at, *phase, start), trace);
            worst = Some(worst.map_or(one, |worst| worse(worst, one)));
        }
        flag(trace, Label::Arose, worst.is_some());
        worst.unwrap_or_else(|| Outcome::not_applicable(Reason::DidNotArise))
    }

    fn one_phase<T: Trace>(
        &self,
        obligation: &Obligation,
        gauge: &Gauge<'_>,
        side: Side,
        (at, phase, start): (usize, Id<Step>, Moment),
        trace: &mut T,
    ) -> Outcome {
        match self.phase_start(phase, start) {
            Known::Is(from) => {
                let off = gauge.off(side, |item| usize::from(item.phase) == at);
                let b = self.phase_end(phase);
                self.limited(obligation, (from, Some(from.date())), &off, b, trace)
            }
            Known::Missing | Known::Undefined => {
                ask(trace, Test::State(Label::From, KnownState::Missing, KnownState::Missing));
                Outcome::unproven(Reason::DateMissing)
            }
            Known::Open | Known::None => {
                ask(trace, Test::State(Label::From, KnownState::Open, KnownState::Open));
                self.not_begun(trace)
            }
        }
    }

    /// When everything before a phase was finished; not before the clock began.
    fn phase_start(&self, phase: Id<Step>, start: Moment) -> Known<Moment> {
        let mut from = Known::Is(start);
        let own = self.rules.steps[phase].after.iter();
        for before in own.filter(|before| self.edge_counts(**before, phase) != Tri::False) {
            self.each_predecessor(*before, &mut Vec::new(), &mut |step| {
                let state = self.state(step);
                let finish = match (state.done(), state.finish) {
                    (Tri::True, finish) => finish,
                    (Tri::Missing, _) => Known::Missing,
                    _ => Known::Open,
                };
                from = match (from, finish) {
                    (Known::Open, _) | (_, Known::Open | Known::None) => Known::Open,
                    (Known::Is(a), Known::Is(b)) => Known::Is(if a.date() >= b.date() { a } else { b }),
                    _ => Known::Missing,
                };
            });
        }
        from
    }

    fn phase_end(&self, phase: Id<Step>) -> Known<Moment> {
        let state = self.state(phase);
        match state.done() {
            Tri::True => state.finish,
            Tri::Missing => Known::Missing,
            Tri::False | Tri::Open => Known::Open,
        }
    }

    /// 逐项相加: the days of all items together.
    fn summed<T: Trace>(
        &self,
        obligation: &Obligation,
        gauge: &Gauge<'_>,
        side: Side,
        b: Known<Moment>,
        trace: &mut T,
    ) -> Outcome {
        let Row::Within { period, extension, .. } = &obligation.row else {
            return Outcome::not_applicable(Reason::NeverArose);
        };
        let mut notes = Notes::default();
        let plain = self.last_summed(gauge, side, *period);
        let due = plain.clone().and_then(|plain| {
            let base = plain.unwrap_or(Date::MAX);
            let more = self.granted(obligation, extension.as_ref(), base, None, &mut notes);
            match more {
                Some(more) => self.last_summed(
                    gauge,
                    side,
                    Period { amount: period.amount.saturating_add(more.amount), unit: period.unit },
                ),
                None => Ok(plain),
            }
        });
        let outcome = match due {
            Err(_) => {
                flag(trace, Label::CalendarEnd, true);
                Outcome::unproven(Reason::CalendarEnds).note(Notes::BEYOND_CALENDAR)
            }
            Ok(Some(due)) => self.in_time(b, Moment::on(due), trace),
            // The sum stands: nothing on the clock can be worked on before something else is done.
            Ok(None) => match b.is().filter(|end| end.date() <= self.as_of) {
                Some(_) => {
                    flag(trace, Label::To, true);
                    Outcome::met()
                }
                None => {
                    flag(trace, Label::To, false);
                    Outcome::pending(Reason::Running)
                }
            },
        };
        outcome.note(notes)
    }

    /// The last day on which the sum is within a limit; `None` while nothing makes it grow.
    fn last_summed(&self, gauge: &Gauge<'_>, side: Side, limit: Period) -> Result<Option<Date>, CountError> {
        let worked: Vec<Days> = (0..gauge.metering.items.len()).map(|at| gauge.worked(at, side)).collect();
        let goes_on = self.going_on(gauge, side);
        let mut sum = 0u64;
        let mut day = gauge.start;
        for _ in 0..LONGEST_SUM {
            let Some(next) = day.plus_days(1) else { break };
            let counts = match limit.unit {
                TimeUnit::Workday => self.calendar().is_workday(next)?,
                _ => true,
            };
            if counts {
                sum += match next <= self.as_of {
                    true => worked.iter().filter(|days| days.contains(next)).count() as u64,
                    false => goes_on,
                };
            }
            if sum > u64::from(limit.amount) {
                return Ok(Some(day));
            }
            if next > self.as_of && goes_on == 0 {
                return Ok(None);
            }
            day = next;
        }
        Ok(None)
    }

    /// How many items are worked on from the day after the as-of date on, as things stand.
    fn going_on(&self, gauge: &Gauge<'_>, side: Side) -> u64 {
        let going = gauge.metering.items.iter().filter(|item| match self.is_worked_on(item.step) {
            Tri::True => true,
            Tri::Missing => side == Side::Least,
            Tri::False | Tri::Open => false,
        });
        going.count() as u64
    }

    /// Everything that is meant to stop a clock, and when its items are worked on.
    fn gauge<'m>(&self, obligation: &Obligation, metering: &'m Metering, start: Date) -> Gauge<'m> {
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
        let cut = |spans: Vec<(Date, Date)>| Days::of(spans).between(first, self.as_of);
        gauge.whole = cut(whole);
        let [sure, perhaps] = spans.map(cut);
        gauge.running = [sure.and(&gauge.whole), perhaps.and(&gauge.whole)];
        gauge.own = own.into_iter().map(|two| two.map(cut)).collect();
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

    /// What an explanation tells of the clock.
    fn run_of(
        &self,
        obligation: &Obligation,
        gauge: &Gauge<'_>,
        (start, b): (Moment, Known<Moment>),
        outcome: &Outcome,
    ) -> ClockRun {
        let Row::Within { period, extension, .. } = &obligation.row else { return ClockRun::default() };
        let end = b.is().map(Moment::date).filter(|end| *end <= self.as_of);
        let last = end.unwrap_or(self.as_of);
        let first = gauge.start.plus_days(1).unwrap_or(gauge.start);
        let off = gauge.off(Side::Least, |_| true).between(first, last);
        let count = |days: &Days| days.count(period.unit, self.calendar()).ok();
        let summed = gauge.metering.reading == Reading::Summed;
        let used = match gauge.metering.reading {
            Reading::Summed => {
                let all = 0..gauge.metering.items.len();
                all.map(|at| count(&gauge.worked(at, Side::Least).between(first, last))).sum()
            }
            _ => count(&Days::of([(first, last)]).without(&off)),
        };
        let stretches = gauge.stretches.iter().map(|stretch| {
            let own = Days::of(stretch.counted).between(first, last);
            let taken = match summed {
                true => own,
                false => own.without(&own.without(&off)),
            };
            Stretch { days: count(&taken), ..stretch.clone() }
        });
        let working = gauge.metering.items.iter().enumerate().flat_map(|(at, item)| {
            let days = gauge.worked(at, Side::Least).between(first, last);
            let during = days.without(&days.without(&gauge.running[0]));
            during.intervals().iter().map(|(from, to)| (item.step, *from, *to)).collect::<Vec<_>>()
        });
        let base = outcome.due.unwrap_or(Date::MAX);
        ClockRun {
            reading: Some(gauge.metering.reading),
            start: Some(start.date()),
            end,
            limit: Some(*period),
            extended: self.granted(obligation, extension.as_ref(), base, None, &mut Notes::default()),
            stretches: stretches.collect(),
            working: working.collect(),
            off: off.intervals().to_vec(),
            used,
            excluded: if summed { None } else { count(&off) },
            phases: self.phase_runs(obligation, gauge, start),
        }
    }

    fn phase_runs(&self, obligation: &Obligation, gauge: &Gauge<'_>, start: Moment) -> Vec<PhaseRun> {
        let Row::Within { period, .. } = &obligation.row else { return Vec::new() };
        if gauge.metering.reading != Reading::PerPhase {
            return Vec::new();
        }
        let phases = gauge.metering.phases.iter().enumerate().filter(|(_, phase)| !self.transparent(**phase));
        let told = phases.map(|(at, phase)| {
            let from = self.phase_start(*phase, start).is().map(Moment::date);
            let end = self.phase_end(*phase).is().map(Moment::date);
            let off = gauge.off(Side::Least, |item| usize::from(item.phase) == at);
            let used = from.and_then(|from| {
                let first = from.plus_days(1)?;
                let days = Days::of([(first, end.unwrap_or(self.as_of))]).without(&off);
                days.count(period.unit, self.calendar()).ok()
            });
            let due = from.and_then(|from| {
                let due = self.due_with(obligation, Moment::on(from), Some(from), off.intervals()).ok()?;
                Some(due.due.date())
            });
            PhaseRun { step: *phase, start: from, end, used, due }
        });
        told.collect()
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

/// The worse of two phases; of two that are alike the earlier day counts.
fn worse(a: Outcome, b: Outcome) -> Outcome {
    let earlier = |a: Option<Date>, b: Option<Date>| match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (one, other) => one.or(other),
    };
    match rank(a.status).cmp(&rank(b.status)) {
        std::cmp::Ordering::Less => a.note(b.notes),
        std::cmp::Ordering::Greater => b.note(a.notes),
        std::cmp::Ordering::Equal => {
            let first = if b.since < a.since && b.since.is_some() { b } else { a };
            let runs = a.reason == Reason::Running || b.reason == Reason::Running;
            let reason = if runs { Reason::Running } else { first.reason };
            Outcome { reason, since: earlier(a.since, b.since), due: earlier(a.due, b.due), ..first }
                .note(a.notes)
                .note(b.notes)
        }
    }
}
