//! `rulecheck init`: a first folder of rules with its tests, a dossier and what a CI runs.

use super::args::InitArgs;
use super::failure::Failure;
use super::output::Session;
use crate::diag::{Lang, input};
use std::path::Path;

/// A file to write: its path in the folder, its text, whether it may be run.
type Written = (&'static str, &'static str, bool);

const ZH: &[Written] = &[
    ("README.md", include_str!("init/zh/README.md"), false),
    ("rules/first.rules", include_str!("init/zh/first.rules"), false),
    ("dossiers/first.ron", include_str!("init/zh/first.ron"), false),
    ("ci.sh", include_str!("init/ci.sh"), true),
    (".github/workflows/rulecheck.yml", include_str!("init/github.yml"), false),
];
const EN: &[Written] = &[
    ("README.md", include_str!("init/en/README.md"), false),
    ("rules/first.rules", include_str!("init/en/first.rules"), false),
    ("dossiers/first.ron", include_str!("init/en/first.ron"), false),
    ("ci.sh", include_str!("init/ci.sh"), true),
    (".github/workflows/rulecheck.yml", include_str!("init/github.yml"), false),
];

pub(super) fn run(args: &InitArgs, session: &mut Session) -> Result<u8, Failure> {
    let lang = session.style.lang;
    let files = match lang {
        Lang::Zh => ZH,
        Lang::En => EN,
    };
    // Nothing is written where anything would be overwritten.
    if let Some((taken, ..)) = files.iter().find(|(name, ..)| args.folder.join(name).exists()) {
        return Err(input::exists(&args.folder.join(taken).display().to_string()).into());
    }
    for (name, text, executable) in files {
        let path = args.folder.join(name);
        write(&path, text, *executable)
            .map_err(|error| input::unwritable(&path.display().to_string(), &error.to_string()))?;
        session.write(&format!("{}\n", path.display()))?;
    }
    let next = match lang {
        Lang::Zh => format!("下一步：cd {} && ./ci.sh\n", args.folder.display()),
        Lang::En => format!("next: cd {} && ./ci.sh\n", args.folder.display()),
    };
    session.say(&next);
    Ok(0)
}

fn write(path: &Path, text: &str, executable: bool) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text)?;
    if executable {
        permit(path)?;
    }
    Ok(())
}

#[cfg(unix)]
fn permit(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn permit(_: &Path) -> std::io::Result<()> {
    Ok(())
}
