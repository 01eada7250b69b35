//! Plans through other predecessors, limits and deadlines.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use rulecheck::RuleSet;
use rulecheck::calendar::Date;
use rulecheck::dossier::Format;
use rulecheck::plan::{Change, Plan, PlanError, PlanRequest, ProcedureSchedule, conflicting};

fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

/// A procedure of these steps, which ends with 办结.
fn rules(steps: &str) -> RuleSet {
    let text = format!(
        "规则集 例。\n法规 《办法（虚构）》 ｛ 层级：规章；  施行：2020-01-01；  期限单位：自然日，说明 “虚构”；  条文：第一条至第九条； ｝\n\
         程序 许可 ｛ 依据：《办法（虚构）》第一条；  办结：办结；  {steps} ｝\n"
    );
    RuleSet::builder()
        .source("a.rules", text.as_str())
        .compile()
        .unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn planned(rules: &RuleSet, plan: Plan, start: &str) -> Result<ProcedureSchedule, PlanError> {
    let procedure = rules.procedures.ids().next();
    rules.plan(&PlanRequest { procedure, start: Some(day(start)), plan, ..PlanRequest::default() })
}

/// Early start and finish of a step.
fn dates(rules: &RuleSet, plan: &ProcedureSchedule, name: &str) -> (String, String) {
    let step = plan.steps.iter().find(|one| rules.steps[one.step].name == name).unwrap();
    let span = plan.activity(step).unwrap().early.unwrap();
    (span.start.to_string(), span.finish.to_string())
}

/// The dates of 办结 in the expected plan from Monday 6 May 2024.
fn end(steps: &str) -> (String, String) {
    let rules = rules(steps);
    let plan = planned(&rules, Plan::Expected, "2024-05-06").unwrap();
    assert!(plan.unplanned.is_empty());
    dates(&rules, &plan, "办结")
}

fn on(start: &str, finish: &str) -> (String, String) {
    (start.to_owned(), finish.to_owned())
}

const THREE: &str = "步骤 甲 ｛ 预计：2日； ｝ 步骤 乙 ｛ 预计：5日； ｝ 步骤 丙 ｛ 预计：9日； ｝";

#[test]
fn a_join_waits_for_as_many_as_it_says() {
    // 甲 to 7 May, 乙 to 10 May, 丙 to 14 May.
    for (after, start) in [
        ("甲、乙、丙", "2024-05-15"),
        ("任一（甲、乙、丙）", "2024-05-08"),
        ("其中 2项（甲、乙、丙）", "2024-05-11"),
        ("其中 3项（甲、乙、丙）", "2024-05-15"),
        ("丙、任一（甲、乙）", "2024-05-15"),
    ] {
        let found = end(&format!("{THREE} 步骤 办结 ｛ 前置：{after}；  预计：1日； ｝"));
        assert_eq!(found, on(start, start), "{after}");
    }
}

#[test]
fn lags_and_other_ends_are_counted() {
    for (after, dates) in [
        // Three days after 7 May: 10 May.
        ("前置：甲.完成 后 3日；", on("2024-05-10", "2024-05-10")),
        // Three working days after 7 May: 8, 9, 10 May.
        ("前置：甲.完成 后 3个工作日；", on("2024-05-10", "2024-05-10")),
        // A month after 7 May, by the calendar.
        ("前置：甲.完成 后 1个月；", on("2024-06-07", "2024-06-07")),
        // 丙 begins on 6 May; what counts days begins on the day on which the other does.
        ("前置：丙.开始；", on("2024-05-06", "2024-05-06")),
        ("前置：丙.开始 后 4日；", on("2024-05-10", "2024-05-10")),
        // It may begin at once and ends with 丙.
        ("前置：丙，于 完成；", on("2024-05-06", "2024-05-14")),
    ] {
        let found = end(&format!("{THREE} 步骤 办结 ｛ {after}  预计：1日； ｝"));
        assert_eq!(found, dates, "{after}");
    }
}

#[test]
fn months_are_those_of_the_calendar() {
    let rules = rules("步骤 办结 ｛ 历时：不少于 2个月； ｝");
    // 31 December and two months: 29 February 2024, a leap year.
    let plan = planned(&rules, Plan::Expected, "2023-12-31").unwrap();
    assert_eq!(plan.schedule.finish().unwrap(), day("2024-02-29"));
}

#[test]
fn what_cannot_be_left_to_the_last_is_put_off_no_later_than_a_limit_allows() {
    // 办结 within five days of 甲, and after 丙, which ends on 14 May: 甲 cannot end before 10 May.
    let rules =
        rules(&format!("{THREE} 步骤 办结 ｛ 前置：甲、丙；  前置：不晚于 甲.完成 后 5日；  预计：1日； ｝"));
    let plan = planned(&rules, Plan::Expected, "2024-05-06").unwrap();
    assert_eq!(dates(&rules, &plan, "甲"), on("2024-05-06", "2024-05-10"));
    assert_eq!(dates(&rules, &plan, "办结"), on("2024-05-15", "2024-05-15"));
}

#[test]
fn a_deadline_makes_floats_negative_and_moves_nothing() {
    let rules =
        rules("步骤 甲 ｛ 预计：10日； ｝ 步骤 办结 ｛ 前置：甲；  期限：2024-05-12；  预计：1日； ｝");
    let plan = planned(&rules, Plan::Expected, "2024-05-06").unwrap();
    // 甲 from 6 to 15 May, 办结 on 16 May: four days late.
    assert_eq!(plan.schedule.finish().unwrap(), day("2024-05-16"));
    for step in &plan.steps {
        let found = plan.activity(step).unwrap();
        assert_eq!((found.total_float, found.critical), (Some(-4), true));
    }
    let first = plan.activity(&plan.steps[0]).unwrap();
    assert_eq!(first.late.unwrap().start, day("2024-05-02"), "by when it should have begun");
}

#[test]
fn limits_taken_whole_are_lengths_wherever_they_run_from() {
    let steps = "步骤 受理 ｛ ｝ 步骤 办结 ｛ 前置：受理；  限时：10日，自 受理.完成 之日起； ｝";
    let rules = rules(steps);
    // 受理 takes no time on 6 May; ten days after it: 16 May.
    for plan in [Plan::Expected, Plan::Latest] {
        assert_eq!(
            planned(&rules, plan, "2024-05-06").unwrap().schedule.finish().unwrap(),
            day("2024-05-16")
        );
    }
    assert_eq!(
        planned(&rules, Plan::Fastest, "2024-05-06").unwrap().schedule.finish().unwrap(),
        day("2024-05-06")
    );
}

#[test]
fn a_limit_on_record_ends_on_its_due_date_with_what_stopped_it() {
    let steps =
        "步骤 受理 ｛ ｝ 步骤 办结 ｛ 前置：受理；  限时：10日，自 受理.完成 之日起，不计入 专家评审； ｝";
    let rules = rules(steps);
    let text = r#"{ "procedure": "许可", "records": [ { "step": "受理", "start": "2024-05-06", "finish": "2024-05-06" } ],
        "suspensions": [ { "clock": "办结/限时", "kind": "专家评审", "from": "2024-05-08", "to": "2024-05-09" } ] }"#;
    let dossier = rules.dossier_from_str(Format::Json, "d.json", text).unwrap();
    let plan = rules.schedule(&dossier, day("2024-05-10"), Plan::Latest).unwrap();
    let last = plan.activity(plan.steps.last().unwrap()).unwrap();
    // Ten days and two that do not count: Saturday 18 May, moved to Monday.
    assert_eq!(last.late.unwrap().finish, day("2024-05-20"));
}

#[test]
fn a_conflict_names_its_sentences_in_a_circle() {
    let rules = rules(
        "步骤 甲 ｛ 历时：不少于 20日； ｝ 步骤 办结 ｛ 前置：甲；  限时：10日，自 甲.开始 之日起； ｝",
    );
    for plan in [Plan::Fastest, Plan::Expected, Plan::Latest] {
        let Err(PlanError::Conflict(conflict)) = planned(&rules, plan, "2024-09-27") else {
            panic!("{plan:?}")
        };
        let procedure = rules.procedures.ids().next().unwrap();
        let found = conflicting(&rules, procedure, &conflict);
        let mut ids: Vec<&str> = found.iter().map(|id| rules.obligations[*id].id.as_str()).collect();
        ids.sort_unstable();
        assert_eq!(ids, ["许可/办结/前置/甲", "许可/办结/限时", "许可/甲/历时"]);
    }
}

#[test]
fn a_limit_that_a_holiday_breaks_waits_for_the_holiday_to_pass() {
    // Six working days within nine days: not through the week of the National Day of 2024.
    let rules = rules(
        "步骤 甲 ｛ 历时：不少于 6个工作日； ｝ 步骤 办结 ｛ 前置：甲；  限时：9日，自 甲.开始 之日起； ｝",
    );
    let begun = |start: &str| dates(&rules, &planned(&rules, Plan::Fastest, start).unwrap(), "甲").0;
    assert_eq!(begun("2024-09-09"), "2024-09-09");
    assert!(begun("2024-09-27").as_str() > "2024-09-30");
}

#[test]
fn limits_that_clash_only_when_taken_whole_are_no_conflict() {
    let rules = rules(
        "步骤 受理 ｛ ｝ 步骤 甲 ｛ 前置：受理；  限时：10日，自 开始 之日起； ｝
         步骤 办结 ｛ 前置：甲；  限时：8日，自 受理.完成 之日起； ｝",
    );
    assert_eq!(
        planned(&rules, Plan::Fastest, "2024-05-06").unwrap().schedule.finish().unwrap(),
        day("2024-05-06")
    );
    assert!(planned(&rules, Plan::Latest, "2024-05-06").is_ok());
}

#[test]
fn a_group_can_be_waived_taken_away_and_held_back() {
    let rules = rules(
        "步骤 组 ｛ 步骤 甲 ｛ 预计：3日； ｝ 步骤 乙 ｛ 前置：甲；  预计：2日； ｝ ｝ 步骤 办结 ｛ 前置：组；  预计：1日； ｝",
    );
    let procedure = rules.procedures.ids().next().unwrap();
    let finish = |text: &str| {
        let changes = [Change::read(&rules, procedure, text).unwrap()];
        let request = PlanRequest {
            procedure: Some(procedure),
            start: Some(day("2024-05-06")),
            changes: &changes,
            ..PlanRequest::default()
        };
        rules.plan(&request).unwrap().schedule.finish().unwrap().to_string()
    };
    assert_eq!(finish("甲=3日"), "2024-05-11");
    assert_eq!(finish("组 免除"), "2024-05-06");
    assert_eq!(finish("组 删去"), "2024-05-06");
    assert_eq!(finish("组 不早于 2024-05-08"), "2024-05-13");
    assert_eq!(finish("组/甲 删去"), "2024-05-08");
}
