//! The shipped rules: their scenarios and the example dossiers are typed without a fault.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

#[path = "dossier/shipped.rs"]
mod shipped;

use rulecheck::dossier::{Format, read_dossier, type_scenario, write_submission};
use rulecheck::model::RuleSet;
use shipped::{decree, notice};

fn scenarios_are_typed(rules: &RuleSet) {
    assert!(!rules.tests.is_empty());
    for test in rules.tests.iter() {
        let typed = type_scenario(rules, test);
        assert!(typed.is_ok(), "{}: {:#?}", test.name, typed.err());
    }
}

/// A scenario as a file is the same dossier, and says the same once more when it is written from the file.
fn scenarios_are_written(rules: &RuleSet) {
    for test in rules.tests.iter() {
        let scenario =
            type_scenario(rules, test).unwrap_or_else(|faults| panic!("{}: {faults:#?}", test.name));
        for format in [
            Format::Ron,
            Format::Json,
            #[cfg(feature = "yaml")]
            Format::Yaml,
        ] {
            let text = write_submission(format, &test.dossier);
            let mut read = read_dossier(rules, format, &scenario.name, &text)
                .unwrap_or_else(|errors| panic!("{}: {:#?}\n{text}", test.name, errors.diagnostics));
            read.digest = scenario.digest;
            assert_eq!(format!("{read:#?}"), format!("{scenario:#?}"), "{}\n{text}", test.name);
        }
    }
}

#[test]
fn scenarios_of_the_decree_are_written_as_dossiers() {
    scenarios_are_written(&decree());
}

#[test]
fn scenarios_of_the_notice_are_written_as_dossiers() {
    scenarios_are_written(&notice());
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
    let (notice, permit, investment) = (notice(), shipped::permit(), shipped::investment());
    let mut read = 0;
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/examples")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(format) = Format::of_name(&name) else { continue };
        let text = std::fs::read_to_string(&path).unwrap();
        let rules = match () {
            () if name.starts_with("permit") => &permit,
            () if text.contains("格尔木市政府投资审批") => &investment,
            () => &notice,
        };
        if let Err(errors) = read_dossier(rules, format, &name, &text) {
            panic!("{name}: {:#?}", errors.diagnostics);
        }
        read += 1;
    }
    assert!(read >= 5, "{read} examples");
}
