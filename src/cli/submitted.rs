//! Dossiers as they are named on the command line: files, folders, standard input.

use super::failure::Failure;
use crate::diag::input;
use crate::dossier::{Format, Heading, heading};
use crate::engine::{decoded, dossier_text, files_in};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// The text of one dossier.
#[derive(Debug)]
pub(super) struct Submitted {
    pub(super) name: String,
    pub(super) format: Format,
    pub(super) text: String,
    /// The rules it asks for.
    pub(super) heading: Heading,
}

/// The files that some paths stand for, folders opened, in the order of the paths.
pub(super) fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let inside = files_in(path, &["ron", "json"])?;
            if inside.is_empty() {
                return Err(input::no_dossiers(&path.display().to_string()).into());
            }
            found.extend(inside);
        } else {
            found.push(path.clone());
        }
    }
    Ok(found)
}

/// Reads one dossier.
pub(super) fn read(path: &Path) -> Result<Submitted, Failure> {
    let name = path.display().to_string();
    if path.as_os_str() == "-" {
        let text = stdin(&name)?;
        // JSON begins with `{"`, RON with a name or `(`.
        let first = text.trim_start().chars().next();
        let format = if first == Some('{') { Format::Json } else { Format::Ron };
        return with_heading(name, format, text);
    }
    let (format, text) = dossier_text(path)?;
    with_heading(name, format, text)
}

fn with_heading(name: String, format: Format, text: String) -> Result<Submitted, Failure> {
    let heading = heading(format, &name, &text)?;
    Ok(Submitted { name, format, text, heading })
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
