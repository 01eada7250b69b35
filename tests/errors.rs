//! Wrong rules and wrong dossiers, and word for word what their writer is told, in both languages.
//!
//! `tests/errors/NAME.rules` (or `.json`, `.ron`, `.yaml`) has one slip; `NAME.txt` beside it is what the
//! program says, first in Chinese, then in English. The wrong examples of `docs/codes/` have theirs in
//! `tests/errors/codes/`. `RULECHECK_BLESS=1` writes what is said now: read it as the lawyer would.
#![cfg(all(unix, feature = "cli"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a test may fail loudly and asks the environment"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use unicode_width::UnicodeWidthStr as _;

const PROGRAM: &str = env!("CARGO_BIN_EXE_rulecheck");
const LANGUAGES: [&str; 2] = ["zh", "en"];

/// A wrong text and where what is said about it is kept.
struct Case {
    name: String,
    /// The folder in which the program runs; `None`: a new one.
    folder: Option<PathBuf>,
    kind: String,
    text: String,
    golden: PathBuf,
}

fn listed(folder: &str) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.sort();
    found
}

/// The fixtures of a slip each.
fn slips() -> Vec<Case> {
    let kinds = ["rules", "json", "ron", "yaml"];
    let kind = |path: &Path| path.extension().map(|end| end.to_string_lossy().into_owned());
    listed("tests/errors")
        .into_iter()
        .filter_map(|path| {
            let kind = kind(&path).filter(|kind| kinds.contains(&kind.as_str()))?;
            Some(Case {
                name: path.file_stem().unwrap().to_string_lossy().into_owned(),
                folder: Some(PathBuf::from("tests/errors")),
                text: std::fs::read_to_string(&path).unwrap(),
                golden: path.with_extension("txt"),
                kind,
            })
        })
        .collect()
}

/// The wrong examples of the pages of all codes.
fn pages() -> Vec<Case> {
    let prelude = std::fs::read_to_string("docs/codes/prelude.rules").unwrap();
    let mut cases = Vec::new();
    for path in listed("docs/codes") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let page = std::fs::read_to_string(&path).unwrap();
        let block = page.split_once("**错 / Wrong**").and_then(|(_, rest)| rest.split_once("```"));
        let Some((_, block)) = block.filter(|_| name.starts_with("RC")) else { continue };
        let (kind, text) = block.split_once('\n').unwrap();
        let (text, _) = text.split_once("\n```").unwrap();
        let whole = text.starts_with("规则集") || text.starts_with("// 整个文件");
        let text = if kind == "rules" && !whole { format!("{prelude}{text}\n") } else { format!("{text}\n") };
        let golden = PathBuf::from(format!("tests/errors/codes/{name}.txt"));
        cases.push(Case { name, folder: None, kind: kind.to_owned(), text, golden });
    }
    cases
}

/// What the program says about a text in one language.
fn said(case: &Case, lang: &str) -> String {
    let scratch = tempfile::tempdir().unwrap();
    let folder = case.folder.clone().unwrap_or_else(|| scratch.path().to_owned());
    let file = format!("{}.{}", case.name, case.kind);
    if case.folder.is_none() {
        std::fs::write(folder.join(&file), &case.text).unwrap();
    }
    let mut command = match case.kind.as_str() {
        "sh" => {
            let init = Command::new(PROGRAM).args(["--lang", "zh", "init"]).current_dir(&folder).output();
            assert!(init.unwrap().status.success(), "{}", case.name);
            let beside = Path::new(PROGRAM).parent().unwrap().display();
            let mut command = Command::new("sh");
            command
                .args(["-c", &case.text])
                .env("PATH", format!("{beside}:{}", std::env::var("PATH").unwrap()))
                .env("LC_ALL", if lang == "zh" { "zh_CN.UTF-8" } else { "en_US.UTF-8" });
            command
        }
        "rules" => {
            let mut command = Command::new(PROGRAM);
            command.args(["--lang", lang, "check", &file]);
            command
        }
        _ => {
            let mut command = Command::new(PROGRAM);
            command.args(["--lang", lang, "validate", "--as-of", "2024-07-01", &file]);
            command
        }
    };
    let output = command.current_dir(&folder).env("NO_COLOR", "1").output().unwrap();
    let all = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(all).unwrap();
    let text: Vec<&str> = text.lines().map(str::trim_end).collect();
    text.join("\n").replace(&scratch.path().display().to_string(), "…").trim_end().to_owned() + "\n"
}

/// Runs something for every case on all cores; what it says, in the order of the cases.
fn each<T: Send>(cases: &[Case], work: impl Fn(&Case) -> T + Sync) -> Vec<T> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let at = next.fetch_add(1, Ordering::Relaxed)
                    && let Some(case) = cases.get(at)
                {
                    let result = work(case);
                    done.lock().unwrap().push((at, result));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, result)| result).collect()
}

fn compare(cases: &[Case]) {
    let bless = std::env::var("RULECHECK_BLESS").is_ok();
    let found = each(cases, |case| {
        let said = LANGUAGES.map(|lang| format!("=== {lang}\n{}", said(case, lang)));
        said.join("\n")
    });
    let mut wrong = String::new();
    for (case, said) in cases.iter().zip(&found) {
        assert!(!said.contains("panicked"), "{}: {said}", case.name);
        if bless {
            std::fs::create_dir_all(case.golden.parent().unwrap()).unwrap();
            std::fs::write(&case.golden, said).unwrap();
            continue;
        }
        let known = std::fs::read_to_string(&case.golden);
        if known.is_err() && case.folder.is_none() {
            // The page of a new code: its example is run by `tests/codes.rs`, and written down at the next blessing.
            println!("{}: not written down yet", case.name);
            continue;
        }
        let known = known.unwrap_or_default();
        if known != *said {
            let _ = writeln!(wrong, "{}:\n{}", case.name, rulecheck::format::changes(&known, said));
        }
    }
    assert!(wrong.is_empty(), "read what is said now, then RULECHECK_BLESS=1\n{wrong}");
}

#[test]
fn every_slip_is_told_as_it_is_written_down() {
    let cases = slips();
    assert!(cases.len() >= 150, "{}", cases.len());
    compare(&cases);
}

#[test]
fn every_wrong_example_is_told_as_it_is_written_down() {
    compare(&pages());
}

#[test]
fn one_slip_is_one_report() {
    let cases = slips();
    let mut wrong = Vec::new();
    for case in &cases {
        let golden = std::fs::read_to_string(&case.golden).unwrap_or_default();
        for part in golden.split("=== ").skip(1) {
            let is_code = |line: &str| line.len() == 6 && line.starts_with("RC");
            let count = part.lines().filter(|line| is_code(line)).count();
            if count != 1 {
                wrong.push(format!("{}: {count} reports\n{part}", case.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Codes that no text of these gives: what is too large, and what is a fault of the program alone.
const UNSEEN: [u16; 2] = [940, 5004];

#[test]
fn every_code_is_told_somewhere() {
    let golden = ["tests/errors", "tests/errors/codes"].into_iter().flat_map(listed);
    let texts = golden.filter(|path| path.extension().is_some_and(|end| end == "txt"));
    let mut all: String = texts.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    all.extend(pages().iter().map(|page| page.name.as_str()));
    let missing: Vec<String> = rulecheck::diag::registry::all()
        .into_iter()
        .filter(|code| !UNSEEN.contains(&code.0) && !all.contains(&code.to_string()))
        .map(|code| code.to_string())
        .collect();
    assert!(missing.is_empty(), "no fixture gives {missing:?}");
}

#[test]
fn underlines_stand_under_what_they_mean() {
    // The program draws a line of the source and under it the marks: as wide on the screen as what is meant.
    let mut drawn = 0;
    for path in listed("tests/errors").into_iter().filter(|path| path.extension().is_some_and(|e| e == "txt"))
    {
        let text = std::fs::read_to_string(&path).unwrap();
        for found in Drawing::of(&text) {
            drawn += 1;
            let (from, to) = found.marked;
            let mut at = 0;
            let mut edges = vec![0];
            for character in found.source.chars() {
                at += character.to_string().width();
                edges.push(at);
            }
            // Past the end of a line a mark stands for what is missing there.
            let edge = |place: usize| edges.contains(&place) || place > at;
            assert!(
                edge(from) && (edge(to) || to == from + 1),
                "{}: {from}..{to} under\n{}",
                path.display(),
                found.source
            );
        }
    }
    assert!(drawn > 100, "{drawn}");
}

/// A line of a source with the marks under it.
struct Drawing<'t> {
    source: &'t str,
    /// Display columns, from 0.
    marked: (usize, usize),
}

impl<'t> Drawing<'t> {
    fn of(text: &'t str) -> Vec<Self> {
        let lines: Vec<&str> = text.lines().collect();
        let mut found = Vec::new();
        for pair in lines.windows(2) {
            let [above, below] = pair else { continue };
            let Some((gutter, source)) = above.split_once(" │ ") else { continue };
            let Some((_, marks)) = below.split_once(" · ") else { continue };
            if gutter.trim().parse::<u32>().is_err() {
                continue;
            }
            let marks: Vec<char> = marks.chars().collect();
            let is_mark = |mark: char| matches!(mark, '─' | '┬' | '▲' | '^' | '╰');
            let Some(from) = marks.iter().position(|mark| is_mark(*mark)) else { continue };
            let length = marks.iter().skip(from).take_while(|mark| is_mark(**mark)).count();
            found.push(Self { source, marked: (from, from + length) });
        }
        found
    }
}
