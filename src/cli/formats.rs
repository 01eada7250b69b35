//! `--format FORMAT[=FILE]`, any number of times: what is written, and where to.
//!
//! INVARIANT: everything is worked out before the first byte is written; of several one at most goes to standard
//! output; no file of a run is written over a file that the run read, or twice.

use super::failure::Failure;
use super::output::Session;
use crate::diag::{Diagnostic, picture};
use crate::engine::replace_file;
use clap::builder::{EnumValueParser, PossibleValue, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Arg, Command, ValueEnum};
use std::ffi::OsStr;
use std::marker::PhantomData;
use std::path::{Path, PathBuf};

/// One `--format`.
#[derive(Clone, Debug)]
pub(super) struct Wanted<F> {
    /// How it is written.
    pub(super) format: F,
    /// The file; `None`: standard output.
    pub(super) file: Option<PathBuf>,
}

/// Reads `FORMAT[=FILE]`.
#[derive(Clone, Debug)]
pub(super) struct WantedParser<F>(PhantomData<F>);

impl<F> WantedParser<F> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<F: ValueEnum + Clone + Send + Sync + 'static> TypedValueParser for WantedParser<F> {
    type Value = Wanted<F>;

    fn parse_ref(
        &self,
        command: &Command,
        argument: Option<&Arg>,
        value: &OsStr,
    ) -> Result<Wanted<F>, clap::Error> {
        let text =
            value.to_str().ok_or_else(|| clap::Error::new(ErrorKind::InvalidUtf8).with_cmd(command))?;
        let (name, file) = match text.split_once('=') {
            Some((name, file)) => (name, Some(PathBuf::from(file))),
            None => (text, None),
        };
        // `csv=` names no file: told as a format that there is none of, with those that there are.
        let name = if file.as_ref().is_some_and(|file| file.as_os_str().is_empty()) { text } else { name };
        let format = EnumValueParser::<F>::new().parse_ref(command, argument, OsStr::new(name))?;
        Ok(Wanted { format, file })
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        let all: Vec<PossibleValue> =
            F::value_variants().iter().filter_map(ValueEnum::to_possible_value).collect();
        Some(Box::new(all.into_iter()))
    }
}

/// Refuses what cannot be done: two outputs in one place, or one over what was read.
pub(super) fn check<F>(wanted: &[Wanted<F>], read: &[&Path]) -> Result<(), Box<Diagnostic>> {
    if wanted.iter().filter(|one| one.file.is_none()).count() > 1 {
        return Err(picture::several_on_stdout());
    }
    // What is not there yet is known by its folder.
    let real = |path: &Path| match (path.canonicalize(), path.parent(), path.file_name()) {
        (Ok(found), ..) => found,
        (_, Some(folder), Some(name)) => {
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            folder.canonicalize().map_or_else(|_| path.to_path_buf(), |folder| folder.join(name))
        }
        _ => path.to_path_buf(),
    };
    let mut taken: Vec<PathBuf> = read.iter().map(|path| real(path)).collect();
    for file in wanted.iter().filter_map(|one| one.file.as_deref()) {
        let path = real(file);
        if taken.contains(&path) {
            return Err(picture::written_over(&file.display().to_string()));
        }
        taken.push(path);
    }
    Ok(())
}

/// Writes texts to where they are wanted.
pub(super) fn write(texts: Vec<(Option<&Path>, String)>, session: &mut Session) -> Result<(), Failure> {
    for (file, text) in texts {
        match file {
            None => session.write(&text)?,
            Some(file) => write_file(file, &text)?,
        }
    }
    Ok(())
}

fn write_file(path: &Path, text: &str) -> Result<(), Failure> {
    let shown = path.display().to_string();
    let told = |found: Box<Diagnostic>| Failure::about(&shown, found);
    if path.is_file() {
        return replace_file(path, text).map_err(told);
    }
    let refused = |error: &std::io::Error| told(crate::diag::input::unwritable(&shown, &error.to_string()));
    std::fs::write(path, text).map_err(|error| refused(&error))
}
