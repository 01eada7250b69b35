//! RC1xxx: names.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (1001, "名称没有声明", "the name is not declared"),
    (1002, "名称声明了两次", "the name is declared twice"),
    (1003, "关键词用错了地方", "the keyword does not belong here"),
    (1004, "不认识的关键词", "the keyword is not known"),
    (1005, "缺少名称", "a name is missing"),
    (1006, "名称与运算词粘连", "a name is glued to an operator word"),
    (1007, "引用的法规没有声明", "the cited instrument is not declared"),
    (1008, "法规名称误作", "the instrument is misnamed"),
    (1009, "引用的条不在该法规内", "the cited article is not in the instrument"),
    (1010, "引入成环", "the imports form a cycle"),
    (1011, "引入的文件找不到", "the imported file was not found"),
    (1012, "引入超出规则根目录", "the import leaves the rules root"),
    // 1013 is gone: the whole language is judged.
    (1014, "名称指代不明", "the name is ambiguous"),
    (1015, "没有规则集声明", "the file has no ruleset declaration"),
    (1016, "义务编号重复", "two obligations have the same id"),
    (1017, "缺少必要的内容", "a required part is missing"),
    (1018, "多余的内容", "a part does not belong here"),
    (1019, "名称遮蔽了外层名称", "the name shadows another"),
    (1020, "名称形近已声明的名称", "the name looks like a declared one"),
    (1031, "免除的项数不符", "the waiver takes another number of items"),
];

/// A field of a 档案 without the name of its 档案.
#[must_use]
pub fn field_without_group(span: Span, name: &str, whole: &str) -> Diagnostic {
    Diagnostic::error(1001, span, format!("「{name}」没有声明"), format!("‘{name}’ is not declared"))
        .help(
            format!("档案的字段前面写档案的名称：「{whole}」"),
            format!("write the name of the facts before their field: ‘{whole}’"),
        )
        .fix(span, whole, format!("改为「{whole}」"), format!("change to ‘{whole}’"))
}

/// A word that begins with a digit and is neither a measure nor a declared name.
#[must_use]
pub fn no_measure(span: Span, word: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        1001,
        span,
        format!("「{word}」不是数量或日期，也不是已声明的名称"),
        format!("‘{word}’ is no quantity or date, nor a declared name"),
    );
    match near {
        Some(near) => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")).fix(
            span,
            near,
            format!("改为「{near}」"),
            format!("change to ‘{near}’"),
        ),
        None => found.help(
            "数量写作「30个工作日」「5000万元」，日期写作「2024-07-31」「2024年7月31日」",
            "write quantities as ‘30 workdays’, dates as ‘2024-07-31’",
        ),
    }
}

/// A name that is not declared; `near` is the nearest declared one.
#[must_use]
pub fn unknown(span: Span, what_zh: &str, what_en: &str, name: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        1001,
        span,
        if what_zh == "事物" {
            format!("「{name}」没有声明")
        } else {
            format!("没有名为「{name}」的{what_zh}")
        },
        if what_zh == "事物" {
            format!("‘{name}’ is not declared")
        } else {
            format!("there is no {what_en} named ‘{name}’")
        },
    );
    match near {
        Some(near) => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")).fix(
            span,
            near,
            format!("改为「{near}」"),
            format!("change to ‘{near}’"),
        ),
        None => found.help(
            format!("先声明它，再在这里使用；或核对「{name}」的写法"),
            format!("declare it before use, or check how ‘{name}’ is written"),
        ),
    }
}

/// A name declared a second time.
#[must_use]
pub fn twice(span: Span, name: &str, first: Span) -> Diagnostic {
    Diagnostic::error(1002, span, format!("「{name}」声明了两次"), format!("‘{name}’ is declared twice"))
        .label(first, "第一次声明在这里", "first declared here")
        .help("给其中一个另取名称，或删去重复的一处", "give one of them another name, or remove it")
}

/// A known keyword in a block that has no place for it.
#[must_use]
pub fn misplaced(span: Span, word: &str, block_zh: &str, block_en: &str) -> Diagnostic {
    Diagnostic::error(
        1003,
        span,
        format!("「{word}」不能写在{block_zh}里"),
        format!("‘{word}’ does not belong in {block_en}"),
    )
    .help(
        format!("把它移到它所属的块里{}", home(word).0),
        format!("move it to the block where it belongs{}", home(word).1),
    )
}

/// The blocks of the keywords that are most often written elsewhere.
const HOMES: &[(&[&str], &str, &str)] = &[
    (
        &["截至", "事实", "记录", "期望", "条目", "卷宗未齐", "as_of", "given", "record", "expect", "entry"],
        "「测试 “…” ｛ ｝」",
        "‘test \"…\" { }’",
    ),
    (
        &["开始", "完成", "次数", "录入", "start", "finish", "attempt"],
        "「记录 步骤 ｛ ｝」",
        "‘record STEP { }’",
    ),
    (&["步骤", "办结", "step", "ends"], "「程序 名称 ｛ ｝」", "‘procedure NAME { }’"),
    (
        &[
            "承办", "前置", "材料", "历时", "限时", "期限", "履行", "认定", "结论", "返回", "会议", "by",
            "after", "requires", "lasts", "within", "perform", "finding", "outcome", "returns", "meeting",
        ],
        "「步骤 名称 ｛ ｝」",
        "‘step NAME { }’",
    ),
    (
        &[
            "文号",
            "层级",
            "施行",
            "期限单位",
            "条文",
            "误作",
            "number",
            "level",
            "in_force",
            "day_unit",
            "articles",
        ],
        "「法规 《…》 ｛ ｝」",
        "‘source 《…》 { }’",
    ),
];

/// Where a keyword belongs: a remark in brackets, empty where many blocks have it.
fn home(word: &str) -> (String, String) {
    let found = HOMES.iter().find(|(words, ..)| words.contains(&word));
    found.map_or_else(Default::default, |(_, zh, en)| (format!("：{zh}"), format!(": {en}")))
}

/// A first word that is no keyword.
#[must_use]
pub fn unknown_keyword(span: Span, word: &str, near: &[&str]) -> Diagnostic {
    let found = Diagnostic::error(
        1004,
        span,
        format!("不认识的关键词「{word}」"),
        format!("‘{word}’ is not a keyword"),
    );
    match near {
        [_, _, ..] => found.help(
            format!("是否应为「{}」？", near.join("」或「")),
            format!("did you mean ‘{}’?", near.join("’ or ‘")),
        ),
        [near] => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")).fix(
            span,
            *near,
            format!("改为「{near}」"),
            format!("change to ‘{near}’"),
        ),
        [] => found.help(
            "每句以关键词开头，如「步骤」「材料」「历时」「应当」",
            "begin each sentence with a keyword, such as ‘step’, ‘requires’, ‘lasts’, ‘must’",
        ),
    }
}

/// A declaration without a name.
#[must_use]
pub fn nameless(span: Span, keyword: &str) -> Diagnostic {
    Diagnostic::error(
        1005,
        span,
        format!("「{keyword}」后面缺少名称"),
        format!("a name is missing after ‘{keyword}’"),
    )
    .help("在关键词后写出名称，并以空格隔开", "write the name after the keyword, with a blank between")
}

/// A name that holds an operator word.
#[must_use]
pub fn glued(span: Span, name: &str, spaced: &str) -> Diagnostic {
    Diagnostic::error(
        1006,
        span,
        format!("「{name}」被读作一个名称"),
        format!("‘{name}’ is read as one name"),
    )
    .help(
        format!("名称与运算词之间要有空格：「{spaced}」"),
        format!("put blanks between names and operator words: ‘{spaced}’"),
    )
    .fix(span, spaced, format!("改为「{spaced}」"), format!("change to ‘{spaced}’"))
}

/// An instrument that is not declared.
#[must_use]
pub fn unknown_instrument(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        1007,
        span,
        format!("没有声明法规《{name}》"),
        format!("the instrument 《{name}》 is not declared"),
    );
    match near {
        Some(near) => found.help(format!("是否应为《{near}》？"), format!("did you mean 《{near}》?")),
        None => found.help(
            format!("先写「法规 《{name}》 ｛ 层级：…； ｝」，或用它的简称"),
            format!("declare it with ‘source 《{name}》 {{ level: …; }}’, or use its short name"),
        ),
    }
}

/// A known misnomer.
#[must_use]
pub fn misnomer(span: Span, name: &str, official: &str) -> Diagnostic {
    Diagnostic::warning(
        1008,
        span,
        format!("《{name}》的正式名称是《{official}》"),
        format!("the official name of 《{name}》 is 《{official}》"),
    )
    .fix(span, format!("《{official}》"), "改用正式名称", "use the official name")
}

/// An article outside the declared index.
#[must_use]
pub fn unknown_article(span: Span, place: &str, instrument: &str, declared: Span) -> Diagnostic {
    Diagnostic::error(
        1009,
        span,
        format!("《{instrument}》没有{place}"),
        format!("《{instrument}》 has no {place}"),
    )
    .label(declared, "它的条文范围在这里声明", "its articles are declared here")
    .help("核对条号；条文有增减的，先改「条文：」", "check the article, or correct ‘articles:’")
}

/// A name that may mean several things.
#[must_use]
pub fn ambiguous(span: Span, name: &str, candidates: &[String]) -> Diagnostic {
    let list = candidates.join("」「");
    Diagnostic::error(1014, span, format!("「{name}」指代不明"), format!("‘{name}’ is ambiguous"))
        .help(format!("写全名：「{list}」"), format!("write it in full: ‘{}’", candidates.join("’, ‘")))
}

/// Two obligations with one id.
#[must_use]
pub fn same_id(span: Span, id: &str, first: Span) -> Diagnostic {
    Diagnostic::error(
        1016,
        span,
        format!("同一处已有编号为「{id}」的义务"),
        format!("an obligation with the id ‘{id}’ exists already"),
    )
    .label(first, "第一条在这里", "the first one is here")
    .help("在关键词后给这一句取名，如「应当 署名盖章：…」", "give the sentence a name after its keyword")
}

/// Something a sentence cannot do without.
#[must_use]
pub fn required(span: Span, zh: &str, en: &str) -> Diagnostic {
    Diagnostic::error(1017, span, format!("缺少{zh}"), format!("{en} is missing"))
}

/// Something a sentence has no place for.
#[must_use]
pub fn surplus(span: Span, zh: &str, en: &str) -> Diagnostic {
    Diagnostic::error(1018, span, format!("{zh}不能写在这里"), format!("{en} does not belong here"))
        .help("删去它，或者写到它所属的句子里", "delete it, or move it to the sentence where it belongs")
}

/// A named waiver used with too few or too many items.
#[must_use]
pub fn arguments(span: Span, name: &str, formals: &str, declared: Span) -> Diagnostic {
    let found = Diagnostic::error(
        1031,
        span,
        format!("「{name}」后面括号里的项数与声明不符"),
        format!("‘{name}’ takes another number of items in brackets"),
    )
    .label(declared, "在这里声明", "declared here");
    if formals.is_empty() {
        return found.help(format!("写成「免除：{name}；」"), format!("write ‘waived: {name};’"));
    }
    found.help(
        format!("括号里依次写：{formals}，如「免除：{name}（…）；」"),
        format!("write in brackets, in this order: {formals}"),
    )
}

/// A variable that hides a declared name.
#[must_use]
pub fn shadowing(span: Span, name: &str, first: Option<Span>) -> Diagnostic {
    let found = Diagnostic::error(
        1019,
        span,
        format!("「{name}」遮蔽了已声明的同名事物"),
        format!("‘{name}’ hides a declared name"),
    )
    .help("给它另取一个名称", "give it another name");
    match first {
        Some(first) => found.label(first, "已在这里声明", "declared here"),
        None => found,
    }
}

/// A name that differs from a declared one only to a machine.
#[must_use]
pub fn lookalike(span: Span, name: &str, other: &str, codepoint: &str) -> Diagnostic {
    Diagnostic::error(
        1020,
        span,
        format!("「{name}」与已声明的「{other}」看起来一样，但字符不同（{codepoint}）"),
        format!("‘{name}’ looks like the declared ‘{other}’ but has other characters ({codepoint})"),
    )
    .fix(span, other, format!("改为「{other}」"), format!("change to ‘{other}’"))
}

/// A file without 规则集.
#[must_use]
pub fn no_ruleset(span: Span) -> Diagnostic {
    Diagnostic::error(1015, span, "文件没有「规则集」声明", "the file has no ‘ruleset’ declaration")
        .help("在文件开头写：规则集 名称 版本 “1”。", "begin the file with: ruleset NAME version \"1\";")
}

/// Imports that lead back to where they began.
#[must_use]
pub fn import_cycle(span: Span, files: &[String]) -> Diagnostic {
    let chain = files.join(" → ");
    Diagnostic::error(1010, span, format!("引入成环：{chain}"), format!("the imports form a cycle: {chain}"))
        .help("把共同的内容移到第三个文件里", "move what both need into a third file")
}

/// An import that leads nowhere.
#[must_use]
pub fn import_missing(span: Span, path: &str) -> Diagnostic {
    Diagnostic::error(
        1011,
        span,
        format!("找不到要引入的文件「{path}」"),
        format!("the imported file ‘{path}’ was not found"),
    )
    .help(
        "路径从本文件所在的目录写起，或写内置规则包的路径",
        "paths start from this file's folder, or name a pack inside the program",
    )
}

/// An import that leaves the rules root.
#[must_use]
pub fn import_escapes(span: Span, path: &str) -> Diagnostic {
    Diagnostic::error(
        1012,
        span,
        format!("引入「{path}」超出了规则根目录"),
        format!("the import ‘{path}’ leaves the rules root"),
    )
    .help("把文件移到规则根目录之内", "move the file into the rules root")
}
