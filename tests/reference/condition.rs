//! Conditions, decided by trying every value of every unknown fact.

use super::sight::{Sight, Standing};
use super::world::{Cond, LEVELS, Name, Value};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Truth {
    True,
    False,
    Unknown,
}

impl Truth {
    pub(crate) fn not(self) -> Self {
        match self {
            Truth::True => Truth::False,
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
        }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Truth::False, _) | (_, Truth::False) => Truth::False,
            (Truth::True, Truth::True) => Truth::True,
            _ => Truth::Unknown,
        }
    }

    pub(crate) fn or(self, other: Self) -> Self {
        self.not().and(other.not()).not()
    }
}

/// A fact a condition asks for.
#[derive(Clone, PartialEq, Eq)]
enum Fact {
    Project(Name),
    Field(Name, Name, Name),
    Done(Name),
}

type Known = Vec<(Fact, Value)>;

/// The truth of a condition. `open`: what has not been done may still be done.
pub(crate) fn truth(cond: &Cond, sight: &Sight<'_>, open: bool) -> Truth {
    let mut facts = Vec::new();
    collect(cond, &mut facts);
    let mut worlds: Vec<Known> = vec![Vec::new()];
    for fact in facts {
        let values = match given(&fact, sight, open) {
            Some(value) => vec![value],
            None => possible(&fact, cond),
        };
        worlds = worlds
            .iter()
            .flat_map(|world| {
                values.iter().map(|value| {
                    let mut next = world.clone();
                    next.push((fact.clone(), *value));
                    next
                })
            })
            .collect();
    }
    let outcomes: Vec<bool> = worlds.iter().map(|world| holds(cond, world)).collect();
    match (outcomes.contains(&true), outcomes.contains(&false)) {
        (true, false) => Truth::True,
        (false, true) => Truth::False,
        _ => Truth::Unknown,
    }
}

fn collect(cond: &Cond, facts: &mut Vec<Fact>) {
    let mut push = |fact: Fact| {
        if !facts.contains(&fact) {
            facts.push(fact);
        }
    };
    match cond {
        Cond::Is(field) => push(Fact::Project(field)),
        Cond::Level(_) => push(Fact::Project("类别")),
        Cond::AmountAtLeast(_) => push(Fact::Project("金额")),
        Cond::Marked(step, kind, field) => push(Fact::Field(step, kind, field)),
        Cond::Done(step) => push(Fact::Done(step)),
        Cond::DoneAtLeast(_, steps) => steps.iter().for_each(|s| push(Fact::Done(s))),
        Cond::Not(one) => collect(one, facts),
        Cond::And(one, other) | Cond::Or(one, other) => {
            collect(one, facts);
            collect(other, facts);
        }
    }
}

/// The value on file, `None` where it is not known.
fn given(fact: &Fact, sight: &Sight<'_>, open: bool) -> Option<Value> {
    match fact {
        Fact::Project(field) => sight.file.project.get(field).copied(),
        Fact::Field(step, kind, field) => sight.paper(step, kind)?.fields.get(field).copied(),
        Fact::Done(step) => match sight.standing(step) {
            Standing::Valid(_) => Some(Value::Truth(true)),
            Standing::OutcomeUnknown(_) => None,
            _ if open => None,
            _ => Some(Value::Truth(false)),
        },
    }
}

/// Every value that can make a difference to the condition.
fn possible(fact: &Fact, cond: &Cond) -> Vec<Value> {
    match fact {
        Fact::Project("类别") => LEVELS.iter().map(|level| Value::Word(level)).collect(),
        Fact::Project("金额") => {
            let mut limits = Vec::new();
            amounts(cond, &mut limits);
            limits.iter().flat_map(|limit| [limit - 1, *limit, limit + 1]).map(Value::Number).collect()
        }
        _ => vec![Value::Truth(true), Value::Truth(false)],
    }
}

fn amounts(cond: &Cond, limits: &mut Vec<i64>) {
    match cond {
        Cond::AmountAtLeast(limit) => limits.push(*limit),
        Cond::Not(one) => amounts(one, limits),
        Cond::And(one, other) | Cond::Or(one, other) => {
            amounts(one, limits);
            amounts(other, limits);
        }
        _ => {}
    }
}

fn holds(cond: &Cond, world: &Known) -> bool {
    let value = |fact: Fact| world.iter().find(|(f, _)| *f == fact).map(|(_, v)| *v);
    let yes = |fact: Fact| value(fact) == Some(Value::Truth(true));
    match cond {
        Cond::Is(field) => yes(Fact::Project(field)),
        Cond::Level(level) => value(Fact::Project("类别")) == Some(Value::Word(level)),
        Cond::AmountAtLeast(limit) => {
            matches!(value(Fact::Project("金额")), Some(Value::Number(n)) if n >= *limit)
        }
        Cond::Marked(step, kind, field) => yes(Fact::Field(step, kind, field)),
        Cond::Done(step) => yes(Fact::Done(step)),
        Cond::DoneAtLeast(n, steps) => steps.iter().filter(|s| yes(Fact::Done(s))).count() >= *n,
        Cond::Not(one) => !holds(one, world),
        Cond::And(one, other) => holds(one, world) && holds(other, world),
        Cond::Or(one, other) => holds(one, world) || holds(other, world),
    }
}
