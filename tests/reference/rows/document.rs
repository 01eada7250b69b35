//! Row 4: 材料 D, due with S.完成 or, `不晚于 开始`, with S.开始.

use super::super::condition::{Truth, truth};
use super::super::day::Day;
use super::super::readings;
use super::super::sight::{Moment, Sight};
use super::super::verdict::{
    Status, Verdict, not_applicable, over_all, pending, satisfied, unproven, violated_for_good,
    violated_since,
};
use super::super::world::{Act, Cond, Kind, Name, Paper, Word};

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
    let owed = owed_until(sight, step, kind);
    if let Some(owed) = owed
        && (paper.is_none() || by_start)
    {
        if paper.is_none() && !sight.has_record(step) {
            return pending();
        }
        return over_all(owed.into_iter().map(|due| at(sight.t, paper, by_start, due)));
    }
    let due = if by_start { sight.start(step) } else { sight.finish(step) };
    let verdict = over_all(due.values().into_iter().map(|due| at(sight.t, paper, by_start, due)));
    // Late if wanted, nothing if not.
    if wanted == Truth::Unknown && verdict.is(Status::Violated) {
        return unproven();
    }
    verdict
}

/// 容缺: the days until which the document may be handed in; `None`: it may not be owed.
fn owed_until(sight: &Sight<'_>, step: Name, kind: Name) -> Option<Vec<Moment>> {
    let sentences = &sight.rules.step(step).sentences;
    let (sentence, follow) = sentences.iter().find_map(|s| match &s.kind {
        Kind::Follow(follow)
            if matches!(follow.word, Word::Owed { .. }) && follow.act == Act::Paper(kind) =>
        {
            Some((s, follow))
        }
        _ => None,
    })?;
    let id = sight.rules.sentence_id(&sight.rules.path(step), sentence);
    if follow.word == (Word::Owed { promised: true }) && sight.promise(&id).is_none() {
        return None;
    }
    let from = sight.moment(follow.from.expect("容缺 says from when"));
    let due = |from| match (from, follow.limit) {
        (Moment::On(from), Some(n)) => Moment::On(from.after(n, follow.unit).rolled()),
        _ => Moment::NotYet,
    };
    Some(from.values().into_iter().map(due).collect())
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
