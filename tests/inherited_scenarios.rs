//! 沿用: a scenario that changes only what it names.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use rulecheck::{RuleSet, scenario};

const RULES: &str = "规则集 甲 版本 “1”。
法规 《甲法》 ｛ 层级：法律； 期限单位：自然日，说明 “虚构”； 条文：第一条至第九条； ｝
角色 承办单位：多名。
档案 项目 ｛ 重要：是否； 名称：文本； ｝
材料 公告 ｛ 发布日期：日期； 截止日期：日期； ｝
材料 说明；
程序 试验 ｛
    依据：《甲法》第二条；  办结：决定；
    步骤 公示 ｛
        适用：项目.重要；  承办：承办单位；  材料：公告、说明；
        历时 公示期：不少于 三十日，自 公告.发布日期 之日起，至 公告.截止日期；
    ｝
    步骤 决定 ｛
        前置：公示；  结论：同意、不同意；
        会议 ｛ 种类：常务会议；  最后发言：行政首长； ｝
        认定 及时：“及时”；
    ｝
｝
测试 “甲” ｛
    程序：试验；  截至：2024-07-01；
    事实 项目 ｛ 名称：“某（虚构）”；  重要：是； ｝
    角色 承办单位：某局、某委；
    记录 公示 ｛
        开始：2024-05-01；  完成：2024-06-03；  承办：某局；
        材料：公告（日期：2024-05-01，发布日期：2024-05-01，截止日期：2024-05-31）、说明（日期：2024-05-01）；
    ｝
    记录 决定 ｛
        开始：2024-06-10；  完成：2024-06-10；  结论：同意；
        会议 ｛ 种类：常务会议；  行政首长：市长；  发言：乙、市长； ｝
    ｝
    认定 决定/及时：是，于 2024-06-10；
    期望：公示/公示期 合规、公示/承办 合规、公示/材料/公告 合规、公示/材料/说明 合规、决定/前置/公示 合规、
        决定/会议/种类 合规、决定/会议/最后发言 合规、决定/结论 合规、决定/及时 合规、总体 合规；
｝
";

/// How many differences each scenario has.
fn run(more: &str) -> Vec<usize> {
    let rules = RuleSet::builder().source("a.rules", format!("{RULES}{more}")).compile();
    let rules = rules.unwrap_or_else(|errors| panic!("{more}: {:#?}", errors.diagnostics));
    scenario::run_all(&rules).iter().map(|outcome| outcome.differences.len()).collect()
}

/// Code and help of the only fault.
fn fault(more: &str) -> (u16, String) {
    let errors = RuleSet::builder().source("a.rules", format!("{RULES}{more}")).compile().unwrap_err();
    let [only] = errors.diagnostics.as_slice() else { panic!("{more}: {:#?}", errors.diagnostics) };
    (only.code.0, only.help.as_ref().map(|help| help.zh.clone()).unwrap_or_default())
}

fn passes(body: &str) {
    assert_eq!(run(&format!("测试 “乙” 沿用 “甲” ｛ {body} ｝")), [0, 0], "{body}");
}

#[test]
fn what_is_not_named_stays() {
    passes("");
    passes("截至：2024-08-01；");
    // The other nine expectations hold still.
    passes("记录 决定 ｛ 会议 ｛ 发言：市长、乙； ｝ ｝ 期望：决定/会议/最后发言 违规、总体 违规；");
    passes("认定 决定/及时：否，于 2024-06-10； 期望：决定/及时 违规、总体 违规；");
}

#[test]
fn an_inherited_expectation_can_fail() {
    assert_eq!(run("测试 “乙” 沿用 “甲” ｛ 认定 决定/及时：否，于 2024-06-10； ｝"), [0, 2]);
}

#[test]
fn a_document_is_changed_in_the_fields_that_are_named() {
    passes("记录 公示 ｛ 材料：公告（截止日期：2024-05-30）； ｝ 期望：公示/公示期 违规、总体 违规；");
    passes("记录 公示 ｛ 材料：公告（截止日期：2024-06-01）； ｝");
}

#[test]
fn facts_and_roles_are_replaced_by_name() {
    passes(
        "事实 项目 ｛ 重要：否； ｝ 期望：公示/公示期 不适用、公示/承办 不适用、公示/材料/公告 不适用、
         公示/材料/说明 不适用、决定/前置/公示 不适用；",
    );
    passes("角色 承办单位：某委； 期望：公示/承办 违规、总体 违规；");
}

#[test]
fn a_second_attempt_is_added() {
    passes(
        "记录 公示 ｛ 次数：2； 开始：2024-06-05； 完成：2024-06-06； ｝
         期望：公示/公示期 不适用、公示/承办 缺证、公示/材料/公告 违规、公示/材料/说明 违规、总体 违规；",
    );
}

#[test]
fn what_lacks_is_gone() {
    passes("缺 认定：决定/及时； 期望：决定/及时 缺证；");
    passes("缺 角色：承办单位； 期望：公示/承办 缺证、总体 缺证；");
    passes("记录 公示 ｛ 缺：说明； ｝ 期望：公示/材料/说明 违规、总体 违规；");
    passes("记录 决定 ｛ 缺：结论； ｝ 期望：决定/结论 缺证、总体 缺证；");
    passes(
        "缺 记录：公示； 期望：公示/公示期 不适用、公示/承办 不适用、公示/材料/公告 不适用、公示/材料/说明 不适用、
         决定/前置/公示 违规、总体 违规、其余 不论；",
    );
    passes("事实 项目 ｛ 缺：重要； ｝ 期望：决定/前置/公示 合规；");
}

#[test]
fn a_role_can_be_given_as_nobody() {
    passes("角色 承办单位：无； 期望：公示/承办 违规、总体 违规；");
    assert_eq!(fault("测试 “乙” 沿用 “甲” ｛ 角色 承办单位； ｝").0, 1017);
}

#[test]
fn english_says_the_same() {
    passes("");
    assert_eq!(
        run("test \"乙\" extends \"甲\" { lacks finding: 决定/及时; expect: 决定/及时 unproven; }"),
        [0, 0]
    );
}

#[test]
fn chains_are_followed() {
    let more =
        "测试 “乙” 沿用 “甲” ｛ 认定 决定/及时：否，于 2024-06-10； 期望：决定/及时 违规、总体 违规； ｝
        测试 “丙” 沿用 “乙” ｛ 认定 决定/及时：是，于 2024-06-11； 期望：决定/及时 合规、总体 合规； ｝";
    assert_eq!(run(more), [0, 0, 0]);
}

#[test]
fn faults_say_what_to_write() {
    assert!(fault("测试 “乙” 沿用 “丙丁” ｛ ｝").1.contains("写在前面"));
    assert_eq!(fault("测试 “乙” 沿用 “甲” ｛ 缺 记录：决走； ｝").0, 1001);
    assert_eq!(fault("测试 “乙” 沿用 “甲” ｛ 缺 认定：公示/及时； ｝").0, 1001);
    assert_eq!(fault("测试 “乙” 沿用 “甲” ｛ 记录 公示 ｛ 缺：结论； ｝ ｝").0, 1001);
    assert_eq!(fault("测试 “乙” 沿用 “甲” ｛ 缺：公示； ｝").0, 1017);
    let alone = "测试 “乙” ｛ 程序：试验； 截至：2024-07-01； 缺 记录：公示； 期望：总体 不论； ｝";
    assert_eq!(fault(alone).0, 1003);
    assert!(fault(alone).1.contains("沿用"));
    assert_eq!(fault("测试 “乙” 细化 “甲” ｛ 截至：2024-07-01； 期望：总体 不论； ｝").0, 1018);
    // A circle cannot be written.
    let circle = "测试 “乙” 沿用 “丙” ｛ ｝ 测试 “丙” 沿用 “乙” ｛ ｝";
    let errors = RuleSet::builder().source("a.rules", format!("{RULES}{circle}")).compile().unwrap_err();
    assert!(errors.diagnostics.iter().all(|found| found.code.0 != 1010) && !errors.diagnostics.is_empty());
}
