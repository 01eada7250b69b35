//! Families about exceptions: one or two of them over one sentence, with and without duties of their
//! own, with and without priority.

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::day::Unit;
use super::super::world::{Cond, ExceptionRule, Kind, Modal, Name, Paper, Point, Sentence, World};
use super::frame::{Frame, attach, begun, chain, frame, project_cond, with};

const CHAIN: [&str; 3] = ["甲", "乙", "丙"];

/// A duty over 甲, whatever is drawn.
pub(super) fn duty() -> impl Strategy<Value = Kind> {
    let lasts = (1..12u32).prop_map(|n| Kind::Lasts {
        n,
        unit: Unit::Natural,
        from: Point::Start("甲"),
        to: Point::Finish("甲"),
        presumptive: None,
    });
    let within = (1..12u32).prop_map(|n| Kind::Within {
        n,
        unit: Unit::Natural,
        from: Point::Start("甲"),
        extension: None,
        excluding: false,
        notice: false,
    });
    let document =
        any::<bool>().prop_map(|by_start| Kind::Document { kind: "公告", by_start, only_if: None });
    let must = select(vec![Cond::Is("乙事实"), Cond::Level("高")]).prop_map(Kind::Must);
    prop_oneof![2 => lasts, 2 => within, 2 => document, 1 => must]
}

pub(super) fn sentence(kind: Kind) -> Sentence {
    let name = match kind {
        Kind::Lasts { .. } => Some("公示期"),
        Kind::Must(_) => Some("甲项"),
        _ => None,
    };
    Sentence { name, kind, when: None, word: Modal::Must }
}

/// The last part of the id of a sentence.
pub(super) fn last(sentence: &Sentence) -> Name {
    match (&sentence.kind, sentence.name) {
        (Kind::Document { kind, .. }, _) => kind,
        (_, Some(name)) => name,
        (kind, None) => kind.keyword(),
    }
}

fn filed(frame: &Frame, rules: super::super::world::Rules, days: Option<i32>) -> World {
    let mut file = frame.file(&CHAIN);
    if let (Some(days), Some(begun)) = (days, begun(&file, "甲")) {
        let date = Some(begun.plus(days));
        attach(&mut file, "甲", Paper { kind: "公告", date, fields: Default::default() });
    }
    frame.world(rules, file)
}

/// One exception to one sentence.
pub(crate) fn exception() -> BoxedStrategy<World> {
    (frame(3, 1), duty(), weighted(0.8, duty()), project_cond(), weighted(0.7, -2..5))
        .prop_map(|(frame, base, own, when, days)| {
            let base = sentence(base);
            let mut rules = chain();
            let rule = ExceptionRule {
                name: "例一",
                base: last(&base),
                when,
                over: None,
                sentences: own.into_iter().map(sentence).collect(),
            };
            rules.steps[0].sentences.push(base);
            rules.steps[0].exceptions.push(rule);
            filed(&frame, rules, days)
        })
        .boxed()
}

/// One exception to a sentence of 原则上 (or 力争), with duties of any word.
pub(crate) fn principle() -> BoxedStrategy<World> {
    let words = || select(vec![Modal::InPrinciple, Modal::InPrinciple, Modal::Must, Modal::Strive]);
    (exception(), words(), words())
        .prop_map(|(mut world, base, own)| {
            for step in &mut world.rules.steps {
                step.sentences.iter_mut().for_each(|sentence| sentence.word = base);
                let duties = step.exceptions.iter_mut().flat_map(|rule| &mut rule.sentences);
                duties.for_each(|sentence| sentence.word = own);
            }
            world
        })
        .boxed()
}

/// Two or three exceptions to one sentence, told apart by their cases or by priority.
pub(crate) fn exceptions() -> BoxedStrategy<World> {
    // Cases none of which contains another, so that the rules compile without priority too.
    let cases = select(vec![
        (Cond::Is("甲事实"), Cond::Is("乙事实")),
        (Cond::Level("低"), Cond::Level("高")),
        (Cond::Is("甲事实"), Cond::Not(Box::new(Cond::Is("甲事实")))),
        (
            Cond::And(Box::new(Cond::Is("甲事实")), Box::new(Cond::Is("乙事实"))),
            Cond::And(Box::new(Cond::Is("甲事实")), Box::new(Cond::Level("低"))),
        ),
        (Cond::AmountAtLeast(500), Cond::Or(Box::new(Cond::Is("甲事实")), Box::new(Cond::Is("乙事实")))),
    ]);
    let third = weighted(0.3, duty());
    (frame(3, 0), duty(), (weighted(0.8, duty()), weighted(0.8, duty()), third), cases, 0..3u8, -2..5)
        .prop_map(|(frame, base, (one, two, three), (first, second), priority, days)| {
            let base = sentence(base);
            let over = last(&base);
            let rule = |name, when, own: Option<Kind>, prior| ExceptionRule {
                name,
                base: over,
                when,
                over: prior,
                sentences: own.into_iter().map(sentence).collect(),
            };
            let mut rules = chain();
            rules.steps[0].sentences.push(base);
            rules.steps[0].exceptions = vec![
                rule("例一", first, one, Some("例二").filter(|_| priority == 1)),
                rule("例二", second, two, Some("例一").filter(|_| priority == 2)),
            ];
            if let (Some(three), true) = (three, priority > 0) {
                let above = if priority == 1 { "例一" } else { "例二" };
                rules.steps[0].exceptions.push(rule("例三", Cond::Level("中"), Some(three), Some(above)));
            }
            filed(&frame, rules, Some(days))
        })
        .boxed()
}

/// An exception that moves the 期限 of the step, and with it the day by which it is to be done.
pub(crate) fn moved_deadline() -> BoxedStrategy<World> {
    (frame(3, 1), 0..25, weighted(0.8, 0..40), project_cond())
        .prop_map(|(frame, due, moved, when)| {
            let mut rules = with(chain(), "甲", Kind::Deadline(frame.base.plus(due)), None);
            let own = moved.map(|days| sentence(Kind::Deadline(frame.base.plus(days))));
            rules.steps[0].exceptions.push(ExceptionRule {
                name: "例一",
                base: "期限",
                when,
                over: None,
                sentences: own.into_iter().collect(),
            });
            frame.world(rules, frame.file(&CHAIN))
        })
        .boxed()
}
