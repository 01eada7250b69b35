//! The last day of a limit: excluded intervals and extensions.

use super::Notes;
use super::days::Days;
use super::eval::Judge;
use super::known::Tri;
use super::run::{Cause, ClockRun, Stretch, Validity};
use crate::calendar::{CountError, Counted, Date, Moment, Period, TimeUnit};
use crate::dossier::Suspension;
use crate::model::{Extension, Obligation, ObligationId, Row};
use smol_str::SmolStr;

/// What stops the whole clock, whatever the rule leaves out: 补正 and 中止.
const STOPS: [&str; 4] = ["补正", "中止", "correction", "stay"];

/// The last day of a limit and how it came about.
pub(super) struct Clock {
    /// The bare period, as the article has it, or as it was validly extended.
    pub(super) counted: Counted,
    /// The last day, exclusions and extension included.
    pub(super) due: Moment,
    pub(super) notes: Notes,
}

impl Judge<'_> {
    /// The last day of a 限时 that started at `start`, over one step and its suspensions.
    pub(super) fn due_of(&self, obligation: &Obligation, start: Moment) -> Result<Clock, CountError> {
        let Row::Within { excluding, written_notice, .. } = &obligation.row else {
            return Err(CountError::OutOfRange { start });
        };
        let mut notes = Notes::default();
        let excluded = self.excluded(obligation, excluding, *written_notice, &mut notes);
        let mut clock = self.due_with(obligation, start, None, excluded.intervals())?;
        clock.notes.add(notes);
        Ok(clock)
    }

    /// The same with these days left out; of a phase only an extension counts that was granted since it
    /// began.
    pub(super) fn due_with(
        &self,
        obligation: &Obligation,
        start: Moment,
        phase: Option<Date>,
        excluded: &[(Date, Date)],
    ) -> Result<Clock, CountError> {
        let Row::Within { period, roll, extension, .. } = &obligation.row else {
            return Err(CountError::OutOfRange { start });
        };
        let mut notes = Notes::default();
        let mut clock = self.run(*period, start, *roll, excluded)?;
        let due = clock.due.date();
        if let Some(more) = self.granted(obligation, extension.as_ref(), due, phase, &mut notes) {
            clock = if more.unit == period.unit {
                let amount = period.amount.saturating_add(more.amount);
                self.run(Period { amount, unit: period.unit }, start, *roll, excluded)?
            } else {
                let then = more.end_of(clock.due, *roll, self.calendar())?;
                Clock { due: then.end, ..clock }
            };
        }
        clock.notes.add(notes);
        Ok(clock)
    }

    fn run(
        &self,
        period: Period,
        start: Moment,
        roll: crate::calendar::Roll,
        excluded: &[(Date, Date)],
    ) -> Result<Clock, CountError> {
        let counted = period.end_of(start, roll, self.calendar())?;
        if excluded.is_empty() || matches!(period.unit, TimeUnit::Hour | TimeUnit::Minute) {
            return Ok(Clock { counted, due: counted.end, notes: Notes::default() });
        }
        // Every excluded day of the period's own unit moves the end by one; the days that are
        // gained may hold further excluded ones.
        let mut end = counted.raw_end.date();
        let mut moved = 0i64;
        loop {
            let out = self.excluded_days(period.unit, start.date(), end, excluded)?;
            if out == moved {
                break;
            }
            moved = out;
            end = match period.unit {
                TimeUnit::Workday => {
                    self.calendar().add_workdays(start.date(), i64::from(period.amount) + moved)?
                }
                _ => counted
                    .raw_end
                    .date()
                    .plus_days(i32::try_from(moved).unwrap_or(i32::MAX))
                    .ok_or(CountError::OutOfRange { start })?,
            };
        }
        let due = roll.apply(end, self.calendar())?;
        Ok(Clock { counted, due: Moment::on(due), notes: Notes::default() })
    }

    /// How many days of a unit in `(after, through]` are excluded.
    fn excluded_days(
        &self,
        unit: TimeUnit,
        after: Date,
        through: Date,
        excluded: &[(Date, Date)],
    ) -> Result<i64, CountError> {
        let mut sum = 0;
        for (from, to) in excluded {
            let first = from.plus_days(-1).unwrap_or(*from).max(after);
            let last = (*to).min(through);
            if last > first {
                sum += match unit {
                    TimeUnit::Workday => self.calendar().count_workdays(first, last)?,
                    _ => i64::from(last.days_since(first)),
                };
            }
        }
        Ok(sum)
    }

    /// The excluded days of a clock, as far as they are past.
    fn excluded(&self, obligation: &Obligation, kinds: &[SmolStr], notice: bool, notes: &mut Notes) -> Days {
        let own = self.own_suspensions(obligation).map(|suspension| {
            let (validity, counted) = self.validity_of(suspension, kinds, notice);
            notes.add(validity.notes(suspension.to.is_none_or(|to| to > self.as_of)));
            counted
        });
        Days::of(own.flatten())
    }

    fn own_suspensions(&self, obligation: &Obligation) -> impl Iterator<Item = &Suspension> {
        let own = |one: &&Suspension| self.is(one.clock, obligation) && self.of_this_entry(one.entry);
        self.dossier.suspensions.iter().filter(own).filter(|one| one.from <= self.as_of)
    }

    /// What a suspension does to a clock that leaves out some kinds.
    pub(super) fn stretch_of(&self, suspension: &Suspension, kinds: &[SmolStr], notice: bool) -> Stretch {
        let (validity, counted) = self.validity_of(suspension, kinds, notice);
        Stretch {
            from: suspension.from,
            to: suspension.to.filter(|to| *to <= self.as_of),
            cause: Cause::Suspension(suspension.kind.clone()),
            validity,
            counted,
            days: None,
        }
    }

    /// Whether a suspension counts, and its days that are past and count.
    fn validity_of(
        &self,
        suspension: &Suspension,
        kinds: &[SmolStr],
        notice: bool,
    ) -> (Validity, Option<(Date, Date)>) {
        if !kinds.contains(&suspension.kind) && !STOPS.contains(&suspension.kind.as_str()) {
            return (Validity::NotAllowed, None);
        }
        let told = suspension.notice.filter(|told| *told <= self.as_of);
        let (validity, from) = match (notice, told) {
            (true, None) => return (Validity::NoNotice, None),
            (true, Some(told)) if told > suspension.from => (Validity::FromNotice(told), told),
            _ => (Validity::Counts, suspension.from),
        };
        // An interval that is still open runs at least to the as-of date.
        let to = suspension.to.map_or(self.as_of, |to| to.min(self.as_of));
        (validity, (from <= to).then_some((from, to)))
    }

    /// What an explanation tells of a clock over one step.
    pub(super) fn run_told(&self, obligation: &Obligation, start: Moment, end: Option<Date>) -> ClockRun {
        let Row::Within { period, extension, excluding, written_notice, .. } = &obligation.row else {
            return ClockRun::default();
        };
        let off = self.excluded(obligation, excluding, *written_notice, &mut Notes::default());
        let due = self.due_of(obligation, start).map_or(Date::MAX, |clock| clock.due.date());
        let (first, last) = (start.date().plus_days(1).unwrap_or(start.date()), end.unwrap_or(self.as_of));
        let off = off.between(first, last);
        let count = |days: &Days| days.count(period.unit, self.calendar()).ok();
        let stretches = self.own_suspensions(obligation).map(|suspension| {
            let stretch = self.stretch_of(suspension, excluding, *written_notice);
            Stretch { days: count(&Days::of(stretch.counted).between(first, last)), ..stretch }
        });
        ClockRun {
            start: Some(start.date()),
            end,
            limit: Some(*period),
            extended: self.granted(obligation, extension.as_ref(), due, None, &mut Notes::default()),
            stretches: stretches.collect(),
            used: count(&Days::of([(first, last)]).without(&off)),
            excluded: count(&off),
            off: off.intervals().to_vec(),
            ..ClockRun::default()
        }
    }

    /// Whether an id is that of an obligation, or of the one that it has its length read from.
    pub(super) fn is(&self, id: ObligationId, obligation: &Obligation) -> bool {
        let known = &self.rules.obligations[id];
        std::ptr::eq(known, obligation)
            || obligation.length.is_none() && known.length.is_some() && is_alike(known, obligation)
    }

    /// By how much a limit is validly extended: by the named organ, on or before its last day, at most
    /// as much as is allowed, once.
    pub(super) fn granted(
        &self,
        obligation: &Obligation,
        allowed: Option<&Extension>,
        due: Date,
        phase: Option<Date>,
        notes: &mut Notes,
    ) -> Option<Period> {
        let mut granted = None;
        for entry in self
            .dossier
            .extensions
            .iter()
            .filter(|one| self.is(one.clock, obligation) && self.of_this_entry(one.entry))
        {
            let before = |day: Option<Date>| entry.date.zip(day).is_some_and(|(date, day)| date < day);
            if entry.date.is_some_and(|date| date > self.as_of) || before(phase) {
                continue;
            }
            let valid = allowed.is_some_and(|allowed| {
                let by =
                    entry.approved_by.as_deref().map_or(Tri::False, |name| self.is_unit(allowed.by, name));
                let in_time = entry.date.is_some_and(|date| date <= due);
                let within =
                    entry.amount.unit == allowed.period.unit && entry.amount.amount <= allowed.period.amount;
                by == Tri::True && in_time && within
            });
            if valid && granted.is_none() {
                granted = Some(entry.amount);
            } else {
                notes.add(Notes::EXTENSION_INVALID);
            }
        }
        granted
    }
}

/// Whether one obligation is the other one with a length.
fn is_alike(known: &Obligation, measured: &Obligation) -> bool {
    known.procedure == measured.procedure && known.span == measured.span && known.id == measured.id
}
