//! Judging a dossier from a program: no command line, no files but the dossier.
#![allow(clippy::print_stdout, reason = "an example shows what it found")]

use rulecheck::RuleSet;
use rulecheck::calendar::Date;
use rulecheck::dossier::Format;
use rulecheck::judge::Status;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rules = RuleSet::builder().pack("state/decree-713.rules").compile()?;
    let text = include_str!("consultation-too-short.ron");
    let dossier = rules.dossier_from_str(Format::Ron, "consultation-too-short.ron", text)?;
    let as_of = Date::from_ymd(2024, 6, 20).ok_or("no such day")?;

    let report = rules.validate(&dossier, as_of);
    for verdict in report.with(Status::Violated) {
        println!(
            "{} since {:?}",
            rules.obligations[verdict.obligation].id,
            verdict.since.map(|day| day.to_string())
        );
    }
    assert_eq!(report.overall.status, Status::Violated);
    Ok(())
}
