//! Clocks that leave something out: 不计时, 不计入, 暂停.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (
        1070,
        "不计入的不是不计时块，也不是法定的特别程序",
        "what is excluded is no off-clock block and no special procedure",
    ),
    (1071, "不计入有两种算法", "an exclusion with two readings"),
    (1072, "暂停的是不计时的步骤", "a step off the clock is stopped"),
    (2095, "这种算法用不在这个限时上", "the reading does not fit the limit"),
    (2096, "按小时计算的限时写了不计入", "a limit in hours leaves days out"),
    (3040, "不计时的步骤没有限时不计入它", "no limit leaves the block out"),
];

/// A kind that no block and no law knows, where there are blocks: most likely a slip.
#[must_use]
pub fn unknown_exclusion(span: Span, word: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::warning(
        1070,
        span,
        format!("「{word}」不是本程序的不计时块，也不是法定的特别程序"),
        format!("‘{word}’ is no off-clock block of this procedure, nor a special procedure of the law"),
    );
    match near {
        Some(near) => found
            .help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?"))
            .fix(span, near, format!("改为「{near}」"), format!("change to ‘{near}’")),
        None => found.help(
            "写不计时块的名称，或者听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审；别的种类，卷宗的暂停要写同一个词",
            "name an off-clock block, or a special procedure such as 听证 or 专家评审; of any other kind the suspensions must use the same word",
        ),
    }
}

/// Two of 的 全部日数, 按阶段, 逐项相加.
#[must_use]
pub fn two_readings(span: Span) -> Diagnostic {
    Diagnostic::error(
        1071,
        span,
        "一个限时只能有一种算法",
        "a limit has one reading",
    )
    .help(
        "「的 全部日数」「按阶段」「逐项相加」只写一个；都不写的，正在办理的日子照算",
        "write one of ‘in_full’, ‘per_phase’ and ‘summed’; without any, a day counts while something is being worked on",
    )
}

/// 暂停 of a step that is off the clock itself.
#[must_use]
pub fn stops_nothing(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        1072,
        span,
        format!("「{name}」自己就不计时，没有什么可以暂停"),
        format!("‘{name}’ is itself off the clock: there is nothing to stop"),
    )
    .help("暂停后面写计时的步骤", "name a step that is on the clock")
}

/// 按阶段 and 逐项相加 where there are no phases or items, or where days cannot be added up.
#[must_use]
pub fn reading_misfits(span: Span, reason: (&str, &str)) -> Diagnostic {
    let (zh, en) = reason;
    Diagnostic::error(2095, span, zh, en).help(
        "「按阶段」「逐项相加」写在有下级步骤的块里；「逐项相加」的限时以日或者工作日写明",
        "write ‘per_phase’ and ‘summed’ in a block with steps; a ‘summed’ limit is written in days or workdays",
    )
}

/// 不计入 of a limit that runs by the hour.
#[must_use]
pub fn excluded_hours(span: Span) -> Diagnostic {
    Diagnostic::error(
        2096,
        span,
        "按小时、分钟计算的限时没有可以不计入的日子",
        "a limit in hours or minutes has no days to leave out",
    )
    .help(
        "期间写日或者工作日，或者删去「不计入」",
        "write the period in days or workdays, or leave out ‘excluding’",
    )
}

/// A block that changes no limit.
#[must_use]
pub fn unused_block(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        3040,
        span,
        format!("没有一个限时不计入「{name}」，它的步骤不影响任何期限"),
        format!("no limit excludes ‘{name}’: its steps change no due date"),
    )
    .help(format!("在限时后面写「，不计入 {name}」"), format!("write ‘, excluding {name}’ after the limit"))
}
