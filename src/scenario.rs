//! Running the scenarios (测试) of a rule set.
//!
//! INVARIANT: a scenario is read, typed and judged exactly as a dossier is. Nothing is printed.

use crate::calendar::Date;
use crate::dossier::{AsOf, Dossier, Fault, type_dossier};
use crate::judge::{Status, Subject, Verdict};
use crate::model::{Expectation, RuleSet, TestCase};
use crate::plan::assess;
use crate::syntax::vocabulary::PostfixWord;
use crate::text::digest;
use smol_str::SmolStr;

/// What became of one scenario.
#[derive(Clone, Debug)]
pub struct TestOutcome {
    /// Its position among the rule set's scenarios.
    pub test: usize,
    /// How it differs from what is expected; empty where it passes.
    pub differences: Vec<Difference>,
}

impl TestOutcome {
    /// Whether everything is as expected.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.differences.is_empty()
    }
}

/// One way in which a scenario is not as expected.
#[derive(Clone, Debug)]
pub enum Difference {
    /// The scenario is no valid dossier.
    Invalid(Vec<Fault>),
    /// It has no as-of date.
    NoDate,
    /// An obligation is judged otherwise than expected.
    Otherwise {
        /// What was expected.
        expected: Expectation,
        /// What was found; `None` where the obligation was not judged at all.
        found: Option<Found>,
    },
    /// An obligation that is not listed, by its id, is violated, and the scenario does not say 其余 不论.
    Unlisted(SmolStr, Found),
}

/// A verdict as a scenario sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The status.
    pub status: Status,
    /// 自
    pub since: Option<Date>,
    /// 至
    pub until: Option<Date>,
    /// 期限
    pub due: Option<Date>,
}

impl From<&Verdict> for Found {
    fn from(verdict: &Verdict) -> Self {
        Self { status: verdict.status, since: verdict.since, until: verdict.until, due: verdict.due }
    }
}

/// Runs all scenarios, in the order in which they are written.
#[must_use]
pub fn run_all(rules: &RuleSet) -> Vec<TestOutcome> {
    rules
        .tests
        .iter()
        .enumerate()
        .map(|(test, case)| TestOutcome { test, differences: run(rules, case) })
        .collect()
}

/// Runs one scenario: how it differs from what is expected.
#[must_use]
pub fn run(rules: &RuleSet, case: &TestCase) -> Vec<Difference> {
    // The procedure was resolved where the scenario is written: several rule sets may have the name.
    let file = case.procedure.map(|id| rules.procedures[id].span.file);
    let edition = rules.editions.iter().find(|edition| Some(edition.span.file) == file);
    let mut submission = case.dossier.clone();
    submission.ruleset = submission.ruleset.or(edition.map(|edition| edition.name.clone()));
    let dossier = match type_dossier(rules, &case.name, &submission, digest([case.name.as_bytes()])) {
        Ok(dossier) => Dossier { file: Some(case.span.file), ..dossier },
        Err(faults) => return vec![Difference::Invalid(faults)],
    };
    let Some(AsOf::On(as_of)) = dossier.as_of else { return vec![Difference::NoDate] };
    let report = assess(rules, &dossier, as_of);
    let key = |verdict: &Verdict| Subject::from(verdict).key(rules, &dossier);
    let meant = |expected: &Expectation, verdict: &&Verdict| {
        expected.obligation == Some(verdict.obligation)
            && (expected.entry.is_none() || expected.entry == key(verdict))
    };
    // Of a register without an entry all are meant: the first that is otherwise is told.
    let verdict = |expected: &Expectation| {
        let mut of = report.verdicts.iter().filter(|verdict| meant(expected, verdict)).map(Found::from);
        let first = of.clone().next();
        of.find(|found| !agrees(expected, *found)).or(first)
    };
    let mut differences = Vec::new();
    for expected in &case.expected {
        let found = match expected.obligation {
            Some(_) => verdict(expected),
            None => Some(Found { status: report.overall.status, since: None, until: None, due: None }),
        };
        if !found.is_some_and(|found| agrees(expected, found)) {
            differences.push(Difference::Otherwise { expected: expected.clone(), found });
        }
    }
    if !case.others_free {
        let listed = |one: &Verdict| case.expected.iter().any(|expected| meant(expected, &one));
        let broken = report.verdicts.iter().filter(|one| one.status == Status::Violated && !listed(one));
        differences.extend(
            broken.map(|one| Difference::Unlisted(Subject::from(one).id(rules, &dossier), Found::from(one))),
        );
    }
    differences
}

fn agrees(expected: &Expectation, found: Found) -> bool {
    let same = |wanted: Option<Date>, found: Option<Date>| wanted.is_none() || wanted == found;
    wanted_status(expected.status).is_none_or(|status| status == found.status)
        && same(expected.since, found.since)
        && same(expected.until, found.until)
        && same(expected.due, found.due)
}

/// The status that a word of an expectation stands for; `None`: 不论.
#[must_use]
pub fn wanted_status(word: PostfixWord) -> Option<Status> {
    Some(match word {
        PostfixWord::Satisfied | PostfixWord::Done => Status::Satisfied,
        PostfixWord::Violated => Status::Violated,
        PostfixWord::Unproven => Status::Unproven,
        PostfixWord::AtRisk => Status::AtRisk,
        PostfixWord::PendingStatus => Status::Pending,
        PostfixWord::Waived => Status::Waived,
        PostfixWord::NotApplicable => Status::NotApplicable,
        PostfixWord::Missed => Status::Missed,
        PostfixWord::Regardless | PostfixWord::Overdue | PostfixWord::InSpan => return None,
    })
}
