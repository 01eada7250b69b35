//! Row 13 of the verdict table: duties that recur in every period of the calendar.
//!
//! INVARIANT: while a period is judged, [`Judge::period`] holds its number; a condition that asks for
//! the verdict of a recurring duty is told that of its worst period.

use super::eval::{Env, Judge, Phase};
use super::known::{Known, KnownState};
use super::outcome::{Outcome, ask, flag};
use super::trace::{Evidence, Label, Silent, Test, Trace, index32};
use super::{Reason, Status, Verdict};
use crate::calendar::{Date, Moment};
use crate::dossier::EventEntry;
use crate::model::{Comparison, Frequency, Obligation, ObligationId, Row};

/// The days on which a recurring duty binds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Binding {
    /// From a day to a day.
    Days(Date, Date),
    /// Where it begins or ends is not known.
    Unknown,
    /// It does not bind at all, or not yet.
    Never,
}

impl Judge<'_> {
    /// One verdict for each period that has begun, in their order; one without a period where it is
    /// not known which ones have.
    pub(super) fn of_each_period(
        &self,
        id: ObligationId,
        frequency: &Frequency,
        verdicts: &mut Vec<Verdict>,
    ) {
        let obligation = &self.rules.obligations[id];
        match self.binding(obligation, frequency, &mut Silent) {
            Binding::Never => {}
            Binding::Unknown => verdicts.push(self.verdict(id, &mut Silent)),
            Binding::Days(first, last) => {
                for number in self.begun_periods(frequency, first, last) {
                    self.period.set(Some(number));
                    verdicts.push(self.verdict(id, &mut Silent));
                }
                self.period.set(None);
            }
        }
    }

    /// The periods that have begun.
    fn begun_periods(&self, frequency: &Frequency, first: Date, last: Date) -> std::ops::RangeInclusive<u32> {
        let cycle = frequency.cycle;
        cycle.number(first)..=cycle.number(last.min(self.as_of))
    }

    /// From when to when a recurring duty binds: between 自 and 至, and while its document is in force.
    fn binding<T: Trace>(&self, obligation: &Obligation, frequency: &Frequency, trace: &mut T) -> Binding {
        let env = Env::new(Phase::Open);
        let from = frequency.from.map(|from| self.moment(from, &env, trace));
        let to = frequency.to.map(|to| self.moment(to, &env, trace));
        let first = match from {
            Some(Known::Is(from)) => from.date(),
            Some(Known::Missing | Known::Undefined) => return Binding::Unknown,
            Some(Known::Open | Known::None) => return Binding::Never,
            None => Date::MIN,
        };
        let last = match to {
            Some(Known::Is(to)) => to.date(),
            Some(Known::Missing | Known::Undefined) => return Binding::Unknown,
            Some(Known::Open | Known::None) | None => Date::MAX,
        };
        let instruments = || obligation.cites.iter().map(|cite| &self.rules.instruments[cite.instrument]);
        let in_force = instruments().map(|one| one.in_force.unwrap_or(Date::MIN)).min();
        let lapses =
            instruments().map(|one| one.lapses.and_then(|end| end.plus_days(-1)).unwrap_or(Date::MAX));
        let first = in_force.map_or(first, |day| first.max(day));
        let last = lapses.max().map_or(last, |day| last.min(day));
        if first > last || first > self.as_of { Binding::Never } else { Binding::Days(first, last) }
    }

    /// Row 13, of the period that is judged; of none, the worst of all that have begun.
    pub(super) fn recurring<T: Trace>(
        &self,
        obligation: &Obligation,
        frequency: &Frequency,
        trace: &mut T,
    ) -> Outcome {
        match (self.binding(obligation, frequency, trace), self.period.get()) {
            (Binding::Unknown, _) => {
                ask(trace, Test::State(Label::From, KnownState::Missing, KnownState::Missing));
                Outcome::unproven(Reason::DateMissing)
            }
            (Binding::Days(first, last), Some(number)) => match frequency.cycle.days(number) {
                Some((begins, ends)) => {
                    self.counted_in(frequency, (begins.max(first), ends.min(last)), trace)
                }
                None => Outcome::not_applicable(Reason::NeverArose),
            },
            (Binding::Days(first, last), None) => {
                let periods = self.begun_periods(frequency, first, last).filter_map(|number| {
                    let (begins, ends) = frequency.cycle.days(number)?;
                    Some(self.counted_in(frequency, (begins.max(first), ends.min(last)), &mut Silent))
                });
                let worst = periods.min_by_key(|one| (super::rows::rank(one.status), one.since, one.due));
                flag(trace, Label::Happened, worst.is_some_and(|one| one.status == Status::Satisfied));
                worst.unwrap_or_else(|| Outcome::pending(Reason::NotYet))
            }
            (Binding::Never, _) => Outcome::pending(Reason::NotYet),
        }
    }

    fn counted_in<T: Trace>(
        &self,
        frequency: &Frequency,
        (first, last): (Date, Date),
        trace: &mut T,
    ) -> Outcome {
        let least = frequency.least;
        let (counted, undated) = self.happened(frequency, (first, last));
        if ask(trace, Test::Count(Label::Happened, counted, Comparison::GreaterEqual, least)) {
            return Outcome::met();
        }
        let over = Test::Days((Label::AsOf, self.as_of), Comparison::Greater, (Label::Due, last));
        if !ask(trace, over) {
            return Outcome::pending(Reason::TooFew).due(Some(last));
        }
        let perhaps = counted.saturating_add(undated);
        let perhaps = Test::Count(Label::PerhapsHappened, perhaps, Comparison::GreaterEqual, least);
        if undated > 0 && ask(trace, perhaps) {
            return Outcome::unproven(Reason::DateMissing).due(Some(last));
        }
        // 卷宗未齐: what is not on file may have happened.
        if flag(trace, Label::Incomplete, self.dossier.partial) {
            return Outcome::unproven(Reason::NotRecorded).due(Some(last));
        }
        Outcome::late(Reason::TooFew, last.plus_days(1)).due(Some(last))
    }

    /// How many events fall between two days, and how many may: those without a date.
    fn happened(&self, frequency: &Frequency, (first, last): (Date, Date)) -> (u32, u32) {
        let mut found = (0u32, 0u32);
        for entry in self.events_of(frequency) {
            match entry.date.map(Moment::date) {
                Some(day) if first <= day && day <= last.min(self.as_of) => {
                    found.0 = found.0.saturating_add(1)
                }
                Some(_) => {}
                None => found.1 = found.1.saturating_add(1),
            }
        }
        found
    }

    fn events_of(&self, frequency: &Frequency) -> impl Iterator<Item = &EventEntry> {
        self.dossier.events.get(frequency.event.index()).into_iter().flatten()
    }

    /// What a recurring duty needs to be proven: the dates of its events, or events that are not on file.
    pub(super) fn missing_in_frequency(&self, frequency: &Frequency) -> Vec<Evidence> {
        let undated = self.events_of(frequency).filter(|entry| entry.date.is_none());
        let undated: Vec<Evidence> = undated.map(|entry| Evidence::Event(entry.position)).collect();
        if undated.is_empty() || self.dossier.partial {
            let absent = Evidence::NoEvent(index32(frequency.event.index()));
            return undated.into_iter().chain([absent]).collect();
        }
        undated
    }

    /// The remedy while a period runs: let it happen as often as is wanting.
    pub(super) fn recurring_acts(&self, frequency: &Frequency, verdict: &Verdict) -> Vec<super::Act> {
        let Some(due) = verdict.due.filter(|due| *due >= self.as_of) else { return Vec::new() };
        let obligation = &self.rules.obligations[verdict.obligation];
        let Binding::Days(first, last) = self.binding(obligation, frequency, &mut Silent) else {
            return Vec::new();
        };
        let Some((begins, ends)) = frequency.cycle.days(frequency.cycle.number(due)) else {
            return Vec::new();
        };
        let (counted, _) = self.happened(frequency, (begins.max(first), ends.min(last)));
        let times = frequency.least.saturating_sub(counted);
        let kind = super::ActKind::Happen { event: frequency.event, times };
        vec![super::Act { latest: Some(due), ..self.act(kind) }]
    }
}

/// The recurring duty of an obligation.
pub(super) fn frequency_of(obligation: &Obligation) -> Option<&Frequency> {
    match &obligation.row {
        Row::Frequency(frequency) => Some(frequency),
        _ => None,
    }
}

/// The days of the period that a verdict is about, and the events that count for it, by position; for reports.
#[must_use]
pub fn period_events(
    rules: &crate::model::RuleSet,
    dossier: &crate::dossier::Dossier,
    as_of: Date,
    verdict: &Verdict,
) -> Option<(u32, Vec<u32>)> {
    let obligation = &rules.obligations[verdict.obligation];
    let frequency = frequency_of(obligation)?;
    let mut judge = Judge::new(rules, dossier, as_of);
    judge.begin();
    let Binding::Days(first, last) = judge.binding(obligation, frequency, &mut Silent) else { return None };
    let (begins, ends) = frequency.cycle.days(verdict.entry?)?;
    let (begins, ends) = (begins.max(first), ends.min(last).min(as_of));
    let inside =
        |entry: &&EventEntry| entry.date.is_some_and(|date| begins <= date.date() && date.date() <= ends);
    let found: Vec<u32> = judge.events_of(frequency).filter(inside).map(|entry| entry.position).collect();
    Some((index32(found.len()), found))
}
