//! Articles as the law writes them.

use crate::diag::Lang;
use crate::model::{Citation, CitedPlace, RuleSet};
use crate::syntax::ast::ArticleRef;

/// A citation: `《重大行政决策程序暂行条例》第十五条第一款`, `《…》 art. 15(1)`.
#[must_use]
pub fn citation(rules: &RuleSet, cited: &Citation, lang: Lang) -> String {
    let name = &rules.instruments[cited.instrument].name;
    let place = match &cited.place {
        CitedPlace::Whole => String::new(),
        CitedPlace::Article(at) => article(*at, lang),
        CitedPlace::Range(from, to) => match lang {
            Lang::Zh => format!("{}至{}", article(*from, lang), article(*to, lang)),
            Lang::En => format!("{} to {}", article(*from, lang), article(*to, lang)),
        },
        CitedPlace::Heading(heading) => heading.to_string(),
    };
    match lang {
        Lang::En if !place.is_empty() => format!("《{name}》 {place}"),
        _ => format!("《{name}》{place}"),
    }
}

/// All citations of an obligation, the instrument named once where it repeats:
/// `《…》第十五条第一款、第十六条`.
pub(super) fn citations(rules: &RuleSet, cited: &[Citation], lang: Lang) -> String {
    let mut out = String::new();
    let mut before = None;
    for one in cited {
        let whole = citation(rules, one, lang);
        let title = format!("《{}》", rules.instruments[one.instrument].name);
        let text = match whole.strip_prefix(title.as_str()) {
            Some(place) if before == Some(one.instrument) && !place.is_empty() => place.trim_start(),
            _ => whole.as_str(),
        };
        if before.is_some() {
            out.push_str(match lang {
                Lang::Zh => "、",
                Lang::En => ", ",
            });
        }
        out.push_str(text);
        before = Some(one.instrument);
    }
    out
}

/// An article: `第十五条之一第一款第（二）项`, `art. 15-1(1)(2)`.
#[must_use]
pub fn article(at: ArticleRef, lang: Lang) -> String {
    let part = |number: u16, zh: &dyn Fn(String) -> String, en: String| match (number, lang) {
        (0, _) => String::new(),
        (number, Lang::Zh) => zh(chinese(number)),
        (_, Lang::En) => en,
    };
    let article = part(at.article, &|n| format!("第{n}条"), format!("art. {}", at.article));
    let sub = part(at.sub, &|n| format!("之{n}"), format!("-{}", at.sub));
    let paragraph = part(at.paragraph, &|n| format!("第{n}款"), format!("({})", at.paragraph));
    let item = part(at.item, &|n| format!("第（{n}）项"), format!("({})", at.item));
    format!("{article}{sub}{paragraph}{item}")
}

/// A number up to 9999 in Chinese numerals as the law writes them: 15 is 十五, 110 is 一百一十.
pub(super) fn chinese(number: u16) -> String {
    const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |value: u16| DIGITS.get(usize::from(value % 10)).copied().unwrap_or_default();
    if number == 0 {
        return digit(0).to_owned();
    }
    let mut text = String::new();
    let mut gap = false;
    for (weight, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let value = number / weight % 10;
        if value == 0 {
            gap |= !text.is_empty();
            continue;
        }
        if gap {
            text.push_str(digit(0));
            gap = false;
        }
        // 十五, not 一十五; but 一百一十五.
        if !(weight == 10 && value == 1 && text.is_empty()) {
            text.push_str(digit(value));
        }
        text.push_str(unit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_those_of_the_law() {
        for (number, text) in [
            (1, "一"),
            (10, "十"),
            (15, "十五"),
            (20, "二十"),
            (33, "三十三"),
            (100, "一百"),
            (105, "一百零五"),
            (110, "一百一十"),
            (1260, "一千二百六十"),
        ] {
            assert_eq!(chinese(number), text);
        }
    }

    #[test]
    fn articles_are_written_in_full() {
        let at = ArticleRef { article: 15, sub: 0, paragraph: 1, item: 2 };
        assert_eq!(article(at, Lang::Zh), "第十五条第一款第（二）项");
        assert_eq!(article(at, Lang::En), "art. 15(1)(2)");
    }
}
