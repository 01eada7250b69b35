//! Any bytes as a rules file: the tree is the text, every fault lies in it, compiling is total.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rulecheck::calendar::WorkdayCalendar;
use rulecheck::diag::Severity;
use rulecheck::model::{ParsedFile, compile};
use rulecheck::syntax::parse_bytes;
use rulecheck::syntax::tree::Piece;
use rulecheck::text::{FileId, Source, SourceMap, decode};
use std::sync::LazyLock;

static CALENDAR: LazyLock<WorkdayCalendar> = LazyLock::new(WorkdayCalendar::china);

fuzz_target!(|bytes: &[u8]| {
    let parse = parse_bytes(FileId(0), bytes);
    let text = parse.tree.text().to_owned();
    if let Ok(decoded) = decode(bytes) {
        assert_eq!(decoded, text, "the tree is over another text");
    } else {
        assert!(!parse.diagnostics.is_empty(), "bytes that are no text passed silently");
    }
    let pieces: String = parse
        .tree
        .pieces()
        .map(|piece| match piece {
            Piece::Token(_, text) | Piece::Trivia(text) => text,
        })
        .collect();
    assert_eq!(pieces, text, "the tree lost text");

    let mut sources = SourceMap::default();
    sources.add(Source::new("fuzz.rules", text.as_str()));
    let compiled = compile(&[ParsedFile { parse, imports: Vec::new() }], sources, CALENDAR.clone());
    let errors = compiled.diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
    assert_eq!(compiled.rules.is_some(), errors == 0, "a rule set exists exactly where no error was");
    for found in &compiled.diagnostics {
        let (start, end) = (found.span.start as usize, found.span.end as usize);
        assert!(text.get(start..end).is_some(), "{} points outside the text or into a character", found.code);
    }
});
