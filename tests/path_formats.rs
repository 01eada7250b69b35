//! What `path` and `graph` write for spreadsheets, calendars, pictures and pages: goldens of two examples in both
//! languages, and that hostile names stay names. `UPDATE_PICTURES=1` writes the goldens anew.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail loudly and asks whether to write"
)]

use std::path::Path;
use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_rulecheck");

fn run(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).env("NO_COLOR", "1").output().unwrap()
}

fn written(arguments: &[&str]) -> String {
    let output = run(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// What is written, less the digest of the rules, which other work moves.
fn steady(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("sha256:") {
        out.push_str(before);
        out.push_str("sha256:…");
        rest = after.trim_start_matches(|letter: char| letter.is_ascii_hexdigit());
    }
    out + rest
}

/// The examples: what is asked, and what the goldens are called by.
const EXAMPLES: [(&str, &[&str]); 2] = [
    ("under-way", &["examples/under-way.ron"]),
    ("no-dossier", &["--procedure", "国家·重大行政决策", "--start", "2024-04-22", "--with", "公开征求意见"]),
];
const FORMATS: &[(&str, &str)] = &[("path", "csv"), ("path", "ics")];

#[test]
fn formats_are_as_they_were() {
    let folder = Path::new("tests/pictures");
    let update = std::env::var("UPDATE_PICTURES").is_ok();
    let mut wrong = Vec::new();
    for (name, asked) in EXAMPLES {
        for (command, format) in FORMATS {
            for lang in ["zh", "en"] {
                let all = [&["--lang", lang, command, "--format", format], asked].concat();
                let found = steady(&written(&all));
                assert_eq!(found, steady(&written(&all)), "{all:?} is not the same every time");
                let golden = folder.join(format!("{name}-{command}.{lang}.{format}"));
                if update {
                    std::fs::create_dir_all(folder).unwrap();
                    std::fs::write(&golden, &found).unwrap();
                }
                if std::fs::read_to_string(&golden).unwrap_or_default() != found {
                    wrong.push(golden.display().to_string());
                }
            }
        }
    }
    assert!(wrong.is_empty(), "not what is written now: {wrong:?}; read the change, then UPDATE_PICTURES=1");
}

#[test]
fn several_formats_go_to_files_and_one_to_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let csv = format!("csv={}", file("a.csv").display());
    let ics = format!("ics={}", file("a.ics").display());
    let arguments =
        ["path", "examples/under-way.ron", "--format", &csv, "--format", &ics, "--format", "json"];
    assert!(written(&arguments).starts_with('{'));
    // Twice: the second run replaces what the first one wrote.
    assert!(written(&arguments).starts_with('{'));
    assert!(std::fs::read_to_string(file("a.csv")).unwrap().starts_with("\u{FEFF}kind,id,name,"));
    assert!(std::fs::read_to_string(file("a.ics")).unwrap().starts_with("BEGIN:VCALENDAR\r\n"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing else is left behind");
}

#[test]
fn what_cannot_be_written_is_refused_before_anything_is() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = folder.path().join("a.ron");
    std::fs::copy("examples/under-way.ron", &dossier).unwrap();
    let shown = dossier.display().to_string();
    let beside = folder.path().join("x/../a.ron").display().to_string();
    std::fs::create_dir(folder.path().join("x")).unwrap();
    let nowhere = folder.path().join("none/a.csv").display().to_string();
    let over = format!("csv={beside}");
    let nowhere = format!("csv={nowhere}");
    for (formats, code) in [
        (vec![over.as_str()], "RC7131"),
        (vec!["csv", "ics"], "RC7133"),
        (vec!["csv=", "ics"], ""),
        (vec![nowhere.as_str()], "RC0921"),
        (vec!["picture"], ""),
    ] {
        let mut all = vec!["--lang", "en", "path", shown.as_str()];
        for format in &formats {
            all.extend(["--format", format]);
        }
        let output = run(&all);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains(code), "{formats:?}: {said}");
        assert!(output.stdout.is_empty(), "{formats:?}");
    }
    assert_eq!(
        std::fs::read(&dossier).unwrap(),
        std::fs::read("examples/under-way.ron").unwrap(),
        "the dossier is as it was"
    );
}

#[test]
fn a_table_can_go_without_its_mark() {
    let plain = written(&["path", "examples/under-way.ron", "--format", "csv", "--no-bom"]);
    assert!(plain.starts_with("kind,id,name,"));
    let marked = written(&["path", "examples/under-way.ron", "--format", "csv"]);
    assert_eq!(marked.strip_prefix('\u{FEFF}'), Some(plain.as_str()));
}
