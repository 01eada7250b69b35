//! The clocks of a dossier: limits, what is used up, what is left.

use crate::calendar::{Date, Period};
use crate::dossier::Dossier;
use crate::judge::{Label, Report, Status, Test, explain};
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
    /// The last day.
    pub due: Option<Date>,
    /// What does not count.
    pub excluded: Vec<Excluded>,
    /// The status of the obligation.
    pub status: Status,
}

/// A stretch that does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excluded {
    /// The first day.
    pub from: Date,
    /// The last day; `None`: still open.
    pub to: Option<Date>,
    /// The kind of special procedure.
    pub reason: SmolStr,
    /// How many days of the limit's unit it takes out by the as-of date; `None` past the calendar.
    pub days: Option<i64>,
}

/// The clocks that have started, in the order of the rules.
pub(super) fn clocks(rules: &RuleSet, dossier: &Dossier, as_of: Date, report: &Report) -> Vec<Clock> {
    let started =
        report.verdicts.iter().filter(|verdict| verdict.due.is_some() || verdict.status == Status::Violated);
    started
        .filter_map(|verdict| {
            let obligation = rules.measured(&rules.obligations[verdict.obligation], &dossier.facts);
            let Row::Within { period, .. } = obligation.row else { return None };
            let told = explain(rules, dossier, as_of, verdict.obligation)?;
            let from = told.counted.first()?.start.date();
            let end = told.tests.iter().find_map(|test| match test {
                Test::Moments((Label::To, end), ..) => Some(end.date()),
                _ => None,
            });
            let excluded = excluded(rules, dossier, as_of, verdict.obligation, period);
            let calendar = &rules.calendar;
            let stopped: Option<i64> = excluded.iter().map(|one| one.days).sum();
            let ran = period.unit.days_left(from, end.unwrap_or(as_of), calendar).ok();
            Some(Clock {
                obligation: verdict.obligation,
                limit: period,
                from,
                used: ran.zip(stopped).map(|(ran, stopped)| (ran - stopped).max(0)),
                left: match (end, verdict.due) {
                    (None, Some(due)) => period.unit.days_left(as_of, due, calendar).ok(),
                    _ => None,
                },
                due: verdict.due,
                excluded,
                status: verdict.status,
            })
        })
        .collect()
}

fn excluded(
    rules: &RuleSet,
    dossier: &Dossier,
    as_of: Date,
    clock: ObligationId,
    period: Period,
) -> Vec<Excluded> {
    let own = dossier.suspensions.iter().filter(|one| one.clock == clock && one.from <= as_of);
    own.map(|one| {
        let last = one.to.unwrap_or(as_of).min(as_of);
        let before = one.from.plus_days(-1).unwrap_or(one.from);
        Excluded {
            from: one.from,
            to: one.to,
            reason: one.kind.clone(),
            days: period.unit.days_left(before, last, &rules.calendar).ok(),
        }
    })
    .collect()
}
