//! The order of a procedure as a Mermaid flowchart, for Markdown.
//!
//! INVARIANT: ids are numbers of rows; every text stands in quotes, its signs as Mermaid's entities.

use super::{short_cites, standing, when};
use crate::report::chart::{Chart, Row, State};
use std::fmt::Write as _;

/// One order.
#[must_use]
pub fn mermaid(chart: &Chart) -> String {
    let mut out = String::from("flowchart LR\n");
    let mut open: Vec<usize> = Vec::new();
    for (at, row) in chart.rows.iter().enumerate() {
        close(&mut out, &mut open, at);
        let indent = "  ".repeat(open.len() + 1);
        if row.is_group() {
            let parallel = if row.parallel { chart.pick("【并联】", " [parallel]") } else { "" };
            let label = [Some(format!("{}{parallel}", row.name)), standing(chart, row)];
            let _ = writeln!(out, "{indent}subgraph n{at}[{}]", quoted(label));
            open.push(at + row.below + 1);
        } else {
            let label = quoted([Some(row.name.clone()), standing(chart, row), when(chart, row)]);
            let _ = writeln!(out, "{indent}n{at}[{label}]");
        }
    }
    close(&mut out, &mut open, usize::MAX);
    for link in &chart.links {
        let label =
            quoted([link.note.clone(), Some(short_cites(&link.cites)).filter(|cites| !cites.is_empty())]);
        let arrow = if link.choice { "-.->" } else { "-->" };
        let label = if label == "\"\"" { String::new() } else { format!("|{label}|") };
        let _ = writeln!(out, "  n{} {arrow}{label} n{}", link.from, link.to);
    }
    looks(&mut out, chart);
    out
}

fn close(out: &mut String, open: &mut Vec<usize>, at: usize) {
    while open.last().is_some_and(|end| *end <= at) {
        open.pop();
        let _ = writeln!(out, "{}end", "  ".repeat(open.len() + 1));
    }
}

/// A class: its name, its look, and which rows have it.
type Class = (&'static str, &'static str, fn(&Row) -> bool);

/// Classes: what is said by words as well.
fn looks(out: &mut String, chart: &Chart) {
    let classes: [Class; 5] = [
        ("critical", "stroke:#b91c1c,stroke-width:3px", |row| row.critical && !row.is_group()),
        ("done", "fill:#e5e7eb,color:#111827", |row| row.state == State::Finished && !row.is_group()),
        ("out", "color:#4b5563,stroke:#6b7280,stroke-dasharray:2 2", |row| row.state == State::LeftOut),
        ("optional", "stroke-dasharray:5 3", |row| row.optional && row.state != State::LeftOut),
        ("parallel", "stroke:#1d4ed8,stroke-width:2px", |row| row.parallel),
    ];
    for (name, look, is) in classes {
        let rows: Vec<String> = chart
            .rows
            .iter()
            .enumerate()
            .filter(|(_, row)| is(row))
            .map(|(at, _)| format!("n{at}"))
            .collect();
        if !rows.is_empty() {
            let _ = writeln!(out, "  classDef {name} {look}");
            let _ = writeln!(out, "  class {} {name}", rows.join(","));
        }
    }
}

/// Lines of a text in quotes.
fn quoted<const N: usize>(lines: [Option<String>; N]) -> String {
    let mut out = String::from("\"");
    for (at, line) in lines.into_iter().flatten().enumerate() {
        if at > 0 {
            out.push_str("<br/>");
        }
        for letter in line.chars() {
            match letter {
                '#' | '"' | '\'' | '<' | '>' | '&' | '`' | '|' | '[' | ']' | '{' | '}' | '\\' | ';' => {
                    let _ = write!(out, "#{};", u32::from(letter));
                }
                _ => out.push(letter),
            }
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_no_markup() {
        let text = quoted([Some("a\"]<b>#1".to_owned()), None, Some("乙".to_owned())]);
        assert_eq!(text, "\"a#34;#93;#60;b#62;#35;1<br/>乙\"");
    }
}
