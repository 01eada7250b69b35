//! `rulecheck path`: the schedule of a procedure.

use super::args::{PathArgs, PathFormat};
use super::clock;
use super::failure::Failure;
use super::formats;
use super::output::Session;
use super::rules::Library;
use super::submitted;
use crate::diag::{Diagnostic, input, picture};
use crate::engine::SharedLibrary;
use crate::model::{Id, Procedure, RuleSet, Step};
use crate::plan::{PlanError, PlanRequest, ProcedureSchedule};
use crate::report::chart::Chart;
use crate::report::{csv, gantt, html, ics, path_human, path_json};
use crate::text::Span;
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
    let with: Vec<Id<Step>> = args.with.iter().map(|name| step(rules, of, name)).collect::<Result<_, _>>()?;
    let request = PlanRequest { dossier, procedure, start, with: &with };
    let plan = rules.schedule(&request).map_err(|error| match error {
        PlanError::NoStart => input::no_start(),
        _ => input::no_procedure(),
    })?;
    let file = submitted.as_ref().map(|one| one.name.as_str());
    let chart = Chart::of_plan(rules, &plan, file, session.style.lang);
    let view = Drawn { rules, plan: &plan, file, chart: &chart };
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
    file: Option<&'a str>,
    chart: &'a Chart,
}

impl Drawn<'_> {
    fn written(&self, format: PathFormat, args: &PathArgs, session: &Session) -> Result<String, Failure> {
        Ok(match format {
            PathFormat::Human => {
                let picture = gantt::terminal(self.chart, super::locale::columns(), session.style);
                path_human::render(self.rules, self.plan, self.file, &picture, session.style)
            }
            PathFormat::Json => {
                let value = path_json::render(self.rules, self.plan, self.file);
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
fn step(rules: &RuleSet, procedure: Option<Id<Procedure>>, name: &str) -> Result<Id<Step>, Box<Diagnostic>> {
    let steps = || procedure.into_iter().flat_map(|id| rules.procedures[id].steps.iter().copied());
    let end = format!("/{name}");
    let fits = |id: &Id<Step>| {
        let one = &rules.steps[*id];
        one.name == name || one.alias.as_deref() == Some(name) || one.path.ends_with(&end)
    };
    steps().find(fits).ok_or_else(|| {
        let near = crate::engine::nearest(name, steps().map(|id| rules.steps[id].name.as_str()));
        Box::new(crate::diag::names::unknown(Span::default(), "步骤", "step", name, near))
    })
}
