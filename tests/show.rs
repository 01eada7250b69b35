//! Sentences of obligations: every one of every shipped ruleset is told in both languages, with its period, the facts
//! of its conditions and its citation.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "what a test builds on must be there"
)]

use rulecheck::diag::Lang;
use rulecheck::model::{
    Collection, DocumentField, ExprId, ExprKind, Obligation, ObligationId, Row, RuleSet, StepField,
};
use rulecheck::report::citation;
use rulecheck::report::show::{json, sentence};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Shipped rules, and rules that hold every kind of sentence.
fn all_rules() -> Vec<(String, RuleSet)> {
    let mut found: Vec<(String, RuleSet)> = rulecheck::packs()
        .iter()
        .map(|pack| (pack.path.to_owned(), RuleSet::builder().pack(pack.path).compile().unwrap()))
        .collect();
    found.push(("kinds".to_owned(), kinds()));
    found.extend(reference());
    assert!(found.len() > 20, "the language reference was not found");
    found
}

/// The examples of the language reference, which have every construct.
fn reference() -> Vec<(String, RuleSet)> {
    let mut chapters: Vec<_> =
        std::fs::read_dir("docs/language").unwrap().map(|entry| entry.unwrap().path()).collect();
    chapters.sort();
    let mut found = Vec::new();
    for path in chapters {
        let text = std::fs::read_to_string(&path).unwrap();
        for (at, block) in text.split("\n```rules\n").skip(1).enumerate() {
            let (block, _) = block.split_once("\n```").unwrap();
            let rules = RuleSet::builder().source("block.rules", block).compile().unwrap();
            found.push((format!("{} {}", path.display(), at + 1), rules));
        }
    }
    found
}

fn kinds() -> RuleSet {
    RuleSet::builder().source("kinds.rules", include_str!("show/kinds.rules")).compile().unwrap()
}

/// The names of everything that an expression reads, as they stand in the rules.
fn read(rules: &RuleSet, root: ExprId, names: &mut BTreeSet<String>) {
    let mut open = vec![root];
    while let Some(expr) = open.pop() {
        let kind = &rules.exprs[expr].kind;
        kind.operands(&mut open);
        let mut add = |name: &str| {
            names.insert(name.to_owned());
        };
        match kind {
            ExprKind::Fact(slot) => {
                let group = rules.facts.iter().rev().find(|group| group.first_slot <= *slot).unwrap();
                add(&rules.schemas[group.schema].fields[(slot - group.first_slot) as usize].name);
            }
            ExprKind::DocumentField(document, field) => {
                add(&rules.documents[document.kind].name);
                if let DocumentField::Slot(slot) = field {
                    let schema = rules.documents[document.kind].schema;
                    add(&rules.schemas[schema].fields[usize::from(*slot)].name);
                }
            }
            ExprKind::StepField(step, field) => {
                add(&rules.steps[*step].name);
                let _: &StepField = field;
            }
            ExprKind::Event(event) => add(&rules.events[*event].name),
            ExprKind::HasDocument(document) => add(&rules.documents[document.kind].name),
            ExprKind::RoleBound(role) => add(&rules.roles[*role].name),
            ExprKind::StepsDone { steps, .. } => {
                steps.iter().for_each(|step| add(&rules.steps[*step].name));
            }
            ExprKind::Quantified { over, .. } | ExprKind::Count(over) => match over {
                Collection::Role(role) => add(&rules.roles[*role].name),
                Collection::Documents(document) => add(&rules.documents[document.kind].name),
                Collection::Register(register) => add(&rules.registers[*register].name),
                Collection::Fact(_) | Collection::Listed(_) => {}
            },
            _ => {}
        }
    }
}

/// The expressions of an obligation: of its row, its 情形, and the scope of the steps around it.
fn expressions(rules: &RuleSet, obligation: &Obligation) -> Vec<ExprId> {
    let mut found: Vec<ExprId> = obligation.when.into_iter().chain(obligation.length).collect();
    found.extend(obligation.deviation.iter().flat_map(|one| one.by.into_iter().chain([one.reason])));
    match &obligation.row {
        Row::Perform { must_when, due, .. } => found.extend(must_when.iter().chain(due)),
        Row::Document { by, test, .. } => found.extend(by.iter().chain(test)),
        Row::Lasts { from, to, .. } | Row::Within { from, to, .. } => found.extend([*from, *to]),
        Row::Follow(follow) => found.extend(follow.on.into_iter().chain([follow.from])),
        Row::Deadline { due, .. } => found.push(*due),
        Row::Task { due, .. } => found.extend(due),
        Row::Indicator { condition, due } => found.extend(due.iter().chain([condition])),
        Row::Ahead(ahead) => found.extend([ahead.act, ahead.event]),
        Row::Must { condition, by } => found.extend(by.iter().chain([condition])),
        Row::MustNot { condition } => found.push(*condition),
        Row::Finding { by, .. } => found.extend(by),
        _ => {}
    }
    let mut step = obligation.step;
    while let Some(id) = step {
        found.extend(&rules.steps[id].scope);
        step = rules.steps[id].parent;
    }
    found
}

/// What the sentence of an obligation has to name.
fn wanted(rules: &RuleSet, obligation: &Obligation, lang: Lang) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for expr in expressions(rules, obligation) {
        read(rules, expr, &mut names);
    }
    names.extend(obligation.step.map(|step| rules.steps[step].name.to_string()));
    let period = match &obligation.row {
        _ if obligation.length.is_some() => None,
        Row::Lasts { period, .. } | Row::Within { period, .. } => Some(*period),
        Row::Ahead(ahead) => Some(ahead.period),
        Row::Follow(follow) => follow.limit,
        _ => None,
    };
    names.extend(period.map(|period| match lang {
        Lang::Zh => period.zh().to_string(),
        Lang::En => period.en().to_string(),
    }));
    names.extend(obligation.cites.first().map(|cite| citation(rules, cite, lang)));
    match &obligation.row {
        Row::Document { document, .. } => drop(names.insert(rules.documents[document.kind].name.to_string())),
        Row::Precedes { before, .. } => drop(names.insert(rules.steps[*before].name.to_string())),
        Row::Joined(join) => names.extend(join.branches.iter().flat_map(|branch| {
            let lag = branch
                .lag
                .map(|lag| if lang == Lang::Zh { lag.zh().to_string() } else { lag.en().to_string() });
            lag.into_iter().chain([rules.steps[branch.before].name.to_string()])
        })),
        Row::Finding { text, .. } => drop(names.insert(text.to_string())),
        _ => {}
    }
    names
}

#[test]
fn every_obligation_is_told_in_both_languages_with_all_it_hangs_on() {
    let mut out = String::new();
    for (file, rules) in all_rules() {
        assert!(!rules.obligations.is_empty());
        for (id, obligation) in rules.obligations.entries() {
            for lang in [Lang::Zh, Lang::En] {
                let said = sentence(&rules, id, lang);
                for name in wanted(&rules, obligation, lang) {
                    if !said.contains(&name) {
                        let _ = writeln!(out, "{file} {} does not name {name}: {said}", obligation.id);
                    }
                }
                for hole in ["「」", "‘’", "（）", "()", "，，", "。。", "  ", "：，", "；，", "，的", "，，"]
                {
                    if said.contains(hole) {
                        let _ = writeln!(out, "{file} {} has a hole ({hole}): {said}", obligation.id);
                    }
                }
            }
        }
    }
    assert!(out.is_empty(), "{out}");
}

#[test]
fn no_sentence_is_that_of_another_obligation() {
    for (file, rules) in all_rules() {
        for lang in [Lang::Zh, Lang::En] {
            let mut seen: BTreeSet<(Option<usize>, String)> = BTreeSet::new();
            for (id, obligation) in rules.obligations.entries() {
                let said = sentence(&rules, id, lang);
                let procedure = obligation.procedure.map(|id| id.index());
                assert!(seen.insert((procedure, said.clone())), "{file} {}: {said}", obligation.id);
            }
        }
    }
}

/// The sentence of an obligation of the rules with every kind.
fn told(rules: &RuleSet, id: &str, lang: Lang) -> String {
    let found: ObligationId = rules
        .obligations
        .entries()
        .find(|(_, one)| one.id == id)
        .map_or_else(|| panic!("no obligation {id}"), |(id, _)| id);
    sentence(rules, found, lang)
}

#[test]
fn every_kind_is_told_as_it_is_meant() {
    let rules = kinds();
    let mut said = String::new();
    for (_, obligation) in rules.obligations.entries() {
        let _ = writeln!(said, "{}", obligation.id);
        for lang in [Lang::Zh, Lang::En] {
            let _ = writeln!(said, "  {}", told(&rules, &obligation.id, lang));
        }
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "show" }, {
        insta::assert_snapshot!("kinds", said);
    });
}

#[test]
fn the_sentence_follows_the_meaning_and_not_the_words() {
    // The same tree, written in two vocabularies and two layouts.
    let zh = "规则集 例。材料 公告 ｛ 发布日期：日期；  截止日期：日期； ｝\
              程序 甲 ｛ 步骤 乙 ｛ 历时 公示期：不少于 三十日，自 公告.发布日期 之日起，至 公告.截止日期； ｝ ｝";
    let en = "ruleset 例; document 公告 { 发布日期: date; 截止日期: date; }\
              procedure 甲 { step 乙 { lasts 公示期: at least 30 days, from 公告.发布日期, to 公告.截止日期; } }";
    let told = |text: &str| {
        let rules = RuleSet::builder().source("a.rules", text).compile().unwrap();
        rules.obligations.ids().map(|id| sentence(&rules, id, Lang::Zh)).collect::<Vec<_>>()
    };
    assert_eq!(told(zh), told(en));
    assert!(told(zh).iter().any(|said| said.contains("不少于30日")), "{:?}", told(zh));
}

#[test]
fn the_document_holds_both_languages() {
    let rules = RuleSet::builder().pack("state/decree-713.rules").compile().unwrap();
    let all: Vec<ObligationId> = rules.obligations.ids().collect();
    let value = json(&rules, &all);
    assert_eq!(value["schema"], "rulecheck/show/1");
    let held = value["obligations"].as_array().unwrap();
    assert_eq!(held.len(), all.len());
    for (id, one) in all.iter().zip(held) {
        assert_eq!(one["sentence"]["zh"], sentence(&rules, *id, Lang::Zh));
        assert_eq!(one["sentence"]["en"], sentence(&rules, *id, Lang::En));
    }
}
