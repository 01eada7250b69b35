//! Names of a file, and looking them up.

use super::{Lower, Map};
use crate::calendar::Date;
use crate::diag::names;
use crate::model::{
    DocumentKind, EventKind, FactGroup, Id, Instrument, Procedure, Register, Role, Step, Table, Task, Unit,
};
use crate::text::Span;
use smallvec::SmallVec;
use smol_str::SmolStr;
use unicode_normalization::UnicodeNormalization as _;

/// What a name of a file stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Symbol {
    Document(Id<DocumentKind>),
    Role(Id<Role>),
    Unit(Id<Unit>),
    Event(Id<EventKind>),
    Facts(Id<FactGroup>),
    Register(Id<Register>),
    Table(Id<Table>),
    /// 期间: its first and its last day.
    Span(Date, Date),
}

/// The names that one file declares.
#[derive(Clone, Debug, Default)]
pub(super) struct FileNames {
    pub(super) symbols: Map<SmolStr, (Symbol, Span)>,
    pub(super) instruments: Map<SmolStr, Id<Instrument>>,
    pub(super) misnomers: Map<SmolStr, Id<Instrument>>,
    pub(super) tasks: Map<SmolStr, (Id<Task>, Span)>,
    pub(super) procedures: Map<SmolStr, (Id<Procedure>, Span)>,
}

impl Lower<'_> {
    /// Declares a name in the current file, with its alias.
    pub(super) fn declare(&mut self, name: &SmolStr, alias: Option<&SmolStr>, symbol: Symbol, span: Span) {
        let names_of_file = self.names.get_mut(self.scope.file);
        let Some(table) = names_of_file else { return };
        let mut first = None;
        for key in [Some(name), alias].into_iter().flatten() {
            if let Some((_, earlier)) = table.symbols.insert(key.clone(), (symbol, span)) {
                first = Some((key.clone(), earlier));
            }
        }
        if let Some((key, earlier)) = first {
            self.report(names::twice(span, &key, earlier));
        }
    }

    /// What a name stands for: in its own file, else in the imported ones. `N·名` looks only in N.
    pub(super) fn symbol(&self, name: &str) -> Option<(Symbol, Span)> {
        self.look_up(name, &|table: &FileNames, key: &str| table.symbols.get(key).copied())
    }

    /// The instrument of a title, a short name or a document number.
    pub(super) fn instrument(&self, name: &str) -> Option<Id<Instrument>> {
        self.look_up(name, &|table: &FileNames, key: &str| table.instruments.get(key).copied())
    }

    /// The instrument that is wrongly called so.
    pub(super) fn misnamed(&self, name: &str) -> Option<Id<Instrument>> {
        self.look_up(name, &|table: &FileNames, key: &str| table.misnomers.get(key).copied())
    }

    /// The procedure of a name.
    pub(super) fn procedure_named(&self, name: &str) -> Option<Id<Procedure>> {
        self.look_up(name, &|table: &FileNames, key: &str| table.procedures.get(key).map(|(id, _)| *id))
    }

    /// The procedures that a name may mean: the own one, else those of the imported files, the nearest
    /// first; several where several imports at the same distance declare it.
    pub(super) fn procedures_named(&self, name: &str) -> Vec<Id<Procedure>> {
        if let Some(first) = self.procedure_named(name)
            && (self.own_procedure(name).is_some() || name.contains('·'))
        {
            return vec![first];
        }
        let imports = self.files.get(self.scope.file).into_iter().flat_map(|file| &file.imports);
        let mut direct: Vec<Id<Procedure>> = imports
            .filter_map(|(_, file, _)| self.names.get(*file)?.procedures.get(name).map(|(id, _)| *id))
            .collect();
        direct.sort_unstable();
        direct.dedup();
        if direct.is_empty() { self.procedure_named(name).into_iter().collect() } else { direct }
    }

    /// The procedure of a name, in the current file alone.
    pub(super) fn own_procedure(&self, name: &str) -> Option<(Id<Procedure>, Span)> {
        self.names.get(self.scope.file)?.procedures.get(name).copied()
    }

    fn look_up<T>(&self, name: &str, get: &dyn Fn(&FileNames, &str) -> Option<T>) -> Option<T> {
        let own = self.names.get(self.scope.file)?;
        if let Some(found) = get(own, name) {
            return Some(found);
        }
        let imports = &self.files.get(self.scope.file)?.imports;
        if let Some((prefix, rest)) = name.split_once('·')
            && let Some((_, file, _)) = imports.iter().find(|(alias, ..)| alias == prefix)
        {
            return get(self.names.get(*file)?, rest);
        }
        let mut seen = vec![self.scope.file];
        let mut queue: Vec<usize> = imports.iter().map(|(_, file, _)| *file).collect();
        while let Some(file) = queue.pop() {
            if seen.contains(&file) {
                continue;
            }
            seen.push(file);
            if let Some(found) = self.names.get(file).and_then(|table| get(table, name)) {
                return Some(found);
            }
            queue.extend(
                self.files.get(file).into_iter().flat_map(|parsed| &parsed.imports).map(|(_, file, _)| *file),
            );
        }
        None
    }

    /// The step of a name in the current procedure: the nearest around the current step where the
    /// name is not unique.
    ///
    /// # Errors
    /// The candidates' paths where several are equally near; empty where there is none.
    pub(super) fn step_named(&self, name: &str) -> Result<Id<Step>, Vec<String>> {
        let procedure = self.scope.procedure.ok_or_else(Vec::new)?;
        let key = (procedure, SmolStr::new(name));
        let found = self.step_names.get(&key).map(SmallVec::as_slice).unwrap_or_default();
        match found {
            [] => Err(Vec::new()),
            [only] => Ok(*only),
            several => {
                let mut around = self.scope.step;
                while let Some(step) = around {
                    let near: Vec<Id<Step>> = several
                        .iter()
                        .copied()
                        .filter(|id| self.rules.steps[*id].parent == Some(step))
                        .collect();
                    if let [only] = near.as_slice() {
                        return Ok(*only);
                    }
                    around = self.rules.steps[step].parent;
                }
                let top: Vec<Id<Step>> =
                    several.iter().copied().filter(|id| self.rules.steps[*id].parent.is_none()).collect();
                if let [only] = top.as_slice() {
                    return Ok(*only);
                }
                Err(several.iter().map(|id| self.rules.steps[*id].path.to_string()).collect())
            }
        }
    }

    /// The step of a path such as `公众参与/听证会`.
    pub(super) fn step_at(&self, path: &str) -> Result<Id<Step>, Vec<String>> {
        let Some((head, last)) = path.rsplit_once('/') else { return self.step_named(path) };
        let procedure = self.scope.procedure.ok_or_else(Vec::new)?;
        let key = (procedure, SmolStr::new(last));
        let all = self.step_names.get(&key).map(SmallVec::as_slice).unwrap_or_default();
        let fits = |id: &Id<Step>| {
            let parent = self.rules.steps[*id].path.rsplit_once('/').map_or("", |(parent, _)| parent);
            parent == head || parent.ends_with(&format!("/{head}"))
        };
        let found: Vec<Id<Step>> = all.iter().copied().filter(fits).collect();
        match found.as_slice() {
            [only] => Ok(*only),
            several => Err(several.iter().map(|id| self.rules.steps[*id].path.to_string()).collect()),
        }
    }

    /// All names that may stand in an expression here, for suggestions.
    pub(super) fn visible_names(&self) -> Vec<SmolStr> {
        let mut all: Vec<SmolStr> =
            self.scope.variables.iter().map(|variable| variable.name.clone()).collect();
        // The fields of the entry that is judged stand alone.
        if let Some(register) = self.scope.register {
            let schema = self.rules.registers[register].schema;
            all.extend(self.rules.schemas[schema].fields.iter().map(|field| field.name.clone()));
        }
        if let Some(procedure) = self.scope.procedure {
            let steps = &self.rules.procedures[procedure].steps;
            all.extend(steps.iter().map(|id| self.rules.steps[*id].name.clone()));
        }
        let files = std::iter::once(self.scope.file).chain(
            self.files
                .get(self.scope.file)
                .into_iter()
                .flat_map(|file| &file.imports)
                .map(|(_, file, _)| *file),
        );
        for file in files {
            all.extend(self.names.get(file).into_iter().flat_map(|table| table.symbols.keys().cloned()));
        }
        all.sort();
        all
    }
}

/// The declared name that looks the same and is written with other characters, and those
/// characters of `name` by code point.
pub(super) fn lookalike<'n>(
    name: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<(&'n str, String)> {
    // Compatibility forms first: the radical ⼀ (U+2F00) is told from 一 by its code point alone.
    let skeleton = |name: &str| -> String {
        let plain: String = name.nfkc().collect();
        unicode_security::confusable_detection::skeleton(&plain).collect()
    };
    let seen = skeleton(name);
    let other = names
        .into_iter()
        .filter(|candidate| *candidate != name)
        .find(|candidate| skeleton(candidate) == seen)?;
    let differing = name.chars().filter(|character| !other.contains(*character));
    let points: Vec<String> = differing.map(|character| format!("U+{:04X}", u32::from(character))).collect();
    Some((other, points.join(" ")))
}

/// The nearest of some names to a misspelled one, where one is near enough.
pub(super) fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let length = name.chars().count();
    let limit = if length <= 2 { 1 } else { 1 + length / 4 };
    names
        .into_iter()
        .filter(|candidate| *candidate != name)
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        // A one-character name is near to every other one; it must share something.
        .filter(|(distance, candidate)| {
            *distance <= limit && (*distance < length.max(candidate.chars().count()))
        })
        .min_by(|left, right| left.0.cmp(&right.0).then_with(|| left.1.cmp(right.1)))
        .map(|(_, candidate)| candidate)
}

/// LIMIT: names that are suggested where several are equally near.
const SUGGESTED: usize = 3;

/// The names nearest to a misspelled one, all that are equally near, in their order; empty where none is.
pub(super) fn all_nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<&'n str> {
    let names: Vec<&str> = names.into_iter().collect();
    let Some(best) = nearest(name, names.iter().copied()) else { return Vec::new() };
    let distance = strsim::osa_distance(name, best);
    let mut all = Vec::new();
    for candidate in names {
        if strsim::osa_distance(name, candidate) == distance && !all.contains(&candidate) {
            all.push(candidate);
        }
    }
    if all.len() > SUGGESTED { vec![best] } else { all }
}
