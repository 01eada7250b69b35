//! Working-day arithmetic on the built-in calendar: the look-ups that a schedule makes by the million.
//!
//! Each figure is for [`COUNT`] look-ups spread over the covered years, so that neither caches nor the branch
//! predictor see one answer again and again.

use divan::{Bencher, black_box, counter::ItemsCount};
use rulecheck::calendar::{Date, Moment, Period, Roll, WorkdayCalendar, explain};

const COUNT: usize = 1_000;

fn main() {
    divan::main();
}

/// Dates of 2008 to 2025 in a fixed scattered order.
fn dates() -> Vec<Date> {
    let first = 13_880;
    (0..COUNT).filter_map(|i| Date::from_days(first + i32::try_from(i * 7_919 % 6_574).ok()?)).collect()
}

fn each<T>(bencher: Bencher<'_, '_>, one: impl Fn(&WorkdayCalendar, Date) -> T + Sync) {
    let (calendar, dates) = (WorkdayCalendar::china(), dates());
    bencher.counter(ItemsCount::new(COUNT)).bench(|| {
        for date in &dates {
            black_box(one(&calendar, black_box(*date)));
        }
    });
}

#[divan::bench(args = [1, 20, 250])]
fn add_workdays(bencher: Bencher<'_, '_>, n: i64) {
    each(bencher, |calendar, date| calendar.add_workdays(date, black_box(n)));
}

#[divan::bench(args = [30, 300])]
fn count_workdays(bencher: Bencher<'_, '_>, days: i32) {
    each(bencher, |calendar, date| {
        calendar.count_workdays(date, date.plus_days(-black_box(days)).unwrap_or(date))
    });
}

#[divan::bench]
fn is_workday(bencher: Bencher<'_, '_>) {
    each(bencher, |calendar, date| calendar.is_workday(date));
}

#[divan::bench(args = [Period::workdays(20), Period::days(30), Period::months(6)])]
fn end_of(bencher: Bencher<'_, '_>, period: Period) {
    each(bencher, |calendar, date| black_box(period).end_of(Moment::on(date), Roll::Next, calendar));
}

#[divan::bench]
fn explain_twenty_workdays(bencher: Bencher<'_, '_>) {
    each(bencher, |calendar, date| {
        let counted = Period::workdays(20).end_of(Moment::on(date), Roll::Next, calendar);
        counted.map(|counted| explain(&counted, calendar).zh())
    });
}

#[divan::bench]
fn parse_iso() -> Option<Date> {
    Date::parse_iso(black_box("2024-07-31"))
}

#[divan::bench]
fn with_a_local_layer() -> bool {
    let layer = rulecheck::calendar::CalendarLayer { name: "x".to_owned(), ..Default::default() };
    black_box(WorkdayCalendar::china()).with_layer(&layer).is_ok()
}
