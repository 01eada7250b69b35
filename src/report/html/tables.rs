//! The tables of the page: what the pictures show, for those who read, copy or listen.

use crate::calendar::Date;
use crate::report::chart::{Amount, Chart, Row, State};
use crate::report::graph::standing;
use crate::report::markup::escaped;
use std::fmt::Write as _;

/// The head of the page.
pub(super) fn facts(out: &mut String, chart: &Chart) {
    let pick = |zh, en| chart.pick(zh, en);
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let critical: Vec<&str> = chart.paths.first().map_or(Vec::new(), |path| {
        path.iter().filter_map(|at| chart.rows.get(*at)).map(|row| row.name.as_str()).collect()
    });
    let first = (!critical.is_empty()).then(|| {
        let more = if chart.path_count > 1 {
            format!("{} {}{}", pick("（共", " ("), chart.path_count, pick("条）", " in all)"))
        } else {
            String::new()
        };
        critical.join(" → ") + &more
    });
    let all = [
        (pick("卷宗", "dossier"), chart.file.clone()),
        (pick("开始", "start"), day(chart.start)),
        (pick("截至", "as of"), day(chart.as_of)),
        (pick("完成", "finish"), day(chart.finish).or_else(|| chart.no_finish.clone())),
        (pick("注意", "note"), chart.caveat.clone()),
        (pick("关键路径", "critical path"), first),
        (
            pick("没有排入的前置", "predecessors left out"),
            (!chart.unplanned.is_empty()).then(|| chart.unplanned.join(pick("、", ", "))),
        ),
    ];
    out.push_str("<dl>\n");
    for (name, value) in all.into_iter().filter_map(|(name, value)| Some((name, value?))) {
        let _ = writeln!(out, "<dt>{}</dt><dd>{}</dd>", escaped(name), escaped(&value));
    }
    out.push_str("</dl>\n");
}

/// A table with its caption and heads.
fn open(out: &mut String, caption: &str, heads: &[&str]) {
    let _ =
        write!(out, "<div class=\"scroll\">\n<table>\n<caption>{}</caption>\n<thead><tr>", escaped(caption));
    for head in heads {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(head));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
}

fn close(out: &mut String) {
    out.push_str("</tbody>\n</table>\n</div>\n");
}

fn cell(out: &mut String, class: &str, text: &str) {
    let _ = write!(out, "<td class=\"{class}\">{}</td>", escaped(text));
}

/// All steps that take part, with their dates.
pub(super) fn steps(out: &mut String, chart: &Chart) {
    let pick = |zh, en| chart.pick(zh, en);
    let heads = [
        pick("步骤", "step"),
        pick("状态", "state"),
        pick("历时", "takes"),
        pick("最早开始", "early start"),
        pick("最早完成", "early finish"),
        pick("最迟完成", "late finish"),
        pick("总时差", "float"),
        pick("原计划完成", "planned finish"),
        pick("依据", "articles"),
    ];
    open(out, pick("各步骤的日期", "Dates of the steps"), &heads);
    for (_, row) in chart.drawn() {
        step(out, chart, row);
    }
    close(out);
}

fn step(out: &mut String, chart: &Chart, row: &Row) {
    let class = match (row.is_group(), row.critical) {
        (true, _) => "group",
        (_, true) => "critical",
        _ => "step",
    };
    let indent = "\u{3000}".repeat(usize::from(row.depth.min(8)));
    let _ = write!(out, "<tr class=\"{class}\"><th scope=\"row\">{indent}{}</th>", escaped(&row.name));
    let mut state = standing(chart, row).unwrap_or_default();
    if row.critical && !row.is_group() {
        state = format!("{state}{}", chart.pick("，关键", ", critical"));
    }
    cell(out, "s", &state);
    let amount = |amount: &Option<Amount>| amount.as_ref().map_or(String::new(), |one| one.words.clone());
    cell(out, "n", &amount(&row.takes));
    let day = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
    let start =
        row.early.map_or_else(|| row.no_date.clone().unwrap_or_default(), |bar| bar.start.to_string());
    cell(out, "d", &start);
    cell(out, "d", &day(row.early.map(|bar| bar.finish)));
    cell(out, "d", &day(row.late.filter(|_| row.state != State::Finished).map(|bar| bar.finish)));
    cell(out, "n", &amount(&row.total_float));
    cell(out, "d", &day(row.planned.map(|bar| bar.finish)));
    cell(out, "c", &row.cites);
    out.push_str("</tr>\n");
}

/// The clocks.
pub(super) fn clocks(out: &mut String, chart: &Chart) {
    if chart.clocks.is_empty() {
        return;
    }
    let pick = |zh, en| chart.pick(zh, en);
    let heads = [
        pick("时限", "limit"),
        pick("状态", "state"),
        pick("期限", "length"),
        pick("起算", "from"),
        pick("届满", "due"),
        pick("已用", "used"),
        pick("还剩", "left"),
        pick("怎样计算", "how it ran"),
    ];
    let _ = writeln!(out, "<h2>{}</h2>", pick("时限", "Clocks"));
    open(out, pick("运行的和已经办结的时限", "Limits that run or have run"), &heads);
    let number = |value: Option<i64>| value.map_or(String::new(), |value| value.to_string());
    for clock in &chart.clocks {
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", escaped(&clock.id));
        cell(out, "s", clock.status);
        cell(out, "n", &clock.limit);
        cell(out, "d", &clock.from.to_string());
        cell(out, "d", &clock.due.map_or(String::new(), |day| day.to_string()));
        cell(out, "n", &number(clock.used));
        cell(out, "n", &number(clock.left));
        let told: Vec<String> = clock.told.iter().map(|line| escaped(line)).collect();
        let _ = write!(out, "<td class=\"c\">{}</td>", told.join("<br/>"));
        out.push_str("</tr>\n");
    }
    close(out);
}

/// What comes before what, and by which clause.
pub(super) fn links(out: &mut String, chart: &Chart) {
    let pick = |zh, en| chart.pick(zh, en);
    let heads = [pick("先", "first"), pick("后", "then"), pick("怎样", "how"), pick("依据", "articles")];
    open(out, pick("先后次序及其依据", "What comes before what, and by which article"), &heads);
    let name = |at: usize| chart.rows.get(at).map_or("", |row| row.name.as_str());
    for link in &chart.links {
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", escaped(name(link.from)));
        cell(out, "s", name(link.to));
        cell(out, "s", link.note.as_deref().unwrap_or_default());
        cell(out, "c", &link.cites);
        out.push_str("</tr>\n");
    }
    close(out);
}

/// What is not in the plan, and why.
pub(super) fn left_out(out: &mut String, chart: &Chart) {
    if chart.left_out().next().is_none() {
        return;
    }
    let pick = |zh, en| chart.pick(zh, en);
    let _ = writeln!(out, "<h2>{}</h2>", pick("没有列入", "Left out"));
    open(
        out,
        pick("不在日程里的步骤", "Steps that are not in the schedule"),
        &[pick("步骤", "step"), pick("原因", "why")],
    );
    for (row, why) in chart.left_out() {
        let _ = write!(out, "<tr><th scope=\"row\">{}</th>", escaped(&row.name));
        cell(out, "s", why);
        out.push_str("</tr>\n");
    }
    close(out);
}
