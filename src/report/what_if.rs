//! What a supposed change changes: before and after, for people and for machines.

use super::json::day;
use super::table::Table;
use super::{Ink, Style};
use crate::calendar::Date;
use crate::model::{Id, RuleSet, Step};
use crate::plan::{Difference, Moved, MovedDuty};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The difference in words, with an empty line after it.
#[must_use]
pub fn human(rules: &RuleSet, found: &Difference, style: Style) -> String {
    let mut out = style.ink(Ink::Bold, style.pick("假设的结果", "What if")) + "\n";
    let none = || style.pick("不能确定", "not known").to_owned();
    let date = |day: Option<Date>| day.map_or_else(none, |day| day.to_string());
    let _ = writeln!(
        out,
        "  {}{} → {}{}",
        style.pick("完成：", "finish: "),
        date(found.finish.0),
        date(found.finish.1),
        shift(found.finish, style)
    );
    let path = |steps: &[Id<Step>]| {
        let names: Vec<&str> = steps.iter().map(|step| rules.steps[*step].name.as_str()).collect();
        if names.is_empty() { "—".to_owned() } else { names.join(style.pick("、", ", ")) }
    };
    let (before, after) = (&found.critical.0, &found.critical.1);
    let title = style.pick("关键步骤：", "critical steps: ");
    let _ = match before == after {
        true => writeln!(out, "  {title}{}{}", path(after), style.pick("（不变）", " (unchanged)")),
        false => writeln!(out, "  {title}{} → {}", path(before), path(after)),
    };
    duties(&mut out, rules, &found.duties, style);
    moved(&mut out, rules, &found.moved, style);
    out.push('\n');
    out
}

/// By how many days the finish moves.
fn shift((before, after): (Option<Date>, Option<Date>), style: Style) -> String {
    let Some(days) = before.zip(after).map(|(before, after)| after.days_since(before)) else {
        return String::new();
    };
    match days {
        0 => style.pick("（不变）", " (unchanged)").to_owned(),
        later if later > 0 => {
            format!("{}{later}{}", style.pick("（晚", " (later by "), style.pick("日）", " d)"))
        }
        earlier => {
            format!("{}{}{}", style.pick("（早", " (earlier by "), -earlier, style.pick("日）", " d)"))
        }
    }
}

fn duties(out: &mut String, rules: &RuleSet, duties: &[MovedDuty], style: Style) {
    for duty in duties {
        let id = rules.obligations[duty.obligation].id.as_str();
        let word = match duty.becomes_late() {
            true => style.ink(Ink::Bad, style.pick("将逾期", "becomes late")),
            false => style.ink(Ink::Good, style.pick("不再逾期", "is no longer late")),
        };
        let expected = duty
            .expected
            .1
            .map_or(String::new(), |day| format!("{}{day}", style.pick("，预计 ", ", expected ")));
        let _ = writeln!(
            out,
            "  {id} {word}{}{}{expected}{}",
            style.pick("（期限 ", " (due "),
            duty.due,
            style.pick("）", ")")
        );
    }
}

fn moved(out: &mut String, rules: &RuleSet, moved: &[Moved], style: Style) {
    let mut table = Table::default();
    let span = |one: Option<crate::schedule::Span>| match one {
        Some(span) => format!("{} — {}", span.start, span.finish),
        None => style.pick("不列入", "left out").to_owned(),
    };
    for one in moved {
        let name = rules.steps[one.step].name.to_string();
        table.row(vec![name, span(one.before), "→".to_owned(), span(one.after)]);
    }
    out.push_str(&table.render("  ", |_, _, text| text.to_owned()));
}

/// The difference as data: `what_if` of the schema `rulecheck/path/1`.
#[must_use]
pub fn json(rules: &RuleSet, found: &Difference) -> Value {
    let ids = |steps: &[Id<Step>]| -> Vec<&str> {
        steps.iter().map(|step| rules.steps[*step].path.as_str()).collect()
    };
    let span = |one: Option<crate::schedule::Span>| {
        one.map_or(
            Value::Null,
            |span| json!({ "start": span.start.to_string(), "finish": span.finish.to_string() }),
        )
    };
    let moved = found.moved.iter().map(|one| {
        json!({
            "id": rules.steps[one.step].path.as_str(),
            "before": span(one.before),
            "after": span(one.after),
        })
    });
    let duties = found.duties.iter().map(|one| {
        json!({
            "id": rules.obligations[one.obligation].id.as_str(),
            "due": one.due.to_string(),
            "expected": { "before": day(one.expected.0), "after": day(one.expected.1) },
            "becomes_late": one.becomes_late(),
        })
    });
    json!({
        "finish": { "before": day(found.finish.0), "after": day(found.finish.1) },
        "critical": { "before": ids(&found.critical.0), "after": ids(&found.critical.1) },
        "moved": moved.collect::<Vec<_>>(),
        "obligations": duties.collect::<Vec<_>>(),
    })
}
