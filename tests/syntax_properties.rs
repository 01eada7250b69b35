//! Properties of parsing: total, lossless, bounded.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "a test may fail loudly"
)]

use proptest::prelude::*;
use rulecheck::syntax::ast::{Expr, Statement};
use rulecheck::syntax::tree::{Node, Piece};
use rulecheck::syntax::{Parse, parse, parse_bytes};
use rulecheck::text::FileId;

const SAMPLE: &str = include_str!("cases/syntax/language.rules");
const PIECES: &[&str] = &[
    "步骤",
    "材料",
    "：",
    "；",
    "｛",
    "｝",
    "（",
    "）",
    "、",
    "，",
    "“",
    "”",
    "《",
    "》",
    "自",
    "之日起",
    "不少于",
    "30",
    "三十日",
    "\n",
    "  ",
    "// 注",
    "/*",
    "*/",
    "///",
    "注：",
    "甲",
    "乙.丙",
    "且",
    "或",
    "非",
    "前",
    "满7日",
    "2024-02-30",
    "1,000",
    "[",
    "]",
    "/",
    "\"",
    "<=",
    "第十五条",
    "art. 3",
    "〔2024〕",
    "至少 1项",
    "每位",
    "属于",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "｜",
    "～",
    "-",
    "情形",
    "可以",
    "不晚于",
    "no later than",
    "at least",
    "{",
    "}",
    ";",
    ":",
    "。",
    "程序",
    "角色",
    "已履行",
    "•",
    "😀",
    "\r\n",
    "\0",
    "e\u{301}",
];

fn check(text: &str) -> Parse {
    let parsed = parse(FileId(0), text.into());
    let whole: String = parsed
        .tree
        .pieces()
        .map(|piece| match piece {
            Piece::Token(_, text) | Piece::Trivia(text) => text,
        })
        .collect();
    let same = whole.bytes().zip(text.bytes()).take_while(|(left, right)| left == right).count();
    let shown = |text: &str| {
        text.chars()
            .skip(text.get(..same).map_or(0, |head| head.chars().count()))
            .take(20)
            .collect::<String>()
    };
    assert!(whole == text, "at byte {same}: {:?} for {:?}", shown(&whole), shown(text));
    nested(parsed.tree.root());
    parsed.tree.file_view().statements().for_each(walk);
    for found in &parsed.diagnostics {
        assert!(text.get(found.span.start as usize..found.span.end as usize).is_some(), "{found:?}");
        for label in &found.labels {
            assert!(text.get(label.span.start as usize..label.span.end as usize).is_some(), "{found:?}");
        }
        for edit in found.fix.iter().flat_map(|fix| &fix.edits) {
            assert!(text.get(edit.span.start as usize..edit.span.end as usize).is_some(), "{found:?}");
        }
    }
    parsed
}

/// Every node's span lies in its parent's; siblings are disjoint and ordered.
fn nested(node: Node<'_>) {
    let mut at = node.span().start;
    for child in node.children() {
        assert!(child.span().start >= at && child.span().end <= node.span().end, "{child:?} in {node:?}");
        at = child.span().end;
        nested(child);
    }
}

fn walk(statement: Statement<'_>) {
    let _ = (statement.docs(), statement.head(), statement.keyword(), statement.has_colon());
    let items: Vec<Expr<'_>> = statement.value().map(|value| value.items).unwrap_or_default();
    let clauses = statement.clauses();
    assert!(items.iter().chain(clauses.iter().flat_map(|clause| &clause.items)).count() < usize::MAX);
    statement.body().into_iter().flatten().for_each(walk);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_its_tree(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_bytes_have_a_tree(bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let _ = parse_bytes(FileId(0), &bytes);
    }

    #[test]
    fn any_mixture_of_the_languages_pieces_has_its_tree(
        pieces in proptest::collection::vec(proptest::sample::select(PIECES), 0..60)
    ) {
        check(&pieces.concat());
    }

    #[test]
    fn a_sample_with_changes_has_its_tree(
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), proptest::sample::select(PIECES), 0usize..4), 1..8)
    ) {
        let mut characters: Vec<String> = SAMPLE.chars().map(String::from).collect();
        for (index, piece, removed) in changes {
            let at = index.index(characters.len());
            let end = (at + removed).min(characters.len());
            characters.splice(at..end, [piece.to_owned()]);
        }
        check(&characters.concat());
    }
}

#[test]
fn the_empty_text_is_a_file() {
    assert!(check("").diagnostics.is_empty());
    assert!(check("\u{feff}").diagnostics.is_empty());
}
