//! `rulecheck new`: the reader takes every template as it stands, it claims nothing, and its examples are right.
#![cfg(feature = "yaml")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "what a test builds on must be there")]

use rulecheck::calendar::Date;
use rulecheck::diag::Lang;
use rulecheck::dossier::{Format, read_dossier};
use rulecheck::model::{Id, Procedure, RuleSet};
use rulecheck::report::template;

fn every(mut check: impl FnMut(&RuleSet, Id<Procedure>, Format, Lang)) {
    let mut seen = 0;
    for pack in rulecheck::packs() {
        let rules = RuleSet::builder().pack(pack.path).compile().unwrap();
        for procedure in rules.procedures.ids() {
            for format in [Format::Ron, Format::Json, Format::Yaml] {
                for lang in [Lang::Zh, Lang::En] {
                    check(&rules, procedure, format, lang);
                    seen += 1;
                }
            }
        }
    }
    assert!(seen >= 24, "{seen}");
}

fn name(rules: &RuleSet, procedure: Id<Procedure>, format: Format, lang: Lang) -> String {
    format!("{} {format:?} {lang:?}", rules.procedures[procedure].name)
}

#[test]
fn a_template_is_a_dossier() {
    every(|rules, procedure, format, lang| {
        let name = name(rules, procedure, format, lang);
        let text = template(rules, procedure, format, lang);
        let dossier = read_dossier(rules, format, &name, &text)
            .unwrap_or_else(|errors| panic!("{name}: {:#?}\n{text}", errors.diagnostics));
        assert_eq!(dossier.procedure, Some(procedure), "{name}");
        assert!(dossier.records.is_empty() && dossier.attestations.is_empty(), "{name}");
        assert!(
            dossier.roles.iter().all(|role| !role.bound),
            "{name}: a role without its holder is not bound"
        );
    });
}

/// What is not filled in is not given: the verdicts are those of a dossier that gives the required fields alone.
#[test]
fn a_template_claims_nothing() {
    every(|rules, procedure, format, lang| {
        let name = name(rules, procedure, format, lang);
        let text = template(rules, procedure, format, lang);
        let full = read_dossier(rules, format, &name, &text).unwrap();
        let mut bare = full.clone();
        for (slot, fact) in bare.facts.iter_mut().enumerate() {
            *fact = rules.names().absent[slot].clone();
        }
        let as_of = Date::from_ymd(2024, 7, 1).unwrap();
        let verdicts = |dossier| {
            let report = rules.validate(dossier, as_of);
            report.verdicts.iter().map(|one| (one.obligation, one.status)).collect::<Vec<_>>()
        };
        assert_eq!(verdicts(&full), verdicts(&bare), "{name}");
    });
}

/// The lines above the dossier.
const HEADING: usize = 2;

/// With the marks of its comments taken away and dates written in, the examples are read without a fault.
#[test]
fn the_examples_in_it_are_right() {
    every(|rules, procedure, format, lang| {
        if format == Format::Json {
            return;
        }
        let name = name(rules, procedure, format, lang);
        let mark = if format == Format::Ron { "// " } else { "# " };
        let text = template(rules, procedure, format, lang);
        let uncovered: Vec<String> = text
            .lines()
            .skip(HEADING)
            .map(|line| {
                let indent = line.len() - line.trim_start().len();
                match line.trim_start().strip_prefix(mark) {
                    Some(rest) if is_example(rest, format) => format!("{}{rest}", " ".repeat(indent)),
                    _ => line.to_owned(),
                }
            })
            .collect();
        let dated =
            uncovered.join("\n").replace("年-月-日", "2024-06-03").replace("YYYY-MM-DD", "2024-06-03");
        let dossier = read_dossier(rules, format, &name, &dated)
            .unwrap_or_else(|errors| panic!("{name}: {:#?}\n{dated}", errors.diagnostics));
        let steps = rules.procedures[procedure].steps.len();
        assert!(dossier.records.len() >= steps, "{name}: a record for each of {steps} steps");
        let findings = rules.obligations.iter().filter(|one| {
            one.procedure == Some(procedure) && matches!(one.row, rulecheck::model::Row::Finding { .. })
        });
        assert!(dossier.attestations.len() >= findings.count(), "{name}");
    });
}

/// Whether a comment is an example: it looks like a line of the format.
fn is_example(rest: &str, format: Format) -> bool {
    let line =
        rest.split(if format == Format::Ron { " // " } else { " # " }).next().unwrap_or_default().trim();
    match format {
        Format::Ron => line.ends_with([',', '(', '[', '{', ')', ']', '}']) && !line.contains('》'),
        _ => {
            line.starts_with("- ")
                || line.split_once(':').is_some_and(|(key, rest)| {
                    !key.contains([' ', '《', '“']) && (rest.is_empty() || rest.starts_with(' '))
                })
        }
    }
}
