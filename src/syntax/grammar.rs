//! The pest parser, fenced in: nothing of pest leaves `syntax`.

#[expect(unreachable_pub, reason = "the derive writes a public enum of the grammar's rules")]
mod derived {
    /// The parser of `grammar/*.pest`.
    #[derive(pest_derive::Parser)]
    #[grammar = "../grammar/tokens.pest"]
    #[grammar = "../grammar/expr.pest"]
    #[grammar = "../grammar/decl.pest"]
    pub struct RulesParser;
}

pub(super) use derived::{Rule, RulesParser};
pub(super) type Pair<'i> = pest::iterators::Pair<'i, Rule>;

use pest::Parser as _;

/// The pair of one declaration. The grammar is total, so `None` is met by no text that the scan
/// before it lets through.
pub(super) fn declaration(text: &str) -> Option<Pair<'_>> {
    RulesParser::parse(Rule::declaration, text).ok()?.next()
}

/// Where a pair stands in the text that was parsed.
pub(super) fn range(pair: &Pair<'_>) -> (u32, u32) {
    let span = pair.as_span();
    (offset(span.start()), offset(span.end()))
}

/// LIMIT: texts are refused above 8 MiB before they are parsed, so offsets fit.
pub(super) fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
