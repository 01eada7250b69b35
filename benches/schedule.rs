//! The schedule of 20, 1,000 and 10,000 steps (two predecessors a step), the calendar in the loop:
//! freezing the graph, both passes with floats and drivers, and the critical paths.

#![allow(clippy::expect_used, reason = "a benchmark that cannot be set up must stop")]

use divan::Bencher;
use divan::counter::ItemsCount;
use rulecheck::calendar::{Date, Period, WorkdayCalendar};
use rulecheck::graph::{Dag, DagBuilder};
use rulecheck::schedule::{Activity, Network, Schedule, Terms};

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [20, 1_000, 10_000];

/// Numbers that look random and are the same on every run.
fn mixed(seed: usize) -> usize {
    let mut word = (seed as u64).wrapping_add(0x9E37_79B9_7F4A_7C15);
    word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (word ^ (word >> 31)) as usize
}

/// Each step follows two of the hundred before it; half of them count working days.
fn example(steps: usize) -> (Dag, Vec<Activity>) {
    let mut builder = DagBuilder::new(steps);
    let mut activities = Vec::with_capacity(steps);
    for step in 0..steps {
        for edge in 0..2 {
            if step > 0 {
                let back = 1 + mixed(step * 2 + edge) % step.min(100);
                builder.edge(step - back, step, 0);
            }
        }
        let days = u32::try_from(mixed(step + 7_919) % 4).unwrap_or(0);
        activities.push(Activity::new(if step % 2 == 0 {
            Period::workdays(days)
        } else {
            Period::days(days)
        }));
    }
    (builder.build().expect("edges lead upwards"), activities)
}

fn terms() -> Terms {
    Terms {
        start: Date::parse_iso("2008-01-01").expect("a date"),
        data_date: None,
        calendar: WorkdayCalendar::china(),
    }
}

#[divan::bench(args = SIZES)]
fn freeze(bencher: Bencher, steps: usize) {
    let (dag, activities) = example(steps);
    bencher.counter(ItemsCount::new(steps)).bench(|| Network::new(&dag, &activities));
}

#[divan::bench(args = SIZES)]
fn passes(bencher: Bencher, steps: usize) {
    let (dag, activities) = example(steps);
    let network = Network::new(&dag, &activities).expect("as many");
    let plan = Schedule::of(network.clone(), terms()).expect("no limits");
    assert!(plan.finish().is_ok());
    bencher
        .counter(ItemsCount::new(steps))
        .with_inputs(|| (network.clone(), terms()))
        .bench_values(|(network, terms)| Schedule::of(network, terms).expect("no limits"));
}

#[divan::bench(args = SIZES)]
fn critical_paths(bencher: Bencher, steps: usize) {
    let (dag, activities) = example(steps);
    let network = Network::new(&dag, &activities).expect("as many");
    let plan = Schedule::of(network, terms()).expect("no limits");
    bencher.bench(|| plan.critical_paths(10));
}
