//! From the tree of a sentence to its atoms.
//!
//! Knows the shapes of the tree alone. Recursion is bounded by the depth limit of expressions, which the
//! parser keeps.

use super::atoms::{Atom, level};
use super::place::{Place, is_enumeration};
use super::words::{self, Both};
use crate::syntax::ast::Statement;
use crate::syntax::builtin;
use crate::syntax::spelling;
use crate::syntax::tree::{Node, NodeKind};
use crate::syntax::vocabulary::{ClauseWord, Keyword, Modality, Operator, PrefixWord, TableWord};
use smallvec::SmallVec;
use std::borrow::Cow;

/// Blanks before a token that nothing else is said of.
const BLANK: [usize; 2] = [1, 1];
const NONE: [usize; 2] = [0, 0];
/// Full-width marks need no blank after them.
const AFTER_MARK: [usize; 2] = [0, 1];

/// The atoms of a sentence without its documentation, its body and its end mark, and where they end.
pub(super) fn atoms<'t>(statement: Statement<'t>, place: Place<'t>) -> (Vec<Atom<'t>>, u32) {
    let node = statement.node();
    let mut writer = Writer::new(node, place, place.keyword(statement));
    let used = if place.names { 0 } else { statement.keyword().2 };
    for part in node.children() {
        match part.kind() {
            NodeKind::Head => writer.head(part, used),
            NodeKind::Value => {
                writer.choosing = true;
                writer.items(part, false);
                writer.choosing = false;
            }
            NodeKind::Clause => writer.clause(part),
            NodeKind::Mark if matches!(part.text(), "：" | ":") => writer.colon(part),
            NodeKind::Mark if !is_end(part) => writer.comma(part, level::CLAUSE),
            NodeKind::Junk => writer.token(part),
            _ => {}
        }
    }
    (writer.atoms, writer.at)
}

/// Whether a mark ends a sentence.
pub(super) fn is_end(mark: Node<'_>) -> bool {
    mark.kind() == NodeKind::Mark && matches!(mark.text(), "；" | ";" | "。")
}

struct Writer<'t> {
    text: &'t str,
    /// The end of the last token.
    at: u32,
    atoms: Vec<Atom<'t>>,
    /// Blanks and the level of the next token.
    gap: [usize; 2],
    level: Option<u8>,
    /// How many brackets are open.
    depth: usize,
    place: Place<'t>,
    /// The keyword of the sentence.
    own: Option<Keyword>,
    /// A single name is the value of the sentence.
    choosing: bool,
    /// A single name stands for a value or a date: it is an operand, or in a clause that has one.
    operand: bool,
    /// Words stand here that are what is listed.
    verbatim: bool,
}

impl<'t> Writer<'t> {
    fn new(node: Node<'t>, place: Place<'t>, own: Option<Keyword>) -> Self {
        let docs = node.children().take_while(|part| part.kind() == NodeKind::Doc).last();
        let at = docs.map_or(node.span().start, |doc| doc.span().end);
        Self {
            text: node.tree().text(),
            at,
            atoms: Vec::new(),
            gap: NONE,
            level: None,
            depth: 0,
            place,
            own,
            choosing: false,
            operand: false,
            verbatim: false,
        }
    }

    /// Adds a token with what stands before it.
    fn leaf(&mut self, node: Node<'t>, text: Both<'t>) {
        let span = node.span();
        let mut atom = Atom::new(text, std::mem::replace(&mut self.gap, BLANK));
        atom.level = self.level.take();
        atom.after(self.text.get(self.at as usize..span.start as usize).unwrap_or_default());
        self.at = span.end;
        self.atoms.push(atom);
    }

    /// Adds a token as it was written.
    fn token(&mut self, node: Node<'t>) {
        let text = node.text();
        let commented = text.contains("//") || text.contains("/*");
        let quoted = matches!(node.kind(), NodeKind::Text | NodeKind::Title);
        if quoted || commented || !text.contains(['\n', '\t', '\u{3000}']) {
            return self.leaf(node, words::same(text));
        }
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.leaf(node, [Cow::Owned(text.clone()), Cow::Owned(text)]);
    }

    fn marked(
        &mut self,
        node: Node<'t>,
        zh: &'static str,
        en: &'static str,
        before: [usize; 2],
        after: [usize; 2],
    ) {
        self.gap = before;
        self.level = None;
        self.leaf(node, words::mark(zh, en));
        self.gap = after;
    }

    fn colon(&mut self, node: Node<'t>) {
        self.marked(node, "：", ":", NONE, AFTER_MARK);
        self.level = Some(level::KEPT);
    }

    fn comma(&mut self, node: Node<'t>, before: u8) {
        self.marked(node, "，", ",", NONE, AFTER_MARK);
        self.level = Some(before);
    }

    /// The mark between two items. An English comma would make a clause of an item that begins like one.
    fn list_mark(&mut self, node: Node<'t>, next: Option<Node<'t>>) {
        if matches!(node.text(), "｜" | "|") {
            self.marked(node, "｜", "|", BLANK, BLANK);
            return self.ends_cell();
        }
        if matches!(node.text(), "－" | "-" | "−") {
            return self.token(node);
        }
        let clause = next.is_some_and(|next| ClauseWord::of(&spelling(first_token(next).text())).is_some());
        self.marked(node, "、", if clause { "、" } else { "," }, NONE, AFTER_MARK);
        self.level = Some(self.inside(level::ITEM, level::INNER_ITEM));
    }

    /// The token before was the mark after a cell; lines may end there, and are not kept.
    fn ends_cell(&mut self) {
        if let Some(atom) = self.atoms.last_mut() {
            (atom.cell, atom.begins) = (true, false);
            atom.level = Some(level::ITEM);
        }
    }

    fn inside(&self, outer: u8, inner: u8) -> u8 {
        if self.depth > 0 { inner } else { outer }
    }

    fn head(&mut self, head: Node<'t>, used: usize) {
        let mut count = 0;
        if let Some(text) = self.place.member(head.text()) {
            return self.leaf(head, text);
        }
        for part in head.children() {
            if part.kind() == NodeKind::Mark {
                self.list_mark(part, None);
                continue;
            }
            for token in part.children() {
                match token.kind() {
                    NodeKind::Alias => self.alias(token),
                    NodeKind::Name if count < used => {
                        let text = token.text();
                        let duty = count == 0 && Modality::of(&spelling(text)).is_some();
                        self.leaf(token, if duty { words::modality(text) } else { words::keyword(text) });
                    }
                    _ => self.token(token),
                }
            }
            count += 1;
        }
    }

    fn alias(&mut self, alias: Node<'t>) {
        for part in alias.children() {
            match part.text() {
                "（" | "(" => self.open(part),
                "）" | ")" => self.close(part),
                _ => self.token(part),
            }
        }
    }

    fn open(&mut self, mark: Node<'t>) {
        self.marked(mark, "（", "(", AFTER_MARK, NONE);
    }

    fn close(&mut self, mark: Node<'t>) {
        self.marked(mark, "）", ")", NONE, BLANK);
    }

    /// A list of expressions, with a word of duty before it.
    fn items(&mut self, list: Node<'t>, fields: bool) {
        let mut parts = list.children().peekable();
        while let Some(part) = parts.next() {
            match part.kind() {
                NodeKind::Mark if fields => self.comma(part, level::INNER_ITEM),
                NodeKind::Mark => self.list_mark(part, parts.peek().copied()),
                NodeKind::Word if TableWord::of(&spelling(part.text())) == Some(TableWord::Then) => {
                    self.leaf(part, words::table_word(part.text()));
                    self.ends_cell();
                }
                NodeKind::Word if TableWord::of(&spelling(part.text())).is_some() => {
                    self.leaf(part, words::table_word(part.text()));
                }
                NodeKind::Word => self.leaf(part, words::modality(part.text())),
                _ => self.expr(part),
            }
        }
    }

    fn clause(&mut self, clause: Node<'t>) {
        let mut parts = clause.children().peekable();
        let Some(first) = parts.next() else { return };
        let word = ClauseWord::of(&spelling(first.text()));
        let last = clause.children().last();
        let agreed = word == Some(ClauseWord::Through) && last.is_some_and(|last| last.text() == "同意");
        let mut text = words::clause_word(first.text());
        if agreed && first.text() == ClauseWord::Through.zh() {
            text[1] = Cow::Borrowed(AGREED);
        }
        let closes =
            |part: &Node<'_>| part.kind() == NodeKind::Word && Modality::of(&spelling(part.text())).is_none();
        if let Some(bare) = word.and_then(unclosed)
            && !first.text().is_ascii()
            && !clause.children().skip(1).any(|part| closes(&part))
        {
            text[1] = Cow::Borrowed(bare);
        }
        self.leaf(first, text);
        self.operand = word.is_some_and(holds_value);
        let mut closed = false;
        let mut operand = None;
        let mut operand_at = self.atoms.len();
        while let Some(part) = parts.next() {
            match part.kind() {
                NodeKind::Mark => self.list_mark(part, parts.peek().copied()),
                NodeKind::Word if Modality::of(&spelling(part.text())).is_some() => {
                    self.leaf(part, words::modality(part.text()));
                    self.keep_on_line(operand_at);
                }
                NodeKind::Word => {
                    closed = true;
                    self.gap = [1, 0];
                    self.leaf(part, [Cow::Borrowed(part.text()), Cow::Borrowed("")]);
                    self.keep_on_line(operand_at);
                }
                kind => {
                    operand = Some(kind);
                    operand_at = self.atoms.len();
                    self.expr(part);
                }
            }
        }
        self.operand = false;
        if first.text().is_ascii() && !closed {
            self.closing_word(word, &spelling(first.text()), operand);
        }
    }

    /// A word that closes a clause must not begin a line: a word of duty would read like the next sentence,
    /// and some have no English. The comments before it go before its operand.
    fn keep_on_line(&mut self, operand: usize) {
        let Some(atoms) = self
            .atoms
            .get_mut(operand..)
            .filter(|atoms| atoms.last().is_some_and(|last| !last.comments.is_empty()))
        else {
            return;
        };
        let comments: Vec<_> = atoms.iter_mut().flat_map(|atom| std::mem::take(&mut atom.comments)).collect();
        if let Some(first) = atoms.first_mut() {
            first.comments = comments;
        }
    }

    /// The word that closes a clause in Chinese and has no English: 自 E 之日起, 经 U 批准.
    fn closing_word(&mut self, word: Option<ClauseWord>, written: &str, operand: Option<NodeKind>) {
        if word.and_then(unclosed) == Some(written) {
            return;
        }
        let zh = match (word, operand) {
            (Some(ClauseWord::From), Some(NodeKind::Date)) => "起",
            (Some(ClauseWord::From), Some(_)) => "之日起",
            (Some(ClauseWord::Through), Some(_)) if written == AGREED => "同意",
            (Some(ClauseWord::Through), Some(_)) => "批准",
            _ => return,
        };
        self.atoms.push(Atom::new(words::mark(zh, ""), [1, 0]));
    }

    fn expr(&mut self, node: Node<'t>) {
        match node.kind() {
            NodeKind::Path => self.path(node),
            NodeKind::Citation => self.citation(node),
            NodeKind::Prefix | NodeKind::Binary => self.operation(node),
            NodeKind::Quantified => self.quantified(node),
            NodeKind::Hold => self.hold(node),
            NodeKind::Call | NodeKind::Postfix | NodeKind::Group => self.composed(node),
            _ => self.token(node),
        }
    }

    fn path(&mut self, path: Node<'t>) {
        if let [only] = path.children().collect::<SmallVec<[_; 4]>>().as_slice()
            && let Some(text) = self.single(only.text())
        {
            return self.leaf(*only, text);
        }
        let id = self.own == Some(Keyword::Expect) || path.text().contains('/');
        let mut after = "";
        for (count, part) in path.children().enumerate() {
            let inner: Vec<Node<'t>> =
                if part.kind() == NodeKind::Index { part.children().collect() } else { vec![part] };
            for (at, token) in inner.into_iter().enumerate() {
                if count + at > 0 {
                    self.gap = NONE;
                }
                let text = token.text();
                let known = match (id || self.verbatim || token.kind() != NodeKind::Name, count, after) {
                    (false, 0, _) => self.place.name(builtin::OWN, text),
                    (false, _, ".") => self.member_name(text),
                    _ => None,
                };
                match known {
                    Some(known) => self.leaf(token, known),
                    None => self.token(token),
                }
                after = text;
            }
        }
    }

    /// A name after a point.
    fn member_name(&self, text: &str) -> Option<Both<'t>> {
        let tables = [builtin::STEP, builtin::DATE, builtin::LICENCE];
        tables.into_iter().find_map(|table| self.place.name(table, text))
    }

    /// A name by itself.
    fn single(&self, text: &str) -> Option<Both<'t>> {
        if self.verbatim {
            return None;
        }
        if self.choosing {
            return self.place.choice(self.own, text);
        }
        if self.operand {
            let tables = [builtin::STEP, builtin::OWN, builtin::TRUTH];
            return tables.into_iter().find_map(|table| self.place.name(table, text));
        }
        None
    }

    fn citation(&mut self, citation: Node<'t>) {
        for (at, part) in citation.children().enumerate() {
            match part.kind() {
                NodeKind::Mark => self.list_mark(part, None),
                NodeKind::Locator if at == 1 => {
                    self.gap = if part.text().starts_with("art") { BLANK } else { NONE };
                    self.token(part);
                }
                _ => self.token(part),
            }
        }
    }

    /// Words and signs with their operands.
    fn operation(&mut self, node: Node<'t>) {
        let mut before = None;
        let outer = (self.operand, self.choosing);
        if node.kind() == NodeKind::Binary {
            (self.operand, self.choosing) = (true, false);
        }
        for part in node.children() {
            match part.kind() {
                NodeKind::Word | NodeKind::Mark => self.operation_word(node.kind(), before, part),
                _ => self.expr(part),
            }
            before = Some(part.kind());
        }
        (self.operand, self.choosing) = outer;
    }

    fn operation_word(&mut self, kind: NodeKind, before: Option<NodeKind>, word: Node<'t>) {
        let written = spelling(word.text());
        if kind == NodeKind::Binary {
            if matches!(Operator::of(&written), Some(Operator::And | Operator::Or)) {
                self.level = Some(self.inside(level::OPERATOR, level::INNER_OPERATOR));
            }
            self.leaf(word, words::operator(word.text()));
        } else if before.is_some() {
            // 三分之二以上: the word belongs to the number.
            self.gap = NONE;
            self.leaf(word, words::same(word.text()));
        } else if Operator::of(&written).is_some() {
            self.leaf(word, words::operator(word.text()));
        } else {
            self.leaf(word, words::prefix(word.text()));
        }
    }

    fn quantified(&mut self, node: Node<'t>) {
        for (at, part) in node.children().enumerate() {
            match part.kind() {
                NodeKind::Word if at == 0 => self.leaf(part, words::quantifier(part.text())),
                NodeKind::Word | NodeKind::Mark => self.leaf(part, words::operator(part.text())),
                NodeKind::Bracket => self.bracket(part),
                _ => self.expr(part),
            }
        }
    }

    /// `X 持有 A、B，有效于 D`
    fn hold(&mut self, node: Node<'t>) {
        let mut parts = node.children().peekable();
        let mut count = 0;
        while let Some(part) = parts.next() {
            match part.kind() {
                NodeKind::Word => {
                    count += 1;
                    let text = part.text();
                    self.leaf(part, if count == 1 { words::prefix(text) } else { words::clause_word(text) });
                }
                NodeKind::Mark if parts.peek().is_some_and(|next| next.kind() == NodeKind::Word) => {
                    self.comma(part, self.inside(level::CLAUSE, level::INNER_ITEM));
                }
                NodeKind::Mark => self.list_mark(part, parts.peek().copied()),
                _ => self.expr(part),
            }
        }
    }

    /// What has a bracket, and words after an operand.
    fn composed(&mut self, node: Node<'t>) {
        let called = node.kind() == NodeKind::Call;
        let listing = called && is_enumeration(node);
        for part in node.children() {
            match part.kind() {
                NodeKind::Bracket => {
                    let outer = (self.choosing, self.verbatim);
                    (self.choosing, self.verbatim) = (false, self.verbatim || listing);
                    self.bracket(part);
                    (self.choosing, self.verbatim) = outer;
                }
                NodeKind::Word => {
                    // A full-width bracket brings its own blank.
                    self.gap = if self.atoms.last().is_some_and(|last| last.text[0] == "）") {
                        AFTER_MARK
                    } else {
                        BLANK
                    };
                    self.leaf(part, words::postfix(part.text()));
                }
                NodeKind::Mark => {
                    if matches!(part.text(), "（" | "(") {
                        // A bracket of its own keeps the blank before it.
                        let before = self.gap;
                        let level = self.level.take();
                        self.marked(part, "（", "(", before, NONE);
                        if let Some(atom) = self.atoms.last_mut() {
                            atom.level = level;
                        }
                        self.depth += 1;
                    } else {
                        self.depth = self.depth.saturating_sub(1);
                        self.close(part);
                    }
                }
                NodeKind::Path if called && PrefixWord::of(&spelling(part.text())).is_some() => {
                    self.leaf(part, words::prefix(part.text()));
                }
                NodeKind::Path if listing => {
                    let (zh, en) = builtin::ENUMERATION;
                    self.leaf(part, words::mark(zh, en));
                }
                NodeKind::Path if called => {
                    let known = self.place.name(builtin::FUNCTIONS, part.text());
                    match known.filter(|_| !self.verbatim) {
                        Some(known) => self.leaf(part, known),
                        None => self.path(part),
                    }
                }
                _ => self.expr(part),
            }
        }
    }

    fn bracket(&mut self, bracket: Node<'t>) {
        let fields = bracket.child(NodeKind::Field).is_some();
        let clauses = bracket.child(NodeKind::Clause).is_some();
        let mut parts = bracket.children().peekable();
        self.depth += 1;
        while let Some(part) = parts.next() {
            match (part.kind(), part.text()) {
                (NodeKind::Mark, "（" | "(") => self.open(part),
                (NodeKind::Mark, "）" | ")") => self.close(part),
                (NodeKind::Mark, _) if fields || clauses => self.comma(part, level::INNER_ITEM),
                (NodeKind::Mark, _) => self.list_mark(part, parts.peek().copied()),
                (NodeKind::Field, _) => self.field(part),
                (NodeKind::Clause, _) => self.clause(part),
                _ => self.expr(part),
            }
        }
        self.depth = self.depth.saturating_sub(1);
    }

    fn field(&mut self, field: Node<'t>) {
        for (at, part) in field.children().enumerate() {
            match part.kind() {
                NodeKind::Mark => self.marked(part, "：", ":", NONE, AFTER_MARK),
                _ if at == 0 => match self.place.field(self.own, part.text()) {
                    Some(known) => self.leaf(part, known),
                    None => self.token(part),
                },
                NodeKind::Path => match self.place.name(builtin::TRUTH, part.text()) {
                    Some(known) => self.leaf(part, known),
                    None => self.path(part),
                },
                _ => self.expr(part),
            }
        }
    }
}

/// Whether what a clause holds is a value or a date.
fn holds_value(word: ClauseWord) -> bool {
    use ClauseWord as W;
    matches!(
        word,
        W::From | W::To | W::NoLaterThan | W::NoEarlierThan | W::On | W::Default | W::When | W::Unless
    )
}

/// The other English word before an organ that approves: 经 U 同意.
const AGREED: &str = "agreed by";

fn first_token(node: Node<'_>) -> Node<'_> {
    let mut at = node;
    while let Some(first) = at.children().next() {
        at = first;
    }
    at
}

/// The English word of a clause that nothing closes in Chinese: 自 E, 经 U.
fn unclosed(word: ClauseWord) -> Option<&'static str> {
    match word {
        ClauseWord::From => Some("since"),
        ClauseWord::Through => Some("through"),
        _ => None,
    }
}
