//! What is known of a case on a day, looked up once for all questions.

use super::Case;
use crate::calendar::Date;
use crate::dossier::{Acts, Dossier};
use crate::judge::{Standing, Tri, standings, verdicts_of};
use crate::model::{Act, Duty, Follow, Id, Obligation, ObligationId, Procedure, Row, RuleSet, Step, Weight};

/// A case on a day.
pub(super) struct Look<'c> {
    pub(super) rules: &'c RuleSet,
    pub(super) dossier: &'c Dossier,
    pub(super) on: Date,
    pub(super) procedure: Option<Id<Procedure>>,
    standings: Vec<Standing>,
    /// When the procedure came to its end.
    pub(super) closed: Option<Date>,
}

impl<'c> Look<'c> {
    pub(super) fn new(case: &'c Case<'_>, on: Date) -> Self {
        let (rules, dossier) = (case.rules(), case.dossier());
        let (standings, closed) = standings(rules, dossier, on);
        Self { rules, dossier, on, procedure: dossier.procedure, standings, closed }
    }

    /// How a step of the procedure stands.
    pub(super) fn standing(&self, step: Id<Step>) -> Option<&Standing> {
        let declared = &self.rules.steps[step];
        (Some(declared.procedure) == self.procedure)
            .then(|| self.standings.get(declared.position as usize))
            .flatten()
    }

    pub(super) fn steps(&self) -> &[Standing] {
        &self.standings
    }

    pub(super) fn acts(&self) -> Option<&'c Acts> {
        self.dossier.acts.as_deref()
    }

    /// Whether the case stands still.
    pub(super) fn paused(&self) -> Option<&'c crate::dossier::Stop> {
        self.acts()?.stops.iter().find(|stop| stop.act == Act::Stay)
    }

    /// The obligations of the procedure.
    pub(super) fn obligations(&self) -> impl Iterator<Item = (ObligationId, &'c Obligation)> {
        let rules = self.rules;
        let all = self.procedure.map(|id| rules.procedures[id].obligations.as_slice());
        let own = all.unwrap_or_default().iter().map(|id| (*id, &rules.obligations[*id]));
        own.filter(|(_, one)| one.register.is_none())
    }

    /// The limits.
    pub(super) fn clocks(&self) -> impl Iterator<Item = (ObligationId, &'c Obligation)> {
        self.obligations().filter(|(_, one)| matches!(one.row, Row::Within { .. }))
    }

    /// What may be promised or is owed.
    pub(super) fn promises(&self) -> impl Iterator<Item = (ObligationId, &'c Follow)> {
        self.obligations().filter_map(|(id, one)| match &one.row {
            Row::Follow(follow) => Some((id, follow)),
            _ => None,
        })
    }

    /// Whether an obligation forbids: a hint, our own reading and what is not published do not.
    pub(super) fn forbids(&self, obligation: &Obligation) -> bool {
        let soft = matches!(obligation.duty, Duty::Encouraged | Duty::Strive | Duty::Inferred | Duty::May);
        let hidden = obligation.cites.iter().any(|cite| self.rules.instruments[cite.instrument].unpublished);
        obligation.severity != Weight::Hint && !soft && !hidden
    }

    /// Whether a clock runs on the day, as far as that is known.
    pub(super) fn runs(&self, clock: ObligationId) -> bool {
        use crate::judge::{Reason, Status};
        let found = verdicts_of(self.rules, self.dossier, self.on, &[clock]);
        found.first().is_some_and(|verdict| match verdict.status {
            Status::Pending | Status::AtRisk => verdict.reason != Reason::NotYet,
            Status::Violated => verdict.reason == Reason::Overdue,
            Status::Unproven => true,
            _ => false,
        })
    }

    /// A step and those around it.
    pub(super) fn family(&self, step: Id<Step>) -> Vec<Id<Step>> {
        std::iter::successors(Some(step), |step| self.rules.steps[*step].parent).collect()
    }

    /// Whether the last finish of a later step sends the case back to this one.
    pub(super) fn sent_back_to(&self, step: Id<Step>) -> bool {
        let begun = self.standing(step).and_then(|one| one.start).map(crate::calendar::Moment::date);
        self.standings.iter().any(|one| {
            let back = self.rules.steps[one.step].returns.iter().any(|edge| edge.to == step);
            back && one.returned == Tri::True
                && !one.stale
                && one.start.zip(begun).is_none_or(|(start, begun)| begun <= start.date())
        })
    }
}
