//! RC7110 to RC7122 and RC6010, RC6011: acts of a case, and why one cannot be done.

use super::{Diagnostic, Message, dossier::quoted};
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (7110, "动作的日期早于前一个动作", "an act lies before the one written before it"),
    (7111, "动作与前面的记载矛盾", "an act contradicts what is on record before it"),
    (7112, "该动作只能由一方作出", "the act is done by one alone"),
];

/// An act with several doers that has one.
#[must_use]
pub fn one_alone((zh, en): (&str, &str)) -> Diagnostic {
    Diagnostic::error(
        7112,
        Span::default(),
        format!("「{zh}」只能写一个单位或者人"),
        format!("‘{en}’ is done by one alone"),
    )
    .help("每一方写一个动作", "write one act for each of them")
}

/// What is wrong with an act: the words for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The code.
    pub code: u16,
    /// Chinese; `{}` stands for the step.
    pub zh: &'static str,
    /// English; `{}` stands for the step.
    pub en: &'static str,
    /// What to do, in Chinese.
    pub help_zh: &'static str,
    /// What to do, in English.
    pub help_en: &'static str,
}

/// A contradiction as one sentence.
#[must_use]
pub fn sentence(found: Contradiction, step: Option<&str>) -> Message {
    let (zh, en) = match step {
        Some(step) => (format!("「{}」", quoted(step)), format!("‘{}’", quoted(step))),
        None => ("该步骤".to_owned(), "the step".to_owned()),
    };
    Message::new(found.zh.replace("{}", &zh), found.en.replace("{}", &en))
}

/// An act that cannot have happened after those before it.
#[must_use]
pub fn contradiction(found: Contradiction, step: Option<&str>) -> Diagnostic {
    let said = sentence(found, step);
    Diagnostic::error(found.code, Span::default(), said.zh, said.en).help(found.help_zh, found.help_en)
}
