//! RC4xxx: the graph of a procedure.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (4001, "步骤的先后成环", "the order of the steps forms a cycle"),
    (4003, "程序没有步骤", "the procedure has no steps"),
    (4004, "没有声明办结", "the end is not declared"),
    (4005, "条件问到了自己", "the condition asks about itself"),
    (4006, "适用条件里问了判断结果", "a scope asks for a verdict"),
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

/// A condition on verdicts that leads back to its own obligation, or through too many others.
#[must_use]
pub fn asks_itself(span: Span, id: &str) -> Diagnostic {
    Diagnostic::error(
        4005,
        span,
        format!("「{id}」的条件问到了自己，或者一环套一环太多"),
        format!("the condition of ‘{id}’ asks about itself, or through too many others"),
    )
    .help(
        "「逾期」「违规」只能问别的义务，而且那些义务不能再问回来",
        "‘overdue’ and ‘violated’ ask about other obligations, which must not ask back",
    )
}

/// 逾期 or 违规 where it is decided which steps apply.
#[must_use]
pub fn verdict_in_scope(span: Span) -> Diagnostic {
    Diagnostic::error(
        4006,
        span,
        "「逾期」「违规」不能写在适用、免除、返回和「可以，情形 … 应当」里",
        "‘overdue’ and ‘violated’ do not belong in scopes, waivers, returns and permissions",
    )
    .help(
        "哪些步骤适用要先定，再判断义务；写在义务的「情形」里，或者用「后续」「违者」「视为」",
        "which steps apply is settled before obligations are judged: use the ‘when’ of an obligation, ‘follow_up’, ‘offender’ or ‘deemed’",
    )
}
