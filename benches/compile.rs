//! Five megabytes of generated rules on one core: text to tree, and text to checked rule set.

#![allow(clippy::expect_used, clippy::panic, reason = "a benchmark that cannot be set up must stop")]

#[path = "fixtures/generated.rs"]
mod generated;

use divan::Bencher;
use divan::counter::BytesCount;
use rulecheck::calendar::WorkdayCalendar;
use rulecheck::model::{ParsedFile, RuleSet, compile};
use rulecheck::syntax::parse;
use rulecheck::text::{FileId, Source, SourceMap};

const BYTES: usize = 5_000_000;

fn main() {
    divan::main();
}

fn compiled(text: &str) -> RuleSet {
    let mut sources = SourceMap::default();
    sources.add(Source::new("generated.rules", text));
    let files = [ParsedFile { parse: parse(FileId(0), text.into()), imports: Vec::new() }];
    let compiled = compile(&files, sources, WorkdayCalendar::china());
    compiled.rules.unwrap_or_else(|| panic!("{:#?}", compiled.diagnostics.iter().take(5).collect::<Vec<_>>()))
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn text_to_tree(bencher: Bencher<'_, '_>) {
    let text = generated::rules(BYTES);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| parse(FileId(0), text.as_str().into()));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn text_to_rule_set(bencher: Bencher<'_, '_>) {
    let text = generated::rules(BYTES);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| compiled(&text));
}
