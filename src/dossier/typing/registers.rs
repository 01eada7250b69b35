//! The entries of registers, and obligations that are judged entry by entry.

use super::super::fault::{Spot, nearest};
use super::Typing;
use super::names;
use crate::diag::{dossier as faults, registers as messages};
use crate::dossier::{DataPath, Entries, Entry, PathPart};
use crate::model::{Fact, Id, ObligationId, RawValue, Register, Schema, Type, Value, licence};
use smol_str::{SmolStr, ToSmolStr as _, format_smolstr};
use std::collections::HashMap;
use std::sync::Arc;

impl Typing<'_> {
    /// By register id: its entries in this file.
    pub(super) fn registers(&mut self, registers: &[(SmolStr, Vec<RawValue>)]) -> Vec<Arc<[Entry]>> {
        let mut result: Vec<Arc<[Entry]>> = vec![Arc::default(); self.rules.registers.len()];
        let mut seen: Vec<Id<Register>> = Vec::new();
        self.at_key("registers", |typing| {
            for (name, entries) in registers {
                typing.below(PathPart::Key(name.clone()), |typing| {
                    let Some(id) = typing.register_named(name) else { return };
                    if seen.contains(&id) {
                        typing.key_fault(|| faults::doubled_key(name));
                    }
                    seen.push(id);
                    let typed = typing.entries_of(id, entries);
                    if let Some(place) = result.get_mut(id.index()) {
                        *place = typed;
                    }
                });
            }
        });
        result
    }

    pub(super) fn register_named(&mut self, name: &str) -> Option<Id<Register>> {
        let found = self.names.registers.get(name);
        let found = found.and_then(|found| self.pick(found, |id| self.rules.registers[id].span));
        if found.is_none() {
            let rules = self.rules;
            self.key_fault(|| {
                let all: Vec<&str> = rules.registers.iter().map(|register| register.name.as_str()).collect();
                names::unknown(7071, ("清单", "register"), name, &all)
            });
        }
        found
    }

    fn entries_of(&mut self, id: Id<Register>, entries: &[RawValue]) -> Arc<[Entry]> {
        let rules = self.rules;
        let register = &rules.registers[id];
        let mut keys = Keys::default();
        let mut typed = Vec::with_capacity(entries.len());
        for (index, value) in entries.iter().enumerate() {
            let entry = self.at_index(index, |typing| {
                let fields = typing.fields_of(value, &register.name, register.schema)?;
                let key = match typing.key_of(register, &fields) {
                    Some(key) if keys.is_new(&key) => key,
                    Some(key) if register.key_declared => {
                        typing.fault(|| messages::entry_twice(&register.name, &key));
                        key
                    }
                    Some(key) => keys.numbered(key),
                    // Without a key an entry is known by its place.
                    None => keys.numbered(format_smolstr!("第{}条", index + 1)),
                };
                Some(Entry { key, fields: fields.into_boxed_slice() })
            });
            typed.extend(entry);
        }
        typed.into()
    }

    /// What tells an entry apart: the values of its key fields; `None` where one is not given.
    fn key_of(&self, register: &Register, fields: &[Fact]) -> Option<SmolStr> {
        let schema = &self.rules.schemas[register.schema];
        let part = |slot: &u16| {
            let at = usize::from(*slot);
            let ty = &schema.fields.get(at)?.ty;
            match (fields.get(at)?.value()?, ty) {
                (Value::Text(text), _) => Some(text.clone()),
                (Value::Number(number), _) => Some(number.normalize().to_smolstr()),
                (Value::Moment(moment), _) => Some(moment.to_smolstr()),
                (Value::Bool(truth), _) => Some(SmolStr::new(if *truth { "是" } else { "否" })),
                (Value::Member(member), Type::Enum(id)) => {
                    self.rules.enumerations[*id].members.get(usize::from(*member)).cloned()
                }
                _ => None,
            }
        };
        let parts: Vec<SmolStr> = register.key.iter().map(part).collect::<Option<_>>()?;
        match parts.as_slice() {
            [] => None,
            [only] => Some(only.clone()),
            several => Some(several.join("·").into()),
        }
    }

    /// Whether two files give entries with one key: a fault of the dossier, or one is numbered.
    pub(super) fn join_registers(&mut self, own: Vec<Arc<[Entry]>>) -> Vec<Entries> {
        let rules = self.rules;
        let mut result = Vec::with_capacity(own.len());
        for ((id, register), own) in rules.registers.entries().zip(own) {
            let shared = self.shared;
            let others = || {
                let files = (1u32..).zip(shared);
                files.filter_map(|(file, one)| Some((file, one.registers.get(id.index())?)))
            };
            let mut all = Entries::default();
            if others().all(|(_, entries)| entries.is_empty()) {
                all.add(0, own);
                result.push(all);
                continue;
            }
            let mut keys = Keys::default();
            for (file, entries) in std::iter::once((0, &own)).chain(others()) {
                let doubled: Vec<usize> = entries
                    .iter()
                    .enumerate()
                    .filter(|(_, entry)| !keys.is_new(&entry.key))
                    .map(|(at, _)| at)
                    .collect();
                if doubled.is_empty() {
                    all.add(file, entries.clone());
                    continue;
                }
                let mut renamed: Vec<Entry> = entries.to_vec();
                for at in doubled {
                    let Some(entry) = renamed.get_mut(at) else { continue };
                    if register.key_declared {
                        let path = DataPath::key("registers").then(register.name.clone());
                        let key = entry.key.clone();
                        self.faults.push(path, Spot::Value, || messages::entry_twice(&register.name, &key));
                    }
                    entry.key = keys.numbered(entry.key.clone());
                }
                all.add(file, renamed.into());
            }
            result.push(all);
        }
        result
    }

    /// An obligation, and the entry where `[key]` names one.
    pub(super) fn obligation_at(
        &mut self,
        key: &'static str,
        id: &str,
    ) -> Option<(ObligationId, Option<u32>)> {
        let (path, entry) = split_entry(id);
        let found = self.obligation_named(key, path)?;
        Some((found, self.entry_at(key, found, path, entry)?))
    }

    /// The position of the entry that an id names; the outer `None` is a fault.
    #[expect(clippy::option_option, reason = "the outer one is a fault, the inner one no register")]
    pub(super) fn entry_at(
        &mut self,
        key: &'static str,
        obligation: ObligationId,
        path: &str,
        entry: Option<&str>,
    ) -> Option<Option<u32>> {
        let rules = self.rules;
        let register = rules.obligations[obligation].register;
        match (register, entry) {
            (None, None) => Some(None),
            (None, Some(_)) => {
                self.at_key(key, |typing| typing.fault(|| messages::no_entries(path)));
                None
            }
            (Some(register), None) => {
                let name = &rules.registers[register].name;
                self.at_key(key, |typing| typing.fault(|| messages::which_entry(path, name)));
                None
            }
            (Some(register), Some(entry)) => {
                let index = self.entry_keys(register);
                if let Some(found) = index.get(entry) {
                    return Some(Some(*found));
                }
                let known: Vec<SmolStr> = index.keys().take(1000).cloned().collect();
                let name = &rules.registers[register].name;
                self.at_key(key, |typing| {
                    typing.fault(|| {
                        let mut known: Vec<&str> = known.iter().map(SmolStr::as_str).collect();
                        known.sort_unstable();
                        messages::no_entry(name, entry, nearest(entry, known.iter().copied()), &known)
                    });
                });
                None
            }
        }
    }

    /// The positions of a register's entries by key, made at the first use.
    fn entry_keys(&mut self, register: Id<Register>) -> &HashMap<SmolStr, u32> {
        let entries = self.entries.get(register.index());
        self.entry_index.entry(register).or_insert_with(|| {
            let all = entries.into_iter().flat_map(Entries::iter).map(|entry| entry.key.clone());
            all.zip(0u32..).collect()
        })
    }

    /// A licence: its kind alone, or its fields; `长期` has no last day.
    pub(super) fn licence(&mut self, value: &RawValue, schema: Id<Schema>) -> Option<Value> {
        let named;
        let pairs = match value {
            RawValue::Text(kind) => {
                named = [(SmolStr::new_static("种类"), RawValue::Text(kind.clone()))];
                named.as_slice()
            }
            RawValue::Map(pairs) => pairs.as_slice(),
            _ => return None,
        };
        let endless = |(key, value): &(SmolStr, RawValue)| {
            let word = matches!(value, RawValue::Text(word) if matches!(word.as_str(), "长期" | "永久" | "permanent"));
            matches!(key.as_str(), "至" | "to") && word
        };
        let lasts = pairs.iter().any(endless);
        let kept: Vec<(SmolStr, RawValue)>;
        let given = if lasts {
            kept = pairs.iter().filter(|pair| !endless(pair)).cloned().collect();
            kept.as_slice()
        } else {
            pairs
        };
        let owner = self.rules.schemas[schema].name.clone();
        let mut fields = self.fields(given, &owner, schema);
        if let (true, Some(to)) = (lasts, fields.get_mut(usize::from(licence::TO))) {
            *to = Fact::None;
        }
        self.not_inverted(&fields);
        Some(Value::Record(fields))
    }

    fn not_inverted(&mut self, fields: &[Fact]) {
        let day = |slot: u16| match fields.get(usize::from(slot)).and_then(Fact::value) {
            Some(Value::Moment(moment)) => Some(moment.date()),
            _ => None,
        };
        if let (Some(from), Some(to)) = (day(licence::FROM), day(licence::TO))
            && to < from
        {
            self.at_key("至", |typing| {
                typing.fault(|| faults::inverted(&from.to_string(), &to.to_string()));
            });
        }
    }
}

/// `清单/义务[标识]` without its entry, and the entry.
#[must_use]
pub fn split_entry(id: &str) -> (&str, Option<&str>) {
    let Some(head) = id.strip_suffix([']', '】']) else { return (id, None) };
    match head.split_once(['[', '【']) {
        Some((path, key)) => (path, Some(key.trim_matches(['“', '”', '「', '」', '"']))),
        None => (id, None),
    }
}

/// Keys that were given, so that no two entries have the same.
#[derive(Default)]
struct Keys {
    taken: HashMap<SmolStr, u32>,
}

impl Keys {
    fn is_new(&mut self, key: &SmolStr) -> bool {
        match self.taken.get_mut(key) {
            Some(count) => {
                *count += 1;
                false
            }
            None => {
                self.taken.insert(key.clone(), 1);
                true
            }
        }
    }

    /// `key#2` of a key that is taken; the key itself where it is not.
    fn numbered(&mut self, key: SmolStr) -> SmolStr {
        let mut number = self.taken.get(&key).copied().unwrap_or(1);
        let mut found = if number < 2 { key.clone() } else { format_smolstr!("{key}#{number}") };
        while !self.is_new(&found) {
            number = number.max(1) + 1;
            found = format_smolstr!("{key}#{number}");
        }
        found
    }
}
