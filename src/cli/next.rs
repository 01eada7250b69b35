//! `rulecheck next`: what may be done in a case now, and what the rest waits for.

use super::clock;
use super::failure::Failure;
use super::output::Session;
use super::rules::Library;
use super::submitted::{self, Submitted};
use crate::case::Case;
use crate::diag::input;
use crate::engine::SharedLibrary;
use crate::model::RuleSet;
use crate::report::next;
use clap::{Args, ValueEnum};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct NextArgs {
    /// The dossier of the case (.ron, .json, .yaml), or `-` for standard input
    pub(super) dossier: PathBuf,
    /// The day to ask for, or `today`; overrides the dossier's own
    #[arg(long, value_name = "DATE")]
    as_of: Option<String>,
    /// How to write
    #[arg(long, value_enum, default_value = "human")]
    format: NextFormat,
    #[command(flatten)]
    of: CaseArgs,
}

/// What a case needs besides its dossier.
#[derive(Debug, Args)]
pub(super) struct CaseArgs {
    /// A file that dossiers share: registers, roles, events, facts
    #[arg(long, value_name = "FILE")]
    pub(super) facts: Vec<PathBuf>,
    /// Rules: files, folders, or builtin:PATH [default: the rules inside the program]
    #[arg(long, value_name = "PATH")]
    pub(super) rules: Vec<PathBuf>,
    /// Set a parameter (参数) that the rules leave undecided: NAME=VALUE, written as in rules
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = super::args::parameter)]
    pub(super) parameters: Vec<(String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum NextFormat {
    Human,
    Json,
}

pub(super) fn run(args: &NextArgs, session: &mut Session) -> Result<u8, Failure> {
    let as_of = args.as_of.as_deref().map(clock::date).transpose()?;
    let submitted = one(&args.dossier)?;
    let library = library(&args.of, &submitted)?;
    let case = case(&library, &submitted, &args.of.facts)?;
    let on = clock::as_of(as_of, case.dossier().as_of)
        .map_err(|found| Failure::about(&submitted.title(), found))?;
    if case.dossier().procedure.is_none() {
        return Err(Failure::about(&submitted.title(), input::no_procedure()));
    }
    match args.format {
        NextFormat::Human => session.write(&next::human(&case, on, session.style))?,
        NextFormat::Json => session.json(&next::json(&case, on, session.style), true)?,
    }
    Ok(0)
}

/// The one dossier of a file; a file of many holds no single case.
pub(super) fn one(path: &Path) -> Result<Submitted, Failure> {
    if path.extension().is_some_and(|end| end.eq_ignore_ascii_case("jsonl")) {
        let shown = path.display().to_string();
        return Err(Failure::about(&shown, crate::diag::case::not_extended(&shown)));
    }
    submitted::read(path, None)
}

/// The rules of a dossier.
pub(super) fn library(args: &CaseArgs, submitted: &Submitted) -> Result<Library, Failure> {
    let mut library = Library::new(&args.rules, &args.parameters)?;
    library.prepare(&submitted.heading)?;
    Ok(library)
}

/// The case of a dossier.
pub(super) fn case<'l>(
    library: &'l Library,
    submitted: &Submitted,
    facts: &[PathBuf],
) -> Result<Case<'l>, Failure> {
    let rules: &RuleSet = library.rules(&submitted.heading)?;
    let path = Some(Path::new(&submitted.name)).filter(|path| path.as_os_str() != "-");
    let shared = SharedLibrary::new(facts.to_vec());
    let at = (submitted.name.as_str(), submitted.line);
    Ok(rules.case_sharing(submitted.format, at, &submitted.text, (path, &shared))?)
}
