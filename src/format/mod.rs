//! The formatter: one layout for every text, in either vocabulary.
//!
//! Works on the lossless tree and knows shapes (heads, values, clauses, lists, brackets, blocks), no
//! kinds of sentences: a new kind is formatted without a change here. What it may change: blanks, line
//! ends, the width of punctuation, an end mark that was left out, and, towards the other vocabulary, the
//! words of the language. Names, texts, titles, numbers, dates and comments stay as they were written.
//!
//! INVARIANT: a text is laid out where it would fit in both vocabularies, so that the Chinese and the
//! English file have the same lines, and the way there and back gives the same bytes. What is given
//! back was read again and means what the input meant (module `meaning`); formatting it again changes nothing.
//! Deliberately absent: reading and writing files; reordering; guessing at texts with faults.

mod atoms;
mod diff;
mod layout;
mod meaning;
mod place;
mod sentence;
mod table;
mod trivia;
mod whole;
mod words;

pub use diff::changes;

use crate::diag::{Diagnostic, Lang, Severity, input};
use crate::syntax::{parse, tree::Tree};
use crate::text::{FileId, Span};
use std::sync::Arc;

/// Columns of a line, by what is seen: a Chinese character takes two.
pub const WIDTH: usize = 100;

/// Formats a text: in `vocabulary`, or in the one that most of its sentences use.
///
/// # Errors
/// The text's own faults; or the one that says that it would not read the same afterwards, which is an
/// error of the formatter and keeps the text from being damaged.
pub fn format(file: FileId, text: &str, vocabulary: Option<Lang>) -> Result<String, Vec<Diagnostic>> {
    let bare = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let lined = if bare.contains('\r') { bare.replace("\r\n", "\n") } else { bare.to_owned() };
    let before = read(file, text, Arc::from(lined))?;
    let vocabulary = vocabulary.unwrap_or_else(|| words::prevailing(&before));
    let printed = layout::print(&before, vocabulary);
    let after = parse(file, Arc::from(printed.as_str()));
    let differs = if after.diagnostics.is_empty() {
        meaning::difference(&before, &after.tree)
    } else {
        Some(meaning::whole(&before))
    };
    if let Some(span) = differs {
        return Err(vec![*input::format_changes_meaning(placed(text, &before, span))]);
    }
    Ok(ended_alike(text, printed))
}

/// The tree of a text without faults; the faults are placed in the text as it was given.
fn read(file: FileId, text: &str, lined: Arc<str>) -> Result<Tree, Vec<Diagnostic>> {
    let same = lined.len() == text.len();
    let parsed = parse(file, lined);
    if !parsed.diagnostics.iter().any(|found| found.severity == Severity::Error) {
        return Ok(parsed.tree);
    }
    Err(if same { parsed.diagnostics } else { parse(file, Arc::from(text)).diagnostics })
}

/// A place of the text with plain line ends in the text as it was given.
fn placed(text: &str, tree: &Tree, span: Span) -> Span {
    if text.len() == tree.text().len() { span } else { Span::new(span.file, 0, 0) }
}

/// The line ends and the byte-order mark of the original.
fn ended_alike(original: &str, printed: String) -> String {
    let crlf =
        original.find('\n').is_some_and(|at| original.as_bytes().get(at.wrapping_sub(1)) == Some(&b'\r'));
    let printed = if crlf { printed.replace('\n', "\r\n") } else { printed };
    if original.starts_with('\u{FEFF}') { format!("\u{FEFF}{printed}") } else { printed }
}
