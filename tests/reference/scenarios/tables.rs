//! What tables give: by hand, before anybody else is judged by it.

use super::super::day::Unit;
use super::super::table::{Ask, Gives, Policy, Row, Table};
use super::super::world::{Cond, Kind, Name, Point, Value};
use super::{Case, chain};

fn gives(way: Name, copies: i64, length: Option<u32>) -> Gives {
    Gives { way: Some(way), copies, length }
}

fn row(levels: &[Name], from: Option<i64>, gives: Gives) -> Row {
    Row { levels: levels.to_vec(), none_of: false, truth: None, from, below: None, gives }
}

/// 高, or 500 and more: 甲式 in 5 days; 低 or 中: 乙式 in 9 days.
fn table(policy: Policy) -> Table {
    let rows = vec![
        row(&["高"], None, gives("甲式", 1, Some(5))),
        row(&[], Some(500), gives("甲式", 2, Some(5))),
        row(&["低", "中"], None, gives("乙式", 3, Some(9))),
    ];
    Table { policy, rows, otherwise: None, given: false }
}

fn asks(policy: Policy, ask: Ask) -> Case {
    let cond = Cond::Table(Box::new(table(policy)), ask);
    chain().says("甲", Kind::Must(cond)).did("甲", "04-10 04-12")
}

const LOW: Value = Value::Word("低");
const HIGH: Value = Value::Word("高");

#[test]
fn of_several_rows_the_first_counts() {
    let case = asks(Policy::First, Ask::Is("甲式"));
    case.clone().fact("类别", LOW).fact("金额", Value::Number(500)).is("04-30", "甲/甲项", "合规");
    case.clone().fact("类别", LOW).fact("金额", Value::Number(499)).is("04-30", "甲/甲项", "违规 04-12");
    // Whatever the amount is.
    case.clone().fact("类别", HIGH).is("04-30", "甲/甲项", "合规");
    // Whatever the level is.
    case.clone().fact("金额", Value::Number(500)).is("04-30", "甲/甲项", "合规");
    case.fact("类别", LOW).is("04-30", "甲/甲项", "缺证");
}

#[test]
fn two_rows_of_which_one_may_match_give_nothing() {
    let case = asks(Policy::Unique, Ask::Is("甲式"));
    case.clone().fact("类别", LOW).fact("金额", Value::Number(500)).is("04-30", "甲/甲项", "缺证");
    case.clone().fact("类别", HIGH).fact("金额", Value::Number(499)).is("04-30", "甲/甲项", "合规");
    // Of a high level the amount decides whether a second row matches.
    case.fact("类别", HIGH).is("04-30", "甲/甲项", "缺证");
}

#[test]
fn where_no_row_matches_nothing_is_so_and_nothing_is_not() {
    let mut gap = table(Policy::First);
    gap.rows.pop();
    for ask in [Ask::Is("甲式"), Ask::IsNot("甲式")] {
        let cond = Cond::Table(Box::new(gap.clone()), ask);
        let case = chain().says("甲", Kind::Must(cond)).did("甲", "04-10 04-12");
        let case = case.fact("类别", LOW).fact("金额", Value::Number(499));
        case.is("04-30", "甲/甲项", "缺证");
        case.is("04-11", "甲/甲项", "待办");
    }
    gap.otherwise = Some(gives("丙式", 0, None));
    let cond = Cond::Table(Box::new(gap), Ask::IsNot("甲式"));
    let case = chain().says("甲", Kind::Must(cond)).did("甲", "04-10 04-12");
    case.fact("类别", LOW).fact("金额", Value::Number(499)).is("04-30", "甲/甲项", "合规");
}

#[test]
fn all_that_match_are_collected() {
    let both = |ask| asks(Policy::Collect, ask).fact("类别", LOW).fact("金额", Value::Number(500));
    both(Ask::Contains("甲式")).is("04-30", "甲/甲项", "合规");
    both(Ask::Contains("乙式")).is("04-30", "甲/甲项", "合规");
    both(Ask::Contains("丙式")).is("04-30", "甲/甲项", "违规 04-12");
    both(Ask::CountAtLeast(2)).is("04-30", "甲/甲项", "合规");
    both(Ask::SumAtLeast(5)).is("04-30", "甲/甲项", "合规");
    both(Ask::SumAtLeast(6)).is("04-30", "甲/甲项", "违规 04-12");
    both(Ask::GreatestAtLeast(4)).is("04-30", "甲/甲项", "违规 04-12");
    let open = |ask| asks(Policy::Collect, ask).fact("类别", LOW);
    open(Ask::SumAtLeast(3)).is("04-30", "甲/甲项", "合规");
    open(Ask::SumAtLeast(4)).is("04-30", "甲/甲项", "缺证");
}

#[test]
fn a_limit_is_as_long_as_the_table_says() {
    let within = Kind::Within {
        n: 0,
        unit: Unit::Natural,
        from: Point::Start("甲"),
        extension: None,
        excluding: false,
        notice: false,
    };
    let mut table = table(Policy::First);
    table.rows.push(row(&[], None, gives("丙式", 0, None)));
    let kind = Kind::Looked(Box::new(within), Box::new(table));
    // 04-10 and 5 days: 04-15; and 9: 04-19.
    let case = |finish: &str| chain().says("甲", kind.clone()).did("甲", &format!("04-10 {finish}"));
    case("04-16").fact("类别", HIGH).is("04-30", "甲/限时", "违规 04-16");
    case("04-16").fact("类别", LOW).fact("金额", Value::Number(499)).is("04-30", "甲/限时", "合规");
    case("04-16").fact("类别", LOW).is("04-30", "甲/限时", "缺证");
    case("04-15").is("04-30", "甲/限时", "合规");
    case("04-20").fact("类别", LOW).is("04-30", "甲/限时", "违规");
}
