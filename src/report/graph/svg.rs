//! The order of a procedure as SVG.
//!
//! INVARIANT: one picture, no script, nothing from elsewhere; every box and every arrow has its words as a title.

use super::layers::Place;
use super::layout::{Layout, layout};
use super::shown::Shown;
use super::{dates, days, standing};
use crate::report::chart::{Chart, Link, Row, State, meeting};
use crate::report::markup::{FONTS, STYLE, escaped, fitted, text_width};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Around the picture, over it for its title, and under it for the legend.
const MARGIN: i32 = 16;
const HEAD: i32 = 34;
const FOOT: i32 = 44;
/// So wide that the legend has room.
const LEAST: i32 = 560;

/// One order.
#[must_use]
pub fn svg(chart: &Chart) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", picture(chart, "d", true))
}

/// One order as an element; `prefix` begins its ids, `style`: with the style of all pictures.
pub(in crate::report) fn picture(chart: &Chart, prefix: &str, style: bool) -> String {
    let shown = Shown::of(chart);
    let layout = layout(chart, &shown);
    let (width, height) = ((layout.width + 2 * MARGIN).max(LEAST), layout.height + HEAD + FOOT + MARGIN);
    let mut out = String::new();
    open(&mut out, chart, prefix, (width, height), style);
    let _ = write!(out, "<g transform=\"translate({MARGIN} {HEAD})\">");
    let visible = || chart.rows.iter().enumerate().filter(|(at, _)| shown.has(*at));
    for (at, row) in visible().filter(|(at, row)| row.is_group() && !shown.is_closed(*at)) {
        if let Some(place) = layout.places.get(at) {
            lane(&mut out, chart, row, *place);
        }
    }
    for link in &chart.links {
        edge(&mut out, chart, &shown, &layout, (link, prefix));
    }
    notes(&mut out, chart, &shown, &layout);
    for (at, row) in visible().filter(|(at, row)| !row.is_group() || shown.is_closed(*at)) {
        if let Some(place) = layout.places.get(at) {
            step(&mut out, chart, row, *place);
        }
    }
    out.push_str("</g>");
    legend(&mut out, chart, height - FOOT + 18, &shown);
    out.push_str("</svg>");
    out
}

fn open(out: &mut String, chart: &Chart, id: &str, (width, height): (i32, i32), style: bool) {
    let lang = chart.pick("zh-CN", "en");
    let title = format!("{} {}", chart.procedure, chart.pick("步骤次序图", "order of steps"));
    let steps = chart.rows.iter().filter(|row| !row.is_group()).count();
    let about = format!(
        "{steps} {}{} {}",
        chart.pick("个步骤，", "steps, "),
        chart.links.len(),
        chart.pick("条先后关系，自左向右", "links, from left to right")
    );
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"rc\" lang=\"{lang}\" xml:lang=\"{lang}\" role=\"img\" \
         aria-labelledby=\"{id}title {id}desc\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family='{FONTS}'><title id=\"{id}title\">{}</title>\
         <desc id=\"{id}desc\">{}</desc>",
        escaped(&title),
        escaped(&about)
    );
    if style {
        let _ = write!(out, "<style>{STYLE}</style>");
    }
    let _ = write!(
        out,
        "<defs><marker id=\"{id}arrow\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"8\" \
         markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"arrow\" d=\"M0 0L8 4L0 8z\"/>\
         </marker><marker id=\"{id}critarrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"11\" \
         markerHeight=\"11\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path class=\"critarrow\" \
         d=\"M0 0L8 4L0 8z\"/></marker></defs><rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\
         <text class=\"strong\" x=\"{MARGIN}\" y=\"20\">{}</text>",
        escaped(&fitted(&title, width - 2 * MARGIN, 12))
    );
}

/// A group: a box around what is in it.
fn lane(out: &mut String, chart: &Chart, row: &Row, place: Place) {
    let class = if row.parallel { "parallel" } else { "lane" };
    let optional = if row.optional { " optional" } else { "" };
    let word = if row.parallel { chart.pick("【并联】", " [parallel]") } else { "" };
    let name = fitted(&format!("{}{word}", row.name), place.width - 16, 12);
    let _ = write!(
        out,
        "<g><title>{}</title><rect class=\"{class}{optional}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\"/>\
         <text class=\"strong\" x=\"{}\" y=\"{}\">{}</text>",
        escaped(&told(chart, row)),
        place.x,
        place.y,
        place.width,
        place.height,
        place.x + 10,
        place.y + 18,
        escaped(&name)
    );
    if let Some(standing) = standing(chart, row) {
        let room = place.width - 30 - text_width(&name, 12);
        let words = fitted(&standing, room, 11);
        let x = place.x + place.width - 10;
        if room > 40 {
            let _ = write!(
                out,
                "<text class=\"small dim\" text-anchor=\"end\" x=\"{x}\" y=\"{}\">{}</text>",
                place.y + 18,
                escaped(&words)
            );
        }
    }
    out.push_str("</g>");
}

/// A step: its name, how it stands, its dates.
fn step(out: &mut String, chart: &Chart, row: &Row, place: Place) {
    let class = match (row.state, row.critical) {
        (State::LeftOut, _) => "boxout",
        (_, true) => "boxcrit",
        (State::Finished, _) => "boxdone",
        _ => "box",
    };
    let optional = if row.optional { " optional" } else { "" };
    let _ = write!(
        out,
        "<g><title>{}</title><rect class=\"{class}{optional}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"4\"/>",
        escaped(&told(chart, row)),
        place.x,
        place.y,
        place.width,
        place.height
    );
    let mut lines = Vec::new();
    let closed =
        row.is_group().then(|| format!("{} {}", row.below, chart.pick("个步骤（未展开）", "steps, closed")));
    let ink = if row.state == State::LeftOut { "dim" } else { "strong" };
    lines.push((ink, row.name.clone(), 12));
    lines.extend(standing(chart, row).map(|words| ("small", words, 11)));
    // The word beside the thick border: colour and thickness are not enough for everybody.
    let critical = row.critical.then(|| format!("● {} ", chart.pick("关键", "critical")));
    lines.extend(match critical {
        Some(word) => Some(("critword", word + &days(row).unwrap_or_default(), 11)),
        None => dates(row).map(|words| ("small dim", words, 11)),
    });
    lines.extend(closed.map(|words| ("small dim", words, 11)));
    lines.truncate(3);
    let first = place.y + (place.height - i32::try_from(lines.len()).unwrap_or(1) * 17) / 2 + 13;
    for (line, (class, text, size)) in (0i32..).zip(lines) {
        let _ = write!(
            out,
            "<text class=\"{class}\" text-anchor=\"middle\" x=\"{}\" y=\"{}\">{}</text>",
            place.x + place.width / 2,
            first + 17 * line,
            escaped(&fitted(&text, place.width - 12, size))
        );
    }
    out.push_str("</g>");
}

/// A row in a sentence.
fn told(chart: &Chart, row: &Row) -> String {
    let mut parts = vec![row.name.clone()];
    parts.extend(row.optional.then(|| chart.pick("可以不办", "optional").to_owned()));
    parts.extend(standing(chart, row));
    parts.extend(row.early.map(|bar| format!("{} {} {}", bar.start, chart.pick("至", "to"), bar.finish)));
    parts.extend(row.critical.then(|| chart.pick("关键", "critical").to_owned()));
    parts.extend(Some(row.cites.clone()).filter(|cites| !cites.is_empty()));
    parts.join(chart.pick("，", ", "))
}

/// One arrow, from the right of one box to the left of another, through the points of its way.
fn edge(out: &mut String, chart: &Chart, shown: &Shown, layout: &Layout, (link, prefix): (&Link, &str)) {
    let ends = (shown.stand_in(link.from), shown.stand_in(link.to));
    let (Some(from), Some(to)) = ends else { return };
    if from == to {
        return;
    }
    let (Some(a), Some(b)) = (layout.places.get(from), layout.places.get(to)) else { return };
    let members = meeting(&chart.rows, from, to);
    let side = |at: usize| layout.sides.get(at).copied();
    let (leaves, enters) = (a.y + a.height / 2, b.y + b.height / 2);
    let mut points = vec![(a.x + a.width, leaves)];
    points.extend(side(members.0).filter(|(_, end)| *end > a.x + a.width).map(|(_, end)| (end, leaves)));
    points.extend(layout.ways.get(&members).into_iter().flatten());
    points.extend(side(members.1).filter(|(begin, _)| *begin < b.x).map(|(begin, _)| (begin, enters)));
    points.push((b.x, enters));
    let critical = is_critical(chart, from, to);
    let class = if critical { "critlink" } else { "edge" };
    let arrow = if critical { "critarrow" } else { "arrow" };
    let choice = if link.choice { " choice" } else { "" };
    let name = |at: usize| chart.rows.get(at).map_or("", |row| row.name.as_str());
    let note = link.note.as_deref().map(|note| format!(" [{note}]")).unwrap_or_default();
    let _ = write!(
        out,
        "<g><title>{}</title><path class=\"{class}{choice}\" d=\"{}\" marker-end=\"url(#{prefix}{arrow})\"/>",
        escaped(&format!("{} → {}{note} {}", name(link.from), name(link.to), link.cites)),
        curve(&points)
    );
    out.push_str("</g>");
}

/// What arrows ask for beyond the usual, before the boxes that they lead to; each once, under each other.
fn notes(out: &mut String, chart: &Chart, shown: &Shown, layout: &Layout) {
    let wanted =
        chart.links.iter().filter_map(|link| Some((shown.stand_in(link.to)?, link.note.as_deref()?)));
    let wanted: BTreeSet<(usize, &str)> = wanted.collect();
    let (mut before, mut line) = (None, 0);
    for (to, note) in wanted {
        line = if before == Some(to) { line + 1 } else { 0 };
        before = Some(to);
        let Some(place) = layout.places.get(to) else { continue };
        let _ = write!(
            out,
            "<text class=\"small halo\" text-anchor=\"end\" x=\"{}\" y=\"{}\">{}</text>",
            place.x - 12,
            place.y + place.height / 2 - 8 - 13 * line,
            escaped(&fitted(note, 120, 11))
        );
    }
}

/// Whether the second drives on from the first, both critical.
fn is_critical(chart: &Chart, from: usize, to: usize) -> bool {
    let (Some(before), Some(after)) = (chart.rows.get(from), chart.rows.get(to)) else { return false };
    before.critical && after.critical && after.driver.as_deref() == Some(before.id.as_str())
}

/// A smooth line that is level in every point.
fn curve(points: &[(i32, i32)]) -> String {
    let mut out = String::new();
    let mut before: Option<(i32, i32)> = None;
    for &(x, y) in points {
        match before {
            None => {
                let _ = write!(out, "M{x} {y}");
            }
            Some((_, last)) if last == y => {
                let _ = write!(out, "H{x}");
            }
            Some((left, last)) => {
                let bend = ((x - left) / 2).max(20);
                let _ = write!(out, "C{} {last} {} {y} {x} {y}", left + bend, x - bend);
            }
        }
        before = Some((x, y));
    }
    out
}

fn legend(out: &mut String, chart: &Chart, top: i32, shown: &Shown) {
    let dated = chart.as_of.is_some() || chart.start.is_some();
    let pick = |zh: &'static str, en: &'static str| chart.pick(zh, en);
    let signs = [
        (true, "<rect class=\"box\" width=\"22\" height=\"12\" y=\"-10\"/>", pick("步骤", "step")),
        (
            chart.rows.iter().any(|row| row.optional),
            "<rect class=\"box optional\" width=\"22\" height=\"12\" y=\"-10\"/>",
            pick("可以不办", "optional"),
        ),
        (
            chart.rows.iter().any(|row| row.parallel),
            "<rect class=\"parallel\" width=\"22\" height=\"12\" y=\"-10\"/>",
            pick("并联", "parallel"),
        ),
        (dated, "<rect class=\"boxcrit\" width=\"22\" height=\"12\" y=\"-10\"/>", pick("关键", "critical")),
        (
            chart.links.iter().any(|link| link.choice),
            "<path class=\"edge choice\" d=\"M0 -4H22\"/>",
            pick("不必全部", "not all needed"),
        ),
    ];
    let mut x = MARGIN;
    for (_, sign, word) in signs.into_iter().filter(|(is_shown, ..)| *is_shown) {
        let _ = write!(
            out,
            "<g transform=\"translate({x} {top})\">{sign}<text class=\"small\" x=\"28\">{}</text></g>",
            escaped(word)
        );
        x += 28 + text_width(word, 11) + 20;
    }
    if let Some(caveat) = &chart.caveat {
        let room = text_width(caveat, 11) + 2 * MARGIN;
        let _ = write!(
            out,
            "<text class=\"small strong\" x=\"{}\" y=\"{top}\">{}</text>",
            x,
            escaped(&fitted(caveat, room, 11))
        );
    }
    if shown.left > 0 || shown.closed.iter().any(|closed| *closed) {
        let words = match shown.left {
            0 => pick("步骤太多，下层没有展开", "too many steps: the lower levels are closed").to_owned(),
            left => format!("{} {left}", pick("图中略去的步骤：", "steps left out of this picture:")),
        };
        let _ = write!(
            out,
            "<text class=\"small strong\" x=\"{MARGIN}\" y=\"{}\">{}</text>",
            top + 18,
            escaped(&words)
        );
    }
}
