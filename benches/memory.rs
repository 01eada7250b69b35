//! The peak memory of compiling rules once: text to checked rule set.
//!
//! `cargo bench --bench memory` takes the shipped rules, `cargo bench --bench memory -- 5000000` as many
//! bytes of generated ones. One process measures one text: the peak of a process never falls.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a benchmark that cannot be set up must stop, and it prints what it measured"
)]

#[path = "fixtures/generated.rs"]
mod generated;

use rulecheck::calendar::WorkdayCalendar;
use rulecheck::model::{ParsedFile, compile};
use rulecheck::syntax::parse;
use rulecheck::text::{Source, SourceMap};

const NOTICE: &str = include_str!("../rules/golmud/2024-34-major-decisions.rules");
const DECREE: &str = include_str!("../rules/state/decree-713.rules");

fn main() {
    let bytes = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let files = match bytes {
        Some(bytes) => vec![generated::rules(bytes)],
        None => vec![NOTICE.to_owned(), DECREE.to_owned()],
    };
    let size: usize = files.iter().map(String::len).sum();
    let before = peak();
    compiled(&files);
    let after = peak();
    println!("{size} bytes of rules; peak memory of the process {after} KiB, before compiling {before} KiB");
    println!("compiling: {:.1} times the text", (after - before) as f64 * 1024.0 / size as f64);
    println!("process: {:.1} times the text", after as f64 * 1024.0 / size as f64);
}

/// Each file imports all later ones.
fn compiled(files: &[String]) {
    let mut sources = SourceMap::default();
    let mut parsed = Vec::new();
    for (at, text) in files.iter().enumerate() {
        let file = sources.add(Source::new(format!("{at}.rules"), text.as_str())).expect("there is room");
        let imports = (at + 1..files.len()).map(|other| ("国家".into(), other, Default::default())).collect();
        parsed.push(ParsedFile { parse: parse(file, text.as_str().into()), imports });
    }
    let compiled = compile(&parsed, sources, WorkdayCalendar::china());
    assert!(compiled.rules.is_some(), "{:#?}", compiled.diagnostics);
}

/// The peak resident memory of this process, in KiB, as Linux counts it.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells it");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("Linux tells it");
    line.trim().trim_end_matches("kB").trim().parse().expect("it is a number")
}
