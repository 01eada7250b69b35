//! The reference of dossiers: its examples are read without a fault, or refused with the code they announce; and what
//! it says of late entries and of later dates holds.
#![cfg(feature = "yaml")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what a test builds on must be there"
)]

use rulecheck::RuleSet;
use rulecheck::calendar::Date;
use rulecheck::dossier::{Dossier, Format, read_dossier};
use rulecheck::judge::{Status, late_entries};

fn rules() -> RuleSet {
    RuleSet::builder().pack("state/decree-713.rules").compile().unwrap()
}

/// The fenced blocks of the page: language, announced code, text.
fn blocks() -> Vec<(String, Option<u16>, String)> {
    let page = include_str!("../docs/dossier.md");
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let (language, code) =
            info.split_once(" RC").map_or((info, None), |(language, code)| (language, Some(code)));
        found.push((language.to_owned(), code.map(|code| code.parse().unwrap()), text.join("\n") + "\n"));
    }
    found
}

#[test]
fn the_examples_of_the_reference_are_read() {
    let rules = rules();
    let (mut read, mut refused) = (0, 0);
    for (language, code, text) in blocks() {
        let Some(format) = Format::of_name(&format!("x.{language}")) else { continue };
        let found: Vec<u16> = match read_dossier(&rules, format, "例", &text) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.diagnostics.iter().map(|one| one.code.0).collect(),
        };
        assert_eq!(found, code.into_iter().collect::<Vec<_>>(), "{text}");
        if code.is_some() { refused += 1 } else { read += 1 }
    }
    assert!(read >= 5 && refused >= 5, "{read} {refused}");
}

/// The three formats on the page say the same.
#[test]
fn the_three_first_examples_are_one_dossier() {
    let rules = rules();
    let mut shown: Vec<String> = Vec::new();
    for (language, _, text) in blocks() {
        let Some(format) = Format::of_name(&format!("x.{language}")).filter(|_| shown.len() < 3) else {
            continue;
        };
        let mut dossier = read_dossier(&rules, format, "例", &text).unwrap();
        dossier.digest = rulecheck::text::digest([]);
        shown.push(format!("{dossier:?}"));
    }
    assert!(shown.len() == 3 && shown.iter().all(|one| *one == shown[0]), "{shown:#?}");
}

fn dossier(rules: &RuleSet, records: &str) -> Dossier {
    let text = format!(
        "(procedure: \"重大行政决策\", as_of: \"2024-07-01\", project: (名称: \"甲\"), records: [{records}])"
    );
    read_dossier(rules, Format::Ron, "甲", &text).unwrap_or_else(|errors| panic!("{:#?}", errors.diagnostics))
}

#[test]
fn a_late_entry_is_told_and_changes_no_verdict() {
    let rules = rules();
    let with = |recorded: &str| {
        dossier(&rules, &format!("(step: \"归档\", start: \"2024-06-03\", finish: \"2024-06-05\"{recorded})"))
    };
    let late = with(", recorded: \"2024-06-20\"");
    let found = late_entries(&late);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].record, found[0].days, found[0].done.to_string().as_str()), (0, 15, "2024-06-05"));
    for prompt in
        [", recorded: \"2024-06-05\"", ", recorded: \"2024-06-05T23:59\"", "", ", recorded: \"2024-06-04\""]
    {
        assert!(late_entries(&with(prompt)).is_empty(), "{prompt}");
    }
    let open = dossier(&rules, "(step: \"归档\", start: \"2024-06-03\", recorded: \"2024-06-04\")");
    assert_eq!(late_entries(&open)[0].days, 1, "of an open record the start counts");
    let as_of = Date::from_ymd(2024, 7, 1).unwrap();
    assert_eq!(rules.validate(&late, as_of).verdicts, rules.validate(&with(""), as_of).verdicts);
}

#[test]
fn what_is_later_than_the_date_asked_for_is_left_out_and_counted() {
    let rules = rules();
    let step =
        |name: &str, start: &str| format!("(step: \"{name}\", start: \"{start}\", finish: \"{start}\"),");
    let both = dossier(&rules, &(step("研究论证", "2024-05-06") + &step("归档", "2024-06-20")));
    let one = dossier(&rules, &step("研究论证", "2024-05-06"));
    let early = Date::from_ymd(2024, 5, 31).unwrap();
    let (seen, bare) = (rules.validate(&both, early), rules.validate(&one, early));
    assert_eq!((seen.left_out, bare.left_out), (1, 0));
    let statuses = |report: &rulecheck::judge::Report| {
        report.verdicts.iter().map(|one| (one.obligation, one.status)).collect::<Vec<_>>()
    };
    assert_eq!(statuses(&seen), statuses(&bare));
}

#[test]
fn of_a_partial_file_what_is_absent_is_unknown() {
    let rules = rules();
    let read = |partial: bool| {
        let mut value: serde_json::Value =
            serde_json::from_str(include_str!("../examples/compliant.json")).unwrap();
        // Of the file the last record alone is there.
        let records = value["records"].as_array_mut().unwrap();
        records.retain(|record| record["step"] == "归档");
        value["ruleset"] = "国家".into();
        value["attestations"] = serde_json::json!([]);
        value["partial"] = partial.into();
        read_dossier(&rules, Format::Json, "甲", &value.to_string())
            .unwrap_or_else(|errors| panic!("{:#?}", errors.diagnostics))
    };
    let as_of = Date::from_ymd(2024, 8, 1).unwrap();
    let count = |dossier: &Dossier, status| rules.validate(dossier, as_of).with(status).count();
    let (whole, partial) = (read(false), read(true));
    assert!(count(&whole, Status::Violated) > 3);
    assert!(count(&partial, Status::Violated) < count(&whole, Status::Violated));
    assert!(count(&partial, Status::Unproven) > count(&whole, Status::Unproven));
}
