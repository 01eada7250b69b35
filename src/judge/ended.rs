//! Row 0 of the verdict table, 程序终止: a case that was ended before its end.
//!
//! INVARIANT: a case that was ended is judged as of that day: what was met or broken by then stays so, and what was
//! still to be done no longer applies. Of a void case nothing applies.

use super::eval::Judge;
use super::outcome::{Outcome, flag};
use super::trace::{Label, Trace};
use super::{Reason, Status};
use crate::calendar::Date;
use crate::dossier::{Dossier, Ended};
use crate::model::Obligation;

fn ended(dossier: &Dossier) -> Option<Ended> {
    dossier.acts.as_ref()?.ended
}

/// The day as of which a dossier is judged: no later than its end.
pub(super) fn last_day(dossier: &Dossier, as_of: Date) -> Date {
    ended(dossier).map_or(as_of, |ended| as_of.min(ended.on))
}

impl Judge<'_> {
    /// What the end of a case leaves of a decision about its procedure.
    pub(super) fn after_end<T: Trace>(
        &self,
        obligation: &Obligation,
        outcome: Outcome,
        trace: &mut T,
    ) -> Outcome {
        let ended = ended(self.dossier).filter(|ended| ended.on <= self.as_of);
        let Some(ended) = ended.filter(|_| obligation.procedure.is_some()) else { return outcome };
        let open = matches!(outcome.status, Status::Pending | Status::AtRisk);
        if !flag(trace, Label::Ended, ended.void || open) {
            return outcome;
        }
        Outcome::not_applicable(if ended.void { Reason::Void } else { Reason::Terminated })
    }
}
