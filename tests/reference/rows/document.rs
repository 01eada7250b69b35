//! Row 4: 材料 D, due with S.完成 or, `不晚于 开始`, with S.开始.

use super::super::condition::{Truth, truth};
use super::super::day::Day;
use super::super::readings;
use super::super::sight::{Moment, Sight};
use super::super::verdict::{
    Status, Verdict, not_applicable, over_all, pending, satisfied, unproven, violated_for_good,
    violated_since,
};
use super::super::world::{Cond, Name, Paper};

pub(crate) fn judge(
    sight: &Sight<'_>,
    step: Name,
    kind: Name,
    by_start: bool,
    only_if: Option<&Cond>,
) -> Verdict {
    let paper = sight.paper(step, kind);
    let wanted = only_if.map_or(Truth::True, |cond| truth(cond, sight, false));
    match wanted {
        Truth::False => return not_applicable(),
        Truth::Unknown if paper.is_none() => return unproven(),
        Truth::Unknown | Truth::True => {}
    }
    let due = if by_start { sight.start(step) } else { sight.finish(step) };
    let verdict = over_all(due.values().into_iter().map(|due| at(sight.t, paper, by_start, due)));
    // Late if wanted, nothing if not.
    if wanted == Truth::Unknown && verdict.is(Status::Violated) {
        return unproven();
    }
    verdict
}

fn at(t: Day, paper: Option<&Paper>, by_start: bool, due: Moment) -> Verdict {
    let Moment::On(due) = due else {
        return if paper.is_some() { satisfied() } else { pending() };
    };
    let Some(paper) = paper else {
        let open = if readings::DOCUMENT_DUE_DAY_IS_OPEN { t <= due } else { t < due };
        return match (open, by_start) {
            (true, _) => pending(),
            (false, true) => violated_for_good(due),
            (false, false) => violated_since(due),
        };
    };
    if !by_start {
        return satisfied();
    }
    match paper.date {
        None => unproven(),
        Some(date) if date <= due => satisfied(),
        Some(_) => violated_for_good(due),
    }
}
