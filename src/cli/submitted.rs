//! Dossiers as they are named on the command line: files, folders, patterns, standard input, files of many.
//!
//! INVARIANT: of a file of many, one line is held at a time; of many files, none until it is its turn.

use super::args::From;
use super::failure::Failure;
use super::lines::Lines;
use crate::diag::input;
use crate::dossier::{Dossier, Format, Heading, heading};
use crate::engine::{SharedLibrary, decoded, dossier_text, files_in};
use crate::model::RuleSet;
use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// How the files of dossiers end.
const ENDINGS: &[&str] = &["ron", "json", "yaml", "yml", "jsonl"];

/// The text of one dossier.
#[derive(Debug)]
pub(super) struct Submitted {
    pub(super) name: String,
    /// Its line in a file of many.
    pub(super) line: Option<u32>,
    pub(super) format: Format,
    pub(super) text: String,
    /// The rules it asks for.
    pub(super) heading: Heading,
}

impl Submitted {
    /// The dossier, with the files that it shares with others.
    pub(super) fn dossier(&self, rules: &RuleSet, shared: &SharedLibrary) -> Result<Dossier, Failure> {
        let path = Some(Path::new(&self.name)).filter(|path| path.as_os_str() != "-");
        let at = (self.name.as_str(), self.line);
        Ok(rules.dossier_sharing(self.format, at, &self.text, (path, shared))?)
    }

    /// What it is called where it has no place of its own.
    pub(super) fn title(&self) -> String {
        title(&self.name, self.line)
    }
}

/// `portfolio.jsonl:17`
pub(super) fn title(name: &str, line: Option<u32>) -> String {
    line.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}"))
}

/// The dossiers that some paths stand for, in the order of the paths, read one after another.
pub(super) struct Dossiers {
    paths: std::vec::IntoIter<PathBuf>,
    from: Option<From>,
    lines: Option<Lines>,
    /// Whether some path is a file of many.
    pub(super) many: bool,
}

impl Dossiers {
    /// Opens folders and patterns; the files themselves are not read yet.
    pub(super) fn new(paths: &[PathBuf], from: Option<From>) -> Result<Self, Failure> {
        let mut found = Vec::new();
        for path in paths {
            if path.is_dir() {
                let inside = files_in(path, ENDINGS)?;
                if inside.is_empty() {
                    return Err(input::no_dossiers(&path.display().to_string()).into());
                }
                let shared = shared_by(&inside);
                let own = |path: &PathBuf| path.canonicalize().map_or(true, |real| !shared.contains(&real));
                found.extend(inside.into_iter().filter(own));
            } else if is_pattern(path) {
                found.extend(matching(path)?);
            } else {
                found.push(path.clone());
            }
        }
        let many = found.iter().any(|path| holds_many(path, from));
        Ok(Self { paths: found.into_iter(), from, lines: None, many })
    }

    fn open(&mut self, path: &Path) -> Option<Result<Submitted, Failure>> {
        if !holds_many(path, self.from) {
            return Some(read(path, self.from));
        }
        match Lines::open(path) {
            Ok(lines) => {
                self.lines = Some(lines);
                None
            }
            Err(failure) => Some(Err(failure)),
        }
    }
}

impl Iterator for Dossiers {
    type Item = Result<Submitted, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(lines) = &mut self.lines {
                match lines.next() {
                    Some(one) => return Some(one),
                    None => self.lines = None,
                }
            }
            let path = self.paths.next()?;
            if let Some(one) = self.open(&path) {
                return Some(one);
            }
        }
    }
}

/// The files that others of a folder share: no dossiers of their own. Only a file with the word in it is read twice.
fn shared_by(files: &[PathBuf]) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for file in files.iter().filter(|file| !holds_many(file, None)) {
        let Ok((format, text)) = dossier_text(file) else { continue };
        if !text.contains("facts") && !text.contains("共享档案") {
            continue;
        }
        let Ok(heading) = heading(format, "", None, &text) else { continue };
        let folder = file.parent().unwrap_or(Path::new(""));
        found.extend(heading.shared.iter().filter_map(|name| folder.join(name).canonicalize().ok()));
    }
    found
}

/// Whether a file holds one dossier a line.
fn holds_many(path: &Path, from: Option<From>) -> bool {
    if path.as_os_str() == "-" {
        return from == Some(From::Jsonl);
    }
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("jsonl"))
}

/// Whether a path that is no file is a pattern of files.
fn is_pattern(path: &Path) -> bool {
    path.to_str().is_some_and(|text| text.contains(['*', '?', '['])) && !path.exists()
}

/// The files that fit a pattern, by their paths; folders do not.
fn matching(pattern: &Path) -> Result<Vec<PathBuf>, Failure> {
    let shown = pattern.display().to_string();
    let found = glob::glob(&shown).map_err(|_| input::bad_pattern(&shown))?;
    let mut files = Vec::new();
    for path in found {
        let path = path.map_err(|error| {
            input::unreadable(&error.path().display().to_string(), &error.error().to_string())
        })?;
        if path.is_file() {
            files.push(path);
        }
    }
    if files.is_empty() {
        return Err(input::no_match(&shown).into());
    }
    files.sort();
    Ok(files)
}

/// Reads one dossier.
pub(super) fn read(path: &Path, from: Option<From>) -> Result<Submitted, Failure> {
    let name = path.display().to_string();
    if path.as_os_str() == "-" {
        let text = stdin(&name)?;
        let format = match from {
            Some(From::Json | From::Jsonl) => Format::Json,
            Some(From::Ron) => Format::Ron,
            Some(From::Yaml) => Format::Yaml,
            // JSON begins with `{"`, RON with a name or `(`.
            None if text.trim_start().starts_with('{') => Format::Json,
            None => Format::Ron,
        };
        return with_heading(name, None, format, text);
    }
    let (format, text) = dossier_text(path)?;
    with_heading(name, None, format, text)
}

/// A dossier with the rules it asks for.
pub(super) fn with_heading(
    name: String,
    line: Option<u32>,
    format: Format,
    text: String,
) -> Result<Submitted, Failure> {
    let heading = heading(format, &name, line, &text)?;
    Ok(Submitted { name, line, format, text, heading })
}

/// Standard input as text, within the limits of a dossier.
pub(super) fn stdin(name: &str) -> Result<String, Failure> {
    let limit = crate::dossier::Limits::default().bytes as u64;
    let mut bytes = Vec::new();
    // One byte more than allowed shows that there is more.
    let read = std::io::stdin().lock().take(limit + 1).read_to_end(&mut bytes);
    read.map_err(|error| input::unreadable(name, &error.to_string()))?;
    Ok(decoded(name, &bytes)?)
}
