//! Bad dossiers: every fault with its code, line and column, and nothing else.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]

#[path = "dossier/builder.rs"]
mod builder;

use rulecheck::dossier::{Format, read_dossier};
use rulecheck::model::RuleSet;

/// A code with its line and column.
type Found = (u16, u32, u32);

fn faults(rules: &RuleSet, format: Format, text: &str) -> Vec<Found> {
    let Err(errors) = read_dossier(rules, format, "卷宗", text) else { return Vec::new() };
    let place = |at| errors.source.lines().place(&errors.source.text, at);
    let found = |fault: &rulecheck::diag::Diagnostic| {
        let place = place(fault.span.start);
        (fault.code.0, place.line, place.column)
    };
    errors.diagnostics.iter().map(found).collect()
}

/// The text without its markers, and what they announce.
fn marked(text: &str) -> (String, Vec<Found>) {
    let (mut plain, mut expected) = (String::new(), Vec::new());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('⟦') {
        plain.push_str(before);
        let (code, after) = after.split_once('⟧').expect("a marker ends");
        let line = plain.matches('\n').count() + 1;
        let column = plain.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        expected.push((code.parse().unwrap(), line.try_into().unwrap(), column.try_into().unwrap()));
        rest = after;
    }
    plain.push_str(rest);
    (plain, expected)
}

fn check(format: Format, cases: &str) -> usize {
    let rules = builder::rules();
    let mut wrong = Vec::new();
    let mut count = 0;
    for case in cases.split("\n=== ").skip(1) {
        let (name, text) = case.split_once('\n').unwrap();
        let (text, mut expected) = marked(text.trim_end());
        let mut found = faults(&rules, format, &text);
        expected.sort_unstable();
        found.sort_unstable();
        if found != expected {
            wrong.push(format!("{name}: found {found:?}, expected {expected:?}"));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    count
}

#[test]
fn json_faults_have_their_code_and_place() {
    assert!(check(Format::Json, include_str!("cases/dossier/faults-json.txt")) > 100);
}

#[test]
fn ron_faults_have_their_code_and_place() {
    assert!(check(Format::Ron, include_str!("cases/dossier/faults-ron.txt")) > 15);
}

#[test]
#[cfg(feature = "yaml")]
fn yaml_faults_have_their_code_and_place() {
    assert!(check(Format::Yaml, include_str!("cases/dossier/faults-yaml.txt")) > 30);
}

#[test]
fn every_code_of_the_family_is_triggered_or_bounds_something() {
    let cases = [
        include_str!("cases/dossier/faults-json.txt"),
        include_str!("cases/dossier/faults-ron.txt"),
        include_str!("cases/dossier/faults-yaml.txt"),
    ]
    .concat();
    // Those that need a large file, tested with the limits.
    let bounds = [7002, 7003, 7004, 7099];
    for code in rulecheck::diag::registry::all() {
        // Registers, tasks and shared files need rules and files of their own: the page of each code
        // (`docs/codes/`) has an example of it.
        let elsewhere = matches!(code.0, 7071..=7099 | 7110..);
        let covered = bounds.contains(&code.0) || elsewhere || cases.contains(&format!("⟦{}⟧", code.0));
        assert!(code.0 / 1000 != 7 || covered, "{code} has no case");
    }
}

#[test]
fn messages_say_what_where_and_what_instead() {
    let rules = builder::rules();
    let text = r#"{"procedure": "重大行政决策", "records": [{"step": "公开征求意件"}], "project": {"名称": "甲", "总投资": 5}}"#;
    let errors = read_dossier(&rules, Format::Json, "a.json", text).unwrap_err();
    let [step, unit] = errors.diagnostics.as_slice() else { panic!("{errors:?}") };
    assert_eq!(step.message.zh, "没有名为「公开征求意件」的步骤（records[0].step）");
    assert_eq!(step.message.en, "there is no step named ‘公开征求意件’ (at records[0].step)");
    assert_eq!(step.help.as_ref().unwrap().zh, "是否应为「公开征求意见」？");
    assert_eq!(unit.message.zh, "「5」缺少单位（project.总投资）");
    assert!(unit.help.as_ref().unwrap().zh.contains("\"5元\""), "{:?}", unit.help);
    assert!(errors.to_string().starts_with("a.json: 2 faults"));
}

#[test]
fn ambiguous_names_list_their_candidates() {
    let rules = builder::rules();
    let text = r#"{"procedure": "重大行政决策", "records": [{"step": "意见反馈"}]}"#;
    let errors = read_dossier(&rules, Format::Json, "a.json", text).unwrap_err();
    let help = errors.diagnostics[0].help.clone().unwrap().zh;
    assert!(
        help.contains("重大行政决策/公众参与/意见反馈") && help.contains("重大行政决策/专家论证/意见反馈"),
        "{help}"
    );
}
