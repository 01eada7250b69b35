//! Clocks over several steps: 不计入 X in its four readings.

use super::clock::Clock;
use super::days::Days;
use super::eval::Judge;
use super::gauge::{Gauge, Side};
use super::known::{Known, KnownState, Tri};
use super::outcome::{Outcome, ask, flag};
use super::rows::rank;
use super::trace::{Label, Silent, Test, Trace};
use super::{Notes, Reason, Status};
use crate::calendar::{CountError, Date, Moment, Period, TimeUnit};
use crate::model::{Id, Metering, Obligation, Reading, Row, Step};

/// LIMIT: the days of several items are added up day by day for so long at most.
const LONGEST_SUM: i32 = 40_000;

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
    pub(super) fn phase_start(&self, phase: Id<Step>, start: Moment) -> Known<Moment> {
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

    pub(super) fn phase_end(&self, phase: Id<Step>) -> Known<Moment> {
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
        let due = plain.and_then(|plain| {
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
