//! Families about lights, over tasks and over recurring duties.

use proptest::option::weighted;
use proptest::prelude::*;

use super::super::lights::Light;
use super::super::world::World;
use super::frame::{project_cond, unit};
use super::{recurring, tasks};

fn light() -> impl Strategy<Value = Light> {
    let before = || (1..12_u32, unit());
    (before(), weighted(0.6, before()), weighted(0.3, project_cond())).prop_map(|(yellow, red, when)| Light {
        yellow: Some(yellow),
        red,
        when,
    })
}

fn over(worlds: BoxedStrategy<World>) -> BoxedStrategy<World> {
    let facts = (weighted(0.7, any::<bool>()), weighted(0.7, any::<bool>()));
    (worlds, light(), facts)
        .prop_map(|(mut world, light, facts)| {
            world.rules.light = Some(light);
            for (name, fact) in [("甲事实", facts.0), ("乙事实", facts.1)] {
                if let Some(fact) = fact {
                    world.file.project.insert(name, super::super::world::Value::Truth(fact));
                }
            }
            world
        })
        .boxed()
}

pub(crate) fn lit_tasks() -> BoxedStrategy<World> {
    over(tasks::tasks())
}

pub(crate) fn lit_recurring() -> BoxedStrategy<World> {
    over(recurring::recurring_step())
}
