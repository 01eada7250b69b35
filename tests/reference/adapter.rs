//! The one place where the engine is called.

use rulecheck::calendar::{Date, WorkdayCalendar};
use rulecheck::dossier::{Format, read_dossier};
use rulecheck::judge::{Status, Subject, judge};
use rulecheck::model::{ParsedFile, compile};
use rulecheck::syntax;
use rulecheck::text::{FileId, Source, SourceMap};
use std::sync::Arc;

/// One verdict of the engine: id, status word, since, due (ISO dates).
pub(crate) type EngineVerdict = (String, String, Option<String>, Option<String>);

/// Is `engine_judge` the real engine?
pub(crate) const WIRED: bool = true;

/// Compiles the rules, loads the dossier, judges it at the date. 总体 is one more entry with the id `总体`.
pub(crate) fn engine_judge(
    rules_text: &str,
    dossier_json: &str,
    as_of: &str,
) -> Result<Vec<EngineVerdict>, String> {
    let mut sources = SourceMap::default();
    let text: Arc<str> = Arc::from(rules_text);
    sources.add(Source::new("generated.rules", Arc::clone(&text)));
    let parse = syntax::parse(FileId(0), text);
    let compiled = compile(&[ParsedFile { parse, imports: Vec::new() }], sources, WorkdayCalendar::china());
    let Some(rules) = compiled.rules else {
        let said: Vec<String> = compiled
            .diagnostics
            .iter()
            .map(|one| format!("{} {:?} {}", one.code, one.span, one.message.zh))
            .collect();
        return Err(format!("the rules do not compile: {}", said.join("; ")));
    };
    let dossier = read_dossier(&rules, Format::Json, "generated.json", dossier_json)
        .map_err(|errors| format!("the dossier does not load: {errors:?}"))?;
    let as_of = Date::parse_iso(as_of).ok_or("not a date")?;
    let report = judge(&rules, &dossier, as_of);
    let mut all: Vec<EngineVerdict> = report
        .verdicts
        .iter()
        .map(|verdict| {
            let id = Subject::from(verdict).id(&rules, &dossier).to_string();
            let date = |date: Option<Date>| date.map(|date| date.to_string());
            (id, word(verdict.status).to_owned(), date(verdict.since), date(verdict.due.or(verdict.until)))
        })
        .collect();
    all.push((String::from("总体"), word(report.overall.status).to_owned(), None, None));
    Ok(all)
}

fn word(status: Status) -> &'static str {
    match status {
        Status::Violated => "violated",
        Status::Unproven => "unproven",
        Status::AtRisk => "at_risk",
        Status::Pending => "pending",
        Status::Satisfied => "satisfied",
        Status::Waived => "waived",
        Status::NotApplicable => "not_applicable",
        Status::Missed => "missed",
    }
}
