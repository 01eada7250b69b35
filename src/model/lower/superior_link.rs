//! Which superior obligation each one continues, takes the place of, or carries out.

use super::Lower;
use crate::diag::refine as messages;
use crate::model::{Id, ObligationId, Procedure, Relation};
use crate::text::Span;
use smol_str::format_smolstr;

impl Lower<'_> {
    /// The procedures that one refines, the nearest first; a circle is reported elsewhere.
    fn superiors(&self, id: Id<Procedure>) -> Vec<Id<Procedure>> {
        let mut chain: Vec<Id<Procedure>> = Vec::new();
        let mut above = self.rules.procedures[id].refines;
        while let Some(superior) = above.filter(|one| *one != id && !chain.contains(one)) {
            chain.push(superior);
            above = self.rules.procedures[superior].refines;
        }
        chain
    }

    /// Once all obligations are there: the superior one that each continues or takes the place of,
    /// and those that it names.
    pub(super) fn link_superiors(&mut self) {
        for id in self.rules.obligations.ids() {
            self.rules.obligations[id].standing.superior = self.superior_of(id);
        }
        for (id, file, name, span) in std::mem::take(&mut self.refining.named) {
            self.scope.file = file;
            if let Some(found) = self.named_superior(id, &name, span) {
                self.rules.obligations[id].standing.implements.push(found);
            }
        }
        for id in self.rules.obligations.ids() {
            let standing = &self.rules.obligations[id].standing;
            let of_superior = standing.relation != Relation::Continues || !standing.implements.is_empty();
            if let (Some(cite), false) =
                (standing.authorised.first(), of_superior || standing.exception.is_some())
            {
                let span = cite.span;
                self.report(messages::nothing_loosened(span));
            }
        }
    }

    fn superior_of(&self, id: ObligationId) -> Option<ObligationId> {
        let obligation = &self.rules.obligations[id];
        let (_, mut rest) = obligation.id.split_once('/')?;
        let mut above = self.rules.procedures[obligation.procedure?].refines?;
        // What stands outside the scope of a refinement is that of a procedure further up.
        if obligation.standing.relation == Relation::Stands {
            while let Some(inner) = rest.strip_suffix("/上位") {
                rest = inner;
                if rest.ends_with("/上位") {
                    above = self.rules.procedures[above].refines?;
                }
            }
        }
        let key = (Some(above), format_smolstr!("{}/{rest}", self.rules.procedures[above].name));
        self.rules.obligation_index.get(&key).copied()
    }

    /// The obligation that 上位 NAME names: of the procedures that are refined, the nearest first, or
    /// of the procedure that the name begins with.
    fn named_superior(&mut self, id: ObligationId, name: &str, span: Span) -> Option<ObligationId> {
        let own = self.rules.obligations[id].procedure;
        let superiors = own.map(|own| self.superiors(own)).unwrap_or_default();
        let mut candidates = Vec::new();
        for superior in &superiors {
            match self.obligation_in(*superior, name) {
                Ok(found) => return Some(found),
                Err(several) => candidates.extend(several),
            }
        }
        if let (Some((first, rest)), true) = (name.split_once('/'), candidates.is_empty())
            && let Some(procedure) = self.procedure_named(first).filter(|found| Some(*found) != own)
        {
            match self.obligation_in(procedure, rest) {
                Ok(found) => return Some(found),
                Err(several) => candidates.extend(several),
            }
        }
        if !candidates.is_empty() {
            self.report(crate::diag::names::ambiguous(span, name, &candidates));
            return None;
        }
        let last = name.rsplit('/').next().unwrap_or_default();
        let known = self
            .rules
            .obligations
            .iter()
            .filter(|one| one.procedure.is_some_and(|of| superiors.contains(&of)));
        let near = super::symbols::nearest(last, known.filter_map(|one| one.id.rsplit('/').next()));
        self.report(messages::no_such_superior(span, name, near));
        None
    }

    fn obligation_in(&self, procedure: Id<Procedure>, name: &str) -> Result<ObligationId, Vec<String>> {
        let found = self.rules.find_obligation(Some(procedure), name)?;
        let own = self.rules.obligations[found].procedure == Some(procedure);
        if own { Ok(found) } else { Err(Vec::new()) }
    }
}
