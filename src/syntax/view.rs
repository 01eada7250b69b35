//! Views of statements: heads, values, clauses, bodies, documentation.

use super::ast::{Cell, Cells, Clause, File, HeadItem, HeadItemKind, Statement, Value, Word};
use super::term::clean;
use super::tree::{Node, NodeKind, Tree};
use super::view_expr::{expr, is_expr};
use super::vocabulary::{ClauseWord, Keyword, Modality, TableWord};
use super::{path, term};
use crate::text::Span;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// A name as it counts: NFC, without characters that take no room.
pub(super) fn name(text: &str) -> Cow<'_, str> {
    // PERF: ASCII and the unified ideographs (lead bytes E4 to E9), of which nearly every name consists,
    // are in NFC already and none of them takes no room.
    if text.bytes().all(|byte| byte < 0xC0 || matches!(byte, 0xE4..=0xE9)) {
        return Cow::Borrowed(text);
    }
    let clean = clean(text);
    if is_nfc_quick(clean.chars()) == IsNormalized::Yes {
        return clean;
    }
    Cow::Owned(clean.nfc().collect())
}

/// A token as a word: quotes and title marks removed.
pub(super) fn word(node: Node<'_>) -> Word<'_> {
    let text = node.text();
    let bare = match node.kind() {
        NodeKind::Text => text
            .chars()
            .next()
            .and_then(|quote| text.strip_prefix(quote)?.strip_suffix(path::closing(quote)?))
            .unwrap_or_else(|| text.trim_start_matches(['“', '「', '"'])),
        NodeKind::Title => {
            text.strip_prefix('《').map(|rest| rest.strip_suffix('》').unwrap_or(rest)).unwrap_or(text)
        }
        _ => text,
    };
    Word { text: name(bare), span: node.span() }
}

/// A token of a head; one may be a path of several names, some of them quoted: `“39-3-5”/到位`.
fn head_word(node: Node<'_>) -> Word<'_> {
    let text = node.text();
    let path = match node.kind() {
        NodeKind::Text => !path::is_plain_text(text),
        NodeKind::Title => false,
        _ => text.contains('/') && text.contains(['“', '「', '"']),
    };
    if !path {
        return word(node);
    }
    let bare = path::unquoted(text);
    Word { text: Cow::Owned(name(&bare).into_owned()), span: node.span() }
}

impl Tree {
    /// The file as a view.
    #[must_use]
    pub fn file_view(&self) -> File<'_> {
        File(self.root())
    }
}

impl<'t> File<'t> {
    /// The top-level statements in order; junk is left out.
    pub fn statements(self) -> impl Iterator<Item = Statement<'t>> {
        statements(self.0)
    }
}

fn statements<'t>(node: Node<'t>) -> impl Iterator<Item = Statement<'t>> {
    node.children().filter(|node| node.kind() == NodeKind::Statement).map(Statement)
}

impl<'t> Statement<'t> {
    /// The documentation before it, one line a `///` line, marks removed; `None` without.
    #[must_use]
    pub fn docs(self) -> Option<String> {
        let mut lines = self.0.children().filter(|node| node.kind() == NodeKind::Doc).map(|node| {
            let line = node.text().trim_start_matches('/');
            line.strip_prefix(' ').unwrap_or(line).trim_end()
        });
        let first = lines.next()?;
        Some(lines.fold(first.to_owned(), |text, line| text + "\n" + line))
    }

    /// What stands before the colon or the brace; never empty.
    #[must_use]
    pub fn head(self) -> Vec<HeadItem<'t>> {
        self.head_items().collect()
    }

    /// The items of [`Self::head`], one by one.
    pub fn head_items(self) -> impl Iterator<Item = HeadItem<'t>> {
        let mut listed = false;
        self.0.child(NodeKind::Head).into_iter().flat_map(Node::children).filter_map(move |node| {
            if node.kind() == NodeKind::Mark {
                listed = true;
                return None;
            }
            let token = node.children().next()?;
            let kind = match token.kind() {
                NodeKind::Text => HeadItemKind::Quoted,
                NodeKind::Title => HeadItemKind::Title,
                _ => HeadItemKind::Word,
            };
            let alias = node.child(NodeKind::Alias).and_then(|alias| alias.child(NodeKind::Name)).map(word);
            Some(HeadItem { kind, word: head_word(token), alias, listed: std::mem::take(&mut listed) })
        })
    }

    /// The words at the front of the head: up to the first that is quoted, or listed after a mark.
    ///
    /// PERF: what opens a statement is asked far more often than all that its head holds.
    pub fn opening_words(self) -> impl Iterator<Item = Cow<'t, str>> {
        self.0.children_of(NodeKind::Head).map_while(|item| {
            let token = item.children().next()?;
            (!matches!(token.kind(), NodeKind::Text | NodeKind::Title)).then(|| name(token.text()))
        })
    }

    /// The modality at the front of the head and the keyword after it, with how many head items
    /// they take: `应当 七日前送达：…`, `推定 前置：…`. A head that is a modality alone has no keyword.
    #[must_use]
    pub fn keyword(self) -> (Option<Modality>, Option<Keyword>, usize) {
        let mut tokens = self.0.child(NodeKind::Head).into_iter().flat_map(Node::children);
        let mut next = || {
            let item = tokens.next().filter(|node| node.kind() == NodeKind::HeadItem)?;
            item.children().next().filter(|token| token.kind() == NodeKind::Name).map(Node::text)
        };
        let Some(first) = next() else { return (None, None, 0) };
        let first = clean(first);
        match Modality::of(&first) {
            None => {
                let keyword = Keyword::of(&first);
                (None, keyword, usize::from(keyword.is_some()))
            }
            Some(modality) => {
                let keyword = next().and_then(|word| Keyword::of(&clean(word)));
                (Some(modality), keyword, 1 + usize::from(keyword.is_some()))
            }
        }
    }

    /// Whether a colon stands after the head.
    #[must_use]
    pub fn has_colon(self) -> bool {
        self.0.children().any(|node| node.kind() == NodeKind::Mark && matches!(node.text(), ":" | "："))
    }

    /// What stands between the colon and the first clause.
    #[must_use]
    pub fn value(self) -> Option<Value<'t>> {
        let node = self.0.child(NodeKind::Value)?;
        let modality = node.children().find(|node| node.kind() == NodeKind::Word);
        let modality = modality.and_then(|node| Some((Modality::of(&clean(node.text()))?, node.span())));
        let items = node.children().filter(|node| is_expr(*node)).map(expr).collect();
        Some(Value { span: node.span(), modality, items })
    }

    /// Its cells, of a member of a 决策表; `None` without a value.
    #[must_use]
    pub fn cells(self) -> Option<Cells<'t>> {
        let node = self.0.child(NodeKind::Value)?;
        let mut found = Cells { span: node.span(), ..Cells::default() };
        let mut cell = Cell { span: node.span(), ..Cell::default() };
        let mut begun = false;
        for part in node.children() {
            let text = part.text();
            let ends = matches!(text, "｜" | "|");
            let then = part.kind() == NodeKind::Word
                && TableWord::of(&term::spelling(text)) == Some(TableWord::Then);
            if ends || then {
                if !begun {
                    cell.span = part.span();
                }
                let done = std::mem::replace(&mut cell, Cell { span: part.span(), ..Cell::default() });
                found.push(done);
                begun = false;
                found.then.extend(then.then(|| part.span()));
                continue;
            }
            match part.kind() {
                NodeKind::Word => cell.anything = true,
                NodeKind::Mark => cell.dash |= super::table::is_dash(text),
                _ if is_expr(part) => cell.items.push(expr(part)),
                _ => {}
            }
            cell.span =
                if begun { Span::new(cell.span.file, cell.span.start, part.span().end) } else { part.span() };
            begun = true;
        }
        found.push(cell);
        Some(found)
    }

    /// Which rows of a 决策表 count.
    #[must_use]
    pub fn policy(self) -> Option<(TableWord, Span)> {
        let word = self.0.child(NodeKind::Value)?.child(NodeKind::Word)?;
        Some((TableWord::of(&term::spelling(word.text()))?, word.span()))
    }

    /// Its clauses in the order in which they stand.
    #[must_use]
    pub fn clauses(self) -> Vec<Clause<'t>> {
        clauses(self.0)
    }

    /// The statements of its body; `None` without a body.
    #[must_use]
    pub fn body(self) -> Option<impl Iterator<Item = Statement<'t>>> {
        self.0.child(NodeKind::Body).map(statements)
    }

    /// Where its body stands, braces included.
    #[must_use]
    pub fn body_span(self) -> Option<crate::text::Span> {
        self.0.child(NodeKind::Body).map(Node::span)
    }
}

impl<'t> Cells<'t> {
    fn push(&mut self, cell: Cell<'t>) {
        if self.then.is_empty() { self.conditions.push(cell) } else { self.results.push(cell) }
    }
}

/// The clauses among a node's children.
pub(super) fn clauses(node: Node<'_>) -> Vec<Clause<'_>> {
    node.children().filter(|node| node.kind() == NodeKind::Clause).filter_map(clause).collect()
}

fn clause(node: Node<'_>) -> Option<Clause<'_>> {
    let mut words = node.children().filter(|node| node.kind() == NodeKind::Word);
    let first = words.next()?;
    let word = ClauseWord::of(&term::spelling(first.text()))?;
    let modality = words.last().and_then(|last| Some((Modality::of(&clean(last.text()))?, last.span())));
    let items = node.children().filter(|node| is_expr(*node)).map(expr).collect();
    Some(Clause { span: node.span(), word, word_span: first.span(), items, modality })
}
