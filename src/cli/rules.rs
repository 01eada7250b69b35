//! Which rules a run uses: those named by `--rules`, else the packs inside the program.

use super::failure::Failure;
use crate::diag::input;
use crate::dossier::{Format, Heading};
use crate::engine::{Pack, RuleSetBuilder, packs};
use crate::model::RuleSet;
use std::path::{Path, PathBuf};

/// Rules compiled once, and packs compiled when a dossier needs them.
pub(super) struct Library {
    named: Option<RuleSet>,
    parameters: Vec<(String, String)>,
    packs: Vec<(&'static str, RuleSet)>,
}

impl Library {
    /// Compiles what is named.
    pub(super) fn new(paths: &[PathBuf], parameters: &[(String, String)]) -> Result<Self, Failure> {
        let named = if paths.is_empty() { None } else { Some(with(builder(paths)?, parameters).compile()?) };
        Ok(Self { named, parameters: parameters.to_vec(), packs: Vec::new() })
    }

    /// Makes sure that the rules for a dossier are there.
    pub(super) fn prepare(&mut self, heading: &Heading) -> Result<(), Failure> {
        if self.named.is_some() {
            return Ok(());
        }
        let pack = Pack::for_dossier(heading.ruleset.as_deref(), heading.procedure.as_deref())?;
        if !self.packs.iter().any(|(path, _)| *path == pack.path) {
            let builder = with(RuleSet::builder().pack(pack.path), &self.parameters);
            self.packs.push((pack.path, builder.compile()?));
        }
        Ok(())
    }

    /// The rules for a dossier that was prepared for.
    pub(super) fn rules(&self, heading: &Heading) -> Result<&RuleSet, Failure> {
        if let Some(named) = &self.named {
            return Ok(named);
        }
        let pack = Pack::for_dossier(heading.ruleset.as_deref(), heading.procedure.as_deref())?;
        let found = self.packs.iter().find(|(path, _)| *path == pack.path).map(|(_, rules)| rules);
        found.ok_or_else(|| crate::diag::input::no_pack(Some(pack.ruleset), None).into())
    }
}

/// The rules with parameters that the command line sets.
pub(super) fn with(builder: RuleSetBuilder, parameters: &[(String, String)]) -> RuleSetBuilder {
    parameters.iter().fold(builder, |builder, (name, value)| builder.parameter(name, value))
}

/// The builder of the rules at some paths; none: all packs. `-` is standard input.
pub(super) fn builder(paths: &[PathBuf]) -> Result<RuleSetBuilder, Failure> {
    let mut builder = RuleSet::builder();
    if paths.is_empty() {
        for pack in packs() {
            builder = builder.pack(pack.path);
        }
    }
    for path in paths {
        builder = match shipped(path) {
            Some(pack) => builder.pack(pack),
            None if path.as_os_str() == "-" => {
                let text = super::submitted::stdin("-")?;
                builder.source("-", text)
            }
            None => builder.path(no_dossier(path)?),
        };
    }
    Ok(builder)
}

/// A path, where it does not name a dossier: those who mix them up are told so, not what is wrong with its first line.
pub(super) fn no_dossier(path: &Path) -> Result<&Path, Failure> {
    let shown = path.display().to_string();
    let many = path.extension().is_some_and(|end| end == "jsonl");
    if many || Format::of_name(&shown).is_some() {
        return Err(Failure::about(&shown, input::dossier_for_rules(&shown)));
    }
    Ok(path)
}

/// The pack of `builtin:…` and `内置:…`.
fn shipped(path: &Path) -> Option<String> {
    let text = path.to_str()?;
    let inner = text.strip_prefix("builtin:").or_else(|| text.strip_prefix("内置:"))?;
    Some(inner.to_owned())
}
