//! The reports of the examples in `docs/examples/`: written by the program, and the same as it writes now.
//!
//! `UPDATE_REPORTS=1 cargo test --all-features --test example_reports` writes them anew.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail loudly and asks whether to write"
)]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

const PROGRAM: &str = env!("CARGO_BIN_EXE_rulecheck");

/// What each example shows; the file, and a line in both languages.
const EXAMPLES: &[(&str, &str, &str)] = &[
    ("compliant.ron", "全程合规", "everything in order"),
    (
        "consultation-too-short.ron",
        "征求意见只有二十日，没有说明理由",
        "twenty days of consultation, no reason",
    ),
    ("shortened-and-waived.yaml", "说明理由的缩短；既有评估免除", "shortened with a reason; assessed before"),
    (
        "water-price-hearing.yaml",
        "听证材料六日前才送达一人",
        "papers reached one participant six days before",
    ),
    (
        "countersigned-instead-of-reviewed.ron",
        "以会签代替合法性审查",
        "a countersignature instead of the review",
    ),
    ("returned-and-redone.ron", "审查不合法，退回重办", "found unlawful, sent back and done again"),
    ("under-way.ron", "审查正在进行", "the review is under way"),
    ("decided-in-huddle.ron", "碰头会决定，首长先发言", "decided in a huddle, the head spoke first"),
    ("late-evidence.ron", "会后才补的报告，事后录入", "a report after the meeting, late entries"),
    ("undetermined.json", "是否专业性强没有确定", "nobody determined whether it is technical"),
    ("partial.yaml", "卷宗未齐", "the file is not complete"),
    ("out-of-scope.ron", "应急处置，不适用条例", "an emergency, outside the decree"),
    (
        "implementation.json",
        "执行中：中止、后评估（英文键）",
        "carried out: suspended, evaluated (English keys)",
    ),
    (
        "permit-hearing.yaml",
        "行政许可：听证停算，证件迟送一日",
        "a permit: the hearing stops the clock, served a day late",
    ),
    (
        "parallel-approval.yaml",
        "30+X：技术评审不计时，正在并联审批",
        "30+X: the review is off the clock, approvals in parallel",
    ),
    (
        "review-without-notice.ron",
        "30+X：评审没有书面告知，一项还在办，容缺没有补交",
        "30+X: a review without notice, one item open, a document owed",
    ),
    ("catalogue-adjusted.yaml", "目录事项调整，只有提醒", "a catalogue matter changed, warnings only"),
    ("catalogue-2024.json", "年度目录：按时、逾期、待办", "the year's catalogue: in time, late, open"),
];

/// The report, without digests and without lines of rules, which other work moves.
fn report(file: &str, lang: &str) -> (String, i32) {
    let output = Command::new(PROGRAM)
        .args(["--lang", lang, "validate", &format!("examples/{file}")])
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.stderr.is_empty(), "{file}: {}", String::from_utf8_lossy(&output.stderr));
    let steady = |line: &str| {
        let line = line.split_once("  sha256:").map_or(line, |(before, _)| before);
        match line.split_once(".rules:") {
            Some((before, place)) if place.chars().all(|found| found.is_ascii_digit() || found == ':') => {
                format!("{before}.rules")
            }
            _ => line.to_owned(),
        }
    };
    let lines: Vec<String> = text.lines().map(steady).collect();
    (lines.join("\n"), output.status.code().unwrap())
}

fn page(file: &str, zh: &str, en: &str) -> String {
    let mut out = format!("# {zh} / {en}\n\n[{file}](../../examples/{file})\n");
    // The report of a dossier whose keys are English is shown in English as well.
    let langs: &[&str] = if file == "implementation.json" { &["zh", "en"] } else { &["zh"] };
    for lang in langs {
        let (text, code) = report(file, lang);
        let _ = write!(
            out,
            "\n```console\n$ rulecheck --lang {lang} validate examples/{file}\n```\n\n```text\n{text}\n```\n\n退出码 / exit code: {code}\n"
        );
    }
    out
}

fn index() -> String {
    let mut out = String::from(
        "# 示例卷宗及其报告 / Example dossiers and their reports\n\n\
         项目、单位、人员和日期都是编造的。报告由程序写出，由测试核对；摘要值和规则的行号没有写。\n\
         Projects, organs, persons and dates are made up. The reports are written by the program and held by a test; digests and lines of rules are left out.\n\n\
         | 卷宗 / dossier | | |\n|---|---|---|\n",
    );
    for (file, zh, en) in EXAMPLES {
        let stem = file.split('.').next().unwrap();
        let _ = writeln!(out, "| [{file}]({stem}.md) | {zh} | {en} |");
    }
    out
}

#[test]
fn every_example_has_its_report() {
    let folder = Path::new("docs/examples");
    let update = std::env::var("UPDATE_REPORTS").is_ok();
    let mut wrong = Vec::new();
    let pages = EXAMPLES.iter().map(|(file, zh, en)| (file.split('.').next().unwrap(), page(file, zh, en)));
    for (stem, wanted) in pages.chain([("README", index())]) {
        let path = folder.join(format!("{stem}.md"));
        if update {
            std::fs::create_dir_all(folder).unwrap();
            std::fs::write(&path, &wanted).unwrap();
        }
        if std::fs::read_to_string(&path).unwrap_or_default() != wanted {
            wrong.push(path.display().to_string());
        }
    }
    each_has_its_page();
    assert!(
        wrong.is_empty(),
        "not what the program writes now: {wrong:?}; read the change, then write them anew with UPDATE_REPORTS=1"
    );
}

/// Every example is listed, and every page belongs to one.
fn each_has_its_page() {
    let names = |folder: &str| -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut found: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        found.sort();
        found
    };
    let stem = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    let mut listed: Vec<String> = EXAMPLES.iter().map(|(file, ..)| stem(file)).collect();
    listed.sort();
    let mut dossiers: Vec<String> =
        names("examples").iter().filter(|name| !name.ends_with(".rs")).map(|name| stem(name)).collect();
    dossiers.dedup();
    assert_eq!(dossiers, listed);
    // A page may have its pictures beside it.
    let mut pages: Vec<String> =
        names("docs/examples").iter().map(|name| stem(name)).filter(|name| name != "README").collect();
    pages.dedup();
    assert_eq!(pages, listed);
}
