//! Which verdicts are their rows: where no scope, waiver, exception or earlier attempt has a say.
//!
//! PERF: most obligations of most cases. What the rules alone tell of one is compiled ([`crate::model::Brief`]);
//! the rest are a few comparisons with the state of its step. An explanation asks everything, so that the tests
//! that compare it with its verdict compare both ways.

use super::eval::Judge;
use super::known::Tri;
use crate::model::Obligation;

impl Judge<'_> {
    /// Whether nothing but its row decides an obligation: it is in force, in scope, not waived, inside no
    /// unused permission, and nothing was begun again or is deemed.
    pub(super) fn is_plain(&self, obligation: &Obligation) -> bool {
        let brief = &obligation.brief;
        if !brief.plain || self.states.reworked || !self.states.deemed.is_empty() {
            return false;
        }
        if let Some(step) = obligation.step {
            let state = self.state(step);
            if state.scope != Tri::True || state.waived != Tri::False || state.waiver_invalid {
                return false;
            }
        }
        let inside =
            obligation.procedure.is_none() || self.states.scope.is_none_or(|scope| scope == Tri::True);
        inside && self.surely_binds(obligation) && !(brief.permissive && self.may_be_unused(obligation))
    }

    /// Whether an obligation binds on the day that counts, as far as the rules alone tell its days.
    fn surely_binds(&self, obligation: &Obligation) -> bool {
        obligation.brief.force.is_some_and(|force| {
            let always = force.from.is_none() && force.until.is_none();
            always || force.holds(self.act_day(obligation))
        })
    }

    fn may_be_unused(&self, obligation: &Obligation) -> bool {
        self.in_unused_permission(obligation) != Tri::False
    }
}
