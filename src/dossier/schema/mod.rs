//! The JSON Schema (draft 2020-12) of dossiers, made from the reader's own tables and the rules.
//!
//! INVARIANT: what the schema refuses, the reader refuses; what it lets pass and the reader refuses is a relation
//! between values (order of dates, attempts, a name that two spellings share), which a schema cannot tell. A test
//! holds both against the examples and their mutations.

mod named;
mod shapes;
mod words;

pub(crate) use words::said;

use super::read::keys::{self, Key};
use super::typing::{CASTS, DECISIONS, Known, OPINIONS, known};
use crate::model::{Act, FollowKind, Id, Procedure, Row, RuleSet};
use serde_json::{Map, Value, json};
use shapes::Holds;
use smol_str::SmolStr;

/// Names the schema of dossiers.
pub const SCHEMA: &str = "rulecheck/dossier/1";

/// The schema of the dossiers of these rules; `procedure`: of this procedure alone, its steps, roles and documents.
#[must_use]
pub fn schema(rules: &RuleSet, procedure: Option<Id<Procedure>>) -> Value {
    let known = known(rules, procedure);
    let mut writer = Writer { rules, procedure, known: &known, defs: Map::new(), open: Vec::new() };
    let root = writer.table("DOSSIER", keys::DOSSIER);
    let Value::Object(mut root) = root else { return root };
    let title = match procedure {
        Some(id) => format!("{} · {}", edition(rules, id).unwrap_or_default(), rules.procedures[id].name),
        None => rules.editions.iter().map(|edition| edition.name.as_str()).collect::<Vec<_>>().join(" + "),
    };
    root.insert("$schema".into(), json!("https://json-schema.org/draft/2020-12/schema"));
    root.insert("$id".into(), json!(SCHEMA));
    root.insert("title".into(), json!(format!("卷宗 / Dossier: {title}")));
    root.insert("$defs".into(), Value::Object(writer.defs));
    Value::Object(root)
}

/// The name of the ruleset that declares a procedure.
fn edition(rules: &RuleSet, id: Id<Procedure>) -> Option<&str> {
    let file = rules.procedures[id].span.file;
    rules.editions.iter().find(|edition| edition.span.file == file).map(|edition| edition.name.as_str())
}

/// Builds the schema and collects its definitions.
struct Writer<'r> {
    rules: &'r RuleSet,
    procedure: Option<Id<Procedure>>,
    known: &'r Known,
    defs: Map<String, Value>,
    /// Records of the rules that are being written: one that holds itself is written once.
    open: Vec<String>,
}

/// A reference to a definition.
fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{}", name.replace('~', "~0").replace('/', "~1")) })
}

/// A record of these properties and no others, under rules.
fn object(properties: Map<String, Value>, rules: Vec<Value>) -> Value {
    let mut made = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if let (Some(made), false) = (made.as_object_mut(), rules.is_empty()) {
        made.insert("allOf".into(), Value::Array(rules));
    }
    made
}

/// One of some words.
fn one_of<'w>(words: impl IntoIterator<Item = &'w SmolStr>) -> Value {
    let mut all: Vec<Value> = Vec::new();
    for word in words {
        let word = json!(word.as_str());
        if !all.contains(&word) {
            all.push(word);
        }
    }
    // An empty enumeration lets nothing pass, as the reader does.
    json!({ "enum": all })
}

impl Writer<'_> {
    /// The schema of a record by a table of keys, in both vocabularies; no key twice, none but these.
    fn table(&mut self, name: &str, table: &[Key]) -> Value {
        let mut properties = Map::new();
        let mut rules: Vec<Value> = Vec::new();
        for key in table {
            let Some((_, holds, zh, en)) = shapes::shape(name, key.en) else { continue };
            let value = self.holds(holds);
            let value = if key.required { value } else { words::or_null(value) };
            let value = words::described(value, &format!("{zh}\n{en}"));
            properties.insert(key.en.into(), value.clone());
            if key.zh == key.en {
                continue;
            }
            properties.insert(key.zh.into(), value);
            rules.push(json!({ "not": { "required": [key.en, key.zh] } }));
            if key.required {
                rules.push(json!({ "anyOf": [{ "required": [key.en] }, { "required": [key.zh] }] }));
            }
        }
        match name {
            "DOSSIER" => {
                properties.insert("$schema".into(), json!({ "type": "string" }));
                self.groups(&mut properties, &mut rules);
                self.procedure_is_named(&mut rules);
            }
            "RECORD" => rules.extend(self.outcomes()),
            "TASK" => rules.extend(self.task_fields()),
            "DOCUMENT" => rules.extend(self.document_fields()),
            _ => {}
        }
        object(properties, rules)
    }

    /// A table of the reader as a definition.
    fn defined(&mut self, name: &str) -> Value {
        let key = name.to_ascii_lowercase();
        if !self.defs.contains_key(&key) {
            self.defs.insert(key.clone(), Value::Null);
            let found = keys::NAMED.iter().find(|(known, _)| *known == name);
            let schema = found.map_or(json!({}), |(name, table)| self.table(name, table));
            self.defs.insert(key.clone(), schema);
        }
        reference(&key)
    }

    /// A schema under a name of its own, made once.
    fn once(&mut self, name: &str, make: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.defs.contains_key(name) {
            let schema = make(self);
            self.defs.insert(name.into(), schema);
        }
        reference(name)
    }

    fn holds(&mut self, holds: Holds) -> Value {
        match holds {
            Holds::Name => words::name(),
            Holds::Text => json!({ "type": "string" }),
            Holds::Date => self.once("date", |_| words::date()),
            Holds::Moment => self.once("moment", |_| words::moment()),
            Holds::AsOf => words::as_of(),
            Holds::Count => words::count(),
            Holds::YesNo => words::yes_no(),
            Holds::Pairs => json!({ "type": "object" }),
            Holds::OneOrNames => {
                json!({ "anyOf": [words::name(), { "type": "array", "items": words::name() }] })
            }
            Holds::Names => json!({ "type": "array", "items": words::name() }),
            Holds::Record(table) => self.defined(table),
            Holds::Records(table) => json!({ "type": "array", "items": self.defined(table) }),
            Holds::Ruleset => one_of(self.rules.editions.iter().map(|edition| &edition.name)),
            Holds::Procedure => json!({ "enum": self.procedures() }),
            Holds::Step => self.once("step", |writer| writer.steps()),
            Holds::Document => one_of(self.known.documents.iter().flat_map(|(words, _)| words)),
            Holds::Event => {
                let acts = Act::WORDS.iter().flat_map(|(_, zh, en)| [zh, en]);
                let acts: Vec<SmolStr> = acts.map(|word| SmolStr::new_static(word)).collect();
                one_of(self.known.events.iter().flat_map(|(words, _)| words).chain(&acts))
            }
            Holds::Obligation => self.obligations("obligation", |_| true),
            Holds::Clock => self.obligations("clock", |row| matches!(row, Row::Within { .. })),
            Holds::Finding => self.obligations("finding", |row| matches!(row, Row::Finding { .. })),
            Holds::Result => json!({ "enum": [true, false, "yes", "no", "是", "否", "true", "false"] }),
            Holds::Decision => json!({ "enum": DECISIONS.iter().map(|(word, _)| *word).collect::<Vec<_>>() }),
            Holds::Promise => self.obligations("promise", |row| {
                let promised =
                    |kind: &FollowKind| matches!(kind, FollowKind::Commitment | FollowKind::Owed(_));
                matches!(row, Row::Follow(follow) if promised(&follow.kind))
            }),
            Holds::Voice => json!({ "enum": OPINIONS.iter().map(|(word, _)| *word).collect::<Vec<_>>() }),
            Holds::Cast => json!({ "enum": CASTS.iter().map(|(word, _)| *word).collect::<Vec<_>>() }),
            Holds::Registers => self.registers(),
            Holds::Period => words::period(),
            Holds::Digest => words::digest(),
            Holds::Roles => self.roles(),
            Holds::Task => one_of(self.known.tasks.iter().flat_map(|(words, _)| words)),
        }
    }

    /// The ids of obligations of some kind, whole and by their ends.
    fn obligations(&mut self, name: &str, is: fn(&Row) -> bool) -> Value {
        self.once(name, |writer| {
            let rules = writer.rules;
            let fits = writer.known.obligations.iter().filter(|(_, id)| is(&rules.obligations[*id].row));
            // What is judged entry by entry is named with its entry: `清单/义务[标识]`.
            let (by_entry, plain): (Vec<_>, Vec<_>) =
                fits.partition(|(_, id)| rules.obligations[*id].register.is_some());
            let plain = one_of(plain.iter().flat_map(|(words, _)| words));
            if by_entry.is_empty() {
                return plain;
            }
            let words: Vec<String> =
                by_entry.iter().flat_map(|(words, _)| words).map(|word| words::literal(word)).collect();
            let named = format!("^(?:{})[\\[【].+[\\]】]$", words.join("|"));
            json!({ "anyOf": [plain, { "type": "string", "pattern": named }] })
        })
    }
}
