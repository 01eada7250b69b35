//! A plan along the days as SVG.
//!
//! INVARIANT: one picture, no script, nothing from elsewhere; title and description for those who cannot see it.
//! Work is linear in rows and days, the size bounded by [`ROWS`]. Absent: paper, which is the page's.

use super::{bars, chosen, legend};
use crate::calendar::Date;
use crate::report::chart::{Chart, ClockRow, Days, Grain, Row, Scale, short};
use crate::report::markup::{FONTS, STYLE, escaped, fitted};
use std::fmt::Write as _;

/// LIMIT: so many rows in one picture, and so many clocks.
const ROWS: usize = 1000;
const CLOCKS: usize = 200;

/// Measures of the picture.
pub(super) const WIDTH: f64 = 1120.0;
const NAMES: f64 = 226.0;
const TAIL: f64 = 148.0;
const HEAD: f64 = 54.0;
pub(super) const ROW: f64 = 24.0;
const FOOT: f64 = 52.0;

/// What of a chart is drawn.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Part<'p> {
    /// The rows.
    pub(in crate::report) rows: &'p [usize],
    /// The clocks.
    pub(in crate::report) clocks: &'p [ClockRow],
    /// What its ids begin with: a page may hold several pictures.
    pub(in crate::report) prefix: &'p str,
    /// How many rows are drawn nowhere.
    pub(in crate::report) left: usize,
    /// Which picture of how many it is.
    pub(in crate::report) number: (usize, usize),
}

/// One plan; `None` where nothing has a date.
#[must_use]
pub fn svg(chart: &Chart) -> Option<String> {
    let (rows, left) = chosen(chart, ROWS);
    let clocks = chart.clocks.get(..chart.clocks.len().min(CLOCKS)).unwrap_or_default();
    let part = Part { rows: &rows, clocks, prefix: "g", left, number: (1, 1) };
    let drawn = picture(chart, part, true)?;
    Some(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{drawn}\n"))
}

/// A part of a plan as an element; `style`: with the style of all pictures.
pub(in crate::report) fn picture(chart: &Chart, part: Part<'_>, style: bool) -> Option<String> {
    let days = chart.days.as_ref()?;
    let scale = Scale::new(days, WIDTH - NAMES - TAIL, 22.0);
    let mut canvas = Canvas { chart, days, scale, prefix: part.prefix, out: String::new() };
    let count = part.rows.len() + part.clocks.len();
    let bottom = HEAD + ROW * f64::from(u32::try_from(count).unwrap_or(u32::MAX));
    canvas.open(bottom + FOOT, style, part);
    canvas.ground(bottom);
    let rows: Vec<(usize, &Row, f64)> = part
        .rows
        .iter()
        .zip(0u32..)
        .filter_map(|(at, line)| Some((*at, chart.rows.get(*at)?, HEAD + ROW * f64::from(line))))
        .collect();
    bars::critical_links(&mut canvas, &rows);
    for (_, row, top) in &rows {
        bars::row(&mut canvas, row, *top);
    }
    let first = HEAD + ROW * f64::from(u32::try_from(rows.len()).unwrap_or(u32::MAX));
    for (clock, line) in part.clocks.iter().zip(0u32..) {
        bars::clock(&mut canvas, clock, first + ROW * f64::from(line));
    }
    canvas.today(bottom);
    legend::legend(&mut canvas, bottom + 14.0, part.left);
    canvas.out.push_str("</svg>");
    Some(canvas.out)
}

/// A picture under way.
pub(super) struct Canvas<'c> {
    pub(super) chart: &'c Chart,
    pub(super) days: &'c Days,
    scale: Scale,
    pub(super) prefix: &'c str,
    pub(super) out: String,
}

impl Canvas<'_> {
    /// Where a day begins.
    pub(super) fn x(&self, day: Date) -> f64 {
        NAMES + f64::from(self.scale.offset(day)) * self.a_day()
    }

    /// Where a day ends.
    pub(super) fn end(&self, day: Date) -> f64 {
        self.x(day) + self.a_day()
    }

    /// How wide a day is.
    pub(super) fn a_day(&self) -> f64 {
        (WIDTH - NAMES - TAIL) / f64::from(self.scale.days.max(1))
    }

    /// Where the words after the days begin.
    pub(super) fn tail() -> f64 {
        WIDTH - TAIL + 12.0
    }

    pub(super) fn rect(&mut self, class: &str, (x, y): (f64, f64), (width, height): (f64, f64)) {
        let _ = write!(
            self.out,
            "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
            n(x),
            n(y),
            n(width.max(0.5)),
            n(height)
        );
    }

    pub(super) fn line(&mut self, class: &str, (x1, y1): (f64, f64), (x2, y2): (f64, f64)) {
        let _ = write!(self.out, "<path class=\"{class}\" d=\"M{} {}L{} {}\"/>", n(x1), n(y1), n(x2), n(y2));
    }

    pub(super) fn text(&mut self, class: &str, (x, y): (f64, f64), text: &str) {
        let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
        let _ = write!(self.out, "<text{class} x=\"{}\" y=\"{}\">{}</text>", n(x), n(y), escaped(text));
    }

    /// The name of a row, indented by its depth.
    pub(super) fn name(&mut self, name: &str, depth: u16, strong: bool, top: f64) {
        let indent = f64::from(depth.min(6)) * 12.0;
        let room = NAMES - indent - 12.0;
        let shown = fitted(name, round(room), 12);
        self.text(if strong { "strong" } else { "" }, (4.0 + indent, top + 16.0), &shown);
    }

    fn open(&mut self, height: f64, style: bool, part: Part<'_>) {
        let (chart, id) = (self.chart, self.prefix);
        let lang = chart.pick("zh-CN", "en");
        let _ = write!(
            self.out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"rc\" lang=\"{lang}\" xml:lang=\"{lang}\" role=\"img\" \
             aria-labelledby=\"{id}title {id}desc\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" \
             font-family='{FONTS}'><title id=\"{id}title\">{}</title><desc id=\"{id}desc\">{}</desc>",
            escaped(&legend::title(chart, part.number)),
            escaped(&legend::description(chart, part.rows.len())),
            w = n(WIDTH),
            h = n(height),
        );
        if style {
            let _ = write!(self.out, "<style>{STYLE}</style>");
        }
        let _ = write!(
            self.out,
            "<defs><pattern id=\"{id}hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#fff\"/>\
             <rect width=\"2.4\" height=\"6\" fill=\"#3730a3\"/></pattern>\
             <pattern id=\"{id}open\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(-45)\"><rect width=\"7\" height=\"7\" fill=\"#f3f4f6\"/>\
             <rect width=\"1\" height=\"7\" fill=\"#9ca3af\"/></pattern></defs>\
             <rect class=\"paper\" width=\"{}\" height=\"{}\"/>",
            n(WIDTH),
            n(height)
        );
    }

    /// Shaded rest days, make-up days, marks and words of the axis.
    fn ground(&mut self, bottom: f64) {
        let height = bottom - HEAD;
        let days = self.days;
        if self.shaded() {
            for run in &days.rest {
                let long = run.last.days_since(run.first) > 1;
                let _ = write!(self.out, "<g><title>{}</title>", escaped(&run.name));
                let width = self.end(run.last) - self.x(run.first);
                self.rect(if long { "holiday" } else { "rest" }, (self.x(run.first), HEAD), (width, height));
                self.out.push_str("</g>");
            }
            self.make_up(height);
        }
        if let Some(from) = days.unpublished {
            let x = self.x(from);
            let _ = write!(
                self.out,
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"url(#{}open)\"/>",
                n(x),
                n(HEAD),
                n((WIDTH - TAIL - x).max(1.0)),
                n(height),
                self.prefix
            );
            let words = self.chart.pick("日历未公布", "not published");
            let at = x.min(WIDTH - TAIL - 70.0);
            self.text("small dim", (at + 2.0, HEAD - 20.0), words);
        }
        self.axis(bottom);
    }

    /// Whether rest days are shaded: where a weekend is thinner than a line, it would be a grey veil.
    pub(super) fn shaded(&self) -> bool {
        self.scale.grain <= Grain::Week && self.a_day() >= 1.5
    }

    fn make_up(&mut self, height: f64) {
        let words = self.chart.pick("班", "w");
        for (day, name) in &self.days.make_up {
            let (x, width) = (self.x(*day), self.a_day());
            let _ = write!(
                self.out,
                "<g><title>{day} {} {}</title>",
                escaped(self.chart.pick("调休上班", "worked to make up for")),
                escaped(name)
            );
            self.rect("makeup", (x, HEAD), (width, height));
            if width >= 9.0 {
                self.text("makeuptext", (x + width / 2.0 - 5.0, HEAD - 3.0), words);
            } else {
                let _ = write!(
                    self.out,
                    "<path fill=\"#92400e\" d=\"M{} {}l-3 -6h6z\"/>",
                    n(x + width / 2.0),
                    n(HEAD)
                );
            }
            self.out.push_str("</g>");
        }
    }

    fn axis(&mut self, bottom: f64) {
        let made_up: Vec<Date> = self.days.make_up.iter().map(|(day, _)| *day).collect();
        let (mut free_above, mut free_below) = (0.0, 0.0);
        for tick in self.scale.ticks() {
            let x = self.x(tick.day);
            if x > free_below {
                self.line("grid", (x, HEAD - 14.0), (x, bottom));
            }
            if let Some(word) = tick.coarse.as_deref().filter(|_| x > free_above) {
                self.text("small strong", (x + 2.0, 14.0), word);
                free_above = x + 48.0;
            }
            let wide = self.a_day() >= 9.0 && made_up.binary_search(&tick.day).is_ok();
            if x > free_below && !wide {
                self.text("small dim", (x + 2.0, HEAD - 4.0), &tick.fine);
                free_below = x + 14.0;
            }
        }
        let right = WIDTH - TAIL;
        self.line("line", (0.0, HEAD), (WIDTH, HEAD));
        self.line("line", (right, HEAD), (right, bottom));
        self.line("line", (0.0, bottom), (WIDTH, bottom));
    }

    fn today(&mut self, bottom: f64) {
        let Some(day) = self.chart.as_of else { return };
        let x = self.x(day) + self.a_day() / 2.0;
        self.line("today", (x, 20.0), (x, bottom));
        let words = format!("{}{day}", self.chart.pick("截至 ", "as of "));
        let at = if x > WIDTH - TAIL - 90.0 { x - 92.0 } else { x + 3.0 };
        self.text("todaytext", (at, 29.0), &short(&words, 24));
    }
}

/// A measure with one digit after the point at most.
pub(super) fn n(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

fn round(value: f64) -> i32 {
    // A measure of a picture: far below the bound.
    value.clamp(0.0, 100_000.0) as i32
}
