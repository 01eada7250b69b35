//! The clocks of a dossier: limits, what is used up, what is left.
//!
//! INVARIANT: nothing is computed here: what a clock did is what the judge did with it, recorded.

use crate::calendar::{Date, Period};
use crate::dossier::Dossier;
use crate::judge::{Cause, ClockRun, Notes, Report, Status, Validity, explain, measured};
use crate::model::{ObligationId, Row, RuleSet};
use smol_str::SmolStr;

/// One 限时 that runs or has run.
#[derive(Clone, Debug)]
pub struct Clock {
    /// The obligation.
    pub obligation: ObligationId,
    /// The limit.
    pub limit: Period,
    /// The day it runs from.
    pub from: Date,
    /// How much was used by the as-of date, or by its end, in the unit of the limit; `None` past
    /// the calendar.
    pub used: Option<i64>,
    /// How much is left, negative once it is over; `None` where it has ended or past the calendar.
    pub left: Option<i64>,
    /// The last day; `None`: nothing that runs uses it up.
    pub due: Option<Date>,
    /// By how much it was validly extended.
    pub extended: Option<Period>,
    /// The last day may still move: something that stops the clock is open, or the calendar may change.
    pub provisional: bool,
    /// What is meant not to count.
    pub excluded: Vec<Excluded>,
    /// The same as the judge has it, with the reading and the days on which something was worked on.
    pub run: ClockRun,
    /// The status of the obligation.
    pub status: Status,
}

/// A stretch that is meant not to count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excluded {
    /// The first day.
    pub from: Date,
    /// The last day; `None`: still open.
    pub to: Option<Date>,
    /// The kind of special procedure, or the step off the clock.
    pub reason: SmolStr,
    /// Whether it counts, and from when.
    pub validity: Validity,
    /// How many days of the limit's unit it took out by the as-of date; `None` past the calendar.
    pub days: Option<i64>,
}

/// The clocks that have started, in the order of the rules.
pub(super) fn clocks(rules: &RuleSet, dossier: &Dossier, as_of: Date, report: &Report) -> Vec<Clock> {
    let told = report.verdicts.iter().filter_map(|verdict| {
        let obligation = measured(rules, dossier, as_of, verdict);
        let Row::Within { period, .. } = obligation.row else { return None };
        // Of a length that nobody set there is no limit to speak of.
        if obligation.length.is_some() || verdict.status == Status::NotApplicable {
            return None;
        }
        let run = explain(rules, dossier, as_of, verdict)?.clock?;
        let excluded = run.stretches.iter().map(|stretch| Excluded {
            from: stretch.from,
            to: stretch.to,
            reason: match &stretch.cause {
                Cause::Suspension(kind) => kind.clone(),
                Cause::Step(step) => rules.steps[*step].name.clone(),
            },
            validity: stretch.validity,
            days: stretch.days,
        });
        Some(Clock {
            obligation: verdict.obligation,
            limit: period,
            from: run.start?,
            used: run.used,
            left: match (run.end, verdict.due) {
                (None, Some(due)) => period.unit.days_left(as_of, due, &rules.calendar).ok(),
                _ => None,
            },
            due: verdict.due,
            extended: run.extended,
            provisional: verdict.notes.has(Notes::PROVISIONAL),
            excluded: excluded.collect(),
            run,
            status: verdict.status,
        })
    });
    told.collect()
}
