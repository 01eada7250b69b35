//! `rulecheck record` on files: what is added, what stays, and that a refusal writes nothing.
#![cfg(all(feature = "cli", feature = "yaml"))]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail loudly and asks for the program"
)]

use std::path::Path;
use std::process::{Command, Output};

const STARTED: &str = include_str!("cli/input/case/started.ron");

fn record(file: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rulecheck"));
    command.args(["--lang", "en", "record"]).arg(file).args(arguments).output().unwrap()
}

fn read(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap()
}

#[test]
fn what_happened_is_added_and_all_else_stays() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.ron");
    std::fs::write(&file, STARTED).unwrap();
    let done =
        record(&file, &["开始 决定启动 2024-05-13 由 某市人民政府", "完成 决定启动 2024-05-14 结论 启动"]);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    let made = read(&file);
    let added: Vec<&str> = made.lines().filter(|line| !STARTED.contains(line)).collect();
    assert_eq!(
        added,
        [
            r#"        (event: "开始", date: "2024-05-13", by: "某市人民政府", step: "决定启动"),"#,
            r#"        (event: "完成", date: "2024-05-14", step: "决定启动", outcome: "启动"),"#,
        ]
    );
    let kept: Vec<&str> = made.lines().filter(|line| !added.contains(line)).collect();
    assert_eq!(kept, STARTED.lines().collect::<Vec<_>>());
    // The next one goes on from it.
    assert_eq!(record(&file, &["start drafting 2024-05-15 by 市发展和改革委员会"]).status.code(), Some(0));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no file is left beside it");
}

#[test]
fn lines_end_as_they_did() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in
        [("case.ron", STARTED.to_owned()), ("case.yaml", "程序: 重大行政决策\nruleset: 国家\n".to_owned())]
    {
        let file = folder.path().join(name);
        std::fs::write(&file, format!("\u{FEFF}{}", text.replace('\n', "\r\n"))).unwrap();
        let done = record(&file, &["开始 决定启动 2024-05-13 由 某市人民政府"]);
        assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
        let made = read(&file);
        assert!(made.starts_with('\u{FEFF}') && made.contains("决定启动"), "{made}");
        assert_eq!(made.matches('\n').count(), made.matches("\r\n").count(), "{made:?}");
    }
}

#[test]
fn of_several_events_none_is_written_where_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.ron");
    std::fs::write(&file, STARTED).unwrap();
    let first = "开始 决定启动 2024-05-13 由 某市人民政府";
    for (second, code) in [
        ("完成 决定启动 2024-05-12 结论 启动", 1),
        ("开始 决策草案拟订 2024-05-13", 1),
        ("完成 决定启动 2024-05-14 结论 起动", 1),
        ("完成 决定启动 2024-05-14 结轮 启动", 2),
        ("完成 决定启动 2024-02-30 结论 启动", 2),
        ("完成 决定启动 2024-05-14 材料 报吿", 2),
        ("完成 决定启动 2024-05-14 结果 同意", 2),
    ] {
        let refused = record(&file, &[first, second]);
        assert_eq!(
            refused.status.code(),
            Some(code),
            "{second}: {}",
            String::from_utf8_lossy(&refused.stderr)
        );
        assert_eq!(read(&file), STARTED, "{second}");
    }
    assert_eq!(record(&file, &[first, "--check"]).status.code(), Some(0));
    assert_eq!(read(&file), STARTED, "--check");
}

#[test]
fn a_file_that_is_none_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("empty.json", ""),
        ("half.yaml", "程序: 国家·重大行政决策\n事件: [ { 事件: 开始"),
        ("wrong.json", r#"{ "程序": "国家·重大行政决策", "记录": [ { "步骤": "归挡" } ] }"#),
        ("case.jsonl", r#"{ "程序": "国家·重大行政决策" }"#),
        ("rules.rules", "规则集 例。"),
    ] {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        let refused = record(&file, &["开始 研究论证 2024-05-06"]);
        assert_eq!(refused.status.code(), Some(2), "{name}");
        assert!(!refused.stderr.is_empty(), "{name}");
        assert_eq!(read(&file), text, "{name}");
    }
}

#[test]
fn yaml_and_json_are_extended_too_and_judged_by_what_was_added() {
    let folder = tempfile::tempdir().unwrap();
    let yaml = "# 虚构\n程序: 国家·重大行政决策\n项目: { 名称: 某规划（虚构）, 属于决策事项: 是 }\n";
    let json = "{\n  \"procedure\": \"国家·重大行政决策\",\n  \"project\": { \"名称\": \"某规划（虚构）\", \"属于决策事项\": true }\n}\n";
    for (name, text) in [("case.yaml", yaml), ("case.json", json)] {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        for event in
            ["启动 2024-05-06", "开始 研究论证 2024-05-06 由 甲局", "完成 研究论证 2024-05-10 由 甲局"]
        {
            let done = record(&file, &[event]);
            assert_eq!(done.status.code(), Some(0), "{name}: {}", String::from_utf8_lossy(&done.stderr));
        }
        let again = record(&file, &["完成 研究论证 2024-05-11"]);
        assert_eq!(again.status.code(), Some(1), "{name}");
        let output = Command::new(env!("CARGO_BIN_EXE_rulecheck"))
            .args([
                "--lang",
                "zh",
                "validate",
                "--as-of",
                "2024-05-13",
                "--format",
                "concise",
                "--only",
                "研究论证/履行",
            ])
            .arg(&file)
            .output()
            .unwrap();
        assert!(String::from_utf8_lossy(&output.stdout).contains(": satisfied "), "{name}: {output:?}");
    }
}
