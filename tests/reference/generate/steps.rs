//! Families about the steps themselves: done or not, in order or not, applicable or not.

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::world::{
    APPROVER, Cond, Kind, PASSED, Paper, Perform, Rules, SENT_BACK, Step, Waiver, WaiverRule, World,
};
use super::frame::{attach, begun, chain, frame, project_cond, rules, step, with};

const CHAIN: [&str; 3] = ["甲", "乙", "丙"];

pub(crate) fn performing() -> BoxedStrategy<World> {
    (frame(3, 0), weighted(0.3, 0..25))
        .prop_map(|(frame, deadline)| {
            let mut rules = chain();
            if let Some(days) = deadline {
                rules = with(rules, "甲", Kind::Deadline(frame.base.plus(days)), None);
            }
            frame.world(rules, frame.file(&CHAIN))
        })
        .boxed()
}

pub(crate) fn preceding() -> BoxedStrategy<World> {
    let edges = prop::collection::vec(prop::bool::weighted(0.6), 6);
    (frame(4, 1), edges)
        .prop_map(|(frame, edges)| {
            let names = ["甲", "乙", "丁", "丙"];
            let pairs = [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)];
            let mut steps: Vec<Step> = names.iter().map(|n| step(n, &[])).collect();
            for ((from, to), drawn) in pairs.into_iter().zip(edges) {
                if drawn {
                    steps[to].after.push(names[from]);
                }
            }
            frame.world(rules(steps), frame.file(&names))
        })
        .boxed()
}

/// 乙 concludes; `returns`: one conclusion sends the work back to 甲.
pub(crate) fn outcome() -> BoxedStrategy<World> {
    let outcome = || weighted(0.8, select(vec![PASSED, PASSED, SENT_BACK]));
    (frame(3, 2), any::<bool>(), outcome(), outcome())
        .prop_map(|(frame, returns, first, second)| {
            let mut rules = with(chain(), "乙", Kind::Conclusion, None);
            rules.steps[1].returns = Some("甲").filter(|_| returns);
            let mut file = frame.file(&CHAIN);
            for record in file.records.iter_mut().filter(|r| r.step == "乙") {
                if record.finish.is_some() {
                    record.outcome = if record.attempt == 1 { first } else { second };
                }
            }
            frame.world(rules, file)
        })
        .boxed()
}

pub(crate) fn redoing() -> BoxedStrategy<World> {
    frame(3, 5).prop_map(|frame| frame.world(chain(), frame.file(&CHAIN))).boxed()
}

pub(crate) fn group() -> BoxedStrategy<World> {
    (frame(4, 0), any::<[bool; 3]>(), 1..3usize)
        .prop_map(|(frame, [one, other, led], n)| {
            let may = |yes: bool| if yes { Perform::May } else { Perform::Must };
            let child =
                |name, optional| Step { parent: Some("组"), perform: may(optional), ..step(name, &[]) };
            let before: &[&'static str] = if led { &["丁"] } else { &[] };
            let steps = vec![
                step("丁", &[]),
                step("组", before),
                child("甲", one),
                child("乙", other),
                step("丙", &["组"]),
            ];
            let enough = Kind::Must(Cond::DoneAtLeast(n, vec!["甲", "乙"]));
            let rules = with(rules(steps), "组", enough, None);
            frame.world(rules, frame.file(&["丁", "甲", "乙", "丙"]))
        })
        .boxed()
}

fn paper(days: Option<i32>, begun: super::super::day::Day) -> Paper {
    Paper { kind: "公告", date: days.map(|days| begun.plus(days)), fields: Default::default() }
}

fn document() -> Kind {
    Kind::Document { kind: "公告", by_start: false, only_if: None }
}

pub(crate) fn optional() -> BoxedStrategy<World> {
    (frame(3, 0), weighted(0.5, project_cond()), weighted(0.6, 0..3))
        .prop_map(|(frame, unless, days)| {
            let mut rules = with(chain(), "甲", document(), None);
            rules.steps[0].perform = unless.map_or(Perform::May, Perform::MayUnless);
            let mut file = frame.file(&CHAIN);
            if let (Some(days), Some(begun)) = (days, begun(&file, "甲")) {
                attach(&mut file, "甲", paper(Some(days), begun));
            }
            frame.world(rules, file)
        })
        .boxed()
}

pub(crate) fn scope() -> BoxedStrategy<World> {
    let cond = || weighted(0.4, project_cond());
    (frame(3, 0), cond(), cond(), cond(), cond(), weighted(0.6, 0..3))
        .prop_map(|(frame, whole, first, second, sentence, days)| {
            let must = Kind::Must(Cond::Is("乙事实"));
            let mut rules: Rules = with(chain(), "甲", must, sentence);
            rules = with(rules, "甲", document(), None);
            rules.scope = whole.filter(|_| first.is_none());
            rules.steps[0].scope = first;
            rules.steps[1].scope = second;
            let mut file = frame.file(&CHAIN);
            if let (Some(days), Some(begun)) = (days, begun(&file, "甲")) {
                attach(&mut file, "甲", paper(Some(days), begun));
            }
            frame.world(rules, file)
        })
        .boxed()
}

pub(crate) fn waiver() -> BoxedStrategy<World> {
    let claim = weighted(0.7, (weighted(0.7, any::<bool>()), weighted(0.8, 0..12)));
    (frame(3, 0), project_cond(), any::<bool>(), claim, weighted(0.5, 0..3))
        .prop_map(|(frame, when, approval, claim, days)| {
            let mut rules = with(chain(), "乙", document(), None);
            rules.steps[1].waiver = Some(WaiverRule { when, approval });
            let mut file = frame.file(&CHAIN);
            if let (Some(days), Some(begun)) = (days, begun(&file, "乙")) {
                attach(&mut file, "乙", paper(Some(days), begun));
            }
            if let Some((approved, basis)) = claim {
                file.waivers.push(Waiver {
                    step: "乙",
                    approved_by: approved.map(|right| if right { APPROVER } else { "乙局" }),
                    basis: basis.map(|days| frame.base.plus(days)),
                });
            }
            frame.world(rules, file)
        })
        .boxed()
}

pub(crate) fn force() -> BoxedStrategy<World> {
    (frame(3, 0), 0..25, weighted(0.6, 0..3))
        .prop_map(|(frame, from, days)| {
            let mut rules = with(chain(), "甲", document(), None);
            rules.in_force_from = Some(frame.base.plus(from));
            let mut file = frame.file(&CHAIN);
            if let (Some(days), Some(begun)) = (days, begun(&file, "甲")) {
                attach(&mut file, "甲", paper(Some(days), begun));
            }
            frame.world(rules, file)
        })
        .boxed()
}

pub(crate) fn partial() -> BoxedStrategy<World> {
    (frame(3, 0), any::<bool>(), weighted(0.5, weighted(0.9, -2..3)))
        .prop_map(|(frame, by_start, filed)| {
            let kind = Kind::Document { kind: "公告", by_start, only_if: None };
            let rules = with(chain(), "甲", kind, None);
            let mut file = frame.file(&CHAIN);
            if let (Some(days), Some(begun)) = (filed, begun(&file, "甲")) {
                attach(&mut file, "甲", paper(days, begun));
            }
            file.partial = true;
            frame.world(rules, file)
        })
        .boxed()
}
