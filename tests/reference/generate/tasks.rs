//! Families about tasks.

use proptest::option::weighted;
use proptest::prelude::*;

use super::super::day::Day;
use super::super::tasks::{Done, Task};
use super::super::world::{File, Rules, World};
use super::frame::{frame, rules, step};

const PARTS: [&str; 2] = ["甲期", "乙期"];

fn entry() -> impl Strategy<Value = EntryDays> {
    let day = || weighted(0.6, 0..40);
    (weighted(0.4, 0..10), day(), prop::bool::weighted(0.3), [day(), day()], values(), papers())
}

type EntryDays = (Option<i32>, Option<i32>, bool, [Option<i32>; 2], Option<i64>, Vec<Option<i32>>);

fn values() -> impl Strategy<Value = Option<i64>> {
    weighted(0.7, prop_oneof![Just(13_i64), Just(14), Just(15)])
}

fn papers() -> impl Strategy<Value = Vec<Option<i32>>> {
    prop::collection::vec(weighted(0.85, 0..40), 0..3)
}

fn told(base: Day, task: &Task, (start, finish, done, parts, value, papers): EntryDays) -> Done {
    let on = |days: Option<i32>| days.map(|days| base.plus(days));
    // A dossier can say nothing of what the rules do not ask for.
    let parts = task.parts.iter().map(|(part, _)| *part).zip(parts);
    Done {
        task: task.name,
        // Nobody finishes before he begins.
        start: on(start).filter(|start| on(finish).is_none_or(|finish| *start <= finish)),
        finish: on(finish),
        done,
        parts: parts.filter_map(|(part, day)| Some((part, on(day)?))).collect(),
        value: value.filter(|_| task.at_most.is_some()),
        papers: papers.into_iter().map(on).collect(),
    }
}

fn tasks_of(soft: bool, partial: bool) -> BoxedStrategy<World> {
    let dues = (weighted(0.6, (0..40, any::<bool>())), prop::collection::vec(0..40, 0..3));
    let most = weighted(0.8, weighted(0.3, 0..40));
    let paper = weighted(0.8, weighted(0.4, 0..40));
    let force = weighted(0.15, 0..20);
    (frame(1, 0), dues, most, paper, weighted(0.8, entry()), force, 0..50)
        .prop_map(move |(frame, (due, parts), most, paper, entry, force, offset)| {
            let base = frame.base;
            let task = Task {
                name: "任务甲",
                due: due.map(|(days, rolls)| (base.plus(days), rolls)),
                parts: PARTS.into_iter().zip(parts).map(|(part, days)| (part, base.plus(days))).collect(),
                at_most: most.map(|own| (14, own.map(|days| base.plus(days)))),
                paper: paper.map(|own| own.map(|days| base.plus(days))),
                soft,
            };
            let tasks = Some(entry.into_iter().map(|entry| told(base, &task, entry)).collect());
            let rules = Rules {
                tasks: vec![task],
                in_force_from: force.map(|days| base.plus(days)),
                ..rules(vec![step("丙", &[])])
            };
            World { rules, file: File { tasks, partial, ..File::default() }, as_of: base.plus(offset) }
        })
        .boxed()
}

pub(crate) fn tasks() -> BoxedStrategy<World> {
    tasks_of(false, false)
}

pub(crate) fn targets() -> BoxedStrategy<World> {
    tasks_of(true, false)
}

pub(crate) fn tasks_partial() -> BoxedStrategy<World> {
    tasks_of(false, true)
}
