//! `rulecheck test`: the scenarios written in rules.

use super::args::{TestArgs, TestFormat};
use super::failure::Failure;
use super::output::Session;
use super::rules::builder;
use crate::analyse::{Untested, untested};
use crate::diag::input;
use crate::engine::nearest;
use crate::model::RuleSet;
use crate::report::scenario::{render, tally};
use crate::report::{coverage, findings, json};
use crate::scenario::{TestOutcome, run as run_one};

pub(super) fn run(args: &TestArgs, session: &mut Session) -> Result<u8, Failure> {
    let rules = builder(&args.paths)?.compile()?;
    if rules.tests.is_empty() {
        return Err(input::no_tests().into());
    }
    let outcomes = outcomes(&rules, &args.only)?;
    let open = if args.coverage { Some(untested(&rules)) } else { None };
    write(args.format, &rules, &outcomes, open.as_deref(), session)?;
    let failed = outcomes.iter().any(|outcome| !outcome.passed());
    Ok(u8::from(failed || open.is_some_and(|open| !open.is_empty())))
}

fn write(
    format: TestFormat,
    rules: &RuleSet,
    outcomes: &[TestOutcome],
    open: Option<&[Untested]>,
    session: &mut Session,
) -> Result<(), Failure> {
    if format == TestFormat::Human {
        session.write(&render(rules, outcomes, session.style))?;
        return match open {
            Some(open) => session.write(&coverage::untested(rules, open, session.style)),
            None => Ok(()),
        };
    }
    let mut found = findings::scenarios(rules, outcomes);
    found.extend(findings::untested(rules, open.unwrap_or_default()));
    match format {
        TestFormat::Json => {
            let found: Vec<_> = found.iter().map(|one| (&rules.sources, one)).collect();
            session.json(&json::diagnostics(&found), true)?;
        }
        _ => session.lines(&rules.sources, &found)?,
    }
    session.say(&tally(outcomes, session.style));
    Ok(())
}

/// Runs the scenarios whose name contains one of the texts; all of them where none is given.
fn outcomes(rules: &RuleSet, only: &[String]) -> Result<Vec<TestOutcome>, Failure> {
    for text in only {
        if !rules.tests.iter().any(|case| case.name.contains(text.as_str())) {
            let near = nearest(text, rules.tests.iter().map(|case| case.name.as_str()));
            return Err(input::no_test(text, near).into());
        }
    }
    let chosen = |name: &str| only.is_empty() || only.iter().any(|text| name.contains(text.as_str()));
    let cases = rules.tests.iter().enumerate().filter(|(_, case)| chosen(&case.name));
    Ok(cases.map(|(test, case)| TestOutcome { test, differences: run_one(rules, case) }).collect())
}
