//! The schedule of a procedure: its steps with their dates.
//!
//! INVARIANT: every node of a step without steps of its own is found by its step and back, without a
//! search through all of them. Absent: how the network is made, and what the dates mean for duties.

use super::clocks::{self, Clock};
use super::length::{Length, LengthBasis};
use super::network::Parts;
use super::relations::{StepEnd, labelled};
use super::survey::{LeftOut, Survey};
use super::{Plan, PlanError, PlanRequest, forecast, network};
use crate::calendar::{Date, Moment, Period};
use crate::judge::{Forecast, Report, judge};
use crate::model::{Id, ObligationId, Procedure, RuleSet, Step};
use crate::schedule::{ActivitySchedule, End, FinishCause, GroupSchedule, Schedule, State, Terms};

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
    /// Its recorded start and finish, with their times where they are given.
    pub record: (Option<Moment>, Option<Moment>),
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
    /// What the plan cannot take in, because together with the plain order it leads in a circle.
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
        let as_of = dossier.map(|(_, as_of)| as_of);
        let terms = Terms { start, data_date: as_of, calendar: rules.calendar.clone() };
        let (steps, unplanned, schedule) = survey.scheduled(procedure, &terms)?;
        Ok(Self {
            procedure,
            plan: request.plan,
            start,
            as_of,
            steps,
            schedule,
            unplanned,
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

    /// The sentence behind a label of the schedule: what ties two steps, or fixes a date.
    #[must_use]
    pub fn sentence(&self, rules: &RuleSet, label: u32) -> Option<ObligationId> {
        labelled(rules, label)
    }

    /// The planned day of an end of a step that has not come yet, and the node that decides it.
    pub(super) fn expected(&self, rules: &RuleSet, (step, end): StepEnd) -> Option<(Date, usize)> {
        let Some(planned) = self.planned(rules, step) else {
            let group = self.group(rules, step);
            let (span, last) = (group.early.ok()?, group.last?);
            return match end {
                End::Finish => Some((span.finish, last)),
                End::Start => None,
            };
        };
        let found = self.activity(planned)?;
        let span = found.early.ok()?;
        match (end, found.state) {
            (End::Start, State::Planned) => Some((span.start, planned.node)),
            (End::Finish, State::Planned | State::Open) => Some((span.finish, planned.node)),
            _ => None,
        }
    }

    /// Whether the dates of a node follow from work that somebody estimated and that is not done yet.
    pub(super) fn rests_on_estimates(&self, node: usize) -> bool {
        // What ends with a limit that runs from elsewhere rests on what that limit runs from.
        let decides = match self.schedule.activity(node).and_then(|one| one.finish_driver) {
            Some(FinishCause::Predecessor { node, .. }) => node,
            _ => node,
        };
        let chain = self.schedule.driving_chain(decides);
        chain.into_iter().filter_map(|node| self.step_of(node)).any(|step| {
            step.actual_finish.is_none()
                && step.takes().amount > 0
                && matches!(step.length.basis, LengthBasis::Estimate | LengthBasis::Changed)
        })
    }
}

impl Survey<'_> {
    /// The steps, what cannot be taken in, and the dates.
    fn scheduled(
        &self,
        procedure: Id<Procedure>,
        terms: &Terms,
    ) -> Result<(Vec<PlannedStep>, Vec<ObligationId>, Schedule), PlanError> {
        let part = |survey: &Self, parts: Parts| {
            let (steps, network, unplanned) =
                survey.network(procedure, parts).map_err(|_| PlanError::NoProcedure)?;
            Ok::<_, PlanError>((steps, unplanned, Schedule::of(network, terms.clone())?))
        };
        match part(self, Parts::All) {
            Err(PlanError::Conflict(_)) => {}
            // Limits that move off rest days may push a step on and on, to the end of the calendar,
            // in search of a rest day that helps: those of plain days tell what stands in the way.
            Ok(found) if self.runs_off(&found.2) => {
                let mut strict = self.clone();
                strict.rolls = false;
                strict.plan = Plan::Fastest;
                part(&strict, Parts::All)?;
                return Ok(found);
            }
            found => return found,
        }
        // Limits that are taken whole as lengths may stand against each other; the law does so only
        // where it does without them.
        let mut by_law = self.clone();
        by_law.plan = Plan::Fastest;
        part(&by_law, Parts::All)?;
        part(self, Parts::Lengths)
    }
}

impl Survey<'_> {
    /// Whether the plan leaves the days that are published.
    fn runs_off(&self, schedule: &Schedule) -> bool {
        schedule.finish().map_or(true, |finish| finish > self.rules.calendar.covered().last())
    }
}

impl PlanRequest<'_> {
    /// The procedure that is planned.
    pub(super) fn of_procedure(&self) -> Option<Id<Procedure>> {
        self.procedure.or(self.dossier.and_then(|(dossier, _)| dossier.procedure))
    }
}
