//! Schedules for calendars: RFC 5545, one all-day event a step and one a due date of a clock.
//!
//! INVARIANT: the same plan gives the same bytes. The identity of an event is made of the dossier's name, the
//! procedure and the step, so that taking in a later file moves events instead of doubling them; the stamp and
//! the sequence are made of the as-of date, never of a clock. Days have no time zone. What is on record is
//! CONFIRMED, the rest TENTATIVE, and none of it makes anybody busy. Absent: groups, alarms.

use super::chart::{Chart, ClockRow, Row, State};
use crate::calendar::Date;
use crate::text::digest;

/// LIMIT: a line has so many bytes at most, its end not counted (RFC 5545, 3.1).
const OCTETS: usize = 75;

/// One schedule; `None` where no step has a date, for a calendar without an event is none.
#[must_use]
pub fn render(chart: &Chart) -> Option<String> {
    let mut out = Lines::default();
    out.put("BEGIN:VCALENDAR");
    out.put("VERSION:2.0");
    out.put("PRODID:-//rulecheck//path//ZH");
    out.put("CALSCALE:GREGORIAN");
    out.put("METHOD:PUBLISH");
    out.property("X-WR-CALNAME", &title(chart));
    let before = out.text.len();
    for (_, row) in chart.drawn().filter(|(_, row)| !row.is_group()) {
        step(&mut out, chart, row);
    }
    for clock in &chart.clocks {
        due(&mut out, chart, clock);
    }
    if out.text.len() == before {
        return None;
    }
    out.put("END:VCALENDAR");
    Some(out.text)
}

fn title(chart: &Chart) -> String {
    match &chart.file {
        Some(file) => format!("{} ({file})", chart.procedure),
        None => chart.procedure.clone(),
    }
}

fn step(out: &mut Lines, chart: &Chart, row: &Row) {
    let Some(bar) = row.early else { return };
    let mark = match (row.critical, row.state) {
        (true, _) => chart.pick("【关键】", "[critical] "),
        (_, State::Finished) => chart.pick("【已完成】", "[done] "),
        (_, State::Open) => chart.pick("【进行中】", "[open] "),
        _ => "",
    };
    let colon = chart.pick("：", ": ");
    let mut about = vec![row.id.clone()];
    let latest = row.late.filter(|_| row.state != State::Finished);
    about.extend(
        latest.map(|late| format!("{}{colon}{}", chart.pick("最迟完成", "late finish"), late.finish)),
    );
    let float = row.total_float.as_ref().filter(|_| row.state != State::Finished);
    about.extend(float.map(|float| format!("{}{colon}{}", chart.pick("总时差", "float"), float.words)));
    about.extend(Some(row.cites.clone()).filter(|cites| !cites.is_empty()));
    let event = Event {
        key: ["step", row.id.as_str()],
        summary: format!("{mark}{}", row.name),
        about,
        first: bar.start,
        last: bar.finish,
        certain: row.state == State::Finished,
    };
    event.put(out, chart);
}

fn due(out: &mut Lines, chart: &Chart, clock: &ClockRow) {
    let Some(due) = clock.due else { return };
    let colon = chart.pick("：", ": ");
    let mut about = vec![
        clock.id.clone(),
        format!("{}{colon}{}", chart.pick("时限", "limit"), clock.limit),
        format!("{}{colon}{}", chart.pick("起算", "from"), clock.from),
        clock.status.to_owned(),
    ];
    about.extend(clock.left.map(|left| format!("{}{colon}{left}", chart.pick("还剩", "left"))));
    let name = clock.id.rsplit('/').take(2).collect::<Vec<_>>();
    let name = name.into_iter().rev().collect::<Vec<_>>().join("/");
    let event = Event {
        key: ["due", clock.id.as_str()],
        summary: format!("{}{name}", chart.pick("【届满】", "[due] ")),
        about,
        first: due,
        last: due,
        certain: !clock.provisional,
    };
    event.put(out, chart);
}

/// An event of whole days.
struct Event<'e> {
    key: [&'e str; 2],
    summary: String,
    about: Vec<String>,
    first: Date,
    last: Date,
    certain: bool,
}

impl Event<'_> {
    fn put(&self, out: &mut Lines, chart: &Chart) {
        let start = chart.start.filter(|_| chart.file.is_none()).map(|day| day.to_string());
        let of = [chart.file.as_deref().unwrap_or_default(), start.as_deref().unwrap_or_default()];
        let parts = of.into_iter().chain([chart.procedure.as_str()]).chain(self.key);
        let uid: String = digest(parts.map(str::as_bytes)).to_string().chars().take(32).collect();
        let told = chart.as_of.or(chart.start).unwrap_or(self.first);
        let after = self.last.plus_days(1).unwrap_or(self.last);
        out.put("BEGIN:VEVENT");
        out.put(&format!("UID:{uid}@rulecheck"));
        out.put(&format!("DTSTAMP:{}T000000Z", basic(told)));
        out.put(&format!("SEQUENCE:{}", told.days().max(0)));
        out.put(&format!("DTSTART;VALUE=DATE:{}", basic(self.first)));
        out.put(&format!("DTEND;VALUE=DATE:{}", basic(after)));
        out.property("SUMMARY", &self.summary);
        out.property("DESCRIPTION", &self.about.join("\n"));
        out.put(if self.certain { "STATUS:CONFIRMED" } else { "STATUS:TENTATIVE" });
        out.put("TRANSP:TRANSPARENT");
        out.put("END:VEVENT");
    }
}

/// `20240620`
fn basic(day: Date) -> String {
    let (year, month, number) = day.ymd();
    format!("{year:04}{month:02}{number:02}")
}

/// Content lines, each ended and folded as the standard says.
#[derive(Debug, Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// A property whose value is a text.
    fn property(&mut self, name: &str, value: &str) {
        self.put(&format!("{name}:{}", escaped(value)));
    }

    /// A content line; what is too long goes on after a blank, and no character is cut.
    fn put(&mut self, line: &str) {
        let mut used = 0;
        for letter in line.chars() {
            if used + letter.len_utf8() > OCTETS {
                self.text.push_str("\r\n ");
                used = 1;
            }
            self.text.push(letter);
            used += letter.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

/// A text as a value: RFC 5545, 3.3.11. Control characters have no form there and are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\n' => out.push_str("\\n"),
            _ if letter.is_control() => {}
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lines_are_folded_whole(name in "[A-Z]{1,20}", value in "\\PC{0,200}|[\\x00-\\x20;,\\\\\"征👍🏽א]{0,200}") {
            let mut out = Lines::default();
            out.property(&name, &value);
            prop_assert!(out.text.ends_with("\r\n"));
            for line in out.text.split_terminator("\r\n") {
                prop_assert!(line.len() <= OCTETS && !line.contains(['\r', '\n']), "{line:?}");
            }
            prop_assert_eq!(out.text.replace("\r\n ", ""), format!("{name}:{}\r\n", escaped(&value)));
        }

        #[test]
        fn a_text_can_be_read_back(value in "[a;,\\\\\nn征]{0,40}") {
            let (mut read, mut after) = (String::new(), false);
            for letter in escaped(&value).chars() {
                match (std::mem::take(&mut after), letter) {
                    (false, '\\') => after = true,
                    (true, 'n') => read.push('\n'),
                    (_, letter) => read.push(letter),
                }
            }
            prop_assert_eq!(read, value);
        }
    }
}
