//! Row 0, 例外, by hand.

use super::super::day::Unit;
use super::super::world::{Cond, ExceptionRule, Kind, Modal, Name, Point, Sentence, Value};
use super::{Case, chain, d};

fn lasts(n: u32) -> Kind {
    let (from, to) = (Point::Start("甲"), Point::Finish("甲"));
    Kind::Lasts { n, unit: Unit::Natural, from, to, presumptive: None }
}

fn rule(name: Name, when: Cond, over: Option<Name>, own: Option<Kind>) -> ExceptionRule {
    let sentences =
        own.into_iter().map(|kind| Sentence { name: None, kind, when: None, word: Modal::Must }).collect();
    ExceptionRule { name, base: "公示期", when, over, sentences }
}

/// 甲 lasted twelve days; 公示期 asks for twenty.
fn published(rules: Vec<ExceptionRule>) -> Case {
    chain().says("甲", lasts(20)).step("甲", |s| s.exceptions = rules).did("甲", "04-01 04-13")
}

fn fact(case: &Case, name: Name, yes: bool) -> Case {
    case.clone().fact(name, Value::Truth(yes))
}

#[test]
fn one_exception_with_a_duty() {
    let case = published(vec![rule("紧急", Cond::Is("甲事实"), None, Some(lasts(7)))]);
    fact(&case, "甲事实", true).is("04-30", "甲/公示期", "不适用").is("04-30", "甲/紧急/历时", "合规");
    fact(&case, "甲事实", false).is("04-30", "甲/公示期", "违规 04-13").is("04-30", "甲/紧急/历时", "不适用");
    case.is("04-30", "甲/公示期", "缺证").is("04-30", "甲/紧急/历时", "合规");
}

#[test]
fn not_known_and_the_same_either_way() {
    let case = |own| published(vec![rule("紧急", Cond::Is("甲事实"), None, Some(lasts(own)))]);
    case(15).is("04-30", "甲/公示期", "违规 04-13").is("04-30", "甲/紧急/历时", "缺证");
    let open = chain()
        .says("甲", lasts(20))
        .step("甲", |s| s.exceptions = vec![rule("紧急", Cond::Is("甲事实"), None, Some(lasts(15)))])
        .did("甲", "04-01 ?");
    open.is("04-10", "甲/公示期", "待办").is("04-17", "甲/公示期", "缺证").is("04-21", "甲/公示期", "合规");
}

#[test]
fn an_exception_without_a_duty() {
    let case = published(vec![rule("紧急", Cond::Is("甲事实"), None, None)]);
    fact(&case, "甲事实", true).is("04-30", "甲/公示期", "不适用");
    case.is("04-30", "甲/公示期", "缺证");
    let met = chain()
        .says("甲", lasts(10))
        .step("甲", |s| s.exceptions = vec![rule("紧急", Cond::Is("甲事实"), None, None)])
        .did("甲", "04-01 04-13");
    met.is("04-30", "甲/公示期", "合规");
}

#[test]
fn two_that_hold_at_once() {
    let two = |over| {
        published(vec![
            rule("紧急", Cond::Is("甲事实"), None, Some(lasts(15))),
            rule("防汛", Cond::Is("乙事实"), over, Some(lasts(3))),
        ])
    };
    let both = |case: &Case| fact(&fact(case, "甲事实", true), "乙事实", true);
    both(&two(None)).is("04-30", "甲/公示期", "缺证").is("04-30", "甲/紧急/历时", "违规 04-13").is(
        "04-30",
        "甲/防汛/历时",
        "合规",
    );
    both(&two(Some("紧急"))).is("04-30", "甲/公示期", "不适用").is("04-30", "甲/紧急/历时", "不适用").is(
        "04-30",
        "甲/防汛/历时",
        "合规",
    );
}

#[test]
fn a_moved_deadline_moves_the_performance() {
    let case = chain().says("甲", Kind::Deadline(d("04-10"))).step("甲", |s| {
        let own = Some(Kind::Deadline(d("04-20")));
        s.exceptions =
            vec![ExceptionRule { base: "期限", ..rule("延期", Cond::Is("甲事实"), None, own) }];
    });
    let granted = fact(&case, "甲事实", true);
    granted.is("04-15", "甲/履行", "待办 04-20").is("04-21", "甲/履行", "违规 04-21").is(
        "04-15",
        "甲/期限",
        "不适用",
    );
    fact(&case, "甲事实", false).is("04-15", "甲/履行", "违规 04-11");
    case.is("04-15", "甲/履行", "缺证").is("04-21", "甲/履行", "违规").is("04-05", "甲/履行", "待办");
}
