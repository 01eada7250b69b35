//! The plan of a procedure: its steps as a temporal network.
//!
//! INVARIANT: the graph is the procedure's own ([`Procedure::dag`]): two nodes a step, the entry
//! and the exit. The exit of a step without steps is its work; every other node joins edges. What
//! applies is what the judge says applies; nothing here evaluates conditions.
//!
//! A step takes its estimate (预计, the likely point), and at least its minimum period of law (历时
//! from its start to its finish); without either it takes no time. Predecessors beyond the plain one
//! (任一, 其中, other ends, lags) are not edges of that graph: they are named in
//! [`ProcedureSchedule::unplanned`]. Deliberately absent: what-if, other plans.

mod clocks;

pub use clocks::{Clock, Excluded};

use crate::calendar::{Date, Moment, Period, TimeUnit};
use crate::dossier::Dossier;
use crate::judge::{Report, Status, judge};
use crate::model::{Id, ObligationId, Procedure, Row, RuleSet, Step};
use crate::schedule::{
    Activity, ActivitySchedule, Conflict, Gap, GroupSchedule, Network, Schedule, Span, Terms,
};

/// What a plan is made from.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlanRequest<'d> {
    /// The dossier, with its as-of date: what is on record, and what applies.
    pub dossier: Option<(&'d Dossier, Date)>,
    /// The procedure; left out: the dossier's.
    pub procedure: Option<Id<Procedure>>,
    /// The first day; left out: the earliest record.
    pub start: Option<Date>,
    /// Optional steps (可以) that are planned although they are not on record.
    pub with: &'d [Id<Step>],
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// No procedure is named.
    #[error("no procedure is named")]
    NoProcedure,
    /// Neither a first day nor a record is given.
    #[error("there is no start date and no record")]
    NoStart,
    /// Limits stand against what must lie between their ends.
    #[error(transparent)]
    Conflict(#[from] Conflict),
}

/// Why a step takes no part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LeftOut {
    /// It, or a step around it, does not apply.
    OutOfScope,
    /// It is validly waived.
    Waived,
    /// It may be done, and is not on record.
    Optional,
    /// Its group was finished without it.
    GroupFinished,
}

/// One step of the plan.
#[derive(Clone, Copy, Debug)]
pub struct PlannedStep {
    /// The step.
    pub step: Id<Step>,
    /// Its node in the schedule's network.
    pub node: usize,
    /// Why it takes no part; `None`: it does.
    pub left_out: Option<LeftOut>,
    /// How long it takes: its minimum period, or its work where that is longer.
    pub duration: Period,
    /// Its minimum period, whose first day does not count.
    pub minimum: Period,
    /// The work (预计, the likely point), whose first day counts.
    pub work: Period,
    /// Its recorded start.
    pub actual_start: Option<Date>,
    /// Its recorded finish.
    pub actual_finish: Option<Date>,
}

/// The schedule of a procedure.
#[derive(Clone, Debug)]
pub struct ProcedureSchedule {
    /// The procedure.
    pub procedure: Id<Procedure>,
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
}

impl ProcedureSchedule {
    /// Plans.
    ///
    /// # Errors
    /// [`PlanError`] where no procedure or no first day is known.
    pub fn of(rules: &RuleSet, request: &PlanRequest<'_>) -> Result<Self, PlanError> {
        let of_dossier = request.dossier.and_then(|(dossier, _)| dossier.procedure);
        let procedure = request.procedure.or(of_dossier).ok_or(PlanError::NoProcedure)?;
        // A dossier of another procedure says nothing about this one.
        let dossier = request.dossier.filter(|(dossier, _)| dossier.procedure == Some(procedure));
        let report = dossier.map(|(dossier, as_of)| judge(rules, dossier, as_of));
        let survey = Survey { rules, dossier, report: report.as_ref(), with: request.with };
        let start = request.start.or_else(|| survey.first_day()).ok_or(PlanError::NoStart)?;
        let of = &rules.procedures[procedure];
        let mut activities = vec![Activity::junction(); of.dag.len()];
        let mut steps = Vec::new();
        for (position, step) in of.steps.iter().enumerate() {
            let node = position * 2 + 1;
            let planned = survey.planned(*step, node);
            let group = !rules.steps[*step].children.is_empty();
            if let Some(slot) = activities.get_mut(node)
                && (!group || planned.actual_finish.is_some())
            {
                *slot = activity(&planned, group);
            }
            if !group {
                steps.push(planned);
            }
        }
        let network = Network::new(&of.dag, &activities).map_err(|_| PlanError::NoProcedure)?;
        let as_of = dossier.map(|(_, as_of)| as_of);
        let terms = Terms { start, data_date: as_of, calendar: rules.calendar.clone() };
        let clocks = match (dossier, &report) {
            (Some((dossier, as_of)), Some(report)) => clocks::clocks(rules, dossier, as_of, report),
            _ => Vec::new(),
        };
        let unplanned = of.steps.iter().flat_map(|step| &rules.steps[*step].joins).copied().collect();
        let schedule = Schedule::of(network, terms)?;
        Ok(Self { unplanned, procedure, start, as_of, steps, schedule, clocks })
    }

    /// What the schedule says of a step.
    #[must_use]
    pub fn activity(&self, step: &PlannedStep) -> Option<ActivitySchedule> {
        self.schedule.activity(step.node)
    }

    /// The planned step of a node; joins have none.
    #[must_use]
    pub fn step_of(&self, node: usize) -> Option<&PlannedStep> {
        self.steps.iter().find(|step| step.node == node)
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
}

/// First and last day of an activity, or why there are none.
pub type Dates = Result<Span, Gap>;

/// What is known of the steps.
struct Survey<'a> {
    rules: &'a RuleSet,
    dossier: Option<(&'a Dossier, Date)>,
    report: Option<&'a Report>,
    with: &'a [Id<Step>],
}

impl Survey<'_> {
    fn first_day(&self) -> Option<Date> {
        let (dossier, as_of) = self.dossier?;
        let starts =
            dossier.records.iter().filter_map(|record| record.start.or(record.finish)).map(Moment::date);
        starts.filter(|day| *day <= as_of).min()
    }

    fn planned(&self, step: Id<Step>, node: usize) -> PlannedStep {
        let (actual_start, actual_finish) = self.record(step);
        let (minimum, work) = (self.minimum(step), self.work(step));
        PlannedStep {
            step,
            node,
            left_out: if actual_start.is_some() { None } else { self.left_out(step) },
            duration: if length(work) > length(minimum) { work } else { minimum },
            minimum,
            work,
            actual_start,
            actual_finish,
        }
    }

    /// The dates of the latest attempt that had begun.
    fn record(&self, step: Id<Step>) -> (Option<Date>, Option<Date>) {
        let Some((dossier, as_of)) = self.dossier else { return (None, None) };
        let all = dossier.by_step.get(step.index()).map(|all| all.as_slice()).unwrap_or_default();
        let past = |moment: Option<Moment>| moment.map(Moment::date).filter(|day| *day <= as_of);
        let held = all.iter().rev().filter_map(|at| dossier.records.get(*at as usize));
        held.map(|record| (past(record.start).or(past(record.finish)), past(record.finish)))
            .find(|(start, _)| start.is_some())
            .unwrap_or((None, None))
    }

    fn left_out(&self, step: Id<Step>) -> Option<LeftOut> {
        let mut around = Some(step);
        // Who asks for a step asks for the steps around it, whatever the record says of them.
        if self.with.contains(&step) {
            return None;
        }
        while let Some(at) = around {
            let held = &self.rules.steps[at];
            if at != step && self.record(at).1.is_some() {
                return Some(LeftOut::GroupFinished);
            }
            if let Some(why) = self.verdict_leaves_out(at) {
                return Some(why);
            }
            if held.optional && self.report.is_none() && self.record(at).0.is_none() {
                return Some(LeftOut::Optional);
            }
            around = held.parent;
        }
        None
    }

    /// What the judge says of a step's being performed.
    fn verdict_leaves_out(&self, step: Id<Step>) -> Option<LeftOut> {
        let performs = |id: ObligationId| {
            let obligation = &self.rules.obligations[id];
            obligation.step == Some(step) && matches!(obligation.row, Row::Perform { .. })
        };
        // Where a refinement does not apply it is the superior 履行 that says so.
        let all = self.report?.verdicts.iter().filter(|verdict| performs(verdict.obligation));
        let verdict = all.min_by_key(|verdict| verdict.status == Status::NotApplicable)?;
        match (verdict.status, verdict.reason) {
            (Status::Waived, _) => Some(LeftOut::Waived),
            (Status::NotApplicable, crate::judge::Reason::NotExercised) => {
                // A group is taken as soon as one of its steps is.
                let begun =
                    self.rules.steps[step].children.iter().any(|child| self.record(*child).0.is_some());
                (!begun).then_some(LeftOut::Optional)
            }
            (Status::NotApplicable, _) => Some(LeftOut::OutOfScope),
            _ => None,
        }
    }

    /// The likely point of 预计; a minimum period alone is no work.
    fn work(&self, step: Id<Step>) -> Period {
        let likely = self.rules.steps[step].estimate.map(|estimate| estimate.likely);
        likely.unwrap_or(Period::workdays(0))
    }

    /// The longest of the minimum periods, as far as periods of different units can be compared.
    fn minimum(&self, step: Id<Step>) -> Period {
        let counts = |id: &&ObligationId| match self.report {
            // What stands outside or inside the scope of a refinement counts where it applies.
            Some(report) if self.rules.obligations[**id].standing.within.is_some() => report
                .verdicts
                .iter()
                .any(|verdict| verdict.obligation == **id && verdict.status != Status::NotApplicable),
            _ => true,
        };
        let periods = self.rules.steps[step].minimum.iter().filter(counts).filter_map(|id| {
            let facts = self.dossier.map(|(dossier, _)| dossier.facts.as_slice()).unwrap_or_default();
            let obligation = self.rules.measured(&self.rules.obligations[*id], facts);
            match obligation.row {
                Row::Lasts { period, .. } => Some(period),
                _ => None,
            }
        });
        periods.max_by_key(|one| length(*one)).unwrap_or(Period::workdays(0))
    }
}

/// About how many minutes a period takes; five working days take about seven days.
fn length(period: Period) -> u64 {
    let amount = u64::from(period.amount);
    match period.unit {
        TimeUnit::Workday => amount * 2_016,
        TimeUnit::Day => amount * 1_440,
        TimeUnit::Month => amount * 1_440 * 31,
        TimeUnit::Year => amount * 1_440 * 366,
        TimeUnit::Hour => amount * 60,
        TimeUnit::Minute => amount,
    }
}

fn activity(planned: &PlannedStep, group: bool) -> Activity {
    let mut activity = Activity::new(Period { amount: 0, ..planned.duration });
    if !group {
        activity.minimum = (planned.minimum.amount > 0).then_some(planned.minimum);
        if planned.work.amount > 0 {
            activity.work = planned.work;
        }
    }
    activity.applicable = planned.left_out.is_none();
    activity.actual_start = planned.actual_start.map(Moment::on);
    activity.actual_finish = planned.actual_finish.map(Moment::on);
    activity
}
