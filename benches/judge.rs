//! Eight checks (17 verdicts, those that steps imply included) on one loaded dossier of five records, and the dossier from its JSON text.
//!
//! The checks: a notice of 30 days or more, five experts or more, a risk that is low or medium, the opinion
//! lawful, a quorum, a hearing where the budget passes 5,000,000, four documents, the meeting after the review.

#![allow(clippy::expect_used, clippy::panic, reason = "a benchmark that cannot be set up must stop")]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use rulecheck::calendar::{Date, WorkdayCalendar};
use rulecheck::dossier::{Dossier, Format, read_dossier};
use rulecheck::judge::{Status, explain, judge};
use rulecheck::model::{ParsedFile, RuleSet, compile};
use rulecheck::syntax::parse;
use rulecheck::text::{FileId, Source, SourceMap};

const RULES: &str = include_str!("fixtures/eight.rules");
const DOSSIER: &str = include_str!("fixtures/five-records.json");

fn main() {
    divan::main();
}

fn rules() -> RuleSet {
    let mut sources = SourceMap::default();
    sources.add(Source::new("eight.rules", RULES));
    let files = [ParsedFile { parse: parse(FileId(0), RULES.into()), imports: Vec::new() }];
    let compiled = compile(&files, sources, WorkdayCalendar::china());
    compiled.rules.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics))
}

fn dossier(rules: &RuleSet) -> Dossier {
    read_dossier(rules, Format::Json, "five-records.json", DOSSIER)
        .unwrap_or_else(|refused| panic!("{refused:#?}"))
}

fn as_of() -> Date {
    Date::from_ymd(2024, 8, 1).expect("the date exists")
}

#[divan::bench]
fn eight_checks(bencher: Bencher<'_, '_>) {
    let rules = rules();
    let dossier = dossier(&rules);
    let report = judge(&rules, &dossier, as_of());
    assert_eq!(report.overall.status, Status::Satisfied, "{:#?}", report.verdicts);
    bencher.bench_local(|| judge(black_box(&rules), black_box(&dossier), black_box(as_of())));
}

#[divan::bench]
fn explain_all(bencher: Bencher<'_, '_>) {
    let rules = rules();
    let dossier = dossier(&rules);
    let report = judge(&rules, &dossier, as_of());
    bencher.bench_local(|| {
        let ids = report.verdicts.iter().map(|verdict| verdict.obligation);
        ids.filter_map(|id| explain(&rules, &dossier, as_of(), id)).count()
    });
}

#[divan::bench]
fn from_json(bencher: Bencher<'_, '_>) {
    let rules = rules();
    bencher.counter(BytesCount::of_str(DOSSIER)).bench_local(|| dossier(black_box(&rules)));
}
