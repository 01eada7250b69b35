//! RC7131 to RC7139: pictures and files of plans.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (7131, "会写在读过的文件上", "a file would be written over one that was read"),
    (7132, "没有日期可写", "there is no date to write"),
    (7133, "标准输出只能写一种格式", "standard output takes one format"),
];

type Fault = Box<Diagnostic>;

fn error(code: u16, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, Span::default(), zh, en)
}

/// Several formats without a file.
#[must_use]
pub fn several_on_stdout() -> Fault {
    Box::new(
        error(
            7133,
            "不止一个 --format 没有写文件，标准输出只能写一种格式",
            "several --format name no file, and standard output takes one format",
        )
        .help(
            "其余的写明文件，如 --format csv=plan.csv",
            "name files for the others, as in ‘--format csv=plan.csv’",
        ),
    )
}

/// A file that is named twice, or was read.
#[must_use]
pub fn written_over(path: &str) -> Fault {
    Box::new(
        error(
            7131,
            format!("「{path}」是这次读的文件，或者已经有一种格式写到那里"),
            format!("‘{path}’ is a file that this run reads, or another format is written there"),
        )
        .help("换一个文件名", "name another file"),
    )
}

/// A plan in which no step has a date.
#[must_use]
pub fn no_date() -> Fault {
    Box::new(
        error(7132, "没有一个步骤有日期，没有可写的", "no step has a date: there is nothing to write").help(
            "看 --format human：每个步骤为什么没有日期",
            "see ‘--format human’: it says for each step why it has no date",
        ),
    )
}
