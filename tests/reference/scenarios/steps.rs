//! Rows 1, 2 and 17, staleness, redoing, groups.

use super::super::world::{Cond, Kind, PASSED, Perform, SENT_BACK, Step, Value};
use super::{Case, chain, d, steps};

/// 甲 10–12 April, 乙 15–16, 丙 18–19.
fn done() -> Case {
    chain().did("甲", "04-10 04-12").did("乙", "04-15 04-16").did("丙", "04-18 04-19")
}

#[test]
fn row_1_all_done() {
    done()
        .is("04-30", "甲/履行", "合规")
        .is("04-30", "乙/履行", "合规")
        .is("04-30", "丙/履行", "合规")
        .overall("04-30", "合规")
        .is("04-11", "甲/履行", "待办")
        .is("04-09", "甲/履行", "待办")
        .overall("04-18", "待办");
}

#[test]
fn row_1_left_out_at_the_end() {
    let case = chain().did("甲", "04-10 04-12").did("丙", "04-18 04-19");
    case.is("04-18", "乙/履行", "待办")
        .is("04-19", "乙/履行", "违规 04-19")
        .is("05-30", "乙/履行", "违规 04-19")
        .curable("05-30", "乙/履行", true)
        .overall("05-30", "违规");
    // Done late, the work after it is stale: the end must be reached again.
    case.did("乙", "04-25 04-26").is("04-30", "乙/履行", "合规").is("04-30", "丙/履行", "待办").is(
        "04-30",
        "丙/前置/乙",
        "违规 04-18",
    );
}

#[test]
fn row_1_open_at_the_end() {
    chain()
        .did("甲", "04-10 ?")
        .did("乙", "04-15 04-16")
        .did("丙", "04-18 04-19")
        .is("04-18", "甲/履行", "待办")
        .is("04-20", "甲/履行", "违规 04-19");
}

#[test]
fn row_1_own_date() {
    let case = chain().says("甲", Kind::Deadline(d("04-20")));
    case.is("04-20", "甲/履行", "待办 04-20").is("04-21", "甲/履行", "违规 04-21");
    case.did("甲", "04-20 04-22").is("04-21", "甲/履行", "违规 04-21").is("04-22", "甲/履行", "合规");
}

#[test]
fn row_1_outcome() {
    let concluding = |outcome| {
        chain()
            .says("乙", Kind::Conclusion)
            .step("乙", |s| s.returns = Some("甲"))
            .did("甲", "04-10 04-12")
            .did("乙", "04-15 04-16")
            .with(|r| r.outcome = outcome)
    };
    concluding(Some(PASSED)).is("04-20", "乙/履行", "合规");
    concluding(Some(SENT_BACK)).is("04-20", "乙/履行", "待办");
    concluding(None).is("04-20", "乙/履行", "缺证");
    concluding(Some(SENT_BACK)).did("丙", "04-18 04-19").is("04-20", "乙/履行", "违规 04-19");
    // Redone: 乙 is stale until it is done again.
    let redone = concluding(Some(SENT_BACK)).did("甲", "04-22 04-23");
    redone.is("04-24", "乙/履行", "待办").is("04-24", "甲/履行", "合规");
    redone.did("乙", "04-24 04-25").with(|r| r.outcome = Some(PASSED)).is("04-26", "乙/履行", "合规");
}

#[test]
fn row_1_no_way_back_no_outcome_needed() {
    chain()
        .says("乙", Kind::Conclusion)
        .did("甲", "04-10 04-12")
        .did("乙", "04-15 04-16")
        .is("04-20", "乙/履行", "合规")
        .is("04-20", "乙/结论", "缺证");
}

#[test]
fn row_2_in_order() {
    done().is("04-30", "乙/前置/甲", "合规").is("04-14", "乙/前置/甲", "待办 无");
    let same_day = chain().did("甲", "04-10 04-12").did("乙", "04-12 04-13");
    same_day.is("04-30", "乙/前置/甲", "合规");
}

#[test]
fn row_2_out_of_order() {
    let late = chain().did("甲", "04-10 04-16").did("乙", "04-15 04-17");
    late.is("04-15", "乙/前置/甲", "待办").is("04-16", "乙/前置/甲", "违规 04-15").is(
        "04-30",
        "乙/前置/甲",
        "违规 04-15",
    );
    // The cure: the successor again.
    late.did("乙", "04-18 04-19").is("04-30", "乙/前置/甲", "合规");
}

#[test]
fn row_2_never_done() {
    let case = chain().did("乙", "04-15 04-17");
    case.is("04-15", "乙/前置/甲", "待办").is("04-16", "乙/前置/甲", "违规 04-15");
}

#[test]
fn row_2_sent_back_or_stale() {
    let case = chain()
        .says("甲", Kind::Conclusion)
        .step("甲", |s| s.returns = Some("甲"))
        .did("甲", "04-10 04-12")
        .with(|r| r.outcome = Some(SENT_BACK))
        .did("乙", "04-15 04-17");
    case.is("04-15", "乙/前置/甲", "违规 04-15").is("04-20", "乙/前置/甲", "违规 04-15");
    let stale = chain()
        .did("甲", "04-10 04-12")
        .did("乙", "04-15 04-17")
        .did("甲", "04-18 04-19")
        .did("丙", "04-22 04-23");
    stale.is("04-30", "丙/前置/乙", "违规 04-22").is("04-30", "乙/前置/甲", "违规 04-15");
}

#[test]
fn row_2_dates_missing() {
    // 乙 started on an unknown day up to 17 April.
    chain().did("甲", "04-10 04-12").did("乙", "? 04-17").is("04-30", "乙/前置/甲", "缺证");
    // Whenever it started, 甲 finished later.
    chain().did("甲", "04-10 04-20").did("乙", "? 04-17").is("04-30", "乙/前置/甲", "违规");
    let unknown = chain()
        .says("甲", Kind::Conclusion)
        .step("甲", |s| s.returns = Some("甲"))
        .did("甲", "04-10 04-12")
        .did("乙", "04-15 04-17");
    unknown.is("04-30", "乙/前置/甲", "缺证");
}

#[test]
fn row_2_group() {
    let mut case = steps(&[("组", &[]), ("甲", &[]), ("乙", &[]), ("丙", &["组"])]);
    for child in ["甲", "乙"] {
        case = case.step(child, |s| s.parent = Some("组"));
    }
    let both = case.clone().did("甲", "04-10 04-12").did("乙", "04-11 04-15");
    both.clone()
        .did("丙", "04-16 04-17")
        .is("04-30", "丙/前置/组", "合规")
        .is("04-30", "组/履行", "合规")
        .is("04-30", "组/甲/履行", "合规");
    both.did("丙", "04-14 04-17").is("04-30", "丙/前置/组", "违规 04-14");
    let one = case.clone().did("甲", "04-10 04-12").did("丙", "04-16 04-17");
    one.is("04-30", "丙/前置/组", "违规 04-16").is("04-30", "组/履行", "违规 04-17").is(
        "04-30",
        "组/乙/履行",
        "违规 04-17",
    );
    let optional = case.step("乙", |s| s.perform = Perform::May).did("甲", "04-10 04-12");
    optional.did("丙", "04-16 04-17").is("04-30", "丙/前置/组", "合规").is("04-30", "组/乙/履行", "不适用");
}

#[test]
fn row_9_enough_of_a_group() {
    let mut case = steps(&[("组", &[]), ("甲", &[]), ("乙", &[]), ("丙", &["组"])]);
    for child in ["甲", "乙"] {
        case = case.step(child, |s: &mut Step| {
            s.parent = Some("组");
            s.perform = Perform::May;
        });
    }
    let names = vec!["甲", "乙"];
    let one = case.clone().says("组", Kind::Must(Cond::DoneAtLeast(1, names.clone())));
    one.is("04-09", "组/甲项", "待办");
    one.clone().did("甲", "04-10 ?").is("04-11", "组/甲项", "待办");
    one.did("甲", "04-10 04-12").is("04-13", "组/甲项", "合规");
    let two = case.says("组", Kind::Must(Cond::DoneAtLeast(2, names)));
    two.did("甲", "04-10 04-12").is("04-13", "组/甲项", "违规 04-12");
}

#[test]
fn row_17_may() {
    let may = chain().step("甲", |s| s.perform = Perform::May);
    may.is("04-09", "甲/履行", "不适用");
    // Not used: nothing stands before 乙.
    may.clone().did("乙", "04-15 04-17").is("04-30", "乙/前置/甲", "不适用");
    may.clone().did("甲", "04-10 04-12").is("04-13", "甲/履行", "合规");
    let document = Kind::Document { kind: "公告", by_start: false, only_if: None };
    let inner = may.says("甲", document);
    inner.is("04-09", "甲/材料/公告", "不适用");
    inner.did("甲", "04-10 04-12").is("04-13", "甲/材料/公告", "违规 04-12");
}

#[test]
fn row_17_may_unless() {
    let case = chain().step("甲", |s| s.perform = Perform::MayUnless(Cond::Is("甲事实")));
    let end = |case: Case| case.did("乙", "04-15 04-17").did("丙", "04-18 04-19");
    end(case.clone().fact("甲事实", Value::Truth(true))).is("04-30", "甲/履行", "违规 04-19");
    end(case.clone().fact("甲事实", Value::Truth(false))).is("04-30", "甲/履行", "不适用");
    end(case.clone()).is("04-30", "甲/履行", "缺证");
    case.did("甲", "04-10 04-12").is("04-30", "甲/履行", "合规");
}

#[test]
fn row_17_may_begun_and_left() {
    let case = chain()
        .step("甲", |s| s.perform = Perform::May)
        .did("甲", "04-10 ?")
        .did("乙", "04-15 04-17")
        .did("丙", "04-18 04-19");
    case.is("04-18", "甲/履行", "待办").is("04-30", "甲/履行", "违规 04-19").is(
        "04-30",
        "乙/前置/甲",
        "违规 04-15",
    );
    // 提示 does not count; the edge does.
    case.clone().overall("04-30", "违规");
    let loose = super::steps(&[("甲", &[]), ("丙", &[])])
        .step("甲", |s| s.perform = Perform::May)
        .did("甲", "04-10 ?")
        .did("丙", "04-18 04-19");
    loose.is("04-30", "甲/履行", "违规 04-19").overall("04-30", "合规");
}

#[test]
fn row_17_may_unless_unknown_is_unproven_at_once() {
    let case = chain().step("甲", |s| s.perform = Perform::MayUnless(Cond::Is("甲事实")));
    case.is("04-09", "甲/履行", "缺证");
}

#[test]
fn row_2_outcome_unknown_on_the_same_day() {
    let case = chain()
        .says("甲", Kind::Conclusion)
        .step("甲", |s| s.returns = Some("甲"))
        .did("甲", "04-10 04-15")
        .did("乙", "04-15 04-17");
    case.is("04-30", "乙/前置/甲", "缺证");
}

#[test]
fn row_2_scope_of_the_predecessor_unknown() {
    // 甲 → 乙 (perhaps not applicable) → 丙.
    let case = chain().step("乙", |s| s.scope = Some(Cond::Is("甲事实")));
    // 乙 never done: broken if it applies; if not, 甲 was in time.
    case.clone().did("甲", "04-10 04-12").did("丙", "04-15 04-17").is("04-30", "丙/前置/乙", "缺证");
    // Broken either way.
    case.clone().did("丙", "04-15 04-17").is("04-30", "丙/前置/乙", "违规 04-15");
    // Met either way.
    case.did("甲", "04-10 04-12").did("乙", "04-13 04-14").did("丙", "04-15 04-17").is(
        "04-30",
        "丙/前置/乙",
        "合规",
    );
    let first = chain().step("甲", |s| s.scope = Some(Cond::Is("甲事实")));
    // Nothing stands before 甲: with it out of scope the edge is gone.
    first.clone().did("甲", "04-10 04-12").did("乙", "04-13 04-14").is("04-30", "乙/前置/甲", "合规");
    first.did("乙", "04-13 04-14").is("04-30", "乙/前置/甲", "缺证");
}

#[test]
fn row_1_begun_on_one_day_is_not_stale() {
    let case = chain().did("甲", "04-10 04-10").did("乙", "04-10 04-10").did("丙", "04-10 04-10");
    case.is("04-10", "乙/履行", "合规")
        .is("04-10", "丙/履行", "合规")
        .is("04-10", "丙/前置/乙", "合规")
        .overall("04-10", "合规");
}

/// 丁 → 组｛甲、乙｝ → 丙.
fn grouped() -> Case {
    let names: [(&str, &[&'static str]); 5] =
        [("丁", &[]), ("组", &["丁"]), ("甲", &[]), ("乙", &[]), ("丙", &["组"])];
    let mut case = steps(&names);
    for child in ["甲", "乙"] {
        case = case.step(child, |s| s.parent = Some("组"));
    }
    case
}

#[test]
fn a_group_begins_with_its_first_child() {
    let case = grouped().did("丁", "04-10 04-12").did("甲", "04-11 04-13").did("乙", "04-14 04-15");
    case.is("04-30", "组/前置/丁", "违规 04-11").is("04-10", "组/前置/丁", "待办 无");
}

#[test]
fn a_group_is_stale_with_its_children() {
    let case = grouped()
        .did("丁", "04-10 04-10")
        .did("甲", "04-11 04-13")
        .did("乙", "04-14 04-15")
        .did("丁", "04-12 04-13");
    // 甲 was begun before 丁 was done again, 乙 after.
    case.is("04-30", "组/甲/履行", "待办").is("04-30", "组/乙/履行", "合规").is("04-30", "组/履行", "待办");
    case.did("丙", "04-16 04-16").is("04-16", "丙/前置/组", "违规 04-16");
}
