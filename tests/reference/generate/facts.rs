//! Families about what a step's record says: who, which documents, which facts, what was found.

use std::collections::BTreeMap;

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::world::{
    APPROVER, Attestation, Cond, HEAD, Kind, MEETING_KINDS, Meeting, Name, Organ, PARTS, Paper, SEQUENCE,
    Value, World,
};
use super::frame::{attach, begun, chain, cond_of, frame, project_cond, with};

const CHAIN: [&str; 3] = ["甲", "乙", "丙"];
const ORGANS: [&str; 2] = [APPROVER, "乙局"];

pub(crate) fn undertaking() -> BoxedStrategy<World> {
    let organ = || select(ORGANS.to_vec());
    let asked = prop_oneof![organ().prop_map(Organ::Unit), Just(Organ::Role)];
    (frame(3, 1), asked, weighted(0.7, organ()), weighted(0.8, organ()))
        .prop_map(|(frame, asked, role, by)| {
            let mut file = frame.file(&CHAIN);
            file.role = role;
            for record in file.records.iter_mut().filter(|r| r.step == "甲") {
                record.by = by;
            }
            frame.world(with(chain(), "甲", Kind::Undertake(asked), None), file)
        })
        .boxed()
}

pub(crate) fn document() -> BoxedStrategy<World> {
    let filed = weighted(0.7, weighted(0.9, -3..8));
    (frame(3, 1), any::<bool>(), weighted(0.4, project_cond()), filed)
        .prop_map(|(frame, by_start, only_if, filed)| {
            let mut file = frame.file(&CHAIN);
            if let (Some(days), Some(begun)) = (filed, begun(&file, "甲")) {
                let date = days.map(|days| begun.plus(days));
                attach(&mut file, "甲", Paper { kind: "公告", date, fields: BTreeMap::new() });
            }
            let kind = Kind::Document { kind: "公告", by_start, only_if };
            frame.world(with(chain(), "甲", kind, None), file)
        })
        .boxed()
}

fn leaves() -> Vec<Cond> {
    vec![
        Cond::Is("甲事实"),
        Cond::Is("乙事实"),
        Cond::Level("中"),
        Cond::AmountAtLeast(500),
        Cond::Marked("甲", "公告", "已盖章"),
        Cond::Done("乙"),
    ]
}

fn conditional(kind: fn(Cond) -> Kind) -> BoxedStrategy<World> {
    let sealed = weighted(0.7, weighted(0.7, any::<bool>()));
    (frame(3, 1), cond_of(leaves()), weighted(0.2, project_cond()), sealed)
        .prop_map(move |(frame, cond, when, sealed)| {
            let mut file = frame.file(&CHAIN);
            if let (Some(sealed), Some(date)) = (sealed, begun(&file, "甲")) {
                let mut fields = BTreeMap::new();
                if let Some(yes) = sealed {
                    fields.insert("已盖章", Value::Truth(yes));
                }
                attach(&mut file, "甲", Paper { kind: "公告", date: Some(date), fields });
            }
            let document = Kind::Document { kind: "公告", by_start: false, only_if: None };
            let rules = with(chain(), "甲", document, None);
            frame.world(with(rules, "甲", kind(cond), when), file)
        })
        .boxed()
}

pub(crate) fn must() -> BoxedStrategy<World> {
    conditional(Kind::Must)
}

pub(crate) fn must_not() -> BoxedStrategy<World> {
    conditional(Kind::MustNot)
}

pub(crate) fn finding() -> BoxedStrategy<World> {
    let said = || weighted(0.5, (0..10, any::<bool>()));
    (frame(3, 0), said(), said())
        .prop_map(|(frame, first, second)| {
            let rules = with(chain(), "甲", Kind::Finding, None);
            let mut file = frame.file(&CHAIN);
            let mut date = begun(&file, "甲").unwrap_or(frame.base);
            for (days, yes) in [first, second].into_iter().flatten() {
                // Never two on one day.
                date = date.plus(days + 1);
                let obligation = String::from("试验/甲/采纳意见");
                file.attestations.push(Attestation { obligation, yes, date });
            }
            frame.world(rules, file)
        })
        .boxed()
}

fn held() -> impl Strategy<Value = Meeting> {
    let kinds = vec![MEETING_KINDS[0], MEETING_KINDS[1], "碰头会"];
    let speakers: Vec<Vec<Name>> =
        vec![vec!["副市长", HEAD], vec![HEAD, "副市长"], vec!["副市长"], vec![HEAD]];
    let dissents: Vec<Vec<Name>> = vec![vec![], vec!["反对（虚构）"], vec!["反对（虚构）", ""]];
    (
        weighted(0.9, select(kinds)),
        weighted(0.9, Just(HEAD)),
        weighted(0.9, select(speakers)),
        weighted(0.9, select(vec![(9_u32, 0_u32), (5, 4), (3, 6), (0, 7)])),
        weighted(0.9, any::<bool>()),
        weighted(0.7, select(vec!["", "理由（虚构）"])),
        weighted(0.7, select(dissents)),
    )
        .prop_map(|(kind, head, speakers, votes, passed, reasons, dissents)| Meeting {
            kind,
            head,
            speakers,
            votes,
            passed,
            reasons,
            dissents,
            ..Meeting::default()
        })
}

pub(crate) fn meeting() -> BoxedStrategy<World> {
    (frame(3, 0), weighted(0.9, held()))
        .prop_map(|(frame, held)| {
            let mut file = frame.file(&CHAIN);
            for record in file.records.iter_mut().filter(|r| r.step == "乙") {
                // A meeting is held on one day.
                record.start = record.finish.or(record.start);
                record.meeting = held.clone().filter(|_| record.finish.is_some());
            }
            let rules =
                PARTS.into_iter().fold(chain(), |rules, part| with(rules, "乙", Kind::Meeting(part), None));
            frame.world(rules, file)
        })
        .boxed()
}

pub(crate) fn sequence() -> BoxedStrategy<World> {
    let [a, b, c] = SEQUENCE;
    let told: Vec<Vec<Name>> = vec![
        vec![a, b, c],
        vec![a, b, c],
        vec![a, b],
        vec![a],
        vec![],
        vec![a, c, b],
        vec![b, a],
        vec![a, c],
    ];
    (frame(3, 0), select(told))
        .prop_map(|(frame, told)| {
            let mut file = frame.file(&CHAIN);
            for record in file.records.iter_mut().filter(|r| r.step == "甲") {
                record.sequence = told.clone();
            }
            frame.world(with(chain(), "甲", Kind::Sequence, None), file)
        })
        .boxed()
}
