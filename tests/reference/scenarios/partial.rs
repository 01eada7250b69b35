//! 卷宗未齐: what is not on file may only be missing there.

use super::super::world::{File, Kind};
use super::{Case, chain};

fn partial(case: Case) -> Case {
    case.file(|f: &mut File| f.partial = true)
}

#[test]
fn absent_record() {
    let case = chain().did("甲", "04-10 04-12").did("丙", "04-18 04-19");
    case.is("04-30", "乙/履行", "违规 04-19").is("04-30", "丙/前置/乙", "违规 04-18");
    let case = partial(case);
    case.is("04-30", "乙/履行", "缺证").is("04-30", "丙/前置/乙", "缺证").is("04-30", "甲/履行", "合规");
}

#[test]
fn absent_document() {
    let kind = Kind::Document { kind: "公告", by_start: false, only_if: None };
    let case = chain().says("甲", kind).did("甲", "04-10 04-12");
    case.is("04-30", "甲/材料/公告", "违规 04-12");
    partial(case.clone()).is("04-30", "甲/材料/公告", "缺证");
    partial(case).filed("公告", "04-11", &[]).is("04-30", "甲/材料/公告", "合规");
}

#[test]
fn present_records_are_judged_as_they_are() {
    let case = partial(chain().did("甲", "04-10 04-16").did("乙", "04-15 04-17"));
    case.is("04-30", "乙/前置/甲", "违规 04-15");
}
