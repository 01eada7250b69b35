//! RC311x: words of duty.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (3110, "「不得」之后应是条件", "‘must_not’ takes a condition"),
    (3111, "不计入总体的要求写了严重程度", "what is never counted has a severity"),
];

/// 不得 before a kind that is no condition: `不得 材料：…`.
#[must_use]
pub fn forbids_no_condition(span: Span) -> Diagnostic {
    Diagnostic::error(
        3110,
        span,
        "「不得」禁止的是一个条件，不能用于这一类句子",
        "‘must_not’ forbids a condition and cannot stand before this kind of sentence",
    )
    .help(
        "写成「不得 名称：条件；」，如「不得 代交：已有 某材料；」；最长的期间写「限时」，最短的写「历时」",
        "write ‘must_not NAME: CONDITION;’, such as ‘must_not extra: have DOCUMENT;’; a longest period is ‘within’, a shortest one ‘lasts’",
    )
}

/// 违法 or 不当 on what is never counted.
#[must_use]
pub fn never_counted(span: Span, zh: &str, en: &str) -> Diagnostic {
    Diagnostic::error(
        3111,
        span,
        format!("「{zh}」的要求没有做到也不计入总体，不能写「违法」「不当」"),
        format!("what is ‘{en}’ is never counted, and cannot be ‘unlawful’ or ‘improper’"),
    )
    .help("删去严重程度；确为义务的改用「应当」", "remove the severity; write ‘must’ where it is a duty")
}
