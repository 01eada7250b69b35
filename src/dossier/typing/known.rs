//! Every word by which a dossier may name what the rules declare, as the resolution of names itself takes it.

use super::super::fault::Faults;
use super::Typing;
use crate::model::{
    DocumentKind, EventKind, FactGroup, Id, ObligationId, Procedure, Register, Role, RuleSet, Step, Task,
};
use smol_str::SmolStr;

/// Words with what they mean; the usual one first.
type Words<T> = Vec<(Vec<SmolStr>, T)>;

/// What may be named.
pub(in crate::dossier) struct Known {
    /// Steps: of the procedure, or of all.
    pub(in crate::dossier) steps: Words<Id<Step>>,
    /// Kinds of document.
    pub(in crate::dossier) documents: Words<Id<DocumentKind>>,
    /// Kinds of event.
    pub(in crate::dossier) events: Words<Id<EventKind>>,
    /// Roles.
    pub(in crate::dossier) roles: Words<Id<Role>>,
    /// 档案.
    pub(in crate::dossier) groups: Words<Id<FactGroup>>,
    /// Registers.
    pub(in crate::dossier) registers: Words<Id<Register>>,
    /// Tasks.
    pub(in crate::dossier) tasks: Words<Id<Task>>,
    /// Obligations.
    pub(in crate::dossier) obligations: Words<ObligationId>,
}

/// The words of a dossier of a procedure; `None`: of one whose procedure is not known, so that a name that could be
/// of several procedures is listed with each of them.
pub(in crate::dossier) fn known(rules: &RuleSet, procedure: Option<Id<Procedure>>) -> Known {
    let mut faults = Faults::default();
    let mut typing = Typing {
        rules,
        names: rules.names(),
        path: Vec::new(),
        faults: &mut faults,
        procedure,
        lost: false,
        as_of: None,
        shared: &[],
        entries: Vec::new(),
        entry_index: std::collections::HashMap::new(),
    };
    Known {
        steps: typing.known_steps(),
        documents: declared(rules.documents.entries(), |id, name| {
            procedure.is_none() || typing.document_named(name) == Some(id)
        }),
        events: declared(rules.events.entries(), |id, name| {
            procedure.is_none() || typing.event_named(name) == Some(id)
        }),
        roles: declared(rules.roles.entries(), |id, name| {
            procedure.is_none() || typing.role_named(name) == Some(id)
        }),
        groups: declared(rules.facts.entries(), |id, name| {
            procedure.is_none() || typing.group_named(name) == Some(id)
        }),
        registers: declared(rules.registers.entries(), |id, name| {
            procedure.is_none() || typing.register_named(name) == Some(id)
        }),
        tasks: declared(rules.tasks.entries(), |id, name| {
            procedure.is_none() || typing.task_named(name) == Some(id)
        }),
        obligations: typing.known_obligations(),
    }
}

/// What has a name and perhaps an alias.
trait Named {
    fn names(&self) -> (&SmolStr, Option<&SmolStr>);
}

macro_rules! named {
    ($($kind:ty)*) => {
        $(impl Named for $kind {
            fn names(&self) -> (&SmolStr, Option<&SmolStr>) {
                (&self.name, self.alias.as_ref())
            }
        })*
    };
}

named! { DocumentKind EventKind Role Register FactGroup Step Task Procedure }

/// Declarations with those of their names that mean them.
fn declared<'r, T: Named + 'r>(
    items: impl Iterator<Item = (Id<T>, &'r T)>,
    mut means: impl FnMut(Id<T>, &str) -> bool,
) -> Words<Id<T>> {
    let mut result = Vec::new();
    for (id, item) in items {
        let (name, alias) = item.names();
        let mut words: Vec<SmolStr> = Vec::new();
        for word in [Some(name), alias].into_iter().flatten() {
            if !words.contains(word) && means(id, word) {
                words.push(word.clone());
            }
        }
        if !words.is_empty() {
            result.push((words, id));
        }
    }
    result
}

impl Typing<'_> {
    /// Steps with their names and the ends of their paths, in names or in aliases throughout.
    fn known_steps(&self) -> Words<Id<Step>> {
        let mut result = Vec::new();
        for (id, step) in self.rules.steps.entries() {
            let mut words: Vec<SmolStr> = Vec::new();
            for path in self.paths_of(id) {
                for word in ends(&path) {
                    let means = match self.procedure {
                        Some(_) => self.steps_named(&word).as_slice() == [id],
                        None => self.steps_named(&word).contains(&id),
                    };
                    if means && !words.contains(&word) {
                        words.push(word);
                    }
                }
            }
            // The name first, then the paths.
            words.sort_by_key(|word| (*word != step.name, word.matches('/').count()));
            if !words.is_empty() {
                result.push((words, id));
            }
        }
        result
    }

    /// The path of a step from its procedure, once in names and once in aliases.
    fn paths_of(&self, step: Id<Step>) -> [Vec<SmolStr>; 2] {
        let up = |id: &Id<Step>| self.rules.steps[*id].parent;
        let chain: Vec<Id<Step>> =
            std::iter::successors(Some(step), up).take(self.rules.steps.len()).collect();
        let of = |(name, alias): (&SmolStr, Option<&SmolStr>), aliased: bool| match alias {
            Some(alias) if aliased => alias.clone(),
            _ => name.clone(),
        };
        [false, true].map(|aliased| {
            let procedure = &self.rules.procedures[self.rules.steps[step].procedure];
            let steps = chain.iter().rev().map(|id| of(self.rules.steps[*id].names(), aliased));
            std::iter::once(of(procedure.names(), aliased)).chain(steps).collect()
        })
    }

    /// Obligations with their ids and the ends of these that mean no other.
    fn known_obligations(&mut self) -> Words<ObligationId> {
        let lineage: Vec<Id<Procedure>> = self.lineage().collect();
        let rules = self.rules;
        let mut result = Vec::new();
        for (id, obligation) in rules.obligations.entries() {
            if !lineage.is_empty() && obligation.procedure.is_some_and(|of| !lineage.contains(&of)) {
                continue;
            }
            let mut words: Vec<SmolStr> = Vec::new();
            for path in [&obligation.id, &obligation.alias] {
                let parts: Vec<SmolStr> = path.split('/').map(SmolStr::new).collect();
                for word in ends(&parts) {
                    // Without a procedure an id may be of several; which one, the dossier's own will tell.
                    let means = lineage.is_empty() || self.obligation_named("obligation", &word) == Some(id);
                    if means && !words.contains(&word) {
                        words.push(word);
                    }
                }
            }
            if !words.is_empty() {
                result.push((words, id));
            }
        }
        result
    }
}

/// `a/b/c`, `b/c` and `c` of a path.
fn ends(path: &[SmolStr]) -> Vec<SmolStr> {
    (0..path.len())
        .map(|at| path.iter().skip(at).map(SmolStr::as_str).collect::<Vec<_>>().join("/").into())
        .collect()
}
