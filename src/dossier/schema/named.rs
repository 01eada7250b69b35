//! What the rules declare: procedures, steps, roles, documents and facts, in the words of the rules.

use super::words::{default_of, described, name, or_null, said, typed};
use super::{Writer, edition, object, one_of, reference};
use crate::dossier::typing::NAME_FIELDS;
use crate::model::{Field, Id, Presence, Procedure, Role, Schema, Step, Task};
use serde_json::{Map, Value, json};
use smol_str::SmolStr;

/// Both spellings of the keys that the rules below look at.
const KIND: [&str; 2] = ["kind", "种类"];
const FIELDS: [&str; 2] = ["fields", "字段"];
const TASK: [&str; 2] = ["task", "任务"];
const PARTS: [&str; 2] = ["parts", "分期"];
const INDICATORS: [&str; 2] = ["indicators", "指标"];
const STEP: [&str; 2] = ["step", "步骤"];
const OUTCOME: [&str; 2] = ["outcome", "结论"];

impl Writer<'_> {
    /// The spellings of the procedure, or of all: name, alias, and either after the name of the ruleset.
    pub(super) fn procedures(&self) -> Vec<String> {
        let all: Vec<Id<Procedure>> = match self.procedure {
            Some(id) => vec![id],
            None => self.rules.procedures.ids().collect(),
        };
        let mut words: Vec<String> = Vec::new();
        for id in all {
            let procedure = &self.rules.procedures[id];
            for name in std::iter::once(&procedure.name).chain(&procedure.alias) {
                words.push(name.to_string());
                words.extend(edition(self.rules, id).map(|edition| format!("{edition}·{name}")));
            }
        }
        words.sort();
        words.dedup();
        words
    }

    /// A schema of one procedure is for dossiers that name it.
    pub(super) fn procedure_is_named(&self, rules: &mut Vec<Value>) {
        if self.procedure.is_some() {
            let given = ["procedure", "程序"]
                .map(|key| json!({ "required": [key], "properties": { key: { "type": "string" } } }));
            rules.push(json!({ "anyOf": given }));
        }
    }

    /// The steps, each with its spellings and what the rules say of it.
    pub(super) fn steps(&self) -> Value {
        let of_step = |(words, id): &(Vec<SmolStr>, Id<Step>)| {
            let step = &self.rules.steps[*id];
            let doc = self.rules.doc_comment(step.span);
            let mut said = step.path.to_string();
            if let Some(doc) = doc {
                said.push('\n');
                said.push_str(&doc);
            }
            described(one_of(words), &said)
        };
        if self.known.steps.is_empty() {
            return one_of([]);
        }
        json!({ "anyOf": self.known.steps.iter().map(of_step).collect::<Vec<_>>() })
    }

    /// What each step may end with. Of a name that several steps share each one's outcomes will do.
    pub(super) fn outcomes(&self) -> Vec<Value> {
        let mut rules = Vec::new();
        for (words, id) in &self.known.steps {
            let outcomes = &self.rules.steps[*id].outcomes;
            let alone = |word: &&SmolStr| {
                self.known.steps.iter().filter(|(others, _)| others.contains(*word)).count() == 1
            };
            let words: Vec<&str> = words.iter().filter(alone).map(SmolStr::as_str).collect();
            let mut may: Vec<Value> = outcomes.iter().map(|outcome| json!(outcome.as_str())).collect();
            if may.is_empty() {
                may.extend([json!("完成"), json!("done")]);
            }
            may.push(Value::Null);
            let then = json!({ "properties": both(OUTCOME, &json!({ "enum": may })) });
            rules.extend(STEP.map(|step| when(step, &words, &then)));
        }
        rules
    }

    /// The fields of each kind of document.
    pub(super) fn document_fields(&mut self) -> Vec<Value> {
        let kinds: Vec<(&[SmolStr], Id<Schema>)> = self
            .known
            .documents
            .iter()
            .map(|(words, id)| (words.as_slice(), self.rules.documents[*id].schema))
            .collect();
        self.fields_by_name(KIND, FIELDS, &kinds)
    }

    /// The parts and the indicators of each task.
    pub(super) fn task_fields(&mut self) -> Vec<Value> {
        let tasks = &self.known.tasks;
        let of = |schema: fn(&Task) -> Id<Schema>| -> Vec<(&[SmolStr], Id<Schema>)> {
            tasks.iter().map(|(words, id)| (words.as_slice(), schema(&self.rules.tasks[*id]))).collect()
        };
        let (parts, indicators) = (of(|task| task.parts), of(|task| task.indicators));
        let mut rules = self.fields_by_name(TASK, PARTS, &parts);
        rules.extend(self.fields_by_name(TASK, INDICATORS, &indicators));
        rules
    }

    /// What stands under `fields` where `key` says one of some names. Of a name that several declarations share each
    /// one's fields will do.
    fn fields_by_name(
        &mut self,
        key: [&str; 2],
        fields: [&str; 2],
        declared: &[(&[SmolStr], Id<Schema>)],
    ) -> Vec<Value> {
        let mut rules = Vec::new();
        let mut done: Vec<&SmolStr> = Vec::new();
        for word in declared.iter().flat_map(|(words, _)| words.iter()) {
            if done.contains(&word) {
                continue;
            }
            done.push(word);
            let same = declared.iter().filter(|(others, _)| others.contains(word));
            let schemas: Vec<Id<Schema>> = same.map(|(_, schema)| *schema).collect();
            let needs = schemas.iter().all(|schema| self.requires(*schema, None));
            let any: Vec<Value> = schemas.iter().map(|schema| self.record(*schema, &[])).collect();
            let any = match any.as_slice() {
                [one] => one.clone(),
                _ => json!({ "anyOf": any }),
            };
            let any = if needs { any } else { or_null(any) };
            let mut then = json!({ "properties": both(fields, &any) });
            if needs && let Some(then) = then.as_object_mut() {
                let given = fields.map(|key| json!({ "required": [key] }));
                then.insert("anyOf".into(), json!(given));
            }
            rules.extend(key.map(|key| when(key, &[word.as_str()], &then)));
        }
        rules
    }

    /// The 档案, under their names; `项目` and `project` are one.
    pub(super) fn groups(&mut self, properties: &mut Map<String, Value>, rules: &mut Vec<Value>) {
        for (words, id) in &self.known.groups {
            let group = &self.rules.facts[*id];
            let mut schema = self.record(group.schema, &[]);
            // A group that is there but empty lacks its required fields.
            if !self.requires(group.schema, None) {
                schema = or_null(schema);
            }
            let doc = self.rules.doc_comment(group.span).unwrap_or_default();
            let schema = described(schema, &doc);
            let mut words: Vec<&str> = words.iter().map(SmolStr::as_str).collect();
            if words.iter().any(|word| matches!(*word, "项目" | "project")) {
                words.extend(["项目", "project"]);
            }
            words.sort_unstable();
            words.dedup();
            for (at, word) in words.iter().enumerate() {
                properties.insert((*word).to_owned(), schema.clone());
                let others = words.iter().skip(at + 1);
                rules.extend(others.map(|other| json!({ "not": { "required": [word, other] } })));
            }
        }
    }

    /// The registers with their entries.
    pub(super) fn registers(&mut self) -> Value {
        let mut properties = Map::new();
        let mut rules = Vec::new();
        for (words, id) in &self.known.registers {
            let register = &self.rules.registers[*id];
            let mut entry = self.record(register.schema, &[]);
            if !self.requires(register.schema, None) {
                entry = or_null(entry);
            }
            let doc = self.rules.doc_comment(register.span).unwrap_or_default();
            let schema = described(or_null(json!({ "type": "array", "items": entry })), &doc);
            for word in words {
                properties.insert(word.to_string(), schema.clone());
            }
            if let [name, alias, ..] = words.as_slice() {
                rules.push(json!({ "not": { "required": [name.as_str(), alias.as_str()] } }));
            }
        }
        object(properties, rules)
    }

    /// The roles with those who may hold them.
    pub(super) fn roles(&mut self) -> Value {
        let mut properties = Map::new();
        let mut rules = Vec::new();
        for (words, id) in &self.known.roles {
            let role = &self.rules.roles[*id];
            let one = self.member(role);
            let many = match role.many {
                true => json!({ "type": "array", "items": one }),
                false => json!({ "type": "array", "items": one, "maxItems": 1 }),
            };
            let doc = self.rules.doc_comment(role.span).unwrap_or_default();
            let schema = described(json!({ "anyOf": [one, many, { "type": "null" }] }), &doc);
            for word in words {
                properties.insert(word.to_string(), schema.clone());
            }
            if let [name, alias, ..] = words.as_slice() {
                rules.push(json!({ "not": { "required": [name.as_str(), alias.as_str()] } }));
            }
        }
        object(properties, rules)
    }

    /// One who holds a role: a name where that is enough, or a record.
    fn member(&mut self, role: &Role) -> Value {
        let Some(schema) = role.schema else {
            let fields: Map<String, Value> =
                NAME_FIELDS.iter().map(|field| ((*field).to_owned(), json!({}))).collect();
            let record = json!({ "type": "object", "properties": fields, "additionalProperties": false });
            return json!({ "anyOf": [name(), record] });
        };
        let record = self.record(schema, NAME_FIELDS);
        let declared = &self.rules.schemas[schema].fields;
        let own = NAME_FIELDS.iter().find(|field| declared.iter().any(|known| known.name == **field));
        if self.requires(schema, own.copied()) { record } else { json!({ "anyOf": [name(), record] }) }
    }

    /// Whether a record lacks something if only one field, or none, is given.
    fn requires(&self, schema: Id<Schema>, given: Option<&str>) -> bool {
        let fields = &self.rules.schemas[schema].fields;
        fields.iter().any(|field| field.presence == Presence::Required && Some(field.name.as_str()) != given)
    }

    /// The fields of a record as a definition. `besides`: names that may be given although they are not declared.
    fn record(&mut self, id: Id<Schema>, besides: &[&str]) -> Value {
        let schema = &self.rules.schemas[id];
        let key = format!("fields-{}", id.index());
        if self.defs.contains_key(&key) || self.open.contains(&key) {
            return reference(&key);
        }
        self.open.push(key.clone());
        let mut properties: Map<String, Value> =
            besides.iter().map(|name| ((*name).to_owned(), json!({}))).collect();
        let mut rules = Vec::new();
        for field in &schema.fields {
            self.field(field, &mut properties, &mut rules);
        }
        if Some(id) == self.rules.licence {
            // A licence without a last day says so.
            for key in ["至", "to"] {
                if let Some(last) = properties.get_mut(key) {
                    *last = json!({ "anyOf": [last.clone(), { "enum": ["长期", "永久", "permanent"] }] });
                }
            }
        }
        self.open.pop();
        let made = titled(object(properties, rules), &schema.name);
        self.defs.insert(key.clone(), made);
        reference(&key)
    }

    fn field(&mut self, field: &Field, properties: &mut Map<String, Value>, rules: &mut Vec<Value>) {
        let all = self.rules;
        let mut schema = typed(all, &field.ty, &mut |id| self.record(id, &[]));
        let required = field.presence == Presence::Required;
        if !required {
            schema = or_null(schema);
        }
        let (zh, en) = said(all, &field.ty, &field.presence);
        let doc = all.doc_comment(field.span).map(|doc| format!("{doc}\n")).unwrap_or_default();
        let mut schema = described(schema, &format!("{doc}{zh}\n{en}"));
        if let (Some(default), Some(object)) = (default_of(&field.presence), schema.as_object_mut()) {
            object.insert("default".into(), default);
        }
        let words: Vec<&str> =
            std::iter::once(&field.name).chain(&field.alias).map(SmolStr::as_str).collect();
        for word in &words {
            properties.insert((*word).to_owned(), schema.clone());
        }
        if let [name, alias] = words.as_slice() {
            rules.push(json!({ "not": { "required": [name, alias] } }));
        }
        if required {
            let any: Vec<Value> = words.iter().map(|word| json!({ "required": [word] })).collect();
            rules.push(json!({ "anyOf": any }));
        }
    }
}

fn titled(mut schema: Value, title: &str) -> Value {
    if let Some(object) = schema.as_object_mut() {
        object.insert("title".into(), title.into());
    }
    schema
}

/// A key in both spellings.
fn both(keys: [&str; 2], schema: &Value) -> Value {
    Value::Object(keys.into_iter().map(|key| (key.to_owned(), schema.clone())).collect())
}

/// What must hold where a key says one of some words.
fn when(key: &str, words: &[&str], then: &Value) -> Value {
    json!({ "if": { "properties": { key: { "enum": words } }, "required": [key] }, "then": then })
}
