//! Row 19: each rule of a register, of each entry, at the entry's own date.

use super::super::condition::Truth;
use super::super::register::{Ask, Entry, EntryKind, EntryRule, REGISTER, Register, truth};
use super::super::verdict::{
    Verdict, When, met_either_way, not_applicable, pending_until, satisfied, unproven, violated,
    violated_since,
};
use super::super::world::{File, World};

/// The verdicts of a register, rule by rule and in each the entries in their order; and whether each
/// one counts in 总体.
pub(crate) fn judge_all(world: &World) -> Vec<(String, Verdict, bool)> {
    let Some(register) = &world.rules.register else { return Vec::new() };
    let mut all = Vec::new();
    for rule in &register.rules {
        for entry in &world.file.entries {
            let id = format!("{REGISTER}/{}[{}]", rule.name, entry.name);
            let verdict = judge(world, register, rule, entry, &id);
            // 待认定 does not count; what is not known for another reason does.
            let counts = verdict != unproven() || !waits_for_finding(world, register, rule, entry, &id);
            all.push((id, verdict, counts));
        }
    }
    all
}

/// Whether a finding is due and nobody has made it.
fn waits_for_finding(world: &World, register: &Register, rule: &EntryRule, entry: &Entry, id: &str) -> bool {
    let due = !register.has_dates() || entry.date.is_some_and(|date| date <= world.as_of);
    let made = world.file.attestations.iter().any(|a| a.obligation == id && a.date <= world.as_of);
    matches!(rule.kind, EntryKind::Finding) && due && !made
}

fn judge(world: &World, register: &Register, rule: &EntryRule, entry: &Entry, id: &str) -> Verdict {
    let t = world.as_of;
    let own = entry.date.filter(|date| register.has_dates() && *date <= t);
    if world.rules.in_force_from.is_some_and(|from| from > own.unwrap_or(t)) {
        return not_applicable();
    }
    let row = row(world, register, rule, entry, id);
    // 适用 of the block and 情形 of the sentence are one condition.
    let bounds = match (&register.scope, &rule.when) {
        (Some(scope), Some(when)) => Some(Ask::And(Box::new(scope.clone()), Box::new(when.clone()))),
        (one, other) => one.clone().or(other.clone()),
    };
    match bounds.map_or(Truth::True, |bounds| truth(&bounds, entry, &world.file)) {
        Truth::False => not_applicable(),
        Truth::True => row,
        Truth::Unknown => met_either_way(row),
    }
}

fn row(world: &World, register: &Register, rule: &EntryRule, entry: &Entry, id: &str) -> Verdict {
    let since = match entry.date {
        _ if !register.has_dates() => When::None,
        None => return unproven(),
        Some(date) if date > world.as_of => return pending_until(date),
        Some(date) => When::On(date),
    };
    let decided = |ask: &Ask, wanted: Truth| match truth(ask, entry, &world.file) {
        Truth::Unknown => unproven(),
        found if found == wanted => satisfied(),
        _ => violated(since),
    };
    match &rule.kind {
        EntryKind::Must(ask) => decided(ask, Truth::True),
        EntryKind::MustNot(ask) => decided(ask, Truth::False),
        EntryKind::Finding => finding(&world.file, world, id),
    }
}

fn finding(file: &File, world: &World, id: &str) -> Verdict {
    let said = file.attestations.iter().filter(|a| a.obligation == id && a.date <= world.as_of);
    match said.max_by_key(|a| a.date) {
        None => unproven(),
        Some(last) if last.yes => satisfied(),
        Some(last) => violated_since(last.date),
    }
}
