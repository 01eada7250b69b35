//! Sentences: what an obligation asks, why its verdict is what it is, remarks, acts, tests.
//!
//! INVARIANT: one plain sentence a verdict, with the numbers and dates it rests on, without a full
//! stop. One file a language; the two have the same functions.

mod en;
mod follow;
mod joins;
mod recurring;
mod status;
mod zh;

pub use status::{note_key, overall_line, severity_key, severity_word, status_key, status_word};

use super::facts::Facts;
use crate::calendar::Period;
use crate::diag::Lang;
use crate::judge::{Act, Notes, Status, Test};
use crate::model::RuleSet;

/// What the obligation asks for.
pub(super) fn requirement(facts: &Facts<'_>, lang: Lang) -> String {
    match lang {
        Lang::Zh => zh::requirement(facts),
        Lang::En => en::requirement(facts),
    }
}

/// Why the verdict is what it is.
pub(super) fn finding(facts: &Facts<'_>, lang: Lang) -> String {
    match lang {
        Lang::Zh => zh::finding(facts) + &light(facts, lang) + &forecast(facts, lang),
        Lang::En => en::finding(facts) + &light(facts, lang) + &forecast(facts, lang),
    }
}

/// The expected plan that makes it at risk, with its day.
fn forecast(facts: &Facts<'_>, lang: Lang) -> String {
    let notes = facts.verdict.notes;
    if facts.verdict.status != Status::AtRisk
        || !(notes.has(Notes::FORECAST_LATE) || notes.has(Notes::NO_FLOAT))
    {
        return String::new();
    }
    let forecasts = &facts.view.report.forecasts;
    let Some(found) = forecasts.iter().find(|one| one.obligation == facts.verdict.obligation) else {
        return String::new();
    };
    let day = found.expected;
    match (lang, notes.has(Notes::FORECAST_LATE)) {
        (Lang::Zh, true) => format!("，预计{day}才完成，晚于期限"),
        (Lang::Zh, false) => format!("，预计{day}完成，没有余地"),
        (Lang::En, true) => format!(", expected only on {day}, after the last day"),
        (Lang::En, false) => format!(", expected on {day}, with no day to spare"),
    }
}

/// The light that makes it at risk, never by its colour alone.
fn light(facts: &Facts<'_>, lang: Lang) -> String {
    if facts.verdict.status != Status::AtRisk {
        return String::new();
    }
    let on = [Notes::RED, Notes::YELLOW].into_iter().find(|light| facts.verdict.notes.has(*light));
    let comma = match lang {
        Lang::Zh => "，",
        Lang::En => ", ",
    };
    on.map(|light| format!("{comma}{}", note(light, lang))).unwrap_or_default()
}

/// Requirement and finding in one sentence.
pub(super) fn sentence(facts: &Facts<'_>, lang: Lang) -> String {
    let (requirement, finding) = (requirement(facts, lang), finding(facts, lang));
    match lang {
        Lang::Zh => format!("{requirement}：{finding}"),
        Lang::En => format!("{requirement}: {finding}"),
    }
}

/// A remark in words.
#[must_use]
pub fn note(note: Notes, lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => zh::note(note),
        Lang::En => en::note(note),
    }
}

/// An act that cures, in words.
pub(super) fn act(rules: &RuleSet, act: &Act, lang: Lang) -> String {
    match lang {
        Lang::Zh => zh::act(rules, act),
        Lang::En => en::act(rules, act),
    }
}

/// A test in words, its answer left out.
pub(super) fn test(test: &Test, lang: Lang) -> String {
    match lang {
        Lang::Zh => zh::test(test),
        Lang::En => en::test(test),
    }
}

/// A period in words.
#[must_use]
pub fn period_words(period: Period, lang: Lang) -> String {
    match lang {
        Lang::Zh => period.zh().to_string(),
        Lang::En => period.en().to_string(),
    }
}
