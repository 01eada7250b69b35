//! RC0xxx: faults of text and syntax, one function a fault.
//!
//! INVARIANT: one fault of the writer is one report; every report says what to write instead.

use super::Diagnostic;
use crate::text::{Span, TextFault, TextFaultKind};

/// The codes of this family.
pub(super) const CODES: &[(u16, &str, &str)] = &[
    (1, "文件不是 UTF-8 编码", "the file is not UTF-8"),
    (2, "文本过大", "the text is too large"),
    (3, "括号嵌套过深", "brackets are nested too deeply"),
    (4, "文中有看不见的或改变显示顺序的字符", "a character that cannot be seen or reorders the text"),
    (5, "引号没有配对", "a quote without its pair"),
    (6, "书名号没有配对", "a title mark without its pair"),
    (7, "注释没有结束", "a comment without its end"),
    (8, "句末缺少「；」", "the end of a sentence is missing"),
    (9, "缺少「：」", "a colon is missing"),
    (10, "缺少「｛」", "an opening brace is missing"),
    (11, "缺少「｝」", "a closing brace is missing"),
    (12, "多出「｝」", "a closing brace too many"),
    (13, "圆括号没有配对", "a round bracket without its pair"),
    (14, "多出「；」", "an end mark too many"),
    (15, "句子没有开头的词", "a sentence without a head"),
    (16, "「：」的位置不对", "a colon in the wrong place"),
    (17, "不能识别的字符", "characters that mean nothing here"),
    (18, "逗号与顿号用错", "a comma where a list mark belongs"),
    (19, "从句前缺少「，」", "the comma before a clause is missing"),
    (20, "列表中有空项", "an empty item in a list"),
    (21, "缺少内容", "something is missing"),
    (22, "两个词之间缺少运算词", "an operator is missing"),
    (23, "比较不能连写", "comparisons do not chain"),
    (24, "表达式过长或过深", "an expression is too long or too deep"),
    (25, "括号中的内容不成形", "what stands in the brackets has no form"),
    (26, "数字写法不对", "a malformed number"),
    (27, "数字中有千位分隔符", "thousands separators in a number"),
    (28, "日期写法不对或不存在", "a malformed date or one that does not exist"),
    (29, "缺少计数的对象", "nothing to count"),
];

type Fault = Box<Diagnostic>;

fn error(code: u16, span: Span, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, span, zh, en)
}

/// The first characters of a text, for quoting.
fn short(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(24) {
        Some((at, _)) => format!(
            "{}…",
            text.get(..at).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
        ),
        None => text.split_whitespace().collect::<Vec<_>>().join(" "),
    }
}

/// GB18030 text.
pub(crate) fn gb18030(span: Span) -> Fault {
    error(
        1,
        span,
        "文件不是 UTF-8 编码：看来是 GB18030（GBK）",
        "the file is not UTF-8: it looks like GB18030 (GBK)",
    )
    .help(
        "在编辑器里另存为 UTF-8；Windows 记事本：另存为 → 编码 → UTF-8",
        "save the file as UTF-8; in Windows Notepad: Save As → Encoding → UTF-8",
    )
    .into()
}

/// UTF-16 text.
pub(crate) fn utf16(span: Span) -> Fault {
    error(1, span, "文件不是 UTF-8 编码：这是 UTF-16", "the file is not UTF-8: it is UTF-16")
        .help("在编辑器里另存为 UTF-8", "save the file as UTF-8")
        .into()
}

/// Bytes that are no text at all.
pub(crate) fn not_utf8(span: Span, at: usize) -> Fault {
    error(
        1,
        span,
        format!("文件不是 UTF-8 编码：第 {} 个字节起无法读", at + 1),
        format!("the file is not UTF-8: it cannot be read from byte {} on", at + 1),
    )
    .help("在编辑器里另存为 UTF-8", "save the file as UTF-8")
    .into()
}

/// A file above the limit.
pub(crate) fn file_too_large(span: Span, limit: usize) -> Fault {
    let mib = limit >> 20;
    error(
        2,
        span,
        format!("文件过大：上限 {mib} MiB"),
        format!("the file is too large: the limit is {mib} MiB"),
    )
    .help("分成几个文件，用「引入」相连", "split it into several files that use one another")
    .into()
}

/// A declaration above the limit.
pub(crate) fn declaration_too_large(span: Span, limit: usize) -> Fault {
    let mib = limit >> 20;
    error(
        2,
        span,
        format!("一个声明过大：上限 {mib} MiB"),
        format!("the declaration is too large: the limit is {mib} MiB"),
    )
    .help("分成几个声明", "split it into several declarations")
    .into()
}

/// Brackets nested above the limit.
pub(crate) fn nesting_too_deep(span: Span, limit: usize) -> Fault {
    error(
        3,
        span,
        format!("括号嵌套过深：上限 {limit} 层"),
        format!("brackets are nested too deeply: the limit is {limit} levels"),
    )
    .help("检查是否有大量多余的括号", "look for brackets that are not meant")
    .into()
}

/// A character that deceives the eye.
pub(crate) fn forbidden_character(span: Span, found: TextFault) -> Fault {
    let point = format!("U+{:04X}", u32::from(found.character));
    let (zh, en) = match found.kind {
        TextFaultKind::Bidi => ("改变文字显示顺序的字符", "a character that reorders the text on the screen"),
        TextFaultKind::Invisible => ("看不见的字符", "a character that cannot be seen"),
        TextFaultKind::Control => ("控制字符", "a control character"),
    };
    error(4, span, format!("文中有{zh} {point}"), format!("the text holds {en}, {point}"))
        .help("删去这个字符", "delete it")
        .fix(span, "", "删去", "delete it")
        .into()
}

/// A quote without its pair.
pub(crate) fn unclosed_text(span: Span, text: &str) -> Fault {
    let close = match text.chars().next() {
        Some('“') => '”',
        Some('「') => '」',
        Some('"') => '"',
        Some(other) => {
            return error(
                5,
                span,
                format!("「{other}」前没有配对的引号"),
                format!("‘{other}’ closes no quote"),
            )
            .help("引文写作 “…”，前后两个引号都要有", "write quoted text as “…” with both quotes")
            .into();
        }
        None => '”',
    };
    let end = Span::new(span.file, span.end, span.end);
    error(
        5,
        span,
        format!("引号没有结束：{}", short(text)),
        format!("the quote is not closed: {}", short(text)),
    )
    .help(format!("在本行内写上「{close}」"), format!("write ‘{close}’ on the same line"))
    .fix(end, close, format!("加上「{close}」"), format!("add ‘{close}’"))
    .into()
}

/// `《` or `》` without its pair, often a comparison typed with a Chinese input method.
pub(crate) fn unclosed_title(span: Span, text: &str) -> Fault {
    let mut rest = text.chars().peekable();
    let mark = rest.next().unwrap_or('《');
    let equal = rest.peek().is_some_and(|next| matches!(next, '=' | '＝'));
    let after = rest.find(|next| !next.is_whitespace() && !matches!(next, '=' | '＝'));
    if equal || mark == '》' || after.is_some_and(|next| next.is_numeric()) {
        let (word, en) = match (mark, equal) {
            ('《', true) => ("不超过", "at most"),
            ('《', false) => ("小于", "less than"),
            (_, true) => ("不少于", "at least"),
            (_, false) => ("大于", "more than"),
        };
        let sign = if equal { format!("{mark}=") } else { mark.to_string() };
        return error(6, span, format!("「{sign}」不是比较符号"), format!("‘{sign}’ is no comparison"))
            .help(format!("比较写作「{word}」"), format!("write ‘{en}’"))
            .into();
    }
    let end = Span::new(span.file, span.end, span.end);
    error(
        6,
        span,
        format!("书名号没有结束：{}", short(text)),
        format!("the title is not closed: {}", short(text)),
    )
    .help("在本行内写上「》」", "write ‘》’ on the same line")
    .fix(end, '》', "加上「》」", "add ‘》’")
    .into()
}

/// `/*` without `*/`.
pub(crate) fn unclosed_comment(span: Span) -> Fault {
    error(7, span, "注释没有结束", "the comment is not closed")
        .help("在注释末尾写「*/」，或改用「//」", "write ‘*/’ at its end, or use ‘//’")
        .into()
}

/// A sentence without its end mark.
pub(crate) fn missing_end(span: Span) -> Fault {
    error(8, span, "句末缺少「；」", "the sentence lacks its ‘;’ here")
        .help("在这里写「；」", "write ‘;’ here")
        .fix(span, "；", "加上「；」", "add ‘;’")
        .into()
}

/// A sentence without colon.
pub(crate) fn missing_colon(span: Span, word: &str) -> Fault {
    let word = short(word);
    error(9, span, format!("「{word}」之后缺少「：」"), format!("‘:’ is missing after ‘{word}’"))
        .help(
            format!("写作「{word}：内容；」；名称与「：」之间不加其他词。法条原文不能直接作规则，须拆成「关键词：内容」"),
            format!("write ‘{word}: content;’; a sentence of the law must be restated as ‘keyword: content’"),
        )
        .into()
}

/// A colon and nothing after it.
pub(crate) fn missing_value(span: Span) -> Fault {
    error(21, span, "「：」之后缺少内容", "nothing stands after the colon")
        .help("在「：」之后写内容", "write the content after the colon")
        .into()
}

/// A block without `｛`.
pub(crate) fn missing_open_brace(span: Span) -> Fault {
    error(10, span, "缺少「｛」", "‘{’ is missing here")
        .help("在这里写「｛」", "write ‘{’ here")
        .fix(span, " ｛", "加上「｛」", "add ‘{’")
        .into()
}

/// A block without `｝`.
pub(crate) fn missing_brace(span: Span, opened: Span) -> Fault {
    error(11, span, "缺少「｝」", "‘}’ is missing here")
        .label(opened, "与这个「｛」配对", "it closes this ‘{’")
        .help("在这里写「｝」", "write ‘}’ here")
        .fix(span, "\n｝", "加上「｝」", "add ‘}’")
        .into()
}

/// `｝` without `｛`.
pub(crate) fn stray_brace(span: Span) -> Fault {
    error(12, span, "多出一个「｝」", "this ‘}’ closes nothing")
        .help("删去，或在前面补上「｛」", "delete it, or open its block with ‘{’")
        .fix(span, "", "删去", "delete it")
        .into()
}

/// `｛` after nothing that a block belongs to.
pub(crate) fn nameless_block(span: Span) -> Fault {
    error(15, span, "「｛」之前没有关键词", "no keyword stands before this ‘{’")
        .help(
            "块的开头写作「步骤 名称 ｛」；多余的「｛」请删去",
            "open a block with ‘step name {’, or delete this ‘{’",
        )
        .into()
}

/// A second `｛`.
pub(crate) fn doubled_brace(span: Span) -> Fault {
    error(12, span, "多出一个「｛」", "this ‘{’ is one too many")
        .help("删去", "delete it")
        .fix(span, "", "删去", "delete it")
        .into()
}

/// A round bracket without its pair.
pub(crate) fn unclosed_bracket(span: Span, text: &str) -> Fault {
    let end = Span::new(span.file, span.end, span.end);
    let open = Span::new(
        span.file,
        span.start,
        span.start + text.chars().next().map_or(0, |mark| mark.len_utf8() as u32),
    );
    error(13, open, "「（」没有配对的「）」", "this ‘(’ is not closed")
        .help("在括号内容之后写「）」", "write ‘)’ after what it holds")
        .fix(end, "）", "加上「）」", "add ‘)’")
        .into()
}

/// A closing round bracket without its pair.
pub(crate) fn stray_close(span: Span) -> Fault {
    error(13, span, "「）」没有配对的「（」", "this ‘)’ closes nothing")
        .help("删去，或在前面补上「（」", "delete it, or open the bracket with ‘(’")
        .into()
}

/// `；` after nothing.
pub(crate) fn stray_end(span: Span) -> Fault {
    error(14, span, "多出「；」", "no sentence stands before this ‘;’")
        .help("删去", "delete it")
        .fix(span, "", "删去", "delete it")
        .into()
}

/// A sentence that does not begin with a word.
pub(crate) fn missing_head(span: Span, text: &str) -> Fault {
    error(
        15,
        span,
        format!("句子没有开头的关键词：{}", short(text)),
        format!("the sentence does not begin with a keyword: ‘{}’", short(text)),
    )
    .help("写作「关键词 名称：内容；」", "write ‘keyword name: content;’")
    .into()
}

/// A colon inside a value.
pub(crate) fn stray_colon(span: Span) -> Fault {
    error(16, span, "这里不能有「：」", "no colon may stand here")
        .help(
            "「：」只写在句首的词或字段名之后；条件写在括号里，前一句要以「；」结束",
            "a colon stands only after the head of a sentence or a field's name; end the sentence before it with ‘;’",
        )
        .into()
}

/// Characters that begin nothing.
pub(crate) fn stray_characters(span: Span, text: &str) -> Fault {
    let shown = short(text);
    let first = text.chars().next().unwrap_or_default();
    let (zh, en) = match first {
        '•' | '‧' | '・' | '●' => ("名称中的间隔号写作「·」", "write the dot in a name as ‘·’"),
        '．' => ("路径中的点写作「.」", "write the dot in a path as ‘.’"),
        '／' | '/' => (
            "路径写作「甲/乙」，两边不空；除法写作「÷」",
            "write a path as ‘a/b’ without blanks, a division as ‘÷’",
        ),
        '‘' | '’' | '\'' => ("引文用「“…”」", "quote with “…”"),
        '［' | '］' | '[' | ']' => (
            "方括号只紧接在名称之后；条件和列表用圆括号「（ ）」",
            "square brackets stand right after a name; use round brackets for conditions and lists",
        ),
        '#' | '＃' => ("注释以「//」或「注：」开头", "begin a comment with ‘//’"),
        '…' | '—' => {
            ("省略号与破折号不是规则的一部分，请写全", "write out what the dots or dashes stand for")
        }
        '＆' | '&' => ("「并且」写作「且」", "write ‘and’"),
        '!' | '！' => ("「不是」写作「非」或「不等于」", "write ‘not’ or ‘differs from’"),
        _ => ("删去，或把它放进引号 “…”", "delete it, or put it in quotes"),
    };
    error(17, span, format!("这里不能有「{shown}」"), format!("‘{shown}’ means nothing here"))
        .help(zh, en)
        .into()
}

/// `，` before what is no clause; `meant` is the word after it and the clause word for which it stands.
pub(crate) fn comma_in_list(span: Span, meant: Option<(Span, &'static str, &'static str)>) -> Fault {
    let fault = error(18, span, "「，」之后不是从句", "what follows this comma is no clause");
    if let Some((word, zh, en)) = meant {
        let (say_zh, say_en) = (format!("从句写作「{zh}」"), format!("write ‘{en}’"));
        return fault.help(say_zh.clone(), say_en.clone()).fix(word, zh, say_zh, say_en).into();
    }
    fault
        .help(
            "并列的各项用「、」分开；「，」之后要以从句词开头，如 自、至、情形、凭、依据、说明",
            "a clause word must follow a comma, such as from, to, when, with, cite, note; items of a list are separated by ‘、’ or ‘,’",
        )
        .fix(span, "、", "改为「、」", "replace it by ‘、’")
        .into()
}

/// A clause word without comma.
pub(crate) fn missing_comma(span: Span, word: &str) -> Fault {
    let at = Span::new(span.file, span.start, span.start);
    error(19, span, format!("「{word}」之前缺少「，」"), format!("a comma is missing before ‘{word}’"))
        .help("从句之间用「，」分开", "separate clauses with a comma")
        .fix(at, "，", "加上「，」", "add the comma")
        .into()
}

/// Two separators, or one at an end.
pub(crate) fn empty_item(span: Span) -> Fault {
    error(20, span, "列表中有空项", "the list has an empty item")
        .help("删去多余的「、」，或补上漏写的一项", "delete the mark, or write the item that was forgotten")
        .fix(span, "", "删去", "delete it")
        .into()
}

/// An operand is awaited and nothing comes.
pub(crate) fn missing_operand(after: Option<(Span, &str)>) -> Fault {
    let (span, word) = after.unwrap_or_default();
    let word = short(word);
    error(21, span, format!("「{word}」之后缺少内容"), format!("nothing stands after ‘{word}’"))
        .help(format!("在「{word}」之后写它所指的内容"), format!("write what ‘{word}’ refers to"))
        .into()
}

/// An operator at the front.
pub(crate) fn missing_left_operand(span: Span, word: &str) -> Fault {
    error(21, span, format!("「{word}」之前缺少内容"), format!("nothing stands before ‘{word}’"))
        .help(format!("「{word}」连接前后两项"), format!("‘{word}’ joins two operands"))
        .into()
}

/// A clause word and nothing after it.
pub(crate) fn empty_clause(span: Span, word: &str) -> Fault {
    error(21, span, format!("从句「{word}」没有内容"), format!("the clause ‘{word}’ is empty"))
        .help(format!("在「{word}」之后写内容"), format!("write its content after ‘{word}’"))
        .into()
}

/// A field in brackets without its value.
pub(crate) fn field_without_value(span: Span, name: &str) -> Fault {
    error(
        25,
        span,
        format!("字段「{}」没有写成「名：值」", short(name)),
        format!("‘{}’ is not written as ‘name: value’", short(name)),
    )
    .help("括号中的字段写作（名：值，名：值）", "write fields in brackets as (name: value, name: value)")
    .into()
}

/// A bracket after a declared name that is no ASCII alias.
pub(crate) fn bad_alias(span: Span, text: &str) -> Fault {
    error(
        25,
        span,
        format!("名称之后的「{}」不是英文别名", short(text)),
        format!("‘{}’ after a name is no ASCII alias", short(text)),
    )
    .help(
        "别名只用英文字母、数字与下划线；名称本身含括号的，整个名称放进引号 “…”",
        "an alias holds ASCII letters, digits and underscores; quote a name that holds brackets",
    )
    .into()
}

/// A quantifier with nothing to count.
pub(crate) fn quantifier_without_members(span: Span, word: &str) -> Fault {
    error(29, span, format!("「{word}」没有写明对象"), format!("‘{word}’ counts nothing"))
        .help(
            format!("写作「{word} 甲 属于 集合（条件）」或「至少 1项（甲、乙）」；下限写作「不少于」"),
            format!("write ‘{word} x in collection (condition)’ or ‘at least 1 (a, b)’"),
        )
        .into()
}

/// Two comparisons in a row.
pub(crate) fn comparison_chain(span: Span) -> Fault {
    error(23, span, "比较不能连写", "comparisons do not chain")
        .help("分成两个比较，用「且」相连：甲 大于 1 且 甲 小于 5", "join two comparisons with ‘and’")
        .into()
}

/// An expression above the limit.
pub(crate) fn expression_too_deep(span: Span, limit: u16) -> Fault {
    error(
        24,
        span,
        format!("表达式过长或过深：上限 {limit} 项"),
        format!("the expression is too long or too deep: the limit is {limit}"),
    )
    .help("分成几条规则，或改用列表", "split it into several rules, or use a list")
    .into()
}

/// Two operands side by side.
pub(crate) fn missing_operator(
    span: Span,
    before: &str,
    word: &str,
    clause: bool,
    nearest: Option<(&'static str, &'static str)>,
) -> Fault {
    let (before, shown) = (short(before), short(word));
    let fault = error(
        22,
        span,
        format!("「{before}」与「{shown}」之间缺少运算词"),
        format!("no operator stands between ‘{before}’ and ‘{shown}’"),
    );
    if clause {
        return fault
            .help(
                format!("从句「{shown}」之前写「，」"),
                format!("write a comma before the clause ‘{shown}’"),
            )
            .into();
    }
    match nearest {
        Some((zh, en)) if zh.is_ascii() || word.is_ascii() => {
            fault.help(format!("是否要写「{en}」？"), format!("did you mean ‘{en}’?")).fix(span, en, format!("改为「{en}」"), format!("replace it by ‘{en}’")).into()
        }
        Some((zh, en)) => {
            fault.help(format!("是否要写「{zh}」？"), format!("did you mean ‘{zh}’ ({en})?")).fix(span, zh, format!("改为「{zh}」"), format!("replace it by ‘{zh}’")).into()
        }
        None => fault
            .help(
                "两项并列写「、」，比较写 等于、不少于、早于 等，一句结束写「；」；含空格的名称放进引号 “…”",
                "write ‘,’ between the items of a list, a comparison between operands, ‘;’ after a sentence; quote names with blanks",
            )
            .into(),
    }
}

/// What is wrong with a number or a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NumberFault {
    /// Thousands separators; the number without them.
    Separators(String),
    /// No number.
    Malformed,
    /// More digits than fit.
    TooLong,
    /// The calendar has no such day.
    NoSuchDay,
    /// A date in another form; the right one.
    DateForm(String),
    /// `5-10`; with the right mark.
    RangeMark(String),
}

/// A number, a quantity or a date that is none.
pub(crate) fn number(span: Span, word: &str, found: NumberFault) -> Fault {
    let shown = short(word);
    let replace = |fault: Diagnostic, text: String| -> Fault {
        let (zh, en) = (format!("写作「{text}」"), format!("write ‘{text}’"));
        fault.help(zh.clone(), en.clone()).fix(span, text, zh, en).into()
    };
    match found {
        NumberFault::Separators(text) => replace(
            error(27, span, format!("数字「{shown}」中有千位分隔符"), format!("‘{shown}’ has thousands separators")),
            text,
        ),
        NumberFault::DateForm(text) => replace(
            error(28, span, format!("日期「{shown}」写法不对"), format!("‘{shown}’ is not how a date is written")),
            text,
        ),
        NumberFault::RangeMark(text) => replace(
            error(26, span, format!("范围「{shown}」不能用「-」"), format!("‘-’ is no range mark in ‘{shown}’")),
            text,
        ),
        NumberFault::NoSuchDay => {
            error(28, span, format!("日期「{shown}」不存在"), format!("there is no such day as ‘{shown}’"))
                .help("核对年月日；年份在 1900 至 2199 之间", "check year, month and day; years run from 1900 to 2199")
                .into()
        }
        NumberFault::TooLong => error(26, span, format!("数字「{shown}」过长"), format!("‘{shown}’ has too many digits"))
            .help("至多 28 位数字", "at most 28 digits")
            .into(),
        NumberFault::Malformed => {
            error(26, span, format!("「{shown}」不是数字、数量或日期"), format!("‘{shown}’ is no number, quantity or date"))
                .help(
                    "数量写作「30个工作日」「三十日」「5000万元」，日期写作「2024-07-31」「2024年7月31日」；若是名称，放进引号 “…”",
                    "write quantities as ‘30 workdays’, dates as ‘2024-07-31’; quote it if it is a name",
                )
                .into()
        }
    }
}
