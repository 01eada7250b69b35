//! RC50xx: spans and calendars in rules.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (5001, "期间的起止颠倒", "the span ends before it begins"),
    (5002, "同一天既放假又上班", "a day is off and worked at once"),
    (5003, "日历写了没有公布的日子", "the calendar speaks of a day that is not published"),
    (5004, "日历不能叠加", "the calendar cannot be laid over the statutory one"),
];

/// A span whose end comes first, or one that is too long for a list of days.
#[must_use]
pub fn backwards(span: Span, first: &str, last: &str) -> Diagnostic {
    Diagnostic::error(
        5001,
        span,
        format!("从{first}到{last}不是一段可用的期间"),
        format!("{first} to {last} is no usable span"),
    )
    .help(
        "前一个日期写起始日，后一个写终止日；放假、上班一次不超过一年",
        "write the first day, then the last; days off and worked span a year at most",
    )
}

/// A day that stands twice in one calendar.
#[must_use]
pub fn day_twice(span: Span, day: &str) -> Diagnostic {
    Diagnostic::error(
        5002,
        span,
        format!("日历里{day}写了两次"),
        format!("{day} stands twice in the calendar"),
    )
    .help("一天只写一次：放假或者上班", "a day stands once, as off or as worked")
}

/// A day outside the published years.
#[must_use]
pub fn day_unpublished(span: Span, day: &str, covered: &str) -> Diagnostic {
    Diagnostic::error(
        5003,
        span,
        format!("{day}不在已公布的{covered}之内"),
        format!("{day} lies outside the published days {covered}"),
    )
    .help(
        "地方日历只在已公布的年份上增减；新的年份用 --calendar 文件加入",
        "a local calendar changes published years; add a new year with a calendar file",
    )
}

/// Anything else.
#[must_use]
pub fn bad_calendar(span: Span, reason: &str) -> Diagnostic {
    Diagnostic::error(
        5004,
        span,
        format!("日历不能叠加在法定日历上：{reason}"),
        format!("the calendar cannot be laid over the statutory one: {reason}"),
    )
}
