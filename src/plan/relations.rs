//! What ties the steps besides their plain order: other predecessors, limits, deadlines.
//!
//! Every relation and every fixed date bears its obligation as its label ([`label`]), so that what
//! decides a date can name its sentence. A limit that is on record is a deadline on its last day,
//! which knows of suspensions and extensions; one that has not begun to run is a relation between
//! its ends. Whose exclusions nobody can foresee (不计入) binds from the day on which it runs.
//!
//! INVARIANT: soft duties (鼓励, 力争, 可以) and readings (推定) are forecast but bind no plan.

use super::change::ChangeKind;
use super::network::{UNWRITTEN, entry, exit};
use super::survey::Survey;
use crate::calendar::{Date, Moment, Period, Roll};
use crate::judge::Status;
use crate::model::{
    Duty, ExprId, ExprKind, Id, Join, LinkEnd, Obligation, ObligationId, Procedure, Row, RuleSet, Step,
    StepField,
};
use crate::schedule::{Activity, Bound, End, FixedDate, NetworkBuilder, Relation};

/// An end of a step.
pub(super) type StepEnd = (Id<Step>, End);

/// The label of an obligation.
pub(super) fn label(of: ObligationId) -> u32 {
    u32::try_from(of.index()).unwrap_or(UNWRITTEN)
}

/// The obligation of a label.
pub(super) fn labelled(rules: &RuleSet, label: u32) -> Option<ObligationId> {
    let index = usize::try_from(label).ok().filter(|index| *index < rules.obligations.len())?;
    Some(ObligationId::new(index))
}

/// The end of a step that an expression reads.
pub(super) fn end_of(rules: &RuleSet, expr: ExprId) -> Option<StepEnd> {
    match rules.exprs[expr].kind {
        ExprKind::StepField(step, StepField::Start) => Some((step, End::Start)),
        ExprKind::StepField(step, StepField::Finish) => Some((step, End::Finish)),
        _ => None,
    }
}

/// The end of a step that an obligation waits for.
pub(super) fn act(rules: &RuleSet, obligation: &Obligation) -> Option<StepEnd> {
    match &obligation.row {
        Row::Within { to, .. } => end_of(rules, *to),
        Row::Follow(follow) => end_of(rules, follow.act),
        Row::Perform { .. } | Row::Deadline { act: None, .. } => Some((obligation.step?, End::Finish)),
        Row::Deadline { act: Some(act), .. } => end_of(rules, *act),
        Row::Ahead(ahead) if ahead.each.is_none() => end_of(rules, ahead.act),
        _ => None,
    }
}

/// A limit between two ends of steps.
pub(super) struct Between {
    pub(super) of: ObligationId,
    pub(super) from: StepEnd,
    pub(super) to: StepEnd,
    pub(super) period: Period,
    pub(super) roll: Roll,
    /// Nothing can be taken out of it.
    pub(super) whole: bool,
}

impl Survey<'_> {
    /// The node of an end of a step, and which end of the node it is.
    fn node(&self, (step, end): StepEnd) -> (usize, End) {
        let held = &self.rules.steps[step];
        let position = held.position as usize;
        match end {
            _ if held.children.is_empty() => (exit(position), end),
            End::Start => (entry(position), End::Finish),
            End::Finish => (exit(position), End::Finish),
        }
    }

    /// A limit of the procedure between two ends of steps, if it counts.
    pub(super) fn between(&self, of: ObligationId) -> Option<Between> {
        let facts = self.dossier.map(|(dossier, _)| dossier.facts.as_slice()).unwrap_or_default();
        let obligation = self.rules.measured(&self.rules.obligations[of], facts);
        let Row::Within { period, from, to, roll, excluding, .. } = &obligation.row else { return None };
        let (from, to) = (end_of(self.rules, *from)?, end_of(self.rules, *to)?);
        let counts = period.amount > 0 && self.counts(of);
        counts.then_some(Between { of, from, to, period: *period, roll: *roll, whole: excluding.is_empty() })
    }

    /// 任一, 其中, 开始, 于 完成, 后 N
    pub(super) fn joins(&self, builder: &mut NetworkBuilder, procedure: Id<Procedure>) {
        for step in &self.rules.procedures[procedure].steps {
            for id in &self.rules.steps[*step].joins {
                let Row::Joined(join) = &self.rules.obligations[*id].row else { continue };
                if self.binds(*id) && !self.is_removed(*step) {
                    self.join(builder, *step, (join, *id));
                }
            }
        }
    }

    fn join(&self, builder: &mut NetworkBuilder, step: Id<Step>, (join, id): (&Join, ObligationId)) {
        let end = |end: LinkEnd| if end == LinkEnd::Start { End::Start } else { End::Finish };
        let (to, to_end) = match (self.node((step, end(join.to))), join.to) {
            // What a group waits for comes before its entry.
            ((node, _), LinkEnd::Start) => (node, End::Start),
            (found, LinkEnd::Finish) => found,
        };
        let branches = || join.branches.iter().filter(|branch| !self.is_removed(branch.before));
        let tie = |branch: &crate::model::Branch, (to, to_end): (usize, End)| {
            let (from, from_end) = self.node((branch.before, end(branch.from)));
            Relation { lag: branch.lag, ..Relation::new(from, from_end, to, to_end, label(id)) }
        };
        if let [only] = join.branches.as_slice() {
            if !self.is_removed(only.before) {
                builder.relation(tie(only, (to, to_end)));
            }
            return;
        }
        let node = builder.activity(Activity::join(join.need));
        for branch in branches() {
            builder.relation(tie(branch, (node, End::Start)));
        }
        builder.relation(Relation::new(node, End::Finish, to, to_end, label(id)));
    }

    /// 限时 that does not run yet.
    pub(super) fn limits(&self, builder: &mut NetworkBuilder, procedure: Id<Procedure>) {
        for id in &self.rules.procedures[procedure].obligations {
            let Some(limit) = self.between(*id).filter(|limit| limit.whole && self.constrains(limit.of))
            else {
                continue;
            };
            let settled = self.verdict(*id).is_some_and(|(status, due)| {
                due.is_some() || !matches!(status, Status::Pending | Status::AtRisk)
            });
            let takes_part = |(step, _): StepEnd| self.left_out(step).is_none();
            if settled || !takes_part(limit.from) || !takes_part(limit.to) {
                continue;
            }
            let ((from, from_end), (to, to_end)) = (self.node(limit.from), self.node(limit.to));
            let tie = Relation::new(from, from_end, to, to_end, label(*id));
            let roll = if self.rolls { limit.roll } else { Roll::None };
            builder.relation(tie.within(limit.period, roll));
        }
    }

    /// Where a plan takes a limit as the length of a step, and it does not run from its own start.
    pub(super) fn lengths_by_limit(&self, builder: &mut NetworkBuilder, procedure: Id<Procedure>) {
        for step in &self.rules.procedures[procedure].steps {
            let Some((id, _)) = self.length(*step).by_limit.filter(|_| self.left_out(*step).is_none()) else {
                continue;
            };
            let Some(limit) = self.between(id) else { continue };
            let (to, to_end) = self.node(limit.to);
            match self.verdict(id) {
                Some((_, Some(due))) => {
                    builder.fix(fixed((to, to_end), Bound::NotBefore, due, label(id)));
                }
                _ => {
                    let (from, from_end) = self.node(limit.from);
                    let tie = Relation::new(from, from_end, to, to_end, label(id));
                    builder.relation(tie.after(limit.period));
                }
            }
        }
    }

    /// The last days of what is pending; without a dossier those that the rules write.
    pub(super) fn deadlines(&self, builder: &mut NetworkBuilder, procedure: Id<Procedure>) {
        for id in &self.rules.procedures[procedure].obligations {
            let obligation = &self.rules.obligations[*id];
            let due = match (self.verdict(*id), &obligation.row) {
                (Some((Status::Pending | Status::AtRisk, due)), _) => due,
                (None, Row::Deadline { literal, .. }) if self.dossier.is_none() && self.counts(*id) => {
                    *literal
                }
                _ => None,
            };
            let (Some(due), Some(act)) = (due, act(self.rules, obligation)) else { continue };
            if self.constrains(*id) && self.left_out(act.0).is_none() {
                builder.fix(fixed(self.node(act), Bound::NotAfter, due, label(*id)));
            }
        }
    }

    /// The steps that are asked to start no earlier than a day.
    pub(super) fn hold_back(&self, builder: &mut NetworkBuilder, procedure: Id<Procedure>) {
        for change in self.changes {
            let ChangeKind::NotBefore(day) = change.kind else { continue };
            let step = &self.rules.steps[change.step];
            if step.procedure == procedure {
                for node in self.leaves(change.step) {
                    builder.fix(fixed((node, End::Start), Bound::NotBefore, day, UNWRITTEN));
                }
            }
        }
    }

    /// The nodes of a step's work, or of that of all steps in it.
    fn leaves(&self, step: Id<Step>) -> impl Iterator<Item = usize> {
        let of = &self.rules.procedures[self.rules.steps[step].procedure];
        let inside = of.steps.iter().copied().filter(move |one| self.around(*one).any(|at| at == step));
        inside
            .map(|one| &self.rules.steps[one])
            .filter(|one| one.children.is_empty())
            .map(|one| exit(one.position as usize))
    }

    /// Whether a duty is one that a plan must keep.
    fn constrains(&self, of: ObligationId) -> bool {
        let duty = self.rules.obligations[of].duty;
        matches!(duty, Duty::Must | Duty::MustNot | Duty::Presumptive | Duty::InPrinciple)
    }
}

fn fixed((node, end): (usize, End), bound: Bound, day: Date, label: u32) -> FixedDate {
    FixedDate { node, end, bound, date: Moment::on(day), label }
}
