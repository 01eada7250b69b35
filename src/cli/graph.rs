//! `rulecheck graph`: the order of the steps of a procedure, with a dossier also how each of them stands.

use super::clock;
use super::failure::Failure;
use super::formats::{self, Wanted, WantedParser};
use super::output::Session;
use super::path::procedure;
use super::rules::{Library, builder, with};
use super::submitted;
use crate::calendar::Date;
use crate::diag::{Diagnostic, Lang, input};
use crate::dossier::{Dossier, Heading};
use crate::engine::SharedLibrary;
use crate::model::{Id, Procedure, RuleSet};
use crate::plan::{PlanError, PlanRequest};
use crate::report::chart::Chart;
use crate::report::graph;
use clap::{Args, ValueEnum};
use smol_str::SmolStr;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct GraphArgs {
    /// A dossier: how each step stands; `-` for standard input
    dossier: Option<PathBuf>,
    /// The procedure; `RULESET·PROCEDURE` where several rulesets have it [default: the dossier's, or the only one]
    #[arg(long, value_name = "NAME")]
    procedure: Option<String>,
    /// Up to which date the record speaks, or `today`
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// How to write; `=FILE` writes into a file, and then several may be asked for
    #[arg(long, value_name = "FORMAT[=FILE]", value_parser = WantedParser::<GraphFormat>::new(), default_value = "human")]
    format: Vec<Wanted<GraphFormat>>,
    /// A file that dossiers share: registers, roles, events, facts
    #[arg(long, value_name = "FILE")]
    facts: Vec<PathBuf>,
    /// Rules: files, folders, or builtin:PATH [default: the rules inside the program]
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
    /// Set a parameter (参数) that the rules leave undecided: NAME=VALUE, written as in rules
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = super::args::parameter)]
    parameters: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum GraphFormat {
    Human,
    Dot,
    Mermaid,
    Svg,
}

pub(super) fn run(args: &GraphArgs, session: &mut Session) -> Result<u8, Failure> {
    let read: Vec<&Path> =
        args.dossier.iter().chain(&args.facts).chain(&args.rules).map(PathBuf::as_path).collect();
    formats::check(&args.format, &read)?;
    let chart = match &args.dossier {
        Some(path) => of_dossier(args, path, session.style.lang)?,
        None => of_rules(args, session.style.lang)?,
    };
    let written = |format: GraphFormat| match format {
        GraphFormat::Human => graph::human(&chart, session.style),
        GraphFormat::Dot => graph::dot(&chart),
        GraphFormat::Mermaid => graph::mermaid(&chart),
        GraphFormat::Svg => graph::svg(&chart),
    };
    let texts = args.format.iter().map(|one| (one.file.as_deref(), written(one.format))).collect();
    formats::write(texts, session)?;
    Ok(0)
}

fn of_rules(args: &GraphArgs, lang: Lang) -> Result<Chart, Failure> {
    if args.rules.is_empty() {
        // Of the packs inside the program the one that has the procedure is enough.
        let name = args.procedure.as_ref().ok_or_else(input::no_procedure)?;
        let heading = Heading { procedure: Some(SmolStr::new(name)), ..Heading::default() };
        let mut library = Library::new(&args.rules, &args.parameters)?;
        library.prepare(&heading)?;
        let rules = library.rules(&heading)?;
        return Ok(Chart::outline(rules, procedure(rules, name)?, lang));
    }
    let rules = with(builder(&args.rules)?, &args.parameters).compile()?;
    let id = match &args.procedure {
        Some(name) => procedure(&rules, name)?,
        None => only(&rules)?,
    };
    Ok(Chart::outline(&rules, id, lang))
}

/// The only procedure of the rules.
fn only(rules: &RuleSet) -> Result<Id<Procedure>, Box<Diagnostic>> {
    let mut all = rules.procedures.ids();
    match (all.next(), all.next()) {
        (Some(id), None) => Ok(id),
        _ => Err(input::no_procedure()),
    }
}

fn of_dossier(args: &GraphArgs, path: &Path, lang: Lang) -> Result<Chart, Failure> {
    let as_of = args.as_of.as_deref().map(clock::date).transpose()?;
    let submitted = submitted::read(path, None)?;
    let mut heading = submitted.heading.clone();
    heading.procedure = args.procedure.as_ref().map(SmolStr::new).or(heading.procedure);
    let mut library = Library::new(&args.rules, &args.parameters)?;
    library.prepare(&heading)?;
    let rules = library.rules(&heading)?;
    let dossier = submitted.dossier(rules, &SharedLibrary::new(args.facts.clone()))?;
    let as_of = clock::as_of(as_of, dossier.as_of)?;
    let named = args.procedure.as_deref().map(|name| procedure(rules, name)).transpose()?;
    let id = named.or(dossier.procedure).ok_or_else(input::no_procedure)?;
    chart(rules, id, (&dossier, as_of), &submitted.name, lang)
}

/// Why steps have no dates.
fn undated(error: &PlanError, lang: Lang) -> String {
    let zh = match error {
        PlanError::NoStart => "没有记录，所以没有日期",
        PlanError::NoProcedure => "没有程序，所以没有日期",
        _ => "时限互相矛盾，所以没有日期；看 rulecheck path",
    };
    match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => format!("no dates: {error}"),
    }
}

/// The order with dates and verdicts. A dossier without a record has no first day, and so no dates.
fn chart(
    rules: &RuleSet,
    id: Id<Procedure>,
    (dossier, as_of): (&Dossier, Date),
    name: &str,
    lang: Lang,
) -> Result<Chart, Failure> {
    let request =
        PlanRequest { dossier: Some((dossier, as_of)), procedure: Some(id), ..PlanRequest::default() };
    let plan = rules.plan(&request);
    let mut chart = match &plan {
        Ok(plan) => Chart::of_plan(rules, plan, Some(name), lang),
        Err(error) => {
            let mut chart = Chart::outline(rules, id, lang);
            chart.file = Some(name.to_owned());
            chart.as_of = Some(as_of);
            // An order needs no date; why there is none is said.
            chart.caveat = Some(undated(error, lang));
            chart
        }
    };
    if dossier.procedure == Some(id) {
        chart.judged(rules, id, &rules.validate(dossier, as_of));
    }
    Ok(chart)
}
