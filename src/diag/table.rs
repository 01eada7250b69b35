//! RC106x, RC208x, RC303x: decision tables (决策表).

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (1060, "决策表没有这个结果", "the table has no such result"),
    (1061, "决策表没有写几行同时符合时怎样取", "a table does not say which rows count"),
    (1062, "决策表缺少列或者行", "a table without columns or rows"),
    (1063, "给决策表的内容与列不符", "what a table is given does not fit its columns"),
    (1064, "决策表后没有写哪一个结果", "a table without the name of a result"),
    (2080, "格数与列数不同", "the number of cells differs from that of the columns"),
    (2081, "格里的条件与列的类型不符", "a cell does not fit its column"),
    (2082, "格里的结果与类型不符", "a result does not fit its type"),
    (2083, "条件和结果之间没有「则」", "no ‘then’ between conditions and results"),
    (2084, "一个结果与全部结果写混了", "one result is taken for all of them, or all for one"),
    (2085, "范围写反了", "a range is the wrong way round"),
    (2086, "这一类内容不能作列", "a column of a type that cells cannot test"),
    (2087, "结果格是空的", "an empty result"),
    (3032, "两行能同时符合", "two rows can match at once"),
    (3033, "有的情况没有一行符合", "some case matches no row"),
    (3034, "两行条件相同", "two rows with the same conditions"),
    (3035, "有一行永远不起作用", "a row that never counts"),
];

/// `表.没有的结果`
#[must_use]
pub fn no_result(span: Span, table: &str, result: &str, known: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        1060,
        span,
        format!("决策表「{table}」没有结果「{result}」"),
        format!("the table ‘{table}’ has no result ‘{result}’"),
    );
    match near {
        Some(near) => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")),
        None => found.help(format!("它的结果有：{known}"), format!("its results are: {known}")),
    }
}

/// `决策表 N ｛`, `决策表 N：全部 ｛`
#[must_use]
pub fn no_policy(span: Span, word: Option<&str>) -> Diagnostic {
    let found = match word {
        None => Diagnostic::error(
            1061,
            span,
            "决策表应写明几行同时符合时怎样取",
            "a table says which rows count where several match",
        ),
        Some(word) => Diagnostic::error(
            1061,
            span,
            format!("「{word}」不是决策表的取法"),
            format!("‘{word}’ does not say which rows count"),
        ),
    };
    found.help(
        "写成「决策表 名称：唯一 ｛ … ｝」：唯一（只能有一行符合）、优先（取最前一行）、收集（取全部）",
        "write ‘table NAME: unique { … }’: unique (one row alone may match), first (the first counts), collect (all count)",
    )
}

/// No 列, no 行, or 列 twice.
#[must_use]
pub fn incomplete(span: Span, lacks: (&str, &str)) -> Diagnostic {
    Diagnostic::error(1062, span, format!("决策表没有{}", lacks.0), format!("the table has no {}", lacks.1))
        .help(
            "写成「列：项目.类型 ｜ 项目.投资 则 时限；  行：甲 ｜ 大于 5000万元 则 30日；」",
            "write ‘columns: project.kind | project.sum then limit; row: A | more than 5 yuan then 30 days;’",
        )
}

/// `表.结果（甲）` where the table wants two, or none, or others.
#[must_use]
pub fn bad_inputs(span: Span, table: &str, wanted: &[&str], declared: Span) -> Diagnostic {
    let found = Diagnostic::error(
        1063,
        span,
        format!("给决策表「{table}」的内容与它的列不符"),
        format!("what the table ‘{table}’ is given does not fit its columns"),
    )
    .label(declared, "列在这里", "the columns are here");
    if wanted.is_empty() {
        return found.help(
            format!("它的列已经写明从哪里读：直接写「{table}.结果」"),
            format!("its columns say what they read: write ‘{table}.RESULT’ alone"),
        );
    }
    let fields: Vec<String> = wanted.iter().map(|name| format!("{name}：…")).collect();
    found.help(
        format!(
            "按列的次序写「{table}.结果（{}）」，或者写明「（{}）」",
            wanted.join("、"),
            fields.join("，")
        ),
        format!("give {} in this order, or by name", wanted.join(", ")),
    )
}

/// `环评分类 等于 报告书`
#[must_use]
pub fn alone(span: Span, table: &str, results: &str) -> Diagnostic {
    Diagnostic::error(
        1064,
        span,
        format!("「{table}」是决策表，应写明取哪一个结果"),
        format!("‘{table}’ is a table: name the result that is meant"),
    )
    .help(
        format!("写成「{table}.结果」；它的结果有：{results}"),
        format!("write ‘{table}.RESULT’; its results are: {results}"),
    )
}

/// A row with too few or too many cells.
#[must_use]
pub fn cell_count(
    span: Span,
    what: (&str, &str),
    found: usize,
    wanted: usize,
    framed: bool,
    columns: Span,
) -> Diagnostic {
    let told = Diagnostic::error(
        2080,
        span,
        format!("这一行有{found}格{}，列有{wanted}格", what.0),
        format!("the {} cells of this row: {found}; the columns: {wanted}", what.1),
    )
    .label(columns, "列在这里", "the columns are here");
    if framed {
        return told.help("行首和行末不写「｜」", "write no ‘|’ at the ends of a row");
    }
    told.help(
        "格与格之间写「｜」；没有条件的格写「任意」或者空着，其余各行都不符合的写「其他：结果；」",
        "write ‘|’ between cells; leave a cell empty or write ‘anything’ where it has no condition, and ‘otherwise: RESULT;’ for what no row matches",
    )
}

/// A condition that its column cannot meet.
#[must_use]
pub fn bad_cell(span: Span, column: &str, wanted: (&str, &str), declared: Span) -> Diagnostic {
    Diagnostic::error(
        2081,
        span,
        format!("「{column}」是{}，这一格的条件与它不符", wanted.0),
        format!("‘{column}’ is {}: this cell does not fit it", wanted.1),
    )
    .label(declared, "列在这里", "the column is here")
    .help(
        "一格可写：值、几个值（甲、乙）、比较（不少于 5000万元）、范围（5 ～ 10公顷）、非 …、任意",
        "a cell holds a value, several (A, B), a comparison (at least 5 yuan), a range (5 ~ 10), not …, or anything",
    )
}

/// A result of another type than the others.
#[must_use]
pub fn bad_result(span: Span, result: &str, wanted: (&str, &str), declared: Span) -> Diagnostic {
    Diagnostic::error(
        2082,
        span,
        format!("结果「{result}」应当是{}", wanted.0),
        format!("the result ‘{result}’ should be {}", wanted.1),
    )
    .label(declared, "类型从这里来", "its type comes from here")
    .help(
        "一列结果类型相同；没有的写「－」；要另一种类型，用「字段 ｛ 结果：类型； ｝」写明",
        "the results of a column have one type; write ‘-’ where there is none, or declare the type in ‘fields { RESULT: TYPE; }’",
    )
}

/// No 则, or several.
#[must_use]
pub fn no_then(span: Span, several: bool) -> Diagnostic {
    let found = if several {
        Diagnostic::error(2083, span, "一行只有一个「则」", "a row has one ‘then’")
    } else {
        Diagnostic::error(
            2083,
            span,
            "条件和结果之间应写「则」",
            "‘then’ stands between the conditions and the results",
        )
    };
    found.help(
        "写成「行：甲 ｜ 大于 5000万元 则 30日；」；其余各行都不符合的写「其他：30日；」",
        "write ‘row: A | more than 5 yuan then 30 days;’, and ‘otherwise: 30 days;’ for what no row matches",
    )
}

/// All results where one is wanted.
#[must_use]
pub fn several_results(span: Span, table: &str) -> Diagnostic {
    Diagnostic::error(
        2084,
        span,
        format!("决策表「{table}」收集全部结果，这里需要一个值"),
        format!("the table ‘{table}’ collects all results: one value is needed here"),
    )
    .help(
        "写「包含」「合计（表.结果）」「计数（表）」「最大（表.结果）」「最小（表.结果）」，或者把决策表改为「唯一」「优先」",
        "use contains, sum(TABLE.RESULT), count(TABLE), greatest(…) or least(…), or make the table ‘unique’ or ‘first’",
    )
}

/// 合计 and the like of a table that gives one result.
#[must_use]
pub fn one_result(span: Span, table: &str) -> Diagnostic {
    Diagnostic::error(
        2084,
        span,
        format!("决策表「{table}」只取一行，没有可以合计的"),
        format!("the table ‘{table}’ takes one row: there is nothing to add up"),
    )
    .help(
        "直接写「表.结果」，或者把决策表改为「收集」",
        "write ‘TABLE.RESULT’ alone, or make the table ‘collect’",
    )
}

/// `10 ～ 5`
#[must_use]
pub fn reversed(span: Span) -> Diagnostic {
    Diagnostic::error(
        2085,
        span,
        "范围的后一个数应大于前一个数",
        "the second end of a range must lie above the first",
    )
    .help("小的写在前面：「5 ～ 10公顷」，两端都算在内", "write the smaller first: 5 ~ 10, both included")
}

/// A column that holds a period, a list or a record.
#[must_use]
pub fn bad_column(span: Span, found: (&str, &str)) -> Diagnostic {
    Diagnostic::error(
        2086,
        span,
        format!("{}不能作决策表的列", found.0),
        format!("{} cannot be a column of a table", found.1),
    )
    .help(
        "列可以是取值、是否、数、带单位的数、日期、文本；期间写在结果里",
        "columns hold members, yes or no, numbers, quantities, dates and texts; periods are results",
    )
}

/// A name before 则 that is neither a fact nor a field of the table.
#[must_use]
pub fn undeclared_column(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        2086,
        span,
        format!("没有写明列「{name}」是什么"),
        format!("nothing says what the column ‘{name}’ is"),
    )
    .help(
        format!("从档案读的写全：「项目.{name}」；用时才给的，在表里写明类型：「字段 ｛ {name}：文本； ｝」"),
        format!("write the whole path, as in FACTS.{name}, or declare its type in the table: fields {{ {name}: text; }}"),
    )
}

/// An empty cell after 则.
#[must_use]
pub fn no_value(span: Span, result: &str) -> Diagnostic {
    Diagnostic::error(
        2087,
        span,
        format!("结果「{result}」的格是空的"),
        format!("the cell of the result ‘{result}’ is empty"),
    )
    .help("没有的写「－」", "write ‘-’ where there is none")
}

/// Two rows of a 唯一 table that match the same case.
#[must_use]
pub fn overlap(span: Span, numbers: (usize, usize), witness: (&str, &str), first: Span) -> Diagnostic {
    Diagnostic::error(
        3032,
        span,
        format!("第{}行和第{}行能同时符合：{}", numbers.0, numbers.1, witness.0),
        format!("rows {} and {} can match at once: {}", numbers.0, numbers.1, witness.1),
    )
    .label(first, "另一行在这里", "the other row is here")
    .help(
        "改到不再重叠（范围两端都算在内，半开的写「不少于 5 且 小于 10」）；有先后的，把决策表改为「优先」",
        "make them distinct (a range includes both ends; write ‘at least 5 and less than 10’ for a half-open one), or make the table ‘first’",
    )
}

/// A case that no row matches.
#[must_use]
pub fn gap(span: Span, witness: (&str, &str)) -> Diagnostic {
    Diagnostic::warning(
        3033,
        span,
        format!("没有一行符合这种情况：{}", witness.0),
        format!("no row matches this case: {}", witness.1),
    )
    .help(
        "补一行，或者写明其余的结果：「其他：…；」；遇到这种情况，用到结果的地方是缺证",
        "add a row, or say what holds for the rest: ‘otherwise: …;’; where the case arises, what uses the result is unproven",
    )
}

/// Two rows with the same conditions.
#[must_use]
pub fn alike(span: Span, numbers: (usize, usize), first: Span) -> Diagnostic {
    Diagnostic::error(
        3034,
        span,
        format!("第{}行与第{}行的条件相同", numbers.1, numbers.0),
        format!("row {} has the conditions of row {}", numbers.1, numbers.0),
    )
    .label(first, "同样的条件在这里", "the same conditions are here")
    .help("删去其中一行，或者改正条件", "delete one of them, or correct its conditions")
}

/// A row that contradicts itself, or that comes after what takes all of it.
#[must_use]
pub fn never(span: Span, number: usize, shadowed: bool) -> Diagnostic {
    let found = if shadowed {
        Diagnostic::warning(
            3035,
            span,
            format!("第{number}行永远不起作用：前面的行已经包括了它"),
            format!("row {number} never counts: the rows before it take every case of it"),
        )
    } else {
        Diagnostic::warning(
            3035,
            span,
            format!("第{number}行永远不起作用：它的条件互相矛盾"),
            format!("row {number} never counts: its conditions contradict each other"),
        )
    };
    found.help("删去这一行，或者改正条件、次序", "delete it, or correct its conditions or the order")
}
