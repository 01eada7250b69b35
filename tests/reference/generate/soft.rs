//! Words of duty other than 应当 before sentences of every kind.

use std::collections::BTreeMap;

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::world::{Attestation, Cond, Kind, Modal, Paper, Point, Value, World};
use super::frame::{attach, begun, chain, cond_of, frame, project_cond, unit, with};

const CHAIN: [&str; 3] = ["甲", "乙", "丙"];

fn kind() -> impl Strategy<Value = Kind> {
    let leaves = vec![Cond::Is("甲事实"), Cond::AmountAtLeast(500), Cond::Marked("甲", "公告", "已盖章")];
    let lasts = (1..9u32, unit()).prop_map(|(n, unit)| {
        let (from, to) = (Point::Start("甲"), Point::Finish("甲"));
        Kind::Lasts { n, unit, from, to, presumptive: None }
    });
    prop_oneof![
        any::<bool>().prop_map(|by_start| Kind::Document { kind: "公告", by_start, only_if: None }),
        cond_of(leaves).prop_map(Kind::Must),
        lasts,
        Just(Kind::Finding),
    ]
}

pub(crate) fn soft() -> BoxedStrategy<World> {
    let word = select(vec![Modal::InPrinciple, Modal::May, Modal::Encouraged, Modal::Strive]);
    let filed = weighted(0.6, (weighted(0.9, -3..8), weighted(0.7, any::<bool>())));
    let said = weighted(0.6, (0..10, any::<bool>()));
    (frame(3, 1), kind(), word, weighted(0.2, project_cond()), filed, said)
        .prop_map(|(frame, kind, word, when, filed, said)| {
            let mut file = frame.file(&CHAIN);
            if let (Some((days, sealed)), Some(begun)) = (filed, begun(&file, "甲")) {
                let fields: BTreeMap<_, _> =
                    sealed.into_iter().map(|sealed| ("已盖章", Value::Truth(sealed))).collect();
                let date = days.map(|days| begun.plus(days));
                attach(&mut file, "甲", Paper { kind: "公告", date, fields });
            }
            if let (Some((days, yes)), Kind::Finding) = (said, &kind) {
                let date = begun(&file, "甲").unwrap_or(frame.base).plus(days);
                let obligation = String::from("试验/甲/采纳意见");
                file.attestations.push(Attestation { obligation, yes, date });
            }
            // Whether a finding that may not be asked for counts is not said.
            let when = when.filter(|_| !matches!(kind, Kind::Finding));
            let mut rules = with(chain(), "甲", kind, when);
            if let Some(sentence) = rules.steps.iter_mut().flat_map(|step| &mut step.sentences).next() {
                sentence.word = word;
            }
            frame.world(rules, file)
        })
        .boxed()
}
