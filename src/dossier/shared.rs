//! Files of facts that several dossiers share: rosters, catalogues, chronicles.
//!
//! INVARIANT: a shared file is typed by itself, once, and is good for every dossier of its rule set.
//! It holds registers, roles, events and facts; what belongs to one case is refused. Nothing
//! overrides: what two files give is a fault, entries and events are put together.

use super::fault::{Fault, Faults, Spot};
use super::load::{Text, refused};
use super::{Binding, DataPath, Dossier, DossierErrors, Entry, EventEntry, Format, Limits, typing};
use crate::diag::{Diagnostic, registers as messages};
use crate::model::{FactGroup, Id, RuleSet, Submission};
use crate::text::Digest;
use smallvec::SmallVec;
use smol_str::SmolStr;
use std::sync::Arc;

/// What a shared file says, typed.
#[derive(Clone, Debug)]
pub struct SharedFacts {
    /// The name of the file, for reports.
    pub name: SmolStr,
    /// How it is written.
    pub format: Format,
    /// Its text, so that places can be told.
    pub text: Arc<str>,
    /// The digest of its text.
    pub digest: Digest,
    /// The shared files that it names itself, as written.
    pub wanted: Vec<SmolStr>,
    /// The 档案 it gives.
    pub(super) groups: Vec<Id<FactGroup>>,
    /// All facts by slot; good for `groups` alone.
    pub(super) facts: Vec<crate::model::Fact>,
    /// By role id.
    pub(super) roles: Vec<Binding>,
    /// By register id.
    pub(super) registers: Vec<Arc<[Entry]>>,
    /// By event kind id.
    pub(super) events: Vec<SmallVec<[EventEntry; 1]>>,
    /// How many events it gives.
    pub(super) event_count: u32,
}

/// The shared files of a dossier, as whoever may read files found them.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Those that could be read, in order, each once.
    pub files: Vec<Arc<SharedFacts>>,
    /// Why one could not be found: its position among the names that were asked for.
    pub refused: Vec<(usize, Diagnostic)>,
    /// What is wrong inside them.
    pub faulty: Vec<DossierErrors>,
}

impl Gathered {
    /// What a dossier gets that is read from a text alone: nobody to ask for files.
    #[must_use]
    pub fn nobody(wanted: &[SmolStr]) -> Self {
        let refused = wanted.iter().enumerate().map(|(at, file)| (at, messages::no_reader(file))).collect();
        Self { refused, ..Self::default() }
    }
}

/// Reads and types a shared file. `name` is what reports call it.
///
/// # Errors
/// [`DossierErrors`] with every fault of the text, each with its place.
pub fn read_shared(
    rules: &RuleSet,
    format: Format,
    name: &str,
    text: &str,
    limits: Limits,
) -> Result<SharedFacts, Box<DossierErrors>> {
    let read = Text::read(format, (name, None), text, limits)?;
    let mut faults = Faults::default();
    alien(&read.submitted, &mut faults);
    let digest = crate::text::digest([text.as_bytes()]);
    let alone = Submission { shared: Vec::new(), ..only_shared(&read.submitted) };
    let dossier = typing::typed(rules, name, &alone, digest, typing::Given::default(), &mut faults);
    for act in dossier.acts.iter().flat_map(|acts| &acts.log) {
        let place = DataPath::key("events").at(act.position as usize).then("event");
        faults.push(place, Spot::Value, || messages::not_shared(act.act.words().1));
    }
    if read.is_faultless() && faults.kept.is_empty() {
        return Ok(SharedFacts::of(rules, read.submitted, dossier, format, text));
    }
    Err(refused((name, None), text, read.diagnostics(faults)))
}

/// The parts of a submission that a shared file may have.
fn only_shared(submitted: &Submission) -> Submission {
    Submission {
        ruleset: submitted.ruleset.clone(),
        groups: submitted.groups.clone(),
        roles: submitted.roles.clone(),
        registers: submitted.registers.clone(),
        events: submitted.events.clone(),
        ..Submission::default()
    }
}

/// Reports what belongs to one case.
fn alien(submitted: &Submission, faults: &mut Faults) {
    let keys = [
        ("procedure", submitted.procedure.is_some()),
        ("as_of", submitted.as_of.is_some()),
        ("records", !submitted.records.is_empty()),
        ("suspensions", !submitted.suspensions.is_empty()),
        ("extensions", !submitted.extensions.is_empty()),
        ("waivers", !submitted.waivers.is_empty()),
        ("deviations", !submitted.deviations.is_empty()),
        ("attestations", !submitted.attestations.is_empty()),
        ("partial", submitted.partial),
    ];
    for (key, _) in keys.into_iter().filter(|(_, given)| *given) {
        faults.push(DataPath::key(key), Spot::Key, || messages::not_shared(key));
    }
}

impl SharedFacts {
    /// Whether it binds a role.
    pub(crate) fn gives_role(&self, role: u32) -> bool {
        self.roles.get(role as usize).is_some_and(|binding| binding.bound)
    }

    /// Whether it gives a 档案.
    pub(crate) fn gives_group(&self, group: usize) -> bool {
        self.groups.iter().any(|id| id.index() == group)
    }

    fn of(rules: &RuleSet, submitted: Submission, dossier: Dossier, format: Format, text: &str) -> Self {
        let names = rules.names();
        let known = |key: &SmolStr| {
            let other = if key == "project" { "项目" } else { key.as_str() };
            let found = names.facts.get(key).or_else(|| names.facts.get(other))?;
            found.first().copied()
        };
        let groups = submitted.groups.iter().filter_map(|(key, _)| known(key)).collect();
        let registers = dossier.registers.iter().map(|entries| entries.iter().cloned().collect());
        Self {
            name: dossier.name,
            format,
            text: Arc::from(text),
            digest: dossier.digest,
            wanted: submitted.shared,
            groups,
            facts: dossier.facts,
            roles: dossier.roles,
            registers: registers.collect(),
            event_count: u32::try_from(submitted.events.len()).unwrap_or(u32::MAX),
            events: dossier.events,
        }
    }
}

/// Puts what shared files say into a dossier that was typed; what it gives itself too is a fault.
pub(super) fn join(
    rules: &RuleSet,
    dossier: &mut Dossier,
    own_groups: &[Id<FactGroup>],
    faults: &mut Vec<Fault>,
) {
    let shared = dossier.shared.clone();
    let mut groups: Vec<(Id<FactGroup>, SmolStr)> =
        own_groups.iter().map(|id| (*id, dossier.name.clone())).collect();
    let mut roles: Vec<Option<SmolStr>> =
        dossier.roles.iter().map(|role| role.bound.then(|| dossier.name.clone())).collect();
    let mut twice = |what: &str, first: &SmolStr, second: &SmolStr| {
        let diagnostic = messages::given_twice(what, (first, second));
        faults.push(Fault::new(DataPath::key("facts"), Spot::Value, diagnostic));
    };
    let mut first_event = dossier.own_events;
    for file in &shared {
        for id in &file.groups {
            let group = &rules.facts[*id];
            if let Some((_, first)) = groups.iter().find(|(known, _)| known == id) {
                twice(&group.name, first, &file.name);
                continue;
            }
            groups.push((*id, file.name.clone()));
            let (from, count) = (group.first_slot as usize, rules.schemas[group.schema].fields.len());
            let given = file.facts.iter().skip(from).take(count);
            for (slot, fact) in dossier.facts.iter_mut().skip(from).zip(given) {
                slot.clone_from(fact);
            }
        }
        for ((id, role), binding) in rules.roles.entries().zip(&file.roles).filter(|(_, one)| one.bound) {
            let Some(place) = roles.get_mut(id.index()) else { continue };
            if let Some(first) = place {
                twice(&role.name, first, &file.name);
                continue;
            }
            *place = Some(file.name.clone());
            if let Some(own) = dossier.roles.get_mut(id.index()) {
                own.clone_from(binding);
            }
        }
        for (own, more) in dossier.events.iter_mut().zip(&file.events) {
            own.extend(
                more.iter()
                    .map(|entry| EventEntry { position: entry.position + first_event, ..entry.clone() }),
            );
        }
        first_event += file.event_count;
    }
    if !shared.is_empty() {
        let parts = std::iter::once(dossier.digest).chain(shared.iter().map(|file| file.digest));
        let parts: Vec<String> = parts.map(|digest| digest.to_string()).collect();
        dossier.digest = crate::text::digest(parts.iter().map(String::as_bytes));
    }
}

impl Dossier {
    /// The file of an event by its position among all of them: 0 is the dossier itself; and its
    /// position there.
    #[must_use]
    pub fn event_place(&self, position: u32) -> (u32, u32) {
        if position < self.own_events {
            return (0, position);
        }
        let mut first = self.own_events;
        for (file, shared) in (1u32..).zip(&self.shared) {
            if position < first.saturating_add(shared.event_count) {
                return (file, position - first);
            }
            first = first.saturating_add(shared.event_count);
        }
        (0, position)
    }
}
