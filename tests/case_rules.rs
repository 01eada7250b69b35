//! Cases dated by hand: what is refused and why, what each act comes to, and files that are extended in place.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may fail loudly and asks for the program"
)]

use rulecheck::RuleSet;
use rulecheck::calendar::Date;
use rulecheck::case::{Case, First, RefusalKind, read_line};
use rulecheck::dossier::{ConflictKind, Format, append_events};
use rulecheck::judge::{Reason, Status, judge};
use std::sync::OnceLock;

const RULES: &str = "
规则集 例  版本 “1”。
法规 《办事办法》 简称 《办法》 ｛ 层级：部门规章；  施行：2020-01-01；  期限单位：自然日；  条文：第一条至第九条； ｝
机构 甲局、乙局、丙局、丁局。
事件 收到申请。
材料 图纸。
程序 办事 ｛
    依据：《办法》第一条；  办结：发证；
    步骤 受理 ｛ 承办：甲局；  材料：图纸；  容缺：图纸，自 受理.开始 之日起，限 10日； ｝
    步骤 审查 ｛
        前置：受理，依据 《办法》第三条；  会签：乙局；  结论：同意、不同意；
        返回：受理，情形 结论 等于 不同意；
        限时 时限：5个工作日，自 受理.完成 之日起，不计入 专家评审，须 书面告知，
            经 丙局 批准 可以延长 3个工作日；
    ｝
    步骤 公示 ｛ 前置：审查；  历时 公示期：不少于 3日，自 公示.开始 之日起，至 公示.完成； ｝
    步骤 发证 ｛ 前置：公示； ｝
｝
";

fn rules() -> &'static RuleSet {
    static RULE_SET: OnceLock<RuleSet> = OnceLock::new();
    RULE_SET.get_or_init(|| RuleSet::builder().source("例.rules", RULES).compile().unwrap())
}

fn opened() -> Case<'static> {
    rules().case_from_str(Format::Json, "a.json", r#"{ "程序": "办事" }"#).unwrap()
}

/// The case after some lines, all of which are accepted.
fn after(lines: &[&str]) -> Case<'static> {
    lines.iter().fold(opened(), |case, line| apply(&case, line).expect(line))
}

fn apply<'r>(case: &Case<'r>, line: &str) -> Result<Case<'r>, Box<rulecheck::case::Refusal>> {
    let event = case.event(read_line(rules(), line, None).expect(line)).expect(line);
    case.apply(&event)
}

fn refused(lines: &[&str], line: &str) -> Box<rulecheck::case::Refusal> {
    apply(&after(lines), line).expect_err(line)
}

fn day(month: u32, day: u32) -> Date {
    Date::from_ymd(2024, month, day).unwrap()
}

/// The status and reason of an obligation at a day.
fn verdict(case: &Case<'_>, on: Date, id: &str) -> (Status, Reason, Option<Date>) {
    let id = rules().find_obligation(case.dossier().procedure, id).unwrap();
    let report = judge(rules(), case.dossier(), on);
    let found = report.verdicts.iter().find(|one| one.obligation == id).unwrap();
    (found.status, found.reason, found.due)
}

const ACCEPTED: &[&str] = &["开始 受理 2024-06-03 由 甲局", "完成 受理 2024-06-03"];
const REVIEW: &[&str] =
    &["开始 受理 2024-06-03 由 甲局", "完成 受理 2024-06-03", "开始 审查 2024-06-04 由 丁局"];

#[test]
fn what_must_come_first_is_named_with_its_obligation() {
    let found = refused(&[], "开始 审查 2024-06-03");
    assert_eq!(found.kind, RefusalKind::Forbidden);
    assert_eq!(rules().obligations[found.obligation.unwrap()].id, "办事/审查/前置/受理");
    let step = rules().steps.ids().find(|step| rules().steps[*step].name == "受理").unwrap();
    assert_eq!(found.first, [First::Finish(step)]);
    // It goes on, and may be finished on the same day: not yet.
    assert!(apply(&after(&["开始 受理 2024-06-03 由 甲局"]), "开始 审查 2024-06-03").is_err());
    assert!(apply(&after(ACCEPTED), "开始 审查 2024-06-03").is_ok());
}

#[test]
fn the_wrong_organ_is_refused() {
    let found = refused(&[], "开始 受理 2024-06-03 由 丁局");
    assert_eq!((found.kind, found.reason), (RefusalKind::Forbidden, Some(Reason::WrongUnit)));
    let found = refused(&["开始 受理 2024-06-03 由 甲局"], "转办 受理 2024-06-03 给 丁局");
    assert_eq!(found.reason, Some(Reason::WrongUnit));
    let found = refused(&["开始 受理 2024-06-03 由 甲局"], "完成 受理 2024-06-04 由 丁局");
    assert_eq!(found.kind, RefusalKind::Contradiction(ConflictKind::OthersWork));
}

#[test]
fn a_transfer_gives_the_step_to_another_organ() {
    let case = after(&[REVIEW, &["转办 审查 2024-06-05 给 丙局"]].concat());
    assert_eq!(case.dossier().records[1].by, ["丙局"]);
}

#[test]
fn opinions_come_before_the_end() {
    let found = refused(REVIEW, "完成 审查 2024-06-05 结论 同意");
    assert_eq!(rules().obligations[found.obligation.unwrap()].id, "办事/审查/会签");
    assert_eq!(found.first, [First::Opinion("乙局".into())]);
    assert_eq!(refused(REVIEW, "会签意见 审查 2024-06-05 由 丙局 结果 同意").kind, RefusalKind::NotAsked);
    let asked =
        [REVIEW, &["会签意见 审查 2024-06-05 由 乙局 结果 同意", "加签 审查 2024-06-05 给 丙局"]].concat();
    assert_eq!(refused(&asked, "完成 审查 2024-06-05 结论 同意").kind, RefusalKind::Unanswered);
    let whole =
        [&asked[..], &["会签意见 审查 2024-06-06 由 丙局 结果 同意", "完成 审查 2024-06-06 结论 同意"]]
            .concat();
    let case = after(&whole);
    assert_eq!(verdict(&case, day(6, 6), "审查/会签").0, Status::Satisfied);
    assert_eq!(case.dossier().records[1].opinions.len(), 2);
}

#[test]
fn outcomes_are_declared_ones() {
    let ready = [REVIEW, &["会签意见 审查 2024-06-05 由 乙局 结果 同意"]].concat();
    assert_eq!(refused(&ready, "完成 审查 2024-06-05").kind, RefusalKind::OutcomeMissing);
    let found = refused(&ready, "完成 审查 2024-06-05 结论 未定");
    assert_eq!(found.kind, RefusalKind::OutcomeUndeclared);
    assert_eq!(rules().obligations[found.obligation.unwrap()].id, "办事/审查/结论");
}

#[test]
fn a_case_that_is_sent_back_is_done_anew() {
    let back = [REVIEW, &["会签意见 审查 2024-06-05 由 乙局 结果 同意", "完成 审查 2024-06-05 结论 不同意"]]
        .concat();
    assert_eq!(refused(&back, "开始 公示 2024-06-06").kind, RefusalKind::Forbidden);
    let again = [
        &back[..],
        &["退回 受理 2024-06-06 由 甲局", "完成 受理 2024-06-07", "开始 审查 2024-06-07 由 丁局"],
    ]
    .concat();
    let case = after(&again);
    let attempts: Vec<u32> = case.dossier().records.iter().map(|record| record.attempt).collect();
    assert_eq!(attempts, [1, 1, 2, 2]);
    assert_eq!(verdict(&case, day(6, 7), "审查/前置/受理").0, Status::Satisfied);
    // Without being sent back, what is done is done.
    assert_eq!(refused(ACCEPTED, "开始 受理 2024-06-06 由 甲局").kind, RefusalKind::Done);
}

#[test]
fn what_goes_on_while_the_case_is_sent_back_is_stale() {
    let back = [REVIEW, &["退回 受理 2024-06-05 由 甲局"]].concat();
    let found = refused(
        &[&back[..], &["会签意见 审查 2024-06-05 由 乙局 结果 同意"]].concat(),
        "完成 审查 2024-06-06 结论 同意",
    );
    assert_eq!(found.kind, RefusalKind::Stale);
    let case = after(&[&back[..], &["完成 受理 2024-06-05", "开始 审查 2024-06-06 由 丁局"]].concat());
    assert_eq!(case.dossier().records.len(), 4);
}

#[test]
fn a_hand_takes_back_what_nobody_went_on_from() {
    let signed = ["开始 受理 2024-06-03 由 甲局", "完成 受理 2024-06-03 由 甲局"];
    let case = after(&[&signed[..], &["撤回 2024-06-04 由 甲局"]].concat());
    assert_eq!((case.dossier().records.len(), case.dossier().records[0].finish), (1, None));
    let gone_on = [&signed[..], &["开始 审查 2024-06-04 由 丁局"]].concat();
    let found = refused(&gone_on, "撤回 2024-06-04 由 甲局");
    assert_eq!(found.kind, RefusalKind::Contradiction(ConflictKind::ActedOn));
    assert_eq!(found.place.unwrap().to_string(), "events[2]");
    let found = refused(&signed, "撤回 2024-06-04 由 乙局");
    assert_eq!(found.kind, RefusalKind::Contradiction(ConflictKind::NothingOwn));
}

#[test]
fn clocks_stop_go_on_and_get_longer() {
    // Five working days from Monday, 3 June: Dragon Boat on the 10th is no working day.
    assert_eq!(verdict(&after(REVIEW), day(6, 5), "审查/时限").2, Some(day(6, 11)));
    assert_eq!(refused(REVIEW, "暂停 审查/时限 2024-06-05 种类 听证").kind, RefusalKind::KindNotAllowed);
    assert_eq!(refused(&[], "暂停 审查/时限 2024-06-05 种类 专家评审").kind, RefusalKind::ClockIdle);
    let stopped = [REVIEW, &["暂停 审查/时限 2024-06-05 种类 专家评审 告知 2024-06-05"]].concat();
    let resumed = [&stopped[..], &["恢复 审查/时限 2024-06-06"]].concat();
    assert_eq!(verdict(&after(&resumed), day(6, 6), "审查/时限").2, Some(day(6, 13)));
    let found = refused(&stopped, "暂停 审查/时限 2024-06-06 种类 专家评审 告知 2024-06-06");
    assert_eq!(found.kind, RefusalKind::Contradiction(ConflictKind::Stopped));
    let found = refused(REVIEW, "恢复 2024-06-06");
    assert_eq!(found.kind, RefusalKind::Contradiction(ConflictKind::NotStopped));
    assert_eq!(
        refused(REVIEW, "延长 审查/时限 2024-06-06 由 丁局 期限 3个工作日").kind,
        RefusalKind::WrongOrgan
    );
    assert_eq!(
        refused(REVIEW, "延长 审查/时限 2024-06-06 由 丙局 期限 4个工作日").kind,
        RefusalKind::TooLong
    );
    let longer = [REVIEW, &["延长 审查/时限 2024-06-06 由 丙局 期限 3个工作日"]].concat();
    assert_eq!(verdict(&after(&longer), day(6, 6), "审查/时限").2, Some(day(6, 14)));
    assert_eq!(refused(&longer, "延长 审查/时限 2024-06-07 由 丙局 期限 1个工作日").kind, RefusalKind::Twice);
}

#[test]
fn papers_to_be_completed_stop_every_clock() {
    let case = after(&[REVIEW, &["补正 2024-06-05 内容 缺附图", "恢复 补正 2024-06-06"]].concat());
    assert_eq!(verdict(&case, day(6, 6), "审查/时限").2, Some(day(6, 13)));
}

#[test]
fn a_case_that_stands_still_has_to_go_on_first() {
    let stayed = [ACCEPTED, &["中止 2024-06-04"]].concat();
    let found = refused(&stayed, "开始 审查 2024-06-05 由 丁局");
    assert_eq!((found.kind, found.first.as_slice()), (RefusalKind::Paused, [First::Resume].as_slice()));
    after(&[&stayed[..], &["恢复 中止 2024-06-05", "开始 审查 2024-06-05 由 丁局"]].concat());
}

#[test]
fn a_minimum_period_has_to_be_over() {
    let shown = [
        REVIEW,
        &[
            "会签意见 审查 2024-06-05 由 乙局 结果 同意",
            "完成 审查 2024-06-05 结论 同意",
            "开始 公示 2024-06-06",
        ],
    ]
    .concat();
    let found = refused(&shown, "完成 公示 2024-06-08");
    assert_eq!((found.kind, found.reason), (RefusalKind::Forbidden, Some(Reason::TooShort)));
    assert_eq!(found.first, [First::Wait(day(6, 9))]);
    after(&[&shown[..], &["完成 公示 2024-06-09"]].concat());
}

#[test]
fn what_is_late_is_recorded_and_judged() {
    let late =
        [REVIEW, &["会签意见 审查 2024-06-20 由 乙局 结果 同意", "完成 审查 2024-06-20 结论 同意"]].concat();
    assert_eq!(verdict(&after(&late), day(6, 20), "审查/时限").0, Status::Violated);
}

#[test]
fn of_a_case_that_was_ended_the_rest_does_not_apply() {
    let ended = after(&[REVIEW, &["终止 2024-06-05 内容 申请人撤回申请"]].concat());
    // Long after the limit: it ended while it ran.
    assert_eq!(verdict(&ended, day(7, 30), "审查/时限").1, Reason::Terminated);
    assert_eq!(verdict(&ended, day(7, 30), "审查/前置/受理").0, Status::Satisfied);
    assert_eq!(verdict(&ended, day(6, 4), "审查/时限").0, Status::Pending);
    let late = after(&[REVIEW, &["终止 2024-06-20"]].concat());
    assert_eq!(verdict(&late, day(7, 30), "审查/时限").0, Status::Violated);
    let found = apply(&ended, "会签意见 审查 2024-06-06 由 乙局 结果 同意").unwrap_err();
    assert_eq!(found.kind, RefusalKind::Contradiction(ConflictKind::Terminated));
}

#[test]
fn of_a_void_case_nothing_applies() {
    let void = after(&[REVIEW, &["作废 2024-06-20"]].concat());
    let report = judge(rules(), void.dossier(), day(7, 30));
    assert!(
        report.verdicts.iter().all(|one| (one.status, one.reason) == (Status::NotApplicable, Reason::Void))
    );
    assert_eq!(report.overall.status, Status::NotApplicable);
}

#[test]
fn what_was_owed_is_filed_with_its_step() {
    assert_eq!(
        refused(&[], "容缺补齐 受理/容缺/图纸 2024-06-05 材料 图纸").kind,
        RefusalKind::Contradiction(ConflictKind::NotBegun)
    );
    let case = after(&[ACCEPTED, &["容缺补齐 受理/容缺/图纸 2024-06-05 材料 图纸"]].concat());
    assert_eq!(case.dossier().records[0].documents.len(), 1);
    assert_eq!(verdict(&case, day(6, 5), "受理/容缺/图纸").0, Status::Satisfied);
}

#[test]
fn after_the_end_nothing_is_begun() {
    let whole = [
        REVIEW,
        &[
            "会签意见 审查 2024-06-05 由 乙局 结果 同意",
            "完成 审查 2024-06-05 结论 同意",
            "开始 公示 2024-06-06",
            "完成 公示 2024-06-10",
            "开始 发证 2024-06-11",
            "完成 发证 2024-06-11",
        ],
    ]
    .concat();
    assert_eq!(refused(&whole, "退回 审查 2024-06-12").kind, RefusalKind::Closed);
}

#[test]
fn time_goes_forward_and_not_beyond_the_as_of_date() {
    let found = refused(ACCEPTED, "开始 审查 2024-06-02");
    assert_eq!(found.kind, RefusalKind::Contradiction(ConflictKind::OutOfOrder));
    let dated =
        rules().case_from_str(Format::Json, "a.json", r#"{ "程序": "办事", "截至": "2024-06-03" }"#).unwrap();
    assert_eq!(apply(&dated, "开始 受理 2024-06-04 由 甲局").unwrap_err().kind, RefusalKind::AfterAsOf);
}

#[test]
fn a_declared_event_is_recorded_as_one() {
    let case = after(&["收到申请 2024-06-01"]);
    assert_eq!(case.dossier().events.iter().flatten().count(), 1);
    assert!(case.dossier().acts.is_none());
}

#[test]
fn faults_and_evidence_stand_where_the_file_says_it() {
    let text = r#"{ "程序": "办事", "事件": [
        { "事件": "开始", "步骤": "受理", "日期": "2024-06-03", "材料": [ { "种类": "图低" } ] },
        { "事件": "完成", "步骤": "受理", "日期": "2024-06-03" },
        { "事件": "完成", "步骤": "受理", "日期": "2024-06-04" } ] }"#;
    let errors = rules().dossier_from_str(Format::Json, "a.json", text).unwrap_err();
    let said: Vec<String> =
        errors.diagnostics.iter().map(|one| format!("{} {}", one.code, one.message.zh)).collect();
    assert_eq!(
        said,
        [
            "RC7035 没有名为「图低」的材料（events[0].documents[0].kind）",
            "RC7111 「受理」已经完成（events[2]）"
        ]
    );
    assert_eq!(errors.diagnostics[1].labels.len(), 1, "both places");
    let case = after(&["开始 受理 2024-06-03", "完成 受理 2024-06-03"]);
    let id = rules().find_obligation(case.dossier().procedure, "受理/承办").unwrap();
    let missing = rulecheck::judge::missing(rules(), case.dossier(), day(6, 4), id);
    assert_eq!(missing[0].path.to_string(), "events[0].by");
}

/// A file of each format before and after; what is not added stays byte for byte.
#[test]
fn files_are_extended_in_place() {
    let event = read_line(rules(), "完成 受理 2024-06-03 由 甲局", None).unwrap();
    let cases = [
        (
            Format::Ron,
            "( // 头\n    procedure: \"办事\",\n    events: [\n        ( event: \"开始\", step: \"受理\", date: \"2024-06-03\" ), // 第一件\n    ], // 尾\n)\n",
            "( // 头\n    procedure: \"办事\",\n    events: [\n        ( event: \"开始\", step: \"受理\", date: \"2024-06-03\" ), // 第一件\n        (event: \"完成\", date: \"2024-06-03\", by: \"甲局\", step: \"受理\"),\n    ], // 尾\n)\n",
        ),
        (
            Format::Ron,
            "(procedure: \"办事\")",
            "(procedure: \"办事\", events: [ (event: \"完成\", date: \"2024-06-03\", by: \"甲局\", step: \"受理\") ])",
        ),
        (
            Format::Json,
            "{\n  \"程序\": \"办事\",\n  \"事件\": [\n    { \"事件\": \"开始\", \"步骤\": \"受理\", \"日期\": \"2024-06-03\" }\n  ]\n}\n",
            "{\n  \"程序\": \"办事\",\n  \"事件\": [\n    { \"事件\": \"开始\", \"步骤\": \"受理\", \"日期\": \"2024-06-03\" },\n    { \"事件\": \"完成\", \"日期\": \"2024-06-03\", \"承办\": \"甲局\", \"步骤\": \"受理\" }\n  ]\n}\n",
        ),
        (
            Format::Json,
            "{ \"程序\": \"办事\", \"事件\": [] }",
            "{ \"程序\": \"办事\", \"事件\": [\n    { \"事件\": \"完成\", \"日期\": \"2024-06-03\", \"承办\": \"甲局\", \"步骤\": \"受理\" }\n] }",
        ),
        #[cfg(feature = "yaml")]
        (
            Format::Yaml,
            "# 头\n程序: 办事\n事件:\n  - 事件: 开始\n    步骤: 受理\n    日期: 2024-06-03  # 注\n# 尾\n截至: 2024-07-01\n",
            "# 头\n程序: 办事\n事件:\n  - 事件: 开始\n    步骤: 受理\n    日期: 2024-06-03  # 注\n  - { 事件: \"完成\", 日期: \"2024-06-03\", 承办: \"甲局\", 步骤: \"受理\" }\n# 尾\n截至: 2024-07-01\n",
        ),
        #[cfg(feature = "yaml")]
        (
            Format::Yaml,
            "程序: 办事 # 注",
            "程序: 办事 # 注\n事件:\n  - { 事件: \"完成\", 日期: \"2024-06-03\", 承办: \"甲局\", 步骤: \"受理\" }\n",
        ),
    ];
    for (format, before, wanted) in cases {
        let made = append_events(format, before, std::slice::from_ref(&event));
        assert_eq!(made.as_deref(), Some(wanted), "{before}");
    }
    for (format, text) in [
        (Format::Json, ""),
        (Format::Ron, "(procedure: "),
        (Format::Json, "{}"),
        (Format::Json, "{ \"events\": 3 }"),
    ] {
        assert_eq!(append_events(format, text, std::slice::from_ref(&event)), None, "{text}");
    }
}

/// The page of dossiers tells every act, with what it must say.
#[test]
fn every_act_is_on_the_page() {
    let page = include_str!("../docs/dossier.md");
    for (_, zh, en) in rulecheck::model::Act::WORDS {
        assert!(page.contains(&format!("| {zh} `{en}` |")), "{zh} {en}");
    }
    for (_, zh, en) in rulecheck::case::CLAUSES {
        assert!(page.contains(&format!("{zh} `{en}`")), "{zh} {en}");
    }
}
