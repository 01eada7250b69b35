//! Lights (亮灯), from the head of the page: 预警 is 待办 whose threshold is reached. The reading is 56 of
//! `README.md`.

use std::fmt::Write as _;

use super::condition::{Truth, truth};
use super::day::{Day, Unit};
use super::sight::Sight;
use super::text::condition;
use super::verdict::{Status, Verdict, When};
use super::world::{Cond, World};

/// `亮灯 督办灯：任务、频次 ｛ … ｝`, over all of these kinds that the rules have.
#[derive(Debug, Clone)]
pub(crate) struct Light {
    pub(crate) yellow: Option<(u32, Unit)>,
    pub(crate) red: Option<(u32, Unit)>,
    /// 红灯 also while this holds.
    pub(crate) when: Option<Cond>,
}

pub(crate) fn text(light: &Light, kinds: &[&str]) -> String {
    let mut out = format!("亮灯 督办灯：{} ｛\n    依据：《虚构条例》第六条；\n", kinds.join("、"));
    for (word, before) in [("黄灯", light.yellow), ("红灯", light.red)] {
        if let Some((n, unit)) = before {
            let unit = if unit == Unit::Working { "个工作日" } else { "日" };
            let _ = writeln!(out, "    {word}：期限 前 {n}{unit}；");
        }
    }
    if let Some(cond) = &light.when {
        let _ = writeln!(out, "    红灯：{}；", condition(cond));
    }
    out.push_str("｝\n");
    out
}

/// What the light makes of a verdict.
pub(crate) fn lit(world: &World, verdict: Verdict) -> Verdict {
    let Some(light) = &world.rules.light else { return verdict };
    if !verdict.is(Status::Pending) {
        return verdict;
    }
    let near = |before: Option<(u32, Unit)>| match (before, verdict.due) {
        (Some((n, unit)), When::On(due)) => world.as_of >= back(due, n, unit),
        _ => false,
    };
    let sight = Sight::new(&world.rules, &world.file, world.as_of);
    let holds = light.when.as_ref().is_some_and(|cond| truth(cond, &sight, false) == Truth::True);
    if near(light.yellow) || near(light.red) || holds {
        Verdict { status: Status::AtRisk, ..verdict }
    } else {
        verdict
    }
}

/// The n-th counted day before a day.
fn back(day: Day, n: u32, unit: Unit) -> Day {
    let mut at = day;
    let mut left = n;
    while left > 0 {
        at = at.plus(-1);
        if unit == Unit::Natural || at.is_working() {
            left -= 1;
        }
    }
    at
}
