//! What the parts of the parser share while one declaration is read.

use super::scratch::Scratch;
use super::term::{Term, clean};
use super::tree::TreeBuilder;
use crate::diag::{Diagnostic, Sink};
use crate::text::{FileId, Span};
use std::borrow::Cow;

/// A mark that was forgotten and is added for the parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Added {
    /// Its offset in the text that is parsed.
    pub(super) at: u32,
    pub(super) length: u32,
}

/// One declaration as it is parsed: its text, with marks added where some were forgotten, and
/// where that text stands in the file.
#[derive(Debug)]
pub(super) struct Passage<'i> {
    pub(super) file: FileId,
    pub(super) text: &'i str,
    /// Offset of the text in the file.
    pub(super) base: u32,
    /// What `text` has and the file has not, in the order of their places.
    pub(super) added: &'i [Added],
}

impl<'i> Passage<'i> {
    /// The offset in the file.
    pub(super) fn place(&self, at: u32) -> u32 {
        let before = self.added.iter().take_while(|mark| mark.at < at);
        self.base + at - before.map(|mark| mark.length.min(at - mark.at)).sum::<u32>()
    }

    pub(super) fn span(&self, start: u32, end: u32) -> Span {
        Span::new(self.file, self.place(start), self.place(end))
    }

    pub(super) fn slice(&self, start: u32, end: u32) -> &'i str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    pub(super) fn of(&self, term: &Term) -> &'i str {
        self.slice(term.start, term.end)
    }

    /// A word as it counts.
    pub(super) fn word(&self, term: &Term) -> Cow<'i, str> {
        clean(self.of(term))
    }

    /// Whether only blanks stand before an offset on its line.
    pub(super) fn begins_line(&self, at: u32) -> bool {
        let before = self.text.get(..at as usize).unwrap_or_default();
        let blank = before.trim_end_matches([' ', '\t', '\u{3000}', '\u{A0}', '\r']);
        blank.is_empty() || blank.ends_with('\n')
    }
}

/// The state of the parser in one declaration.
#[derive(Debug)]
pub(super) struct Context<'i, 's> {
    pub(super) passage: Passage<'i>,
    pub(super) scratch: &'s mut Scratch,
    pub(super) tree: &'s mut TreeBuilder,
    pub(super) faults: &'s mut Sink,
    /// How the value of the sentence is read.
    pub(super) shape: Shape,
    /// Inside the body of a 决策表.
    pub(super) in_table: bool,
}

/// How the value of a sentence is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Shape {
    /// Expressions with `、` between them.
    #[default]
    List,
    /// The cells of a 列, 行 or 其他 of a table.
    Cells,
    /// Which rows of a table count.
    Policy,
}

impl Context<'_, '_> {
    pub(super) fn report(&mut self, fault: Box<Diagnostic>) {
        self.faults.push(*fault);
    }
}
