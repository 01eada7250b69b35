//! Decision tables: how they may be written, how they are laid out and told, what is proven of them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test builds on must be there"
)]

use rulecheck::RuleSet;
use rulecheck::analyse::article_coverage;
use rulecheck::diag::{Lang, Severity};
use rulecheck::format::format;
use rulecheck::model::HitPolicy;
use rulecheck::report::{Style, show};
use rulecheck::scenario::run_all;
use rulecheck::text::FileId;

const NONE: [u16; 0] = [];

const FACTS: &str = "规则集 例。\n法规 《甲法》 ｛ 层级：法律；  条文：第一条至第三条； ｝\n\
                     档案 项目 ｛ 类别：取值（甲、乙、丙）；  投资：万元；  公开：是否；  批次：整数；  受理：日期；  增减：小数； ｝\n";

/// The codes of the faults of a table.
fn codes(table: &str) -> Vec<u16> {
    let text = format!("{FACTS}{table}");
    let checked = RuleSet::builder().source("a.rules", text.as_str()).check();
    checked.diagnostics.iter().map(|one| one.code.0).collect()
}

fn message(table: &str) -> String {
    let text = format!("{FACTS}{table}");
    let checked = RuleSet::builder().source("a.rules", text.as_str()).check();
    let [one] = checked.diagnostics.as_slice() else { panic!("{:?}", checked.diagnostics) };
    one.message.zh.clone()
}

fn compile(table: &str) -> RuleSet {
    let text = format!("{FACTS}{table}");
    RuleSet::builder().source("a.rules", text.as_str()).compile().unwrap()
}

#[test]
fn marks_of_either_width_and_words_of_either_language_are_the_same_table() {
    let wide = compile(
        "决策表 表：唯一 ｛ 列：项目.类别 ｜ 项目.公开 则 果；  行：甲、乙 ｜ 任意 则 一；  行：丙 ｜ － 则 二； ｝",
    );
    let narrow = compile(
        "table 表: unique { columns: 项目.类别 | 项目.公开 then 果; row: 甲, 乙 | anything then 一; row: 丙 | - then 二; }",
    );
    let cells = |rules: &RuleSet| {
        let table = rules.tables.iter().next().unwrap();
        let tests = table.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.test.clone());
        tests.map(|test| format!("{test:?}").split("Span").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(cells(&wide), cells(&narrow));
    let table = wide.tables.iter().next().unwrap();
    assert_eq!((table.policy, table.complete, table.exclusive), (HitPolicy::Unique, true, true));
}

#[test]
fn overlaps_gaps_and_idle_rows_are_found_with_a_case() {
    let table = |rows: &str| format!("决策表 表：唯一 ｛ 列：项目.投资 则 果； {rows} ｝");
    assert_eq!(codes(&table("行：不超过 5万元 则 一；  行：大于 5万元 则 二；")), NONE);
    assert_eq!(codes(&table("行：不超过 5万元 则 一；  行：不少于 5万元 则 二；")), [3032]);
    assert!(
        message(&table("行：小于 5万元 则 一；  行：大于 5万元 则 二；")).ends_with("「项目.投资」为 5万元")
    );
    let between = message(&table("行：小于 5万元 则 一；  行：不少于 6万元 则 二；"));
    assert!(between.ends_with("为 5万元") || between.ends_with("大于 5万元、小于 6万元"), "{between}");
    assert_eq!(codes(&table("行：小于 5万元 则 一；  其他：二；")), NONE);
    assert_eq!(codes(&table("行：小于 5万元 且 大于 6万元 则 一；  其他：二；")), [3035]);
    assert_eq!(codes(&table("行：5万元、6万元 则 一；  行：6万元、7万元 则 二；  其他：三；")), [3032]);
    assert_eq!(codes(&table("行：非 5万元 则 一；  行：5万元 则 二；")), NONE);
}

#[test]
fn whole_numbers_and_days_have_nothing_between_them() {
    let whole = "决策表 表：唯一 ｛ 列：项目.批次 则 果；  行：不超过 5 则 一；  行：不少于 6 则 二； ｝";
    assert_eq!(codes(whole), NONE);
    let broken = "决策表 表：唯一 ｛ 列：项目.增减 则 果；  行：不超过 5 则 一；  行：不少于 6 则 二； ｝";
    assert_eq!(codes(broken), [3033]);
    let days = "决策表 表：唯一 ｛ 列：项目.受理 则 果；  行：早于 2024-07-01 则 一；  行：2024年第三季度 则 二；  行：晚于 2024-09-30 则 三； ｝";
    assert_eq!(codes(days), NONE);
}

#[test]
fn what_is_written_in_an_amount_is_not_below_nought() {
    let of = |from: &str| {
        format!("决策表 表：唯一 ｛ 列：项目.增减 则 果；  行：{from} ～ 5 则 一；  行：大于 5 则 二； ｝")
    };
    assert_eq!(codes(&of("0")), NONE);
    assert_eq!(codes(&of("1")), [3033]);
}

#[test]
fn columns_that_compute_prove_nothing_against_a_table() {
    // 公开 and its opposite cannot both hold; what depends on each other is left to the judge.
    let twice = "决策表 表：唯一 ｛ 列：项目.批次 ｜ 项目.批次 加 1 则 果；  行：1 ｜ 任意 则 一；  行：任意 ｜ 3 则 二；  其他：三； ｝\n\
                 规则 核对 ｛ 应当 一：表.果 等于 一； ｝\n\
                 测试 “不会重叠” ｛ 截至：2024-07-31；  事实 项目 ｛ 批次：1； ｝  期望：核对/一 合规； ｝";
    assert_eq!(codes(twice), NONE);
    let rules = compile(twice);
    let table = rules.tables.iter().next().unwrap();
    assert!(!table.exclusive);
    let results: Vec<_> = run_all(&rules);
    assert!(results.iter().all(|one| one.passed()), "{results:?}");
}

#[test]
fn a_table_is_laid_out_in_columns_in_both_vocabularies_and_back() {
    let text = "规则集 例。\n档案 项目 ｛ 类别：取值（甲、乙）；  投资：万元； ｝\n决策表 表：唯一 ｛ 列：项目.类别｜项目.投资 则 时限；\n\
                行：甲｜不少于 5000万元 则 30个工作日；  行：乙 ｜ 则 5个工作日；\n// 其余\n其他：20个工作日； ｝\n";
    let zh = format(FileId(0), text, Some(Lang::Zh)).unwrap();
    let expected = "\
决策表 表：唯一 ｛
    列：项目.类别 ｜ 项目.投资       则 时限；
    行：甲        ｜ 不少于 5000万元 则 30个工作日；
    行：乙        ｜                 则 5个工作日；
    // 其余
    其他：                              20个工作日；
｝
";
    assert!(zh.ends_with(expected), "{zh}");
    assert_eq!(format(FileId(0), &zh, Some(Lang::Zh)).unwrap(), zh);
    let en = format(FileId(0), &zh, Some(Lang::En)).unwrap();
    let expected = "\
table 表: unique {
    columns: 项目.类别 | 项目.投资         then 时限;
    row:     甲        | at least 5000万元 then 30个工作日;
    row:     乙        |                   then 5个工作日;
    // 其余
    otherwise:                                  20个工作日;
}
";
    assert!(en.ends_with(expected), "{en}");
    assert_eq!(format(FileId(0), &en, Some(Lang::Zh)).unwrap(), zh);
}

#[test]
fn a_table_that_is_too_wide_is_not_aligned_and_stays_the_same() {
    let wide = "很长的一段文字很长的一段文字很长的一段文字很长的一段文字";
    let text = format!(
        "规则集 例。\n档案 项目 ｛ 名称：文本；  类别：取值（甲、乙）； ｝\n决策表 表：唯一 ｛\n列：项目.名称 ｜ 项目.类别 则 果；\n\
         行：“{wide}”、“{wide}二”、“三” ｜ 甲 则 “{wide}”；\n行：“短” ｜ 乙 则 “短”；\n其他：“无”；\n｝\n"
    );
    let zh = format(FileId(0), &text, Some(Lang::Zh)).unwrap();
    assert!(zh.contains("    行：“短” ｜ 乙 则 “短”；\n"), "{zh}");
    assert_eq!(format(FileId(0), &zh, Some(Lang::Zh)).unwrap(), zh);
    let en = format(FileId(0), &zh, Some(Lang::En)).unwrap();
    assert_eq!(format(FileId(0), &en, Some(Lang::Zh)).unwrap(), zh);
}

#[test]
fn rows_are_told_as_sentences_and_restate_their_articles() {
    let rules = compile(
        "决策表 表：优先 ｛ 依据：《甲法》第一条；  列：项目.类别 ｜ 项目.投资 则 方式 ｜ 时限；\n\
         行：甲、乙 ｜ 5000 ～ 6000万元 则 审批 ｜ 30个工作日，依据 《甲法》第二条；\n\
         行：非 丙 ｜ 任意 则 备案 ｜ －；  其他：不办 ｜ －； ｝\n\
         规则 核对 ｛ 应当 公开：项目.公开，情形 表.方式 等于 审批； ｝",
    );
    let chosen: Vec<_> = rules.obligations.ids().collect();
    let said = show::json(&rules, &chosen);
    let rows: Vec<&str> =
        said["tables"][0]["rows"].as_array().unwrap().iter().map(|row| row["zh"].as_str().unwrap()).collect();
    assert_eq!(
        rows,
        [
            "第1行：「项目.类别」为「甲」、「乙」之一，并且「项目.投资」不少于5000万元，并且「项目.投资」不超过6000万元的，\
             「方式」为「审批」，「时限」为30个工作日。",
            "第2行：「项目.类别」不为「丙」的，「方式」为「备案」，没有「时限」。",
            "其他：各行都不符合的，「方式」为「不办」，没有「时限」。",
        ]
    );
    let text = show::render(&rules, &chosen, Style { lang: Lang::En, color: false });
    assert!(
        text.contains("Row 2: where ‘项目.类别’ is not ‘丙’, ‘方式’ is ‘备案’, there is no ‘时限’."),
        "{text}"
    );
    assert!(
        text.contains("the ‘方式’ that the table ‘表’ by ‘项目.类别’, ‘项目.投资’ gives is ‘审批’"),
        "{text}"
    );
    assert_eq!(article_coverage(&rules)[0].tally(), [2, 0, 1]);
}

#[test]
fn a_faulty_table_is_one_fault_however_often_it_is_used() {
    let text = "决策表 表：唯一 ｛ 列：项目.类别 则 果；  行：丁 则 一；  其他：二； ｝\n\
                规则 核对 ｛ 应当 甲：表.果 等于 一；  应当 乙：表.没有 等于 一； ｝";
    assert_eq!(codes(text), [2007]);
}

#[test]
fn a_table_with_more_rows_than_are_proven_compiles_and_is_judged() {
    let rows: String = (0..600).map(|at| format!("行：{at} 则 {at}；\n")).collect();
    let text = format!(
        "决策表 表：唯一 ｛ 列：项目.批次 则 果；\n{rows}其他：－； ｝\n规则 核对 ｛ 应当 大：表.果 不少于 599； ｝\n\
         测试 “末行” ｛ 截至：2024-07-31；  事实 项目 ｛ 批次：599； ｝  期望：核对/大 合规； ｝\n\
         测试 “中间” ｛ 截至：2024-07-31；  事实 项目 ｛ 批次：598； ｝  期望：核对/大 违规； ｝"
    );
    let checked = RuleSet::builder().source("a.rules", format!("{FACTS}{text}")).check();
    assert!(
        checked.diagnostics.iter().all(|one| one.severity != Severity::Error),
        "{:?}",
        checked.diagnostics
    );
    let rules = checked.rules.unwrap();
    assert!(run_all(&rules).iter().all(|one| one.passed()));
}
