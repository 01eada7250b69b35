//! Files of facts that several dossiers share: read beside the dossier, joined, faults at their places.
#![cfg(feature = "fs")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "what a test builds on must be there"
)]

use rulecheck::dossier::{Dossier, DossierErrors, Format};
use rulecheck::judge::Subject;
use rulecheck::report::{Style, Texts, View, json};
use rulecheck::{RuleSet, SharedLibrary};
use std::path::Path;

const RULES: &str = "规则集 例。
法规 《某办法（虚构）》 ｛ 层级：规章；  条文：第一条至第九条； ｝
档案 城市 ｛ 名称：文本； ｝
角色 检查组：多名；
事件 开展检查；
清单 目录 ｛ 依据：《某办法（虚构）》第一条；  标识：名称；  字段 ｛ 名称：文本；  在用：是否； ｝  应当 在用：在用； ｝
规则 在册 ｛ 依据：《某办法（虚构）》第二条；  应当 有甲：目录 包含 “甲”； ｝
";

fn rules() -> RuleSet {
    RuleSet::builder().source("a.rules", RULES).compile().unwrap()
}

/// A folder with some files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

fn read(folder: &Path) -> Result<Dossier, Box<DossierErrors>> {
    rules().read_dossier(folder.join("d.json"))
}

/// Codes with the file they are told in.
fn faults(folder: &Path) -> Vec<(String, u16)> {
    let errors = read(folder).unwrap_err();
    let mut found = Vec::new();
    for one in std::iter::once(&*errors).chain(&errors.others) {
        let file = Path::new(&*one.source.name).file_name().unwrap().to_string_lossy().into_owned();
        found.extend(one.diagnostics.iter().map(|fault| (file.clone(), fault.code.0)));
    }
    found
}

const ROSTER: &str =
    r#"( facts: ["more/city.json"], registers: { "目录": [ ( "名称": "甲", "在用": true ) ] } )"#;
const CITY: &str = r#"{ "城市": { "名称": "某市" }, "角色": { "检查组": ["张三"] }, "events": [ { "event": "开展检查", "date": "2024-05-01" } ],
  "清单": { "目录": [ { "名称": "乙", "在用": false } ] } }"#;

#[test]
fn shared_files_are_joined_and_keep_their_places() {
    let text = r#"{ "as_of": "2024-06-20", "facts": ["roster.ron"], "registers": { "目录": [ { "名称": "丙", "在用": true } ] } }"#;
    let roster =
        ROSTER.replace("( \"名称\": \"甲\", \"在用\": true )", "{ \"名称\": \"甲\", \"在用\": true }");
    let folder = folder(&[("d.json", text), ("roster.ron", &roster), ("more/city.json", CITY)]);
    // What a shared file names is relative to that file.
    std::fs::rename(folder.path().join("more/city.json"), folder.path().join("city.json")).unwrap();
    std::fs::write(folder.path().join("roster.ron"), roster.replace("more/", "")).unwrap();
    let (rules, dossier) = (rules(), read(folder.path()).unwrap());
    let keys: Vec<&str> = dossier.registers[0].iter().map(|entry| entry.key.as_str()).collect();
    assert_eq!(keys, ["丙", "甲", "乙"], "the dossier first, then its files in order");
    assert_eq!(dossier.registers[0].place(2), Some((2, 0)));
    assert!(dossier.roles[0].bound);
    assert_eq!(dossier.events[0].len(), 1);
    assert!(dossier.facts[0].value().is_some());
    let report = rules.validate(&dossier, "2024-06-20".parse().unwrap());
    let ids: Vec<String> =
        report.verdicts.iter().map(|one| Subject::from(one).id(&rules, &dossier).to_string()).collect();
    assert_eq!(ids, ["在册/有甲", "目录/在用[丙]", "目录/在用[甲]", "目录/在用[乙]"]);
    let texts = Texts::new(&dossier, text, Format::Json);
    let view = View { rules: &rules, dossier: &dossier, report: &report, text: Some(&texts) };
    let told = json::dossier(&view, &[], Style::default());
    let evidence = &told["verdicts"][3]["evidence"][0];
    assert!(evidence["file"].as_str().unwrap().ends_with("city.json"));
    assert_eq!(
        (evidence["path"].as_str(), evidence["line"].as_i64()),
        (Some("registers.目录[0].在用"), Some(2))
    );
    let alone = rules
        .dossier_from_str(Format::Json, "d.json", &text.replace("\"facts\": [\"roster.ron\"], ", ""))
        .unwrap();
    assert_ne!(alone.digest, dossier.digest, "the digest covers the shared files");
}

#[test]
fn every_fault_is_told_in_its_own_file() {
    let dossier = |facts: &str| format!(r#"{{ "as_of": "2024-06-20", "facts": [{facts}] }}"#);
    let bad = r#"{ "清单": { "目录": [ { "名称": 5 } ], "目彔": [] }, "records": [ { "step": "甲" } ] }"#;
    let one =
        folder(&[("d.json", &dossier("\"bad.json\", \"no.json\", \"../out.json\"")), ("bad.json", bad)]);
    let found = faults(one.path());
    let of = |file: &str| -> Vec<u16> {
        found.iter().filter(|(name, _)| name == file).map(|(_, code)| *code).collect()
    };
    assert_eq!(of("d.json"), [901, 901]);
    assert_eq!(of("bad.json"), [7020, 7071, 7092]);
    let circle = folder(&[
        ("d.json", &dossier("\"a.json\"")),
        ("a.json", r#"{ "facts": ["b.json"] }"#),
        ("b.json", r#"{ "facts": ["a.json"] }"#),
    ]);
    assert_eq!(faults(circle.path()), [("b.json".to_owned(), 7090)]);
}

#[test]
fn what_lies_outside_is_not_read() {
    let outer =
        folder(&[("in/d.json", r#"{ "as_of": "2024-06-20", "facts": ["../a.json"] }"#), ("a.json", "{}")]);
    assert_eq!(faults(&outer.path().join("in")), [("d.json".to_owned(), 7095)]);
    let absolute = folder(&[("d.json", r#"{ "as_of": "2024-06-20", "facts": ["/etc/hostname"] }"#)]);
    assert_eq!(faults(absolute.path()), [("d.json".to_owned(), 7095)]);
    #[cfg(unix)]
    {
        let linked =
            folder(&[("in/d.json", r#"{ "as_of": "2024-06-20", "facts": ["b.json"] }"#), ("a.json", "{}")]);
        std::os::unix::fs::symlink(outer.path().join("a.json"), linked.path().join("in/b.json")).unwrap();
        assert_eq!(faults(&linked.path().join("in")), [("d.json".to_owned(), 7095)]);
    }
}

#[test]
fn nothing_overrides() {
    let city = r#"{ "城市": { "名称": "某市" }, "角色": { "检查组": ["张三"] }, "清单": { "目录": [ { "名称": "甲" } ] } }"#;
    let text = r#"{ "as_of": "2024-06-20", "facts": ["city.json"], "城市": { "名称": "别市" }, "角色": { "检查组": ["李四"] }, "清单": { "目录": [ { "名称": "甲" } ] } }"#;
    let both = folder(&[("d.json", text), ("city.json", city)]);
    let codes: Vec<u16> = faults(both.path()).into_iter().map(|(_, code)| code).collect();
    assert_eq!(codes, [7093, 7093, 7072]);
}

#[test]
fn a_text_alone_has_nobody_to_ask() {
    let text = r#"{ "as_of": "2024-06-20", "facts": ["city.json"] }"#;
    let errors = rules().dossier_from_str(Format::Json, "d.json", text).unwrap_err();
    assert_eq!(errors.diagnostics[0].code.0, 7094);
}

#[test]
fn a_library_gives_its_files_to_every_dossier() {
    let folder = folder(&[("city.json", CITY), ("deep/d.json", r#"{ "as_of": "2024-06-20" }"#)]);
    let library = SharedLibrary::new(vec![folder.path().join("city.json")]);
    let rules = rules();
    for name in ["a", "b"] {
        let dossier = rules
            .dossier_sharing(Format::Json, (name, None), r#"{ "as_of": "2024-06-20" }"#, (None, &library))
            .unwrap();
        assert_eq!(dossier.registers[0].len(), 1);
    }
    let missing = SharedLibrary::new(vec![folder.path().join("no.json")]);
    let errors = rules.dossier_sharing(Format::Json, ("a", None), "{}", (None, &missing)).unwrap_err();
    assert_eq!(errors.others[0].diagnostics[0].code.0, 901);
}
