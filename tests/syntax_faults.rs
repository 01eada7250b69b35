//! Faults: one fault of the writer is one report, with its code, at its place.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test may fail loudly"
)]

use rulecheck::syntax::{parse, parse_bytes};
use rulecheck::text::FileId;

const SAMPLE: &str = include_str!("cases/syntax/language.rules");

/// A code and a range of bytes.
type Report = (String, usize, usize);
/// Name, text, expected reports.
type Case = (String, String, Vec<Report>);

/// Cases between `# name` lines; `⟦RC0008⟧…⟦/⟧` marks the one report and its place.
fn cases() -> Vec<Case> {
    let file = std::fs::read_to_string("tests/cases/syntax/faults.txt").unwrap();
    let mut cases = Vec::new();
    for block in file.split("\n# ").skip(1) {
        let (name, marked) = block.split_once('\n').unwrap();
        let (mut text, mut expected, mut rest) = (String::new(), Vec::new(), marked);
        while let Some((before, after)) = rest.split_once("⟦RC") {
            text.push_str(before);
            let (code, after) = after.split_once('⟧').unwrap();
            let (inside, after) = after.split_once("⟦/⟧").unwrap();
            expected.push((format!("RC{code}"), text.len(), text.len() + inside.len()));
            text.push_str(inside);
            rest = after;
        }
        text.push_str(rest);
        cases.push((name.to_owned(), text, expected));
    }
    cases
}

#[test]
fn every_fault_is_one_report_at_its_place() {
    let mut wrong = Vec::new();
    for (name, text, expected) in cases() {
        let parsed = parse(FileId(0), text.as_str().into());
        let found: Vec<Report> = parsed
            .diagnostics
            .iter()
            .map(|d| (d.code.to_string(), d.span.start as usize, d.span.end as usize))
            .collect();
        if found != expected {
            let said: Vec<String> = parsed
                .diagnostics
                .iter()
                .map(|d| format!("{} 「{}」 {}", d.code, d.span.of(&text), d.message.zh))
                .collect();
            wrong
                .push(format!("{name}: expected {expected:?}, found {found:?}\n    {}", said.join("\n    ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_report_has_both_languages_and_help() {
    for (name, text, _) in cases() {
        for found in parse(FileId(0), text.as_str().into()).diagnostics {
            assert!(!found.message.zh.is_empty() && !found.message.en.is_empty(), "{name}");
            assert!(found.help.is_some(), "{name}: {found:?}");
            assert!(!found.message.en.ends_with('.') && !found.message.zh.ends_with('。'), "{name}");
            assert!(rulecheck::diag::registry::title(found.code).is_some(), "{name}");
        }
    }
}

#[test]
fn fixes_cure() {
    for (name, text, _) in cases() {
        let parsed = parse(FileId(0), text.as_str().into());
        let Some(fix) = parsed.diagnostics.first().and_then(|found| found.fix.clone()) else { continue };
        let mut cured = text.clone();
        for edit in fix.edits.iter().rev() {
            cured.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        }
        let left = parse(FileId(0), cured.as_str().into()).diagnostics;
        assert!(left.is_empty(), "{name}: {cured}\n{left:?}");
    }
}

/// Splits a text into words, marks and texts, roughly as a reader sees them.
fn tokens(text: &str) -> Vec<(usize, usize)> {
    let parsed = parse(FileId(0), text.into());
    let mut at = 0;
    let mut out = Vec::new();
    for piece in parsed.tree.pieces() {
        match piece {
            rulecheck::syntax::tree::Piece::Token(_, token) => {
                out.push((at, at + token.len()));
                at += token.len();
            }
            rulecheck::syntax::tree::Piece::Trivia(blank) => at += blank.len(),
        }
    }
    out
}

#[test]
fn one_token_deleted_or_doubled_is_at_most_one_report() {
    let (mut total, mut good, mut worst) = (0usize, 0usize, Vec::new());
    for (start, end) in tokens(SAMPLE) {
        let token = &SAMPLE[start..end];
        let deleted = format!("{}{}", &SAMPLE[..start], &SAMPLE[end..]);
        let doubled = format!("{}{token}{token}{}", &SAMPLE[..start], &SAMPLE[end..]);
        for (what, text) in [("deleted", deleted), ("doubled", doubled)] {
            total += 1;
            let found = parse(FileId(0), text.as_str().into()).diagnostics;
            if found.len() <= 1 {
                good += 1;
            } else {
                let line = SAMPLE[..start].lines().count();
                let said: Vec<String> = found
                    .iter()
                    .map(|d| format!("{}@{}", d.code, text[..d.span.start as usize].lines().count()))
                    .collect();
                worst.push(format!("{what} {token} in line {line}: {said:?}"));
            }
        }
    }
    println!("{good} of {total}\n{}", worst.join("\n"));
    assert!(good * 100 >= total * 95, "{good} of {total}\n{}", worst.join("\n"));
}

#[test]
fn encodings_are_told() {
    let code = |bytes: &[u8]| {
        parse_bytes(FileId(0), bytes)
            .diagnostics
            .iter()
            .map(|d| (d.code.0, d.help.clone().unwrap().zh))
            .collect::<Vec<_>>()
    };
    let gb = [0xB2, 0xBD, 0xD6, 0xE8, 0xA3, 0xBA, 0xBC, 0xD7];
    assert!(matches!(code(&gb).as_slice(), [(1, help)] if help.contains("UTF-8")));
    assert!(matches!(code(&[0xFF, 0xFE, 0x65, 0x6B]).as_slice(), [(1, _)]));
    assert!(matches!(code(&[b'a', 0xFF]).as_slice(), [(1, _)]));
    assert!(code("\u{feff}角色 甲。".as_bytes()).is_empty());
}

#[test]
fn limits_are_told_quickly() {
    let codes = |text: String| {
        let parsed = parse(FileId(0), text.into());
        parsed.diagnostics.iter().map(|d| d.code.0).collect::<Vec<_>>()
    };
    assert_eq!(codes("（".repeat(4_000_000)), vec![2]);
    assert_eq!(codes("（".repeat(2_000_000)), vec![3]);
    assert_eq!(codes("{".repeat(1_000_000)).first(), Some(&3));
    assert_eq!(codes(format!("规则 甲：{}；", "“".repeat(300_000))).len(), 1);
    assert_eq!(codes(format!("规则 甲：{}；", vec!["乙"; 100_000].join(" 且 "))), vec![24]);
    assert_eq!(codes(format!("规则 甲：{}；", vec!["乙"; 200].join(" 且 "))), Vec::<u16>::new());
    assert_eq!(codes(format!("规则 甲：{}；", vec!["乙"; 300].join(" 且 "))), vec![24]);
    assert_eq!(codes(format!("规则 甲：{}乙{}；", "（".repeat(120), "）".repeat(120))), Vec::<u16>::new());
    assert_eq!(codes(format!("规则 甲：{}乙{}；", "非 ".repeat(100_000), "")), vec![24]);
    assert_eq!(codes(";".repeat(1_000_000)), vec![14]);
    assert_eq!(codes("{}".repeat(1_000_000)).len(), 2000);
    assert_eq!(codes("《".repeat(300_000)).len(), 1);
    assert_eq!(codes("///\n".repeat(200_000)).len(), 0);
    assert_eq!(codes(format!("{}规则 甲：乙；", "/* 注 */".repeat(50_000))).len(), 0);
    // One statement is split at forgotten ends a bounded number of times.
    assert_eq!(codes("步骤\n".repeat(100_000)).len(), 256);
    assert_eq!(codes("前置：乙\n".repeat(50_000)).len(), 256);
    assert_eq!(codes(format!("规则 甲：{}；", "“a” ".repeat(100_000))), vec![22]);
    let steps = |levels: usize| format!("{}{}", "步骤 甲 ｛ ".repeat(levels), "｝".repeat(levels));
    assert_eq!(codes(steps(128)), Vec::<u16>::new());
    assert_eq!(codes(steps(129)), vec![3]);
    let chained = format!("规则 甲：{}乙{}；", "（".repeat(100), " 且 乙 且 乙 且 乙）".repeat(100));
    assert_eq!(codes(chained), vec![24]);
}

#[test]
fn a_thousand_faults_are_a_thousand_reports() {
    let text = "规则 甲：乙 丙；\n".repeat(1000);
    assert_eq!(parse(FileId(0), text.into()).diagnostics.len(), 1000);
}
