//! Late entries in words and as data.

use super::{Located, View, locate};
use crate::diag::Lang;
use crate::dossier::DataPath;
use crate::judge::{LateEntry, Sited, late_entries};
use serde_json::{Value, json};

/// The late entries of a dossier, each with the place of its `recorded`.
pub(super) fn entries(view: &View<'_>) -> Vec<(LateEntry, Located)> {
    let found = late_entries(view.dossier);
    if found.is_empty() {
        return Vec::new();
    }
    let path = |one: &LateEntry| Sited {
        file: 0,
        path: view.dossier.place_of(DataPath::key("records").at(one.record as usize).then("recorded")),
    };
    let places = locate(view, found.iter().map(path).collect());
    found.into_iter().zip(places).collect()
}

/// The step of a late entry, with its attempt where it is not the first.
fn step(view: &View<'_>, one: &LateEntry, lang: Lang) -> String {
    let Some(record) = view.dossier.records.get(one.record as usize) else { return String::new() };
    let name = &view.rules.steps[record.step].name;
    match (record.attempt, lang) {
        (..=1, _) => name.to_string(),
        (attempt, Lang::Zh) => format!("{name}（第 {attempt} 次）"),
        (attempt, Lang::En) => format!("{name} (attempt {attempt})"),
    }
}

/// `RC6001 公开征求意见：2024-06-12 的事，2024-07-01 才录入，晚 19 日`
pub(super) fn sentence(view: &View<'_>, one: &LateEntry, lang: Lang) -> String {
    let fault = crate::diag::findings::late_entry(
        &step(view, one, lang),
        &one.done.to_string(),
        &one.recorded.to_string(),
        one.days,
    );
    format!("{} {}", fault.code, fault.message.get(lang))
}

/// As data.
pub(super) fn value(view: &View<'_>) -> Value {
    let one = |(entry, at): (LateEntry, Located)| {
        let record = view.dossier.records.get(entry.record as usize);
        json!({
            "step": record.map(|record| view.rules.steps[record.step].path.as_str()),
            "attempt": record.map(|record| record.attempt),
            "done": entry.done.to_string(),
            "recorded": entry.recorded.to_string(),
            "days": entry.days,
            "path": at.path.to_string(),
            "line": at.place.map(|place| place.line),
            "column": at.place.map(|place| place.column),
        })
    };
    Value::Array(entries(view).into_iter().map(one).collect())
}
