//! `rulecheck test`: the scenarios written in rules.

use super::args::TestArgs;
use super::failure::Failure;
use super::output::Session;
use super::rules::builder;
use crate::analyse::untested;
use crate::diag::input;
use crate::engine::nearest;
use crate::model::RuleSet;
use crate::report::{coverage, scenario::render};
use crate::scenario::{TestOutcome, run as run_one};

pub(super) fn run(args: &TestArgs, session: &mut Session) -> Result<u8, Failure> {
    let rules = builder(&args.paths)?.compile()?;
    if rules.tests.is_empty() {
        return Err(input::no_tests().into());
    }
    let outcomes = outcomes(&rules, &args.only)?;
    session.write(&render(&rules, &outcomes, session.style))?;
    let mut failed = outcomes.iter().any(|outcome| !outcome.passed());
    if args.coverage {
        let found = untested(&rules);
        failed |= !found.is_empty();
        session.write(&coverage::untested(&rules, &found, session.style))?;
    }
    Ok(u8::from(failed))
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
