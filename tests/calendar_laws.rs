//! Laws of counting, against a reference that walks day by day over the facts.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod calendar_common;

use calendar_common::facts;
use proptest::prelude::*;
use rulecheck::calendar::{
    CalendarLayer, CountError, CoveredRange, Date, DayKind, Moment, Period, Roll, TimeUnit, WorkdayCalendar,
    explain,
};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FACTS: LazyLock<BTreeMap<Date, bool>> = LazyLock::new(facts);

/// One step a day, one look-up a step; `None` once a day is not in the facts.
mod slow {
    use super::{Date, FACTS, Roll};

    pub(super) fn add(from: Date, n: i64) -> Option<Date> {
        let (mut date, mut left) = (from, n.abs());
        while left > 0 {
            date = date.plus_days(if n > 0 { 1 } else { -1 })?;
            left -= i64::from(*FACTS.get(&date)?);
        }
        Some(date)
    }

    /// Working days in (after, through], for `after <= through`.
    pub(super) fn count(after: Date, through: Date) -> Option<i64> {
        let (mut date, mut count) = (after, 0);
        while date < through {
            date = date.plus_days(1)?;
            count += i64::from(*FACTS.get(&date)?);
        }
        Some(count)
    }

    pub(super) fn roll(from: Date, roll: Roll) -> Option<Date> {
        let step = match roll {
            Roll::None => return Some(from),
            Roll::Next => 1,
            Roll::Previous => -1,
        };
        let mut date = from;
        while !*FACTS.get(&date)? {
            date = date.plus_days(step)?;
        }
        Some(date)
    }
}

/// Any covered day.
fn covered() -> impl Strategy<Value = Date> {
    (13_514..=20_818).prop_map(|days| Date::from_days(days).unwrap())
}

/// A covered day or one of the hundred days on either side.
fn around() -> impl Strategy<Value = Date> {
    (13_414..=20_918).prop_map(|days| Date::from_days(days).unwrap())
}

fn a_roll() -> impl Strategy<Value = Roll> {
    prop_oneof![Just(Roll::None), Just(Roll::Next), Just(Roll::Previous)]
}

fn days_or_more() -> impl Strategy<Value = TimeUnit> {
    prop_oneof![Just(TimeUnit::Workday), Just(TimeUnit::Day), Just(TimeUnit::Month), Just(TimeUnit::Year)]
}

#[test]
fn the_range_of_the_generators_is_the_covered_range() {
    let covered = WorkdayCalendar::china().covered();
    assert_eq!((covered.first().days(), covered.last().days()), (13_514, 20_818));
}

proptest! {
    #[test]
    fn adding_agrees_with_the_walk(from in around(), n in -400_i64..400) {
        let added = WorkdayCalendar::china().add_workdays(from, n).ok();
        prop_assert_eq!(added, slow::add(from, n));
    }

    #[test]
    fn counting_agrees_with_the_walk(one in around(), other in around()) {
        let calendar = WorkdayCalendar::china();
        let (after, through) = (one.min(other), one.max(other));
        match slow::count(after, through) {
            // The walk of no days asks nothing, the calendar wants to know the day.
            Some(0) if after == through => {}
            counted => prop_assert_eq!(calendar.count_workdays(after, through).ok(), counted),
        }
    }

    #[test]
    fn counting_what_was_added_gives_it_back(from in covered(), n in 1_i64..2_000) {
        let calendar = WorkdayCalendar::china();
        if let Ok(to) = calendar.add_workdays(from, n) {
            prop_assert_eq!(calendar.count_workdays(from, to), Ok(n));
            prop_assert_eq!(calendar.count_workdays(to, from), Ok(-n));
            prop_assert_eq!(calendar.is_workday(to), Ok(true));
        }
    }

    #[test]
    fn from_a_working_day_forth_and_back_is_home(from in covered(), n in -2_000_i64..2_000) {
        let calendar = WorkdayCalendar::china();
        if calendar.is_workday(from) == Ok(true) && let Ok(to) = calendar.add_workdays(from, n) {
            prop_assert_eq!(calendar.add_workdays(to, -n), Ok(from));
        }
    }

    #[test]
    fn later_starts_and_more_days_never_end_earlier(one in covered(), other in covered(), n in -900_i64..900, m in -900_i64..900) {
        let calendar = WorkdayCalendar::china();
        let (early, late, few, many) = (one.min(other), one.max(other), n.min(m), n.max(m));
        if let (Ok(a), Ok(b)) = (calendar.add_workdays(early, few), calendar.add_workdays(late, few)) {
            prop_assert!(a <= b);
        }
        if let (Ok(a), Ok(b)) = (calendar.add_workdays(one, few), calendar.add_workdays(one, many)) {
            prop_assert_eq!(a.cmp(&b), few.cmp(&many));
        }
    }

    #[test]
    fn counts_add_up(a in covered(), b in covered(), c in covered()) {
        let calendar = WorkdayCalendar::china();
        let count = |one, other| calendar.count_workdays(one, other).unwrap();
        prop_assert_eq!(count(a, b) + count(b, c), count(a, c));
        prop_assert_eq!(count(a, b), -count(b, a));
    }

    #[test]
    fn every_day_is_counted_or_skipped(one in covered(), other in covered()) {
        let calendar = WorkdayCalendar::china();
        let (after, through) = (one.min(other), one.max(other));
        let skipped = calendar.skipped(after, through).count() as i64;
        let counted = calendar.count_workdays(after, through).unwrap();
        prop_assert_eq!(skipped + counted, i64::from(through.days_since(after)));
        for (date, name) in calendar.make_up_days(after, through) {
            prop_assert!(date.weekday().is_weekend());
            prop_assert_eq!(calendar.day_kind(date), Ok(DayKind::MakeUpWorkday(name)));
        }
    }

    #[test]
    fn rolling_agrees_with_the_walk(date in around(), roll in a_roll()) {
        prop_assert_eq!(roll.apply(date, &WorkdayCalendar::china()).ok(), slow::roll(date, roll));
    }

    #[test]
    fn positions_and_working_days_are_one_to_one(date in covered()) {
        let calendar = WorkdayCalendar::china();
        let position = calendar.workdays_through(date).unwrap();
        match calendar.is_workday(date) {
            Ok(true) => prop_assert_eq!(calendar.workday_at(position), Some(date)),
            _ => prop_assert_eq!(calendar.workday_at(position), calendar.previous_workday_on_or_before(date).ok()),
        }
    }

    #[test]
    fn periods_end_where_the_walk_ends(start in around(), n in 0_u32..200, roll in a_roll(), workdays: bool) {
        let calendar = WorkdayCalendar::china();
        let period = if workdays { Period::workdays(n) } else { Period::days(n) };
        let raw = if workdays { slow::add(start, i64::from(n)) } else { start.plus_days(n.cast_signed()) };
        let expected = raw.and_then(|raw| slow::roll(raw, roll));
        let counted = period.end_of(Moment::on(start), roll, &calendar);
        prop_assert_eq!(counted.ok().map(|counted| counted.end.date()), expected);
    }

    #[test]
    fn the_earliest_event_is_the_first_that_is_late_enough(
        act in (14_000..20_000).prop_map(|days| Date::from_days(days).unwrap()),
        n in 0_u32..40, unit in days_or_more(), clear: bool,
    ) {
        let calendar = WorkdayCalendar::china();
        let period = Period::new(if unit == TimeUnit::Year { n % 3 } else if unit == TimeUnit::Month { n % 14 } else { n }, unit);
        let event = period.earliest_event(Moment::on(act), clear, &calendar).unwrap().date();
        let in_time = |event: Date| act <= period.before(Moment::on(event), clear, &calendar).unwrap().end.date();
        prop_assert!(in_time(event));
        for back in 1..=12 {
            prop_assert!(!in_time(event.plus_days(-back).unwrap()));
        }
    }

    #[test]
    fn hours_are_minutes_and_need_a_time(days in covered(), minute in 0_u16..1440, hours in 0_u32..1_000) {
        let calendar = WorkdayCalendar::china();
        let start = Moment::at(days, minute).unwrap();
        let end = Period::hours(hours).end_of(start, Roll::None, &calendar).unwrap().end;
        let passed = i64::from(end.date().days_since(days)) * 1440 + i64::from(end.minute().unwrap()) - i64::from(minute);
        prop_assert_eq!(passed, i64::from(hours) * 60);
        prop_assert_eq!(Period::hours(hours).before(end, false, &calendar).unwrap().end, start);
        prop_assert_eq!(Period::hours(hours).earliest_event(start, true, &calendar), Ok(end));
        let untimed = Period::hours(hours).end_of(Moment::on(days), Roll::None, &calendar);
        prop_assert_eq!(untimed, Err(CountError::NeedsTime { start: Moment::on(days) }));
    }

    #[test]
    fn explanations_account_for_every_day(start in covered(), n in 1_u32..90, roll in a_roll(), workdays: bool) {
        let calendar = WorkdayCalendar::china();
        let period = if workdays { Period::workdays(n) } else { Period::days(n) };
        if let Ok(counted) = period.end_of(Moment::on(start), roll, &calendar) {
            let told = explain(&counted, &calendar);
            let raw_days = counted.raw_end.date().days_since(start) as usize;
            prop_assert_eq!(told.skipped.len(), if workdays { raw_days - n as usize } else { 0 });
            prop_assert_eq!(told.rolled_over.len(), counted.rolled_by.unsigned_abs() as usize);
            prop_assert!(told.zh().contains(&counted.end.to_string()) && told.en().contains(&counted.end.to_string()));
        }
    }

    /// Any calendar, not only China's: days off and on at random over the week.
    #[test]
    fn the_tables_hold_for_any_layer(
        marks in proptest::collection::btree_map(0_i32..120, any::<bool>(), 0..120),
        from in -1_i32..120, n in -130_i64..130,
    ) {
        let first: Date = "2040-01-01".parse().unwrap();
        let at = |day: i32| first.plus_days(day).unwrap();
        let entries = |off: bool| marks.iter().filter(move |(_, mark)| **mark == off).map(|(day, _)| (at(*day), String::new())).collect();
        let layer = CalendarLayer {
            name: "x".to_owned(),
            off: entries(true),
            work: entries(false),
            covers: CoveredRange::new(first, at(119)),
            ..CalendarLayer::default()
        };
        let calendar = WorkdayCalendar::from_layer(&layer).unwrap();
        let worked = |day: i32| match marks.get(&day) {
            Some(off) => !off,
            None => !at(day).weekday().is_weekend(),
        };
        let (mut day, mut left) = (from, n.abs());
        while left > 0 && (0..120).contains(&(day + n.signum() as i32)) {
            day += n.signum() as i32;
            left -= i64::from(worked(day));
        }
        let expected = (left == 0).then(|| at(day));
        prop_assert_eq!(calendar.add_workdays(at(from), n).ok(), expected);
    }
}
