//! Retelling a count: what was counted, which days were left out and why, how the end rolled.
//!
//! Invariant: an explanation is read off the result and the calendar it was counted with; it computes no date
//! of its own. Deliberately absent: which article of which rule asked for the count.

use super::count::Counted;
use super::date::Date;
use super::period::{Direction, Roll, TimeUnit};
use super::workdays::{DayKind, WorkdayCalendar};
use std::fmt::Write;

/// A convention that a count followed, with the law it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Convention {
    /// The day of the event is not counted (民法典 第二百零一条第一款).
    StartNotCounted,
    /// Hours run from the moment itself (民法典 第二百零一条第二款).
    HoursAtOnce,
    /// The end is the corresponding day of the last month (民法典 第二百零二条).
    CorrespondingDay,
    /// The last month has no corresponding day: its last day (民法典 第二百零二条).
    MonthEnd,
    /// Working days of the calendar: holidays are left out, make-up days are counted.
    WorkdaysOnly,
    /// The last day is a rest day, the end is the next working day (民法典 第二百零三条).
    RolledToNext,
    /// The last day is a rest day, the end is the working day before, as the rule says.
    RolledToPrevious,
    /// The last day is a rest day and stays the last day.
    RestDayStays,
    /// N days before an event: the N-th day back suffices. No statute says so; a reading.
    NthDayBackSuffices,
    /// N clear days before an event: whole days in between. No statute says so; a reading.
    ClearDaysBetween,
    /// The result hangs on days that the next year's notice may still change.
    Provisional,
    /// The result hangs on days that no notice has published; weekends are assumed (推定).
    AssumedWeekends,
}

impl Convention {
    /// The convention in Chinese, with its article where it has one.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::StartNotCounted => "开始的当日不计入，自下一日起算（《民法典》第二百零一条第一款）",
            Self::HoursAtOnce => "按小时计算，自起点时刻起算（《民法典》第二百零一条第二款）",
            Self::CorrespondingDay => "到期月的对应日为最后一日（《民法典》第二百零二条）",
            Self::MonthEnd => "到期月没有对应日，月末日为最后一日（《民法典》第二百零二条）",
            Self::WorkdaysOnly => "只计工作日：法定休假日和休息日不计，调休上班日计入",
            Self::RolledToNext => "最后一日为休息日，顺延至下一个工作日（《民法典》第二百零三条）",
            Self::RolledToPrevious => "最后一日为休息日，按规则提前至上一个工作日",
            Self::RestDayStays => "最后一日为休息日，不顺延",
            Self::NthDayBackSuffices => "向前倒数，第N日当日即可（法律未作规定，系读法）",
            Self::ClearDaysBetween => "向前倒数，中间须隔满N日（法律未作规定，系读法）",
            Self::Provisional => "结果取决于12月25日至31日，下一年度放假通知仍可能改变",
            Self::AssumedWeekends => "推定：涉及尚未公布放假安排的日期，只按周末计算",
        }
    }

    /// The convention in English.
    pub const fn en(self) -> &'static str {
        match self {
            Self::StartNotCounted => "the day of the event is not counted (Civil Code art. 201(1))",
            Self::HoursAtOnce => "hours run from the moment itself (Civil Code art. 201(2))",
            Self::CorrespondingDay => {
                "the corresponding day of the last month is the last day (Civil Code art. 202)"
            }
            Self::MonthEnd => {
                "the last month has no corresponding day, its last day counts (Civil Code art. 202)"
            }
            Self::WorkdaysOnly => "working days only: rest days are left out, make-up days are counted",
            Self::RolledToNext => {
                "the last day is a rest day and moves to the next working day (Civil Code art. 203)"
            }
            Self::RolledToPrevious => {
                "the last day is a rest day and moves to the working day before, as the rule says"
            }
            Self::RestDayStays => "the last day is a rest day and stays",
            Self::NthDayBackSuffices => {
                "counted back from the event, the Nth day suffices (a reading, not in the statute)"
            }
            Self::ClearDaysBetween => {
                "counted back from the event, N whole days in between (a reading, not in the statute)"
            }
            Self::Provisional => "hangs on 25 to 31 December, which the next year's notice may still change",
            Self::AssumedWeekends => {
                "assumed: some days have no published holidays, only weekends are left out"
            }
        }
    }
}

/// A run of days of one kind, both ends included: `2024-06-08` to `2024-06-09`, weekend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DayRun<'a> {
    /// The first day.
    pub first: Date,
    /// The last day.
    pub last: Date,
    /// What all of them are.
    pub kind: DayKind<'a>,
}

/// Everything there is to say about a [`Counted`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedExplanation<'a> {
    /// The result that is explained.
    pub counted: Counted,
    /// The version of the calendar.
    pub calendar: &'a str,
    /// The conventions followed, in the order they were applied.
    pub conventions: Vec<Convention>,
    /// Rest days between start and end that a count of working days left out, by date.
    pub skipped: Vec<(Date, DayKind<'a>)>,
    /// Make-up working days that were counted, with the holiday they make up for, by date.
    pub make_up: Vec<(Date, &'a str)>,
    /// Rest days that the end rolled over, by date; the end before rolling is one of them.
    pub rolled_over: Vec<(Date, DayKind<'a>)>,
}

/// Retells `counted`, which must have been counted with `calendar`.
pub fn explain<'a>(counted: &Counted, calendar: &'a WorkdayCalendar) -> CountedExplanation<'a> {
    let (skipped, make_up) = counted_over(counted, calendar);
    CountedExplanation {
        counted: *counted,
        calendar: calendar.version(),
        conventions: conventions(counted, calendar),
        skipped,
        make_up,
        rolled_over: rolled_over(counted, calendar),
    }
}

type RestDays<'a> = Vec<(Date, DayKind<'a>)>;

/// The rest days left out and the make-up days counted; both empty unless working days were counted.
fn counted_over<'a>(
    counted: &Counted,
    calendar: &'a WorkdayCalendar,
) -> (RestDays<'a>, Vec<(Date, &'a str)>) {
    if counted.period.unit != TimeUnit::Workday {
        return (Vec::new(), Vec::new());
    }
    let (start, raw) = (counted.start.date(), counted.raw_end.date());
    let (after, through) = match (counted.direction, counted.clear) {
        (Direction::Forward, _) => (Some(start), Some(raw)),
        // Back from an event, [end, event) was counted; with clear days the end itself was not.
        (Direction::Backward, false) => (raw.plus_days(-1), start.plus_days(-1)),
        (Direction::Backward, true) => (Some(raw), start.plus_days(-1)),
    };
    let Some((after, through)) = after.zip(through) else {
        return (Vec::new(), Vec::new());
    };
    (calendar.skipped(after, through).collect(), calendar.make_up_days(after, through).collect())
}

/// The rest days between the end before rolling and the end.
fn rolled_over<'a>(counted: &Counted, calendar: &'a WorkdayCalendar) -> RestDays<'a> {
    let (raw, end) = (counted.raw_end.date(), counted.end.date());
    // The end is worked, so it is not among the rest days whichever side it lies on.
    match counted.rolled_by {
        0 => Vec::new(),
        1.. => raw.plus_days(-1).map_or_else(Vec::new, |before| calendar.skipped(before, end).collect()),
        _ => calendar.skipped(end, raw).collect(),
    }
}

fn conventions(counted: &Counted, calendar: &WorkdayCalendar) -> Vec<Convention> {
    let mut list = Vec::new();
    if counted.period.amount > 0 {
        list.push(if counted.period.unit.needs_time() {
            Convention::HoursAtOnce
        } else {
            Convention::StartNotCounted
        });
        match counted.period.unit {
            TimeUnit::Workday => list.push(Convention::WorkdaysOnly),
            TimeUnit::Month | TimeUnit::Year => list.push(month_convention(counted)),
            TimeUnit::Day | TimeUnit::Hour | TimeUnit::Minute => {}
        }
    }
    match (counted.direction, counted.clear) {
        (Direction::Forward, _) => {}
        (Direction::Backward, false) => list.push(Convention::NthDayBackSuffices),
        (Direction::Backward, true) => list.push(Convention::ClearDaysBetween),
    }
    list.extend(end_convention(counted, calendar));
    list.extend(counted.provisional.then_some(Convention::Provisional));
    list.extend(counted.assumed.then_some(Convention::AssumedWeekends));
    list
}

fn month_convention(counted: &Counted) -> Convention {
    let counted_to = match counted.clear {
        true => counted.raw_end.date().plus_days(1).unwrap_or(counted.raw_end.date()),
        false => counted.raw_end.date(),
    };
    if counted_to.ymd().2 == counted.start.date().ymd().2 {
        Convention::CorrespondingDay
    } else {
        Convention::MonthEnd
    }
}

fn end_convention(counted: &Counted, calendar: &WorkdayCalendar) -> Option<Convention> {
    match (counted.rolled_by != 0, counted.roll) {
        (true, Roll::Previous) => Some(Convention::RolledToPrevious),
        (true, _) => Some(Convention::RolledToNext),
        (false, _) => {
            let worked = calendar.is_workday(counted.end.date()).unwrap_or(true);
            (!worked && counted.direction == Direction::Forward).then_some(Convention::RestDayStays)
        }
    }
}

/// Joins days that follow each other and are of one kind.
pub fn runs<'a>(days: &[(Date, DayKind<'a>)]) -> Vec<DayRun<'a>> {
    let mut runs: Vec<DayRun<'a>> = Vec::new();
    for &(date, kind) in days {
        match runs.last_mut() {
            Some(run) if run.kind == kind && date.days_since(run.last) == 1 => run.last = date,
            _ => runs.push(DayRun { first: date, last: date, kind }),
        }
    }
    runs
}

impl CountedExplanation<'_> {
    /// The arithmetic in one Chinese sentence, without a full stop:
    /// `自2024-06-17起7个工作日：当日不计入；跳过2024-06-22至2024-06-23（周末）；届满于2024-06-26`.
    pub fn zh(&self) -> String {
        let Counted { start, period, direction, clear, raw_end, end, rolled_by, .. } = self.counted;
        let mut text = match (direction, clear) {
            _ if period.amount == 0 => format!("期限为{raw_end}"),
            (Direction::Forward, _) => format!("自{start}起{period}"),
            (Direction::Backward, false) => format!("{start}前{period}"),
            (Direction::Backward, true) => format!("{start}前满{period}"),
        };
        if period.amount > 0 {
            text.push_str(if period.unit.needs_time() { "：即时起算" } else { "：当日不计入" });
            self.push_days_zh(&mut text);
            let last = match (direction, clear) {
                (Direction::Forward, _) => "届满于",
                (Direction::Backward, _) => "最迟为",
            };
            let _ = write!(text, "；{last}{raw_end}");
        }
        if rolled_by != 0 {
            let (days, way) = (joined_zh(&self.rolled_over), if rolled_by > 0 { "顺延" } else { "提前" });
            let _ = write!(text, "；遇休息日{days}，{way}至{end}");
        }
        text.push_str(self.mark("（推定）", "（待下一年度放假通知确认）"));
        text
    }

    fn push_days_zh(&self, text: &mut String) {
        if !self.skipped.is_empty() {
            let _ = write!(text, "；跳过{}", joined_zh(&self.skipped));
        }
        for (date, name) in &self.make_up {
            let _ = write!(text, "；{date}（{name}调休上班）计入");
        }
    }

    /// The arithmetic in one English sentence, without a full stop.
    pub fn en(&self) -> String {
        let Counted { start, period, direction, clear, raw_end, end, rolled_by, .. } = self.counted;
        let amount = period.en();
        let mut text = match (direction, clear) {
            _ if period.amount == 0 => format!("due {raw_end}"),
            (Direction::Forward, _) => format!("{amount} from {start}"),
            (Direction::Backward, false) => format!("{amount} before {start}"),
            (Direction::Backward, true) => format!("{amount} clear before {start}"),
        };
        if period.amount > 0 {
            text.push_str(if period.unit.needs_time() {
                ", running at once"
            } else {
                ", that day not counted"
            });
            self.push_days_en(&mut text);
            let last = match direction {
                Direction::Forward => "ends on",
                Direction::Backward => "at the latest on",
            };
            let _ = write!(text, "; {last} {raw_end}");
        }
        if rolled_by != 0 {
            let (days, way) = (joined_en(&self.rolled_over), if rolled_by > 0 { "on" } else { "back" });
            let _ = write!(text, "; on rest days {days}, moves {way} to {end}");
        }
        text.push_str(self.mark(" (assumed)", " (subject to the next year's notice)"));
        text
    }

    fn push_days_en(&self, text: &mut String) {
        if !self.skipped.is_empty() {
            let _ = write!(text, "; left out {}", joined_en(&self.skipped));
        }
        for (date, name) in &self.make_up {
            let _ = write!(text, "; {date} (make-up day for {name}) counted");
        }
    }

    fn mark(&self, assumed: &'static str, provisional: &'static str) -> &'static str {
        match (self.counted.assumed, self.counted.provisional) {
            (true, _) => assumed,
            (false, true) => provisional,
            (false, false) => "",
        }
    }
}

/// More runs than this are told in sum: a year of working days leaves out fifty weekends.
const RUNS_TOLD: usize = 6;

fn joined_zh(days: &[(Date, DayKind<'_>)]) -> String {
    let one = |run: &DayRun<'_>| match run.kind {
        DayKind::Holiday(name) => format!("{}（{name}）", span_text(run, "至")),
        _ => format!("{}（周末）", span_text(run, "至")),
    };
    joined(days, "、", one, |weekend_days| format!("周末{weekend_days}日"))
}

fn joined_en(days: &[(Date, DayKind<'_>)]) -> String {
    let one = |run: &DayRun<'_>| match run.kind {
        DayKind::Holiday(name) => format!("{} ({name})", span_text(run, " to ")),
        _ => format!("{} (weekend)", span_text(run, " to ")),
    };
    joined(days, ", ", one, |weekend_days| format!("{weekend_days} weekend days"))
}

fn span_text(run: &DayRun<'_>, to: &str) -> String {
    if run.first == run.last { run.first.to_string() } else { format!("{}{to}{}", run.first, run.last) }
}

fn joined(
    days: &[(Date, DayKind<'_>)],
    comma: &str,
    one: impl Fn(&DayRun<'_>) -> String,
    weekends: impl Fn(usize) -> String,
) -> String {
    let runs = runs(days);
    if runs.len() <= RUNS_TOLD {
        return runs.iter().map(one).collect::<Vec<_>>().join(comma);
    }
    let count = days.iter().filter(|(_, kind)| *kind == DayKind::Weekend).count();
    let mut parts: Vec<String> = runs.iter().filter(|run| run.kind != DayKind::Weekend).map(one).collect();
    parts.extend((count > 0).then(|| weekends(count)));
    parts.join(comma)
}
