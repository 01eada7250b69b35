//! Reading the words before the colon.

use super::Lower;
use crate::diag::{names, slips};
use crate::syntax::ast::{HeadItem, HeadItemKind, Statement};
use crate::syntax::vocabulary::{ClauseWord, Keyword, Modality};
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
        let mut words = statement.opening_words();
        let first = words.next()?;
        if Modality::of(&first).is_none() {
            return Keyword::of(&first);
        }
        let keyword = Keyword::of(&words.next()?)?;
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
        let (text, span) = (first.word.text.as_ref(), first.word.span);
        if let Some((_, zh, en)) = MEANT.iter().find(|(slip, ..)| *slip == text) {
            let word = if text.is_ascii() { en } else { zh };
            return self.report(names::unknown_keyword(span, text, &[word]));
        }
        let second = head.get(1).filter(|second| second.kind == HeadItemKind::Word && !second.listed);
        let keyword = second.filter(|second| {
            Keyword::of(&second.word.text).is_some() || Modality::of(&second.word.text).is_some()
        });
        let found = names::unknown_keyword(span, text, &[]);
        if let Some(keyword) = keyword.map(|item| item.word.text.to_string()) {
            return self.report(found.help(
                format!("关键词在前，名称在后：「{keyword} {text}」"),
                format!("the keyword comes first, then the name: ‘{keyword} {text}’"),
            ));
        }
        if ClauseWord::of(text).is_some() {
            return self.report(found.help(
                format!("「{text}」是从句：前一句的末尾改为「，」"),
                format!("‘{text}’ opens a clause: end the sentence before it with a comma"),
            ));
        }
        let copied = text.chars().count() >= 8 && !statement.has_colon() && statement.body().is_none();
        if copied && !text.is_ascii() {
            return self.report(found.help(slips::STATUTE.0, slips::STATUTE.1));
        }
        let near = super::symbols::all_nearest(text, keywords());
        self.report(names::unknown_keyword(span, text, &near));
    }

    /// Reports words between a keyword that takes no name and its colon: `截至 截至：…`.
    pub(super) fn no_name(&mut self, head: &Head<'_>) {
        if let Some(surplus) = head.items.first() {
            let text = surplus.word.text.to_string();
            self.report(names::surplus(surplus.word.span, &format!("「{text}」"), &format!("‘{text}’")));
        }
    }

    /// The one word of a head that holds no keyword, as a field's; a second one is reported.
    pub(super) fn sole_word(&mut self, member: Statement<'_>) -> String {
        let head = member.head();
        if let Some(surplus) = head.get(1) {
            let text = surplus.word.text.to_string();
            self.report(names::surplus(surplus.word.span, &format!("「{text}」"), &format!("‘{text}’")));
        }
        head.first().map(|item| item.word.text.to_string()).unwrap_or_default()
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
            let found = names::surplus(surplus.word.span, &format!("「{text}」"), &format!("‘{text}’"));
            let whole = format!("{} {text}", named.name);
            self.report(found.help(
                format!("名称里有空格的，整个名称放进引号：“{whole}”；否则删去「{text}」"),
                format!("quote a name that holds a blank: \"{whole}\"; else delete ‘{text}’"),
            ));
        }
        Some(named)
    }
}

/// Every word that may open a sentence, and those that are spelled in a second way.
fn keywords() -> impl Iterator<Item = &'static str> {
    let known = Keyword::ALL.iter().flat_map(|(_, zh, en)| [*zh, *en]);
    known.chain(Modality::ALL.iter().flat_map(|(_, zh, en)| [*zh, *en])).chain(["requires"])
}

/// Words that people write for a keyword.
const MEANT: &[(&str, &str, &str)] = &[
    ("应", "应当", "must"),
    ("应该", "应当", "must"),
    ("必须", "应当", "must"),
    ("须", "应当", "must"),
    ("需要", "应当", "must"),
    ("要求", "应当", "must"),
    ("禁止", "不得", "must_not"),
    ("严禁", "不得", "must_not"),
    ("不能", "不得", "must_not"),
    ("不可以", "不得", "must_not"),
    ("不应", "不得", "must_not"),
    ("可", "可以", "may"),
    ("负责", "承办", "by"),
    ("主办", "承办", "by"),
    ("承办单位", "承办", "by"),
    ("环节", "步骤", "step"),
    ("阶段", "步骤", "step"),
    ("流程", "程序", "procedure"),
    ("文件", "材料", "document"),
    ("时限", "限时", "within"),
    ("根据", "依据", "cite"),
    ("按照", "依据", "cite"),
    ("法律", "法规", "source"),
    ("部门", "机构", "unit"),
    ("预期", "期望", "expect"),
    ("结果", "结论", "outcome"),
    ("shall", "应当", "must"),
    ("should", "应当", "must"),
    ("forbidden", "不得", "must_not"),
    ("prohibited", "不得", "must_not"),
    ("stage", "步骤", "step"),
    ("phase", "步骤", "step"),
    ("process", "程序", "procedure"),
    ("documents", "材料", "requires"),
    ("require", "材料", "requires"),
    ("duration", "历时", "lasts"),
    ("expected", "期望", "expect"),
    ("law", "法规", "source"),
    ("import", "引入", "use"),
];
