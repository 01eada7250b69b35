//! Good dossiers: JSON and RON, both vocabularies, and what they come to.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "tests fail by panicking"
)]

#[path = "dossier/builder.rs"]
mod builder;

use rulecheck::dossier::{DocumentAt, Dossier, Format, MeetingDecision, read_dossier};
use rulecheck::model::{Fact, RuleSet, Value};

fn read(rules: &RuleSet, format: Format, text: &str) -> Dossier {
    read_dossier(rules, format, "卷宗", text).unwrap_or_else(|errors| panic!("{:#?}", errors.diagnostics))
}

/// A dossier without its digest, which is of the text.
fn shown(dossier: &Dossier) -> String {
    let mut dossier = dossier.clone();
    dossier.digest = rulecheck::text::digest([]);
    format!("{dossier:#?}")
}

#[test]
fn json_and_ron_twins_are_equal() {
    let rules = builder::rules();
    let json = read(&rules, Format::Json, include_str!("cases/dossier/complete.json"));
    let ron = read(&rules, Format::Ron, include_str!("cases/dossier/complete.ron"));
    assert_eq!(shown(&json), shown(&ron));
    assert_ne!(json.digest, ron.digest);
}

#[test]
#[cfg(feature = "yaml")]
fn the_yaml_twin_is_equal() {
    let rules = builder::rules();
    let json = read(&rules, Format::Json, include_str!("cases/dossier/complete.json"));
    let yaml = read(&rules, Format::Yaml, include_str!("cases/dossier/complete.yaml"));
    assert_eq!(shown(&json), shown(&yaml));
}

/// What YAML 1.1 takes for something else than the field's type says.
#[test]
#[cfg(feature = "yaml")]
fn the_type_of_a_field_decides_what_a_word_is() {
    let rules = builder::rules();
    let yaml = read(&rules, Format::Yaml, "project: { 名称: 否, 专业性技术性强: 否, kind: 能源 }");
    assert_eq!(yaml.facts[0], Fact::Known(Value::Text("否".into())));
    let of = |name: &str| {
        let schema = &rules.schemas[rules.facts.iter().next().unwrap().schema];
        schema.field(name).unwrap().0
    };
    assert_eq!(yaml.facts[of("专业性技术性强")], Fact::Known(Value::Bool(false)));
    for word in ["no", "NO", "off", "2024-05-01", "12:30:45", "~x", "Null-Island"] {
        let yaml = read(&rules, Format::Yaml, &format!("project: {{ 名称: {word} }}"));
        assert_eq!(yaml.facts[0], Fact::Known(Value::Text(word.into())), "{word}");
    }
}

#[test]
fn everything_is_resolved_and_typed() {
    let rules = builder::rules();
    let dossier = read(&rules, Format::Json, include_str!("cases/dossier/complete.json"));
    assert_eq!(dossier.records.len(), 5);
    let number = |slot: usize| match &dossier.facts[slot] {
        Fact::Known(Value::Number(number)) => number.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(number(3), "50000000");
    assert_eq!(number(5), "14");
    assert_eq!(dossier.facts[6], Fact::Unknown);
    assert_eq!(dossier.facts[13], Fact::Known(Value::Text("无".into())), "the default");
    assert_eq!(dossier.facts[14], Fact::None, "可缺");
    assert_eq!(dossier.facts[15], Fact::Unknown, "必填 of a group that is not given");
    let Fact::Known(Value::List(parts)) = &dossier.facts[12] else { panic!() };
    let Fact::Known(Value::Record(part)) = &parts[0] else { panic!() };
    let Fact::Known(Value::Number(investment)) = &part[1] else { panic!() };
    assert_eq!(investment.to_string(), "12345678.90123456789", "no digit is lost");
    assert!(dossier.roles.iter().all(|role| role.bound));
    assert_eq!(dossier.roles[2].members[1].name.as_deref(), Some("乙"));
    assert_eq!(dossier.roles[2].members[1].fields[3], Fact::None);
    let step = |name: &str| rules.names().steps[name][0];
    assert_eq!(dossier.by_step[step("合法性审查").index()].as_slice(), [3]);
    assert!(dossier.by_step[step("归档").index()].is_empty());
    assert_eq!(dossier.records[3].outcome, Some(0));
    assert_eq!(dossier.records[0].outcome, None);
    assert_eq!(dossier.records[0].sequence.as_deref(), Some([].as_slice()));
    assert_eq!(dossier.records[1].sequence, None);
    assert_eq!(dossier.records[3].finish.map(|moment| moment.minute()), Some(Some(17 * 60 + 30)));
    let document = |name: &str| rules.names().documents[name][0].index();
    assert_eq!(
        dossier.by_document[document("notice")].as_slice(),
        [DocumentAt::Record { record: 0, document: 0 }]
    );
    let basis = dossier.by_document[document("不予公开依据")].as_slice();
    assert_eq!(basis, [DocumentAt::Waiver { waiver: 0, document: 0 }]);
    let meeting = dossier.records[4].meeting.as_ref().unwrap();
    assert_eq!(meeting.decision, Some(MeetingDecision::Adopted));
    assert_eq!(dossier.events[0].len(), 1);
    let id = |found| rules.obligations[found].id.as_str();
    assert_eq!(id(dossier.suspensions[0].clock), "重大行政决策/合法性审查/限时");
    assert_eq!(id(dossier.deviations[0].obligation), "重大行政决策/合法性审查/审查时间");
    assert_eq!(dossier.extensions[0].amount, rulecheck::calendar::Period::workdays(10));
    assert!(dossier.attestations[0].met);
}

#[test]
fn small_dossiers() {
    let rules = builder::rules();
    for text in ["{}", " { } ", "\u{FEFF}{}", r#"{"records": [], "partial": "是", "as_of": "today"}"#] {
        read(&rules, Format::Json, text);
    }
    for text in
        ["()", "{}", "Dossier()", "(records: [],)", "(partial: true, as_of: None)", "#![enable(x)]\n()"]
    {
        read(&rules, Format::Ron, text);
    }
    assert!(read(&rules, Format::Ron, "(partial: true)").partial);
}

#[test]
fn attempts_are_sorted_and_numbers_in_text_are_read() {
    let rules = builder::rules();
    let text = r#"{"procedure": "重大行政决策", "records": [
        {"step": "专家论证", "attempt": 2, "start": "2024-03-01"},
        {"step": "专家论证", "start": "2024-01-01", "finish": "2024-01-01"}],
        "project": {"名称": "甲", "户数": "三十", "占比": "60%", "系数": "1.50", "装机": "5万千瓦", "会议时间": "2024-01-01"}}"#;
    let dossier = read(&rules, Format::Json, text);
    let step = rules.names().steps["专家论证"][0];
    assert_eq!(dossier.by_step[step.index()].as_slice(), [1, 0]);
    assert_eq!(dossier.facts[6], Fact::Known(Value::Number("0.6".parse().unwrap())));
    assert_eq!(dossier.facts[4], Fact::Known(Value::Number("50000".parse().unwrap())));
}

#[test]
fn names_compare_in_normal_form() {
    let rules = builder::rules();
    let composed = r#"{"project": {"名称": "é"}}"#;
    let decomposed = "{\"project\": {\"名称\": \"e\u{301}\"}}";
    let fact = |text| read(&rules, Format::Json, text).facts[0].clone();
    assert_eq!(fact(composed), fact(decomposed));
}

#[test]
fn submissions_made_elsewhere_are_typed_by_the_same_function() {
    use rulecheck::model::{RawValue, Submission, SubmittedAttestation, SubmittedRecord};
    let rules = builder::rules();
    let mut submission = Submission {
        procedure: Some("major_decision".into()),
        groups: vec![("项目".into(), RawValue::Map(vec![("名称".into(), RawValue::Text("甲".into()))]))],
        records: vec![SubmittedRecord {
            step: "听证会".into(),
            finish: Some("2024-01-01".into()),
            ..Default::default()
        }],
        attestations: vec![SubmittedAttestation {
            obligation: "及时公开".into(),
            result: "否".into(),
            ..Default::default()
        }],
        ..Default::default()
    };
    let digest = rulecheck::text::digest([]);
    let dossier = rulecheck::dossier::type_dossier(&rules, "测试", &submission, digest).unwrap();
    assert!(!dossier.attestations[0].met);
    submission.records[0].step = "听证".into();
    submission.records[0].finish = Some("2024-13-01".into());
    let faults = rulecheck::dossier::type_dossier(&rules, "测试", &submission, digest).unwrap_err();
    let found: Vec<(String, u16)> =
        faults.iter().map(|fault| (fault.path.to_string(), fault.diagnostic.code.0)).collect();
    assert_eq!(found, [("records[0].step".to_owned(), 7032), ("records[0].finish".to_owned(), 7051)]);
}

#[test]
fn of_procedures_with_one_name_the_ruleset_decides() {
    use rulecheck::model::{Edition, Submission, TestCase};
    use rulecheck::text::{FileId, Span};
    let mut rules = builder::rules();
    let (national, mut local) =
        (rules.names().procedures["重大行政决策"][0], rules.procedures.iter().next().unwrap().clone());
    let span = Span::new(FileId(1), 0, 0);
    (local.span, local.refines) = (span, Some(national));
    let local = rules.procedures.push(local);
    rules.editions.push(Edition { name: "某市".into(), version: None, span });
    // A clone has names of its own, of the rules as they are now.
    let rules = rules.clone();
    let procedure = |text: &str| read(&rules, Format::Json, text).procedure;
    assert_eq!(procedure(r#"{"procedure": "重大行政决策"}"#), Some(national), "the main file");
    assert_eq!(procedure(r#"{"ruleset": "国家", "procedure": "重大行政决策"}"#), Some(national));
    assert_eq!(procedure(r#"{"ruleset": "某市", "procedure": "重大行政决策"}"#), Some(local));
    assert_eq!(procedure(r#"{"procedure": "某市·重大行政决策"}"#), Some(local));
    // The steps of the procedure that is continued are its steps.
    let text = r#"{"ruleset": "某市", "procedure": "重大行政决策", "records": [{"step": "归档"}],
        "deviations": [{"obligation": "审查时间", "reason": "急"}]}"#;
    assert_eq!(read(&rules, Format::Json, text).records.len(), 1);
    let scenario = TestCase {
        name: "测试".into(),
        procedure: Some(local),
        dossier: Submission { procedure: Some("重大行政决策".into()), ..Default::default() },
        expected: vec![],
        others_free: true,
        span,
    };
    assert_eq!(rulecheck::dossier::type_scenario(&rules, &scenario).unwrap().procedure, Some(local));
}
