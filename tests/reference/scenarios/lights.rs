//! 亮灯, by hand.

use super::super::day::Unit;
use super::super::judge::judge;
use super::super::lights::Light;
use super::super::tasks::{Done, Task};
use super::super::verdict::Status;
use super::super::world::{Cond, Value};
use super::{Case, chain, d};

fn task() -> Case {
    let mut case = chain().file(|file| file.tasks = Some(Vec::new()));
    case.rules.tasks = vec![Task { name: "任务甲", due: Some((d("05-10"), false)), ..Task::default() }];
    let (yellow, red) = (Some((5, Unit::Working)), Some((1, Unit::Natural)));
    case.rules.light = Some(Light { yellow, red, when: Some(Cond::Is("甲事实")) });
    case
}

fn status(case: &Case, t: &str) -> Status {
    let (verdicts, _) = judge(&case.at(t));
    verdicts.iter().find(|(id, _)| id == "任务甲/期限").expect("the task").1.status
}

#[test]
fn pending_until_a_light_is_on() {
    // Before 10 May the working days were 9, 8, 7, 6 May and 30 April.
    let case = task();
    assert_eq!(status(&case, "04-29"), Status::Pending);
    assert_eq!(status(&case, "04-30"), Status::AtRisk);
    assert_eq!(status(&case, "05-10"), Status::AtRisk);
    assert_eq!(status(&case, "05-11"), Status::Violated);
    assert_eq!(status(&case.clone().fact("甲事实", Value::Truth(true)), "04-02"), Status::AtRisk);
    let done = Done { task: "任务甲", finish: Some(d("05-06")), ..Done::default() };
    assert_eq!(status(&case.file(|file| file.tasks = Some(vec![done])), "05-07"), Status::Satisfied);
}
