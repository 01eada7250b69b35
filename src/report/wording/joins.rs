//! What a join asks for, in words.

use crate::model::{Branch, Join, LinkEnd, RuleSet};

pub(super) fn zh(rules: &RuleSet, join: &Join) -> String {
    let one = |branch: &Branch| {
        let end = if branch.from == LinkEnd::Start { "开始" } else { "完成" };
        let lag = branch.lag.map_or(String::new(), |lag| format!("满{}", lag.zh()));
        format!("「{}」{end}{lag}", rules.steps[branch.before].name)
    };
    let all: Vec<String> = join.branches.iter().map(one).collect();
    let before = if join.to == LinkEnd::Start { "开始前" } else { "完成前" };
    match (join.need, all.as_slice()) {
        (_, [only]) => format!("{before}应当{only}"),
        (1, _) => format!("{before}应当有一项：{}", all.join("、")),
        (need, _) => format!("{before}应当有 {need}项：{}", all.join("、")),
    }
}

pub(super) fn en(rules: &RuleSet, join: &Join) -> String {
    let one = |branch: &Branch| {
        let end = if branch.from == LinkEnd::Start { "have started" } else { "be finished" };
        let lag = branch.lag.map_or(String::new(), |lag| format!(" for {}", lag.en()));
        format!("‘{}’ must {end}{lag}", rules.steps[branch.before].name)
    };
    let all: Vec<String> = join.branches.iter().map(one).collect();
    let before = if join.to == LinkEnd::Start { "before it starts" } else { "before it is finished" };
    match (join.need, all.as_slice()) {
        (_, [only]) => format!("{only} {before}"),
        (need, _) => format!("{need} of these {before}: {}", all.join(", ")),
    }
}
