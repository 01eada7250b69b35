//! The light (亮灯) of an obligation: from when it gives warning of it.

use super::expr_zh::quoted;
use super::speaker::Speaker;
use crate::diag::Lang;
use crate::model::{Light, LightWhen, ObligationId, RuleSet};

/// The light of an obligation; it has one at most.
pub(super) fn of(rules: &RuleSet, id: ObligationId) -> Option<&Light> {
    rules.lights.iter().find(|light| light.of.binary_search(&id).is_ok())
}

/// Its thresholds in one line.
pub(super) fn line(rules: &RuleSet, light: &Light, lang: Lang) -> String {
    let both = [("黄灯", "yellow", &light.yellow), ("红灯", "red", &light.red)];
    let said = both.into_iter().filter(|(.., when)| !when.is_empty());
    let said = said.map(|(zh, en, when)| {
        let when: Vec<String> = when.iter().map(|one| threshold(rules, *one, lang)).collect();
        match lang {
            Lang::Zh => format!("{zh}，{}", when.join("，或者")),
            Lang::En => format!("{en} {}", when.join(", or ")),
        }
    });
    let said: Vec<String> = said.collect();
    match lang {
        Lang::Zh => format!("尚未办结时由亮灯{}示警：{}", quoted(&light.name), said.join("；")),
        Lang::En => format!("while pending, the light ‘{}’ warns: {}", light.name, said.join("; ")),
    }
}

fn threshold(rules: &RuleSet, when: LightWhen, lang: Lang) -> String {
    match (when, lang) {
        (LightWhen::Before(period), Lang::Zh) => format!("最后一日前{}起（当日在内）", period.zh()),
        (LightWhen::Before(period), Lang::En) => format!("from {} before the last day on", period.en()),
        (LightWhen::While(condition), Lang::Zh) => {
            format!("{}的期间", Speaker::plain(rules).if_zh(condition, true))
        }
        (LightWhen::While(condition), Lang::En) => {
            format!("while {}", Speaker::plain(rules).if_en(condition, true))
        }
    }
}
