//! The bars of a plan: what is done, what is to come, floats, marks, clocks.

use super::svg::{Canvas, ROW, n};
use crate::calendar::Date;
use crate::report::chart::{Bar, ClockRow, Row, State};
use crate::report::markup::{escaped, fitted};
use std::collections::HashMap;
use std::fmt::Write as _;

/// How high bars are: ordinary ones, critical ones, those of groups.
const BAR: f64 = 11.0;
const THICK: f64 = 15.0;

/// One row.
pub(super) fn row(canvas: &mut Canvas<'_>, row: &Row, top: f64) {
    let _ = write!(canvas.out, "<g><title>{}</title>", escaped(&told(canvas, row)));
    canvas.name(&row.name, row.depth, row.is_group(), top);
    let middle = top + ROW / 2.0;
    match row.early {
        None => {
            let why = row.no_date.clone().unwrap_or_default();
            canvas.text("small dim", (Canvas::tail(), top + 16.0), &fitted(&why, 136, 11));
        }
        Some(bar) if row.is_group() => group(canvas, bar, middle),
        Some(bar) => {
            step(canvas, row, bar, middle);
            words(canvas, row, bar, top + 16.0);
        }
    }
    canvas.out.push_str("</g>");
}

/// A row in a sentence.
fn told(canvas: &Canvas<'_>, row: &Row) -> String {
    let pick = |zh, en| canvas.chart.pick(zh, en);
    let mut parts = vec![row.name.clone()];
    parts.extend(row.early.map(|bar| format!("{} {} {}", bar.start, pick("至", "to"), bar.finish)));
    parts
        .extend(row.total_float.as_ref().map(|float| format!("{} {}", pick("总时差", "float"), float.words)));
    parts.extend(row.critical.then(|| pick("关键", "critical").to_owned()));
    parts.extend(Some(row.cites.clone()).filter(|cites| !cites.is_empty()));
    parts.join(pick("，", ", "))
}

fn group(canvas: &mut Canvas<'_>, bar: Bar, middle: f64) {
    let (from, to) = (canvas.x(bar.start), canvas.end(bar.finish));
    let (a, b) = (n(middle - 4.0), n(middle + 6.0));
    let _ = write!(
        canvas.out,
        "<path class=\"group\" d=\"M{} {a}H{}V{b}l-4 -6H{}l-4 6z\"/>",
        n(from),
        n(to.max(from + 8.0)),
        n(from + 4.0),
    );
}

fn step(canvas: &mut Canvas<'_>, row: &Row, bar: Bar, middle: f64) {
    let class = if row.critical { "crit" } else { "todo" };
    let high = if row.critical { THICK } else { BAR };
    if let Some(late) = row.late.filter(|late| row.state != State::Finished && late.finish > bar.finish) {
        let (from, to) = (canvas.end(bar.finish), canvas.end(late.finish));
        canvas.line("tail", (from, middle), (to, middle));
        canvas.line("tail", (to, middle - 4.0), (to, middle + 4.0));
    }
    if let Some(plan) = row.planned.filter(|_| row.actual_start.is_some()) {
        let (from, to) = (canvas.x(plan.start), canvas.end(plan.finish));
        canvas.rect("plan", (from, middle + 7.0), (to - from, 3.0));
    }
    if row.is_milestone() {
        let x = canvas.x(bar.start) + canvas.a_day() / 2.0;
        let _ = write!(
            canvas.out,
            "<path class=\"{class}\" d=\"M{} {}l6 6l-6 6l-6 -6z\"/>",
            n(x),
            n(middle - 6.0)
        );
        return;
    }
    let stretch = |canvas: &mut Canvas<'_>, class: &str, from: Date, to: Date| {
        let (from, to) = (canvas.x(from), canvas.end(to));
        canvas.rect(class, (from, middle - high / 2.0), ((to - from).max(3.0), high));
    };
    match (row.state, canvas.chart.as_of) {
        (State::Finished, _) => stretch(canvas, "done", bar.start, bar.finish),
        (State::Open, Some(as_of)) => {
            stretch(canvas, class, bar.start, bar.finish);
            let upto = as_of.min(bar.finish);
            let (from, to) = (canvas.x(bar.start), canvas.end(upto));
            canvas.rect("done", (from, middle - 3.0), ((to - from).max(3.0), 6.0));
        }
        _ => stretch(canvas, class, bar.start, bar.finish),
    }
}

/// The words after the days: what the colours say, once more.
fn words(canvas: &mut Canvas<'_>, row: &Row, bar: Bar, base: f64) {
    let pick = |zh, en| canvas.chart.pick(zh, en);
    let (_, month, day) = bar.finish.ymd();
    let finish = if canvas.days.first.year() == canvas.days.last.year() {
        format!("{month:02}-{day:02}")
    } else {
        bar.finish.to_string()
    };
    let float = row.total_float.as_ref().map(|float| format!(" +{}", float.words)).unwrap_or_default();
    let (class, text) = match (row.state, row.critical) {
        (State::Finished, _) => ("small dim", format!("✓ {} {finish}", pick("已完成", "done"))),
        (State::Open, true) => ("critword", format!("▶ {} {finish}", pick("进行中，关键", "open, critical"))),
        (State::Open, false) => ("small", format!("▶ {} {finish}{float}", pick("进行中", "open"))),
        (_, true) => ("critword", format!("● {} {finish}", pick("关键", "critical"))),
        _ => ("small dim", format!("{finish}{float}")),
    };
    canvas.text(class, (Canvas::tail(), base), &fitted(&text, 138, 11));
}

/// The thick lines from one critical row to the one that it drives.
pub(super) fn critical_links(canvas: &mut Canvas<'_>, rows: &[(usize, &Row, f64)]) {
    let tops: HashMap<&str, (&Row, f64), foldhash::fast::RandomState> =
        rows.iter().map(|(_, row, top)| (row.id.as_str(), (*row, *top))).collect();
    for (_, row, top) in rows.iter().filter(|(_, row, _)| row.critical && !row.is_group()) {
        let before = row.driver.as_deref().and_then(|id| tops.get(id)).filter(|(before, _)| before.critical);
        let (Some((before, above)), Some(to)) = (before, row.early) else { continue };
        let Some(from) = before.early else { continue };
        let half = canvas.a_day() / 2.0;
        let x1 = if before.is_milestone() { canvas.x(from.finish) + half } else { canvas.end(from.finish) };
        let x2 = if row.is_milestone() { canvas.x(to.start) + half } else { canvas.x(to.start) };
        let (y1, y2) = (above + ROW / 2.0, top + ROW / 2.0);
        let _ =
            write!(canvas.out, "<path class=\"critlink\" d=\"M{} {}V{}H{}\"/>", n(x1), n(y1), n(y2), n(x2));
    }
}

/// One clock: how long it runs, when it stands still, its last day.
pub(super) fn clock(canvas: &mut Canvas<'_>, clock: &ClockRow, top: f64) {
    let end = clock.due.or(canvas.chart.as_of).unwrap_or(clock.from).max(clock.from);
    let middle = top + ROW / 2.0;
    let mut parts: Vec<&str> = clock.id.rsplit('/').take(2).collect();
    parts.reverse();
    let _ = write!(
        canvas.out,
        "<g><title>{}</title>",
        escaped(&[clock.id.clone()].iter().chain(&clock.told).cloned().collect::<Vec<_>>().join("\n"))
    );
    let name = format!("{}{}", canvas.chart.pick("时限 ", "limit "), parts.join("/"));
    canvas.name(&name, 0, false, top);
    let (from, to) = (canvas.x(clock.from), canvas.end(end));
    canvas.rect("clock", (from, middle - 4.5), (to - from, 9.0));
    for (first, last) in &clock.off {
        let (from, to) = (canvas.x(*first), canvas.end(*last));
        let _ = write!(
            canvas.out,
            "<g><title>{} {first} – {last}</title><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"11\" fill=\"url(#{}hatch)\" \
             stroke=\"#3730a3\"/></g>",
            escaped(canvas.chart.pick("停止计时", "clock stopped")),
            n(from),
            n(middle - 5.5),
            n((to - from).max(2.0)),
            canvas.prefix
        );
    }
    if let Some(due) = clock.due {
        let x = canvas.end(due);
        let _ = write!(
            canvas.out,
            "<path class=\"due\" d=\"M{} {}v14h2v-7l7 -3.5l-7 -3.5z\"/>",
            n(x - 1.0),
            n(middle - 7.0)
        );
    }
    let left =
        clock.left.map(|left| format!(" {} {left}", canvas.chart.pick("剩", "left"))).unwrap_or_default();
    let text = format!("{}{left}", clock.status);
    let class = if matches!(clock.status_key, "violated" | "at_risk") { "critword" } else { "small" };
    canvas.text(class, (Canvas::tail(), top + 16.0), &fitted(&text, 138, 11));
    canvas.out.push_str("</g>");
}
