//! RC0030–RC0049: slips of the pen in the text, each with what was meant.

use super::Diagnostic;
use crate::text::Span;

/// The codes of this file.
pub(super) const CODES: &[(u16, &str, &str)] = &[
    (30, "括号的种类不对", "a bracket of the wrong kind"),
    (31, "同一个从句写了两次", "the same clause twice"),
    (32, "句末符号写在括号里面", "an end mark inside brackets"),
    (33, "从句之后多写了内容", "content after a clause that takes none"),
    (34, "规则里不用这个词", "a word that rules do not use"),
    (35, "情态词的位置不对", "a word of duty in the wrong place"),
];

/// A round bracket where a brace is meant, or the other way round; `meant` is what belongs there.
pub(crate) fn swapped_bracket(span: Span, written: &str, meant: char) -> Box<Diagnostic> {
    if meant == '，' || meant == ',' {
        return end_inside(span, written, meant);
    }
    let (zh, en) = match meant {
        '｛' | '{' | '｝' | '}' => (
            "块用花括号「｛ ｝」；圆括号「（ ）」只用在一句话里面",
            "a block stands in braces ‘{ }’; round brackets ‘( )’ stand inside a sentence only",
        ),
        _ => (
            "一句话里面用圆括号「（ ）」；花括号「｛ ｝」只用来围住一块",
            "inside a sentence use round brackets ‘( )’; braces ‘{ }’ enclose a block only",
        ),
    };
    Diagnostic::error(
        30,
        span,
        format!("「{written}」应为「{meant}」"),
        format!("‘{written}’ should be ‘{meant}’"),
    )
    .help(zh, en)
    .fix(span, meant, format!("改为「{meant}」"), format!("change to ‘{meant}’"))
    .into()
}

/// A clause of one word that is there already.
pub(crate) fn doubled_clause(span: Span, word: &str) -> Box<Diagnostic> {
    Diagnostic::error(31, span, format!("「{word}」写了两次"), format!("‘{word}’ is written twice"))
        .help("删去其中一个", "delete one of them")
        .fix(span, "", "删去", "delete it")
        .into()
}

/// `；` inside round brackets, where `，` separates fields and clauses.
fn end_inside(span: Span, written: &str, meant: char) -> Box<Diagnostic> {
    Diagnostic::error(
        32,
        span,
        format!("括号还没有结束，这里不能写「{written}」"),
        format!("the bracket is still open: no ‘{written}’ may stand here"),
    )
    .help(
        "括号里面的字段和从句用「，」分开，列表用「、」；句子在「）」之后才结束",
        "inside brackets separate fields and clauses with a comma; the sentence ends after ‘)’",
    )
    .fix(span, meant, format!("改为「{meant}」"), format!("change to ‘{meant}’"))
    .into()
}

/// Something after a clause that is one word: `提示 甲`.
pub(crate) fn clause_takes_nothing(span: Span, word: &str, written: &str) -> Box<Diagnostic> {
    let written = written.trim();
    Diagnostic::error(
        33,
        span,
        format!("「{word}」之后不写内容，这里多出「{written}」"),
        format!("‘{word}’ takes nothing after it: ‘{written}’ is too much"),
    )
    .help("删去；另有从句的，前面加「，」", "delete it, or write a comma before it if it is another clause")
    .fix(span, "", "删去", "delete it")
    .into()
}

/// A word or sign that people write for one of the language: `如果`, `不低于`, `=>`.
pub(crate) fn meant(span: Span, word: &str, zh: &str, en: &str) -> Box<Diagnostic> {
    let shown = if word.is_ascii() && word.contains(char::is_alphabetic) { en } else { zh };
    let fault =
        Diagnostic::error(34, span, format!("规则里不用「{word}」"), format!("rules do not use ‘{word}’"));
    let fault = if shown == en {
        fault.help(format!("写作「{en}」"), format!("write ‘{en}’"))
    } else {
        fault.help(format!("写作「{zh}」"), format!("write ‘{zh}’ (in English ‘{en}’)"))
    };
    fault.fix(span, shown, format!("改为「{shown}」"), format!("change to ‘{shown}’")).into()
}

/// `不少于 一般 30日`: the word of duty stands before what it weighs.
pub(crate) fn misplaced_duty(span: Span, word: &str) -> Box<Diagnostic> {
    Diagnostic::error(
        35,
        span,
        format!("「{word}」不能写在这里"),
        format!("‘{word}’ does not belong here"),
    )
    .help(
        format!("「{word}」写在句首，或者紧接在「：」之后，如「历时 公示期：{word} 不少于 30日」"),
        format!("‘{word}’ stands at the front of the sentence or right after the colon: ‘lasts NAME: {word} at least 30 days’"),
    )
    .into()
}

/// `，` where the sentence ends.
pub(crate) fn comma_for_end(span: Span, written: &str) -> Box<Diagnostic> {
    Diagnostic::error(
        8,
        span,
        format!("句末是「{written}」，应为「；」"),
        format!("the sentence ends with ‘{written}’ instead of ‘;’"),
    )
    .help("一句写完用「；」", "end a sentence with ‘;’")
    .fix(span, "；", "改为「；」", "change to ‘;’")
    .into()
}

/// A quoted name before an article: instruments stand in 《》.
pub(crate) fn quoted_title(span: Span, name: &str) -> Box<Diagnostic> {
    let title = format!("《{name}》");
    Diagnostic::error(
        6,
        span,
        format!("法规的名称要用书名号，不用引号：“{name}”"),
        format!("the title of an instrument stands in 《》, not in quotes: “{name}”"),
    )
    .help(format!("写作「{title}」"), format!("write ‘{title}’"))
    .fix(span, title, "改为书名号", "change the quotes to 《》")
    .into()
}

/// `甲法》`: the opening mark of a title is missing.
pub(crate) fn title_without_open(span: Span, name: &str) -> Box<Diagnostic> {
    Diagnostic::error(
        6,
        span,
        format!("书名号缺少前一半：{name}》"),
        format!("the title lacks its opening mark: {name}》"),
    )
    .help(format!("写作「《{name}》」"), format!("write ‘《{name}》’"))
    .into()
}

/// A keyword that is followed by something other than its colon.
pub(crate) fn keyword_without_colon(span: Span, word: &str) -> Box<Diagnostic> {
    Diagnostic::error(9, span, format!("「{word}」之后缺少「：」"), format!("‘:’ is missing after ‘{word}’"))
        .help(
            format!("写作「{word}：…；」，有名称的写作「{word} 名称：…；」"),
            format!("write ‘{word}: …;’, with a name ‘{word} NAME: …;’"),
        )
        .into()
}

/// A sentence of the law as it stands in the gazette.
pub(crate) fn copied_sentence(span: Span) -> Box<Diagnostic> {
    Diagnostic::error(
        9,
        span,
        "这一句没有写成「关键词：内容」",
        "this sentence is not written as ‘keyword: content’",
    )
    .help(STATUTE.0, STATUTE.1)
    .into()
}

/// What to do with the words of the law.
pub(crate) const STATUTE: (&str, &str) = (
    "法条原文不能直接作规则：机器能查的拆成句子，如「历时 公示期：一般 不少于 30日；」；要由人判断的写成「认定 名称：“原文”；」；原文放在「说明 “…”」里",
    "the words of the law are no rule yet: restate what can be checked, as in ‘lasts NAME: presumptive at least 30 days;’; leave a human judgement to ‘finding NAME: \"…\";’; put the words themselves after ‘note’",
);
