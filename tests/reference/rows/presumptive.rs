//! Row 16: 一般 X. Where X is broken, a stated reason in time gives 合规.

use super::super::sight::{Moment, Sight};
use super::super::verdict::{Status, Verdict, When, over_all, pending, satisfied, unproven, violated};
use super::super::world::{Deviation, Obligation};

pub(crate) fn judge(sight: &Sight<'_>, obligation: &Obligation, way: &Deviation, plain: Verdict) -> Verdict {
    if plain.is(Status::Unproven) {
        // Broken or not, an excuse that holds serves in either case.
        let broken = excused(sight, obligation, way, violated(When::Unsaid));
        return if broken.is(Status::Satisfied) { satisfied() } else { plain };
    }
    if !plain.is(Status::Violated) {
        return plain;
    }
    excused(sight, obligation, way, plain)
}

fn excused(sight: &Sight<'_>, obligation: &Obligation, way: &Deviation, plain: Verdict) -> Verdict {
    match way {
        Deviation::Entry => {
            let entries = || sight.file.deviations.iter().filter(|d| d.obligation == obligation.id);
            match (entries().count(), entries().any(|d| d.date.is_some())) {
                (0, _) => plain,
                (_, true) => satisfied(),
                (_, false) => unproven(),
            }
        }
        Deviation::Document { moment } => {
            let reason = sight.paper(obligation.step, "说明书").map(|paper| paper.date);
            over_all(sight.moment(*moment).values().into_iter().map(|moment| match (moment, reason) {
                (Moment::On(_), Some(None)) => unproven(),
                (Moment::On(moment), Some(Some(date))) if date <= moment => satisfied(),
                (Moment::On(moment), None) if sight.t <= moment => pending(),
                (Moment::On(_), _) => plain,
                (_, Some(_)) => satisfied(),
                (_, None) => pending(),
            }))
        }
    }
}
