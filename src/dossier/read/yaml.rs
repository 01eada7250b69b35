//! YAML 1.2 as the tree that the other formats become.
//!
//! INVARIANT: nothing is guessed. `true` and `false` are yes or no, decimal digits are a number, nothing and `null`
//! are nothing; everything else, dates, 是, 否, `yes`, `no` and `off` among it, is a text whose meaning the type of
//! its field decides. What programs are known to read differently (`010`, `0x1F`) is refused.
//!
//! Bounded: nesting by [`Limits::depth`], values, those that aliases stand for among them, by [`Limits::values`],
//! copied text by [`Limits::bytes`]. Only the first fault of syntax is found: what follows it has no certain shape.

use super::super::Limits;
use super::cursor::{offset, span};
use super::parser::Parsed;
use super::tree::{Entry, Kind, Node};
use super::{yaml_fault, yaml_scalar};
use crate::diag::{Diagnostic, dossier as faults, yaml};
use crate::text::Span;
use granit_parser::{Event, Parser, ScalarStyle, Tag};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

/// Reads a text of at most [`Limits::bytes`] bytes.
pub(super) fn parse<'t>(text: &'t str, limits: Limits) -> Parsed<'t> {
    let most = limits.depth as usize;
    let options = granit_parser::options! {
        flow_nesting_limit: most,
        block_nesting_limit: most,
        emit_comments: false,
    };
    let mut tree = Tree {
        text,
        limits,
        open: Vec::new(),
        anchors: HashMap::new(),
        root: None,
        values: 0,
        copied: 0,
        faults: Vec::new(),
        damaged: false,
        stopped: false,
    };
    for event in Parser::new_from_str_with_options(text, options) {
        match event {
            Ok((event, at)) => tree.event(event, at.byte_range().unwrap_or_default()),
            Err(error) => tree.stop(yaml_fault::of(text, &error, limits.depth)),
        }
        if tree.stopped {
            break;
        }
    }
    tree.finish()
}

/// The tree as far as it has been read.
struct Tree<'t> {
    text: &'t str,
    limits: Limits,
    /// The lists and records that are not complete.
    open: Vec<Open<'t>>,
    /// What aliases stand for.
    anchors: HashMap<usize, Node<'t>>,
    root: Option<Node<'t>>,
    values: usize,
    /// Bytes of texts that aliases have copied.
    copied: usize,
    faults: Vec<Diagnostic>,
    damaged: bool,
    stopped: bool,
}

/// A list or a record whose end has not come.
struct Open<'t> {
    kind: Kind<'t>,
    start: usize,
    /// Where the last part ends.
    end: usize,
    anchor: usize,
    /// The key that waits for its value.
    key: Option<(Cow<'t, str>, Range<usize>)>,
}

impl<'t> Tree<'t> {
    fn event(&mut self, event: Event<'t>, at: Range<usize>) {
        match event {
            Event::Scalar(words, style, anchor, tag) => self.scalar(words, style, anchor, tag, at),
            Event::SequenceStart(_, anchor, tag) => {
                self.open(Kind::List(Vec::new()), "seq", anchor, tag, at);
            }
            Event::MappingStart(_, anchor, tag) => self.open(Kind::Map(Vec::new()), "map", anchor, tag, at),
            Event::SequenceEnd | Event::MappingEnd => self.close(at),
            Event::Alias(id) => self.alias(id, at),
            Event::DocumentStart(..) if self.root.is_some() => {
                self.stop(faults::trailing(span(at.start, self.text.len())));
            }
            _ => {}
        }
    }

    /// Whether the next node is a key.
    fn wants_key(&self) -> bool {
        self.open.last().is_some_and(|open| matches!(open.kind, Kind::Map(_)) && open.key.is_none())
    }

    fn scalar(
        &mut self,
        words: Cow<'t, str>,
        style: ScalarStyle,
        anchor: usize,
        tag: Option<Cow<'t, Tag>>,
        at: Range<usize>,
    ) {
        let kind = if self.wants_key() {
            Kind::Text(words)
        } else {
            let tag = tag.as_ref().map(|tag| (tag.core_suffix(), tag.original()));
            let tag = tag.as_ref().map(|(core, written)| (*core, written.as_str()));
            match yaml_scalar::kind(words, style == ScalarStyle::Plain, tag, span(at.start, at.end)) {
                Ok(kind) => kind,
                Err(fault) => {
                    self.faults.push(*fault);
                    Kind::Bad
                }
            }
        };
        let node = Node { kind, start: offset(at.start), end: offset(at.end) };
        self.name(anchor, &node);
        self.add(node);
    }

    fn open(
        &mut self,
        kind: Kind<'t>,
        own: &str,
        anchor: usize,
        tag: Option<Cow<'t, Tag>>,
        at: Range<usize>,
    ) {
        if let Some(tag) = tag
            && !tag.is_yaml_core_schema_tag(own)
        {
            self.faults.push(yaml::unknown_tag(span(at.start, at.end), &tag.original()));
        }
        // LIMIT: block and flow brackets are counted apart by the parser, and together here.
        if self.open.len() >= self.limits.depth as usize {
            return self.stop(faults::too_deep(span(at.start, at.end), self.limits.depth));
        }
        self.open.push(Open { kind, start: at.start, end: at.end, anchor, key: None });
    }

    fn close(&mut self, at: Range<usize>) {
        let Some(open) = self.open.pop() else { return };
        // A block ends where its last part does, not where the next line begins.
        let bracket = self.text.get(at.clone()).is_some_and(|text| matches!(text, "]" | "}"));
        let end = if bracket { at.end } else { open.end };
        let node = Node { kind: open.kind, start: offset(open.start), end: offset(end) };
        self.name(open.anchor, &node);
        self.add(node);
    }

    /// Keeps what aliases may stand for.
    fn name(&mut self, anchor: usize, node: &Node<'t>) {
        if anchor > 0 && self.copy(node) {
            self.anchors.insert(anchor, node.clone());
        }
    }

    fn alias(&mut self, id: usize, at: Range<usize>) {
        let Some(node) = self.anchors.remove(&id) else {
            let written = self.text.get(at.clone()).unwrap_or_default();
            return self.stop(yaml::unknown_anchor(span(at.start, at.end), written));
        };
        let depth = self.open.len().saturating_add(depth(&node));
        if depth > self.limits.depth as usize {
            self.stop(faults::too_deep(span(at.start, at.end), self.limits.depth));
        } else if self.copy(&node) {
            // Where it stands is where it is written in full: there a fault of it is to be mended.
            self.add(node.clone());
            self.anchors.insert(id, node);
        }
    }

    /// Counts a copy; false where there are too many.
    fn copy(&mut self, node: &Node<'_>) -> bool {
        let (mut values, mut bytes) = (0usize, 0usize);
        measure(node, &mut values, &mut bytes);
        (self.values, self.copied) = (self.values.saturating_add(values), self.copied.saturating_add(bytes));
        let here = span(node.start as usize, node.end as usize);
        self.bounded(here)
    }

    fn bounded(&mut self, here: Span) -> bool {
        if self.values > self.limits.values || self.copied > self.limits.bytes {
            self.stop(faults::too_many(here, self.limits.values));
        }
        !self.stopped
    }

    /// Puts a node where it belongs: a key, a value, an element, or the whole.
    fn add(&mut self, node: Node<'t>) {
        self.values += 1;
        let here = span(node.start as usize, node.end as usize);
        if !self.bounded(here) {
            return;
        }
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        open.end = open.end.max(node.end as usize);
        match (&mut open.kind, open.key.take()) {
            (Kind::List(items), _) => items.push(node),
            (Kind::Map(entries), Some((key, at))) => {
                let (key_start, key_end) = (offset(at.start), offset(at.end));
                entries.push(Entry { key, key_start, key_end, value: node });
            }
            (_, _) => {
                let at = node.start as usize..node.end as usize;
                let key = match node.kind {
                    Kind::Text(words) | Kind::Number(words) => words,
                    _ => {
                        self.faults.push(yaml::key_is_no_text(span(at.start, at.end)));
                        self.damaged = true;
                        Cow::Borrowed("")
                    }
                };
                open.key = Some((key, at));
            }
        }
    }

    /// Reports a fault after which nothing more is read.
    fn stop(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
        (self.damaged, self.stopped) = (true, true);
    }

    fn finish(mut self) -> Parsed<'t> {
        if self.root.is_none() && !self.stopped {
            self.stop(faults::empty(span(0, self.text.len())));
        }
        self.faults.sort_by_key(|fault| fault.span);
        let root = self.root.unwrap_or(Node { kind: Kind::Bad, start: 0, end: 0 });
        if matches!(root.kind, Kind::Null) && !self.damaged {
            self.faults.push(faults::empty(span(0, self.text.len())));
            self.damaged = true;
        }
        Parsed { root, faults: self.faults, damaged: self.damaged }
    }
}

/// How many values a node has, itself among them, and how many bytes of text it owns.
fn measure(node: &Node<'_>, values: &mut usize, bytes: &mut usize) {
    *values += 1;
    let owned = |text: &Cow<'_, str>| if matches!(text, Cow::Owned(_)) { text.len() } else { 0 };
    match &node.kind {
        Kind::Text(text) | Kind::Number(text) => *bytes += owned(text),
        Kind::List(items) => items.iter().for_each(|item| measure(item, values, bytes)),
        Kind::Map(entries) => {
            for entry in entries {
                *bytes += owned(&entry.key);
                measure(&entry.value, values, bytes);
            }
        }
        Kind::Null | Kind::Bool(_) | Kind::Bad => {}
    }
}

/// How deep the brackets of a node nest.
fn depth(node: &Node<'_>) -> usize {
    match &node.kind {
        Kind::List(items) => 1 + items.iter().map(depth).max().unwrap_or(0),
        Kind::Map(entries) => 1 + entries.iter().map(|entry| depth(&entry.value)).max().unwrap_or(0),
        _ => 0,
    }
}
