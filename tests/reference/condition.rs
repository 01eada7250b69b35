//! Conditions, decided by trying every value of every unknown fact.

use super::day::Day;
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
    let outcomes: Vec<Truth> = worlds.iter().map(|world| holds(cond, world)).collect();
    match outcomes.as_slice() {
        [first, rest @ ..] if rest.iter().all(|one| one == first) => *first,
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
        Cond::DoneAtLeast(_, steps) | Cond::DoneExactly(_, steps) => {
            steps.iter().for_each(|s| push(Fact::Done(s)));
        }
        Cond::Hours(_) => ["电量", "装机"].into_iter().for_each(|name| push(Fact::Project(name))),
        Cond::DaysBetween(_) => {
            ["召开日期", "开工日期"].into_iter().for_each(|name| push(Fact::Project(name)));
        }
        Cond::Net(_) => ["总价", "补助"].into_iter().for_each(|name| push(Fact::Project(name))),
        Cond::Table(..) => {
            ["类别", "甲事实", "金额"].into_iter().for_each(|name| push(Fact::Project(name)));
        }
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
        // 可缺: not given means that there is none.
        Fact::Project("补助") => Some(sight.file.project.get("补助").copied().unwrap_or(Value::Absent)),
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
            let mut told = Vec::new();
            of_tables(cond, &mut told);
            limits.extend(told);
            limits.iter().flat_map(|limit| [limit - 1, *limit, limit + 1]).map(Value::Number).collect()
        }
        Fact::Project("电量") => {
            [-1000, 0, 1, 2, 3, 4, 5, 6, 1000].map(|n| Value::Measured(n, "兆瓦时")).to_vec()
        }
        Fact::Project("装机") => [-1, 0, 1, 2, 3, 1000].map(|n| Value::Measured(n, "兆瓦")).to_vec(),
        Fact::Project("总价") => [-1000, 1000].map(|n| Value::Measured(n, "元")).to_vec(),
        Fact::Project("召开日期" | "开工日期") => {
            vec![Value::Date(Day::of(1, 1)), Value::Date(Day::of(12, 31))]
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

fn of_tables(cond: &Cond, limits: &mut Vec<i64>) {
    match cond {
        Cond::Table(table, _) => limits.extend(table.amounts()),
        Cond::Not(one) => of_tables(one, limits),
        Cond::And(one, other) | Cond::Or(one, other) => {
            of_tables(one, limits);
            of_tables(other, limits);
        }
        _ => {}
    }
}

/// Whether a condition holds where every fact has a value; what cannot be computed does not hold
/// and does not fail.
fn holds(cond: &Cond, world: &Known) -> Truth {
    let of = |truth: bool| if truth { Truth::True } else { Truth::False };
    let value = |fact: Fact| world.iter().find(|(f, _)| *f == fact).map(|(_, v)| *v);
    let yes = |fact: Fact| value(fact) == Some(Value::Truth(true));
    let measured = |name: Name| match value(Fact::Project(name)) {
        Some(Value::Measured(number, _)) => Some(number),
        _ => None,
    };
    let date = |name: Name| match value(Fact::Project(name)) {
        Some(Value::Date(day)) => Some(i64::from(day.0)),
        _ => None,
    };
    let done = |steps: &[Name]| steps.iter().filter(|s| yes(Fact::Done(s))).count();
    match cond {
        Cond::Is(field) => of(yes(Fact::Project(field))),
        Cond::Level(level) => of(value(Fact::Project("类别")) == Some(Value::Word(level))),
        Cond::AmountAtLeast(limit) => {
            of(matches!(value(Fact::Project("金额")), Some(Value::Number(n)) if n >= *limit))
        }
        Cond::Marked(step, kind, field) => of(yes(Fact::Field(step, kind, field))),
        Cond::Done(step) => of(yes(Fact::Done(step))),
        Cond::DoneAtLeast(n, steps) => of(done(steps) >= *n),
        Cond::DoneExactly(n, steps) => of(done(steps) == *n),
        Cond::Hours(limit) => match (measured("电量"), measured("装机")) {
            (Some(energy), Some(power)) if power > 0 => of(energy >= limit * power),
            (Some(energy), Some(power)) if power < 0 => of(energy <= limit * power),
            _ => Truth::Unknown,
        },
        Cond::DaysBetween(limit) => match (date("召开日期"), date("开工日期")) {
            (Some(later), Some(earlier)) => of(later - earlier >= *limit),
            _ => Truth::Unknown,
        },
        Cond::Net(limit) => match (measured("总价"), measured("补助")) {
            (Some(price), Some(aid)) => of(price - aid >= *limit),
            _ => Truth::Unknown,
        },
        Cond::Table(table, ask) => {
            let level = match value(Fact::Project("类别")) {
                Some(Value::Word(level)) => level,
                _ => return Truth::Unknown,
            };
            let Some(Value::Number(amount)) = value(Fact::Project("金额")) else { return Truth::Unknown };
            table.answer(*ask, (level, yes(Fact::Project("甲事实")), amount))
        }
        Cond::Not(one) => holds(one, world).not(),
        Cond::And(one, other) => holds(one, world).and(holds(other, world)),
        Cond::Or(one, other) => holds(one, world).or(holds(other, world)),
    }
}
