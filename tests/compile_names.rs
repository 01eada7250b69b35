//! Names that the compiler refuses: what it says, where, and what it proposes.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "test code: a failure is a panic")]

use rulecheck::calendar::WorkdayCalendar;
use rulecheck::diag::Diagnostic;
use rulecheck::model::{ParsedFile, compile};
use rulecheck::text::{FileId, Source, SourceMap};
use std::sync::Arc;

const HEAD: &str = "规则集 甲 版本 “1”。\n法规 《甲法》 ｛ 层级：法律； 期限单位：自然日，说明 “虚构”； 条文：第一条至第九条； ｝\n\
    机构 市水利局。\n档案 项目 ｛ 总投资：万元； 类别：取值（低、高）； 期：工作日； ｝\n材料 公告 ｛ 发布日期：日期； ｝\n";

fn faults(body: &str) -> Vec<Diagnostic> {
    let text: Arc<str> = Arc::from(format!("{HEAD}{body}"));
    let mut sources = SourceMap::default();
    sources.add(Source::new("a.rules", Arc::clone(&text)));
    let parse = rulecheck::syntax::parse(FileId(0), text);
    let compiled = compile(&[ParsedFile { parse, imports: Vec::new() }], sources, WorkdayCalendar::china());
    assert_eq!(
        compiled.rules.is_some(),
        !compiled.diagnostics.iter().any(|one| { one.severity == rulecheck::diag::Severity::Error })
    );
    compiled.diagnostics
}

fn step(sentences: &str) -> Vec<Diagnostic> {
    faults(&format!("程序 试验 ｛ 依据：《甲法》第二条； 办结：乙； 步骤 乙 ｛ {sentences} ｝ ｝\n"))
}

/// The one fault of a step's sentences: its code and what it proposes.
fn one(sentences: &str) -> (u16, String) {
    let found = step(sentences);
    assert_eq!(found.len(), 1, "{sentences}: {found:#?}");
    let only = found.first().unwrap();
    (only.code.0, only.help.as_ref().map(|help| help.zh.clone()).unwrap_or_default())
}

#[test]
fn a_correct_file_has_no_fault() {
    assert_eq!(step("材料：公告； 应当 投资：项目.总投资 大于 5000万元；"), Vec::new());
}

#[test]
fn each_fault_has_one_report() {
    let cases: &[(&str, u16, &str)] = &[
        ("材料：公吿；", 1001, "公告"),
        ("前置：丙；", 1001, ""),
        ("承办：市水力局；", 1001, "市水利局"),
        ("应当 投资：项目.总投姿 大于 5000万元；", 2008, "总投资"),
        ("应当 类：项目.类别 等于 中；", 2007, ""),
        ("应当 投资：项目.总投资 大于 3日；", 2004, ""),
        ("应当 期：项目.期 不少于 3日；", 2003, "同一单位"),
        ("应当 写：“充分听取意见”；", 2009, "认定"),
        ("应当 做：乙；", 2002, "已履行"),
        ("历时：不超过 30日；", 1018, "限时"),
        ("限时：30日；", 1017, "起算"),
        ("限时：30日，自 乙 之日起；", 2005, "乙.开始"),
        ("限时：30日，自 乙.开始 之日起，依据 《甲法》第十条；", 1009, "条号"),
        ("限时：30日，自 乙.开始 之日起，依据 《乙法》；", 1007, "甲法"),
        ("历时 甲：30日； 历时 甲：40日；", 1016, "取名"),
        ("历时：30日； 表决：过半数；", 1017, "同意：过半数"),
        ("办结：乙；", 1003, ""),
        ("厉时：30日；", 1004, "历时"),
        ("应当 投资：项目.总投资大于5000万元；", 1006, "总投资 大于 5000万元"),
    ];
    for (sentences, code, proposed) in cases {
        let (found, help) = one(sentences);
        assert_eq!(found, *code, "{sentences}: {help}");
        assert!(help.contains(proposed), "{sentences}: {help}");
    }
}

#[test]
fn a_name_that_only_looks_declared_is_told_by_its_code_point() {
    // U+4E00 against U+2F00, the radical that looks like it.
    let found = faults(
        "材料 一览表。\n程序 试验 ｛ 依据：《甲法》； 办结：乙； 步骤 乙 ｛ 材料：\u{2F00}览表； ｝ ｝\n",
    );
    let only = found.first().unwrap();
    assert_eq!((found.len(), only.code.0), (1, 1020), "{found:#?}");
    assert!(only.message.zh.contains("U+2F00"), "{}", only.message.zh);
    let latin =
        faults("材料 A表。\n程序 试验 ｛ 依据：《甲法》； 办结：乙； 步骤 乙 ｛ 材料：\u{0391}表； ｝ ｝\n");
    let only = latin.first().unwrap();
    assert_eq!((latin.len(), only.code.0), (1, 1020), "{latin:#?}");
    assert!(only.message.zh.contains("U+0391"), "{}", only.message.zh);
}

#[test]
fn a_cycle_names_all_its_members() {
    let found = faults(
        "程序 试验 ｛ 依据：《甲法》； 办结：丙； 步骤 甲 ｛ 前置：丙； ｝ 步骤 乙 ｛ 前置：甲； ｝ 步骤 丙 ｛ 前置：乙； ｝ ｝\n",
    );
    let only = found.first().unwrap();
    assert_eq!((found.len(), only.code.0), (1, 4001), "{found:#?}");
    for name in ["甲", "乙", "丙"] {
        assert!(only.message.zh.contains(name), "{}", only.message.zh);
    }
    assert_eq!(only.labels.len(), 3, "{found:#?}");
}
