//! RC2xxx: types and units.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (2001, "两边类型不同", "the two sides differ in type"),
    (2002, "这里需要条件", "a condition is needed here"),
    (2003, "日与工作日不能直接比较", "days and working days do not compare"),
    (2004, "单位不同", "the units differ"),
    (2005, "这里需要日期", "a date is needed here"),
    (2006, "这里需要期间", "a period is needed here"),
    (2007, "没有这个取值", "no such member"),
    (2008, "没有这个字段", "no such field"),
    (2009, "裸字符串", "a bare string"),
    (2010, "这里需要步骤", "a step is needed here"),
    (2011, "这里需要数", "a number is needed here"),
    (2012, "不认识的类型", "the type is not known"),
    (2013, "默认值与类型不符", "the default does not fit the type"),
    (2014, "这里需要可数的集合", "a collection is needed here"),
    (2015, "裸日的计算方式没有声明", "how bare days count is not declared"),
    (2016, "期间须为整数", "a period must be a whole number"),
    (2017, "有多个值", "several values"),
    (2018, "这里需要文字", "a text is needed here"),
    (2031, "参数的值与类型不符", "the value does not fit the parameter"),
    (2032, "这里的期间必须已经确定", "the period must be decided here"),
    (2040, "有单位的和没有单位的不能相加减", "a quantity and a bare number do not add up"),
    (2041, "日期只能相减", "dates can only be subtracted"),
    (2042, "除以零", "a division by nought"),
    (2043, "逐项检查的层数太多", "quantifiers nest too deep"),
    (2044, "个数超过列出的项数", "more than there are items"),
    (2045, "列表套得太深", "lists nest too deep"),
    (2046, "只有列表有自己的字段", "only a list has fields of its own"),
];

/// Two sides that do not compare.
#[must_use]
pub fn mismatch(span: Span, left: (&str, &str), right: (&str, &str)) -> Diagnostic {
    Diagnostic::error(
        2001,
        span,
        format!("左边是{}，右边是{}，不能比较", left.0, right.0),
        format!("the left side is {}, the right side is {}: they do not compare", left.1, right.1),
    )
    .help(comparable(left.0, right.0).0, comparable(left.0, right.0).1)
}

/// What to write so that the two sides compare.
fn comparable(left: &str, right: &str) -> (&'static str, &'static str) {
    match (left, right) {
        ("日期", "文本") | ("文本", "日期") => {
            ("日期不加引号：2024-07-01", "write a date without quotes: 2024-07-01")
        }
        ("带单位的数", "数") | ("数", "带单位的数") => {
            ("补上单位，如「10万元」「5个」", "write the unit, as in ‘10 yuan’, ‘5 items’")
        }
        (_, "文本") | ("文本", _) => {
            ("取值、是否和数都不加引号", "members, yes and no, and numbers stand without quotes")
        }
        _ => ("两边换成同一类型的值", "compare values of one type"),
    }
}

/// Not a condition.
#[must_use]
pub fn not_a_condition(span: Span, found: (&str, &str)) -> Diagnostic {
    Diagnostic::error(
        2002,
        span,
        format!("这里需要条件，得到的是{}", found.0),
        format!("a condition is needed here, not {}", found.1),
    )
    .help(
        "写成比较，如「等于」「不少于」「属于」，或用是否字段",
        "write a comparison, such as ‘equals’, ‘at least’, ‘in’, or use a yes/no field",
    )
}

/// 日 against 工作日.
#[must_use]
pub fn days_against_workdays(span: Span) -> Diagnostic {
    Diagnostic::error(
        2003,
        span,
        "日与工作日是不同的单位，没有起算日就不能比较",
        "days and working days are different units and compare only from a start date",
    )
    .help(
        "两边用同一单位，或写成「自 … 之日起」的历时、限时",
        "use one unit on both sides, or write a period ‘from …’",
    )
}

/// Units of different dimensions.
#[must_use]
pub fn unit_mismatch(span: Span, left: &str, right: &str) -> Diagnostic {
    Diagnostic::error(
        2004,
        span,
        format!("单位不同：左边以{left}计，右边以{right}计"),
        format!("the units differ: {left} on the left, {right} on the right"),
    )
    .help("两边用同一类单位", "use units of one kind on both sides")
}

/// A quantity with a unit added to a bare number, or compared with it.
#[must_use]
pub fn unit_and_number(span: Span, unit: &str) -> Diagnostic {
    Diagnostic::error(
        2040,
        span,
        format!("一边以{unit}计，另一边没有单位，不能相加减，也不能比较"),
        format!("one side is in {unit}, the other has no unit: they neither add up nor compare"),
    )
    .help(
        "给没有单位的数写上单位，如「5万元」；人均、占比用「除」来算",
        "give the bare number its unit, such as ‘5万元’; shares and averages are computed with ‘divided by’",
    )
}

/// Arithmetic with dates, other than the days between two of them.
#[must_use]
pub fn date_arithmetic(span: Span) -> Diagnostic {
    Diagnostic::error(
        2041,
        span,
        "日期只能和日期相减，得到的是日数",
        "a date can only be subtracted from a date, which gives days",
    )
    .help(
        "某日以后、以前多少日，写成「E 后 30日」「E 前 7日」",
        "a day so long after or before another is written ‘E followed by 30 days’, ‘E ahead by 7 days’",
    )
}

/// A divisor that is nought as it is written.
#[must_use]
pub fn divided_by_nought(span: Span) -> Diagnostic {
    Diagnostic::error(2042, span, "除数是零，算不出结果", "the divisor is nought: there is no result")
        .help("写上除数的字段，或者改正这个数", "divide by a field, or correct the number")
}

/// A variable more than an evaluation holds.
#[must_use]
pub fn too_deep(span: Span, most: usize) -> Diagnostic {
    Diagnostic::error(
        2043,
        span,
        format!("逐项检查最多 {most} 层，这里更深"),
        format!("quantifiers nest at most {most} deep, and this one is deeper"),
    )
    .help(
        "把里层的条件写成另一句；清单里的句子，条目本身已经算一层",
        "write the inner condition as a sentence of its own; in a register the entry itself is one level",
    )
}

/// 至少 or 恰有 with a number that the items listed cannot reach.
#[must_use]
pub fn more_than_items(span: Span, count: u32, items: u32) -> Diagnostic {
    Diagnostic::error(
        2044,
        span,
        format!("括号里只有 {items} 项，不会有 {count} 项"),
        format!("there are only {items} items in the brackets, never {count}"),
    )
    .help("改正个数，或者补上各项", "correct the number, or add items")
}

/// A list of records inside lists of records.
#[must_use]
pub fn lists_too_deep(span: Span) -> Diagnostic {
    Diagnostic::error(
        2045,
        span,
        "有字段的列表在档案里最多套两层，在角色、材料、清单里只有一层",
        "lists with fields nest two deep in facts, and not at all in roles, documents and registers",
    )
    .help(
        "里层的各项改成清单，用标识相连",
        "make a register of the inner records, and refer to them by their key",
    )
}

/// Fields in braces after a type that is no list.
#[must_use]
pub fn fields_of_no_list(span: Span) -> Diagnostic {
    Diagnostic::error(
        2046,
        span,
        "花括号里的字段只能跟在「列表」后面",
        "fields in braces follow ‘list’ alone",
    )
    .help("写成「标段：列表 ｛ 名称：文本； ｝」", "write ‘lots: list { name: text; }’")
}

/// Not a date.
#[must_use]
pub fn not_a_date(span: Span, found: (&str, &str)) -> Diagnostic {
    Diagnostic::error(
        2005,
        span,
        format!("这里需要日期，得到的是{}", found.0),
        format!("a date is needed here, not {}", found.1),
    )
}

/// A step where one of its two dates is meant.
#[must_use]
pub fn step_without_edge(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        2005,
        span,
        format!("「{name}」是步骤，不是日期"),
        format!("‘{name}’ is a step, not a date"),
    )
    .help(
        format!("写明是「{name}.开始」还是「{name}.完成」"),
        format!("write ‘{name}.start’ or ‘{name}.finish’"),
    )
}

/// Not a period.
#[must_use]
pub fn not_a_period(span: Span) -> Diagnostic {
    Diagnostic::error(
        2006,
        span,
        "这里需要期间，如「30日」「7个工作日」",
        "a period is needed here, such as ‘30 days’ or ‘7 workdays’",
    )
    .help(
        "写明数和单位：按自然日写「日」，按工作日写「工作日」",
        "write the number and its unit: ‘days’ for calendar days, ‘workdays’ for working days",
    )
}

/// A period that is no whole number.
#[must_use]
pub fn fractional_period(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(
        2016,
        span,
        format!("期间「{text}」不是整数"),
        format!("the period ‘{text}’ is not a whole number"),
    )
    .help(
        "写成整数，或换用较小的单位，如「4小时」",
        "write a whole number, or take a smaller unit, such as ‘4 hours’",
    )
}

/// Not a member of the enumeration.
#[must_use]
pub fn not_a_member(span: Span, name: &str, members: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        2007,
        span,
        format!("没有取值「{name}」；可取：{members}"),
        format!("there is no member ‘{name}’; the members are {members}"),
    );
    match near {
        Some(near) => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")).fix(
            span,
            near,
            format!("改为「{near}」"),
            format!("change to ‘{near}’"),
        ),
        None => found,
    }
}

/// Not one of the words that the language has for a choice, listed in both vocabularies.
#[must_use]
pub fn not_a_choice(span: Span, word: &str, choices: (&str, &str), near: Option<&str>) -> Diagnostic {
    let found = not_a_member(span, word, choices.0, near);
    let message = format!("there is no member ‘{word}’; the members are {}", choices.1);
    Diagnostic { message: super::Message::new(found.message.zh.clone(), message), ..found }
}

/// Not a field of the record.
#[must_use]
pub fn no_field(span: Span, of: &str, name: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        2008,
        span,
        format!("「{of}」没有字段「{name}」"),
        format!("‘{of}’ has no field ‘{name}’"),
    );
    match near {
        Some(near) => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")).fix(
            span,
            near,
            format!("改为「{near}」"),
            format!("change to ‘{near}’"),
        ),
        None => found.help(
            format!("在「{of}」的声明里加上这个字段"),
            format!("add the field where ‘{of}’ is declared"),
        ),
    }
}

/// A string where a condition is needed.
#[must_use]
pub fn bare_string(span: Span) -> Diagnostic {
    Diagnostic::error(
        2009,
        span,
        "文字不能作条件：机器不能判断它",
        "a text cannot be a condition: a machine cannot judge it",
    )
    .help(
        "要由人判断的，写成「认定 名称：“…”」；法条原文写在「说明」后",
        "write ‘finding NAME: \"…\"’ for a human judgement, or put the words of the law after ‘note’",
    )
}

/// Not a step.
#[must_use]
pub fn not_a_step(span: Span, found: (&str, &str)) -> Diagnostic {
    Diagnostic::error(
        2010,
        span,
        format!("这里需要步骤，得到的是{}", found.0),
        format!("a step is needed here, not {}", found.1),
    )
}

/// Not a number.
#[must_use]
pub fn not_a_number(span: Span, found: (&str, &str)) -> Diagnostic {
    Diagnostic::error(
        2011,
        span,
        format!("这里需要数，得到的是{}", found.0),
        format!("a number is needed here, not {}", found.1),
    )
}

/// Not a type.
#[must_use]
pub fn not_a_type(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let found =
        Diagnostic::error(2012, span, format!("不认识的类型「{name}」"), format!("‘{name}’ is not a type"));
    match near {
        Some(near) => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")),
        None => found.help(
            "可写：文本、是否、整数、小数、日期、时间、单位（如元）、取值（…）、列表 …",
            "types are text, bool, integer, decimal, date, time, a unit (such as yuan), one of (…), list of …",
        ),
    }
}

/// A default that is not of the field's type.
#[must_use]
pub fn bad_default(span: Span) -> Diagnostic {
    Diagnostic::error(2013, span, "默认值与字段的类型不符", "the default does not fit the type of the field")
}

/// Not a collection.
#[must_use]
pub fn not_a_collection(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        2014,
        span,
        format!("「{name}」不是可以逐一检查的集合"),
        format!("‘{name}’ is not a collection"),
    )
    .help("这里可写多名的角色、材料，或列表字段", "write a role of many, a kind of document, or a list field")
}

/// A bare 日 cited to an instrument that does not say how it counts.
#[must_use]
pub fn bare_days(span: Span, instrument: &str, declared: Span) -> Diagnostic {
    Diagnostic::warning(
        2015,
        span,
        format!("《{instrument}》没有声明它的「日」怎样计算"),
        format!("《{instrument}》 does not declare how its days count"),
    )
    .label(declared, "在这里写「期限单位：自然日」或「期限单位：工作日」", "write ‘day_unit:’ here")
    .help(
        "行政许可法第八十二条的期限按工作日计算",
        "article 82 of the Administrative Licensing Law counts working days",
    )
}

/// A collection where one value is needed.
#[must_use]
pub fn several_values(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        2017,
        span,
        format!("「{name}」可有多个值"),
        format!("‘{name}’ may have several values"),
    )
    .help(
        "用「每位」「存在」逐一检查，或用「最早（…）」「最晚（…）」取一个",
        "use ‘each’ or ‘some’, or take one with 最早（…） or 最晚（…）",
    )
}

/// A parameter set to a value of another type.
#[must_use]
pub fn bad_setting(span: Span, name: &str, value: &str, wanted: (&str, &str), declared: Span) -> Diagnostic {
    Diagnostic::error(
        2031,
        span,
        format!("参数「{name}」要的是{}，不能设为「{value}」", wanted.0),
        format!("the parameter ‘{name}’ takes {}, not ‘{value}’", wanted.1),
    )
    .label(declared, "它的类型在这里声明", "its type is declared here")
    .help(
        "历时写成「10个工作日」，日期写成「2024-07-31」，是否写「是」「否」，文字加引号",
        "write periods as 10 workdays, dates as 2024-07-31, yes or no, texts in quotes",
    )
}

/// A period that is read from the facts where it must be known beforehand.
#[must_use]
pub fn period_undecided(span: Span) -> Diagnostic {
    Diagnostic::error(
        2032,
        span,
        "条件里移动日期的期间和延长的期间必须已经确定，不能读自待定的参数或者字段",
        "a period inside a condition or an extension must be decided, not read from the facts",
    )
    .help(
        "给参数一个值，如「参数 名称：10个工作日；」，或者把期间写在「历时」「限时」「前」里",
        "give the parameter a value, or write the period in ‘lasts’, ‘within’ or ‘ahead by’",
    )
}

/// Not a text.
#[must_use]
pub fn not_a_text(span: Span) -> Diagnostic {
    Diagnostic::error(2018, span, "这里需要加引号的文字", "a quoted text is needed here")
        .help("放进引号：“…”", "put it in quotes: \"…\"")
}
