//! The clause of a recurring duty (频次).

use super::speaker::Speaker;
use crate::model::{Frequency, RuleSet};

/// In Chinese; `must` is the word of duty.
pub(super) fn zh(rules: &RuleSet, speaker: &Speaker<'_>, frequency: &Frequency, must: &str) -> String {
    let event = &rules.events[frequency.event].name;
    let from = frequency.from.map_or_else(|| "文件施行之日".to_owned(), |from| speaker.zh(from));
    let to = frequency.to.map(|to| format!("，至{}为止", speaker.zh(to))).unwrap_or_default();
    format!(
        "自{from}起（含当日）{to}，{}{must}有「{event}」不少于{}次（按日历的期分别计算，首尾不满一期的次数不减）",
        frequency.cycle.zh(),
        frequency.least
    )
}

/// In English.
pub(super) fn en(rules: &RuleSet, speaker: &Speaker<'_>, frequency: &Frequency, must: &str) -> String {
    let event = &rules.events[frequency.event].name;
    let from =
        frequency.from.map_or_else(|| "the day the document is in force".to_owned(), |from| speaker.en(from));
    let to = frequency.to.map(|to| format!(" through {}", speaker.en(to))).unwrap_or_default();
    let times = if frequency.least == 1 { "time" } else { "times" };
    format!(
        "from {from}{to}, ‘{event}’ {must} happen at least {} {times} in {} (each period of the calendar by itself; the number is not cut where a period is cut short)",
        frequency.least,
        frequency.cycle.en()
    )
}
