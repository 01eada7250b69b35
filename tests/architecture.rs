//! The floors of the house, checked on the text of the sources.
//!
//! A lower floor never imports an upper one; pest, petgraph and the renderer stay in their modules; printing,
//! clocks, the environment and files stay above; every module says what it is. The scan is by line, on text from
//! which comments and literals have been blanked: it needs no parser and sees through neither macros nor
//! re-exports, which this code base does not use across floors.

#![allow(clippy::expect_used, clippy::string_slice, reason = "what a test builds on must be there")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The floors, lowest first. A floor may use itself and every floor before it.
const FLOORS: &[&str] = &[
    "text", "diag", "calendar", "quantity", "syntax", "format", "graph", "model", "dossier", "schedule",
    "judge", "case", "plan", "scenario", "analyse", "report", "engine", "cli",
];

/// A word that may stand only in some places, and why.
struct Fence {
    /// What is searched, as a path or a macro: preceded by no letter, digit, `_` or `:`.
    words: &'static [&'static str],
    /// Floors where it may stand.
    within: &'static [&'static str],
    reason: &'static str,
}

const FENCES: &[Fence] = &[
    Fence { words: &["pest", "pest_derive"], within: &["syntax"], reason: "only `syntax` names pest" },
    Fence { words: &["petgraph"], within: &["graph"], reason: "only `graph` names petgraph" },
    Fence { words: &["miette"], within: &["report", "cli"], reason: "only reports render" },
    Fence { words: &["clap"], within: &["cli"], reason: "only the command has arguments" },
    Fence {
        words: &[
            "print!",
            "println!",
            "eprint!",
            "eprintln!",
            "dbg!",
            "std::io::stdout",
            "std::io::stderr",
            "io::stdout",
            "io::stderr",
        ],
        within: &["cli"],
        reason: "nothing below `cli` prints",
    },
    Fence {
        words: &["std::time", "SystemTime", "Instant", "jiff::Timestamp", "jiff::Zoned"],
        within: &["cli"],
        reason: "nothing below `cli` reads a clock",
    },
    Fence {
        words: &["std::env", "std::process"],
        within: &["cli"],
        reason: "nothing below `cli` knows its process",
    },
    Fence {
        words: &["std::fs", "std::net"],
        within: &["engine", "cli"],
        reason: "nothing below `engine` reads files",
    },
];

/// Lines of a file, everything counted.
const MOST_LINES: usize = 800;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder with an ending, in a fixed order.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.expect("a readable entry").path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|found| found == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// One source file: where it stands and what it says.
struct File {
    /// Relative to `src/`, with `/`.
    name: String,
    text: String,
}

impl File {
    /// The floor: the first folder, or the file of that name; `None` for the crate's root files.
    fn floor(&self) -> Option<&str> {
        let first = self.name.split('/').next()?;
        let floor = first.strip_suffix(".rs").unwrap_or(first);
        (!matches!(floor, "lib" | "main")).then_some(floor)
    }
}

fn sources() -> Vec<File> {
    let folder = root().join("src");
    files(&folder, "rs")
        .into_iter()
        .map(|path| File {
            name: path.strip_prefix(&folder).expect("below src").to_string_lossy().replace('\\', "/"),
            text: std::fs::read_to_string(&path).expect("a readable file"),
        })
        .collect()
}

/// The text with comments and literals blanked, line ends kept.
fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut word = false; // whether the character before belongs to a word
    while let Some(next) = rest.chars().next() {
        let length = literal_or_comment(rest, word).unwrap_or(0);
        if length == 0 {
            out.push(next);
            word = next.is_alphanumeric() || next == '_';
            rest = &rest[next.len_utf8()..];
        } else {
            out.extend(rest[..length].chars().map(|blanked| if blanked == '\n' { '\n' } else { ' ' }));
            word = false;
            rest = &rest[length..];
        }
    }
    out
}

/// The length of the comment or literal at the beginning of a text, if one is there.
fn literal_or_comment(text: &str, after_word: bool) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return Some(block_comment(text));
    }
    let bare = if after_word { text } else { text.trim_start_matches(['b', 'c']) };
    let prefix = text.len() - bare.len();
    if prefix <= 1 && !after_word && bare.starts_with('r') {
        let hashes = bare[1..].len() - bare[1..].trim_start_matches('#').len();
        let close = format!("\"{}", "#".repeat(hashes));
        if let Some(body) = bare[1 + hashes..].strip_prefix('"') {
            let end = body.find(&close).map_or(body.len(), |at| at + close.len());
            return Some(prefix + 1 + hashes + 1 + end);
        }
    }
    if prefix <= 1 && bare.starts_with('"') {
        return Some(prefix + quoted(bare, '"'));
    }
    if prefix <= 1 && bare.starts_with('\'') {
        let mut after = bare.chars().skip(1);
        let (first, second) = (after.next()?, after.next()?);
        // A lifetime has no closing quote after its first character.
        return (first == '\\' || second == '\'').then(|| prefix + quoted(bare, '\''));
    }
    None
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0usize, 0usize);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest.starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

fn quoted(text: &str, mark: char) -> usize {
    let mut escaped = false;
    for (at, found) in text.char_indices().skip(1) {
        match found {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if found == mark => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The floors that a line of code names from the crate's root, in a module so many levels below it.
fn imported(line: &str, depth: usize) -> Vec<&str> {
    let mut floors: Vec<&str> =
        line.match_indices("crate::").map(|(at, root)| first_word(&line[at + root.len()..])).collect();
    let mut rest = line;
    while let Some(at) = rest.find("super::") {
        let after = rest[at..].trim_start_matches("super::");
        let levels = (rest.len() - at - after.len()) / "super::".len();
        // A module inside the file (tests) is one level lower.
        if levels >= depth && depth > 0 {
            floors.push(first_word(after));
        }
        rest = after;
    }
    floors
}

/// `use a::{b, c::{d, e}};` as one path a line; other lines as they are.
fn expanded(line: &str) -> String {
    let start = line.find("use ").filter(|_| line.ends_with(';'));
    let Some(start) = start.filter(|start| *start == 0 || line.starts_with("pub")) else {
        return line.to_owned();
    };
    let mut prefixes = vec![String::new()];
    let (mut path, mut out) = (String::new(), String::new());
    for found in line[start + "use ".len()..].chars() {
        match found {
            '{' => prefixes.push(std::mem::take(&mut path)),
            ',' | '}' | ';' => {
                if !path.trim().is_empty() {
                    let _ = writeln!(out, "use {}{};", prefixes.concat(), path.trim());
                }
                path.clear();
                if found == '}' {
                    prefixes.pop();
                }
            }
            _ if found.is_whitespace() && path.is_empty() => {}
            _ => path.push(found),
        }
    }
    out
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start();
    let end = text.find(|found: char| !(found.is_alphanumeric() || found == '_')).unwrap_or(text.len());
    &text[..end]
}

/// The code with every `use …;` on lines of their own, one path a line.
fn joined(code: &str) -> String {
    let (mut out, mut import) = (String::with_capacity(code.len()), String::new());
    for line in code.lines().map(str::trim) {
        let begins =
            line.split("use ").next().is_some_and(|before| before.is_empty() || before.starts_with("pub"));
        if import.is_empty() && !(begins && line.contains("use ")) {
            out.push_str(line);
            out.push('\n');
            continue;
        }
        import.push_str(line);
        import.push(' ');
        if line.ends_with(';') {
            out.push_str(&expanded(import.trim_end()));
            out.push('\n');
            import.clear();
        }
    }
    out + &import
}

/// Whether a line names a path or a macro, as a word of its own.
fn names(line: &str, word: &str) -> bool {
    let in_word = |found: char| found.is_alphanumeric() || found == '_';
    // A crate is named by a path or a `use`; a variable may be called like it.
    let is_crate = word.chars().all(|found| found.is_lowercase() || found == '_');
    line.match_indices(word).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + word.len()..]);
        let inside = before.ends_with(in_word) || !word.ends_with('!') && after.starts_with(in_word);
        let member =
            before.ends_with('.') || before.strip_suffix("::").is_some_and(|path| path.ends_with(in_word));
        let path = after.starts_with("::") || before.trim_end().ends_with("use");
        !inside && (!is_crate || path && !member)
    })
}

/// Everything that is wrong with a file, one line each.
fn faults(file: &File) -> Vec<String> {
    let mut found = Vec::new();
    let name = &file.name;
    if !file.text.starts_with("//!") {
        found.push(format!("{name}: no `//!` on the first line"));
    }
    let lines = file.text.lines().count();
    if lines > MOST_LINES {
        found.push(format!("{name}: {lines} lines, more than {MOST_LINES}"));
    }
    let code = joined(&code(&file.text));
    let depth = name.split('/').filter(|part| !matches!(*part, "mod.rs" | "lib.rs" | "main.rs")).count();
    let floor = file.floor();
    let height = floor.map(|floor| FLOORS.iter().position(|known| *known == floor));
    if height == Some(None) {
        found.push(format!("{name}: on no floor of the list"));
    }
    for line in code.lines() {
        for upper in imported(line, depth) {
            let above = FLOORS.iter().position(|known| *known == upper);
            if let (Some(Some(own)), Some(above)) = (height, above)
                && above > own
            {
                found.push(format!("{name}: imports `{upper}`, a floor above its own"));
            }
        }
        for fence in FENCES {
            let inside = floor.is_some_and(|floor| fence.within.contains(&floor)) || name == "main.rs";
            for word in fence.words.iter().filter(|word| !inside && names(line, word)) {
                found.push(format!("{name}: `{word}`, but {}: {}", fence.reason, line.trim()));
            }
        }
    }
    found
}

/// Grammar files that no `#[grammar = "…"]` names, and named ones that are not there.
fn grammar_faults(grammar: &BTreeSet<String>, named: &BTreeSet<String>) -> Vec<String> {
    let unused = grammar.difference(named).map(|name| format!("grammar/{name}: used by no parser"));
    unused
        .chain(named.difference(grammar).map(|name| format!("grammar/{name}: named and not there")))
        .collect()
}

fn assert_none(faults: &[String]) {
    let mut list = String::new();
    for fault in faults {
        let _ = writeln!(list, "  {fault}");
    }
    assert!(faults.is_empty(), "{} faults:\n{list}", faults.len());
}

#[test]
fn every_file_keeps_to_its_floor() {
    let files = sources();
    assert!(files.len() > 20, "the scan found {} files", files.len());
    assert_none(&files.iter().flat_map(faults).collect::<Vec<_>>());
}

#[test]
fn every_floor_is_there() {
    let found: BTreeSet<String> =
        sources().iter().filter_map(|file| file.floor().map(str::to_owned)).collect();
    let wanted: BTreeSet<String> = FLOORS.iter().map(|floor| (*floor).to_owned()).collect();
    assert_eq!(found, wanted);
}

#[test]
fn every_grammar_file_is_used() {
    let base = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let grammar =
        files(&root().join("grammar"), "pest").iter().map(|path| base(&path.to_string_lossy())).collect();
    let mut named = BTreeSet::new();
    for file in sources() {
        for line in file.text.lines().filter_map(|line| line.trim().strip_prefix("#[grammar = \"")) {
            named.insert(base(line.split('"').next().unwrap_or_default()));
        }
    }
    assert_none(&grammar_faults(&grammar, &named));
}

#[test]
fn public_signatures_name_no_foreign_parser_graph_or_renderer() {
    // The fences keep the crates in their floors; here, that these floors do not hand them on.
    let mut found = Vec::new();
    for file in sources() {
        for line in joined(&code(&file.text)).lines().filter(|line| line.starts_with("pub ")) {
            for word in ["pest", "petgraph", "miette", "clap"] {
                if names(line, word) {
                    found.push(format!("{}: {line}", file.name));
                }
            }
        }
    }
    assert_none(&found);
}

mod scanner {
    use super::*;

    fn file(name: &str, text: &str) -> Vec<String> {
        faults(&File { name: name.to_owned(), text: format!("//! A module.\n{text}") })
    }

    #[test]
    fn an_upward_import_is_found() {
        assert_eq!(file("text/span.rs", "use crate::diag::Code;").len(), 1);
        assert_eq!(file("judge/rows.rs", "fn f() -> crate::cli::Lang { crate::report::x() }").len(), 2);
        assert_eq!(
            file("model/lower/step.rs", "use crate::{\n    text::Span,\n    judge::{Status, judge},\n};")
                .len(),
            2
        );
        assert_eq!(file("engine.rs", "pub(crate) use crate::{cli, model};").len(), 1);
        assert_eq!(file("judge/rows/lasts.rs", "use super::super::super::engine::Engine;").len(), 1);
        assert_eq!(file("graph/mod.rs", "let a = super::judge::judge();").len(), 1);
    }

    #[test]
    fn a_downward_import_is_not() {
        assert_eq!(
            file("judge/rows.rs", "use crate::{model::Id, text::{Span, FileId}};\nuse super::report;"),
            [""; 0]
        );
        assert_eq!(file("lib.rs", "pub use crate::judge::judge;"), [""; 0]);
        assert_eq!(
            file("text/span.rs", "// use crate::diag::Code;\n/* crate::cli /* crate::cli */ crate::cli */"),
            [""; 0]
        );
    }

    #[test]
    fn a_module_of_no_floor_is_found() {
        assert_eq!(file("utils/mod.rs", "").len(), 1);
        assert_eq!(file("helpers.rs", "").len(), 1);
    }

    #[test]
    fn fenced_words_are_found() {
        for (name, text) in [
            ("model/mod.rs", "use pest::Parser as _;"),
            ("model/mod.rs", "fn f(a: ::petgraph::Graph<(), ()>) {}"),
            ("schedule/mod.rs", "use petgraph as g;"),
            ("diag/mod.rs", "impl miette::Diagnostic for X {}"),
            ("report/human.rs", "println!(\"x\");"),
            ("report/human.rs", "let out = std::io::stdout();"),
            ("judge/mod.rs", "let a = Instant::now();"),
            ("engine.rs", "let a = std::time::SystemTime::now();"),
            ("engine.rs", "let a = std::env::var(\"A\");"),
            ("dossier/load.rs", "let a = std::fs::read(\"a\");"),
            ("dossier/load.rs", "use std::{fmt, fs};"),
        ] {
            assert!(!file(name, text).is_empty(), "not found in {name}: {text}");
        }
    }

    #[test]
    fn words_in_literals_comments_and_other_words_are_not() {
        for text in [
            "let a = \"println!(\\\" std::fs::read\";",
            "let a = r#\"use pest::Parser \"quoted\" std::fs\"#;",
            "let a = '\"'; // std::fs::read",
            "let a = b'\\''; fn f<'a>(x: &'a str) {}",
            "let tempest = 1; let pest = 2; f(pest);",
            "fn instant() { my_println!(); self.pest::<u8>(); }",
        ] {
            assert_eq!(file("model/mod.rs", text), [""; 0], "{text}");
        }
    }

    #[test]
    fn the_fence_is_open_where_it_should_be() {
        assert_eq!(file("syntax/grammar.rs", "use pest::Parser as _;"), [""; 0]);
        assert_eq!(file("cli/mod.rs", "println!(\"{:?}\", std::env::args());"), [""; 0]);
        assert_eq!(file("engine.rs", "use std::fs;"), [""; 0]);
    }

    #[test]
    fn a_file_without_doc_or_too_long_is_found() {
        let bare = File { name: "text/a.rs".to_owned(), text: "use std::fmt;".to_owned() };
        assert_eq!(faults(&bare).len(), 1);
        assert_eq!(file("text/a.rs", &"\n".repeat(MOST_LINES)).len(), 1);
        assert_eq!(file("text/a.rs", &"\n".repeat(MOST_LINES - 2)), [""; 0]);
    }

    #[test]
    fn an_unused_and_a_missing_grammar_file_are_found() {
        let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(grammar_faults(&set(&["a.pest", "b.pest"]), &set(&["b.pest", "c.pest"])).len(), 2);
        assert_eq!(grammar_faults(&set(&["a.pest"]), &set(&["a.pest"])), [""; 0]);
    }

    #[test]
    fn blanking_keeps_lines() {
        let text = "a /* b\nc */ d\n\"e\nf\" g // h\ni";
        assert_eq!(code(text).lines().count(), text.lines().count());
        assert!(code(text).contains('g') && !code(text).contains('f'));
    }
}
