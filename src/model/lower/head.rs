//! Reading the words before the colon.

use super::Lower;
use super::symbols::nearest;
use crate::diag::names;
use crate::syntax::ast::{HeadItem, HeadItemKind, Statement};
use crate::syntax::vocabulary::{Keyword, Modality};
use crate::text::Span;
use smol_str::SmolStr;

/// The head of a statement.
#[derive(Clone, Debug)]
pub(super) struct Head<'t> {
    /// A word of duty before the keyword.
    pub(super) modality: Option<(Modality, Span)>,
    /// The keyword; `None` for `应当 NAME：…` and `不得 NAME：…`, which are conditions.
    pub(super) keyword: Option<Keyword>,
    /// Where the keyword (or the word of duty) stands.
    pub(super) span: Span,
    /// As it is written.
    pub(super) word: SmolStr,
    /// What follows.
    pub(super) items: Vec<HeadItem<'t>>,
}

/// A declared name with its alias.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) name: SmolStr,
    pub(super) alias: Option<SmolStr>,
    pub(super) span: Span,
}

impl From<&HeadItem<'_>> for Named {
    fn from(item: &HeadItem<'_>) -> Self {
        Self {
            name: SmolStr::new(&item.word.text),
            alias: item.alias.as_ref().map(|alias| SmolStr::new(&alias.text)),
            span: item.word.span,
        }
    }
}

impl<'t> Head<'t> {
    /// Reads the head; `None` where the first word is no keyword.
    pub(super) fn read(statement: Statement<'t>) -> Option<Self> {
        let mut items = statement.head_items();
        let first = items.next()?;
        if first.kind != HeadItemKind::Word {
            return None;
        }
        let mut items: Vec<HeadItem<'t>> = items.collect();
        let word = SmolStr::new(&first.word.text);
        let span = first.word.span;
        // 免除, 偏离, 结论 … are looked up as keywords first; 应当, 不得 … open a condition.
        if let Some(modality) = Modality::of(&first.word.text) {
            let second = items.first().filter(|item| item.kind == HeadItemKind::Word && !item.listed);
            let keyword = second.and_then(|item| Keyword::of(&item.word.text));
            let keyword =
                keyword.filter(|word| is_kind(*word) || *word == Keyword::Meeting && is_block(statement));
            if let Some(keyword) = keyword {
                let item = items.remove(0);
                return Some(Self {
                    modality: Some((modality, span)),
                    keyword: Some(keyword),
                    span: item.word.span,
                    word: SmolStr::new(&item.word.text),
                    items,
                });
            }
            return Some(Self { modality: Some((modality, span)), keyword: None, span, word, items });
        }
        let keyword = Keyword::of(&first.word.text)?;
        Some(Self { modality: None, keyword: Some(keyword), span, word, items })
    }

    /// The keyword alone, as [`Self::read`] finds it.
    ///
    /// PERF: blocks are gone through several times for their members of one kind; this allocates nothing.
    pub(super) fn keyword_of(statement: Statement<'t>) -> Option<Keyword> {
        let mut items = statement.head_items();
        let first = items.next().filter(|item| item.kind == HeadItemKind::Word)?;
        if Modality::of(&first.word.text).is_none() {
            return Keyword::of(&first.word.text);
        }
        let second = items.next().filter(|item| item.kind == HeadItemKind::Word && !item.listed)?;
        let keyword = Keyword::of(&second.word.text)?;
        (is_kind(keyword) || keyword == Keyword::Meeting && is_block(statement)).then_some(keyword)
    }

    /// The one name, where there is one; surplus words are reported.
    pub(super) fn name(&self) -> Option<Named> {
        self.items.first().map(Named::from)
    }
}

/// `鼓励 会议 ｛ … ｝` is a meeting; `应当 会议：C` is a condition of that name.
fn is_block(statement: Statement<'_>) -> bool {
    !statement.has_colon() && statement.body().is_some()
}

/// Whether a keyword opens a kind of sentence, so that a modality may stand before it.
fn is_kind(keyword: Keyword) -> bool {
    use Keyword as K;
    matches!(
        keyword,
        K::Perform
            | K::After
            | K::By
            | K::Lasts
            | K::Within
            | K::Deadline
            | K::Finding
            | K::Document
            | K::CoSign
            | K::AnySign
            | K::Vote
            | K::Frequency
            | K::Indicator
            | K::Order
            | K::Outcome
    )
}

impl Lower<'_> {
    /// Reports a statement whose first word is no keyword.
    pub(super) fn unknown_head(&mut self, statement: Statement<'_>) {
        let head = statement.head();
        let Some(first) = head.first() else { return };
        let text = first.word.text.as_ref();
        let known = Keyword::ALL.iter().flat_map(|(_, zh, en)| [*zh, *en]);
        let known = known.chain(Modality::ALL.iter().flat_map(|(_, zh, en)| [*zh, *en]));
        let near = nearest(text, known);
        self.report(names::unknown_keyword(first.word.span, text, near));
    }

    /// The single name of a declaration or sentence, reported where it is missing or not single.
    pub(super) fn single_name(&mut self, head: &Head<'_>) -> Option<Named> {
        let Some(first) = head.items.first() else {
            self.report(names::nameless(head.span, &head.word));
            return None;
        };
        let named = Named::from(first);
        if let Some(surplus) = head.items.get(1) {
            let text = surplus.word.text.to_string();
            self.report(names::surplus(surplus.word.span, &format!("「{text}」"), &format!("‘{text}’")));
        }
        Some(named)
    }
}
