//! The page for developers shows `examples/embed.rs` as it is, and what it prints. All programs of the page are
//! documentation tests as well.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../examples/embed.rs"]
#[allow(dead_code, reason = "the example prints what this test compares")]
mod embed;

/// The first block of a kind after some words.
fn block<'p>(page: &'p str, after: &str, kind: &str) -> &'p str {
    let (_, rest) = page.split_once(after).unwrap();
    let (_, block) = rest.split_once(&format!("```{kind}\n")).unwrap();
    block.split_once("```").unwrap().0
}

#[test]
fn the_page_shows_the_example_and_what_it_prints() {
    let page = std::fs::read_to_string("docs/developers.md").unwrap();
    let example = std::fs::read_to_string("examples/embed.rs").unwrap();
    let shown = block(&page, "## Judge one dossier", "rust");
    assert!(example.ends_with(shown), "docs/developers.md does not show examples/embed.rs as it is");

    let found = embed::violations(include_str!("../examples/consultation-too-short.ron")).unwrap();
    let printed: Vec<&str> = block(&page, "It prints", "text").lines().collect();
    assert_eq!(found, printed);
}
