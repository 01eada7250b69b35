//! What is known of the steps: which take part, what is on record, which sentences count.
//!
//! INVARIANT: what applies is what the judge says applies; nothing here evaluates conditions. A
//! verdict is looked up, never searched. Absent: lengths, dates of the plan.

use super::change::{Change, ChangeKind};
use super::{Plan, PlanRequest};
use crate::calendar::{Date, Moment, Period};
use crate::dossier::{Dossier, Record};
use crate::judge::{Reason, Report, Status};
use crate::model::{Id, ObligationId, Row, RuleSet, Step};

/// Why a step takes no part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LeftOut {
    /// It, or a step around it, does not apply.
    OutOfScope,
    /// It is validly waived, or asked to be (what if).
    Waived,
    /// It may be done, and is not on record.
    Optional,
    /// Its group was finished without it.
    GroupFinished,
    /// It was asked to be taken away (what if): it binds nothing, and nothing is bound through it.
    Removed,
}

/// What is known of the steps.
#[derive(Clone)]
pub(super) struct Survey<'a> {
    pub(super) rules: &'a RuleSet,
    pub(super) dossier: Option<(&'a Dossier, Date)>,
    pub(super) plan: Plan,
    pub(super) changes: &'a [Change],
    /// Whether limits move off rest days.
    pub(super) rolls: bool,
    with: &'a [Id<Step>],
    judged: Option<std::rc::Rc<Judged>>,
}

/// The verdicts of a report where they can be looked up.
struct Judged {
    /// By obligation; `None`: not judged for this dossier.
    verdicts: Vec<Option<(Status, Reason, Option<Date>)>>,
    /// By step: on its being performed.
    perform: Vec<Option<(Status, Reason)>>,
}

impl Judged {
    fn of(rules: &RuleSet, report: &Report) -> Self {
        let mut verdicts = vec![None; rules.obligations.len()];
        let mut perform: Vec<Option<(Status, Reason)>> = vec![None; rules.steps.len()];
        for verdict in &report.verdicts {
            if let Some(slot) = verdicts.get_mut(verdict.obligation.index()) {
                *slot = Some((verdict.status, verdict.reason, verdict.due));
            }
            let obligation = &rules.obligations[verdict.obligation];
            let (Some(step), Row::Perform { .. }) = (obligation.step, &obligation.row) else { continue };
            let found = Some((verdict.status, verdict.reason));
            // Where a refinement does not apply it is the superior 履行 that says so.
            if let Some(slot) = perform.get_mut(step.index())
                && (slot.is_none() || matches!(slot, Some((Status::NotApplicable, _))))
            {
                *slot = match *slot {
                    Some(held) if verdict.status == Status::NotApplicable => Some(held),
                    _ => found,
                };
            }
        }
        Self { verdicts, perform }
    }
}

impl<'a> Survey<'a> {
    /// `dossier`: the one that speaks of the procedure, and what was judged of it.
    pub(super) fn new(
        rules: &'a RuleSet,
        request: &PlanRequest<'a>,
        dossier: Option<(&'a Dossier, Date)>,
        report: Option<&Report>,
    ) -> Self {
        Self {
            rules,
            dossier,
            plan: request.plan,
            changes: request.changes,
            rolls: true,
            with: request.with,
            judged: report.map(|report| std::rc::Rc::new(Judged::of(rules, report))),
        }
    }

    /// The earliest day on record.
    pub(super) fn first_day(&self) -> Option<Date> {
        let (dossier, as_of) = self.dossier?;
        let starts =
            dossier.records.iter().filter_map(|record| record.start.or(record.finish)).map(Moment::date);
        starts.filter(|day| *day <= as_of).min()
    }

    /// Start and finish of the latest attempt that had begun.
    pub(super) fn record(&self, step: Id<Step>) -> (Option<Moment>, Option<Moment>) {
        let Some((dossier, as_of)) = self.dossier else { return (None, None) };
        let all = dossier.by_step.get(step.index()).map(|all| all.as_slice()).unwrap_or_default();
        let past = |moment: Option<Moment>| moment.filter(|moment| moment.date() <= as_of);
        let dates = |record: &Record| (past(record.start).or(past(record.finish)), past(record.finish));
        let held = all.iter().rev().filter_map(|at| dossier.records.get(*at as usize));
        held.map(dates).find(|(start, _)| start.is_some()).unwrap_or((None, None))
    }

    /// Whether a sentence binds the case, as far as that is known.
    pub(super) fn counts(&self, id: ObligationId) -> bool {
        match self.judged {
            Some(_) => {
                let found = self.judged_as(id);
                !matches!(found, None | Some((Status::NotApplicable | Status::Waived, ..)))
            }
            // Without a case nothing makes an exception.
            None => self.rules.obligations[id].standing.exception.is_none(),
        }
    }

    /// Whether what comes before a step binds it. What is written of a step that does not apply
    /// binds what comes after it; what an exception replaces, or a scope of its own leaves out, does not.
    pub(super) fn binds(&self, id: ObligationId) -> bool {
        let standing = &self.rules.obligations[id].standing;
        match self.judged_as(id) {
            Some((Status::NotApplicable, reason, _)) => {
                standing.within.is_none() && !matches!(reason, Reason::Replaced | Reason::NoException)
            }
            Some(_) => true,
            None => standing.exception.is_none(),
        }
    }

    fn judged_as(&self, id: ObligationId) -> Option<(Status, Reason, Option<Date>)> {
        self.judged.as_ref()?.verdicts.get(id.index()).copied().flatten()
    }

    /// What the judge says of an obligation, and its last day.
    pub(super) fn verdict(&self, id: ObligationId) -> Option<(Status, Option<Date>)> {
        self.judged_as(id).map(|(status, _, due)| (status, due))
    }

    /// Whether a step was asked to be taken away.
    pub(super) fn is_removed(&self, step: Id<Step>) -> bool {
        self.left_out(step) == Some(LeftOut::Removed)
    }

    /// Why a step takes no part; `None`: it does.
    pub(super) fn left_out(&self, step: Id<Step>) -> Option<LeftOut> {
        let (start, finish) = self.record(step);
        if finish.is_some() {
            return None;
        }
        if let Some(asked) = self.asked_out(step) {
            return Some(asked);
        }
        // Who asks for a step asks for the steps around it, whatever the record says of them.
        if start.is_some() || self.with.contains(&step) {
            return None;
        }
        self.around(step).find_map(|at| {
            let group_finished = at != step && self.record(at).1.is_some();
            if group_finished {
                return Some(LeftOut::GroupFinished);
            }
            let optional = self.judged.is_none() && self.rules.steps[at].optional;
            self.verdict_leaves_out(at).or(optional.then_some(LeftOut::Optional))
        })
    }

    /// A step and the steps around it, from the inside out.
    pub(super) fn around(&self, step: Id<Step>) -> impl Iterator<Item = Id<Step>> + '_ {
        std::iter::successors(Some(step), |at| self.rules.steps[*at].parent)
    }

    /// What the judge says of a step's being performed.
    fn verdict_leaves_out(&self, step: Id<Step>) -> Option<LeftOut> {
        let found = self.judged.as_ref()?.perform.get(step.index()).copied().flatten()?;
        match found {
            (Status::Waived, _) => Some(LeftOut::Waived),
            (Status::NotApplicable, Reason::NotExercised) => {
                // A group is taken as soon as one of its steps is.
                let begun =
                    self.rules.steps[step].children.iter().any(|child| self.record(*child).0.is_some());
                (!begun).then_some(LeftOut::Optional)
            }
            (Status::NotApplicable, _) => Some(LeftOut::OutOfScope),
            _ => None,
        }
    }

    /// What was asked of a step or of a step around it; the last one asked counts.
    fn asked<T>(&self, step: Id<Step>, read: impl Fn(ChangeKind) -> Option<T>) -> Option<T> {
        let about = |change: &&Change| self.around(step).any(|at| at == change.step);
        self.changes.iter().rev().filter(about).find_map(|change| read(change.kind))
    }

    fn asked_out(&self, step: Id<Step>) -> Option<LeftOut> {
        self.asked(step, |kind| match kind {
            ChangeKind::Waived => Some(LeftOut::Waived),
            ChangeKind::Removed => Some(LeftOut::Removed),
            ChangeKind::Lasts(_) | ChangeKind::NotBefore(_) => None,
        })
    }

    /// How long it is asked to take.
    pub(super) fn asked_length(&self, step: Id<Step>) -> Option<Period> {
        let own = self.changes.iter().rev().filter(|change| change.step == step);
        own.filter_map(|change| match change.kind {
            ChangeKind::Lasts(period) => Some(period),
            _ => None,
        })
        .next()
    }
}
