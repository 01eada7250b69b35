//! What is written is read as the same submission.

use super::*;
use crate::dossier::Limits;
use crate::dossier::fault::Faults;
use crate::dossier::read::{parser, submission};
use crate::model::*;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use smol_str::SmolStr;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// What the reader makes of a text that has no fault.
fn read(format: Format, text: &str) -> Result<Submission, String> {
    let parsed = parser::parse(text, format, Limits::default());
    if let Some(fault) = parsed.faults.first() {
        return Err(format!("{}: {}\n{text}", fault.code, fault.message.en));
    }
    let mut faults = Faults::default();
    let read = submission(&parsed.root, &mut faults);
    match faults.kept.first() {
        Some(fault) => Err(format!("{}: {}\n{text}", fault.path, fault.diagnostic.message.en)),
        None => Ok(read),
    }
}

/// Any text in normal form, often Chinese, with what formats must escape.
fn text() -> impl Strategy<Value = SmolStr> {
    prop_oneof![
        4 => "[公开征求意见甲乙丙0-9年月日（）“”，：]{0,12}",
        2 => "[甲a\"'\\\\\n\r\t{}\\[\\]()#/*:,\u{0}\u{7f}\u{a0}\u{3000}\u{2028}\u{feff}]{0,8}",
        1 => any::<String>(),
    ]
    .prop_map(|text| text.nfc().collect::<String>().into())
}

/// A text that says something.
fn name() -> impl Strategy<Value = SmolStr> {
    (text(), "[甲乙丙a-z]").prop_map(|(text, end)| format!("{text}{end}").nfc().collect::<String>().into())
}

fn number() -> impl Strategy<Value = Decimal> {
    prop_oneof![
        any::<i32>().prop_map(Decimal::from),
        (0i128..=79_228_162_514_264_337_593_543_950_335, 0u32..=28, any::<bool>()).prop_map(
            |(digits, scale, negative)| {
                Decimal::from_i128_with_scale(if negative { -digits } else { digits }, scale)
            }
        ),
    ]
}

/// Pairs with each key once.
fn pairs(value: impl Strategy<Value = RawValue> + Clone) -> impl Strategy<Value = Vec<(SmolStr, RawValue)>> {
    vec((text(), value), 0..4).prop_map(|pairs| {
        let mut seen = BTreeSet::new();
        pairs.into_iter().filter(|(key, _)| seen.insert(key.clone())).collect()
    })
}

fn raw() -> BoxedStrategy<RawValue> {
    let leaf = prop_oneof![
        Just(RawValue::Null),
        any::<bool>().prop_map(RawValue::Bool),
        number().prop_map(RawValue::Number),
        text().prop_map(RawValue::Text),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(RawValue::List),
            pairs(inner.boxed()).prop_map(RawValue::Map)
        ]
    })
    .boxed()
}

fn document() -> impl Strategy<Value = SubmittedDocument> {
    (name(), of(text()), pairs(raw()), of(text()), of(text())).prop_map(
        |(kind, date, fields, reference, sha256)| SubmittedDocument { kind, date, fields, reference, sha256 },
    )
}

fn meeting() -> impl Strategy<Value = SubmittedMeeting> {
    let votes =
        any::<(u32, u32, u32)>().prop_map(|(approve, reject, abstain)| Votes { approve, reject, abstain });
    let counts = any::<(Option<u32>, Option<u32>)>();
    let words = (of(name()), of(name()), of(text()), of(text()));
    let lists = (of(vec(name(), 0..3)), of(votes), of(vec((name(), text()), 0..3)));
    let names = (of(vec(opinion(), 0..3)), of(vec(name(), 0..3)));
    (counts, words, lists, names).prop_map(|(counts, words, lists, (ballots, recused))| {
        let ((expected, present), (kind, head, decision, reasons), (speakers, votes, dissents)) =
            (counts, words, lists);
        SubmittedMeeting {
            kind,
            expected,
            present,
            head,
            speakers,
            votes,
            ballots,
            recused,
            decision,
            reasons,
            dissents,
        }
    })
}

fn opinion() -> impl Strategy<Value = SubmittedOpinion> {
    (name(), name(), of(text()), of(text())).prop_map(|(by, result, date, text)| SubmittedOpinion {
        by,
        result,
        date,
        text,
    })
}

fn record() -> impl Strategy<Value = SubmittedRecord> {
    let words = (name(), of(text()), of(text()), of(name()), of(text()), of(text()), of(text()));
    let lists =
        (vec(name(), 0..3), vec(document(), 0..3), pairs(raw()), of(vec(name(), 0..3)), vec(opinion(), 0..3));
    (words, any::<Option<u32>>(), lists, of(meeting())).prop_map(|(words, attempt, lists, meeting)| {
        let (step, start, finish, manner, recorded, notice, outcome) = words;
        let (by, documents, data, sequence, opinions) = lists;
        SubmittedRecord {
            step,
            attempt,
            start,
            finish,
            by,
            manner,
            recorded,
            notice,
            documents,
            outcome,
            data,
            sequence,
            meeting,
            opinions,
        }
    })
}

/// What an act of a case says besides: the step at least.
fn act() -> BoxedStrategy<SubmittedAct> {
    let names = (name(), of(name()), of(name()), of(name()), of(name()));
    let texts = (of(text()), of(text()), of(name()), of(text()), of(text()));
    let rest = (vec(document(), 0..2), of(vec(name(), 0..2)), of(meeting()), pairs(raw()));
    let rest = (of(name()), of(text()), rest);
    (names, texts, rest)
        .prop_map(|(names, texts, (manner, recorded, rest))| SubmittedAct {
            step: Some(names.0),
            to: names.1,
            clock: names.2,
            obligation: names.3,
            kind: names.4,
            amount: texts.0,
            notice: texts.1,
            result: texts.2,
            text: texts.3,
            outcome: texts.4,
            manner,
            recorded,
            documents: rest.0,
            sequence: rest.1,
            meeting: rest.2,
            data: rest.3,
        })
        .boxed()
}

/// Everything of a submission but its facts and records.
fn rest() -> impl Strategy<Value = Submission> {
    let event = (name(), of(text()), vec(name(), 0..3), of(text()), of(act())).prop_map(
        |(event, date, by, reference, act)| SubmittedEvent {
            event,
            date,
            by,
            reference,
            act: act.map(Box::new),
        },
    );
    let event = event.boxed();
    let suspension = (name(), name(), text(), of(text()), of(text()))
        .prop_map(|(clock, kind, from, to, notice)| SubmittedSuspension { clock, kind, from, to, notice });
    let extension = (name(), text(), of(name()), of(text()), of(text())).prop_map(
        |(clock, amount, approved_by, date, notice)| SubmittedExtension {
            clock,
            amount,
            approved_by,
            date,
            notice,
        },
    );
    let waiver = (name(), of(name()), of(text()), vec(document(), 0..2)).prop_map(
        |(step, approved_by, date, documents)| SubmittedWaiver { step, approved_by, date, documents },
    );
    let deviation = (name(), name(), of(name()), of(text()))
        .prop_map(|(obligation, reason, by, date)| SubmittedDeviation { obligation, reason, by, date });
    let attestation = (name(), text(), of(name()), of(text()), of(text())).prop_map(
        |(obligation, result, by, date, reason)| SubmittedAttestation {
            obligation,
            result,
            by,
            date,
            reason,
        },
    );
    let fields = (pairs(raw()), pairs(raw()), vec(document(), 0..2));
    let task = (name(), of(text()), of(text()), any::<bool>(), vec(name(), 0..3), fields).prop_map(
        |(task, start, finish, done, by, (parts, indicators, documents))| SubmittedTask {
            task,
            start,
            finish,
            done,
            by,
            parts,
            indicators,
            documents,
        },
    );
    let heads = (of(name()), of(name()), of(name()), any::<bool>(), of(vec(task, 0..3)));
    let lists = (
        vec(event, 0..3),
        vec(suspension, 0..3),
        vec(extension, 0..3),
        vec(waiver, 0..3),
        vec(deviation, 0..3),
        vec(attestation, 0..3),
    );
    (heads, lists).prop_map(|((ruleset, procedure, as_of, partial, tasks), lists)| {
        let (events, suspensions, extensions, waivers, deviations, attestations) = lists;
        Submission {
            ruleset,
            procedure,
            as_of,
            events,
            suspensions,
            extensions,
            waivers,
            deviations,
            attestations,
            tasks,
            partial,
            ..Submission::default()
        }
    })
}

/// Facts: of the project alone, or of other 档案 too, whose names are none of the dossier's own keys.
fn groups() -> impl Strategy<Value = Vec<(SmolStr, RawValue)>> {
    let own =
        |key: &str| crate::dossier::read::keys::find(crate::dossier::read::keys::DOSSIER, key).is_some();
    (of(raw()), prop_oneof![Just(Vec::new()).boxed(), pairs(raw()).boxed()]).prop_map(
        move |(project, mut others)| {
            others.retain(|(key, _)| !own(key) && key != "项目" && key != "project");
            project.into_iter().map(|value| (SmolStr::new_static("project"), value)).chain(others).collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read(
        rest in rest(), groups in groups(), roles in pairs(raw()), records in vec(record(), 0..3),
    ) {
        let written = Submission { groups, roles, records, ..rest };
        for format in [Format::Json, Format::Ron, #[cfg(feature = "yaml")] Format::Yaml] {
            let text = write_submission(format, &written);
            let found = read(format, &text).map_err(TestCaseError::fail)?;
            prop_assert_eq!(&found, &written, "{}", text);
            prop_assert_eq!(write_submission(format, &found), text, "written once more it differs");
        }
    }

    /// Digits are kept as they stand, a trailing zero too.
    #[test]
    fn no_digit_is_lost(value in number()) {
        let written = Submission {
            groups: vec![("project".into(), RawValue::Map(vec![("数".into(), RawValue::Number(value))]))],
            ..Submission::default()
        };
        for format in [Format::Json, Format::Ron] {
            let text = write_submission(format, &written);
            prop_assert!(text.contains(&format!("\"数\": {value}")), "{}", text);
        }
    }
}

fn example() -> Submission {
    Submission {
        procedure: Some("重大行政决策".into()),
        groups: vec![(
            "项目".into(),
            RawValue::Map(vec![
                ("名称".into(), RawValue::Text("“某规划”\n（虚构）".into())),
                ("总投资".into(), RawValue::Number("12345678.90123456789".parse().unwrap())),
            ]),
        )],
        records: vec![SubmittedRecord {
            step: "集体讨论决定".into(),
            by: vec!["市政府".into()],
            documents: vec![SubmittedDocument { kind: "决策草案".into(), ..Default::default() }],
            sequence: Some(Vec::new()),
            meeting: Some(SubmittedMeeting {
                votes: Some(Votes { approve: 8, reject: 1, abstain: 0 }),
                ..Default::default()
            }),
            ..Default::default()
        }],
        ..Default::default()
    }
}

#[test]
fn ron_reads_as_people_write_it() {
    let expected = r#"(
    procedure: "重大行政决策",
    project: {
        "名称": "“某规划”\n（虚构）",
        "总投资": 12345678.90123456789,
    },
    records: [
        (
            step: "集体讨论决定",
            by: "市政府",
            documents: [
                (kind: "决策草案"),
            ],
            sequence: [],
            meeting: (
                votes: (for: 8, against: 1, abstain: 0),
            ),
        ),
    ],
)
"#;
    assert_eq!(write_submission(Format::Ron, &example()), expected);
}

#[test]
#[cfg(feature = "yaml")]
fn yaml_reads_as_people_write_it() {
    let expected = r#"procedure: 重大行政决策
project:
  名称: "“某规划”\n（虚构）"
  总投资: 12345678.90123456789
records:
  - step: 集体讨论决定
    by: 市政府
    documents:
      - kind: 决策草案
    sequence: []
    meeting:
      votes:
        for: 8
        against: 1
        abstain: 0
"#;
    assert_eq!(write_submission(Format::Yaml, &example()), expected);
}

#[test]
fn json_is_what_others_read() {
    let text = write_submission(Format::Json, &example());
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(value["records"][0]["meeting"]["votes"]["for"], 8);
    assert_eq!(value["project"]["名称"], "“某规划”\n（虚构）");
    assert!(value["records"][0].get("start").is_none());
}

#[test]
fn nothing_submitted_is_an_empty_record() {
    for (format, expected) in [(Format::Json, "{}\n"), (Format::Ron, "()\n")] {
        let text = write_submission(format, &Submission::default());
        assert_eq!(text, expected);
        assert_eq!(read(format, &text).unwrap(), Submission::default());
    }
}

#[test]
fn no_depth_is_too_deep_to_write() {
    let deep = (0..1000).fold(RawValue::Null, |inner, _| RawValue::List(vec![inner]));
    let written = Submission { groups: vec![("project".into(), deep)], ..Default::default() };
    for format in [Format::Json, Format::Ron] {
        assert!(write_submission(format, &written).matches('[').count() == 1000);
    }
}
