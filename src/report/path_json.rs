//! Schedules for machines: the stable schema `rulecheck/path/1` (`docs/schema/path-1.json`).

use super::json::{day, rules_of};
use crate::calendar::TimeUnit;
use crate::judge::Forecast;
use crate::model::{Id, RuleSet, Step};
use crate::plan::{Clock, LeftOut, LengthBasis, Plan, PlannedStep, ProcedureSchedule};
use crate::schedule::Driver;
use serde_json::{Value, json};

/// Names the schema of schedules.
pub const SCHEMA: &str = "rulecheck/path/1";

/// The JSON Schema of the document.
pub const JSON_SCHEMA: &str = include_str!("../../docs/schema/path-1.json");

/// LIMIT: so many critical paths are listed; `critical_path_count` tells how many there are.
pub const PATHS: usize = 100;

/// One schedule; `file` is the dossier's name, where there is one.
#[must_use]
pub fn render(rules: &RuleSet, plan: &ProcedureSchedule, file: Option<&str>) -> Value {
    let (count, paths) = plan.critical_paths(PATHS);
    let ids = |path: Vec<Id<Step>>| -> Vec<&str> {
        path.into_iter().map(|step| rules.steps[step].path.as_str()).collect()
    };
    json!({
        "schema": SCHEMA,
        "file": file,
        "procedure": rules.procedures[plan.procedure].name.as_str(),
        "plan": plan_key(plan.plan),
        "as_of": day(plan.as_of),
        "start": day(Some(plan.start)),
        "finish": day(plan.schedule.finish().ok()),
        "activities": plan.steps.iter().map(|step| activity(rules, plan, step)).collect::<Vec<_>>(),
        "critical_paths": paths.into_iter().map(ids).collect::<Vec<_>>(),
        "critical_path_count": count,
        "unplanned": plan.unplanned.iter().map(|id| rules.obligations[*id].id.as_str()).collect::<Vec<_>>(),
        "clocks": plan.clocks.iter().map(|one| clock(rules, one)).collect::<Vec<_>>(),
        "what_if": Value::Null,
        "forecasts": plan.forecasts.iter().map(|one| forecast(rules, one)).collect::<Vec<_>>(),
        "rules": rules_of(rules),
        "calendar": rules.calendar.version(),
    })
}

fn activity(rules: &RuleSet, plan: &ProcedureSchedule, step: &PlannedStep) -> Value {
    let found = plan.activity(step);
    let early = found.and_then(|one| one.early.ok());
    let late = found.and_then(|one| one.late.ok());
    let driver = found.and_then(|one| one.driver).map(|driver| match driver {
        Driver::ProjectStart => json!("start"),
        Driver::DataDate => json!("as_of"),
        Driver::Record => json!("record"),
        Driver::Fixed { .. } => json!("fixed"),
        Driver::Predecessor { node, .. } | Driver::Limit { node, .. } => {
            plan.step_of(node).map_or(Value::Null, |step| json!(rules.steps[step.step].path.as_str()))
        }
    });
    let gap = found.and_then(|one| one.early.err()).filter(|_| step.left_out.is_none());
    json!({
        "id": rules.steps[step.step].path.as_str(),
        "name": rules.steps[step.step].name.as_str(),
        "applicable": step.left_out.is_none(),
        "left_out": step.left_out.map(left_out),
        "duration": { "value": step.takes().amount, "unit": unit(step.takes().unit) },
        "duration_basis": basis(step.length.basis),
        "early_start": day(early.map(|span| span.start)),
        "early_finish": day(early.map(|span| span.finish)),
        "late_start": day(late.map(|span| span.start)),
        "late_finish": day(late.map(|span| span.finish)),
        "total_float": found.and_then(|one| one.total_float),
        "free_float": found.and_then(|one| one.free_float),
        "float_unit": found.map(|one| unit(one.unit)),
        "critical": found.is_some_and(|one| one.critical),
        "driver": driver,
        "no_date": gap.map(|gap| gap.to_string()),
        "actual_start": day(step.actual_start),
        "actual_finish": day(step.actual_finish),
    })
}

pub(super) fn left_out(why: LeftOut) -> &'static str {
    match why {
        LeftOut::OutOfScope => "out_of_scope",
        LeftOut::Waived => "waived",
        LeftOut::Optional => "optional",
        LeftOut::GroupFinished => "group_finished",
        LeftOut::Removed => "removed",
    }
}

fn basis(basis: LengthBasis) -> Option<&'static str> {
    match basis {
        LengthBasis::None => None,
        LengthBasis::Minimum => Some("minimum"),
        LengthBasis::Estimate => Some("estimate"),
        LengthBasis::Limit => Some("limit"),
        LengthBasis::Changed => Some("what_if"),
    }
}

fn plan_key(plan: Plan) -> &'static str {
    match plan {
        Plan::Fastest => "fastest",
        Plan::Expected => "expected",
        Plan::Latest => "latest",
    }
}

pub(super) fn unit(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Workday => "workday",
        TimeUnit::Day => "day",
        TimeUnit::Month => "month",
        TimeUnit::Year => "year",
        TimeUnit::Hour => "hour",
        TimeUnit::Minute => "minute",
    }
}

fn forecast(rules: &RuleSet, forecast: &Forecast) -> Value {
    json!({
        "id": rules.obligations[forecast.obligation].id.as_str(),
        "due": day(Some(forecast.due)),
        "expected": day(Some(forecast.expected)),
        "slack": forecast.slack,
        "slack_unit": unit(forecast.unit),
        "at_risk": forecast.warns(),
    })
}

fn clock(rules: &RuleSet, clock: &Clock) -> Value {
    let run = super::clock::value(rules, &clock.run);
    let of = |key: &str| run.get(key).cloned().unwrap_or(Value::Null);
    json!({
        "id": rules.obligations[clock.obligation].id.as_str(),
        "limit": clock.limit.en().to_string(),
        "start": day(Some(clock.from)),
        "end": of("end"),
        "used": clock.used,
        "excluded_days": of("excluded_days"),
        "left": clock.left,
        "due": day(clock.due),
        "extension": of("extension"),
        "provisional": clock.provisional,
        "reading": of("reading"),
        "excluded": of("excluded"),
        "off": of("off"),
        "working": of("working"),
        "phases": of("phases"),
    })
}
