//! RC708x: dossiers in YAML. What JSON and RON can be wrong in as well has its code in [`super::dossier`].

use super::Diagnostic;
use super::dossier::quoted;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (7080, "YAML 的缩进有误", "the indentation of the YAML is wrong"),
    (7081, "YAML 的写法有误", "the YAML is malformed"),
    (7082, "引用的锚点不存在", "the anchor referred to does not exist"),
    (7083, "不支持的 YAML 标签", "the YAML tag is not supported"),
    (7084, "键不是文字", "the key is not a text"),
    (7085, "数字的写法因程序而异", "a number that programs read differently"),
];

/// Lines that do not stand under each other as they should, or a tab among the blanks.
#[must_use]
pub fn indentation(span: Span, tab: bool) -> Diagnostic {
    let found = Diagnostic::error(7080, span, "此处的缩进有误", "the indentation is wrong here");
    if tab {
        return found.help("缩进用空格，不用制表符", "indent by spaces, not by tabs");
    }
    found.help(
        "同一层的键左端对齐，下一层多缩进两格；键后写半角冒号和一个空格",
        "keys of one level stand under each other, the next level is indented by two more; \
         after a key write a colon and a blank",
    )
}

/// Anything else that the syntax does not allow; `why` says what, in both languages.
#[must_use]
pub fn malformed(span: Span, why: (&str, &str)) -> Diagnostic {
    Diagnostic::error(
        7081,
        span,
        format!("此处不合 YAML 的写法：{}", why.0),
        format!("this is not YAML: {}", why.1),
    )
    .help(
        "含有「:」「#」「[」「{」等符号的文字加引号",
        "put a text with ‘:’, ‘#’, ‘[’, ‘{’ and the like in quotes",
    )
}

/// `*name` without `&name` before it, or inside of what it names.
#[must_use]
pub fn unknown_anchor(span: Span, name: &str) -> Diagnostic {
    let name = quoted(name);
    Diagnostic::error(
        7082,
        span,
        format!("「{name}」之前没有写完的锚点与它对应"),
        format!("no complete anchor before ‘{name}’ bears this name"),
    )
    .help("先写「&名称 内容」，再写「*名称」；文字以「*」开头的加引号", {
        "write ‘&name value’ first, then ‘*name’; put a text that begins with ‘*’ in quotes"
    })
}

/// `!tag` that says nothing to a dossier.
#[must_use]
pub fn unknown_tag(span: Span, tag: &str) -> Diagnostic {
    let tag = quoted(tag);
    Diagnostic::error(7083, span, format!("不支持标签「{tag}」"), format!("the tag ‘{tag}’ is not supported"))
        .help("删去它；文字加引号", "remove it; put a text in quotes")
}

/// A list or a record where a key should stand.
#[must_use]
pub fn key_is_no_text(span: Span) -> Diagnostic {
    Diagnostic::error(7084, span, "键应为文字", "a key must be a text")
}

/// `010`, `0x1F`, `.inf`: what it means depends on the program that reads it.
#[must_use]
pub fn doubtful_number(span: Span, word: &str) -> Diagnostic {
    let word = quoted(word);
    Diagnostic::error(
        7085,
        span,
        format!("「{word}」在不同的 YAML 程序里读法不同"),
        format!("programs read ‘{word}’ differently in YAML"),
    )
    .help(
        format!("是文字的加引号：\"{word}\"；是数字的写成十进制，开头不写 0"),
        format!("put a text in quotes: \"{word}\"; write a number in decimal digits without leading zeros"),
    )
}
