//! Atoms: the tokens of a sentence as they are printed, with what may stand before each.

use super::trivia::{self, Trivium};
use super::words::Both;
use unicode_width::UnicodeWidthStr as _;

/// Where a sentence may be broken; the lower one first.
pub(super) mod level {
    /// Before a clause.
    pub(in crate::format) const CLAUSE: u8 = 0;
    /// Before an item of a list.
    pub(in crate::format) const ITEM: u8 = 1;
    /// Before 且 and 或.
    pub(in crate::format) const OPERATOR: u8 = 2;
    /// Before an item in a bracket.
    pub(in crate::format) const INNER_ITEM: u8 = 3;
    /// Before 且 and 或 in a bracket.
    pub(in crate::format) const INNER_OPERATOR: u8 = 4;
    /// Where a break is kept and never made: after the colon.
    pub(in crate::format) const KEPT: u8 = 5;
}

/// One token as it is printed.
#[derive(Clone, Debug)]
pub(super) struct Atom<'t> {
    /// What is printed.
    pub(super) text: Both<'t>,
    /// Its columns in both vocabularies.
    pub(super) width: [usize; 2],
    /// Blanks before it, unless a line begins with it.
    pub(super) gap: [usize; 2],
    /// Where the line may be broken before it.
    pub(super) level: Option<u8>,
    /// The writer began a line with it.
    pub(super) begins: bool,
    /// A mark between two cells of a table.
    pub(super) cell: bool,
    /// Comments before it, with line ends.
    pub(super) comments: Vec<Trivium<'t>>,
}

impl<'t> Atom<'t> {
    pub(super) fn new(text: Both<'t>, gap: [usize; 2]) -> Self {
        let width = [text[0].width(), text[1].width()];
        Self { text, width, gap, level: None, begins: false, cell: false, comments: Vec::new() }
    }

    /// Whether it has to begin a line.
    pub(super) fn forced(&self) -> bool {
        self.begins && self.level.is_some() || !self.flat()
    }

    /// Whether what stands before it fits into a line; line ends around a comment do not count.
    pub(super) fn flat(&self) -> bool {
        self.comments.iter().all(|found| match found {
            Trivium::Lines(_) => true,
            Trivium::Line(_) => false,
            Trivium::Block(text) => !text.contains('\n'),
        })
    }

    /// Takes in the gap of the source before it.
    pub(super) fn after(&mut self, gap: &'t str) {
        self.begins |= trivia::breaks(gap);
        let found = trivia::read(gap);
        if found.iter().any(|part| part.comment().is_some()) {
            self.comments.extend(found);
        }
    }

    /// Columns with the comments and the gap before it.
    pub(super) fn columns(&self, at: usize) -> usize {
        let comments: usize =
            self.comments.iter().filter_map(|found| found.comment()).map(|text| text.width() + 1).sum();
        self.width.get(at).copied().unwrap_or(0) + self.gap.get(at).copied().unwrap_or(0) + comments
    }
}

/// The columns of atoms on one line, in both vocabularies.
pub(super) fn columns(atoms: &[Atom<'_>]) -> [usize; 2] {
    [0, 1].map(|at| atoms.iter().map(|atom| atom.columns(at)).sum())
}
