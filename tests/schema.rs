//! The JSON outputs are what the published schemas say, checked by a small reader of the keywords
//! that the schemas use.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test builds on must be there"
)]

use rulecheck::RuleSet;
use rulecheck::dossier::{AsOf, Format};
use rulecheck::plan::PlanRequest;
use rulecheck::report::{Style, Texts, View, json, path_json};
use serde_json::Value;
use std::path::Path;

/// What is wrong with `value` by `schema`; a keyword that is not known here is an error, so that
/// nothing in the schemas goes unchecked.
fn check(root: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    for (keyword, told) in schema.as_object().expect("a schema is an object") {
        let mut complain = |what: String| wrong.push(format!("{at}: {what}"));
        match keyword.as_str() {
            "$schema" | "$id" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let name =
                    told.as_str().and_then(|text| text.strip_prefix("#/$defs/")).expect("a local reference");
                check(root, &root["$defs"][name], value, at, wrong);
            }
            "const" if told != value => complain(format!("{value} is not {told}")),
            "enum" if !told.as_array().unwrap().contains(value) => {
                complain(format!("{value} is not among {told}"))
            }
            "const" | "enum" => {}
            "type" => {
                let is = |name: &Value| match name.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "integer" => value.is_i64() || value.is_u64(),
                    "null" => value.is_null(),
                    other => panic!("unknown type {other}"),
                };
                if !told.as_array().map_or_else(|| is(told), |names| names.iter().any(is)) {
                    complain(format!("{value} is not of type {told}"));
                }
            }
            "pattern" => {
                assert_eq!(told, "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
                if value.as_str().is_some_and(|text| rulecheck::calendar::Date::parse_iso(text).is_none()) {
                    complain(format!("{value} is no date"));
                }
            }
            "required" => {
                for key in told.as_array().unwrap().iter().filter_map(Value::as_str) {
                    if value.as_object().is_some_and(|held| !held.contains_key(key)) {
                        complain(format!("{key} is missing"));
                    }
                }
            }
            "additionalProperties" => {
                assert_eq!(told, false);
                for key in value.as_object().into_iter().flat_map(|held| held.keys()) {
                    if schema["properties"].get(key).is_none() {
                        complain(format!("{key} is not declared"));
                    }
                }
            }
            "properties" => {
                for (key, inner) in told.as_object().unwrap() {
                    if let Some(held) = value.get(key) {
                        check(root, inner, held, &format!("{at}.{key}"), wrong);
                    }
                }
            }
            "items" => {
                for (position, held) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, told, held, &format!("{at}[{position}]"), wrong);
                }
            }
            other => panic!("keyword {other} is not checked"),
        }
    }
}

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema").join(name);
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    check(schema, schema, value, "$", &mut wrong);
    wrong
}

#[test]
fn what_may_be_done_next_follows_its_schema() {
    use rulecheck::calendar::Date;
    use rulecheck::report::next;
    let next_schema = schema("next-1.json");
    let rules = RuleSet::builder().pack("state/decree-713.rules").compile().unwrap();
    let case = |events: &str| {
        let text = format!(
            r#"{{ "procedure": "重大行政决策", "project": {{ "名称": "某规划（虚构）", "属于决策事项": true }},
                 "roles": {{ "合法性审查部门": "市司法局" }}, "events": [{events}] }}"#
        );
        rules.case_from_str(Format::Json, "a.json", &text).unwrap()
    };
    let on = Date::from_ymd(2024, 6, 5).unwrap();
    for events in [
        "",
        r#"{ "event": "开始", "step": "研究论证", "date": "2024-06-03", "by": "甲局" }"#,
        r#"{ "event": "中止", "date": "2024-06-03" }"#,
    ] {
        let said = next::json(&case(events), on, Style::default());
        assert_eq!(faults(&next_schema, &said), [""; 0]);
        assert!(!said["enabled"].as_array().unwrap().is_empty(), "{said}");
    }
}

#[test]
fn outputs_follow_their_schemas() {
    let (verdicts, paths) = (schema("verdict-1.json"), schema("path-1.json"));
    let pack = |path: &str| RuleSet::builder().pack(path).compile().unwrap();
    let (notice, permit) =
        (pack("golmud/2024-34-major-decisions.rules"), pack("state/admin-permit-law.rules"));
    let investment = pack("golmud/2024-37-approval-30x.rules");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some(format) = Format::of_name(&name) else { continue };
        let text = std::fs::read_to_string(&path).unwrap();
        let rules = match () {
            () if name.starts_with("permit") => &permit,
            () if text.contains("格尔木市政府投资审批") => &investment,
            () => &notice,
        };
        let dossier = rules.dossier_from_str(format, &name, &text).unwrap();
        let Some(AsOf::On(as_of)) = dossier.as_of else { panic!("{name} has no date") };
        let report = rules.validate(&dossier, as_of);
        let texts = Texts::new(&dossier, &text, format);
        let view = View { rules, dossier: &dossier, report: &report, text: Some(&texts) };
        let document = json::document(vec![json::dossier(&view, &[], Style::default())]);
        assert_eq!(faults(&verdicts, &document), Vec::<String>::new(), "{name}");
        seen += 1;
        if dossier.procedure.is_none() {
            continue;
        }
        let plan =
            rules.plan(&PlanRequest { dossier: Some((&dossier, as_of)), ..PlanRequest::default() }).unwrap();
        assert_eq!(
            faults(&paths, &path_json::render(rules, &plan, Some(&name))),
            Vec::<String>::new(),
            "{name}"
        );
    }
    assert!(seen >= 5);
}

#[test]
fn sentences_follow_their_schema() {
    let published = schema("show-1.json");
    for pack in rulecheck::packs() {
        let rules = RuleSet::builder().pack(pack.path).compile().unwrap();
        let all: Vec<_> = rules.obligations.ids().collect();
        let document = rulecheck::report::show::json(&rules, &all);
        assert_eq!(faults(&published, &document), Vec::<String>::new(), "{}", pack.path);
    }
}

#[test]
fn the_checker_sees_faults() {
    let paths = schema("path-1.json");
    let wrong =
        faults(&paths, &serde_json::json!({ "schema": "rulecheck/path/2", "start": "2024-02-30", "new": 1 }));
    assert!(wrong.iter().any(|one| one.contains("is not \"rulecheck/path/1\"")));
    assert!(wrong.iter().any(|one| one.contains("is no date")));
    assert!(wrong.iter().any(|one| one.contains("new is not declared")));
    assert!(wrong.iter().any(|one| one.contains("finish is missing")));
}
