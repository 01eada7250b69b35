//! The schedule against a slow reference that counts day by day and finds every float by trying.
//!
//! The reference knows the forward rules only. It walks the calendar one day at a time, and its
//! floats, late starts and critical paths come from perturbing one activity and looking again.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "what a test builds on must be there")]

use proptest::prelude::*;
use rulecheck::calendar::{Date, Moment, Period, TimeUnit, WorkdayCalendar};
use rulecheck::graph::DagBuilder;
use rulecheck::schedule::{Activity, Driver, Network, Schedule, State, Terms};

/// One change to try.
#[derive(Clone, Copy, Default)]
struct Change {
    node: usize,
    /// Its finish slips by so many of its own days.
    slip: i64,
    /// It starts no earlier than this day.
    not_before: Option<i64>,
}

#[derive(Clone, Debug)]
struct Case {
    activities: Vec<Activity>,
    edges: Vec<(usize, usize)>,
    start: i64,
    data_date: Option<i64>,
}

/// What the reference finds for an activity: the first moment (a day number, its beginning), the
/// moment after which successors may begin, and the days shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Found {
    start: i64,
    finish: i64,
    open_from: i64,
}

struct Reference<'a> {
    case: &'a Case,
    worked: &'a dyn Fn(i64) -> bool,
}

impl Reference<'_> {
    fn counts(&self, unit: TimeUnit, day: i64) -> bool {
        unit == TimeUnit::Day || (self.worked)(day)
    }

    /// The first counted day on or after `day`.
    fn from(&self, unit: TimeUnit, mut day: i64) -> i64 {
        while !self.counts(unit, day) {
            day += 1;
        }
        day
    }

    /// The `n`-th counted day after `day`; `day` itself for none.
    fn nth_after(&self, unit: TimeUnit, mut day: i64, n: i64) -> i64 {
        for _ in 0..n {
            day = self.from(unit, day + 1);
        }
        day
    }

    fn takes_no_time(activity: &Activity) -> bool {
        activity.work.amount == 0 && activity.minimum.is_none_or(|least| least.amount == 0)
    }

    fn unit(activity: &Activity) -> TimeUnit {
        match activity.minimum {
            Some(least) if activity.work.amount == 0 && least.amount > 0 => least.unit,
            _ => activity.work.unit,
        }
    }

    fn finish(&self, activity: &Activity, start: i64) -> i64 {
        let work = activity.work;
        let worked = match work.amount {
            0 => start,
            days => {
                let first = self.from(work.unit, start);
                self.nth_after(work.unit, first, i64::from(days) - 1)
            }
        };
        match activity.minimum {
            Some(least) => worked.max(self.nth_after(least.unit, start, i64::from(least.amount))),
            None => worked,
        }
    }

    /// Forward dates of all activities under a change, in node order (edges lead upwards).
    fn dates(&self, change: Change) -> Vec<Found> {
        let mut all: Vec<Found> = Vec::new();
        for (node, activity) in self.case.activities.iter().enumerate() {
            let ready = self
                .case
                .edges
                .iter()
                .filter(|&&(_, to)| to == node)
                .map(|&(from, _)| all[from].open_from)
                .max()
                .unwrap_or(self.case.start)
                .max(self.case.start);
            let mut found = self.date(activity, ready, &change, node);
            if change.node == node && change.slip > 0 {
                let unit = Self::unit(activity);
                found.finish = self.nth_after(unit, found.open_from - 1, change.slip);
                found.open_from = found.finish + 1;
            }
            all.push(found);
        }
        all
    }

    fn date(&self, activity: &Activity, ready: i64, change: &Change, node: usize) -> Found {
        if !activity.applicable {
            return Found { start: ready - 1, finish: ready - 1, open_from: ready };
        }
        let (start, finish) = match (activity.actual_start, activity.actual_finish) {
            (start, Some(finish)) => {
                let finish = number(finish.date());
                (start.map_or(finish, |start| number(start.date())), finish)
            }
            (Some(start), None) => {
                let start = number(start.date());
                let mut finish = self.finish(activity, start);
                if let Some(day) = self.case.data_date {
                    let unit = match Self::takes_no_time(activity) {
                        true => TimeUnit::Day,
                        false => Self::unit(activity),
                    };
                    finish = finish.max(self.from(unit, day));
                }
                (start, finish)
            }
            (None, None) => {
                let held = self.case.data_date.unwrap_or(self.case.start);
                let mut ready = ready.max(held);
                if change.node == node {
                    ready = ready.max(change.not_before.unwrap_or(ready));
                }
                if Self::takes_no_time(activity) {
                    let day = (ready - 1).max(held.max(self.case.start));
                    return Found { start: day, finish: day, open_from: ready };
                }
                let start = self.from(Self::unit(activity), ready);
                (start, self.finish(activity, start))
            }
        };
        Found { start, finish, open_from: finish + 1 }
    }

    fn end(&self, all: &[Found]) -> i64 {
        let applicable = all.iter().zip(&self.case.activities);
        applicable
            .filter(|(_, one)| one.applicable)
            .map(|(found, _)| found.open_from)
            .max()
            .unwrap_or(self.case.start)
    }

    /// The largest slip of `node` for which `same` still holds.
    fn largest_slip(&self, node: usize, same: impl Fn(&[Found]) -> bool) -> i64 {
        let mut slip = 0;
        while same(&self.dates(Change { node, slip: slip + 1, not_before: None })) {
            slip += 1;
        }
        slip
    }

    /// The same for its start, which slips to the days after it that it counts.
    fn largest_start_slip(&self, node: usize, start: i64, same: impl Fn(&[Found]) -> bool) -> i64 {
        let activity = &self.case.activities[node];
        if begun(activity) || Self::takes_no_time(activity) {
            return i64::MAX;
        }
        let held = |slip: i64| Change {
            node,
            slip: 0,
            not_before: Some(self.nth_after(Self::unit(activity), start, slip)),
        };
        let mut slip = 0;
        while same(&self.dates(held(slip + 1))) {
            slip += 1;
        }
        slip
    }

    /// Applicable activities that reach `node` through inapplicable ones only.
    fn effective_predecessors(&self, node: usize) -> Vec<usize> {
        let mut found = Vec::new();
        for &(from, to) in &self.case.edges {
            if to == node {
                if self.case.activities[from].applicable {
                    found.push(from);
                } else {
                    found.extend(self.effective_predecessors(from));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether `from` alone would already give `to` its start.
    fn decides(&self, from: usize, to: usize, all: &[Found]) -> bool {
        let activity = &self.case.activities[to];
        let ready = all[from].open_from;
        !begun(activity)
            && if Self::takes_no_time(activity) {
                ready == all[to].open_from
            } else {
                self.from(Self::unit(activity), ready) == all[to].start
            }
    }

    /// All critical paths, from the critical flags.
    fn paths(&self, critical: &[bool], all: &[Found]) -> Vec<Vec<usize>> {
        let nodes = self.case.activities.len();
        let before: Vec<Vec<usize>> = (0..nodes)
            .map(|node| {
                let mut found = self.effective_predecessors(node);
                found.retain(|&from| critical[from] && self.decides(from, node, all));
                found
            })
            .collect();
        let last = |node: usize| !(0..nodes).any(|to| critical[to] && before[to].contains(&node));
        fn back(node: usize, before: &[Vec<usize>]) -> Vec<Vec<usize>> {
            if before[node].is_empty() {
                return vec![vec![node]];
            }
            let mut all = Vec::new();
            for &from in &before[node] {
                for mut path in back(from, before) {
                    path.push(node);
                    all.push(path);
                }
            }
            all
        }
        let mut paths: Vec<Vec<usize>> = (0..nodes)
            .filter(|&node| critical[node] && last(node))
            .flat_map(|node| back(node, &before))
            .collect();
        paths.sort();
        paths
    }
}

fn begun(activity: &Activity) -> bool {
    activity.actual_start.is_some() || activity.actual_finish.is_some()
}

fn number(date: Date) -> i64 {
    i64::from(date.days())
}

fn date(day: i64) -> Date {
    Date::from_days(i32::try_from(day).expect("small")).expect("in range")
}

fn duration(most: u32) -> impl Strategy<Value = Period> {
    let unit = prop_oneof![Just(TimeUnit::Workday), Just(TimeUnit::Day)];
    (0..=most, unit).prop_map(|(days, unit)| Period { amount: days, unit })
}

/// An activity; records lie up to 30 days before the data date.
fn activity(data_date: Option<i64>) -> impl Strategy<Value = Activity> {
    let minimum = prop::option::weighted(0.2, duration(12));
    (
        duration(6),
        minimum,
        prop::bool::weighted(0.8),
        prop::option::weighted(0.4, (0_i64..30, prop::option::of(0_i64..20))),
    )
        .prop_map(move |(work, minimum, applicable, record)| {
            let mut one = Activity::new(work);
            one.minimum = minimum;
            one.applicable = applicable;
            if let (Some(data), Some((back, length))) = (data_date, record) {
                let start = data - back;
                one.actual_start = Some(Moment::on(date(start)));
                one.actual_finish = length.map(|days| Moment::on(date((start + days).min(data))));
            }
            one
        })
}

/// Small networks that begin anywhere in the published years, with and without a record.
fn case() -> impl Strategy<Value = Case> {
    let calendar = WorkdayCalendar::china().published();
    let (first, last) = (number(calendar.first()) + 60, number(calendar.last()) - 400);
    (first..last, prop::option::weighted(0.4, 0_i64..15), 1_usize..8)
        .prop_flat_map(|(start, held, nodes)| {
            let data_date = held.map(|days| start + days);
            (
                prop::collection::vec(activity(data_date), nodes),
                prop::collection::vec(prop::bool::weighted(0.35), nodes * (nodes - 1) / 2),
                Just((start, data_date)),
            )
        })
        .prop_map(|(activities, chosen, (start, data_date))| {
            let nodes = activities.len();
            let pairs = (0..nodes).flat_map(|to| (0..to).map(move |from| (from, to)));
            Case {
                activities,
                edges: pairs.zip(chosen).filter_map(|(pair, chosen)| chosen.then_some(pair)).collect(),
                start,
                data_date,
            }
        })
}

fn plan(case: &Case) -> Schedule {
    let mut builder = DagBuilder::new(case.activities.len());
    for (label, &(from, to)) in case.edges.iter().enumerate() {
        builder.edge(from, to, u32::try_from(label).expect("few edges"));
    }
    let dag = builder.build().expect("edges lead upwards");
    let network = Network::new(&dag, &case.activities).expect("as many");
    Schedule::of(
        network,
        Terms {
            start: date(case.start),
            data_date: case.data_date.map(date),
            calendar: WorkdayCalendar::china(),
        },
    )
    .expect("no limits")
}

/// Everything the schedule says of a case, against the reference.
fn agree(case: &Case) -> Result<(), TestCaseError> {
    let calendar = WorkdayCalendar::china();
    let worked = |day: i64| calendar.is_workday(date(day)).expect("covered");
    let reference = Reference { case, worked: &worked };
    let all = reference.dates(Change { node: usize::MAX, ..Change::default() });
    let end = reference.end(&all);
    let plan = plan(case);
    let shown = all.iter().zip(&case.activities);
    let finish = shown.filter(|(_, one)| one.applicable).map(|(found, _)| found.finish).max();
    prop_assert_eq!(plan.finish().ok(), Some(date(finish.unwrap_or(case.start))));
    let mut critical = vec![false; all.len()];
    for (node, activity) in case.activities.iter().enumerate() {
        let said = plan.activities()[node];
        prop_assert_eq!(said.early.is_ok(), activity.applicable);
        if !activity.applicable {
            prop_assert_eq!(said.state, State::NotApplicable);
            continue;
        }
        let early = said.early.expect("checked");
        let late = said.late.expect("the calendar is long enough");
        prop_assert_eq!(number(early.start), all[node].start, "start of {}", node);
        prop_assert_eq!(number(early.finish), all[node].finish, "finish of {}", node);
        prop_assert!(late.start >= early.start && late.finish >= early.finish);
        if activity.actual_finish.is_some() {
            prop_assert_eq!(said.total_float, None);
            prop_assert_eq!(late, early);
            continue;
        }
        let whole = |then: &[Found]| reference.end(then) == end;
        let total = reference.largest_slip(node, whole);
        let total = total.min(reference.largest_start_slip(node, all[node].start, whole));
        prop_assert_eq!(said.total_float.map(i64::from), Some(total), "total float of {}", node);
        let others = |then: &[Found]| {
            reference.end(then) == end
                && (0..all.len()).all(|other| {
                    let one = &case.activities[other];
                    other == node
                        || !one.applicable
                        || match Reference::takes_no_time(one) {
                            true => then[other].open_from == all[other].open_from,
                            false => then[other].start == all[other].start,
                        }
                })
        };
        let free = reference.largest_slip(node, others);
        let free = free.min(reference.largest_start_slip(node, all[node].start, others));
        prop_assert_eq!(said.free_float.map(i64::from), Some(free), "free float of {}", node);
        critical[node] = total == 0;
        prop_assert_eq!(said.critical, total == 0);
        if !begun(activity) && !Reference::takes_no_time(activity) {
            let mut latest = number(early.start);
            for later in latest + 1..latest + 120 {
                let then = reference.dates(Change { node, slip: 0, not_before: Some(later) });
                if then[node].start == later && reference.end(&then) == end {
                    latest = later;
                }
            }
            prop_assert_eq!(number(late.start), latest, "late start of {}", node);
        }
        if let Some(Driver::Predecessor { node: from, .. }) = said.driver {
            prop_assert!(reference.effective_predecessors(node).contains(&from));
            prop_assert!(reference.decides(from, node, &all));
        }
    }
    let expected = reference.paths(&critical, &all);
    let found = plan.critical_paths(10_000);
    prop_assert_eq!(found.count, expected.len() as u64);
    prop_assert_eq!(found.paths, expected);
    Ok(())
}

/// Properties that need no reference.
fn consistent(case: &Case) -> Result<(), TestCaseError> {
    let plan = plan(case);
    for (label, &(from, to)) in case.edges.iter().enumerate() {
        let (Ok(before), Ok(after)) = (plan.activities()[from].early, plan.activities()[to].early) else {
            continue;
        };
        if !begun(&case.activities[to]) {
            prop_assert!(after.start >= before.finish, "edge {}", label);
        }
    }
    for node in 0..case.activities.len() {
        let said = plan.activities()[node];
        if let (Some(total), Some(free)) = (said.total_float, said.free_float) {
            prop_assert!(0 <= free && free <= total);
        }
        let chain = plan.driving_chain(node);
        prop_assert_eq!(chain.is_empty(), said.early.is_err());
        match plan.why(node) {
            Ok(why) => {
                prop_assert_eq!(Ok(why.early), said.early);
                prop_assert_eq!(Some(why.driver), said.driver);
                prop_assert_eq!(why.edges.is_empty(), why.driver_end.is_none());
                prop_assert!(why.edges.last().is_none_or(|edge| edge.to == node));
                prop_assert!(why.rivals.iter().all(|rival| rival.spare >= 0));
                let days = number(why.early.finish) - number(why.early.start) + 1;
                if why.unit == TimeUnit::Workday && why.counted > 0 {
                    prop_assert_eq!(i64::from(why.counted) + why.skipped.len() as i64, days);
                }
            }
            Err(gap) => prop_assert_eq!(Err(gap), said.early),
        }
    }
    Ok(())
}

/// Longer by its total float an activity leaves the finish where it is; by one more day it does
/// not. The schedule is held against itself here, with work as the slip.
fn float_is_exact(case: &Case) -> Result<(), TestCaseError> {
    let before = plan(case);
    for (node, activity) in case.activities.iter().enumerate() {
        let Some(total) = before.activities()[node].total_float else {
            continue;
        };
        if activity.minimum.is_some() || begun(activity) {
            continue;
        }
        let finish_with = |more: i32| {
            let mut longer = case.clone();
            longer.activities[node].work.amount += u32::try_from(more).expect("small");
            plan(&longer).finish().expect("covered")
        };
        let finish = before.finish().expect("covered");
        prop_assert_eq!(finish_with(total), finish, "by {} days", total);
        // Where nothing takes time the whole falls on the first day, and a day of work fits into it.
        if number(finish) > case.start.max(case.data_date.unwrap_or(case.start)) {
            prop_assert!(finish_with(total + 1) > finish, "by {} days", total + 1);
        }
    }
    Ok(())
}

/// Another predecessor never makes the finish earlier.
fn monotone(case: &Case, extra: (usize, usize)) -> Result<(), TestCaseError> {
    let nodes = case.activities.len();
    let (from, to) = (extra.0 % nodes, extra.1 % nodes);
    if from < to {
        let mut more = case.clone();
        more.edges.push((from, to));
        let (fewer, more) = (plan(case).finish(), plan(&more).finish());
        prop_assert!(more.expect("covered") >= fewer.expect("covered"));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn agrees_with_the_reference(case in case()) {
        agree(&case)?;
    }

    #[test]
    fn is_consistent(case in case(), extra in (0_usize..8, 0_usize..8)) {
        consistent(&case)?;
        float_is_exact(&case)?;
        monotone(&case, extra)?;
    }
}
