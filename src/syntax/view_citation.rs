//! Views of citations: instruments and the places in them.

use super::ast::{ArticleRef, Citation, Locator, LocatorKind};
use super::tree::{Node, NodeKind};
use super::view::{name, word};
use crate::quantity::read_number;

/// The citation of a node.
pub(super) fn citation(node: Node<'_>) -> Citation<'_> {
    let instrument =
        node.children().find(|child| matches!(child.kind(), NodeKind::Title | NodeKind::DocumentNumber));
    let locators = node.children().filter(|child| child.kind() == NodeKind::Locator).map(locator).collect();
    Citation {
        span: node.span(),
        instrument: instrument.map(word),
        titled: instrument.is_some_and(|child| child.kind() == NodeKind::Title),
        locators,
    }
}

fn locator(node: Node<'_>) -> Locator<'_> {
    let text = node.text();
    let kind = chinese(text).or_else(|| english(text)).unwrap_or_else(|| LocatorKind::Heading(name(text)));
    Locator { span: node.span(), kind }
}

/// `第十五条第一款`, `第二十五条至第二十八条`
fn chinese(text: &str) -> Option<LocatorKind<'static>> {
    let (first, rest) = article(text)?;
    if rest.trim().is_empty() {
        return Some(LocatorKind::Article(first));
    }
    // Blanks and comments may stand around 至.
    let (last, _) = article(rest.get(rest.find('第')?..)?)?;
    Some(LocatorKind::Range(first, last))
}

fn article(text: &str) -> Option<(ArticleRef, &str)> {
    let (article, mut rest) = numbered(text, "第", "条")?;
    let mut found = ArticleRef { article, sub: 0, paragraph: 0, item: 0 };
    if let Some(after) = rest.strip_prefix('之') {
        let end = after.find(|digit: char| !is_count(digit)).unwrap_or(after.len());
        let (count, after) = after.split_at_checked(end)?;
        (found.sub, rest) = (number(count)?, after);
    }
    if let Some((paragraph, after)) = numbered(rest, "第", "款") {
        (found.paragraph, rest) = (paragraph, after);
    }
    if let Some((item, after)) = numbered(rest, "第", "项") {
        (found.item, rest) = (item, after);
    }
    Some((found, rest))
}

fn numbered<'a>(text: &'a str, before: &str, after: &str) -> Option<(u16, &'a str)> {
    let (count, rest) = text.strip_prefix(before)?.split_once(after)?;
    Some((number(count.trim_matches(['（', '(', '）', ')']))?, rest))
}

fn is_count(character: char) -> bool {
    character.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十百千零〇两".contains(character)
}

fn number(text: &str) -> Option<u16> {
    read_number(text).ok().filter(|number| number.is_integer())?.try_into().ok()
}

/// `art. 15(1)`, `art. 25 to 28`
fn english(text: &str) -> Option<LocatorKind<'static>> {
    let rest = text.strip_prefix("arts.").or_else(|| text.strip_prefix("art."))?;
    let (first, last) = match rest.split_once("to") {
        Some((first, last)) => (first, Some(last)),
        None => (rest, None),
    };
    let first = english_article(first)?;
    match last {
        Some(last) => Some(LocatorKind::Range(first, english_article(last)?)),
        None => Some(LocatorKind::Article(first)),
    }
}

fn english_article(text: &str) -> Option<ArticleRef> {
    let text = text.trim().trim_start_matches("arts.").trim_start_matches("art.").trim();
    let mut parts = text.split('(').map(|part| part.trim_end_matches(')').parse::<u16>().ok());
    let article = parts.next()??;
    Some(ArticleRef {
        article,
        sub: 0,
        paragraph: parts.next().flatten().unwrap_or(0),
        item: parts.next().flatten().unwrap_or(0),
    })
}
