//! Sentences about recurring duties (频次).

use super::super::facts::Facts;
use crate::diag::Lang;
use crate::judge::Status;
use crate::model::{Comparison, Frequency, RuleSet};

/// The requirement in Chinese.
pub(super) fn asked_zh(rules: &RuleSet, frequency: &Frequency) -> String {
    let (cycle, event) = (frequency.cycle.zh(), &rules.events[frequency.event].name);
    format!("{cycle}应当有「{event}」不少于{}次", frequency.least)
}

/// The same in English.
pub(super) fn asked_en(rules: &RuleSet, frequency: &Frequency) -> String {
    let (cycle, event) = (frequency.cycle.en(), &rules.events[frequency.event].name);
    format!("‘{event}’ must happen at least {} in {cycle}", times(frequency.least))
}

/// How often it has happened, in Chinese.
pub(super) fn counted_zh(facts: &Facts<'_>) -> String {
    let count = facts.period_events().map_or(0, |(count, _)| count);
    match (facts.verdict.status, facts.verdict.due) {
        (Status::Satisfied, _) => format!("本期已有{count}次"),
        (Status::Pending | Status::AtRisk, Some(due)) => format!("本期已有{count}次，最迟{due}"),
        (_, Some(due)) => format!("到{due}为止只有{count}次"),
        _ => "次数不足".to_owned(),
    }
}

/// The same in English.
pub(super) fn counted_en(facts: &Facts<'_>) -> String {
    let count = times(facts.period_events().map_or(0, |(count, _)| count));
    match (facts.verdict.status, facts.verdict.due) {
        (Status::Satisfied, _) => format!("{count} in this period"),
        (Status::Pending | Status::AtRisk, Some(due)) => format!("{count} so far, the last day is {due}"),
        (_, Some(due)) => format!("only {count} up to {due}"),
        _ => "not often enough".to_owned(),
    }
}

/// A comparison of numbers.
pub(super) fn than(op: Comparison, lang: Lang) -> &'static str {
    let (zh, en) = match op {
        Comparison::Equal => ("等于", "equals"),
        Comparison::NotEqual => ("不等于", "differs from"),
        Comparison::Less => ("少于", "less than"),
        Comparison::LessEqual => ("不超过", "at most"),
        Comparison::Greater => ("多于", "more than"),
        Comparison::GreaterEqual => ("不少于", "at least"),
    };
    match lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// `once`, `twice`, `3 times`
pub(super) fn times(count: u32) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        more => format!("{more} times"),
    }
}
