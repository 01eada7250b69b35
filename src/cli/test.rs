//! `rulecheck test`: the scenarios written in rules.

use super::args::TestArgs;
use super::failure::Failure;
use super::output::Session;
use super::rules::builder;
use crate::diag::input;
use crate::report::scenario::render;
use crate::scenario::run_all;

pub(super) fn run(args: &TestArgs, session: &mut Session) -> Result<u8, Failure> {
    let rules = builder(&args.paths)?.compile()?;
    if rules.tests.is_empty() {
        return Err(input::no_tests().into());
    }
    let outcomes = run_all(&rules);
    session.write(&render(&rules, &outcomes, session.style))?;
    Ok(u8::from(outcomes.iter().any(|outcome| !outcome.passed())))
}
