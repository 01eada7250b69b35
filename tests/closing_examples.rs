//! The three closing properties of the verdict table on every example dossier and every shipped
//! scenario: why re-evaluates, remedies cure, what is unproven names what is missing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "test code: a failure is a panic, and the examples are files"
)]

use rulecheck::RuleSet;
use rulecheck::calendar::Date;
use rulecheck::dossier::{AsOf, Dossier, Format, type_scenario};
use rulecheck::judge::{Status, Subject, cured, explain, judge, missing, remedy};
use rulecheck::model::Row;

fn packs() -> Vec<RuleSet> {
    rulecheck::packs().iter().map(|pack| RuleSet::builder().pack(pack.path).compile().unwrap()).collect()
}

/// What is wrong with the closing properties of one dossier.
fn faults(rules: &RuleSet, dossier: &Dossier, as_of: Date) -> Vec<String> {
    let mut found = Vec::new();
    for verdict in &judge(rules, dossier, as_of).verdicts {
        let obligation = &rules.obligations[verdict.obligation];
        let id = Subject::from(verdict).id(rules, dossier);
        let why = explain(rules, dossier, as_of, verdict).unwrap();
        match why.reevaluate(rules) {
            Ok(status) if status == verdict.status => {}
            other => found.push(format!("{id}: {:?}, explained as {other:?}", verdict.status)),
        }
        let facts = missing(rules, dossier, as_of, verdict);
        if facts.is_empty() == (verdict.status == Status::Unproven) {
            found.push(format!("{id}: {:?} ({:?}), missing {facts:?}", verdict.status, verdict.reason));
        }
        let acts = remedy(rules, dossier, as_of, verdict);
        if verdict.status != Status::Violated {
            continue;
        }
        let condition = matches!(obligation.row, Row::Must { .. } | Row::MustNot { .. });
        if acts.is_empty() {
            if verdict.curable && !condition {
                found.push(format!("{id}: said to be curable, and no act is known"));
            }
            continue;
        }
        let day = acts.iter().map(|act| act.earliest).max().unwrap().max(as_of);
        let after = cured(rules, dossier, &acts);
        let now = judge(rules, &after, day);
        let now = now.verdicts.iter().find(|one| Subject::from(*one) == Subject::from(verdict)).unwrap();
        if matches!(now.status, Status::Violated | Status::Unproven) {
            found.push(format!(
                "{id} ({:?}): after {acts:?} {:?} ({:?})",
                verdict.reason, now.status, now.reason
            ));
        }
    }
    found
}

#[test]
fn of_every_example() {
    let mut found = Vec::new();
    let packs = packs();
    let mut seen = 0;
    for entry in std::fs::read_dir("examples").unwrap() {
        let path = entry.unwrap().path();
        let name = path.display().to_string();
        let Some(format) = Format::of_name(&name) else { continue };
        let text = std::fs::read_to_string(&path).unwrap();
        let loaded =
            packs.iter().find_map(|rules| Some((rules, rules.dossier_from_str(format, &name, &text).ok()?)));
        let (rules, dossier) = loaded.unwrap_or_else(|| panic!("{name} does not load"));
        let Some(AsOf::On(as_of)) = dossier.as_of else { panic!("{name} gives no date") };
        found.extend(faults(rules, &dossier, as_of).into_iter().map(|fault| format!("{name}: {fault}")));
        seen += 1;
    }
    assert!(seen >= 8, "{seen} examples");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn of_every_scenario() {
    let mut found = Vec::new();
    for rules in packs() {
        for test in rules.tests.iter() {
            let dossier =
                type_scenario(&rules, test).unwrap_or_else(|faults| panic!("{}: {faults:?}", test.name));
            let Some(AsOf::On(as_of)) = dossier.as_of else { panic!("{} gives no date", test.name) };
            found.extend(
                faults(&rules, &dossier, as_of).into_iter().map(|fault| format!("{}: {fault}", test.name)),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
