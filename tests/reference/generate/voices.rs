//! Families about the consent of others: opinions and votes.

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::voices::{Opinion, Poll, Say, Threshold, Tie, VoteRule};
use super::super::world::{APPROVER, HEAD, Kind, Meeting, Organ, World};
use super::frame::{chain, frame, project_cond, with};

const CHAIN: [&str; 3] = ["甲", "乙", "丙"];

fn organ() -> impl Strategy<Value = Organ> {
    prop_oneof![
        2 => select(vec![APPROVER, "乙局"]).prop_map(Organ::Unit),
        1 => Just(Organ::Role)
    ]
}

pub(crate) fn opinions() -> BoxedStrategy<World> {
    let said = (select(vec![APPROVER, "乙局", "丁局"]), prop::bool::weighted(0.7), weighted(0.85, -2..9));
    let holder = weighted(0.7, select(vec![APPROVER, "乙局", "丁局"]));
    let asked = prop::collection::vec(organ(), 1..3);
    (
        frame(3, 1),
        asked,
        any::<bool>(),
        holder,
        prop::collection::vec(said, 0..4),
        weighted(0.1, project_cond()),
    )
        .prop_map(|(frame, mut asked, all, role, said, when)| {
            asked.dedup();
            let mut file = frame.file(&CHAIN);
            file.role = role;
            for record in file.records.iter_mut().filter(|record| record.step == "甲") {
                let begun = record.start.or(record.finish).unwrap_or(frame.base);
                record.opinions = said
                    .iter()
                    .map(|(by, agrees, days)| Opinion {
                        by,
                        agrees: *agrees,
                        date: days.map(|days| begun.plus(days)),
                    })
                    .collect();
            }
            frame.world(with(chain(), "甲", Kind::Opinions(asked, all), when), file)
        })
        .boxed()
}

fn threshold() -> impl Strategy<Value = Threshold> {
    select(vec![
        Threshold::Share(1, 2, true),
        Threshold::Share(1, 2, true),
        Threshold::Share(2, 3, false),
        Threshold::Share(60, 100, false),
        Threshold::Count(2),
        Threshold::Count(4),
    ])
}

fn rule() -> impl Strategy<Value = VoteRule> {
    let quorum = weighted(
        0.3,
        select(vec![Threshold::Share(1, 2, true), Threshold::Share(2, 3, false), Threshold::Count(3)]),
    );
    let tie = weighted(0.4, select(vec![Tie::Carried, Tie::Lost, Tie::Head]));
    (
        threshold(),
        any::<bool>(),
        prop::bool::weighted(0.3),
        quorum,
        weighted(0.3, organ()),
        weighted(0.3, organ()),
        tie,
    )
        .prop_map(|(approve, of_expected, without_abstentions, quorum, veto, recused, tie)| VoteRule {
            approve,
            of_expected,
            without_abstentions,
            quorum,
            veto,
            // One of the two may hang on whom the role is bound to.
            recused: recused.filter(|organ| *organ != Organ::Role || veto != Some(Organ::Role)),
            tie,
        })
}

fn poll() -> impl Strategy<Value = Poll> {
    let names = [HEAD, APPROVER, "乙局", "丁局", "委员一", "委员二"];
    let say = select(vec![Say::For, Say::For, Say::For, Say::Against, Say::Against, Say::Abstain]);
    let ballots = prop::collection::vec(weighted(0.6, say), names.len()).prop_map(move |said| {
        names.into_iter().zip(said).filter_map(|(name, said)| Some((name, said?))).collect::<Vec<_>>()
    });
    let recused = select(vec![vec![], vec![APPROVER], vec!["乙局"], vec!["丁局"]]);
    (
        weighted(0.7, ballots),
        weighted(0.7, (0..5u32, 0..5u32, 0..3u32)),
        weighted(0.8, 0..3u32),
        weighted(0.8, 0..4u32),
        weighted(0.6, recused),
    )
        .prop_map(|(ballots, counted, absent, away, recused)| {
            let counted = counted.filter(|_| ballots.is_none());
            let cast = match (&ballots, counted) {
                (Some(all), _) => all.len() as u32,
                (None, Some((yes, no, abstain))) => yes + no + abstain,
                (None, None) => 5,
            };
            let present = cast + absent.unwrap_or(1);
            Poll {
                expected: away.map(|away| present + away),
                present: absent.map(|_| present),
                counted,
                ballots,
                recused,
            }
        })
}

pub(crate) fn vote() -> BoxedStrategy<World> {
    let holder = weighted(0.7, select(vec![HEAD, APPROVER, "丁局"]));
    (
        frame(3, 0),
        rule(),
        weighted(0.95, poll()),
        weighted(0.9, prop::bool::weighted(0.75)),
        weighted(0.9, Just(HEAD)),
        holder,
    )
        .prop_map(|(frame, rule, poll, passed, head, role)| {
            let mut file = frame.file(&CHAIN);
            file.role = role;
            for record in file.records.iter_mut().filter(|record| record.step == "乙") {
                record.meeting =
                    poll.clone().map(|poll| Meeting { head, passed, poll, ..Meeting::default() });
            }
            frame.world(with(chain(), "乙", Kind::Vote(Box::new(rule)), None), file)
        })
        .boxed()
}
