//! The schedule of a procedure: its steps with their dates.
//!
//! INVARIANT: every node of a step without steps of its own is found by its step and back, without a
//! search through all of them. Absent: how the network is made, and what the dates mean for duties.

use super::clocks::{self, Clock};
use super::length::{Length, LengthBasis};
use super::survey::{LeftOut, Survey};
use super::{Plan, PlanError, PlanRequest, forecast, network};
use crate::calendar::{Date, Period};
use crate::judge::{Forecast, Report, judge};
use crate::model::{Id, ObligationId, Procedure, RuleSet, Step, StepField};
use crate::schedule::{ActivitySchedule, GroupSchedule, Schedule, State, Terms};

/// One step of the plan.
#[derive(Clone, Copy, Debug)]
pub struct PlannedStep {
    /// The step.
    pub step: Id<Step>,
    /// Its node in the schedule's network.
    pub node: usize,
    /// Why it takes no part; `None`: it does.
    pub left_out: Option<LeftOut>,
    /// How long it takes.
    pub length: Length,
    /// Its recorded start.
    pub actual_start: Option<Date>,
    /// Its recorded finish.
    pub actual_finish: Option<Date>,
}

impl PlannedStep {
    /// How long it takes: its work or its minimum period, whichever is longer.
    #[must_use]
    pub fn takes(&self) -> Period {
        self.length.takes()
    }
}

/// The schedule of a procedure.
#[derive(Clone, Debug)]
pub struct ProcedureSchedule {
    /// The procedure.
    pub procedure: Id<Procedure>,
    /// Which lengths the steps take.
    pub plan: Plan,
    /// The first day.
    pub start: Date,
    /// The date up to which the record speaks.
    pub as_of: Option<Date>,
    /// The steps without steps of their own, in the order of the rules.
    pub steps: Vec<PlannedStep>,
    /// The computed network; [`PlannedStep::node`] is a node of it.
    pub schedule: Schedule,
    /// The predecessors that the plan does not know: its dates may be too early for them.
    pub unplanned: Vec<ObligationId>,
    /// The clocks that run or have run (限时), where a dossier is given.
    pub clocks: Vec<Clock>,
    /// When what is pending with a last day will be done by this plan, where a dossier is given.
    pub forecasts: Vec<Forecast>,
}

impl ProcedureSchedule {
    /// Plans.
    ///
    /// # Errors
    /// [`PlanError`] where no procedure or no first day is known.
    pub fn of(rules: &RuleSet, request: &PlanRequest<'_>) -> Result<Self, PlanError> {
        let procedure = request.of_procedure().ok_or(PlanError::NoProcedure)?;
        // A dossier of another procedure says nothing about this one.
        let dossier = request.dossier.filter(|(dossier, _)| dossier.procedure == Some(procedure));
        let Some((dossier, as_of)) = dossier else { return Self::judged(rules, request, None) };
        let mut report = judge(rules, dossier, as_of);
        let mut plan = Self::judged(rules, request, Some(&report))?;
        plan.forecasts = forecast::forecasts(rules, &report, &plan);
        // Only what is expected warns, as it does where nothing but verdicts is asked for.
        if plan.plan == Plan::Expected {
            forecast::warn(&mut report, plan.forecasts.clone());
        }
        plan.clocks = clocks::clocks(rules, dossier, as_of, &report);
        Ok(plan)
    }

    /// The dates alone, by what was judged of the dossier.
    pub(super) fn judged(
        rules: &RuleSet,
        request: &PlanRequest<'_>,
        report: Option<&Report>,
    ) -> Result<Self, PlanError> {
        let procedure = request.of_procedure().ok_or(PlanError::NoProcedure)?;
        let dossier = request.dossier.filter(|_| report.is_some());
        let survey = Survey::new(rules, request, dossier, report);
        let start = request.start.or_else(|| survey.first_day()).ok_or(PlanError::NoStart)?;
        let (steps, network) = survey.network(procedure).map_err(|_| PlanError::NoProcedure)?;
        let as_of = dossier.map(|(_, as_of)| as_of);
        let terms = Terms { start, data_date: as_of, calendar: rules.calendar.clone() };
        let joins = rules.procedures[procedure].steps.iter().flat_map(|step| &rules.steps[*step].joins);
        Ok(Self {
            procedure,
            plan: request.plan,
            start,
            as_of,
            steps,
            schedule: Schedule::of(network, terms)?,
            unplanned: joins.copied().collect(),
            clocks: Vec::new(),
            forecasts: Vec::new(),
        })
    }

    /// What the schedule says of a step.
    #[must_use]
    pub fn activity(&self, step: &PlannedStep) -> Option<ActivitySchedule> {
        self.schedule.activity(step.node)
    }

    /// The planned step of a node; joins have none.
    #[must_use]
    pub fn step_of(&self, node: usize) -> Option<&PlannedStep> {
        let at = self.steps.binary_search_by_key(&node, |step| step.node).ok()?;
        self.steps.get(at)
    }

    /// A step without steps of its own, as it is planned.
    #[must_use]
    pub fn planned(&self, rules: &RuleSet, step: Id<Step>) -> Option<&PlannedStep> {
        let found = self.step_of(network::exit(rules.steps[step].position as usize))?;
        (found.step == step).then_some(found)
    }

    /// The dates of a step with steps of its own.
    #[must_use]
    pub fn group(&self, rules: &RuleSet, group: Id<Step>) -> GroupSchedule {
        let within = |mut step: Id<Step>| loop {
            match rules.steps[step].parent {
                Some(parent) if parent == group => return true,
                Some(parent) => step = parent,
                None => return false,
            }
        };
        let members: Vec<usize> =
            self.steps.iter().filter(|one| within(one.step)).map(|one| one.node).collect();
        self.schedule.group(&members)
    }

    /// All critical paths as steps, at most `limit` of them, and how many there are.
    #[must_use]
    pub fn critical_paths(&self, limit: usize) -> (u64, Vec<Vec<Id<Step>>>) {
        let found = self.schedule.critical_paths(limit);
        let steps = |path: Vec<usize>| {
            path.into_iter().filter_map(|node| self.step_of(node)).map(|one| one.step).collect()
        };
        (found.count, found.paths.into_iter().map(steps).collect())
    }

    /// The planned day of an end of a step that has not come yet, and the node that decides it.
    pub(super) fn expected(&self, rules: &RuleSet, step: Id<Step>, end: StepField) -> Option<(Date, usize)> {
        let Some(planned) = self.planned(rules, step) else {
            let group = self.group(rules, step);
            let (span, last) = (group.early.ok()?, group.last?);
            return match end {
                StepField::Finish => Some((span.finish, last)),
                _ => None,
            };
        };
        let found = self.activity(planned)?;
        let span = found.early.ok()?;
        match (end, found.state) {
            (StepField::Start, State::Planned) => Some((span.start, planned.node)),
            (StepField::Finish, State::Planned | State::Open) => Some((span.finish, planned.node)),
            _ => None,
        }
    }

    /// Whether the dates of a node follow from work that somebody estimated and that is not done yet.
    pub(super) fn rests_on_estimates(&self, node: usize) -> bool {
        let chain = self.schedule.driving_chain(node);
        chain.into_iter().filter_map(|node| self.step_of(node)).any(|step| {
            step.actual_finish.is_none()
                && step.takes().amount > 0
                && matches!(step.length.basis, LengthBasis::Estimate | LengthBasis::Changed)
        })
    }
}

impl PlanRequest<'_> {
    /// The procedure that is planned.
    pub(super) fn of_procedure(&self) -> Option<Id<Procedure>> {
        self.procedure.or(self.dossier.and_then(|(dossier, _)| dossier.procedure))
    }
}
