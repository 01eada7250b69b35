//! The model's dossier as JSON text, with the English keys.

use serde_json::{Map, Value as Json, json};

use super::day::Day;
use super::text::amount;
use super::voices::{Poll, Say};
use super::world::{File, HEAD, Meeting, Name, Paper, Record, Value, World};

pub(crate) fn dossier_json(world: &World) -> String {
    let file = &world.file;
    let mut root = Map::new();
    root.insert("ruleset".into(), json!("虚构"));
    if !file.no_procedure {
        root.insert("procedure".into(), json!("试验"));
    }
    root.insert("project".into(), fields(file.project.iter()));
    if let Some(days) = file.parameter {
        root.insert("parameters".into(), json!({ "试验期限": format!("{days}日") }));
    }
    let mut roles = Map::new();
    if let Some(unit) = file.role {
        roles.insert("承办单位".into(), json!(unit));
    }
    if file.records.iter().any(|r| r.meeting.is_some()) {
        roles.insert("行政首长".into(), json!(HEAD));
    }
    put(&mut root, "roles", Json::Object(roles));
    root.insert("records".into(), file.records.iter().map(record).collect());
    if !file.entries.is_empty() {
        root.insert("registers".into(), super::register::entries_json(&file.entries));
    }
    let told = file.events.iter().map(|day| event("收到申请", *day));
    let visits = file.visits.iter().map(|day| event(super::recurring::EVENT, *day));
    put(&mut root, "events", told.chain(visits).collect());
    entries(&mut root, file);
    if let Some(tasks) = &file.tasks {
        root.insert("tasks".into(), super::tasks::entries_json(tasks));
    }
    if file.partial {
        root.insert("partial".into(), json!(true));
    }
    serde_json::to_string_pretty(&Json::Object(root)).expect("JSON")
}

/// What is not a record: leaves out the lists that are empty.
fn entries(root: &mut Map<String, Json>, file: &File) {
    // The limit of a group has a name of its own.
    let clock = |step: &str| format!("{step}/{}", if step == "组" { "总限" } else { "限时" });
    let suspensions = file.suspensions.iter().map(|s| {
        let mut entry = Map::new();
        entry.insert("clock".into(), json!(clock(s.step)));
        entry.insert("kind".into(), json!(s.kind));
        date(&mut entry, "from", Some(s.from));
        date(&mut entry, "to", s.to);
        date(&mut entry, "notice", s.notice);
        Json::Object(entry)
    });
    put(root, "suspensions", suspensions.collect());
    let extensions = file.extensions.iter().map(|e| {
        json!({
            "clock": clock(e.step), "amount": amount(e.amount, e.unit),
            "approved_by": e.approved_by, "date": e.date.to_string(),
        })
    });
    put(root, "extensions", extensions.collect());
    let waivers = file.waivers.iter().map(|w| {
        let mut entry = Map::new();
        entry.insert("step".into(), json!(w.step));
        if let Some(by) = w.approved_by {
            entry.insert("approved_by".into(), json!(by));
        }
        if let Some(day) = w.basis {
            let basis = json!([{ "kind": "依据书", "date": day.to_string() }]);
            entry.insert("documents".into(), basis);
        }
        Json::Object(entry)
    });
    put(root, "waivers", waivers.collect());
    let deviations = file.deviations.iter().map(|d| {
        let mut entry = Map::new();
        entry.insert("obligation".into(), json!(d.obligation));
        entry.insert("reason".into(), json!("情况紧急（虚构）"));
        date(&mut entry, "date", d.date);
        Json::Object(entry)
    });
    put(root, "deviations", deviations.collect());
    let promises = file.promises.iter().map(|p| {
        let mut entry = Map::new();
        entry.insert("obligation".into(), json!(p.obligation));
        entry.insert("by".into(), json!("某公司（虚构）"));
        date(&mut entry, "date", p.date);
        date(&mut entry, "checked", p.checked);
        if let Some(kept) = p.kept {
            entry.insert("kept".into(), json!(if kept { "yes" } else { "no" }));
        }
        Json::Object(entry)
    });
    put(root, "commitments", promises.collect());
    let attestations = file.attestations.iter().map(|a| {
        json!({
            "obligation": a.obligation, "result": if a.yes { "yes" } else { "no" },
            "by": "甲局", "date": a.date.to_string(),
        })
    });
    put(root, "attestations", attestations.collect());
}

fn put(root: &mut Map<String, Json>, key: &str, value: Json) {
    let empty = match &value {
        Json::Array(items) => items.is_empty(),
        Json::Object(items) => items.is_empty(),
        _ => false,
    };
    if !empty {
        root.insert(key.into(), value);
    }
}

fn date(entry: &mut Map<String, Json>, key: &str, day: Option<Day>) {
    if let Some(day) = day {
        entry.insert(key.into(), json!(day.to_string()));
    }
}

fn fields<'a>(given: impl Iterator<Item = (&'a &'static str, &'a Value)>) -> Json {
    let mut map = Map::new();
    for (name, value) in given {
        let value = match value {
            Value::Truth(yes) => json!(yes),
            Value::Word(word) => json!(word),
            Value::Number(n) => json!(n),
            Value::Measured(n, unit) => json!(format!("{n}{unit}")),
            Value::Absent => continue,
            Value::Date(day) => json!(day.to_string()),
        };
        map.insert((*name).into(), value);
    }
    Json::Object(map)
}

fn record(record: &Record) -> Json {
    let mut entry = Map::new();
    entry.insert("step".into(), json!(record.step));
    entry.insert("attempt".into(), json!(record.attempt));
    date(&mut entry, "start", record.start);
    date(&mut entry, "finish", record.finish);
    date(&mut entry, "notice", record.notice);
    if let Some(by) = record.by {
        entry.insert("by".into(), json!(by));
    }
    put(&mut entry, "documents", record.documents.iter().map(paper).collect());
    if let Some(outcome) = record.outcome {
        entry.insert("outcome".into(), json!(outcome));
    }
    put(&mut entry, "sequence", json!(record.sequence));
    let opinions = record.opinions.iter().map(|one| {
        let mut opinion = Map::new();
        opinion.insert("by".into(), json!(one.by));
        opinion.insert("result".into(), json!(if one.agrees { "同意" } else { "不同意" }));
        date(&mut opinion, "date", one.date);
        Json::Object(opinion)
    });
    put(&mut entry, "opinions", opinions.collect());
    if let Some(held) = &record.meeting {
        entry.insert("meeting".into(), meeting(held));
    }
    Json::Object(entry)
}

fn paper(paper: &Paper) -> Json {
    let mut entry = Map::new();
    entry.insert("kind".into(), json!(paper.kind));
    date(&mut entry, "date", paper.date);
    put(&mut entry, "fields", fields(paper.fields.iter()));
    Json::Object(entry)
}

fn event(name: Name, day: Option<Day>) -> Json {
    let mut entry = Map::new();
    entry.insert("event".into(), json!(name));
    date(&mut entry, "date", day);
    Json::Object(entry)
}

fn meeting(held: &Meeting) -> Json {
    let mut entry = Map::new();
    if let Some(kind) = held.kind {
        entry.insert("kind".into(), json!(kind));
    }
    if let Some(head) = held.head {
        entry.insert("head".into(), json!(head));
    }
    if let Some(speakers) = &held.speakers {
        entry.insert("speakers".into(), json!(speakers));
    }
    if let Some((yes, no)) = held.votes {
        entry.insert("votes".into(), json!({ "for": yes, "against": no, "abstain": 0 }));
    }
    poll(&mut entry, &held.poll);
    if let Some(passed) = held.passed {
        entry.insert("decision".into(), json!(if passed { "通过" } else { "不通过" }));
    }
    if let Some(reasons) = held.reasons {
        entry.insert("reasons".into(), json!(reasons));
    }
    if let Some(texts) = &held.dissents {
        let texts: Vec<Json> = texts.iter().map(|text| json!({ "by": "副市长", "text": text })).collect();
        entry.insert("dissents".into(), json!(texts));
    }
    Json::Object(entry)
}

fn poll(entry: &mut Map<String, Json>, poll: &Poll) {
    if let Some(expected) = poll.expected {
        entry.insert("expected".into(), json!(expected));
    }
    if let Some(present) = poll.present {
        entry.insert("present".into(), json!(present));
    }
    if let Some((yes, no, abstain)) = poll.counted {
        entry.insert("votes".into(), json!({ "for": yes, "against": no, "abstain": abstain }));
    }
    if let Some(ballots) = &poll.ballots {
        let word = |say: Say| match say {
            Say::For => "同意",
            Say::Against => "反对",
            Say::Abstain => "弃权",
        };
        let all: Vec<Json> =
            ballots.iter().map(|(by, say)| json!({ "by": by, "result": word(*say) })).collect();
        entry.insert("ballots".into(), json!(all));
    }
    if let Some(recused) = &poll.recused {
        entry.insert("recused".into(), json!(recused));
    }
}
