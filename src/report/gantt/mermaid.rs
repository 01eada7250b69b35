//! A plan as a Mermaid Gantt chart, for Markdown.
//!
//! INVARIANT: every task has its first day and the day after its last: Mermaid's own counting of days off
//! stretches tasks that have dates, and knows no make-up days. Names hold none of the signs by which Mermaid
//! cuts a line.

use super::chosen;
use crate::report::chart::{Chart, Row, State};
use std::fmt::Write as _;

/// LIMIT: so many tasks; Mermaid refuses long texts.
const ROWS: usize = 400;

/// One plan; `None` where no step has a date.
#[must_use]
pub fn mermaid(chart: &Chart) -> Option<String> {
    let mut out = String::from("gantt\n");
    let _ = writeln!(out, "    title {}", plain(&chart.procedure));
    out.push_str("    dateFormat YYYY-MM-DD\n    axisFormat %Y-%m-%d\n");
    let (rows, left) = chosen(chart, ROWS);
    if left > 0 {
        let _ = writeln!(out, "    %% {} {left}", chart.pick("略去的步骤", "steps left out:"));
    }
    let (mut section, mut dated) = (None, false);
    for (at, row) in rows.into_iter().filter_map(|at| Some((at, chart.rows.get(at)?))) {
        let Some(bar) = row.early.filter(|_| !row.is_group()) else { continue };
        let group =
            row.parent.and_then(|parent| chart.rows.get(parent)).map_or(&chart.procedure, |row| &row.name);
        if section != Some(group) {
            let _ = writeln!(out, "    section {}", plain(group));
            section = Some(group);
        }
        let after = bar.finish.plus_days(1).unwrap_or(bar.finish);
        let words = tags(row).join(", ");
        let comma = if words.is_empty() { "" } else { ", " };
        dated = true;
        if row.is_milestone() {
            let _ =
                writeln!(out, "    {} :milestone, {words}{comma}s{at}, {}, 0d", plain(&row.name), bar.start);
        } else {
            let _ = writeln!(out, "    {} :{words}{comma}s{at}, {}, {after}", plain(&row.name), bar.start);
        }
    }
    dated.then_some(out)
}

fn tags(row: &Row) -> Vec<&'static str> {
    let critical = row.critical.then_some("crit");
    let state = match row.state {
        State::Finished => Some("done"),
        State::Open => Some("active"),
        _ => None,
    };
    critical.into_iter().chain(state).collect()
}

/// A name without the signs that mean something there; wide forms look alike and mean nothing.
fn plain(text: &str) -> String {
    let wide = text.chars().map(|letter| match letter {
        ':' => '：',
        ';' => '；',
        '#' => '＃',
        ',' => '，',
        '%' => '％',
        '<' => '＜',
        '>' => '＞',
        '`' | '"' => '\'',
        _ => letter,
    });
    wide.collect()
}
