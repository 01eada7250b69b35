//! The parts of a sentence after its head: a value, then clauses, each a list of expressions.
//!
//! INVARIANT: every term goes into exactly one part. A clause begins after a comma, or without one
//! where its word stands after a complete operand; a comma before anything else is a fault that
//! counts as `、`, so that what follows is still read.

use super::context::{Context, Shape};
use super::expression::{self, is_comparison, may_be_empty};
use super::grammar::offset;
use super::scratch::{Id, Ids};
use super::suggest;
use super::term::{Class, Term, TermKind, split_first};
use super::tree::NodeKind;
use super::vocabulary::{ClauseWord, Keyword};
use crate::diag::{slips, syntax as fault};
use crate::quantity::begins_number;
use smallvec::{SmallVec, smallvec};

/// One part of a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'t> {
    /// The comma before it.
    comma: Option<Term>,
    /// The word of a clause; `None` for the value.
    word: Option<Term>,
    /// What stands after a comma that no clause word follows.
    broken: bool,
    terms: &'t [Term],
}

/// The parts of a sentence; most have a value and a clause or two.
pub(super) type Parts<'t> = SmallVec<[Part<'t>; 3]>;

/// First and last offset of terms.
pub(super) fn extent(terms: &[Term]) -> (u32, u32) {
    let start = terms.first().map_or(0, |term| term.start);
    (start, terms.iter().map(|term| term.end).max().unwrap_or(start))
}

pub(super) fn is_separator(term: &Term) -> bool {
    matches!(term.kind, TermKind::ListMark | TermKind::AsciiComma | TermKind::Comma)
}

/// Whether a colon stands among terms, not inside a bracket of theirs.
pub(super) fn holds_colon(terms: &[Term]) -> bool {
    let mut rest = terms;
    while let Some((term, _, after)) = split_first(rest) {
        if term.kind == TermKind::Colon {
            return true;
        }
        rest = after;
    }
    false
}

/// What follows a term: after 持有, what follows its licences and their day.
fn beyond<'t>(term: &Term, after: &'t [Term]) -> &'t [Term] {
    let taken = if super::hold::begins(term) { super::hold::extent(after) } else { 0 };
    after.get(taken..).unwrap_or_default()
}

/// The slices between terms of one sort, each with the term that ends it.
pub(super) fn split(terms: &[Term], ends: impl Fn(&Term) -> bool) -> SmallVec<[(&[Term], Option<Term>); 2]> {
    let mut slices = SmallVec::new();
    let (mut begun, mut rest) = (terms, terms);
    while let Some((term, _, after)) = split_first(rest) {
        if ends(&term) {
            let slice = begun.get(..begun.len() - rest.len()).unwrap_or_default();
            slices.push((slice, Some(term)));
            begun = after;
        }
        rest = beyond(&term, after);
    }
    slices.push((begun, None));
    slices
}

/// Expressions separated by `、`.
pub(super) fn items(cx: &mut Context<'_, '_>, terms: &[Term], children: &mut Ids) {
    let mut told = false;
    let mut before: Option<Term> = None;
    for (slice, separator) in split(terms, is_separator) {
        if let Some(comma) = separator.filter(|separator| separator.kind == TermKind::Comma && !told) {
            told = true;
            let next = terms.iter().find(|term| term.start >= comma.end);
            report_comma(cx, comma, next);
        }
        match separator.or(before) {
            Some(mark) if slice.is_empty() => {
                let both = before.map_or("", |before| cx.passage.slice(before.start, mark.end));
                if let Some((zh, en)) = suggest::meant(both).filter(|_| !told) {
                    let start = before.map_or(mark.start, |before| before.start);
                    cx.report(slips::meant(cx.passage.span(start, mark.end), both, zh, en));
                } else if !told {
                    cx.report(fault::empty_item(cx.passage.span(mark.start, mark.end)));
                }
                told = true;
            }
            // What follows a comma that is none is most often a clause without its word: told once.
            _ if told => children.push(expression::build_silently(cx, slice)),
            _ => children.push(expression::build(cx, slice)),
        }
        if let Some(mark) = separator {
            children.push(cx.scratch.leaf(NodeKind::Mark, mark.start, mark.end));
        }
        before = separator;
    }
}

/// Reports a comma that no clause word follows.
fn report_comma(cx: &mut Context<'_, '_>, comma: Term, next: Option<&Term>) {
    let meant = next.and_then(|next| {
        let (zh, en) = suggest::meant_clause(&cx.passage.word(next))?;
        Some((cx.passage.span(next.start, next.end), zh, en))
    });
    cx.report(fault::comma_in_list(cx.passage.span(comma.start, comma.end), meant));
}

/// The clauses of a list item.
pub(super) fn clauses(cx: &mut Context<'_, '_>, terms: &[Term], children: &mut Ids) {
    let (parts, _) = cut(cx, terms);
    for part in parts {
        build(cx, part, children);
    }
}

/// Whether a word opens a clause although no comma stands before it: at the front of a value or a bracket.
pub(super) fn opens_clause(term: Term, rest: &[Term], bracket: bool) -> bool {
    let Some(word) = term.class.clause else { return false };
    // 不晚于 X is a comparison in a value and a clause in the bracket of a list item.
    if term.class.operator.is_some_and(is_comparison) && !bracket {
        return false;
    }
    match rest.first() {
        None => bracket && may_be_empty(word),
        Some(next) => {
            !is_separator(next) && next.class.operator.is_none_or(is_comparison)
                || bracket && may_be_empty(word)
        }
    }
}

/// Clause words that need no comma before them.
fn is_particle(word: ClauseWord) -> bool {
    use ClauseWord as C;
    matches!(
        word,
        C::From
            | C::To
            | C::On
            | C::With
            | C::Through
            | C::Limit
            | C::Extendable
            | C::WholeDays
            | C::Named
            | C::Refines
            | C::Inherits
            | C::ShortName
            | C::Version
    )
}

/// Cuts the terms after a head into parts; and where a sentence begins whose predecessor lacks its end.
pub(super) fn cut<'t>(cx: &mut Context<'_, '_>, terms: &'t [Term]) -> (Parts<'t>, Option<usize>) {
    let mut cutter = Cutter {
        terms,
        parts: SmallVec::new(),
        comma: None,
        word: None,
        broken: false,
        begun: 0,
        awaiting: true,
    };
    let mut rest = terms;
    while let Some((term, _, after)) = split_first(rest) {
        let at = terms.len() - rest.len();
        rest = beyond(&term, after);
        if rest.len() < after.len() {
            cutter.awaiting = false;
            continue;
        }
        match cutter.step(cx, at, term, after) {
            Step::Next => {}
            Step::Skip => rest = split_first(after).map_or(after, |(_, _, rest)| rest),
            Step::Sentence => {
                cutter.close(at);
                return (cutter.parts, Some(at));
            }
        }
    }
    cutter.close(terms.len());
    (cutter.parts, None)
}

enum Step {
    Next,
    /// The next term has been taken too.
    Skip,
    /// A new sentence begins here.
    Sentence,
}

/// Walks the terms and tells operands from what stands between them.
struct Cutter<'t> {
    terms: &'t [Term],
    parts: Parts<'t>,
    comma: Option<Term>,
    word: Option<Term>,
    broken: bool,
    begun: usize,
    awaiting: bool,
}

impl Cutter<'_> {
    fn close(&mut self, at: usize) {
        let terms = self.terms.get(self.begun..at).unwrap_or_default();
        if self.word.is_some() || self.broken || !terms.is_empty() {
            self.parts.push(Part { comma: self.comma, word: self.word, broken: self.broken, terms });
        }
    }

    /// Whether a clause of one word is there already: 提示，提示.
    fn is_doubled(&self, word: Term) -> bool {
        let alone =
            word.class.clause.filter(|clause| may_be_empty(*clause) && *clause != ClauseWord::Deviating);
        let known = self.parts.iter().filter_map(|part| part.word).chain(self.word);
        alone.is_some() && known.into_iter().any(|known| known.class.clause == alone)
    }

    fn open(
        &mut self,
        cx: &mut Context<'_, '_>,
        at: usize,
        comma: Option<Term>,
        word: Option<Term>,
        begun: usize,
    ) {
        if let Some(word) = word.filter(|word| self.is_doubled(*word)) {
            cx.report(slips::doubled_clause(cx.passage.span(word.start, word.end), cx.passage.of(&word)));
        }
        self.close(at);
        (self.comma, self.word, self.broken) = (comma, word, word.is_none());
        (self.begun, self.awaiting) = (begun, true);
    }

    fn step(&mut self, cx: &mut Context<'_, '_>, at: usize, term: Term, after: &[Term]) -> Step {
        match term.kind {
            TermKind::Comma | TermKind::AsciiComma => {
                if let Some(word) = after.first().filter(|next| next.class.clause.is_some()) {
                    self.open(cx, at, Some(term), Some(*word), at + 2);
                    return Step::Skip;
                }
                // In a value the comma counts as 、; after a clause nothing tells what is meant.
                let slip =
                    after.first().is_some_and(|next| suggest::meant_clause(&cx.passage.word(next)).is_some());
                let comma = term.kind == TermKind::Comma && (self.word.is_some() || self.broken);
                if comma || slip {
                    self.open(cx, at, Some(term), None, at + 1);
                }
                self.awaiting = true;
            }
            TermKind::ListMark | TermKind::Sign => self.awaiting = true,
            TermKind::Word => return self.word(cx, at, term, after),
            _ => self.awaiting = false,
        }
        Step::Next
    }

    fn word(&mut self, cx: &mut Context<'_, '_>, at: usize, term: Term, after: &[Term]) -> Step {
        let class = term.class;
        let fresh = at == self.begun;
        if self.awaiting {
            let nested = self.word.is_some_and(|word| word.class.clause == Some(ClauseWord::Deviating))
                && class.clause.is_some_and(is_particle);
            if fresh && (self.word.is_none() && opens_clause(term, after, false) || nested) {
                self.open(cx, at, None, Some(term), at + 1);
            } else {
                let before_operand =
                    class.prefix.is_some() || class.quantifier.is_some() || class.operator.is_some();
                self.awaiting = before_operand || fresh && class.modality.is_some();
            }
            return Step::Next;
        }
        if class.operator.is_some() {
            self.awaiting = true;
        } else if let Some(word) =
            class.clause.filter(|word| class.postfix.is_none() && (may_be_empty(*word) || !after.is_empty()))
        {
            if !is_particle(word) {
                if Keyword::of(&cx.passage.word(&term)).is_some()
                    && after.first().is_some_and(|next| next.kind == TermKind::Colon)
                {
                    return Step::Sentence;
                }
                cx.report(fault::missing_comma(cx.passage.span(term.start, term.end), cx.passage.of(&term)));
            }
            self.open(cx, at, None, Some(term), at + 1);
        } else if class.postfix.is_none() && opens_sentence(cx, term) {
            return Step::Sentence;
        }
        Step::Next
    }
}

/// Whether a word that stands where an operator is awaited begins a sentence of its own.
fn opens_sentence(cx: &Context<'_, '_>, term: Term) -> bool {
    let word = cx.passage.word(&term);
    (Keyword::of(&word).is_some() || term.class.modality.is_some()) && cx.passage.begins_line(term.start)
}

/// Builds a part: its comma, then a value or a clause.
pub(super) fn build(cx: &mut Context<'_, '_>, part: Part<'_>, children: &mut Ids) {
    if let Some(comma) = part.comma {
        children.push(cx.scratch.leaf(NodeKind::Mark, comma.start, comma.end));
    }
    match (part.word, part.comma) {
        (Some(word), _) => children.push(clause(cx, word, part.terms)),
        (None, Some(comma)) if part.broken => {
            report_comma(cx, comma, part.terms.first());
            if !part.terms.is_empty() {
                children.push(expression::junk(cx, part.terms));
            }
        }
        (None, _) if cx.shape == Shape::Cells => children.push(super::table::cells(cx, part.terms)),
        (None, _) if cx.shape == Shape::Policy => children.push(super::table::policy(cx, part.terms)),
        (None, _) => children.push(value(cx, part.terms)),
    }
}

pub(super) fn value(cx: &mut Context<'_, '_>, terms: &[Term]) -> Id {
    let mut children = Ids::new();
    let mut rest = terms;
    if let Some((first, _, after)) = split_first(terms).filter(|(first, ..)| first.class.modality.is_some())
        && after
            .first()
            .is_none_or(|next| !is_separator(next) && next.class.operator.is_none_or(is_comparison))
    {
        children.push(cx.scratch.leaf(NodeKind::Word, first.start, first.end));
        rest = after;
    }
    if !rest.is_empty() {
        items(cx, rest, &mut children);
    }
    cx.scratch.node(NodeKind::Value, &children)
}

fn clause(cx: &mut Context<'_, '_>, word: Term, terms: &[Term]) -> Id {
    let mut children: Ids = smallvec![cx.scratch.leaf(NodeKind::Word, word.start, word.end)];
    let Some(kind) = word.class.clause else { return cx.scratch.node(NodeKind::Clause, &children) };
    if terms.is_empty() {
        if !may_be_empty(kind) {
            cx.report(fault::empty_clause(cx.passage.span(word.start, word.end), cx.passage.of(&word)));
        }
        return cx.scratch.node(NodeKind::Clause, &children);
    }
    if may_be_empty(kind) && kind != ClauseWord::Deviating {
        let (start, end) = extent(terms);
        let (span, shown) = (cx.passage.span(start, end), cx.passage.slice(start, end));
        cx.report(slips::clause_takes_nothing(span, cx.passage.of(&word), shown));
        children.push(cx.scratch.leaf(NodeKind::Junk, start, end));
        return cx.scratch.node(NodeKind::Clause, &children);
    }
    let (held, tail) = closing(cx, kind, terms);
    if !held.is_empty() {
        items(cx, &held, &mut children);
    }
    if let Some(tail) = tail {
        children.push(cx.scratch.leaf(NodeKind::Word, tail.start, tail.end));
    }
    cx.scratch.node(NodeKind::Clause, &children)
}

/// What a clause holds, and the word that closes it: 自 E `之日起`, 经 U `批准`, 情形 C `应当`.
fn closing<'t>(
    cx: &Context<'_, '_>,
    kind: ClauseWord,
    terms: &'t [Term],
) -> (std::borrow::Cow<'t, [Term]>, Option<Term>) {
    // The last term counts only where it stands in no bracket.
    let mut at = 0;
    while let Some(term) = terms.get(at).filter(|term| at + 1 + (term.inner as usize) < terms.len()) {
        at += 1 + term.inner as usize;
    }
    let Some((last, head)) = terms.split_last().filter(|(_, head)| head.len() == at) else {
        return (terms.into(), None);
    };
    let text = cx.passage.of(last);
    let closes = match kind {
        ClauseWord::From => matches!(text, "之日起" | "起"),
        ClauseWord::Through => matches!(text, "批准" | "同意"),
        _ => false,
    };
    let duty = last.class.modality.is_some() && head.last().is_some_and(|term| !is_separator(term));
    if last.kind == TermKind::Word && !head.is_empty() && (closes || duty) {
        return (head.into(), Some(*last));
    }
    if kind == ClauseWord::From && matches!(last.kind, TermKind::Word | TermKind::Number) {
        let suffix = ["之日起", "起"]
            .into_iter()
            .find(|suffix| text.strip_suffix(suffix).is_some_and(|head| !head.is_empty()));
        if let Some(suffix) = suffix.filter(|suffix| *suffix == "之日起" || begins_number(text)) {
            let middle = last.end - offset(suffix.len());
            let mut held = head.to_vec();
            held.push(Term { end: middle, ..*last });
            let tail = Term { start: middle, kind: TermKind::Word, class: Class::default(), ..*last };
            return (held.into(), Some(tail));
        }
    }
    (terms.into(), None)
}
