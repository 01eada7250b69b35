//! RC7xxx: dossier input. Faults of the text of a dossier, of its shape, and of its values against the rules.
//!
//! The functions take words, never rule sets; whoever finds a fault looks the words up. Faults of values are made
//! without a place and get it from whoever knows the text.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (7001, "卷宗是空的", "the dossier is empty"),
    (7002, "卷宗太大", "the dossier is too large"),
    (7003, "嵌套太深", "the nesting is too deep"),
    (7004, "内容太多", "too many values"),
    (7005, "此处无法读取", "this cannot be read here"),
    (7006, "缺少逗号", "a comma is missing"),
    (7007, "多余的逗号", "a comma too many"),
    (7008, "括号没有闭合", "a bracket is not closed"),
    (7009, "括号不配对", "brackets do not match"),
    (7010, "引号没有闭合", "a quote is not closed"),
    (7011, "转义写法有误", "the escape is malformed"),
    (7012, "用了全角标点", "full-width punctuation"),
    (7013, "文字没有加引号", "a text without quotes"),
    (7014, "数字写法有误", "the number is malformed"),
    (7015, "数字过长，无法精确保存", "the number is too long to be kept exactly"),
    (7016, "JSON 里不能写注释", "JSON has no comments"),
    (7017, "卷宗结束后还有内容", "something follows the end of the dossier"),
    (7018, "缺少冒号或内容", "a colon or a value is missing"),
    (7020, "类型不符", "the type is wrong"),
    (7021, "不认识的键", "the key is not known"),
    (7022, "缺少必要的键", "a required key is missing"),
    (7023, "键重复", "the key is doubled"),
    (7025, "应为不太大的整数", "a small whole number is expected"),
    (7030, "没有这个规则集", "there is no such ruleset"),
    (7031, "没有这个程序", "there is no such procedure"),
    (7032, "没有这个步骤", "there is no such step"),
    (7033, "名称指代不明", "the name is ambiguous"),
    (7034, "没有这个角色", "there is no such role"),
    (7035, "没有这种材料", "there is no such kind of document"),
    (7036, "没有这个字段", "there is no such field"),
    (7037, "没有这种事件", "there is no such event"),
    (7038, "没有声明的结论", "the outcome is not declared"),
    (7039, "没有这项义务", "there is no such obligation"),
    (7041, "义务的种类不符", "the obligation is of another kind"),
    (7042, "不认识的键，也没有这个档案", "neither a known key nor a declared group of facts"),
    (7043, "不在取值之内", "not one of the declared values"),
    (7050, "日期写法有误", "the date is malformed"),
    (7051, "日期不存在", "the date does not exist"),
    (7052, "时刻写法有误", "the time of day is malformed"),
    (7053, "日期不应带时刻", "a date is expected, without a time"),
    (7054, "缺少单位", "the unit is missing"),
    (7055, "不认识的单位", "the unit is not known"),
    (7056, "单位不符", "the unit is of another kind"),
    (7057, "不是数字", "not a number"),
    (7058, "缺少必填字段", "a required field is missing"),
    (7059, "同一字段写了两次", "the field is given twice"),
    (7060, "完成早于开始", "the finish lies before the start"),
    (7061, "同一步骤的次数重复", "the attempt is recorded twice"),
    (7062, "次数不连续", "an attempt is left out"),
    (7063, "晚于卷宗自己的截至日期", "later than the dossier's own as-of date"),
    (7064, "起止颠倒", "the interval is inverted"),
    (7065, "该角色只有一名", "the role is held by one alone"),
    (7066, "不认识的会议决定", "the decision is not known"),
    (7067, "不认识的认定结果", "the result of the finding is not known"),
    (7068, "摘要值写法有误", "the digest is malformed"),
    (7069, "期限写法有误", "the period is malformed"),
    (7120, "参数已由规则确定", "the rules have set the parameter"),
    (7070, "不能为空", "must not be empty"),
    (7076, "没有这项任务", "there is no such task"),
    (7077, "同一任务写了两次", "the task is given twice"),
    (7101, "不认识的意见结果", "the result of the opinion is not known"),
    (7102, "不认识的投票结果", "the vote is not known"),
    (7103, "同一人投票两次", "somebody votes twice"),
    (7104, "票数与记名投票不符", "the votes differ from the ballots"),
    (7105, "人数或者票数不可能", "the numbers cannot be true together"),
    (7099, "问题太多，其余从略", "too many faults; the rest are left out"),
];

/// LIMIT: user text is quoted up to this many characters.
const QUOTED: usize = 40;

/// User text as it is quoted in a message: one line, of bounded length.
#[must_use]
pub fn quoted(text: &str) -> String {
    let mut shown: String =
        text.chars().take(QUOTED).map(|c| if c.is_control() { '\u{FFFD}' } else { c }).collect();
    if text.chars().nth(QUOTED).is_some() {
        shown.push('…');
    }
    shown
}

/// A fault whose place is found later.
fn unplaced(code: u16, zh: String, en: String) -> Diagnostic {
    Diagnostic::error(code, Span::default(), zh, en)
}

/// The candidates in one line: at most eight of them.
fn listed(names: &[&str], zh: bool) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(8)
        .map(|name| if zh { format!("「{}」", quoted(name)) } else { format!("‘{}’", quoted(name)) })
        .collect();
    let more = if names.len() > 8 { "…" } else { "" };
    format!("{}{more}", shown.join(if zh { "、" } else { ", " }))
}

/// Adds the nearest name, or else the names there are.
pub(super) fn suggest(found: Diagnostic, near: Option<&str>, all: &[&str]) -> Diagnostic {
    match near {
        Some(near) => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")),
        None if !all.is_empty() => found
            .help(format!("可以写：{}", listed(all, true)), format!("write one of: {}", listed(all, false))),
        None => found,
    }
}

/// Nothing but blanks.
#[must_use]
pub fn empty(span: Span) -> Diagnostic {
    Diagnostic::error(7001, span, "卷宗是空的", "the dossier is empty")
        .help("至少写出程序和截至日期", "write at least the procedure and the as-of date")
}

/// Larger than the limit.
#[must_use]
pub fn too_large(bytes: usize, limit: usize) -> Diagnostic {
    unplaced(
        7002,
        format!("卷宗有 {bytes} 字节，上限是 {limit} 字节"),
        format!("the dossier has {bytes} bytes, the limit is {limit}"),
    )
    .help("把卷宗按项目拆开", "split it into one dossier a project")
}

/// Nested deeper than the limit.
#[must_use]
pub fn too_deep(span: Span, limit: u32) -> Diagnostic {
    Diagnostic::error(
        7003,
        span,
        format!("括号嵌套超过 {limit} 层"),
        format!("brackets are nested more than {limit} deep"),
    )
}

/// More values than the limit.
#[must_use]
pub fn too_many(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        7004,
        span,
        format!("卷宗的内容超过 {limit} 项"),
        format!("the dossier holds more than {limit} values"),
    )
    .help("把卷宗按项目拆开", "split it into one dossier a project")
}

/// Something that cannot stand here.
#[must_use]
pub fn unexpected(span: Span, found: &str, zh: &str, en: &str) -> Diagnostic {
    let found = quoted(found);
    Diagnostic::error(
        7005,
        span,
        format!("此处不能写「{found}」，应为{zh}"),
        format!("‘{found}’ cannot stand here: {en} expected"),
    )
}

/// Two elements without a comma between them.
#[must_use]
pub fn missing_comma(span: Span) -> Diagnostic {
    Diagnostic::error(7006, span, "前后两项之间缺少逗号", "a comma is missing between two entries")
        .help("在前一项之后写「,」", "write ‘,’ after the entry before")
        .fix(span, ",", "补写逗号", "add the comma")
}

/// A comma with nothing before or after it.
#[must_use]
pub fn extra_comma(span: Span) -> Diagnostic {
    Diagnostic::error(7007, span, "多余的逗号", "a comma too many").help("删去它", "remove it").fix(
        span,
        "",
        "删去逗号",
        "remove the comma",
    )
}

/// A bracket that is never closed; `span` is the bracket.
#[must_use]
pub fn unclosed(span: Span, open: char, close: char) -> Diagnostic {
    Diagnostic::error(
        7008,
        span,
        format!("「{open}」没有闭合，缺少「{close}」"),
        format!("‘{open}’ is not closed: ‘{close}’ is missing"),
    )
    .help(format!("在它的内容之后写「{close}」"), format!("write ‘{close}’ after what it holds"))
}

/// A closing bracket that does not match the open one.
#[must_use]
pub fn mismatched(span: Span, found: char, close: char, open: Span) -> Diagnostic {
    Diagnostic::error(
        7009,
        span,
        format!("「{found}」与前面的括号不配对，应为「{close}」"),
        format!("‘{found}’ does not match the open bracket: ‘{close}’ expected"),
    )
    .label(open, "在这里打开", "opened here")
}

/// A text whose quote is never closed; `span` is the opening quote.
#[must_use]
pub fn unclosed_quote(span: Span) -> Diagnostic {
    Diagnostic::error(7010, span, "引号没有闭合", "the quote is not closed")
        .help("在这段文字的末尾补上引号", "add the quote at the end of the text")
}

/// A backslash followed by what it cannot escape, or a control character that must be escaped.
#[must_use]
pub fn bad_escape(span: Span) -> Diagnostic {
    Diagnostic::error(7011, span, "转义写法有误", "the escape is malformed").help(
        "反斜杠写作「\\\\」，换行写作「\\n」，控制字符写作「\\u00XX」",
        "write a backslash as ‘\\\\’, a line end as ‘\\n’, a control character as ‘\\u00XX’",
    )
}

/// Full-width punctuation outside a text.
#[must_use]
pub fn full_width(span: Span, found: char, ascii: char) -> Diagnostic {
    Diagnostic::error(
        7012,
        span,
        format!("用了全角的「{found}」，应为半角的「{ascii}」"),
        format!("full-width ‘{found}’: write ‘{ascii}’"),
    )
    .fix(span, ascii, "改为半角", "change to half-width")
}

/// A text or a key without quotes.
#[must_use]
pub fn unquoted(span: Span, word: &str) -> Diagnostic {
    let word = quoted(word);
    let lower = word.to_ascii_lowercase();
    let found = Diagnostic::error(
        7013,
        span,
        format!("「{word}」没有加引号"),
        format!("‘{word}’ stands without quotes"),
    );
    match lower.as_str() {
        "true" | "false" | "null" => found.help(format!("写作 {lower}"), format!("write {lower}")),
        _ => found.help(format!("写作 \"{word}\""), format!("write \"{word}\"")),
    }
}

/// What begins as a number and is none.
#[must_use]
pub fn malformed_number(span: Span, word: &str) -> Diagnostic {
    let word = quoted(word);
    Diagnostic::error(7014, span, format!("「{word}」不是数字"), format!("‘{word}’ is not a number")).help(
        format!("日期和带单位的数量加引号：\"{word}\""),
        format!("put dates and quantities with units in quotes: \"{word}\""),
    )
}

/// A number with more digits than are kept.
#[must_use]
pub fn inexact_number(span: Span, word: &str) -> Diagnostic {
    let word = quoted(word);
    Diagnostic::error(
        7015,
        span,
        format!("数字「{word}」过长，无法精确保存"),
        format!("the number ‘{word}’ is too long to be kept exactly"),
    )
    .help(
        "数字最多 28 位；编号之类不作计算的，加引号写成文字",
        "at most 28 digits; put what is not counted with, such as a number of a document, in quotes",
    )
}

/// A comment in JSON.
#[must_use]
pub fn comment(span: Span) -> Diagnostic {
    Diagnostic::error(7016, span, "JSON 里不能写注释", "JSON has no comments")
        .help("删去注释，或改用 RON", "remove it, or write the dossier in RON")
}

/// Something after the end.
#[must_use]
pub fn trailing(span: Span) -> Diagnostic {
    Diagnostic::error(7017, span, "卷宗结束后还有内容", "something follows the end of the dossier")
        .help("一个文件一份卷宗；多份请用 .jsonl", "one dossier a file; for several use .jsonl")
}

/// A key without its colon or its value.
#[must_use]
pub fn no_value(span: Span, key: &str, colon: bool) -> Diagnostic {
    let key = quoted(key);
    let (zh, en) = if colon { ("冒号", "its colon") } else { ("内容", "its value") };
    Diagnostic::error(7018, span, format!("键「{key}」之后缺少{zh}"), format!("the key ‘{key}’ lacks {en}"))
}

/// A value of a wrong type; `found` and `expected` in both languages.
#[must_use]
pub fn wrong_type(expected: (&str, &str), found: (&str, &str)) -> Diagnostic {
    unplaced(
        7020,
        format!("此处是{}，应为{}", found.0, expected.0),
        format!("{} stands here, {} expected", found.1, expected.1),
    )
}

/// The help for a text with a full-width colon where a record or a list is expected.
#[must_use]
pub fn full_width_colon(found: Diagnostic) -> Diagnostic {
    found.help(
        "键后的「：」是全角的：写半角冒号和一个空格",
        "‘：’ is full-width: after a key write a half-width colon and a blank",
    )
}

/// A key that has no meaning here.
#[must_use]
pub fn unknown_key(key: &str, near: Option<&str>, all: &[&str]) -> Diagnostic {
    let key = quoted(key);
    suggest(
        unplaced(7021, format!("不认识的键「{key}」"), format!("the key ‘{key}’ is not known")),
        near,
        all,
    )
}

/// A key that must be given.
#[must_use]
pub fn missing_key(en: &str, zh: &str) -> Diagnostic {
    unplaced(7022, format!("缺少键「{zh}」（{en}）"), format!("the key ‘{en}’ ({zh}) is missing"))
}

/// A key given twice, in the same word or in both vocabularies.
#[must_use]
pub fn doubled_key(key: &str) -> Diagnostic {
    let key = quoted(key);
    unplaced(7023, format!("键「{key}」重复"), format!("the key ‘{key}’ is given twice"))
        .help("合并成一处，或删去一处", "merge the two, or remove one")
}

/// Not a whole number from 0 to 4294967295.
#[must_use]
pub fn not_a_count(found: &str) -> Diagnostic {
    unplaced(
        7025,
        format!("「{found}」不是 0 以上的整数"),
        format!("‘{found}’ is not a whole number from 0 up"),
    )
}

/// A name that the rules do not declare: `what` in both languages.
#[must_use]
pub fn unknown_name(
    code: u16,
    what: (&str, &str),
    name: &str,
    near: Option<&str>,
    all: &[&str],
) -> Diagnostic {
    let name = quoted(name);
    let found = unplaced(
        code,
        format!("没有名为「{name}」的{}", what.0),
        format!("there is no {} named ‘{name}’", what.1),
    );
    suggest(found, near, all)
}

/// A name that several things bear.
#[must_use]
pub fn ambiguous(what: (&str, &str), name: &str, candidates: &[&str]) -> Diagnostic {
    let name = quoted(name);
    unplaced(
        7033,
        format!("「{name}」指代不明：有 {} 个这样的{}", candidates.len(), what.0),
        format!("‘{name}’ is ambiguous: {} {} bear this name", candidates.len(), what.1),
    )
    .help(
        format!("写明路径：{}", listed(candidates, true)),
        format!("write the path: {}", listed(candidates, false)),
    )
}

/// An obligation of another kind than the entry is about.
#[must_use]
pub fn wrong_obligation(id: &str, expected: (&str, &str)) -> Diagnostic {
    unplaced(7041, format!("「{id}」不是{}", expected.0), format!("‘{id}’ is not {}", expected.1))
}

/// A word that is none of the declared ones.
#[must_use]
pub fn not_among(code: u16, what: (&str, &str), word: &str, near: Option<&str>, all: &[&str]) -> Diagnostic {
    let word = quoted(word);
    let found = unplaced(code, format!("「{word}」不是{}", what.0), format!("‘{word}’ is not {}", what.1));
    if near.is_some() || !all.is_empty() { suggest(found, near, all) } else { found }
}

/// A text that is not written as a date.
#[must_use]
pub fn malformed_date(text: &str) -> Diagnostic {
    let text = quoted(text);
    unplaced(7050, format!("「{text}」不是日期"), format!("‘{text}’ is not a date"))
        .help("日期写作 2024-07-31", "write a date as 2024-07-31")
}

/// A date that the calendar does not have, or a year out of range.
#[must_use]
pub fn no_such_date(text: &str, year: bool) -> Diagnostic {
    let found = unplaced(7051, format!("日期「{text}」不存在"), format!("the date ‘{text}’ does not exist"));
    if year {
        found.help("年份应在 1900 与 2199 之间", "the year must lie between 1900 and 2199")
    } else {
        found.help("核对月份的天数", "check how many days the month has")
    }
}

/// A time of day that is malformed.
#[must_use]
pub fn bad_time(text: &str) -> Diagnostic {
    let text = quoted(text);
    unplaced(7052, format!("「{text}」的时刻写法有误"), format!("the time in ‘{text}’ is malformed"))
        .help("时刻写作 2024-07-31T14:30，精确到分", "write it as 2024-07-31T14:30, to the minute")
}

/// A time where a date is asked for.
#[must_use]
pub fn date_with_time(text: &str) -> Diagnostic {
    let date: String = text.chars().take(10).collect();
    unplaced(
        7053,
        format!("「{text}」带有时刻，此处只写日期"),
        format!("‘{text}’ has a time, a date is expected"),
    )
    .help(format!("写作「{date}」"), format!("write ‘{date}’"))
}

/// A bare number where a unit is needed.
#[must_use]
pub fn missing_unit(number: &str, units: &[&str]) -> Diagnostic {
    let (number, unit) = (quoted(number), units.first().copied().unwrap_or_default());
    unplaced(7054, format!("「{number}」缺少单位"), format!("‘{number}’ lacks its unit")).help(
        format!("连同单位加引号，例如 \"{number}{unit}\"；单位可以是{}", listed(units, true)),
        format!(
            "write it with its unit in quotes, such as \"{number}{unit}\"; units: {}",
            listed(units, false)
        ),
    )
}

/// A quantity whose unit is not known.
#[must_use]
pub fn unknown_unit(text: &str, units: &[&str]) -> Diagnostic {
    let text = quoted(text);
    unplaced(7055, format!("「{text}」的单位不认识"), format!("the unit of ‘{text}’ is not known"))
        .help(format!("单位可以是{}", listed(units, true)), format!("units: {}", listed(units, false)))
}

/// A quantity in a unit of another dimension.
#[must_use]
pub fn wrong_unit(text: &str, unit: &str, units: &[&str]) -> Diagnostic {
    let text = quoted(text);
    unplaced(
        7056,
        format!("「{text}」的单位「{unit}」与字段不符"),
        format!("the unit ‘{unit}’ of ‘{text}’ does not fit the field"),
    )
    .help(format!("单位可以是{}", listed(units, true)), format!("units: {}", listed(units, false)))
}

/// A text that is not a number.
#[must_use]
pub fn not_a_number(text: &str, whole: bool) -> Diagnostic {
    let text = quoted(text);
    let (zh, en) = if whole { ("整数", "a whole number") } else { ("数字", "a number") };
    unplaced(7057, format!("「{text}」不是{zh}"), format!("‘{text}’ is not {en}"))
}

/// A 必填 field that is not given.
#[must_use]
pub fn missing_field(owner: &str, field: &str) -> Diagnostic {
    unplaced(
        7058,
        format!("「{owner}」缺少必填字段「{field}」"),
        format!("‘{owner}’ lacks the required field ‘{field}’"),
    )
}

/// A field given by its name and again by its alias.
#[must_use]
pub fn field_twice(field: &str) -> Diagnostic {
    unplaced(7059, format!("字段「{field}」写了两次"), format!("the field ‘{field}’ is given twice"))
        .help("名称和别名是同一个字段，删去一处", "the name and the alias are one field: remove one")
}

/// A record that finishes before it starts.
#[must_use]
pub fn finish_before_start(finish: &str, start: &str) -> Diagnostic {
    unplaced(
        7060,
        format!("完成（{finish}）早于开始（{start}）"),
        format!("the finish ({finish}) lies before the start ({start})"),
    )
    .help("核对两个日期", "check the two dates")
}

/// A second record of the same attempt.
#[must_use]
pub fn doubled_attempt(step: &str, attempt: u32) -> Diagnostic {
    unplaced(
        7061,
        format!("「{step}」的第 {attempt} 次记录重复"),
        format!("attempt {attempt} of ‘{step}’ is recorded twice"),
    )
    .help("重做的记录写明次数：attempt: 2", "a repetition says so: attempt: 2")
}

/// A second entry of the same task.
#[must_use]
pub fn doubled_task(task: &str) -> Diagnostic {
    unplaced(7077, format!("任务「{task}」写了两次"), format!("the task ‘{task}’ is given twice"))
        .help("把两处并作一处", "make one entry of the two")
}

/// An attempt whose predecessor is not recorded.
#[must_use]
pub fn attempt_gap(step: &str, attempt: u32) -> Diagnostic {
    if attempt == 0 {
        return unplaced(
            7062,
            format!("「{step}」的次数应从 1 起"),
            format!("attempts of ‘{step}’ count from 1"),
        );
    }
    let before = attempt.saturating_sub(1);
    unplaced(
        7062,
        format!("「{step}」有第 {attempt} 次记录，却没有第 {before} 次"),
        format!("attempt {attempt} of ‘{step}’ is recorded, attempt {before} is not"),
    )
    .help("次数从 1 起连续", "attempts count from 1 without gaps")
}

/// Something dated after the dossier's own as-of date.
#[must_use]
pub fn after_as_of(date: &str, as_of: &str) -> Diagnostic {
    unplaced(
        7063,
        format!("日期「{date}」晚于卷宗的截至日期 {as_of}"),
        format!("‘{date}’ is later than the dossier's as-of date {as_of}"),
    )
    .help("核对日期，或改写截至日期", "check the date, or move the as-of date")
}

/// An interval that ends before it begins.
#[must_use]
pub fn inverted(from: &str, to: &str) -> Diagnostic {
    unplaced(
        7064,
        format!("止（{to}）早于起（{from}）"),
        format!("the end ({to}) lies before the beginning ({from})"),
    )
}

/// Several members for a role of one.
#[must_use]
pub fn one_alone(role: &str, given: usize) -> Diagnostic {
    unplaced(
        7065,
        format!("角色「{role}」只有一名，写了 {given} 名"),
        format!("the role ‘{role}’ is held by one, {given} are given"),
    )
}

/// A second vote under one name.
#[must_use]
pub fn doubled_ballot(name: &str) -> Diagnostic {
    let name = quoted(name);
    unplaced(7103, format!("「{name}」投票两次"), format!("‘{name}’ votes twice"))
        .help("一人一票，只留一次", "everybody has one vote: keep one of the two")
}

/// Votes that are counted and named, and differ; both in words, Chinese and English.
#[must_use]
pub fn votes_differ(counted: (String, String), named: (String, String)) -> Diagnostic {
    unplaced(
        7104,
        format!("票数为{}，记名投票却是{}", counted.0, named.0),
        format!("{} are counted, the ballots say {}", counted.1, named.1),
    )
    .help("核对后改正一处，或者只写记名投票", "correct one of them, or give the ballots alone")
}

/// More of one thing than of what it is a part of; each with its name, Chinese and English.
#[must_use]
pub fn more_than(few: (u32, &str, &str), many: (u32, &str, &str)) -> Diagnostic {
    unplaced(
        7105,
        format!("{}有 {}，多于{}的 {}", few.1, few.0, many.1, many.0),
        format!("{} are {}, more than {}, {}", few.2, few.0, many.2, many.0),
    )
}

/// A digest that is not 64 hexadecimal digits.
#[must_use]
pub fn bad_digest(text: &str) -> Diagnostic {
    let text = quoted(text);
    unplaced(7068, format!("「{text}」不是 SHA-256 摘要"), format!("‘{text}’ is not a SHA-256 digest"))
        .help("摘要是 64 位十六进制数字", "a digest has 64 hexadecimal digits")
}

/// A text that is not a period.
#[must_use]
pub fn bad_period(text: &str) -> Diagnostic {
    let text = quoted(text);
    unplaced(7069, format!("「{text}」不是期限"), format!("‘{text}’ is not a period")).help(
        "期限写作「10个工作日」「15日」「3个月」",
        "write a period as ‘10 workdays’, ‘15 days’, ‘3 months’",
    )
}

/// A parameter that the rules have set for good.
#[must_use]
pub fn fixed_parameter(name: &str) -> Diagnostic {
    let name = quoted(name);
    unplaced(
        7120,
        format!("参数「{name}」已由规则确定，卷宗不能另设"),
        format!("the rules have set the parameter ‘{name}’, a dossier may not"),
    )
    .help(
        "从卷宗里删去它；规则里写「待定」或「默认 …」的参数才由卷宗设定",
        "remove it; a dossier sets what the rules declare ‘undecided’ or with a ‘default’",
    )
}

/// An empty text or list where something must be said.
#[must_use]
pub fn must_not_be_empty() -> Diagnostic {
    unplaced(7070, "此处不能为空".into(), "this must not be empty".into())
}

/// More faults than are kept.
#[must_use]
pub fn more(dropped: usize) -> Diagnostic {
    unplaced(7099, format!("另有 {dropped} 个问题从略"), format!("{dropped} more faults are left out"))
}
