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
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        // PERF: what nearly every text consists of, told by the lead byte: ASCII that is printed, and the
        // characters from U+3000 to U+EFFF.
        at += match byte {
            b' '..=b'~' => 1,
            0xE3..=0xEE => 3,
            _ => {
                let Some(character) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
                if let Some(kind) = fault_of(character) {
                    found.push(TextFault { at: u32::try_from(at).unwrap_or(u32::MAX), character, kind });
                }
                character.len_utf8()
            }
        };
    }
    found
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
