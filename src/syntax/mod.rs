//! Text to lossless tree to typed views; the only module that names pest.
//!
//! INVARIANT: parsing never fails. Any text gives a [`tree::Tree`] whose pieces are the text, and a list of
//! diagnostics, one a fault. The way of a text: `scan` cuts it at declarations and mends forgotten marks,
//! the grammar gives flat terms, `statement`, `sentence` and `expression` put them together, `view` reads
//! the tree. Deliberately absent: which statements mean something; `model` knows that.

pub mod ast;
mod bracket;
pub mod builtin;
mod context;
mod expression;
mod grammar;
mod head;
mod hold;
mod measure;
mod mend;
mod operand;
mod path;
mod quantified;
mod scan;
mod scratch;
mod sentence;
mod statement;
mod suggest;
mod swapped;
mod table;
mod term;
pub mod tree;
mod view;
mod view_citation;
mod view_expr;
pub mod vocabulary;

pub use suggest::{glued_end, glued_operator};
pub use term::spelling;

use crate::diag::{Diagnostic, Sink, slips, syntax as fault};
use crate::text::{DecodeFault, FileId, Span, decode, scan_characters};
use context::{Added, Context, Passage};
use grammar::offset;
use scan::{Cut, MAX_DECLARATION, MAX_FILE, MAX_NESTING, Mend, Mended};
use scratch::Scratch;
use std::sync::Arc;
use tree::{NodeKind, Tree, TreeBuilder};

/// A parsed file.
#[derive(Clone, Debug)]
pub struct Parse {
    /// The tree; its text is the input.
    pub tree: Tree,
    /// What is wrong with the text, in the order of its places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses a text. Total: every text has a tree and its faults.
#[must_use]
pub fn parse(file: FileId, text: Arc<str>) -> Parse {
    let mut faults = Sink::default();
    let mut tree = TreeBuilder::new(file, Arc::clone(&text));
    tree.open(NodeKind::File, 0);
    if text.len() > MAX_FILE {
        faults.push(*fault::file_too_large(Span::new(file, 0, 0), MAX_FILE));
        tree.token(NodeKind::Junk, 0, offset(text.len()));
    } else {
        for found in
            scan_characters(&text).into_iter().filter(|found| found.at > 0 || found.character != '\u{FEFF}')
        {
            let span = Span::new(file, found.at, found.at + offset(found.character.len_utf8()));
            faults.push(*fault::forbidden_character(span, found));
        }
        let mut scratch = Scratch::default();
        for cut in scan::cut(&text) {
            declaration(file, &text, &cut, &mut scratch, &mut tree, &mut faults);
        }
    }
    tree.close(offset(text.len()));
    Parse { tree: tree.finish(), diagnostics: faults.into_sorted() }
}

/// Parses a file's bytes. A file that is not UTF-8 has one diagnostic, and a tree of junk over its
/// text as far as it can be shown.
#[must_use]
pub fn parse_bytes(file: FileId, bytes: &[u8]) -> Parse {
    let found = match decode(bytes) {
        Ok(text) => return parse(file, Arc::from(text)),
        Err(found) => found,
    };
    let text: Arc<str> =
        if bytes.len() > MAX_FILE { Arc::from("") } else { String::from_utf8_lossy(bytes).into() };
    let at = match found {
        DecodeFault::Gb18030 { at } | DecodeFault::NotUtf8 { at } => at.min(text.len()),
        DecodeFault::Utf16 => 0,
    };
    let span = Span::new(file, offset(at), offset(at));
    let report = match found {
        DecodeFault::Gb18030 { .. } => fault::gb18030(span),
        DecodeFault::Utf16 => fault::utf16(span),
        DecodeFault::NotUtf8 { at } => fault::not_utf8(span, at),
    };
    let mut tree = TreeBuilder::new(file, Arc::clone(&text));
    tree.open(NodeKind::File, 0);
    tree.token(NodeKind::Junk, 0, offset(text.len()));
    tree.close(offset(text.len()));
    Parse { tree: tree.finish(), diagnostics: vec![*report] }
}

/// Parses one cut of the text into the tree.
fn declaration(
    file: FileId,
    text: &str,
    cut: &Cut,
    scratch: &mut Scratch,
    tree: &mut TreeBuilder,
    faults: &mut Sink,
) {
    let whole = text.get(cut.start as usize..cut.end as usize).unwrap_or_default();
    let span = |at: u32| Span::new(file, at, at);
    let refused = if let Some(at) = cut.too_deep {
        Some(fault::nesting_too_deep(span(at), MAX_NESTING))
    } else if whole.len() > MAX_DECLARATION {
        Some(fault::declaration_too_large(span(cut.start), MAX_DECLARATION))
    } else {
        None
    };
    // LIMIT: past the first Sink::LIMIT faults nobody reads on.
    if refused.is_some() || faults.dropped() > 0 {
        faults.extend(refused.map(|fault| *fault));
        let blank = whole.len() - whole.trim_start().len();
        let written = whole.trim();
        if !written.is_empty() {
            let start = cut.start + offset(blank);
            tree.token(NodeKind::Junk, start, start + offset(written.len()));
        }
        return;
    }
    if let Some(at) = cut.open_comment {
        faults.push(*fault::unclosed_comment(Span::new(file, at, at + 2)));
    }
    for mend in cut.mends.iter().filter(|_| cut.open_comment.is_none()) {
        faults.extend(mend_fault(file, text, mend).map(|fault| *fault));
    }
    let (mended, added) = mend_text(whole, cut);
    let parsed = mended.as_deref().unwrap_or(whole);
    let passage = Passage { file, text: parsed, base: cut.start, added: &added };
    // What an open comment hides is not missing.
    let mut hidden = Sink::default();
    let faults = if cut.open_comment.is_some() { &mut hidden } else { faults };
    let mut cx = Context { passage, scratch, tree, faults, shape: context::Shape::List, in_table: false };
    match grammar::declaration(parsed) {
        Some(pair) => statement::declaration(&mut cx, pair),
        // The grammar is total; the parser gives up only where its thread has too little stack.
        None => {
            cx.report(fault::nesting_too_deep(span(cut.start), MAX_NESTING));
            cx.tree.token(NodeKind::Junk, cut.start, cut.end);
        }
    }
}

fn mend_fault(file: FileId, text: &str, mend: &Mend) -> Option<Box<Diagnostic>> {
    let at = Span::new(file, mend.at, mend.at);
    let pair = Span::new(file, mend.pair, mend.at);
    Some(match mend.what {
        Mended::Gap | Mended::SwappedToo(_) => return None,
        Mended::Quote(_) => fault::unclosed_text(pair, pair.of(text)),
        Mended::Title => fault::unclosed_title(pair, pair.of(text)),
        Mended::OpenBrace => fault::missing_open_brace(at),
        Mended::CloseBrace => {
            let mark = pair.of(text).chars().next().filter(|mark| matches!(mark, '｛' | '{'));
            let end = mend.pair + offset(mark.map_or(0, char::len_utf8));
            fault::missing_brace(at, Span::new(file, mend.pair, end))
        }
        Mended::ExtraClose(length) => fault::stray_brace(Span::new(file, mend.at, mend.at + length)),
        Mended::ExtraOpen(length) => fault::doubled_brace(Span::new(file, mend.at, mend.at + length)),
        Mended::Swapped(meant) => {
            let span = Span::new(file, mend.at, mend.at + offset(meant.len_utf8()));
            slips::swapped_bracket(span, span.of(text), meant)
        }
    })
}

/// The text of a cut with its mends, and what was added to it.
fn mend_text(whole: &str, cut: &Cut) -> (Option<String>, Vec<Added>) {
    if cut.mends.is_empty() {
        return (None, Vec::new());
    }
    let (mut text, mut added, mut at) = (String::with_capacity(whole.len() + 16), Vec::new(), 0usize);
    for mend in &cut.mends {
        let to = ((mend.at - cut.start) as usize).max(at);
        text.push_str(whole.get(at..to).unwrap_or_default());
        at = to;
        let begun = text.len();
        match mend.what {
            Mended::Quote(close) => text.push(close),
            Mended::Title => text.push('》'),
            Mended::OpenBrace => text.push('{'),
            Mended::Gap => text.push(' '),
            Mended::CloseBrace => text.push('}'),
            Mended::ExtraClose(length) | Mended::ExtraOpen(length) => {
                text.extend(std::iter::repeat_n(' ', length as usize));
                at += length as usize;
                continue;
            }
            // Both kinds of a width take the same bytes: no place moves.
            Mended::Swapped(meant) | Mended::SwappedToo(meant) => {
                text.push(meant);
                at += meant.len_utf8();
                continue;
            }
        }
        added.push(Added { at: offset(begun), length: offset(text.len() - begun) });
    }
    text.push_str(whole.get(at..).unwrap_or_default());
    (Some(text), added)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The one fault of the bytes, and the text from its place on.
    fn place(bytes: &[u8]) -> (u16, String, String) {
        let parse = parse_bytes(FileId(0), bytes);
        let [found] = parse.diagnostics.as_slice() else { panic!("{:?}", parse.diagnostics) };
        let rest = parse.tree.text().get(found.span.start as usize..).unwrap();
        (found.code.0, rest.to_owned(), found.message.en.to_string())
    }

    #[test]
    fn what_is_not_utf8_is_placed_with_and_without_a_mark() {
        let bytes = include_bytes!("../../fuzz/corpus/parse/bom-not-utf8.rules");
        let (code, rest, message) = place(bytes);
        assert_eq!((code, rest.as_str()), (1, "\u{FFFD} 。\n"));
        assert!(message.contains("byte 26 "), "{message}");
        let (code, rest, message) = place(bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap());
        assert_eq!((code, rest.as_str()), (1, "\u{FFFD} 。\n"));
        assert!(message.contains("byte 23 "), "{message}");
    }

    #[test]
    fn a_tree_is_over_its_input() {
        for text in ["\u{FEFF}角色 甲。", "角色 甲。", "\u{FEFF}"] {
            assert_eq!(parse(FileId(0), text.into()).tree.text(), text);
            let bare = text.trim_start_matches('\u{FEFF}');
            assert_eq!(parse_bytes(FileId(0), text.as_bytes()).tree.text(), bare);
        }
    }
}
