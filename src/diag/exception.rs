//! RC31xx: exceptions (例外).

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (3106, "两个例外分不开", "two exceptions cannot be told apart"),
    (3107, "优先于成环", "the priorities form a cycle"),
    (3103, "例外不能代替履行", "an exception cannot replace the performance"),
    (3104, "优先于的例外不替代同一义务", "the exceptions do not replace the same obligation"),
    (3105, "例外不能代替例外的义务", "an exception cannot replace the duty of another one"),
    (3150, "例外跨出了清单", "the exception reaches out of its register"),
];

/// Two exceptions of which one never holds without the other.
#[must_use]
pub fn indistinguishable(span: Span, name: &str, other: &str, at: Span) -> Diagnostic {
    Diagnostic::error(
        3106,
        span,
        format!("例外「{name}」和「{other}」代替同一义务，其中一个成立时另一个必然成立"),
        format!("‘{name}’ and ‘{other}’ replace the same obligation, and one never holds without the other"),
    )
    .label(at, "另一个例外在这里", "the other exception is here")
    .help(
        format!("在应当优先的一个后面写「优先于 另一个的名称」，或者把情形分开写，如「情形 … 且 非 …」（「{name}」「{other}」）"),
        "add ‘prevails over OTHER’ to the one that comes first, or make the conditions exclude each other".to_owned(),
    )
}

/// 优先于 that leads back.
#[must_use]
pub fn priority_cycle(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        3107,
        span,
        format!("例外「{name}」的「优先于」成环"),
        format!("the priority of ‘{name}’ leads back to itself"),
    )
    .help("删去环上的一处「优先于」", "remove one ‘prevails over’ of the circle")
}

/// An exception to 履行.
#[must_use]
pub fn replaces_performance(span: Span, id: &str) -> Diagnostic {
    Diagnostic::error(
        3103,
        span,
        format!("「{id}」是步骤的履行，例外不能代替它"),
        format!("‘{id}’ is the performance of a step, which no exception replaces"),
    )
    .help(
        "整个步骤不必做的，写「免除：情形 …，凭 …；」；做不做由人选择的，写「履行：可以，情形 … 应当；」",
        "where the step need not be done write ‘waived: when …, with …;’ or ‘perform: may, when … must;’",
    )
}

/// 优先于 something that is no rival.
#[must_use]
pub fn no_rival(span: Span, name: &str, rivals: &[impl AsRef<str>]) -> Diagnostic {
    let list = rivals.iter().map(AsRef::as_ref).collect::<Vec<_>>().join("、");
    let found = Diagnostic::error(
        3104,
        span,
        format!("没有代替同一义务的例外「{name}」"),
        format!("no exception named ‘{name}’ replaces the same obligation"),
    );
    if list.is_empty() {
        return found.help("只有一个例外时不写「优先于」", "a single exception needs no ‘prevails over’");
    }
    found.help(format!("代替同一义务的例外：{list}"), format!("the others are: {list}"))
}

/// An exception of a register to what is not asked of its entries, or the other way round.
#[must_use]
pub fn outside_register(span: Span, id: &str) -> Diagnostic {
    Diagnostic::error(
        3150,
        span,
        format!("「{id}」不在例外所在的清单里，例外不能代替它"),
        format!("‘{id}’ does not belong to the register of the exception, which cannot replace it"),
    )
    .help(
        "逐条判断的义务，例外写在它自己的清单里；清单里的例外只代替本清单的句子",
        "write the exception into the register whose sentence it replaces",
    )
}

/// An exception to the duty of an exception.
#[must_use]
pub fn replaces_exception(span: Span, id: &str) -> Diagnostic {
    Diagnostic::error(
        3105,
        span,
        format!("「{id}」本身是例外的义务"),
        format!("‘{id}’ is itself a duty of an exception"),
    )
    .help(
        "写成代替原义务的又一个例外，加「优先于 …」",
        "write another exception to the first obligation, with ‘prevails over …’",
    )
}
