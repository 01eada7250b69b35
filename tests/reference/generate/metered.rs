//! 限时 of a group with steps off the clock: items beside and after one another, a step that stops one
//! of them or none, suspensions of an item and of the whole.

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::day::Day;
use super::super::metered::{Metered, Reading};
use super::super::world::{
    APPROVER, EXCLUDED_KIND, Extension, Kind, Modal, Name, Perform, Point, Rules, STOPS, Sentence, Step,
    Suspension, World,
};
use super::frame::{frame, rules, step, unit};

/// How the steps of the group stand to one another.
#[derive(Clone, Debug)]
struct Shape {
    /// 乙 comes after 甲.
    ordered: bool,
    /// 甲 may be left undone.
    may: bool,
    /// Where the step off the clock stands: what it stops, what waits for it, what it stands in.
    excluded: usize,
    /// It comes after 甲.
    later: bool,
}

fn shape() -> impl Strategy<Value = Shape> {
    (any::<bool>(), prop::bool::weighted(0.2), 0..6usize, any::<bool>())
        .prop_map(|(ordered, may, excluded, later)| Shape { ordered, may, excluded, later })
}

/// 丁 → 组 ｛ 甲 乙 不计时 X ｛ 己 ｝ ｝ → 丙.
fn procedure(shape: &Shape, limit: Metered) -> Rules {
    let inside = |name, after: &[Name]| Step { parent: Some("组"), ..step(name, after) };
    let mut first = inside("甲", &[]);
    // Edges through steps, and groups, that were not used are looked at elsewhere.
    if shape.may && !shape.ordered && !shape.later && shape.excluded != 5 {
        first.perform = Perform::May;
    }
    let mut second = inside("乙", if shape.ordered { &["甲"] } else { &[] });
    let mut excluded = Step { off_clock: true, ..inside("己", &[]) };
    match shape.excluded {
        0 => excluded.stops.push("甲"),
        1 => excluded.stops.push("乙"),
        2 => excluded.stops.extend(["甲", "乙"]),
        3 => second.after.push("己"),
        4 => {}
        _ => excluded.parent = Some("甲"),
    }
    if shape.later && shape.excluded != 5 {
        excluded.after.push("甲");
    }
    let own = Kind::Within {
        n: 20,
        unit: limit.unit,
        from: Point::Finish("丁"),
        extension: None,
        excluding: true,
        notice: false,
    };
    if shape.excluded != 5 {
        first.sentences.push(says(own));
    }
    let mut group = step("组", &["丁"]);
    group.sentences.push(Sentence { name: Some("总限"), ..says(Kind::Metered(limit)) });
    rules(vec![step("丁", &[]), group, first, second, excluded, step("丙", &["组"])])
}

fn says(kind: Kind) -> Sentence {
    Sentence { name: None, kind, when: None, word: Modal::Must }
}

/// From when, how long, when it was told, its kind, and whether it names the whole.
type Pause = (i32, Option<i32>, Option<i32>, Name, bool);

fn pause() -> impl Strategy<Value = Pause> {
    let kinds = select(vec![EXCLUDED_KIND, EXCLUDED_KIND, STOPS[0], STOPS[1]]);
    (0..14, weighted(0.8, 0..5), weighted(0.7, -2..4), kinds, prop::bool::weighted(0.4))
}

fn reading() -> impl Strategy<Value = Reading> {
    select(vec![Reading::Union, Reading::Union, Reading::WholeDays, Reading::PerPhase, Reading::Summed])
}

fn limit() -> impl Strategy<Value = Metered> {
    (1..10u32, unit(), any::<bool>(), any::<bool>(), reading(), weighted(0.3, 2..5u32)).prop_map(
        |(n, unit, kind, notice, reading, extension)| Metered {
            n,
            unit,
            from: Point::Finish("丁"),
            extension,
            kind,
            notice,
            reading,
        },
    )
}

pub(crate) fn clocking() -> BoxedStrategy<World> {
    worlds(0)
}

pub(crate) fn rework() -> BoxedStrategy<World> {
    worlds(3)
}

fn worlds(redo: u32) -> BoxedStrategy<World> {
    let told = prop::collection::vec(weighted(0.7, -2..4), 2);
    let grant = (0..14, 1..5u32, prop::bool::weighted(0.8));
    (
        frame(5, redo),
        shape(),
        limit(),
        prop::collection::vec(pause(), 0..2),
        told,
        weighted(0.3, grant),
        prop::bool::weighted(0.25),
    )
        .prop_map(move |(frame, shape, limit, pauses, told, grant, undated)| {
            let contained = shape.excluded == 5;
            let unit = limit.unit;
            let kind = limit.kind;
            let rules = procedure(&shape, limit);
            let mut file = frame.file(&["丁", "甲", "己", "乙", "丙"]);
            // A group has no record of its own here.
            file.records.retain(|record| !(contained && record.step == "甲"));
            let mut told = told.into_iter();
            for record in file.records.iter_mut().filter(|record| record.step == "己") {
                let begun = record.start.or(record.finish);
                if undated && record.finish.is_some() {
                    record.start = None;
                }
                record.notice = begun.zip(told.next().flatten()).map(|(day, told)| day.plus(told));
            }
            let counts = |p: &&Pause| (!contained || p.4) && (kind || p.3 != EXCLUDED_KIND);
            file.suspensions = pauses.iter().filter(counts).map(|p| suspension(frame.base, *p)).collect();
            file.extensions = grant
                .into_iter()
                .map(|(days, amount, right)| Extension {
                    step: "组",
                    amount,
                    unit,
                    approved_by: if right { APPROVER } else { "乙局" },
                    date: frame.base.plus(days),
                })
                .collect();
            if rules
                .step("组")
                .sentences
                .iter()
                .all(|s| !matches!(&s.kind, Kind::Metered(m) if m.extension.is_some()))
            {
                file.extensions.clear();
            }
            frame.world(rules, file)
        })
        .boxed()
}

fn suspension(base: Day, (days, length, told, kind, whole): Pause) -> Suspension {
    let from = base.plus(days);
    Suspension {
        step: if whole { "组" } else { "甲" },
        kind,
        from,
        to: length.map(|length| from.plus(length)),
        notice: told.map(|days| from.plus(days)),
    }
}
