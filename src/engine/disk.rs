//! The file system (feature `fs`): the only place that reads and writes files of rules and dossiers.

use crate::diag::{Diagnostic, input};
use std::fs;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Where a path inside a root leads.
pub(super) enum Inside {
    /// To this file, by its true path.
    At(PathBuf),
    /// Out of the root, through a symbolic link.
    Escapes,
    /// Nowhere.
    Missing,
}

/// The file of a path from a root.
pub(super) fn inside(root: &Path, path: &str) -> Inside {
    let candidate = path.split('/').fold(root.to_path_buf(), |at, part| at.join(part));
    match candidate.canonicalize() {
        Ok(found) if !found.starts_with(root) => Inside::Escapes,
        Ok(found) if found.is_file() => Inside::At(found),
        _ => Inside::Missing,
    }
}

/// A file's path from its root, with `/`.
pub(super) fn relative(path: &Path, root: &Path) -> String {
    let inner = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<String> =
        inner.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    parts.join("/")
}

/// The root of a single file: the nearest folder around it that is named `rules`, else its own.
pub(super) fn root_of(file: &Path) -> PathBuf {
    let named =
        file.ancestors().skip(1).find(|folder| folder.file_name().is_some_and(|name| name == "rules"));
    named.or_else(|| file.parent()).map(Path::to_path_buf).unwrap_or_default()
}

/// Reads a file of at most `limit` bytes; `shown` is what messages call it.
pub(super) fn read(path: &Path, shown: &str, limit: usize) -> Result<Vec<u8>, Box<Diagnostic>> {
    let refuse = |error: std::io::Error| refused(shown, &error);
    let file = fs::File::open(path).map_err(refuse)?;
    if file.metadata().map_err(refuse)?.is_dir() {
        return Err(input::is_folder(shown));
    }
    let mut bytes = Vec::new();
    // One byte more than the limit tells that there is more, whatever the metadata say.
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(refuse)?;
    if bytes.len() > limit {
        return Err(input::too_much(
            &format!("「{shown}」超过 {limit} 字节"),
            &format!("‘{shown}’ has more than {limit} bytes"),
        ));
    }
    Ok(bytes)
}

/// The message for an error of the system.
pub(super) fn refused(shown: &str, error: &std::io::Error) -> Box<Diagnostic> {
    match error.kind() {
        ErrorKind::NotFound => input::not_found(shown),
        ErrorKind::IsADirectory => input::is_folder(shown),
        _ => input::unreadable(shown, &error.to_string()),
    }
}

/// The message for a file that cannot be written.
pub(super) fn unwritable(shown: &str, error: &std::io::Error) -> Box<Diagnostic> {
    input::unwritable(shown, &error.to_string())
}

/// Writes a text beside a file, then moves it into its place with the file's permissions.
pub(super) fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    // Through a link its target is replaced, not the link.
    let path = path.canonicalize()?;
    let permissions = fs::metadata(&path)?.permissions();
    if permissions.readonly() {
        return Err(ErrorKind::PermissionDenied.into());
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
    let (beside, mut file) = create_beside(&folder, &name)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.set_permissions(permissions))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, &path));
    if written.is_err() {
        // Nothing is left behind; the first error is the one to tell.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// A new file beside another; one that is there already is never touched.
fn create_beside(folder: &Path, name: &str) -> std::io::Result<(PathBuf, fs::File)> {
    for count in 0..100 {
        let beside = folder.join(format!(".{name}.{count}.new"));
        match fs::File::create_new(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

/// The files of a folder that end in one of `endings`, by their paths; hidden folders and links
/// that lead out are left out.
pub(super) fn walk(folder: &Path, endings: &[&str], most: usize) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            let path = entry.path();
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            let kind = entry.file_type()?;
            if kind.is_dir() && !hidden {
                open.push(path);
            } else if kind.is_file()
                && path.extension().is_some_and(|end| endings.iter().any(|known| end == *known))
            {
                found.push(path);
            }
        }
        if found.len() > most {
            break;
        }
    }
    found.sort();
    Ok(found)
}
