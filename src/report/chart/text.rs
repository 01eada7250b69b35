//! Texts made fit for a line: names come from whoever wrote the rules or the dossier.
//!
//! INVARIANT: what comes out has no control character, no line end and no mark that turns the writing
//! direction of what follows. Absent: quoting, which is each format's own.

use crate::text::display_width;

/// One line without control characters; blanks that follow each other are one.
pub(in crate::report) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = false;
    for letter in text.chars() {
        if letter.is_whitespace() || letter.is_control() {
            blank = !out.is_empty();
        } else if !turns(letter) {
            if std::mem::take(&mut blank) {
                out.push(' ');
            }
            out.push(letter);
        }
    }
    out
}

/// Marks that turn the direction of what follows them, or belong to no text.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || matches!(letter, '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// The text in at most `width` columns, cut with `…`.
pub(in crate::report) fn short(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 0;
    for letter in text.chars() {
        let wide = display_width(letter.encode_utf8(&mut [0; 4]));
        if used + wide + 1 > width {
            break;
        }
        out.push(letter);
        used += wide;
    }
    out.push('…');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stays_a_line() {
        assert_eq!(clean(" 甲\r\n乙\t\u{202E}丙\u{0} "), "甲 乙 丙");
        assert_eq!(clean("\n\n"), "");
    }

    #[test]
    fn a_cut_text_fits() {
        assert_eq!(short("公开征求意见", 12), "公开征求意见");
        assert_eq!(short("公开征求意见", 11), "公开征求意…");
        assert_eq!(short("abc", 2), "a…");
        for width in 1..12 {
            assert!(display_width(&short("公a开b征👍🏽求", width)) <= width, "{width}");
        }
    }
}
