//! 会签, 或签 (row 3) and 表决 (row 12).

use super::super::voices::{Opinion, Poll, Say, Threshold, Tie, VoteRule};
use super::super::world::{Kind, Meeting, Name, Organ};
use super::{Case, chain, d};

const BOTH: [Organ; 2] = [Organ::Unit("甲局"), Organ::Unit("乙局")];

/// `"甲局 同意 04-12"`, `"乙局 不同意 ?"`.
fn said(words: &[&'static str]) -> Vec<Opinion> {
    let one = |words: &&'static str| {
        let parts: Vec<&'static str> = words.split(' ').collect();
        Opinion {
            by: parts[0],
            agrees: parts[1] == "同意",
            date: Some(parts[2]).filter(|t| *t != "?").map(d),
        }
    };
    words.iter().map(one).collect()
}

fn asked(all: bool, dates: &str, words: &[&'static str]) -> Case {
    let opinions = said(words);
    chain().says("甲", Kind::Opinions(BOTH.to_vec(), all)).did("甲", dates).with(|r| r.opinions = opinions)
}

#[test]
fn row_3_all_must_agree() {
    let id = "甲/会签";
    asked(true, "04-10 04-15", &["甲局 同意 04-12", "乙局 同意 04-15"]).is("04-20", id, "合规");
    asked(true, "04-10 ?", &["甲局 同意 04-12"]).is("04-20", id, "待办");
    // Silence counts once the step is finished, a refusal at once; what comes after the finish is late.
    asked(true, "04-10 04-15", &["甲局 同意 04-12"]).is("04-20", id, "违规 04-15");
    asked(true, "04-10 04-15", &["甲局 同意 04-12", "乙局 同意 04-16"]).is("04-20", id, "违规 04-15");
    asked(true, "04-10 ?", &["甲局 不同意 04-12"]).is("04-20", id, "违规 04-12").curable("04-20", id, true);
    // The latest opinion counts, the undated one may be it.
    asked(true, "04-10 ?", &["甲局 不同意 04-12", "甲局 同意 04-13", "乙局 同意 04-13"])
        .is("04-12", id, "违规 04-12")
        .is("04-13", id, "合规");
    asked(true, "04-10 ?", &["甲局 不同意 04-12", "甲局 同意 ?", "乙局 同意 04-13"]).is("04-13", id, "缺证");
    chain().says("甲", Kind::Opinions(BOTH.to_vec(), true)).is("04-20", id, "待办");
}

#[test]
fn row_3_one_suffices() {
    let id = "甲/或签";
    asked(false, "04-10 04-15", &["甲局 不同意 04-12", "乙局 同意 04-15"]).is("04-20", id, "合规");
    asked(false, "04-10 ?", &["甲局 不同意 04-12"]).is("04-20", id, "待办");
    asked(false, "04-10 ?", &["甲局 不同意 04-12", "乙局 不同意 04-14"]).is("04-20", id, "违规 04-14");
    asked(false, "04-10 04-15", &["甲局 不同意 04-12"]).is("04-20", id, "违规 04-15");
}

#[test]
fn row_3_a_role_that_is_not_bound() {
    let role = |dates: &str, words: &[&'static str]| {
        let opinions = said(words);
        chain()
            .says("甲", Kind::Opinions(vec![Organ::Role], true))
            .did("甲", dates)
            .with(|r| r.opinions = opinions)
    };
    // Whoever holds it: nobody has spoken.
    role("04-10 04-15", &[]).is("04-20", "甲/会签", "违规 04-15");
    role("04-10 04-15", &["乙局 同意 04-12"]).is("04-20", "甲/会签", "缺证");
    role("04-10 04-15", &["乙局 同意 04-12"]).file(|f| f.role = Some("乙局")).is("04-20", "甲/会签", "合规");
    role("04-10 ?", &["乙局 同意 04-12"]).is("04-20", "甲/会签", "待办");
}

fn rule() -> VoteRule {
    VoteRule {
        approve: Threshold::Share(1, 2, true),
        of_expected: true,
        without_abstentions: false,
        quorum: None,
        veto: None,
        recused: None,
        tie: None,
    }
}

fn voted(
    rule: VoteRule,
    dates: &str,
    votes: (u32, u32, u32),
    body: (u32, u32),
    passed: Option<bool>,
) -> Case {
    let poll =
        Poll { expected: Some(body.0), present: Some(body.1), counted: Some(votes), ..Poll::default() };
    chain()
        .says("甲", Kind::Vote(Box::new(rule)))
        .did("甲", dates)
        .with(|r| r.meeting = Some(Meeting { passed, poll, ..Meeting::default() }))
}

#[test]
fn row_12_a_majority_of_those_expected() {
    let id = "甲/表决";
    let held = |votes, passed| voted(rule(), "04-10 04-10", votes, (9, 8), passed);
    held((5, 3, 0), Some(true)).is("04-20", id, "合规").is("04-09", id, "待办");
    held((4, 3, 1), Some(true)).is("04-20", id, "违规 04-10").curable("04-20", id, true);
    held((4, 3, 1), Some(false)).is("04-20", id, "不适用");
    held((4, 3, 1), None).is("04-20", id, "缺证");
    held((5, 3, 0), None).is("04-20", id, "合规");
    // Of those present 4 of 8 is half, and of those who did not abstain 4 of 7 is more.
    let present = VoteRule { of_expected: false, ..rule() };
    voted(present.clone(), "04-10 04-10", (4, 3, 1), (9, 8), Some(true)).is("04-20", id, "违规 04-10");
    let without = VoteRule { without_abstentions: true, ..present };
    voted(without, "04-10 04-10", (4, 3, 1), (9, 8), Some(true)).is("04-20", id, "合规");
}

#[test]
fn row_12_fixed_before_all_have_voted() {
    let id = "甲/表决";
    let open = |votes| voted(rule(), "04-10 ?", votes, (9, 9), Some(true));
    open((5, 0, 0)).is("04-20", id, "合规");
    open((4, 0, 0)).is("04-20", id, "待办");
    open((4, 4, 0)).is("04-20", id, "待办");
    open((4, 5, 0)).is("04-20", id, "违规");
}

#[test]
fn row_12_quorum_tie_veto_recusal() {
    let id = "甲/表决";
    let quorum = VoteRule { quorum: Some(Threshold::Share(2, 3, false)), of_expected: false, ..rule() };
    voted(quorum.clone(), "04-10 04-10", (5, 0, 0), (9, 5), Some(true)).is("04-20", id, "违规 04-10");
    voted(quorum, "04-10 04-10", (5, 1, 0), (9, 6), Some(true)).is("04-20", id, "合规");
    let tied = |tie| {
        let half = VoteRule { tie: Some(tie), of_expected: false, ..rule() };
        voted(half, "04-10 04-10", (3, 3, 0), (9, 6), Some(true))
    };
    tied(Tie::Carried).is("04-20", id, "合规");
    tied(Tie::Lost).is("04-20", id, "违规 04-10");
    tied(Tie::Head).is("04-20", id, "缺证");
    let named = |rule: VoteRule, ballots: Vec<(Name, Say)>| {
        let poll = Poll { expected: Some(3), present: Some(3), ballots: Some(ballots), ..Poll::default() };
        chain()
            .says("甲", Kind::Vote(Box::new(rule)))
            .did("甲", "04-10 04-10")
            .with(|r| r.meeting = Some(Meeting { passed: Some(true), poll, ..Meeting::default() }))
    };
    let veto = VoteRule { veto: Some(Organ::Unit("甲局")), ..rule() };
    named(veto.clone(), vec![("甲局", Say::Against), ("乙局", Say::For), ("丁局", Say::For)]).is(
        "04-20",
        id,
        "违规 04-10",
    );
    named(veto, vec![("甲局", Say::For), ("乙局", Say::For)]).is("04-20", id, "合规");
    let recused = VoteRule { recused: Some(Organ::Unit("甲局")), ..rule() };
    named(recused.clone(), vec![("甲局", Say::For), ("乙局", Say::For), ("丁局", Say::For)]).is(
        "04-20",
        id,
        "违规 04-10",
    );
    named(recused, vec![("乙局", Say::For), ("丁局", Say::For)]).is("04-20", id, "合规");
}
