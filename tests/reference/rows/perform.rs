//! Row 1: 履行 S, due with its own 期限, else with 办结.

use super::super::condition::Truth;
use super::super::sight::{Sight, Standing};
use super::super::verdict::{
    Verdict, judged_both, not_applicable, pending, pending_until, satisfied, unproven, violated_since,
};
use super::super::world::{Kind, Name};

pub(crate) fn judge(sight: &Sight<'_>, step: Name) -> Verdict {
    if sight.has_record(step) {
        return required(sight, step);
    }
    match sight.optional(step) {
        Truth::True => not_applicable(),
        Truth::False => required(sight, step),
        Truth::Unknown => judged_both(not_applicable(), required(sight, step)),
    }
}

fn required(sight: &Sight<'_>, step: Name) -> Verdict {
    match sight.standing(step) {
        Standing::Valid(_) => return satisfied(),
        Standing::OutcomeUnknown(_) => return unproven(),
        Standing::NotBegun | Standing::Open | Standing::SentBack | Standing::Stale => {}
    }
    let own = sight.rules.step(step).sentences.iter().find_map(|s| match s.kind {
        Kind::Deadline(day) => Some(day),
        _ => None,
    });
    match (own, sight.ended()) {
        (Some(due), _) if sight.t > due => violated_since(due.next()),
        (Some(due), _) => pending_until(due),
        (None, Some(end)) => violated_since(end),
        (None, None) => pending(),
    }
}
