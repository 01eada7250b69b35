//! The façade: load → check → schedule → judge.
//!
//! INVARIANT: the only place that reads files (feature `fs`); it prints nothing, reads no clock
//! and no environment. Everything it does can be done without files, from texts.

mod builder;
#[cfg(feature = "fs")]
mod disk;
mod errors;
mod limits;
mod loader;
mod packs;
mod scenarios;
mod schedules;
#[cfg(feature = "fs")]
mod shared;
mod virtual_path;

pub use builder::{Checked, RuleSetBuilder};
pub use errors::CompileErrors;
pub use limits::Limits;
pub use packs::{Pack, packs};
#[cfg(feature = "fs")]
pub use shared::SharedLibrary;

use crate::calendar::Date;
use crate::case::Case;
use crate::dossier::{
    Dossier, DossierErrors, Format, read_dossier, read_dossier_line, read_submission_sharing,
};
use crate::judge::Report;
use crate::model::RuleSet;
use crate::plan::{Plan, PlanError, PlanRequest, ProcedureSchedule, assess};

impl RuleSet {
    /// Begins a rule set: name files, texts or packs, then compile.
    ///
    /// ```
    /// let rules = rulecheck::RuleSet::builder().pack("state/decree-713.rules").compile()?;
    /// assert!(rules.obligations.len() > 50);
    /// # Ok::<(), rulecheck::CompileErrors>(())
    /// ```
    pub fn builder() -> RuleSetBuilder {
        RuleSetBuilder::default()
    }

    /// Reads a dossier from a text; `name` is what reports call it.
    ///
    /// # Errors
    /// Every fault of the text, each with its place.
    pub fn dossier_from_str(
        &self,
        format: Format,
        name: &str,
        text: &str,
    ) -> Result<Dossier, Box<DossierErrors>> {
        read_dossier(self, format, name, text)
    }

    /// Reads a dossier as a running case: what may be done next, and what comes of it.
    ///
    /// ```
    /// use rulecheck::{RuleSet, calendar::Date, dossier::Format};
    /// use rulecheck::model::{Act, SubmittedAct, SubmittedEvent};
    ///
    /// let rules = RuleSet::builder().pack("state/decree-713.rules").compile()?;
    /// let text = r#"{ "procedure": "重大行政决策", "project": { "名称": "某规划（虚构）", "属于决策事项": true } }"#;
    /// let case = rules.case_from_str(Format::Json, "plan.json", text)?;
    /// let start = |step: &str| SubmittedEvent {
    ///     event: "开始".into(),
    ///     date: Some("2024-06-03".into()),
    ///     act: Some(Box::new(SubmittedAct { step: Some(step.into()), ..Default::default() })),
    ///     ..Default::default()
    /// };
    /// // The legality review comes first (decree 713, article 25).
    /// let meeting = case.event(start("集体讨论决定")).map_err(|_| "a step of that name")?;
    /// let refusal = case.apply(&meeting).unwrap_err();
    /// let obligation = refusal.obligation.ok_or("an obligation in the way")?;
    /// assert_eq!(rules.obligations[obligation].id, "重大行政决策/集体讨论决定/前置/合法性审查");
    ///
    /// let study = case.event(start("研究论证")).map_err(|_| "a step of that name")?;
    /// let day = Date::from_ymd(2024, 6, 3).ok_or("no such day")?;
    /// assert!(case.enabled(day).iter().any(|one| one.admits(&case, &study)));
    /// let case = case.apply(&study).map_err(|_| "nothing in the way")?;
    /// assert_eq!(case.dossier().records.len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// Every fault of the text, each with its place.
    pub fn case_from_str(
        &self,
        format: Format,
        name: &str,
        text: &str,
    ) -> Result<Case<'_>, Box<DossierErrors>> {
        let limits = crate::dossier::Limits::default();
        let nobody = &mut crate::dossier::Gathered::nobody;
        let read = read_submission_sharing(self, format, (name, None), text, limits, nobody);
        read.map(|(submission, dossier)| Case::new(self, submission, dossier))
    }

    /// Reads a dossier from a line (from 1) of a file that holds one a line (`.jsonl`).
    ///
    /// # Errors
    /// Every fault of the line, each with its place in the file.
    pub fn dossier_from_line(
        &self,
        name: &str,
        line: u32,
        text: &str,
    ) -> Result<Dossier, Box<DossierErrors>> {
        read_dossier_line(self, name, line, text)
    }

    /// Reads a dossier from a file; its ending (`.ron`, `.json`, `.yaml`) tells the format.
    ///
    /// # Errors
    /// Every fault of the file, each with its place; RC0901 and on where it cannot be read.
    #[cfg(feature = "fs")]
    pub fn read_dossier(&self, path: impl AsRef<std::path::Path>) -> Result<Dossier, Box<DossierErrors>> {
        let path = path.as_ref();
        let (format, text) = dossier_text(path)?;
        let name = path.display().to_string();
        self.dossier_sharing(format, (&name, None), &text, (Some(path), &SharedLibrary::default()))
    }

    /// Reads a dossier from a text with the files that it shares with others: those it names beside its own file, and
    /// those of the library. `at`: the name of the file, and the line where it holds many.
    ///
    /// # Errors
    /// Every fault of the text and of the shared files, each with its place.
    #[cfg(feature = "fs")]
    pub fn dossier_sharing(
        &self,
        format: Format,
        at: (&str, Option<u32>),
        text: &str,
        (path, library): (Option<&std::path::Path>, &SharedLibrary),
    ) -> Result<Dossier, Box<DossierErrors>> {
        let limits = crate::dossier::Limits::default();
        let mut gather = |wanted: &[smol_str::SmolStr]| library.gather(self, path, wanted);
        crate::dossier::read_dossier_sharing(self, format, at, text, limits, &mut gather)
    }

    /// [`RuleSet::case_from_str`] with the files that the dossier shares with others, as [`RuleSet::dossier_sharing`].
    ///
    /// # Errors
    /// Every fault of the text and of the shared files, each with its place.
    #[cfg(feature = "fs")]
    pub fn case_sharing(
        &self,
        format: Format,
        at: (&str, Option<u32>),
        text: &str,
        (path, library): (Option<&std::path::Path>, &SharedLibrary),
    ) -> Result<Case<'_>, Box<DossierErrors>> {
        let limits = crate::dossier::Limits::default();
        let mut gather = |wanted: &[smol_str::SmolStr]| library.gather(self, path, wanted);
        let read = read_submission_sharing(self, format, at, text, limits, &mut gather);
        read.map(|(submission, dossier)| Case::new(self, submission, dossier))
    }

    /// Judges a dossier at a date. Never fails: what cannot be decided is a verdict that says so.
    /// What is pending is at risk (预警) where its light is on or the expected plan has no day left.
    #[must_use]
    pub fn validate(&self, dossier: &Dossier, as_of: Date) -> Report {
        assess(self, dossier, as_of)
    }

    /// Judges many dossiers on several threads; the reports stand in the order of the dossiers.
    #[cfg(feature = "parallel")]
    #[must_use]
    pub fn validate_all(&self, dossiers: &[(Dossier, Date)]) -> Vec<Report> {
        use rayon::prelude::*;
        dossiers.par_iter().map(|(dossier, as_of)| assess(self, dossier, *as_of)).collect()
    }

    /// The schedule of a dossier's procedure: early and late dates, floats, critical paths, clocks.
    ///
    /// # Errors
    /// [`PlanError`] where the dossier names no procedure or has no record.
    pub fn schedule(
        &self,
        dossier: &Dossier,
        as_of: Date,
        plan: Plan,
    ) -> Result<ProcedureSchedule, PlanError> {
        self.plan(&PlanRequest { dossier: Some((dossier, as_of)), plan, ..PlanRequest::default() })
    }

    /// The schedule of a procedure, with or without a dossier: with a first day, optional steps,
    /// changes.
    ///
    /// # Errors
    /// [`PlanError`] where no procedure or no first day is known.
    pub fn plan(&self, request: &PlanRequest<'_>) -> Result<ProcedureSchedule, PlanError> {
        ProcedureSchedule::of(self, request)
    }
}

/// The text and the format of a dossier file.
///
/// # Errors
/// One diagnostic that says why it cannot be read.
#[cfg(feature = "fs")]
pub fn dossier_text(path: &std::path::Path) -> Result<(Format, String), Box<DossierErrors>> {
    let shown = path.display().to_string();
    let refuse = |fault: Box<crate::diag::Diagnostic>| {
        Box::new(DossierErrors {
            source: crate::text::Source::new(shown.as_str(), ""),
            diagnostics: vec![*fault],
            others: Vec::new(),
        })
    };
    let limit = crate::dossier::Limits::default().bytes;
    let bytes = disk::read(path, &shown, limit).map_err(refuse)?;
    let Some(format) = Format::of_name(&shown) else {
        let rules = path.extension().is_some_and(|end| end == "rules");
        return Err(refuse(if rules {
            crate::diag::input::rules_for_dossier(&shown)
        } else {
            crate::diag::input::unknown_format(&shown)
        }));
    };
    Ok((format, decoded(&shown, &bytes)?))
}

/// Reads a file of rules as it is written, byte-order mark included.
///
/// # Errors
/// One diagnostic that says why it cannot be read.
#[cfg(feature = "fs")]
pub fn rules_text(path: &std::path::Path) -> Result<String, Box<DossierErrors>> {
    let shown = path.display().to_string();
    let bytes = disk::read(path, &shown, Limits::default().file_bytes).map_err(|fault| {
        let source = crate::text::Source::new(shown.as_str(), "");
        Box::new(DossierErrors { source, diagnostics: vec![*fault], others: Vec::new() })
    })?;
    let marked = bytes.starts_with("\u{FEFF}".as_bytes());
    decoded(&shown, &bytes).map(|text| if marked { format!("\u{FEFF}{text}") } else { text })
}

/// Puts a text in the place of a file: it has either the old content or the new, never a part.
///
/// # Errors
/// RC0921 where it cannot be written; the file is as it was.
#[cfg(feature = "fs")]
pub fn replace_file(path: &std::path::Path, text: &str) -> Result<(), Box<crate::diag::Diagnostic>> {
    disk::replace(path, text).map_err(|error| disk::unwritable(&path.display().to_string(), &error))
}

/// The text of a dossier's bytes.
///
/// # Errors
/// One diagnostic that names the encoding, where it is not UTF-8.
pub fn decoded(shown: &str, bytes: &[u8]) -> Result<String, Box<DossierErrors>> {
    use crate::diag::syntax as fault;
    use crate::text::{DecodeFault, FileId, Source, Span, decode};
    let found = match decode(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        Err(found) => found,
    };
    let text = String::from_utf8_lossy(bytes);
    let at = match found {
        DecodeFault::Gb18030 { at } | DecodeFault::NotUtf8 { at } => u32::try_from(at).unwrap_or(u32::MAX),
        DecodeFault::Utf16 => 0,
    };
    let span = Span::new(FileId(0), at, at);
    let fault = match found {
        DecodeFault::Gb18030 { .. } => fault::gb18030(span),
        DecodeFault::Utf16 => fault::utf16(span),
        DecodeFault::NotUtf8 { at } => fault::not_utf8(span, at),
    };
    Err(Box::new(DossierErrors {
        source: Source::new(shown, text.as_ref()),
        diagnostics: vec![*fault],
        others: Vec::new(),
    }))
}

/// The files of a folder with one of these endings, sorted.
///
/// # Errors
/// RC0901 where the folder cannot be read.
#[cfg(feature = "fs")]
pub fn files_in(
    folder: &std::path::Path,
    endings: &[&str],
) -> Result<Vec<std::path::PathBuf>, Box<crate::diag::Diagnostic>> {
    disk::walk(folder, endings, usize::MAX)
        .map_err(|error| disk::refused(&folder.display().to_string(), &error))
}

/// The name nearest to a word, where one is near.
pub(crate) fn nearest<'n>(word: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if word.len() > 200 {
        return None;
    }
    names
        .map(|name| (strsim::osa_distance(word, name), name))
        .filter(|(distance, name)| *distance * 3 <= word.chars().count().max(name.chars().count()) + 1)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

impl RuleSet {
    /// The id nearest to a mistyped one: by the whole id, else by its last part.
    #[must_use]
    pub fn nearest_obligation(&self, name: &str) -> Option<&str> {
        let ids = || self.obligations.iter().map(|obligation| obligation.id.as_str());
        let last = |id: &'_ str| id.rsplit('/').next().map(str::to_owned).unwrap_or_default();
        nearest(name, ids()).or_else(|| {
            let wanted = last(name);
            let names: Vec<String> = ids().map(last).collect();
            let near = nearest(&wanted, names.iter().map(String::as_str))?;
            ids().find(|id| last(id) == near)
        })
    }
}
