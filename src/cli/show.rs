//! `rulecheck show`: each obligation as a sentence, what the machine understood.

use super::failure::Failure;
use super::output::Session;
use super::path::procedure;
use super::rules::{builder, with};
use crate::diag::{Diagnostic, input};
use crate::model::{Id, ObligationId, Procedure, RuleSet};
use crate::report::show;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct ShowArgs {
    /// Obligations: ids, their ends, or a step with all that belongs to it [default: all]
    ids: Vec<String>,
    /// Of this procedure alone; `RULESET·PROCEDURE` where several rulesets have it
    #[arg(long, value_name = "NAME")]
    procedure: Option<String>,
    /// How to write
    #[arg(long, value_enum, default_value = "human")]
    format: ShowFormat,
    /// Rules: files, folders, or builtin:PATH [default: the rules inside the program]
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
    /// Set a parameter (参数) that the rules leave undecided: NAME=VALUE, written as in rules
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = super::args::parameter)]
    parameters: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    Human,
    Concise,
    Json,
}

pub(super) fn run(args: &ShowArgs, session: &mut Session) -> Result<u8, Failure> {
    let rules = with(builder(&args.rules)?, &args.parameters).compile()?;
    let of = args.procedure.as_deref().map(|name| procedure(&rules, name)).transpose()?;
    let chosen = chosen(&rules, of, &args.ids)?;
    if chosen.is_empty() {
        return Err(input::no_obligations(args.procedure.as_deref()).into());
    }
    match args.format {
        ShowFormat::Human => session.write(&show::render(&rules, &chosen, session.style))?,
        ShowFormat::Concise => session.write(&show::concise(&rules, &chosen, session.style))?,
        ShowFormat::Json => session.json(&show::json(&rules, &chosen), true)?,
    }
    Ok(0)
}

/// The obligations that are asked for, in the order of the rules.
fn chosen(
    rules: &RuleSet,
    of: Option<Id<Procedure>>,
    names: &[String],
) -> Result<Vec<ObligationId>, Box<Diagnostic>> {
    let within = |id: &ObligationId| of.is_none() || rules.obligations[*id].procedure == of;
    if names.is_empty() {
        return Ok(rules.obligations.ids().filter(within).collect());
    }
    let mut found = Vec::new();
    for name in names {
        let named: Vec<ObligationId> =
            rules.obligations.ids().filter(within).filter(|id| is_named(rules, *id, name)).collect();
        if named.is_empty() && name.ends_with(".rules") {
            return Err(input::rules_for_obligation(name));
        }
        if named.is_empty() {
            return Err(input::unknown_in_rules(name, nearest(rules, of, name)));
        }
        found.extend(named);
    }
    found.sort();
    found.dedup();
    Ok(found)
}

/// Whether a name is an id, its end, or a part of it with all that stands under it.
fn is_named(rules: &RuleSet, id: ObligationId, name: &str) -> bool {
    let obligation = &rules.obligations[id];
    [&obligation.id, &obligation.alias].into_iter().any(|path| {
        let path = format!("/{path}/");
        path.contains(&format!("/{name}/"))
    })
}

/// The nearest id, or the nearest end of one or name of a step.
fn nearest<'r>(rules: &'r RuleSet, of: Option<Id<Procedure>>, name: &str) -> Option<&'r str> {
    let obligations = || rules.obligations.iter().filter(move |one| of.is_none() || one.procedure == of);
    let ids = obligations().map(|one| one.id.as_str());
    let parts = obligations().flat_map(|one| one.id.split('/'));
    crate::engine::nearest(name, ids.chain(parts))
}
