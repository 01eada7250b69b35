//! Lights (亮灯): what is pending is at risk (预警) once its yellow or red light is on.
//!
//! INVARIANT: a light decides nothing that is decided: it turns 待办 into 预警 and else only remarks.

use super::eval::{Env, Judge, Phase};
use super::known::Tri;
use super::outcome::{Outcome, ask};
use super::trace::{Label, Test, Trace};
use super::{Notes, Status};
use crate::calendar::Moment;
use crate::model::{Comparison, Light, LightWhen, ObligationId};

impl Judge<'_> {
    /// A verdict with its light, where the rules have one for it.
    pub(super) fn lit<T: Trace>(&self, id: ObligationId, outcome: Outcome, trace: &mut T) -> Outcome {
        let Some(light) = self.rules.lights.iter().find(|light| light.of.binary_search(&id).is_ok()) else {
            return outcome;
        };
        match outcome.status {
            Status::Violated => outcome.note(Notes::RED),
            Status::Satisfied => outcome.note(Notes::GREEN),
            Status::Pending | Status::AtRisk => self.pending_light(light, outcome, trace),
            Status::Unproven | Status::Waived | Status::NotApplicable | Status::Missed => outcome,
        }
    }

    fn pending_light<T: Trace>(&self, light: &Light, outcome: Outcome, trace: &mut T) -> Outcome {
        let on = |thresholds: &[LightWhen], label: Label, trace: &mut T| {
            thresholds.iter().any(|one| self.reached(*one, &outcome, label, trace))
        };
        let at_risk = Outcome { status: Status::AtRisk, ..outcome };
        if on(&light.red, Label::RedFrom, trace) {
            at_risk.note(Notes::RED)
        } else if on(&light.yellow, Label::YellowFrom, trace) {
            at_risk.note(Notes::YELLOW)
        } else {
            outcome.note(Notes::GREEN)
        }
    }

    fn reached<T: Trace>(
        &self,
        threshold: LightWhen,
        outcome: &Outcome,
        label: Label,
        trace: &mut T,
    ) -> bool {
        match threshold {
            LightWhen::Before(period) => {
                // Past the published calendar no day can be told, and no light comes on.
                let due = outcome.due.map(Moment::on);
                let from = due.and_then(|due| period.before(due, false, self.calendar()).ok());
                from.is_some_and(|from| {
                    let from = (label, from.end.date());
                    ask(trace, Test::Days((Label::AsOf, self.as_of), Comparison::GreaterEqual, from))
                })
            }
            LightWhen::While(condition) => {
                let truth = self.truth(condition, &Env::new(Phase::Due), trace);
                ask(trace, Test::Truth(label, truth, Tri::True))
            }
        }
    }
}
