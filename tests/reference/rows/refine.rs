//! 细化: inside its own 适用 the refining procedure is judged as the whole that it and the superior one
//! are; where that is false, the superior one; where it is not known, both (row 0).

use super::super::condition::{Truth, truth};
use super::super::judge::{counts, judge as plain, overall};
use super::super::refining::{Refining, merged, upper};
use super::super::sight::Sight;
use super::super::verdict::{Status, Verdict, judged_both, met_either_way, not_applicable};
use super::super::world::{Obligation, Rules, What, World};

/// Every obligation of the whole, and beside each one whose place is taken only inside the own 适用
/// the superior one, as `…/上位`.
pub(crate) fn judge(world: &World, refining: &Refining) -> (Vec<(String, Verdict)>, Status) {
    let of = |rules: Rules| World { rules, ..world.clone() };
    let (above, whole) = (of(upper(&world.rules)), of(merged(&world.rules, refining)));
    let inside = match &refining.scope {
        Some(scope) => truth(scope, &Sight::new(&whole.rules, &world.file, world.as_of), false),
        None => Truth::True,
    };
    let (superior, all) = (judged(&above), judged(&whole));
    let find = |id: &str| superior.iter().find(|(one, _)| one.id == id);
    let mut found: Vec<(String, Verdict)> = Vec::new();
    let mut counted = Vec::new();
    let mut add = |id: String, verdict: Verdict, world: &World, obligation: &Obligation| {
        if counts(world, obligation, &verdict) {
            counted.push(verdict.status);
        }
        found.push((id, verdict));
    };
    for (obligation, own) in &all {
        let id = &obligation.id;
        match find(id) {
            None => add(id.clone(), bound(inside, *own), &whole, obligation),
            Some((same, verdict)) if !replaces(refining, obligation) => {
                let either = match inside {
                    Truth::True => *own,
                    Truth::False => *verdict,
                    Truth::Unknown => both(*own, *verdict),
                };
                add(id.clone(), either, if inside == Truth::False { &above } else { &whole }, same);
            }
            Some((same, verdict)) => {
                add(id.clone(), bound(inside, *own), &whole, obligation);
                if refining.scope.is_some() {
                    let outside = bound(inside.not(), *verdict);
                    add(format!("{id}/上位"), outside, &above, same);
                }
            }
        }
    }
    let overall = overall(counted.into_iter());
    (found, overall)
}

fn judged(world: &World) -> Vec<(Obligation, Verdict)> {
    let verdicts = plain(world).0.into_iter().map(|(_, verdict)| verdict);
    world.rules.obligations().into_iter().zip(verdicts).collect()
}

/// "Judge both; equal → that, else 缺证"; 合规 and 不适用 count as equal (reading 32).
fn both(one: Verdict, other: Verdict) -> Verdict {
    let settled = |v: &Verdict| v.is(Status::Satisfied) || v.is(Status::NotApplicable);
    if settled(&one) && settled(&other) {
        return if one.is(Status::Satisfied) { one } else { other };
    }
    judged_both(one, other)
}

/// What binds inside a scope.
fn bound(inside: Truth, verdict: Verdict) -> Verdict {
    match inside {
        Truth::True => verdict,
        Truth::False => not_applicable(),
        Truth::Unknown => met_either_way(verdict),
    }
}

/// Whether the refining procedure says this one anew.
fn replaces(refining: &Refining, obligation: &Obligation) -> bool {
    let Some(own) = refining.steps.iter().find(|step| step.name == obligation.step) else { return false };
    match &obligation.what {
        What::Perform => refining.duties.contains(&own.name),
        What::Join(_) => false,
        What::After(before) => own.after.contains(before),
        What::Says(_) | What::Failing(_) => {
            let path = obligation.id.rsplit_once('/').map_or("", |(path, _)| path);
            let rules = Rules::default();
            obligation.exception.is_none()
                && own.sentences.iter().any(|sentence| {
                    let id = rules.sentence_id("", sentence);
                    obligation.id.ends_with(&id) && !path.is_empty()
                })
        }
    }
}
