//! Families about recurring duties: in a rule with days of its own, and in a step.

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::day::Day;
use super::super::recurring::{Cycle, Recurring};
use super::super::world::{File, Rules, World};
use super::frame::{chain, frame, rules, step};

fn cycles() -> impl Strategy<Value = Cycle> {
    select(vec![Cycle::Year, Cycle::HalfYear, Cycle::Quarter, Cycle::Month, Cycle::Week])
}

/// Days of the year, often at the edges of months.
fn day() -> impl Strategy<Value = Day> {
    prop_oneof![
        (40..330_i32).prop_map(Day),
        (2..12_i32, -1..2_i32).prop_map(|(month, off)| Day::of(month, 1).plus(off)),
    ]
}

fn visits() -> impl Strategy<Value = Vec<Option<Day>>> {
    prop::collection::vec(weighted(0.9, day()), 0..6)
}

fn of_rule(soft: bool, partial: bool) -> BoxedStrategy<World> {
    let force = weighted(0.15, day());
    (cycles(), 1..4_usize, day(), weighted(0.4, day()), visits(), force, day())
        .prop_map(move |(cycle, least, from, to, visits, in_force_from, as_of)| {
            let recurring = Some(Recurring { cycle, least, step: None, from: Some(from), to, soft });
            let rules = Rules { recurring, in_force_from, ..rules(vec![step("丙", &[])]) };
            World { rules, file: File { visits, partial, ..File::default() }, as_of }
        })
        .boxed()
}

pub(crate) fn recurring() -> BoxedStrategy<World> {
    of_rule(false, false)
}

pub(crate) fn recurring_soft() -> BoxedStrategy<World> {
    of_rule(true, false)
}

pub(crate) fn recurring_partial() -> BoxedStrategy<World> {
    of_rule(false, true)
}

/// In 甲, from its start to its finish unless it says otherwise.
pub(crate) fn recurring_step() -> BoxedStrategy<World> {
    let visits = prop::collection::vec(weighted(0.9, -2..40), 0..6);
    let own = (weighted(0.2, 0..20), weighted(0.2, 0..60));
    (frame(3, 2), select(vec![Cycle::Month, Cycle::Week]), 1..3_usize, visits, own)
        .prop_map(|(frame, cycle, least, visits, (from, to))| {
            let base = frame.base;
            let on = |days: Option<i32>| days.map(|days| base.plus(days));
            let recurring =
                Recurring { cycle, least, step: Some("甲"), from: on(from), to: on(to), soft: false };
            let rules = Rules { recurring: Some(recurring), ..chain() };
            let mut file = frame.file(&["甲", "乙", "丙"]);
            file.visits = visits.into_iter().map(on).collect();
            frame.world(rules, file)
        })
        .boxed()
}
