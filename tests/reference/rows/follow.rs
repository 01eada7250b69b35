//! Row 15: 后续 and its short forms, and what 未履行 calls for: as row 6, once they are set off.

use super::super::condition::Truth;
use super::super::day::{Day, Unit};
use super::super::judge::judge_sight;
use super::super::readings;
use super::super::sight::{Moment, Sight};
use super::super::verdict::{
    Status, Verdict, When, not_applicable, over_all, pending, pending_until, satisfied, unproven,
    violated_for_good,
};
use super::super::world::{Act, File, Follow, Kind, Obligation, What, Word};

pub(crate) fn judge(sight: &Sight<'_>, file: &File, obligation: &Obligation) -> Verdict {
    if readings::LATENESS_SURVIVES_REDOING {
        for day in sight.before_redoing() {
            let then = on(&sight.earlier(file, day), obligation);
            if then.is(Status::Violated) {
                return then;
            }
        }
    }
    on(sight, obligation)
}

fn on(sight: &Sight<'_>, obligation: &Obligation) -> Verdict {
    let idle = if sight.ended().is_some() { not_applicable() } else { pending() };
    match set_off(sight, obligation) {
        Truth::False => pending(),
        Truth::True => running(sight, obligation),
        Truth::Unknown => over_all([idle, running(sight, obligation)]),
    }
}

/// When it is set off, for 办结 without trigger.
pub(crate) fn trigger(sight: &Sight<'_>, obligation: &Obligation) -> Moment {
    match set_off(sight, obligation) {
        Truth::False => Moment::NotYet,
        Truth::True => from(sight, obligation),
        // Whether it was set off or not: nothing to count from is no trigger.
        Truth::Unknown if matches!(from(sight, obligation), Moment::NotYet) => Moment::NotYet,
        Truth::Unknown => Moment::On(sight.t),
    }
}

fn follow_of(obligation: &Obligation) -> &Follow {
    match &obligation.what {
        What::Says(s) | What::Failing(s) => match &s.kind {
            Kind::Follow(follow) => follow,
            Kind::Measured(kind) => match &**kind {
                Kind::Follow(follow) => follow,
                _ => panic!("后续 only"),
            },
            _ => panic!("后续 only"),
        },
        _ => panic!("后续 only"),
    }
}

/// Whether what it answers to has come about, the day it counts from aside.
fn set_off(sight: &Sight<'_>, obligation: &Obligation) -> Truth {
    let follow = follow_of(obligation);
    let of = |truth: bool| if truth { Truth::True } else { Truth::False };
    if matches!(obligation.what, What::Failing(_)) {
        return failed(sight, obligation);
    }
    match follow.word {
        Word::FollowUp | Word::Serve | Word::Owed { promised: false } => Truth::True,
        Word::Owed { promised: true } | Word::Commitment => of(sight.promise(&obligation.id).is_some()),
        Word::Offender => offended(sight, obligation),
    }
}

/// Whether anything else that the step asks for is violated.
fn offended(sight: &Sight<'_>, obligation: &Obligation) -> Truth {
    let others = sight.rules.obligations();
    let inside = others.iter().filter(|o| {
        let chain = sight.rules.chain(o.step);
        let follows = match &o.what {
            What::Failing(_) => true,
            What::Says(s) => matches!(s.kind, Kind::Follow(_)),
            // 提示: the permission weighs nothing.
            What::Perform => sight.optional(o.step) == Truth::True,
            What::After(_) | What::Join(_) => false,
        };
        !follows && chain.iter().any(|s| s.name == obligation.step)
    });
    let verdicts: Vec<Verdict> = inside.map(|o| judge_sight(sight, &sight.file, o)).collect();
    if verdicts.iter().any(|v| v.is(Status::Violated)) {
        Truth::True
    } else if verdicts.iter().any(|v| v.is(Status::Unproven)) {
        Truth::Unknown
    } else {
        Truth::False
    }
}

fn parent(sight: &Sight<'_>, obligation: &Obligation) -> Obligation {
    let id = obligation.id.strip_suffix("/未履行").expect("未履行");
    sight.rules.obligations().into_iter().find(|o| o.id == id).expect("its sentence")
}

/// Whether the duty was missed, or the promise not kept.
fn failed(sight: &Sight<'_>, obligation: &Obligation) -> Truth {
    let of = parent(sight, obligation);
    if follow_of(obligation).word == Word::Commitment {
        return match sight.promise(&of.id) {
            None => Truth::False,
            Some(promise) => match (promise.kept, promise.checked) {
                (Some(false), _) => Truth::True,
                (Some(true), _) | (None, None) => Truth::False,
                (None, Some(_)) => Truth::Unknown,
            },
        };
    }
    match judge_sight(sight, &sight.file, &of).status {
        Status::Violated => Truth::True,
        Status::Unproven => Truth::Unknown,
        _ => Truth::False,
    }
}

/// The day it counts from.
fn from(sight: &Sight<'_>, obligation: &Obligation) -> Moment {
    let follow = follow_of(obligation);
    let known = |day: Option<Day>| day.map_or(Moment::Undated { latest: Some(sight.t) }, Moment::On);
    if matches!(obligation.what, What::Failing(_)) {
        let of = parent(sight, obligation);
        if follow.word == Word::Commitment {
            return known(sight.promise(&of.id).and_then(|p| p.checked));
        }
        return match judge_sight(sight, &sight.file, &of).since {
            When::On(day) => Moment::On(day),
            _ => Moment::Undated { latest: Some(sight.t) },
        };
    }
    match follow.from {
        Some(point) => sight.moment(point),
        None => known(sight.promise(&obligation.id).and_then(|p| p.date)),
    }
}

fn running(sight: &Sight<'_>, obligation: &Obligation) -> Verdict {
    let follow = follow_of(obligation);
    let (act, limit) = match (&obligation.what, follow.failing) {
        (What::Failing(_), Some((act, limit))) => (act, limit),
        _ => (follow.act, follow.limit),
    };
    let (a, b) = (from(sight, obligation), done(sight, obligation, act));
    if let (Some(_), Moment::Undated { .. }) = (limit, b) {
        let undated = |a| if matches!(a, Moment::On(_)) { unproven() } else { pending() };
        return over_all(a.values().into_iter().map(undated));
    }
    let all = a.values().into_iter().flat_map(|a| b.values().into_iter().map(move |b| (a, b)));
    over_all(all.map(|(a, b)| at(sight.t, a, b, limit, follow.unit)))
}

/// When the act was done.
fn done(sight: &Sight<'_>, obligation: &Obligation, act: Act) -> Moment {
    let undated = Moment::Undated { latest: Some(sight.t) };
    match act {
        Act::Paper(kind) => match sight.paper(obligation.step, kind) {
            None => Moment::NotYet,
            Some(paper) => paper.date.map_or(undated, Moment::On),
        },
        Act::Finish(step) => sight.finish(step),
        Act::Event => sight.moment(super::super::world::Point::Event),
        Act::Check => match sight.promise(&obligation.id) {
            Some(promise) if promise.checked.is_some() => Moment::On(promise.checked.expect("checked")),
            Some(promise) if promise.kept.is_some() => undated,
            _ => Moment::NotYet,
        },
    }
}

fn at(t: Day, a: Moment, b: Moment, limit: Option<u32>, unit: Unit) -> Verdict {
    let Moment::On(a) = a else { return pending() };
    let Some(n) = limit else {
        // No day in the law: never late.
        return if matches!(b, Moment::On(_)) { satisfied() } else { pending() };
    };
    let due = a.after(n, unit).rolled();
    match b {
        Moment::On(b) if b <= due => satisfied(),
        Moment::On(_) => violated_for_good(due.next()),
        _ if t <= due => pending_until(due),
        _ => violated_for_good(due.next()),
    }
}
