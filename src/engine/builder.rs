//! Putting a rule set together.

use super::loader::{Loader, Origin};
use super::packs::{PREFIX, Pack};
use super::{CompileErrors, Limits};
use crate::calendar::WorkdayCalendar;
use crate::diag::{Diagnostic, Severity, input};
use crate::model::{Compiled, RuleSet, compile};
use crate::text::SourceMap;

/// What a rule set is made of, in the order in which it is named.
#[derive(Clone, Debug)]
enum Part {
    #[cfg(feature = "fs")]
    Path(std::path::PathBuf),
    Source(String, String),
    Pack(String),
}

/// Puts a rule set together from files, texts and packs.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct RuleSetBuilder {
    parts: Vec<Part>,
    calendar: Option<WorkdayCalendar>,
    limits: Limits,
}

/// What compiling had to say, with the rules where there was no error.
#[derive(Debug)]
#[non_exhaustive]
pub struct Checked {
    /// The rules; `None` after an error.
    pub rules: Option<RuleSet>,
    /// The files; spans of the diagnostics point into them.
    pub sources: SourceMap,
    /// Errors, warnings and notes in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

impl RuleSetBuilder {
    /// Adds a file, or every `*.rules` file of a folder and the folders in it.
    ///
    /// Imports are read from inside the root alone: the folder; for a file the nearest folder
    /// around it named `rules`, else its own.
    #[cfg(feature = "fs")]
    pub fn path(mut self, path: impl Into<std::path::PathBuf>) -> Self {
        self.parts.push(Part::Path(path.into()));
        self
    }

    /// Adds a text under a name; imports find it by that name, as a path.
    pub fn source(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.parts.push(Part::Source(name.into(), text.into()));
        self
    }

    /// Adds a pack inside the program, by its path (`state/decree-713.rules`) or the name of its
    /// 规则集; see [`super::packs`].
    pub fn pack(mut self, name: impl Into<String>) -> Self {
        self.parts.push(Part::Pack(name.into()));
        self
    }

    /// Sets a parameter (参数) that the rules leave undecided or give a default: `环评时限` to `10个工作日`.
    ///
    /// The value is written as in rules, and checked as they are.
    pub fn parameter(self, name: &str, value: &str) -> Self {
        let text = format!("规则集 命令行。\n参数 命令行·{name}：{value}；\n");
        self.source(format!("参数 {name}"), text)
    }

    /// The calendar; left out: [`WorkdayCalendar::china`].
    pub fn calendar(mut self, calendar: WorkdayCalendar) -> Self {
        self.calendar = Some(calendar);
        self
    }

    /// How much is read at most.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Compiles. Warnings are dropped; [`Self::check`] keeps them.
    ///
    /// # Errors
    /// [`CompileErrors`] with everything that is wrong in all files.
    pub fn compile(self) -> Result<RuleSet, CompileErrors> {
        let checked = self.read();
        checked.rules.ok_or(CompileErrors { sources: checked.sources, diagnostics: checked.diagnostics })
    }

    /// Compiles and tells everything there is to say, warnings and the faults of scenarios included.
    #[must_use]
    pub fn check(self) -> Checked {
        let mut checked = self.read();
        let mut faults = checked.rules.as_ref().map(super::scenarios::faults).unwrap_or_default();
        faults.extend(checked.rules.as_ref().map(super::schedules::faults).unwrap_or_default());
        if !faults.is_empty() {
            checked.rules = None;
            checked.diagnostics.extend(faults);
            checked.diagnostics.sort_by_key(|found| (found.span, found.code));
        }
        checked
    }

    fn read(self) -> Checked {
        let mut loader = Loader::new(self.limits);
        for part in &self.parts {
            if let Part::Source(name, text) = part {
                loader.offer(name, text.clone());
            }
        }
        for part in &self.parts {
            begin(&mut loader, part);
        }
        loader.follow();
        let Loader { sources, files, sink, unreadable, .. } = loader;
        let refused = unreadable || sink.has_errors();
        let mut diagnostics = sink.into_sorted();
        if refused || files.is_empty() {
            // Names of files that could not be read would all be unknown: say what is certain.
            diagnostics.extend(files.into_iter().flat_map(|file| file.parse.diagnostics));
            diagnostics.sort_by_key(|found| (found.span, found.code));
            if diagnostics.is_empty() {
                diagnostics.push(*input::no_pack(None, None));
            }
            return Checked { rules: None, sources, diagnostics };
        }
        let calendar = self.calendar.unwrap_or_else(WorkdayCalendar::china);
        let Compiled { rules, diagnostics: said } = compile(&files, sources.clone(), calendar);
        diagnostics.extend(said);
        let failed = diagnostics.iter().any(|found| found.severity == Severity::Error);
        Checked { rules: rules.filter(|_| !failed), sources, diagnostics }
    }
}

/// Loads one part.
fn begin(loader: &mut Loader, part: &Part) {
    match part {
        Part::Source(name, _) => loader.main(Origin::Memory(super::virtual_path::clean(name)), name),
        Part::Pack(name) => match Pack::named(name) {
            Some(pack) => loader.main(Origin::Pack(pack.path), &format!("{PREFIX}{}", pack.path)),
            None => {
                let known = super::packs().iter().map(|pack| pack.path);
                loader.refuse(name, input::no_pack(Some(name), super::nearest(name, known)));
            }
        },
        #[cfg(feature = "fs")]
        Part::Path(path) => begin_path(loader, path),
    }
}

#[cfg(feature = "fs")]
fn begin_path(loader: &mut Loader, path: &std::path::Path) {
    use super::disk;
    let shown = path.display().to_string();
    let real = match path.canonicalize() {
        Ok(real) => real,
        Err(error) => return loader.refuse(&shown, disk::refused(&shown, &error)),
    };
    if !real.is_dir() {
        let root = disk::root_of(&real);
        return loader.main(Origin::Disk { path: real, root }, &shown);
    }
    match disk::walk(path, &["rules"], loader.limits.files) {
        Err(error) => loader.refuse(&shown, disk::refused(&shown, &error)),
        Ok(found) if found.is_empty() => loader.refuse(&shown, input::no_rules_in(&shown)),
        Ok(found) => {
            for file in found {
                let shown = file.display().to_string();
                match file.canonicalize() {
                    Ok(path) => loader.main(Origin::Disk { path, root: real.clone() }, &shown),
                    Err(error) => loader.refuse(&shown, disk::refused(&shown, &error)),
                }
            }
        }
    }
}
