//! What `path` and `graph` write for spreadsheets, calendars, pictures and pages: goldens of two examples in both
//! languages, and that hostile names stay names. `UPDATE_PICTURES=1` writes the goldens anew.
#![cfg(feature = "cli")]
#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test may fail loudly and asks whether to write"
)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_rulecheck");

fn run(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).env("NO_COLOR", "1").env("COLUMNS", "80").output().unwrap()
}

fn written(arguments: &[&str]) -> String {
    let output = run(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// What is written, less the digest of the rules, which other work moves.
fn steady(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("sha256:") {
        out.push_str(before);
        out.push_str("sha256:…");
        rest = after.trim_start_matches(|letter: char| letter.is_ascii_hexdigit());
    }
    out + rest
}

/// Reads a picture or a page as XML, and looks for what must not be in it.
fn well_formed(text: &str) {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
    let read = roxmltree::Document::parse_with_options(text, options).unwrap();
    let mut ids = BTreeSet::new();
    for node in read.descendants().filter(|node| node.is_element()) {
        let name = node.tag_name().name();
        assert!(
            !["script", "image", "img", "link", "foreignObject", "iframe", "a", "use"].contains(&name),
            "{name}"
        );
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(!name.starts_with("on") && name != "href", "{name}");
            assert!(!value.contains("url(") || value.starts_with("url(#"), "{value}");
            if name == "id" {
                assert!(ids.insert(value), "{value} stands twice");
            }
        }
        if name == "svg" {
            assert_eq!(node.attribute("role"), Some("img"));
            let named = node.attribute("aria-labelledby").unwrap().split(' ').collect::<Vec<_>>();
            let found = node.children().filter(|child| ["title", "desc"].contains(&child.tag_name().name()));
            let found: Vec<&str> = found.filter_map(|child| child.attribute("id")).collect();
            assert_eq!(named, found);
        }
    }
}

/// The examples: what is asked, and what the goldens are called by.
const EXAMPLES: [(&str, &str); 3] = [
    ("under-way", "examples/under-way.ron"),
    ("permit-hearing", "examples/permit-hearing.yaml"),
    ("parallel-approval", "examples/parallel-approval.yaml"),
];
const FORMATS: &[(&str, &str)] = &[
    ("path", "human"),
    ("path", "csv"),
    ("path", "ics"),
    ("path", "svg"),
    ("path", "html"),
    ("path", "mermaid"),
    ("graph", "human"),
    ("graph", "dot"),
    ("graph", "mermaid"),
    ("graph", "svg"),
];

#[test]
fn formats_are_as_they_were() {
    let folder = Path::new("tests/pictures");
    let update = std::env::var("UPDATE_PICTURES").is_ok();
    let mut wrong = Vec::new();
    for (name, asked) in EXAMPLES {
        for (command, format) in FORMATS {
            for lang in ["zh", "en"] {
                let all = ["--lang", lang, command, "--format", format, asked];
                let found = steady(&written(&all));
                if ["svg", "html"].contains(format) {
                    well_formed(&found);
                    assert!(found.len() < 100_000, "{all:?}: {} bytes", found.len());
                }
                // The Chinese ones of these stand in the documentation.
                let golden = match (*command, *format, lang) {
                    ("path", "svg" | "html", "zh") => {
                        Path::new("docs/examples").join(format!("{name}.{format}"))
                    }
                    _ => folder.join(format!("{name}-{command}.{lang}.{format}")),
                };
                if update {
                    std::fs::create_dir_all(folder).unwrap();
                    std::fs::write(&golden, &found).unwrap();
                }
                if std::fs::read_to_string(&golden).unwrap_or_default() != found {
                    wrong.push(golden.display().to_string());
                }
            }
        }
    }
    assert!(wrong.is_empty(), "not what is written now: {wrong:?}; read the change, then UPDATE_PICTURES=1");
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    for (_, asked) in EXAMPLES {
        for (command, format) in FORMATS {
            let all = [command, "--format", format, asked];
            assert_eq!(run(&all).stdout, run(&all).stdout, "{all:?}");
        }
    }
}

#[test]
fn several_formats_go_to_files_and_one_to_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let csv = format!("csv={}", file("a.csv").display());
    let ics = format!("ics={}", file("a.ics").display());
    let arguments =
        ["path", "examples/under-way.ron", "--format", &csv, "--format", &ics, "--format", "json"];
    assert!(written(&arguments).starts_with('{'));
    // Twice: the second run replaces what the first one wrote.
    assert!(written(&arguments).starts_with('{'));
    assert!(std::fs::read_to_string(file("a.csv")).unwrap().starts_with("\u{FEFF}kind,id,name,"));
    assert!(std::fs::read_to_string(file("a.ics")).unwrap().starts_with("BEGIN:VCALENDAR\r\n"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing else is left behind");
}

#[test]
fn what_cannot_be_written_is_refused_before_anything_is() {
    let folder = tempfile::tempdir().unwrap();
    let dossier = folder.path().join("a.ron");
    std::fs::copy("examples/under-way.ron", &dossier).unwrap();
    let shown = dossier.display().to_string();
    let beside = folder.path().join("x/../a.ron").display().to_string();
    std::fs::create_dir(folder.path().join("x")).unwrap();
    let nowhere = folder.path().join("none/a.csv").display().to_string();
    let over = format!("csv={beside}");
    let nowhere = format!("csv={nowhere}");
    for (formats, code) in [
        (vec![over.as_str()], "RC7131"),
        (vec!["csv", "ics"], "RC7133"),
        (vec!["csv=", "ics"], ""),
        (vec![nowhere.as_str()], "RC0921"),
        (vec!["picture"], ""),
    ] {
        let mut all = vec!["--lang", "en", "path", shown.as_str()];
        for format in &formats {
            all.extend(["--format", format]);
        }
        let output = run(&all);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains(code), "{formats:?}: {said}");
        assert!(output.stdout.is_empty(), "{formats:?}");
    }
    assert_eq!(
        std::fs::read(&dossier).unwrap(),
        std::fs::read("examples/under-way.ron").unwrap(),
        "the dossier is as it was"
    );
}

#[test]
fn a_table_can_go_without_its_mark() {
    let plain = written(&["path", "examples/under-way.ron", "--format", "csv", "--no-bom"]);
    assert!(plain.starts_with("kind,id,name,"));
    let marked = written(&["path", "examples/under-way.ron", "--format", "csv"]);
    assert_eq!(marked.strip_prefix('\u{FEFF}'), Some(plain.as_str()));
}

/// Names that each format must quote in its own way.
const HOSTILE: [&str; 9] = [
    "a\"b'c",
    "<script>alert(1)</script>&amp;]]>",
    "=HYPERLINK(\"x\")",
    "甲，乙；丙,丁;戊:己#庚|辛`壬%%癸",
    "⚖️👍🏽 emoji",
    "שלום עליכם مرحبا",
    "\\N \\\" end",
    "graph TD; A-->B; end",
    "很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长很长的名称",
];

/// Rules with a procedure whose steps are called so, in a group and one after the other.
fn hostile(folder: &Path) -> String {
    let mut text = String::from(
        "规则集 例。\n法规 《办法（虚构）》 ｛ 层级：规章；  施行：2020-01-01；  期限单位：自然日，说明 “虚构”；  \
         条文：第一条至第九条； ｝\n程序 许可 ｛ 依据：《办法（虚构）》第一条；  办结：办结；\n依次 ｛\n并联 “{<并>\"联}” ｛\n",
    );
    for name in HOSTILE {
        let _ = writeln!(text, "步骤 “{name}” ｛ 预计：3个工作日； ｝");
    }
    text.push_str("｝\n步骤 办结 ｛ 预计：1日； ｝ ｝ ｝\n");
    let path = folder.join("a.rules");
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn names_stay_names_in_every_format() {
    let folder = tempfile::tempdir().unwrap();
    let rules = hostile(folder.path());
    let of = |command: &str, format: &str| {
        let start: &[&str] = if command == "path" { &["--start", "2024-05-06"] } else { &[] };
        written(&[&[command, "--rules", &rules, "--procedure", "许可", "--format", format], start].concat())
    };
    for (command, format) in FORMATS {
        let text = of(command, format);
        assert!(text.contains("办结"), "{command} {format}");
        if ["svg", "html"].contains(format) {
            assert!(!text.contains("<script"), "{command} {format}");
            well_formed(&text);
        }
    }
    let page = of("path", "html");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;]]&gt;"));
    let table = of("path", "csv");
    assert!(table.contains(",\"'=HYPERLINK(\"\"x\"\")\","));
    for line in table.lines() {
        assert_eq!(cells(line), 30, "{line}");
    }
    for line in of("path", "ics").split_terminator("\r\n") {
        assert!(line.len() <= 75, "{line}");
    }
    let human = of("path", "human");
    let chart = human.split("\n\n").find(|block| block.contains("一格") || block.contains("a cell")).unwrap();
    for line in chart.lines() {
        assert!(unicode_width::UnicodeWidthStr::width(line) <= 80, "{line}");
    }
    // Every line of dot ends its quotes.
    for line in of("graph", "dot").lines() {
        let quotes = line.replace("\\\\", "").replace("\\\"", "").matches('"').count();
        assert!(quotes % 2 == 0, "{line}");
    }
    for line in of("graph", "mermaid").lines() {
        assert!(matches!(line.matches('"').count(), 0 | 2), "{line}");
    }
}

/// How many cells a line of a table has.
fn cells(line: &str) -> usize {
    let mut quoted = false;
    let commas = line.chars().filter(|letter| {
        quoted ^= *letter == '"';
        *letter == ',' && !quoted
    });
    commas.count() + 1
}

#[test]
fn a_plan_of_thousands_of_steps_stays_readable() {
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from(
        "规则集 例。\n法规 《办法（虚构）》 ｛ 层级：规章；  施行：2020-01-01；  期限单位：自然日，说明 “虚构”；  \
         条文：第一条至第九条； ｝\n程序 许可 ｛ 依据：《办法（虚构）》第一条；  办结：步1499；\n依次 ｛\n",
    );
    for group in 0..15 {
        let _ = writeln!(text, "依次 组{group} ｛");
        for step in 0..100 {
            let _ = writeln!(text, "步骤 步{} ｛ 预计：1日； ｝", group * 100 + step);
        }
        text.push_str("｝\n");
    }
    text.push_str("｝ ｝\n");
    let path = folder.path().join("a.rules").display().to_string();
    std::fs::write(&path, text).unwrap();
    let of = |command: &str, format: &str| {
        let start: &[&str] = if command == "path" { &["--start", "2020-05-06"] } else { &[] };
        written(
            &[&[command, "--lang", "en", "--rules", &path, "--procedure", "许可", "--format", format], start]
                .concat(),
        )
    };
    let picture = of("path", "svg");
    well_formed(&picture);
    assert!(picture.contains("steps left out of this picture: 515") && picture.len() < 1_000_000);
    let page = of("path", "html");
    well_formed(&page);
    assert!(page.matches("<svg ").count() == 41 && page.contains("步1499"));
    let order = of("graph", "svg");
    assert!(order.contains("the lower levels are closed") && order.len() < 100_000);
    let human = of("path", "human");
    assert!(human.contains("steps left out of the picture: 1315"), "{human}");
}
