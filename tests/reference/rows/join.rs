//! Row 2 for predecessors beyond the plain one: so many of several, other ends, lags. Everything that
//! is not known is tried.

use super::super::condition::Truth;
use super::super::day::{Day, Unit};
use super::super::sight::{Moment, Sight, Standing};
use super::super::verdict::{
    Status, Verdict, judged_both, not_applicable, over_all, pending, pending_without_due, satisfied,
    violated_since, worse,
};
use super::super::world::{Branch, Join, Name};

/// What a branch can be when the step begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Came {
    Yes,
    No,
    /// It may still come on this very day.
    Today,
}

pub(crate) fn judge(sight: &Sight<'_>, join: &Join, step: Name) -> Verdict {
    let mut cases: Vec<Vec<&Branch>> = vec![Vec::new()];
    for branch in &join.branches {
        let out = sight.is_transparent(branch.before);
        cases = cases
            .into_iter()
            .flat_map(|kept| {
                let with = [kept.clone(), vec![branch]].concat();
                match out {
                    Truth::True => vec![kept],
                    Truth::False => vec![with],
                    Truth::Unknown => vec![kept, with],
                }
            })
            .collect();
    }
    let verdicts: Vec<Verdict> = cases.iter().map(|bound| of(sight, join, bound, step)).collect();
    let fine = |v: &Verdict| v.is(Status::Satisfied) || v.is(Status::NotApplicable);
    let met = verdicts.iter().all(fine) && verdicts.iter().any(|v| v.is(Status::Satisfied));
    if met {
        return satisfied();
    }
    verdicts.into_iter().reduce(judged_both).expect("a case")
}

/// The verdict where exactly these branches apply.
fn of(sight: &Sight<'_>, join: &Join, bound: &[&Branch], step: Name) -> Verdict {
    if bound.is_empty() {
        let before = join.branches.iter().map(|branch| through(sight, branch.before, step, join.to_finish));
        return before.fold(not_applicable(), worse);
    }
    let need = join.need.min(bound.len());
    let event = if join.to_finish { sight.finish(step) } else { sight.start(step) };
    over_all(event.values().into_iter().map(|event| match event {
        Moment::On(day) => over_all(combined(sight, bound, day).into_iter().map(|came| {
            let count = |what: Came| came.iter().filter(|one| **one == what).count();
            if count(Came::Yes) >= need {
                satisfied()
            } else if count(Came::Yes) + count(Came::Today) >= need {
                pending()
            } else {
                violated_since(day)
            }
        })),
        _ => pending_without_due(),
    }))
}

/// What comes before a step that does not apply comes before the same end of the one after it.
pub(crate) fn through(sight: &Sight<'_>, before: Name, step: Name, finish: bool) -> Verdict {
    let rules = sight.rules.step(before);
    let plain = rules.after.iter().map(|one| super::precede::before(sight, one, step, finish));
    let joins = rules.joins.iter().filter(|join| !join.to_finish);
    let joins = joins.map(|join| judge(sight, &Join { to_finish: finish, ..join.clone() }, step));
    plain.chain(joins).fold(not_applicable(), worse)
}

fn combined(sight: &Sight<'_>, bound: &[&Branch], day: Day) -> Vec<Vec<Came>> {
    let mut all: Vec<Vec<Came>> = vec![Vec::new()];
    for branch in bound {
        let can = came(sight, branch, day);
        all = all
            .into_iter()
            .flat_map(|before| can.iter().map(move |one| [before.clone(), vec![*one]].concat()))
            .collect();
    }
    all
}

fn came(sight: &Sight<'_>, branch: &Branch, day: Day) -> Vec<Came> {
    let late_enough = |from: Day| {
        let earliest = branch.lag.map_or(from, |days| from.after(days, Unit::Natural));
        if earliest <= day { Came::Yes } else { Came::No }
    };
    let absent = if day == sight.t && branch.lag.is_none() { Came::Today } else { Came::No };
    if branch.from_start {
        let starts = sight.start(branch.before).values().into_iter();
        return starts
            .map(|start| match start {
                Moment::On(start) => late_enough(start),
                _ => absent,
            })
            .collect();
    }
    match sight.standing(branch.before) {
        Standing::Valid(finish) => vec![late_enough(finish)],
        Standing::OutcomeUnknown(finish) => vec![late_enough(finish), Came::No],
        Standing::Stale | Standing::SentBack => vec![Came::No],
        Standing::NotBegun | Standing::Open => vec![absent],
    }
}
