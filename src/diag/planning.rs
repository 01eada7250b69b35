//! RC7140 to RC7149: what is asked of a plan.

use super::Diagnostic;
use crate::text::Span;

/// Codes and titles.
pub(super) const TABLE: &[(u16, &str, &str)] = &[
    (7140, "程序没有这个步骤", "the procedure has no such step"),
    (7141, "不止一个步骤叫这个名称", "several steps have that name"),
    (7142, "假设写法有误", "the what-if is malformed"),
    (7143, "计划排不出来：限时守不住", "there is no plan: a limit cannot be kept"),
];

type Fault = Box<Diagnostic>;

fn error(code: u16, zh: impl Into<String>, en: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, Span::default(), zh, en)
}

/// What may be written after `--what-if`.
const FORMS: (&str, &str) = (
    "可以写「步骤=3个工作日」「步骤 免除」「步骤 不早于 2024-07-01」「步骤 删去」",
    "write ‘STEP=3 workdays’, ‘STEP waived’, ‘STEP not before 2024-07-01’ or ‘STEP removed’",
);

/// A step that the procedure does not have.
#[must_use]
pub fn unknown_step(name: &str, procedure: &str, near: Option<&str>) -> Fault {
    let found = error(
        7140,
        format!("程序「{procedure}」没有名为「{name}」的步骤"),
        format!("the procedure ‘{procedure}’ has no step named ‘{name}’"),
    );
    Box::new(match near {
        Some(near) => found.help(format!("是否应为「{near}」？"), format!("did you mean ‘{near}’?")),
        None => found.help(
            "步骤的名称见 rulecheck path 的表",
            "the table of ‘rulecheck path’ has the names of the steps",
        ),
    })
}

/// A name that several steps have.
#[must_use]
pub fn several_steps(name: &str, paths: &[String]) -> Fault {
    Box::new(
        error(7141, format!("不止一个步骤叫「{name}」"), format!("several steps are named ‘{name}’")).help(
            format!("写出路径，如「{}」", paths.join("」或「")),
            format!("write the path, such as ‘{}’", paths.join("’ or ‘")),
        ),
    )
}

/// A procedure whose limits nothing can keep from the day it begins on.
#[must_use]
pub fn impossible(sentences: &[super::procedure::Clashing]) -> Fault {
    Box::new(super::procedure::impossible_as(7143, sentences))
}

/// What follows the step says nothing that could be planned.
#[must_use]
pub fn unknown_change(text: &str, near: Option<&str>) -> Fault {
    let found = error(
        7142,
        format!("「{text}」不是可以假设的改动"),
        format!("‘{text}’ is no change that can be supposed"),
    );
    Box::new(match near {
        Some(near) => found
            .help(format!("是否应为「{near}」？{}", FORMS.0), format!("did you mean ‘{near}’? {}", FORMS.1)),
        None => found.help(FORMS.0, FORMS.1),
    })
}

/// A length that is none.
#[must_use]
pub fn bad_length(text: &str) -> Fault {
    Box::new(error(7142, format!("「{text}」不是用时"), format!("‘{text}’ is no length of time")).help(
        "写一个整数和单位，如「3个工作日」「10日」「2个月」「4小时」",
        "write a whole number and a unit, such as ‘3 workdays’, ‘10 days’, ‘2 months’ or ‘4 hours’",
    ))
}

/// A date that is none.
#[must_use]
pub fn bad_change_date(text: &str) -> Fault {
    Box::new(
        error(7142, format!("「{text}」不是日期"), format!("‘{text}’ is no date"))
            .help("写成「步骤 不早于 2024-07-01」", "write ‘STEP not before 2024-07-01’"),
    )
}

/// A length of a step with steps of its own.
#[must_use]
pub fn length_of_group(name: &str) -> Fault {
    Box::new(
        error(
            7142,
            format!("「{name}」有下级步骤，它的用时由它们决定"),
            format!("‘{name}’ has steps of its own, and they decide how long it takes"),
        )
        .help("改写其中的步骤", "name a step in it"),
    )
}
