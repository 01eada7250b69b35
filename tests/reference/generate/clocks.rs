//! Families about dates: minimum and maximum periods, fixed dates, terms counted backwards.

use std::collections::BTreeMap;

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::day::{Day, Unit};
use super::super::world::{
    APPROVER, Deviation, DeviationEntry, EXCLUDED_KIND, Extension, File, Kind, Paper, Point, Rules, STOPS,
    Suspension, Value, World,
};
use super::frame::{attach, begun, chain, frame, rules, step, unit, with};

const CHAIN: [&str; 3] = ["甲", "乙", "丙"];
const OPENS: Point = Point::Field("甲", "公告", "发布日期");
const CLOSES: Point = Point::Field("甲", "公告", "截止日期");

/// The notice of 甲: filed some days after its first date, perhaps stating its two dates.
type Notice = (i32, Option<i32>, Option<i32>);

fn notice() -> impl Strategy<Value = Option<Notice>> {
    weighted(0.85, (0..3, weighted(0.85, -2..6), weighted(0.85, 0..14)))
}

fn file_notice(file: &mut File, notice: Option<Notice>) {
    let (Some((filed, opens, closes)), Some(begun)) = (notice, begun(file, "甲")) else {
        return;
    };
    let mut fields = BTreeMap::new();
    let mut state = |name, days: Option<i32>| {
        if let Some(days) = days {
            fields.insert(name, Value::Date(begun.plus(days)));
        }
    };
    state("发布日期", opens);
    state("截止日期", closes);
    attach(file, "甲", Paper { kind: "公告", date: Some(begun.plus(filed)), fields });
}

fn document(kind: &'static str) -> Kind {
    Kind::Document { kind, by_start: false, only_if: None }
}

fn span() -> impl Strategy<Value = (Point, Point)> {
    select(vec![
        (Point::Start("甲"), Point::Finish("甲")),
        (OPENS, CLOSES),
        (OPENS, CLOSES),
        (Point::Finish("甲"), Point::Start("乙")),
        (Point::Event, Point::Finish("甲")),
    ])
}

/// 收到申请: when, or that it came on a day not noted.
fn event() -> impl Strategy<Value = Option<Option<i32>>> {
    weighted(0.8, weighted(0.9, -4..8))
}

fn file_event(file: &mut File, base: Day, event: Option<Option<i32>>) {
    file.events = event.into_iter().map(|days| days.map(|days| base.plus(days))).collect();
}

pub(crate) fn lasting() -> BoxedStrategy<World> {
    (frame(3, 1), span(), 1..9u32, unit(), notice(), event())
        .prop_map(|(frame, (from, to), n, unit, notice, event)| {
            let kind = Kind::Lasts { n, unit, from, to, presumptive: None };
            let rules = with(with(chain(), "甲", document("公告"), None), "甲", kind, None);
            let mut file = frame.file(&CHAIN);
            file_notice(&mut file, notice);
            if from == Point::Event {
                file_event(&mut file, frame.base, event);
            }
            frame.world(rules, file)
        })
        .boxed()
}

pub(crate) fn presumptive() -> BoxedStrategy<World> {
    let way = select(vec![
        Deviation::Entry,
        Deviation::Document { moment: OPENS },
        Deviation::Document { moment: Point::Start("甲") },
    ]);
    let spans = select(vec![(Point::Start("甲"), Point::Finish("甲")), (OPENS, CLOSES)]);
    let reason = weighted(0.6, weighted(0.85, -3..8));
    (frame(3, 0), spans, 2..12u32, unit(), notice(), way, reason)
        .prop_map(|(frame, (from, to), n, unit, notice, way, reason)| {
            let kind = Kind::Lasts { n, unit, from, to, presumptive: Some(way.clone()) };
            let rules = with(with(chain(), "甲", document("公告"), None), "甲", kind, None);
            let mut file = frame.file(&CHAIN);
            file_notice(&mut file, notice);
            if let (Some(days), Some(begun)) = (reason, begun(&file, "甲")) {
                let date = days.map(|days| begun.plus(days));
                match way {
                    Deviation::Entry => file
                        .deviations
                        .push(DeviationEntry { obligation: String::from("试验/甲/公示期"), date }),
                    Deviation::Document { .. } => {
                        let fields = BTreeMap::new();
                        attach(&mut file, "甲", Paper { kind: "说明书", date, fields });
                    }
                }
            }
            frame.world(rules, file)
        })
        .boxed()
}

/// A stopped clock: from when, how long, when it was told, and its kind.
type Pause = (i32, Option<i32>, Option<i32>, &'static str);

#[derive(Clone, Debug)]
struct Grant {
    days: i32,
    amount: u32,
    right_organ: bool,
}

pub(crate) fn within() -> BoxedStrategy<World> {
    let from = select(vec![Point::Start("甲"), Point::Event, Point::Event, Point::Finish("丁")]);
    let kinds = select(vec![EXCLUDED_KIND, EXCLUDED_KIND, STOPS[0], STOPS[1]]);
    let pause = (0..12, weighted(0.8, 0..5), weighted(0.7, -2..4), kinds);
    let grants = (0..14, 1..6u32, prop::bool::weighted(0.8)).prop_map(|(days, amount, right_organ)| Grant {
        days,
        amount,
        right_organ,
    });
    (
        frame(4, 1),
        (from, 1..9u32, unit(), event()),
        (any::<bool>(), any::<bool>(), prop::collection::vec(pause, 0..3)),
        weighted(0.4, (2..5u32, prop::collection::vec(grants, 0..3))),
    )
        .prop_map(|(frame, (from, n, unit, event), (excluding, notice, pauses), more)| {
            let kind = Kind::Within {
                n,
                unit,
                from,
                extension: more.as_ref().map(|(allowed, _)| *allowed),
                excluding,
                notice: notice && excluding,
            };
            let mut file = frame.file(&["丁", "甲", "乙", "丙"]);
            if from == Point::Event {
                file_event(&mut file, frame.base, event);
            }
            let counts = |p: &&Pause| excluding || STOPS.contains(&p.3);
            file.suspensions = pauses.iter().filter(counts).map(|p| suspension(frame.base, *p)).collect();
            if let Some((_, grants)) = &more {
                file.extensions = grants.iter().map(|g| extension(frame.base, unit, g)).collect();
            }
            frame.world(with(clocked(), "甲", kind, None), file)
        })
        .boxed()
}

/// 丁 → 甲 → 乙 → 丙.
fn clocked() -> Rules {
    let steps = vec![step("丁", &[]), step("甲", &["丁"]), step("乙", &["甲"]), step("丙", &["乙"])];
    rules(steps)
}

fn suspension(base: Day, drawn: Pause) -> Suspension {
    let (days, length, told, kind) = drawn;
    let from = base.plus(days);
    Suspension {
        step: "甲",
        kind,
        from,
        to: length.map(|length| from.plus(length)),
        notice: told.map(|days| from.plus(days)),
    }
}

fn extension(base: Day, unit: Unit, grant: &Grant) -> Extension {
    Extension {
        step: "甲",
        amount: grant.amount,
        unit,
        approved_by: if grant.right_organ { APPROVER } else { "乙局" },
        date: base.plus(grant.days),
    }
}

pub(crate) fn deadline() -> BoxedStrategy<World> {
    (frame(3, 2), 0..25)
        .prop_map(|(frame, days)| {
            let kind = Kind::Deadline(frame.base.plus(days));
            frame.world(with(chain(), "甲", kind, None), frame.file(&CHAIN))
        })
        .boxed()
}

pub(crate) fn before() -> BoxedStrategy<World> {
    let meets = weighted(0.8, 2..30);
    (frame(3, 0), any::<bool>(), 1..9u32, notice(), meets)
        .prop_map(|(frame, stated, n, notice, meets)| {
            let e = if stated { Point::Project("召开日期") } else { Point::Start("丙") };
            let kind = Kind::Before { x: OPENS, e, n };
            let rules = with(with(chain(), "甲", document("公告"), None), "甲", kind, None);
            let mut file = frame.file(&CHAIN);
            file_notice(&mut file, notice);
            if let (true, Some(days)) = (stated, meets) {
                file.project.insert("召开日期", Value::Date(frame.base.plus(days)));
            }
            frame.world(rules, file)
        })
        .boxed()
}
