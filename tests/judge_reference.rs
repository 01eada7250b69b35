//! The engine against the slow reference judge, over generated procedures and short histories.
//!
//! `RULECHECK_CASES` sets the number of cases over all families (default 10,000);
//! `RULECHECK_FAMILY` restricts the run to families whose name contains it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "test code: a failure is a panic, and the number of cases comes from the environment"
)]

mod reference;

use std::fmt::Write as _;

use proptest::strategy::BoxedStrategy;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};

use reference::adapter::{self, EngineVerdict};
use reference::dossier::dossier_json;
use reference::generate::FAMILIES;
use reference::judge::judge;
use reference::text::rules_text;
use reference::verdict::{Status, Verdict, When};
use reference::world::World;

const OVERALL: &str = "总体";

impl std::fmt::Debug for World {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "\n--- rules ---\n{}--- dossier ---\n{}\n--- as_of {} ---\n",
            rules_text(&self.rules),
            dossier_json(self),
            self.as_of
        )
    }
}

fn cases_per_family() -> u32 {
    let all: u32 =
        std::env::var("RULECHECK_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    all.div_ceil(FAMILIES.len() as u32).max(1)
}

fn runner() -> TestRunner {
    let config = Config {
        cases: cases_per_family(),
        failure_persistence: None,
        max_shrink_iters: 20_000,
        ..Config::default()
    };
    TestRunner::new(config)
}

/// Runs the property over every family and reports the smallest failure of each.
fn over_families(property: impl Fn(&World) -> Result<(), String>) {
    let only = std::env::var("RULECHECK_FAMILY").unwrap_or_default();
    let mut report = String::new();
    for (name, family) in FAMILIES {
        if !name.contains(&only) {
            continue;
        }
        let worlds: BoxedStrategy<World> = family();
        let outcome = runner().run(&worlds, |world| property(&world).map_err(TestCaseError::fail));
        match outcome {
            Ok(()) => {}
            Err(TestError::Fail(reason, world)) => {
                let _ = writeln!(report, "\n===== {name} ====={world:?}{reason}");
            }
            Err(TestError::Abort(reason)) => {
                let _ = writeln!(report, "\n===== {name}: aborted: {reason}");
            }
        }
    }
    assert!(report.is_empty(), "{report}");
}

#[test]
fn the_engine_agrees_with_the_reference() {
    if !adapter::WIRED {
        eprintln!("the engine is not wired: nothing compared");
        return;
    }
    over_families(|world| {
        let engine = adapter::engine_judge(
            &rules_text(&world.rules),
            &dossier_json(world),
            &world.as_of.to_string(),
        )?;
        compare(world, &engine)
    });
}

/// Every obligation has one verdict on both sides, and they are equal.
fn compare(world: &World, engine: &[EngineVerdict]) -> Result<(), String> {
    let (verdicts, overall) = judge(world);
    let mut differences = String::new();
    for (id, expected) in &verdicts {
        let found: Vec<&EngineVerdict> = engine.iter().filter(|(e, ..)| e == id).collect();
        match found.as_slice() {
            [one] if agrees(expected, one) => {}
            [_] => differences.push_str(&format!("  {id}: differs\n")),
            [] => differences.push_str(&format!("  {id}: the engine has none\n")),
            _ => differences.push_str(&format!("  {id}: the engine has several\n")),
        }
    }
    for (id, status, ..) in engine {
        if id == OVERALL && status != overall.english() {
            differences.push_str(&format!("  {OVERALL}: differs\n"));
        }
        if id != OVERALL && verdicts.iter().all(|(known, _)| known != id) {
            differences.push_str(&format!("  {id}: the reference has none\n"));
        }
    }
    if differences.is_empty() {
        return Ok(());
    }
    Err(format!(
        "--- differences ---\n{differences}--- reference ---\n{}--- engine ---\n{}",
        list(&verdicts, overall),
        engine.iter().map(|e| format!("  {e:?}\n")).collect::<String>()
    ))
}

fn agrees(expected: &Verdict, (_, status, since, due): &EngineVerdict) -> bool {
    let same = |when: When, given: &Option<String>| match when {
        When::Unsaid => true,
        When::None => given.is_none(),
        When::On(day) => given.as_deref() == Some(day.to_string().as_str()),
    };
    status == expected.status.english()
        && (!expected.is(Status::Violated) || same(expected.since, since))
        && (!expected.is(Status::Pending) || same(expected.due, due))
}

fn list(verdicts: &[(String, Verdict)], overall: Status) -> String {
    let mut out = String::new();
    for (id, verdict) in verdicts {
        let _ = write!(out, "  {id}: {} {}", verdict.status.chinese(), verdict.status.english());
        match verdict.status {
            Status::Violated => {
                let _ = write!(out, ", since {:?}, curable {}", verdict.since, verdict.curable);
            }
            Status::Pending => {
                let _ = write!(out, ", due {:?}", verdict.due);
            }
            _ => {}
        }
        out.push('\n');
    }
    let _ = writeln!(out, "  {OVERALL}: {}", overall.english());
    out
}
