//! Verdicts for machines: the stable schema `rulecheck/verdict/1` (`docs/schema/verdict-1.json`).
//!
//! INVARIANT: a field is always there; what is not known is `null` or an empty list. Dates are ISO
//! 8601. New fields may be added; a changed meaning is a new number.

use super::facts::Facts;
use super::{Style, View, citation, condition, locate, rule_place, superior, wording};
use crate::calendar::{Date, explain};
use crate::diag::{Diagnostic, Lang, Severity};
use crate::judge::{ConditionNode, Explanation, Subject, evidence_path, remedy};
use crate::model::{Citation, CitedPlace, Duty, Obligation, ObligationId, RuleSet};
use crate::text::SourceMap;
use serde_json::{Value, json};

/// Names the schema of verdicts.
pub const SCHEMA: &str = "rulecheck/verdict/1";

/// The JSON Schema of the document.
pub const JSON_SCHEMA: &str = include_str!("../../docs/schema/verdict-1.json");

/// The whole document of a run: `dossiers` holds one [`dossier`] each.
#[must_use]
pub fn document(dossiers: Vec<Value>) -> Value {
    json!({ "schema": SCHEMA, "dossiers": dossiers })
}

/// One dossier.
#[must_use]
pub fn dossier(view: &View<'_>, only: &[Subject], style: Style) -> Value {
    let wanted = |verdict: &&crate::judge::Verdict| super::wanted(only, verdict);
    let verdicts: Vec<Value> = view
        .report
        .verdicts
        .iter()
        .filter(wanted)
        .map(|verdict| one(&Facts::of(*view, *verdict), style.lang))
        .collect();
    let overall = view.report.overall;
    let named = |is: &dyn Fn(&crate::judge::Verdict) -> bool| -> Vec<String> {
        let found = view
            .report
            .verdicts
            .iter()
            .filter(|verdict| verdict.status != crate::judge::Status::NotApplicable && is(verdict));
        found.map(|verdict| Subject::from(verdict).id(view.rules, view.dossier).to_string()).collect()
    };
    json!({
        "schema": SCHEMA,
        "file": view.dossier.name.as_str(),
        "line": view.dossier.line,
        "procedure": view.report.procedure.map(|id| view.rules.procedures[id].name.as_str()),
        "as_of": day(Some(view.report.as_of)),
        "overall": wording::status_key(overall.status),
        "overall_text": wording::overall_line(overall, style.lang),
        "not_reviewed": named(&|verdict| verdict.not_reviewed),
        "needs_finding": named(&|verdict| verdict.needs_finding),
        "left_out": view.report.left_out,
        "late_entries": super::late::value(view),
        "verdicts": verdicts,
        "rules": rules_of(view.rules),
        "calendar": view.rules.calendar.version(),
        "dossier": format!("sha256:{}", view.dossier.digest),
    })
}

/// Editions and digest of the rules.
pub(super) fn rules_of(rules: &RuleSet) -> Value {
    let editions: Vec<Value> = rules
        .editions
        .iter()
        .map(|edition| json!({ "name": edition.name.as_str(), "version": edition.version.as_deref() }))
        .collect();
    json!({ "digest": format!("sha256:{}", rules.digest), "rulesets": editions })
}

pub(super) fn day(date: Option<Date>) -> Value {
    date.map_or(Value::Null, |date| Value::String(date.to_string()))
}

fn one(facts: &Facts<'_>, lang: Lang) -> Value {
    let View { rules, dossier, report, .. } = facts.view;
    let verdict = &facts.verdict;
    let (file, at) = rule_place(rules, facts.obligation.span);
    let evidence: Vec<Value> = locate(&facts.view, facts.evidence())
        .into_iter()
        .map(|at| {
            json!({
                "file": at.file.as_str(),
                "path": at.path.to_string(),
                "line": at.place.map(|place| place.line),
                "column": at.place.map(|place| place.column),
            })
        })
        .collect();
    let acts = remedy(rules, dossier, report.as_of, verdict);
    let acts: Vec<Value> = acts
        .iter()
        .map(|act| json!({ "text": wording::act(rules, act, lang), "earliest": day(Some(act.earliest)), "latest": day(act.latest) }))
        .collect();
    let missing: Vec<Value> = facts
        .missing
        .iter()
        .map(|fact| json!({ "path": fact.path.to_string(), "name": fact.name.as_str() }))
        .collect();
    json!({
        "id": facts.id().as_str(),
        "entry": Subject::from(verdict).entry_in(rules, dossier).map(|(register, entry)| {
            json!({ "register": rules.registers[register].name.as_str(), "key": entry.key.as_str() })
        }),
        "period": Subject::from(verdict).period(rules).map(|(name, first, last)| {
            json!({ "name": name.as_str(), "first": first.to_string(), "last": last.to_string() })
        }),
        "alias": facts.obligation.alias.as_str(),
        "name": facts.obligation.name.as_str(),
        "modality": modality(facts.obligation.duty),
        "status": wording::status_key(verdict.status),
        "severity": wording::severity_key(verdict.weight),
        "since": day(verdict.since),
        "until": day(verdict.until),
        "due": day(verdict.due),
        "days_left": verdict.due.map(|due| facts.left_until(due)),
        "citation": facts.obligation.cites.iter().map(|cite| cited(rules, cite)).collect::<Vec<_>>(),
        "superior": ties(rules, &facts.obligation),
        "authorised": authorised(rules, &facts.obligation),
        "message": wording::sentence(facts, lang),
        "reason": format!("{:?}", verdict.reason),
        "missing": missing,
        "notes": verdict.notes.iter().map(wording::note_key).collect::<Vec<_>>(),
        "not_reviewed": verdict.not_reviewed,
        "needs_finding": verdict.needs_finding,
        "task": facts.obligation.task.map(|task| rules.tasks[task].name.as_str()),
        "supporting": facts.support().iter().map(|name| name.as_str()).collect::<Vec<_>>(),
        "responsible": facts.by_whom().iter().map(|name| name.as_str()).collect::<Vec<_>>(),
        "why": facts.told.as_ref().map(|told| why(&facts.view, told, lang)),
        "rule": { "file": file.as_str(), "line": at.line, "column": at.column },
        "evidence": evidence,
        "curable": verdict.curable,
        "remedy": acts,
    })
}

/// 授权: what allows an obligation to be laxer than the superior one.
pub(super) fn authorised(rules: &RuleSet, obligation: &Obligation) -> Vec<Value> {
    obligation.standing.authorised.iter().map(|cite| cited(rules, cite)).collect()
}

/// The superior obligations (细化) with their articles.
pub(super) fn ties(rules: &RuleSet, obligation: &Obligation) -> Vec<Value> {
    let one = |(tie, id): (superior::Tie, ObligationId)| {
        let above = &rules.obligations[id];
        json!({
            "id": above.id.as_str(),
            "relation": tie.key(),
            "citation": above.cites.iter().map(|cite| cited(rules, cite)).collect::<Vec<_>>(),
        })
    };
    superior::ties(obligation).into_iter().map(one).collect()
}

pub(super) fn modality(duty: Duty) -> &'static str {
    match duty {
        Duty::Must => "must",
        Duty::MustNot => "must_not",
        Duty::Presumptive => "presumptive",
        Duty::InPrinciple => "in_principle",
        Duty::May => "may",
        Duty::Encouraged => "encouraged",
        Duty::Strive => "strive",
        Duty::Inferred => "inferred",
    }
}

pub(super) fn cited(rules: &RuleSet, cite: &Citation) -> Value {
    let instrument = &rules.instruments[cite.instrument];
    let article = match &cite.place {
        CitedPlace::Whole => Value::Null,
        CitedPlace::Article(at) => json!(citation::article(*at, Lang::Zh)),
        CitedPlace::Range(from, to) => {
            json!(format!("{}至{}", citation::article(*from, Lang::Zh), citation::article(*to, Lang::Zh)))
        }
        CitedPlace::Heading(heading) => json!(heading.as_str()),
    };
    json!({
        "instrument": instrument.name.as_str(),
        "number": instrument.number.as_deref(),
        "article": article,
        "text": citation::citation(rules, cite, Lang::Zh),
    })
}

/// The explanation tree as data.
fn why(view: &View<'_>, told: &Explanation, lang: Lang) -> Value {
    let tests: Vec<Value> = told
        .tests
        .iter()
        .map(|test| json!({ "text": wording::test(test, lang), "holds": test.holds() }))
        .collect();
    let conditions: Vec<Value> = told.conditions.iter().map(|node| tree(view, node, lang)).collect();
    let counted: Vec<Value> = told
        .counted
        .iter()
        .map(|counted| {
            let said = explain(counted, &view.rules.calendar);
            json!({
                "from": counted.start.to_string(),
                "period": wording::period_words(counted.period, lang),
                "end": counted.end.to_string(),
                "provisional": counted.provisional,
                "assumed": counted.assumed,
                "text": match lang { Lang::Zh => said.zh(), Lang::En => said.en() },
            })
        })
        .collect();
    json!({
        "tests": tests,
        "conditions": conditions,
        "counted": counted,
        "clock": told.clock.as_ref().map(|run| super::clock::value(view.rules, run)),
    })
}

fn tree(view: &View<'_>, node: &ConditionNode, lang: Lang) -> Value {
    let (file, at) = rule_place(view.rules, view.rules.exprs[node.expr].span);
    let children: Vec<Value> = node.children.iter().map(|child| tree(view, child, lang)).collect();
    json!({
        "expression": condition::words(view.rules, node.expr),
        "truth": node.truth.map(|truth| match truth {
            crate::judge::Tri::True => "true",
            crate::judge::Tri::False => "false",
            crate::judge::Tri::Missing => "missing",
            crate::judge::Tri::Open => "open",
        }),
        "value": condition::read(view.rules, view.dossier, node, lang),
        "path": node.evidence.map(|at| evidence_path(view.rules, view.dossier, at).to_string()),
        "element": node.element,
        "rule": { "file": file.as_str(), "line": at.line, "column": at.column },
        "children": children,
    })
}

/// Diagnostics for machines: `rulecheck/diagnostics/1`.
#[must_use]
pub fn diagnostics(found: &[(&SourceMap, &Diagnostic)]) -> Value {
    let one = |(sources, diagnostic): &(&SourceMap, &Diagnostic)| {
        let source = sources.get(diagnostic.span.file);
        let place = |at: u32| source.map(|source| source.lines().place(&source.text, at));
        let (start, end) = (place(diagnostic.span.start), place(diagnostic.span.end));
        json!({
            "code": diagnostic.code.to_string(),
            "severity": match diagnostic.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            "file": source.map(|source| source.name.as_ref()),
            "line": start.map(|at| at.line),
            "column": start.map(|at| at.column),
            "end_line": end.map(|at| at.line),
            "end_column": end.map(|at| at.column),
            "message": { "zh": diagnostic.message.zh, "en": diagnostic.message.en },
            "help": diagnostic.help.as_ref().map(|help| json!({ "zh": help.zh, "en": help.en })),
        })
    };
    json!({ "schema": "rulecheck/diagnostics/1", "diagnostics": found.iter().map(one).collect::<Vec<_>>() })
}
