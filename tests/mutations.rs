//! One token of what ships is deleted, doubled or replaced: an error, unless the meaning is unchanged;
//! one report alone; in the sentence that was touched.
//!
//! By default a sample of every file, the same each time; `RULECHECK_MUTANTS=all` takes every token,
//! `RULECHECK_MUTANTS=2000` so many of each file, `RULECHECK_SHOW=60` lists so many of the worst.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test may fail loudly and takes its size from the environment"
)]

use rulecheck::RuleSet;
use rulecheck::diag::Diagnostic;
use rulecheck::syntax::parse;
use rulecheck::syntax::tree::{Node, NodeKind};
use rulecheck::text::FileId;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A token of a file and the sentence it belongs to.
#[derive(Clone, Debug)]
struct Token {
    kind: NodeKind,
    start: usize,
    end: usize,
    /// The sentence; of a block its head, and for its closing brace all of it.
    sentence: (usize, usize),
}

/// All tokens of a text, with their sentences.
fn tokens(text: &str) -> Vec<Token> {
    let parsed = parse(FileId(0), text.into());
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics.first());
    let mut found = Vec::new();
    collect(parsed.tree.root(), (0, text.len()), &mut found);
    found
}

fn collect(node: Node<'_>, sentence: (usize, usize), found: &mut Vec<Token>) {
    let span = node.span();
    let own = (span.start as usize, span.end as usize);
    let sentence = match node.kind() {
        NodeKind::Statement => match node.child(NodeKind::Body) {
            Some(body) => (own.0, body.span().start as usize + 3),
            None => own,
        },
        _ => sentence,
    };
    let mut children = node.children().peekable();
    if children.peek().is_none() {
        let whole = node.kind() == NodeKind::Mark && matches!(node.text(), "｝" | "}");
        if own.1 > own.0 && node.kind() != NodeKind::Doc {
            let sentence = if whole { (0, own.1) } else { sentence };
            found.push(Token { kind: node.kind(), start: own.0, end: own.1, sentence });
        }
        return;
    }
    for child in children {
        collect(child, sentence, found);
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Change {
    Deleted,
    Doubled,
    Replaced,
}

/// The text with one token changed.
fn mutate(text: &str, token: &Token, change: Change) -> String {
    let (before, word, after) = (&text[..token.start], &text[token.start..token.end], &text[token.end..]);
    match change {
        Change::Deleted => format!("{before}{after}"),
        Change::Doubled if token.kind == NodeKind::Mark => format!("{before}{word}{word}{after}"),
        Change::Doubled => format!("{before}{word} {word}{after}"),
        Change::Replaced => format!("{before}{}{after}", other(token.kind, word)),
    }
}

/// What a token is replaced by: a mark by another mark, all else by a word that nothing knows.
fn other(kind: NodeKind, word: &str) -> &'static str {
    if kind != NodeKind::Mark {
        return "某某词";
    }
    match word {
        "：" | ":" => "，",
        "，" | "," => "；",
        "；" | ";" | "。" => "：",
        "、" => "，",
        "（" | "(" => "｛",
        "）" | ")" => "｝",
        "｛" | "{" => "（",
        "｝" | "}" => "）",
        _ => "、",
    }
}

/// What became of a mutant.
#[derive(Clone, Debug)]
enum Fate {
    /// So many reports; whether the first stands in the sentence that was touched.
    Told(Vec<String>, bool),
    /// No report, and it says what it said.
    Same,
    /// No report: it is another rule, as good as the one before.
    Other,
}

struct Shipped {
    path: &'static str,
    text: &'static str,
    canonical: String,
}

fn shipped() -> Vec<Shipped> {
    let shaped = |text: &str| rulecheck::format::format(FileId(0), text, None).unwrap();
    rulecheck::packs()
        .iter()
        .map(|pack| Shipped { path: pack.path, text: pack.text, canonical: shaped(pack.text) })
        .collect()
}

fn check(path: &str, text: &str) -> (Vec<Diagnostic>, rulecheck::text::SourceMap) {
    let mut builder = RuleSet::builder().source(path, text);
    for pack in rulecheck::packs().iter().filter(|pack| pack.path != path && text.contains("引入")) {
        builder = builder.source(pack.path, pack.text);
    }
    let checked = builder.check();
    (checked.diagnostics, checked.sources)
}

fn fate(file: &Shipped, token: &Token, change: Change) -> Fate {
    let text = mutate(file.text, token, change);
    let (found, sources) = check(file.path, &text);
    if found.is_empty() {
        let shaped = rulecheck::format::format(FileId(0), &text, None);
        return if shaped.is_ok_and(|shaped| shaped == file.canonical) { Fate::Same } else { Fate::Other };
    }
    let (from, to) = token.sentence;
    let grown = text.len() as i64 - file.text.len() as i64;
    let to = usize::try_from(to as i64 + grown.max(0)).unwrap() + 1;
    let near = |one: &Diagnostic| {
        let at = one.span.start as usize;
        sources.get(one.span.file).is_some_and(|source| source.name.ends_with(file.path))
            && from <= at
            && at <= to
    };
    let said = found
        .iter()
        .map(|one| {
            let line = sources
                .get(one.span.file)
                .map_or(0, |source| source.lines().place(&source.text, one.span.start).line);
            format!("{}@{line} {}", one.code, one.message.zh)
        })
        .collect();
    Fate::Told(said, near(&found[0]))
}

/// The tokens of a file that are tried.
fn chosen(count: usize) -> Vec<(usize, Change)> {
    let all: Vec<(usize, Change)> = (0..count)
        .flat_map(|token| [Change::Deleted, Change::Doubled, Change::Replaced].map(|change| (token, change)))
        .collect();
    // The same time for many files as for few.
    let share = || (480 / rulecheck::packs().len()).max(20).to_string();
    let wanted = std::env::var("RULECHECK_MUTANTS").unwrap_or_else(|_| share());
    let Ok(wanted) = wanted.parse::<usize>() else { return all };
    // The golden section visits a file evenly, whatever its length.
    let step = ((all.len() as f64 * 0.618_033_988_75) as usize).max(1) | 1;
    (0..wanted.min(all.len())).map(|at| all[(at * step) % all.len()]).collect()
}

#[test]
fn one_token_changed_is_one_report_in_its_sentence() {
    let mut out: BTreeMap<(&str, Change), [usize; 6]> = BTreeMap::new();
    let (mut worst, mut silent) = (Vec::new(), Vec::new());
    for file in &shipped() {
        assert!(check(file.path, file.text).0.is_empty(), "{}", file.path);
        let tokens = tokens(file.text);
        let chosen = chosen(tokens.len());
        let next = AtomicUsize::new(0);
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let fates: Vec<(usize, Fate)> = std::thread::scope(|scope| {
            let work = || {
                let mut done = Vec::new();
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some((token, change)) = chosen.get(at) else { return done };
                    done.push((at, fate(file, &tokens[*token], *change)));
                }
            };
            let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
            let mut all: Vec<_> = running.into_iter().flat_map(|one| one.join().unwrap()).collect();
            all.sort_by_key(|(at, _)| *at);
            all
        });
        for (at, fate) in fates {
            let (token, change) = chosen[at];
            let token = &tokens[token];
            let line = file.text[..token.start].matches('\n').count() + 1;
            let place = format!(
                "{}:{line} {change:?} {:?} {:?}",
                file.path,
                token.kind,
                &file.text[token.start..token.end]
            );
            let row = out.entry((file.path, change)).or_default();
            row[0] += 1;
            match fate {
                Fate::Same => row[1] += 1,
                Fate::Other => {
                    row[2] += 1;
                    silent.push(place);
                }
                Fate::Told(said, near) => {
                    row[3] += 1;
                    row[4] += usize::from(said.len() == 1);
                    row[5] += usize::from(near);
                    if said.len() > 1 || !near {
                        let shown: Vec<&str> = said.iter().take(4).map(String::as_str).collect();
                        worst.push((
                            said.len(),
                            format!(
                                "{place}: {}{}\n      {}",
                                said.len(),
                                if near { "" } else { " elsewhere" },
                                shown.join("\n      ")
                            ),
                        ));
                    }
                }
            }
        }
    }
    println!("file, change: mutants, same meaning, another rule, told, one report, in its sentence");
    let mut sum = [0; 6];
    for ((path, change), row) in &out {
        println!("{path} {change:?}: {row:?}");
        for (total, one) in sum.iter_mut().zip(row) {
            *total += one;
        }
    }
    println!(
        "all: {sum:?}; one report in {:.2} %, in its sentence {:.2} %",
        100.0 * sum[4] as f64 / sum[3] as f64,
        100.0 * sum[5] as f64 / sum[3] as f64
    );
    let show: usize = std::env::var("RULECHECK_SHOW").ok().and_then(|show| show.parse().ok()).unwrap_or(20);
    worst.sort_by(|left, right| right.0.cmp(&left.0).then_with(|| left.1.cmp(&right.1)));
    for (_, text) in worst.iter().take(show) {
        println!("{text}");
    }
    for text in silent.iter().take(show) {
        println!("another rule: {text}");
    }
    assert!(sum[3] > 0 && sum[4] * 100 >= sum[3] * 98, "one report: {sum:?}");
    assert!(sum[5] * 100 >= sum[3] * 97, "in its sentence: {sum:?}");
    // What is left without a report is as lawful a rule as the one before: a name in a scenario, a paragraph
    // that is no longer cited.
    assert!(sum[2] * 100 <= sum[0] * 4, "without a report: {sum:?}");
}
