//! Tasks: hand-dated scenarios of a gazette, files in both formats and both vocabularies, reports,
//! remedies, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use rulecheck::RuleSet;
use rulecheck::calendar::Date;
use rulecheck::diag::Lang;
use rulecheck::dossier::{Dossier, Format};
use rulecheck::judge::{Status, cured, explain, judge, missing, remedy};
use rulecheck::model::ObligationId;
use rulecheck::report::{Style, View};
use rulecheck::scenario;

const GAZETTE: &str = include_str!("cases/tasks/gazette.rules");

fn compiled(text: &str) -> RuleSet {
    let checked = RuleSet::builder().source("tasks.rules", text).check();
    checked.rules.unwrap_or_else(|| panic!("{:#?}", checked.diagnostics))
}

fn codes(text: &str) -> Vec<u16> {
    let checked = RuleSet::builder().source("tasks.rules", text).check();
    checked.diagnostics.iter().map(|one| one.code.0).collect()
}

fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

fn find(rules: &RuleSet, name: &str) -> ObligationId {
    rules.find_obligation(None, name).unwrap()
}

fn status(rules: &RuleSet, dossier: &Dossier, as_of: &str, name: &str) -> Status {
    let id = find(rules, name);
    let report = judge(rules, dossier, day(as_of));
    report.verdicts.iter().find(|one| one.obligation == id).unwrap().status
}

#[test]
fn the_gazette_is_judged_as_dated_by_hand() {
    let rules = compiled(GAZETTE);
    for test in rules.tests.iter() {
        let differences = scenario::run(&rules, test);
        assert!(differences.is_empty(), "测试 “{}”: {differences:#?}", test.name);
    }
}

const RON: &str = r#"(
    as_of: "2024-12-31",
    tasks: [
        ( task: "37-4-2", finish: "2024-12-30", by: "市自然资源局", indicators: { "环节": "15个", "days": "58个工作日" } ),
        ( task: "parallel_approval", parts: { "落实时限原则": "2024-05-31", "online": "2024-08-01" } ),
        ( task: "M01", start: "2024-06-01", finish: "2024-10-30", documents: [ ( kind: "用地清单制实施方案", date: "2024-10-30" ) ] ),
        ( task: "M07", done: true ),
    ],
)"#;

const JSON: &str = r#"{
    "截至": "2024-12-31",
    "任务": [
        { "任务": "region_assessment", "完成": "2024-12-30", "承办": ["市自然资源局"], "指标": { "steps": "15个", "耗时": "58个工作日" } },
        { "任务": "M02", "分期": { "thirty_plus_x": "2024-05-31", "全流程网上闭环": "2024-08-01" } },
        { "任务": "M01", "开始": "2024-06-01", "完成": "2024-10-30", "材料": [ { "种类": "site_list_plan", "日期": "2024-10-30" } ] },
        { "任务": "M07", "已完成": true }
    ]
}"#;

#[test]
fn files_of_both_formats_and_vocabularies_say_the_same() {
    let rules = compiled(GAZETTE);
    let ron = rules.dossier_from_str(Format::Ron, "a.ron", RON).unwrap();
    let json = rules.dossier_from_str(Format::Json, "a.json", JSON).unwrap();
    assert_eq!(ron.tasks, json.tasks);
    for (name, wanted) in [
        ("37-4-2/期限", Status::Satisfied),
        ("region_assessment/indicator/steps", Status::Missed),
        ("37-4-2/指标/耗时", Status::Satisfied),
        ("M02/落实时限原则", Status::Satisfied),
        ("parallel_approval/online", Status::Violated),
        ("M01/材料/用地清单制实施方案", Status::Satisfied),
        ("M07/期限", Status::Unproven),
    ] {
        assert_eq!(status(&rules, &ron, "2025-01-02", name), wanted, "{name}");
    }
}

#[test]
fn faults_of_tasks_are_placed() {
    let rules = compiled(GAZETTE);
    let text = r#"{
        "as_of": "2024-12-31",
        "tasks": [
            { "task": "M03", "finish": "2024-05-01" },
            { "task": "M01", "finish": "2024-05-01", "start": "2024-06-01" },
            { "task": "M01", "indicators": { "环节": "14个" } },
            { "task": "37-4-2", "indicators": { "环节": "14个工作日" }, "finished": "2024-05-01" }
        ]
    }"#;
    let errors = rules.dossier_from_str(Format::Json, "a.json", text).unwrap_err();
    let found: Vec<(u16, u32)> = errors
        .diagnostics
        .iter()
        .map(|one| {
            (
                one.code.0,
                text.bytes().take(one.span.start as usize).filter(|byte| *byte == b'\n').count() as u32 + 1,
            )
        })
        .collect();
    assert_eq!(found, [(7076, 4), (7060, 5), (7077, 6), (7036, 6), (7056, 7), (7021, 7)], "{errors:#?}");
}

#[test]
fn a_case_that_does_not_speak_of_tasks_is_no_report_on_them() {
    let rules = compiled(&format!(
        "{GAZETTE}\n程序 某程序 ｛ 依据：《37号》三；  办结：某步骤；  步骤 某步骤 ｛ 承办：市气象局； ｝ ｝\n"
    ));
    let judged = |text: &str| {
        let dossier = rules.dossier_from_str(Format::Json, "a.json", text).unwrap();
        let report = judge(&rules, &dossier, day("2024-12-31"));
        report.verdicts.iter().any(|one| rules.obligations[one.obligation].task.is_some())
    };
    assert!(!judged(r#"{ "procedure": "某程序" }"#));
    assert!(judged(r#"{ "procedure": "某程序", "tasks": [] }"#));
    assert!(judged("{}"));
}

/// Of every verdict: why re-evaluates, what is missing is named, what is cured is no longer violated.
#[test]
fn explanations_remedies_and_missing_facts_hold() {
    let rules = compiled(GAZETTE);
    let texts = [
        RON,
        "( tasks: [] )",
        "( tasks: [], partial: true )",
        "( tasks: [ ( task: \"37-4-2\", done: true ), ( task: \"M01\" ) ] )",
    ];
    for (text, as_of) in texts.iter().flat_map(|text| {
        ["2024-05-12", "2024-06-30", "2024-07-01", "2025-02-01"].map(|as_of| (*text, day(as_of)))
    }) {
        let text = text.replace("as_of: \"2024-12-31\",", "");
        let dossier = rules.dossier_from_str(Format::Ron, "a.ron", &text).unwrap();
        for verdict in judge(&rules, &dossier, as_of).verdicts {
            let id = &rules.obligations[verdict.obligation].id;
            let why = explain(&rules, &dossier, as_of, verdict.obligation).unwrap();
            assert_eq!(why.reevaluate(&rules).unwrap(), verdict.status, "{id}");
            let facts = missing(&rules, &dossier, as_of, verdict.obligation);
            assert_eq!(facts.is_empty(), verdict.status != Status::Unproven, "{id}: {facts:?}");
            let acts = remedy(&rules, &dossier, as_of, verdict.obligation);
            if verdict.status == Status::Violated {
                assert_eq!(acts.is_empty(), !verdict.curable, "{id}");
            }
            if !acts.is_empty() {
                let after = cured(&rules, &dossier, &acts);
                let report = judge(&rules, &after, as_of);
                let now = report.verdicts.iter().find(|one| one.obligation == verdict.obligation).unwrap();
                assert_eq!(now.status, Status::Satisfied, "{id} after {acts:?}");
            }
        }
    }
}

#[test]
fn reports_say_who_leads_and_what_fell_short() {
    let rules = compiled(GAZETTE);
    let dossier = rules.dossier_from_str(Format::Ron, "a.ron", RON).unwrap();
    let report = judge(&rules, &dossier, day("2025-01-06"));
    let view = View { rules: &rules, dossier: &dossier, report: &report, text: None };
    let json = rulecheck::report::json::dossier(
        &view,
        &[find(&rules, "37-4-2/指标/环节").into()],
        Style { lang: Lang::Zh, color: false },
    );
    let verdict = &json["verdicts"][0];
    assert_eq!(verdict["task"], "37-4-2");
    assert_eq!(verdict["alias"], "region_assessment/indicator/steps");
    assert_eq!(verdict["responsible"][0], "市自然资源局");
    assert_eq!(verdict["supporting"][0], "市住房和城乡建设局");
    assert_eq!(verdict["message"], "指标「环节」力争不超过 14个：未达到（环节为15）");
    assert_eq!(verdict["evidence"][0]["path"], "tasks[0].indicators.环节");
}

#[test]
fn wrong_tasks_are_refused() {
    let head = "规则集 某。\n法规 《某文》 ｛ 层级：规范性文件； 施行：2024-05-11； ｝\n机构 某局、乙局。\n";
    let of = |body: &str| codes(&format!("{head}任务 甲 ｛ 依据：《某文》； {body} ｝\n"));
    assert!(of("期限：2024年内；").is_empty());
    assert_eq!(of("期限：2024年4月底前；"), [3101]);
    assert_eq!(of("牵头：某局；  配合：乙局、某局；"), [3102]);
    assert_eq!(of("牵头：丙局；"), [1001]);
    assert_eq!(of("指标 环节：14个；"), [1017]);
    assert_eq!(of("指标 环节：不超过 “十四”；"), [2011]);
    assert_eq!(of("指标：不超过 14个；"), [1005]);
    assert_eq!(of("指标 环节：不超过 14个；  指标 环节：不超过 13个；"), [1002]);
    assert_eq!(of("期限：2024年内；  期限：2025年内；"), [1016]);
    assert_eq!(of("期限：尽快；"), [1001]);
    assert_eq!(of("承办：某局；"), [1003]);
    assert_eq!(
        codes(&format!("{head}任务 甲 ｛ 依据：《某文》； ｝\n任务 甲 ｛ 依据：《某文》； ｝\n")),
        [1002]
    );
}
