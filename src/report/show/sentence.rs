//! One obligation in one sentence: under which condition, who, what, when, how it is counted, except when, citation.
//!
//! INVARIANT: built from the compiled model alone, never from the text of the rules; what is quoted are names, and
//! the words of the law that a person has to judge by.

use super::super::citation::citations;
use super::speaker::{Speaker, around};
use super::{tail_en, tail_zh};
use crate::diag::Lang;
use crate::model::{
    Deemed, ExprId, Id, Instrument, Obligation, ObligationId, Row, RuleSet, Step, UnitRef, Waiver,
};
use smol_str::SmolStr;

/// One obligation as it is told.
pub(super) struct Telling<'r> {
    pub(super) rules: &'r RuleSet,
    pub(super) id: ObligationId,
    pub(super) obligation: &'r Obligation,
    pub(super) speaker: Speaker<'r>,
}

/// The sentence of an obligation.
#[must_use]
pub fn sentence(rules: &RuleSet, id: ObligationId, lang: Lang) -> String {
    let obligation = &rules.obligations[id];
    let telling = Telling { rules, id, obligation, speaker: Speaker::of(rules, obligation) };
    let cites = citations(rules, &obligation.cites, lang);
    match lang {
        Lang::Zh => {
            let said =
                format!("{}{}{}", tail_zh::before(&telling), telling.row_zh(), tail_zh::after(&telling));
            match cites.as_str() {
                "" => format!("{said}。"),
                cites => format!("{said}（{cites}）。"),
            }
        }
        Lang::En => {
            let said =
                format!("{}{}{}", tail_en::before(&telling), telling.row_en(), tail_en::after(&telling));
            let said = capital(&said);
            match cites.as_str() {
                "" => format!("{said}."),
                cites => format!("{said} ({cites})."),
            }
        }
    }
}

/// The text with its first letter a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

impl<'r> Telling<'r> {
    /// The name of an organ or a role.
    pub(super) fn unit(&self, unit: UnitRef) -> &'r SmolStr {
        match unit {
            UnitRef::Unit(unit) => &self.rules.units[unit].name,
            UnitRef::Role(role) => &self.rules.roles[role].name,
        }
    }

    /// Who does the step, where that is the same in every case.
    pub(super) fn doers(&self) -> &'r [UnitRef] {
        let step = self.obligation.step.map(|step| &self.rules.steps[step]);
        let obligations = step.into_iter().flat_map(|step| &step.obligations);
        let mut found = obligations.filter_map(|id| {
            let obligation = &self.rules.obligations[*id];
            match &obligation.row {
                Row::By { units } if obligation.when.is_none() && obligation.standing.exception.is_none() => {
                    Some(units.as_slice())
                }
                _ => None,
            }
        });
        match (found.next(), found.next()) {
            (Some(units), None) => units,
            _ => &[],
        }
    }

    /// The step whose finish ends the procedure.
    pub(super) fn end(&self) -> Option<Id<Step>> {
        self.rules.procedures[self.obligation.procedure?].end
    }

    /// Whether another sentence tells the outcomes of the step.
    pub(super) fn has_outcome(&self) -> bool {
        let step = self.obligation.step.map(|step| &self.rules.steps[step]);
        let mut obligations = step.into_iter().flat_map(|step| &step.obligations);
        obligations.any(|id| matches!(self.rules.obligations[*id].row, Row::Outcome))
    }

    /// The deemed acts that take the place of a violation of this limit.
    pub(super) fn deemed(&self) -> impl Iterator<Item = &'r Deemed> {
        let procedure = self.obligation.procedure.map(|id| &self.rules.procedures[id]);
        let id = self.id;
        procedure
            .into_iter()
            .flat_map(|procedure| &procedure.deemed)
            .filter(move |deemed| deemed.instead_of.contains(&id))
    }

    /// The last day of the whole task.
    pub(super) fn task_due(&self) -> Option<ExprId> {
        let task = &self.rules.tasks[self.obligation.task?];
        task.dues.iter().find(|due| due.part.is_none()).map(|due| due.due)
    }

    /// The name of a part of the task.
    pub(super) fn task_part(&self, part: u16) -> Option<&'r SmolStr> {
        let task = &self.rules.tasks[self.obligation.task?];
        self.rules.schemas[task.parts].fields.get(usize::from(part)).map(|field| &field.name)
    }

    /// 适用 of the step and of those around it, outermost first.
    pub(super) fn scope(&self) -> Vec<ExprId> {
        let mut steps: Vec<Id<Step>> = around(self.rules, self.obligation.step).collect();
        steps.reverse();
        steps.into_iter().flat_map(|step| self.rules.steps[step].scope.iter().copied()).collect()
    }

    /// The steps around, outermost first, that may be left out: where one is, nothing in it binds.
    pub(super) fn left_out(&self) -> Vec<&'r SmolStr> {
        let own = matches!(self.obligation.row, Row::Perform { .. });
        let mut steps: Vec<&Step> = around(self.rules, self.obligation.step)
            .skip(usize::from(own))
            .map(|step| &self.rules.steps[step])
            .filter(|step| step.optional)
            .collect();
        steps.reverse();
        steps.into_iter().map(|step| &step.name).collect()
    }

    /// The steps, itself first, that may be waived, with their waivers.
    pub(super) fn waived(&self) -> Vec<(&'r SmolStr, &'r [Waiver])> {
        around(self.rules, self.obligation.step)
            .map(|step| &self.rules.steps[step])
            .filter(|step| !step.waivers.is_empty())
            .map(|step| (&step.name, step.waivers.as_slice()))
            .collect()
    }

    /// The instruments it hangs on whose text is not published.
    pub(super) fn unpublished(&self) -> impl Iterator<Item = &'r Instrument> {
        let cited = self.obligation.cites.iter().map(|cite| &self.rules.instruments[cite.instrument]);
        cited.filter(|instrument| instrument.unpublished)
    }
}
