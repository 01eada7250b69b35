//! What tests and coverage found, as diagnostics: for a line each, and for machines.

use super::{citation, wording};
use crate::analyse::{ArticleState, Coverage, Untested};
use crate::diag::{Diagnostic, Lang, Message, input, outcome};
use crate::dossier::Fault;
use crate::judge::Status;
use crate::model::{Citation, Expectation, RuleSet, TestCase};
use crate::scenario::{Difference, Found, TestOutcome, wanted_status};

/// Every way in which scenarios are not as expected, at its place in the rules.
#[must_use]
pub fn scenarios(rules: &RuleSet, outcomes: &[TestOutcome]) -> Vec<Diagnostic> {
    let cases: Vec<&TestCase> = rules.tests.iter().collect();
    let mut found = Vec::new();
    for outcome in outcomes {
        let Some(case) = cases.get(outcome.test) else { continue };
        for difference in &outcome.differences {
            match difference {
                Difference::NoDate => found.push(Diagnostic { span: case.span, ..*input::no_as_of() }),
                Difference::Invalid(faults) => found.extend(faults.iter().map(|fault| invalid(case, fault))),
                Difference::Otherwise { expected, found: judged } => {
                    found.push(otherwise(rules, case, expected, *judged));
                }
                Difference::Unlisted(id, judged) => {
                    let id = Message::new(id.as_str(), id.as_str());
                    let none = Message::new("没有列出", "not listed");
                    found.push(outcome::otherwise(case.span, &case.name, &id, &none, &words(*judged)));
                }
            }
        }
    }
    found
}

/// A scenario that is no valid dossier.
fn invalid(case: &TestCase, fault: &Fault) -> Diagnostic {
    let told = &fault.diagnostic;
    let message = Message::new(
        format!("测试「{}」 {}：{}", case.name, fault.path, told.message.zh),
        format!("test ‘{}’ {}: {}", case.name, fault.path, told.message.en),
    );
    Diagnostic { span: case.span, message, labels: Vec::new(), fix: None, ..told.clone() }
}

fn otherwise(rules: &RuleSet, case: &TestCase, expected: &Expectation, found: Option<Found>) -> Diagnostic {
    let id = match (expected.obligation, &expected.entry) {
        (Some(id), Some(entry)) => both(&format!("{}[{entry}]", rules.obligations[id].id)),
        (Some(id), None) => both(&rules.obligations[id].id),
        (None, _) => Message::new("总体", "the whole"),
    };
    let dates = (expected.since, expected.until, expected.due);
    let wanted = wanted_status(expected.status).map_or_else(|| both("—"), |status| dated(status, dates));
    let found = found.map_or_else(|| Message::new("没有判断", "not judged"), words);
    outcome::otherwise(expected.span, &case.name, &id, &wanted, &found)
}

fn both(text: &str) -> Message {
    Message::new(text, text)
}

fn words(found: Found) -> Message {
    dated(found.status, (found.since, found.until, found.due))
}

type Day = Option<crate::calendar::Date>;

fn dated(status: Status, (since, until, due): (Day, Day, Day)) -> Message {
    let one = |lang: Lang, words: [&str; 3], open: &str, close: &str, between: &str| {
        let parts: Vec<String> = words
            .iter()
            .zip([since, until, due])
            .filter_map(|(word, day)| day.map(|day| format!("{word}{day}")))
            .collect();
        let status = wording::status_word(status, lang);
        if parts.is_empty() {
            status.to_owned()
        } else {
            format!("{status}{open}{}{close}", parts.join(between))
        }
    };
    Message::new(
        one(Lang::Zh, ["自", "至", "期限"], "（", "）", "，"),
        one(Lang::En, ["since ", "until ", "due "], " (", ")", ", "),
    )
}

/// The obligations that the scenarios do not show both ways, at their places in the rules.
#[must_use]
pub fn untested(rules: &RuleSet, found: &[Untested]) -> Vec<Diagnostic> {
    let one = |one: &Untested| {
        let obligation = &rules.obligations[one.obligation];
        let words = |lang: Lang| -> Vec<&str> {
            one.missing.iter().map(|status| wording::status_word(*status, lang)).collect()
        };
        let missing = Message::new(words(Lang::Zh).join("、"), words(Lang::En).join(" or "));
        outcome::untested(obligation.span, &obligation.id, &missing)
    };
    found.iter().map(one).collect()
}

/// The articles that nobody restates, at the declarations of their instruments.
#[must_use]
pub fn articles(rules: &RuleSet, found: &[Coverage]) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for coverage in found {
        let span = rules.instruments[coverage.instrument].span;
        for article in coverage.articles.iter().filter(|one| one.state == ArticleState::Missing) {
            let cited = Citation { instrument: coverage.instrument, place: article.at.clone(), span };
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| citation(rules, &cited, lang));
            out.push(outcome::not_restated(span, &Message::new(zh, en)));
        }
    }
    out
}
