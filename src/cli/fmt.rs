//! `rulecheck fmt`: rules in one layout, in the vocabulary that is asked for.

use super::args::{FmtArgs, LangArg};
use super::failure::Failure;
use super::output::Session;
use crate::diag::{Diagnostic, Lang, input};
use crate::engine::{files_in, replace_file, rules_text};
use crate::format::{changes, format};
use crate::text::{FileId, Source, SourceMap};
use std::path::{Path, PathBuf};

pub(super) fn run(args: &FmtArgs, lang: Option<LangArg>, session: &mut Session) -> Result<u8, Failure> {
    let vocabulary = lang.map(|lang| match lang {
        LangArg::Zh => Lang::Zh,
        LangArg::En => Lang::En,
    });
    let mut tally = Tally::default();
    for path in &args.paths {
        super::rules::no_dossier(path)?;
    }
    for path in files(&args.paths)? {
        one(&path, args.check, vocabulary, session, &mut tally)?;
    }
    session.say(&tally.told(args.check, session.style.lang));
    Ok(if tally.refused > 0 { 2 } else { u8::from(args.check && tally.changed > 0) })
}

#[derive(Debug, Default)]
struct Tally {
    files: usize,
    changed: usize,
    refused: usize,
}

impl Tally {
    fn told(&self, check: bool, lang: Lang) -> String {
        let Self { files, changed, refused } = self;
        let done = match (lang, check) {
            (Lang::Zh, false) => format!("{files} 个文件：改了 {changed} 个"),
            (Lang::Zh, true) => format!("{files} 个文件：{changed} 个需要排版"),
            (Lang::En, false) => format!("files: {files}, changed: {changed}"),
            (Lang::En, true) => format!("files: {files}, not formatted: {changed}"),
        };
        let left = match (lang, refused) {
            (_, 0) => String::new(),
            (Lang::Zh, _) => format!("，{refused} 个有错误，没有改动"),
            (Lang::En, _) => format!(", left as they are because of errors: {refused}"),
        };
        format!("{done}{left}\n")
    }
}

/// Formats one file, or standard input to standard output.
fn one(
    path: &Path,
    check: bool,
    vocabulary: Option<Lang>,
    session: &mut Session,
    tally: &mut Tally,
) -> Result<(), Failure> {
    let shown = path.display().to_string();
    let piped = path.as_os_str() == "-";
    tally.files += 1;
    let text = if piped { super::submitted::stdin(&shown) } else { rules_text(path).map_err(Failure::from) };
    let formatted = text.and_then(|text| {
        let formatted =
            format(FileId(0), &text, vocabulary).map_err(|found| refused(&shown, &text, found))?;
        Ok((text, formatted))
    });
    let (text, formatted) = match formatted {
        Ok(both) => both,
        Err(failure) => {
            // The other files are formatted all the same.
            session.complain(&failure);
            tally.refused += 1;
            return Ok(());
        }
    };
    let changed = text != formatted;
    tally.changed += usize::from(changed);
    if check {
        if changed {
            session.write(&format!("{shown}\n{}", changes(&text, &formatted)))?;
        }
    } else if piped {
        session.write(&formatted)?;
    } else if changed {
        replace_file(path, &formatted)?;
    }
    Ok(())
}

fn refused(shown: &str, text: &str, found: Vec<Diagnostic>) -> Failure {
    let mut sources = SourceMap::default();
    sources.add(Source::new(shown, text));
    Failure::Said(sources, found)
}

/// The files that some paths stand for, each once, folders opened; none: the current folder.
fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let here = [PathBuf::from(".")];
    let paths = if paths.is_empty() { here.as_slice() } else { paths };
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let inside = files_in(path, &["rules"])?;
            if inside.is_empty() {
                return Err(input::no_rules_in(&path.display().to_string()).into());
            }
            found.extend(inside);
        } else {
            found.push(path.clone());
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    found.retain(|path| seen.insert(path.clone()));
    Ok(found)
}
