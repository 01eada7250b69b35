//! How fast rules text becomes a tree, and a tree becomes views.

use divan::counter::BytesCount;
use rulecheck::syntax::ast::{Expr, Statement};
use rulecheck::syntax::parse;
use rulecheck::text::FileId;
use std::sync::Arc;

const SAMPLE: &str = include_str!("../tests/cases/syntax/language.rules");

fn main() {
    divan::main();
}

/// The sample again and again, up to five million bytes.
fn generated() -> Arc<str> {
    let copies = 5_000_000 / SAMPLE.len();
    SAMPLE.repeat(copies).into()
}

#[divan::bench(sample_count = 10)]
fn text_to_tree(bencher: divan::Bencher<'_, '_>) {
    let text = generated();
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse(FileId(0), Arc::clone(&text)));
}

#[divan::bench(sample_count = 10)]
fn tree_to_views(bencher: divan::Bencher<'_, '_>) {
    let text = generated();
    let parsed = parse(FileId(0), Arc::clone(&text));
    assert!(parsed.diagnostics.is_empty());
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| parsed.tree.file_view().statements().map(walk).sum::<usize>());
}

/// Builds every view of a statement and of what is in it; how many expressions there are.
fn walk(statement: Statement<'_>) -> usize {
    let head = statement.head().len();
    let value: Vec<Expr<'_>> = statement.value().map(|value| value.items).unwrap_or_default();
    let clauses: usize = statement.clauses().iter().map(|clause| clause.items.len()).sum();
    head + value.len() + clauses + statement.body().into_iter().flatten().map(walk).sum::<usize>()
}
