//! The flat terms of a sentence, as the grammar gives them, with the classes of their words.
//!
//! INVARIANT: a term with inner terms (a bracket, a citation) is followed by them in the same
//! list; [`split_first`] steps over them. A word may belong to several classes; its position decides.

use super::grammar::{Pair, Rule, offset, range};
use super::vocabulary::{ClauseWord, Modality, Operator, PostfixWord, PrefixWord, QuantifierWord};
use std::borrow::Cow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TermKind {
    Word,
    Text,
    Number,
    Sign,
    Citation,
    Title,
    DocumentNumber,
    Locator,
    Bracket,
    ListMark,
    AsciiComma,
    Comma,
    Colon,
    Stray,
    StrayClose,
    BadText,
    BadTitle,
}

/// What a word can be; its position decides what it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class {
    pub(super) operator: Option<Operator>,
    pub(super) clause: Option<ClauseWord>,
    pub(super) modality: Option<Modality>,
    pub(super) postfix: Option<PostfixWord>,
    pub(super) prefix: Option<PrefixWord>,
    pub(super) quantifier: Option<QuantifierWord>,
}

impl Class {
    fn of(word: &str) -> Self {
        // PERF: every classified word is shorter than this; names mostly are not.
        if word.len() > 24 {
            return Self::default();
        }
        Self {
            operator: Operator::of(word),
            clause: ClauseWord::of(word),
            modality: Modality::of(word),
            postfix: PostfixWord::of(word),
            prefix: PrefixWord::of(word),
            quantifier: QuantifierWord::of(word),
        }
    }
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Term {
    pub(super) kind: TermKind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// How many terms after this one stand inside it.
    pub(super) inner: u32,
    /// Whether a bracket is closed.
    pub(super) closed: bool,
    pub(super) class: Class,
}

/// The first term, the terms inside it, and the rest.
pub(super) fn split_first(terms: &[Term]) -> Option<(Term, &[Term], &[Term])> {
    let (term, rest) = terms.split_first()?;
    let (inner, rest) = rest.split_at_checked(term.inner as usize)?;
    Some((*term, inner, rest))
}

/// A word without the characters that take no room.
pub(super) fn clean(word: &str) -> Cow<'_, str> {
    let invisible = |character: char| {
        matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}' | '\u{61C}')
    };
    // PERF: nearly every word has none; only these lead bytes begin one.
    if word.bytes().any(|byte| matches!(byte, 0xE2 | 0xEF | 0xC2 | 0xD8)) && word.contains(invisible) {
        Cow::Owned(word.replace(invisible, ""))
    } else {
        Cow::Borrowed(word)
    }
}

/// A keyword as it is looked up: without invisible characters, one blank between its words, signs
/// in their ASCII width.
#[must_use]
pub fn spelling(word: &str) -> Cow<'_, str> {
    // PERF: nearly every word: ideographs (U+4000 to U+9FFF), ASCII letters and digits.
    let plain =
        |byte: u8| matches!(byte, 0x80..=0xBF | 0xE4..=0xE9) || byte.is_ascii_alphanumeric() || byte == b'_';
    if word.bytes().all(plain) {
        return Cow::Borrowed(word);
    }
    let word = clean(word);
    if let "＜" | "＞" | "＝" | "＋" | "－" | "＊" | "〜" | "…" = word.as_ref() {
        let narrow = word.chars().map(|sign| if sign == '〜' { '~' } else { narrow(sign) });
        return Cow::Owned(narrow.collect());
    }
    if !word.contains(char::is_whitespace) {
        return word;
    }
    let joint = if word.is_ascii() { " " } else { "" };
    Cow::Owned(word.split_whitespace().collect::<Vec<_>>().join(joint))
}

fn narrow(character: char) -> char {
    char::from_u32(u32::from(character).wrapping_sub(0xFEE0)).unwrap_or(character)
}

fn kind_of(pair: &Pair<'_>) -> Option<TermKind> {
    Some(match pair.as_rule() {
        Rule::path | Rule::odd_path => TermKind::Word,
        Rule::mark => match pair.as_str() {
            "：" | ":" => TermKind::Colon,
            "，" => TermKind::Comma,
            "," => TermKind::AsciiComma,
            _ => TermKind::ListMark,
        },
        Rule::list_mark => TermKind::ListMark,
        Rule::text => TermKind::Text,
        Rule::number => TermKind::Number,
        Rule::sign => TermKind::Sign,
        Rule::citation | Rule::located => TermKind::Citation,
        Rule::title => TermKind::Title,
        Rule::locator | Rule::locator_english | Rule::heading | Rule::far_heading => TermKind::Locator,
        Rule::bracket => TermKind::Bracket,
        Rule::stray => TermKind::Stray,
        Rule::stray_close => TermKind::StrayClose,
        Rule::bad_text => TermKind::BadText,
        Rule::bad_title => TermKind::BadTitle,
        // Comments, and the marks of a bracket, which its own range tells.
        _ => return None,
    })
}

/// The one term of a pair, without what is inside it.
pub(super) fn single(pair: &Pair<'_>) -> Option<Term> {
    let kind = kind_of(pair)?;
    let (start, end) = range(pair);
    let class = match kind {
        TermKind::Word | TermKind::Sign => Class::of(&spelling(pair.as_str())),
        _ => Class::default(),
    };
    Some(Term { kind, start, end, inner: 0, closed: true, class })
}

/// Adds the terms of a pair of the grammar's `element`.
pub(super) fn push(pair: Pair<'_>, text: &str, terms: &mut Vec<Term>) {
    let Some(term) = single(&pair) else { return };
    let at = terms.len();
    match term.kind {
        TermKind::Word => {
            if !take_apart(pair.as_str(), term.start, terms) {
                terms.push(term);
                join_phrase(text, terms);
            }
        }
        TermKind::Citation | TermKind::Bracket => {
            terms.push(term);
            let mut closed = term.kind == TermKind::Citation;
            for inner in pair.into_inner() {
                closed |= inner.as_rule() == Rule::bracket_close;
                push(inner, text, terms);
            }
            let inner = offset(terms.len() - at - 1);
            if let Some(term) = terms.get_mut(at) {
                (term.inner, term.closed) = (inner, closed);
            }
        }
        _ => terms.push(term),
    }
}

/// Words that hold more than a name: `自受理.完成之日起` without blanks, document numbers and `art. 4`
/// with the places after them. Whether the word was one of them.
fn take_apart(text: &str, start: u32, terms: &mut Vec<Term>) -> bool {
    let plain =
        Term { kind: TermKind::Word, start, end: start, inner: 0, closed: true, class: Class::default() };
    let end = start + offset(text.len());
    if let Some(rest) = text.strip_prefix('自').filter(|rest| rest.len() > 9 && rest.ends_with("之日起"))
    {
        let middle = end - offset(rest.len());
        terms.push(Term { end: middle, class: Class::of("自"), ..plain });
        terms.push(Term { start: middle, end, ..plain });
        return true;
    }
    // PERF: nearly every word ends here.
    if !text.contains(['〔', '.']) || text.contains(['"', '“', '「']) {
        return false;
    }
    let number = text
        .split_once('〕')
        .and_then(|(head, rest)| Some(head.len() + '〕'.len_utf8() + rest.find('号')? + '号'.len_utf8()));
    let english = text.strip_prefix("arts").or_else(|| text.strip_prefix("art"));
    if number.is_some() || english.is_some_and(|rest| rest.starts_with('.')) {
        let at = terms.len();
        terms.push(Term { kind: TermKind::Citation, end, ..plain });
        if let Some(length) = number {
            terms.push(Term { kind: TermKind::DocumentNumber, end: start + offset(length), ..plain });
        }
        places(text, number.unwrap_or(0), plain, terms);
        let inner = offset(terms.len() - at - 1);
        if let Some(term) = terms.get_mut(at) {
            term.inner = inner;
        }
        return true;
    }
    // A tail that belongs to neither.
    let stray = text.contains(['〔', ' ', '\u{3000}']);
    if stray {
        terms.push(Term { kind: TermKind::Stray, end, ..plain });
    }
    stray
}

/// The places after a document number, with the list marks between them.
fn places(text: &str, from: usize, plain: Term, terms: &mut Vec<Term>) {
    let mut from = from;
    for piece in text.get(from..).unwrap_or_default().split_inclusive(['、', ',']) {
        let place = piece.trim_end_matches(['、', ',']);
        let begun = plain.start + offset(from + place.len() - place.trim_start().len());
        if !place.trim().is_empty() {
            let end = begun + offset(place.trim().len());
            terms.push(Term { kind: TermKind::Locator, start: begun, end, ..plain });
        }
        from += piece.len();
        if place.len() < piece.len() {
            let end = plain.start + offset(from);
            terms.push(Term {
                kind: TermKind::ListMark,
                start: end - offset(piece.len() - place.len()),
                end,
                ..plain
            });
        }
    }
}

/// Joins the last words to one where they spell an English keyword: `no later than`.
fn join_phrase(text: &str, terms: &mut Vec<Term>) {
    let Some(last) = terms.last().copied() else { return };
    let word = text.get(last.start as usize..last.end as usize).unwrap_or_default();
    if !matches!(
        word,
        "than" | "least" | "most" | "from" | "by" | "clear" | "of" | "person" | "copy" | "on" | "over"
    ) && !matches!(word, "forward" | "back" | "later" | "earlier" | "全部日数")
    {
        return;
    }
    for count in [3, 2] {
        let Some(first) = terms.len().checked_sub(count).and_then(|at| terms.get(at..)) else { continue };
        if first.iter().any(|term| term.kind != TermKind::Word) {
            continue;
        }
        let start = first.first().map_or(last.start, |term| term.start);
        let phrase = spelling(text.get(start as usize..last.end as usize).unwrap_or_default());
        let class = Class::of(&phrase);
        // Chinese words are joined without a blank: `的 全部日数`.
        if (phrase.contains(' ') || !phrase.is_ascii()) && class != Class::default() {
            terms.truncate(terms.len() - count);
            terms.push(Term { start, class, ..last });
            return;
        }
    }
}
