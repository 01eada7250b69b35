//! What became of the scenarios of a rule set.

use super::{Ink, Style, rule_place, wording};
use crate::diag::Lang;
use crate::model::{Expectation, RuleSet};
use crate::scenario::{Difference, Found, TestOutcome, wanted_status};
use std::fmt::Write as _;

/// Every scenario that is not as expected, with what differs, and the tally.
#[must_use]
pub fn render(rules: &RuleSet, outcomes: &[TestOutcome], style: Style) -> String {
    let mut out = String::new();
    let cases: Vec<_> = rules.tests.iter().collect();
    for outcome in outcomes {
        let Some(case) = cases.get(outcome.test).filter(|_| !outcome.passed()) else { continue };
        let (file, at) = rule_place(rules, case.span);
        let mark = style.ink(Ink::Bad, style.pick("不符", "FAILED"));
        let _ = writeln!(out, "{mark}  {}  ({file}:{}:{})", case.name, at.line, at.column);
        for difference in &outcome.differences {
            out.push_str(&told(rules, difference, style));
        }
    }
    out + &tally(outcomes, style)
}

/// How many passed, in one line.
#[must_use]
pub fn tally(outcomes: &[TestOutcome], style: Style) -> String {
    let failed = outcomes.iter().filter(|outcome| !outcome.passed()).count();
    let passed = outcomes.len() - failed;
    match style.lang {
        Lang::Zh => format!("测试 {} 项：{passed} 项相符，{failed} 项不符\n", outcomes.len()),
        Lang::En => format!("{} tests: {passed} passed, {failed} failed\n", outcomes.len()),
    }
}

fn told(rules: &RuleSet, difference: &Difference, style: Style) -> String {
    let name = |expected: &Expectation| match expected.obligation {
        Some(id) => match &expected.entry {
            Some(entry) => format!("{}[{entry}]", rules.obligations[id].id),
            None => rules.obligations[id].id.to_string(),
        },
        None => style.pick("总体", "overall").to_owned(),
    };
    match difference {
        Difference::NoDate => format!("    {}\n", style.pick("没有截至日期", "no as-of date")),
        Difference::Invalid(faults) => {
            let one = |fault: &crate::dossier::Fault| {
                format!(
                    "    {}: {} {}\n",
                    fault.path,
                    fault.diagnostic.code,
                    fault.diagnostic.message.get(style.lang)
                )
            };
            faults.iter().map(one).collect()
        }
        Difference::Otherwise { expected, found } => {
            let wanted =
                wanted_status(expected.status).map(|status| wording::status_word(status, style.lang));
            let wanted = dates(wanted.unwrap_or("—"), expected.since, expected.until, expected.due, style);
            let found = found
                .map_or(style.pick("没有判断", "not judged").to_owned(), |found| words(found, style));
            let (_, at) = rule_place(rules, expected.span);
            let (line, name) = (at.line, name(expected));
            let (expect, actual) = (style.pick("期望", "expected"), style.pick("实际", "found   "));
            let line = match style.lang {
                Lang::Zh => format!("第{line}行"),
                Lang::En => format!("line {line}"),
            };
            format!("    {name}  ({line})\n      - {expect} {wanted}\n      + {actual} {found}\n")
        }
        Difference::Unlisted(id, found) => {
            let (expect, actual) = (style.pick("期望", "expected"), style.pick("实际", "found   "));
            let none = style.pick("没有列出", "not listed");
            format!("    {id}\n      - {expect} {none}\n      + {actual} {}\n", words(*found, style))
        }
    }
}

fn words(found: Found, style: Style) -> String {
    dates(wording::status_word(found.status, style.lang), found.since, found.until, found.due, style)
}

type Day = Option<crate::calendar::Date>;

fn dates(status: &str, since: Day, until: Day, due: Day, style: Style) -> String {
    let parts = [
        (style.pick("自", "since"), since),
        (style.pick("至", "until"), until),
        (style.pick("期限", "due"), due),
    ];
    let parts: Vec<String> =
        parts.iter().filter_map(|(word, day)| day.map(|day| format!("{word} {day}"))).collect();
    match parts.as_slice() {
        [] => status.to_owned(),
        parts => format!("{status} ({})", parts.join(", ")),
    }
}
