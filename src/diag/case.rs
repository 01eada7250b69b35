//! RC7110 to RC7122 and RC6010, RC6011: acts of a case, and why one cannot be done.

use super::{Diagnostic, Message, dossier::quoted};
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (6010, "法律现在不许这样做", "the law forbids it now"),
    (6011, "按案件现在的状态不能这样做", "the state of the case does not let it be done"),
    (7121, "这个动作读不懂", "the act cannot be read"),
    (7122, "卷宗不能这样续写", "the dossier cannot be extended in place"),
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

/// An act that cannot be done now. `law`: an obligation is in the way, and not only the state of the case.
#[must_use]
pub fn refused(law: bool, deed: &Message, why: &Message) -> Diagnostic {
    Diagnostic::error(
        if law { 6010 } else { 6011 },
        Span::default(),
        format!("现在不能{}：{}", deed.zh, why.zh),
        format!("‘{}’ cannot be done now: {}", deed.en.replace(['‘', '’'], ""), why.en),
    )
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

type Fault = Box<Diagnostic>;

const FORM: (&str, &str) = (
    "写法：动作 步骤 日期 由 谁 结论 …，例如：完成 公开征求意见 2024-06-12 由 市发展和改革委员会",
    "write: ACT STEP DATE by WHOM outcome …, such as: finish public_consultation 2024-06-12 by planning_office",
);

fn unread(zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::error(7121, Span::default(), zh, en)
}

/// Nothing is written.
#[must_use]
pub fn line_empty() -> Fault {
    Box::new(unread("动作是空的", "the act is empty").help(FORM.0, FORM.1))
}

/// Longer than the limit.
#[must_use]
pub fn line_too_long(limit: usize) -> Fault {
    Box::new(
        unread(format!("动作超过 {limit} 字节"), format!("the act is longer than {limit} bytes"))
            .help("写进卷宗文件", "write it into the file of the dossier"),
    )
}

/// A first word that is no act and no event.
#[must_use]
pub fn line_word(word: &str, near: Option<&str>) -> Fault {
    let word = quoted(word);
    let found = unread(
        format!("「{word}」不是动作，也不是声明的事件"),
        format!("‘{word}’ is neither an act nor a declared event"),
    );
    Box::new(match near {
        Some(near) => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")),
        None => found.help(FORM.0, FORM.1),
    })
}

/// A word that begins no clause.
#[must_use]
pub fn line_clause(word: &str, near: Option<&str>) -> Fault {
    let word = quoted(word);
    let found = unread(
        format!("「{word}」不是日期，也不是由、给、结论、材料一类的词"),
        format!("‘{word}’ is no date, and no word such as by, to, outcome, documents"),
    );
    Box::new(match near {
        Some(near) => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")),
        None => found.help(
            "名称里有空格的加引号；日期写成 2024-06-12",
            "put a name with blanks in quotes; write a date as 2024-06-12",
        ),
    })
}

/// A clause without its value.
#[must_use]
pub fn line_value((zh, en): (&str, &str)) -> Fault {
    Box::new(unread(format!("「{zh}」后面没有内容"), format!("nothing follows ‘{en}’")).help(FORM.0, FORM.1))
}

/// A clause twice.
#[must_use]
pub fn line_doubled((zh, en): (&str, &str)) -> Fault {
    Box::new(
        unread(format!("「{zh}」写了两次"), format!("‘{en}’ is written twice"))
            .help("合并成一处，或删去一处", "merge the two, or remove one"),
    )
}

/// No day.
#[must_use]
pub fn line_undated(word: &str) -> Fault {
    let word = quoted(word);
    Box::new(
        unread(format!("「{word}」没有写日期"), format!("‘{word}’ has no date"))
            .help("写出那一天，如 2024-06-12；今天写 today", "write the day, such as 2024-06-12, or ‘today’"),
    )
}

/// An act about the case as a whole that names something.
#[must_use]
pub fn line_about(word: &str, what: &str) -> Fault {
    let (word, what) = (quoted(word), quoted(what));
    Box::new(
        unread(
            format!("「{word}」是整个案件的动作，不写「{what}」"),
            format!("‘{word}’ is about the whole case: ‘{what}’ does not belong to it"),
        )
        .help("理由写在「内容」后面", "write a reason after ‘text’"),
    )
}

/// A quote or a bracket that is not closed.
#[must_use]
pub fn line_unclosed(open: char) -> Fault {
    Box::new(
        unread(format!("「{open}」没有闭合"), format!("‘{open}’ is not closed"))
            .help("补上另一半", "write its other half"),
    )
}

/// A file into which nothing can be inserted with certainty.
#[must_use]
pub fn not_extended(name: &str) -> Fault {
    Box::new(
        Diagnostic::error(
            7122,
            Span::default(),
            format!("「{name}」的写法不能在原处续写"),
            format!("‘{name}’ is written in a way that cannot be extended in place"),
        )
        .help(
            "把 events（事件）写成列表，一项一行；一行一份的文件和标准输入不能续写",
            "write ‘events’ as a list with an item a line; files of many dossiers and standard input cannot be extended",
        ),
    )
}
