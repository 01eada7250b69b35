//! Row 2 for any of several, so many of several, other ends and lags; staleness through them.

use super::super::world::{Branch, Cond, Join, Name, Value};
use super::{Case, steps};

fn branch(before: Name) -> Branch {
    Branch { before, from_start: false, lag: None }
}

/// 甲, 乙 and 丁 may run beside each other; 戊 waits for some of them; 丙 ends.
fn waiting(need: usize, branches: Vec<Branch>) -> Case {
    steps(&[("甲", &[]), ("乙", &[]), ("丁", &[]), ("戊", &[]), ("丙", &["戊"])])
        .step("戊", |step| step.joins.push(Join { need, to_finish: false, branches }))
}

fn one(from_start: bool, to_finish: bool, lag: Option<u32>) -> Case {
    waiting(1, vec![Branch { before: "甲", from_start, lag }])
        .step("戊", |step| step.joins[0].to_finish = to_finish)
}

#[test]
fn any_of_several() {
    let case = waiting(1, vec![branch("甲"), branch("乙")]);
    let id = "戊/前置/任一";
    case.is("04-20", id, "待办 无");
    let begun = case.did("乙", "04-10 04-12").did("戊", "04-12 04-13");
    begun.is("04-20", id, "合规");
    // An alternative that is begun later changes nothing; what the step rests on, begun anew, does.
    begun.clone().did("甲", "04-15 04-16").is("04-20", id, "合规").is("04-20", "戊/履行", "合规");
    begun.did("乙", "04-15 04-16").is("04-20", id, "违规 04-12").is("04-20", "戊/履行", "待办");
}

#[test]
fn too_few_of_several() {
    let case = waiting(2, vec![branch("甲"), branch("乙"), branch("丁")]);
    let id = "戊/前置/其中";
    let two = case.clone().did("甲", "04-10 04-12").did("乙", "04-11 04-14");
    two.clone().did("戊", "04-14 04-15").is("04-20", id, "合规");
    two.clone().did("戊", "04-13 04-15").is("04-20", id, "违规 04-13").curable("04-20", id, true);
    case.did("甲", "04-10 04-12").did("戊", "04-13 ?").is("04-13", id, "待办").is("04-14", id, "违规 04-13");
}

#[test]
fn a_branch_that_does_not_apply_is_no_branch() {
    let id = "戊/前置/其中";
    let case = waiting(2, vec![branch("甲"), branch("乙")])
        .step("乙", |step| step.scope = Some(Cond::Is("甲事实")))
        .did("甲", "04-10 04-12")
        .did("戊", "04-13 04-14");
    case.clone().fact("甲事实", Value::Truth(false)).is("04-20", id, "合规");
    case.clone().fact("甲事实", Value::Truth(true)).is("04-20", id, "违规 04-13");
    case.is("04-20", id, "缺证");
}

#[test]
fn other_ends_and_lags() {
    // Finish to start with a lag: the day itself suffices.
    let lag = one(false, false, Some(3)).did("甲", "04-10 04-12");
    lag.clone().did("戊", "04-14 04-20").is("04-20", "戊/前置/甲", "违规 04-14");
    lag.did("戊", "04-15 04-20").is("04-20", "戊/前置/甲", "合规");
    // Start to start: the first may go on.
    let start = one(true, false, None).did("甲", "04-10 ?");
    start.clone().did("戊", "04-10 ?").is("04-20", "戊/前置/甲.开始", "合规");
    start.did("戊", "04-09 ?").is("04-20", "戊/前置/甲.开始", "违规 04-09");
    // Finish to finish: judged when the step ends.
    let ends = one(false, true, None).did("甲", "04-10 04-18");
    ends.clone().did("戊", "04-11 ?").is("04-20", "戊/完成前置/甲", "待办 无");
    ends.clone().did("戊", "04-11 04-18").is("04-20", "戊/完成前置/甲", "合规");
    ends.did("戊", "04-11 04-17").is("04-20", "戊/完成前置/甲", "违规 04-17");
    // Start to finish.
    let late = one(true, true, Some(5)).did("甲", "04-10 ?").did("戊", "04-01 04-14");
    late.is("04-20", "戊/完成前置/甲.开始", "违规 04-14");
}
