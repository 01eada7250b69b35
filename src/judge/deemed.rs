//! 视为: steps that the law takes as done although nobody did them.
//!
//! A deemed act stands for the record that it deems, from its day on. What was really done before
//! it came about stands; what is done afterwards changes nothing. Of several, each is decided with
//! those that already hold.

use super::Reason;
use super::eval::{Env, Judge, Phase};
use super::known::{Known, Tri};
use super::outcome::Outcome;
use super::trace::Silent;
use crate::calendar::{Date, Moment};
use crate::model::{Deemed, ExprId, ExprKind, Id, Obligation, ObligationId, Procedure, Row, Step};

/// A deemed act that holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeemedAct {
    /// Its position among the procedure's 视为 sentences.
    pub position: u32,
    /// The step that is taken as done.
    pub step: Id<Step>,
    /// On which day.
    pub day: Date,
}

/// What is known of one 视为.
enum Deeming {
    Holds(Date),
    Perhaps,
    No,
}

impl Judge<'_> {
    /// Lets deemed acts stand for records.
    pub(super) fn settle_deemed(&mut self, procedure: Id<Procedure>) {
        let sentences = &self.rules.procedures[procedure].deemed;
        let mut left: Vec<(u32, &Deemed)> = (0u32..).zip(sentences).collect();
        loop {
            let now = left.iter().position(|(_, one)| matches!(self.deeming(one), Deeming::Holds(_)));
            let Some(at) = now else { break };
            let (position, one) = left.remove(at);
            if let Deeming::Holds(day) = self.deeming(one) {
                let late = one.instead_of.iter().filter(|id| self.found_of(**id).is_late());
                let late: Vec<ObligationId> = late.copied().collect();
                self.states.taken_over.extend(late);
                self.states.deemed.push(DeemedAct { position, step: one.step, day });
                let day = Known::Is(Moment::on(day));
                self.stand_in(procedure, one.step, day, Tri::True);
            }
        }
        for (_, one) in left {
            if matches!(self.deeming(one), Deeming::Perhaps) {
                self.stand_in(procedure, one.step, Known::Missing, Tri::Missing);
            }
        }
    }

    /// Sets the dates of a step that nobody recorded.
    fn stand_in(&mut self, procedure: Id<Procedure>, step: Id<Step>, day: Known<Moment>, seen: Tri) {
        let position = self.rules.steps[step].position as usize;
        if let Some(state) = self.states.steps.get_mut(position) {
            state.start = day;
            state.finish = day;
            state.seen = seen;
            state.returned = Tri::False;
            state.stale = false;
            state.deemed = true;
        }
        self.judged.borrow_mut().clear();
        self.derive(procedure, None);
    }

    fn deeming(&self, one: &Deemed) -> Deeming {
        let state = self.state(one.step);
        if state.deemed || state.scope == Tri::False || state.waived == Tri::True {
            return Deeming::No;
        }
        let env = Env::new(Phase::Open);
        let when = one.when.map_or(Tri::True, |when| self.truth(when, &env, &mut Silent));
        let on = self.moment(one.on, &env, &mut Silent);
        let day = match (when, on) {
            (Tri::False | Tri::Open, _) | (_, Known::Open | Known::None) => return Deeming::No,
            (_, Known::Is(day)) if day.date() > self.as_of => return Deeming::No,
            (Tri::Missing, _) | (_, Known::Missing | Known::Undefined) => return Deeming::Perhaps,
            (Tri::True, Known::Is(day)) => day.date(),
        };
        let late = one.instead_of.iter().map(|id| self.found_of(*id)).filter(|found| found.is_late());
        let came_about = late.filter_map(|found| found.since).min().unwrap_or(day);
        let real = state.finish.is().filter(|_| state.done() == Tri::True).map(Moment::date);
        if real.is_some_and(|real| real < came_about) {
            return Deeming::No;
        }
        Deeming::Holds(day)
    }

    /// What a deemed act makes of an obligation: it takes the place of the violation of the limits
    /// that its condition names, and nobody did what is asked of how its step is done.
    pub(super) fn replaced_by_deemed(
        &self,
        id: ObligationId,
        obligation: &Obligation,
        inner: Outcome,
    ) -> Outcome {
        let procedure = self.dossier.procedure.map(|id| &self.rules.procedures[id]);
        let named = |act: &DeemedAct| {
            let one = procedure.and_then(|of| of.deemed.get(act.position as usize));
            one.is_some_and(|one| one.instead_of.contains(&id))
        };
        let late = inner.status == super::Status::Violated;
        if self.states.taken_over.contains(&id) || late && self.states.deemed.iter().any(named) {
            return Outcome::not_applicable(Reason::Deemed).note(super::Notes::DEEMED);
        }
        let own = obligation.step.is_some_and(|step| {
            let state = self.state(step);
            state.deemed && state.seen == Tri::True && state.record.is_none()
        });
        let doing = matches!(
            obligation.row,
            Row::Precedes { .. }
                | Row::Joined(_)
                | Row::By { .. }
                | Row::Opinions { .. }
                | Row::Vote(_)
                | Row::Outcome
                | Row::Meeting(_)
                | Row::Order { .. }
                | Row::Finding { .. }
                | Row::Lasts { .. }
        );
        if own && doing {
            return Outcome::not_applicable(Reason::Deemed).note(super::Notes::DEEMED);
        }
        let rests = self.rests_on(obligation, &|step| self.holds_deemed(step));
        inner.note_if(rests, super::Notes::DEEMED)
    }

    /// The conditions and dates of deemed acts that perhaps hold and that an obligation rests on.
    pub(super) fn perhaps_deemed(&self, obligation: &Obligation) -> Vec<ExprId> {
        let sentences = self.dossier.procedure.map(|id| &self.rules.procedures[id].deemed);
        let open = |step: Id<Step>| {
            let state = self.state(step);
            state.deemed && state.seen == Tri::Missing
        };
        let perhaps = sentences.into_iter().flatten().filter(|one| open(one.step));
        perhaps
            .filter(|one| self.rests_on(obligation, &|step| step == one.step))
            .flat_map(|one| one.when.into_iter().chain([one.on]))
            .collect()
    }

    /// Whether a verdict rests on the dates of some step.
    fn rests_on(&self, obligation: &Obligation, is: &dyn Fn(Id<Step>) -> bool) -> bool {
        let reads = |expr: &ExprId| match &self.rules.exprs[*expr].kind {
            ExprKind::StepField(step, _) => is(*step),
            _ => false,
        };
        let own = obligation.step.is_some_and(is);
        match &obligation.row {
            Row::Perform { .. } | Row::Deadline { .. } => own,
            Row::Precedes { before } => own || is(*before),
            Row::Joined(join) => own || join.branches.iter().any(|branch| is(branch.before)),
            Row::Lasts { from, to, .. } | Row::Within { from, to, .. } => [from, to].into_iter().any(reads),
            Row::Follow(follow) => [&follow.from, &follow.act].into_iter().any(reads),
            Row::Ahead(ahead) => [&ahead.act, &ahead.event].into_iter().any(reads),
            Row::Document { by, .. } | Row::Must { by, .. } | Row::Finding { by, .. } => by.iter().any(reads),
            _ => own,
        }
    }

    fn holds_deemed(&self, step: Id<Step>) -> bool {
        self.states.deemed.iter().any(|act| act.step == step)
    }
}
