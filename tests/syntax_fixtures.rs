//! Fixtures: whole texts parse as they should.

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
