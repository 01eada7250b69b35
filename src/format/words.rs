//! Words and marks in both vocabularies.
//!
//! INVARIANT: a word that belongs to the target vocabulary stays as it was written; another becomes the
//! first spelling of its table. Signs belong to both.

use crate::diag::Lang;
use crate::syntax::spelling;
use crate::syntax::tree::Tree;
use crate::syntax::vocabulary::{
    ClauseWord, Keyword, Modality, Operator, PostfixWord, PrefixWord, QuantifierWord, TableWord,
};
use std::borrow::Cow;

/// What is written in the Chinese and in the English text.
pub(super) type Both<'t> = [Cow<'t, str>; 2];

/// The place of a vocabulary in [`Both`].
pub(super) fn place(lang: Lang) -> usize {
    usize::from(lang == Lang::En)
}

/// The same in both.
pub(super) fn same(text: &str) -> Both<'_> {
    [Cow::Borrowed(text), Cow::Borrowed(text)]
}

/// A mark in both widths.
pub(super) fn mark(zh: &'static str, en: &'static str) -> Both<'static> {
    [Cow::Borrowed(zh), Cow::Borrowed(en)]
}

/// Second spellings of one thing, in both vocabularies; all others have one spelling in each.
const SECOND: &[(&str, &str)] =
    &[("同意", "agree"), ("至多", "no more than"), ("至少", "no fewer than"), ("每季", "each_quarter")];

/// A word of a table in both vocabularies.
fn respelled<'t>(written: &'t str, known: Option<(&'static str, &'static str)>) -> Both<'t> {
    let Some((zh, en)) = known else { return same(written) };
    let written = spelling(written);
    let second = SECOND.iter().find(|(zh, en)| written == *zh || written == *en);
    let (zh, en) = match second {
        Some(second) if written != zh && written != en => *second,
        _ => (zh, en),
    };
    if !written.contains(char::is_alphabetic) {
        return [written.clone(), written];
    }
    if written.is_ascii() { [Cow::Borrowed(zh), written] } else { [written, Cow::Borrowed(en)] }
}

macro_rules! table {
    ($name:ident, $table:ident, $doc:literal) => {
        #[doc = $doc]
        pub(super) fn $name(written: &str) -> Both<'_> {
            respelled(written, $table::of(&spelling(written)).map(|word| (word.zh(), word.en())))
        }
    };
}
table!(keyword, Keyword, "A word that opens a sentence.");
table!(modality, Modality, "A word of duty.");
table!(clause_word, ClauseWord, "A word that opens a clause.");
table!(postfix, PostfixWord, "A word after an operand.");
table!(prefix, PrefixWord, "A word before an operand.");
table!(quantifier, QuantifierWord, "A word that begins a quantified condition.");
table!(table_word, TableWord, "A word of a decision table.");

/// A word or a sign between two operands, or before a bound.
pub(super) fn operator(written: &str) -> Both<'_> {
    match Operator::of(&spelling(written)) {
        Some(Operator::Range) if written != ".." => mark("～", "~"),
        Some(Operator::AheadClear) => mark("前 满", Operator::AheadClear.en()),
        found => respelled(written, found.map(|word| (word.zh(), word.en()))),
    }
}

/// The vocabulary of most keywords of a text; Chinese where there are none.
pub(super) fn prevailing(tree: &Tree) -> Lang {
    let mut english = 0i64;
    let mut open: Vec<_> = tree.file_view().statements().collect();
    while let Some(statement) = open.pop() {
        let used = statement.keyword().2;
        if let Some(last) = used.checked_sub(1).and_then(|last| statement.head_items().nth(last)) {
            english += if last.word.text.is_ascii() { 1 } else { -1 };
        }
        open.extend(statement.body().into_iter().flatten());
    }
    if english > 0 { Lang::En } else { Lang::Zh }
}

/// Whether the members of a block have names of the writer before their colon, and no keywords.
pub(super) fn holds_names(keyword: Option<Keyword>) -> bool {
    use Keyword as K;
    matches!(keyword, Some(K::Facts | K::Fields | K::Document | K::Role | K::Given | K::Data | K::Entry))
}
