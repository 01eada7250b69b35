//! Judging a dossier from a program: no command line, no files but the dossier.
#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use rulecheck::{RuleSet, calendar::Date, diag::Lang, dossier::Format, judge, report};

/// What is violated, by which article, and from when on it can be cured.
pub(crate) fn violations(text: &str) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    // Compiled once: immutable, shared by threads, good for any number of dossiers.
    let rules = RuleSet::builder().pack("state/decree-713.rules").compile()?;
    let dossier = rules.dossier_from_str(Format::Ron, "consultation-too-short.ron", text)?;

    // The day is always given: nothing here reads a clock.
    let as_of = Date::from_ymd(2024, 6, 20).ok_or("no such day")?;
    let report = rules.validate(&dossier, as_of);

    let mut lines = Vec::new();
    for verdict in report.with(judge::Status::Violated) {
        let obligation = &rules.obligations[verdict.obligation];
        lines.push(format!("{} is violated", obligation.id));
        lines.extend(obligation.cites.iter().map(|cite| report::citation(&rules, cite, Lang::En)));
        for act in judge::remedy(&rules, &dossier, as_of, verdict) {
            lines.push(format!("it can be cured from {} on", act.earliest));
        }
    }
    Ok(lines)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string("examples/consultation-too-short.ron")?;
    for line in violations(&text)? {
        println!("{line}");
    }
    Ok(())
}
