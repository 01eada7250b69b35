//! The JSON Schema of dossiers and the reader say the same of every example and of its mutations.
#![cfg(feature = "yaml")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test builds on must be there"
)]

#[path = "dossier/builder.rs"]
mod builder;
#[path = "dossier/json.rs"]
mod plain;

use jsonschema::Validator;
use rulecheck::dossier::{Format, read_dossier, schema};
use rulecheck::model::RuleSet;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::path::Path;

/// What a schema cannot say, by the code of the fault, with the reason.
const RELATIONS: &[(u16, &str)] = &[
    (7057, "a number in words is judged by its characters alone"),
    (7060, "two values are compared: the finish and the start"),
    (7061, "records are compared: the same attempt"),
    (7062, "records are compared: an attempt is left out"),
    (7063, "two values are compared: a date and the as-of date"),
    (7064, "two values are compared: the ends of an interval"),
    (7069, "a period in words is judged by its characters alone"),
    (7031, "the ruleset decides which of two procedures is meant"),
    (7072, "entries are compared: two have one key"),
    (7077, "entries are compared: one task twice"),
    (7073, "an entry is named: the register decides whether there is one"),
    (7074, "the obligation decides whether an entry must be named"),
    (7075, "the obligation decides whether an entry may be named"),
    (7103, "ballots are compared: one name votes twice"),
    (7104, "values are compared: the votes and the ballots"),
    (7105, "values are compared: votes, those present and those expected"),
    (7094, "a text alone does not reach the files it shares"),
    (7015, "numbers have no bounds in digits"),
];

fn validator(schema: &Value) -> Validator {
    if let Err(error) = jsonschema::meta::validate(schema) {
        panic!("the schema is none: {error} at {}", error.instance_path());
    }
    jsonschema::draft202012::new(schema).unwrap()
}

fn codes(rules: &RuleSet, value: &Value) -> Vec<u16> {
    match read_dossier(rules, Format::Json, "卷宗", &value.to_string()) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.diagnostics.iter().map(|found| found.code.0).collect(),
    }
}

/// All pointers into a value.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    let escape = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                pointers(item, &format!("{at}/{index}"), found);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                pointers(item, &format!("{at}/{}", escape(key)), found);
            }
        }
        _ => {}
    }
}

/// Every way in which one value is changed.
fn mutations(old: &Value) -> Vec<Value> {
    let mut all = vec![
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(3),
        json!(1.5),
        json!(""),
        json!(" "),
        json!("甲"),
        json!("是"),
        json!("today"),
        json!("2024-02-30"),
        json!("2023-02-29"),
        json!("2024-02-29"),
        json!("2024-13-01"),
        json!("2024-06-01T10:30"),
        json!("2024-06-01T24:30"),
        json!("2024-06-01 10:30:00"),
        json!("2024/06/01"),
        json!("1899-12-31"),
        json!("14个"),
        json!("5000万元"),
        json!("60%"),
        json!("3英镑"),
        json!("10个工作日"),
        json!([]),
        json!({}),
        json!(["甲"]),
        json!([1]),
        json!([{}]),
        json!({ "甲": 1 }),
    ];
    match old {
        Value::String(text) => {
            all.push(json!(format!("{text}x")));
            all.push(json!(text.chars().skip(1).collect::<String>()));
            all.push(json!(format!(" {text}")));
        }
        Value::Array(items) => {
            let mut more = items.clone();
            more.push(json!("甲"));
            all.push(json!(more));
            all.push(json!(items.iter().skip(1).collect::<Vec<_>>()));
            all.push(json!(items.iter().chain(items).collect::<Vec<_>>()));
        }
        Value::Object(map) => {
            for key in map.keys() {
                let mut less = map.clone();
                less.remove(key);
                all.push(Value::Object(less));
                let mut renamed = map.clone();
                let value = renamed.remove(key).unwrap();
                renamed.insert(format!("{key}x"), value.clone());
                all.push(Value::Object(renamed));
                if let Some(other) = other_spelling(key) {
                    let mut twice = map.clone();
                    twice.insert(other.into(), value.clone());
                    all.push(Value::Object(twice));
                    let mut translated = map.clone();
                    let value = translated.remove(key).unwrap();
                    translated.insert(other.into(), value);
                    all.push(Value::Object(translated));
                }
            }
        }
        _ => {}
    }
    all
}

/// Some keys in their other spelling.
fn other_spelling(key: &str) -> Option<&'static str> {
    const PAIRS: &[(&str, &str)] = &[
        ("records", "记录"),
        ("step", "步骤"),
        ("start", "开始"),
        ("by", "承办"),
        ("documents", "材料"),
        ("kind", "种类"),
        ("fields", "字段"),
        ("outcome", "结论"),
        ("roles", "角色"),
        ("project", "项目"),
        ("obligation", "义务"),
        ("result", "结果"),
        ("clock", "时限"),
        ("for", "同意"),
        ("meeting", "会议"),
        ("as_of", "截至"),
    ];
    PAIRS.iter().find_map(|(en, zh)| match key {
        _ if key == *en => Some(*zh),
        _ if key == *zh => Some(*en),
        _ => None,
    })
}

/// Compares the two on a value and on its mutations, one in `every`; how many there were, and how often only a relation
/// was wrong.
fn compare(
    rules: &RuleSet,
    validator: &Validator,
    value: &Value,
    every: usize,
    wrong: &mut Vec<String>,
) -> (u32, BTreeMap<u16, u32>) {
    let mut all = Vec::new();
    pointers(value, "", &mut all);
    let changes = |at: &String| {
        let at = at.clone();
        mutations(value.pointer(&at).unwrap()).into_iter().map(move |change| (at.clone(), change))
    };
    let (mut count, mut spared) = (0, BTreeMap::new());
    for (at, change) in all.iter().flat_map(changes).step_by(every) {
        let mut changed = value.clone();
        *changed.pointer_mut(&at).unwrap() = change.clone();
        // The schema of one procedure is for the dossiers that name one.
        let of_procedure = value.get("procedure").is_some();
        if of_procedure && ["procedure", "程序"].iter().all(|key| changed.get(key).is_none_or(Value::is_null))
        {
            assert!(!validator.is_valid(&changed), "{changed}");
            continue;
        }
        let found = codes(rules, &changed);
        let valid = validator.is_valid(&changed);
        count += 1;
        if valid == found.is_empty() {
            continue;
        }
        // The schema may let pass what only a relation makes wrong, and nothing else.
        let relation = |code: &u16| RELATIONS.iter().any(|(known, _)| known == code);
        if valid && found.iter().all(relation) {
            for code in found {
                *spared.entry(code).or_insert(0) += 1;
            }
            continue;
        }
        wrong.push(format!("{at} = {change}: schema {valid}, reader {found:?}"));
    }
    (count, spared)
}

fn examples() -> Vec<(String, String, Format)> {
    let mut found = Vec::new();
    for folder in ["examples", "tests/cases/dossier"] {
        for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let Some(format) = Format::of_name(&name) else { continue };
            found.push((format!("{folder}/{name}"), std::fs::read_to_string(&path).unwrap(), format));
        }
    }
    found.sort();
    found
}

fn rules_of(name: &str) -> RuleSet {
    if name.starts_with("examples/permit") {
        RuleSet::builder().pack("state/admin-permit-law.rules").compile().unwrap()
    } else if ["examples/parallel", "examples/review"].iter().any(|one| name.starts_with(one)) {
        RuleSet::builder().pack("golmud/2024-37-approval-30x.rules").compile().unwrap()
    } else if name.starts_with("examples/") {
        RuleSet::builder().pack("golmud/2024-34-major-decisions.rules").compile().unwrap()
    } else {
        builder::rules()
    }
}

#[test]
fn every_example_is_valid() {
    let mut seen = 0;
    for (name, text, format) in examples() {
        let rules = rules_of(&name);
        let dossier = read_dossier(&rules, format, &name, &text).unwrap();
        let value = plain::value(format, &text);
        let general = validator(&schema(&rules, None));
        let errors: Vec<String> = general.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        let special = validator(&schema(&rules, dossier.procedure));
        let errors: Vec<String> = special.iter_errors(&value).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{name}: {errors:#?}");
        seen += 1;
    }
    assert!(seen >= 10, "{seen}");
}

#[test]
fn mutations_of_the_complete_dossier_are_judged_alike() {
    let rules = builder::rules();
    let text = include_str!("cases/dossier/complete.json");
    let value: Value = serde_json::from_str(text).unwrap();
    let dossier = read_dossier(&rules, Format::Json, "卷宗", text).unwrap();
    let mut wrong = Vec::new();
    let (count, spared) =
        compare(&rules, &validator(&schema(&rules, dossier.procedure)), &value, 1, &mut wrong);
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 5000, "{count}");
    assert!(spared.values().sum::<u32>() * 20 < count, "few need a relation: {spared:?} of {count}");
}

#[test]
fn mutations_of_a_shipped_example_are_judged_alike() {
    let rules = rules_of("examples/");
    let text = include_str!("../examples/compliant.json");
    let value: Value = serde_json::from_str(text).unwrap();
    let dossier = read_dossier(&rules, Format::Json, "卷宗", text).unwrap();
    let mut wrong = Vec::new();
    let (count, _) = compare(&rules, &validator(&schema(&rules, dossier.procedure)), &value, 5, &mut wrong);
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn mutations_of_registers_and_tasks_are_judged_alike() {
    let text = include_str!("cases/dossier/registers-and-tasks.rules");
    let rules = RuleSet::builder().source("a.rules", text).compile().unwrap();
    let value = json!({
        "as_of": "2024-07-01",
        "registers": { "经营主体": [
            { "名称": "甲站", "经营方式": "零售", "年销量": "300吨", "检查日期": "2024-05-13",
              "证照": ["营业执照", { "种类": "营业执照", "自": "2015-01-01", "至": "长期" }] },
            { "名称": "乙库", "检查日期": "2024-05-14", "证照": { "kind": "营业执照", "to": "2024-12-31" } },
        ] },
        "tasks": [ { "task": "T1", "start": "2024-02-01", "done": false, "by": ["甲局"],
                     "parts": { "一期": "2024-06-28" }, "indicators": { "环节": "14个" },
                     "documents": [ { "kind": "工作总结", "date": "2024-06-30" } ] } ],
        "deviations": [ { "obligation": "经营主体/检查及时[甲站]", "reason": "停业", "date": "2024-06-30" } ],
    });
    assert_eq!(codes(&rules, &value), [] as [u16; 0]);
    let mut wrong = Vec::new();
    let (count, _) = compare(&rules, &validator(&schema(&rules, None)), &value, 1, &mut wrong);
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 1000, "{count}");
}

#[test]
fn the_schema_tells_types_units_enumerations_and_docs() {
    let rules = builder::rules();
    let text = serde_json::to_string(&schema(&rules, None)).unwrap();
    for words in ["元、万元、亿元", "a quantity with its unit", "取值：", "必填", "the as-of date"]
    {
        assert!(text.contains(words), "{words}");
    }
    let shipped = rules_of("examples/");
    let text = serde_json::to_string(&schema(&shipped, None)).unwrap();
    assert!(text.contains("第三条第三款：列入决策机关确定的决策事项目录"), "doc comments of the rules");
}
