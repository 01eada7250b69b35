//! RC313x: responsibilities (职责).

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (3130, "职责没有写依据", "a duty without its source"),
    (3131, "担负职责的不是机构或者角色", "who answers is no organ or role"),
    (3132, "职责没有写原文", "a duty without its words"),
];

/// A duty that cites nothing.
#[must_use]
pub fn unsourced(span: Span) -> Diagnostic {
    Diagnostic::error(
        3130,
        span,
        "职责应当写明依据：哪个文件第几条交给它的",
        "a duty says its source: which document gives it to whom",
    )
    .help("写成「依据：《…》第…条；」", "write ‘cite: SOURCE ARTICLE;’")
}

/// A step, an event, a document …
#[must_use]
pub fn nobody(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        3131,
        span,
        format!("「{name}」不是机构，也不是角色，不能担负职责"),
        format!("‘{name}’ is no organ and no role, and cannot answer for anything"),
    )
    .help("在文件最外层声明：机构 名称；", "declare at the outermost level: unit NAME;")
}

/// `职责 甲局：三十日；`
#[must_use]
pub fn no_words(span: Span) -> Diagnostic {
    Diagnostic::error(
        3132,
        span,
        "一行写的职责应当是原文，加引号；是否做到由人认定",
        "a duty in one line gives the words of the document in quotes; whether it is done is for people to find",
    )
    .help(
        "写成「职责 甲局 名称：“原文”，依据 《…》第…条；」；要机器判断的写成「职责 甲局 ｛ … ｝」",
        "write ‘duty ORGAN NAME: \"words\", cite …;’; what can be judged from facts goes into ‘duty ORGAN { … }’",
    )
}
