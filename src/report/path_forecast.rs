//! What is pending with a last day: when the plan has it done, and how much room is left.

use super::path_human::days_words;
use super::table::Table;
use super::{Ink, Style};
use crate::judge::Forecast;
use crate::model::RuleSet;
use crate::plan::ProcedureSchedule;
use std::fmt::Write as _;

/// The forecasts as a table; nothing where there is none.
pub(super) fn human(out: &mut String, rules: &RuleSet, plan: &ProcedureSchedule, style: Style) {
    if plan.forecasts.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", style.ink(Ink::Bold, style.pick("预计", "Forecast")));
    let mut table = Table::default();
    for forecast in &plan.forecasts {
        table.row(vec![
            rules.obligations[forecast.obligation].id.to_string(),
            format!("{}{}", style.pick("期限 ", "due "), forecast.due),
            format!("{}{}", style.pick("预计 ", "expected "), forecast.expected),
            room(forecast, style),
        ]);
    }
    out.push_str(&table.render("  ", |row, column, text| {
        let warns = plan.forecasts.get(row).is_some_and(Forecast::warns);
        if warns && column == 3 { style.ink(Ink::Warn, text) } else { text.to_owned() }
    }));
}

fn room(forecast: &Forecast, style: Style) -> String {
    let days = |count: i64| days_words(count, forecast.unit, style.lang);
    let words = match (forecast.expected > forecast.due, forecast.slack) {
        (true, Some(slack)) if slack < 0 => format!("{}{}", style.pick("晚", "late by "), days(-slack)),
        (true, _) => style.pick("晚于期限", "late").to_owned(),
        (false, Some(0)) => style.pick("没有余地", "no day to spare").to_owned(),
        (false, Some(slack)) => format!("{}{}", style.pick("余", "to spare "), days(slack)),
        (false, None) => style.pick("余地不能确定", "room not known").to_owned(),
    };
    if forecast.warns() { format!("{}{words}", style.pick("预警：", "at risk: ")) } else { words }
}
