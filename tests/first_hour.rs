//! The first hours in `docs/`: every command, every edit and every file of the page is carried out as it is written,
//! in a folder that holds what the page says the reader has.
//!
//! A block ```` ```console ```` holds commands after `$ ` and what they answer: `[..]` is any text in a line, a line
//! `...` any lines. A block that begins with `@@ FILE` is an edit (```` ```diff ````) or is added to the file. Blocks
//! of ```` ```sh ```` and ```` ```rust ```` are for the reader alone.
#![cfg(all(unix, feature = "cli"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "a test may fail loudly")]

mod written;

use std::path::Path;
use std::process::Command;
use written::{Marks, are_lines, is_line};

const MARKS: Marks = Marks { text: "[..]", lines: "..." };

const PROGRAM: &str = env!("CARGO_BIN_EXE_rulecheck");

/// One thing that the page asks to do.
enum Act {
    /// A command and its answer.
    Run(String, Vec<String>),
    /// In a file, lines that are replaced.
    Edit(String, String, String),
    /// Text that is added to a file.
    Add(String, String),
}

fn acts(page: &str) -> Vec<Act> {
    let mut found = Vec::new();
    for block in page.split("\n```").skip(1).step_by(2) {
        let (kind, text) = block.split_once('\n').unwrap();
        let file = || text.lines().next().unwrap().strip_prefix("@@ ").map(str::to_owned);
        match kind {
            "console" => {
                for run in format!("\n{text}").split("\n$ ").skip(1) {
                    let mut lines = run.lines().map(str::to_owned);
                    let command = lines.next().unwrap();
                    found.push(Act::Run(command, lines.collect()));
                }
            }
            "diff" => {
                let with = |sign: char| -> String {
                    text.lines()
                        .filter_map(|line| line.strip_prefix(sign))
                        .map(|line| format!("{line}\n"))
                        .collect()
                };
                found.push(Act::Edit(file().unwrap(), with('-'), with('+')));
            }
            "sh" | "rust" => {}
            _ => {
                let file = file().unwrap_or_else(|| panic!("a block of {kind} names no file"));
                let (_, added) = text.split_once('\n').unwrap();
                found.push(Act::Add(file, format!("{added}\n")));
            }
        }
    }
    found
}

fn run(folder: &Path, command: &str, lang: &str) -> String {
    let path = std::env::var("PATH").unwrap();
    let beside = Path::new(PROGRAM).parent().unwrap().display();
    let output = Command::new("sh")
        .args(["-c", command])
        .current_dir(folder)
        .env("PATH", format!("{beside}:{path}"))
        .env("LC_ALL", lang)
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    String::from_utf8(said).unwrap()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, target).unwrap();
        }
    }
}

fn follow(page: &str, lang: &str) -> usize {
    let folder = tempfile::tempdir().unwrap();
    for name in ["rules", "examples"] {
        copy(Path::new(name), &folder.path().join(name));
    }
    let acts = acts(&std::fs::read_to_string(page).unwrap());
    for act in &acts {
        match act {
            Act::Run(command, wanted) => {
                let said = run(folder.path(), command, lang);
                let found: Vec<&str> = said.trim_end().lines().collect();
                let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
                assert!(
                    are_lines(MARKS, &wanted, &found),
                    "{page}: $ {command}\n--- written\n{}\n--- found\n{said}",
                    wanted.join("\n")
                );
            }
            Act::Edit(file, old, new) => {
                let path = folder.path().join(file);
                let text = std::fs::read_to_string(&path).unwrap();
                assert_eq!(text.matches(old.as_str()).count(), 1, "{page}: {file} holds not once:\n{old}");
                std::fs::write(path, text.replacen(old.as_str(), new, 1)).unwrap();
            }
            Act::Add(file, added) => {
                let path = folder.path().join(file);
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                std::fs::write(path, text + added).unwrap();
            }
        }
    }
    acts.len()
}

#[test]
fn the_first_hour_of_a_lawyer_goes_as_it_is_written() {
    let done = follow("docs/zh/十分钟.md", "zh_CN.UTF-8");
    assert!(done > 20, "{done} steps were found");
}

#[test]
fn what_is_written_must_be_what_is_found() {
    let are = |wanted: &str, found: &[&str]| are_lines(MARKS, &wanted.lines().collect::<Vec<_>>(), found);
    assert!(are("a [..] c\n...\nz", &["a b c", "x", "y", "z"]));
    assert!(are("...\nz", &["z"]));
    assert!(!are("a [..] c", &["a b d"]));
    assert!(!are("a", &["a", "b"]));
    assert!(!are("a\nb", &["a"]));
    assert!(is_line(MARKS, "[..]x[..]", "axb") && !is_line(MARKS, "[..]x[..]", "ab"));
}
