//! Which documents an obligation sees.

use super::eval::{Env, Judge, Phase};
use super::known::{Known, Scalar, Tri};
use super::trace::{Evidence, index32};
use crate::calendar::Moment;
use crate::dossier::{Document, DocumentAt};
use crate::model::{DocumentRef, Id, Step};

impl<'a> Judge<'a> {
    pub(super) fn has_document(&self, document: DocumentRef, env: &Env) -> Tri {
        let absent = Evidence::Absent(
            index32(document.kind.index()),
            document.from.map(|step| index32(step.index())),
            None,
        );
        if let Some(Known::Is(Scalar::Bool(assumed))) = self.assumption(absent) {
            return Tri::of(assumed);
        }
        match self.document_on_file(document) {
            Tri::False if env.phase == Phase::Open => Tri::Open,
            other => other,
        }
    }

    /// Whether a document is on file now.
    pub(super) fn document_on_file(&self, document: DocumentRef) -> Tri {
        self.presence(self.documents(document, &Env::new(Phase::Due)).next().is_some())
    }

    /// What is not on file is unknown where the file is not complete.
    pub(super) fn presence(&self, found: bool) -> Tri {
        match (found, self.dossier.partial) {
            (true, _) => Tri::True,
            (false, true) => Tri::Missing,
            (false, false) => Tri::False,
        }
    }

    /// Of several documents any one in time suffices: the earliest dated one, an undated one last; and
    /// whether there are several.
    pub(super) fn best_document(&self, document: DocumentRef) -> Option<(DocumentAt, Option<Moment>, bool)> {
        let env = Env::new(Phase::Due);
        let mut found = self.documents(document, &env).map(|(at, document)| (at, document.date));
        let mut best = found.next()?;
        let mut several = false;
        let rank =
            |(at, date): (DocumentAt, Option<Moment>)| (date.is_none(), date.map(Moment::sort_key), at);
        for other in found {
            several = true;
            if rank(other) < rank(best) {
                best = other;
            }
        }
        Some((best.0, best.1, several))
    }

    /// The documents of a kind as seen from a step: those of its own record, else of the nearest
    /// step around it, else of the whole dossier. Later ones than the as-of date are not there yet.
    pub(super) fn documents(
        &self,
        document: DocumentRef,
        _env: &Env,
    ) -> impl Iterator<Item = (DocumentAt, &'a Document)> + '_ {
        // PERF: where there is one document at most it is the nearest.
        let filed = self.dossier.by_document.get(document.kind.index()).map_or(0, |all| all.len());
        let nearest = if filed > 1 { self.nearest_home(document) } else { None };
        self.on_file_documents(document.kind).filter(move |(at, _)| match nearest {
            None => true,
            Some(home) => self.home(*at) == Some(home),
        })
    }

    pub(super) fn on_file_documents(
        &self,
        kind: Id<crate::model::DocumentKind>,
    ) -> impl Iterator<Item = (DocumentAt, &'a Document)> + '_ {
        // PERF: a slice, not a flattened option: this is asked for every document, several times.
        let all = self.dossier.by_document.get(kind.index()).map_or(&[][..], |all| all.as_slice());
        all.iter().copied().filter(|at| self.current(*at)).filter_map(|at| {
            let document = self.document_at(at)?;
            document.date.is_none_or(|date| self.past(date)).then_some((at, document))
        })
    }

    /// Whether a document belongs to a latest attempt, or to a waiver.
    pub(super) fn current(&self, at: DocumentAt) -> bool {
        match at {
            DocumentAt::Record { record, .. } => {
                self.dossier.records.get(record as usize).is_some_and(|held| {
                    let same = Some(self.rules.steps[held.step].procedure) == self.dossier.procedure;
                    !same || self.state(held.step).record == Some(record)
                })
            }
            DocumentAt::Waiver { .. } | DocumentAt::Task { .. } => true,
        }
    }

    /// The nearest step around `from` that holds a document of the kind.
    pub(super) fn nearest_home(&self, document: DocumentRef) -> Option<Id<Step>> {
        let mut around = document.from;
        while let Some(step) = around {
            let here = self.on_file_documents(document.kind).any(|(at, _)| self.home(at) == Some(step));
            if here {
                return Some(step);
            }
            around = self.rules.steps[step].parent;
        }
        None
    }

    /// The step that a document was filed with.
    pub(super) fn home(&self, at: DocumentAt) -> Option<Id<Step>> {
        match at {
            DocumentAt::Record { record, .. } => {
                self.dossier.records.get(record as usize).map(|record| record.step)
            }
            DocumentAt::Waiver { waiver, .. } => {
                self.dossier.waivers.get(waiver as usize).map(|claim| claim.step)
            }
            DocumentAt::Task { .. } => None,
        }
    }

    pub(super) fn document_at(&self, at: DocumentAt) -> Option<&'a Document> {
        match at {
            DocumentAt::Record { record, document } => {
                self.dossier.records.get(record as usize)?.documents.get(document as usize)
            }
            DocumentAt::Waiver { waiver, document } => {
                self.dossier.waivers.get(waiver as usize)?.documents.get(document as usize)
            }
            DocumentAt::Task { task, document } => {
                self.dossier.tasks.get(task as usize)?.documents.get(document as usize)
            }
        }
    }

    /// The document of a kind as seen from a step; the latest where there are several.
    pub(super) fn document(&self, document: DocumentRef, env: &Env) -> Option<(DocumentAt, &'a Document)> {
        let mut best: Option<(DocumentAt, &'a Document)> = None;
        for (at, found) in self.documents(document, env) {
            let later = best
                .is_none_or(|(_, best)| found.date.map(Moment::sort_key) >= best.date.map(Moment::sort_key));
            if later {
                best = Some((at, found));
            }
        }
        best
    }
}
