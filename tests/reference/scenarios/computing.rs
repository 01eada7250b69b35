//! Conditions that compute: quotients with units, days between dates, what cannot be computed; 恰有.

use super::super::world::{Cond, Kind, Value};
use super::{Case, chain, d};

fn hours() -> Case {
    chain().says("甲", Kind::Must(Cond::Hours(2)))
}

fn energy(n: i64) -> Value {
    Value::Measured(n, "兆瓦时")
}

fn power(n: i64) -> Value {
    Value::Measured(n, "兆瓦")
}

#[test]
fn energy_over_power_is_hours() {
    let case = hours().did("甲", "04-10 04-12").fact("装机", power(2));
    case.clone().fact("电量", energy(4)).is("04-30", "甲/甲项", "合规");
    case.clone().fact("电量", energy(3)).is("04-30", "甲/甲项", "违规 04-12");
    case.is("04-30", "甲/甲项", "缺证");
}

#[test]
fn a_division_by_nought_is_unknown_and_not_none() {
    let case = hours().did("甲", "04-10 04-12").fact("装机", power(0));
    case.clone().fact("电量", energy(4)).is("04-30", "甲/甲项", "缺证");
    case.clone().fact("电量", energy(4)).is("04-11", "甲/甲项", "待办");
    let refused = Kind::MustNot(Cond::Not(Box::new(Cond::Hours(2))));
    let other = chain().says("甲", refused).did("甲", "04-10 04-12").fact("装机", power(0));
    other.fact("电量", energy(4)).is("04-30", "甲/禁项", "缺证");
}

#[test]
fn what_is_decided_without_it_needs_no_quotient() {
    let cond = Cond::Or(Box::new(Cond::Is("甲事实")), Box::new(Cond::Hours(2)));
    let case = chain().says("甲", Kind::Must(cond)).did("甲", "04-10 04-12");
    let case = case.fact("装机", power(0)).fact("电量", energy(4));
    case.clone().fact("甲事实", Value::Truth(true)).is("04-30", "甲/甲项", "合规");
    case.fact("甲事实", Value::Truth(false)).is("04-30", "甲/甲项", "缺证");
}

#[test]
fn of_an_amount_there_is_none_of_there_is_no_difference() {
    let case = chain().says("甲", Kind::Must(Cond::Net(10))).did("甲", "04-10 04-12");
    let case = case.fact("总价", Value::Measured(15, "元"));
    case.clone().fact("补助", Value::Measured(5, "元")).is("04-30", "甲/甲项", "合规");
    case.clone().fact("补助", Value::Measured(6, "元")).is("04-30", "甲/甲项", "违规 04-12");
    case.is("04-30", "甲/甲项", "缺证");
}

#[test]
fn days_between_dates_do_not_count_the_first() {
    let case = chain().says("甲", Kind::Must(Cond::DaysBetween(5))).did("甲", "04-10 04-12");
    let case = case.fact("开工日期", Value::Date(d("06-10")));
    case.clone().fact("召开日期", Value::Date(d("06-15"))).is("04-30", "甲/甲项", "合规");
    case.clone().fact("召开日期", Value::Date(d("06-14"))).is("04-30", "甲/甲项", "违规 04-12");
    case.is("04-30", "甲/甲项", "缺证");
}

#[test]
fn exactly_so_many_steps() {
    let one = Cond::DoneExactly(1, vec!["甲", "乙"]);
    let case = chain().says("丙", Kind::Must(one));
    let done = case.clone().did("甲", "04-01 04-02").did("丙", "04-10 04-12");
    done.clone().is("04-30", "丙/甲项", "合规");
    done.did("乙", "04-03 04-04").is("04-30", "丙/甲项", "违规 04-12");
    // While the step goes on, another may be done.
    case.did("甲", "04-01 04-02").did("丙", "04-10 ?").is("04-30", "丙/甲项", "待办");
}
