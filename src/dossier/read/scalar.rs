//! Texts and numbers.

use super::super::Format;
use super::cursor::span;
use super::parser::Parser;
use super::tree::{Kind, Node};
use crate::diag::dossier as faults;
use std::borrow::Cow;

impl<'t> Parser<'t> {
    /// A text in quotes. `wide`: it opens with a full-width quote, and any quote on the line closes it.
    pub(super) fn string(&mut self, wide: Option<char>) -> Node<'t> {
        let start = self.at;
        self.quoted_at = start;
        let open = self.rest().chars().next().unwrap_or('"');
        self.at += open.len_utf8();
        if let Some(wide) = wide {
            self.tell(faults::full_width(self.span_from(start), wide, '"'));
            let rest = self.rest();
            return match rest.find(['”', '“', '"', '＂', '\n']) {
                Some(end) if !rest.get(end..).is_some_and(|rest| rest.starts_with('\n')) => {
                    self.at += end;
                    let close = self.rest().chars().next().unwrap_or('"');
                    self.at += close.len_utf8();
                    self.node(Kind::Text(Cow::Borrowed(rest.get(..end).unwrap_or_default())), start)
                }
                _ => self.unclosed(start),
            };
        }
        let node = self.quoted(start, open);
        let is_char = self.format == Format::Ron
            && matches!(&node.kind, Kind::Text(text) if text.chars().nth(1).is_none());
        if open == '\'' && !is_char && !matches!(node.kind, Kind::Bad) {
            let word = self.text.get(start + 1..self.at.saturating_sub(1)).unwrap_or_default();
            self.tell(faults::unquoted(self.span_from(start), word));
        }
        node
    }

    /// The rest of a text whose quote has been read.
    fn quoted(&mut self, start: usize, quote: char) -> Node<'t> {
        let multiline = self.format == Format::Ron;
        let mut owned = String::new();
        let mut piece = self.at;
        loop {
            let Some(byte) = self.byte() else { return self.unclosed(start) };
            if char::from(byte) == quote {
                let tail = self.text.get(piece..self.at).unwrap_or_default();
                self.at += 1;
                let text = if owned.is_empty() { Cow::Borrowed(tail) } else { Cow::Owned(owned + tail) };
                return self.node(Kind::Text(text), start);
            }
            match byte {
                b'\\' => {
                    owned.push_str(self.text.get(piece..self.at).unwrap_or_default());
                    self.escape(&mut owned);
                    piece = self.at;
                }
                b'\n' if !multiline => return self.unclosed(start),
                // JSON asks for an escape; RON takes them as they are.
                0..0x20 if !multiline => {
                    self.at += 1;
                    self.tell(faults::bad_escape(span(self.at - 1, self.at)));
                }
                _ => self.at += 1,
            }
        }
    }

    /// A quote that is not closed: the text is taken to end with its line.
    fn unclosed(&mut self, start: usize) -> Node<'t> {
        let line = self.text.get(start..).unwrap_or_default();
        let end = memchr::memchr(b'\n', line.as_bytes()).unwrap_or(line.len());
        let quote = line.chars().next().map_or(1, char::len_utf8);
        self.at = start + end;
        self.fail(faults::unclosed_quote(span(start, start + quote)));
        self.node(Kind::Bad, start)
    }

    /// `\n`, `\u00e9`, `\u{4e2d}`, …: appends what it stands for.
    fn escape(&mut self, out: &mut String) {
        let start = self.at;
        self.at += 1;
        let letter = self.rest().chars().next();
        self.at += letter.map_or(0, char::len_utf8);
        let ron = self.format == Format::Ron;
        let found = match letter {
            Some(same @ ('"' | '\\' | '/')) => Some(same),
            Some('n') => Some('\n'),
            Some('t') => Some('\t'),
            Some('r') => Some('\r'),
            Some('b') => Some('\u{8}'),
            Some('f') => Some('\u{C}'),
            Some('\'') if ron => Some('\''),
            Some('0') if ron => Some('\0'),
            Some('x') if ron => self.hex(2).and_then(char::from_u32),
            Some('u') if ron && self.byte() == Some(b'{') => self.braced_hex(),
            Some('u') => self.utf16(),
            // The end of a line in RON continues the text on the next one.
            Some('\n') if ron => {
                let rest = self.rest();
                self.at += rest.len() - rest.trim_start().len();
                return;
            }
            _ => None,
        };
        match found {
            Some(found) => out.push(found),
            None => self.tell(faults::bad_escape(self.span_from(start))),
        }
    }

    /// Four hexadecimal digits after `\u`, with the second half of a surrogate pair.
    fn utf16(&mut self) -> Option<char> {
        let first = self.hex(4)?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(first);
        }
        if !self.rest().starts_with("\\u") {
            return None;
        }
        self.at += 2;
        let second = self.hex(4).filter(|second| (0xDC00..0xE000).contains(second))?;
        char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
    }

    fn braced_hex(&mut self) -> Option<char> {
        let rest = self.rest();
        let end = rest.find('}').filter(|end| (2..=7).contains(end))?;
        let digits = rest.get(1..end)?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        self.at += end + 1;
        char::from_u32(value)
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let word = self.rest().get(..digits)?;
        if !word.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        self.at += digits;
        u32::from_str_radix(word, 16).ok()
    }

    /// `r"…"`, `r#"…"#`; `None` where none starts here.
    pub(super) fn raw_string(&mut self) -> Option<Node<'t>> {
        let start = self.at;
        let body = self.rest().strip_prefix('r')?;
        let hashes = body.len() - body.trim_start_matches('#').len();
        let text = body.get(hashes..)?.strip_prefix('"')?;
        let mut close = String::from("\"");
        close.extend(std::iter::repeat_n('#', hashes.min(255)));
        let Some(end) = text.find(&close) else { return Some(self.unclosed(start)) };
        self.at = start + 1 + hashes + 1 + end + close.len();
        Some(self.node(Kind::Text(Cow::Borrowed(text.get(..end)?)), start))
    }

    /// A number: its digits are kept as they are written.
    pub(super) fn number(&mut self) -> Node<'t> {
        let start = self.at;
        let rest = self.rest();
        let in_word = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '.' | '_' | '%');
        let end = rest.find(|c: char| !in_word(c)).unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default();
        self.at += end;
        let number = match self.format {
            Format::Ron => ron_number(word),
            _ => is_json_number(word).then_some(Cow::Borrowed(word)),
        };
        match number {
            Some(digits) => self.node(Kind::Number(digits), start),
            None => {
                self.tell(faults::malformed_number(self.span_from(start), word));
                self.node(Kind::Bad, start)
            }
        }
    }
}

/// RFC 8259, section 6.
fn is_json_number(word: &str) -> bool {
    let unsigned = word.strip_prefix('-').unwrap_or(word);
    let whole = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let leading_zero = whole > 1 && unsigned.starts_with('0');
    whole > 0 && !leading_zero && is_fraction_and_exponent(unsigned.get(whole..).unwrap_or_default(), 1)
}

/// What may follow the digits before the point; `least` digits after it.
fn is_fraction_and_exponent(rest: &str, least: usize) -> bool {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = rest;
    if let Some(fraction) = rest.strip_prefix('.') {
        let count = digits(fraction);
        if count < least {
            return false;
        }
        rest = fraction.get(count..).unwrap_or_default();
    }
    let Some(exponent) = rest.strip_prefix(['e', 'E']) else { return rest.is_empty() };
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    !exponent.is_empty() && digits(exponent) == exponent.len()
}

/// RON: a sign, `_` between digits, a point without digits on one side, `0x`, `0b`, `0o`.
fn ron_number(word: &str) -> Option<Cow<'_, str>> {
    let (sign, body) = match word.strip_prefix('-') {
        Some(body) => ("-", body),
        None => ("", word.strip_prefix('+').unwrap_or(word)),
    };
    if !body.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    for (prefix, radix) in [("0x", 16), ("0b", 2), ("0o", 8)] {
        if let Some(digits) = body.strip_prefix(prefix) {
            let value = u128::from_str_radix(&digits.replace('_', ""), radix).ok()?;
            return (!digits.starts_with(['+', '-'])).then(|| Cow::Owned(format!("{sign}{value}")));
        }
    }
    let plain: Cow<'_, str> = if word.contains(['_', '+']) {
        Cow::Owned(format!("{sign}{}", body.replace('_', "")))
    } else {
        Cow::Borrowed(word)
    };
    let unsigned = plain.strip_prefix('-').unwrap_or(&plain);
    let whole = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    let rest = unsigned.get(whole..).unwrap_or_default();
    let valid = is_fraction_and_exponent(rest, usize::from(whole == 0));
    valid.then_some(plain)
}
