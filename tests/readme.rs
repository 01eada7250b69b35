//! What the READMEs and the index of the pages say is so: the rule stands in the rules, the reports are what the
//! program writes (`…` for what is left out), every command is listed, every link leads somewhere, the Rust compiles.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail loudly; a snippet prints")]

mod written;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;
use written::{Marks, are_lines};

const PROGRAM: &str = env!("CARGO_BIN_EXE_rulecheck");
const READMES: [(&str, &str); 2] = [("README.md", "en"), ("README.zh-CN.md", "zh")];
const MARKS: Marks = Marks { text: "…", lines: "…" };

fn page(name: &str) -> String {
    std::fs::read_to_string(name).unwrap()
}

/// The blocks of a kind, in order.
fn blocks<'p>(page: &'p str, kind: &str) -> Vec<&'p str> {
    page.split("\n```")
        .skip(1)
        .step_by(2)
        .filter_map(|block| block.split_once('\n'))
        .filter(|(found, _)| *found == kind)
        .map(|(_, text)| text)
        .collect()
}

fn rulecheck(arguments: &[&str]) -> String {
    let output = Command::new(PROGRAM).args(arguments).env("NO_COLOR", "1").output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_rule_that_is_shown_stands_in_the_rules() {
    let rules = page("rules/state/decree-713.rules");
    let bare = |text: &str| -> String { text.lines().map(|line| format!("{}\n", line.trim())).collect() };
    for (name, _) in READMES {
        let shown = page(name);
        let shown = blocks(&shown, "").into_iter().find(|block| block.starts_with("步骤")).unwrap();
        assert!(bare(&rules).contains(&bare(shown)), "{name}: the rule is not as it stands in the rules");
    }
}

#[test]
fn the_reports_that_are_shown_are_what_the_program_writes() {
    for (name, lang) in READMES {
        let shown = page(name);
        let texts = blocks(&shown, "text");
        let report = rulecheck(&["--lang", lang, "validate", "examples/consultation-too-short.ron"]);
        let show =
            rulecheck(&["--lang", lang, "show", "--rules", "builtin:state/decree-713.rules", "公示期"]);
        for (begins, found, rest) in [("examples/", &report, None), ("《", &show, Some("…"))] {
            let wanted = texts.iter().find(|text| text.starts_with(begins)).unwrap();
            let wanted: Vec<&str> = rest.into_iter().chain(wanted.lines()).chain(rest).collect();
            let found: Vec<&str> = found.lines().collect();
            assert!(are_lines(MARKS, &wanted, &found), "{name}, written:\n{wanted:#?}\nfound:\n{found:#?}");
        }
    }
}

#[test]
fn every_command_is_listed_and_no_other() {
    let help = rulecheck(&["--lang", "en", "--help"]);
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let commands: BTreeSet<&str> = commands
        .lines()
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')))
        .filter_map(|line| line.split(' ').next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() > 8, "{commands:?}");
    for (name, _) in READMES {
        let shown = page(name);
        let listed: BTreeSet<&str> = shown
            .lines()
            .filter_map(|line| line.strip_prefix("| `"))
            .filter_map(|line| line.split([' ', '`']).next())
            .collect();
        assert_eq!(listed, commands, "{name}");
    }
}

#[test]
fn every_link_leads_somewhere() {
    let mut pages = vec!["README.md".into(), "README.zh-CN.md".into(), "CONTRIBUTING.md".into()];
    for folder in ["docs", "docs/zh", "docs/examples", "docs/language"] {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        pages.extend(entries.filter(|path| path.extension().is_some_and(|end| end == "md")));
    }
    let mut wrong = Vec::new();
    for path in pages {
        let text = std::fs::read_to_string(&path).unwrap();
        let folder = path.parent().unwrap_or(Path::new(""));
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')) {
            let target = link.0.split('#').next().unwrap_or_default();
            let outside = target.is_empty() || target.contains("://") || target.contains(' ');
            if !outside && !folder.join(target).exists() {
                wrong.push(format!("{}: {target}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn every_page_is_in_the_index() {
    let index = page("docs/README.md");
    for entry in std::fs::read_dir("docs").unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(name == "README.md" || index.contains(&name), "docs/README.md does not list {name}");
    }
}

/// The Rust of the READMEs.
fn snippet(text: &str) -> Result<usize, Box<dyn std::error::Error>> {
    use rulecheck::{RuleSet, calendar::Date, dossier::Format};

    let rules = RuleSet::builder().pack("state/decree-713.rules").compile()?;
    let dossier = rules.dossier_from_str(Format::Ron, "a.ron", text)?;
    let as_of = Date::from_ymd(2024, 6, 20).ok_or("no such date")?;
    let report = rules.validate(&dossier, as_of);
    println!("{:?}, {} verdicts", report.overall.status, report.verdicts.len());
    Ok(report.verdicts.len())
}

#[test]
fn the_rust_that_is_shown_compiles_and_runs() {
    let own = include_str!("readme.rs");
    for (name, _) in READMES {
        let shown = page(name);
        for line in blocks(&shown, "rust").into_iter().flat_map(str::lines) {
            let code = line.split(" //").next().unwrap_or_default().trim();
            assert!(own.contains(code), "{name}: {code}");
        }
    }
    assert!(snippet(include_str!("../examples/consultation-too-short.ron")).unwrap() > 50);
}
