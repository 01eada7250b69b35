//! 预警: what is pending and will be late, or has no day to spare, if all goes as expected.
//!
//! **What is a schedule.** verdicts.md: «预警: 待办 whose expected plan finishes after the due date or
//! with zero float …; without a schedule never». A schedule of an obligation is an expected date of
//! its act that rests on work somebody estimated: on the chain of steps that decides that date, one
//! that is not finished takes its length from 预计. A limit taken whole is no estimate of anything,
//! so that rules without 预计 never warn, and a limit does not warn of itself.
//!
//! INVARIANT: this is the only place where 待办 becomes 预警 by a plan; it decides nothing that is
//! decided, and costs nothing where no step of the procedure has an estimate.

use super::PlanRequest;
use super::procedure::ProcedureSchedule;
use super::relations::act;
use crate::calendar::{Date, TimeUnit};
use crate::dossier::Dossier;
use crate::judge::{Forecast, Notes, Report, Status, Verdict, judge, overall};
use crate::model::RuleSet;

/// Judges a dossier, and looks ahead: what is pending is at risk where the expected plan says so.
#[must_use]
pub fn assess(rules: &RuleSet, dossier: &Dossier, as_of: Date) -> Report {
    let mut report = judge(rules, dossier, as_of);
    if dossier.procedure.is_some_and(|procedure| rules.procedures[procedure].estimated) {
        look_ahead(rules, dossier, &mut report);
    }
    report
}

fn look_ahead(rules: &RuleSet, dossier: &Dossier, report: &mut Report) {
    if !report.verdicts.iter().any(is_open) {
        return;
    }
    let request = PlanRequest {
        dossier: Some((dossier, report.as_of)),
        // Nothing on record is no reason not to look ahead: the work begins now.
        start: Some(report.as_of),
        ..PlanRequest::default()
    };
    let Ok(plan) = ProcedureSchedule::judged(rules, &request, Some(report)) else { return };
    warn(report, forecasts(rules, report, &plan));
}

/// Sets the warnings of a plan.
pub(super) fn warn(report: &mut Report, forecasts: Vec<Forecast>) {
    for forecast in &forecasts {
        let note = match forecast.warns() {
            true if forecast.expected > forecast.due => Notes::FORECAST_LATE,
            true => Notes::NO_FLOAT,
            false => continue,
        };
        let of = report.verdicts.iter_mut().filter(|one| one.obligation == forecast.obligation);
        for verdict in of.filter(|one| is_open(one)) {
            verdict.status = Status::AtRisk;
            verdict.notes.add(note);
        }
    }
    report.overall = overall(&report.verdicts);
    report.forecasts = forecasts;
}

fn is_open(verdict: &Verdict) -> bool {
    matches!(verdict.status, Status::Pending | Status::AtRisk) && verdict.due.is_some()
}

/// The expected date of every act that is pending with a last day.
pub(super) fn forecasts(rules: &RuleSet, report: &Report, plan: &ProcedureSchedule) -> Vec<Forecast> {
    let open = report.verdicts.iter().filter(|verdict| is_open(verdict) && verdict.entry.is_none());
    open.filter_map(|verdict| {
        let due = verdict.due?;
        let awaited = act(rules, &rules.obligations[verdict.obligation])?;
        let (expected, node) = plan.expected(rules, awaited)?;
        let unit = match plan.schedule.activity(node).map(|one| one.unit) {
            Some(TimeUnit::Workday) => TimeUnit::Workday,
            _ => TimeUnit::Day,
        };
        let slack = unit.days_left(expected, due, &rules.calendar).ok();
        Some(Forecast {
            obligation: verdict.obligation,
            due,
            expected,
            slack,
            unit,
            estimated: plan.rests_on_estimates(node),
        })
    })
    .collect()
}
