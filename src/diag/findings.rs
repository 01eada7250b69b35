//! RC6xxx: findings about a dossier that are no verdict of any obligation.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[(6001, "迟录", "a late entry")];

/// A record that was entered after the day on which the thing was done.
#[must_use]
pub fn late_entry(step: &str, done: &str, recorded: &str, days: i32) -> Diagnostic {
    let plural = if days == 1 { "day" } else { "days" };
    Diagnostic::warning(
        6001,
        Span::default(),
        format!("「{step}」{done} 的事，{recorded} 才录入，晚 {days} 日"),
        format!("‘{step}’ was done on {done} and entered on {recorded}, {days} {plural} later"),
    )
    .help("当日录入；补录的，附原始凭证", "enter it the same day; keep the original record with a late one")
}
