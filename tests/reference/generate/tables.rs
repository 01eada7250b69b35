//! Families about decision tables: what they give in conditions, all that matches, lengths.

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::day::Unit;
use super::super::table::{Ask, Gives, Policy, Row, Table, WAYS};
use super::super::world::{Cond, Kind, LEVELS, Name, Point, World};
use super::frame::{chain, cond_of, frame, with};

const CHAIN: [Name; 3] = ["甲", "乙", "丙"];

fn gives() -> impl Strategy<Value = Gives> {
    let way = weighted(0.9, select(WAYS.to_vec()));
    (way, 0..4i64, weighted(0.85, 1..10u32)).prop_map(|(way, copies, length)| Gives { way, copies, length })
}

fn row() -> impl Strategy<Value = Row> {
    let levels = prop_oneof![
        Just(Vec::new()),
        select(LEVELS.to_vec()).prop_map(|one| vec![one]),
        Just(vec!["低", "中"]),
        Just(vec!["中", "高"]),
    ];
    let amount =
        (weighted(0.5, select(vec![300_i64, 499, 500])), weighted(0.4, select(vec![500_i64, 501, 600])));
    (levels, prop::bool::weighted(0.2), weighted(0.4, any::<bool>()), amount, gives()).prop_map(
        |(levels, none_of, truth, (from, below), gives)| {
            // A range that holds nothing is told by `check`.
            let below = below.filter(|below| from.is_none_or(|from| from < *below));
            let none_of = none_of && levels.len() == 1;
            Row { levels, none_of, truth, from, below, gives }
        },
    )
}

fn table_of(policies: Vec<Policy>) -> impl Strategy<Value = Table> {
    let rows = prop::collection::vec(row(), 1..5);
    (select(policies), rows, weighted(0.5, gives()), any::<bool>())
        .prop_map(|(policy, rows, otherwise, given)| Table { policy, rows, otherwise, given }.lawful())
}

fn about(table: &Table, asks: &[Ask]) -> Vec<Cond> {
    let mut leaves: Vec<Cond> = asks.iter().map(|ask| Cond::Table(Box::new(table.clone()), *ask)).collect();
    leaves.extend([Cond::Is("甲事实"), Cond::Is("乙事实"), Cond::AmountAtLeast(500)]);
    leaves
}

fn conditions(policies: Vec<Policy>, asks: &'static [Ask]) -> BoxedStrategy<World> {
    let drawn = table_of(policies).prop_flat_map(move |table| {
        let leaves = about(&table, asks);
        (Just(table), cond_of(leaves.clone()), weighted(0.3, cond_of(leaves)))
    });
    (frame(3, 1), drawn, any::<bool>())
        .prop_map(|(frame, (table, cond, when), forbidden)| {
            let kind = if forbidden { Kind::MustNot(cond) } else { Kind::Must(cond) };
            let mut rules = with(chain(), "甲", kind, when);
            rules.table = Some(table);
            frame.world(rules, frame.file(&CHAIN))
        })
        .boxed()
}

/// 唯一 and 优先: one row counts.
pub(crate) fn table() -> BoxedStrategy<World> {
    const ASKS: [Ask; 4] = [Ask::Is("甲式"), Ask::Is("乙式"), Ask::IsNot("甲式"), Ask::IsNot("丙式")];
    conditions(vec![Policy::Unique, Policy::First], &ASKS)
}

/// 收集: all rows that match.
pub(crate) fn table_collecting() -> BoxedStrategy<World> {
    const ASKS: [Ask; 5] = [
        Ask::Contains("甲式"),
        Ask::Contains("乙式"),
        Ask::CountAtLeast(2),
        Ask::SumAtLeast(3),
        Ask::GreatestAtLeast(2),
    ];
    conditions(vec![Policy::Collect], &ASKS)
}

/// The length of a period is what the table gives.
pub(crate) fn table_length() -> BoxedStrategy<World> {
    let unit = Unit::Natural;
    let lasts =
        Kind::Lasts { n: 0, unit, from: Point::Start("甲"), to: Point::Finish("甲"), presumptive: None };
    let within = Kind::Within {
        n: 0,
        unit,
        from: Point::Start("甲"),
        extension: None,
        excluding: false,
        notice: false,
    };
    let tables = table_of(vec![Policy::Unique, Policy::First]);
    (frame(3, 1), select(vec![lasts, within]), tables)
        .prop_map(|(frame, kind, table)| {
            let kind = Kind::Looked(Box::new(kind), Box::new(table.clone()));
            let mut rules = with(chain(), "甲", kind, None);
            rules.table = Some(table);
            frame.world(rules, frame.file(&CHAIN))
        })
        .boxed()
}
