//! `rulecheck schema`: JSON Schemas, of dossiers and of what the command writes.

use super::failure::Failure;
use super::output::Session;
use super::path::procedure;
use super::rules::{Library, builder};
use crate::dossier::{Heading, schema};
use clap::{Args, ValueEnum};
use smol_str::SmolStr;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// Of the dossiers of this procedure alone: its steps, roles, documents and what these hold
    #[arg(long, value_name = "NAME", conflicts_with = "report")]
    procedure: Option<String>,
    /// Of a report instead: what `validate`, `path`, `show` or `next` writes with --format json
    #[arg(long, value_enum)]
    report: Option<ReportKind>,
    /// Rules: files, folders, or builtin:PATH [default: the rules inside the program]
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ReportKind {
    Verdict,
    Path,
    Show,
    Next,
}

pub(super) fn run(args: &SchemaArgs, session: &mut Session) -> Result<u8, Failure> {
    match (args.report, &args.procedure) {
        (Some(ReportKind::Verdict), _) => session.write(crate::report::json::JSON_SCHEMA)?,
        (Some(ReportKind::Path), _) => session.write(crate::report::path_json::JSON_SCHEMA)?,
        (Some(ReportKind::Show), _) => session.write(crate::report::show::JSON_SCHEMA)?,
        (Some(ReportKind::Next), _) => session.write(crate::report::next::JSON_SCHEMA)?,
        (None, None) => session.json(&schema(&builder(&args.rules)?.compile()?, None), true)?,
        (None, Some(name)) => {
            let heading = Heading { procedure: Some(SmolStr::new(name)), ..Heading::default() };
            let mut library = Library::new(&args.rules, &[])?;
            library.prepare(&heading)?;
            let rules = library.rules(&heading)?;
            let of = procedure(rules, name)?;
            session.json(&schema(rules, Some(of)), true)?;
        }
    }
    Ok(0)
}
