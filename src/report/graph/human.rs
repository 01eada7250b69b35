//! The order of a procedure as text: the steps as they stand in each other, and what each waits for.

use super::{dates, short_cites, standing};
use crate::report::chart::Chart;
use crate::report::{Ink, Style};
use crate::text::display_width;
use std::fmt::Write as _;

/// LIMIT: a name is given so much room at most before what it waits for.
const NAMES: usize = 40;

/// One order.
#[must_use]
pub fn human(chart: &Chart, style: Style) -> String {
    let mut out = String::new();
    let mut head: Vec<String> = chart.file.iter().cloned().collect();
    head.push(style.ink(Ink::Bold, &chart.procedure));
    head.extend(chart.as_of.map(|day| format!("{}{day}", chart.pick("截至 ", "as of "))));
    let _ = writeln!(out, "{}\n", head.join("  "));
    let waits = waits(chart);
    let names: Vec<String> = chart.rows.iter().map(|row| name(chart, row)).collect();
    let room = names.iter().map(|name| display_width(name)).max().unwrap_or(0).min(NAMES);
    for ((row, name), waits) in chart.rows.iter().zip(&names).zip(waits) {
        let mut about: Vec<String> = [standing(chart, row), dates(row)].into_iter().flatten().collect();
        about.extend(row.critical.then(|| style.ink(Ink::Warn, chart.pick("关键", "critical"))));
        about.extend((!waits.is_empty()).then(|| format!("← {}", waits.join(chart.pick("；", "; ")))));
        let blank = " ".repeat(room.saturating_sub(display_width(name)) + 2);
        let _ = writeln!(out, "{}", format!("  {name}{blank}{}", about.join("  ")).trim_end());
    }
    if let Some(caveat) = &chart.caveat {
        let _ = writeln!(out, "\n{caveat}");
    }
    let line = format!("{} {}", chart.pick("规则", "rules"), chart.sources);
    let _ = writeln!(out, "\n{}", style.ink(Ink::Dim, &line));
    out
}

/// By row: what it waits for, what stands in the same article together.
fn waits(chart: &Chart) -> Vec<Vec<String>> {
    let mut waits: Vec<Vec<(Vec<String>, String)>> = vec![Vec::new(); chart.rows.len()];
    for link in &chart.links {
        let name = chart.rows.get(link.from).map(|row| row.name.clone()).unwrap_or_default();
        let note = link.note.as_deref().map(|note| format!(" [{note}]")).unwrap_or_default();
        let (name, cites) = (format!("{name}{note}"), short_cites(&link.cites));
        let Some(list) = waits.get_mut(link.to) else { continue };
        match list.iter_mut().find(|(_, known)| *known == cites) {
            Some((names, _)) => names.push(name),
            None => list.push((vec![name], cites)),
        }
    }
    let words = |(names, cites): (Vec<String>, String)| {
        let cites = if cites.is_empty() { String::new() } else { format!(" ({cites})") };
        names.join(chart.pick("、", ", ")) + &cites
    };
    waits.into_iter().map(|list| list.into_iter().map(words).collect()).collect()
}

fn name(chart: &Chart, row: &crate::report::chart::Row) -> String {
    let indent = "  ".repeat(usize::from(row.depth.min(20)));
    let parallel = if row.parallel { chart.pick("【并联】", " [parallel]") } else { "" };
    let optional = if row.optional { chart.pick("（可以）", " (may)") } else { "" };
    format!("{indent}{}{parallel}{optional}", row.name)
}
