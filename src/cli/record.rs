//! `rulecheck record`: writes what happened into a dossier, or says why it cannot happen.
//!
//! INVARIANT: all of the events or none; the file has either the old content or the new.

use super::clock;
use super::failure::Failure;
use super::next::{self, CaseArgs};
use super::output::Session;
use crate::calendar::Moment;
use crate::case::{Event, read_line};
use crate::diag::{Diagnostic, Lang, case as faults};
use crate::dossier::append_events;
use crate::engine::replace_file;
use crate::model::RuleSet;
use crate::report::{deed, refusal};
use crate::text::{Source, SourceMap};
use clap::Args;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct RecordArgs {
    /// The dossier of the case (.ron, .json, .yaml); events are added to it, all else stays as it is
    file: PathBuf,
    /// What happened, each in quotes: "ACT STEP DATE by WHOM outcome …", such as "finish hearing 2024-06-12 by planning"
    #[arg(required = true)]
    events: Vec<String>,
    /// Write nothing: say whether it may happen
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    of: CaseArgs,
}

pub(super) fn run(args: &RecordArgs, session: &mut Session) -> Result<u8, Failure> {
    if args.file.as_os_str() == "-" {
        return Err(Failure::about("-", faults::not_extended("-")));
    }
    let submitted = next::one(&args.file)?;
    let library = next::library(&args.of, &submitted)?;
    let mut case = next::case(&library, &submitted, &args.of.facts)?;
    let rules = case.rules();
    let today = clock::date("today").ok().map(Moment::on);
    let mut done: Vec<Event> = Vec::new();
    for text in &args.events {
        let read = read_line(rules, text, today).map_err(|found| Failure::about(text, found))?;
        let event = case.event(read).map_err(|found| about(text, found))?;
        match case.apply(&event) {
            Ok(next) => case = next,
            Err(why) => {
                let found = refusal(&case, &event, &why);
                session.complain(&about(text, vec![found]));
                return Ok(1);
            }
        }
        done.push(event);
    }
    let events: Vec<_> = done.iter().map(|event| event.submitted().clone()).collect();
    let made = append_events(submitted.format, &submitted.text, &events)
        .ok_or_else(|| Failure::about(&submitted.name, faults::not_extended(&submitted.name)))?;
    if !args.check {
        replace_file(&args.file, &with_mark(&args.file, made))?;
    }
    tell(rules, &done, args.check, session)?;
    Ok(0)
}

/// What is wrong with one of the events, told at its words.
fn about(text: &str, found: Vec<Diagnostic>) -> Failure {
    let mut sources = SourceMap::default();
    sources.add(Source::new(text, ""));
    Failure::Said(sources, found)
}

/// A byte-order mark stays where there was one.
fn with_mark(path: &Path, text: String) -> String {
    let marked = std::fs::read(path).is_ok_and(|bytes| bytes.starts_with("\u{FEFF}".as_bytes()));
    if marked && !text.starts_with('\u{FEFF}') { format!("\u{FEFF}{text}") } else { text }
}

fn tell(rules: &RuleSet, done: &[Event], check: bool, session: &mut Session) -> Result<(), Failure> {
    let lang = session.style.lang;
    let mut out = match (lang, check) {
        (Lang::Zh, false) => "已记：\n".to_owned(),
        (Lang::Zh, true) => "可以记：\n".to_owned(),
        (Lang::En, false) => "recorded:\n".to_owned(),
        (Lang::En, true) => "may be recorded:\n".to_owned(),
    };
    for event in done {
        let what = deed(rules, event.deed, event.target);
        out.push_str(&format!("  {}  {}\n", event.at, what.get(lang)));
    }
    session.write(&out)
}
