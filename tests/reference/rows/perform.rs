//! Row 1: 履行 S, due with its own 期限, else with 办结.

use super::super::condition::Truth;
use super::super::sight::{Sight, Standing};
use super::super::verdict::{
    Verdict, judged_both, not_applicable, over_all, pending, pending_until, satisfied, unproven,
    violated_since,
};
use super::super::world::Name;

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
    let dues = super::exception::deadlines(sight, step);
    if dues.iter().any(|(_, counts)| *counts == Truth::Unknown) {
        return over_all(dues.into_iter().map(|(due, _)| by(sight, Some(due))));
    }
    by(sight, dues.into_iter().map(|(due, _)| due).max())
}

fn by(sight: &Sight<'_>, own: Option<super::super::day::Day>) -> Verdict {
    match (own, sight.ended()) {
        (Some(due), _) if sight.t > due => violated_since(due.next()),
        (Some(due), _) => pending_until(due),
        (None, Some(end)) => violated_since(end),
        (None, None) => pending(),
    }
}
