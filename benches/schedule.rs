//! The schedule of plans up to a million steps (two predecessors a step), the calendar in the loop:
//! freezing the graph, both passes with floats, drivers and dates, joins, what-if, Monte Carlo, and
//! the critical paths.

#![allow(clippy::expect_used, reason = "a benchmark that cannot be set up must stop")]

use divan::Bencher;
use divan::counter::ItemsCount;
use rulecheck::calendar::{Date, Period, WorkdayCalendar};
use rulecheck::graph::{Dag, DagBuilder};
use rulecheck::schedule::{Activity, Change, Draws, Estimate, Network, Relation, Schedule, Terms};

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [20, 1_000, 10_000];
const ALL_SIZES: [usize; 5] = [20, 1_000, 10_000, 100_000, 1_000_000];

/// Numbers that look random and are the same on every run.
fn mixed(seed: usize) -> usize {
    let mut word = (seed as u64).wrapping_add(0x9E37_79B9_7F4A_7C15);
    word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    (word ^ (word >> 31)) as usize
}

/// How far back a step's predecessors lie: larger plans are wider, so that they end within the
/// published years.
fn window(steps: usize) -> usize {
    (steps / 100).max(100)
}

/// Each step follows two of those before it; half of them count working days.
fn example(steps: usize) -> (Dag, Vec<Activity>) {
    let mut builder = DagBuilder::new(steps);
    let mut activities = Vec::with_capacity(steps);
    for step in 0..steps {
        for edge in 0..2 {
            if step > 0 {
                let back = 1 + mixed(step * 2 + edge) % step.min(window(steps));
                builder.edge(step - back, step, 0);
            }
        }
        let days = u32::try_from(mixed(step + 7_919) % 4).unwrap_or(0);
        let mut one = Activity::new(if step % 2 == 0 { Period::workdays(days) } else { Period::days(days) });
        one.estimate = Some(Estimate { least: days / 2, most: days * 2 });
        activities.push(one);
    }
    (builder.build().expect("edges lead upwards"), activities)
}

fn network(steps: usize) -> Network {
    let (dag, activities) = example(steps);
    Network::new(&dag, &activities).expect("as many")
}

/// The same with a join of two of three after every fiftieth step.
fn joined(steps: usize) -> Network {
    let (dag, activities) = example(steps);
    let mut builder = Network::builder();
    for one in activities {
        builder.activity(one);
    }
    builder.edges(&dag);
    for at in (50..steps.saturating_sub(1)).step_by(50) {
        let join = builder.activity(Activity::join(2));
        for back in 0..3 {
            builder.relation(Relation::finish_to_start(at - 1 - mixed(at + back) % 40, join, 1));
        }
        builder.relation(Relation::finish_to_start(join, at, 2));
    }
    builder.build().expect("edges lead upwards")
}

fn terms() -> Terms {
    Terms {
        start: Date::parse_iso("2008-01-01").expect("a date"),
        data_date: None,
        calendar: WorkdayCalendar::china(),
    }
}

fn plan(network: Network) -> Schedule {
    let plan = Schedule::of(network, terms()).expect("no limits");
    assert!(plan.finish().is_ok());
    plan
}

#[divan::bench(args = SIZES)]
fn freeze(bencher: Bencher, steps: usize) {
    let (dag, activities) = example(steps);
    bencher.counter(ItemsCount::new(steps)).bench(|| Network::new(&dag, &activities));
}

#[divan::bench(args = ALL_SIZES)]
fn passes(bencher: Bencher, steps: usize) {
    let network = network(steps);
    drop(plan(network.clone()));
    bencher
        .counter(ItemsCount::new(steps))
        .with_inputs(|| (network.clone(), terms()))
        .bench_values(|(network, terms)| Schedule::of(network, terms));
}

/// Every step told: dates, floats and drivers in nodes and clauses.
#[divan::bench(args = SIZES)]
fn tell_all(bencher: Bencher, steps: usize) {
    let plan = plan(network(steps));
    bencher.counter(ItemsCount::new(steps)).bench(|| plan.activities());
}

#[divan::bench]
fn thousand_steps_with_joins(bencher: Bencher) {
    let network = joined(1_000);
    drop(plan(network.clone()));
    bencher
        .with_inputs(|| (network.clone(), terms()))
        .bench_values(|(network, terms)| Schedule::of(network, terms));
}

#[divan::bench]
fn what_if_of_a_thousand(bencher: Bencher) {
    let plan = plan(network(1_000));
    let change = [Change::Work { node: 500, work: Period::workdays(9) }];
    bencher.bench(|| plan.what_if(&change).expect("the node is there"));
}

#[divan::bench(args = [20, 1_000], sample_count = 3, sample_size = 1)]
fn ten_thousand_draws(bencher: Bencher, steps: usize) {
    let plan = plan(network(steps));
    bencher.bench(|| plan.simulate(Draws { count: 10_000, seed: 1 }));
}

#[divan::bench(args = SIZES)]
fn critical_paths(bencher: Bencher, steps: usize) {
    let plan = plan(network(steps));
    bencher.bench(|| plan.critical_paths(10));
}
