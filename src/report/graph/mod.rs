//! The order of a procedure: as text, as Graphviz, as Mermaid, as SVG.
//!
//! INVARIANT: drawn from a [`Chart`] alone, left to right; groups are boxes, those whose members need not wait for
//! each other are marked parallel; what a state means is said by a sign and a word, never by colour alone.

mod dot;
mod human;
mod layers;
mod layout;
mod mermaid;
mod shown;
mod svg;

pub use dot::dot;
pub use human::human;
pub use mermaid::mermaid;
pub(super) use svg::picture;
pub use svg::svg;

use super::chart::{Chart, Row, State};
use crate::calendar::Date;

/// How a row stands: a sign and words; nothing is said of an outline.
pub(super) fn standing(chart: &Chart, row: &Row) -> Option<String> {
    if let Some((_, words)) = row.left_out {
        return Some(format!("– {words}"));
    }
    let verdict = row.status.map(|(key, words)| format!("{} {words}", sign(key)));
    let state = match row.state {
        State::Finished => Some(chart.pick("已完成", "done")),
        State::Open => Some(chart.pick("进行中", "open")),
        State::Planned => Some(chart.pick("未开始", "not begun")),
        State::LeftOut if verdict.is_none() => Some(chart.pick("– 不列入", "– left out")),
        _ => None,
    };
    match (verdict, state) {
        (Some(verdict), Some(state)) => Some(format!("{verdict} · {state}")),
        (Some(verdict), None) => Some(verdict),
        (None, state) => state.map(str::to_owned),
    }
}

/// The sign of a verdict.
fn sign(key: &str) -> &'static str {
    match key {
        "violated" => "✗",
        "unproven" => "?",
        "at_risk" => "▲",
        "pending" => "○",
        "satisfied" => "✓",
        "missed" => "△",
        _ => "–",
    }
}

/// The dates of a row: `2024-05-09 → 06-11`.
fn dates(row: &Row) -> Option<String> {
    let bar = row.early?;
    let years = bar.start.year() == bar.finish.year();
    Some(match (bar.start == bar.finish, years) {
        (true, _) => bar.start.to_string(),
        (false, true) => format!("{} → {}", bar.start, month_and_day(bar.finish)),
        (false, false) => format!("{} → {}", bar.start, bar.finish),
    })
}

/// The dates of a row, with the word for a critical one: a thick or a red border says nothing to some.
fn when(chart: &Chart, row: &Row) -> Option<String> {
    let dates = dates(row);
    if row.critical {
        let word = format!("● {}", chart.pick("关键", "critical"));
        return Some(dates.map_or_else(|| word.clone(), |dates| format!("{word} {dates}")));
    }
    dates
}

/// The same without the year: `05-09 → 06-11`.
fn days(row: &Row) -> Option<String> {
    let bar = row.early?;
    let (start, finish) = (month_and_day(bar.start), month_and_day(bar.finish));
    Some(if bar.start == bar.finish { start } else { format!("{start} → {finish}") })
}

fn month_and_day(date: Date) -> String {
    let (_, month, day) = date.ymd();
    format!("{month:02}-{day:02}")
}

/// The articles without the name of the instrument, for a label.
fn short_cites(cites: &str) -> String {
    let mut out = String::new();
    let mut inside = 0u32;
    for letter in cites.chars() {
        match letter {
            '《' => inside += 1,
            '》' => inside = inside.saturating_sub(1),
            _ if inside == 0 => out.push(letter),
            _ => {}
        }
    }
    let out = super::chart::clean(out.trim_matches([' ', ',', '、']));
    if out.is_empty() { super::chart::clean(cites) } else { out }
}
