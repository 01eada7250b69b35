//! RC312x: recurring duties (频次); RC2060 and RC7130, their periods.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (3120, "频次没有写成「每… 事件 不少于 N次」", "the frequency is not ‘period event at least N times’"),
    (3121, "频次不知从何时起", "a frequency does not say from when"),
    (3122, "频次只能写至少几次", "a frequency is a least number of times"),
    (3123, "频次的次数不是正整数", "the number of times is no whole number"),
    (3124, "频次数的不是事件", "a frequency counts something that is no event"),
    (3125, "「一般」不能用于频次", "‘presumptive’ cannot stand before a frequency"),
    (3126, "例外里写了频次", "a frequency stands in an exception"),
    (2060, "期望里没有这一期", "an expectation of a period that is none"),
    (7130, "频次没有这一期", "a recurring duty has no such period"),
];

/// A content of another form.
#[must_use]
pub fn form(span: Span) -> Diagnostic {
    Diagnostic::error(
        3120,
        span,
        "频次应写明每多久、哪个事件、至少几次",
        "a frequency says in what period, of what event, at least how many times",
    )
    .help(
        "写成「频次：每季度 督查 不少于 1次；」；名称就是事件的，写「频次 督查：每季度 不少于 1次；」。可用：每年、每半年、每季度、每月、每周",
        "write ‘frequency: quarterly EVENT at least 1 times;’, or where the name is that of the event ‘frequency EVENT: quarterly at least 1 times;’; periods are yearly, half_yearly, quarterly, monthly, weekly",
    )
}

/// Neither 自 nor a document with 施行.
#[must_use]
pub fn no_start(span: Span) -> Diagnostic {
    Diagnostic::error(
        3121,
        span,
        "频次没有写「自」，所依据的文件也没有写「施行」，不知道从哪一天起算",
        "the frequency has no ‘from’, and its document has no ‘in_force’: nobody knows from when it binds",
    )
    .help(
        "写「自 日期」，或者在法规里写明「施行」",
        "write ‘from DATE’, or give the source its ‘in_force’ date",
    )
}

/// Another comparison than 不少于.
#[must_use]
pub fn not_at_least(span: Span, zh: &str, en: &str) -> Diagnostic {
    Diagnostic::error(
        3122,
        span,
        format!("频次是最少的次数，不能写「{zh}」"),
        format!("a frequency is a least number of times, and cannot be ‘{en}’"),
    )
    .help("写「不少于 N次」", "write ‘at least N times’")
}

/// 半次, 0次, 3日.
#[must_use]
pub fn not_a_count(span: Span) -> Diagnostic {
    Diagnostic::error(
        3123,
        span,
        "频次的次数应是正整数",
        "the number of times must be a whole number above nought",
    )
    .help("写成「不少于 1次」", "write ‘at least 1 times’")
}

/// A step, a document, a role …
#[must_use]
pub fn not_an_event(span: Span) -> Diagnostic {
    let text = ("频次数的应是事件", "a frequency counts events");
    Diagnostic::error(3124, span, text.0, text.1).help(
        "在文件最外层声明：事件 名称；卷宗里每发生一次写一条",
        "declare at the outermost level: event NAME; a dossier lists it each time it happens",
    )
}

/// 一般: a reason for a deviation would have to say for which period.
#[must_use]
pub fn presumptive(span: Span) -> Diagnostic {
    Diagnostic::error(
        3125,
        span,
        "「一般」不能用于频次：偏离的理由说不清是哪一期的",
        "‘presumptive’ cannot stand before a frequency: a reason for a deviation would not say of which period it is",
    )
    .help("写「应当」「原则上」或者「力争」", "write ‘must’, ‘in_principle’ or ‘strive’")
}

/// A frequency as a duty of an exception.
#[must_use]
pub fn in_exception(span: Span) -> Diagnostic {
    Diagnostic::error(
        3126,
        span,
        "例外里不能写频次：它替代的义务没有同样的期",
        "a frequency cannot stand in an exception: what it replaces has not the same periods",
    )
    .help("写在例外之外，用「情形」限定", "write it outside the exception, with ‘when’")
}

/// `期望：督查[2024年第五季度] 违规`
#[must_use]
pub fn no_period(span: Span, name: &str, such_as: &str) -> Diagnostic {
    let (zh, en) = no_period_words(name);
    Diagnostic::error(2060, span, zh, en).help(format!("如「{such_as}」"), format!("such as ‘{such_as}’"))
}

/// `--why 督查[2024年第五季度]`
#[must_use]
pub fn no_period_asked(name: &str, such_as: &str) -> Diagnostic {
    let (zh, en) = no_period_words(name);
    Diagnostic::error(7130, Span::default(), zh, en)
        .help(format!("如「{such_as}」"), format!("such as ‘{such_as}’"))
}

fn no_period_words(name: &str) -> (String, String) {
    (format!("「{name}」不是这项频次的一期"), format!("‘{name}’ is no period of this recurring duty"))
}
