//! The order of a procedure for Graphviz: groups are clusters, an edge from or to a group is one from or to a step
//! in it, cut at the cluster's border.

use super::{short_cites, standing, when};
use crate::report::chart::{Chart, Row, State};
use std::fmt::Write as _;

/// One order.
#[must_use]
pub fn dot(chart: &Chart) -> String {
    let mut out = String::from("digraph procedure {\n");
    out.push_str("  graph [rankdir=LR, compound=true, fontname=\"sans-serif\", ");
    let _ = writeln!(out, "label={}, labelloc=t];", quoted(&chart.procedure));
    out.push_str(
        "  node [shape=box, style=\"rounded,filled\", fillcolor=\"#ffffff\", fontname=\"sans-serif\"];\n",
    );
    out.push_str("  edge [fontname=\"sans-serif\", fontsize=10];\n");
    nodes(&mut out, chart);
    for link in &chart.links {
        let (Some(tail), Some(head)) = (inner(chart, link.from, true), inner(chart, link.to, false)) else {
            continue;
        };
        let mut put = vec![format!("tooltip={}", quoted(&format!("{} {}", link.id, link.cites)))];
        let label: Vec<String> =
            [link.note.clone(), Some(short_cites(&link.cites))].into_iter().flatten().collect();
        put.push(format!("label={}", quoted(&label.join(" "))));
        put.extend((tail != link.from).then(|| format!("ltail=cluster_{}", link.from)));
        put.extend((head != link.to).then(|| format!("lhead=cluster_{}", link.to)));
        put.extend(link.choice.then(|| "style=dashed".to_owned()));
        let critical = |at: usize| chart.rows.get(at).is_some_and(|row| row.critical);
        put.extend((critical(tail) && critical(head)).then(|| "penwidth=2.5, color=\"#b91c1c\"".to_owned()));
        let _ = writeln!(out, "  n{tail} -> n{head} [{}];", put.join(", "));
    }
    out.push_str("}\n");
    out
}

/// Steps in their clusters; rows stand after their groups, so that a stack of open ones is enough.
fn nodes(out: &mut String, chart: &Chart) {
    let mut open: Vec<usize> = Vec::new();
    for (at, row) in chart.rows.iter().enumerate() {
        while open.last().is_some_and(|end| *end <= at) {
            open.pop();
            let _ = writeln!(out, "{}}}", "  ".repeat(open.len() + 1));
        }
        let indent = "  ".repeat(open.len() + 1);
        if row.is_group() {
            let parallel = if row.parallel { chart.pick("【并联】", " [parallel]") } else { "" };
            let style = match (row.parallel, row.optional) {
                (true, true) => "style=\"dashed,bold\", color=\"#1d4ed8\"",
                (true, false) => "style=bold, color=\"#1d4ed8\"",
                (false, true) => "style=dashed, color=\"#6b7280\"",
                (false, false) => "style=solid, color=\"#6b7280\"",
            };
            let label = [Some(format!("{}{parallel}", row.name)), standing(chart, row)];
            let label: Vec<String> = label.into_iter().flatten().collect();
            let _ = writeln!(out, "{indent}subgraph cluster_{at} {{");
            let _ = writeln!(out, "{indent}  graph [label={}, {style}];", quoted(&label.join("\n")));
            open.push(at + row.below + 1);
        } else {
            let label: Vec<String> = [Some(row.name.clone()), standing(chart, row), when(chart, row)]
                .into_iter()
                .flatten()
                .collect();
            let about = if row.cites.is_empty() { &row.id } else { &row.cites };
            let _ = writeln!(
                out,
                "{indent}n{at} [label={}, tooltip={}{}];",
                quoted(&label.join("\n")),
                quoted(about),
                look(row)
            );
        }
    }
    while open.pop().is_some() {
        let _ = writeln!(out, "{}}}", "  ".repeat(open.len() + 1));
    }
}

fn look(row: &Row) -> &'static str {
    match (row.state, row.critical, row.optional) {
        (State::LeftOut, _, _) => ", style=\"rounded,dashed\", color=\"#6b7280\", fontcolor=\"#4b5563\"",
        (_, true, _) => ", penwidth=3, color=\"#b91c1c\"",
        (State::Finished, ..) => ", fillcolor=\"#e5e7eb\"",
        (_, _, true) => ", style=\"rounded,dashed\"",
        _ => "",
    }
}

/// The step that stands for a row at the end of an edge: itself, or the last or first step of a group.
fn inner(chart: &Chart, at: usize, last: bool) -> Option<usize> {
    let row = chart.rows.get(at)?;
    if !row.is_group() {
        return Some(at);
    }
    let mut below = (at + 1)..=(at + row.below);
    let is_step = |at: &usize| chart.rows.get(*at).is_some_and(|row| !row.is_group());
    if last { below.rfind(is_step) } else { below.find(is_step) }
}

/// A text in quotes: a quote is escaped, so is what would escape one; a line end is one.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_stays_in_its_quotes() {
        assert_eq!(quoted("a\"]; b\\\n<c>"), "\"a\\\"]; b\\\\\\n<c>\"");
    }
}
