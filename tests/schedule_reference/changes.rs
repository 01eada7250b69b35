//! Changes to a plan: what-if against a whole computation, cures carried out, draws counted.

use super::generate::{Kind, case};
use super::{config, date, network, terms};
use crate::model::{Case, is_step};
use proptest::prelude::*;
use rulecheck::calendar::{Moment, Period, WorkdayCalendar};
use rulecheck::schedule::{
    Activity, Bound, Change, Cure, Draws, End, Estimate, FixedDate, Network, Relation, Schedule, Terms,
};

fn change(nodes: usize) -> impl Strategy<Value = Change> {
    (0..nodes, 0..4_u8, 0_u32..12).prop_map(|(node, kind, amount)| match kind {
        0 => Change::Work { node, work: Period::workdays(amount) },
        1 => Change::Minimum { node, minimum: Some(Period::days(amount)) },
        2 => Change::LeaveOut { node },
        _ => Change::NotBefore { node, date: Moment::on(date(17_000 + i64::from(amount))) },
    })
}

fn plan(case: &Case) -> Option<Schedule> {
    Schedule::of(network(case).ok()?, terms(case)).ok()
}

/// What-if is a whole computation of the changed plan, and leaves the plan as it was.
fn as_computed(case: &Case, changes: &[Change]) -> Result<(), TestCaseError> {
    let Some(plan) = plan(case) else { return Ok(()) };
    let before = plan.activities();
    let told = plan.what_if(changes).expect("the nodes are there");
    prop_assert_eq!(&plan.activities(), &before);
    let (finish, moved) = (told.finish(), told.moved().to_vec());
    let Ok(whole) = told.into_schedule() else { return Ok(()) };
    prop_assert_eq!(whole.finish(), finish);
    for (node, (was, now)) in before.iter().zip(whole.activities()).enumerate() {
        match moved.iter().find(|one| one.node == node) {
            Some(one) => prop_assert_eq!((one.before, one.after), (was.early, now.early)),
            None => prop_assert_eq!(was.early, now.early, "{} did not move", node),
        }
    }
    Ok(())
}

/// The plan with shorter work.
fn shortened(case: &Case, gives: &[(usize, u32)]) -> Schedule {
    let mut case = case.clone();
    for (node, units) in gives {
        case.activities[*node].work.amount -= units;
    }
    plan(&case).expect("it held before")
}

fn misses(plan: &Schedule) -> bool {
    plan.activities().iter().any(|one| one.total_float.is_some_and(|total| total < 0))
}

/// A cure cures, less of it does not, and no smaller set of steps does.
fn cures(case: &Case) -> Result<(), TestCaseError> {
    let Some(plan) = plan(case) else { return Ok(()) };
    let all: Vec<(usize, u32)> = (0..case.activities.len())
        .filter(|node| is_step(&case.activities[*node]) && case.activities[*node].work.amount > 1)
        .map(|node| (node, case.activities[node].work.amount - 1))
        .collect();
    let Some(Cure { steps, fewest }) = plan.cure() else {
        prop_assert!(!misses(&plan) || misses(&shortened(case, &all)), "there is a cure");
        return Ok(());
    };
    prop_assert!(misses(&plan));
    let gives: Vec<(usize, u32)> = steps.iter().map(|one| (one.node, one.units)).collect();
    prop_assert!(!misses(&shortened(case, &gives)), "{:?} does not cure", gives);
    for at in 0..gives.len() {
        let mut less = gives.clone();
        less[at].1 -= 1;
        prop_assert!(misses(&shortened(case, &less)), "{:?} is enough", less);
    }
    prop_assert!(fewest);
    for set in 0_u32..1 << all.len() {
        if (set.count_ones() as usize) < gives.len() {
            let some: Vec<(usize, u32)> =
                all.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0).map(|(_, one)| *one).collect();
            prop_assert!(misses(&shortened(case, &some)), "{:?} is smaller than {:?}", some, gives);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn what_if(
        case in case(Kind { joins: true, records: true, ..Kind::default() }),
        changes in prop::collection::vec(change(2), 1..3),
    ) {
        as_computed(&case, &changes)?;
    }

    #[test]
    fn cure(case in case(Kind { deadlines: true, ..Kind::default() })) {
        cures(&case)?;
    }
}

fn terms_of(start: &str) -> Terms {
    Terms { start: start.parse().expect("a date"), data_date: None, calendar: WorkdayCalendar::china() }
}

#[test]
fn draws_are_the_same_for_a_seed_and_lie_between_the_points() {
    let mut builder = Network::builder();
    for likely in [10, 4, 6] {
        let mut one = Activity::new(Period::workdays(likely));
        one.estimate = Some(Estimate { least: likely / 2, most: likely * 2 });
        builder.activity(one);
    }
    builder.relation(Relation::finish_to_start(0, 1, 0)).relation(Relation::finish_to_start(0, 2, 1));
    let plan = Schedule::of(builder.build().expect("no cycle"), terms_of("2024-06-17")).expect("no limits");
    let one = plan.simulate(Draws { count: 2_000, seed: 5 });
    assert_eq!(one, plan.simulate(Draws { count: 2_000, seed: 5 }));
    assert_ne!(one, plan.simulate(Draws { count: 2_000, seed: 6 }));
    let at = |percent: u32| one.percentile(percent).expect("dated");
    assert!(at(50) <= at(80) && at(80) <= at(95));
    assert!(at(1).to_string().as_str() >= "2024-06-26" && at(100).to_string().as_str() <= "2024-08-09");
    assert_eq!(one.percentile(101), None);
    // The first step is on every path; one of the others is the longer, or both are.
    assert_eq!(one.critical_draws(0), 2_000);
    assert!(one.critical_draws(2) > one.critical_draws(1) && one.critical_draws(1) > 0);
    assert!(one.critical_draws(1) + one.critical_draws(2) >= 2_000);
    assert_eq!(one.undated(), 0);
}

#[test]
fn a_missed_deadline_has_its_cure_and_its_negative_float() {
    // Two parallel steps of ten and eight working days after one of five; done by the 28th of June.
    let mut builder = Network::builder();
    for days in [5, 10, 8, 0] {
        builder.activity(Activity::new(Period::workdays(days)));
    }
    for (label, (from, to)) in [(0, 1), (0, 2), (1, 3), (2, 3)].into_iter().enumerate() {
        builder.relation(Relation::finish_to_start(from, to, label as u32));
    }
    let date = Moment::on("2024-06-28".parse().expect("a date"));
    builder.fix(FixedDate { node: 3, end: End::Finish, bound: Bound::NotAfter, date, label: 9 });
    let plan = Schedule::of(builder.build().expect("no cycle"), terms_of("2024-06-17")).expect("no limits");
    // From Monday 17 June: five days to the 21st, ten more to 5 July; five days too late.
    let floats: Vec<Option<i32>> = plan.activities().iter().map(|one| one.total_float).collect();
    assert_eq!(floats, [Some(-5), Some(-5), Some(-3), Some(-5)]);
    let cure = plan.cure().expect("there is one");
    // The first alone can give four days at most: it takes both the others.
    assert!(cure.fewest);
    let gives: Vec<(usize, u32)> = cure.steps.iter().map(|one| (one.node, one.units)).collect();
    assert_eq!(gives.len(), 2);
    assert!(!gives.is_empty() && gives.iter().all(|(_, units)| *units > 0));
}
