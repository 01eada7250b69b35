//! The shipped rules: their scenarios and the example dossiers are typed without a fault.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

use rulecheck::calendar::WorkdayCalendar;
use rulecheck::dossier::{Format, read_dossier, type_scenario};
use rulecheck::model::{ParsedFile, RuleSet, compile};
use rulecheck::syntax::parse;
use rulecheck::text::{Source, SourceMap};

/// A file: its name, its text, and its imports by alias and position.
type File<'t> = (&'t str, &'t str, &'t [(&'t str, usize)]);

/// Files of one set, the main one first.
fn rules(files: &[File<'_>]) -> RuleSet {
    let mut sources = SourceMap::default();
    let mut parsed = Vec::new();
    for (name, text, imports) in files {
        let file = sources.add(Source::new(*name, *text)).unwrap();
        let parse = parse(file, (*text).into());
        let imports = imports.iter().map(|(alias, at)| ((*alias).into(), *at, Default::default())).collect();
        parsed.push(ParsedFile { parse, imports });
    }
    let compiled = compile(&parsed, sources, WorkdayCalendar::china());
    compiled.rules.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

fn decree() -> RuleSet {
    rules(&[("decree-713.rules", include_str!("../rules/state/decree-713.rules"), &[])])
}

fn notice() -> RuleSet {
    rules(&[
        ("2024-34.rules", include_str!("../rules/golmud/2024-34-major-decisions.rules"), &[("国家", 1)]),
        ("decree-713.rules", include_str!("../rules/state/decree-713.rules"), &[]),
    ])
}

fn scenarios_are_typed(rules: &RuleSet) {
    assert!(!rules.tests.is_empty());
    for test in rules.tests.iter() {
        let typed = type_scenario(rules, test);
        assert!(typed.is_ok(), "{}: {:#?}", test.name, typed.err());
    }
}

#[test]
fn scenarios_of_the_decree_are_typed() {
    scenarios_are_typed(&decree());
}

#[test]
fn scenarios_of_the_notice_are_typed() {
    scenarios_are_typed(&notice());
}

#[test]
fn example_dossiers_are_typed() {
    let rules = notice();
    let mut read = 0;
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(format) = Format::of_name(&name) else { continue };
        let text = std::fs::read_to_string(&path).unwrap();
        if let Err(errors) = read_dossier(&rules, format, &name, &text) {
            panic!("{name}: {:#?}", errors.diagnostics);
        }
        read += 1;
    }
    assert!(read >= 5, "{read} examples");
}
