//! A plan as one page: the pictures, under each a table with the same, to be read, printed and put on file.
//!
//! INVARIANT: one file, no script, nothing from elsewhere, and a policy in it that would forbid both; every text is
//! escaped. A4: pictures lie across, lists stand. Of very large plans the picture is in parts of thirty rows.

mod style;
mod tables;

use super::chart::Chart;
use super::gantt::{self, Part};
use super::graph;
use super::markup::{STYLE, escaped};
use std::fmt::Write as _;

/// Rows of one picture: what fits on a sheet.
const PART: usize = 30;
/// LIMIT: so many pictures; the table has all rows.
const PARTS: usize = 40;

/// One plan.
#[must_use]
pub fn html(chart: &Chart) -> String {
    let pick = |zh, en| chart.pick(zh, en);
    let mut out = String::from("<!DOCTYPE html>\n");
    let title = format!("{} · {}", chart.procedure, pick("日程", "schedule"));
    let _ = write!(
        out,
        "<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>{}</title>\n\
         <style>\n{}{STYLE}</style>\n</head>\n<body>\n<main>\n<section class=\"across first\">\n<h1>{}</h1>\n",
        pick("zh-CN", "en"),
        escaped(&title),
        style::page(),
        escaped(&title)
    );
    tables::facts(&mut out, chart);
    gantts(&mut out, chart);
    out.push_str("</section>\n");
    tables::steps(&mut out, chart);
    tables::clocks(&mut out, chart);
    let heading = pick("先后次序", "Order");
    let _ =
        write!(out, "<section class=\"across\">\n<h2>{}</h2>\n<figure class=\"wide\">\n", escaped(heading));
    out.push_str(&graph::picture(chart, "d", false));
    out.push_str("\n</figure>\n</section>\n");
    tables::links(&mut out, chart);
    tables::left_out(&mut out, chart);
    let _ = write!(
        out,
        "<footer>\n<p>{} {} · {}</p>\n</footer>\n</main>\n</body>\n</html>\n",
        pick("规则", "rules"),
        escaped(&chart.sources),
        pick("非官方，不是法律意见", "unofficial, not legal advice")
    );
    out
}

/// The picture along the days, in parts.
fn gantts(out: &mut String, chart: &Chart) {
    let pick = |zh, en| chart.pick(zh, en);
    let rows: Vec<usize> = chart.drawn().map(|(at, _)| at).collect();
    let clocks = chart.clocks.get(..chart.clocks.len().min(PART)).unwrap_or_default();
    let of = rows.len().div_ceil(PART).clamp(1, PARTS);
    let left = rows.len().saturating_sub(of * PART);
    for (at, part) in rows.chunks(PART).take(of).enumerate() {
        let last = at + 1 == of;
        let prefix = format!("g{at}");
        let number = (at + 1, of);
        // Clocks stand under the last part, where there is room for them on its sheet.
        let clocks = if last { clocks } else { &[] };
        let part = Part { rows: part, clocks, prefix: &prefix, left: if last { left } else { 0 }, number };
        let Some(picture) = gantt::picture(chart, part, false) else { continue };
        if at > 0 {
            out.push_str("</section>\n<section class=\"across\">\n");
        }
        let mark = if of > 1 { format!(" ({}/{of})", at + 1) } else { String::new() };
        let _ = write!(
            out,
            "<h2>{}{mark}</h2>\n<figure>\n{picture}\n</figure>\n",
            escaped(pick("进度", "Schedule"))
        );
    }
}
