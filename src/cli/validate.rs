//! `rulecheck validate`: verdicts of dossiers.

use super::args::{FailOn, ValidateArgs, ValidateFormat};
use super::clock;
use super::failure::Failure;
use super::output::Session;
use super::rules::Library;
use super::submitted::{self, Submitted};
use crate::calendar::Date;
use crate::diag::{Diagnostic, input};
use crate::dossier::Dossier;
use crate::judge::{Report, Status};
use crate::model::{ObligationId, RuleSet, Weight};
use crate::report::{Style, Texts, View, concise, human, json, why};
use rayon::prelude::*;

/// What one dossier came to.
struct Judged {
    text: String,
    value: Option<serde_json::Value>,
    fails: bool,
}

pub(super) fn run(args: &ValidateArgs, session: &mut Session) -> Result<u8, Failure> {
    let as_of = args.as_of.as_deref().map(clock::date).transpose()?;
    let mut library = Library::new(&args.rules)?;
    let mut work: Vec<Result<Submitted, Failure>> = Vec::new();
    for path in submitted::files(&args.dossiers)? {
        let read = submitted::read(&path).and_then(|found| {
            library.prepare(&found.heading).map_err(|failure| at(&found.name, failure))?;
            Ok(found)
        });
        work.push(read);
    }
    let style = session.style;
    let judge =
        |one: Result<Submitted, Failure>| one.and_then(|one| judged(args, as_of, &library, &one, style));
    let judged = pool(args.jobs, || work.into_par_iter().map(judge).collect::<Vec<_>>());
    finish(args, judged, session)
}

/// Runs in a pool of so many threads; where none can be made, in the common one.
fn pool<T: Send>(jobs: Option<usize>, task: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(jobs.unwrap_or(0)).build() {
        Ok(pool) => pool.install(task),
        Err(_) => task(),
    }
}

fn finish(
    args: &ValidateArgs,
    judged: Vec<Result<Judged, Failure>>,
    session: &mut Session,
) -> Result<u8, Failure> {
    let (mut code, mut wrong) = (0, false);
    let mut values = Vec::new();
    let mut first = true;
    for one in judged {
        match one {
            Err(failure) => {
                session.complain(&failure);
                wrong = true;
            }
            Ok(one) => {
                code |= u8::from(one.fails);
                match (one.value, args.format) {
                    (Some(value), ValidateFormat::Jsonl) => session.json(&value, false)?,
                    (Some(value), _) => values.push(value),
                    (None, _) => {
                        if !first && args.format == ValidateFormat::Human {
                            session.write("\n")?;
                        }
                        session.write(&one.text)?;
                        first = false;
                    }
                }
            }
        }
    }
    if args.format == ValidateFormat::Json && !values.is_empty() {
        session.json(&json::document(values), true)?;
    }
    Ok(if wrong { 2 } else { code })
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
    library: &Library,
    one: &Submitted,
    style: Style,
) -> Result<Judged, Failure> {
    let told = |found: Box<Diagnostic>| Failure::about(&one.name, found);
    let rules = library.rules(&one.heading).map_err(|failure| at(&one.name, failure))?;
    let dossier = rules.dossier_from_str(one.format, &one.name, &one.text)?;
    let as_of = clock::as_of(as_of, dossier.as_of).map_err(told)?;
    let only = ids(rules, &dossier, &args.only).map_err(told)?;
    let asked = ids(rules, &dossier, &args.why).map_err(told)?;
    let report = rules.validate(&dossier, as_of);
    let chosen =
        |id: ObligationId| only.is_empty() && asked.is_empty() || only.contains(&id) || asked.contains(&id);
    if !report.verdicts.iter().any(|verdict| chosen(verdict.obligation)) {
        return Err(told(input::nothing_judged(&one.name)));
    }
    let fails = fails(args, &report, &|id| only.is_empty() || only.contains(&id), only.is_empty());
    let texts = Texts::new(&dossier, &one.text, one.format);
    let view = View { rules, dossier: &dossier, report: &report, text: Some(&texts) };
    let both: Vec<ObligationId> = only.iter().chain(&asked).copied().collect();
    let (mut text, mut value) = (String::new(), None);
    match args.format {
        ValidateFormat::Human if !asked.is_empty() => {
            for verdict in report.verdicts.iter().filter(|verdict| asked.contains(&verdict.obligation)) {
                text.push_str(&why::render(&view, *verdict, style));
            }
        }
        ValidateFormat::Human => text = human::render(&view, &only, style),
        ValidateFormat::Concise => text = concise::verdicts(&view, &both, style),
        ValidateFormat::Json | ValidateFormat::Jsonl => value = Some(json::dossier(&view, &both, style)),
    }
    Ok(Judged { text, value, fails })
}

/// The obligations of some ids, as they are known in the dossier's procedure.
fn ids(rules: &RuleSet, dossier: &Dossier, names: &[String]) -> Result<Vec<ObligationId>, Box<Diagnostic>> {
    let one = |name: &String| {
        rules.find_obligation(dossier.procedure, name).map_err(|candidates| match candidates.as_slice() {
            [] => input::unknown_obligation(name, rules.nearest_obligation(name)),
            several => input::ambiguous_obligation(name, several),
        })
    };
    names.iter().map(one).collect()
}

/// Whether the verdicts reach a threshold of `--fail-on`.
fn fails(args: &ValidateArgs, report: &Report, chosen: &dyn Fn(ObligationId) -> bool, whole: bool) -> bool {
    let counted = report.verdicts.iter().filter(|verdict| chosen(verdict.obligation));
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
    }) || reaches(Status::Violated)
}
