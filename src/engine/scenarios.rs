//! The dossiers of scenarios (测试), typed when rules are checked: a step that does not exist, a date that is
//! none, are told where they are written, before anything is run.
//!
//! INVARIANT: what is refused here is what running the scenario would refuse; nothing is judged.

use crate::diag::Diagnostic;
use crate::dossier::{Fault, PathPart, type_scenario};
use crate::model::{RuleSet, TestCase};
use crate::syntax::ast::Statement;
use crate::syntax::parse;
use crate::syntax::tree::{Node, NodeKind, Tree};
use crate::syntax::vocabulary::Keyword;
use crate::text::Span;

/// Every fault of the scenarios, each at its place in the rules.
pub(super) fn faults(rules: &RuleSet) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut trees: Vec<Tree> = Vec::new();
    for case in rules.tests.iter() {
        let Err(faults) = type_scenario(rules, case) else { continue };
        let file = case.span.file;
        if !trees.iter().any(|tree| tree.file() == file) {
            let text = rules.sources.get(file).map(|source| source.text.clone());
            // The files are small and parsed once more only where there is a fault to be placed.
            trees.extend(text.map(|text| parse(file, text).tree));
        }
        let tree = trees.iter().find(|tree| tree.file() == file);
        for fault in faults {
            let at = tree.and_then(|tree| place(tree, case, &fault));
            // What another scenario hands down is told there.
            let told = |one: &Diagnostic| {
                one.code == fault.diagnostic.code && one.message == fault.diagnostic.message
            };
            match (found.iter_mut().find(|one| told(one)), at) {
                // A name that nothing declares is one fault, wherever it is used.
                (Some(first), Some(at)) if is_unknown(first) => also_here(first, at),
                (Some(_), None) => {}
                (_, at) => found.push(placed(fault.diagnostic, at.unwrap_or(case.span))),
            }
        }
    }
    found
}

/// LIMIT: places that a report names besides its own.
const MAX_PLACES: usize = 3;

/// A name of a step, a document, a role, a register …, that nothing declares.
fn is_unknown(one: &Diagnostic) -> bool {
    matches!(one.code.0, 7031..=7039 | 7071)
}

fn also_here(first: &mut Diagnostic, at: Span) {
    if first.span != at && first.labels.len() < MAX_PLACES {
        *first = first.clone().label(at, "这里也用到", "it is used here too");
    }
}

/// The diagnostic at its place; an edit that was meant for a value in a file is none here.
fn placed(mut found: Diagnostic, at: Span) -> Diagnostic {
    found.span = at;
    found.fix = None;
    found.labels.clear();
    found
}

/// Where the value of a fault is written: the word that the message quotes, else the value of the key that
/// the path ends with, in the member that the path speaks of. `None` where the scenario does not write it.
fn place(tree: &Tree, case: &TestCase, fault: &Fault) -> Option<Span> {
    let block = block_of(tree, case.span)?;
    let member = member(block, fault);
    let word = quoted(&fault.diagnostic.message.zh);
    let said = |node: Node<'_>| {
        let mut words = Vec::new();
        leaves(node, &mut words);
        let same = |leaf: &&Node<'_>| word.is_some_and(|word| bare(leaf.text()) == bare(word));
        words.iter().find(same).map(|leaf| leaf.span())
    };
    let key = fault.path.0.iter().rev().find_map(|part| match part {
        PathPart::Key(key) => Some(key.as_str()),
        PathPart::Index(_) => None,
    });
    let valued = |node: Node<'_>| key.and_then(|key| value_of(node, key));
    let found = [member, Some(block)].into_iter().flatten().find_map(said);
    found.or_else(|| member.and_then(valued))
}

/// The value of a key in a block: of a sentence or of a field in brackets.
fn value_of(node: Node<'_>, key: &str) -> Option<Span> {
    let same =
        |word: &str| word == key || Keyword::of(word).is_some_and(|word| Keyword::of(key) == Some(word));
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        let named = match node.kind() {
            NodeKind::Statement => {
                Statement::of(node).head_items().next().is_some_and(|item| same(&item.word.text))
            }
            NodeKind::Field => node.children().next().is_some_and(|name| same(bare(name.text()))),
            _ => false,
        };
        let value = node.child(NodeKind::Value).or_else(|| node.children().nth(2));
        if let Some(value) = value.filter(|_| named) {
            return Some(value.span());
        }
        open.extend(node.children());
    }
    None
}

/// The 测试 of a name.
fn block_of(tree: &Tree, name: Span) -> Option<Node<'_>> {
    let holds = |node: &Node<'_>| node.span().start <= name.start && name.end <= node.span().end;
    tree.root().children().filter(|node| node.kind() == NodeKind::Statement).find(holds)
}

/// The member that the first parts of the path speak of.
fn member<'t>(block: Node<'t>, fault: &Fault) -> Option<Node<'t>> {
    let mut parts = fault.path.0.iter();
    let Some(PathPart::Key(key)) = parts.next() else { return None };
    let keyword = match key.as_str() {
        "records" => Keyword::Record,
        "events" => Keyword::Event,
        "roles" => Keyword::Role,
        "tasks" => Keyword::Task,
        "registers" => Keyword::Entry,
        "attestations" => Keyword::Finding,
        "deviations" => Keyword::Deviation,
        "suspensions" => Keyword::Suspension,
        "extensions" => Keyword::Extension,
        "waivers" => Keyword::Waiver,
        "as_of" => Keyword::AsOf,
        "procedure" => Keyword::Procedure,
        _ => Keyword::Given,
    };
    let body = block.child(NodeKind::Body)?;
    let members = || {
        body.children()
            .filter(move |node| node.kind() == NodeKind::Statement && keyword_of(*node) == Some(keyword))
    };
    let index = parts.find_map(|part| match part {
        PathPart::Index(index) => Some(*index as usize),
        PathPart::Key(_) => None,
    });
    let named = |node: &Node<'t>| {
        let names = fault.path.0.iter().filter_map(|part| match part {
            PathPart::Key(key) => Some(key.as_str()),
            PathPart::Index(_) => None,
        });
        let words: Vec<String> =
            Statement::of(*node).head_items().map(|item| item.word.text.to_string()).collect();
        names.into_iter().any(|name| words.iter().any(|word| word == name))
    };
    match index.filter(|_| keyword == Keyword::Record) {
        Some(index) => members().nth(index),
        None => members().find(named).or_else(|| members().next()),
    }
}

fn keyword_of(node: Node<'_>) -> Option<Keyword> {
    Statement::of(node).head_items().next().and_then(|item| Keyword::of(&item.word.text))
}

fn leaves<'t>(node: Node<'t>, out: &mut Vec<Node<'t>>) {
    let mut children = node.children().peekable();
    if children.peek().is_none() {
        out.push(node);
    }
    children.for_each(|child| leaves(child, out));
}

/// The first text that a message quotes.
fn quoted(message: &str) -> Option<&str> {
    let (_, rest) = message.split_once('「')?;
    rest.split_once('」').map(|(word, _)| word)
}

fn bare(word: &str) -> &str {
    word.trim_matches(['“', '”', '"', '「', '」'])
}
