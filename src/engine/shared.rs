//! Files of facts that dossiers share (feature `fs`): found, read once for all dossiers, and typed.
//!
//! INVARIANT: what a dossier names stays in the dossier's own folder, links resolved; other files
//! are read only where whoever runs the program names them. Circles, depth and number are bounded.

use super::{disk, dossier_text, virtual_path};
use crate::diag::{Diagnostic, registers as messages};
use crate::dossier::{DataPath, DossierErrors, Gathered, Limits, SharedFacts, Spot, place, read_shared};
use crate::model::RuleSet;
use crate::text::Source;
use smol_str::SmolStr;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// LIMIT: shared files of one dossier.
const MOST: usize = 64;
/// LIMIT: shared files that name shared files.
const DEEPEST: usize = 8;

type Read = Result<Arc<SharedFacts>, Arc<DossierErrors>>;

/// The shared files of a run: each is read once for each rule set.
#[derive(Debug, Default)]
pub struct SharedLibrary {
    /// Files that every dossier gets (`--facts`).
    extra: Vec<PathBuf>,
    read: Mutex<HashMap<(String, PathBuf), Read>>,
}

impl SharedLibrary {
    /// A library whose files `extra` belong to every dossier.
    #[must_use]
    pub fn new(extra: Vec<PathBuf>) -> Self {
        Self { extra, read: Mutex::default() }
    }

    /// The shared files of the dossier at a path; `None`: it was not read from a file.
    #[must_use]
    pub fn gather(&self, rules: &RuleSet, dossier: Option<&Path>, wanted: &[SmolStr]) -> Gathered {
        let mut search = Search { library: self, rules, found: Gathered::default(), seen: Vec::new() };
        for path in &self.extra {
            search.extra(path);
        }
        let real = dossier.and_then(|path| path.canonicalize().ok());
        let Some((real, shown)) = real.zip(dossier) else {
            search.found.refused = Gathered::nobody(wanted).refused;
            return search.found;
        };
        let root = real.parent().map(Path::to_path_buf).unwrap_or_default();
        let from = At { shown: shown.to_path_buf(), root, above: vec![real] };
        for (at, name) in wanted.iter().enumerate() {
            if let Err(fault) = search.named(name, &from) {
                search.found.refused.push((at, *fault));
            }
        }
        search.found
    }

    fn read(&self, rules: &RuleSet, real: &Path, shown: &Path) -> Read {
        let key = (rules.digest.to_string(), real.to_path_buf());
        let known = self.read.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        if let Some(known) = known {
            return known;
        }
        let name = shown.display().to_string();
        let read = dossier_text(shown)
            .and_then(|(format, text)| read_shared(rules, format, &name, &text, Limits::default()));
        let read = read.map(Arc::new).map_err(|errors| Arc::new(*errors));
        self.read.lock().unwrap_or_else(PoisonError::into_inner).insert(key, read.clone());
        read
    }
}

/// The file that names another.
struct At {
    /// As it is shown.
    shown: PathBuf,
    /// The folder that must not be left.
    root: PathBuf,
    /// True paths of the files above it and its own.
    above: Vec<PathBuf>,
}

struct Search<'l> {
    library: &'l SharedLibrary,
    rules: &'l RuleSet,
    found: Gathered,
    seen: Vec<PathBuf>,
}

impl Search<'_> {
    /// A file that whoever runs the program names.
    fn extra(&mut self, path: &Path) {
        let shown = path.display().to_string();
        match path.canonicalize() {
            Ok(real) => {
                let root = real.parent().map(Path::to_path_buf).unwrap_or_default();
                self.file(real, path.to_path_buf(), root, &[]);
            }
            Err(error) => {
                let fault = disk::refused(&shown, &error);
                self.found.faulty.push(broken(&shown, "", vec![*fault]));
            }
        }
    }

    /// A file that another one names.
    fn named(&mut self, name: &str, from: &At) -> Result<(), Box<Diagnostic>> {
        if virtual_path::is_absolute(name) {
            return Err(Box::new(messages::outside(name)));
        }
        let folder = from.shown.parent().unwrap_or(Path::new(""));
        let shown = folder.join(name);
        let real = match shown.canonicalize() {
            Ok(real) => real,
            Err(error) => return Err(disk::refused(&shown.display().to_string(), &error)),
        };
        if !real.starts_with(&from.root) {
            return Err(Box::new(messages::outside(name)));
        }
        if let Some(first) = from.above.iter().position(|above| *above == real) {
            let circle = from.above.iter().skip(first).chain([&real]);
            let names: Vec<String> = circle.map(|path| disk::relative(path, &from.root)).collect();
            return Err(Box::new(messages::circle(&names)));
        }
        if from.above.len() > DEEPEST || self.seen.len() >= MOST && !self.seen.contains(&real) {
            return Err(Box::new(messages::too_many(MOST, DEEPEST)));
        }
        self.file(real, shown, from.root.clone(), &from.above);
        Ok(())
    }

    fn file(&mut self, real: PathBuf, shown: PathBuf, root: PathBuf, above: &[PathBuf]) {
        if self.seen.contains(&real) {
            return;
        }
        self.seen.push(real.clone());
        match self.library.read(self.rules, &real, &shown) {
            Err(errors) => self.found.faulty.push(DossierErrors::clone(&errors)),
            Ok(file) => {
                let above = above.iter().cloned().chain([real]).collect();
                let from = At { shown, root, above };
                self.found.files.push(Arc::clone(&file));
                let faults: Vec<Diagnostic> = file
                    .wanted
                    .iter()
                    .enumerate()
                    .filter_map(|(at, name)| {
                        let mut fault = *self.named(name, &from).err()?;
                        let path = DataPath::key("facts").at(at);
                        let span = place(self.rules, file.format, &file.text, &path, Spot::Value);
                        fault.span = span.unwrap_or_default();
                        Some(fault)
                    })
                    .collect();
                if !faults.is_empty() {
                    self.found.faulty.push(broken(&file.name, &file.text, faults));
                }
            }
        }
    }
}

fn broken(name: &str, text: &str, diagnostics: Vec<Diagnostic>) -> DossierErrors {
    DossierErrors { source: Source::new(name, text), diagnostics, others: Vec::new() }
}
