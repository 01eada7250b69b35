//! The schedule against a slow reference, over small networks of every kind.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test builds on must be there"
)]

mod changes;
mod generate;
mod model;

use generate::{Kind, case, second};
use model::{Case, Change, Ends, Minute, Stuck, begun, ended, is_step, takes_no_time};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rulecheck::calendar::{CalendarLayer, CoveredRange, Date, WorkdayCalendar};
use rulecheck::schedule::{Conflict, End, Network, NetworkError, Schedule, Terms};

pub(crate) fn date(day: i64) -> Date {
    Date::from_days(i32::try_from(day).expect("small")).expect("in range")
}

fn number(date: Date) -> i64 {
    i64::from(date.days())
}

/// The calendar with those days off, weekends included or not as they come.
fn calendar(case: &Case, which: usize) -> WorkdayCalendar {
    let (first, last) = (date(case.first), date(case.first + 2_599));
    let mut layer = CalendarLayer { name: format!("days {which}"), ..CalendarLayer::default() };
    layer.covers = CoveredRange::new(first, last);
    for (place, off) in (0..2_600_i64).zip(case.off[which].iter().cycle()) {
        let entry = (date(case.first + place), "day".to_owned());
        if *off { layer.off.push(entry) } else { layer.work.push(entry) }
    }
    WorkdayCalendar::from_layer(&layer).expect("every day once")
}

fn network(case: &Case) -> Result<Network, NetworkError> {
    let mut builder = Network::builder();
    for one in &case.activities {
        builder.activity(*one);
    }
    for one in &case.relations {
        builder.relation(*one);
    }
    for one in &case.fixed {
        builder.fix(*one);
    }
    assert_eq!(builder.calendar(calendar(case, 1)), second());
    builder.build()
}

fn terms(case: &Case) -> Terms {
    Terms { start: date(case.start), data_date: case.data_date.map(date), calendar: calendar(case, 0) }
}

/// The reference's dates, and the limits it could not keep; `None` where which of several it is
/// could be said either way.
fn reference(case: &Case) -> Option<(Vec<Ends>, Change)> {
    let mut change = Change::default();
    loop {
        match case.dates(&change) {
            Ok(all) => return Some((all, change)),
            Err(Stuck::Limit(number)) => {
                let limits = case.relations.iter().filter(|one| one.limit.is_some()).count();
                if limits > 1 {
                    return None;
                }
                change.broken.push(number);
            }
        }
    }
}

/// A trial: one end put off.
fn put_off(case: &Case, base: &Change, node: usize, end: End, point: Minute) -> Option<Vec<Ends>> {
    let mut change = base.clone();
    change.not_before.push((node, end, point));
    case.dates(&change).ok()
}

/// The largest slip of an end for which `same` still holds.
fn largest(
    case: &Case,
    base: &Change,
    node: usize,
    end: End,
    all: &[Ends],
    same: &dyn Fn(&[Ends]) -> bool,
) -> i64 {
    let from = all[node].at(end);
    let holds = |slip: i64| {
        let point = case.slipped(node, end, from, slip);
        put_off(case, base, node, end, point).is_some_and(|then| same(&then))
    };
    // What a slip moves a greater one moves too.
    let mut beyond = 1;
    while holds(beyond) {
        beyond *= 2;
    }
    let mut slip = beyond / 2;
    while slip + 1 < beyond {
        let middle = (slip + beyond) / 2;
        if holds(middle) { slip = middle } else { beyond = middle }
    }
    slip
}

/// Everything the schedule says of a case, against the reference.
fn agree(case: &Case) -> Result<(), TestCaseError> {
    let Ok(network) = network(case) else { return Ok(()) };
    let plan = match Schedule::of(network, terms(case)) {
        Ok(plan) => plan,
        Err(conflict) => return contradicts(case, &conflict),
    };
    let Some((all, change)) = reference(case) else { return Ok(()) };
    let said = plan.activities();
    for (node, one) in case.activities.iter().enumerate() {
        if !is_step(one) {
            prop_assert!(said[node].early.is_err());
            continue;
        }
        let early = said[node].early.expect("it takes part");
        prop_assert_eq!(number(early.start), case.day_of(node, End::Start, all[node]), "start of {}", node);
        prop_assert_eq!(
            number(early.finish),
            case.day_of(node, End::Finish, all[node]),
            "finish of {}",
            node
        );
    }
    prop_assert_eq!(plan.finish().map(number), Ok(case.last_day(&all)));
    floats(case, &plan, &all, &change)?;
    on_paths(case, &plan)
}

fn floats(case: &Case, plan: &Schedule, all: &[Ends], change: &Change) -> Result<(), TestCaseError> {
    let whole = case.end(all);
    let deadlines = case.deadlines(all, &change.broken);
    let kept = |then: &[Ends]| {
        case.end(then) <= whole
            && deadlines.iter().all(|(at, end, most)| {
                let point = then[*at].at(*end);
                point <= *most || point <= all[*at].at(*end)
            })
    };
    for (node, one) in case.activities.iter().enumerate() {
        if !is_step(one) || one.actual_finish.is_some() {
            continue;
        }
        let told = plan.activities()[node];
        let (Some(total), Some(free)) = (told.total_float, told.free_float) else {
            return Err(TestCaseError::fail(format!("{node} has no float: {told:?}")));
        };
        prop_assert_eq!(told.critical, total <= 0);
        if total < 0 {
            prop_assert!(
                deadlines.iter().any(|(at, end, most)| all[*at].at(*end) > *most),
                "{} of {}",
                total,
                node
            );
            prop_assert_eq!(free, 0);
            continue;
        }
        let starts = !begun(one);
        let mut slip = largest(case, change, node, End::Finish, all, &kept);
        if starts {
            slip = slip.min(largest(case, change, node, End::Start, all, &kept));
        }
        // A deadline that is missed for another reason still binds the late dates.
        if deadlines.iter().any(|(at, end, most)| all[*at].at(*end) > *most) {
            prop_assert!(i64::from(total) <= slip && free <= total, "{} of {}", total, node);
            continue;
        }
        prop_assert_eq!(i64::from(total), slip, "total float of {}", node);
        let others = |then: &[Ends]| {
            kept(then)
                && (0..all.len())
                    .all(|at| at == node || !is_step(&case.activities[at]) || then[at] == all[at])
        };
        let mut slip = largest(case, change, node, End::Finish, all, &others);
        if starts {
            slip = slip.min(largest(case, change, node, End::Start, all, &others));
        }
        // With limits, which push back, the free float is a bound: it counts them from where they run now.
        let own_limit = case.relations.iter().any(|tie| tie.limit.is_some());
        prop_assert!(i64::from(free) <= slip, "free float of {}", node);
        prop_assert!(own_limit || i64::from(free) == slip, "free float of {}: {} or {}", node, free, slip);
        let late = told.late.expect("the calendar is long enough");
        let early = told.early.expect("it has a float");
        prop_assert!(late.start >= early.start && late.finish >= early.finish, "{:?}", told);
        if !takes_no_time(one) && !model::in_hours(model::unit(one)) {
            let upto = largest(case, change, node, End::Finish, all, &kept);
            let last = ended(case.slipped(node, End::Finish, all[node].finish, upto));
            prop_assert_eq!(number(late.finish), last, "late finish of {}", node);
        }
    }
    Ok(())
}

/// Float zero exactly on critical paths.
fn on_paths(case: &Case, plan: &Schedule) -> Result<(), TestCaseError> {
    let paths = plan.critical_paths(10_000);
    prop_assert_eq!(paths.count, paths.paths.len() as u64);
    let mut once = paths.paths.clone();
    once.dedup();
    prop_assert_eq!(once.len(), paths.paths.len());
    for node in 0..case.activities.len() {
        let critical = plan.activity(node).is_some_and(|one| one.critical);
        prop_assert_eq!(paths.paths.iter().any(|path| path.contains(&node)), critical, "{}", node);
        prop_assert_eq!(plan.why(node).is_ok(), plan.activity(node).is_some_and(|one| one.early.is_ok()));
    }
    Ok(())
}

/// A conflict is one of the law alone: without works, records and fixed dates no dates meet it.
fn contradicts(case: &Case, conflict: &Conflict) -> Result<(), TestCaseError> {
    let mut law = case.clone();
    law.fixed.clear();
    law.data_date = None;
    for one in &mut law.activities {
        let unit = model::unit(one);
        one.work = rulecheck::calendar::Period::new(0, unit);
        one.actual_start = None;
        one.actual_finish = None;
    }
    prop_assert!(matches!(law.dates(&Change::default()), Err(Stuck::Limit(_))), "{}", conflict);
    // The clauses of the cycle alone are enough for it.
    let named: Vec<u32> = conflict.labels().collect();
    prop_assert!(!named.is_empty());
    law.relations.retain(|one| named.contains(&one.label));
    prop_assert!(law.dates(&Change::default()).is_err(), "{}", conflict);
    Ok(())
}

/// Another relation never makes the finish earlier.
fn monotone(case: &Case) -> Result<(), TestCaseError> {
    let Ok(whole) = network(case).map(|one| Schedule::of(one, terms(case))) else { return Ok(()) };
    let mut fewer = case.clone();
    fewer.relations.pop();
    let less = Schedule::of(network(&fewer).expect("fewer relations"), terms(case));
    if let (Ok(whole), Ok(less)) = (whole, less) {
        prop_assert!(whole.finish().expect("covered") >= less.finish().expect("covered"));
    }
    Ok(())
}

#[allow(
    clippy::disallowed_methods,
    reason = "a longer run is asked for from outside; the library asks nothing"
)]
fn config() -> ProptestConfig {
    // The same cases each time; RULECHECK_SEED draws anew.
    let seed = std::env::var("RULECHECK_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(713);
    let rng_seed = RngSeed::Fixed(seed);
    ProptestConfig {
        cases: cases(),
        rng_seed,
        failure_persistence: None,
        max_shrink_iters: 120,
        ..ProptestConfig::default()
    }
}

#[allow(
    clippy::disallowed_methods,
    reason = "a longer run is asked for from outside; the library asks nothing"
)]
fn cases() -> u32 {
    std::env::var("RULECHECK_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(400)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn relations_of_every_kind(case in case(Kind::default())) {
        agree(&case)?;
        monotone(&case)?;
    }

    #[test]
    fn hours_and_minutes(case in case(Kind { hours: true, ..Kind::default() })) {
        agree(&case)?;
    }

    #[test]
    fn joins_and_votes(case in case(Kind { joins: true, ..Kind::default() })) {
        agree(&case)?;
    }

    #[test]
    fn deadlines(case in case(Kind { deadlines: true, ..Kind::default() })) {
        agree(&case)?;
    }

    #[test]
    fn records(case in case(Kind { records: true, ..Kind::default() })) {
        agree(&case)?;
    }

    #[test]
    fn one_limit(case in case(Kind { limits: 1, ..Kind::default() })) {
        agree(&case)?;
    }

    #[test]
    fn everything(case in case(Kind { joins: true, deadlines: true, records: true, hours: true, limits: 0 })) {
        agree(&case)?;
    }
}
