//! RC314x: lights (亮灯).

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (3140, "亮灯没有写对哪些义务", "a light that is about nothing"),
    (3141, "亮灯没有写何时亮", "a light that never comes on"),
    (3142, "亮灯不能问结论", "a light that asks for a verdict"),
    (3143, "一项义务有两盏灯", "an obligation with two lights"),
    (3144, "没有这一类义务", "no obligation of that kind"),
];

/// Without kinds or names after the colon.
#[must_use]
pub fn of_nothing(span: Span) -> Diagnostic {
    Diagnostic::error(3140, span, "亮灯应写明对哪些义务", "a light says which obligations it is about").help(
        "写成「亮灯 名称：任务、限时 ｛ … ｝」；可用：任务、指标、限时、期限、频次、后续、材料，或者任务、义务的名称",
        "write ‘light NAME: task, within { … }’; kinds are task, indicator, within, deadline, frequency, follow_up, document, or the names of tasks and obligations",
    )
}

/// No 红灯 and no 黄灯, or an empty one.
#[must_use]
pub fn never_on(span: Span) -> Diagnostic {
    Diagnostic::error(
        3141,
        span,
        "亮灯应写明红灯或者黄灯在什么时候亮",
        "a light says when it is red or yellow",
    )
    .help(
        "写成「黄灯：期限 前 5个工作日；  红灯：期限 前 1日；」，或者写一个条件",
        "write ‘yellow: deadline ahead by 5 workdays; red: deadline ahead by 1 day;’, or a condition",
    )
}

/// `红灯：公示期 违规`
#[must_use]
pub fn asks_a_verdict(span: Span) -> Diagnostic {
    Diagnostic::error(
        3142,
        span,
        "亮灯不能以结论为条件：结论本身就包含亮灯",
        "a light cannot depend on a verdict: the verdict depends on the light",
    )
    .help("违规的义务本来就是红灯，不用写", "what is violated is red in any case: leave it out")
}

/// Two lights over one obligation.
#[must_use]
pub fn two_lights(span: Span, id: &str, first: Span) -> Diagnostic {
    Diagnostic::error(
        3143,
        span,
        format!("「{id}」已经有另一盏灯"),
        format!("‘{id}’ has another light already"),
    )
    .label(first, "第一盏灯在这里", "the first light is here")
    .help("一项义务只归一盏灯", "let each obligation have one light")
}

/// A kind that occurs nowhere in the rules.
#[must_use]
pub fn nothing_of_a_kind(span: Span, kind: &str) -> Diagnostic {
    Diagnostic::error(
        3144,
        span,
        format!("规则里没有可以亮灯的「{kind}」"),
        format!("the rules have no ‘{kind}’ that a light could be about"),
    )
    .help(
        "可用：任务、指标、限时、期限、频次、后续、材料，或者任务、义务的名称",
        "kinds are task, indicator, within, deadline, frequency, follow_up, document, or the names of tasks and obligations",
    )
}
