//! The language reference is a specification that runs: every `rules` block of `docs/language/` is
//! compiled, and its scenarios are judged.
//!
//! A block opened with ```` ```rules ```` is a whole file that compiles and whose 测试 all pass; one
//! opened with ```` ```rules RC2003 ```` must be refused with that code.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use rulecheck::RuleSet;
use rulecheck::diag::Severity;
use rulecheck::scenario::run;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A block of rules in a chapter.
struct Block {
    /// The chapter and the line of the block.
    place: String,
    /// The code that must refuse it; `None`: it must compile.
    refused: Option<String>,
    text: String,
}

fn chapters() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir("docs/language")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    found.sort();
    found
}

fn blocks(path: &Path) -> Vec<Block> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    for (at, line) in text.lines().enumerate() {
        match &mut open {
            None if line.starts_with("```rules") => {
                let refused = line.trim_start_matches("```rules").trim();
                open = Some(Block {
                    place: format!("{}:{}", path.display(), at + 1),
                    refused: (!refused.is_empty()).then(|| refused.to_owned()),
                    text: String::new(),
                });
            }
            Some(_) if line.starts_with("```") => found.extend(open.take()),
            Some(block) => {
                let _ = writeln!(block.text, "{line}");
            }
            None => {}
        }
    }
    assert!(open.is_none(), "{}: a block is not closed", path.display());
    found
}

/// What is wrong with a block; empty where it is as it says.
fn faults(block: &Block) -> String {
    let checked = RuleSet::builder().source("block.rules", block.text.as_str()).check();
    let errors: Vec<String> = checked
        .diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Error)
        .map(|one| format!("{} {}", one.code, one.message.zh))
        .collect();
    let mut out = String::new();
    if let Some(code) = &block.refused {
        if !errors.iter().any(|error| error.starts_with(code.as_str())) {
            let _ = writeln!(out, "{}: not refused with {code}, but: {errors:?}", block.place);
        }
        return out;
    }
    let Some(rules) = checked.rules else {
        return format!("{}: does not compile: {errors:#?}\n", block.place);
    };
    if rules.tests.is_empty() {
        let _ = writeln!(out, "{}: no 测试", block.place);
    }
    for test in rules.tests.iter() {
        let differences = run(&rules, test);
        if !differences.is_empty() {
            let _ = writeln!(out, "{}: 测试 “{}”: {differences:#?}", block.place, test.name);
        }
    }
    out
}

#[test]
fn every_block_is_as_it_says() {
    let mut out = String::new();
    let mut count = 0;
    for path in chapters() {
        for block in blocks(&path) {
            count += 1;
            out.push_str(&faults(&block));
        }
    }
    assert!(out.is_empty(), "{out}");
    assert!(count > 0, "no block was found");
}

/// What every section of a chapter must have.
const PARTS: [&str; 4] =
    ["**公式 / Formula**", "**真值表 / Truth table**", "**例 / Example**", "**反例 / Counter-example**"];

#[test]
fn every_construct_has_its_formula_its_table_and_its_examples() {
    let mut out = String::new();
    for path in chapters() {
        let text = std::fs::read_to_string(&path).unwrap();
        let sections: Vec<&str> = text.split("\n## ").skip(1).collect();
        if sections.is_empty() {
            let _ = writeln!(out, "{}: no section", path.display());
        }
        for section in sections {
            let title = section.lines().next().unwrap_or_default();
            for part in PARTS.iter().filter(|part| !section.contains(**part)) {
                let _ = writeln!(out, "{}: ‘{title}’ lacks {part}", path.display());
            }
            if !title.contains(" / ") {
                let _ = writeln!(out, "{}: ‘{title}’ is not in both languages", path.display());
            }
        }
    }
    assert!(out.is_empty(), "{out}");
}

#[test]
fn every_chapter_is_listed() {
    let index = std::fs::read_to_string("docs/language.md").unwrap();
    for path in chapters() {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(index.contains(&format!("(language/{name})")), "docs/language.md does not list {name}");
    }
}
