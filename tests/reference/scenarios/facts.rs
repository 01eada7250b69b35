//! Rows 3, 4, 9, 10, 11, 12, 14 and 顺序.

use super::super::world::{
    Attestation, Cond, HEAD, Kind, Meeting, Name, Organ, PARTS, PASSED, SEQUENCE, Value,
};
use super::{Case, chain, d};

#[test]
fn row_3_unit() {
    let case = chain().says("甲", Kind::Undertake(Organ::Unit("甲局")));
    case.is("04-09", "甲/承办", "待办");
    let by = |by, dates: &str| case.clone().did("甲", dates).with(|r| r.by = by);
    by(Some("甲局"), "04-10 ?").is("04-11", "甲/承办", "合规");
    by(None, "04-10 ?").is("04-11", "甲/承办", "待办");
    by(Some("乙局"), "04-10 ?").is("04-11", "甲/承办", "违规");
    by(Some("甲局"), "04-10 04-12").is("04-30", "甲/承办", "合规");
    by(Some("乙局"), "04-10 04-12").is("04-30", "甲/承办", "违规").curable("04-30", "甲/承办", true);
    by(None, "04-10 04-12").is("04-30", "甲/承办", "缺证");
}

#[test]
fn row_3_role() {
    let case = chain()
        .says("甲", Kind::Undertake(Organ::Role))
        .did("甲", "04-10 04-12")
        .with(|r| r.by = Some("乙局"));
    case.is("04-30", "甲/承办", "缺证");
    case.clone().file(|f| f.role = Some("乙局")).is("04-30", "甲/承办", "合规");
    case.file(|f| f.role = Some("甲局")).is("04-30", "甲/承办", "违规");
}

fn document(by_start: bool, only_if: Option<Cond>) -> Case {
    chain().says("甲", Kind::Document { kind: "公告", by_start, only_if })
}

#[test]
fn row_4_by_finish() {
    let case = document(false, None);
    case.is("04-09", "甲/材料/公告", "待办");
    case.clone().did("甲", "04-10 ?").is("04-11", "甲/材料/公告", "待办");
    let done = case.did("甲", "04-10 04-12");
    done.is("04-12", "甲/材料/公告", "待办").is("04-13", "甲/材料/公告", "违规 04-12").curable(
        "04-13",
        "甲/材料/公告",
        true,
    );
    done.clone().filed("公告", "04-12", &[]).is("04-30", "甲/材料/公告", "合规");
    // 补交.
    let later = done.clone().filed("公告", "04-20", &[]);
    later.is("04-19", "甲/材料/公告", "违规 04-12").is("04-20", "甲/材料/公告", "合规");
    // Where no date is asked for, none is needed.
    done.filed("公告", "?", &[]).is("04-30", "甲/材料/公告", "合规");
}

#[test]
fn row_4_by_start() {
    let case = document(true, None).did("甲", "04-10 04-12");
    case.is("04-10", "甲/材料/公告", "待办").is("04-11", "甲/材料/公告", "违规 04-10").curable(
        "04-11",
        "甲/材料/公告",
        false,
    );
    case.clone().filed("公告", "04-10", &[]).is("04-30", "甲/材料/公告", "合规");
    case.clone().filed("公告", "04-11", &[]).is("04-30", "甲/材料/公告", "违规 04-10").curable(
        "04-30",
        "甲/材料/公告",
        false,
    );
    case.filed("公告", "?", &[]).is("04-30", "甲/材料/公告", "缺证");
}

#[test]
fn row_4_on_condition() {
    let case = document(false, Some(Cond::Is("甲事实"))).did("甲", "04-10 04-12");
    case.is("04-30", "甲/材料/公告", "缺证");
    case.clone().filed("公告", "04-12", &[]).is("04-30", "甲/材料/公告", "合规");
    let absent = |yes| case.clone().fact("甲事实", Value::Truth(yes));
    absent(true).is("04-30", "甲/材料/公告", "违规 04-12");
    absent(false).is("04-30", "甲/材料/公告", "不适用");
}

#[test]
fn row_9_on_facts_of_the_file() {
    let case = chain().says("甲", Kind::Must(Cond::Is("甲事实")));
    let fact = |yes| case.clone().fact("甲事实", Value::Truth(yes));
    fact(true).is("04-09", "甲/甲项", "待办");
    let open = |case: Case| case.did("甲", "04-10 ?");
    open(fact(true)).is("04-11", "甲/甲项", "合规");
    open(fact(false)).is("04-11", "甲/甲项", "违规");
    open(case.clone()).is("04-11", "甲/甲项", "待办");
    let done = |case: Case| case.did("甲", "04-10 04-12");
    done(fact(true)).is("04-30", "甲/甲项", "合规");
    done(fact(false)).is("04-30", "甲/甲项", "违规 04-12");
    done(case.clone()).is("04-30", "甲/甲项", "缺证").overall("04-30", "缺证");
}

#[test]
fn row_9_its_document_absent() {
    let case = document(false, None)
        .says("甲", Kind::Must(Cond::Marked("甲", "公告", "已盖章")))
        .did("甲", "04-10 04-12");
    case.is("04-30", "甲/材料/公告", "违规 04-12").is("04-30", "甲/甲项", "缺证");
    let sealed = |yes| case.clone().filed("公告", "04-11", &[("已盖章", Value::Truth(yes))]);
    sealed(true).is("04-30", "甲/甲项", "合规");
    sealed(false).is("04-30", "甲/甲项", "违规 04-12");
    case.filed("公告", "04-11", &[]).is("04-30", "甲/甲项", "缺证");
}

#[test]
fn conditions_are_exact() {
    let done = |cond| chain().says("甲", Kind::Must(cond)).did("甲", "04-10 04-12");
    let is = || Box::new(Cond::Is("甲事实"));
    let not = || Box::new(Cond::Not(is()));
    done(Cond::Or(is(), not())).is("04-30", "甲/甲项", "合规");
    done(Cond::And(is(), not())).is("04-30", "甲/甲项", "违规 04-12");
    let low = || Box::new(Cond::Level("低"));
    done(Cond::And(low(), Box::new(Cond::Level("高")))).is("04-30", "甲/甲项", "违规 04-12");
    done(Cond::Or(low(), Box::new(Cond::Level("高")))).is("04-30", "甲/甲项", "缺证");
    let enough = |n| Box::new(Cond::AmountAtLeast(n));
    let either = Cond::Or(enough(500), Box::new(Cond::Not(enough(400))));
    done(either).is("04-30", "甲/甲项", "缺证");
    let always = Cond::Or(enough(400), Box::new(Cond::Not(enough(500))));
    done(always).is("04-30", "甲/甲项", "合规");
}

#[test]
fn row_10() {
    let case = chain().says("甲", Kind::MustNot(Cond::Is("甲事实")));
    let fact = |yes| case.clone().fact("甲事实", Value::Truth(yes));
    fact(true).is("04-09", "甲/禁项", "待办");
    let open = |case: Case| case.did("甲", "04-10 ?");
    open(fact(false)).is("04-11", "甲/禁项", "待办");
    open(case.clone()).is("04-11", "甲/禁项", "待办");
    open(fact(true)).is("04-11", "甲/禁项", "违规");
    let done = |case: Case| case.did("甲", "04-10 04-12");
    done(fact(false)).is("04-30", "甲/禁项", "合规");
    done(fact(true)).is("04-30", "甲/禁项", "违规");
    done(case.clone()).is("04-30", "甲/禁项", "缺证");
}

#[test]
fn row_11() {
    let case = chain().says("甲", Kind::Conclusion);
    case.is("04-09", "甲/结论", "待办");
    case.clone().did("甲", "04-10 ?").is("04-11", "甲/结论", "待办");
    let done = case.clone().did("甲", "04-10 04-12");
    done.is("04-30", "甲/结论", "缺证");
    done.with(|r| r.outcome = Some(PASSED)).is("04-30", "甲/结论", "合规");
    // Finished after the as-of date.
    case.did("甲", "04-10 04-12").is("04-11", "甲/结论", "待办");
}

fn meeting(held: Option<Meeting>) -> Case {
    PARTS
        .into_iter()
        .fold(chain(), |case, part| case.says("甲", Kind::Meeting(part)))
        .did("甲", "04-10 04-10")
        .with(|r| r.meeting = held)
}

fn good() -> Meeting {
    Meeting {
        kind: Some("常务会议"),
        head: Some(HEAD),
        speakers: Some(vec!["副市长", HEAD]),
        votes: Some((9, 0)),
        passed: Some(true),
        reasons: Some(""),
        dissents: Some(vec![]),
        poll: Default::default(),
    }
}

const IDS: [&str; 4] = ["会议/种类", "会议/最后发言", "会议/与多数不一致", "会议/不同意见"];

fn parts(case: &Case, t: &str, expected: [&str; 4]) {
    for (id, expected) in IDS.into_iter().zip(expected) {
        case.is(t, &format!("甲/{id}"), expected);
    }
}

#[test]
fn row_12_held_well() {
    parts(&meeting(Some(good())), "04-30", ["合规", "合规", "不适用", "不适用"]);
    parts(&meeting(Some(good())), "04-09", ["待办"; 4]);
    let told = Meeting { dissents: Some(vec!["反对"]), votes: Some((8, 1)), ..good() };
    parts(&meeting(Some(told)), "04-30", ["合规", "合规", "不适用", "合规"]);
    let against = Meeting { votes: Some((3, 6)), reasons: Some("理由"), ..good() };
    let against = Meeting { dissents: Some(vec!["反对"]), ..against };
    parts(&meeting(Some(against)), "04-30", ["合规", "合规", "合规", "合规"]);
}

#[test]
fn row_12_held_badly() {
    let bad =
        Meeting {
            kind: Some("碰头会"), speakers: Some(vec![HEAD, "副市长"]), votes: Some((3, 6)), ..good()
        };
    let since = "违规 04-10";
    parts(&meeting(Some(bad)), "04-30", [since, since, since, since]);
    let empty = Meeting { dissents: Some(vec!["反对", ""]), ..good() };
    parts(&meeting(Some(empty)), "04-30", ["合规", "合规", "不适用", since]);
}

#[test]
fn row_12_not_recorded() {
    parts(&meeting(None), "04-30", ["缺证"; 4]);
    parts(&meeting(Some(Meeting::default())), "04-30", ["缺证"; 4]);
}

#[test]
fn row_14() {
    let case = chain().says("甲", Kind::Finding);
    let said = |case: &Case, date: &str, yes| {
        let obligation = String::from("试验/甲/采纳意见");
        let entry = Attestation { obligation, yes, date: d(date) };
        case.clone().file(|f| f.attestations.push(entry))
    };
    case.is("04-09", "甲/采纳意见", "待办");
    let open = case.clone().did("甲", "04-10 ?");
    open.is("04-11", "甲/采纳意见", "待办");
    said(&open, "04-11", true).is("04-11", "甲/采纳意见", "合规");
    said(&open, "04-11", false).is("04-11", "甲/采纳意见", "违规");
    // What waits for a finding does not enter 总体.
    let rest = case.did("甲", "04-10 04-12").did("乙", "04-13 04-13").did("丙", "04-14 04-14");
    rest.is("04-30", "甲/采纳意见", "缺证").overall("04-30", "合规");
    let no = said(&rest, "04-15", false);
    no.is("04-14", "甲/采纳意见", "缺证").is("04-15", "甲/采纳意见", "违规");
    no.overall("04-30", "违规");
    said(&no, "04-20", true).is("04-30", "甲/采纳意见", "合规");
}

#[test]
fn sequence_as_row_9() {
    let case = chain().says("甲", Kind::Sequence);
    let told =
        |dates: &str, told: &[Name]| case.clone().did("甲", dates).with(|r| r.sequence = told.to_vec());
    let [a, b, c] = SEQUENCE;
    case.is("04-09", "甲/顺序", "待办");
    told("04-10 ?", &[a]).is("04-11", "甲/顺序", "待办");
    told("04-10 ?", &[b]).is("04-11", "甲/顺序", "违规");
    told("04-10 04-12", &[a, b, c]).is("04-30", "甲/顺序", "合规");
    told("04-10 04-12", &[a, c, b]).is("04-30", "甲/顺序", "违规 04-12");
    told("04-10 04-12", &[a, b]).is("04-30", "甲/顺序", "违规 04-12");
    told("04-10 04-12", &[]).is("04-30", "甲/顺序", "缺证");
}

#[test]
fn row_4_present_before_it_is_due() {
    let case = document(false, None).did("甲", "04-10 ?");
    case.filed("公告", "04-10", &[]).is("04-11", "甲/材料/公告", "合规");
}

#[test]
fn row_12_no_dissent() {
    // Not said how they voted, nobody dissented.
    let quiet = Meeting { votes: None, ..good() };
    parts(&meeting(Some(quiet)), "04-30", ["合规", "合规", "缺证", "不适用"]);
    // Nobody voted against, dissents not recorded.
    let silent = Meeting { dissents: None, ..good() };
    parts(&meeting(Some(silent)), "04-30", ["合规", "合规", "不适用", "不适用"]);
}

#[test]
fn limits_are_inclusive() {
    let case = chain().says("甲", Kind::Must(Cond::AmountAtLeast(500))).did("甲", "04-10 04-12");
    let amount = |n| case.clone().fact("金额", Value::Number(n));
    amount(500).is("04-30", "甲/甲项", "合规");
    amount(499).is("04-30", "甲/甲项", "违规 04-12");
}
