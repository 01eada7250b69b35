//! `rulecheck validate`: verdicts of dossiers.
//!
//! Dossiers are read in turns, judged side by side and told in their order, so that a portfolio of any length takes
//! the memory of one turn.

use super::args::{FailOn, ValidateArgs, ValidateFormat};
use super::clock;
use super::failure::Failure;
use super::output::Session;
use super::rules::Library;
use super::subjects::subjects;
use super::submitted::{Dossiers, Submitted};
use super::told::Told;
use crate::calendar::Date;
use crate::diag::{Diagnostic, input};
use crate::engine::SharedLibrary;
use crate::judge::{Report, Status, Subject, Verdict, late_entries};
use crate::model::Weight;
use crate::report::{Style, Texts, View, concise, human, json, portfolio, why};
use rayon::prelude::*;

/// What one dossier came to.
pub(super) struct Judged {
    /// What is written of it.
    pub(super) text: String,
    /// Whether it reaches a threshold of `--fail-on`.
    pub(super) fails: bool,
    /// Its line in a file of many.
    pub(super) line: Option<(String, u32)>,
    /// Its overall status.
    pub(super) overall: Status,
}

/// LIMIT: dossiers of one turn for each thread, and bytes of their texts after which a turn ends.
const TURN: usize = 64;
const TURN_BYTES: usize = 16 << 20;

pub(super) fn run(args: &ValidateArgs, session: &mut Session) -> Result<u8, Failure> {
    let as_of = args.as_of.as_deref().map(clock::date).transpose()?;
    let mut library = Library::new(&args.rules, &args.parameters)?;
    let mut dossiers = Dossiers::new(&args.dossiers, args.from)?;
    let shared = SharedLibrary::new(args.facts.clone());
    let mut told = Told::new(args.format, dossiers.many);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(args.jobs.unwrap_or(0)).build().ok();
    let threads = pool.as_ref().map_or_else(rayon::current_num_threads, |pool| pool.current_num_threads());
    let style = session.style;
    loop {
        let work = turn(&mut dossiers, &mut library, threads * TURN);
        if work.is_empty() {
            break;
        }
        let judge = |one: Result<Submitted, Failure>| {
            one.and_then(|one| judged(args, as_of, (&library, &shared), &one, style))
        };
        let task = || work.into_par_iter().map(judge).collect::<Vec<_>>();
        // Where no pool can be made, the common one serves.
        let judged = match &pool {
            Some(pool) => pool.install(task),
            None => task(),
        };
        for one in judged {
            told.one(one, session)?;
        }
    }
    told.finish(session)
}

/// The dossiers of one turn, and the rules for them.
fn turn(dossiers: &mut Dossiers, library: &mut Library, most: usize) -> Vec<Result<Submitted, Failure>> {
    let mut work = Vec::new();
    let mut bytes = 0usize;
    while work.len() < most && bytes < TURN_BYTES {
        let Some(read) = dossiers.next() else { break };
        work.push(read.and_then(|found| {
            bytes = bytes.saturating_add(found.text.len());
            library.prepare(&found.heading).map_err(|failure| at(&found.title(), failure))?;
            Ok(found)
        }));
    }
    work
}

/// Tells a fault without a place at the name of its dossier.
fn at(name: &str, failure: Failure) -> Failure {
    match failure {
        Failure::Said(sources, mut found) if sources.iter().next().is_none() => match found.pop() {
            Some(one) => Failure::about(name, Box::new(one)),
            None => Failure::Said(sources, found),
        },
        other => other,
    }
}

fn judged(
    args: &ValidateArgs,
    as_of: Option<Date>,
    (library, shared): (&Library, &SharedLibrary),
    one: &Submitted,
    style: Style,
) -> Result<Judged, Failure> {
    let told = |found: Box<Diagnostic>| Failure::about(&one.title(), found);
    let rules = library.rules(&one.heading).map_err(|failure| at(&one.title(), failure))?;
    let dossier = one.dossier(rules, shared)?;
    let as_of = clock::as_of(as_of, dossier.as_of).map_err(told)?;
    let only = subjects(rules, &dossier, &args.only).map_err(told)?;
    let asked = subjects(rules, &dossier, &args.why).map_err(told)?;
    let report = rules.validate(&dossier, as_of);
    let among = |all: &[Subject], verdict: &Verdict| all.iter().any(|one| one.covers(verdict));
    let chosen = |verdict: &Verdict| {
        only.is_empty() && asked.is_empty() || among(&only, verdict) || among(&asked, verdict)
    };
    if !report.verdicts.iter().any(chosen) {
        return Err(told(input::nothing_judged(&one.title())));
    }
    let late = args.fail_on.contains(&FailOn::LateEntry) && !late_entries(&dossier).is_empty();
    let fails = late || fails(args, &report, &only);
    let texts = Texts::new(&dossier, &one.text, one.format);
    let view = View { rules, dossier: &dossier, report: &report, text: Some(&texts) };
    let text = written(args.format, &view, &only, &asked, style).map_err(Failure::Output)?;
    let line = one.line.map(|line| (one.name.clone(), line));
    Ok(Judged { text, fails, line, overall: report.overall.status })
}

/// What is written of one dossier.
fn written(
    format: ValidateFormat,
    view: &View<'_>,
    only: &[Subject],
    asked: &[Subject],
    style: Style,
) -> std::io::Result<String> {
    let both: Vec<Subject> = only.iter().chain(asked).copied().collect();
    Ok(match format {
        ValidateFormat::Human if !asked.is_empty() => {
            let of = |verdict: &&Verdict| asked.iter().any(|one| one.covers(verdict));
            view.report.verdicts.iter().filter(of).map(|verdict| why::render(view, *verdict, style)).collect()
        }
        ValidateFormat::Human if view.dossier.line.is_some() => portfolio::line(view, only, style),
        ValidateFormat::Human => human::render(view, only, style),
        ValidateFormat::Concise => concise::verdicts(view, &both, style),
        ValidateFormat::Json => serde_json::to_string_pretty(&json::dossier(view, &both, style))?,
        ValidateFormat::Jsonl => serde_json::to_string(&json::dossier(view, &both, style))? + "\n",
    })
}

/// Whether the verdicts reach a threshold of `--fail-on`.
fn fails(args: &ValidateArgs, report: &Report, only: &[Subject]) -> bool {
    let whole = only.is_empty();
    let counted = report.verdicts.iter().filter(|verdict| only.iter().any(|one| one.covers(verdict)));
    let counted = counted
        .filter(|verdict| verdict.weight != Weight::Hint && !verdict.not_reviewed && !verdict.needs_finding);
    let worst = if whole { Some(report.overall.status) } else { counted.map(|verdict| verdict.status).min() };
    let reaches = |threshold: Status| worst.is_some_and(|worst| worst <= threshold);
    args.fail_on.iter().any(|threshold| match threshold {
        FailOn::Violated => reaches(Status::Violated),
        FailOn::Unproven => reaches(Status::Unproven),
        FailOn::AtRisk => reaches(Status::AtRisk),
        FailOn::Pending => reaches(Status::Pending),
        FailOn::NotReviewed => report.overall.not_reviewed,
        FailOn::NeedsFinding => report.overall.needs_finding,
        // Not a verdict: looked at by whoever has the dossier.
        FailOn::LateEntry => false,
    }) || reaches(Status::Violated)
}
