//! The last day of a limit: excluded intervals and extensions.

use super::Notes;
use super::eval::Judge;
use super::known::Tri;
use crate::calendar::{CountError, Counted, Date, Moment, Period, TimeUnit};
use crate::dossier::Suspension;
use crate::model::{Extension, Obligation, ObligationId, Row};
use smallvec::SmallVec;
use smol_str::SmolStr;

/// What stops the whole clock, whatever the rule leaves out: 补正 and 中止.
const STOPS: [&str; 4] = ["补正", "中止", "correction", "stay"];

/// Intervals of days, both ends included; few clocks are stopped more often.
type Intervals = SmallVec<[(Date, Date); 4]>;

/// The last day of a limit and how it came about.
pub(super) struct Clock {
    /// The bare period, as the article has it, or as it was validly extended.
    pub(super) counted: Counted,
    /// The last day, exclusions and extension included.
    pub(super) due: Moment,
    pub(super) notes: Notes,
}

impl Judge<'_> {
    /// The last day of a 限时 that started at `start`.
    pub(super) fn due_of(&self, obligation: &Obligation, start: Moment) -> Result<Clock, CountError> {
        let Row::Within { period, roll, extension, excluding, written_notice, .. } = &obligation.row else {
            return Err(CountError::OutOfRange { start });
        };
        let mut notes = Notes::default();
        let excluded = self.excluded(obligation, excluding, *written_notice, &mut notes);
        let mut clock = self.run(*period, start, *roll, &excluded)?;
        if let Some(longer) =
            self.extended(obligation, extension.as_ref(), clock.due.date(), *period, &mut notes)
        {
            clock = match longer {
                Longer::Same(period) => self.run(period, start, *roll, &excluded)?,
                Longer::Then(more) => {
                    let then = more.end_of(clock.due, *roll, self.calendar())?;
                    Clock { due: then.end, ..clock }
                }
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

    /// The excluded intervals of a clock: valid ones, merged, both ends included.
    fn excluded(
        &self,
        obligation: &Obligation,
        kinds: &[SmolStr],
        notice: bool,
        notes: &mut Notes,
    ) -> Intervals {
        let mut intervals = Intervals::new();
        for suspension in self
            .dossier
            .suspensions
            .iter()
            .filter(|one| self.is(one.clock, obligation) && self.of_this_entry(one.entry))
        {
            if suspension.from > self.as_of {
                continue;
            }
            match self.valid(suspension, kinds, notice) {
                Some(from) => {
                    // An interval that is still open runs at least to the as-of date.
                    let open = suspension.to.is_none_or(|to| to > self.as_of);
                    let to = suspension.to.filter(|_| !open).unwrap_or(self.as_of);
                    if open {
                        notes.add(Notes::PROVISIONAL);
                    }
                    if from <= to {
                        intervals.push((from, to));
                    }
                }
                None => notes.add(Notes::SUSPENSION_INVALID),
            }
        }
        intervals.sort_unstable();
        let mut merged = Intervals::new();
        for (from, to) in intervals {
            match merged.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        merged
    }

    /// Whether an id is that of an obligation of these rules.
    pub(super) fn is(&self, id: ObligationId, obligation: &Obligation) -> bool {
        std::ptr::eq(&self.rules.obligations[id], obligation)
    }

    /// From which day on a suspension counts; `None`: not at all.
    fn valid(&self, suspension: &Suspension, kinds: &[SmolStr], notice: bool) -> Option<Date> {
        if !kinds.contains(&suspension.kind) && !STOPS.contains(&suspension.kind.as_str()) {
            return None;
        }
        if !notice {
            return Some(suspension.from);
        }
        suspension.notice.filter(|told| *told <= self.as_of).map(|told| told.max(suspension.from))
    }

    /// What a valid extension makes of the period.
    fn extended(
        &self,
        obligation: &Obligation,
        allowed: Option<&Extension>,
        due: Date,
        period: Period,
        notes: &mut Notes,
    ) -> Option<Longer> {
        let mut granted = None;
        for entry in self
            .dossier
            .extensions
            .iter()
            .filter(|one| self.is(one.clock, obligation) && self.of_this_entry(one.entry))
        {
            if entry.date.is_some_and(|date| date > self.as_of) {
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
        let more = granted?;
        if more.unit == period.unit {
            return Some(Longer::Same(Period {
                amount: period.amount.saturating_add(more.amount),
                unit: period.unit,
            }));
        }
        Some(Longer::Then(more))
    }
}

/// A longer limit.
enum Longer {
    /// More of the same unit.
    Same(Period),
    /// Another unit, counted from the last day.
    Then(Period),
}
