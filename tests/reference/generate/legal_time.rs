//! Families about legal time: the instrument and the versions of a sentence in force on the day of the
//! trigger, the law of the day on which the case began, and an organ that was renamed.

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::day::Unit;
use super::super::world::{Kind, Organ, Point, Sentence, World};
use super::frame::{chain, frame, with};

const CHAIN: [&str; 3] = ["甲", "乙", "丙"];

/// Versions of a limit and of a minimum, and an instrument that comes into force meanwhile.
pub(crate) fn versions() -> BoxedStrategy<World> {
    let days = (weighted(0.5, 0..25), 0..30, 0..12);
    let terms = (1..9u32, 1..9u32, 1..9u32, any::<bool>());
    (frame(3, 0), days, terms, any::<bool>())
        .prop_map(|(frame, (force, change, gap), (first, second, limit, lasts), law_of_start)| {
            let mut rules = chain();
            rules.in_force_from = force.map(|days| frame.base.plus(days));
            rules.law_of_start = law_of_start;
            let version = |n: u32| match lasts {
                true => Kind::Lasts {
                    n,
                    unit: Unit::Natural,
                    from: Point::Finish("甲"),
                    to: Point::Finish("乙"),
                    presumptive: None,
                },
                false => within(n),
            };
            let (old, new) = (frame.base.plus(change), frame.base.plus(change + gap));
            let named = |name, kind| Sentence { name: Some(name), ..with_kind(kind) };
            rules.steps[1].sentences.extend([
                named("旧期", version(first)),
                named("新期", version(second)),
                named("总限", within(limit)),
            ]);
            rules.steps[1].windows = vec![("旧期", None, Some(old)), ("新期", Some(new), None)];
            frame.world(rules, frame.file(&CHAIN))
        })
        .boxed()
}

fn with_kind(kind: Kind) -> Sentence {
    super::exceptions::sentence(kind)
}

fn within(n: u32) -> Kind {
    let from = Point::Finish("甲");
    Kind::Within { n, unit: Unit::Natural, from, extension: None, excluding: false, notice: false }
}

/// An organ that was called 旧局 through a day.
pub(crate) fn renaming() -> BoxedStrategy<World> {
    (frame(3, 1), 0..25, weighted(0.9, select(vec!["甲局", "旧局", "乙局"])))
        .prop_map(|(frame, days, by)| {
            let mut rules = with(chain(), "甲", Kind::Undertake(Organ::Unit("甲局")), None);
            rules.renamed = Some(frame.base.plus(days));
            let mut file = frame.file(&CHAIN);
            file.records.iter_mut().filter(|record| record.step == "甲").for_each(|record| record.by = by);
            frame.world(rules, file)
        })
        .boxed()
}
