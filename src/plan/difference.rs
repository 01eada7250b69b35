//! What a change changes: the same plan with it and without it.
//!
//! INVARIANT: both sides are whole plans, made by the same code; a difference is found by looking at
//! their dates. Absent: words.

use super::{PlanError, PlanRequest, ProcedureSchedule};
use crate::calendar::Date;
use crate::model::{Id, ObligationId, RuleSet, Step};
use crate::schedule::Span;

/// LIMIT: so many critical paths of each side are compared.
const PATHS: usize = 100;

/// What changes take place between two plans.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The last day of the whole, before and after; `None`: not known.
    pub finish: (Option<Date>, Option<Date>),
    /// The steps on critical paths, before and after, in the order of the rules.
    pub critical: (Vec<Id<Step>>, Vec<Id<Step>>),
    /// The steps whose early dates differ, in the order of the rules.
    pub moved: Vec<Moved>,
    /// The obligations that become late or no longer are, in the order of the rules.
    pub duties: Vec<MovedDuty>,
}

/// A step whose dates differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// The step.
    pub step: Id<Step>,
    /// Its early dates before; `None`: it took no part, or they were not known.
    pub before: Option<Span>,
    /// Its early dates after.
    pub after: Option<Span>,
}

/// An obligation whose expected day passes its last day on one side alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MovedDuty {
    /// The obligation.
    pub obligation: ObligationId,
    /// Its last day.
    pub due: Date,
    /// When it is done before, and after.
    pub expected: (Option<Date>, Option<Date>),
}

impl MovedDuty {
    /// Whether it is late after the change.
    #[must_use]
    pub fn becomes_late(&self) -> bool {
        self.expected.1.is_some_and(|day| day > self.due)
    }
}

impl Difference {
    /// What the changes of a request change.
    ///
    /// # Errors
    /// [`PlanError`] where there is no plan.
    pub fn of(rules: &RuleSet, request: &PlanRequest<'_>) -> Result<Self, PlanError> {
        let before = ProcedureSchedule::of(rules, &PlanRequest { changes: &[], ..*request })?;
        Ok(Self::between(rules, &before, &ProcedureSchedule::of(rules, request)?))
    }

    /// How two plans of one procedure differ.
    #[must_use]
    pub fn between(rules: &RuleSet, before: &ProcedureSchedule, after: &ProcedureSchedule) -> Self {
        let early = |plan: &ProcedureSchedule, step: Id<Step>| {
            plan.planned(rules, step).and_then(|step| plan.activity(step)?.early.ok())
        };
        let moved = before.steps.iter().filter_map(|one| {
            let (was, is) = (early(before, one.step), early(after, one.step));
            (was != is).then_some(Moved { step: one.step, before: was, after: is })
        });
        Self {
            finish: (before.schedule.finish().ok(), after.schedule.finish().ok()),
            critical: (critical(before), critical(after)),
            moved: moved.collect(),
            duties: duties(before, after),
        }
    }
}

/// The steps on critical paths, in the order of the rules.
fn critical(plan: &ProcedureSchedule) -> Vec<Id<Step>> {
    let (_, paths) = plan.critical_paths(PATHS);
    let on_path = |step: Id<Step>| paths.iter().any(|path| path.contains(&step));
    plan.steps.iter().map(|one| one.step).filter(|step| on_path(*step)).collect()
}

fn duties(before: &ProcedureSchedule, after: &ProcedureSchedule) -> Vec<MovedDuty> {
    let all = before.forecasts.iter().chain(&after.forecasts);
    let mut known: Vec<(ObligationId, Date)> = all.map(|one| (one.obligation, one.due)).collect();
    known.sort_unstable();
    known.dedup();
    let expected = |plan: &ProcedureSchedule, of: ObligationId| {
        plan.forecasts.iter().find(|one| one.obligation == of).map(|one| one.expected)
    };
    let both = known.into_iter().map(|(obligation, due)| MovedDuty {
        obligation,
        due,
        expected: (expected(before, obligation), expected(after, obligation)),
    });
    let late = |day: Option<Date>, due: Date| day.is_some_and(|day| day > due);
    both.filter(|one| late(one.expected.0, one.due) != late(one.expected.1, one.due)).collect()
}
