//! Row 0: in force, scope, 免除, trigger; and what a finished procedure leaves untriggered.

use super::super::world::{Cond, Kind, Value, Waiver, WaiverRule};
use super::{Case, chain, d};

fn done(case: Case) -> Case {
    case.did("甲", "04-10 04-12").did("乙", "04-15 04-16").did("丙", "04-18 04-19")
}

fn document(case: Case, step: &'static str) -> Case {
    case.says(step, Kind::Document { kind: "公告", by_start: false, only_if: None })
}

#[test]
fn scope_of_a_step() {
    let scoped = |case: Case| case.step("乙", |s| s.scope = Some(Cond::Is("甲事实")));
    let case = document(scoped(chain()), "乙");
    let fact = |case: &Case, yes| case.clone().fact("甲事实", Value::Truth(yes));
    let skipped = case.clone().did("甲", "04-10 04-12").did("丙", "04-18 04-19");
    fact(&skipped, true).is("04-30", "乙/履行", "违规 04-19");
    // Out of scope: 甲 binds 丙 in its place.
    fact(&skipped, false)
        .is("04-30", "乙/履行", "不适用")
        .is("04-30", "乙/材料/公告", "不适用")
        .is("04-30", "丙/前置/乙", "合规")
        .overall("04-30", "合规");
    skipped.is("04-30", "乙/履行", "缺证").is("04-30", "丙/前置/乙", "缺证");
    // Met either way, and not.
    done(case).is("04-30", "乙/履行", "合规").is("04-30", "乙/材料/公告", "缺证");
}

#[test]
fn predecessors_of_a_step_out_of_scope_bind() {
    let case = chain().step("乙", |s| s.scope = Some(Cond::Is("甲事实"))).fact("甲事实", Value::Truth(false));
    case.did("丙", "04-18 04-19").is("04-30", "丙/前置/乙", "违规 04-18");
}

#[test]
fn scope_of_the_procedure() {
    let mut case = done(chain());
    case.rules.scope = Some(Cond::Level("高"));
    case.clone().fact("类别", Value::Word("低")).is("04-30", "甲/履行", "不适用").overall("04-30", "不适用");
    case.clone().fact("类别", Value::Word("高")).overall("04-30", "合规");
    case.overall("04-30", "合规").is("04-12", "乙/履行", "缺证");
}

#[test]
fn condition_of_a_sentence() {
    let must = Kind::Must(Cond::Is("乙事实"));
    let case = done(chain().says_when("甲", must, Some(Cond::Is("甲事实"))));
    let facts = |one: Option<bool>, other: Option<bool>| {
        let mut case = case.clone();
        for (name, yes) in [("甲事实", one), ("乙事实", other)] {
            if let Some(yes) = yes {
                case = case.fact(name, Value::Truth(yes));
            }
        }
        case
    };
    facts(Some(false), Some(false)).is("04-30", "甲/甲项", "不适用");
    facts(Some(true), Some(false)).is("04-30", "甲/甲项", "违规 04-12");
    facts(None, Some(false)).is("04-30", "甲/甲项", "缺证");
    facts(None, Some(true)).is("04-30", "甲/甲项", "合规");
}

#[test]
fn waiver() {
    let rule = WaiverRule { when: Cond::Is("甲事实"), approval: true };
    let case = document(chain(), "乙")
        .step("乙", |s| s.waiver = Some(rule))
        .did("甲", "04-10 04-12")
        .did("丙", "04-18 04-19");
    let claim = |approved_by, basis: Option<&str>| Waiver { step: "乙", approved_by, basis: basis.map(d) };
    let yes = case.clone().fact("甲事实", Value::Truth(true));
    let claimed = |case: &Case, waiver| case.clone().file(|f| f.waivers.push(waiver));
    yes.is("04-30", "乙/履行", "违规 04-19");
    claimed(&yes, claim(Some("甲局"), Some("04-13")))
        .is("04-30", "乙/履行", "免除")
        .is("04-30", "乙/前置/甲", "免除")
        .is("04-30", "乙/材料/公告", "免除")
        .is("04-30", "丙/前置/乙", "合规")
        .overall("04-30", "合规");
    claimed(&yes, claim(None, Some("04-13"))).is("04-30", "乙/履行", "违规 04-19");
    claimed(&yes, claim(Some("甲局"), None)).is("04-30", "乙/履行", "违规 04-19");
    // The basis came later than the as-of date.
    let late = claimed(&yes, claim(Some("甲局"), Some("04-25")));
    late.is("04-24", "乙/履行", "违规 04-19").is("04-25", "乙/履行", "免除");
    claimed(&case, claim(Some("甲局"), Some("04-13"))).is("04-30", "乙/履行", "缺证");
    let no = case.fact("甲事实", Value::Truth(false));
    claimed(&no, claim(Some("甲局"), Some("04-13"))).is("04-30", "乙/履行", "违规 04-19");
}

#[test]
fn what_was_never_set_off() {
    let case = document(chain(), "乙").did("甲", "04-10 04-12").did("丙", "04-18 04-19");
    case.is("04-18", "乙/材料/公告", "待办")
        .is("04-19", "乙/材料/公告", "不适用")
        .is("04-18", "乙/前置/甲", "待办 无")
        .is("04-19", "乙/前置/甲", "不适用");
    let concluding = chain().says("甲", Kind::Conclusion).did("丙", "04-18 04-19");
    concluding.is("04-18", "甲/结论", "待办").is("04-30", "甲/结论", "不适用");
}

#[test]
fn not_yet_in_force() {
    let mut case = document(done(chain()), "甲");
    case.rules.in_force_from = Some(d("04-11"));
    // 甲 was begun on the 10th, 乙 on the 15th.
    case.is("04-30", "甲/履行", "不适用").is("04-30", "甲/材料/公告", "不适用").is(
        "04-30",
        "乙/履行",
        "合规",
    );
    case.rules.in_force_from = Some(d("04-10"));
    case.is("04-30", "甲/履行", "合规").is("04-30", "甲/材料/公告", "违规 04-12");
    // Not set off yet: the as-of date decides.
    case.rules.in_force_from = Some(d("04-11"));
    case.file.records.clear();
    case.is("04-10", "甲/履行", "不适用").is("04-11", "甲/履行", "待办");
}

#[test]
fn nothing_counts() {
    let mut case = chain().fact("甲事实", Value::Truth(true));
    for step in ["甲", "乙", "丙"] {
        let rule = WaiverRule { when: Cond::Is("甲事实"), approval: false };
        let claim = Waiver { step, approved_by: None, basis: Some(d("04-10")) };
        case = case.step(step, |s| s.waiver = Some(rule)).file(|f| f.waivers.push(claim));
    }
    case.is("04-30", "丙/履行", "免除").overall("04-30", "不适用");
}
