//! RC095x: what a run found of rules themselves, where it is told a line at a time: tests that differ, obligations
//! without a test, articles without a rule.

use super::{Diagnostic, Message};
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (951, "测试与期望不符", "a test finds otherwise than expected"),
    (952, "义务没有测试", "an obligation without a test"),
    (953, "条文没有写成规则", "an article that no rule restates"),
];

/// A test that finds otherwise: `id` is judged `found` where `wanted` is expected.
#[must_use]
pub fn otherwise(span: Span, test: &str, id: &Message, wanted: &Message, found: &Message) -> Diagnostic {
    Diagnostic::error(
        951,
        span,
        format!("测试「{test}」：{} 期望{}，实际{}", id.zh, wanted.zh, found.zh),
        format!("test ‘{test}’: {} is expected to be {}, and is {}", id.en, wanted.en, found.en),
    )
    .help(
        "规则对，就改期望；期望对，就改规则",
        "correct the expectation where the rules are right, the rules where the expectation is",
    )
}

/// An obligation of which no test expects some statuses.
#[must_use]
pub fn untested(span: Span, id: &str, missing: &Message) -> Diagnostic {
    Diagnostic::error(
        952,
        span,
        format!("没有测试期望「{id}」{}", missing.zh),
        format!("no test expects ‘{id}’ to be {}", missing.en),
    )
    .help("写一个测试，期望里写明它的状态", "write a test whose expectations name it with that status")
}

/// An article that nobody cites.
#[must_use]
pub fn not_restated(span: Span, article: &Message) -> Diagnostic {
    Diagnostic::warning(
        953,
        span,
        format!("没有规则引用{}", article.zh),
        format!("no rule cites {}", article.en),
    )
    .help(
        "写成规则，或者在「法规」里写「无可核查：第几条，说明 “…”」",
        "restate it, or write ‘nothing_to_check: ARTICLE, note \"…\"’ in the ‘source’",
    )
}
