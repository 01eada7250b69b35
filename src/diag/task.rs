//! RC31xx: tasks.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (3101, "任务的期限早于文件施行", "the date of the task lies before its document is in force"),
    (3102, "同一单位在任务中写了两次", "the organ is named twice in the task"),
];

/// A date that had passed before the document bound anybody.
#[must_use]
pub fn due_before_in_force(span: Span, due: &str, from: &str) -> Diagnostic {
    Diagnostic::warning(
        3101,
        span,
        format!("期限{due}早于所依据文件的施行日{from}：文件施行时就已经逾期"),
        format!(
            "the date {due} lies before its document is in force ({from}): it is late from the first day"
        ),
    )
    .help("核对原文的日期和文件的「施行」", "check the date in the text and ‘in_force’ of the document")
}

/// An organ that leads and helps, or stands twice in one list.
#[must_use]
pub fn unit_twice(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        3102,
        span,
        format!("「{name}」在这项任务里写了两次"),
        format!("‘{name}’ is named twice in this task"),
    )
    .help(
        "牵头单位不再写进配合单位，删去一处",
        "an organ that leads does not also support: remove one of the two",
    )
}
