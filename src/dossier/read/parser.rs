//! The place-keeping reader of JSON and RON: values, lists and records.
//!
//! INVARIANT: it never panics, never recurses deeper than [`Limits::depth`], and every step consumes a byte or
//! returns. Faults that leave no doubt about what is meant (a comma too many, full-width punctuation, a word without
//! quotes) are reported and read over, so that the rest of the file is checked in the same run; the others mark the
//! tree as damaged.

use super::super::{Format, Limits};
use super::cursor::{offset, span};
use super::tree::{Entry, Kind, Node};
use crate::diag::{Diagnostic, dossier as faults};
use std::borrow::Cow;

/// Reads one text.
pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) format: Format,
    pub(super) faults: Vec<Diagnostic>,
    limits: Limits,
    depth: u32,
    values: usize,
    /// The tree lacks something that the text has.
    pub(super) damaged: bool,
    /// Nothing more is read.
    pub(super) stopped: bool,
    /// What closes the brackets that are open, outermost first.
    closers: Vec<u8>,
    /// A record was ended where the next one begins: its comma is not missing too.
    resumed: bool,
    /// Where the last text begins.
    pub(super) quoted_at: usize,
}

/// A text as a tree.
pub(in crate::dossier) struct Parsed<'t> {
    /// The tree; [`Kind::Bad`] where there is none.
    pub(in crate::dossier) root: Node<'t>,
    /// Syntax faults in the order of their places.
    pub(in crate::dossier) faults: Vec<Diagnostic>,
    /// Whether the tree lacks something that the text has.
    pub(in crate::dossier) damaged: bool,
}

/// Reads a text of at most [`Limits::bytes`] bytes.
pub(in crate::dossier) fn parse<'t>(text: &'t str, format: Format, limits: Limits) -> Parsed<'t> {
    #[cfg(feature = "yaml")]
    if format == Format::Yaml {
        return super::yaml::parse(text, limits);
    }
    let mut parser = Parser {
        text,
        at: if text.starts_with('\u{FEFF}') { 3 } else { 0 },
        format,
        faults: Vec::new(),
        limits,
        depth: 0,
        values: 0,
        damaged: false,
        stopped: false,
        closers: Vec::new(),
        resumed: false,
        quoted_at: 0,
    };
    let root = parser.document();
    let mut faults = parser.faults;
    faults.sort_by_key(|fault| fault.span);
    Parsed { root, faults, damaged: parser.damaged }
}

impl<'t> Parser<'t> {
    fn document(&mut self) -> Node<'t> {
        self.blank();
        if self.format == Format::Ron {
            self.attributes();
        }
        if self.byte().is_none() {
            let whole = self.span_from(0);
            self.fail(faults::empty(whole));
            return self.bad(self.at);
        }
        let root = self.value_or_fail("卷宗", "a dossier");
        self.blank();
        if !self.stopped && self.byte().is_some() {
            let start = self.at;
            if !matches!(root.kind, Kind::Map(_) | Kind::Bad) {
                // A table or a letter: what else is wrong with it is of no interest.
                self.faults.clear();
                let here = span(root.start as usize, root.end as usize);
                let word = here.of(self.text).to_owned();
                self.stop(faults::unexpected(
                    here,
                    &word,
                    "卷宗（以「{」或「(」开头）",
                    "a dossier, which begins with ‘{’ or ‘(’",
                ));
                return root;
            }
            self.at = self.text.len();
            let rest = self.span_from(start);
            self.fail(faults::trailing(rest));
        }
        root
    }

    /// `#![enable(…)]` at the head of a RON file: read over, the reader needs no switches.
    fn attributes(&mut self) {
        while self.rest().starts_with("#!") {
            let end = memchr::memchr(b']', self.rest().as_bytes());
            self.at = end.map_or(self.text.len(), |end| self.at + end + 1);
            self.blank();
        }
    }

    /// A value, or a fault that names what is expected and the text up to the next comma or bracket left out.
    fn value_or_fail(&mut self, zh: &str, en: &str) -> Node<'t> {
        let start = self.at;
        if let Some(node) = self.value() {
            return node;
        }
        if !self.stopped {
            self.skip_bad(zh, en);
        }
        self.bad(start)
    }

    fn skip_bad(&mut self, zh: &str, en: &str) {
        let start = self.at;
        self.skip_to_boundary();
        if self.at == start {
            // A bracket or a comma stands where a value should.
            let next = self.rest().chars().next();
            let end = start + next.map_or(0, char::len_utf8);
            let found = next.map_or(String::new(), String::from);
            self.fail(faults::unexpected(span(start, end), &found, zh, en));
            return;
        }
        let found = self.text.get(start..self.at).unwrap_or_default().trim_end();
        self.fail(faults::unexpected(span(start, start + found.len()), found, zh, en));
    }

    /// The value that starts here; `None`: nothing here starts one (or the reader has stopped).
    fn value(&mut self) -> Option<Node<'t>> {
        self.values += 1;
        if self.values > self.limits.values {
            let here = self.span_from(self.at);
            self.stop(faults::too_many(here, self.limits.values));
            return None;
        }
        let start = self.at;
        let punct = self.punct()?;
        match punct.ascii {
            b'"' | b'\'' => Some(self.string(punct.wide)),
            b'{' => self.nested(b'{', b'}'),
            b'[' => self.nested(b'[', b']'),
            b'(' if self.format == Format::Ron || punct.wide.is_some() => self.nested(b'(', b')'),
            b'0'..=b'9' | b'-' | b'+' | b'.' => Some(self.number()),
            0 => self.word(start),
            _ => None,
        }
    }

    /// A word: a constant, the name of a struct, or a text without quotes.
    fn word(&mut self, start: usize) -> Option<Node<'t>> {
        if self.format == Format::Ron
            && let Some(text) = self.raw_string()
        {
            return Some(text);
        }
        let word = self.take_word();
        if word.is_empty() {
            return None;
        }
        let kind = match (word, self.format) {
            ("true", _) => Kind::Bool(true),
            ("false", _) => Kind::Bool(false),
            ("null", Format::Json) | ("None", Format::Ron) => Kind::Null,
            (_, Format::Ron) if self.opens_parenthesis() => return self.named(word),
            _ => {
                self.tell(faults::unquoted(self.span_from(start), word));
                match word.to_ascii_lowercase().as_str() {
                    "null" | "none" => Kind::Null,
                    "true" => Kind::Bool(true),
                    "false" => Kind::Bool(false),
                    _ => Kind::Text(Cow::Borrowed(word)),
                }
            }
        };
        Some(self.node(kind, start))
    }

    fn opens_parenthesis(&mut self) -> bool {
        self.blank();
        self.byte() == Some(b'(')
    }

    /// `Some(x)` is x; any other name in front of brackets says nothing.
    fn named(&mut self, name: &str) -> Option<Node<'t>> {
        let node = self.nested(b'(', b')')?;
        match node.kind {
            Kind::List(mut items) if name == "Some" && items.len() == 1 => items.pop(),
            _ => Some(node),
        }
    }

    /// A list or a record in brackets.
    fn nested(&mut self, open: u8, close: u8) -> Option<Node<'t>> {
        let start = self.at;
        if self.depth >= self.limits.depth {
            let here = self.bracket(start);
            self.stop(faults::too_deep(here, self.limits.depth));
            return None;
        }
        self.depth += 1;
        self.closers.push(close);
        self.eat();
        let kind = match open {
            b'[' => Kind::List(self.elements(start, open, close)),
            b'(' if !self.is_struct() => Kind::List(self.elements(start, open, close)),
            _ => Kind::Map(self.entries(start, open, close)),
        };
        self.depth -= 1;
        self.closers.pop();
        Some(self.node(kind, start))
    }

    /// Whether the brackets just opened hold names with colons, or nothing.
    fn is_struct(&mut self) -> bool {
        let (at, reported) = (self.at, self.faults.len());
        let state = (self.damaged, self.stopped);
        self.blank();
        let empty = self.byte() == Some(b')');
        let named = !self.take_word().is_empty() && {
            self.blank();
            self.punct().is_some_and(|punct| punct.ascii == b':')
        };
        // Looking ahead leaves no trace: what is wrong there is met again when it is read.
        self.at = at;
        self.faults.truncate(reported);
        (self.damaged, self.stopped) = state;
        empty || named
    }

    fn elements(&mut self, opened: usize, open: u8, close: u8) -> Vec<Node<'t>> {
        let mut items = Vec::new();
        while self.more(opened, open, close) {
            items.push(self.value_or_fail("一项内容或闭合的括号", "an entry or the closing bracket"));
            self.separator(close);
        }
        items
    }

    fn entries(&mut self, opened: usize, open: u8, close: u8) -> Vec<Entry<'t>> {
        let mut entries = Vec::new();
        while self.more(opened, open, close) {
            // The next record begins inside this one: its closing bracket was forgotten.
            if self.punct().is_some_and(|punct| punct.ascii == open) {
                let bracket = self.bracket(opened);
                self.fail(faults::unclosed(bracket, char::from(open), char::from(close)));
                self.resumed = true;
                return entries;
            }
            if let Some(entry) = self.entry(close) {
                entries.push(entry);
            }
            self.separator(close);
        }
        entries
    }

    fn entry(&mut self, close: u8) -> Option<Entry<'t>> {
        let key_start = self.at;
        let Some(key) = self.key(close) else {
            self.skip_bad("键或闭合的括号", "a key or the closing bracket");
            return None;
        };
        let key_end = offset(self.at);
        self.blank();
        if self.punct().is_some_and(|punct| punct.ascii == b':') {
            self.eat();
        } else {
            let here = span(key_start, self.at);
            if key.contains([':', '：']) {
                // The quote at its end was forgotten, and what follows is inside out.
                let quote = self.bracket(key_start);
                self.stop(faults::unclosed_quote(quote));
                return None;
            }
            self.tell(faults::no_value(here, &key, true));
            self.damaged = true;
            self.skip_to_boundary();
            return None;
        }
        self.blank();
        if self.punct().is_none_or(|punct| matches!(punct.ascii, b',' | b'}' | b')' | b']')) {
            let here = span(key_start, self.at);
            self.fail(faults::no_value(here, &key, false));
            return None;
        }
        let value = self.value_or_fail("内容", "a value");
        Some(Entry { key, key_start: offset(key_start), key_end, value })
    }

    /// A key: a text in quotes; in the round brackets of RON a bare name.
    fn key(&mut self, close: u8) -> Option<Cow<'t, str>> {
        let start = self.at;
        let punct = self.punct()?;
        if matches!(punct.ascii, b'"' | b'\'') {
            return match self.string(punct.wide).kind {
                Kind::Text(text) => Some(text),
                _ => Some(Cow::Borrowed("")),
            };
        }
        let word = self.take_word();
        if word.is_empty() {
            return None;
        }
        if close != b')' {
            self.tell(faults::unquoted(self.span_from(start), word));
        }
        Some(Cow::Borrowed(word))
    }

    /// Whether another element follows; consumes the closing bracket.
    fn more(&mut self, opened: usize, open: u8, close: u8) -> bool {
        loop {
            self.blank();
            if self.stopped {
                return false;
            }
            let start = self.at;
            match self.punct().map(|punct| punct.ascii) {
                None => {
                    self.unclosed_bracket(opened, open, close);
                    return false;
                }
                Some(found) if found == close => {
                    self.eat();
                    return false;
                }
                Some(b',') => {
                    self.eat();
                    self.tell(faults::extra_comma(self.span_from(start)));
                }
                Some(found @ (b']' | b'}' | b')')) => {
                    let outer = self.closers.split_last().is_some_and(|(_, outer)| outer.contains(&found))
                        && !self.closes_all();
                    if outer {
                        // It closes a bracket around this one.
                        if !self.faults.iter().any(|fault| fault.code.0 == 7010) {
                            let bracket = self.bracket(opened);
                            self.fail(faults::unclosed(bracket, char::from(open), char::from(close)));
                        }
                        return false;
                    }
                    self.eat();
                    let here = self.span_from(start);
                    let opening = self.bracket(opened);
                    self.fail(faults::mismatched(here, char::from(found), char::from(close), opening));
                    return false;
                }
                Some(_) => return true,
            }
        }
    }

    /// Whether what is left closes as many brackets as are open: then one is of the wrong kind, none is missing.
    fn closes_all(&self) -> bool {
        let (mut depth, mut quoted) = (self.closers.len(), false);
        for byte in self.rest().bytes() {
            match byte {
                b'"' => quoted = !quoted,
                b'\n' => quoted = false,
                b'{' | b'[' | b'(' if !quoted => depth += 1,
                b'}' | b']' | b')' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        depth == 0
    }

    fn unclosed_bracket(&mut self, opened: usize, open: u8, close: u8) {
        // An open quote has swallowed what would close the bracket.
        if self.faults.iter().any(|fault| fault.code.0 == 7010) {
            self.stopped = true;
            return;
        }
        let bracket = self.bracket(opened);
        self.stop(faults::unclosed(bracket, char::from(open), char::from(close)));
    }

    /// The comma after an element.
    fn separator(&mut self, close: u8) {
        if self.stopped || std::mem::take(&mut self.resumed) {
            return;
        }
        let end = self.at;
        self.blank();
        match self.punct().map(|punct| punct.ascii) {
            None | Some(b']' | b'}' | b')') => {}
            Some(b',') => {
                let comma = self.at;
                self.eat();
                let after = self.span_from(comma);
                self.blank();
                if self.format == Format::Json && self.byte() == Some(close) {
                    self.tell(faults::extra_comma(after));
                }
            }
            Some(b'"' | b'{' | b'[' | b'(' | b'0'..=b'9' | b'-' | 0) => {
                // "甲, 开始: "2024: the quote that closes is the one that opens the next text.
                let touches = self.at == end && self.text.as_bytes().get(end.wrapping_sub(1)) == Some(&b'"');
                let text = self.text.get(self.quoted_at..end).unwrap_or_default();
                if self.faults.iter().any(|fault| fault.code.0 == 7010) {
                    return;
                }
                if touches && text.contains([':', '：']) {
                    let quote = self.bracket(self.quoted_at);
                    self.stop(faults::unclosed_quote(quote));
                    return;
                }
                self.tell(faults::missing_comma(span(end, end)));
            }
            Some(_) => self.skip_bad("逗号或闭合的括号", "a comma or the closing bracket"),
        }
    }
}
