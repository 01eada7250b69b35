//! Which articles of an instrument some rule restates, which have nothing to check, which are left.

use crate::model::{Citation, CitedPlace, Id, Instrument, RuleSet};
use crate::syntax::ast::ArticleRef;
use smol_str::SmolStr;

/// The articles of one instrument that declares them (条文).
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The instrument.
    pub instrument: Id<Instrument>,
    /// Its articles, or its headings, in order.
    pub articles: Vec<ArticleCoverage>,
}

/// One article, or one heading, and what became of it.
#[derive(Clone, Debug)]
pub struct ArticleCoverage {
    /// Which one: an article by number, or a heading as written.
    pub at: CitedPlace,
    /// What became of it.
    pub state: ArticleState,
}

/// What became of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArticleState {
    /// So many sentences and declarations cite it, or a part of it.
    Restated(usize),
    /// 无可核查, with the reason.
    NothingToCheck(SmolStr),
    /// Nobody cites it.
    Missing,
}

impl Coverage {
    /// How many articles are in a state of this kind: restated, nothing to check, missing.
    #[must_use]
    pub fn tally(&self) -> [usize; 3] {
        self.articles.iter().fold([0; 3], |[restated, nothing, missing], one| match one.state {
            ArticleState::Restated(_) => [restated + 1, nothing, missing],
            ArticleState::NothingToCheck(_) => [restated, nothing + 1, missing],
            ArticleState::Missing => [restated, nothing, missing + 1],
        })
    }
}

/// The coverage of every instrument that declares its articles, in the order of their declaration.
#[must_use]
pub fn article_coverage(rules: &RuleSet) -> Vec<Coverage> {
    let cited: Vec<&Citation> = citations(rules).collect();
    rules
        .instruments
        .entries()
        .filter(|(_, one)| !one.articles.is_empty() || !one.headings.is_empty())
        .map(|(id, instrument)| {
            let of_it: Vec<&Citation> = cited.iter().copied().filter(|cite| cite.instrument == id).collect();
            Coverage { instrument: id, articles: of_instrument(instrument, &of_it) }
        })
        .collect()
}

fn of_instrument(instrument: &Instrument, cited: &[&Citation]) -> Vec<ArticleCoverage> {
    let mut articles = Vec::new();
    for (from, to) in &instrument.articles {
        for number in from.article..=to.article {
            let sub = if number == from.article { from.sub } else { 0 };
            let at = ArticleRef { article: number, sub, paragraph: 0, item: 0 };
            articles
                .push(ArticleCoverage { at: CitedPlace::Article(at), state: state(instrument, at, cited) });
        }
    }
    for heading in &instrument.headings {
        let count = cited.iter().filter(|cite| under_heading(&cite.place, heading)).count();
        let state = if count == 0 { ArticleState::Missing } else { ArticleState::Restated(count) };
        articles.push(ArticleCoverage { at: CitedPlace::Heading(heading.clone()), state });
    }
    articles
}

fn state(instrument: &Instrument, at: ArticleRef, cited: &[&Citation]) -> ArticleState {
    let count = cited.iter().filter(|cite| in_article(&cite.place, at)).count();
    if count > 0 {
        return ArticleState::Restated(count);
    }
    let nothing = instrument.nothing_to_check.iter().find(|(from, to, _)| between(at, *from, *to));
    match nothing {
        Some((_, _, reason)) => ArticleState::NothingToCheck(reason.clone()),
        None => ArticleState::Missing,
    }
}

fn in_article(place: &CitedPlace, at: ArticleRef) -> bool {
    match place {
        CitedPlace::Article(cited) => (cited.article, cited.sub) == (at.article, at.sub),
        CitedPlace::Range(from, to) => between(at, *from, *to),
        CitedPlace::Whole | CitedPlace::Heading(_) => false,
    }
}

fn between(at: ArticleRef, from: ArticleRef, to: ArticleRef) -> bool {
    let key = |one: ArticleRef| (one.article, one.sub);
    key(from) <= key(at) && key(at) <= key(to)
}

/// `三（一）2` is under `三`, `三十` is not: after the heading no numeral goes on.
fn under_heading(place: &CitedPlace, heading: &str) -> bool {
    let CitedPlace::Heading(cited) = place else { return false };
    let Some(rest) = cited.strip_prefix(heading) else { return false };
    !rest.chars().next().is_some_and(|next| "一二三四五六七八九十百〇零".contains(next))
}

/// Everything that cites, in the order of the arenas.
fn citations(rules: &RuleSet) -> impl Iterator<Item = &Citation> {
    let steps = rules
        .steps
        .iter()
        .flat_map(|step| step.cites.iter().chain(step.waivers.iter().flat_map(|waiver| &waiver.cites)));
    let procedures = rules.procedures.iter().flat_map(|procedure| &procedure.cites);
    let tables = rules.tables.iter().flat_map(|table| {
        let rows = table.rows.iter().chain(&table.otherwise);
        table.cites.iter().chain(rows.flat_map(|row| &row.cites))
    });
    rules.obligations.iter().flat_map(|one| &one.cites).chain(procedures).chain(steps).chain(tables)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coverage(text: &str) -> Vec<Coverage> {
        let rules = RuleSet::builder().source("a.rules", text).compile().unwrap();
        article_coverage(&rules)
    }

    #[test]
    fn articles_are_restated_excused_or_missing() {
        let found = coverage(
            "规则集 例。\n法规 《甲法》 ｛ 层级：法律；  条文：第一条至第四条；  无可核查：第二条，说明 “目的”； ｝\n\
             程序 丙 ｛ 依据：《甲法》第一条；  办结：丁；  步骤 丁 ｛ 依据：《甲法》第三条第二款； ｝ ｝",
        );
        let states: Vec<&ArticleState> = found[0].articles.iter().map(|one| &one.state).collect();
        assert!(matches!(
            states.as_slice(),
            [
                ArticleState::Restated(_),
                ArticleState::NothingToCheck(_),
                ArticleState::Restated(_),
                ArticleState::Missing
            ]
        ));
        assert_eq!(found[0].tally(), [2, 1, 1]);
    }

    #[test]
    fn a_longer_numeral_is_another_heading() {
        let at = |text: &str| CitedPlace::Heading(text.into());
        assert!(under_heading(&at("三（一）2"), "三"));
        assert!(!under_heading(&at("三十"), "三"));
    }
}
