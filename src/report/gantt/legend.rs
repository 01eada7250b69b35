//! What a picture of a plan is called, what it tells, and what its signs mean.

use super::svg::{Canvas, WIDTH, n};
use crate::report::chart::{Chart, State};
use crate::report::markup::{escaped, text_width};
use std::fmt::Write as _;

/// The title of a picture.
pub(super) fn title(chart: &Chart, (number, of): (usize, usize)) -> String {
    let part = if of > 1 { format!(" ({number}/{of})") } else { String::new() };
    match &chart.file {
        Some(file) => format!("{}{}{}{part}", chart.procedure, chart.pick(" 进度图：", ", schedule: "), file),
        None => format!("{}{}{part}", chart.procedure, chart.pick(" 进度图", ", schedule")),
    }
}

/// The picture in words.
pub(super) fn description(chart: &Chart, rows: usize) -> String {
    let pick = |zh, en| chart.pick(zh, en);
    let mut parts = vec![format!("{rows} {}", pick("行", "rows"))];
    parts.extend(chart.start.map(|day| format!("{} {day}", pick("开始", "start"))));
    parts.extend(chart.as_of.map(|day| format!("{} {day}", pick("截至", "as of"))));
    parts.extend(chart.finish.map(|day| format!("{} {day}", pick("完成", "finish"))));
    let critical: Vec<&str> = chart
        .rows
        .iter()
        .filter(|row| row.critical && !row.is_group() && row.state != State::LeftOut)
        .map(|row| row.name.as_str())
        .take(30)
        .collect();
    if !critical.is_empty() {
        parts.push(format!("{} {}", pick("关键步骤：", "critical steps:"), critical.join(pick("、", ", "))));
    }
    parts.join(pick("，", ", "))
}

/// The signs in a line or two under the picture.
pub(super) fn legend(canvas: &mut Canvas<'_>, top: f64, left: usize) {
    let chart = canvas.chart;
    let pick = |zh: &'static str, en: &'static str| chart.pick(zh, en);
    let dated = chart.as_of.is_some();
    let stops = chart.clocks.iter().any(|clock| !clock.off.is_empty());
    let id = canvas.prefix;
    let hatch =
        format!("<rect width=\"20\" height=\"9\" y=\"-9\" fill=\"url(#{id}hatch)\" stroke=\"#3730a3\"/>");
    let signs: [(bool, &str, &str); 11] = [
        (dated, "<rect class=\"done\" width=\"20\" height=\"9\" y=\"-9\"/>", pick("已办", "done")),
        (true, "<rect class=\"todo\" width=\"20\" height=\"9\" y=\"-9\"/>", pick("未办", "to come")),
        (true, "<rect class=\"crit\" width=\"20\" height=\"13\" y=\"-11\"/>", pick("关键", "critical")),
        (true, "<path class=\"todo\" d=\"M10 -11l6 6l-6 6l-6 -6z\"/>", pick("不占时间", "takes no time")),
        (true, "<path class=\"tail\" d=\"M0 -4H20M20 -8V0\"/>", pick("时差", "float")),
        (
            dated,
            "<rect class=\"plan\" width=\"20\" height=\"3\" y=\"-6\"/>",
            pick("原计划", "plan from the start day"),
        ),
        (
            canvas.shaded(),
            "<rect class=\"rest\" width=\"20\" height=\"11\" y=\"-10\"/>",
            pick("休息日", "rest days"),
        ),
        (
            canvas.shaded() && !canvas.days.make_up.is_empty(),
            "<rect class=\"makeup\" width=\"14\" height=\"11\" y=\"-10\" x=\"3\"/>",
            pick("调休上班", "worked to make up"),
        ),
        (dated, "<path class=\"today\" d=\"M10 -11V2\"/>", pick("截至日", "as-of date")),
        (stops, hatch.as_str(), pick("停止计时", "clock stopped")),
        (
            chart.clocks.iter().any(|clock| clock.due.is_some()),
            "<path class=\"due\" d=\"M6 -12v14h2v-7l7 -3.5l-7 -3.5z\"/>",
            pick("届满", "due"),
        ),
    ];
    let (mut x, mut y) = (4.0, top + 4.0);
    for (_, sign, word) in signs.into_iter().filter(|(shown, ..)| *shown) {
        let wide = 26.0 + f64::from(text_width(word, 11)) + 16.0;
        if x + wide > WIDTH {
            (x, y) = (4.0, y + 18.0);
        }
        let _ = write!(
            canvas.out,
            "<g transform=\"translate({} {})\">{sign}<text class=\"small\" x=\"26\">{}</text></g>",
            n(x),
            n(y),
            escaped(word)
        );
        x += wide;
    }
    if left > 0 {
        let words = format!("{} {left}", pick("图中略去的步骤：", "steps left out of this picture:"));
        canvas.text("small strong", (4.0, y + 18.0), &words);
    }
}
