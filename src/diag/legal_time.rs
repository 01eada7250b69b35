//! RC501x: legal time.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (5010, "没有一天在起止之间", "no day lies between the two dates"),
    (5011, "一句的两个版本同时施行", "two versions of a sentence are in force at once"),
    (5012, "机构同一天有两个名称", "an organ has two names on one day"),
];

/// A window without a day.
#[must_use]
pub fn empty(span: Span) -> Diagnostic {
    Diagnostic::error(5010, span, "起止之间没有一天", "no day lies between the two dates").help(
        "「失效」是不再有效的第一日，要晚于「施行」；「自」「至」都算在内，「至」不早于「自」",
        "‘lapses’ is the first day on which it no longer binds and comes after ‘in_force’; ‘to’ is no earlier than ‘from’",
    )
}

/// Versions that overlap.
#[must_use]
pub fn overlap(span: Span, id: &str, first: Span) -> Diagnostic {
    Diagnostic::error(
        5011,
        span,
        format!("「{id}」的两个版本有同时施行的日子"),
        format!("two versions of ‘{id}’ are in force on the same day"),
    )
    .label(first, "另一个版本在这里", "the other version is here")
    .help(
        "旧版本写「失效 日期」，不晚于新版本的「施行 日期」",
        "give the older version a ‘lapses’ date no later than the newer one's ‘in_force’",
    )
}

/// Two names of an organ at once.
#[must_use]
pub fn two_names(span: Span, name: &str, other: &str) -> Diagnostic {
    Diagnostic::error(
        5012,
        span,
        format!("曾用名「{name}」和「{other}」有同一天"),
        format!("the former names ‘{name}’ and ‘{other}’ share a day"),
    )
    .help(
        "写清各自的「自」「至」；同时使用的名称写「别名」",
        "bound each with ‘from’ and ‘to’; a name used beside the official one is an alias",
    )
}
