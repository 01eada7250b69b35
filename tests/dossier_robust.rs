//! Dossiers of unknown origin: limits, other readers' opinion of JSON, and texts that are none.

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

use proptest::prelude::*;
use rulecheck::dossier::{DataPath, Format, Limits, Spot, place, read_dossier, read_dossier_within};
use rulecheck::model::RuleSet;
use std::sync::OnceLock;

const COMPLETE: [(Format, &str); 2 + cfg!(feature = "yaml") as usize] = [
    (Format::Json, include_str!("cases/dossier/complete.json")),
    (Format::Ron, include_str!("cases/dossier/complete.ron")),
    #[cfg(feature = "yaml")]
    (Format::Yaml, include_str!("cases/dossier/complete.yaml")),
];

fn rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(builder::rules)
}

/// The codes of all faults.
fn codes(format: Format, text: &str) -> Vec<u16> {
    match read_dossier(rules(), format, "卷宗", text) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.diagnostics.iter().map(|found| found.code.0).collect(),
    }
}

/// Whether the syntax alone is right: no fault from RC7001 to RC7019.
fn well_formed(format: Format, text: &str) -> bool {
    codes(format, text).iter().all(|code| *code >= 7020)
}

#[test]
fn ten_megabytes_of_brackets() {
    for (bracket, format) in
        [("[", Format::Json), ("{", Format::Json), ("(", Format::Ron), ("]", Format::Json)]
    {
        let text = bracket.repeat(10 << 20);
        let found = codes(format, &text);
        assert!(matches!(found.as_slice(), [7003 | 7005 | 7008, ..]), "{found:?}");
        assert!(found.len() <= 2, "{found:?}");
    }
}

#[test]
fn ten_megabytes_of_other_things() {
    let many = |piece: &str| piece.repeat((10 << 20) / piece.len());
    for text in [
        many(" "),
        many(","),
        many("\""),
        many("/*"),
        many("{}"),
        many("。"),
        many("\\"),
        many("[1,"),
        many("{\"a\":"),
    ] {
        for format in [Format::Json, Format::Ron] {
            let found = codes(format, &text);
            assert!(!found.is_empty() && found.len() <= 1001, "{}", found.len());
        }
    }
}

/// Aliases cost what they stand for: a few lines cannot become millions of values.
#[test]
#[cfg(feature = "yaml")]
fn a_billion_laughs() {
    let mut text = String::from("甲0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let inner = format!("*a{}", level - 1);
        text.push_str(&format!("甲{level}: &a{level} [{}]\n", [inner.as_str(); 10].join(", ")));
    }
    assert_eq!(codes(Format::Yaml, &text), [7004]);
    let mut text = String::from("甲0: &a0 [x]\n");
    for level in 1..200 {
        text.push_str(&format!("甲{level}: &a{level} [*a{}]\n", level - 1));
    }
    assert_eq!(codes(Format::Yaml, &text), [7003]);
    let long = format!("甲: &a \"{}\\n\"\n乙: [{}]\n", "长".repeat(1 << 20), ["*a"; 100].join(", "));
    assert_eq!(codes(Format::Yaml, &long), [7004]);
}

#[test]
#[cfg(feature = "yaml")]
fn ten_megabytes_of_yaml() {
    let many = |piece: &str| piece.repeat((10 << 20) / piece.len());
    for piece in [
        "[", "{", "- ", "a: ", "? ", "&a ", "*a ", "\"", "'", "!", "%", "|\n", "-\n", "甲", "\t", "---\n",
        "[a, ",
    ] {
        let found = codes(Format::Yaml, &many(piece));
        assert!(!found.is_empty() && found.len() <= 1001, "{piece}: {}", found.len());
    }
    let nested = |depth: usize| format!("project: {}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(codes(Format::Yaml, &nested(127)), [7020]);
    assert_eq!(codes(Format::Yaml, &nested(128)), [7003]);
    let blocks = |depth: usize| format!("project:\n{}x", "- ".repeat(depth));
    assert_eq!(codes(Format::Yaml, &blocks(127)), [7020]);
    assert_eq!(codes(Format::Yaml, &blocks(128)), [7003]);
}

#[test]
fn nesting_up_to_the_limit() {
    let nested = |depth: usize| format!("{{\"project\": {}{}}}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(codes(Format::Json, &nested(127)), [7020]);
    assert_eq!(codes(Format::Json, &nested(128)), [7003]);
}

#[test]
fn limits_of_the_caller() {
    let read = |limits| match read_dossier_within(
        rules(),
        Format::Json,
        "卷宗",
        r#"{"records": [1, 2, 3]}"#,
        limits,
    ) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.diagnostics.iter().map(|found| found.code.0).collect(),
    };
    assert_eq!(read(Limits::default()), [7020, 7020, 7020]);
    assert_eq!(read(Limits { bytes: 21, ..Limits::default() }), [7002]);
    assert_eq!(read(Limits { depth: 1, ..Limits::default() }), [7003]);
    assert_eq!(read(Limits { values: 4, ..Limits::default() }), [7004]);
}

#[test]
fn a_thousand_faults_and_no_more() {
    let records = vec![r#"{"step": "归挡", "finish": "2024-02-30"}"#; 5000].join(",\n");
    let found = codes(Format::Json, &format!("{{\"records\": [{records}]}}"));
    assert_eq!(found.len(), 1001);
    assert!(found.contains(&7099));
}

#[test]
fn a_very_long_name_is_no_search() {
    let long = "公".repeat(1 << 20);
    assert_eq!(codes(Format::Json, &format!("{{\"procedure\": \"{long}\", \"{long}\": 1}}")), [7031, 7042]);
}

#[test]
fn many_keys_are_read_in_linear_time() {
    let fields: Vec<String> = (0..200_000).map(|number| format!("\"k{number}\": {number}")).collect();
    let text = format!("{{\"records\": [{{\"step\": \"归档\", \"data\": {{{}}}}}]}}", fields.join(","));
    assert_eq!(codes(Format::Json, &text), [] as [u16; 0]);
}

#[test]
fn paths_lead_to_places_in_both_vocabularies() {
    let path = DataPath::key("records").at(0).then("documents").at(0).then("fields").then("截止日期");
    // The others call the field by its alias.
    for (format, text) in COMPLETE {
        let span = place(rules(), format, text, &path, Spot::Value).unwrap();
        assert_eq!(span.of(text), "\"2024-06-11\"");
    }
    let (format, text) = COMPLETE[1];
    for (path, value) in [
        (DataPath::key("records").at(1).then("finish"), "\"2024-05-21\""),
        (DataPath::key("records").at(1).then("by").at(0), "\"市发展和改革委员会\""),
        (DataPath::key("project").then("环节"), "14"),
        (DataPath::key("roles").then("承办单位").at(0), "\"市发展和改革委员会\""),
    ] {
        assert_eq!(place(rules(), format, text, &path, Spot::Value).unwrap().of(text), value, "{path}");
    }
    let key = place(rules(), format, text, &DataPath::key("records"), Spot::Key).unwrap();
    assert_eq!(key.of(text), "记录");
    assert_eq!(place(rules(), Format::Json, "", &path_of("x"), Spot::Value).unwrap().of(""), "");
}

fn path_of(key: &str) -> DataPath {
    DataPath::key(key)
}

/// JSON values as text, in the spacing of their own.
fn json_value() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<String>().prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::hash_map(any::<String>(), inner, 0..5)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
        ]
    })
}

/// What a value may become; no null, which RON writes as an empty record.
fn changed_value() -> impl Strategy<Value = serde_json::Value> {
    prop_oneof![
        Just(serde_json::json!(true)),
        Just(serde_json::json!(-3)),
        Just(serde_json::json!("2024-02-30")),
        Just(serde_json::json!("归档")),
        Just(serde_json::json!([])),
        Just(serde_json::json!({"step": "听证会"})),
        Just(serde_json::json!([{"kind": "征求意见公告", "date": "2025-01-01"}])),
    ]
}

/// The pointers to all values in a value.
fn pointers(value: &serde_json::Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let below = |key: String, value| pointers(value).into_iter().map(move |rest| format!("/{key}{rest}"));
    match value {
        serde_json::Value::Array(items) => {
            found.extend(items.iter().enumerate().flat_map(|(index, item)| below(index.to_string(), item)));
        }
        serde_json::Value::Object(map) => {
            found.extend(map.iter().flat_map(|(key, item)| below(key.clone(), item)))
        }
        _ => {}
    }
    found
}

/// Pieces of dossiers, right and wrong.
fn pieces() -> impl Strategy<Value = String> {
    let words = prop_oneof![
        Just("\""),
        Just("{"),
        Just("}"),
        Just("["),
        Just("]"),
        Just("("),
        Just(")"),
        Just(":"),
        Just(","),
        Just(" "),
        Just("\n"),
        Just("\\"),
        Just("\\u"),
        Just("d83d"),
        Just("records"),
        Just("\"步骤\""),
        Just("\"归档\""),
        Just("1e5"),
        Just("-"),
        Just("Some"),
        Just("None"),
        Just("r#"),
        Just("#"),
        Just("/*"),
        Just("*/"),
        Just("//"),
        Just("，"),
        Just("“"),
        Just("”"),
        Just("true"),
        Just("\"2024-02-30\""),
        Just("\u{301}"),
        Just("\u{3000}"),
        Just("'"),
    ];
    prop::collection::vec(words, 0..40).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        codes(Format::Json, &text);
        codes(Format::Ron, &text);
        #[cfg(feature = "yaml")]
        codes(Format::Yaml, &text);
    }

    #[test]
    fn any_pieces_are_read_without_panic(text in pieces()) {
        codes(Format::Json, &text);
        codes(Format::Ron, &text);
        #[cfg(feature = "yaml")]
        codes(Format::Yaml, &text);
    }

    #[test]
    fn mutated_dossiers_are_read_without_panic(
        which in 0..COMPLETE.len(), at in any::<prop::sample::Index>(), length in 0..30usize, piece in pieces(),
    ) {
        let (format, text) = COMPLETE[which];
        let chars: Vec<char> = text.chars().collect();
        let at = at.index(chars.len());
        let after = chars.iter().skip(at + length);
        let mutated: String = chars.iter().take(at).copied().chain(piece.chars()).chain(after.copied()).collect();
        if format == Format::Json {
            let theirs = serde_json::from_str::<serde_json::Value>(&mutated).is_ok();
            prop_assert_eq!(well_formed(format, &mutated), theirs, "{}", mutated);
        }
        for errors in read_dossier(rules(), format, "卷宗", &mutated).err().iter() {
            for found in &errors.diagnostics {
                prop_assert!(found.span.end as usize <= mutated.len());
                prop_assert!(mutated.get(found.span.start as usize..found.span.end as usize).is_some());
                prop_assert!(rulecheck::diag::registry::title(found.code).is_some());
            }
        }
    }

    /// One value after another in both notations, changed in the same way: the same dossier or the same faults.
    #[test]
    fn json_and_ron_say_the_same(
        changes in prop::collection::vec((any::<prop::sample::Index>(), changed_value()), 0..4),
    ) {
        let mut value: serde_json::Value = serde_json::from_str(COMPLETE[0].1).unwrap();
        for (at, change) in &changes {
            let pointers = pointers(&value);
            if let Some(place) = value.pointer_mut(&pointers[at.index(pointers.len())]) {
                *place = change.clone();
            }
        }
        let (json, ron) = (value.to_string(), ron::to_string(&value).unwrap());
        let read = |format, text: &str| match read_dossier(rules(), format, "卷宗", text) {
            Ok(mut dossier) => {
                dossier.digest = rulecheck::text::digest([]);
                Ok(format!("{dossier:?}"))
            }
            Err(errors) => Err(errors.diagnostics.iter().map(|found| found.message.clone()).collect::<Vec<_>>()),
        };
        prop_assert_eq!(read(Format::Json, &json), read(Format::Ron, &ron));
        // JSON is YAML.
        #[cfg(feature = "yaml")]
        prop_assert_eq!(read(Format::Json, &json), read(Format::Yaml, &json));
    }

    /// The text is JSON exactly if the common reader says so.
    #[test]
    fn json_is_what_others_call_json(text in pieces(), value in json_value()) {
        let theirs = |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok();
        prop_assert_eq!(well_formed(Format::Json, &text), theirs(&text), "{}", text);
        for text in [value.to_string(), serde_json::to_string_pretty(&value).unwrap()] {
            prop_assert!(well_formed(Format::Json, &text), "{}", text);
        }
    }

    /// Numbers of JSON, as others read them.
    #[test]
    fn numbers_of_json(text in "-?[0-9]{0,3}(\\.[0-9]{0,3})?([eE][+-]?[0-9]{0,2})?") {
        let whole = format!("{{\"partial\": {text}}}");
        let theirs = serde_json::from_str::<serde_json::Value>(&whole).is_ok();
        prop_assert_eq!(well_formed(Format::Json, &whole), theirs, "{}", text);
    }

    /// What the common writer of RON writes is read, and its texts come out as they went in.
    #[test]
    fn texts_of_ron_survive(text in any::<String>(), number in any::<i64>()) {
        let written = ron::to_string(&text).unwrap();
        let dossier = format!("(project: (名称: {written}, 户数: {number}))");
        let read = read_dossier(rules(), Format::Ron, "卷宗", &dossier);
        let read = read.map_err(|errors| TestCaseError::fail(format!("{dossier}: {errors}")))?;
        use unicode_normalization::UnicodeNormalization;
        let expected: String = text.nfc().collect();
        let rulecheck::model::Fact::Known(rulecheck::model::Value::Text(name)) = &read.facts[0] else {
            return Err(TestCaseError::fail("no name"));
        };
        prop_assert_eq!(name.as_str(), expected);
    }
}

/// Full-width brackets are three bytes: no fault points into one.
#[test]
fn places_in_wide_brackets_are_whole() {
    let deep = "［".repeat(200);
    for text in [
        "｛\u{8}e",
        "［",
        "（",
        "｛\"records\": ［｛）",
        "｛“partial”：",
        "{\"records\": ［｛｝］}",
        deep.as_str(),
    ] {
        for format in [Format::Json, Format::Ron] {
            let Err(errors) = read_dossier(rules(), format, "卷宗", text) else {
                panic!("{text} is no dossier")
            };
            for found in &errors.diagnostics {
                let spans = [found.span].into_iter().chain(found.labels.iter().map(|label| label.span));
                for span in spans {
                    let (start, end) = (span.start as usize, span.end as usize);
                    assert!(text.get(start..end).is_some(), "{text}: {} at {start}..{end}", found.code);
                }
            }
        }
    }
}

/// What is read ahead and found wrong is still told once it is read.
#[test]
fn nothing_is_refused_without_a_reason() {
    for text in ["(u/*q:", "(u/*", "((u/*q:", "(a: (b/*c: 1)", "(u，/*q:", "[(/*"] {
        let Err(errors) = read_dossier(rules(), Format::Ron, "卷宗", text) else {
            panic!("{text} is no dossier")
        };
        assert!(!errors.diagnostics.is_empty(), "{text} is refused without a reason");
    }
}
