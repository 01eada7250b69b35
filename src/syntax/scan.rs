//! The linear scan before the parser: it cuts a text at top-level declarations, bounds what the
//! parser is given, and mends marks that were forgotten.
//!
//! INVARIANT: the cuts cover the text without gaps; the scan reads every byte a bounded number of
//! times. Mending never touches a text whose marks are balanced. LIMIT: 8 MiB a file, 1 MiB a
//! declaration, 128 levels of brackets.

use super::grammar::offset;
use super::swapped;
use super::term::clean;
use super::vocabulary::{Keyword, Modality};

/// Bytes of a file.
pub(super) const MAX_FILE: usize = 8 << 20;
/// Bytes of a declaration.
pub(super) const MAX_DECLARATION: usize = 1 << 20;
/// Levels of brackets.
pub(super) const MAX_NESTING: usize = 128;
/// PERF: complete declarations are parsed together up to this size, which saves the parser's
/// overhead for each.
const BATCH: usize = 1 << 14;

/// A mark that the scan adds or blanks out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mend {
    /// Offset in the file.
    pub(super) at: u32,
    /// What is added; for a blanked mark its length in the file.
    pub(super) what: Mended,
    /// Where the mark stands to which this is the pair.
    pub(super) pair: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mended {
    Quote(char),
    Title,
    OpenBrace,
    CloseBrace,
    /// A closing brace too many, of this many bytes.
    ExtraClose(u32),
    /// An opening brace too many, of this many bytes.
    ExtraOpen(u32),
    /// A bracket of the wrong kind, and the one of its width that is meant.
    Swapped(char),
    /// The pair of one that is told.
    SwappedToo(char),
    /// Nothing is wrong: a blank between a word and the digit that it may touch (`不少于30日`), which
    /// the grammar would have to look for at every word.
    Gap,
}

/// A piece of the text that is parsed at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) mends: Vec<Mend>,
    /// Where brackets are nested above the limit.
    pub(super) too_deep: Option<u32>,
    /// Where a comment begins that has no end.
    pub(super) open_comment: Option<u32>,
    /// Ends with an end mark or a brace.
    complete: bool,
}

#[derive(Clone, Copy, Debug)]
struct Brace {
    at: u32,
    /// Blanks before the first word of its line.
    indent: u32,
}

/// Cuts a text.
pub(super) fn cut(text: &str) -> Vec<Cut> {
    let mut scan = Scan::new(text);
    let mut cuts: Vec<Cut> = Vec::new();
    while scan.at < text.len() {
        let cut = scan.declaration();
        match cuts.last_mut() {
            Some(last) if joins(last, &cut) => last.end = cut.end,
            _ => cuts.push(cut),
        }
    }
    cuts
}

fn joins(last: &Cut, next: &Cut) -> bool {
    let plain = |cut: &Cut| {
        cut.complete && cut.mends.is_empty() && cut.too_deep.is_none() && cut.open_comment.is_none()
    };
    plain(last) && plain(next) && (next.end - last.start) as usize <= BATCH
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    cut: Cut,
    braces: Vec<Brace>,
    /// Levels above the limit, which are counted only.
    excess: usize,
    round: usize,
    /// Indentation of the current line and of the declaration's first line.
    indent: u32,
    base: Option<u32>,
    /// Nothing but blanks stand before `at` on its line.
    fresh: bool,
    /// Where the current sentence begins and whether it has a colon.
    sentence: Option<usize>,
    colon: bool,
    /// Nothing but blanks stand between an opening brace and `at`.
    opened: bool,
    /// The end of the line that `at` was on when it was last asked for.
    line_end: usize,
    /// Before this offset no `》` closes a `《`.
    untitled: usize,
    /// The last opening bracket of the wrong kind has no pair yet.
    swapped: bool,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            cut: Cut::default(),
            braces: Vec::new(),
            excess: 0,
            round: 0,
            indent: 0,
            base: None,
            fresh: true,
            sentence: None,
            colon: false,
            opened: false,
            line_end: 0,
            untitled: 0,
            swapped: false,
        }
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Scans to the end of one declaration.
    fn declaration(&mut self) -> Cut {
        self.cut = Cut { start: offset(self.at), ..Cut::default() };
        (self.sentence, self.colon, self.round, self.base, self.opened) = (None, false, 0, None, false);
        let mut complete = false;
        while let Some(character) = self.rest().chars().next() {
            if complete && !self.goes_on(character) {
                break;
            }
            if self.fresh && !self.blank(character) && self.begins_declaration() {
                break;
            }
            complete = self.character(character, complete);
            if !complete {
                self.skip_ideographs();
            }
        }
        if !self.braces.is_empty() {
            self.close_forgotten();
        }
        self.braces.clear();
        self.excess = 0;
        if !self.cut.mends.is_sorted_by_key(|mend| mend.at) {
            self.cut.mends.sort_by_key(|mend| mend.at);
        }
        self.cut.complete = complete;
        self.cut.end = offset(self.at);
        std::mem::take(&mut self.cut)
    }

    /// Steps over ideographs inside a sentence, of which none changes anything.
    ///
    /// PERF: by their lead bytes (U+4000 to U+9FFF); most of a text is skipped here.
    fn skip_ideographs(&mut self) {
        if self.fresh || self.opened || self.sentence.is_none() || self.base.is_none() {
            return;
        }
        while matches!(self.text.as_bytes().get(self.at), Some(0xE4..=0xE9)) {
            self.at += 3;
        }
    }

    /// Whether a complete declaration takes in what follows: end marks and the rest of its line.
    fn goes_on(&self, character: char) -> bool {
        matches!(character, '；' | ';' | '。' | ' ' | '\t' | '\r' | '\u{3000}')
            || character == '/' && self.rest().starts_with("//") && !self.rest().starts_with("///")
    }

    fn blank(&self, character: char) -> bool {
        character.is_whitespace() || matches!(character, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{2060}')
    }

    /// Takes one character; whether the declaration is complete after it.
    fn character(&mut self, character: char, complete: bool) -> bool {
        let begun = self.at;
        let mut done = complete;
        match character {
            '\n' => {
                self.opened = false;
                self.forgotten_open_brace();
                self.step(character);
                (self.fresh, self.indent) = (true, 0);
                return complete;
            }
            _ if self.blank(character) => {
                self.indent += u32::from(self.fresh) * if character == '\u{3000}' { 2 } else { 1 };
                self.step(character);
                return complete;
            }
            '/' if self.rest().starts_with("//") => {
                self.skip_line();
                return complete;
            }
            '/' if self.rest().starts_with("/*") => {
                self.skip_comment();
                return complete;
            }
            '注' if self.fresh && (self.rest().starts_with("注：") || self.rest().starts_with("注:")) => {
                self.skip_line();
                return complete;
            }
            '“' | '「' | '"' => self.skip_quoted(character),
            '《' => self.skip_title(),
            '｛' | '{' | '｝' | '}' | '（' | '(' | '）' | ')' => match self.meant(begun, character) {
                '｛' | '{' => {
                    self.open(begun, character);
                    done = false;
                }
                '｝' | '}' => done = self.close(begun, character),
                '（' | '(' => {
                    self.round += 1;
                    self.check_depth(begun);
                    self.step(character);
                }
                _ => {
                    self.round = self.round.saturating_sub(1);
                    self.step(character);
                }
            },
            '；' | ';' if self.meant(begun, character) != character => self.step(character),
            '；' | ';' | '。' => {
                self.step(character);
                (self.sentence, self.colon, self.round) = (None, false, 0);
                (self.fresh, self.opened) = (false, false);
                return self.braces.is_empty();
            }
            '0'..='9' | '０'..='９' if self.colon => {
                if touches(self.text.get(..begun).unwrap_or_default()) {
                    self.cut.mends.push(Mend { at: offset(begun), what: Mended::Gap, pair: offset(begun) });
                }
                self.step(character);
            }
            '：' | ':' => {
                self.forgotten_brace_on_line(begun);
                self.colon = true;
                self.step(character);
            }
            _ => self.step(character),
        }
        let braced = self.cut.mends.last().filter(|mend| mend.at as usize == begun);
        let swapped =
            braced.is_some_and(|mend| matches!(mend.what, Mended::Swapped(_) | Mended::SwappedToo(_)));
        if matches!(character, '｛' | '{' | '｝' | '}') == swapped {
            self.opened = false;
            self.sentence.get_or_insert(begun);
        }
        self.base.get_or_insert(self.indent);
        self.fresh = false;
        done
    }

    fn step(&mut self, character: char) {
        self.at += character.len_utf8();
    }

    /// The bracket that is meant by one; one of the wrong kind is mended.
    fn meant(&mut self, at: usize, written: char) -> char {
        let place = swapped::Place {
            text: self.text,
            at,
            sentence: self.sentence,
            colon: self.colon,
            round: self.round,
            blocks: self.braces.len(),
        };
        let Some(meant) = place.meant(written) else { return written };
        let closes = matches!(meant, '）' | ')' | '｝' | '}');
        // A pair of the wrong kind is one slip.
        let what = if closes && std::mem::take(&mut self.swapped) {
            Mended::SwappedToo(meant)
        } else {
            self.swapped = matches!(meant, '（' | '(' | '｛' | '{');
            Mended::Swapped(meant)
        };
        self.cut.mends.push(Mend { at: offset(at), what, pair: offset(at) });
        meant
    }

    /// At a colon: `事实 项目 名称：…` is a block that lacks its `｛` on this line.
    fn forgotten_brace_on_line(&mut self, colon: usize) {
        let Some(begun) = self.sentence.filter(|_| !self.colon && self.round == 0) else { return };
        let head = self.text.get(begun..colon).unwrap_or_default();
        let Some(at) = swapped::head_end(head).map(|length| offset(begun + length)) else { return };
        // Where all braces have their pair none was forgotten.
        if !swapped::closes_all(self.rest(), self.braces.len() + 1) {
            return;
        }
        self.cut.mends.push(Mend { at, what: Mended::OpenBrace, pair: offset(begun) });
        if self.braces.len() < MAX_NESTING {
            self.braces.push(Brace { at, indent: self.indent });
        } else {
            self.excess += 1;
        }
        self.check_depth(at as usize);
    }

    /// Where the current line ends. PERF: looked for once a line, or a line of quotes is quadratic.
    fn line_end(&mut self) -> usize {
        if self.at >= self.line_end {
            let found = memchr::memchr(b'\n', self.rest().as_bytes());
            self.line_end = found.map_or(self.text.len(), |at| self.at + at);
        }
        self.line_end
    }

    fn skip_line(&mut self) {
        self.at = self.line_end();
    }

    fn skip_comment(&mut self) {
        let inner = self.text.get(self.at + 2..).unwrap_or_default();
        match memchr::memmem::find(inner.as_bytes(), b"*/") {
            Some(at) => self.at += at + 4,
            None => {
                self.cut.open_comment = Some(offset(self.at));
                self.at = self.text.len();
            }
        }
    }

    /// A quoted text; one that its line does not close is closed before what ends the line.
    fn skip_quoted(&mut self, quote: char) {
        let begun = self.at;
        self.step(quote);
        let line_end = self.line_end();
        let line = self.text.get(self.at..line_end).unwrap_or_default();
        let close = super::path::closing(quote).unwrap_or(quote);
        if let Some(at) = line.find(close) {
            self.at += at + close.len_utf8();
            return;
        }
        let held = line.find("//").and_then(|at| line.get(..at)).unwrap_or(line);
        let held =
            held.trim_end_matches(|last: char| last.is_whitespace() || "；;。）)｝}｛{".contains(last));
        self.at += held.len();
        self.cut.mends.push(Mend { at: offset(self.at), what: Mended::Quote(close), pair: offset(begun) });
    }

    fn skip_title(&mut self) {
        let begun = self.at;
        self.step('《');
        if begun < self.untitled {
            return;
        }
        let line_end = self.line_end();
        let line = self.text.get(self.at..line_end).unwrap_or_default();
        if let Some(at) = line.find('》') {
            self.at += at + '》'.len_utf8();
            return;
        }
        self.untitled = self.line_end();
        // 《= and 《 5 are comparisons that an input method has turned; the parser tells.
        let compares =
            line.trim_start().starts_with(|first: char| first == '=' || first == '＝' || first.is_numeric());
        let stops = |mark: char| mark.is_whitespace() || "；;。，、：（第｛{｝}《".contains(mark);
        let length = line.find(stops).unwrap_or(line.len());
        if !compares && length > 0 {
            self.at += length;
            self.cut.mends.push(Mend { at: offset(self.at), what: Mended::Title, pair: offset(begun) });
        }
    }

    fn check_depth(&mut self, at: usize) {
        if self.braces.len() + self.excess + self.round > MAX_NESTING {
            self.cut.too_deep.get_or_insert(offset(at));
        }
    }

    fn open(&mut self, at: usize, mark: char) {
        self.step(mark);
        let blocks = self.braces.len() + 1;
        if std::mem::take(&mut self.opened) && self.excess == 0 && !swapped::closes_all(self.rest(), blocks) {
            self.cut.mends.push(Mend {
                at: offset(at),
                what: Mended::ExtraOpen(offset(mark.len_utf8())),
                pair: offset(at),
            });
            return;
        }
        self.opened = true;
        if self.braces.len() < MAX_NESTING {
            self.braces.push(Brace { at: offset(at), indent: self.indent });
        } else {
            self.excess += 1;
        }
        (self.sentence, self.colon, self.round) = (None, false, 0);
        self.check_depth(at);
    }

    /// A closing brace; whether the declaration is complete after it.
    fn close(&mut self, at: usize, mark: char) -> bool {
        self.step(mark);
        (self.sentence, self.colon, self.round, self.opened) = (None, false, 0, false);
        if self.excess > 0 {
            self.excess -= 1;
            return false;
        }
        if self.braces.len() == 1 && self.belongs_to_block() {
            self.cut.mends.push(Mend {
                at: offset(at),
                what: Mended::ExtraClose(offset(mark.len_utf8())),
                pair: offset(at),
            });
            return false;
        }
        self.braces.pop();
        self.braces.is_empty()
    }

    /// Whether the next line stands deeper than the declaration and is no declaration itself: the
    /// brace before it was one too many.
    fn belongs_to_block(&self) -> bool {
        let rest = self.rest();
        let after = rest.trim_start_matches(['；', ';', '。', ' ', '\t', '\r', '\u{3000}']);
        let Some(line) = after.strip_prefix('\n') else { return false };
        let line = line.trim_start_matches(['\n', '\r']);
        let indent = line.chars().take_while(|first| matches!(first, ' ' | '\t' | '\u{3000}')).count();
        let word = first_word(line.trim_start());
        let deeper = offset(indent) > self.base.unwrap_or(0) && indent > 0;
        deeper
            && (Keyword::of(word).is_some_and(|keyword| !is_declaration(keyword))
                || line.trim_start().starts_with(['｝', '}']))
    }

    /// A keyword of a declaration at the beginning of a line, no deeper than the current
    /// declaration: the marks before it were forgotten.
    fn begins_declaration(&mut self) -> bool {
        let Some(base) = self.base else { return false };
        if self.indent > base || self.sentence.is_none() && self.braces.is_empty() {
            return false;
        }
        let line_end = self.line_end();
        let line = self.text.get(self.at..line_end).unwrap_or_default();
        let word = first_word(line);
        let after = line.strip_prefix(word).unwrap_or_default().trim_start();
        let declares = Keyword::of(word).is_some_and(is_declaration);
        declares && !after.is_empty() && !after.starts_with(['：', ':', '、', '，', '；', '.', '/', '）'])
    }

    /// At a line's end: a block's head that is followed by its members, deeper, without `｛`.
    fn forgotten_open_brace(&mut self) {
        let Some(begun) = self.sentence.filter(|_| !self.colon && self.round == 0) else { return };
        let head = self.text.get(begun..self.at).unwrap_or_default();
        let Some(keyword) = Keyword::of(first_word(head)).filter(|keyword| opens_block(*keyword)) else {
            return;
        };
        if head.contains('\n') || keyword == Keyword::Document && head.contains('、') {
            return;
        }
        let next = self.rest().trim_start_matches(['\n', '\r']);
        let indent = next.chars().take_while(|first| matches!(first, ' ' | '\t' | '\u{3000}')).count();
        let line = next.trim_start();
        let word = first_word(line);
        let member = Keyword::of(word).is_some()
            || Modality::of(word).is_some()
            || line.strip_prefix(word).unwrap_or_default().trim_start().starts_with(['：', ':']);
        if word.is_empty()
            || !member
            || offset(indent) <= self.indent
            || line.lines().next().is_some_and(|line| line.trim_start().starts_with(['｛', '{']))
        {
            return;
        }
        let head_end = begun + head.trim_end().len();
        let comment = head
            .find("//")
            .map_or(head_end, |at| begun + head.get(..at).unwrap_or_default().trim_end().len());
        self.cut.mends.push(Mend {
            at: offset(comment.min(head_end)),
            what: Mended::OpenBrace,
            pair: offset(begun),
        });
        self.braces.push(Brace { at: offset(comment.min(head_end)), indent: self.indent });
        (self.sentence, self.colon) = (None, false);
    }

    /// Adds the closing braces that are missing: before the first line that stands no deeper than
    /// the block, else at the end.
    fn close_forgotten(&mut self) {
        let missing = std::mem::take(&mut self.braces);
        let start = self.cut.start;
        let text = self.text.get(start as usize..self.at).unwrap_or_default();
        let (mut places, end) = super::mend::closing_places(text, start, missing.len() + self.excess);
        let pairs =
            missing.iter().rev().map(|brace| (brace.at, brace.indent)).chain(std::iter::repeat((start, 0)));
        for (pair, _) in pairs.take(missing.len().saturating_sub(places.len())) {
            places.push((end, pair));
        }
        let added = places.into_iter().map(|(at, pair)| Mend { at, what: Mended::CloseBrace, pair });
        self.cut.mends.extend(added);
        self.cut.mends.sort_by_key(|mend| mend.at);
    }
}

/// Words that may touch the digit after them.
const TOUCHING: &[&str] = &[
    "不少于",
    "不超过",
    "不晚于",
    "不早于",
    "不等于",
    "大于",
    "小于",
    "等于",
    "早于",
    "晚于",
    "至少",
    "至多",
    "满",
    "前",
    "后",
    "自",
    "至",
    "加",
    "减",
    "乘",
    "除",
];

/// Whether a text ends with a whole word that may touch the digit after it.
fn touches(before: &str) -> bool {
    // PERF: most digits follow a digit or a blank; no such word is longer than three characters.
    if before.as_bytes().last().is_none_or(u8::is_ascii) {
        return false;
    }
    let joined = |character: char| character.is_alphanumeric() || matches!(character, '_' | '·' | '.' | '/');
    TOUCHING.iter().any(|word| before.strip_suffix(word).is_some_and(|head| !head.ends_with(joined)))
}

/// The word at the front of a line.
pub(super) fn first_word(line: &str) -> &str {
    let end = line.find(|character: char| {
        character.is_whitespace() || "：:；;。，,、｛{｝}（(）)“”「」\"《》".contains(character)
    });
    let word = end.and_then(|end| line.get(..end)).unwrap_or(line);
    // A keyword with an invisible character in it is still told by what is seen; look-ups are exact.
    if matches!(clean(word), std::borrow::Cow::Owned(_)) { "" } else { word }
}

/// Keywords of declarations that stand at the top level.
fn is_declaration(keyword: Keyword) -> bool {
    use Keyword as K;
    matches!(
        keyword,
        K::Ruleset
            | K::Use
            | K::Source
            | K::Unit
            | K::Role
            | K::Event
            | K::Facts
            | K::Document
            | K::Parameter
            | K::Procedure
            | K::Rule
            | K::Exception
            | K::Register
            | K::Task
            | K::Table
            | K::Light
            | K::Duty
            | K::CalendarLayer
            | K::NamedSpan
            | K::Test
    )
}

/// Keywords that open a block.
pub(super) fn opens_block(keyword: Keyword) -> bool {
    use Keyword as K;
    is_declaration(keyword) && !matches!(keyword, K::Ruleset | K::Use | K::Parameter)
        || matches!(
            keyword,
            K::Step | K::Sequence | K::Parallel | K::Meeting | K::Given | K::Record | K::Fields | K::OffClock
        )
}
