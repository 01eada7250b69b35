//! The engine against the slow reference judge, over generated procedures and short histories.
//!
//! `RULECHECK_CASES` sets the number of cases over all families (default 10,000);
//! `RULECHECK_FAMILY` restricts the run to families whose name contains it; `RULECHECK_SEED` draws other cases.

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
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestError, TestRunner};

use reference::adapter::{self, EngineVerdict};
use reference::closing::Case;
use reference::dossier::dossier_json;
use reference::generate::FAMILIES;
use reference::judge::judge;
use reference::sight::Sight;
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
    let all: u32 = std::env::var("RULECHECK_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000);
    all.div_ceil(FAMILIES.len() as u32).max(1)
}

fn runner(cases: u32) -> TestRunner {
    // The same cases on every run, so that a red run means a change; others when asked for.
    let seed = std::env::var("RULECHECK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(713);
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 20_000,
        rng_seed: RngSeed::Fixed(seed),
        ..Config::default()
    };
    TestRunner::new(config)
}

/// Runs the property over every family and reports the smallest failure of each.
fn over_families(property: impl Fn(&World) -> Result<(), String>) {
    over_families_with(cases_per_family(), property);
}

fn over_families_with(cases: u32, property: impl Fn(&World) -> Result<(), String>) {
    let only = std::env::var("RULECHECK_FAMILY").unwrap_or_default();
    let mut report = String::new();
    for (name, family) in FAMILIES {
        if !name.contains(&only) {
            continue;
        }
        let worlds: BoxedStrategy<World> = family();
        let outcome = runner(cases).run(&worlds, |world| property(&world).map_err(TestCaseError::fail));
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
        let engine =
            adapter::engine_judge(&rules_text(&world.rules), &dossier_json(world), &world.as_of.to_string())?;
        compare(world, &engine)
    });
}

/// The closing properties of the page: why re-evaluates, remedies cure, missing facts matter.
#[test]
fn explanations_remedies_and_missing_facts_hold() {
    over_families(|world| {
        let case = Case::new(&rules_text(&world.rules), &dossier_json(world), &world.as_of.to_string())?;
        case.check()
    });
}

/// The definitions at the head of the page, asked of the reference itself with the one future that
/// is easy to enumerate: nothing happens. It breaks no 合规 and cures no 违规.
#[test]
fn nothing_happening_changes_nothing_decided() {
    over_families(|world| {
        let undated = |entry: &reference::tasks::Done| entry.done && entry.finish.is_none();
        if world.file.partial || world.file.tasks.iter().flatten().any(undated) {
            // What is past grows with the date, and with it what may be missing on file, and the days
            // on which something undated may have happened.
            return Ok(());
        }
        if world.rules.steps.iter().any(|step| step.deemed.is_some()) {
            // A deemed act comes about by the passing of days, and reaches back.
            return Ok(());
        }
        let (now, _) = judge(world);
        let known = Sight::new(&world.rules, &world.file, world.as_of).file;
        for days in [1, 9, 60] {
            let as_of = world.as_of.plus(days);
            let (then, _) = judge(&World { rules: world.rules.clone(), file: known.clone(), as_of });
            for ((id, before), (_, after)) in now.iter().zip(&then) {
                let decided = matches!(before.status, Status::Satisfied | Status::Violated);
                if decided && before.status != after.status {
                    return Err(format!(
                        "{id}: {:?} and {days} days later {:?}",
                        before.status, after.status
                    ));
                }
                let dated = before.is(Status::Violated) && before.since != When::Unsaid;
                if dated && before.since != after.since {
                    return Err(format!("{id}: since {:?}, then {:?}", before.since, after.since));
                }
            }
        }
        Ok(())
    });
}

/// A pending obligation with a due date is decided on the day after it, if nothing happens.
#[test]
fn due_dates_decide() {
    over_families(|world| {
        if world.file.partial || world.rules.in_force_from.is_some() {
            return Ok(());
        }
        let (now, _) = judge(world);
        let known = Sight::new(&world.rules, &world.file, world.as_of).file;
        for (id, before) in &now {
            let (Status::Pending, When::On(due)) = (before.status, before.due) else {
                continue;
            };
            if due < world.as_of {
                return Err(format!("{id}: due {due} before the as-of date"));
            }
            let as_of = due.next();
            let later = World { rules: world.rules.clone(), file: known.clone(), as_of };
            let (then, _) = judge(&later);
            let after = then.iter().find(|(known, _)| known == id).map(|(_, v)| v.status);
            // A deemed act takes the place of a 期限, and then 履行 is due with 办结 (reading 60).
            let taken = Sight::new(&later.rules, &later.file, as_of).taken_over;
            let step = id.strip_suffix("/履行").map(|step| format!("{step}/期限"));
            if step.is_some_and(|limit| taken.contains(&limit)) {
                continue;
            }
            if after == Some(Status::Pending) {
                return Err(format!("{id}: due {due}, and the day after still pending"));
            }
        }
        Ok(())
    });
}

/// Both texts are written for every world, and every id once.
#[test]
fn texts_are_whole() {
    over_families(|world| {
        let json: serde_json::Value =
            serde_json::from_str(&dossier_json(world)).map_err(|e| e.to_string())?;
        let records = json.get("records").and_then(|r| r.as_array()).map_or(0, Vec::len);
        if records != world.file.records.len() {
            return Err(format!("{records} records written"));
        }
        let rules = rules_text(&world.rules);
        if rules.matches('｛').count() != rules.matches('｝').count() {
            return Err(String::from("braces do not match"));
        }
        let mut ids: Vec<String> = judge(world).0.into_iter().map(|(id, _)| id).collect();
        ids.sort();
        if ids.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(String::from("an id twice"));
        }
        Ok(())
    });
}

/// A family that never reaches a status compares nothing about it: no cell of the table is empty.
#[test]
fn families_reach_the_statuses() {
    let (table, empty) = reference::cells::table();
    println!("{table}");
    assert!(empty.is_empty(), "never reached: {empty:?}");
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
        && (!(expected.is(Status::Pending) || expected.is(Status::AtRisk)) || same(expected.due, due))
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

/// The reference's own verdicts, as an engine would hand them over.
fn as_engine(world: &World) -> Vec<EngineVerdict> {
    let iso = |when: When| match when {
        When::On(day) => Some(day.to_string()),
        When::None | When::Unsaid => None,
    };
    let (verdicts, overall) = judge(world);
    let mut all: Vec<EngineVerdict> = verdicts
        .into_iter()
        .map(|(id, v)| (id, v.status.english().to_string(), iso(v.since), iso(v.due)))
        .collect();
    all.push((OVERALL.to_string(), overall.english().to_string(), None, None));
    all
}

#[test]
fn the_comparison_sees_every_difference() {
    over_families_with(20, |world| {
        let same = as_engine(world);
        compare(world, &same)?;
        for at in 0..same.len() {
            let mut other = same.clone();
            other[at].1 = String::from(if same[at].1 == "at_risk" { "pending" } else { "at_risk" });
            let mut fewer = same.clone();
            let gone = fewer.remove(at);
            let mut twice = same.clone();
            twice.push(gone.clone());
            let mut dated = same.clone();
            let date = if gone.1 == "violated" { &mut dated[at].2 } else { &mut dated[at].3 };
            let had_date = date.take().is_some();
            if gone.0 == OVERALL {
                // Left out is allowed, a wrong one is not.
                if compare(world, &other).is_ok() {
                    return Err(String::from("a wrong overall verdict was not seen"));
                }
                continue;
            }
            let seen = [&other, &fewer, &twice].iter().all(|e| compare(world, e).is_err())
                && (!had_date || compare(world, &dated).is_err());
            if !seen {
                return Err(format!("a change of {} was not seen", gone.0));
            }
        }
        let mut more = same;
        more.push((String::from("试验/甲/多余"), String::from("pending"), None, None));
        if compare(world, &more).is_ok() {
            return Err(String::from("one too many was not seen"));
        }
        Ok(())
    });
}
