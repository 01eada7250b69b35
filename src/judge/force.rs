//! Which law binds an act: that of the day on which the obligation was set off (row 0).
//!
//! What was not set off yet is under the law of the as-of date; under 适用版本：启动之日 the law of the
//! day on which the case began counts for all of it.

use super::Reason;
use super::eval::{Env, Judge, Phase};
use super::frequency;
use super::outcome::{Outcome, ask};
use super::trace::{Label, Silent, Test, Trace};
use crate::calendar::{Date, Moment};
use crate::model::{Citation, Comparison, Obligation, Row};

impl Judge<'_> {
    /// An obligation binds an act if its instrument, and its own version, is in force on the day of that
    /// act; before the act, on the as-of date.
    pub(super) fn not_in_force<T: Trace>(&self, obligation: &Obligation, trace: &mut T) -> Option<Outcome> {
        // The periods of a recurring duty lie within the days on which it binds.
        if frequency::frequency_of(obligation).is_some() {
            return None;
        }
        let day = self.act_day(obligation);
        let window = obligation.standing.window;
        if self.binds(&obligation.cites, day) && window.holds(day) {
            return None;
        }
        let instruments = obligation.cites.iter().map(|cite| &self.rules.instruments[cite.instrument]);
        let dates = instruments.map(|one| (one.in_force, one.lapses));
        for (from, until) in std::iter::once((window.from, window.until)).chain(dates) {
            if let Some(from) = from
                && ask(trace, Test::Days((Label::Act, day), Comparison::Less, (Label::InForce, from)))
            {
                break;
            }
            if let Some(end) = until
                && ask(trace, Test::Days((Label::Act, day), Comparison::GreaterEqual, (Label::Lapses, end)))
            {
                break;
            }
        }
        Some(Outcome::not_applicable(Reason::NotInForce))
    }

    /// The day that decides which law binds: that of the trigger; before it, the as-of date.
    pub(super) fn act_day(&self, obligation: &Obligation) -> Date {
        let at_start = obligation.procedure.is_some_and(|id| self.rules.procedures[id].law_of_start);
        if at_start {
            return self.case_began().unwrap_or(self.as_of);
        }
        let begun = match (obligation.step, obligation.task) {
            (Some(_), _) => self.trigger(obligation),
            (None, Some(task)) => self.task_start(task),
            (None, None) => None,
        };
        let day = begun.map_or(self.as_of, Moment::date);
        if obligation.register.is_some() { self.entry_day().unwrap_or(day) } else { day }
    }

    /// When an obligation of a step was set off, where that is known.
    fn trigger(&self, obligation: &Obligation) -> Option<Moment> {
        let state = self.state(obligation.step?);
        let on = |expr| self.moment(expr, &Env::new(Phase::Open), &mut Silent).is();
        match &obligation.row {
            Row::Lasts { from, .. } | Row::Within { from, .. } => on(*from),
            Row::Ahead(ahead) if ahead.each.is_none() => on(ahead.event),
            Row::Follow(follow) => on(follow.from),
            Row::Meeting(_) | Row::Vote(_) => state.finish.is(),
            _ => state.start.is(),
        }
    }

    /// The day on which the case began: that of its first record.
    fn case_began(&self) -> Option<Date> {
        let days = self.dossier.records.iter().filter_map(|record| record.start.or(record.finish));
        days.map(Moment::date).filter(|day| *day <= self.as_of).min()
    }

    /// Whether one of the cited instruments binds on a day; what cites none always binds.
    pub(super) fn binds(&self, cites: &[Citation], day: Date) -> bool {
        let binding = |cite: &Citation| {
            let instrument = &self.rules.instruments[cite.instrument];
            let begun = instrument.in_force.is_none_or(|from| from <= day);
            begun && instrument.lapses.is_none_or(|end| end > day)
        };
        cites.is_empty() || cites.iter().any(binding)
    }
}
