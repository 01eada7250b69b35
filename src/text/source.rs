//! Source files and their decoding.

use super::{FileId, LineIndex, Span};
use std::sync::{Arc, OnceLock};

/// One text with its display name.
#[derive(Clone, Debug)]
pub struct Source {
    /// The name shown to people: a relative path, or `内置:state/decree-713.rules` for a pack.
    pub name: Arc<str>,
    /// The text, without its byte-order mark.
    pub text: Arc<str>,
    /// The line of the file on which the text begins; 1 for a whole file.
    first_line: u32,
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// A text under a name.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        Self::part(name, text, 1)
    }

    /// A part of a file that begins on this line (from 1): places are told as the file's.
    #[must_use]
    pub fn part(name: impl Into<Arc<str>>, text: impl Into<Arc<str>>, first_line: u32) -> Self {
        Self { name: name.into(), text: text.into(), first_line, lines: OnceLock::new() }
    }

    /// The line index, built at the first call.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::from_line(&self.text, self.first_line))
    }
}

/// The files of one compilation; spans are meaningful together with it.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    files: Vec<Source>,
}

impl SourceMap {
    /// Adds a file. `None` once 65,535 files are held.
    pub fn add(&mut self, source: Source) -> Option<FileId> {
        let id = u16::try_from(self.files.len()).ok()?;
        self.files.push(source);
        Some(FileId(id))
    }

    /// The file of an id.
    #[must_use]
    pub fn get(&self, file: FileId) -> Option<&Source> {
        self.files.get(usize::from(file.0))
    }

    /// The text under a span; empty where the span does not fit.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file).map(|source| span.of(&source.text)).unwrap_or_default()
    }

    /// All files in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0u16..).map(FileId).zip(&self.files)
    }
}

/// Why bytes are not a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeFault {
    /// Not UTF-8 from this byte on, and GB18030 reads it as Chinese.
    Gb18030 {
        /// Offset in the file, its byte-order mark counted, of the first byte that is not UTF-8.
        at: usize,
    },
    /// UTF-16 with a byte-order mark.
    Utf16,
    /// Not UTF-8 from this byte on.
    NotUtf8 {
        /// Offset in the file, its byte-order mark counted, of the first byte that is not UTF-8.
        at: usize,
    },
}

/// Decodes a file: UTF-8 with or without byte-order mark, line ends as they are.
///
/// # Errors
/// [`DecodeFault`] for anything else; a file that looks like GB18030 is told apart, because its
/// cure is another one (save it as UTF-8).
pub fn decode(bytes: &[u8]) -> Result<&str, DecodeFault> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(DecodeFault::Utf16);
    }
    // The mark is UTF-8 itself: offsets count from the first byte of the file, with the mark or without.
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
        Err(fault) => {
            let at = fault.valid_up_to();
            Err(if looks_like_gb18030(bytes) {
                DecodeFault::Gb18030 { at }
            } else {
                DecodeFault::NotUtf8 { at }
            })
        }
    }
}

/// Whether nearly all non-ASCII bytes form the two-byte pairs of GB 2312 Chinese text.
fn looks_like_gb18030(bytes: &[u8]) -> bool {
    let (mut pairs, mut strays) = (0usize, 0usize);
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        if byte < 0x80 {
            continue;
        }
        if (0xA1..=0xFE).contains(&byte) && rest.peek().is_some_and(|next| (0xA1..=0xFE).contains(next)) {
            rest.next();
            pairs += 1;
        } else {
            strays += 1;
        }
    }
    pairs >= 2 && strays * 10 <= pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        assert_eq!(decode("\u{feff}步骤".as_bytes()), Ok("步骤"));
        // 步骤：甲 in GB18030
        assert_eq!(
            decode(&[0xB2, 0xBD, 0xD6, 0xE8, 0xA3, 0xBA, 0xBC, 0xD7]),
            Err(DecodeFault::Gb18030 { at: 0 })
        );
        assert_eq!(decode(&[b'a', 0xFF, b'b', 0xC0]), Err(DecodeFault::NotUtf8 { at: 1 }));
        assert_eq!(decode(&[0xFF, 0xFE, 0x65, 0x6B]), Err(DecodeFault::Utf16));
        assert_eq!(decode(&[0xEF, 0xBB, 0xBF, b'a', 0xFF]), Err(DecodeFault::NotUtf8 { at: 4 }));
        assert_eq!(decode(&[0xEF, 0xBB]), Err(DecodeFault::NotUtf8 { at: 0 }));
        assert_eq!(decode(&[0xEF, 0xBB, 0xBF]), Ok(""));
    }
}
