//! Statements: heads, values, clauses and bodies, and the sentences whose end was forgotten.
//!
//! INVARIANT: everything the grammar gives is written to the tree once, in order; a fault is
//! reported where it stands and what it spoils is [`NodeKind::Junk`].

use super::context::{Context, Shape};
use super::expression;
use super::grammar::{Pair, Rule, offset, range};
use super::head::{self, HeadTerm};
use super::operand;
use super::scratch::{Id, Ids};
use super::sentence;
use super::term::{self, Term, TermKind};
use super::tree::NodeKind;
use super::vocabulary::{Keyword, Modality};
use crate::diag::{Diagnostic, slips, syntax as fault};

/// A sentence as the grammar gives it.
#[derive(Debug, Default)]
struct Sentence<'i> {
    start: u32,
    docs: Vec<(u32, u32)>,
    head: Vec<HeadTerm>,
    tail: Vec<Term>,
    /// A colon that belongs to no head, or a bracket that closes nothing: nothing tells what the sentence means.
    stray: Option<Term>,
    body: Option<Pair<'i>>,
    end: Option<(u32, u32)>,
    /// Something stands where the end mark should, and is told.
    ended: bool,
}

/// LIMIT: sentences that one statement is split into; each split moves what is left.
const MAX_SPLITS: usize = 256;

/// What stands after a run of statements.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Brace,
    Text,
}

/// Writes the statements of a declaration or of a body to the tree.
pub(super) fn declaration<'i>(cx: &mut Context<'i, '_>, pair: Pair<'i>) {
    block(cx, pair.into_inner(), Ending::Text);
}

fn block<'i>(cx: &mut Context<'i, '_>, pairs: impl Iterator<Item = Pair<'i>>, ending: Ending) {
    let mut pairs = pairs.peekable();
    while let Some(pair) = pairs.next() {
        let span = range(&pair);
        match pair.as_rule() {
            Rule::statement => {
                // Only a closing brace or the end of the text can follow a sentence that lacks its end.
                let braced = pairs
                    .peek()
                    .is_some_and(|next| matches!(next.as_rule(), Rule::stray_brace | Rule::body_close));
                let bare = !braced && ending == Ending::Text;
                let sentence = read(cx, pair);
                statement(cx, sentence, bare);
            }
            Rule::empty => {
                cx.report(fault::stray_end(cx.passage.span(span.0, span.1)));
                token(cx, NodeKind::Junk, span);
            }
            Rule::nameless => {
                let mark = cx.passage.slice(span.0, span.1).chars().next().map_or(0, char::len_utf8);
                cx.report(fault::nameless_block(cx.passage.span(span.0, span.0 + offset(mark))));
                open(cx, NodeKind::Junk, span.0);
                for inner in pair.into_inner().filter(|inner| inner.as_rule() == Rule::body) {
                    body(cx, inner);
                }
                close(cx, span.1);
            }
            Rule::stray_brace => {
                cx.report(fault::stray_brace(cx.passage.span(span.0, span.1)));
                token(cx, NodeKind::Junk, span);
            }
            Rule::lone_doc => token(cx, NodeKind::Doc, span),
            _ => {}
        }
    }
}

fn token(cx: &mut Context<'_, '_>, kind: NodeKind, span: (u32, u32)) {
    let (start, end) = (cx.passage.place(span.0), cx.passage.place(span.1));
    if end > start {
        cx.tree.token(kind, start, end);
    }
}

fn open(cx: &mut Context<'_, '_>, kind: NodeKind, at: u32) {
    let at = cx.passage.place(at);
    cx.tree.open(kind, at);
}

fn close(cx: &mut Context<'_, '_>, at: u32) {
    let at = cx.passage.place(at);
    cx.tree.close(at);
}

fn read<'i>(cx: &mut Context<'i, '_>, pair: Pair<'i>) -> Sentence<'i> {
    let (head, tail) = cx.scratch.lists();
    let mut sentence = Sentence { start: range(&pair).0, head, tail, ..Sentence::default() };
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::doc => sentence.docs.push(range(&part)),
            Rule::head => head::read(cx, part, &mut sentence.head),
            Rule::body => sentence.body = Some(part),
            Rule::end_mark => sentence.end = Some(range(&part)),
            _ => term::push(part, cx.passage.text, &mut sentence.tail),
        }
    }
    sentence
}

/// Writes a sentence and, where ends were forgotten, the sentences that follow in it.
fn statement<'i>(cx: &mut Context<'i, '_>, mut sentence: Sentence<'i>, bare: bool) {
    let headless = sentence.head.is_empty();
    let unended = !headless && bare && sentence.end.is_none() && sentence.body.is_none();
    let (mut last, mut splits) = (sentence.start, 0);
    loop {
        let next = one(cx, &mut sentence);
        last = last.max(sentence::extent(&sentence.tail).1).max(head::end(&sentence.head));
        let Some(next) = next else { break };
        splits += 1;
        if splits == MAX_SPLITS {
            let (start, end) = sentence::extent(&next);
            token(cx, NodeKind::Junk, (start, end));
            cx.scratch.give_back(sentence.head, sentence.tail);
            return;
        }
        sentence.tail = next;
        (sentence.head, sentence.docs) = (Vec::new(), Vec::new());
        sentence.start = sentence.tail.first().map_or(sentence.start, |term| term.start);
        take_head(&mut sentence);
    }
    if unended {
        cx.report(fault::missing_end(cx.passage.span(last, last)));
    }
    cx.scratch.give_back(sentence.head, sentence.tail);
}

/// Writes one statement; returns the terms that belong to the next one.
fn one<'i>(cx: &mut Context<'i, '_>, sentence: &mut Sentence<'i>) -> Option<Vec<Term>> {
    let after_head = split_head(cx, sentence);
    if after_head.is_some() {
        return after_head;
    }
    cx.scratch.clear();
    let next = split_at_colon(cx, sentence);
    sentence.ended = false;
    if next.is_some()
        && let Some(comma) =
            sentence.tail.pop_if(|last| matches!(last.kind, TermKind::Comma | TermKind::AsciiComma))
    {
        cx.report(slips::comma_for_end(cx.passage.span(comma.start, comma.end), cx.passage.of(&comma)));
        sentence.ended = true;
    }
    let mut children = Ids::new();
    let mut rest = None;
    cx.shape = shape(cx, sentence);
    if sentence.head.is_empty() {
        children.extend(headless(cx, sentence));
    } else {
        children.push(head::build(cx, &mut sentence.head, &mut sentence.tail));
        rest = tail(cx, sentence, &mut children);
    }
    let next = match (rest, next) {
        (Some(mut rest), Some(next)) => {
            rest.extend(next);
            Some(rest)
        }
        (rest, next) => rest.or(next),
    };
    write(cx, sentence, &children, next.is_some());
    next
}

/// How the value of a sentence is read.
fn shape(cx: &Context<'_, '_>, sentence: &Sentence<'_>) -> Shape {
    let keyword = sentence.head.first().and_then(|item| Keyword::of(&cx.passage.word(&item.term)));
    match keyword {
        Some(Keyword::Columns | Keyword::Row | Keyword::Otherwise) if cx.in_table => Shape::Cells,
        Some(Keyword::Table) => Shape::Policy,
        _ => Shape::List,
    }
}

fn write<'i>(cx: &mut Context<'i, '_>, sentence: &mut Sentence<'i>, children: &[Id], followed: bool) {
    let kind = if sentence.head.is_empty() { NodeKind::Junk } else { NodeKind::Statement };
    open(cx, kind, sentence.start);
    for doc in std::mem::take(&mut sentence.docs) {
        token(cx, NodeKind::Doc, doc);
    }
    let mut end = sentence.start;
    for id in children {
        end = cx.scratch.range(*id).1;
        let passage = &cx.passage;
        cx.scratch.emit(*id, |at| passage.place(at), cx.tree);
    }
    if followed {
        // Of what could not be read at all nothing more is said.
        if kind == NodeKind::Statement && !sentence.ended {
            cx.report(fault::missing_end(cx.passage.span(end, end)));
        }
    } else {
        if let Some(pair) = sentence.body.take() {
            end = range(&pair).1;
            let outer = std::mem::replace(&mut cx.in_table, cx.shape == Shape::Policy);
            body(cx, pair);
            cx.in_table = outer;
        }
        if let Some(mark) = sentence.end.take() {
            end = mark.1;
            token(cx, NodeKind::Mark, mark);
        }
    }
    close(cx, end);
}

/// Moves the words at the front of the tail into the head.
fn take_head(sentence: &mut Sentence<'_>) {
    let count =
        sentence.tail.iter().take_while(|term| matches!(term.kind, TermKind::Word | TermKind::Text)).count();
    let tail = sentence.tail.split_off(count);
    let words = std::mem::replace(&mut sentence.tail, tail);
    sentence.head = words.into_iter().map(|term| HeadTerm { mark: None, term, alias: None }).collect();
}

/// A keyword at the beginning of a line inside a head begins a sentence of its own.
fn split_head<'i>(cx: &mut Context<'i, '_>, sentence: &mut Sentence<'i>) -> Option<Vec<Term>> {
    let at = sentence.head.iter().enumerate().skip(1).position(|(_, item)| {
        item.mark.is_none()
            && item.term.kind == TermKind::Word
            && Keyword::of(&cx.passage.word(&item.term)).is_some()
            && cx.passage.begins_line(item.term.start)
    })? + 1;
    let mut next = head::terms(sentence.head.split_off(at));
    next.append(&mut sentence.tail);
    cx.scratch.clear();
    let children = [head::build(cx, &mut sentence.head, &mut sentence.tail)];
    write(cx, sentence, &children, true);
    Some(next)
}

/// A second colon belongs to a sentence whose predecessor lacks its end: takes its terms away.
fn split_at_colon(cx: &mut Context<'_, '_>, sentence: &mut Sentence<'_>) -> Option<Vec<Term>> {
    let is_colon = |at: usize| sentence.tail.get(at).is_some_and(|term| term.kind == TermKind::Colon);
    if is_colon(0) && is_colon(1) && !sentence.head.is_empty() {
        let doubled = sentence.tail.remove(1);
        cx.report(fault::stray_colon(cx.passage.span(doubled.start, doubled.end)));
    }
    let tail = &sentence.tail;
    let own = usize::from(
        tail.first().is_some_and(|term| term.kind == TermKind::Colon) && !sentence.head.is_empty(),
    );
    let mut rest = tail.get(own..)?;
    // PERF: nearly no sentence has one.
    if !sentence::holds_colon(rest) {
        return None;
    }
    let mut seen: Vec<(usize, Term)> = Vec::new();
    while let Some((term, _, after)) = term::split_first(rest) {
        let at = tail.len() - rest.len();
        if term.kind == TermKind::Colon {
            // （日期：…） without its （.
            sentence.stray = after.iter().find(|term| term.kind == TermKind::StrayClose).copied();
            if sentence.stray.is_some() {
                return None;
            }
            if after.is_empty() && sentence.body.is_none() && !sentence.head.is_empty() && at > own {
                cx.report(fault::stray_colon(cx.passage.span(term.start, term.end)));
                sentence.tail.truncate(at);
                return None;
            }
            let begun = head_before(cx, &seen, own).filter(|begun| *begun > own || sentence.head.is_empty());
            let Some(begun) = begun else {
                sentence.stray = Some(term);
                return None;
            };
            return Some(sentence.tail.split_off(begun)).filter(|next| !next.is_empty());
        }
        seen.push((at, term));
        rest = after;
    }
    None
}

/// Where the head before a colon begins: at a keyword, or at a word that begins its line.
fn head_before(cx: &Context<'_, '_>, seen: &[(usize, Term)], own: usize) -> Option<usize> {
    let is_head = |term: &Term| matches!(term.kind, TermKind::Word | TermKind::Text);
    let opens = |term: &Term| {
        term.kind == TermKind::Word
            && (Keyword::of(&cx.passage.word(term)).is_some() || term.class.modality.is_some())
    };
    let mut words = seen.iter().rev().take_while(|(_, term)| is_head(term));
    let (at, last) = words.next()?;
    // A type or a value may be spelled as a keyword: 名称：文本 住所：文本.
    let before = words.next().filter(|(at, term)| *at > own && opens(term));
    if opens(last) {
        // 推定 前置：… is one head; the 应当 that ends 情形 C 应当 belongs to the sentence before.
        let joined =
            before.filter(|(_, term)| term.class.modality.is_some() && cx.passage.begins_line(term.start));
        return Some(joined.map_or(*at, |(at, _)| *at));
    }
    if let Some((at, _)) = before {
        return Some(*at);
    }
    // 名称：“某规划” 列入目录：是： between two operands stands the forgotten end.
    let adjacent = seen.iter().rev().nth(1).is_some_and(|(_, term)| ends_operand(term));
    (adjacent || cx.passage.begins_line(last.start)).then_some(*at)
}

/// Whether a term can be the last one of a value, so that a word after it begins something new.
fn ends_operand(term: &Term) -> bool {
    let class = term.class;
    match term.kind {
        TermKind::Text | TermKind::Number | TermKind::Citation | TermKind::Bracket => true,
        TermKind::Word => {
            let joins = class.operator.is_some() || class.prefix.is_some() || class.quantifier.is_some();
            !joins && class.clause.is_none()
        }
        _ => false,
    }
}

/// What has no head: one report, and junk.
fn headless(cx: &mut Context<'_, '_>, sentence: &Sentence<'_>) -> Option<Id> {
    let (start, end) = sentence::extent(&sentence.tail);
    let first = sentence.tail.first()?;
    let span = cx.passage.span(start, end);
    let found = match first.kind {
        TermKind::Stray | TermKind::StrayClose => {
            fault::stray_characters(cx.passage.span(first.start, end), cx.passage.slice(start, end))
        }
        TermKind::BadText => fault::unclosed_text(span, cx.passage.of(first)),
        TermKind::BadTitle => fault::unclosed_title(span, cx.passage.of(first)),
        _ => fault::missing_head(span, cx.passage.slice(start, end)),
    };
    cx.report(found);
    Some(cx.scratch.leaf(NodeKind::Junk, start, end))
}

/// Builds colon, value and clauses; returns the terms of the next sentence if this one's end was forgotten.
fn tail(cx: &mut Context<'_, '_>, sentence: &mut Sentence<'_>, children: &mut Ids) -> Option<Vec<Term>> {
    let mut terms = std::mem::take(&mut sentence.tail);
    let colon = terms.first().copied().filter(|term| term.kind == TermKind::Colon);
    let mut from = 0;
    if let Some(colon) = colon {
        children.push(cx.scratch.leaf(NodeKind::Mark, colon.start, colon.end));
        from = 1;
        if terms.len() == 1 && sentence.body.is_none() {
            cx.report(fault::missing_value(cx.passage.span(colon.start, colon.end)));
        }
    } else if let Some(found) = without_colon(cx, sentence, &terms) {
        cx.report(found);
        if !terms.is_empty() {
            let (start, end) = sentence::extent(&terms);
            let junk = cx.scratch.leaf(NodeKind::Junk, start, end);
            children.push(cx.scratch.node(NodeKind::Value, &[junk]));
        }
        sentence.tail = terms;
        return None;
    }
    if let Some(stray) = sentence.stray.take() {
        let rest = terms.get(from..).unwrap_or_default();
        cx.report(operand::unreadable(cx, stray));
        let junk = expression::junk(cx, rest);
        children.push(cx.scratch.node(NodeKind::Value, &[junk]));
        sentence.tail = terms;
        return None;
    }
    let (parts, split) = sentence::cut(cx, terms.get(from..).unwrap_or_default());
    for part in parts {
        sentence::build(cx, part, children);
    }
    let next = split.map(|at| terms.split_off(at + from));
    sentence.tail = terms;
    next
}

/// What is wrong with a sentence that has no colon, if anything.
fn without_colon(cx: &Context<'_, '_>, sentence: &Sentence<'_>, terms: &[Term]) -> Option<Box<Diagnostic>> {
    let first = terms.first();
    if let Some(found) = glued_keyword(cx, sentence) {
        return Some(found);
    }
    match first.map(|first| (first, first.kind)) {
        Some((first, TermKind::Bracket)) => {
            return Some(fault::bad_alias(cx.passage.span(first.start, first.end), cx.passage.of(first)));
        }
        Some((first, TermKind::Stray | TermKind::StrayClose | TermKind::BadText | TermKind::BadTitle)) => {
            return Some(operand::unreadable(cx, *first));
        }
        _ => {}
    }
    let item = sentence.head.iter().find(|item| Modality::of(&cx.passage.word(&item.term)).is_none());
    let keyword = item.and_then(|item| Keyword::of(&cx.passage.word(&item.term)));
    if let (Some(item), Some(keyword)) = (item, keyword)
        && needs_value(keyword)
        && (sentence.body.is_none() || first.is_some())
    {
        let at = cx.passage.span(item.term.end, item.term.end);
        return Some(slips::keyword_without_colon(at, cx.passage.of(&item.term)));
    }
    let first = first?;
    let comma = matches!(first.kind, TermKind::Comma | TermKind::AsciiComma);
    let opens = terms.get(usize::from(comma)).is_some_and(|word| word.class.clause.is_some());
    // 角色 甲，乙 is a list with the wrong mark; 应当公开，听取意见 is a sentence of the law as it stands.
    if opens || comma && keyword.is_some() {
        return None;
    }
    let end = head::end(&sentence.head);
    let word = sentence.head.last().map_or("", |item| cx.passage.of(&item.term));
    if keyword.is_none() && word.chars().count() >= COPIED {
        let start = sentence.head.first().map_or(end, |item| item.term.start);
        return Some(slips::copied_sentence(cx.passage.span(start, end)));
    }
    Some(fault::missing_colon(cx.passage.span(end, end), word))
}

/// A word of so many characters that is no keyword is a sentence of the law rather than a name.
const COPIED: usize = 8;

/// `承办市水利局；`, `截至2024-06-20；`: the keyword is glued to its value, the colon was forgotten.
fn glued_keyword(cx: &Context<'_, '_>, sentence: &Sentence<'_>) -> Option<Box<Diagnostic>> {
    let [item] = sentence.head.as_slice() else { return None };
    let word = cx.passage.of(&item.term);
    if sentence.body.is_some() || item.term.kind != TermKind::Word || Keyword::of(word).is_some() {
        return None;
    }
    let keywords = Keyword::ALL.iter().filter(|(keyword, zh, _)| {
        let elsewhere = *keyword == Keyword::Otherwise && !cx.in_table;
        zh.chars().count() > 1 && !elsewhere && !super::scan::opens_block(*keyword) && word.starts_with(zh)
    });
    let (_, zh, _) = keywords.max_by_key(|(_, zh, _)| zh.len())?;
    let at = item.term.start + offset(zh.len());
    Some(slips::keyword_without_colon(cx.passage.span(at, at), zh))
}

/// Keywords that say nothing without a value.
fn needs_value(keyword: Keyword) -> bool {
    use Keyword as K;
    matches!(
        keyword,
        K::Cite
            | K::Scope
            | K::End
            | K::Perform
            | K::After
            | K::By
            | K::Lasts
            | K::Within
            | K::Deadline
            | K::Finding
            | K::Outcome
            | K::Return
            | K::Order
            | K::NotReplacedBy
            | K::Number
            | K::Level
            | K::InForce
            | K::Lapses
            | K::DayUnit
            | K::Articles
            | K::NothingToCheck
            | K::Misnamed
            | K::Superior
            | K::Binding
            | K::FullText
            | K::Aliases
            | K::FormerName
            | K::MeetingKind
            | K::SpeaksLast
            | K::AgainstMajority
            | K::Dissent
            | K::AsOf
            | K::Expect
            | K::Start
            | K::Recorded
            | K::CoSign
            | K::AnySign
            | K::Frequency
            | K::Lead
            | K::Support
            | K::Estimate
            | K::Indicator
            | K::Deemed
            | K::Owed
            | K::Columns
            | K::Row
    )
}

fn body<'i>(cx: &mut Context<'i, '_>, pair: Pair<'i>) {
    let (start, end) = range(&pair);
    open(cx, NodeKind::Body, start);
    let inner: Vec<Pair<'i>> = pair.into_inner().collect();
    let opened = inner.first().map_or((start, start), range);
    token(cx, NodeKind::Mark, opened);
    let closed = inner.last().filter(|pair| pair.as_rule() == Rule::body_close).map(range);
    let ending = Ending::Brace;
    block(cx, inner.into_iter().skip(1), ending);
    match closed {
        Some(mark) => token(cx, NodeKind::Mark, mark),
        None => {
            let trimmed = cx.passage.slice(start, end).trim_end().len();
            let at = start + offset(trimmed);
            cx.report(fault::missing_brace(cx.passage.span(at, at), cx.passage.span(opened.0, opened.1)));
        }
    }
    close(cx, end);
}
