//! From names of files to parsed files, imports included.
//!
//! INVARIANT: a file's position here is its file id; every file is read once, whatever names lead
//! to it; nothing outside a root is read. Files named by the caller come first, in his order.

use super::Limits;
use super::packs::{PREFIX, Pack};
use super::virtual_path;
use crate::diag::{Diagnostic, Sink, input, names};
use crate::graph::DagBuilder;
use crate::model::ParsedFile;
use crate::syntax::ast::ExprKind;
use crate::syntax::vocabulary::{ClauseWord, Keyword};
use crate::syntax::{Parse, parse, parse_bytes};
use crate::text::{FileId, Source, SourceMap, Span};
use smol_str::SmolStr;
use std::collections::HashMap;
use std::sync::Arc;

/// Where a file comes from, and what makes it the same file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Origin {
    /// A text given by the caller, by its name.
    Memory(String),
    /// A pack, by its path.
    Pack(&'static str),
    /// A file: its true path and that of its root.
    #[cfg(feature = "fs")]
    Disk { path: std::path::PathBuf, root: std::path::PathBuf },
}

/// One `引入`.
struct Import {
    path: String,
    alias: SmolStr,
    span: Span,
}

/// The state of one loading.
pub(super) struct Loader {
    limits: Limits,
    memory: HashMap<String, String>,
    pub(super) sources: SourceMap,
    pub(super) files: Vec<ParsedFile>,
    origins: Vec<Origin>,
    index: HashMap<Origin, usize>,
    bytes: usize,
    /// A file is no text.
    pub(super) unreadable: bool,
    pub(super) sink: Sink,
}

impl Loader {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            memory: HashMap::new(),
            sources: SourceMap::default(),
            files: Vec::new(),
            origins: Vec::new(),
            index: HashMap::new(),
            bytes: 0,
            unreadable: false,
            sink: Sink::default(),
        }
    }

    /// A text that imports may name.
    pub(super) fn offer(&mut self, name: &str, text: String) {
        self.memory.insert(virtual_path::clean(name), text);
    }

    /// Reports something that has no place, under the name of a file.
    pub(super) fn refuse(&mut self, name: &str, mut fault: Box<Diagnostic>) {
        if let Some(file) = self.sources.add(Source::new(name, "")) {
            fault.span = Span::new(file, 0, 0);
            // INVARIANT: positions of sources and files agree.
            self.files.push(ParsedFile { parse: parse(file, Arc::from("")), imports: Vec::new() });
            self.origins.push(Origin::Memory(String::new()));
        }
        self.sink.push(*fault);
    }

    /// Loads a file that is named by the caller.
    pub(super) fn main(&mut self, origin: Origin, shown: &str) {
        if !self.index.contains_key(&origin)
            && let Err(fault) = self.load(origin, shown)
        {
            self.refuse(shown, fault);
        }
    }

    /// Loads what the loaded files import, and what that imports; then looks for cycles.
    pub(super) fn follow(&mut self) {
        let mut position = 0;
        while let Some(file) = self.files.get(position) {
            for import in imports_of(&file.parse) {
                if let Some(found) = self.import(position, &import)
                    && let Some(file) = self.files.get_mut(position)
                {
                    file.imports.push((import.alias, found, import.span));
                }
            }
            position += 1;
        }
        self.report_cycles();
    }

    fn import(&mut self, from: usize, import: &Import) -> Option<usize> {
        let origin = self.origins.get(from)?.clone();
        let found = self.resolve(&origin, &import.path);
        let missing = || Box::new(names::import_missing(import.span, &import.path));
        let loaded = match found {
            Resolved::Escapes => Err(Box::new(names::import_escapes(import.span, &import.path))),
            Resolved::Missing => Err(missing()),
            Resolved::At(target, shown) => match self.index.get(&target) {
                Some(known) => Ok(*known),
                None => self.load(target, &shown).map_err(|mut fault| {
                    fault.span = import.span;
                    fault
                }),
            },
        };
        loaded.map_err(|fault| self.sink.push(*fault)).ok()
    }

    /// Where an import leads: next to the file that imports, inside its root; else to a pack.
    fn resolve(&self, from: &Origin, path: &str) -> Resolved {
        if virtual_path::is_absolute(path) {
            return Resolved::Escapes;
        }
        let base = match from {
            Origin::Memory(name) => name.clone(),
            Origin::Pack(name) => (*name).to_owned(),
            #[cfg(feature = "fs")]
            Origin::Disk { path, root } => super::disk::relative(path, root),
        };
        let Some(joined) = virtual_path::join(&base, path) else { return Resolved::Escapes };
        match from {
            Origin::Memory(_) if self.memory.contains_key(&joined) => {
                return Resolved::At(Origin::Memory(joined.clone()), joined);
            }
            #[cfg(feature = "fs")]
            Origin::Disk { root, .. } => match super::disk::inside(root, &joined) {
                super::disk::Inside::Escapes => return Resolved::Escapes,
                super::disk::Inside::At(found) => {
                    let shown = self.shown_beside(from, &base, &joined);
                    return Resolved::At(Origin::Disk { path: found, root: root.clone() }, shown);
                }
                super::disk::Inside::Missing => {}
            },
            _ => {}
        }
        let shipped = Pack::named(&joined).or_else(|| Pack::named(&virtual_path::clean(path)));
        match shipped {
            Some(pack) => Resolved::At(Origin::Pack(pack.path), format!("{PREFIX}{}", pack.path)),
            None => Resolved::Missing,
        }
    }

    /// The name of an imported file in the terms of the importing file's shown name.
    #[cfg(feature = "fs")]
    fn shown_beside(&self, from: &Origin, base: &str, joined: &str) -> String {
        let position = self.index.get(from).copied().unwrap_or_default();
        let shown =
            self.sources.iter().nth(position).map(|(_, source)| source.name.to_string()).unwrap_or_default();
        match shown.strip_suffix(base) {
            Some(before) => format!("{before}{joined}"),
            None => joined.to_owned(),
        }
    }

    fn load(&mut self, origin: Origin, shown: &str) -> Result<usize, Box<Diagnostic>> {
        let position = self.files.len();
        if position >= self.limits.files {
            let limit = self.limits.files;
            return Err(input::too_much(
                &format!("文件不超过 {limit} 个"),
                &format!("at most {limit} files"),
            ));
        }
        let file = FileId(u16::try_from(position).unwrap_or(u16::MAX));
        let parsed = match &origin {
            Origin::Memory(name) => {
                let text = self.memory.get(name).map(String::as_str).unwrap_or_default();
                self.room_for(text.len())?;
                parse(file, Arc::from(text))
            }
            Origin::Pack(path) => {
                let text = Pack::named(path).map(|pack| pack.text).unwrap_or_default();
                self.room_for(text.len())?;
                parse(file, Arc::from(text))
            }
            #[cfg(feature = "fs")]
            Origin::Disk { path, .. } => {
                let bytes = super::disk::read(path, shown, self.limits.file_bytes)?;
                self.room_for(bytes.len())?;
                parse_bytes(file, &bytes)
            }
        };
        // RC0001 and RC0002: nothing in it can be read, and all its names would be unknown.
        self.unreadable |= parsed.diagnostics.iter().any(|found| matches!(found.code.0, 1 | 2));
        self.bytes += parsed.tree.text().len();
        // INVARIANT: a source is added exactly when a file is, so that positions agree.
        self.sources.add(Source::new(shown, parsed.tree.text()));
        self.files.push(ParsedFile { parse: parsed, imports: Vec::new() });
        self.origins.push(origin.clone());
        self.index.insert(origin, position);
        Ok(position)
    }

    fn room_for(&self, bytes: usize) -> Result<(), Box<Diagnostic>> {
        let Limits { file_bytes, total_bytes, .. } = self.limits;
        if bytes > file_bytes {
            return Err(input::too_much(
                &format!("一个文件不超过 {file_bytes} 字节"),
                &format!("at most {file_bytes} bytes a file"),
            ));
        }
        if self.bytes + bytes > total_bytes {
            return Err(input::too_much(
                &format!("合计不超过 {total_bytes} 字节"),
                &format!("at most {total_bytes} bytes in all"),
            ));
        }
        Ok(())
    }

    fn report_cycles(&mut self) {
        let mut builder = DagBuilder::new(self.files.len());
        for (from, file) in self.files.iter().enumerate() {
            for (label, (_, to, _)) in file.imports.iter().enumerate() {
                builder.edge(from, *to, u32::try_from(label).unwrap_or(u32::MAX));
            }
        }
        let Err(cycles) = builder.build() else { return };
        for cycle in &cycles.cycles {
            let name = |position: usize| {
                self.sources.iter().nth(position).map(|(_, source)| source.name.to_string())
            };
            let mut members: Vec<String> = cycle.members().filter_map(name).collect();
            members.extend(members.first().cloned());
            let place = cycle.edges.first().and_then(|edge| {
                self.files.get(edge.from)?.imports.get(edge.label as usize).map(|(_, _, span)| *span)
            });
            self.sink.push(names::import_cycle(place.unwrap_or_default(), &members));
        }
    }
}

/// Where an import leads.
enum Resolved {
    At(Origin, String),
    Missing,
    Escapes,
}

/// The imports of a file; one without a path or a name is reported by the compiler.
fn imports_of(parse: &Parse) -> Vec<Import> {
    let mut found = Vec::new();
    for statement in parse.tree.file_view().statements() {
        let (_, Some(Keyword::Use), taken) = statement.keyword() else { continue };
        let head = statement.head();
        let Some(path) = head.get(taken) else { continue };
        let named = statement.clauses().into_iter().find(|clause| clause.word == ClauseWord::Named);
        let alias = named.and_then(|clause| match clause.items.into_iter().next().map(|item| item.kind) {
            Some(ExprKind::Path(path)) => {
                path.segments.into_iter().next().map(|segment| segment.name.text.into_owned())
            }
            Some(ExprKind::Text(word)) => Some(word.text.into_owned()),
            _ => None,
        });
        found.push(Import {
            path: path.word.text.to_string(),
            alias: SmolStr::new(alias.unwrap_or_default()),
            span: path.word.span,
        });
    }
    found
}
