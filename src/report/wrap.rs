//! Text broken into lines by display width, so that Chinese and English fill the same room.
//!
//! INVARIANT: no line begins with a mark that closes and none ends with one that opens; a Latin word is broken only
//! where it is wider than a line. Joined again, the lines are the text (blanks at breaks left out).

use crate::text::display_width;

/// Marks that no line begins with.
const CLOSING: &str = "，。；：、？！）」』》”’…,.;:?!)]}";
/// Marks that no line ends with.
const OPENING: &str = "（「『《“‘([{";

/// The text in lines of at most `width` columns, each with an indent.
pub(super) fn wrapped(text: &str, width: usize, indent: &str) -> String {
    let room = width.saturating_sub(display_width(indent)).max(8);
    let (mut out, mut line, mut used) = (String::new(), String::new(), 0);
    for piece in pieces(text) {
        let wide = display_width(piece);
        if used > 0 && used + display_width(piece.trim_end()) > room {
            out.push_str(indent);
            out.push_str(line.trim_end());
            out.push('\n');
            line.clear();
            used = 0;
        }
        line.push_str(piece);
        used += wide;
    }
    if !line.is_empty() {
        out.push_str(indent);
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The text in pieces that stay whole, blanks at the end of the piece before them.
fn pieces(text: &str) -> Vec<&str> {
    let (mut found, mut start) = (Vec::new(), 0);
    let mut before = None;
    for (at, letter) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, letter)) {
            found.extend(text.get(start..at));
            start = at;
        }
        before = Some(letter);
    }
    found.extend(text.get(start..));
    found
}

/// Whether a line may end between two characters.
fn may_break(before: char, after: char) -> bool {
    if CLOSING.contains(after) || OPENING.contains(before) || after.is_whitespace() {
        return false;
    }
    before.is_whitespace() || is_wide(before) || is_wide(after)
}

fn is_wide(letter: char) -> bool {
    display_width(letter.encode_utf8(&mut [0; 4])) > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_filled_by_width_and_marks_stay_with_their_words() {
        let text = "自「公告」的「发布日期」起，不少于30日（按自然日计算）。";
        let lines = wrapped(text, 22, "  ");
        assert_eq!(lines.lines().map(str::trim).collect::<String>(), text);
        for line in lines.lines() {
            assert!(display_width(line) <= 24, "{line}");
            assert!(!line.trim().starts_with(|first| CLOSING.contains(first)), "{line}");
            assert!(!line.trim().ends_with(|last| OPENING.contains(last)), "{line}");
        }
        assert_eq!(wrapped("as a rule it must last", 12, "  "), "  as a rule\n  it must\n  last\n");
    }
}
