//! Predecessors beyond the plain one, in both languages: any of several, so many of them, other ends, lags.

use super::expr_en::quoted as quoted_en;
use super::expr_zh::quoted;
use crate::calendar::TimeUnit;
use crate::model::{Branch, Join, LinkEnd, RuleSet};

/// 「乙」开始以前，应当至少有其中1项：「甲」完成，或者「丙」开始满3日
pub(super) fn zh(rules: &RuleSet, join: &Join, subject: &str, must: &str) -> String {
    let Join { need, to, branches } = join;
    let branch = |branch: &Branch| {
        let Branch { before, from, lag } = branch;
        let name = quoted(&rules.steps[*before].name);
        let lag = lag.map(|lag| {
            let counted = if lag.unit == TimeUnit::Workday { "按法定工作日计算，" } else { "" };
            format!("，其后满{}（{counted}当日不计入）", lag.zh())
        });
        format!("{name}已经{}{}", end_zh(*from), lag.unwrap_or_default())
    };
    let parts: Vec<String> = branches.iter().map(branch).collect();
    let how_many = match (*need as usize, parts.len()) {
        (_, 1) => String::new(),
        (need, all) if need >= all => "同时".to_owned(),
        (need, _) => format!("至少有下列{need}项："),
    };
    format!("{subject}{}以前，{must}{how_many}{}", end_zh(*to), parts.join("；"))
}

/// Before ‘乙’ starts, at least 1 of these must be so: ‘甲’ is finished; ‘丙’ started 3 days before
pub(super) fn en(rules: &RuleSet, join: &Join, subject: &str, must: &str) -> String {
    let Join { need, to, branches } = join;
    let branch = |branch: &Branch| {
        let Branch { before, from, lag } = branch;
        let name = quoted_en(&rules.steps[*before].name);
        let lag = lag.map(|lag| format!(" and {} have passed since, that day not counted", lag.en()));
        format!("{name} has {}{}", end_en(*from), lag.unwrap_or_default())
    };
    let parts: Vec<String> = branches.iter().map(branch).collect();
    let how_many = match (*need as usize, parts.len()) {
        (_, 1) => format!("it {must} be so that"),
        (need, all) if need >= all => format!("all of these {must} be so:"),
        (need, _) => format!("at least {need} of these {must} be so:"),
    };
    let to = match to {
        LinkEnd::Start => "starts",
        LinkEnd::Finish => "is finished",
    };
    format!("before {subject} {to}, {how_many} {}", parts.join("; "))
}

fn end_zh(end: LinkEnd) -> &'static str {
    match end {
        LinkEnd::Start => "开始",
        LinkEnd::Finish => "完成",
    }
}

fn end_en(end: LinkEnd) -> &'static str {
    match end {
        LinkEnd::Start => "started",
        LinkEnd::Finish => "been finished",
    }
}
