//! Row 6 over several steps, dated by hand. 15 April 2024 is a Monday; Sunday 28 April is worked, 1 to 5
//! May are a holiday.

use super::super::day::Unit;
use super::super::metered::{Metered, Reading};
use super::super::world::{APPROVER, Extension, Kind, Modal, Point, Sentence, Step, Suspension};
use super::{Case, d, steps};

/// 丁 → 组 ｛ 甲 乙 不计时 X ｛ 己，暂停 乙 ｝ ｝ → 丙, ten working days from 丁 on.
fn block(reading: Reading) -> Case {
    let limit = Metered {
        n: 10,
        unit: Unit::Working,
        from: Point::Finish("丁"),
        extension: Some(5),
        kind: true,
        notice: true,
        reading,
    };
    let inside = |step: &mut Step| step.parent = Some("组");
    let order: &[_] =
        &[("丁", &[][..]), ("组", &["丁"]), ("甲", &[]), ("乙", &[]), ("己", &[]), ("丙", &["组"])];
    let case = steps(order).step("甲", inside).step("乙", inside);
    let case = case.step("己", |step| {
        *step = Step { parent: Some("组"), off_clock: true, stops: vec!["乙"], ..step.clone() };
    });
    case.step("组", |step| {
        let kind = Kind::Metered(limit);
        step.sentences.push(Sentence { name: Some("总限"), kind, when: None, word: Modal::Must });
    })
    .did("丁", "04-15 04-15")
}

/// 甲 is done on 18 April; 乙 is under review from 17 to 24 April, told on the 16th.
fn reviewed(reading: Reading) -> Case {
    let case = block(reading).did("甲", "04-16 04-18").did("己", "04-17 04-24");
    case.with(|record| record.notice = Some(d("04-16")))
}

#[test]
fn union_stops_while_nothing_is_worked_on() {
    // 19, 22, 23, 24 are out: 16, 17, 18, 25, 26, 28, 29, 30 April, 6, 7 May.
    reviewed(Reading::Union).is("04-26", "组/总限", "待办 05-07");
    reviewed(Reading::Union).is("05-08", "组/总限", "违规 05-08");
    reviewed(Reading::Union).did("乙", "04-25 05-07").is("05-30", "组/总限", "合规");
}

#[test]
fn union_runs_while_one_item_is_worked_on() {
    // 甲 is still open: no day is out. 16 to 19, 22 to 26 are nine days, Sunday 28 is worked.
    let case = block(Reading::Union).did("甲", "04-16 ?").did("己", "04-17 04-24");
    case.with(|record| record.notice = Some(d("04-16"))).is("04-26", "组/总限", "待办 04-28");
    // Nobody has begun 甲: an organ does not stop the clock by not starting.
    let case = block(Reading::Union).did("己", "04-17 04-24");
    case.with(|record| record.notice = Some(d("04-16"))).is("04-26", "组/总限", "待办 04-28");
}

#[test]
fn notice_decides_from_when() {
    let without = block(Reading::Union).did("甲", "04-16 04-18").did("己", "04-17 04-24");
    without.is("04-26", "组/总限", "待办 04-28");
    // From 22 on: 22, 23, 24 are out.
    let late = without.with(|record| record.notice = Some(d("04-22")));
    late.is("04-26", "组/总限", "待办 05-06");
}

#[test]
fn whole_days_are_all_out() {
    // 17, 18, 19, 22, 23, 24 are out: 16, 25, 26, 28, 29, 30 April, 6, 7, 8, 9 May.
    reviewed(Reading::WholeDays).is("04-26", "组/总限", "待办 05-09");
}

#[test]
fn summed_adds_the_items() {
    // 甲 16, 17, 18; 乙 16, 25, 26, 28, 29, 30 April, 6 May: ten.
    reviewed(Reading::Summed).is("04-26", "组/总限", "待办 05-06");
    reviewed(Reading::Summed).is("05-07", "组/总限", "违规 05-07");
}

#[test]
fn phases_are_counted_by_themselves() {
    // 甲 is done; 乙 has 16, 25, 26, 28, 29, 30 April, 6, 7, 8, 9 May.
    reviewed(Reading::PerPhase).is("04-26", "组/总限", "待办 05-09");
    // 乙 comes after 甲: it runs from 18 on. 25, 26, 28, 29, 30 April, 6 to 10 May.
    let ordered = reviewed(Reading::PerPhase).step("乙", |step| step.after.push("甲"));
    ordered.is("04-26", "组/总限", "待办 05-10");
}

#[test]
fn suspensions_of_the_whole_and_of_an_item() {
    let pause = |step, kind| Suspension {
        step,
        kind,
        from: d("04-22"),
        to: Some(d("04-24")),
        notice: Some(d("04-22")),
    };
    let own = Kind::Within {
        n: 20,
        unit: Unit::Working,
        from: Point::Finish("丁"),
        extension: None,
        excluding: true,
        notice: false,
    };
    let case = block(Reading::Union).says("甲", own).did("甲", "04-16 ?");
    // 甲 alone is stopped, 乙 is not: nothing is out.
    let one = case.clone().file(|file| file.suspensions.push(pause("甲", "专家评审")));
    one.is("04-26", "组/总限", "待办 04-28");
    // 乙 is done: 22, 23, 24 are out.
    one.did("乙", "04-16 04-19").is("04-26", "组/总限", "待办 05-06");
    // The whole is stopped, whatever is being worked on.
    case.file(|file| file.suspensions.push(pause("组", "补正"))).is("04-26", "组/总限", "待办 05-06");
}

#[test]
fn extension_of_the_whole() {
    let grant = |day: &str| Extension {
        step: "组",
        amount: 5,
        unit: Unit::Working,
        approved_by: APPROVER,
        date: d(day),
    };
    let case = reviewed(Reading::Union).file(|file| file.extensions.push(grant("05-07")));
    // Five more: 8, 9, 10, 11 (a worked Saturday), 13 May.
    case.is("05-08", "组/总限", "待办 05-13");
    let late = reviewed(Reading::Union).file(|file| file.extensions.push(grant("05-08")));
    late.is("05-08", "组/总限", "违规 05-08");
}

#[test]
fn an_open_review_leaves_the_day_open() {
    let case = block(Reading::Union).did("甲", "04-16 04-18").did("己", "04-17 ?");
    case.with(|record| record.notice = Some(d("04-16"))).is("06-28", "组/总限", "待办");
}
