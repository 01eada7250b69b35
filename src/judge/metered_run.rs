//! What an explanation tells of a clock over several steps.

use super::Notes;
use super::days::Days;
use super::eval::Judge;
use super::gauge::{Gauge, Side};
use super::known::Known;
use super::outcome::Outcome;
use super::run::{ClockRun, PhaseRun, Stretch};
use crate::calendar::{Date, Moment};
use crate::model::{Obligation, Reading, Row};

impl Judge<'_> {
    /// What an explanation tells of the clock.
    pub(super) fn run_of(
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
