//! Row 6: 限时 ≤ N from a to S.完成; D = a⊕N without the excluded days, with the valid extension,
//! rolled. Once missed it is missed for good, so every day up to the as-of date is asked.

use super::super::day::{Day, Unit};
use super::super::readings;
use super::super::sight::{Moment, Sight};
use super::super::verdict::{
    Status, Verdict, When, over_all, pending, pending_until, satisfied, violated_for_good,
};
use super::super::world::{APPROVER, File, Kind, Name, STOPS};

pub(crate) fn judge(sight: &Sight<'_>, file: &File, step: Name, kind: &Kind) -> Verdict {
    if readings::LATENESS_SURVIVES_REDOING {
        // Only what is done again can change what a limit was on an earlier day; asked of every day
        // except where each day's deemed acts would have to be found anew.
        let deeming = sight.rules.steps.iter().any(|s| s.deemed.is_some());
        let days: Vec<Day> = match deeming {
            true => sight.before_redoing(),
            false => (Day::of(3, 1).0..sight.t.0).map(Day).collect(),
        };
        let mut missed = days
            .into_iter()
            .map(|day| on(&sight.earlier(file, day), step, kind))
            .filter(|then| then.is(Status::Violated));
        if !deeming {
            return missed.next().unwrap_or_else(|| on(sight, step, kind));
        }
        // A deemed act reaches back: what is missed now may have been missed earlier than what was
        // missed before somebody began again.
        return earliest(missed.chain([on(sight, step, kind)]));
    }
    on(sight, step, kind)
}

/// The one that is violated since the earliest day, else the last.
fn earliest(verdicts: impl Iterator<Item = Verdict>) -> Verdict {
    let earlier = |next: &Verdict, one: &Verdict| match (next.since, one.since) {
        (When::On(next), When::On(one)) => next < one,
        _ => false,
    };
    let first = verdicts.reduce(|one, next| {
        let keep = one.is(Status::Violated) && !(next.is(Status::Violated) && earlier(&next, &one));
        if keep { one } else { next }
    });
    first.expect("at least now")
}

/// The row on the day of the sight, whatever was the case before.
fn on(sight: &Sight<'_>, step: Name, kind: &Kind) -> Verdict {
    let Kind::Within { from, .. } = kind else { panic!("限时 only") };
    let done = sight.finish(step);
    over_all(sight.moment(*from).values().into_iter().map(|a| match a {
        Moment::On(a) => at(sight.t, done, due(sight, step, kind, a)),
        _ => pending(),
    }))
}

fn at(t: Day, done: Moment, due: Option<Day>) -> Verdict {
    match (due, done) {
        (None, Moment::On(_)) => satisfied(),
        // The clock stands still: the due date is provisional.
        (None, _) => pending(),
        (Some(due), Moment::On(done)) if done <= due => satisfied(),
        (Some(due), Moment::On(_)) => violated_for_good(due.next()),
        (Some(due), _) if t <= due => pending_until(due),
        (Some(due), _) => violated_for_good(due.next()),
    }
}

/// The due date; `None` while an open suspension keeps the period from being used up.
fn due(sight: &Sight<'_>, step: Name, kind: &Kind, a: Day) -> Option<Day> {
    let Kind::Within { n, unit, extension, excluding, notice, .. } = kind else { panic!("限时 only") };
    let stopped = |day: Day| {
        sight
            .file
            .suspensions
            .iter()
            .filter(|s| s.step == step)
            .filter(|s| *excluding || STOPS.contains(&s.kind))
            .any(|s| {
                let from = match (notice, s.notice) {
                    (false, _) => s.from,
                    (true, Some(told)) => s.from.max(told),
                    (true, None) => return false,
                };
                from <= day && s.to.is_none_or(|to| day <= to)
            })
    };
    let plain = ending(a, *n, *unit, stopped);
    let Some(allowed) = extension else {
        return plain;
    };
    let granted = sight.file.extensions.iter().find(|e| {
        e.step == step
            && e.approved_by == APPROVER
            && e.unit == *unit
            && e.amount <= *allowed
            && plain.is_none_or(|due| e.date <= due)
    });
    match granted {
        None => plain,
        Some(extension) => ending(a, *n + extension.amount, *unit, stopped),
    }
}

fn ending(a: Day, n: u32, unit: Unit, stopped: impl Fn(Day) -> bool) -> Option<Day> {
    a.after_without(n, unit, stopped).map(Day::rolled)
}
