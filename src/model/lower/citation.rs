//! Citations.

use super::Lower;
use super::symbols::nearest;
use crate::diag::names;
use crate::model::{Citation, CitedPlace, Id, Instrument};
use crate::syntax::ast::{self, ArticleRef, ExprKind, LocatorKind, Statement};
use crate::text::Span;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    /// Resolves the citations of a list: `《条例》第十九条、第二十条、《37号》三（一）2`.
    pub(super) fn citations(&mut self, items: &[ast::Expr<'s>]) -> Vec<Citation> {
        let mut out = Vec::new();
        let mut last: Option<Id<Instrument>> = None;
        for item in items {
            let ExprKind::Citation(cited) = &item.kind else {
                if !matches!(item.kind, ExprKind::Junk) {
                    self.report(
                        names::required(item.span, "引用的法规", "an instrument")
                            .help("写成「依据：《条例》第十五条；」", "write ‘cite: 《NAME》 art. 15;’"),
                    );
                }
                continue;
            };
            let instrument = match &cited.instrument {
                Some(word) => self.cited_instrument(word),
                None => last,
            };
            let Some(instrument) = instrument else {
                if cited.instrument.is_none() {
                    self.report(names::required(cited.span, "法规名称", "the name of the instrument"));
                }
                continue;
            };
            last = Some(instrument);
            self.places(instrument, cited, &mut out);
        }
        out
    }

    fn cited_instrument(&mut self, word: &ast::Word<'s>) -> Option<Id<Instrument>> {
        if let Some(found) = self.instrument(&word.text) {
            return Some(found);
        }
        if let Some(found) = self.misnamed(&word.text) {
            let official = self.rules.instruments[found].name.clone();
            self.report(names::misnomer(word.span, &word.text, &official));
            return Some(found);
        }
        let known: Vec<SmolStr> = self
            .rules
            .instruments
            .iter()
            .flat_map(|instrument| std::iter::once(&instrument.name).chain(&instrument.short_names))
            .cloned()
            .collect();
        let near = nearest(&word.text, known.iter().map(SmolStr::as_str)).map(str::to_owned);
        self.report(names::unknown_instrument(word.span, &word.text, near.as_deref()));
        None
    }

    fn places(&mut self, instrument: Id<Instrument>, cited: &ast::Citation<'s>, out: &mut Vec<Citation>) {
        if cited.locators.is_empty() {
            out.push(Citation { instrument, place: CitedPlace::Whole, span: cited.span });
        }
        for locator in &cited.locators {
            let place = match &locator.kind {
                LocatorKind::Article(article) => {
                    self.check_article(instrument, *article, locator.span);
                    CitedPlace::Article(*article)
                }
                LocatorKind::Range(first, last) => {
                    self.check_article(instrument, *first, locator.span);
                    self.check_article(instrument, *last, locator.span);
                    CitedPlace::Range(*first, *last)
                }
                LocatorKind::Heading(text) => {
                    self.check_heading(instrument, text, locator.span);
                    CitedPlace::Heading(SmolStr::new(text))
                }
            };
            out.push(Citation { instrument, place, span: cited.span });
        }
    }

    fn check_article(&mut self, instrument: Id<Instrument>, article: ArticleRef, span: Span) {
        let declared = &self.rules.instruments[instrument];
        let key = (article.article, article.sub);
        let known = declared.articles.iter().any(|(first, last)| {
            (first.article, first.sub) <= key
                && key
                    <= (
                        last.article,
                        last.sub.max(if last.article == article.article { article.sub } else { 0 }),
                    )
        });
        if !declared.articles.is_empty() && !known {
            let (name, at) = (declared.name.clone(), declared.span);
            let sub = if article.sub > 0 { format!("之{}", article.sub) } else { String::new() };
            self.report(names::unknown_article(span, &format!("第{}条{sub}", article.article), &name, at));
        }
    }

    /// A heading such as 三（一）2 begins with one that the instrument declares.
    fn check_heading(&mut self, instrument: Id<Instrument>, heading: &str, span: Span) {
        let declared = &self.rules.instruments[instrument];
        let annex = heading.starts_with("附件");
        let known = declared.headings.iter().any(|known| heading.starts_with(known.as_str()));
        if !declared.headings.is_empty() && !known && !annex {
            let (name, at) = (declared.name.clone(), declared.span);
            self.report(names::unknown_article(span, heading, &name, at));
        }
    }

    /// The article ranges of 条文 and 无可核查.
    pub(super) fn article_ranges(&mut self, member: Statement<'s>) -> Vec<(ArticleRef, ArticleRef)> {
        let items = member.value().map(|value| value.items).unwrap_or_default();
        let mut out = Vec::new();
        for item in &items {
            let ExprKind::Citation(cited) = &item.kind else {
                self.report(names::required(
                    item.span,
                    "条号，如「第一条至第四十四条」",
                    "articles, such as 第一条至第四十四条",
                ));
                continue;
            };
            for locator in &cited.locators {
                match &locator.kind {
                    LocatorKind::Article(article) => out.push((*article, *article)),
                    LocatorKind::Range(first, last) => out.push((*first, *last)),
                    LocatorKind::Heading(_) => {
                        self.report(names::surplus(locator.span, "标题", "a heading"));
                    }
                }
            }
        }
        out
    }

    /// The names between 《》 of a value.
    pub(super) fn value_citation_names(&mut self, member: Statement<'s>) -> Vec<SmolStr> {
        let items = member.value().map(|value| value.items).unwrap_or_default();
        self.cited_names(&items)
    }

    /// 上位 names instruments by their titles; the names alone are not needed for judging.
    pub(super) fn superior_titles(&mut self, member: Statement<'s>) {
        let items = member.value().map(|value| value.items).unwrap_or_default();
        for item in &items {
            if !matches!(item.kind, ExprKind::Citation(_) | ExprKind::Junk) {
                self.report(
                    names::required(item.span, "书名号中的法规名称", "the title of an instrument")
                        .help("写成「上位：《某某法》；」", "write ‘superior: 《TITLE》;’"),
                );
            }
        }
    }

    /// The names between 《》 of a list.
    pub(super) fn cited_names(&mut self, items: &[ast::Expr<'s>]) -> Vec<SmolStr> {
        items
            .iter()
            .filter_map(|item| match &item.kind {
                ExprKind::Citation(cited) => cited.instrument.as_ref().map(|word| SmolStr::new(&word.text)),
                _ => self.word(item),
            })
            .collect()
    }
}
