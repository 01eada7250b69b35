//! RC105x, RC207x: refinement (细化).

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (1050, "重写了上位程序的句子而没有写名称", "a sentence repeats an inherited one without its name"),
    (1051, "上位没有可以代入的内容", "there is nothing that 上位 could stand for"),
    (1052, "代替上位句子的是另一种句子", "a sentence of another kind takes the place of an inherited one"),
    (1053, "细化成环", "the refinements form a cycle"),
    (1054, "没有这条上位义务", "there is no such superior obligation"),
    (1055, "名称与上位句子的名称只差一字", "a name is one character away from an inherited one"),
    (1056, "授权没有对象", "there is nothing that is authorised"),
    (1057, "细化自己适用的程序不能改变这一项", "a refinement with a scope of its own cannot change this"),
    (2070, "两个期间不能相加减", "the periods cannot be added"),
];

/// A sentence with the id of an inherited one, and without its NAME.
#[must_use]
pub fn repeats(span: Span, id: &str, last: &str, first: Span) -> Diagnostic {
    Diagnostic::error(
        1050,
        span,
        format!("上位程序已经有「{id}」"),
        format!("the superior procedure has ‘{id}’ already"),
    )
    .label(first, "继承自这里", "inherited from here")
    .help(
        format!(
            "要代替它，在关键词后写出「{last}」作名称（如「限时 限时：…」「认定 及时：…」）；另加一句，另取名称；不改的不必重写"
        ),
        format!(
            "to take its place write ‘{last}’ as the name after the keyword; to add a sentence give it another name; what stays as it is need not be repeated"
        ),
    )
}

/// 上位 where nothing is inherited, or nothing that could stand there.
#[must_use]
pub fn no_superior(span: Span, inherited: bool, near: Option<&str>) -> Diagnostic {
    let (zh, en) = if inherited {
        ("上位的这一句没有可以代入的值", "the superior sentence has no value that could stand here")
    } else {
        ("这一句没有代替上位程序的句子", "this sentence takes the place of no superior one")
    };
    let found = Diagnostic::error(
        1051,
        span,
        format!("「上位」不能写在这里：{zh}"),
        format!("‘superior’ does not belong here: {en}"),
    );
    match near {
        Some(near) => found.help(
            format!("上位程序的句子叫「{near}」：用这个名称写这一句，「上位」才是它的期间、日期或者条件"),
            format!("the superior sentence is ‘{near}’: give this one that name"),
        ),
        None => found.help(
            "在「细化」的程序里，用上位句子的名称写一句代替它，句中的「上位」才是它的期间、日期或者条件",
            "in a procedure that refines another, name the superior sentence: ‘superior’ is then its period, date or condition",
        ),
    }
}

/// A sentence of another kind in the place of an inherited one.
#[must_use]
pub fn other_kind(span: Span, id: &str, first: Span) -> Diagnostic {
    Diagnostic::error(
        1052,
        span,
        format!("「{id}」在上位程序里是另一种句子，不能由这一句代替"),
        format!("in the superior procedure ‘{id}’ is a sentence of another kind"),
    )
    .label(first, "上位的句子在这里", "the superior sentence is here")
    .help(
        "代替它，用同一个关键词写；另加一句，另取名称，可以写「上位 名称」说明它落实哪一句",
        "use the same keyword to take its place; to add a sentence give it another name, and ‘implements NAME’ to say which one it carries out",
    )
}

/// Refinements that lead back to where they began.
#[must_use]
pub fn cycle(span: Span, names: &[String]) -> Diagnostic {
    let chain = names.join(" → ");
    Diagnostic::error(
        1053,
        span,
        format!("细化成环：{chain}"),
        format!("the refinements form a cycle: {chain}"),
    )
    .help(
        "上位程序不能细化下位程序；与引入的程序同名时，写「细化 引入的称呼·程序名」",
        "a superior procedure refines no lower one; an imported one of the same name is ‘refines ALIAS·NAME’",
    )
}

/// 上位 NAME that names nothing.
#[must_use]
pub fn no_such_superior(span: Span, name: &str, near: Option<&str>) -> Diagnostic {
    let found = Diagnostic::error(
        1054,
        span,
        format!("没有名为「{name}」的上位义务"),
        format!("there is no superior obligation named ‘{name}’"),
    );
    match near {
        Some(near) => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")),
        None => found.help(
            "写上位程序的步骤和句子的名称，如「上位 公众参与/公示期」；不是被细化的程序，先写程序的名称",
            "name a sentence of the superior procedure, such as ‘implements STEP/NAME’; begin with the procedure if it is not the one that is refined",
        ),
    }
}

/// A new name that is nearly an inherited one.
#[must_use]
pub fn nearly(span: Span, name: &str, near: &str) -> Diagnostic {
    Diagnostic::warning(
        1055,
        span,
        format!("「{name}」是新的一句，没有代替上位程序的「{near}」"),
        format!("‘{name}’ is a new sentence and does not take the place of the superior ‘{near}’"),
    )
    .help(
        format!("要代替它，写「{near}」；确实另加一句的，换一个不易混淆的名称"),
        format!("write ‘{near}’ to take its place, or choose a name that is not mistaken for it"),
    )
    .fix(span, near, format!("改为「{near}」"), format!("change to ‘{near}’"))
}

/// 授权 on what loosens nothing.
#[must_use]
pub fn nothing_loosened(span: Span) -> Diagnostic {
    Diagnostic::error(
        1056,
        span,
        "这一句没有代替上位程序的句子，不需要「授权」",
        "this sentence takes the place of no superior one and needs no authority",
    )
    .help(
        "「授权」写在代替上位句子的句子、例外或者免除里；一般的依据写「依据」",
        "‘authorised by’ belongs to what takes a superior sentence's place, to exceptions and waivers; else write ‘cite’",
    )
}

/// What a refining procedure with a scope of its own cannot change.
#[must_use]
pub fn unbounded(span: Span, what: (&str, &str)) -> Diagnostic {
    Diagnostic::error(
        1057,
        span,
        format!("程序有自己的「适用」，不能写{}：「适用」不成立时按上位程序判断", what.0),
        format!(
            "the procedure has a scope of its own, outside of which the superior one is judged: {} does not belong here",
            what.1
        ),
    )
}

/// Periods in different units, or a difference that leaves nothing.
#[must_use]
pub fn periods_apart(span: Span) -> Diagnostic {
    Diagnostic::error(
        2070,
        span,
        "两个期间单位不同，或者减后没有剩余",
        "the periods have different units, or nothing is left",
    )
    .help(
        "日加日，工作日加工作日，如「上位 加 10个工作日」",
        "add days to days and workdays to workdays, such as ‘superior plus 10 workdays’",
    )
}
