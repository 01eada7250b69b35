//! 预计: plans take it, verdicts do not.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use rulecheck::RuleSet;
use rulecheck::calendar::Date;
use rulecheck::plan::{PlanRequest, ProcedureSchedule};

/// The planned finish of the only step, begun on Monday 6 May 2024.
fn finish(sentences: &str) -> String {
    let text = format!(
        "规则集 例。\n法规 《办法（虚构）》 ｛ 层级：规章；  施行：2020-01-01；  期限单位：自然日，说明 “虚构”；  条文：第一条至第九条； ｝\n\
         程序 许可 ｛ 依据：《办法（虚构）》第一条；  办结：审查；  步骤 审查 ｛ {sentences} ｝ ｝\n"
    );
    let checked = RuleSet::builder().source("a.rules", text.as_str()).check();
    let rules = checked.rules.unwrap();
    let procedure = rules.procedures.ids().next();
    let start = Date::parse_iso("2024-05-06");
    let request = PlanRequest { procedure, start, ..PlanRequest::default() };
    let plan = ProcedureSchedule::of(&rules, &request).unwrap();
    plan.schedule.finish().unwrap().to_string()
}

#[test]
fn the_first_day_of_work_counts() {
    // 6 to 10 May, and Saturday 11 May is worked.
    assert_eq!(finish("预计：6个工作日；"), "2024-05-11");
    assert_eq!(finish("预计：3 ～ 6 ～ 20 个工作日；"), "2024-05-11");
    assert_eq!(finish("预计：3日；"), "2024-05-08");
}

#[test]
fn a_plan_is_never_shorter_than_the_law_allows() {
    assert_eq!(finish("历时：不少于 10日；  预计：3日；"), "2024-05-16");
    assert_eq!(finish("历时：不少于 2日；  预计：3日；"), "2024-05-08");
    assert_eq!(finish("历时：不少于 3日；  预计：3日；"), "2024-05-09");
}
