//! 职责, by hand.

use super::super::duties::Line;
use super::super::judge::judge;
use super::super::world::{Attestation, Cond, Value};
use super::{Case, chain, d};

fn duties(lines: Vec<Line>) -> Case {
    let mut case = chain().file(|file| file.no_procedure = true);
    case.rules.duties = lines;
    case
}

fn found(case: &Case, t: &str, id: &str) -> String {
    let (verdicts, _) = judge(&case.at(t));
    let verdict = verdicts.iter().find(|(known, _)| known == id);
    verdict.map_or_else(|| String::from("无"), |(_, verdict)| String::from(verdict.status.chinese()))
}

#[test]
fn row_14_what_an_organ_answers_for() {
    let case = duties(vec![Line::Finding(Some(d("05-31")))]);
    assert_eq!(found(&case, "05-31", "甲局/尽责"), "待办");
    assert_eq!(found(&case, "06-01", "甲局/尽责"), "缺证");
    case.overall("06-01", "不适用");
    let given = |yes| {
        let one = Attestation { obligation: String::from("甲局/尽责"), yes, date: d("05-20") };
        case.clone().file(|file| file.attestations.push(one))
    };
    assert_eq!(found(&given(true), "05-20", "甲局/尽责"), "合规");
    assert_eq!(found(&given(false), "06-01", "甲局/尽责"), "违规");
    assert_eq!(found(&given(true), "05-19", "甲局/尽责"), "待办");
}

#[test]
fn rows_9_and_10_as_the_file_stands() {
    let lines = vec![Line::Must(Cond::Is("甲事实"), None), Line::MustNot(Cond::Is("乙事实"))];
    let case = duties(lines);
    assert_eq!(found(&case, "05-01", "甲局/甲责"), "缺证");
    let told = case.clone().fact("甲事实", Value::Truth(false)).fact("乙事实", Value::Truth(false));
    assert_eq!(found(&told, "05-01", "甲局/甲责"), "违规");
    assert_eq!(found(&told, "05-01", "甲局/禁责"), "合规");
    // A case of a procedure is no report on what organs answer for.
    let of_case = told.file(|file| file.no_procedure = false);
    assert_eq!(found(&of_case, "05-01", "甲局/甲责"), "无");
}
