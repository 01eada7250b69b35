//! Families about what follows: duties after others, documents owed, promises, offenders, deemed acts.

use std::collections::BTreeMap;

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::world::{
    Act, Cond, Deemed, File, Follow, Kind, Name, Organ, Paper, Point, Promise, Rules, Word, World,
};
use super::frame::{Frame, attach, begun, chain, frame, rules, step, unit, with};

const CHAIN: [Name; 3] = ["甲", "乙", "丙"];
const LATER: [Name; 4] = ["丁", "甲", "乙", "丙"];

/// A document filed with a step: how many days after it began, or undated.
type Filed = Option<Option<i32>>;

fn filed() -> impl Strategy<Value = Filed> {
    weighted(0.7, weighted(0.9, -2..24))
}

fn file_paper(file: &mut File, step: Name, kind: Name, filed: Filed) {
    if let (Some(days), Some(begun)) = (filed, begun(file, step)) {
        let date = days.map(|days| begun.plus(days));
        attach(file, step, Paper { kind, date, fields: BTreeMap::new() });
    }
}

fn file_event(file: &mut File, frame: &Frame, event: Option<Option<i32>>) {
    file.events = event.into_iter().map(|days| days.map(|days| frame.base.plus(days))).collect();
}

fn event() -> impl Strategy<Value = Option<Option<i32>>> {
    weighted(0.8, weighted(0.9, -4..14))
}

fn failing() -> impl Strategy<Value = Option<(Act, Option<u32>)>> {
    weighted(0.7, (Just(Act::Paper("依据书")), weighted(0.7, 1..6u32)))
}

fn follow(rules: Rules, follow: Follow) -> Rules {
    with(rules, "甲", Kind::Follow(follow), None)
}

pub(crate) fn following() -> BoxedStrategy<World> {
    let act = select(vec![Act::Paper("说明书"), Act::Finish("乙"), Act::Event]);
    let from = select(vec![Point::Finish("甲"), Point::Start("甲"), Point::Finish("乙"), Point::Event]);
    (
        frame(3, 1),
        (select(vec![Word::FollowUp, Word::Serve]), act, from),
        (weighted(0.85, 1..9u32), unit(), failing()),
        (filed(), filed(), event()),
    )
        .prop_map(|(frame, (word, act, from), (limit, unit, failing), (one, other, event))| {
            // Both ends at the same event would say nothing.
            let from = if act == Act::Event && from == Point::Event { Point::Finish("甲") } else { from };
            let rules = follow(chain(), Follow { word, act, from: Some(from), limit, unit, failing });
            let mut file = frame.file(&CHAIN);
            file_paper(&mut file, "甲", "说明书", one);
            file_paper(&mut file, "甲", "依据书", other);
            file_event(&mut file, &frame, event);
            frame.world(rules, file)
        })
        .boxed()
}

/// A promise under a sentence: when it was made, when checked, and what was found.
type Made = Option<(Option<i32>, Option<i32>, Option<bool>)>;

fn made() -> impl Strategy<Value = Made> {
    weighted(0.75, (weighted(0.9, 0..6), weighted(0.6, 6..20), weighted(0.8, any::<bool>())))
}

fn file_promise(file: &mut File, frame: &Frame, id: &str, made: Made) {
    if let Some((date, checked, kept)) = made {
        let day = |days: Option<i32>| days.map(|days| frame.base.plus(days));
        let kept = kept.filter(|_| checked.is_some() || date.is_none());
        file.promises.push(Promise {
            obligation: String::from(id),
            date: day(date),
            checked: day(checked),
            kept,
        });
    }
}

pub(crate) fn owing() -> BoxedStrategy<World> {
    let from = select(vec![Point::Finish("甲"), Point::Start("甲"), Point::Event]);
    (
        frame(3, 1),
        (from, weighted(0.9, 1..9u32), unit(), failing()),
        (any::<bool>(), any::<bool>(), filed(), filed()),
        (made(), event()),
    )
        .prop_map(|(frame, (from, limit, unit, failing), (promised, by_start, one, other), (made, event))| {
            let document = Kind::Document { kind: "公告", by_start, only_if: None };
            let word = Word::Owed { promised };
            let act = Act::Paper("公告");
            let owed = Follow { word, act, from: Some(from), limit, unit, failing };
            let rules = follow(with(chain(), "甲", document, None), owed);
            let mut file = frame.file(&CHAIN);
            file_paper(&mut file, "甲", "公告", one);
            file_paper(&mut file, "甲", "依据书", other);
            file_promise(&mut file, &frame, "试验/甲/容缺/公告", made.map(|(date, ..)| (date, None, None)));
            file_event(&mut file, &frame, event);
            frame.world(rules, file)
        })
        .boxed()
}

pub(crate) fn committing() -> BoxedStrategy<World> {
    let from = weighted(0.6, select(vec![Point::Finish("甲"), Point::Start("甲"), Point::Event]));
    (frame(3, 1), (from, weighted(0.9, 1..12u32), unit(), failing()), (made(), filed(), event()))
        .prop_map(|(frame, (from, limit, unit, failing), (made, paper, event))| {
            let word = Word::Commitment;
            let rules = follow(chain(), Follow { word, act: Act::Check, from, limit, unit, failing });
            let mut file = frame.file(&CHAIN);
            file_paper(&mut file, "甲", "依据书", paper);
            file_promise(&mut file, &frame, "试验/甲/告知承诺", made);
            file_event(&mut file, &frame, event);
            frame.world(rules, file)
        })
        .boxed()
}

pub(crate) fn offending() -> BoxedStrategy<World> {
    let condition = select(vec![Cond::Is("甲事实"), Cond::AmountAtLeast(500)]);
    let from = select(vec![Point::Finish("甲"), Point::Event]);
    (
        frame(3, 1),
        (condition, weighted(0.5, 1..9u32)),
        (from, weighted(0.85, 1..9u32), unit(), failing()),
        (filed(), filed(), event()),
    )
        .prop_map(|(frame, (condition, within), (from, limit, unit, failing), (one, other, event))| {
            let mut all = with(chain(), "甲", Kind::Must(condition), None);
            if let Some(n) = within {
                let from = Point::Start("甲");
                let kind = Kind::Within { n, unit, from, extension: None, excluding: false, notice: false };
                all = with(all, "甲", kind, None);
            }
            let word = Word::Offender;
            let act = Act::Paper("说明书");
            let rules = follow(all, Follow { word, act, from: Some(from), limit, unit, failing });
            let mut file = frame.file(&CHAIN);
            file_paper(&mut file, "甲", "说明书", one);
            file_paper(&mut file, "甲", "依据书", other);
            file_event(&mut file, &frame, event);
            frame.world(rules, file)
        })
        .boxed()
}

/// 丁, or 甲 itself, must be done within a limit of the event, by a date, or both, or else 甲 is taken
/// as done on the event's day; 乙 has a limit from 甲.
pub(crate) fn deeming() -> BoxedStrategy<World> {
    (
        frame(4, 1),
        (1..9u32, 1..9u32, unit(), weighted(0.9, -4..8)),
        (any::<bool>(), weighted(0.3, any::<bool>())),
        (select(vec!["丁", "丁", "甲"]), select(vec![true, true, false]), weighted(0.4, -4..20)),
    )
        .prop_map(|(frame, (n, more, unit, event), (by, and), (late, within, deadline))| {
            let limit =
                |n, from| Kind::Within { n, unit, from, extension: None, excluding: false, notice: false };
            let steps = vec![step("丁", &[]), step("甲", &[]), step("乙", &["甲"]), step("丙", &["乙"])];
            let mut all = rules(steps);
            if within || deadline.is_none() {
                all = with(all, late, limit(n, Point::Event), None);
            }
            if let Some(days) = deadline {
                all = with(all, late, Kind::Deadline(frame.base.plus(days)), None);
            }
            all = with(all, "乙", limit(more, Point::Finish("甲")), None);
            if by {
                all = with(all, "甲", Kind::Undertake(Organ::Unit("甲局")), None);
            }
            let taken = all.steps.iter_mut().find(|s| s.name == "甲").expect("甲");
            let and = and.map(|first| if first { Cond::Is("甲事实") } else { Cond::Done("乙") });
            taken.deemed = Some(Deemed { on: Point::Event, late, and: and.clone() });
            let mut file = frame.file(&LATER);
            file_event(&mut file, &frame, event.map(Some));
            if matches!(and, Some(Cond::Is(_))) && !file.project.contains_key("甲事实") {
                file.project.insert("甲事实", super::super::world::Value::Truth(true));
            }
            frame.world(all, file)
        })
        .boxed()
}
