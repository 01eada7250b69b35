//! Layers, assumed and provisional days, and what lies outside the published ones.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use rulecheck::calendar::{
    BeyondCalendar, CalendarLayer, CountError, CoveredRange, Date, DayKind, LayerError, Moment, Period, Roll,
    WorkdayCalendar,
};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn on(text: &str) -> Moment {
    text.parse().unwrap()
}

fn beyond<T>(asked: &str) -> Result<T, BeyondCalendar> {
    Err(BeyondCalendar { asked: day(asked), first: day("2007-01-01"), last: day("2026-12-31") })
}

#[test]
fn outside_the_published_days_nothing_is_answered() {
    let calendar = WorkdayCalendar::china();
    assert_eq!(calendar.is_workday(day("2027-01-04")), beyond("2027-01-04"));
    assert_eq!(calendar.is_workday(day("2006-12-31")), beyond("2006-12-31"));
    assert_eq!(calendar.is_workday(Date::MAX), beyond("2199-12-31"));
    assert_eq!(calendar.day_kind(day("2027-01-01")), beyond("2027-01-01"));
    assert_eq!(calendar.add_workdays(day("2027-02-01"), 1), beyond("2027-02-01"));
    assert_eq!(calendar.add_workdays(day("2027-02-01"), -1), beyond("2027-02-01"));
    assert_eq!(calendar.count_workdays(day("2026-12-01"), day("2027-01-01")), beyond("2027-01-01"));
    assert_eq!(calendar.next_workday_on_or_after(day("2027-01-01")), beyond("2027-01-01"));
    assert_eq!(calendar.previous_workday_on_or_before(day("2027-01-01")), beyond("2027-01-01"));
    // Counting that runs off the end names the first day it would have needed.
    assert_eq!(calendar.add_workdays(day("2026-12-31"), 1), beyond("2027-01-01"));
    assert_eq!(calendar.add_workdays(day("2007-01-04"), -1), beyond("2006-12-31"));
    assert_eq!(calendar.add_workdays(day("2020-01-01"), i64::MAX), beyond("2027-01-01"));
    assert_eq!(calendar.add_workdays(day("2020-01-01"), i64::MIN), beyond("2006-12-31"));
    assert_eq!(calendar.previous_workday_on_or_before(day("2007-01-03")), beyond("2006-12-31"));
}

#[test]
fn what_needs_no_unpublished_day_is_answered() {
    let calendar = WorkdayCalendar::china();
    assert_eq!(calendar.add_workdays(day("2030-01-01"), 0), Ok(day("2030-01-01")));
    // The day that is counted from is itself not counted.
    assert_eq!(calendar.add_workdays(day("2006-12-31"), 1), Ok(day("2007-01-04")));
    assert_eq!(calendar.add_workdays(day("2027-01-01"), -1), Ok(day("2026-12-31")));
    assert_eq!(calendar.count_workdays(day("2006-12-31"), day("2007-01-04")), Ok(1));
    let plain = Period::days(30).end_of(on("2026-12-20"), Roll::None, &calendar).unwrap();
    assert_eq!(plain.end, on("2027-01-19"));
    assert!(!plain.provisional && !plain.assumed);
    let rolled = Period::days(30).end_of(on("2026-12-20"), Roll::Next, &calendar);
    assert_eq!(rolled, beyond("2027-01-19").map_err(CountError::Beyond));
}

#[test]
fn late_december_of_the_last_year_is_provisional() {
    let calendar = WorkdayCalendar::china();
    assert!(!calendar.is_provisional(day("2026-12-24")));
    assert!(calendar.is_provisional(day("2026-12-25")) && calendar.is_provisional(day("2026-12-31")));
    assert!(!calendar.is_provisional(day("2025-12-31")) && !calendar.is_provisional(day("2027-01-01")));
    let flag =
        |period: Period, start: &str, roll| period.end_of(on(start), roll, &calendar).unwrap().provisional;
    assert!(!flag(Period::workdays(1), "2026-12-23", Roll::None));
    assert!(flag(Period::workdays(2), "2026-12-23", Roll::None));
    assert!(flag(Period::workdays(1), "2026-12-24", Roll::Next));
    assert!(!flag(Period::days(5), "2026-12-24", Roll::None));
    assert!(flag(Period::days(5), "2026-12-24", Roll::Next));
    // Back from New Year's Eve, the eve itself is not counted, the days before it are.
    let before =
        |event: &str, n| Period::workdays(n).before(on(event), false, &calendar).unwrap().provisional;
    assert!(!before("2026-12-25", 1));
    assert!(before("2026-12-28", 1));
}

#[test]
fn assumed_days_follow_the_week_and_say_so() {
    let china = WorkdayCalendar::china();
    let assumed = china.assuming_weekends(day("2028-12-31"));
    assert_eq!(assumed.published(), china.published());
    assert_eq!(assumed.covered().last(), day("2028-12-31"));
    assert!(!assumed.is_assumed(day("2026-12-31")) && assumed.is_assumed(day("2027-01-01")));
    assert!(!assumed.is_assumed(day("2029-01-01")) && !china.is_assumed(day("2027-01-01")));
    assert!(!assumed.is_year_published(2027));
    assert_eq!(assumed.day_kind(day("2027-01-01")), Ok(DayKind::Workday));
    assert!(assumed.is_workday(day("2029-01-01")).is_err());
    let counted = Period::workdays(3).end_of(on("2026-12-30"), Roll::None, &assumed).unwrap();
    assert!(counted.assumed && counted.provisional);
    assert_eq!(counted.end, on("2027-01-04"));
    let early = Period::workdays(3).end_of(on("2026-11-02"), Roll::Next, &assumed).unwrap();
    assert!(!early.assumed && !early.provisional);
    // Counted over assumed days alone: the provisional ones do not matter.
    let later = Period::workdays(1).end_of(on("2026-12-31"), Roll::None, &assumed).unwrap();
    assert!(later.assumed && !later.provisional);
    let clear = Period::workdays(1).before(on("2027-01-04"), true, &assumed).unwrap();
    assert_eq!(clear.end, on("2026-12-31"));
    assert!(clear.assumed && !clear.provisional);
    assert_ne!(assumed.version(), china.version());
    assert_eq!(china.assuming_weekends(day("2020-01-01")).version(), china.version());
}

#[test]
fn a_local_layer_changes_its_days_and_the_version() {
    let china = WorkdayCalendar::china();
    let layer = CalendarLayer {
        name: "某州（虚构）".to_owned(),
        off: vec![(day("2024-07-10"), "州庆".to_owned()), (day("2024-07-13"), "州庆".to_owned())],
        work: vec![(day("2024-07-14"), "州庆".to_owned()), (day("2024-06-10"), "端午节值班".to_owned())],
        ..CalendarLayer::default()
    };
    let local = china.with_layer(&layer).unwrap();
    assert_eq!(local.day_kind(day("2024-07-10")), Ok(DayKind::Holiday("州庆")));
    assert_eq!(local.day_kind(day("2024-07-13")), Ok(DayKind::Holiday("州庆")));
    assert_eq!(local.day_kind(day("2024-07-14")), Ok(DayKind::MakeUpWorkday("州庆")));
    assert_eq!(local.day_kind(day("2024-06-10")), Ok(DayKind::MakeUpWorkday("端午节值班")));
    assert_eq!(local.entry(day("2024-07-10")).unwrap().layer, "某州（虚构）");
    assert_eq!(local.entry(day("2024-05-01")).unwrap().layer, "cn");
    assert_eq!(local.entry(day("2024-07-09")), None);
    assert!(local.version().starts_with("cn-2007..2026+某州（虚构）/"), "{}", local.version());
    assert_ne!(local, china);
    assert_eq!(local, china.with_layer(&layer).unwrap());
    let differing = (2007..=2026)
        .flat_map(|year| china.days(day(&format!("{}-12-31", year - 1)), day(&format!("{year}-12-31"))))
        .filter(|(date, kind)| local.day_kind(*date) != Ok(*kind))
        .count();
    assert_eq!(differing, 4);
    assert_eq!(china.is_workday(day("2024-07-10")), Ok(true), "the calendar below is untouched");
}

#[test]
fn a_new_notice_publishes_its_year_and_settles_december() {
    let text = "covers 2027-01-01..2027-12-31\nnotice 2027 https://example.org/2027\n\
                2026-12-31 off 元旦\n2027-01-01 off 元旦\n2027-01-03 work 元旦";
    let layer = CalendarLayer::parse("虚构2027", text).unwrap();
    let calendar = WorkdayCalendar::china().with_layer(&layer).unwrap();
    assert_eq!(calendar.published().last(), day("2027-12-31"));
    assert_eq!(calendar.is_workday(day("2026-12-31")), Ok(false));
    assert!(!calendar.is_provisional(day("2026-12-31")) && calendar.is_provisional(day("2027-12-31")));
    assert_eq!(calendar.add_workdays(day("2026-12-30"), 1), Ok(day("2027-01-03")));
    assert!(calendar.notices().any(|notice| notice == (2027, "https://example.org/2027")));
    // Over an assumed calendar the notice takes the place of the assumption.
    let assumed = WorkdayCalendar::china().assuming_weekends(day("2028-06-30")).with_layer(&layer).unwrap();
    assert!(!assumed.is_assumed(day("2027-12-31")) && assumed.is_assumed(day("2028-01-01")));
    assert_eq!(assumed.covered().last(), day("2028-06-30"));
}

#[test]
fn a_layer_that_does_not_fit_is_refused() {
    let china = WorkdayCalendar::china();
    let refused = |text: &str| china.with_layer(&CalendarLayer::parse("x", text).unwrap()).unwrap_err();
    assert!(matches!(refused("2027-01-01 off 元旦"), LayerError::NotCovered { .. }));
    assert!(matches!(refused("2006-12-31 off 元旦"), LayerError::NotCovered { .. }));
    assert!(matches!(refused("2024-01-01 off a\n2024-01-01 off b"), LayerError::Twice { .. }));
    assert!(matches!(refused("covers 2028-01-01..2028-12-31"), LayerError::Gap { .. }));
    assert!(matches!(refused("covers 2000-01-01..2028-12-31"), LayerError::Gap { .. }));
    let empty = WorkdayCalendar::from_layer(&CalendarLayer::default());
    assert!(matches!(empty, Err(LayerError::NothingCovered { .. })));
}

#[test]
fn a_calendar_of_its_own_layer_alone() {
    let covers = CoveredRange::new(day("2030-01-01"), day("2030-01-31"));
    let layer = CalendarLayer { name: "own".to_owned(), covers, ..CalendarLayer::default() };
    let calendar = WorkdayCalendar::from_layer(&layer).unwrap();
    assert_eq!(calendar.count_workdays(day("2029-12-31"), day("2030-01-31")), Ok(23));
    assert!(!calendar.is_provisional(day("2030-01-31")), "January is settled by its own notice");
    assert!(!calendar.is_year_published(2030));
}

#[test]
fn a_roll_into_provisional_days_is_provisional() {
    let layer = CalendarLayer::parse("x", "2026-12-24 off 虚构").unwrap();
    let calendar = WorkdayCalendar::china().with_layer(&layer).unwrap();
    let counted = Period::days(1).end_of(on("2026-12-23"), Roll::Next, &calendar).unwrap();
    assert_eq!(counted.end, on("2026-12-25"));
    assert!(counted.provisional);
    let back = Period::days(1).end_of(on("2026-12-23"), Roll::Previous, &calendar).unwrap();
    assert_eq!((back.end, back.rolled_by, back.provisional), (on("2026-12-23"), -1, false));
}

#[test]
fn notices_are_listed_by_year() {
    let layer = CalendarLayer::parse("x", "notice 2010 https://example.org/2010").unwrap();
    let calendar = WorkdayCalendar::china().with_layer(&layer).unwrap();
    assert!(calendar.notices().is_sorted_by_key(|(year, _)| year));
    assert_eq!(calendar.notices().filter(|(year, _)| *year == 2010).count(), 2);
}
