//! From the text of a dossier of five records to a typed dossier.

#![allow(missing_docs, reason = "benchmarks have no API")]

#[path = "../tests/dossier/builder.rs"]
mod builder;

use divan::{Bencher, black_box, counter::BytesCount};
use rulecheck::dossier::{Format, read_dossier};

const FIVE: &str = include_str!("../tests/cases/dossier/five-records.json");
const COMPLETE: &str = include_str!("../tests/cases/dossier/complete.ron");

fn main() {
    divan::main();
}

#[divan::bench]
fn five_records_json(bencher: Bencher<'_, '_>) {
    let rules = builder::rules();
    bencher
        .counter(BytesCount::of_str(FIVE))
        .bench(|| read_dossier(&rules, Format::Json, "five-records.json", black_box(FIVE)).is_ok());
}

#[divan::bench]
fn complete_ron(bencher: Bencher<'_, '_>) {
    let rules = builder::rules();
    bencher
        .counter(BytesCount::of_str(COMPLETE))
        .bench(|| read_dossier(&rules, Format::Ron, "complete.ron", black_box(COMPLETE)).is_ok());
}

/// The common reader of JSON on the same text, as a yardstick: an untyped tree and no names resolved.
#[divan::bench]
fn five_records_untyped(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(FIVE))
        .bench(|| serde_json::from_str::<serde_json::Value>(black_box(FIVE)).is_ok());
}
