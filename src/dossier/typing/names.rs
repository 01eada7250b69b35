//! What the names in a dossier mean.

use super::super::fault::nearest;
use super::super::read::keys;
use super::Typing;
use crate::diag::{Diagnostic, dossier as faults};
use crate::model::{
    DocumentKind, EventKind, FactGroup, Id, Obligation, ObligationId, Procedure, Role, Row, Step, Submission,
};
use crate::text::{FileId, Span};
use smallvec::SmallVec;
use smol_str::SmolStr;

const STEP: (&str, &str) = ("步骤", "step");
const OBLIGATION: (&str, &str) = ("义务", "obligation");

/// A name that is not declared, with the nearest one that is.
pub(super) fn unknown(code: u16, what: (&str, &str), name: &str, all: &[&str]) -> Diagnostic {
    let near = nearest(name, all.iter().copied());
    faults::unknown_name(code, what, name, near, all)
}

impl Typing<'_> {
    /// Finds the procedure. Of several with one name, the one in the file of the named 规则集, else in the main file.
    pub(super) fn procedure(&mut self, submission: &Submission) {
        let Some(name) = &submission.procedure else { return };
        let (edition, plain) = match name.split_once('·') {
            Some((edition, plain)) if !self.names.procedures.contains_key(name) => (Some(edition), plain),
            _ => (submission.ruleset.as_deref(), name.as_str()),
        };
        let rules = self.rules;
        let edition = edition.or_else(|| rules.editions.first().map(|main| main.name.as_str()));
        let found = self.names.procedures.get(plain).map(|found| found.as_slice()).unwrap_or_default();
        let of_edition = |id: &&Id<Procedure>| {
            let file = rules.procedures[**id].span.file;
            let in_file = rules.editions.iter().filter(|edition| edition.span.file == file);
            in_file.map(|edition| edition.name.as_str()).any(|name| Some(name) == edition)
        };
        let narrowed: Vec<Id<Procedure>> = found.iter().filter(of_edition).copied().collect();
        self.procedure = match (narrowed.as_slice(), found) {
            ([one], _) | ([], [one]) => Some(*one),
            _ => None,
        };
        self.lost = self.procedure.is_none();
        if self.lost {
            let ambiguous = !found.is_empty();
            self.at_key("procedure", |typing| typing.fault(|| procedure_fault(rules, name, ambiguous)));
        }
    }

    pub(super) fn group_named(&self, key: &str) -> Option<Id<FactGroup>> {
        let other = match key {
            "project" => Some("项目"),
            "项目" => Some("project"),
            _ => None,
        };
        let find = |name: &str| self.names.facts.get(name);
        let found = find(key).or_else(|| find(other?))?;
        self.pick(found, |id| self.rules.facts[id].span)
    }

    pub(super) fn unknown_group(&mut self, key: &str) {
        let english = key.is_ascii();
        let spelled = |key: &keys::Key| if english { key.en } else { key.zh };
        let groups: Vec<&str> = self.rules.facts.iter().map(|group| group.name.as_str()).collect();
        let known = keys::DOSSIER.iter().map(spelled);
        let near = nearest(key, known.chain(groups.iter().copied()));
        self.key_fault(|| {
            faults::not_among(
                7042,
                ("已知的键，也不是已声明的档案", "a known key or a declared group of facts"),
                key,
                near,
                &groups,
            )
        });
    }

    pub(super) fn role_named(&self, name: &str) -> Option<Id<Role>> {
        self.pick(self.names.roles.get(name)?, |id| self.rules.roles[id].span)
    }

    pub(super) fn document_named(&mut self, name: &str) -> Option<Id<DocumentKind>> {
        let found = self.names.documents.get(name);
        let found = found.and_then(|found| self.pick(found, |id| self.rules.documents[id].span));
        if found.is_none() {
            let rules = self.rules;
            self.at_key("kind", |typing| {
                typing.fault(|| {
                    let all: Vec<&str> = rules.documents.iter().map(|kind| kind.name.as_str()).collect();
                    unknown(7035, ("材料", "kind of document"), name, &all)
                });
            });
        }
        found
    }

    pub(super) fn event_named(&mut self, name: &str) -> Option<Id<EventKind>> {
        let found = self.names.events.get(name);
        let found = found.and_then(|found| self.pick(found, |id| self.rules.events[id].span));
        if found.is_none() {
            let rules = self.rules;
            self.at_key("event", |typing| {
                typing.fault(|| {
                    let all: Vec<&str> = rules.events.iter().map(|kind| kind.name.as_str()).collect();
                    unknown(7037, ("事件", "event"), name, &all)
                });
            });
        }
        found
    }

    /// Of declarations with one name, the one in the file of the procedure or of the one it refines; else the first.
    pub(super) fn pick<T>(&self, found: &[Id<T>], span: impl Fn(Id<T>) -> Span) -> Option<Id<T>> {
        if let [one] = found {
            return Some(*one);
        }
        let in_file = |file: FileId| found.iter().copied().find(|id| span(*id).file == file);
        let near = self.lineage().find_map(|procedure| in_file(self.rules.procedures[procedure].span.file));
        near.or_else(|| found.first().copied())
    }

    /// The procedure, the one it refines, and so on.
    pub(super) fn lineage(&self) -> impl Iterator<Item = Id<Procedure>> {
        let next = |id: &Id<Procedure>| self.rules.procedures[*id].refines;
        std::iter::successors(self.procedure, next).take(self.rules.procedures.len())
    }

    /// The step of a name, or of a path where the name is not unique.
    pub(super) fn step_named(&mut self, name: &str) -> Option<Id<Step>> {
        let rules = self.rules;
        match self.steps_named(name).as_slice() {
            [one] => Some(*one),
            [] => {
                self.unknown_step(name);
                None
            }
            several => {
                if !self.lost {
                    let paths: Vec<&str> = several.iter().map(|id| rules.steps[*id].path.as_str()).collect();
                    self.at_key("step", |typing| typing.fault(|| faults::ambiguous(STEP, name, &paths)));
                }
                None
            }
        }
    }

    /// All steps that a name or a path may mean.
    pub(super) fn steps_named(&self, name: &str) -> SmallVec<[Id<Step>; 1]> {
        let last = name.rsplit('/').next().unwrap_or(name);
        let found = match self.names.steps.get(name) {
            Some(found) => found.as_slice(),
            None => self.names.steps.get(last).map(|found| found.as_slice()).unwrap_or_default(),
        };
        let rules = self.rules;
        let whole = self.names.steps.contains_key(name);
        let mut fitting: SmallVec<[Id<Step>; 1]> =
            found.iter().copied().filter(|id| whole || is_path_of(self, *id, name)).collect();
        if self.procedure.is_some() {
            let of = |procedure| -> SmallVec<[Id<Step>; 1]> {
                let mine = |id: &Id<Step>| rules.steps[*id].procedure == procedure;
                fitting.iter().copied().filter(mine).collect()
            };
            // A step that is continued is the step of the procedure at hand.
            fitting = self.lineage().map(of).find(|steps| !steps.is_empty()).unwrap_or_default();
        }
        fitting
    }

    fn unknown_step(&mut self, name: &str) {
        if name.is_empty() {
            return;
        }
        let rules = self.rules;
        let lineage: Vec<Id<Procedure>> = self.lineage().collect();
        let mine = |step: &&Step| lineage.is_empty() || lineage.contains(&step.procedure);
        self.at_key("step", |typing| {
            typing.fault(|| {
                let all: Vec<&str> = rules.steps.iter().filter(mine).map(|step| step.name.as_str()).collect();
                unknown(7032, STEP, name, &all)
            });
        });
    }

    /// The obligation of an id: whole, by alias, without the procedure, or any end of it that is unique.
    pub(super) fn obligation_named(&mut self, key: &'static str, id: &str) -> Option<ObligationId> {
        if id.is_empty() {
            return None;
        }
        if let Some(found) = self.rules.obligation_index.get(&(self.procedure, SmolStr::new(id))) {
            return Some(*found);
        }
        let last = id.rsplit('/').next().unwrap_or(id);
        let named = self.names.obligations.get(last).map(|found| found.as_slice()).unwrap_or_default();
        let rules = self.rules;
        let ends =
            |path: &str| path.strip_suffix(id).is_some_and(|head| head.is_empty() || head.ends_with('/'));
        let fits = |found: &ObligationId| {
            let obligation = &rules.obligations[*found];
            ends(&obligation.id) || ends(&obligation.alias)
        };
        let all: Vec<ObligationId> = named.iter().copied().filter(fits).collect();
        let of = |procedure: Option<Id<Procedure>>| -> Vec<ObligationId> {
            let mine = |found: &ObligationId| rules.obligations[*found].procedure == procedure;
            all.iter().copied().filter(mine).collect()
        };
        let own = self.lineage().map(|procedure| of(Some(procedure))).chain([of(None)]);
        let near = own.into_iter().find(|found| !found.is_empty());
        match near.as_deref().unwrap_or(&all) {
            [one] => Some(*one),
            [] => {
                self.at_key(key, |typing| typing.fault(|| unknown_obligation(rules, id)));
                None
            }
            several => {
                let ids: Vec<&str> = several.iter().map(|id| rules.obligations[*id].id.as_str()).collect();
                self.at_key(key, |typing| typing.fault(|| faults::ambiguous(OBLIGATION, id, &ids)));
                None
            }
        }
    }

    /// An obligation of one kind.
    pub(super) fn obligation_of(
        &mut self,
        key: &'static str,
        id: &str,
        what: (&'static str, &'static str),
        is: impl Fn(&Row) -> bool,
    ) -> Option<(ObligationId, Option<u32>)> {
        let (path, entry) = super::registers::split_entry(id);
        let found = self.obligation_named(key, path)?;
        let obligation = &self.rules.obligations[found];
        if is(&obligation.row) {
            return Some((found, self.entry_at(key, found, path, entry)?));
        }
        self.at_key(key, |typing| typing.fault(|| faults::wrong_obligation(&obligation.id, what)));
        None
    }
}

fn procedure_fault(rules: &crate::model::RuleSet, name: &SmolStr, ambiguous: bool) -> Diagnostic {
    let what = ("程序", "procedure");
    if ambiguous {
        let all: Vec<&str> = rules.editions.iter().map(|edition| edition.name.as_str()).collect();
        return faults::ambiguous(what, name, &all)
            .help("用 ruleset 写明规则集", "say by ‘ruleset’ which ruleset is meant");
    }
    let all: Vec<&str> = rules.procedures.iter().map(|procedure| procedure.name.as_str()).collect();
    unknown(7031, what, name, &all)
}

/// The nearest obligation: by its whole id, or by its last part.
fn unknown_obligation(rules: &crate::model::RuleSet, id: &str) -> Diagnostic {
    let whole = |obligation: &Obligation| obligation.id.clone();
    let ids: Vec<SmolStr> = rules.obligations.iter().map(whole).collect();
    let last = |path: &str| SmolStr::new(path.rsplit('/').next().unwrap_or(path));
    let near = nearest(id, ids.iter().map(SmolStr::as_str)).map(SmolStr::new);
    let near = near.or_else(|| {
        let names: Vec<SmolStr> = ids.iter().map(|id| last(id)).collect();
        let name = SmolStr::new(nearest(&last(id), names.iter().map(SmolStr::as_str))?);
        ids.iter().find(|id| last(id) == name).cloned()
    });
    faults::unknown_name(7039, OBLIGATION, id, near.as_deref(), &[])
}

/// Whether a path such as `公众参与/听证会` leads to a step: part by part, each a name or an alias, the procedure's
/// in front or left out.
fn is_path_of(typing: &Typing<'_>, step: Id<Step>, path: &str) -> bool {
    let rules = typing.rules;
    let is =
        |name: &SmolStr, alias: &Option<SmolStr>, part: &str| name == part || alias.as_deref() == Some(part);
    let mut here = Some(step);
    let mut parts = path.rsplit('/').peekable();
    while let Some(part) = parts.next() {
        match here {
            Some(id) => {
                let step = &rules.steps[id];
                if !is(&step.name, &step.alias, part) {
                    return false;
                }
                here = step.parent;
            }
            None => {
                let procedure = &rules.procedures[rules.steps[step].procedure];
                return parts.peek().is_none() && is(&procedure.name, &procedure.alias, part);
            }
        }
    }
    true
}
