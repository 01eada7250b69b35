//! The lossless tree: flat arrays in preorder, over the text they came from.
//!
//! INVARIANT: for every input, reading the tree's leaves and the gaps between them in order gives
//! the input back ([`Tree::pieces`]); every node's span lies in its parent's; siblings are
//! disjoint and ordered. Nodes hold no text: dropping or walking a tree needs no recursion.

use crate::text::{FileId, Span};
use std::sync::Arc;

/// What a node is. Leaves are tokens; a token has no children.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum NodeKind {
    /// The whole file: statements and junk.
    File,
    /// `head [：value] [，clause]* (｛body｝ ｜ ；)`
    Statement,
    /// The words before the colon: head items.
    Head,
    /// One item of a head: a name token, an optional [`NodeKind::Alias`] after it.
    HeadItem,
    /// `（public_participation）` after a declared name: one [`NodeKind::Name`].
    Alias,
    /// What stands between the colon and the first clause: modality words and expressions.
    Value,
    /// `clause-word expression*`, with an optional trailing modality.
    Clause,
    /// `｛ statement* ｝`
    Body,
    /// `（ … ）` after an expression: fields, clauses or expressions.
    Bracket,
    /// `name：expression` inside a bracket.
    Field,
    /// `甲.乙.丙`, `甲/乙/丙`: path segments.
    Path,
    /// `[ … ]` after a path segment: one expression.
    Index,
    /// An expression with a bracket: `取值（甲、乙）`, `计数（…）`, `征求意见公告（…）`.
    Call,
    /// A prefix word or a bound and its operand: `非 甲`, `不少于 30日`, `已有 X`.
    Prefix,
    /// Left operand, operator, right operand.
    Binary,
    /// Operand, a following word, an optional bracket: `公众参与 已履行`, `甲/乙 违规（自：…）`.
    Postfix,
    /// Quantifier word, optional number, optional variable, collection, optional bracket.
    Quantified,
    /// Who holds, 持有, the licences, and the day after 有效于.
    Hold,
    /// `（ expression ）` for grouping.
    Group,
    /// `《…》第…条…`: title or document number, then locators.
    Citation,
    /// One locator of a citation, or a range of two.
    Locator,
    /// `｛`-less junk up to the next recovery point; its fault is among the diagnostics.
    Junk,

    // Tokens.
    /// A name or a word.
    Name,
    /// A quoted string, quotes included.
    Text,
    /// `《…》` with its marks.
    Title,
    /// A document number such as `格政办发〔2024〕37号`.
    DocumentNumber,
    /// A number without unit, with `％` or as a fraction; also `过半数`.
    Number,
    /// A number with a unit.
    Quantity,
    /// A date, a date with time, or a named stretch of the calendar (`2024年7月底前`).
    Date,
    /// A keyword, operator or particle.
    Word,
    /// A punctuation mark.
    Mark,
    /// `///` documentation.
    Doc,
}

/// A tree over one text.
#[derive(Clone, Debug)]
pub struct Tree {
    file: FileId,
    text: Arc<str>,
    kinds: Vec<NodeKind>,
    spans: Vec<(u32, u32)>,
    /// Index after the node's last descendant.
    ends: Vec<u32>,
}

/// One node of a [`Tree`].
#[derive(Clone, Copy)]
pub struct Node<'t> {
    tree: &'t Tree,
    index: u32,
}

/// A leaf of a tree or a gap between leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'t> {
    /// A token.
    Token(NodeKind, &'t str),
    /// White space and comments.
    Trivia(&'t str),
}

impl Tree {
    /// The root, of kind [`NodeKind::File`].
    #[must_use]
    pub fn root(&self) -> Node<'_> {
        Node { tree: self, index: 0 }
    }

    /// The file the tree is of.
    #[must_use]
    pub fn file(&self) -> FileId {
        self.file
    }

    /// The source text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether there is no node at all; never for a parsed file.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// All leaves and the gaps between them, in order: together the source text.
    pub fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let leaves = (0..self.kinds.len()).filter_map(|index| {
            let leaf = self.ends.get(index).is_some_and(|end| *end as usize == index + 1);
            let (start, end) = *self.spans.get(index)?;
            (leaf && end > start).then(|| (self.kinds.get(index).copied(), start, end))
        });
        let mut at = 0u32;
        let mut out = Vec::new();
        for (kind, start, end) in leaves {
            if start > at {
                out.push(Piece::Trivia(self.slice(at, start)));
            }
            out.push(Piece::Token(kind.unwrap_or(NodeKind::Junk), self.slice(start, end)));
            at = end;
        }
        let rest = self.slice(at, u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        if !rest.is_empty() {
            out.push(Piece::Trivia(rest));
        }
        out.into_iter()
    }

    fn slice(&self, start: u32, end: u32) -> &str {
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }
}

impl<'t> Node<'t> {
    /// What the node is.
    #[must_use]
    pub fn kind(self) -> NodeKind {
        self.tree.kinds.get(self.index as usize).copied().unwrap_or(NodeKind::Junk)
    }

    /// Where it stands.
    #[must_use]
    pub fn span(self) -> Span {
        let (start, end) = self.tree.spans.get(self.index as usize).copied().unwrap_or_default();
        Span::new(self.tree.file, start, end)
    }

    /// Its text.
    #[must_use]
    pub fn text(self) -> &'t str {
        let (start, end) = self.tree.spans.get(self.index as usize).copied().unwrap_or_default();
        self.tree.slice(start, end)
    }

    /// Its children in order.
    pub fn children(self) -> Children<'t> {
        Children { tree: self.tree, next: self.index + 1, end: self.end() }
    }

    /// The children of the first child of a kind; none where there is none.
    pub(super) fn children_of(self, kind: NodeKind) -> Children<'t> {
        self.child(kind).map_or(Children { tree: self.tree, next: 0, end: 0 }, Node::children)
    }

    /// The first child of a kind.
    #[must_use]
    pub fn child(self, kind: NodeKind) -> Option<Node<'t>> {
        self.children().find(|node| node.kind() == kind)
    }

    /// The tree it belongs to.
    #[must_use]
    pub fn tree(self) -> &'t Tree {
        self.tree
    }

    fn end(self) -> u32 {
        self.tree.ends.get(self.index as usize).copied().unwrap_or(self.index + 1)
    }
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.kind(), self.text())
    }
}

/// The children of a node, in order.
#[derive(Clone)]
pub struct Children<'t> {
    tree: &'t Tree,
    next: u32,
    end: u32,
}

impl<'t> Iterator for Children<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        if self.next >= self.end {
            return None;
        }
        let node = Node { tree: self.tree, index: self.next };
        self.next = node.end();
        Some(node)
    }
}

/// Builds a [`Tree`] in preorder.
#[derive(Debug)]
pub(super) struct TreeBuilder {
    tree: Tree,
    open: Vec<u32>,
}

impl TreeBuilder {
    pub(super) fn new(file: FileId, text: Arc<str>) -> Self {
        let tree = Tree { file, text, kinds: Vec::new(), spans: Vec::new(), ends: Vec::new() };
        Self { tree, open: Vec::new() }
    }

    /// Opens a node; its end is set when it is closed.
    pub(super) fn open(&mut self, kind: NodeKind, start: u32) {
        let index = self.push(kind, start, start);
        self.open.push(index);
    }

    /// Closes the innermost open node at byte `end`.
    pub(super) fn close(&mut self, end: u32) {
        let next = self.next_index();
        if let Some(index) = self.open.pop() {
            if let Some(span) = self.tree.spans.get_mut(index as usize) {
                span.1 = end;
            }
            if let Some(slot) = self.tree.ends.get_mut(index as usize) {
                *slot = next;
            }
        }
    }

    /// Adds a leaf.
    pub(super) fn token(&mut self, kind: NodeKind, start: u32, end: u32) {
        self.push(kind, start, end);
    }

    pub(super) fn finish(self) -> Tree {
        self.tree
    }

    fn push(&mut self, kind: NodeKind, start: u32, end: u32) -> u32 {
        let index = self.next_index();
        self.tree.kinds.push(kind);
        self.tree.spans.push((start, end));
        self.tree.ends.push(index + 1);
        index
    }

    fn next_index(&self) -> u32 {
        u32::try_from(self.tree.kinds.len()).unwrap_or(u32::MAX)
    }
}
