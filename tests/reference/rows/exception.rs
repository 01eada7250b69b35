//! Row 0, 例外: while it holds, the base is 不适用 and the exception's own duties are judged; where
//! that is not known, both are judged, and equal is that, else 缺证.

use super::super::condition::{Truth, truth};
use super::super::sight::Sight;
use super::super::verdict::{Status, Verdict, met_either_way, not_applicable, over_all, unproven, worse};
use super::super::world::{Cond, ExceptionRule, Name, Obligation, What};

/// What the exceptions of a step make of an obligation; `plain` judges one without asking for them.
pub(crate) fn judge(
    sight: &Sight<'_>,
    obligation: &Obligation,
    plain: &dyn Fn(&Obligation) -> Verdict,
) -> Verdict {
    let all = &sight.rules.step(obligation.step).exceptions;
    if let Some(own) = obligation.exception {
        let rule = all.iter().find(|rule| rule.name == own).expect("declared exception");
        return match truth(&prevails(rule, all), sight, false) {
            Truth::False => not_applicable(),
            Truth::True => plain(obligation),
            Truth::Unknown => met_either_way(plain(obligation)),
        };
    }
    let own: Vec<&ExceptionRule> = all.iter().filter(|rule| replaces(rule, obligation)).collect();
    let Some(any) = own.iter().map(|rule| prevails(rule, all)).reduce(or) else {
        return plain(obligation);
    };
    match truth(&any, sight, false) {
        Truth::False => plain(obligation),
        Truth::True if holding(sight, &own, all) > 1 => unproven(),
        Truth::True => not_applicable(),
        Truth::Unknown => {
            let possible =
                own.iter().filter(|rule| truth(&prevails(rule, all), sight, false) != Truth::False);
            let under = possible.map(|rule| worst_of(sight, obligation.step, rule.name, plain));
            either(plain(obligation), under.collect())
        }
    }
}

/// Reading 32: what is met or does not apply either way is met.
pub(super) fn either(base: Verdict, under: Vec<Verdict>) -> Verdict {
    let settled = |v: &Verdict| v.is(Status::Satisfied) || v.is(Status::NotApplicable);
    if under.iter().all(|v| v.status == base.status) {
        return over_all(std::iter::once(base).chain(under));
    }
    if settled(&base) && under.iter().all(settled) { base } else { unproven() }
}

fn worst_of(
    sight: &Sight<'_>,
    step: Name,
    exception: Name,
    plain: &dyn Fn(&Obligation) -> Verdict,
) -> Verdict {
    let duties = sight.rules.obligations();
    let own = duties.iter().filter(|o| o.step == step && o.exception == Some(exception));
    own.map(plain).reduce(worse).unwrap_or_else(not_applicable)
}

fn holding(sight: &Sight<'_>, own: &[&ExceptionRule], all: &[ExceptionRule]) -> usize {
    own.iter().filter(|rule| truth(&prevails(rule, all), sight, false) == Truth::True).count()
}

/// Its own case, and that of nothing that prevails over it, directly or through others.
pub(crate) fn prevails(rule: &ExceptionRule, all: &[ExceptionRule]) -> Cond {
    let mut above: Vec<&ExceptionRule> = Vec::new();
    let mut todo = vec![rule.name];
    while let Some(name) = todo.pop() {
        for other in all.iter().filter(|other| other.over == Some(name)) {
            if !above.iter().any(|known| known.name == other.name) {
                above.push(other);
                todo.push(other.name);
            }
        }
    }
    above.into_iter().fold(rule.when.clone(), |cond, other| {
        Cond::And(Box::new(cond), Box::new(Cond::Not(Box::new(other.when.clone()))))
    })
}

fn or(one: Cond, other: Cond) -> Cond {
    Cond::Or(Box::new(one), Box::new(other))
}

/// Whether the exception is one to this sentence of the step.
fn replaces(rule: &ExceptionRule, obligation: &Obligation) -> bool {
    matches!(obligation.what, What::Says(_)) && obligation.id.rsplit('/').next() == Some(rule.base)
}

/// The days through which a step may be done by its own 期限, and whether each counts.
pub(crate) fn deadlines(sight: &Sight<'_>, step: Name) -> Vec<(super::super::day::Day, Truth)> {
    use super::super::world::Kind;
    let rules = sight.rules.step(step);
    let all = &rules.exceptions;
    let day = |kind: &Kind| match kind {
        Kind::Deadline(day) => Some(*day),
        _ => None,
    };
    let mut found = Vec::new();
    for sentence in &rules.sentences {
        let Some(due) = day(&sentence.kind) else { continue };
        // A deemed act has taken the place of a 期限 that was overdue: nothing is due by it any more.
        if sight.taken_over.contains(&sight.rules.sentence_id(&sight.rules.path(step), sentence)) {
            continue;
        }
        let own = all.iter().filter(|rule| rule.base == "期限").map(|rule| prevails(rule, all));
        let replaced = own.reduce(or).map_or(Truth::False, |any| truth(&any, sight, false));
        found.push((due, replaced.not()));
    }
    if found.is_empty() {
        return found;
    }
    for rule in all {
        for due in rule.sentences.iter().filter_map(|s| day(&s.kind)) {
            found.push((due, truth(&prevails(rule, all), sight, false)));
        }
    }
    found.retain(|(_, counts)| *counts != Truth::False);
    found
}
