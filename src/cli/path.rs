//! `rulecheck path`: the schedule of a procedure.

use super::args::{PathArgs, PathFormat, PlanArg};
use super::clock;
use super::failure::Failure;
use super::formats;
use super::output::Session;
use super::rules::Library;
use super::submitted;
use crate::diag::{Diagnostic, input, picture, planning};
use crate::engine::SharedLibrary;
use crate::model::{Id, Procedure, RuleSet, Step};
use crate::plan::{
    Change, ChangeFault, Difference, Plan, PlanError, PlanRequest, ProcedureSchedule, conflicting, step_named,
};
use crate::report::chart::Chart;
use crate::report::{clashing, csv, gantt, html, ics, path_human, path_json, what_if};
use smol_str::SmolStr;
use std::path::{Path, PathBuf};

pub(super) fn run(args: &PathArgs, session: &mut Session) -> Result<u8, Failure> {
    let read: Vec<&Path> =
        args.dossier.iter().chain(&args.facts).chain(&args.rules).map(PathBuf::as_path).collect();
    formats::check(&args.format, &read)?;
    let start = args.start.as_deref().map(clock::date).transpose()?;
    let as_of = args.as_of.as_deref().map(clock::date).transpose()?;
    let mut library = Library::new(&args.rules, &args.parameters)?;
    let submitted = args.dossier.as_deref().map(|path| submitted::read(path, None)).transpose()?;
    let mut heading = submitted.as_ref().map(|one| one.heading.clone()).unwrap_or_default();
    heading.procedure = args.procedure.as_ref().map(SmolStr::new).or(heading.procedure);
    if submitted.is_none() && heading.procedure.is_none() {
        return Err(input::no_procedure().into());
    }
    library.prepare(&heading)?;
    let rules = library.rules(&heading)?;
    let dossier = match &submitted {
        Some(one) => Some(one.dossier(rules, &SharedLibrary::new(args.facts.clone()))?),
        None => None,
    };
    let dossier = match &dossier {
        Some(dossier) => Some((dossier, clock::as_of(as_of, dossier.as_of)?)),
        None => None,
    };
    let procedure = args.procedure.as_deref().map(|name| procedure(rules, name)).transpose()?;
    let of = procedure.or(dossier.and_then(|(dossier, _)| dossier.procedure));
    let of = of.ok_or_else(input::no_procedure)?;
    let with: Vec<Id<Step>> = args.with.iter().map(|name| step(rules, of, name)).collect::<Result<_, _>>()?;
    let changes: Vec<Change> =
        args.what_if.iter().map(|text| change(rules, of, text)).collect::<Result<_, _>>()?;
    let kind = match args.plan {
        PlanArg::Fastest => Plan::Fastest,
        PlanArg::Expected => Plan::Expected,
        PlanArg::Latest => Plan::Latest,
    };
    let request =
        PlanRequest { dossier, procedure: Some(of), start, with: &with, plan: kind, changes: &changes };
    let planned = |request: &PlanRequest<'_>| rules.plan(request).map_err(|error| no_plan(rules, of, error));
    let plan = planned(&request)?;
    let before = match changes.is_empty() {
        true => None,
        false => Some(planned(&PlanRequest { changes: &[], ..request })?),
    };
    let what_if = before.map(|before| Difference::between(rules, &before, &plan));
    let file = submitted.as_ref().map(|one| one.name.as_str());
    let mut chart = Chart::of_plan(rules, &plan, file, session.style.lang);
    // Only the page says how each step stands.
    let page = args.format.iter().any(|one| one.format == PathFormat::Html);
    if let Some((dossier, as_of)) = dossier.filter(|(own, _)| page && own.procedure == Some(plan.procedure)) {
        chart.judged(rules, plan.procedure, &rules.validate(dossier, as_of));
    }
    let view = Drawn { rules, plan: &plan, what_if: what_if.as_ref(), file, chart: &chart };
    let mut texts = Vec::new();
    for one in &args.format {
        texts.push((one.file.as_deref(), view.written(one.format, args, session)?));
    }
    formats::write(texts, session)?;
    Ok(0)
}

/// A plan, as itself and as it is drawn.
struct Drawn<'a> {
    rules: &'a RuleSet,
    plan: &'a ProcedureSchedule,
    what_if: Option<&'a Difference>,
    file: Option<&'a str>,
    chart: &'a Chart,
}

impl Drawn<'_> {
    fn written(&self, format: PathFormat, args: &PathArgs, session: &Session) -> Result<String, Failure> {
        Ok(match format {
            PathFormat::Human => {
                let changed = self.what_if.map(|one| what_if::human(self.rules, one, session.style));
                let picture = gantt::terminal(self.chart, super::locale::columns(), session.style);
                let plan = path_human::render(self.rules, self.plan, self.file, &picture, session.style);
                changed.unwrap_or_default() + &plan
            }
            PathFormat::Json => {
                let mut value = path_json::render(self.rules, self.plan, self.file);
                if let (Some(found), Some(slot)) = (self.what_if, value.get_mut("what_if")) {
                    *slot = what_if::json(self.rules, found);
                }
                serde_json::to_string_pretty(&value).map_err(|error| Failure::Output(error.into()))? + "\n"
            }
            PathFormat::Csv => csv::render(self.chart, !args.no_bom),
            PathFormat::Ics => ics::render(self.chart).ok_or_else(picture::no_date)?,
            PathFormat::Svg => gantt::svg(self.chart).ok_or_else(picture::no_date)?,
            PathFormat::Html => html::html(self.chart),
            PathFormat::Mermaid => gantt::mermaid(self.chart).ok_or_else(picture::no_date)?,
        })
    }
}

/// The procedure of a name, an alias, or `规则集·程序`.
pub(super) fn procedure(rules: &RuleSet, name: &str) -> Result<Id<Procedure>, Box<Diagnostic>> {
    let (ruleset, plain) = match name.split_once('·') {
        Some((ruleset, plain)) => (Some(ruleset), plain),
        None => (None, name),
    };
    let edition = |id: Id<Procedure>| {
        let file = rules.procedures[id].span.file;
        rules.editions.iter().find(|edition| edition.span.file == file).map(|edition| edition.name.as_str())
    };
    let fits = |id: &Id<Procedure>| {
        let one = &rules.procedures[*id];
        (one.name == plain || one.alias.as_deref() == Some(plain))
            && (ruleset.is_none() || edition(*id) == ruleset)
    };
    // Of several the one of the main file, which refines the others.
    let main = |id: &Id<Procedure>| rules.procedures[*id].span.file;
    rules.procedures.ids().filter(fits).min_by_key(main).ok_or_else(|| {
        let near = rules.procedures.iter().map(|one| one.name.as_str());
        input::unknown_procedure(name, crate::engine::nearest(plain, near))
    })
}

/// The step of a name, an alias or the end of a path, in a procedure.
fn step(rules: &RuleSet, procedure: Id<Procedure>, name: &str) -> Result<Id<Step>, Box<Diagnostic>> {
    step_named(rules, procedure, name).map_err(|fault| told(rules, procedure, &fault))
}

/// Why there is no plan.
fn no_plan(rules: &RuleSet, procedure: Id<Procedure>, error: PlanError) -> Failure {
    match error {
        PlanError::NoStart => input::no_start().into(),
        PlanError::Conflict(conflict) => {
            let sentences = clashing(rules, &conflicting(rules, procedure, &conflict));
            Failure::Said(rules.sources.clone(), vec![*planning::impossible(&sentences)])
        }
        _ => input::no_procedure().into(),
    }
}

/// What is written after `--what-if`.
fn change(rules: &RuleSet, procedure: Id<Procedure>, text: &str) -> Result<Change, Box<Diagnostic>> {
    Change::read(rules, procedure, text).map_err(|fault| told(rules, procedure, &fault))
}

fn told(rules: &RuleSet, procedure: Id<Procedure>, fault: &ChangeFault) -> Box<Diagnostic> {
    match fault {
        ChangeFault::UnknownStep { name, near } => {
            planning::unknown_step(name, &rules.procedures[procedure].name, near.as_deref())
        }
        ChangeFault::SeveralSteps { name, paths } => planning::several_steps(name, paths),
        ChangeFault::BadPeriod { text } => planning::bad_length(text),
        ChangeFault::BadDate { text } => planning::bad_change_date(text),
        ChangeFault::LengthOfGroup { name } => planning::length_of_group(name),
        ChangeFault::UnknownKind { text, near } => planning::unknown_change(text, *near),
    }
}
