//! Names of a rule set, hashed once, for those who meet names in dossiers and on command lines.
//!
//! INVARIANT: candidates stand in the order of their declaration. Judging needs no names and never looks here.

use super::arena::{Arena, Id};
use super::obligation::ObligationId;
use super::register::Register;
use super::ruleset::{DocumentKind, EventKind, FactGroup, Procedure, Role, RuleSet, Step};
use super::task::Task;
use super::types::Fact;
use super::types::Presence;
use smallvec::SmallVec;
use smol_str::SmolStr;
use std::collections::HashMap;
use std::sync::OnceLock;

/// The index of a rule set, built at the first look-up; clones build their own.
#[derive(Debug, Default)]
pub struct Names(OnceLock<NameIndex>);

impl Clone for Names {
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// Declarations by name and by alias.
type ByName<T> = HashMap<SmolStr, SmallVec<[Id<T>; 1]>>;

/// What each name may mean. Several declarations of one name (of several files) are all listed.
#[derive(Clone, Debug, Default)]
pub struct NameIndex {
    /// Procedures.
    pub procedures: ByName<Procedure>,
    /// Steps of all procedures, by their own name.
    pub steps: ByName<Step>,
    /// Roles.
    pub roles: ByName<Role>,
    /// Kinds of document.
    pub documents: ByName<DocumentKind>,
    /// Kinds of event.
    pub events: ByName<EventKind>,
    /// Tasks.
    pub tasks: ByName<Task>,
    /// 档案.
    pub facts: ByName<FactGroup>,
    /// 清单.
    pub registers: ByName<Register>,
    /// Obligations by the last part of their id and of their alias.
    pub obligations: HashMap<SmolStr, SmallVec<[ObligationId; 2]>>,
    /// The names that an alias stands for: of 档案, roles, 清单 and fields.
    pub aliases: HashMap<SmolStr, SmallVec<[SmolStr; 1]>>,
    /// The facts of a dossier that gives none, by slot: defaults, 可缺 and unknown.
    pub absent: Vec<Fact>,
}

impl RuleSet {
    /// The names of this rule set. The rules must not change after the first call.
    pub fn names(&self) -> &NameIndex {
        self.names.0.get_or_init(|| NameIndex::of(self))
    }
}

impl NameIndex {
    /// Whether one of the two is an alias of the other, of a 档案, a role or a field.
    #[must_use]
    pub fn are_synonyms(&self, one: &str, other: &str) -> bool {
        let stands = |alias: &str, name: &str| {
            self.aliases.get(alias).is_some_and(|names| names.iter().any(|known| known == name))
        };
        one == other || stands(one, other) || stands(other, one)
    }

    fn of(rules: &RuleSet) -> Self {
        let mut obligations: HashMap<SmolStr, SmallVec<[ObligationId; 2]>> = HashMap::new();
        for (id, obligation) in rules.obligations.entries() {
            let last = |path: &SmolStr| path.rsplit('/').next().map(SmolStr::new).unwrap_or_default();
            let (name, alias) = (last(&obligation.id), last(&obligation.alias));
            if alias != name {
                obligations.entry(alias).or_default().push(id);
            }
            obligations.entry(name).or_default().push(id);
        }
        Self {
            procedures: by_name(&rules.procedures, |item| (&item.name, item.alias.as_ref())),
            steps: by_name(&rules.steps, |item| (&item.name, item.alias.as_ref())),
            roles: by_name(&rules.roles, |item| (&item.name, item.alias.as_ref())),
            documents: by_name(&rules.documents, |item| (&item.name, item.alias.as_ref())),
            events: by_name(&rules.events, |item| (&item.name, item.alias.as_ref())),
            registers: by_name(&rules.registers, |item| (&item.name, item.alias.as_ref())),
            tasks: by_name(&rules.tasks, |item| (&item.name, item.alias.as_ref())),
            facts: by_name(&rules.facts, |item| (&item.name, item.alias.as_ref())),
            obligations,
            aliases: aliases(rules),
            absent: absent(rules),
        }
    }
}

fn by_name<T>(items: &Arena<T>, names: impl Fn(&T) -> (&SmolStr, Option<&SmolStr>)) -> ByName<T> {
    let mut result: ByName<T> = HashMap::new();
    for (id, item) in items.entries() {
        let (name, alias) = names(item);
        result.entry(name.clone()).or_default().push(id);
        if let Some(alias) = alias.filter(|alias| *alias != name) {
            result.entry(alias.clone()).or_default().push(id);
        }
    }
    result
}

fn aliases(rules: &RuleSet) -> HashMap<SmolStr, SmallVec<[SmolStr; 1]>> {
    let groups = rules.facts.iter().map(|group| (&group.alias, &group.name));
    let roles = rules.roles.iter().map(|role| (&role.alias, &role.name));
    let registers = rules.registers.iter().map(|register| (&register.alias, &register.name));
    let fields =
        rules.schemas.iter().flat_map(|schema| &schema.fields).map(|field| (&field.alias, &field.name));
    let mut result: HashMap<SmolStr, SmallVec<[SmolStr; 1]>> = HashMap::new();
    for (alias, name) in groups.chain(roles).chain(registers).chain(fields) {
        if let Some(alias) = alias {
            let names = result.entry(alias.clone()).or_default();
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    result
}

fn absent(rules: &RuleSet) -> Vec<Fact> {
    let mut facts = vec![Fact::Unknown; rules.fact_slots as usize];
    for group in rules.facts.iter() {
        for (slot, field) in (group.first_slot as usize..).zip(&rules.schemas[group.schema].fields) {
            if let Some(fact) = facts.get_mut(slot) {
                *fact = field.presence.absent();
            }
        }
    }
    facts
}

impl Presence {
    /// What is known of a field that is not given.
    #[must_use]
    pub fn absent(&self) -> Fact {
        match self {
            Self::Open | Self::Required => Fact::Unknown,
            Self::Default(value) => Fact::Known(value.clone()),
            Self::Optional => Fact::None,
        }
    }
}
