//! A scenario is judged by its own file and what that one imports, also where other files are compiled with it.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

use rulecheck::RuleSet;
use rulecheck::scenario::run;

const LAW: &str = "法规 《某办法（虚构）》 ｛ 层级：规章；  条文：第一条至第九条； ｝\n";

fn failing(sources: &[(&str, &str)]) -> Vec<String> {
    let builder = sources.iter().fold(RuleSet::builder(), |all, (name, text)| all.source(*name, *text));
    let rules = builder.compile().unwrap();
    let failed = rules.tests.iter().filter(|case| !run(&rules, case).is_empty());
    failed.map(|case| case.name.to_string()).collect()
}

#[test]
fn other_files_have_no_say() {
    let one = format!(
        "规则集 甲。\n{LAW}档案 甲户 ｛ 登记：是否； ｝\n\
         规则 甲规 ｛ 依据：《某办法（虚构）》第一条；  应当 甲项：甲户.登记； ｝\n\
         测试 “甲” ｛ 截至：2024-06-20；  事实 甲户 ｛ 登记：是； ｝  期望：甲项 合规、总体 合规； ｝\n"
    );
    let other = format!(
        "规则集 乙。\n{LAW}档案 乙户 ｛ 登记：是否； ｝\n\
         规则 乙规 ｛ 依据：《某办法（虚构）》第一条；  应当 乙项：乙户.登记； ｝\n\
         任务 乙任务 ｛ 依据：《某办法（虚构）》第一条；  期限：2024年5月底前； ｝\n"
    );
    assert_eq!(failing(&[("a.rules", &one), ("b.rules", &other)]), Vec::<String>::new());
}

#[test]
fn what_is_imported_has() {
    let other = format!(
        "规则集 乙。\n{LAW}档案 乙户 ｛ 登记：是否； ｝\n\
         规则 乙规 ｛ 依据：《某办法（虚构）》第一条；  应当 乙项：乙户.登记； ｝\n"
    );
    let one = "规则集 甲。\n引入 “b.rules” 称 乙。\n\
               测试 “甲” ｛ 截至：2024-06-20；  期望：总体 合规； ｝\n\
               测试 “乙” ｛ 截至：2024-06-20；  事实 乙户 ｛ 登记：是； ｝  期望：乙项 合规、总体 合规； ｝\n";
    assert_eq!(failing(&[("a.rules", one), ("b.rules", &other)]), ["甲"]);
}
