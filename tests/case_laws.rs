//! The laws of the running case, over random events: folding then judging is judging the records; what `apply`
//! accepts is what `enabled` lists; a refused event leaves the case as it was; a fold is one `apply` after another.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may fail loudly and asks how long it is to run"
)]

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use rulecheck::RuleSet;
use rulecheck::calendar::Date;
use rulecheck::case::{Case, Event};
use rulecheck::dossier::{Format, write_submission};
use rulecheck::judge::judge;
use rulecheck::model::{Act, SubmittedAct, SubmittedDocument, SubmittedEvent};
use smol_str::SmolStr;
use std::sync::OnceLock;

const SMALL: &str = "
规则集 例  版本 “1”。
法规 《办事办法》 简称 《办法》 ｛ 层级：部门规章；  施行：2020-01-01；  期限单位：自然日；  条文：第一条至第九条； ｝
机构 甲局、乙局、丙局。
事件 收到申请。
材料 图纸。
程序 办事 ｛
    依据：《办法》第一条；  办结：发证；
    步骤 受理 ｛ 承办：甲局；  材料：图纸；  容缺：图纸，自 受理.开始 之日起，限 10日； ｝
    步骤 审查 ｛
        前置：受理；  会签：乙局；  结论：同意、不同意；  返回：受理，情形 结论 等于 不同意；
        限时 时限：5个工作日，自 受理.完成 之日起，不计入 专家评审，须 书面告知，
            经 丙局 批准 可以延长 3个工作日；
    ｝
    步骤 现场 ｛ 步骤 踏勘 ｛ 前置：受理； ｝  步骤 复核 ｛ 履行：可以；  承办：甲局； ｝ ｝
    步骤 公示 ｛
        前置：任一（审查、现场）；
        历时 公示期：不少于 3日，自 公示.开始 之日起，至 公示.完成；
    ｝
    步骤 发证 ｛ 前置：公示、审查； ｝
｝
";

fn small() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| RuleSet::builder().source("例.rules", SMALL).compile().unwrap())
}

fn decree() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| RuleSet::builder().pack("state/decree-713.rules").compile().unwrap())
}

fn opened<'r>(rules: &'r RuleSet, text: &str) -> Case<'r> {
    rules.case_from_str(Format::Json, "a.json", text).expect("a case")
}

/// What can be said of an event, by positions in lists of words.
#[derive(Clone, Debug)]
struct Draft {
    act: usize,
    step: usize,
    by: Option<usize>,
    to: usize,
    days: i32,
    outcome: Option<usize>,
    kind: Option<usize>,
    amount: usize,
    documents: bool,
}

fn drafts(most: usize) -> impl Strategy<Value = Vec<Draft>> {
    let act = prop_oneof![
        6 => Just(1usize), 7 => Just(2usize), 1 => 0usize..Act::WORDS.len() + 1, 1 => Just(7usize),
        1 => Just(9usize), 1 => Just(10usize), 1 => 3usize..7,
    ];
    let one = (
        act,
        0usize..64,
        prop::option::weighted(0.7, 0usize..4),
        0usize..4,
        prop_oneof![4 => Just(0i32), 3 => 1i32..4, 1 => Just(-1i32)],
        prop::option::weighted(0.7, prop_oneof![8 => 0usize..2, 1 => Just(2usize)]),
        prop::option::weighted(0.8, 0usize..4),
        0usize..4,
        any::<bool>(),
    );
    let one = one.prop_map(|(act, step, by, to, days, outcome, kind, amount, documents)| Draft {
        act,
        step,
        by,
        to,
        days,
        outcome,
        kind,
        amount,
        documents,
    });
    prop::collection::vec(one, 0..most)
}

const ORGANS: [&str; 4] = ["甲局", "乙局", "丙局", "丁局"];

/// The event of a draft; what the act does not say is left out.
fn event(
    draft: &Draft,
    rules: &RuleSet,
    steps: &[SmolStr],
    clock: Option<&str>,
    day: Date,
) -> SubmittedEvent {
    let date = Some(SmolStr::new(day.to_string()));
    let by = draft.by.map(|at| SmolStr::new(ORGANS[at])).into_iter().collect();
    let Some((act, zh, en)) = Act::WORDS.get(draft.act) else {
        let name = rules.events.iter().next().map_or("无", |one| one.name.as_str());
        return SubmittedEvent { event: name.into(), date, ..SubmittedEvent::default() };
    };
    let word = if draft.amount == 0 { en } else { zh };
    let step = steps[draft.step % steps.len()].clone();
    let to = Some(SmolStr::new(ORGANS[draft.to]));
    let kind = draft.kind.map(|at| SmolStr::new(["专家评审", "听证", "补正", "暂停"][at]));
    let clock = clock.map(SmolStr::new);
    let documents = match draft.documents && rules.documents.iter().any(|one| one.name == "图纸") {
        true => vec![SubmittedDocument { kind: "图纸".into(), ..SubmittedDocument::default() }],
        false => Vec::new(),
    };
    let none = SubmittedAct::default();
    let said = match act {
        Act::Start => SubmittedAct { step: Some(step), ..none },
        Act::Finish => {
            let declared = rules.steps.iter().find(|one| one.path == step).unwrap();
            let outcome = draft.outcome.map(|at| match declared.outcomes.get(at) {
                Some(outcome) => outcome.clone(),
                None if declared.outcomes.is_empty() => "完成".into(),
                None => "未定".into(),
            });
            SubmittedAct { step: Some(step), outcome, ..none }
        }
        Act::Return => SubmittedAct { step: Some(step), ..none },
        Act::Withdraw => SubmittedAct { step: draft.documents.then_some(step), ..none },
        Act::Transfer | Act::Cosign => SubmittedAct { step: Some(step), to, ..none },
        Act::Opinion => SubmittedAct { step: Some(step), result: Some("同意".into()), ..none },
        Act::Suspend => SubmittedAct { clock, kind: kind.or(Some("专家评审".into())), ..none },
        Act::Resume => SubmittedAct { clock: clock.filter(|_| draft.documents), kind, ..none },
        Act::Extend => {
            let amount = ["3个工作日", "9个工作日", "1个工作日", "2日"][draft.amount];
            SubmittedAct { clock, amount: Some(amount.into()), ..none }
        }
        Act::Promise => SubmittedAct { obligation: Some("受理/容缺/图纸".into()), ..none },
        Act::Supply => SubmittedAct { obligation: Some("受理/容缺/图纸".into()), documents, ..none },
        _ => none,
    };
    let act = (said != SubmittedAct::default()).then(|| Box::new(said));
    SubmittedEvent { event: SmolStr::new(*word), date, by, reference: None, act }
}

/// Runs drafts over a case and holds every law at every event.
fn run(rules: &RuleSet, text: &str, drafts: &[Draft], clock: Option<&str>) -> Result<(), TestCaseError> {
    let first = opened(rules, text);
    let procedure = first.dossier().procedure.expect("a procedure");
    let steps: Vec<SmolStr> =
        rules.procedures[procedure].steps.iter().map(|step| rules.steps[*step].path.clone()).collect();
    let mut case = first.clone();
    let mut day = Date::from_ymd(2024, 6, 3).unwrap();
    let mut accepted: Vec<Event> = Vec::new();
    for draft in drafts {
        day = day.plus_days(draft.days).unwrap();
        let submitted = event(draft, rules, &steps, clock, day);
        let Ok(event) = case.event(submitted.clone()) else { continue };
        let listed = case.enabled(day);
        prop_assert_eq!(&listed, &case.enabled(day), "deterministic");
        let may = listed.iter().any(|one| one.admits(&case, &event));
        let before = (case.submission().clone(), judge(rules, case.dossier(), day));
        match case.apply(&event) {
            Ok(next) => {
                prop_assert!(
                    may,
                    "accepted and not listed: {submitted:?} after {:?}",
                    case.submission().events
                );
                case = next;
                accepted.push(event);
            }
            Err(refusal) => {
                prop_assert!(
                    !may,
                    "listed and refused: {submitted:?} {refusal:?} after {:?}",
                    case.submission().events
                );
                prop_assert_eq!(&before, &(case.submission().clone(), judge(rules, case.dossier(), day)));
                day = accepted.last().map_or(day, |last| day.max(last.at.date()));
            }
        }
    }
    let folded = first.fold(&accepted).map_err(|(at, why)| TestCaseError::fail(format!("{at}: {why:?}")))?;
    prop_assert_eq!(folded.submission(), case.submission());
    // The case as events, and what they come to, in every format.
    let as_of = day.plus_days(2).unwrap();
    let report = judge(rules, case.dossier(), as_of);
    for submission in [case.submission().clone(), case.records()] {
        for format in [Format::Json, Format::Ron] {
            let text = write_submission(format, &submission);
            let read = rules.dossier_from_str(format, "b", &text);
            let read = read.map_err(|errors| TestCaseError::fail(format!("{errors}: {text}")))?;
            prop_assert_eq!(&judge(rules, &read, as_of), &report, "{}", text);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(32))]

    #[test]
    fn the_laws_hold_of_small_rules(drafts in drafts(24)) {
        run(small(), r#"{ "程序": "办事" }"#, &drafts, Some("审查/时限"))?;
    }

    #[test]
    fn the_laws_hold_of_what_is_on_record_already(drafts in drafts(12)) {
        let text = r#"{ "程序": "办事", "记录": [
            { "步骤": "受理", "开始": "2024-06-01", "完成": "2024-06-01", "承办": "甲局" },
            { "步骤": "审查", "开始": "2024-06-02", "承办": "甲局" } ],
            "暂停": [ { "时限": "审查/时限", "种类": "专家评审", "自": "2024-06-02", "告知": "2024-06-02" } ] }"#;
        run(small(), text, &drafts, Some("审查/时限"))?;
    }
}

proptest! {
    #![proptest_config(config(2))]

    #[test]
    fn the_laws_hold_of_the_decree(drafts in drafts(10)) {
        let text = r#"{ "procedure": "重大行政决策", "project": { "名称": "某规划（虚构）" } }"#;
        run(decree(), text, &drafts, None)?;
    }
}

fn config(least: u32) -> ProptestConfig {
    // The same cases each time; RULECHECK_SEED draws anew.
    let seed = std::env::var("RULECHECK_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(713);
    ProptestConfig { cases: cases(least), rng_seed: RngSeed::Fixed(seed), ..ProptestConfig::default() }
}

fn cases(least: u32) -> u32 {
    std::env::var("RULECHECK_CASES")
        .ok()
        .and_then(|text| text.parse::<u32>().ok())
        .map_or(least, |all| (all / 50).max(least))
}
