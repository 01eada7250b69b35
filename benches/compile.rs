//! Five megabytes of generated rules on one core: text to tree, and text to checked rule set.

#![allow(clippy::expect_used, clippy::panic, reason = "a benchmark that cannot be set up must stop")]

use divan::Bencher;
use divan::counter::BytesCount;
use rulecheck::calendar::WorkdayCalendar;
use rulecheck::model::{ParsedFile, RuleSet, compile};
use rulecheck::syntax::parse;
use rulecheck::text::{FileId, Source, SourceMap};
use std::fmt::Write as _;

const BYTES: usize = 5_000_000;
const EIGHT: &str = include_str!("fixtures/eight.rules");

fn main() {
    divan::main();
}

/// The fixture's declarations once, then its procedure under ever new names.
fn generated() -> String {
    let at = EIGHT.find("程序 决策").expect("the fixture has a procedure");
    let (declarations, procedure) = EIGHT.split_at(at);
    let mut text = declarations.to_owned();
    let mut count = 0usize;
    while text.len() < BYTES {
        let named =
            procedure.replacen("程序 决策（decision）", &format!("程序 决策{count}（decision_{count}）"), 1);
        let _ = write!(text, "{named}\n// 第 {count} 份\n");
        count += 1;
    }
    text
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
    let text = generated();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| parse(FileId(0), text.as_str().into()));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn text_to_rule_set(bencher: Bencher<'_, '_>) {
    let text = generated();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| compiled(&text));
}
