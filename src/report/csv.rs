//! Schedules for spreadsheets: one row a step and a clock, as RFC 4180 writes them.
//!
//! INVARIANT: the header is the same in both languages and is only ever added to; dates are ISO 8601. A text
//! that a spreadsheet would take as a formula is preceded by an apostrophe: names come from whoever wrote
//! the rules.

use super::chart::{Amount, Chart, ClockRow, Row};
use crate::calendar::Date;

/// What the columns are called, in their order.
pub const HEADER: &[&str] = &[
    "kind",
    "id",
    "name",
    "group",
    "state",
    "left_out",
    "duration",
    "duration_unit",
    "early_start",
    "early_finish",
    "late_start",
    "late_finish",
    "total_float",
    "free_float",
    "float_unit",
    "critical",
    "driver",
    "actual_start",
    "actual_finish",
    "planned_start",
    "planned_finish",
    "no_date",
    "cites",
    "clock_status",
    "clock_limit",
    "clock_from",
    "clock_due",
    "clock_used",
    "clock_left",
    "clock_excluded",
];

/// One schedule. `mark` puts a byte-order mark first: spreadsheets take a text without one for the encoding of
/// the system, and Chinese is then unreadable.
#[must_use]
pub fn render(chart: &Chart, mark: bool) -> String {
    let mut out = String::from(if mark { "\u{FEFF}" } else { "" });
    line(&mut out, HEADER.iter().map(|name| (*name).to_owned()));
    for row in &chart.rows {
        line(&mut out, step(chart, row));
    }
    for clock in &chart.clocks {
        line(&mut out, limit(clock));
    }
    out
}

fn step(chart: &Chart, row: &Row) -> impl Iterator<Item = String> {
    let group = row.parent.and_then(|parent| chart.rows.get(parent)).map(|parent| text(&parent.id));
    let value = |amount: &Option<Amount>| amount.as_ref().map_or(String::new(), |one| one.value.to_string());
    let unit = |amount: &Option<Amount>| amount.as_ref().map_or(String::new(), |one| one.unit.to_owned());
    let bars = [row.early, row.late].into_iter().flat_map(|bar| {
        let ends = bar.map(|bar| [bar.start, bar.finish]);
        [day(ends.map(|[start, _]| start)), day(ends.map(|[_, finish]| finish))]
    });
    let cells = [
        if row.is_group() { "group" } else { "step" }.to_owned(),
        text(&row.id),
        text(&row.name),
        group.unwrap_or_default(),
        row.state_key().to_owned(),
        row.left_out.map_or(String::new(), |(key, _)| key.to_owned()),
        value(&row.takes),
        unit(&row.takes),
    ];
    let rest = [
        value(&row.total_float),
        value(&row.free_float),
        unit(&row.total_float),
        if row.is_group() && row.early.is_none() { String::new() } else { row.critical.to_string() },
        row.driver.as_deref().map_or(String::new(), text),
        day(row.actual_start),
        day(row.actual_finish),
        day(row.planned.map(|bar| bar.start)),
        day(row.planned.map(|bar| bar.finish)),
        row.no_date.as_deref().map_or(String::new(), text),
        text(&row.cites),
    ];
    cells.into_iter().chain(bars).chain(rest).chain(blank(7)).collect::<Vec<_>>().into_iter()
}

fn limit(clock: &ClockRow) -> impl Iterator<Item = String> {
    let number = |value: Option<i64>| value.map_or(String::new(), |value| value.to_string());
    // Each as ISO 8601 writes an interval.
    let off = clock.off.iter().map(|(from, to)| format!("{from}/{to}"));
    let own = [
        clock.status_key.to_owned(),
        text(&clock.limit),
        day(Some(clock.from)),
        day(clock.due),
        number(clock.used),
        number(clock.left),
        text(&off.collect::<Vec<_>>().join("; ")),
    ];
    let head = ["clock".to_owned(), text(&clock.id)];
    head.into_iter().chain(blank(21)).chain(own)
}

fn blank(count: usize) -> impl Iterator<Item = String> {
    std::iter::repeat_n(String::new(), count)
}

fn day(date: Option<Date>) -> String {
    date.map_or(String::new(), |date| date.to_string())
}

/// A text that no spreadsheet computes.
fn text(text: &str) -> String {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r') => format!("'{text}"),
        _ => text.to_owned(),
    }
}

fn line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(',');
        }
        if cell.contains(['"', ',', '\r', '\n']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(cells: &[&str]) -> String {
        let mut out = String::new();
        line(&mut out, cells.iter().map(|cell| (*cell).to_owned()));
        out
    }

    #[test]
    fn cells_are_quoted_as_the_standard_says() {
        assert_eq!(written(&["甲", "a,b", "说“好”", "a\"b", ""]), "甲,\"a,b\",说“好”,\"a\"\"b\",\r\n");
        assert_eq!(written(&["a\nb"]), "\"a\nb\"\r\n");
    }

    #[test]
    fn a_formula_stays_a_text() {
        assert_eq!(text("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(text("30+X"), "30+X");
    }
}
