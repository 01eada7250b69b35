//! What may be done next, for people and for machines (`rulecheck/next/1`, `docs/schema/next-1.json`).

use super::citation::citation;
use super::human::{digests, editions};
use super::json::{day, rules_of};
use super::refusal::{cure, deed, organs_words, why};
use super::table::Table;
use super::{Ink, Style};
use crate::calendar::Date;
use crate::case::{Case, Deed, Enabled, First, Refusal, Target, Until, Waiting};
use crate::diag::Lang;
use crate::model::{Act, Citation, ObligationId, RuleSet, UnitRef};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Names the schema.
pub const SCHEMA: &str = "rulecheck/next/1";

/// The JSON Schema of the document.
pub const JSON_SCHEMA: &str = include_str!("../../docs/schema/next-1.json");

/// What may be done in a case on a day, for people.
#[must_use]
pub fn human(case: &Case<'_>, on: Date, style: Style) -> String {
    let (rules, dossier) = (case.rules(), case.dossier());
    let mut parts = vec![dossier.name.to_string()];
    parts.extend(dossier.procedure.map(|id| style.ink(Ink::Bold, &rules.procedures[id].name)));
    parts.push(format!("{}{on}", style.pick("截至 ", "as of ")));
    let mut out = parts.join("  ") + "\n";
    let enabled = case.enabled(on);
    let forward = |one: &&Enabled| !one.optional || matches!(one.deed, Deed::Act(Act::Start | Act::Finish));
    let (must, may): (Vec<&Enabled>, Vec<&Enabled>) =
        enabled.iter().filter(forward).partition(|one| !one.optional);
    list(&mut out, style.pick("现在可以办", "May be done now"), &must, case, on, style);
    list(&mut out, style.pick("可以办，也可以不办", "May be done or left"), &may, case, on, style);
    if must.is_empty() && may.is_empty() {
        let _ = writeln!(out, "\n{}", style.pick("现在没有可以办的步骤", "No step can be done now"));
    }
    waiting(&mut out, &case.waiting(on), case, on, style);
    also(&mut out, &enabled, rules, style);
    let line = format!("{} {}  {}", style.pick("规则", "rules"), editions(rules), digests(rules));
    let _ = writeln!(out, "\n{}", style.ink(Ink::Dim, &line));
    out
}

fn list(out: &mut String, title: &str, all: &[&Enabled], case: &Case<'_>, on: Date, style: Style) {
    if all.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n{}", style.ink(Ink::Bold, title));
    let mut table = Table::default();
    for one in all {
        let who = who(case, one, style.lang);
        let cited = cites(case.rules(), one.target).iter().take(1);
        let cited: Vec<String> = cited.map(|one| citation(case.rules(), one, style.lang)).collect();
        table.row(vec![
            deed(case.rules(), one.deed, one.target).get(style.lang).to_owned(),
            who,
            until(case, one.until, on, style),
            outcomes(one, style),
            cited.concat(),
        ]);
    }
    out.push_str(&table.render("  ", |_, column, text| match column {
        2 => style.ink(Ink::Warn, text),
        4 => style.ink(Ink::Dim, text),
        _ => text.to_owned(),
    }));
}

fn outcomes(one: &Enabled, style: Style) -> String {
    if one.outcomes.is_empty() {
        return String::new();
    }
    let between = style.pick("、", ", ");
    format!("{}{}", style.pick("结论：", "outcome: "), one.outcomes.join(between))
}

/// Organs and roles, with those who hold the roles.
fn named(case: &Case<'_>, organs: &[UnitRef], lang: Lang) -> String {
    let words = organs_words(case.rules(), organs, lang);
    let holders = organs.iter().filter_map(|organ| match organ {
        UnitRef::Role(role) => case.dossier().roles.get(role.index()),
        UnitRef::Unit(_) => None,
    });
    let holders = holders.flat_map(|binding| &binding.members).filter_map(|member| member.name.as_deref());
    let holders: Vec<&str> = holders.collect();
    match (holders.is_empty(), lang) {
        (true, _) => words,
        (_, Lang::Zh) => format!("{words}（{}）", holders.join("、")),
        (_, Lang::En) => format!("{words} ({})", holders.join(", ")),
    }
}

/// By whom.
fn who(case: &Case<'_>, one: &Enabled, lang: Lang) -> String {
    let mut names: Vec<String> = one.organs.iter().map(|organs| named(case, organs, lang)).collect();
    names.extend((!one.doers.is_empty()).then(|| one.doers.join(if lang == Lang::Zh { "、" } else { ", " })));
    let names = names.join(if lang == Lang::Zh { "，" } else { "; " });
    match (names.is_empty(), lang) {
        (true, _) => String::new(),
        (_, Lang::Zh) => format!("由{names}"),
        (_, Lang::En) => format!("by {names}"),
    }
}

/// The last day, and how many days are left.
fn until(case: &Case<'_>, until: Option<Until>, on: Date, style: Style) -> String {
    let Some(until) = until else { return String::new() };
    let left = until.due.days_since(on);
    let name = &case.rules().obligations[until.obligation].name;
    match (style.lang, left < 0) {
        (Lang::Zh, false) => format!("{} 前（{name}，还有 {left} 日）", until.due),
        (Lang::Zh, true) => format!("{} 前（{name}，已过 {} 日）", until.due, -left),
        (Lang::En, false) => format!("by {} ({name}, {left} days left)", until.due),
        (Lang::En, true) => format!("by {} ({name}, {} days over)", until.due, -left),
    }
}

/// What waits, those together that wait for the same.
fn waiting(out: &mut String, all: &[Waiting], case: &Case<'_>, on: Date, style: Style) {
    if all.is_empty() {
        return;
    }
    let rules = case.rules();
    let _ = writeln!(out, "\n{}", style.ink(Ink::Bold, style.pick("还不能办", "Cannot be done yet")));
    let mut groups: Vec<(Vec<&Waiting>, String, String)> = Vec::new();
    for one in all {
        let mut said = why(rules, &one.refusal, style.lang);
        let cure = cure(rules, &one.refusal, style.lang);
        if !cure.is_empty() {
            said.push_str(style.pick("；", "; "));
            said.push_str(&cure);
        }
        let by = in_the_way(rules, &one.refusal, style.lang);
        let due = until(case, one.until, on, style);
        let more: Vec<&str> =
            [by.as_str(), due.as_str()].into_iter().filter(|text| !text.is_empty()).collect();
        let more = more.join("  ");
        let act = one.act;
        match groups.iter_mut().find(|(group, words, below)| {
            *words == said && *below == more && group.first().is_some_and(|first| first.act == act)
        }) {
            Some((group, ..)) => group.push(one),
            None => groups.push((vec![one], said, more)),
        }
    }
    for (group, said, more) in groups {
        let mut names = String::new();
        for one in &group {
            let target = Target::Step(one.step);
            let whole = deed(rules, Deed::Act(one.act), target);
            let name = &rules.steps[one.step].name;
            match (names.is_empty(), style.lang) {
                (true, lang) => names.push_str(whole.get(lang)),
                (false, Lang::Zh) => names.push_str(&format!("「{name}」")),
                (false, Lang::En) => names.push_str(&format!(", ‘{name}’")),
            }
        }
        let _ = writeln!(out, "  {names}\n      {said}");
        if !more.is_empty() {
            let _ = writeln!(out, "      {}", style.ink(Ink::Dim, &more));
        }
    }
}

fn in_the_way(rules: &RuleSet, refusal: &Refusal, lang: Lang) -> String {
    let Some(id) = refusal.obligation else { return String::new() };
    let obligation = &rules.obligations[id];
    let cited: Vec<String> = obligation.cites.iter().take(1).map(|one| citation(rules, one, lang)).collect();
    format!("{}  {}", obligation.id, cited.concat()).trim_end().to_owned()
}

/// The acts that are possible besides, by their words alone.
fn also(out: &mut String, enabled: &[Enabled], rules: &RuleSet, style: Style) {
    let mut words: Vec<String> = Vec::new();
    let besides = |one: &&Enabled| one.optional && !matches!(one.deed, Deed::Act(Act::Start | Act::Finish));
    for one in enabled.iter().filter(besides) {
        let word = match one.target {
            Target::Clock(_) | Target::Promise(_) => deed(rules, one.deed, one.target),
            _ => deed(rules, one.deed, Target::Case),
        };
        let word = word.get(style.lang).to_owned();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    if words.is_empty() {
        return;
    }
    let between = style.pick("、", ", ");
    let _ = writeln!(out, "\n{}{}", style.pick("另外可以记：", "Also: "), words.join(between));
}

fn cites(rules: &RuleSet, target: Target) -> &[Citation] {
    match target {
        Target::Case => &[],
        Target::Step(step) => &rules.steps[step].cites,
        Target::Clock(id) | Target::Promise(id) => &rules.obligations[id].cites,
    }
}

/// The same for machines.
#[must_use]
pub fn json(case: &Case<'_>, on: Date, style: Style) -> Value {
    let (rules, dossier) = (case.rules(), case.dossier());
    let enabled = case.enabled(on);
    let waiting = case.waiting(on);
    json!({
        "schema": SCHEMA,
        "file": dossier.name.as_str(),
        "procedure": dossier.procedure.map(|id| rules.procedures[id].name.as_str()),
        "as_of": on.to_string(),
        "enabled": enabled.iter().map(|one| enabled_value(rules, one, on, style)).collect::<Vec<_>>(),
        "waiting": waiting.iter().map(|one| waiting_value(rules, one, on, style)).collect::<Vec<_>>(),
        "rules": rules_of(rules),
        "calendar": rules.calendar.version(),
        "dossier": dossier.digest.to_string(),
    })
}

fn words(deed: Deed, rules: &RuleSet) -> (&'static str, Value) {
    match deed {
        Deed::Act(act) => (act.words().1, Value::Null),
        Deed::Event(kind) => ("event", json!(rules.events[kind].name.as_str())),
    }
}

fn organ(rules: &RuleSet, organ: UnitRef) -> String {
    match organ {
        UnitRef::Unit(unit) => rules.units[unit].name.to_string(),
        UnitRef::Role(role) => rules.roles[role].name.to_string(),
    }
}

fn citation_values(rules: &RuleSet, cited: &[Citation], lang: Lang) -> Vec<String> {
    cited.iter().map(|one| citation(rules, one, lang)).collect()
}

fn due(rules: &RuleSet, until: Option<Until>, on: Date) -> (Value, Value, Value) {
    match until {
        Some(until) => (
            day(Some(until.due)),
            json!(until.due.days_since(on)),
            json!(rules.obligations[until.obligation].id.as_str()),
        ),
        None => (Value::Null, Value::Null, Value::Null),
    }
}

fn enabled_value(rules: &RuleSet, one: &Enabled, on: Date, style: Style) -> Value {
    let (act, event) = words(one.deed, rules);
    let id = |id: ObligationId| json!(rules.obligations[id].id.as_str());
    let (step, clock, promise) = match one.target {
        Target::Case => (Value::Null, Value::Null, Value::Null),
        Target::Step(step) => (json!(rules.steps[step].path.as_str()), Value::Null, Value::Null),
        Target::Clock(clock) => (Value::Null, id(clock), Value::Null),
        Target::Promise(promise) => (Value::Null, Value::Null, id(promise)),
    };
    let (due, days_left, due_by) = due(rules, one.until, on);
    let organs: Vec<Vec<String>> =
        one.organs.iter().map(|organs| organs.iter().map(|one| organ(rules, *one)).collect()).collect();
    json!({
        "act": act,
        "event": event,
        "step": step,
        "clock": clock,
        "obligation": promise,
        "organs": organs,
        "doers": one.doers.iter().map(|name| name.as_str()).collect::<Vec<_>>(),
        "doer_needed": one.doer_needed,
        "outcomes": one.outcomes.iter().map(|name| name.as_str()).collect::<Vec<_>>(),
        "kinds": one.kinds.iter().map(|name| name.as_str()).collect::<Vec<_>>(),
        "document": one.document.map(|kind| rules.documents[kind].name.as_str()),
        "optional": one.optional,
        "due": due,
        "days_left": days_left,
        "due_by": due_by,
        "citation": citation_values(rules, cites(rules, one.target), style.lang),
    })
}

fn waiting_value(rules: &RuleSet, one: &Waiting, on: Date, style: Style) -> Value {
    let refusal = &one.refusal;
    let (due, days_left, due_by) = due(rules, one.until, on);
    let obligation = refusal.obligation.map(|id| &rules.obligations[id]);
    let first: Vec<Value> = refusal.first.iter().map(|one| first_value(rules, one)).collect();
    json!({
        "act": one.act.words().1,
        "step": rules.steps[one.step].path.as_str(),
        "message": why(rules, refusal, style.lang),
        "obligation": obligation.map(|one| one.id.as_str()),
        "citation": obligation.map(|one| citation_values(rules, &one.cites, style.lang)).unwrap_or_default(),
        "first": first,
        "any": refusal.any,
        "due": due,
        "days_left": days_left,
        "due_by": due_by,
    })
}

fn first_value(rules: &RuleSet, one: &First) -> Value {
    let blank = |act: &str, key: &str, value: Value| {
        let mut made = json!({ "act": act, "step": null, "day": null, "names": [] });
        if let Some(object) = made.as_object_mut() {
            object.insert(key.to_owned(), value);
        }
        made
    };
    let step = |step: &crate::model::Id<crate::model::Step>| json!(rules.steps[*step].path.as_str());
    match one {
        First::Start(at) => blank("start", "step", step(at)),
        First::Finish(at) => blank("finish", "step", step(at)),
        First::Wait(until) => blank("wait", "day", day(Some(*until))),
        First::Opinion(of) => blank("opinion", "names", json!([of.as_str()])),
        First::Organ(organs) => {
            let names: Vec<String> = organs.iter().map(|one| organ(rules, *one)).collect();
            blank("organ", "names", json!(names))
        }
        First::Word(words) => {
            let names: Vec<&str> = words.iter().map(|one| one.as_str()).collect();
            blank("word", "names", json!(names))
        }
        First::Resume => blank("resume", "names", json!([])),
    }
}
