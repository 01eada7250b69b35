//! What the reader does between values: blanks, comments, punctuation in either width, and finding its way again
//! after a fault.

use super::super::Format;
use super::parser::Parser;
use super::tree::{Kind, Node};
use crate::diag::{Diagnostic, dossier as faults};
use crate::text::{FileId, Span};

/// LIMIT: syntax faults that are reported; a text with more is not a dossier.
const FAULTS: usize = 200;

/// One character of punctuation as the reader takes it.
#[derive(Clone, Copy)]
pub(super) struct Punct {
    /// Half-width.
    pub(super) ascii: u8,
    /// The character where it is full-width.
    pub(super) wide: Option<char>,
}

impl<'t> Parser<'t> {
    /// Moves to the next comma or unmatched closing bracket, texts and inner brackets read over.
    pub(super) fn skip_to_boundary(&mut self) {
        let mut inner = 0usize;
        while let Some(byte) = self.byte() {
            match byte {
                b'"' => {
                    let close = self.rest().get(1..).and_then(|rest| rest.find(['"', '\n']));
                    self.at = close.map_or(self.text.len(), |close| self.at + close + 1);
                }
                b'{' | b'[' | b'(' => inner += 1,
                b',' if inner == 0 => return,
                b'}' | b']' | b')' if inner == 0 => return,
                b'}' | b']' | b')' => inner -= 1,
                _ => {}
            }
            self.at = (self.at + 1).min(self.text.len());
            while !self.text.is_char_boundary(self.at) {
                self.at += 1;
            }
        }
    }

    /// The punctuation that starts here: its byte; 0 for any other character; `None` at the end.
    pub(super) fn punct(&self) -> Option<Punct> {
        let byte = self.byte()?;
        if byte < 0x80 {
            let wordy = byte.is_ascii_alphabetic() || byte == b'_';
            return Some(Punct { ascii: if wordy { 0 } else { byte }, wide: None });
        }
        let wide = self.rest().chars().next()?;
        let ascii = ascii_of(wide);
        Some(Punct { ascii: ascii.unwrap_or(0), wide: ascii.and(Some(wide)) })
    }

    /// Consumes one character of punctuation; a full-width one is told.
    pub(super) fn eat(&mut self) {
        let start = self.at;
        let Some(punct) = self.punct() else { return };
        self.at += punct.wide.map_or(1, char::len_utf8);
        if let Some(wide) = punct.wide {
            self.tell(faults::full_width(self.span_from(start), wide, char::from(punct.ascii)));
        }
    }

    /// Consumes blanks and comments.
    pub(super) fn blank(&mut self) {
        while let Some(byte) = self.byte() {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                0x0B | 0x0C if self.format == Format::Ron => self.at += 1,
                b'/' if self.comment() => {}
                0xC2.. => match self.rest().chars().next() {
                    Some(
                        wide @ ('\u{3000}' | '\u{A0}' | '\u{FEFF}' | '\u{2028}' | '\u{2029}' | '\u{85}'),
                    ) => {
                        let start = self.at;
                        self.at += wide.len_utf8();
                        self.tell(faults::full_width(self.span_from(start), wide, ' '));
                    }
                    _ => return,
                },
                _ => return,
            }
        }
    }

    /// Consumes a comment, if one starts here.
    fn comment(&mut self) -> bool {
        let start = self.at;
        let rest = self.rest();
        if rest.starts_with("//") {
            self.at += memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        } else if rest.starts_with("/*") {
            self.block_comment();
        } else {
            return false;
        }
        if self.format == Format::Json {
            self.tell(faults::comment(self.span_from(start)));
        }
        true
    }

    /// `/* … */`, nested.
    fn block_comment(&mut self) {
        let (start, mut open) = (self.at, 0usize);
        loop {
            let rest = self.rest();
            if rest.starts_with("/*") {
                (open, self.at) = (open + 1, self.at + 2);
            } else if rest.starts_with("*/") {
                (open, self.at) = (open - 1, self.at + 2);
                if open == 0 {
                    return;
                }
            } else if let Some(next) =
                memchr::memchr2(b'/', b'*', rest.as_bytes().get(1..).unwrap_or_default())
            {
                self.at += next + 1;
            } else {
                self.at = self.text.len();
                self.stop(faults::unclosed(span(start, start + 2), '*', '/'));
                return;
            }
        }
    }

    /// Letters, digits and `_` in any script.
    pub(super) fn take_word(&mut self) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn byte(&self) -> Option<u8> {
        if self.stopped { None } else { self.text.as_bytes().get(self.at).copied() }
    }

    pub(super) fn node(&self, kind: Kind<'t>, start: usize) -> Node<'t> {
        Node { kind, start: offset(start), end: offset(self.at) }
    }

    pub(super) fn bad(&self, start: usize) -> Node<'t> {
        self.node(Kind::Bad, start)
    }

    pub(super) fn span_from(&self, start: usize) -> Span {
        span(start, self.at)
    }

    /// The one character at an offset: a bracket in either width.
    pub(super) fn bracket(&self, at: usize) -> Span {
        character(self.text, at)
    }

    /// Reports a fault that leaves no doubt about what is meant.
    pub(super) fn tell(&mut self, fault: Diagnostic) {
        self.faults.push(fault);
        if self.faults.len() >= FAULTS {
            (self.damaged, self.stopped) = (true, true);
        }
    }

    /// Reports a fault that costs a part of the tree.
    pub(super) fn fail(&mut self, fault: Diagnostic) {
        self.damaged = true;
        self.tell(fault);
    }

    /// Reports a fault after which nothing more is read.
    pub(super) fn stop(&mut self, fault: Diagnostic) {
        if !self.stopped {
            self.fail(fault);
            self.stopped = true;
        }
    }
}

/// The half-width punctuation that a full-width character stands for.
fn ascii_of(wide: char) -> Option<u8> {
    Some(match wide {
        '，' | '、' => b',',
        '：' => b':',
        '｛' => b'{',
        '｝' => b'}',
        '［' | '【' => b'[',
        '］' | '】' => b']',
        '（' => b'(',
        '）' => b')',
        '“' | '”' | '＂' => b'"',
        _ => return None,
    })
}

/// A range of the one text.
pub(in crate::dossier) fn span(start: usize, end: usize) -> Span {
    Span::new(FileId(0), offset(start), offset(end))
}

/// The range of the one character at an offset; empty at the end of the text.
pub(super) fn character(text: &str, at: usize) -> Span {
    let next = text.get(at..).and_then(|rest| rest.chars().next());
    span(at, at + next.map_or(0, char::len_utf8))
}

/// LIMIT: texts are refused above 64 MiB before they are read, so offsets fit.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
