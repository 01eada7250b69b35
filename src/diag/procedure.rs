//! RC4xxx: the graph of a procedure.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (4001, "步骤的先后成环", "the order of the steps forms a cycle"),
    (4003, "程序没有步骤", "the procedure has no steps"),
    (4004, "没有声明办结", "the end is not declared"),
    (4005, "条件问到了自己", "the condition asks about itself"),
    (4007, "限时守不住", "a limit cannot be kept"),
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

/// Sentences that no dates can meet together: each with its citation in both languages and its place.
#[must_use]
pub fn impossible(sentences: &[Clashing]) -> Diagnostic {
    impossible_as(4007, sentences)
}

/// One of the sentences that no dates can meet together.
#[derive(Clone, Debug)]
pub struct Clashing {
    /// Its id with its citation, in Chinese.
    pub zh: String,
    /// The same in English.
    pub en: String,
    /// Where it is written.
    pub span: Span,
}

pub(super) fn impossible_as(code: u16, sentences: &[Clashing]) -> Diagnostic {
    let chain = |read: fn(&Clashing) -> &str| sentences.iter().map(read).collect::<Vec<_>>();
    let span = sentences.first().map_or(Span::default(), |one| one.span);
    let found = Diagnostic::error(
        code,
        span,
        format!("这几句合在一起，哪一天都守不住：{}", chain(|one| &one.zh).join("、")),
        format!("no dates can keep these together: {}", chain(|one| &one.en).join(", ")),
    )
    .help(
        "放宽限时，或者缩短限时里的历时和间隔",
        "make the limit longer, or the periods and lags within it shorter",
    );
    sentences.iter().skip(1).fold(found, |found, one| found.label(one.span, "其中一句", "one of them"))
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
