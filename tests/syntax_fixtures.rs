//! Fixtures: whole texts parse as they should.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test may fail loudly"
)]

mod syntax_dump;

use rulecheck::syntax::parse;
use rulecheck::text::FileId;
use syntax_dump::dump;

fn read(name: &str) -> String {
    std::fs::read_to_string(format!("tests/cases/syntax/{name}")).unwrap()
}

#[test]
fn the_language_sample_parses_without_faults() {
    let parsed = parse(FileId(0), read("language.rules").into());
    let faults: Vec<String> = parsed
        .diagnostics
        .iter()
        .map(|d| format!("{} {} {:?}", d.code, d.message.zh, d.span.of(parsed.tree.text())))
        .collect();
    assert_eq!(faults, Vec::<String>::new());
    insta::with_settings!({prepend_module_to_snapshot => false, snapshot_path => "cases/syntax"}, {
        insta::assert_snapshot!("language.views", dump(parsed.tree.file_view()));
    });
}

fn views(name: &str) -> String {
    let text = read(name);
    let parsed = parse(FileId(0), text.as_str().into());
    let said: Vec<String> = parsed
        .diagnostics
        .iter()
        .map(|d| format!("{} {} {:?}", d.code, d.message.zh, d.span.of(&text)))
        .collect();
    assert_eq!(said, Vec::<String>::new(), "{name}");
    dump(parsed.tree.file_view())
}

#[test]
fn both_vocabularies_give_one_tree() {
    assert_eq!(views("pair.zh.rules"), views("pair.en.rules"));
}

#[test]
fn every_spelling_is_read() {
    insta::with_settings!({prepend_module_to_snapshot => false, snapshot_path => "cases/syntax"}, {
        insta::assert_snapshot!("spellings.views", views("spellings.rules"));
    });
}
