//! Plans: three of them, what if, and 预警 where the expected one has no day left.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use rulecheck::RuleSet;
use rulecheck::calendar::Date;
use rulecheck::dossier::{Dossier, Format};
use rulecheck::judge::{Notes, Status};
use rulecheck::plan::{Change, ChangeFault, Difference, Plan, PlanRequest, ProcedureSchedule};

// Checked by hand: 1 to 5 May and 10 June 2024 are holidays; Saturday 11 May is worked.
const RULES: &str = "
规则集 例。
法规 《办法（虚构）》 ｛ 层级：规章；  施行：2020-01-01；  期限单位：自然日，说明 “虚构”；  条文：第一条至第九条； ｝
程序 许可 ｛
    依据：《办法（虚构）》第一条；  办结：送达；
    步骤 受理（acceptance） ｛ ｝
    步骤 审查 ｛
        前置：受理；
        限时：10个工作日，自 开始 之日起；  历时：不少于 2个工作日；  预计：3 ～ 5 ～ 15 个工作日；
    ｝
    步骤 听证 ｛ 履行：可以；  前置：受理；  预计：3个工作日； ｝
    步骤 公示 ｛ 前置：受理；  历时：不少于 6日； ｝
    步骤 决定 ｛ 前置：审查、听证、公示；  预计：1个工作日；  限时 总时限：8个工作日，自 受理.完成 之日起； ｝
    步骤 送达 ｛ 前置：决定；  期限：2024年5月底前； ｝
｝
";

fn day(text: &str) -> Date {
    Date::parse_iso(text).unwrap()
}

fn rules() -> RuleSet {
    RuleSet::builder().source("a.rules", RULES).compile().unwrap()
}

fn plan(rules: &RuleSet, plan: Plan, changes: &[&str]) -> ProcedureSchedule {
    let procedure = rules.procedures.ids().next();
    let changes: Vec<Change> =
        changes.iter().map(|text| Change::read(rules, procedure.unwrap(), text).unwrap()).collect();
    let start = Some(day("2024-05-06"));
    rules.plan(&PlanRequest { procedure, start, plan, changes: &changes, ..PlanRequest::default() }).unwrap()
}

fn finish(rules: &RuleSet, kind: Plan, changes: &[&str]) -> String {
    plan(rules, kind, changes).schedule.finish().unwrap().to_string()
}

fn dossier(rules: &RuleSet, records: &str) -> Dossier {
    let text = format!(r#"{{ "procedure": "许可", "records": [ {records} ] }}"#);
    rules.dossier_from_str(Format::Json, "d.json", &text).unwrap()
}

const ACCEPTED: &str = r#"{ "step": "受理", "start": "2024-05-06", "finish": "2024-05-06" }"#;

#[test]
fn three_plans_take_three_lengths() {
    let rules = rules();
    // 审查 two working days after its first, 6 to 8 May; 公示 six days after 6 May: 12 May; 决定 on Monday 13 May.
    assert_eq!(finish(&rules, Plan::Fastest, &[]), "2024-05-13");
    // 审查 five working days from 6 to 10 May; 公示 decides.
    assert_eq!(finish(&rules, Plan::Expected, &[]), "2024-05-13");
    // 审查 ten working days after 6 May: 7 to 11 May five, 13 to 17 May five. The eight of 决定 from 受理 on are over by then.
    assert_eq!(finish(&rules, Plan::Latest, &[]), "2024-05-17");
}

#[test]
fn a_change_changes_one_thing() {
    let rules = rules();
    // 7 working days from 6 May: 6 to 11 May six, and 13 May; 决定 on 14 May.
    assert_eq!(finish(&rules, Plan::Expected, &["审查=7个工作日"]), "2024-05-14");
    assert_eq!(finish(&rules, Plan::Expected, &["审查 = 7 workdays"]), "2024-05-14");
    // The law's six days stay.
    assert_eq!(finish(&rules, Plan::Expected, &["公示=1日"]), "2024-05-13");
    // Without 公示 审查 decides: 10 May, and 决定 on Saturday 11 May, which is worked.
    for waived in ["公示 免除", "公示 waived", "许可/公示 免除", "「公示」免除"] {
        assert_eq!(finish(&rules, Plan::Expected, &[waived]), "2024-05-11", "{waived}");
    }
    // A later start: 15 to 17 May three working days, 20 and 21 May; 决定 on 22 May.
    for later in ["审查 不早于 2024-05-15", "审查 不早于 2024年5月15日", "审查 not before 2024-05-15"]
    {
        assert_eq!(finish(&rules, Plan::Expected, &[later]), "2024-05-22", "{later}");
    }
    // The last change of a step counts.
    assert_eq!(finish(&rules, Plan::Expected, &["审查=9个工作日", "审查=7个工作日"]), "2024-05-14");
}

#[test]
fn what_is_waived_still_binds_and_what_is_taken_away_does_not() {
    let rules = rules();
    let chain = |changes: &[&str]| {
        let found = plan(&rules, Plan::Expected, changes);
        found.schedule.finish().unwrap().to_string()
    };
    // Nothing comes before 送达 any more once 决定 is gone: but 公示, which ends on 12 May, is still to be done.
    assert_eq!(chain(&["决定 免除"]), "2024-05-12");
    let removed = plan(&rules, Plan::Expected, &["决定 删去"]);
    let last = removed.steps.iter().find(|one| rules.steps[one.step].name == "送达").unwrap();
    assert_eq!(removed.activity(last).unwrap().early.unwrap().finish, day("2024-05-06"));
}

#[test]
fn a_difference_tells_before_and_after() {
    let rules = rules();
    let procedure = rules.procedures.ids().next().unwrap();
    let dossier = dossier(&rules, ACCEPTED);
    // 受理 was done on 6 May, so that the others begin on 7 May: 公示 to 13 May; 审查 twelve working days to 21 May.
    let changes = [Change::read(&rules, procedure, "审查=12个工作日").unwrap()];
    let request = PlanRequest {
        dossier: Some((&dossier, day("2024-05-06"))),
        changes: &changes,
        ..PlanRequest::default()
    };
    let found = Difference::of(&rules, &request).unwrap();
    assert_eq!(found.finish, (Some(day("2024-05-14")), Some(day("2024-05-22"))));
    let names =
        |steps: &[_]| steps.iter().map(|step| rules.steps[*step].name.to_string()).collect::<Vec<_>>();
    assert_eq!(names(&found.critical.0), ["公示", "决定", "送达"]);
    assert_eq!(names(&found.critical.1), ["审查", "决定", "送达"]);
    let late: Vec<&str> = found
        .duties
        .iter()
        .filter(|one| one.becomes_late())
        .map(|one| rules.obligations[one.obligation].id.as_str())
        .collect();
    assert_eq!(late, ["许可/决定/总时限"]);
}

#[test]
fn slips_in_changes_get_the_nearest_name() {
    let rules = rules();
    let procedure = rules.procedures.ids().next().unwrap();
    let read = |text: &str| Change::read(&rules, procedure, text).unwrap_err();
    let near = |text: &str| match read(text) {
        ChangeFault::UnknownStep { near, .. } => near.unwrap_or_default(),
        other => panic!("{other:?}"),
    };
    assert_eq!(near("审察=3日"), "审查");
    assert_eq!(near("公式 免除"), "公示");
    assert!(matches!(read("审查=3"), ChangeFault::BadPeriod { .. }));
    assert!(matches!(read("审查="), ChangeFault::BadPeriod { .. }));
    assert!(matches!(read("审查 不早于 明天"), ChangeFault::BadDate { .. }));
    assert!(matches!(read("审查 免出"), ChangeFault::UnknownKind { near: Some("免除"), .. }));
    assert!(matches!(read("审查"), ChangeFault::UnknownKind { near: None, .. }));
    assert!(matches!(read(""), ChangeFault::UnknownKind { .. }));
}

#[test]
fn pending_becomes_at_risk_by_the_expected_plan_alone() {
    let rules = rules();
    let status = |records: &str, as_of: &str, id: &str| {
        let dossier = dossier(&rules, records);
        let report = rules.validate(&dossier, day(as_of));
        let id = rules.find_obligation(dossier.procedure, id).unwrap();
        let verdict = report.verdicts.iter().find(|one| one.obligation == id).unwrap();
        (verdict.status, verdict.notes.has(Notes::FORECAST_LATE), verdict.notes.has(Notes::NO_FLOAT))
    };
    // Eight working days after 6 May: 7 to 11 May five, 13 to 15 May. Expected: 公示 to 13 May, 决定 14 May.
    assert_eq!(status(ACCEPTED, "2024-05-06", "决定/总时限"), (Status::Pending, false, false));
    // Begun on 9 May: 审查 9, 10, 11, 13 and 14 May, 公示 to 15 May, 决定 on 16 May: too late.
    assert_eq!(status(ACCEPTED, "2024-05-09", "决定/总时限"), (Status::AtRisk, true, false));
    // 公示 under way since 6 May, 审查 begun on 8 May: 8 to 11 four days, 13 May; 决定 14 May, one day to spare.
    let begun = |day: &str| {
        format!(
            r#"{ACCEPTED}, {{ "step": "公示", "start": "2024-05-06" }}, {{ "step": "审查", "start": "{day}" }}"#
        )
    };
    assert_eq!(status(&begun("2024-05-08"), "2024-05-09", "决定/总时限"), (Status::Pending, false, false));
    // Begun a day later: 决定 on 15 May, its last day.
    assert_eq!(status(&begun("2024-05-09"), "2024-05-09", "决定/总时限"), (Status::AtRisk, false, true));
    // Its own limit is far away.
    assert_eq!(status(&begun("2024-05-09"), "2024-05-09", "审查/限时"), (Status::Pending, false, false));
}

#[test]
fn without_an_estimate_nothing_warns() {
    let text = RULES
        .replace("预计：3 ～ 5 ～ 15 个工作日；", "")
        .replace("预计：3个工作日；", "")
        .replace("预计：1个工作日；", "");
    let rules = RuleSet::builder().source("a.rules", text.as_str()).compile().unwrap();
    let dossier = dossier(&rules, ACCEPTED);
    for as_of in ["2024-05-06", "2024-05-09", "2024-05-15"] {
        let report = rules.validate(&dossier, day(as_of));
        assert_eq!(report.with(Status::AtRisk).count(), 0, "{as_of}");
        assert!(report.forecasts.is_empty());
    }
}

#[test]
fn a_plan_and_its_verdicts_agree() {
    let rules = rules();
    let dossier = dossier(&rules, ACCEPTED);
    for as_of in ["2024-05-06", "2024-05-07", "2024-05-08", "2024-05-09", "2024-05-13"] {
        let report = rules.validate(&dossier, day(as_of));
        let plan = rules.schedule(&dossier, day(as_of), Plan::Expected).unwrap();
        assert_eq!(report.forecasts, plan.forecasts, "{as_of}");
        for clock in &plan.clocks {
            let verdict = report.verdicts.iter().find(|one| one.obligation == clock.obligation).unwrap();
            assert_eq!(verdict.status, clock.status, "{as_of}");
        }
    }
}
