//! Row 19: each rule of a register, of each entry, at the entry's own date.

use super::super::condition::Truth;
use super::super::day::Day;
use super::super::register::{
    Ask, EXCEPTION, Entry, EntryException, EntryKind, EntryRule, REGISTER, Register, truth,
};
use super::super::verdict::{
    Status, Verdict, When, met_either_way, not_applicable, pending, pending_until, satisfied, unproven,
    violated, violated_for_good, violated_since,
};
use super::super::world::{File, World};
use super::exception::either;

/// The verdicts of a register, rule by rule and in each the entries in their order; and whether each
/// one counts in 总体.
pub(crate) fn judge_all(world: &World) -> Vec<(String, Verdict, bool)> {
    let Some(register) = &world.rules.register else { return Vec::new() };
    let mut all = Vec::new();
    for (at, rule) in register.rules.iter().enumerate() {
        for entry in &world.file.entries {
            let id = format!("{REGISTER}/{}[{}]", rule.name, entry.name);
            let own = judge(world, register, rule, entry, &id);
            let verdict = match &register.exception {
                Some(exception) if at == 0 => replaced(world, register, exception, entry, own),
                _ => own,
            };
            // 待认定 does not count; what is not known for another reason does.
            let counts = verdict != unproven() || !waits_for_finding(world, register, rule, entry, &id);
            all.push((id, verdict, counts));
        }
    }
    if let Some(exception) = &register.exception {
        for (duty, entry) in exception
            .instead
            .iter()
            .flat_map(|duty| world.file.entries.iter().map(move |entry| (duty, entry)))
        {
            let id = format!("{REGISTER}/{EXCEPTION}/{}[{}]", duty.name, entry.name);
            let own = judge(world, register, duty, entry, &id);
            let verdict = match truth(&exception.when, entry, &world.file) {
                Truth::False => not_applicable(),
                Truth::True => own,
                Truth::Unknown => met_either_way(own),
            };
            all.push((id, verdict, true));
        }
    }
    all
}

/// What the exception makes of the sentence it replaces, of one entry.
fn replaced(
    world: &World,
    register: &Register,
    exception: &EntryException,
    entry: &Entry,
    own: Verdict,
) -> Verdict {
    // What is out of scope, or not in force, is that whatever the exception.
    if own.is(Status::NotApplicable) {
        return own;
    }
    match truth(&exception.when, entry, &world.file) {
        Truth::False => own,
        Truth::True => not_applicable(),
        Truth::Unknown => {
            let under = match &exception.instead {
                Some(duty) => judge(world, register, duty, entry, ""),
                None => not_applicable(),
            };
            either(own, vec![under])
        }
    }
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
    match (&rule.kind, entry.due) {
        (EntryKind::Deadline | EntryKind::Within(..), None) => return unproven(),
        (EntryKind::Deadline, Some(due)) => return through(world, register, entry, due),
        (EntryKind::Within(..), Some(start)) if start > world.as_of => return pending(),
        (EntryKind::Within(n, unit), Some(start)) => {
            return through(world, register, entry, start.after(*n, *unit).rolled());
        }
        _ => {}
    }
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
        EntryKind::Deadline | EntryKind::Within(..) => unreachable!("it has its own date"),
    }
}

/// Rows 6 and 7 of an entry, once the last day is known: it has no other date of its own.
fn through(world: &World, register: &Register, entry: &Entry, due: Day) -> Verdict {
    let t = world.as_of;
    match entry.done {
        Some(done) if done <= t && done <= due => satisfied(),
        Some(done) if done <= t => violated_for_good(due.plus(1)),
        _ if t <= due => pending_until(due),
        // Nobody wrote whether it was done.
        None if !register.optional => unproven(),
        _ => violated_for_good(due.plus(1)),
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
