//! One edit of a declared name where it is used (a character more, one less, two exchanged): the name that
//! was meant is suggested.
//!
//! By default a sample of every file that ships, the same each time; `RULECHECK_EDITS=all` takes every use,
//! `RULECHECK_SHOW=60` lists so many of those without the suggestion.
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
use rulecheck::syntax::parse;
use rulecheck::syntax::tree::{Node, NodeKind};
use rulecheck::text::FileId;
use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The names that a rule set declares.
fn declared(rules: &RuleSet) -> BTreeSet<String> {
    let steps = rules.steps.iter().map(|one| &one.name);
    let documents = rules.documents.iter().map(|one| &one.name);
    let roles = rules.roles.iter().map(|one| &one.name);
    let units = rules.units.iter().map(|one| &one.name);
    let events = rules.events.iter().map(|one| &one.name);
    let facts = rules.facts.iter().map(|one| &one.name);
    let fields = rules.schemas.iter().flat_map(|one| &one.fields).map(|one| &one.name);
    let all = steps.chain(documents).chain(roles).chain(units).chain(events).chain(facts).chain(fields);
    all.map(ToString::to_string).filter(|name| name.chars().count() > 1).collect()
}

/// Where names are used: in expressions, not in the heads that declare them.
fn uses(node: Node<'_>, names: &BTreeSet<String>, found: &mut Vec<(usize, usize)>) {
    for child in node.children() {
        let used = child.kind() == NodeKind::Name && node.kind() != NodeKind::HeadItem;
        if used && names.contains(child.text()) {
            found.push((child.span().start as usize, child.span().end as usize));
        }
        uses(child, names, found);
    }
}

/// The edits of a name: which character is told by `at`.
fn edits(name: &str, at: usize) -> Vec<String> {
    let characters: Vec<char> = name.chars().collect();
    let place = at % characters.len();
    let mut more = characters.clone();
    more.insert(place, '某');
    let mut less = characters.clone();
    less.remove(place);
    let mut exchanged = characters.clone();
    let next = (place + 1) % characters.len();
    exchanged.swap(place, next);
    let mut all: Vec<String> = [more, less, exchanged].map(|one| one.into_iter().collect()).into();
    all.retain(|edited: &String| edited != name && !edited.is_empty());
    all
}

fn builder(path: &str, text: &str) -> rulecheck::RuleSetBuilder {
    let others = rulecheck::packs().iter().filter(|pack| pack.path != path && text.contains("引入"));
    others.fold(RuleSet::builder().source(path, text), |builder, pack| builder.source(pack.path, pack.text))
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    Suggested,
    Told,
    Silent,
}

#[test]
fn the_name_that_was_meant_is_suggested() {
    let share = || (90 / rulecheck::packs().len()).max(10).to_string();
    let wanted = std::env::var("RULECHECK_EDITS").unwrap_or_else(|_| share());
    let show: usize = std::env::var("RULECHECK_SHOW").ok().and_then(|show| show.parse().ok()).unwrap_or(20);
    let (mut sum, mut worst) = ([0usize; 3], Vec::new());
    for pack in rulecheck::packs() {
        let names = declared(&builder(pack.path, pack.text).compile().unwrap());
        let parsed = parse(FileId(0), pack.text.into());
        let mut places = Vec::new();
        uses(parsed.tree.root(), &names, &mut places);
        let count = wanted.parse::<usize>().map_or(places.len(), |wanted| wanted.min(places.len()));
        let step = ((places.len() as f64 * 0.618_033_988_75) as usize).max(1) | 1;
        let chosen: Vec<(usize, usize, String)> = (0..count)
            .map(|at| places[(at * step) % places.len()])
            .flat_map(|(from, to)| {
                edits(&pack.text[from..to], from / 3).into_iter().map(move |edited| (from, to, edited))
            })
            .filter(|(.., edited)| !names.contains(edited))
            .collect();
        let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
        std::thread::scope(|scope| {
            for _ in 0..std::thread::available_parallelism().map_or(1, std::num::NonZero::get) {
                scope.spawn(|| {
                    while let Some((from, to, edited)) = chosen.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let name = &pack.text[*from..*to];
                        let text = format!("{}{edited}{}", &pack.text[..*from], &pack.text[*to..]);
                        let found = builder(pack.path, &text).check().diagnostics;
                        // Where the edited name stands for what another sentence names, both are shown.
                        let named = found.iter().any(|one| {
                            one.help.as_ref().is_some_and(|help| {
                                let meant = help.zh.contains(name) && help.en.contains(name);
                                meant || one.message.zh.contains(name) && help.zh.contains(edited.as_str())
                            })
                        });
                        let fate = match (named, found.is_empty()) {
                            (true, _) => Fate::Suggested,
                            (false, false) => Fate::Told,
                            (false, true) => Fate::Silent,
                        };
                        let line = pack.text[..*from].matches('\n').count() + 1;
                        let said = found.first().map_or(String::new(), |one| {
                            let help = one.help.as_ref().map_or("", |help| &help.zh);
                            format!("{} {} {help}", one.code, one.message.zh)
                        });
                        done.lock()
                            .unwrap()
                            .push((fate, format!("{}:{line} {name} → {edited}: {said}", pack.path)));
                    }
                });
            }
        });
        for (fate, said) in done.into_inner().unwrap() {
            sum[fate as usize] += 1;
            if fate != Fate::Suggested {
                worst.push((fate, said));
            }
        }
    }
    println!("suggested, told without, no report: {sum:?}");
    worst.sort();
    for (_, said) in worst.iter().take(show) {
        println!("{said}");
    }
    let told = sum[0] + sum[1];
    assert!(
        told > 0 && sum[0] * 100 >= told * 95,
        "{sum:?}\n{}",
        worst.iter().map(|(_, said)| said.as_str()).take(show).collect::<Vec<_>>().join("\n")
    );
}
