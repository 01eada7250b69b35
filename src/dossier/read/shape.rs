//! The walk over a tree: what each place may hold, and a fault for whatever else stands there.

use super::super::fault::{Faults, Spot, nearest};
use super::super::{DataPath, PathPart};
use super::exact::exact;
use super::keys::{self, Key};
use super::tree::{Entry, Kind, Node};
use crate::diag::{Diagnostic, dossier as faults};
use crate::model::RawValue;
use smol_str::SmolStr;
use std::collections::HashSet;
use unicode_normalization::UnicodeNormalization;

/// Where the walk stands, and what it found.
pub(super) struct Walk<'f> {
    pub(super) path: Vec<PathPart>,
    pub(super) faults: &'f mut Faults,
}

/// What a place expects, for messages.
type Expected = (&'static str, &'static str);
pub(super) const TEXT: Expected = ("文字", "a text");
const RECORD: Expected = ("一组键值", "a record");
const LIST: Expected = ("列表", "a list");
const BOOL: Expected = ("是或否（true 或 false）", "true or false");
const COUNT: Expected = ("整数", "a whole number");

impl Walk<'_> {
    pub(super) fn fault(&mut self, spot: Spot, make: impl FnOnce() -> Diagnostic) {
        self.faults.push(DataPath(self.path.clone()), spot, make);
    }

    pub(super) fn below<R>(&mut self, part: PathPart, walk: impl FnOnce(&mut Self) -> R) -> R {
        self.path.push(part);
        let result = walk(self);
        self.path.pop();
        result
    }

    fn wrong(&mut self, node: &Node<'_>, expected: Expected) {
        if !matches!(node.kind, Kind::Bad) {
            let found = node.kind.describe();
            // In YAML a full-width colon is a letter like any other, and its line a text.
            let colon = matches!(&node.kind, Kind::Text(text) if text.contains('：') && expected != TEXT);
            self.fault(Spot::Value, || {
                let fault = faults::wrong_type(expected, found);
                if colon { faults::full_width_colon(fault) } else { fault }
            });
        }
    }

    /// The entries of a record by a table of keys; `each` gets the English spelling. Nulls are not given.
    pub(super) fn record<'n, 't>(
        &mut self,
        node: &'n Node<'t>,
        table: &'static [Key],
        mut each: impl FnMut(&mut Self, &'static str, &'n Node<'t>),
    ) {
        let Kind::Map(entries) = &node.kind else { return self.wrong(node, RECORD) };
        let mut seen = 0u32;
        for entry in entries {
            match keys::find(table, &entry.key).and_then(|position| Some((position, table.get(position)?))) {
                Some((position, key)) => self.below(PathPart::Key(SmolStr::new_static(key.en)), |walk| {
                    if seen & (1 << position) != 0 {
                        walk.fault(Spot::Key, || faults::doubled_key(&entry.key));
                    }
                    seen |= 1 << position;
                    if !matches!(entry.value.kind, Kind::Null) {
                        each(walk, key.en, &entry.value);
                    } else if key.required {
                        walk.fault(Spot::Value, || faults::missing_key(key.en, key.zh));
                    }
                }),
                None => self.unknown_key(&entry.key, table),
            }
        }
        for (position, key) in table.iter().enumerate() {
            if key.required && seen & (1 << position) == 0 {
                let part = PathPart::Key(SmolStr::new_static(key.en));
                self.below(part, |walk| walk.fault(Spot::Value, || faults::missing_key(key.en, key.zh)));
            }
        }
    }

    fn unknown_key(&mut self, key: &str, table: &'static [Key]) {
        self.below(PathPart::Key(SmolStr::new(key)), |walk| {
            walk.fault(Spot::Key, || {
                let english = key.is_ascii();
                let names: Vec<&str> =
                    table.iter().map(|key| if english { key.en } else { key.zh }).collect();
                faults::unknown_key(key, nearest(key, names.iter().copied()), &names)
            });
        });
    }

    /// The elements of a list, each with its position in the path.
    pub(super) fn list<'n, 't, T>(
        &mut self,
        node: &'n Node<'t>,
        mut each: impl FnMut(&mut Self, &'n Node<'t>) -> T,
    ) -> Vec<T> {
        let Kind::List(items) = &node.kind else {
            self.wrong(node, LIST);
            return Vec::new();
        };
        let mut result = Vec::with_capacity(items.len());
        for (index, item) in (0u32..).zip(items) {
            result.push(self.below(PathPart::Index(index), |walk| each(walk, item)));
        }
        result
    }

    /// A text; a number has lost its leading zeros and must be in quotes.
    pub(super) fn text(&mut self, node: &Node<'_>) -> SmolStr {
        match &node.kind {
            Kind::Text(text) => normal(text),
            _ => {
                self.wrong(node, TEXT);
                SmolStr::default()
            }
        }
    }

    /// A text that says something.
    pub(super) fn name(&mut self, node: &Node<'_>) -> SmolStr {
        let text = self.text(node);
        if text.trim().is_empty() && matches!(node.kind, Kind::Text(_)) {
            self.fault(Spot::Value, faults::must_not_be_empty);
        }
        text
    }

    /// One text or a list of texts.
    pub(super) fn texts(&mut self, node: &Node<'_>) -> Vec<SmolStr> {
        match &node.kind {
            Kind::List(_) => self.list(node, Self::name),
            _ => vec![self.name(node)],
        }
    }

    pub(super) fn yes(&mut self, node: &Node<'_>) -> bool {
        match &node.kind {
            Kind::Bool(yes) => *yes,
            Kind::Text(word) if matches!(word.as_ref(), "是" | "yes") => true,
            Kind::Text(word) if matches!(word.as_ref(), "否" | "no") => false,
            _ => {
                self.wrong(node, BOOL);
                false
            }
        }
    }

    /// A whole number from 0 to 4294967295.
    pub(super) fn count(&mut self, node: &Node<'_>) -> Option<u32> {
        let Kind::Number(digits) = &node.kind else {
            self.wrong(node, COUNT);
            return None;
        };
        let value =
            exact(digits).filter(|value| value.is_integer()).and_then(|value| u32::try_from(value).ok());
        if value.is_none() {
            self.fault(Spot::Value, || faults::not_a_count(&faults::quoted(digits)));
        }
        value
    }

    /// Names with values of any kind.
    pub(super) fn pairs(&mut self, node: &Node<'_>) -> Vec<(SmolStr, RawValue)> {
        match &node.kind {
            Kind::Map(entries) => self.raw_entries(entries),
            _ => {
                self.wrong(node, RECORD);
                Vec::new()
            }
        }
    }

    /// A value of any kind.
    pub(super) fn raw(&mut self, node: &Node<'_>) -> RawValue {
        match &node.kind {
            Kind::Null | Kind::Bad => RawValue::Null,
            Kind::Bool(yes) => RawValue::Bool(*yes),
            Kind::Text(text) => RawValue::Text(normal(text)),
            Kind::List(_) => RawValue::List(self.list(node, Self::raw)),
            Kind::Map(entries) => RawValue::Map(self.raw_entries(entries)),
            Kind::Number(digits) => match exact(digits) {
                Some(value) => RawValue::Number(value),
                None => {
                    self.inexact(node, digits);
                    RawValue::Null
                }
            },
        }
    }

    fn inexact(&mut self, node: &Node<'_>, digits: &str) {
        let place = super::cursor::span(node.start as usize, node.end as usize);
        self.fault(Spot::Value, || faults::inexact_number(place, digits));
    }

    fn raw_entries(&mut self, entries: &[Entry<'_>]) -> Vec<(SmolStr, RawValue)> {
        let mut result: Vec<(SmolStr, RawValue)> = Vec::with_capacity(entries.len());
        // PERF: a scan is quicker than a table for the few keys that a record has.
        let mut table = (entries.len() > 16).then(HashSet::new);
        for entry in entries {
            let key = normal(&entry.key);
            let doubled = match &mut table {
                Some(table) => !table.insert(key.clone()),
                None => result.iter().any(|(other, _)| *other == key),
            };
            self.below(PathPart::Key(key.clone()), |walk| {
                if doubled {
                    walk.fault(Spot::Key, || faults::doubled_key(&entry.key));
                }
                let value = walk.raw(&entry.value);
                result.push((key, value));
            });
        }
        result
    }
}

/// The text in Unicode normal form C, by which names compare.
pub(super) fn normal(text: &str) -> SmolStr {
    // PERF: ASCII and the common Chinese characters (lead bytes E4 to E9) are normal as they stand.
    if text.bytes().all(|byte| byte < 0xC0 || (0xE4..=0xE9).contains(&byte)) {
        return SmolStr::new(text);
    }
    if unicode_normalization::is_nfc(text) {
        SmolStr::new(text)
    } else {
        text.nfc().collect::<String>().into()
    }
}
