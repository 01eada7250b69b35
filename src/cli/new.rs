//! `rulecheck new`: a dossier to fill in.

use super::failure::Failure;
use super::output::Session;
use super::path::procedure;
use super::rules::Library;
use crate::dossier::{Format, Heading};
use crate::report::template;
use clap::{Args, ValueEnum};
use smol_str::SmolStr;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    /// The procedure; `RULESET·PROCEDURE` where several rulesets have it
    #[arg(long, value_name = "NAME")]
    procedure: String,
    /// How to write; JSON has no comments, and holds facts and roles alone
    #[arg(long, value_enum, default_value = "ron")]
    format: NewFormat,
    /// Rules: files, folders, or builtin:PATH [default: the rules inside the program]
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum NewFormat {
    Ron,
    Json,
    Yaml,
}

pub(super) fn run(args: &NewArgs, session: &mut Session) -> Result<u8, Failure> {
    let heading = Heading { procedure: Some(SmolStr::new(&args.procedure)), ..Heading::default() };
    let mut library = Library::new(&args.rules, &[])?;
    library.prepare(&heading)?;
    let rules = library.rules(&heading)?;
    let procedure = procedure(rules, &args.procedure)?;
    let format = match args.format {
        NewFormat::Ron => Format::Ron,
        NewFormat::Json => Format::Json,
        NewFormat::Yaml => Format::Yaml,
    };
    session.write(&template(rules, procedure, format, session.style.lang))?;
    Ok(0)
}
