//! Row 2: 前置 A→B, triggered by B.开始.

use super::super::condition::Truth;
use super::super::day::Day;
use super::super::sight::{Moment, Sight, Standing};
use super::super::verdict::{
    Status, Verdict, judged_both, over_all, pending, pending_without_due, satisfied, unproven, violated_since,
};
use super::super::world::Name;

pub(crate) fn judge(sight: &Sight<'_>, a: Name, b: Name) -> Verdict {
    before(sight, a, b, false)
}

/// A before the start of B, or before its finish.
pub(crate) fn before(sight: &Sight<'_>, a: Name, b: Name, finish: bool) -> Verdict {
    let through = || super::join::through(sight, a, b, finish);
    match sight.is_transparent(a) {
        Truth::False => direct(sight, a, b, finish),
        Truth::True => through(),
        Truth::Unknown => either(direct(sight, a, b, finish), through()),
    }
}

/// "合规 if met either way, else 缺证": nothing left to wait for is also met.
fn either(direct: Verdict, through: Verdict) -> Verdict {
    if direct.is(Status::Satisfied) && through.is(Status::NotApplicable) {
        direct
    } else {
        judged_both(direct, through)
    }
}

fn direct(sight: &Sight<'_>, a: Name, b: Name, finish: bool) -> Verdict {
    let event = if finish { sight.finish(b) } else { sight.start(b) };
    over_all(event.values().into_iter().map(|start| match start {
        Moment::On(start) => started(sight, a, start),
        _ => pending_without_due(),
    }))
}

fn started(sight: &Sight<'_>, a: Name, start: Day) -> Verdict {
    match sight.standing(a) {
        Standing::Valid(finish) if finish <= start => satisfied(),
        Standing::OutcomeUnknown(finish) if finish <= start => unproven(),
        Standing::Valid(_) | Standing::OutcomeUnknown(_) => violated_since(start),
        Standing::Stale | Standing::SentBack => violated_since(start),
        // On the day of the start itself A may still finish.
        Standing::NotBegun | Standing::Open if start == sight.t => pending(),
        Standing::NotBegun | Standing::Open => violated_since(start),
    }
}
