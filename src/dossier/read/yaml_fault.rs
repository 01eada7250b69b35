//! What the parser of YAML finds wrong, in this project's codes and words.

use super::cursor::{character, span};
use crate::diag::{Diagnostic, dossier as faults, yaml};
use crate::text::Span;
use granit_parser::{ErrorKind, ScanError};

/// The diagnostic of an error.
pub(super) fn of(text: &str, error: &ScanError, depth: u32) -> Diagnostic {
    let at = error.marker().byte_offset().unwrap_or(text.len()).min(text.len());
    let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let here = character(text, at);
    match error.kind() {
        ErrorKind::UnknownAnchor => yaml::unknown_anchor(here, &word(text, at)),
        ErrorKind::RecursionLimitExceeded => faults::too_deep(here, depth),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar => {
            faults::unclosed_quote(here)
        }
        ErrorKind::UnclosedFlowCollection { open } => faults::unclosed(here, *open, closing(*open)),
        ErrorKind::MismatchedFlowCollectionEnd { .. } | ErrorKind::MisplacedFlowCollectionEnd => {
            yaml::malformed(here, ("括号不配对", "the brackets do not match"))
        }
        ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate
        | ErrorKind::InvalidUnicodeEscape => faults::bad_escape(here),
        kind => full_width(text, at).unwrap_or_else(|| other(kind, here)),
    }
}

fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

/// The word that begins at an offset.
fn word(text: &str, at: usize) -> String {
    let rest = text.get(at..).unwrap_or_default();
    rest.chars().take_while(|c| !c.is_whitespace() && !matches!(c, ',' | ']' | '}')).collect()
}

/// A full-width colon after the first word of the line at fault or of the one before: it ends no key, so that a
/// later line seems wrong.
fn full_width(text: &str, at: usize) -> Option<Diagnostic> {
    let line = |end: usize| text.get(..end).and_then(|head| head.rfind('\n')).map_or(0, |found| found + 1);
    let first = line(at);
    let before = if first == 0 { first } else { line(first - 1) };
    [first, before].into_iter().find_map(|start| {
        let rest = text.get(start..)?;
        let rest = rest.get(..rest.find('\n').unwrap_or(rest.len()))?;
        let colon = rest.find('：')?;
        let key = rest.get(..colon)?.trim_start_matches([' ', '-']);
        let is_key = !key.is_empty() && !key.contains([':', '"', '\'', '#', '：', ' ']);
        is_key.then(|| {
            let place = span(start + colon, start + colon + '：'.len_utf8());
            faults::full_width(place, '：', ':')
                .help("键后写半角冒号和一个空格", "after a key write a half-width colon and a blank")
        })
    })
}

fn other(kind: &ErrorKind, here: Span) -> Diagnostic {
    match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => yaml::indentation(here, true),
        ErrorKind::InvalidIndentation
        | ErrorKind::InvalidBlockScalarIndent
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidFlowScalarIndent
        | ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::ExpectedBlockSequenceEntry
        | ErrorKind::BlockSequenceEntryNotAllowed
        | ErrorKind::UnexpectedEofBlockSequence
        | ErrorKind::UnexpectedEofBlockMapping
        | ErrorKind::UnexpectedEndOfPlainScalar => yaml::indentation(here, false),
        ErrorKind::MappingValueNotAllowed | ErrorKind::MappingKeyNotAllowed => {
            yaml::malformed(here, ("一行里不能再有「: 」", "a second ‘: ’ cannot stand on the line"))
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => {
            yaml::malformed(here, ("这里应有键和冒号", "a key with its colon is expected"))
        }
        ErrorKind::ExpectedFlowMappingSeparator | ErrorKind::ExpectedFlowSequenceSeparator => {
            yaml::malformed(here, ("应为「,」或闭合的括号", "‘,’ or the closing bracket is expected"))
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            yaml::malformed(here, ("闭合的引号之后还有内容", "something follows the closing quote"))
        }
        ErrorKind::UnexpectedCharacter { .. } => {
            yaml::malformed(here, ("文字不能以这个符号开头", "a text cannot begin with this character"))
        }
        _ => yaml::malformed(here, ("此处无法读取", "this cannot be read here")),
    }
}
