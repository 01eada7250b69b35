//! Rows 5, 6, 7, 8 and 16. Dates by hand: 2024-05-01 to 05 and 06-10 are holidays, Sunday 04-28
//! and Saturday 05-11 are worked.

use super::super::day::Unit;
use super::super::world::{
    Deviation, DeviationEntry, EXCLUDED_KIND, Extension, Kind, Name, Point, Suspension, Value,
};
use super::{Case, chain, d};

const OPENS: Point = Point::Field("甲", "公告", "发布日期");
const CLOSES: Point = Point::Field("甲", "公告", "截止日期");

fn lasts(n: u32, unit: Unit, from: Point, to: Point) -> Case {
    chain().says("甲", Kind::Lasts { n, unit, from, to, presumptive: None })
}

fn date(field: Name, day: &str) -> (Name, Value) {
    (field, Value::Date(d(day)))
}

#[test]
fn row_5_stated_dates() {
    let case = lasts(30, Unit::Natural, OPENS, CLOSES);
    case.is("04-14", "甲/公示期", "待办");
    let notice = |closes: &str| {
        let fields = [date("发布日期", "04-15"), date("截止日期", closes)];
        case.clone().did("甲", "04-15 ?").filed("公告", "04-16", &fields)
    };
    // 15 April and 30 days: 15 May.
    notice("05-15").is("04-20", "甲/公示期", "合规");
    notice("05-14").is("04-20", "甲/公示期", "违规 04-16").curable("04-20", "甲/公示期", true);
    let open = case.did("甲", "04-15 ?").filed("公告", "04-15", &[date("发布日期", "04-15")]);
    open.is("05-14", "甲/公示期", "待办 05-15").is("05-15", "甲/公示期", "合规");
}

#[test]
fn row_5_working_days() {
    let case = lasts(7, Unit::Working, Point::Start("甲"), Point::Finish("甲"));
    // 26 April is a Friday: 28, 29, 30 April, 6, 7, 8, 9 May.
    case.clone().did("甲", "04-26 05-09").is("05-30", "甲/公示期", "合规");
    case.clone().did("甲", "04-26 05-08").is("05-30", "甲/公示期", "违规 05-08");
    case.did("甲", "04-26 ?").is("05-08", "甲/公示期", "待办 05-09").is("05-09", "甲/公示期", "合规");
}

#[test]
fn row_5_does_not_stretch() {
    // 2 days after 30 April is 2 May, a holiday: it stays.
    let case = lasts(2, Unit::Natural, Point::Start("甲"), Point::Finish("甲"));
    case.did("甲", "04-30 05-02").is("05-30", "甲/公示期", "合规");
}

#[test]
fn row_5_dates_missing() {
    let case = lasts(30, Unit::Natural, OPENS, CLOSES);
    let done =
        |fields: &[(Name, Value)]| case.clone().did("甲", "04-15 05-30").filed("公告", "04-15", fields);
    done(&[date("发布日期", "04-15")]).is("06-30", "甲/公示期", "缺证");
    done(&[date("截止日期", "05-15")]).is("06-30", "甲/公示期", "缺证");
    done(&[]).is("06-30", "甲/公示期", "缺证");
    // No notice at all: nothing was set off.
    case.did("甲", "04-15 05-30").is("06-30", "甲/公示期", "待办");
}

#[test]
fn row_5_end_without_beginning() {
    let case = lasts(3, Unit::Natural, Point::Finish("甲"), Point::Start("乙"));
    case.clone().did("乙", "04-15 ?").is("04-20", "甲/公示期", "违规");
    case.clone().did("甲", "04-10 04-12").is("04-13", "甲/公示期", "待办 04-15");
    case.did("甲", "04-10 04-12").did("乙", "04-14 ?").is("04-20", "甲/公示期", "违规 04-14");
}

fn within(n: u32, unit: Unit, extension: Option<u32>) -> Case {
    let from = Point::Event;
    let kind = Kind::Within { n, unit, from, extension, excluding: true, notice: false };
    chain().says("甲", kind)
}

fn received(case: Case, day: &str) -> Case {
    case.file(|f| f.events.push(Some(d(day))))
}

#[test]
fn row_6_natural_days_roll() {
    let case = within(5, Unit::Natural, None);
    case.is("04-26", "甲/限时", "待办");
    // 26 April and 5 days is 1 May; the next working day is 6 May.
    let case = received(case, "04-26");
    case.is("05-06", "甲/限时", "待办 05-06").is("05-07", "甲/限时", "违规 05-07");
    case.clone().did("甲", "04-28 05-06").is("05-30", "甲/限时", "合规");
    case.did("甲", "04-28 05-08").is("05-30", "甲/限时", "违规 05-07").curable("05-30", "甲/限时", false);
}

#[test]
fn row_6_working_days() {
    // 5 June is a Wednesday: 6, 7, 11, 12, 13 June.
    let case = received(within(5, Unit::Working, None), "06-05");
    case.is("06-13", "甲/限时", "待办 06-13").is("06-14", "甲/限时", "违规 06-14");
}

#[test]
fn row_6_suspension() {
    let pause = |from: &str, to: Option<&str>| Suspension {
        step: "甲",
        kind: EXCLUDED_KIND,
        from: d(from),
        to: to.map(d),
        notice: None,
    };
    let case = received(within(5, Unit::Working, None), "06-05");
    // 7 June and 11 June do not count: 6, 12, 13, 14, 17 June.
    let closed = case.clone().file(|f| f.suspensions.push(pause("06-07", Some("06-11"))));
    closed.is("06-17", "甲/限时", "待办 06-17").is("06-18", "甲/限时", "违规 06-18");
    let open = case.clone().file(|f| f.suspensions.push(pause("06-07", None)));
    open.is("07-30", "甲/限时", "待办");
    // Too late: the period was over.
    let late = case.file(|f| f.suspensions.push(pause("06-14", None)));
    late.is("07-30", "甲/限时", "违规 06-14");
}

#[test]
fn row_6_suspension_needs_its_notice() {
    let kind = Kind::Within {
        n: 5,
        unit: Unit::Working,
        from: Point::Event,
        extension: None,
        excluding: true,
        notice: true,
    };
    let case = received(chain().says("甲", kind), "06-05");
    let pause = |notice: Option<&str>| {
        case.clone().file(|f| {
            f.suspensions.push(Suspension {
                step: "甲",
                kind: EXCLUDED_KIND,
                from: d("06-06"),
                to: Some(d("06-12")),
                notice: notice.map(d),
            });
        })
    };
    pause(None).is("06-13", "甲/限时", "待办 06-13");
    // Told on 11 June: 6 and 7 June count, 11 and 12 do not: 13, 14, 17 June.
    pause(Some("06-11")).is("06-17", "甲/限时", "待办 06-17");
    pause(Some("06-05")).is("06-19", "甲/限时", "待办 06-19");
}

#[test]
fn row_6_extension() {
    let case = received(within(5, Unit::Working, Some(3)), "06-05");
    let granted = |amount, approved_by, date: &str| {
        let entry = Extension { step: "甲", amount, unit: Unit::Working, approved_by, date: d(date) };
        case.clone().file(|f| f.extensions.push(entry))
    };
    // Due 13 June; three more: 14, 17, 18 June.
    granted(3, "甲局", "06-13").is("06-18", "甲/限时", "待办 06-18");
    granted(3, "甲局", "06-14").is("06-14", "甲/限时", "违规 06-14");
    granted(4, "甲局", "06-13").is("06-14", "甲/限时", "违规 06-14");
    granted(3, "乙局", "06-13").is("06-14", "甲/限时", "违规 06-14");
}

#[test]
fn row_6_missed_stays_missed() {
    let from = Point::Start("甲");
    let kind =
        Kind::Within { n: 2, unit: Unit::Natural, from, extension: None, excluding: false, notice: false };
    // 8 to 10 April would have been in time.
    let case = chain().says("甲", kind).did("甲", "04-08 04-15").did("甲", "04-20 04-21");
    case.is("04-30", "甲/限时", "违规 04-11");
}

#[test]
fn row_6_date_missing() {
    let from = Point::Start("甲");
    let kind =
        Kind::Within { n: 2, unit: Unit::Natural, from, extension: None, excluding: false, notice: false };
    chain().says("甲", kind).did("甲", "? 04-15").is("04-30", "甲/限时", "缺证");
    let undated = within(5, Unit::Natural, None).file(|f| f.events.push(None));
    undated.is("04-30", "甲/限时", "缺证");
}

#[test]
fn row_7() {
    let case = chain().says("甲", Kind::Deadline(d("05-01")));
    // 1 May is a holiday; a date in the text does not roll.
    case.is("05-01", "甲/期限", "待办 05-01").is("05-02", "甲/期限", "违规 05-02");
    case.clone().did("甲", "04-20 05-01").is("05-30", "甲/期限", "合规");
    case.did("甲", "04-20 05-02").is("05-30", "甲/期限", "违规 05-02").curable("05-30", "甲/期限", false);
}

fn before(e: Point) -> Case {
    chain().says("甲", Kind::Before { x: OPENS, e, n: 7 })
}

#[test]
fn row_8_event() {
    let case = before(Point::Start("丙"));
    case.is("04-09", "甲/甲项", "待办");
    let told = |opens: &str| {
        let fields = [date("发布日期", opens)];
        case.clone().did("甲", "04-10 04-12").filed("公告", "04-10", &fields)
    };
    // 17 April less 7 days is 10 April.
    told("04-10").did("丙", "04-17 ?").is("04-30", "甲/甲项", "合规");
    told("04-11").did("丙", "04-17 ?").is("04-30", "甲/甲项", "违规 04-11").curable(
        "04-30",
        "甲/甲项",
        false,
    );
    case.clone().did("丙", "04-17 ?").is("04-17", "甲/甲项", "违规 04-11");
    let undated = case.did("甲", "04-10 04-12").filed("公告", "04-10", &[]);
    undated.did("丙", "04-17 ?").is("04-30", "甲/甲项", "缺证");
}

#[test]
fn row_8_stated() {
    let case = before(Point::Project("召开日期"));
    case.is("04-09", "甲/甲项", "待办");
    let meets = case.fact("召开日期", Value::Date(d("04-17")));
    meets
        .is("04-10", "甲/甲项", "待办 04-10")
        .is("04-11", "甲/甲项", "违规 04-11")
        .curable("04-16", "甲/甲项", true)
        .curable("04-17", "甲/甲项", false);
    let told = [date("发布日期", "04-10")];
    meets.did("甲", "04-10 ?").filed("公告", "04-10", &told).is("04-10", "甲/甲项", "合规");
}

fn presumptive(way: Deviation) -> Case {
    let kind = Kind::Lasts {
        n: 7,
        unit: Unit::Natural,
        from: Point::Start("甲"),
        to: Point::Finish("甲"),
        presumptive: Some(way),
    };
    chain().says("甲", kind)
}

#[test]
fn row_16_by_entry() {
    let case = presumptive(Deviation::Entry);
    case.clone().did("甲", "04-10 04-17").is("04-30", "甲/公示期", "合规");
    case.clone().did("甲", "04-10 ?").is("04-12", "甲/公示期", "待办 04-17");
    let short = case.did("甲", "04-10 04-16");
    short.is("04-30", "甲/公示期", "违规 04-16");
    let noted = |date: Option<&str>| {
        let obligation = String::from("试验/甲/公示期");
        let entry = DeviationEntry { obligation, date: date.map(d) };
        short.clone().file(|f| f.deviations.push(entry))
    };
    noted(Some("04-20")).is("04-19", "甲/公示期", "违规 04-16").is("04-20", "甲/公示期", "合规");
    noted(None).is("04-30", "甲/公示期", "缺证");
}

#[test]
fn row_16_by_document() {
    let short = presumptive(Deviation::Document { moment: Point::Start("甲") }).did("甲", "04-10 04-16");
    short.is("04-30", "甲/公示期", "违规 04-16");
    short.clone().filed("说明书", "04-10", &[]).is("04-30", "甲/公示期", "合规");
    short.clone().filed("说明书", "04-11", &[]).is("04-30", "甲/公示期", "违规 04-16");
    short.filed("说明书", "?", &[]).is("04-30", "甲/公示期", "缺证");
}

#[test]
fn row_16_moment_ahead() {
    let kind = Kind::Lasts {
        n: 7,
        unit: Unit::Natural,
        from: OPENS,
        to: CLOSES,
        presumptive: Some(Deviation::Document { moment: OPENS }),
    };
    let fields = [date("发布日期", "04-15"), date("截止日期", "04-20")];
    let case = chain().says("甲", kind).did("甲", "04-10 ?").filed("公告", "04-10", &fields);
    case.is("04-15", "甲/公示期", "待办").is("04-16", "甲/公示期", "违规 04-10");
    case.filed("说明书", "04-12", &[]).is("04-12", "甲/公示期", "合规").is("04-30", "甲/公示期", "合规");
}

#[test]
fn row_6_finished_while_the_clock_stands() {
    let case = received(within(5, Unit::Working, None), "06-05").did("甲", "06-06 06-20");
    let pause = Suspension { step: "甲", kind: EXCLUDED_KIND, from: d("06-07"), to: None, notice: None };
    case.file(|f| f.suspensions.push(pause)).is("06-19", "甲/限时", "待办").is("06-20", "甲/限时", "合规");
}

#[test]
fn row_16_moment_not_stated() {
    let case = presumptive(Deviation::Document { moment: OPENS });
    let short = case
        .says("乙", Kind::Document { kind: "公告", by_start: false, only_if: None })
        .did("甲", "04-10 04-16");
    short.is("04-30", "甲/公示期", "待办");
    short.filed("说明书", "04-20", &[]).is("04-30", "甲/公示期", "合规");
}

#[test]
fn row_6_what_is_dated_on_the_day_is_past() {
    let case = within(1, Unit::Natural, Some(3));
    received(case.clone(), "06-05").is("06-04", "甲/限时", "待办").is("06-05", "甲/限时", "待办 06-06");
    let entry =
        Extension { step: "甲", amount: 3, unit: Unit::Natural, approved_by: "甲局", date: d("06-06") };
    // 6 June; three more end on Sunday 9 June, the 10th is a holiday: 11 June.
    received(case, "06-05").file(|f| f.extensions.push(entry)).is("06-05", "甲/限时", "待办 06-06").is(
        "06-06",
        "甲/限时",
        "待办 06-11",
    );
    let paused = |to: &str| {
        let pause =
            Suspension { step: "甲", kind: EXCLUDED_KIND, from: d("06-06"), to: Some(d(to)), notice: None };
        received(within(1, Unit::Natural, None), "06-05").file(|f| f.suspensions.push(pause))
    };
    // The clock stands on the very day the suspension begins, and goes on after its last.
    paused("06-12").is("06-06", "甲/限时", "待办").is("06-12", "甲/限时", "待办 06-13");
}
