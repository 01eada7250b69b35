//! Instruments and citations.

use super::arena::Id;
use crate::calendar::Date;
use crate::syntax::ast::ArticleRef;
use crate::text::Span;
use smol_str::SmolStr;

/// A legal instrument.
#[derive(Clone, Debug)]
pub struct Instrument {
    /// Its official name, without 《》.
    pub name: SmolStr,
    /// 简称: other names it is cited by.
    pub short_names: Vec<SmolStr>,
    /// 误作: names it is wrongly cited by.
    pub misnomers: Vec<SmolStr>,
    /// 文号
    pub number: Option<SmolStr>,
    /// 层级
    pub level: Level,
    /// 施行: the first day on which it binds.
    pub in_force: Option<Date>,
    /// 失效: the first day on which it no longer binds.
    pub lapses: Option<Date>,
    /// 期限单位: how its bare 日 counts.
    pub day_unit: Option<DayUnit>,
    /// 文本：未公开
    pub unpublished: bool,
    /// 约束：参照
    pub by_reference: bool,
    /// 条文: its articles as ranges, both ends included.
    pub articles: Vec<(ArticleRef, ArticleRef)>,
    /// 条文 of a document that counts by headings (一、二、三), as written.
    pub headings: Vec<SmolStr>,
    /// 无可核查: articles with nothing to check, with the reason.
    pub nothing_to_check: Vec<(ArticleRef, ArticleRef, SmolStr)>,
    /// Where it is declared.
    pub span: Span,
}

/// The days on which something counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// The first day; `None`: always before.
    pub from: Option<Date>,
    /// The first day on which it no longer does; `None`: for ever.
    pub until: Option<Date>,
}

impl Window {
    /// Whether a day lies within.
    #[must_use]
    pub fn holds(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// The days that lie within both.
    #[must_use]
    pub fn within(self, other: Self) -> Self {
        let from = self.from.max(other.from);
        let until = match (self.until, other.until) {
            (Some(one), Some(two)) => Some(one.min(two)),
            (one, two) => one.or(two),
        };
        Self { from, until }
    }

    /// Whether some day lies within both.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        let before = |until: Option<Date>, from: Option<Date>| match (until, from) {
            (Some(until), Some(from)) => until <= from,
            _ => false,
        };
        !before(self.until, other.from) && !before(other.until, self.from)
    }

    /// Whether no day lies within.
    #[must_use]
    pub fn is_empty(self) -> bool {
        matches!((self.from, self.until), (Some(from), Some(until)) if until <= from)
    }
}

/// The rank of an instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// 法律
    Law,
    /// 行政法规
    AdministrativeRegulation,
    /// 地方性法规
    LocalRegulation,
    /// 规章
    Rule,
    /// 规范性文件
    NormativeDocument,
}

impl Level {
    /// Spellings, highest rank first.
    pub const SPELLINGS: &'static [(&'static str, &'static str, Level)] = &[
        ("法律", "law", Level::Law),
        ("行政法规", "administrative_regulation", Level::AdministrativeRegulation),
        ("地方性法规", "local_regulation", Level::LocalRegulation),
        ("规章", "rule", Level::Rule),
        ("部门规章", "department_rule", Level::Rule),
        ("地方政府规章", "local_rule", Level::Rule),
        ("规范性文件", "normative_document", Level::NormativeDocument),
    ];
}

/// How a bare 日 of an instrument counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayUnit {
    /// 自然日
    Calendar,
    /// 工作日
    Workday,
}

/// One citation: an instrument and a place in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The instrument.
    pub instrument: Id<Instrument>,
    /// The place; `None` for the instrument as a whole.
    pub place: CitedPlace,
    /// Where it is written.
    pub span: Span,
}

/// A place in an instrument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CitedPlace {
    /// The instrument as a whole.
    Whole,
    /// An article, or a part of it.
    Article(ArticleRef),
    /// From one article to another, both included.
    Range(ArticleRef, ArticleRef),
    /// A heading, as written.
    Heading(SmolStr),
}
