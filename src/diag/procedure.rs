//! RC4xxx: the graph of a procedure.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (4001, "步骤的先后成环", "the order of the steps forms a cycle"),
    (4003, "程序没有步骤", "the procedure has no steps"),
    (4004, "没有声明办结", "the end is not declared"),
];

/// A cycle: the steps in order and where each edge is written.
#[must_use]
pub fn cycle(span: Span, steps: &[String], edges: &[Span]) -> Diagnostic {
    let chain = steps.join(" → ");
    let found = Diagnostic::error(
        4001,
        span,
        format!("步骤的先后成环：{chain}"),
        format!("the order of the steps forms a cycle: {chain}"),
    )
    .help("删去或改写其中一句「前置」", "remove or change one of these sentences");
    edges.iter().fold(found, |found, edge| found.label(*edge, "环上的一句", "an edge of the cycle"))
}

/// A procedure without 办结.
#[must_use]
pub fn no_end(span: Span, name: &str) -> Diagnostic {
    Diagnostic::warning(
        4004,
        span,
        format!("程序「{name}」没有声明「办结」，未做的步骤永远不会到期"),
        format!("the procedure ‘{name}’ declares no end: steps that are not done never fall due"),
    )
    .help("写明最后一步：办结：归档；", "name the last step: ends: archiving;")
}

/// A procedure without steps.
#[must_use]
pub fn no_steps(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        4003,
        span,
        format!("程序「{name}」没有步骤"),
        format!("the procedure ‘{name}’ has no steps"),
    )
}
