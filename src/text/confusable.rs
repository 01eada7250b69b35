//! Characters that deceive the eye, and how wide text stands on a terminal.

use unicode_width::UnicodeWidthStr;

/// How many terminal cells a text takes; Chinese characters take two.
#[must_use]
pub fn display_width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Why a character must not stand in rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFaultKind {
    /// Reorders what is displayed (bidirectional controls).
    Bidi,
    /// Takes no room on the screen (zero-width characters, a byte-order mark inside the text).
    Invisible,
    /// A control character other than tab and line ends.
    Control,
}

/// One such character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TextFault {
    /// Byte offset.
    pub at: u32,
    /// The character.
    pub character: char,
    /// Why it is refused.
    pub kind: TextFaultKind,
}

/// All characters of `text` that deceive the eye wherever they stand, in order.
#[must_use]
pub fn scan_characters(text: &str) -> Vec<TextFault> {
    // PERF: most files have none; look only at lead bytes that can start one.
    let suspicious =
        text.bytes().any(|byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0x7F)
            || memchr::memmem::find(text.as_bytes(), &[0xE2, 0x80]).is_some()
            || memchr::memmem::find(text.as_bytes(), &[0xE2, 0x81]).is_some()
            || memchr::memmem::find(text.as_bytes(), &[0xEF, 0xBB, 0xBF]).is_some()
            || memchr::memmem::find(text.as_bytes(), &[0xC2]).is_some()
            || memchr::memmem::find(text.as_bytes(), &[0xD8]).is_some();
    if !suspicious {
        return Vec::new();
    }
    text.char_indices()
        .filter_map(|(at, character)| {
            let kind = fault_of(character)?;
            Some(TextFault { at: u32::try_from(at).unwrap_or(u32::MAX), character, kind })
        })
        .collect()
}

fn fault_of(character: char) -> Option<TextFaultKind> {
    match character {
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}' => {
            Some(TextFaultKind::Bidi)
        }
        '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}' => {
            Some(TextFaultKind::Invisible)
        }
        '\t' | '\n' | '\r' => None,
        other if other.is_control() => Some(TextFaultKind::Control),
        _ => None,
    }
}
