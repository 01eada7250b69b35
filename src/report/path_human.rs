//! Schedules for people: a table of dates and floats, the critical paths, the clocks.

use super::human::{digests, editions};
use super::table::Table;
use super::{Ink, Style, wording};
use crate::calendar::{Period, TimeUnit};
use crate::diag::Lang;
use crate::model::RuleSet;
use crate::plan::{Clock, LeftOut, Plan, PlannedStep, ProcedureSchedule};
use crate::schedule::{Basis, Gap, State};
use std::fmt::Write as _;

/// LIMIT: so many critical paths are written out.
const PATHS: usize = 5;

/// One schedule; `picture` stands under its table.
#[must_use]
pub fn render(
    rules: &RuleSet,
    plan: &ProcedureSchedule,
    file: Option<&str>,
    picture: &str,
    style: Style,
) -> String {
    let mut out = heading(rules, plan, file, style);
    out.push('\n');
    out.push_str(&activities(rules, plan, style));
    if !picture.is_empty() {
        let _ = write!(out, "\n{picture}");
    }
    left_out(&mut out, rules, plan, style);
    paths(&mut out, rules, plan, style);
    unplanned(&mut out, rules, plan, style);
    clocks(&mut out, rules, plan, style);
    super::path_forecast::human(&mut out, rules, plan, style);
    let finish = match plan.schedule.finish() {
        Ok(day) => day.to_string(),
        Err(gap) => gap_words(gap, style.lang),
    };
    let _ = writeln!(out, "\n{}{}", style.pick("完成：", "Finish: "), style.ink(Ink::Bold, &finish));
    let basis = match plan.schedule.basis() {
        Basis::Published => None,
        Basis::Provisional => Some(style.pick("有的日期还可能变动", "some dates may still change")),
        Basis::Assumed => Some(style.pick("有的日期是推定的", "some dates are assumed")),
    };
    if let Some(basis) = basis {
        let _ = writeln!(out, "{basis}");
    }
    let line = format!("{} {}  {}", style.pick("规则", "rules"), editions(rules), digests(rules));
    let _ = writeln!(out, "{}", style.ink(Ink::Dim, &line));
    out
}

fn heading(rules: &RuleSet, plan: &ProcedureSchedule, file: Option<&str>, style: Style) -> String {
    let mut parts: Vec<String> = file.map(str::to_owned).into_iter().collect();
    parts.push(style.ink(Ink::Bold, &rules.procedures[plan.procedure].name));
    parts.push(format!("{}{}", style.pick("开始 ", "start "), plan.start));
    parts.extend(plan.as_of.map(|day| format!("{}{day}", style.pick("截至 ", "as of "))));
    parts.extend(plan_words(plan.plan, style));
    parts.join("  ") + "\n"
}

/// Which plan it is, where it is not the usual one.
fn plan_words(plan: Plan, style: Style) -> Option<String> {
    let words = match plan {
        Plan::Fastest => style.pick("依法最快", "fastest lawful"),
        Plan::Expected => return None,
        Plan::Latest => style.pick("依法最迟", "latest allowed"),
    };
    Some(words.to_owned())
}

fn activities(rules: &RuleSet, plan: &ProcedureSchedule, style: Style) -> String {
    let titles = match style.lang {
        Lang::Zh => {
            ["步骤", "历时", "最早开始", "最早完成", "最迟开始", "最迟完成", "总时差", "自由时差", ""]
        }
        Lang::En => {
            ["step", "takes", "early start", "early finish", "late start", "late finish", "float", "free", ""]
        }
    };
    let mut table = Table::default();
    let mut critical = vec![false];
    table.row(titles.iter().map(|title| (*title).to_owned()).collect());
    for step in plan.steps.iter().filter(|step| step.left_out.is_none()) {
        table.row(row(rules, plan, step, style));
        critical.push(plan.activity(step).is_some_and(|one| one.critical));
    }
    table.render("  ", |at, _, text| match (at, critical.get(at)) {
        (0, _) => style.ink(Ink::Bold, text),
        (_, Some(true)) => style.ink(Ink::Warn, text),
        _ => text.to_owned(),
    })
}

fn row(rules: &RuleSet, plan: &ProcedureSchedule, step: &PlannedStep, style: Style) -> Vec<String> {
    let name = rules.steps[step.step].name.to_string();
    let Some(found) = plan.activity(step) else { return vec![name] };
    let none = style.pick("—", "-").to_owned();
    let (early_start, early_finish) = match found.early {
        Ok(span) => (span.start.to_string(), span.finish.to_string()),
        Err(gap) => (gap_words(gap, style.lang), none.clone()),
    };
    let (late_start, late_finish) = match found.late {
        Ok(span) => (span.start.to_string(), span.finish.to_string()),
        Err(_) => (none.clone(), none.clone()),
    };
    let float = |days: Option<i32>| match days {
        Some(days) => days_words(i64::from(days), found.unit, style.lang),
        None => none.clone(),
    };
    let mark = match (found.state, found.critical) {
        (State::Finished, _) => style.pick("已完成", "done"),
        (State::Open, true) => style.pick("进行中，关键", "open, critical"),
        (State::Open, false) => style.pick("进行中", "open"),
        (_, true) => style.pick("关键", "critical"),
        _ => "",
    };
    let takes = duration(step.takes(), style.lang);
    vec![
        name,
        takes,
        early_start,
        early_finish,
        late_start,
        late_finish,
        float(found.total_float),
        float(found.free_float),
        mark.to_owned(),
    ]
}

fn duration(duration: Period, lang: Lang) -> String {
    days_words(i64::from(duration.amount), duration.unit, lang)
}

pub(super) fn days_words(days: i64, unit: TimeUnit, lang: Lang) -> String {
    match (unit, lang) {
        _ if days == 0 => "0".to_owned(),
        (unit, Lang::Zh) => format!("{days}{}", unit.zh()),
        (TimeUnit::Workday, Lang::En) => format!("{days} wd"),
        (TimeUnit::Day, Lang::En) => format!("{days} d"),
        (TimeUnit::Month, Lang::En) => format!("{days} mo"),
        (TimeUnit::Year, Lang::En) => format!("{days} y"),
        (TimeUnit::Hour, Lang::En) => format!("{days} h"),
        (TimeUnit::Minute, Lang::En) => format!("{days} min"),
    }
}

pub(super) fn gap_words(gap: Gap, lang: Lang) -> String {
    match (gap, lang) {
        (Gap::NotApplicable, Lang::Zh) => "不适用".to_owned(),
        (Gap::BeyondCalendar(_), Lang::Zh) => "日历未公布".to_owned(),
        (Gap::BeyondDates, Lang::Zh) => "超出日期范围".to_owned(),
        (Gap::DependsOn { .. }, Lang::Zh) => "前序没有日期".to_owned(),
        (Gap::FinishUnknown { .. }, Lang::Zh) => "不能确定".to_owned(),
        (gap, Lang::En) => gap.to_string(),
    }
}

pub(super) fn left_out_words(why: LeftOut, lang: Lang) -> &'static str {
    let (zh, en) = match why {
        LeftOut::OutOfScope => ("不适用", "out of scope"),
        LeftOut::Waived => ("免除", "waived"),
        LeftOut::Optional => ("可以，没有记录", "optional, not on record"),
        LeftOut::GroupFinished => ("所属步骤已完成", "its group is finished"),
        LeftOut::Removed => ("删去", "removed"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

fn left_out(out: &mut String, rules: &RuleSet, plan: &ProcedureSchedule, style: Style) {
    let steps =
        plan.steps.iter().filter_map(|step| Some((step.left_out?, rules.steps[step.step].name.as_str())));
    let all: Vec<String> =
        steps.map(|(why, name)| format!("{name}（{}）", left_out_words(why, style.lang))).collect();
    let all: Vec<String> = match style.lang {
        Lang::Zh => all,
        Lang::En => all.iter().map(|one| one.replace('（', " (").replace('）', ")")).collect(),
    };
    if !all.is_empty() {
        let _ =
            writeln!(out, "\n{}{}", style.pick("没有列入：", "Left out: "), all.join(style.pick("、", ", ")));
    }
}

fn paths(out: &mut String, rules: &RuleSet, plan: &ProcedureSchedule, style: Style) {
    let (count, found) = plan.critical_paths(PATHS);
    if count == 0 {
        return;
    }
    let _ = match style.lang {
        Lang::Zh => writeln!(out, "\n{}（{count}条）", style.ink(Ink::Bold, "关键路径")),
        Lang::En => writeln!(out, "\n{} ({count})", style.ink(Ink::Bold, "Critical paths")),
    };
    for path in found {
        let names: Vec<&str> = path.into_iter().map(|step| rules.steps[step].name.as_str()).collect();
        let _ = writeln!(out, "  {}", names.join(" → "));
    }
}

/// The predecessors that the dates above do not heed.
fn unplanned(out: &mut String, rules: &RuleSet, plan: &ProcedureSchedule, style: Style) {
    if plan.unplanned.is_empty() {
        return;
    }
    let ids: Vec<&str> = plan.unplanned.iter().map(|id| rules.obligations[*id].id.as_str()).collect();
    let line = match style.lang {
        Lang::Zh => format!("没有排入计划的前置（日期可能过早）：{}", ids.join("、")),
        Lang::En => format!("predecessors left out of the plan (dates may be too early): {}", ids.join(", ")),
    };
    let _ = writeln!(out, "\n{line}");
}

fn clocks(out: &mut String, rules: &RuleSet, plan: &ProcedureSchedule, style: Style) {
    if plan.clocks.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", style.ink(Ink::Bold, style.pick("时限", "Clocks")));
    let mut table = Table::default();
    for clock in &plan.clocks {
        table.row(clock_row(rules, clock, style));
    }
    out.push_str(&table.render("  ", |_, _, text| text.to_owned()));
    for clock in plan.clocks.iter().filter(|clock| super::clock::is_notable(&clock.run)) {
        let _ = writeln!(out, "  {}", rules.obligations[clock.obligation].id);
        for line in super::clock::lines(rules, &clock.run, style.lang) {
            let _ = writeln!(out, "    {line}");
        }
    }
}

fn clock_row(rules: &RuleSet, clock: &Clock, style: Style) -> Vec<String> {
    let number = |days: Option<i64>| days.map_or(style.pick("—", "-").to_owned(), |days| days.to_string());
    let due = clock.due.map_or(style.pick("—", "-").to_owned(), |day| day.to_string());
    let stopped = clock.run.excluded.unwrap_or_default();
    let limit = wording::period_words(clock.limit, style.lang);
    let mut row = vec![
        rules.obligations[clock.obligation].id.to_string(),
        wording::status_word(clock.status, style.lang).to_owned(),
        format!("{}{limit}", style.pick("限 ", "limit ")),
        format!("{}{}", style.pick("已用 ", "used "), number(clock.used)),
        format!("{}{}", style.pick("还剩 ", "left "), number(clock.left)),
        format!("{}{due}{}", style.pick("届满 ", "due "), provisional(clock, style)),
    ];
    row.extend((stopped > 0).then(|| format!("{}{stopped}", style.pick("不计入 ", "excluded "))));
    row
}

/// A last day that may still move.
fn provisional(clock: &Clock, style: Style) -> &'static str {
    let open = clock.provisional && clock.run.end.is_none();
    if open { style.pick("（暂定）", " (provisional)") } else { "" }
}
