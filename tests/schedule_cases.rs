//! The schedule on cases worked by hand over the real calendar of China.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "what a test builds on must be there")]

use rulecheck::calendar::{Date, Moment, Period, TimeUnit, WorkdayCalendar};
use rulecheck::graph::DagBuilder;
use rulecheck::schedule::{
    Activity, Basis, Driver, FinishCause, Gap, Network, NetworkError, Schedule, Span, State, Terms,
};

fn day(text: &str) -> Date {
    Date::parse_iso(text).expect("a date")
}

fn span(start: &str, finish: &str) -> Result<Span, Gap> {
    Ok(Span { start: day(start), finish: day(finish) })
}

fn work(days: u32) -> Activity {
    Activity::new(Period::workdays(days))
}

fn plain(days: u32) -> Activity {
    Activity::new(Period::days(days))
}

fn network(activities: &[Activity], edges: &[(usize, usize)]) -> Network {
    let mut builder = DagBuilder::new(activities.len());
    for (label, &(from, to)) in edges.iter().enumerate() {
        assert!(builder.edge(from, to, label as u32));
    }
    Network::new(&builder.build().expect("no cycle"), activities).expect("one activity a node")
}

fn terms(start: &str, data_date: Option<&str>) -> Terms {
    Terms { start: day(start), data_date: data_date.map(day), calendar: WorkdayCalendar::china() }
}

fn schedule(activities: &[Activity], edges: &[(usize, usize)], start: &str) -> Schedule {
    Schedule::of(network(activities, edges), terms(start, None)).expect("no limits")
}

fn early(schedule: &Schedule) -> Vec<Result<Span, Gap>> {
    schedule.activities().iter().map(|one| one.early).collect()
}

#[test]
fn three_working_days_from_monday_finish_on_wednesday() {
    let plan = schedule(&[work(3), work(1)], &[(0, 1)], "2024-06-17");
    assert_eq!(plan.activities()[0].early, span("2024-06-17", "2024-06-19"));
    assert_eq!(plan.activities()[1].early, span("2024-06-20", "2024-06-20"));
    assert_eq!(plan.finish(), Ok(day("2024-06-20")));
}

#[test]
fn a_plan_that_begins_on_a_rest_day_waits_only_where_it_counts_working_days() {
    // 2024-06-08 is a Saturday, the dragon-boat festival ends on Monday the 10th.
    let plan = schedule(&[work(1), plain(1), work(0)], &[], "2024-06-08");
    assert_eq!(plan.activities()[0].early, span("2024-06-11", "2024-06-11"));
    assert_eq!(plan.activities()[1].early, span("2024-06-08", "2024-06-08"));
    assert_eq!(plan.activities()[2].early, span("2024-06-08", "2024-06-08"));
    let why = plan.why(0).expect("it has dates");
    assert_eq!(why.driver, Driver::ProjectStart);
    assert_eq!(why.earliest, day("2024-06-08"));
    assert_eq!(why.waited, ["2024-06-08", "2024-06-09", "2024-06-10"].map(day));
    assert!(why.skipped.is_empty());
}

#[test]
fn the_golden_week_and_its_make_up_days_are_counted_as_published() {
    // 2024: 1 to 7 October off, 29 September and 12 October (Sunday, Saturday) worked.
    let plan = schedule(&[work(3), work(5)], &[(0, 1)], "2024-09-28");
    assert_eq!(plan.activities()[0].early, span("2024-09-29", "2024-10-08"));
    assert_eq!(plan.activities()[1].early, span("2024-10-09", "2024-10-14"));
    let why = plan.why(0).expect("it has dates");
    assert_eq!((why.counted, why.unit), (3, TimeUnit::Workday));
    assert_eq!(why.skipped.first(), Some(&day("2024-10-01")));
    assert_eq!(why.skipped.len(), 7);
    assert_eq!(why.finish_cause, FinishCause::Work);
}

#[test]
fn a_step_in_days_runs_through_the_weekend_and_has_its_days_as_float() {
    // Friday and Saturday; the work after it begins on Monday, so Sunday is its float.
    let plan = schedule(&[plain(2), work(1)], &[(0, 1)], "2024-06-21");
    let notice = plan.activities()[0];
    assert_eq!(notice.early, span("2024-06-21", "2024-06-22"));
    assert_eq!(notice.late, span("2024-06-22", "2024-06-23"));
    assert_eq!((notice.total_float, notice.free_float), (Some(1), Some(1)));
    assert!(!notice.critical);
    assert!(plan.activities()[1].critical);
    assert_eq!(plan.critical_paths(9).paths, [vec![1]]);
    assert_eq!(plan.driving_chain(1), [0, 1]);
    assert_eq!(plan.last_activity(), Some(1));
}

#[test]
fn a_minimum_period_does_not_count_its_first_day() {
    let mut notice = plain(1);
    notice.minimum = Some(Period::days(30));
    let mut review = work(2);
    review.minimum = Some(Period::workdays(7));
    let plan = schedule(&[notice, review], &[(0, 1)], "2024-05-10");
    assert_eq!(plan.activities()[0].early, span("2024-05-10", "2024-06-09"));
    // The 10th is the festival; from Tuesday the 11th, seven working days not counting it.
    assert_eq!(plan.activities()[1].early, span("2024-06-11", "2024-06-20"));
    let why = plan.why(1).expect("it has dates");
    assert_eq!(why.finish_cause, FinishCause::Minimum);
    assert_eq!(why.waited, [day("2024-06-10")]);
    assert_eq!(plan.activities()[0].total_float, Some(1));
}

#[test]
fn what_takes_no_time_falls_on_the_day_its_last_predecessor_finishes() {
    let plan = schedule(
        &[work(0), work(2), work(1), work(0), work(1)],
        &[(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)],
        "2024-06-17",
    );
    assert_eq!(plan.activities()[0].early, span("2024-06-17", "2024-06-17"));
    assert_eq!(plan.activities()[1].early, span("2024-06-17", "2024-06-18"));
    assert_eq!(plan.activities()[3].early, span("2024-06-18", "2024-06-18"));
    assert_eq!(plan.activities()[4].early, span("2024-06-19", "2024-06-19"));
    assert_eq!(plan.critical_paths(9).paths, [vec![0, 1, 3, 4]]);
    assert_eq!(plan.activities()[2].total_float, Some(1));
}

#[test]
fn two_steps_without_duration_at_the_start_share_the_first_day() {
    let plan = schedule(&[work(0), work(0), work(0)], &[(0, 1)], "2024-06-17");
    let same = span("2024-06-17", "2024-06-17");
    assert_eq!(early(&plan), [same, same, same]);
    assert_eq!(plan.finish(), Ok(day("2024-06-17")));
}

#[test]
fn a_step_that_is_not_applicable_is_transparent() {
    let mut skipped = work(9);
    skipped.applicable = false;
    let plan = schedule(&[work(2), skipped, skipped, work(1)], &[(0, 1), (1, 2), (2, 3)], "2024-06-17");
    assert_eq!(plan.activities()[3].early, span("2024-06-19", "2024-06-19"));
    assert_eq!(plan.activities()[1].early, Err(Gap::NotApplicable));
    assert_eq!(plan.activities()[1].state, State::NotApplicable);
    assert_eq!(plan.activities()[3].driver, Some(Driver::Predecessor { node: 0, label: 2 }));
    assert_eq!(plan.critical_paths(9).paths, [vec![0, 3]]);
    let clauses: Vec<u32> = plan.why(3).expect("it has dates").edges.iter().map(|edge| edge.label).collect();
    assert_eq!(clauses, [0, 1, 2]);
}

#[test]
fn two_clauses_between_the_same_steps_are_one_path() {
    let junction = Activity::junction();
    let plan = schedule(&[work(1), work(1), junction], &[(0, 1), (0, 1), (0, 2), (2, 1)], "2024-06-17");
    let paths = plan.critical_paths(9);
    assert_eq!((paths.count, paths.paths), (1, vec![vec![0, 1]]));
}

#[test]
fn paths_are_counted_beyond_the_limit_and_beyond_64_bits() {
    // 70 diamonds one after the other: 2^70 paths.
    let mut activities = vec![plain(1)];
    let mut edges = Vec::new();
    for _ in 0..70 {
        let from = activities.len() - 1;
        activities.extend([plain(1), plain(1), plain(1)]);
        edges.extend([(from, from + 1), (from, from + 2), (from + 1, from + 3), (from + 2, from + 3)]);
    }
    let plan = schedule(&activities, &edges, "2024-06-17");
    let paths = plan.critical_paths(5);
    assert_eq!((paths.count, paths.paths.len()), (u64::MAX, 5));
    let plan = schedule(&activities[..31], &edges[..40], "2024-06-17");
    assert_eq!(plan.critical_paths(0).count, 1 << 10);
    assert_eq!(plan.critical_paths(5000).paths.len(), 1 << 10);
}

#[test]
fn a_group_spans_its_applicable_members() {
    let mut skipped = work(30);
    skipped.applicable = false;
    let plan = schedule(&[work(2), work(5), skipped, work(1)], &[(0, 3), (1, 3)], "2024-06-17");
    let group = plan.group(&[0, 1, 2]);
    assert_eq!(group.early, span("2024-06-17", "2024-06-21"));
    assert_eq!(group.late, span("2024-06-17", "2024-06-21"));
    assert_eq!((group.last, group.critical), (Some(1), true));
    assert_eq!(plan.group(&[2]).early, Err(Gap::NotApplicable));
}

#[test]
fn the_record_fixes_the_past_and_the_data_date_holds_the_rest() {
    let mut done = work(3);
    done.actual_start = Some(Moment::on(day("2024-06-03")));
    done.actual_finish = Some(Moment::on(day("2024-06-12")));
    let mut open = work(2);
    open.actual_start = Some(Moment::on(day("2024-06-13")));
    let plan = Schedule::of(
        network(&[done, open, work(1), work(1)], &[(0, 1), (1, 2), (0, 3)]),
        terms("2024-06-03", Some("2024-06-22")),
    )
    .expect("no limits");
    let said = plan.activities();
    assert_eq!(said[0].early, span("2024-06-03", "2024-06-12"));
    assert_eq!((said[0].state, said[0].total_float), (State::Finished, None));
    // Its two days are over; the 22nd is a Saturday, so Monday is the first day it may finish.
    assert_eq!(said[1].early, span("2024-06-13", "2024-06-24"));
    assert_eq!(said[1].late, span("2024-06-13", "2024-06-24"));
    assert_eq!(said[1].driver, Some(Driver::Record));
    let why = plan.why(1).expect("it has dates");
    assert_eq!(why.finish_cause, FinishCause::DataDate);
    assert_eq!(said[2].early, span("2024-06-25", "2024-06-25"));
    assert_eq!(said[3].early, span("2024-06-24", "2024-06-24"));
    assert_eq!(said[3].driver, Some(Driver::DataDate));
    assert_eq!(said[3].total_float, Some(1));
    assert_eq!(plan.critical_paths(9).paths, [vec![1, 2]]);
}

#[test]
fn a_recorded_start_is_not_moved_by_its_predecessors() {
    let mut early_bird = work(2);
    early_bird.actual_start = Some(Moment::on(day("2024-06-17")));
    let plan =
        Schedule::of(network(&[work(5), early_bird], &[(0, 1)]), terms("2024-06-17", Some("2024-06-17")))
            .expect("no limits");
    let said = plan.activities();
    assert_eq!(said[1].early, span("2024-06-17", "2024-06-18"));
    assert_eq!(said[1].total_float, Some(3));
    assert_eq!(said[0].total_float, Some(0));
    assert_eq!(plan.critical_paths(9).paths, [vec![0]]);
}

#[test]
fn a_step_without_duration_not_on_record_falls_no_earlier_than_the_data_date() {
    let mut done = work(1);
    done.actual_finish = Some(Moment::on(day("2024-06-12")));
    let mut waiting = work(0);
    waiting.actual_start = Some(Moment::on(day("2024-06-12")));
    let plan = Schedule::of(
        network(&[done, work(0), waiting], &[(0, 1), (0, 2)]),
        terms("2024-06-03", Some("2024-06-20")),
    )
    .expect("no limits");
    let said = plan.activities();
    assert_eq!(said[0].early, span("2024-06-12", "2024-06-12"));
    assert_eq!(said[1].early, span("2024-06-20", "2024-06-20"));
    assert_eq!(said[2].early, span("2024-06-12", "2024-06-20"));
}

#[test]
fn the_end_of_the_calendar_is_a_reason_and_never_a_guess() {
    let last = WorkdayCalendar::china().published().last();
    let near = last.plus_days(-3).expect("a date").to_string();
    let plan = schedule(&[work(30), work(1), plain(40), work(1)], &[(0, 1), (0, 2)], &near);
    let said = plan.activities();
    assert!(matches!(said[0].early, Err(Gap::BeyondCalendar(_))));
    assert_eq!(said[1].early, Err(Gap::DependsOn { node: 0 }));
    assert_eq!(said[2].early, Err(Gap::DependsOn { node: 0 }));
    assert!(said[3].early.is_ok());
    assert_eq!(said[3].basis, Basis::Provisional);
    assert_eq!(said[3].late, Err(Gap::FinishUnknown { node: 0 }));
    assert_eq!(plan.finish(), Err(Gap::FinishUnknown { node: 0 }));
    assert_eq!(plan.critical_paths(9).count, 0);
    assert_eq!(plan.why(1).map(|_| ()), Err(Gap::DependsOn { node: 0 }));
}

#[test]
fn late_dates_beyond_the_calendar_are_a_reason_too() {
    let last = WorkdayCalendar::china().published().last();
    let near = last.plus_days(-3).expect("a date").to_string();
    let plan = schedule(&[work(0), work(1), plain(40)], &[(0, 1)], &near);
    let said = plan.activities();
    assert!(plan.finish().is_ok());
    assert!(said[2].critical);
    assert!(matches!(said[1].late, Err(Gap::BeyondCalendar(_))));
    assert_eq!(said[0].late, Err(Gap::DependsOn { node: 1 }));
    assert_eq!(said[0].total_float, None);
}

#[test]
fn assumed_days_are_marked_in_every_date_that_follows_from_them() {
    let calendar = WorkdayCalendar::china();
    let last = calendar.published().last();
    let through = last.plus_days(100).expect("a date");
    let terms = Terms {
        start: last.plus_days(-3).expect("a date"),
        data_date: None,
        calendar: calendar.assuming_weekends(through),
    };
    let plan = Schedule::of(network(&[work(30), plain(1), plain(1)], &[(0, 1)]), terms).expect("no limits");
    let basis: Vec<Basis> = plan.activities().iter().map(|one| one.basis).collect();
    assert_eq!(basis, [Basis::Assumed, Basis::Assumed, Basis::Published]);
    assert_eq!(plan.basis(), Basis::Assumed);
}

#[test]
fn rivals_say_how_far_they_are_from_deciding() {
    let plan = schedule(&[work(5), work(2), work(1)], &[(0, 2), (1, 2)], "2024-06-17");
    let why = plan.why(2).expect("it has dates");
    assert_eq!(why.driver, Driver::Predecessor { node: 0, label: 0 });
    assert_eq!(why.waited, ["2024-06-22", "2024-06-23"].map(day));
    assert_eq!(why.rivals.len(), 1);
    let rival = why.rivals[0];
    assert_eq!((rival.node, rival.label, rival.spare), (1, 1, 3));
    assert_eq!(rival.date, Some(day("2024-06-18")));
}

#[test]
fn chains_of_100_000_steps_are_fine() {
    let steps = 100_000;
    let edges: Vec<(usize, usize)> = (1..steps).map(|node| (node - 1, node)).collect();
    let days = schedule(&vec![plain(1); steps], &edges, "1900-01-01");
    assert_eq!(days.finish(), Ok(day("1900-01-01").plus_days(99_999).expect("a date")));
    let paths = days.critical_paths(3);
    assert_eq!((paths.count, paths.paths.len()), (1, 1));
    assert_eq!(paths.paths[0].len(), steps);
    assert_eq!(days.driving_chain(steps - 1).len(), steps);

    // In working days the calendar ends first: a partial schedule with the reason.
    let worked = schedule(&vec![work(1); steps], &edges, "2024-06-17");
    assert!(worked.activities()[0].early.is_ok());
    assert!(worked.finish().is_err());
    let root = worked.activities().iter().position(|one| matches!(one.early, Err(Gap::BeyondCalendar(_))));
    assert_eq!(
        worked.activities()[steps - 1].early,
        Err(Gap::DependsOn { node: root.expect("one runs off the calendar") })
    );

    // Beyond the last date there is.
    let late = schedule(&vec![plain(1); steps], &edges, "2190-01-01");
    assert!(late.activities().iter().any(|one| one.early == Err(Gap::BeyondDates)));

    // All transparent but the ends.
    let mut hollow = vec![Activity::junction(); steps];
    hollow[0] = plain(1);
    hollow[steps - 1] = plain(1);
    let hollow = schedule(&hollow, &edges, "2024-06-17");
    assert_eq!(hollow.critical_paths(3).paths, [vec![0, steps - 1]]);
    assert_eq!(hollow.why(steps - 1).map(|why| why.edges.len()), Ok(steps - 1));
}

#[test]
fn activities_and_nodes_must_match() {
    let dag = DagBuilder::new(2).build().expect("no edge");
    let mismatch = Network::new(&dag, &[work(1)]).expect_err("one is missing");
    assert_eq!(mismatch, NetworkError::Count { nodes: 2, activities: 1 });
    let empty = Schedule::of(
        Network::new(&DagBuilder::new(0).build().expect("no edge"), &[]).expect("nothing"),
        terms("2024-06-17", None),
    )
    .expect("no limits");
    assert_eq!(empty.finish(), Ok(day("2024-06-17")));
    assert_eq!(empty.critical_paths(9).count, 0);
}
