//! Families whose lengths are read from a parameter that is set or not.

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::day::Unit;
use super::super::world::{Act, Follow, Kind, Point, Word, World};
use super::frame::{chain, frame, with};

const CHAIN: [&str; 3] = ["甲", "乙", "丙"];

fn measured() -> impl Strategy<Value = Kind> {
    let unit = Unit::Natural;
    let lasts =
        Kind::Lasts { n: 0, unit, from: Point::Start("甲"), to: Point::Finish("甲"), presumptive: None };
    let within = Kind::Within {
        n: 0,
        unit,
        from: Point::Start("甲"),
        extension: None,
        excluding: false,
        notice: false,
    };
    let before = Kind::Before { x: Point::Finish("甲"), e: Point::Start("乙"), n: 0 };
    let follow = Kind::Follow(Follow {
        word: Word::FollowUp,
        act: Act::Finish("乙"),
        from: Some(Point::Finish("甲")),
        limit: Some(0),
        unit,
        failing: None,
    });
    select(vec![lasts, within, before, follow]).prop_map(|kind| Kind::Measured(Box::new(kind)))
}

pub(crate) fn measured_period() -> BoxedStrategy<World> {
    (frame(3, 1), measured(), weighted(0.5, 1..12u32))
        .prop_map(|(frame, kind, length)| {
            let mut file = frame.file(&CHAIN);
            file.parameter = length;
            frame.world(with(chain(), "甲", kind, None), file)
        })
        .boxed()
}
