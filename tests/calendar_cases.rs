//! Dates counted by hand, and how they are retold.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use rulecheck::calendar::{
    Convention, Counted, Date, DayKind, Moment, Period, Roll, TimeUnit, WorkdayCalendar, explain, runs,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn on(text: &str) -> Moment {
    text.parse().unwrap()
}

fn end(period: Period, start: &str, roll: Roll) -> Counted {
    period.end_of(on(start), roll, &WorkdayCalendar::china()).unwrap()
}

fn before(period: Period, event: &str, clear: bool) -> Counted {
    period.before(on(event), clear, &WorkdayCalendar::china()).unwrap()
}

#[test]
fn ends_of_periods() {
    for (period, start, roll, expected) in [
        // A notice published on 9 May 2024 for 30 days; a maximum period of the same length rolls over 端午节.
        (Period::days(30), "2024-05-09", Roll::None, "2024-06-08"),
        (Period::days(30), "2024-05-09", Roll::Next, "2024-06-11"),
        (Period::days(30), "2024-05-09", Roll::Previous, "2024-06-07"),
        (Period::days(30), "2024-04-15", Roll::None, "2024-05-15"),
        // Legality review sent on 17 June 2024.
        (Period::workdays(7), "2024-06-17", Roll::None, "2024-06-26"),
        // The Saturday after 劳动节 is worked.
        (Period::workdays(1), "2024-05-10", Roll::None, "2024-05-11"),
        (Period::workdays(2), "2024-05-10", Roll::None, "2024-05-13"),
        (Period::days(1), "2024-05-10", Roll::Next, "2024-05-11"),
        // From a rest day, and over the whole holiday.
        (Period::workdays(1), "2024-05-01", Roll::None, "2024-05-06"),
        (Period::workdays(10), "2024-09-30", Roll::None, "2024-10-18"),
        // A year's probation, half a year, a month without the day.
        (Period::years(1), "2024-05-14", Roll::None, "2025-05-14"),
        (Period::months(6), "2024-08-31", Roll::None, "2025-02-28"),
        (Period::months(1), "2024-01-31", Roll::None, "2024-02-29"),
        (Period::years(1), "2024-02-29", Roll::Next, "2025-02-28"),
        // Hours run at once; one that rolls is a whole day.
        (Period::hours(24), "2024-06-07T16:30", Roll::None, "2024-06-08T16:30"),
        (Period::hours(24), "2024-06-07T16:30", Roll::Next, "2024-06-11"),
        (Period::hours(24), "2024-06-05T16:30", Roll::Next, "2024-06-06T16:30"),
        (Period::new(45, TimeUnit::Minute), "2024-12-31T23:30", Roll::None, "2025-01-01T00:15"),
        // A stated date: a period of nothing.
        (Period::days(0), "2024-06-30", Roll::None, "2024-06-30"),
        (Period::days(0), "2024-06-30", Roll::Next, "2024-07-01"),
    ] {
        assert_eq!(end(period, start, roll).end, on(expected), "{period} {start} {roll:?}");
    }
    let calendar = WorkdayCalendar::china();
    assert_eq!(calendar.count_workdays(day("2024-07-08"), day("2024-07-15")), Ok(5));
}

#[test]
fn terms_before_an_event() {
    for (period, event, clear, expected) in [
        (Period::days(7), "2024-06-28", false, "2024-06-21"),
        (Period::days(7), "2024-06-28", true, "2024-06-20"),
        (Period::workdays(1), "2024-05-13", false, "2024-05-11"),
        (Period::workdays(1), "2024-05-13", true, "2024-05-10"),
        (Period::workdays(3), "2024-06-12", false, "2024-06-06"),
        (Period::workdays(1), "2024-05-06", true, "2024-04-29"),
        (Period::months(1), "2024-03-31", false, "2024-02-29"),
        (Period::hours(24), "2024-06-28T09:00", true, "2024-06-27T09:00"),
    ] {
        assert_eq!(before(period, event, clear).end, on(expected), "{period} {event} {clear}");
    }
}

#[test]
fn an_explanation_names_what_was_left_out() {
    let calendar = WorkdayCalendar::china();
    let told = explain(&end(Period::workdays(7), "2024-06-17", Roll::Next), &calendar);
    assert_eq!(told.skipped, [(day("2024-06-22"), DayKind::Weekend), (day("2024-06-23"), DayKind::Weekend)]);
    assert_eq!(told.conventions, [Convention::StartNotCounted, Convention::WorkdaysOnly]);
    assert_eq!(told.calendar, calendar.version());
    assert_eq!(
        told.zh(),
        "自2024-06-17起7个工作日：当日不计入；跳过2024-06-22至2024-06-23（周末）；届满于2024-06-26"
    );
    assert_eq!(
        told.en(),
        "7 working days from 2024-06-17, that day not counted; left out 2024-06-22 to 2024-06-23 (weekend); ends on 2024-06-26"
    );
}

#[test]
fn an_explanation_names_the_make_up_days_and_holidays() {
    let calendar = WorkdayCalendar::china();
    let told = explain(&end(Period::workdays(3), "2024-04-26", Roll::None), &calendar);
    assert_eq!(told.make_up, [(day("2024-04-28"), "劳动节")]);
    assert_eq!(
        told.zh(),
        "自2024-04-26起3个工作日：当日不计入；跳过2024-04-27（周末）；2024-04-28（劳动节调休上班）计入；届满于2024-04-30"
    );
    let long = explain(&end(Period::workdays(60), "2024-04-26", Roll::None), &calendar);
    assert_eq!(
        long.zh(),
        "自2024-04-26起60个工作日：当日不计入；跳过2024-05-01至2024-05-05（劳动节）、2024-06-10（端午节）、周末22日；\
         2024-04-28（劳动节调休上班）计入；2024-05-11（劳动节调休上班）计入；届满于2024-07-23"
    );
}

#[test]
fn an_explanation_names_what_it_rolled_over() {
    let calendar = WorkdayCalendar::china();
    let told = explain(&end(Period::days(30), "2024-05-09", Roll::Next), &calendar);
    let rolled = runs(&told.rolled_over);
    assert_eq!(rolled.len(), 2);
    assert_eq!((rolled[0].first, rolled[0].last), (day("2024-06-08"), day("2024-06-09")));
    assert_eq!(rolled[1].kind, DayKind::Holiday("端午节"));
    assert!(told.skipped.is_empty());
    assert_eq!(told.conventions, [Convention::StartNotCounted, Convention::RolledToNext]);
    assert_eq!(
        told.zh(),
        "自2024-05-09起30日：当日不计入；届满于2024-06-08；遇休息日2024-06-08至2024-06-09（周末）、2024-06-10（端午节），顺延至2024-06-11"
    );
    let early = explain(&end(Period::days(0), "2024-06-30", Roll::Previous), &calendar);
    assert_eq!(early.zh(), "期限为2024-06-30；遇休息日2024-06-29至2024-06-30（周末），提前至2024-06-28");
    assert_eq!(
        early.en(),
        "due 2024-06-30; on rest days 2024-06-29 to 2024-06-30 (weekend), moves back to 2024-06-28"
    );
    let stays = explain(&end(Period::days(30), "2024-05-09", Roll::None), &calendar);
    assert_eq!(stays.conventions, [Convention::StartNotCounted, Convention::RestDayStays]);
}

#[test]
fn an_explanation_names_its_readings() {
    let calendar = WorkdayCalendar::china();
    let told = explain(&before(Period::workdays(1), "2024-05-06", true), &calendar);
    assert_eq!(told.skipped.len(), 5);
    assert_eq!(
        told.conventions,
        [Convention::StartNotCounted, Convention::WorkdaysOnly, Convention::ClearDaysBetween]
    );
    assert_eq!(
        told.zh(),
        "2024-05-06前满1个工作日：当日不计入；跳过2024-05-01至2024-05-05（劳动节）；最迟为2024-04-29"
    );
    let told = explain(&before(Period::days(7), "2024-06-28", false), &calendar);
    assert_eq!(told.en(), "7 days before 2024-06-28, that day not counted; at the latest on 2024-06-21");
    // The make-up Saturday that the count back ends on is one of the days counted.
    let told = explain(&before(Period::workdays(1), "2024-05-13", false), &calendar);
    assert_eq!(told.make_up, [(day("2024-05-11"), "劳动节")]);
    for (event, clear, convention) in [
        ("2024-04-15", false, Convention::CorrespondingDay),
        ("2024-04-15", true, Convention::CorrespondingDay),
        ("2024-03-31", false, Convention::MonthEnd),
        ("2024-03-31", true, Convention::MonthEnd),
    ] {
        let told = explain(&before(Period::months(1), event, clear), &calendar);
        assert_eq!(told.conventions[1], convention, "{event} {clear}");
    }
    let month = explain(&end(Period::months(1), "2024-01-31", Roll::None), &calendar);
    assert_eq!(month.conventions, [Convention::StartNotCounted, Convention::MonthEnd]);
    let hours = explain(&end(Period::hours(24), "2024-06-06T16:30", Roll::None), &calendar);
    assert_eq!(hours.zh(), "自2024-06-06T16:30起24小时：即时起算；届满于2024-06-07T16:30");
    assert_eq!(hours.conventions, [Convention::HoursAtOnce]);
}

#[test]
fn an_explanation_says_what_is_not_certain() {
    let china = WorkdayCalendar::china();
    let provisional = explain(&end(Period::workdays(2), "2026-12-23", Roll::None), &china);
    assert_eq!(provisional.conventions.last(), Some(&Convention::Provisional));
    assert!(provisional.zh().ends_with("届满于2026-12-25（待下一年度放假通知确认）"), "{}", provisional.zh());
    let assumed = china.assuming_weekends(day("2027-12-31"));
    let counted = Period::days(1).end_of(on("2027-01-01"), Roll::Next, &assumed).unwrap();
    let told = explain(&counted, &assumed);
    assert!(told.conventions.contains(&Convention::AssumedWeekends));
    assert!(told.zh().ends_with("顺延至2027-01-04（推定）"), "{}", told.zh());
    assert!(told.en().ends_with("(assumed)"));
}
