//! From a [`Submission`] to a [`Dossier`]: every name resolved, every value of its declared type.
//!
//! INVARIANT: typing is total. Whatever is wrong is a [`Fault`] with its data path; one fault never hides another,
//! and nothing is guessed: a name that could mean two things is refused.

mod acts;
mod clocks;
mod known;
mod moments;
mod names;
mod quantity;
mod records;
mod registers;
pub use registers::split_entry;
mod roles;
mod tasks;
mod value;
mod voices;

pub(super) use known::{Known, known};
pub use quantity::read_period;
pub(super) use quantity::units_of;
pub(super) use records::DECISIONS;
pub(super) use roles::NAME_FIELDS;
pub(super) use voices::{CASTS, OPINIONS};

use super::fault::{Faults, Spot};
use super::{AsOf, DataPath, Dossier, Entries, Fault, PathPart, SharedFacts};
use crate::calendar::Date;
use crate::diag::{Diagnostic, dossier as faults};
use crate::model::{Id, NameIndex, Procedure, RawValue, RuleSet, Submission, TestCase};
use crate::text::Digest;
use smol_str::SmolStr;
use std::collections::HashMap;
use std::sync::Arc;

/// Types a submission against the rules. `name` is what reports call it, `digest` the digest of its text.
///
/// # Errors
/// Every fault of the submission (the first 1,000 of them), in the order of the model.
pub fn type_dossier(
    rules: &RuleSet,
    name: &str,
    submission: &Submission,
    digest: Digest,
) -> Result<Dossier, Vec<Fault>> {
    let mut faults = Faults::default();
    let dossier = typed(rules, name, submission, digest, Given::default(), &mut faults);
    finished(dossier, faults)
}

/// Types the dossier of a scenario (测试), whose procedure the rules have resolved already.
///
/// # Errors
/// As [`type_dossier`].
pub fn type_scenario(rules: &RuleSet, test: &TestCase) -> Result<Dossier, Vec<Fault>> {
    let mut faults = Faults::default();
    let digest = crate::text::digest([test.name.as_bytes()]);
    let given = Given { procedure: test.procedure, shared: &[] };
    let dossier = typed(rules, &test.name, &test.dossier, digest, given, &mut faults);
    finished(dossier, faults)
}

/// Types a submission with the files that it shares with others: the dossier as far as it can be typed, and every fault.
/// With a fault the dossier is good for nothing but its acts.
pub(crate) fn type_sharing(
    rules: &RuleSet,
    name: &str,
    submission: &Submission,
    shared: &[Arc<SharedFacts>],
) -> (Dossier, Vec<Fault>) {
    let mut faults = Faults::default();
    let text = super::write_submission(super::Format::Json, submission);
    let digest = crate::text::digest([text.as_bytes()]);
    let dossier = typed(rules, name, submission, digest, Given { procedure: None, shared }, &mut faults);
    faults.settle();
    (dossier, faults.kept)
}

fn finished(dossier: Dossier, mut faults: Faults) -> Result<Dossier, Vec<Fault>> {
    faults.settle();
    if faults.kept.is_empty() {
        return Ok(dossier);
    }
    if faults.dropped > 0 {
        let diagnostic = faults::more(faults.dropped);
        faults.kept.push(Fault::new(DataPath::default(), Spot::Value, diagnostic));
    }
    Err(faults.kept)
}

/// What is known before a submission is typed.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Given<'s> {
    /// The procedure, where it is known already.
    pub(super) procedure: Option<Id<Procedure>>,
    /// The shared files.
    pub(super) shared: &'s [Arc<SharedFacts>],
}

/// The dossier as far as it can be typed; good for nothing if a fault was reported.
pub(super) fn typed(
    rules: &RuleSet,
    name: &str,
    submission: &Submission,
    digest: Digest,
    given: Given<'_>,
    faults: &mut Faults,
) -> Dossier {
    let mut typing = Typing {
        rules,
        names: rules.names(),
        path: Vec::new(),
        faults,
        procedure: given.procedure,
        lost: false,
        as_of: None,
        shared: given.shared,
        entries: Vec::new(),
        entry_index: HashMap::new(),
    };
    typing.ruleset(submission.ruleset.as_ref());
    if typing.procedure.is_none() {
        typing.procedure(submission);
    }
    let as_of = typing.as_of(submission.as_of.as_ref());
    let (facts, groups) = typing.groups(&submission.groups);
    let roles = typing.roles(&submission.roles);
    let registers = typing.registers(&submission.registers);
    typing.entries = typing.join_registers(registers);
    let folded = typing.folded(submission);
    let own = typing.faults.kept.len();
    let submission = folded.as_ref().map_or(submission, |(folded, _)| folded);
    let records = typing.records(&submission.records);
    let waivers = typing.waivers(&submission.waivers);
    let tasks = typing.tasks(submission.tasks.as_deref().unwrap_or_default());
    let mut dossier = Dossier {
        name: SmolStr::new(name),
        line: None,
        procedure: typing.procedure,
        as_of,
        facts,
        roles,
        by_step: records::by_step(rules, &records),
        by_document: records::by_document(rules, &records, &waivers, &tasks),
        records,
        events: typing.events(&submission.events),
        acts: None,
        own_events: u32::try_from(submission.events.len()).unwrap_or(u32::MAX),
        suspensions: typing.suspensions(&submission.suspensions),
        extensions: typing.extensions(&submission.extensions),
        waivers,
        deviations: typing.deviations(&submission.deviations),
        commitments: typing.commitments(&submission.commitments),
        attestations: typing.attestations(&submission.attestations),
        by_task: tasks::by_task(rules, &tasks),
        tasks,
        file: None,
        speaks_of_tasks: submission.tasks.is_some() || typing.procedure.is_none(),
        partial: submission.partial,
        registers: typing.entries,
        shared: given.shared.to_vec(),
        digest,
    };
    if let Some((folded, mut acts)) = folded {
        acts.folded = folded;
        told_once(faults, own, &acts);
        dossier.acts = Some(Box::new(acts));
    }
    let mut twice = Vec::new();
    super::shared::join(rules, &mut dossier, &groups, &mut twice);
    for fault in twice {
        faults.take(fault);
    }
    dossier
}

/// Puts what is wrong with folded records where the file says it; what was told of the act is not told again.
fn told_once(faults: &mut Faults, own: usize, acts: &super::Acts) {
    let mut later = faults.kept.split_off(own.min(faults.kept.len()));
    for mut fault in later.drain(..) {
        fault.path = acts.origins.place(&fault.path);
        let same = |one: &Fault| one.path == fault.path && one.diagnostic.code == fault.diagnostic.code;
        if !faults.kept.iter().any(same) {
            faults.kept.push(fault);
        }
    }
}

/// What typing needs to know, and where it stands.
struct Typing<'r> {
    rules: &'r RuleSet,
    names: &'r NameIndex,
    path: Vec<PathPart>,
    faults: &'r mut Faults,
    procedure: Option<Id<Procedure>>,
    /// A procedure is named and cannot be found: names are looked for in all of them.
    lost: bool,
    /// The dossier's own as-of date.
    as_of: Option<Date>,
    /// The shared files.
    shared: &'r [Arc<SharedFacts>],
    /// By register id: the entries of this file and of shared ones, once they are typed.
    entries: Vec<Entries>,
    /// By register: positions of entries by key, made when an id names an entry.
    entry_index: HashMap<Id<crate::model::Register>, HashMap<SmolStr, u32>>,
}

impl Typing<'_> {
    fn fault(&mut self, make: impl FnOnce() -> Diagnostic) {
        self.faults.push(DataPath(self.path.clone()), Spot::Value, make);
    }

    fn key_fault(&mut self, make: impl FnOnce() -> Diagnostic) {
        self.faults.push(DataPath(self.path.clone()), Spot::Key, make);
    }

    fn at_key<R>(&mut self, key: &'static str, inside: impl FnOnce(&mut Self) -> R) -> R {
        self.below(PathPart::Key(SmolStr::new_static(key)), inside)
    }

    fn at_index<R>(&mut self, index: usize, inside: impl FnOnce(&mut Self) -> R) -> R {
        self.below(PathPart::Index(u32::try_from(index).unwrap_or(u32::MAX)), inside)
    }

    fn below<R>(&mut self, part: PathPart, inside: impl FnOnce(&mut Self) -> R) -> R {
        self.path.push(part);
        let result = inside(self);
        self.path.pop();
        result
    }

    /// Every element of a list under its key; those that cannot be typed are left out.
    fn each<T, R>(
        &mut self,
        key: &'static str,
        items: &[T],
        mut inside: impl FnMut(&mut Self, &T) -> Option<R>,
    ) -> Vec<R> {
        self.at_key(key, |typing| {
            let typed = |(index, item)| typing.at_index(index, |typing| inside(typing, item));
            items.iter().enumerate().filter_map(typed).collect()
        })
    }

    fn ruleset(&mut self, name: Option<&SmolStr>) {
        let Some(name) = name else { return };
        let editions = &self.rules.editions;
        if !editions.iter().any(|edition| edition.name == *name) {
            let all: Vec<&str> = editions.iter().map(|edition| edition.name.as_str()).collect();
            self.at_key("ruleset", |typing| {
                typing.fault(|| names::unknown(7030, ("规则集", "ruleset"), name, &all));
            });
        }
    }

    fn as_of(&mut self, text: Option<&SmolStr>) -> Option<AsOf> {
        let text = text?;
        if matches!(text.as_str(), "today" | "今天" | "今日") {
            return Some(AsOf::Today);
        }
        let date = self.at_key("as_of", |typing| typing.plain_date(text))?;
        self.as_of = Some(date);
        Some(AsOf::On(date))
    }

    /// All facts by slot, and the 档案 that are given.
    fn groups(
        &mut self,
        groups: &[(SmolStr, RawValue)],
    ) -> (Vec<crate::model::Fact>, smallvec::SmallVec<[Id<crate::model::FactGroup>; 4]>) {
        let mut facts = self.names.absent.clone();
        let mut seen: smallvec::SmallVec<[Id<crate::model::FactGroup>; 4]> = smallvec::SmallVec::new();
        for (key, value) in groups {
            self.below(PathPart::Key(key.clone()), |typing| {
                let Some(id) = typing.group_named(key) else { return typing.unknown_group(key) };
                if seen.contains(&id) {
                    typing.key_fault(|| faults::doubled_key(key));
                }
                seen.push(id);
                let group = &typing.rules.facts[id];
                typing.fixed_parameters(id, value);
                let Some(values) = typing.fields_of(value, &group.name, group.schema) else { return };
                for (slot, fact) in facts.iter_mut().skip(group.first_slot as usize).zip(values) {
                    *slot = fact;
                }
            });
        }
        (facts, seen)
    }
}
