//! Row 13, by hand.

use super::super::judge::judge;
use super::super::recurring::{Cycle, Recurring};
use super::super::verdict::{Status, When};
use super::{Case, chain, d};

fn rule(cycle: Cycle, least: usize, from: &str) -> Case {
    let mut case = chain();
    let from = Some(d(from));
    case.rules.recurring = Some(Recurring { cycle, least, step: None, from, to: None, soft: false });
    case
}

/// `"合规"`, `"违规 07-01"`, `"待办 06-30"`; `"无"`: there is no verdict.
fn found(case: &Case, t: &str, period: &str) -> String {
    let (verdicts, _) = judge(&case.at(t));
    let end = format!("/频次[{period}]");
    let Some((_, verdict)) = verdicts.iter().find(|(id, _)| id.ends_with(&end)) else {
        return String::from("无");
    };
    let when = match verdict.status {
        Status::Violated => verdict.since,
        Status::Pending => verdict.due,
        _ => When::Unsaid,
    };
    match when {
        When::On(day) => {
            let (month, date) = day.month_date();
            format!("{} {month:02}-{date:02}", verdict.status.chinese())
        }
        _ => String::from(verdict.status.chinese()),
    }
}

fn visited(case: Case, days: &[&str]) -> Case {
    case.file(|f| f.visits.extend(days.iter().map(|day| Some(d(day)))))
}

#[test]
fn row_13_each_quarter_by_itself() {
    let case = visited(rule(Cycle::Quarter, 1, "02-01"), &["05-20", "09-30"]);
    assert_eq!(found(&case, "03-31", "2024年第一季度"), "待办 03-31");
    assert_eq!(found(&case, "04-01", "2024年第一季度"), "违规 04-01");
    assert_eq!(found(&case, "05-19", "2024年第二季度"), "待办 06-30");
    assert_eq!(found(&case, "05-20", "2024年第二季度"), "合规");
    assert_eq!(found(&case, "05-20", "2024年第三季度"), "无");
    assert_eq!(found(&case, "11-01", "2024年第三季度"), "合规");
    assert_eq!(found(&case, "11-01", "2024年第四季度"), "待办 12-31");
}

#[test]
fn row_13_a_period_that_is_cut_short() {
    let before = visited(rule(Cycle::Month, 1, "05-11"), &["05-10"]);
    assert_eq!(found(&before, "05-10", "2024年5月"), "无");
    assert_eq!(found(&before, "06-01", "2024年5月"), "违规 06-01");
    let inside = visited(rule(Cycle::Month, 1, "05-11"), &["05-11"]);
    assert_eq!(found(&inside, "06-01", "2024年5月"), "合规");
    let mut ends = rule(Cycle::Month, 1, "05-01");
    ends.rules.recurring.as_mut().expect("a frequency").to = Some(d("06-07"));
    assert_eq!(found(&visited(ends.clone(), &["06-08"]), "06-08", "2024年6月"), "违规 06-08");
    assert_eq!(found(&ends, "06-07", "2024年6月"), "待办 06-07");
    assert_eq!(found(&ends, "07-10", "2024年7月"), "无");
}

#[test]
fn row_13_an_event_without_its_date() {
    let case = visited(rule(Cycle::Month, 2, "05-01"), &["05-03"]);
    let undated = case.clone().file(|f| f.visits.push(None));
    assert_eq!(found(&undated, "05-31", "2024年5月"), "待办 05-31");
    assert_eq!(found(&undated, "06-01", "2024年5月"), "缺证");
    assert_eq!(found(&undated, "07-01", "2024年6月"), "违规 07-01");
    assert_eq!(found(&case.clone().file(|f| f.partial = true), "06-01", "2024年5月"), "缺证");
}

#[test]
fn row_13_in_a_step_while_it_goes_on() {
    let mut case = chain().did("甲", "04-10 05-05");
    let week =
        Recurring { cycle: Cycle::Week, least: 1, step: Some("甲"), from: None, to: None, soft: false };
    case.rules.recurring = Some(week);
    // 10 April 2024 was a Wednesday of the fifteenth week.
    assert_eq!(found(&case, "04-14", "2024年第15周"), "待办 04-14");
    assert_eq!(found(&visited(case.clone(), &["04-09"]), "04-15", "2024年第15周"), "违规 04-15");
    assert_eq!(found(&visited(case.clone(), &["04-10"]), "04-15", "2024年第15周"), "合规");
    assert_eq!(found(&case, "06-01", "2024年第19周"), "无");
}
