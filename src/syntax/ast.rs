//! Typed views: what a tree says, without punctuation.
//!
//! Views are made on demand from [`Node`]s and hold borrowed text. They do not know which words
//! are keywords of which block: `model` asks [`super::vocabulary`]. A view of a faulty node is
//! still a view; what could not be read is absent, and its fault is among the diagnostics.

use crate::calendar::{Date, Moment};
use crate::quantity::{Decimal, Quantity};
use crate::text::Span;

use super::tree::Node;
use super::vocabulary::{ClauseWord, Modality, Operator, PostfixWord, PrefixWord, QuantifierWord};

/// A piece of text with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// The text as it counts: NFC, quotes and marks removed.
    pub text: std::borrow::Cow<'t, str>,
    /// Where it stands, quotes and marks included.
    pub span: Span,
}

/// One item before the colon or the brace.
#[derive(Clone, Debug)]
pub struct HeadItem<'t> {
    /// What it is.
    pub kind: HeadItemKind,
    /// Its text.
    pub word: Word<'t>,
    /// The ASCII alias in brackets after it.
    pub alias: Option<Word<'t>>,
    /// Whether `、` or `,` stands before it: it continues a list.
    pub listed: bool,
}

/// What a head item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadItemKind {
    /// A bare word: a keyword or a name; it may hold `·` and be a path with `/` or `.`.
    Word,
    /// A quoted name or text.
    Quoted,
    /// `《…》`.
    Title,
}

/// A whole file.
#[derive(Clone, Copy, Debug)]
pub struct File<'t>(pub(super) Node<'t>);

/// One statement: a sentence, a declaration or both.
#[derive(Clone, Copy, Debug)]
pub struct Statement<'t>(pub(super) Node<'t>);

/// What stands between the colon and the first clause.
#[derive(Clone, Debug)]
pub struct Value<'t> {
    /// Where it stands.
    pub span: Span,
    /// A modality at its front: `一般 不少于 30日`, `可以`.
    pub modality: Option<(Modality, Span)>,
    /// Its items, separated by `、`.
    pub items: Vec<Expr<'t>>,
}

/// The cells of a row of a 决策表, or of its 列.
#[derive(Clone, Debug, Default)]
pub struct Cells<'t> {
    /// Where they stand.
    pub span: Span,
    /// Before 则; of a 其他, which has no conditions, none.
    pub conditions: Vec<Cell<'t>>,
    /// Where 则 stands; several where too many are written.
    pub then: Vec<Span>,
    /// After 则.
    pub results: Vec<Cell<'t>>,
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub struct Cell<'t> {
    /// Where it stands; of an empty one, the mark beside it.
    pub span: Span,
    /// Its items, separated by `、`.
    pub items: Vec<Expr<'t>>,
    /// `任意`, written out.
    pub anything: bool,
    /// `－`
    pub dash: bool,
}

/// One clause.
#[derive(Clone, Debug)]
pub struct Clause<'t> {
    /// Where it stands, its word included.
    pub span: Span,
    /// The word it begins with.
    pub word: ClauseWord,
    /// Where that word stands.
    pub word_span: Span,
    /// Its items, separated by `、`; `自 E 之日起` holds E alone.
    pub items: Vec<Expr<'t>>,
    /// A modality at its end: `情形 C 应当`.
    pub modality: Option<(Modality, Span)>,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr<'t> {
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind<'t>,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub enum ExprKind<'t> {
    /// A path of names: `项目.名称`, `公众参与/公示期`, `本步骤`; also the words 是 and 否.
    Path(Path<'t>),
    /// A quoted text.
    Text(Word<'t>),
    /// A bare number, a percentage or a fraction.
    Number(Decimal),
    /// A fraction that no decimal holds, numerator and denominator: `三分之二`.
    Fraction(i64, i64),
    /// `过半数`: more than half of what it is compared with.
    Majority,
    /// A number with a unit.
    Quantity(Quantity),
    /// A date or a date with time.
    Moment(Moment),
    /// A stretch of the calendar, first and last day: `2024年7月底前` (its last day counts),
    /// `2024年第三季度`, `2024年内`, `到2025年`.
    Stretch(Date, Date),
    /// A citation.
    Citation(Citation<'t>),
    /// A name with a bracket: `取值（甲、乙）`, `计数（…）`, `任一（A、B）`, `征求意见公告（…）`.
    Call(Path<'t>, Bracket<'t>),
    /// A prefix word and its operand.
    Prefix(PrefixWord, Span, Box<Expr<'t>>),
    /// A comparison without left operand: `不少于 30日`, `大于 5000万元`.
    Bound(Operator, Span, Box<Expr<'t>>),
    /// Two operands.
    Binary(Box<Expr<'t>>, Operator, Span, Box<Expr<'t>>),
    /// An operand and a word after it, with an optional bracket:
    /// `公众参与 已履行`, `公示期 违规（自：2024-05-05）`.
    Postfix(Box<Expr<'t>>, PostfixWord, Span, Option<Bracket<'t>>),
    /// A quantified condition.
    Quantified(Box<Quantified<'t>>),
    /// `X 持有 A、B，有效于 D`.
    Hold(Box<Hold<'t>>),
    /// What could not be read; its fault is among the diagnostics.
    Junk,
}

/// `每位 甲 属于 L（P）`, `存在 甲 属于 L（P）`, `至少 2名 甲 属于 L（P）`, `至少 1项（A、B）`, `其中 2项（A、B、C）`,
/// `恰有 一个 甲 属于 L（P）`.
#[derive(Clone, Debug)]
pub struct Quantified<'t> {
    /// The quantifier and its place.
    pub word: (QuantifierWord, Span),
    /// `1项`, `一个`, `2`: how many, with its place.
    pub count: Option<(Decimal, Span)>,
    /// The variable.
    pub variable: Option<Word<'t>>,
    /// The collection after 属于; absent where the members are listed in the bracket.
    pub over: Option<Path<'t>>,
    /// The condition or the list.
    pub bracket: Option<Bracket<'t>>,
}

/// `X 持有 A、B，有效于 D`: all of the licences are valid on the day.
#[derive(Clone, Debug)]
pub struct Hold<'t> {
    /// Where 持有 stands.
    pub word_span: Span,
    /// Who holds them, where that is written.
    pub who: Option<Expr<'t>>,
    /// The kinds of licence.
    pub kinds: Vec<Word<'t>>,
    /// The day, where it is written.
    pub on: Option<Expr<'t>>,
}

/// What stands in round brackets after an expression.
#[derive(Clone, Debug)]
pub struct Bracket<'t> {
    /// Where it stands, brackets included.
    pub span: Span,
    /// What it holds.
    pub content: BracketContent<'t>,
}

/// What a bracket holds.
#[derive(Clone, Debug)]
pub enum BracketContent<'t> {
    /// `（名：值，名：值）`.
    Fields(Vec<(Word<'t>, Expr<'t>)>),
    /// `（情形 公众参与 已履行）`: the clauses of a list item.
    Clauses(Vec<Clause<'t>>),
    /// `（甲、乙）` or one condition.
    Items(Vec<Expr<'t>>),
}

/// A path of names.
#[derive(Clone, Debug)]
pub struct Path<'t> {
    /// Where it stands.
    pub span: Span,
    /// Its segments; never empty.
    pub segments: Vec<Segment<'t>>,
}

/// One segment of a path.
#[derive(Clone, Debug)]
pub struct Segment<'t> {
    /// What joins it to the one before: `.` reaches into values, `/` into rules; `None` for the
    /// first.
    pub joint: Option<char>,
    /// The name; it may hold `·`.
    pub name: Word<'t>,
    /// `[…]` after the name.
    pub index: Option<Word<'t>>,
}

/// A reference to an instrument and places in it.
#[derive(Clone, Debug)]
pub struct Citation<'t> {
    /// Where it stands.
    pub span: Span,
    /// `《…》` without its marks, or a document number; absent for `第三条` alone, which continues
    /// the citation before it.
    pub instrument: Option<Word<'t>>,
    /// Whether the instrument was written between 《》.
    pub titled: bool,
    /// The places; empty for the instrument as a whole.
    pub locators: Vec<Locator<'t>>,
}

/// A place in an instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locator<'t> {
    /// Where it stands.
    pub span: Span,
    /// What it names.
    pub kind: LocatorKind<'t>,
}

/// What a locator names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LocatorKind<'t> {
    /// `第十五条第一款第（二）项`.
    Article(ArticleRef),
    /// `第二十五条至第二十八条`: first and last, both included.
    Range(ArticleRef, ArticleRef),
    /// A heading such as `三（一）2` or `附件1`, as written.
    Heading(std::borrow::Cow<'t, str>),
}

/// `第A条之B第C款第（D）项`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleRef {
    /// The article's number.
    pub article: u16,
    /// 之一, 之二 …; 0 without.
    pub sub: u16,
    /// The paragraph; 0 without.
    pub paragraph: u16,
    /// The item; 0 without.
    pub item: u16,
}

impl<'t> Statement<'t> {
    /// The view of a node of kind [`super::tree::NodeKind::Statement`].
    #[must_use]
    pub fn of(node: Node<'t>) -> Self {
        Self(node)
    }

    /// The node under the view.
    #[must_use]
    pub fn node(self) -> Node<'t> {
        self.0
    }

    /// Where it stands, its body included.
    #[must_use]
    pub fn span(self) -> Span {
        self.0.span()
    }
}
