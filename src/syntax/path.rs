//! Paths: `甲.乙`, `甲/乙`, `甲[键].乙`, with quoted segments.

use super::context::Context;
use super::grammar::offset;
use super::scratch::{Id, Ids};
use super::term::Term;
use super::tree::NodeKind;

/// The closing quote of an opening one.
pub(super) fn closing(quote: char) -> Option<char> {
    match quote {
        '“' => Some('”'),
        '「' => Some('」'),
        '"' => Some('"'),
        _ => None,
    }
}

/// How many bytes of `text` its first segment or mark has, and what it is.
fn first(text: &str) -> Option<(usize, NodeKind)> {
    let character = text.chars().next()?;
    if let Some(close) = closing(character) {
        let inner = text.strip_prefix(character)?;
        let length = inner.find(close).map_or(text.len(), |at| at + character.len_utf8() + close.len_utf8());
        return Some((length, NodeKind::Text));
    }
    if matches!(character, '.' | '/' | '[' | '【' | ']' | '】') {
        return Some((character.len_utf8(), NodeKind::Mark));
    }
    let length = text.find(['.', '/', '[', '【', ']', '】']).unwrap_or(text.len());
    Some((length, NodeKind::Name))
}

/// A path without the quotes of its segments.
pub(super) fn unquoted(path: &str) -> String {
    let (mut bare, mut rest) = (String::with_capacity(path.len()), path);
    while let Some((length, kind)) = first(rest) {
        let (piece, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        let quote = piece.chars().next().filter(|_| kind == NodeKind::Text);
        let inner = quote.and_then(|quote| piece.strip_prefix(quote)?.strip_suffix(closing(quote)?));
        bare.push_str(inner.unwrap_or(piece));
        rest = after;
    }
    bare
}

/// Whether a text term is one quoted text, not the beginning of a path.
pub(super) fn is_plain_text(text: &str) -> bool {
    first(text).is_some_and(|(length, _)| length == text.len())
}

/// The path of a term: segments and joints, indexes as nodes.
pub(super) fn build(cx: &mut Context<'_, '_>, term: Term) -> Id {
    let mut children = Ids::new();
    let mut index = Ids::new();
    let mut at = term.start;
    let mut rest = cx.passage.of(&term);
    while let Some((length, kind)) = first(rest) {
        let (piece, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        // Blanks inside an index belong to no token.
        let blank = offset(piece.len() - piece.trim_start().len());
        let end = at + offset(piece.trim_end().len());
        let id = cx.scratch.leaf(kind, at + blank.min(end - at), end);
        if matches!(piece, "[" | "【") || !index.is_empty() {
            if !piece.trim().is_empty() {
                index.push(id);
            }
            if matches!(piece, "]" | "】") {
                children.push(cx.scratch.node(NodeKind::Index, &index));
                index.clear();
            }
        } else {
            children.push(id);
        }
        (at, rest) = (at + offset(length), after);
    }
    children.append(&mut index);
    cx.scratch.node(NodeKind::Path, &children)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_of_any_segment_are_no_part_of_its_name() {
        for (written, bare) in [
            ("“39-3-5”/到位", "39-3-5/到位"),
            ("“30+X”/“甲（一）”/到位", "30+X/甲（一）/到位"),
            ("企业/持证[“甲 厂”]", "企业/持证[甲 厂]"),
            ("甲/乙", "甲/乙"),
            ("“没有结束", "“没有结束"),
        ] {
            assert_eq!(unquoted(written), bare);
        }
    }
}
