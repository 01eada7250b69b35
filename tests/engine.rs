//! Loading: imports, limits, scenarios, plans.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "what a test builds on must be there")]

use rulecheck::calendar::Date;
use rulecheck::dossier::Format;
use rulecheck::plan::{LeftOut, PlanError, PlanRequest};
use rulecheck::{Limits, RuleSet, scenario};

const HEAD: &str = "规则集 甲 版本 “1”。\n";

fn codes(builder: rulecheck::RuleSetBuilder) -> Vec<u16> {
    match builder.compile() {
        Ok(_) => Vec::new(),
        Err(errors) => errors.diagnostics.iter().map(|found| found.code.0).collect(),
    }
}

#[test]
fn imports_in_memory_are_relative_to_the_file() {
    let main = format!("{HEAD}引入 “../b/common.rules” 称 乙。\n");
    let rules = RuleSet::builder()
        .source("a/main.rules", main)
        .source("b/common.rules", "规则集 乙。\n")
        .compile()
        .unwrap();
    assert_eq!(rules.editions.len(), 2);
}

#[test]
fn imports_reach_packs() {
    let main = format!("{HEAD}引入 “state/decree-713.rules” 称 国家。\n");
    let rules = RuleSet::builder().source("main.rules", main).compile().unwrap();
    assert!(rules.procedures.iter().any(|procedure| procedure.name == "重大行政决策"));
}

#[test]
fn a_cycle_names_all_its_files() {
    let file = |next: &str| format!("规则集 某。\n引入 “{next}” 称 乙。\n");
    let errors = RuleSet::builder()
        .source("a.rules", file("b.rules"))
        .source("b.rules", file("c.rules"))
        .source("c.rules", file("a.rules"))
        .compile()
        .unwrap_err();
    let cycle = errors.diagnostics.iter().find(|found| found.code.0 == 1010).unwrap();
    for name in ["a.rules", "b.rules", "c.rules"] {
        assert!(cycle.message.en.contains(name), "{}", cycle.message.en);
    }
}

#[test]
fn imports_stay_inside_and_must_exist() {
    for (path, code) in
        [("../x.rules", 1012), ("/etc/x.rules", 1012), ("C:\\x.rules", 1012), ("x.rules", 1011)]
    {
        let main = format!("{HEAD}引入 “{path}” 称 乙。\n");
        assert_eq!(codes(RuleSet::builder().source("main.rules", main)), [code], "{path}");
    }
}

#[cfg(all(feature = "fs", unix))]
#[test]
fn a_link_does_not_lead_out_of_the_root() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("rules");
    std::fs::create_dir(&root).unwrap();
    std::fs::write(folder.path().join("secret.rules"), "规则集 密。\n").unwrap();
    std::os::unix::fs::symlink(folder.path().join("secret.rules"), root.join("link.rules")).unwrap();
    std::fs::write(root.join("main.rules"), format!("{HEAD}引入 “link.rules” 称 乙。\n")).unwrap();
    assert!(codes(RuleSet::builder().path(root.join("main.rules"))).contains(&1012));
}

#[test]
fn limits_hold() {
    let mut limits = Limits::default();
    limits.files = 1;
    let two = || RuleSet::builder().source("a.rules", HEAD).source("b.rules", "规则集 乙。\n");
    assert!(codes(two()).is_empty());
    assert_eq!(codes(two().limits(limits)), [904]);
    let mut limits = Limits::default();
    limits.file_bytes = 10;
    assert_eq!(codes(RuleSet::builder().source("a.rules", HEAD).limits(limits)), [904]);
    let mut limits = Limits::default();
    limits.total_bytes = HEAD.len() + 5;
    assert_eq!(codes(two().limits(limits)), [904]);
    assert_eq!(codes(RuleSet::builder().pack("no such pack")), [909]);
    assert_eq!(codes(RuleSet::builder()), [909]);
}

#[cfg(feature = "fs")]
#[test]
fn files_that_are_not_there_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(codes(RuleSet::builder().path(folder.path().join("no.rules"))), [901]);
    assert_eq!(codes(RuleSet::builder().path(folder.path())), [903]);
    let rules = RuleSet::builder().pack("state/decree-713.rules").compile().unwrap();
    let refused =
        |name: &str| rules.read_dossier(folder.path().join(name)).unwrap_err().diagnostics[0].code.0;
    assert_eq!(refused("no.ron"), 901);
    assert_eq!(refused("."), 902);
    std::fs::write(folder.path().join("x.txt"), "").unwrap();
    assert_eq!(refused("x.txt"), 905);
    std::fs::write(folder.path().join("x.ron"), [0xB2, 0xBD, 0xD6, 0xE8]).unwrap();
    assert_eq!(refused("x.ron"), 1);
}

const SMALL: &str = "规则集 小。
法规 《某办法》 ｛ 层级：规范性文件；  条文：第一条至第九条； ｝
程序 办理 ｛
    依据：《某办法》第一条；
    步骤 受理 ｛ ｝
    步骤 公示 ｛ 前置：受理；  历时：不少于 10日； ｝
    步骤 听证 ｛ 前置：受理；  履行：可以；  历时：不少于 20个工作日； ｝
    步骤 办结 ｛ 前置：公示、听证； ｝
    办结：办结；
｝
测试 “先办结后公示” ｛
    程序：办理；  截至：2024-06-20；
    记录 受理 ｛ 开始：2024-05-06；  完成：2024-05-06； ｝
    记录 办结 ｛ 开始：2024-05-07；  完成：2024-05-07； ｝
    期望：办结/前置/公示 违规（自：2024-05-08）、总体 合规、其余 不论；
｝
";

fn day(text: &str) -> Date {
    Date::parse_iso(text).expect("a date of the tests")
}

#[test]
fn scenarios_tell_every_difference() {
    let rules = RuleSet::builder().source("small.rules", SMALL).compile().unwrap();
    let outcomes = scenario::run_all(&rules);
    assert_eq!(outcomes.len(), 1);
    // The date differs, and so does the overall status.
    assert_eq!(outcomes[0].differences.len(), 2);
}

#[test]
fn a_plan_without_a_dossier_leaves_optional_steps_out() {
    let rules = RuleSet::builder().source("small.rules", SMALL).compile().unwrap();
    let procedure = rules.procedures.ids().next();
    let request = PlanRequest { procedure, start: Some(day("2024-05-06")), ..PlanRequest::default() };
    let plan = rules.plan(&request).unwrap();
    assert_eq!(plan.schedule.finish(), Ok(day("2024-05-16")));
    let hearing = plan.steps.iter().find(|step| rules.steps[step.step].name == "听证").unwrap();
    assert_eq!(hearing.left_out, Some(LeftOut::Optional));
    // Asked for, it decides the finish: 20 working days after 6 May 2024, Saturday 11 May being worked.
    let with = [hearing.step];
    let plan = rules.plan(&PlanRequest { with: &with, ..request }).unwrap();
    assert_eq!(plan.schedule.finish(), Ok(day("2024-05-31")));
    let names =
        |path: &Vec<_>| path.iter().map(|step| rules.steps[*step].name.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&plan.critical_paths(5).1[0]), ["受理", "听证", "办结"]);
    assert_eq!(rules.plan(&PlanRequest { start: None, ..request }).unwrap_err(), PlanError::NoStart);
    assert_eq!(rules.plan(&PlanRequest::default()).unwrap_err(), PlanError::NoProcedure);
}

#[test]
fn a_plan_follows_the_record() {
    let rules = RuleSet::builder().source("small.rules", SMALL).compile().unwrap();
    let text = r#"{ "procedure": "办理", "records": [
        { "step": "受理", "start": "2024-05-06", "finish": "2024-05-08" },
        { "step": "公示", "start": "2024-05-09" } ] }"#;
    let dossier = rules.dossier_from_str(Format::Json, "d.json", text).unwrap();
    let plan = rules
        .plan(&PlanRequest { dossier: Some((&dossier, day("2024-05-20"))), ..PlanRequest::default() })
        .unwrap();
    assert_eq!(plan.start, day("2024-05-06"));
    // The ten days ended on 19 May; what is not finished by the as-of date may finish on it.
    assert_eq!(plan.schedule.finish(), Ok(day("2024-05-20")));
}

#[cfg(feature = "parallel")]
#[test]
fn many_dossiers_are_judged_as_one_by_one() {
    let rules = RuleSet::builder().source("small.rules", SMALL).compile().unwrap();
    let make = |date: &str| {
        let text =
            format!(r#"{{ "procedure": "办理", "records": [ {{ "step": "受理", "start": "{date}" }} ] }}"#);
        (rules.dossier_from_str(Format::Json, date, &text).unwrap(), day("2024-06-01"))
    };
    let all: Vec<_> = ["2024-05-06", "2024-05-20", "2024-07-01"].map(make).into();
    let alone: Vec<_> = all.iter().map(|(dossier, as_of)| rules.validate(dossier, *as_of)).collect();
    assert_eq!(rules.validate_all(&all), alone);
}
