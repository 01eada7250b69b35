//! Acts that cure.

use super::eval::{Env, Judge, Phase};
use super::known::{Known, Tri};
use super::{Act, ActKind, Notes, Reason, Status, Subject, Verdict};
use crate::calendar::{Date, Moment, Period, Roll};
use crate::dossier::Dossier;
use crate::model::{
    Branch, DocumentField, ExprId, ExprKind, Follow, Id, Join, LinkEnd, Row, RuleSet, Step, StepField, Task,
};

/// The acts that meet a violated or pending obligation, each with the earliest day on which it is
/// done; empty where there is none. [`super::cured`] carries them out on paper.
#[must_use]
pub fn remedy(rules: &RuleSet, dossier: &Dossier, as_of: Date, subject: impl Into<Subject>) -> Vec<Act> {
    let subject = subject.into();
    let mut judge = Judge::new(rules, dossier, as_of);
    judge.begin();
    judge.turn_to(subject);
    let verdict = judge.settled(subject.obligation);
    let open = matches!(verdict.status, Status::Violated | Status::Pending | Status::AtRisk);
    if !open || !verdict.curable {
        return Vec::new();
    }
    let mut acts = judge.acts(&verdict);
    // Whether an exception holds is not known: what it would ask is to be done too.
    if verdict.notes.has(Notes::EITHER_WAY) && verdict.status == Status::Violated {
        for (duty, outcome) in judge.duties_in_doubt(&rules.obligations[verdict.obligation]) {
            if outcome.status == Status::Violated {
                acts.extend(judge.acts(&Verdict { obligation: duty, reason: outcome.reason, ..verdict }));
            }
        }
    }
    let excepted = !rules.obligations[subject.obligation].standing.exceptions.is_empty();
    if excepted && leaves_in_doubt(rules, dossier, as_of, subject, &acts) {
        return Vec::new();
    }
    acts
}

/// Whether facts that are corrected make it unknown whether an exception takes the obligation's place.
fn leaves_in_doubt(rules: &RuleSet, dossier: &Dossier, as_of: Date, subject: Subject, acts: &[Act]) -> bool {
    if !acts.iter().any(|act| matches!(act.kind, ActKind::Correct { .. })) {
        return false;
    }
    let after = super::cured(rules, dossier, acts);
    let day = acts.iter().map(|act| act.earliest).max().unwrap_or(as_of);
    let mut judge = Judge::new(rules, &after, day);
    judge.begin();
    judge.turn_to(subject);
    judge.settled(subject.obligation).reason == Reason::ExceptionUnknown
}

impl Judge<'_> {
    pub(super) fn act(&self, kind: ActKind) -> Act {
        Act { kind, entry: self.entry.get().map(|(_, at)| at), earliest: self.as_of, latest: None }
    }

    fn acts(&self, verdict: &Verdict) -> Vec<Act> {
        let obligation = &self.measured(&self.rules.obligations[verdict.obligation]);
        if let Row::Frequency(frequency) = &obligation.row {
            return self.recurring_acts(frequency, verdict);
        }
        if let Some(task) = obligation.task {
            return self.acts_of_task(verdict, task, &obligation.row);
        }
        let Some(step) = obligation.step else { return self.acts_of_rule(&obligation.row, verdict) };
        let state = self.state(step);
        let redo = || vec![self.perform_on(step, state.record.is_some(), self.as_of)];
        let violated = verdict.status == Status::Violated;
        match &obligation.row {
            Row::Perform { .. } => self.perform_acts(step, self.as_of),
            Row::Precedes { before } => self.precede_acts(*before, step, violated),
            Row::Joined(join) => self.join_acts(join, step, violated),
            Row::By { .. }
            | Row::Opinions { .. }
            | Row::Outcome
            | Row::Meeting(_)
            | Row::Vote(_)
            | Row::Order { .. } => redo(),
            Row::Document { document, by, .. } => match verdict.reason {
                Reason::DocumentUnfit => redo(),
                _ => {
                    let latest =
                        by.and_then(|by| self.moment(by, &Env::new(Phase::Open), &mut super::Silent).is());
                    let kind = ActKind::File { step: Some(step), document: document.kind };
                    vec![Act { latest: latest.map(Moment::date), ..self.act(kind) }]
                }
            },
            Row::Lasts { period, from, to } => self.lasting_acts(step, *period, *from, *to),
            Row::Follow(follow) => self.following_acts(follow, verdict),
            Row::Ahead(ahead) if violated => self.later_event(ahead),
            Row::Must { condition, .. } if violated => self.correct_acts(*condition, true),
            Row::MustNot { condition } if violated => self.correct_acts(*condition, false),
            Row::Finding { .. } => vec![self.act(ActKind::Attest { obligation: verdict.obligation })],
            Row::Must { .. } | Row::MustNot { .. } | Row::Ahead(_) => Vec::new(),
            Row::Task { .. } | Row::Indicator { .. } | Row::Frequency(_) => Vec::new(),
            Row::Within { .. } | Row::Deadline { .. } => {
                let kind = ActKind::Perform { step, again: false };
                if violated { Vec::new() } else { vec![Act { latest: verdict.due, ..self.act(kind) }] }
            }
        }
    }

    fn acts_of_task(&self, verdict: &Verdict, task: Id<Task>, row: &Row) -> Vec<Act> {
        let until = |kind| vec![Act { latest: verdict.due, ..self.act(kind) }];
        match row {
            Row::Task { part, .. } => until(ActKind::Complete { task, part: *part }),
            Row::Document { test, .. } if verdict.reason == Reason::DocumentUnfit => {
                test.map(|test| self.correct_acts(test, true)).unwrap_or_default()
            }
            Row::Document { document, .. } => {
                let violated = verdict.status == Status::Violated;
                let latest = verdict.due.filter(|_| !violated);
                vec![Act { latest, ..self.act(ActKind::Deliver { task, document: document.kind }) }]
            }
            Row::Finding { .. } => vec![self.act(ActKind::Attest { obligation: verdict.obligation })],
            _ if verdict.status == Status::Violated => self.acts_of_rule(row, verdict),
            _ => Vec::new(),
        }
    }

    fn acts_of_rule(&self, row: &Row, verdict: &Verdict) -> Vec<Act> {
        match row {
            Row::Follow(follow) => self.following_acts(follow, verdict),
            Row::Finding { .. } => vec![self.act(ActKind::Attest { obligation: verdict.obligation })],
            Row::Must { condition, .. } => self.correct_acts(*condition, true),
            Row::MustNot { condition } => self.correct_acts(*condition, false),
            _ => Vec::new(),
        }
    }

    /// Do what follows while it is in time; what is late stays late.
    fn following_acts(&self, follow: &Follow, verdict: &Verdict) -> Vec<Act> {
        if verdict.status == Status::Violated {
            return Vec::new();
        }
        let kind = match &self.rules.exprs[follow.act].kind {
            ExprKind::StepField(step, StepField::Finish) => {
                ActKind::Perform { step: *step, again: self.state(*step).record.is_some() }
            }
            ExprKind::DocumentField(document, DocumentField::Date) => {
                ActKind::File { step: document.from, document: document.kind }
            }
            _ => return Vec::new(),
        };
        vec![Act { latest: verdict.due, ..self.act(kind) }]
    }

    /// Correct facts, where some values of them make a condition what it must be.
    fn correct_acts(&self, condition: ExprId, to: bool) -> Vec<Act> {
        if self.solve(condition, Tri::of(to)).is_none() {
            return Vec::new();
        }
        let register = self.entry.get().map(|(id, _)| id);
        let acts = vec![self.act(ActKind::Correct { condition, register, to })];
        // A step done now may make another one stale, and the condition what it was before.
        let undone = self.asks_for_steps(condition) && {
            let after = super::cured(self.rules, self.dossier, &acts);
            let mut judge = Judge::new(self.rules, &after, self.as_of);
            judge.begin();
            judge.entry.set(self.entry.get());
            judge.truth(condition, &Env::new(Phase::Due), &mut super::Silent) == Tri::of(!to)
        };
        if undone { Vec::new() } else { acts }
    }

    /// Whether a condition asks whether steps are done.
    fn asks_for_steps(&self, condition: ExprId) -> bool {
        let mut open = vec![condition];
        while let Some(expr) = open.pop() {
            let kind = &self.rules.exprs[expr].kind;
            if matches!(kind, ExprKind::StepsDone { .. } | ExprKind::StepField(_, StepField::Done)) {
                return true;
            }
            kind.operands(&mut open);
        }
        false
    }

    /// When a step that starts on a day can be finished: its own minimum periods must run.
    fn finish_of(&self, step: Id<Step>, start: Date) -> Date {
        let ends = self.rules.steps[step].obligations.iter().filter_map(|id| {
            match &self.measured(&self.rules.obligations[*id]).row {
                Row::Lasts { period, from, to }
                    if self.rules.is_of_step(*from, step) && self.rules.is_of_step(*to, step) =>
                {
                    period
                        .end_of(Moment::on(start), Roll::None, self.calendar())
                        .ok()
                        .map(|counted| counted.end.date())
                }
                _ => None,
            }
        });
        ends.max().unwrap_or(start).max(start)
    }

    fn perform_on(&self, step: Id<Step>, again: bool, day: Date) -> Act {
        Act { earliest: self.finish_of(step, day), ..self.act(ActKind::Perform { step, again }) }
    }

    /// Do the step from a day on; of a group, every child that must be done and is not.
    fn perform_acts(&self, step: Id<Step>, day: Date) -> Vec<Act> {
        let children = &self.rules.steps[step].children;
        if children.is_empty() {
            return vec![self.perform_on(step, self.state(step).record.is_some(), day)];
        }
        let wanted = |child: &&Id<Step>| {
            let state = self.state(**child);
            let bound =
                state.scope != Tri::False && state.waived != Tri::True && !self.rules.steps[**child].optional;
            bound && state.done() != Tri::True
        };
        let undone: Vec<Id<Step>> = children.iter().filter(wanted).copied().collect();
        // What was done and comes after what is only now done counts no more.
        let anew = |child: &&Id<Step>| {
            let rests = self.state(**child).done() == Tri::True && self.comes_after(**child, &undone);
            rests || undone.contains(*child)
        };
        let mut acts: Vec<Act> =
            children.iter().filter(anew).flat_map(|child| self.perform_acts(*child, day)).collect();
        // A group that has a record of its own is done with it.
        if self.state(step).record.is_some() {
            acts.push(self.perform_on(step, true, day));
        }
        if !acts.is_empty() {
            return acts;
        }
        // Nothing in it must be done, and something must: the first child will do.
        children.first().map(|child| self.perform_acts(*child, day)).unwrap_or_default()
    }

    /// Whether a step comes after one of several.
    fn comes_after(&self, step: Id<Step>, others: &[Id<Step>]) -> bool {
        if others.is_empty() {
            return false;
        }
        let procedure = &self.rules.procedures[self.rules.steps[step].procedure];
        let start = self.rules.steps[step].position as usize * 2;
        let finishes = others.iter().map(|other| self.rules.steps[*other].position as usize * 2 + 1);
        let finishes: Vec<usize> = finishes.collect();
        let before = self.counting_order(procedure).ancestors(start);
        before.iter().any(|node| finishes.contains(&node))
    }

    /// Finish what comes first, then do the step again.
    fn precede_acts(&self, before: Id<Step>, step: Id<Step>, violated: bool) -> Vec<Act> {
        let mut acts: Vec<Act> = Vec::new();
        let mut seen = Vec::new();
        let mut open = vec![before];
        while let Some(before) = open.pop() {
            if seen.contains(&before) {
                continue;
            }
            seen.push(before);
            // Through a step that may not apply, the ones before it bind.
            if self.transparent(before) || self.may_be_transparent(before) {
                open.extend(&self.rules.steps[before].after);
                open.extend(
                    self.rules.steps[before]
                        .parent
                        .iter()
                        .flat_map(|parent| &self.rules.steps[*parent].after),
                );
            }
        }
        let done_by = |acts: &[Act]| acts.iter().map(|act| act.earliest).max().unwrap_or(self.as_of);
        // What was done after a step that is only now done counts no more.
        for step in seen.into_iter().rev().filter(|step| !self.transparent(*step)) {
            let day = done_by(&acts);
            if self.state(step).done() != Tri::True {
                acts.extend(self.perform_acts(step, day));
            } else if !acts.is_empty() {
                acts.extend(self.redo_acts(step, day));
            }
        }
        if violated {
            let day = done_by(&acts);
            acts.extend(self.redo_acts(step, day));
        }
        acts
    }

    /// Do as many branches as are needed, the easiest first, then the step again after their lags.
    fn join_acts(&self, join: &Join, step: Id<Step>, violated: bool) -> Vec<Act> {
        let mut bound: Vec<&Branch> =
            join.branches.iter().filter(|one| !self.transparent(one.before)).collect();
        if bound.is_empty() {
            let all = join.branches.iter().map(|branch| self.precede_acts(branch.before, step, violated));
            return all.max_by_key(Vec::len).unwrap_or_default();
        }
        let need = (join.need as usize).min(bound.len());
        // What surely applies and is done already comes first.
        bound.sort_by_key(|branch| {
            let done = self.state(branch.before).done() == Tri::True;
            (self.may_be_transparent(branch.before), !done, branch.lag.is_some())
        });
        bound.truncate(need);
        bound.sort_by_key(|branch| self.upstream(branch.before).len());
        let mut acts: Vec<Act> = Vec::new();
        let mut ready = self.as_of;
        for branch in bound {
            let before = branch.before;
            let upstream = self.upstream(before);
            let anew =
                |act: &&Act| matches!(act.kind, ActKind::Perform { step, .. } if upstream.contains(&step));
            let day = acts.iter().filter(anew).map(|act| act.earliest).max();
            let state = self.state(before);
            let own = match (state.done() == Tri::True, day) {
                // Through a step that may not apply, what comes before it binds.
                (_, None) if self.may_be_transparent(before) => self.precede_acts(before, step, false),
                (true, None) => Vec::new(),
                (true, Some(day)) => self.redo_acts(before, day),
                (false, None) => self.precede_acts(before, step, false),
                (false, Some(day)) => self.perform_acts(before, day),
            };
            let recorded = match branch.from {
                LinkEnd::Start => state.start.is(),
                LinkEnd::Finish => state.finish.is(),
            };
            let came = own.iter().map(|act| act.earliest).max().or(recorded.map(Moment::date));
            let came = came.unwrap_or(self.as_of);
            let late_enough = match branch.lag {
                Some(lag) => {
                    lag.end_of(Moment::on(came), Roll::None, self.calendar()).map(|one| one.end.date())
                }
                None => Ok(came),
            };
            // Past the calendar there is no day to name.
            let Ok(late_enough) = late_enough else { return Vec::new() };
            ready = ready.max(late_enough);
            acts.extend(own);
        }
        if violated {
            acts.extend(self.redo_acts(step, ready));
        }
        acts
    }

    /// Do a step again from a day on; of a group, every child that was begun.
    fn redo_acts(&self, step: Id<Step>, day: Date) -> Vec<Act> {
        let children = &self.rules.steps[step].children;
        if children.is_empty() {
            return vec![self.perform_on(step, true, day)];
        }
        let begun = children.iter().filter(|child| self.state(**child).seen == Tri::True);
        let own = self.state(step).record.map(|_| self.perform_on(step, true, day));
        begun.flat_map(|child| self.redo_acts(*child, day)).chain(own).collect()
    }

    /// A period that was too short: move its end where that is still ahead, else begin its end, or
    /// the whole, again.
    fn lasting_acts(&self, step: Id<Step>, period: Period, from: ExprId, to: ExprId) -> Vec<Act> {
        let env = Env::new(Phase::Open);
        let read = |expr: ExprId| self.moment(expr, &env, &mut super::Silent);
        let end_of = |start: Moment| {
            period.end_of(start, Roll::None, self.calendar()).ok().map(|counted| counted.end.date())
        };
        let target = read(from).is().and_then(end_of);
        if let (Known::Is(end), Some(target)) = (read(to), target)
            && end.date() > self.as_of
            && matches!(self.rules.exprs[to].kind, ExprKind::Fact(_) | ExprKind::DocumentField(..))
        {
            let kind = ActKind::Move { what: to, to: target };
            return vec![Act { latest: Some(end.date()), ..self.act(kind) }];
        }
        let other = |expr: ExprId| match &self.rules.exprs[expr].kind {
            ExprKind::StepField(other, StepField::Start) if *other != step => Some(*other),
            _ => None,
        };
        if let (Some(other), Some(target)) = (other(to), target) {
            return self.redo_acts(other, target.max(self.as_of));
        }
        if let ExprKind::StepField(first, field) = &self.rules.exprs[from].kind
            && (*first != step || *field == StepField::Finish)
            && target.is_none()
        {
            let Some(finish) = end_of(Moment::on(self.as_of)) else { return Vec::new() };
            let again = self.redo_acts(other(to).unwrap_or(step), finish);
            return self.perform_acts(*first, self.as_of).into_iter().chain(again).collect();
        }
        let own_start = self.rules.is_of_step(from, step);
        if let (true, Some(other)) = (own_start, other(to)) {
            let Some(end) = end_of(Moment::on(self.as_of)) else { return Vec::new() };
            let own = self.perform_on(step, self.state(step).record.is_some(), self.as_of);
            return std::iter::once(own).chain(self.redo_acts(other, end)).collect();
        }
        let finish = if own_start { end_of(Moment::on(self.as_of)) } else { target };
        let Some(finish) = finish else { return Vec::new() };
        let again = self.state(step).record.is_some();
        vec![Act { earliest: finish.max(self.as_of), ..self.act(ActKind::Perform { step, again }) }]
    }

    /// An event that is still ahead can be put off until the act is early enough.
    fn later_event(&self, ahead: &crate::model::Ahead) -> Vec<Act> {
        let env = Env::new(Phase::Open);
        let event = self.moment(ahead.event, &env, &mut super::Silent).is();
        let act = match ahead.each {
            None => self.moment(ahead.act, &env, &mut super::Silent).is(),
            Some(_) => None,
        };
        // The act is done today where it has not been done.
        let act = act.unwrap_or(Moment::on(self.as_of));
        let to = ahead.period.earliest_event(act, ahead.clear, self.calendar()).ok();
        match (event, to) {
            (Some(event), Some(to)) if event.date() > self.as_of => {
                let kind = ActKind::Move { what: ahead.event, to: to.date() };
                vec![Act { latest: Some(event.date()), ..self.act(kind) }]
            }
            _ => Vec::new(),
        }
    }
}
