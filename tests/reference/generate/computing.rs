//! Families about what is computed: quotients with units, days between dates, sums with what there
//! may be none of; and 恰有 over steps.

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::day::Day;
use super::super::world::{Cond, File, Kind, Name, Value, World};
use super::frame::{chain, cond_of, frame, with};

const CHAIN: [Name; 3] = ["甲", "乙", "丙"];

/// 电量, 装机, 总价, 补助, and how many days after a day in June the two dates lie.
type Facts = (Option<i64>, Option<i64>, Option<i64>, Option<i64>, Option<i32>, Option<i32>);

fn facts() -> impl Strategy<Value = Facts> {
    (
        weighted(0.8, select(vec![0_i64, 1, 2, 3, 4, 5])),
        weighted(0.8, select(vec![0_i64, 0, 1, 2, 3])),
        weighted(0.8, select(vec![0_i64, 10, 15])),
        weighted(0.6, select(vec![0_i64, 5, 10])),
        weighted(0.8, -6..7),
        weighted(0.8, -6..7),
    )
}

fn tell(file: &mut File, (energy, power, price, aid, held, begun): Facts) {
    let day = |n: i32| Value::Date(Day::of(6, 10).plus(n));
    let told: [(Name, Option<Value>); 6] = [
        ("电量", energy.map(|n| Value::Measured(n, "兆瓦时"))),
        ("装机", power.map(|n| Value::Measured(n, "兆瓦"))),
        ("总价", price.map(|n| Value::Measured(n, "元"))),
        ("补助", aid.map(|n| Value::Measured(n, "元"))),
        ("召开日期", held.map(day)),
        ("开工日期", begun.map(day)),
    ];
    for (name, value) in told {
        if let Some(value) = value {
            file.project.insert(name, value);
        }
    }
}

fn leaves() -> Vec<Cond> {
    vec![Cond::Hours(2), Cond::Hours(2), Cond::DaysBetween(5), Cond::Net(10), Cond::Is("甲事实")]
}

pub(crate) fn computing() -> BoxedStrategy<World> {
    (frame(3, 1), cond_of(leaves()), facts(), any::<bool>())
        .prop_map(|(frame, cond, facts, forbidden)| {
            let kind = if forbidden { Kind::MustNot(cond) } else { Kind::Must(cond) };
            let mut file = frame.file(&CHAIN);
            tell(&mut file, facts);
            frame.world(with(chain(), "甲", kind, None), file)
        })
        .boxed()
}

/// What cannot be computed in a scope and in a 情形 leaves open what hangs on it.
pub(crate) fn scope() -> BoxedStrategy<World> {
    (frame(3, 0), cond_of(leaves()), facts(), weighted(0.5, cond_of(leaves())))
        .prop_map(|(frame, cond, facts, when)| {
            let mut file = frame.file(&CHAIN);
            tell(&mut file, facts);
            let mut rules = with(chain(), "乙", Kind::Must(Cond::Is("乙事实")), when);
            rules.steps[1].scope = Some(cond);
            frame.world(rules, file)
        })
        .boxed()
}

/// 恰有 over steps, asked in the step itself and after it.
pub(crate) fn counting() -> BoxedStrategy<World> {
    let some: Vec<Vec<Name>> = vec![vec!["甲", "乙"], vec!["甲", "乙", "丙"], vec!["乙"]];
    (frame(3, 1), select(some), 0..3usize, select(vec!["甲", "丙"]), any::<bool>())
        .prop_map(|(frame, steps, n, at, forbidden)| {
            let cond = Cond::DoneExactly(n.min(steps.len()), steps);
            let kind = if forbidden { Kind::MustNot(cond) } else { Kind::Must(cond) };
            frame.world(with(chain(), at, kind, None), frame.file(&CHAIN))
        })
        .boxed()
}
