//! From data paths to places in a text.

use super::super::fault::Spot;
use super::super::{DataPath, Format, Limits, PathPart};
use super::cursor::{character, span};
use super::keys;
use super::parser::parse;
use super::tree::{Entry, Kind, Node};
use crate::model::RuleSet;
use crate::text::Span;

/// The place of a path in a text: of its value, or of its key. Keys are found in either vocabulary, names of the
/// rules by their name or their alias. Where the path leads to nothing, the opening of the last part that exists.
/// `None` where the text is too large to be a dossier.
#[must_use]
pub fn place(rules: &RuleSet, format: Format, text: &str, path: &DataPath, spot: Spot) -> Option<Span> {
    place_all(rules, format, text, [(path, spot)]).pop().flatten()
}

/// [`place`] for several paths; the text is read once.
pub fn place_all<'p>(
    rules: &RuleSet,
    format: Format,
    text: &str,
    paths: impl IntoIterator<Item = (&'p DataPath, Spot)>,
) -> Vec<Option<Span>> {
    let placed = PlacedText::new(format, text);
    paths.into_iter().map(|(path, spot)| placed.span(rules, path, spot)).collect()
}

/// A text that was read for its places, for whoever asks for many.
#[derive(Debug)]
pub struct PlacedText<'t> {
    text: &'t str,
    /// `None`: the text is too large to be a dossier.
    root: Option<Node<'t>>,
}

impl<'t> PlacedText<'t> {
    /// Reads a text.
    #[must_use]
    pub fn new(format: Format, text: &'t str) -> Self {
        let limits = Limits::default();
        let root = (text.len() <= limits.bytes).then(|| parse(text, format, limits).root);
        Self { text, root }
    }

    /// The place of a path, as [`place`] finds it.
    #[must_use]
    pub fn span(&self, rules: &RuleSet, path: &DataPath, spot: Spot) -> Option<Span> {
        let names = rules.names();
        let synonyms = |one: &str, other: &str| names.are_synonyms(one, other);
        Some(locate(self.text, self.root.as_ref()?, path, spot, &synonyms))
    }
}

/// The place of a path in the tree of a text, or of its last part that exists.
pub(in crate::dossier) fn locate(
    text: &str,
    root: &Node<'_>,
    path: &DataPath,
    spot: Spot,
    synonyms: &dyn Fn(&str, &str) -> bool,
) -> Span {
    let mut node = root;
    let mut key: Option<&Entry<'_>> = None;
    let mut whole = true;
    for part in &path.0 {
        match (part, &node.kind) {
            (PathPart::Key(name), Kind::Map(entries)) => {
                let Some(entry) = entry(entries, name, synonyms, spot) else {
                    whole = false;
                    break;
                };
                (node, key) = (&entry.value, Some(entry));
            }
            (PathPart::Index(index), Kind::List(items)) => {
                let Some(item) = items.get(*index as usize) else {
                    whole = false;
                    break;
                };
                (node, key) = (item, None);
            }
            // One text where a list may stand, or a name for a whole record.
            _ => {}
        }
    }
    match (spot, key) {
        (Spot::Key, Some(entry)) if whole => span(entry.key_start as usize, entry.key_end as usize),
        // Something is missing in here: the opening bracket, in either width, is enough.
        _ if !whole => character(text, node.start as usize),
        _ => span(node.start as usize, node.end as usize),
    }
}

/// The entry of a name: as written, else in the other vocabulary, else by a synonym. A fault about a key is about
/// the last of that name: the earlier ones are right.
fn entry<'n, 't>(
    entries: &'n [Entry<'t>],
    name: &str,
    synonyms: &dyn Fn(&str, &str) -> bool,
    spot: Spot,
) -> Option<&'n Entry<'t>> {
    let find = |same: &dyn Fn(&Entry<'t>) -> bool| match spot {
        Spot::Key => entries.iter().rfind(|entry| same(entry)),
        Spot::Value => entries.iter().find(|entry| same(entry)),
    };
    if spot == Spot::Key {
        return find(&|entry| keys::same(&entry.key, name) || synonyms(&entry.key, name));
    }
    find(&|entry| entry.key == name)
        .or_else(|| find(&|entry| keys::same(&entry.key, name)))
        .or_else(|| find(&|entry| synonyms(&entry.key, name)))
}
