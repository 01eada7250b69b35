//! Brackets of the wrong kind, `（` for `｛` or the other way round, and a `｛` forgotten on its line.
//!
//! INVARIANT: a text whose brackets are right is never changed: each kind is told from the other by what
//! can only stand inside it. LIMIT: looks ahead no farther than the sentence or 4 KiB.

use super::scan::{first_word, opens_block};
use super::vocabulary::Keyword;

/// LIMIT: how far is looked ahead, in characters.
const AHEAD: usize = 1_400;

/// Where a bracket stands.
pub(super) struct Place<'t> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    /// Where its sentence begins, if anything of it stands before.
    pub(super) sentence: Option<usize>,
    pub(super) colon: bool,
    /// Round brackets that are open in the sentence, and blocks around it.
    pub(super) round: usize,
    pub(super) blocks: usize,
}

impl Place<'_> {
    /// What is meant where `written` is of the wrong kind.
    pub(super) fn meant(&self, written: char) -> Option<char> {
        match written {
            '（' | '(' if self.opens_members() => Some(of_width(written, '｛', '{')),
            '）' | ')' if self.round == 0 && self.sentence.is_none() && self.blocks > 0 => {
                Some(of_width(written, '｝', '}'))
            }
            '｛' | '{' if self.opens_items(written) => Some(of_width(written, '（', '(')),
            '｝' | '}' if self.closes_items(written) => Some(of_width(written, '）', ')')),
            '；' | ';' if self.round > 0 && self.closed_later(written) => Some(of_width(written, '，', ',')),
            _ => None,
        }
    }

    fn before(&self) -> Option<char> {
        self.text.get(..self.at)?.chars().next_back()
    }

    fn after(&self, mark: char) -> &str {
        self.text.get(self.at + mark.len_utf8()..).unwrap_or_default()
    }

    /// `事实 项目 （ 名称：…； …`: after the head of a block, with a sentence inside.
    fn opens_members(&self) -> bool {
        let Some(begun) = self.sentence.filter(|_| !self.colon && self.round == 0) else { return false };
        let head = self.text.get(begun..self.at).unwrap_or_default();
        let blank = head.ends_with(|last: char| last.is_whitespace());
        let keyword = Keyword::of(first_word(head)).filter(|keyword| opens_block(*keyword));
        if !blank || keyword.is_none() {
            return false;
        }
        let mut rest = self.after('（').chars().take(AHEAD);
        let end = rest.find(|next| matches!(next, '：' | ':' | '；' | ';' | '。' | '）' | ')' | '｛' | '{'));
        matches!(end, Some('：' | ':' | '；' | ';' | '。'))
    }

    /// `公告｛发布日期：…，…）`: right after a word of a sentence, closed by `）` before the sentence ends.
    fn opens_items(&self, mark: char) -> bool {
        let touches = self.before().is_some_and(|last| last.is_alphanumeric() || matches!(last, '”' | '"'));
        if !self.colon || self.sentence.is_none() || !touches {
            return false;
        }
        self.closed_later(mark) || self.lists(mark)
    }

    /// `1项｛甲、乙｝已履行`: no sentence stands inside, and the one around goes on.
    fn lists(&self, mark: char) -> bool {
        let rest = self.after(mark);
        let end = rest.find(['；', ';', '：', ':', '。', '｝', '}', '｛', '{', '\n']);
        let closed = end.and_then(|end| rest.get(end..)).and_then(|rest| rest.strip_prefix(['｝', '}']));
        closed.is_some_and(|rest| !rest.trim_start_matches([' ', '\t']).starts_with(['\n', '\r', '｝', '}']))
    }

    /// Whether a `）` closes what is open here before the sentence ends.
    fn closed_later(&self, mark: char) -> bool {
        let mut depth = 0usize;
        for next in self.after(mark).chars().take(AHEAD) {
            match next {
                '（' | '(' => depth += 1,
                '）' | ')' if depth == 0 => return true,
                '）' | ')' => depth -= 1,
                '；' | ';' | '。' | '｛' | '{' | '｝' | '}' => return false,
                _ => {}
            }
        }
        false
    }

    /// `（甲、乙｝已履行；`: inside a round bracket, and the sentence goes on behind it.
    fn closes_items(&self, mark: char) -> bool {
        if self.round == 0 || self.sentence.is_none() {
            return false;
        }
        let touches = self.before().is_some_and(|last| !last.is_whitespace());
        let rest = self.after(mark).trim_start_matches([' ', '\t', '\u{3000}']);
        touches && rest.starts_with(|next: char| !next.is_whitespace() && !matches!(next, '｝' | '}' | '/'))
    }
}

/// The mark of the same width, so that no place moves.
fn of_width(written: char, wide: char, narrow: char) -> char {
    if written.is_ascii() { narrow } else { wide }
}

/// Where the head ends in `事实 项目 名称`, which stands before a colon: a block whose `｛` was forgotten. `None`
/// where the colon may be its own.
pub(super) fn head_end(head: &str) -> Option<usize> {
    use Keyword as K;
    if head.contains('\n') {
        return None;
    }
    let word = first_word(head);
    let keyword = Keyword::of(word)?;
    // These take no name: 会议 种类：… lacks its brace after the keyword.
    if matches!(keyword, K::Meeting | K::Fields) {
        return item(head, word.len()).map(|_| word.len());
    }
    if matches!(keyword, K::Ruleset | K::Use | K::Role | K::Unit | K::Event | K::Parameter) {
        return None;
    }
    let name = item(head, word.len())?;
    let mut end = name;
    // 简称, 细化 and 沿用 belong to the head, with the name after them.
    while let Some(next) = item(head, end) {
        let word = head.get(end..next).unwrap_or_default().trim();
        if !matches!(word, "简称" | "short" | "细化" | "refines" | "沿用" | "extends") {
            break;
        }
        end = item(head, next)?;
    }
    // Something must be left that the colon belongs to.
    let rest = head.get(end..)?.trim();
    (!rest.is_empty() && !rest.starts_with(['，', ',', '、'])).then_some(end)
}

/// Where the item after a place ends: a quoted text, a title or a word, with its bracket.
fn item(head: &str, from: usize) -> Option<usize> {
    let rest = head.get(from..)?;
    let word = rest.trim_start();
    let begun = from + rest.len() - word.len();
    let first = word.chars().next()?;
    let close = match first {
        '《' => Some('》'),
        _ => super::path::closing(first),
    };
    let length = match close {
        Some(close) => word
            .char_indices()
            .skip(1)
            .find(|(_, next)| *next == close)
            .map(|(at, _)| at + close.len_utf8())?,
        None => word.find(char::is_whitespace).unwrap_or(word.len()),
    };
    Some(begun + length)
}

/// LIMIT: bytes that are looked through for closing braces.
const BALANCE: usize = 1 << 16;

/// Whether so many open blocks are closed before the next declaration at the front of a line: then none of
/// their opening braces is too many.
pub(super) fn closes_all(rest: &str, open: usize) -> bool {
    let (mut depth, mut read) = (open, 0);
    for (number, line) in rest.split_inclusive('\n').enumerate() {
        let declares = number > 0 && Keyword::of(first_word(line)).is_some();
        if declares || read > BALANCE {
            return false;
        }
        for mark in line.chars() {
            match mark {
                '｛' | '{' => depth += 1,
                '｝' | '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return true;
            }
        }
        read += line.len();
    }
    false
}
