//! What `--only` and `--why` name: obligations, and entries of registers: `目录/按时提请[某规划]`.

use crate::calendar::{Cycle, Date};
use crate::diag::{Diagnostic, input, recurring, registers};
use crate::dossier::{Dossier, split_entry};
use crate::engine::nearest;
use crate::judge::Subject;
use crate::model::{ObligationId, Row, RuleSet};

/// What some names mean in the dossier's procedure; an obligation of a register without `[KEY]` is
/// that of every entry.
pub(super) fn subjects(
    rules: &RuleSet,
    dossier: &Dossier,
    names: &[String],
) -> Result<Vec<Subject>, Box<Diagnostic>> {
    names.iter().map(|name| subject(rules, dossier, name)).collect()
}

fn subject(rules: &RuleSet, dossier: &Dossier, name: &str) -> Result<Subject, Box<Diagnostic>> {
    // A name may itself end in brackets.
    if let Ok(found) = rules.find_obligation(dossier.procedure, name) {
        return Ok(found.into());
    }
    let (path, entry) = split_entry(name);
    let obligation = obligation(rules, dossier, path)?;
    let Some(key) = entry else { return Ok(obligation.into()) };
    if let Row::Frequency(frequency) = &rules.obligations[obligation].row {
        return match frequency.cycle.find(key) {
            Some(number) => Ok(Subject { obligation, entry: Some(number) }),
            None => Err(Box::new(recurring::no_period_asked(key, &example(frequency.cycle)))),
        };
    }
    let Some(id) = rules.obligations[obligation].register else {
        return Err(Box::new(registers::no_entries(path)));
    };
    let entries = || dossier.registers.get(id.index()).into_iter().flat_map(|entries| entries.iter());
    let found = entries().zip(0u32..).find(|(one, _)| one.key == key);
    match found {
        Some((_, at)) => Ok(Subject { obligation, entry: Some(at) }),
        None => {
            let all: Vec<&str> = entries().map(|one| one.key.as_str()).collect();
            let near = nearest(key, all.iter().copied());
            Err(Box::new(registers::no_entry(&rules.registers[id].name, key, near, &all)))
        }
    }
}

/// How periods of a cycle are called.
fn example(cycle: Cycle) -> smol_str::SmolStr {
    Date::from_ymd(2024, 7, 1).map(|day| cycle.name(cycle.number(day))).unwrap_or_default()
}

fn obligation(rules: &RuleSet, dossier: &Dossier, name: &str) -> Result<ObligationId, Box<Diagnostic>> {
    rules.find_obligation(dossier.procedure, name).map_err(|candidates| match candidates.as_slice() {
        [] => input::unknown_obligation(name, rules.nearest_obligation(name)),
        several => input::ambiguous_obligation(name, several),
    })
}
