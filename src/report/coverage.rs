//! What is covered: articles by rules, obligations by scenarios.

use super::table::Table;
use super::{Ink, Style, citation, rule_place, wording};
use crate::analyse::{ArticleCoverage, ArticleState, Coverage, Untested};
use crate::diag::Lang;
use crate::model::{CitedPlace, RuleSet};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// The articles of each instrument: restated, nothing to check, missing.
#[must_use]
pub fn articles(rules: &RuleSet, found: &[Coverage], style: Style) -> String {
    let mut out = String::new();
    for coverage in found {
        let name = &rules.instruments[coverage.instrument].name;
        let [restated, nothing, missing] = coverage.tally();
        let all = coverage.articles.len();
        let line = match style.lang {
            Lang::Zh => {
                format!("《{name}》 {all} 条：写成规则 {restated}，无可核查 {nothing}，没有写 {missing}")
            }
            Lang::En => {
                format!(
                    "《{name}》 {all} articles: {restated} restated, {nothing} with nothing to check, {missing} missing"
                )
            }
        };
        let _ = writeln!(out, "{}", style.ink(if missing == 0 { Ink::Good } else { Ink::Warn }, &line));
        out.push_str(&listed(coverage, style));
    }
    out
}

/// What is not restated, one line a reason or a run of articles.
fn listed(coverage: &Coverage, style: Style) -> String {
    let mut table = Table::default();
    for run in coverage.articles.chunk_by(|a, b| a.state == b.state) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        let what = match &first.state {
            ArticleState::Restated(_) => continue,
            ArticleState::NothingToCheck(reason) => {
                format!("{}{reason}", style.pick("无可核查：", "nothing to check: "))
            }
            ArticleState::Missing => style.pick("没有写", "missing").to_owned(),
        };
        table.row(vec![range(first, last, style.lang), what]);
    }
    table.render("  ", |_, _, cell| cell.to_owned())
}

fn range(first: &ArticleCoverage, last: &ArticleCoverage, lang: Lang) -> String {
    let (from, to) = (place(&first.at, lang), place(&last.at, lang));
    match lang {
        _ if first.at == last.at => from,
        Lang::Zh => format!("{from}至{to}"),
        Lang::En => format!("{from} to {to}"),
    }
}

fn place(at: &CitedPlace, lang: Lang) -> String {
    match at {
        CitedPlace::Article(at) => citation::article(*at, lang),
        CitedPlace::Heading(heading) => heading.to_string(),
        CitedPlace::Range(..) | CitedPlace::Whole => String::new(),
    }
}

/// The same as data: `rulecheck/coverage/1`.
#[must_use]
pub fn articles_json(rules: &RuleSet, found: &[Coverage]) -> Value {
    let one = |coverage: &Coverage| {
        let instrument = &rules.instruments[coverage.instrument];
        let articles: Vec<Value> = coverage
            .articles
            .iter()
            .map(|article| {
                let at = place(&article.at, Lang::Zh);
                match &article.state {
                    ArticleState::Restated(count) => {
                        json!({ "at": at, "state": "restated", "citations": count })
                    }
                    ArticleState::NothingToCheck(reason) => {
                        json!({ "at": at, "state": "nothing_to_check", "reason": reason.as_str() })
                    }
                    ArticleState::Missing => json!({ "at": at, "state": "missing" }),
                }
            })
            .collect();
        let [restated, nothing, missing] = coverage.tally();
        json!({
            "instrument": instrument.name.as_str(),
            "restated": restated, "nothing_to_check": nothing, "missing": missing,
            "articles": articles,
        })
    };
    json!({ "schema": "rulecheck/coverage/1", "instruments": found.iter().map(one).collect::<Vec<_>>() })
}

/// The obligations that the scenarios do not show both ways.
#[must_use]
pub fn untested(rules: &RuleSet, found: &[Untested], style: Style) -> String {
    let mut table = Table::default();
    for one in found {
        let obligation = &rules.obligations[one.obligation];
        let (file, at) = rule_place(rules, obligation.span);
        let missing: Vec<&str> =
            one.missing.iter().map(|status| wording::status_word(*status, style.lang)).collect();
        table.row(vec![
            obligation.id.to_string(),
            missing.join(style.pick("、", ", ")),
            format!("{file}:{}", at.line),
        ]);
    }
    let mut out = String::new();
    let all = rules.obligations.len();
    if found.is_empty() {
        let _ = match style.lang {
            Lang::Zh => writeln!(out, "{all} 项义务都有测试"),
            Lang::En => writeln!(out, "all {all} obligations are shown by tests"),
        };
        return out;
    }
    let _ = match style.lang {
        Lang::Zh => writeln!(out, "{} 项义务没有测试期望下列状态：", found.len()),
        Lang::En => writeln!(out, "of {} obligations no test expects these statuses:", found.len()),
    };
    out.push_str(
        &table
            .render("  ", |_, column, cell| style.ink(if column == 1 { Ink::Warn } else { Ink::Dim }, cell)),
    );
    out
}
