//! Obligations as sentences: what the machine understood, for the head of an office to sign.
//!
//! INVARIANT: a sentence is built from the compiled model; every kind of row and of expression is matched by name, so
//! that a new kind does not compile before it has its words in both languages. Absent: verdicts and dossiers.

mod amount;
mod expr_en;
mod expr_zh;
mod group;
mod join;
mod light;
mod limit_en;
mod limit_zh;
mod recurring;
mod row_en;
mod row_zh;
mod sentence;
mod speaker;
mod table;
mod tail_en;
mod tail_zh;

pub use sentence::sentence;

use super::wrap::wrapped;
use super::{Ink, Style, citation, json as values, rule_place, wording};
use crate::calendar::TimeUnit;
use crate::diag::Lang;
use crate::model::{HitPolicy, Id, Obligation, ObligationId, RuleSet, Table};
use group::{Group, Heading, groups};
use serde_json::{Value, json};
use speaker::{Speaker, period_of};
use std::fmt::Write as _;

/// Names the schema of sentences.
pub const SCHEMA: &str = "rulecheck/show/1";

/// The JSON Schema of the document.
pub const JSON_SCHEMA: &str = include_str!("../../../docs/schema/show-1.json");

/// LIMIT: columns of a line of the human output.
const WIDTH: usize = 88;

/// The sentences of some obligations for people: by procedure, then by article.
#[must_use]
pub fn render(rules: &RuleSet, chosen: &[ObligationId], style: Style) -> String {
    let mut out = String::new();
    let mut heading = None;
    for group in groups(rules, chosen) {
        if heading != Some(group.heading) {
            if heading.is_some() {
                out.push('\n');
            }
            out.push_str(&heading_of(rules, group.heading, style));
            heading = Some(group.heading);
        }
        let Group { article, obligations, .. } = &group;
        let article = match article {
            Some(article) => citation(rules, article, style.lang),
            None => style.pick("没有引用条文", "no article cited").to_owned(),
        };
        let _ = writeln!(out, "\n{}", style.ink(Ink::Bold, &article));
        for id in obligations {
            let obligation = &rules.obligations[*id];
            let weight = wording::severity_word(obligation.severity, style.lang);
            let _ = writeln!(out, "  {}  {}", obligation.id, style.ink(Ink::Dim, weight));
            out.push_str(&wrapped(&sentence(rules, *id, style.lang), WIDTH, "      "));
            if let Some(line) = version(obligation, style.lang) {
                let _ = writeln!(out, "      {}", style.ink(Ink::Dim, &line));
            }
            for line in super::superior::lines(rules, obligation, style.lang) {
                let _ = writeln!(out, "      {}", style.ink(Ink::Dim, &line));
            }
            if let Some(light) = light::of(rules, *id) {
                out.push_str(&wrapped(&light::line(rules, light, style.lang), WIDTH, "      "));
            }
        }
    }
    for id in table::used(rules, chosen) {
        out.push_str(&table_of(rules, id, style));
    }
    let tally = match style.lang {
        Lang::Zh => format!("{} 项", chosen.len()),
        Lang::En if chosen.len() == 1 => "1 sentence".to_owned(),
        Lang::En => format!("{} sentences", chosen.len()),
    };
    let unofficial = style.pick("非官方，不是法律意见", "unofficial, not legal advice");
    let (editions, digests) = (super::human::editions(rules), super::human::digests(rules));
    let rules = format!("{} {editions}  {digests}", style.pick("规则", "rules"));
    let _ = writeln!(out, "\n{tally}\n{}\n{}", style.ink(Ink::Dim, &rules), style.ink(Ink::Dim, unofficial));
    out
}

/// A decision table: its articles, and each row as a sentence.
fn table_of(rules: &RuleSet, id: Id<Table>, style: Style) -> String {
    let table = &rules.tables[id];
    let title = format!("{}{}", style.pick("决策表 ", "Table "), table.name);
    let mut out = format!("\n{}\n", style.ink(Ink::Bold, &title));
    if !table.cites.is_empty() {
        let _ = writeln!(out, "  {}", citation::citations(rules, &table.cites, style.lang));
    }
    out.push_str(&wrapped(table::policy(table.policy, style.lang), WIDTH, "  "));
    for row in table::rows(rules, table, style.lang) {
        out.push_str(&wrapped(&row, WIDTH, "      "));
    }
    out
}

/// The days on which this version of a sentence binds.
fn version(obligation: &Obligation, lang: Lang) -> Option<String> {
    let window = obligation.standing.window;
    let (from, until) = (window.from, window.until);
    let parts: Vec<String> = match lang {
        Lang::Zh => from
            .map(|day| format!("自{day}起施行"))
            .into_iter()
            .chain(until.map(|day| format!("自{day}起失效")))
            .collect(),
        Lang::En => from
            .map(|day| format!("in force from {day}"))
            .into_iter()
            .chain(until.map(|day| format!("lapses on {day}")))
            .collect(),
    };
    let between = if lang == Lang::Zh { "，" } else { ", " };
    (!parts.is_empty()).then(|| parts.join(between))
}

/// The head of a procedure: when it applies and what ends it.
fn heading_of(rules: &RuleSet, heading: Heading, style: Style) -> String {
    let title = match heading {
        Heading::Procedure(id) => {
            format!("{}{}", style.pick("程序 ", "Procedure "), group::procedure_name(rules, id))
        }
        Heading::Task(id) => format!("{}{}", style.pick("任务 ", "Task "), rules.tasks[id].name),
        Heading::Register(id) => format!("{}{}", style.pick("清单 ", "Register "), rules.registers[id].name),
        Heading::Duties => style.pick("职责", "Duties").to_owned(),
        Heading::Rules => style.pick("规则", "Rules").to_owned(),
    };
    let mut out = format!("{}\n", style.ink(Ink::Bold, &title));
    let Heading::Procedure(id) = heading else { return out };
    let applies = applies(rules, id, style.lang);
    if !applies.is_empty() {
        out.push_str(&wrapped(&applies, WIDTH, "  "));
    }
    out
}

/// When a procedure applies, which one it refines, and what ends it.
fn applies(rules: &RuleSet, id: group::ProcedureId, lang: Lang) -> String {
    let procedure = &rules.procedures[id];
    let speaker = Speaker::plain(rules);
    let (end, refines) = (procedure.end.map(|step| &rules.steps[step].name), procedure.refines);
    let refines = refines.map(|id| group::procedure_name(rules, id));
    let one = |scope: &crate::model::ExprId| {
        let words = match lang {
            Lang::Zh => speaker.if_zh(*scope, true),
            Lang::En => speaker.if_en(*scope, true),
        };
        let brackets = procedure.scope.len() > 1 && speaker.is_joined(*scope);
        match (brackets, lang) {
            (false, _) => words,
            (true, Lang::Zh) => format!("（{words}）"),
            (true, Lang::En) => format!("({words})"),
        }
    };
    let scope: Vec<String> = procedure.scope.iter().map(one).collect();
    let scope = (!scope.is_empty()).then(|| match lang {
        Lang::Zh => format!("{}的，适用本程序", scope.join("，并且")),
        Lang::En => format!("it applies where {}", scope.join(" and ")),
    });
    let refines = refines.map(|name| match lang {
        Lang::Zh => format!("细化「{name}」"),
        Lang::En => format!("it refines ‘{name}’"),
    });
    let law = procedure.law_of_start.then(|| match lang {
        Lang::Zh => "按启动之日有效的法律判断".to_owned(),
        Lang::En => "the law of the day on which the case begins counts".to_owned(),
    });
    let end = end.map(|end| match lang {
        Lang::Zh => format!("以「{end}」的完成为办结"),
        Lang::En => format!("it ends with the finish of ‘{end}’"),
    });
    let parts: Vec<String> = scope.into_iter().chain(refines).chain(law).chain(end).collect();
    match (parts.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::Zh) => format!("{}。", parts.join("；")),
        (false, Lang::En) => format!("{}.", parts.join("; ")),
    }
}

/// A condition of an obligation in words; of none, where it belongs to no obligation.
pub(super) fn condition(
    rules: &RuleSet,
    obligation: Option<&Obligation>,
    (condition, holds): (crate::model::ExprId, bool),
    lang: Lang,
) -> String {
    let speaker = obligation.map_or_else(|| Speaker::plain(rules), |one| Speaker::of(rules, one));
    match lang {
        Lang::Zh => speaker.if_zh(condition, holds),
        Lang::En => speaker.if_en(condition, holds),
    }
}

/// Every element of a collection, before what is asked of each.
pub(super) fn every(rules: &RuleSet, over: crate::model::Collection, lang: Lang) -> String {
    let speaker = Speaker::plain(rules);
    match lang {
        Lang::Zh => format!("{}，", speaker.each_zh(over)),
        Lang::En => format!("{}, ", speaker.each_en(over)),
    }
}

/// A value that an obligation speaks of, in words; `each`: of every element of a collection.
pub(super) fn value(
    rules: &RuleSet,
    obligation: &Obligation,
    (value, each): (crate::model::ExprId, Option<(crate::model::Collection, u8)>),
    lang: Lang,
) -> String {
    let speaker = Speaker::of(rules, obligation);
    let speaker = each.map_or_else(|| speaker.clone(), |(over, depth)| speaker.inside(depth, over, value));
    match lang {
        Lang::Zh => speaker.zh(value),
        Lang::En => speaker.en(value),
    }
}

/// One line a sentence: `file:line:column: id: sentence`.
#[must_use]
pub fn concise(rules: &RuleSet, chosen: &[ObligationId], style: Style) -> String {
    let mut out = String::new();
    for id in chosen {
        let obligation = &rules.obligations[*id];
        let (file, at) = rule_place(rules, obligation.span);
        let said = sentence(rules, *id, style.lang);
        let lit = light::of(rules, *id).map(|light| light::line(rules, light, style.lang));
        let lit = match (lit, style.lang) {
            (None, _) => String::new(),
            (Some(lit), Lang::Zh) => format!("{lit}。"),
            (Some(lit), Lang::En) => format!(" [{lit}]"),
        };
        let _ = writeln!(out, "{file}:{}:{}: {}: {said}{lit}", at.line, at.column, obligation.id);
    }
    out
}

/// The sentences as data: `rulecheck/show/1`, in both languages.
#[must_use]
pub fn json(rules: &RuleSet, chosen: &[ObligationId]) -> Value {
    let mut procedures: Vec<group::ProcedureId> =
        chosen.iter().filter_map(|id| rules.obligations[*id].procedure).collect();
    procedures.sort();
    procedures.dedup();
    let procedure = |id: group::ProcedureId| {
        let one = &rules.procedures[id];
        json!({
            "name": group::procedure_name(rules, id),
            "alias": one.alias.as_deref(),
            "applies": { "zh": applies(rules, id, Lang::Zh), "en": applies(rules, id, Lang::En) },
            "citation": one.cites.iter().map(|cite| values::cited(rules, cite)).collect::<Vec<_>>(),
        })
    };
    json!({
        "schema": SCHEMA,
        "procedures": procedures.into_iter().map(procedure).collect::<Vec<_>>(),
        "obligations": chosen.iter().map(|id| one(rules, *id)).collect::<Vec<_>>(),
        "tables": table::used(rules, chosen).into_iter().map(|id| one_table(rules, id)).collect::<Vec<_>>(),
        "rules": values::rules_of(rules),
    })
}

fn one(rules: &RuleSet, id: ObligationId) -> Value {
    let obligation: &Obligation = &rules.obligations[id];
    let (file, at) = rule_place(rules, obligation.span);
    json!({
        "id": obligation.id.as_str(),
        "alias": obligation.alias.as_str(),
        "name": obligation.name.as_str(),
        "procedure": obligation.procedure.map(|id| group::procedure_name(rules, id)),
        "step": obligation.step.map(|id| rules.steps[id].path.as_str()),
        "task": obligation.task.map(|id| rules.tasks[id].name.as_str()),
        "register": obligation.register.map(|id| rules.registers[id].name.as_str()),
        "modality": values::modality(obligation.duty),
        "severity": wording::severity_key(obligation.severity),
        "sentence": { "zh": sentence(rules, id, Lang::Zh), "en": sentence(rules, id, Lang::En) },
        "period": period_of(obligation)
            .map(|period| json!({ "value": period.amount, "unit": unit(period.unit) })),
        "citation": obligation.cites.iter().map(|cite| values::cited(rules, cite)).collect::<Vec<_>>(),
        "superior": values::ties(rules, obligation),
        "authorised": values::authorised(rules, obligation),
        "light": light::of(rules, id).map(|light| json!({
            "name": light.name.as_str(),
            "zh": light::line(rules, light, Lang::Zh),
            "en": light::line(rules, light, Lang::En),
        })),
        "law": obligation.note.as_deref(),
        "rule": { "file": file.as_str(), "line": at.line, "column": at.column },
    })
}

fn one_table(rules: &RuleSet, id: Id<Table>) -> Value {
    let table = &rules.tables[id];
    let (file, at) = rule_place(rules, table.span);
    let (zh, en) = (table::rows(rules, table, Lang::Zh), table::rows(rules, table, Lang::En));
    let rows: Vec<Value> = zh.iter().zip(&en).map(|(zh, en)| json!({ "zh": zh, "en": en })).collect();
    json!({
        "name": table.name.as_str(),
        "alias": table.alias.as_deref(),
        "hit": match table.policy {
            HitPolicy::Unique => "unique",
            HitPolicy::First => "first",
            HitPolicy::Collect => "collect",
        },
        "rows": rows,
        "citation": table.cites.iter().map(|cite| values::cited(rules, cite)).collect::<Vec<_>>(),
        "rule": { "file": file.as_str(), "line": at.line, "column": at.column },
    })
}

fn unit(unit: TimeUnit) -> &'static str {
    match unit {
        TimeUnit::Workday => "workday",
        TimeUnit::Day => "day",
        TimeUnit::Month => "month",
        TimeUnit::Year => "year",
        TimeUnit::Hour => "hour",
        TimeUnit::Minute => "minute",
    }
}
