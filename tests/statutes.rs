//! The shipped rules against the texts they restate: each file names the texts that were read, and
//! what it quotes stands there, in the paragraph it cites.
//!
//! The texts themselves are not part of this repository. They are looked for in the folder that
//! `RULECHECK_STATUTES` names, else in `shared/data/laws` and `shared/domain` beside the work tree;
//! where they are not found, only the form of the heads is checked.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

use rulecheck::RuleSet;
use rulecheck::model::{Citation, CitedPlace, Row};
use rulecheck::syntax::ast::ArticleRef;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// One text that a rules file says was read.
struct Read {
    /// The instrument's official name.
    title: String,
    file: String,
    sha256: String,
}

fn packs() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut folders = vec![root];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rules") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty());
    found
}

/// The texts that the head of a rules file names: three lines each, in this order.
fn read_texts(path: &Path) -> Vec<Read> {
    let text = std::fs::read_to_string(path).unwrap();
    let head: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("//")).map(str::trim).collect();
    let place = path.display();
    let mut found = Vec::new();
    for (at, line) in head.iter().enumerate() {
        let Some(rest) = line.strip_prefix("所读文本：《") else { continue };
        let mut depth = 1_usize;
        let title = rest.chars().take_while(|&mark| {
            depth = depth + usize::from(mark == '《') - usize::from(mark == '》');
            depth > 0
        });
        let file = head.get(at + 1).and_then(|line| line.strip_prefix("文本文件："));
        let sha256 = head.get(at + 2).and_then(|line| line.strip_prefix("文本摘要：sha256 "));
        let (Some(file), Some(sha256)) = (file, sha256) else {
            panic!("{place}:{}: 所读文本 is followed by 文本文件 and 文本摘要：sha256", at + 1);
        };
        assert!(
            sha256.len() == 64 && sha256.bytes().all(|digit| digit.is_ascii_hexdigit()),
            "{place}: {sha256}"
        );
        found.push(Read { title: title.collect(), file: file.to_owned(), sha256: sha256.to_owned() });
    }
    assert!(!found.is_empty(), "{place}: the head does not name the text that was read (所读文本)");
    let read_on = head.iter().find_map(|line| line.strip_prefix("阅读日期：")).unwrap_or_default();
    assert!(
        read_on.parse::<rulecheck::calendar::Date>().is_ok(),
        "{place}: the head does not say when the text was read (阅读日期：2026-11-25)"
    );
    found
}

/// The text of a file, where the texts are at hand.
fn statute(file: &str) -> Option<String> {
    let given = std::env::var_os("RULECHECK_STATUTES").map(PathBuf::from);
    let beside = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .flat_map(|above| ["shared/data/laws", "shared/domain"].map(|folder| above.join(folder)));
    given.into_iter().chain(beside).find_map(|folder| std::fs::read_to_string(folder.join(file)).ok())
}

#[test]
fn every_file_names_the_texts_that_were_read() {
    for path in packs() {
        read_texts(&path);
    }
}

#[test]
fn the_digests_are_those_of_the_texts() {
    for path in packs() {
        for read in read_texts(&path) {
            let Some(text) = statute(&read.file) else {
                eprintln!("{} is not at hand", read.file);
                continue;
            };
            let digest: String =
                Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(digest, read.sha256, "{}: {}", path.display(), read.file);
        }
    }
}

/// Without blanks, and with one width of brackets and commas.
fn plain(text: &str) -> String {
    let one_width = |mark: char| match mark {
        '(' => '（',
        ')' => '）',
        ',' => '，',
        ';' => '；',
        ':' => '：',
        other => other,
    };
    text.chars().filter(|mark| !mark.is_whitespace()).map(one_width).collect()
}

/// 一 to 一百九十九, the articles of the texts.
fn zh(number: u16) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (hundreds, tens, ones) = (number / 100, usize::from(number / 10 % 10), usize::from(number % 10));
    assert!(hundreds < 2);
    match (hundreds, tens) {
        (0, 0) => DIGITS[ones].to_owned(),
        (0, 1) => format!("十{}", DIGITS[ones]),
        (0, _) => format!("{}十{}", DIGITS[tens], DIGITS[ones]),
        (_, 0) if ones == 0 => "一百".to_owned(),
        (_, 0) => format!("一百零{}", DIGITS[ones]),
        (_, _) => format!("一百{}十{}", DIGITS[tens], DIGITS[ones]),
    }
}

/// An article by its paragraphs (款); the items (项) of a paragraph stand with it.
struct Article(Vec<Vec<String>>);

/// The articles of a text that is written one paragraph a line, by number.
fn articles(text: &str) -> BTreeMap<u16, Article> {
    let mut found: BTreeMap<u16, Article> = BTreeMap::new();
    let mut next = 1_u16;
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
        if let Some(rest) = line.strip_prefix(&format!("第{}条", zh(next))) {
            found.insert(next, Article(vec![vec![plain(rest)]]));
            next += 1;
        } else if let Some(article) = next.checked_sub(1).and_then(|last| found.get_mut(&last)) {
            let line = plain(line);
            match article.0.last_mut().filter(|_| line.starts_with('（')) {
                Some(paragraph) => paragraph.push(line),
                None => article.0.push(vec![line]),
            }
        }
    }
    found
}

/// The lines of the cited place; of a cited item its own line and the paragraph's first, which it continues.
fn cited_lines(articles: &BTreeMap<u16, Article>, at: ArticleRef) -> Vec<&str> {
    let Some(Article(paragraphs)) = articles.get(&at.article) else { return Vec::new() };
    let paragraphs: Vec<&Vec<String>> = match usize::from(at.paragraph) {
        0 => paragraphs.iter().collect(),
        number => paragraphs.get(number - 1).into_iter().collect(),
    };
    let mark = format!("（{}）", zh(at.item));
    paragraphs
        .iter()
        .flat_map(|lines| lines.iter().enumerate())
        .filter(|(nth, line)| at.item == 0 || *nth == 0 || line.starts_with(&mark))
        .map(|(_, line)| line.as_str())
        .collect()
}

/// Whether a quote stands in the cited place.
fn stands(text: &str, articles: &BTreeMap<u16, Article>, place: &CitedPlace, quote: &str) -> bool {
    let inside = |at: ArticleRef| cited_lines(articles, at).iter().any(|line| line.contains(quote));
    match place {
        CitedPlace::Article(at) => inside(*at),
        CitedPlace::Range(from, to) => (from.article..=to.article)
            .any(|article| inside(ArticleRef { article, sub: 0, paragraph: 0, item: 0 })),
        // A notice is cited by headings, which its text does not always set apart.
        CitedPlace::Whole | CitedPlace::Heading(_) => plain(text).contains(quote),
    }
}

/// What an obligation quotes: 认定 its words, every sentence its 说明, where it does not call it a reading (推定).
fn quotes(obligation: &rulecheck::model::Obligation) -> Vec<String> {
    let finding = match &obligation.row {
        Row::Finding { text, .. } => Some(text.as_str()),
        _ => None,
    };
    let note = obligation.note.as_deref().filter(|note| !note.starts_with("推定："));
    finding.into_iter().chain(note).map(plain).collect()
}

#[test]
fn every_quote_stands_in_the_paragraph_that_is_cited() {
    let mut checked = 0_usize;
    let mut wrong = Vec::new();
    let heads: Vec<Read> = packs().iter().flat_map(|path| read_texts(path)).collect();
    for path in packs() {
        let rules = RuleSet::builder().path(&path).compile().unwrap();
        for obligation in rules.obligations.iter() {
            let texts: Vec<(&Citation, String)> = obligation
                .cites
                .iter()
                .filter_map(|cite| {
                    let name = &rules.instruments[cite.instrument].name;
                    let read = heads.iter().find(|read| read.title == name.as_str())?;
                    Some((cite, statute(&read.file)?))
                })
                .collect();
            if texts.is_empty() {
                continue;
            }
            for quote in quotes(obligation) {
                checked += 1;
                let found =
                    texts.iter().any(|(cite, text)| stands(text, &articles(text), &cite.place, &quote));
                if !found {
                    wrong.push(format!("{}: {quote}", obligation.id));
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "not the words of the cited place:\n{}", wrong.join("\n"));
    if heads.iter().all(|read| statute(&read.file).is_some()) {
        assert!(checked > 100, "{checked}");
    }
}

/// The articles of decree 713 that ask for nothing that a dossier could show.
const NOTHING_TO_CHECK: [u16; 14] = [1, 4, 5, 6, 7, 9, 21, 38, 39, 40, 41, 42, 43, 44];

#[test]
fn every_article_of_the_decree_is_restated_or_says_why_not() {
    let rules = RuleSet::builder().pack("state/decree-713.rules").compile().unwrap();
    let decree = rulecheck::analyse::article_coverage(&rules)
        .into_iter()
        .find(|one| rules.instruments[one.instrument].name == "重大行政决策程序暂行条例")
        .unwrap();
    assert_eq!(decree.articles.len(), 44);
    for (number, article) in (1_u16..).zip(&decree.articles) {
        let nothing = matches!(&article.state, rulecheck::analyse::ArticleState::NothingToCheck(reason) if !reason.is_empty());
        let restated = matches!(article.state, rulecheck::analyse::ArticleState::Restated(_));
        let expected = NOTHING_TO_CHECK.contains(&number);
        assert_eq!((nothing, restated), (expected, !expected), "第{}条", zh(number));
    }
}

#[test]
fn every_obligation_is_shown_both_ways() {
    for path in packs() {
        let rules = RuleSet::builder().path(&path).compile().unwrap();
        let left: Vec<String> = rulecheck::analyse::untested(&rules)
            .iter()
            .map(|one| format!("{} {:?}", rules.obligations[one.obligation].id, one.missing))
            .collect();
        assert!(left.is_empty(), "{}:\n{}", path.display(), left.join("\n"));
    }
}

/// A page of the documentation that names what is in the rules.
const PAGE: &str = include_str!("../docs/decree-713.md");

/// The rows of the table under a heading of the page, cell by cell.
fn rows_under(heading: &str) -> Vec<Vec<&'static str>> {
    let (_, rest) = PAGE.split_once(heading).unwrap();
    let section = rest.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

#[test]
fn the_seventeen_shapes_of_the_decree_are_expressed() {
    let rules = RuleSet::builder().pack("state/decree-713.rules").compile().unwrap();
    let untested = rulecheck::analyse::untested(&rules);
    let rows = rows_under("## 十七种句式");
    assert_eq!(rows.len(), 17);
    for row in &rows {
        let articles: Vec<u16> = row[1].split('、').map(|number| number.parse().unwrap()).collect();
        let ids: Vec<&str> = row[5].split('`').filter(|part| part.contains('/')).collect();
        assert!(!ids.is_empty(), "{row:?}");
        for id in ids {
            let full = if id.starts_with("决策执行/") {
                id.to_owned()
            } else {
                format!("重大行政决策/{id}")
            };
            let (at, obligation) =
                rules.obligations.entries().find(|(_, one)| one.id == full).unwrap_or_else(|| panic!("{id}"));
            let cited = obligation.cites.iter().any(|cite| match cite.place {
                CitedPlace::Article(place) => articles.contains(&place.article),
                _ => false,
            });
            // The duty to do a step is that of its step; its waiver cites the article of the exception.
            let waived = matches!(obligation.row, Row::Perform { .. });
            assert!(cited || waived, "{id} does not cite article {articles:?}");
            assert!(untested.iter().all(|one| one.obligation != at), "{id} is not shown both ways");
        }
    }
}

#[test]
fn the_dates_checked_by_hand_are_among_the_tests() {
    let all = rulecheck::packs().iter().fold(RuleSet::builder(), |all, pack| all.pack(pack.path));
    let rules = all.compile().unwrap();
    let rows = rows_under("## 人工核对的日期");
    assert_eq!(rows.len(), 8);
    for row in &rows {
        let names: Vec<&str> = row[3].split('“').filter_map(|part| part.split('”').next()).skip(1).collect();
        assert!(!names.is_empty(), "{row:?}");
        for name in names {
            assert!(rules.tests.iter().any(|test| test.name == name), "no test is called {name}");
        }
    }
}
