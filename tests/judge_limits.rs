//! Where exactness ends, the verdict says so.

#![allow(clippy::unwrap_used, clippy::panic, reason = "test code: a failure is a panic")]

use rulecheck::RuleSet;
use rulecheck::calendar::Date;
use rulecheck::dossier::Format;
use rulecheck::judge::{Notes, Status, Verdict};

/// The verdict on `甲1 或 … 或 甲n 或 非 甲1`, true whatever is not known, with nothing given.
fn tautology(facts: usize) -> Verdict {
    let fields: String = (1..=facts).map(|n| format!("甲{n}：是否； ")).collect();
    let any: Vec<String> = (1..=facts).map(|n| format!("项目.甲{n}")).collect();
    let text = format!(
        "规则集 虚构 版本 “1”。\n档案 项目 ｛ {fields}｝\n规则 甲 ｛ 应当 乙：{} 或 非 项目.甲1； ｝\n",
        any.join(" 或 ")
    );
    let rules =
        RuleSet::builder().source("a.rules", text).compile().unwrap_or_else(|found| panic!("{found:?}"));
    let dossier = rules.dossier_from_str(Format::Json, "a.json", "{\"project\": {}}").unwrap();
    let report = rules.validate(&dossier, Date::from_ymd(2024, 7, 1).unwrap());
    *report.verdicts.first().unwrap()
}

#[test]
fn few_unknown_facts_are_decided_exactly() {
    let verdict = tautology(12);
    assert_eq!((verdict.status, verdict.notes.has(Notes::UNDECIDED)), (Status::Satisfied, false));
}

#[test]
fn too_many_are_said_to_be_undecided() {
    let verdict = tautology(13);
    assert_eq!((verdict.status, verdict.notes.has(Notes::UNDECIDED)), (Status::Unproven, true));
}
