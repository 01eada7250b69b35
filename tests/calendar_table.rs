//! The built-in working days against other sources, day by day.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test fails by panicking"
)]

mod calendar_common;

use calendar_common::{facts, shared};
use rulecheck::calendar::{Date, DayKind, WorkdayCalendar};
use std::collections::BTreeMap;
use std::process::Command;
use tyme4rs::tyme::holiday::LegalHoliday;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

#[test]
fn every_day_agrees_with_the_facts() {
    let (calendar, facts) = (WorkdayCalendar::china(), facts());
    assert_eq!(facts.len(), 7305);
    for (date, worked) in facts {
        assert_eq!(calendar.is_workday(date), Ok(worked), "{date}");
    }
}

#[test]
fn the_facts_agree_with_the_shared_list() {
    let Some(path) = shared("oracle/workdays_2004_2026.csv") else {
        return;
    };
    let text = std::fs::read_to_string(path).unwrap();
    let listed: BTreeMap<Date, bool> = text
        .lines()
        .skip(1)
        .map(|line| line.split_once(',').unwrap())
        .map(|(date, mark)| (day(date), mark == "1"))
        .filter(|(date, _)| *date >= day("2007-01-01"))
        .collect();
    assert_eq!(listed, facts());
}

/// The script writes the table that is built in, byte for byte: neither was edited without the other.
#[test]
fn the_table_is_what_the_script_writes() {
    let Some(folder) = shared("holiday-cn") else {
        return;
    };
    let root = env!("CARGO_MANIFEST_DIR");
    let output = Command::new("python3").arg(format!("{root}/scripts/holidays.py")).arg(folder).output();
    let output = output.expect("python3 runs the script");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let table = std::fs::read_to_string(format!("{root}/src/calendar/china/table.txt")).unwrap();
    assert!(
        String::from_utf8(output.stdout).unwrap() == table,
        "run scripts/holidays.py: the table has drifted"
    );
}

/// A day of December that only the next year's notice decides, in each year that has one.
#[test]
fn december_days_come_from_the_next_years_notice() {
    let calendar = WorkdayCalendar::china();
    for (date, worked) in [
        ("2007-12-29", true),
        ("2007-12-30", false),
        ("2007-12-31", false),
        ("2011-12-31", true),
        ("2018-12-29", true),
        ("2018-12-30", false),
        ("2018-12-31", false),
        ("2022-12-31", false),
    ] {
        assert_eq!(calendar.is_workday(day(date)), Ok(worked), "{date}");
    }
}

/// tyme4rs knows the exceptions from the week; the two make-up days it lacks are named here, and no others.
#[test]
fn tyme4rs_lacks_exactly_two_make_up_days() {
    let calendar = WorkdayCalendar::china();
    let mut differing = Vec::new();
    for date in facts().into_keys() {
        let (year, month, day) = date.ymd();
        let holiday = LegalHoliday::from_ymd(year as isize, month as usize, day as usize);
        let worked = holiday.map_or(!date.weekday().is_weekend(), |holiday| holiday.is_work());
        if calendar.is_workday(date) != Ok(worked) {
            differing.push((date, calendar.day_kind(date).unwrap()));
        }
    }
    let expected = [
        (day("2013-04-07"), DayKind::MakeUpWorkday("清明节")),
        (day("2013-10-12"), DayKind::MakeUpWorkday("国庆节")),
    ];
    assert_eq!(differing, expected);
}

#[test]
fn the_days_of_2024() {
    let calendar = WorkdayCalendar::china();
    for (date, kind) in [
        ("2024-05-05", DayKind::Holiday("劳动节")),
        ("2024-05-10", DayKind::Workday),
        ("2024-05-11", DayKind::MakeUpWorkday("劳动节")),
        ("2024-05-12", DayKind::Weekend),
        ("2024-04-28", DayKind::MakeUpWorkday("劳动节")),
        ("2024-04-27", DayKind::Weekend),
        ("2024-02-04", DayKind::MakeUpWorkday("春节")),
        ("2024-06-10", DayKind::Holiday("端午节")),
    ] {
        assert_eq!(calendar.day_kind(day(date)), Ok(kind), "{date}");
    }
    assert_eq!(calendar.count_workdays(day("2023-12-31"), day("2024-12-31")), Ok(251));
    // Named by a notice, but a Monday as any other: nothing is made up for.
    assert_eq!(calendar.day_kind(day("2020-02-03")), Ok(DayKind::Workday));
}

#[test]
fn every_year_names_its_notices() {
    let calendar = WorkdayCalendar::china();
    for year in 2007..=2026 {
        assert!(calendar.is_year_published(year));
        let addresses: Vec<&str> =
            calendar.notices().filter(|(of, _)| *of == year).map(|(_, url)| url).collect();
        assert!(!addresses.is_empty() && addresses.iter().all(|url| url.contains("www.gov.cn/")), "{year}");
    }
    assert!(!calendar.is_year_published(2006) && !calendar.is_year_published(2027));
    assert_eq!(calendar.published().to_string(), "2007-01-01..2026-12-31");
}

/// Changes with the table: a new notice changes it on purpose, nothing else may.
#[test]
fn the_version_names_the_table() {
    assert_eq!(WorkdayCalendar::china().version(), "cn-2007..2026/f689818943ec");
}
