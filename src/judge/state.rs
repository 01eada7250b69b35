//! What the records say of each step at the as-of date.

use super::eval::{Env, Judge, Phase};
use super::known::{Known, Tri};
use super::trace::Silent;
use crate::calendar::{Date, Moment, MomentOrder};
use crate::dossier::Record;
use crate::graph::Dag;
use crate::model::{Id, ObligationId, Procedure, Step};

/// A step at the as-of date, by its latest attempt.
#[derive(Clone, Copy, Debug)]
pub(super) struct StepState {
    /// The latest attempt's record, by position.
    pub(super) record: Option<u32>,
    /// Whether it was begun at all; [`Tri::Missing`]: the file is not complete and does not say.
    pub(super) seen: Tri,
    /// 开始
    pub(super) start: Known<Moment>,
    /// 完成
    pub(super) finish: Known<Moment>,
    /// Whether its finish sends the case back.
    pub(super) returned: Tri,
    /// Whether an earlier step was begun again after it.
    pub(super) stale: bool,
    /// Its own scope and that of the steps around it.
    pub(super) scope: Tri,
    /// Whether it, or a step around it, is validly waived.
    pub(super) waived: Tri,
    /// A waiver is claimed without what it needs.
    pub(super) waiver_invalid: bool,
    /// 视为: the law takes it as done, or perhaps does.
    pub(super) deemed: bool,
}

impl StepState {
    const UNSEEN: Self = Self {
        record: None,
        seen: Tri::False,
        start: Known::Open,
        finish: Known::Open,
        returned: Tri::False,
        stale: false,
        scope: Tri::True,
        waived: Tri::False,
        waiver_invalid: false,
        deemed: false,
    };

    /// Whether it is finished with a valid record.
    pub(super) fn done(&self) -> Tri {
        match self.finish {
            Known::Is(_) if self.stale => Tri::False,
            Known::Is(_) => self.returned.not(),
            Known::None => Tri::False,
            Known::Missing | Known::Undefined => Tri::Missing,
            Known::Open => Tri::Open,
        }
    }
}

/// The states of all steps of a procedure, by their positions in it.
#[derive(Clone, Debug, Default)]
pub(super) struct States {
    pub(super) steps: Vec<StepState>,
    /// When the procedure ended (办结).
    pub(super) closed: Option<Moment>,
    /// The scope of the procedure.
    pub(super) scope: Option<Tri>,
    /// Whether any step was attempted more than once.
    pub(super) reworked: bool,
    /// 视为: the deemed acts that hold.
    pub(super) deemed: Vec<super::deemed::DeemedAct>,
    /// The limits that were overdue when they came about, and whose place they take.
    pub(super) taken_over: Vec<ObligationId>,
}

impl Judge<'_> {
    /// The state of a step; an unseen one for a step of another procedure.
    pub(super) fn state(&self, step: Id<Step>) -> &StepState {
        let Step { position, procedure, .. } = &self.rules.steps[step];
        let same = Some(*procedure) == self.dossier.procedure;
        self.states.steps.get(*position as usize).filter(|_| same).unwrap_or(&StepState::UNSEEN)
    }

    /// Whether a date is not after the as-of date.
    pub(super) fn past(&self, moment: Moment) -> bool {
        moment.date() <= self.as_of
    }

    /// Computes the states; `pin` makes one step's attempt the latest.
    pub(super) fn settle(&mut self, procedure: Id<Procedure>, pin: Option<(Id<Step>, u32)>) {
        let steps = &self.rules.procedures[procedure].steps;
        self.states = States { steps: vec![StepState::UNSEEN; steps.len()], ..States::default() };
        for (position, step) in steps.iter().enumerate() {
            let record = self.latest(*step, pin);
            let mut state = StepState { record, ..StepState::UNSEEN };
            match record.and_then(|at| self.dossier.records.get(at as usize)) {
                Some(record) => {
                    (state.start, state.finish) = self.dates(record);
                    state.seen = Tri::True;
                }
                None if self.dossier.partial => {
                    (state.start, state.finish) = (Known::Missing, Known::Missing);
                    state.seen = Tri::Missing;
                }
                None => {}
            }
            self.states.reworked |= self.dossier.by_step.get(step.index()).is_some_and(|all| all.len() > 1);
            if let Some(slot) = self.states.steps.get_mut(position) {
                *slot = state;
            }
        }
        self.derive(procedure, pin);
        if !self.rules.procedures[procedure].deemed.is_empty() {
            self.settle_deemed(procedure);
        }
    }

    /// What follows from the records of the steps.
    pub(super) fn derive(&mut self, procedure: Id<Procedure>, pin: Option<(Id<Step>, u32)>) {
        self.settle_returns(procedure);
        self.settle_stale(procedure);
        self.settle_groups(procedure, pin);
        self.settle_end(procedure);
        self.settle_scopes(procedure);
        self.settle_groups(procedure, pin);
        self.settle_end(procedure);
    }

    /// The latest attempt that had begun by the as-of date.
    fn latest(&self, step: Id<Step>, pin: Option<(Id<Step>, u32)>) -> Option<u32> {
        if let Some((pinned, record)) = pin
            && pinned == step
        {
            return Some(record);
        }
        let all = self.dossier.by_step.get(step.index())?;
        all.iter().rev().copied().find(|at| {
            let record = self.dossier.records.get(*at as usize);
            record.is_some_and(|record| record.start.or(record.finish).is_none_or(|moment| self.past(moment)))
        })
    }

    /// Start and finish of a record as they are known at the as-of date.
    pub(super) fn dates(&self, record: &Record) -> (Known<Moment>, Known<Moment>) {
        let start = match record.start {
            Some(start) if self.past(start) => Known::Is(start),
            Some(_) => Known::Open,
            None => Known::Missing,
        };
        let finish = match record.finish {
            Some(finish) if self.past(finish) => Known::Is(finish),
            Some(_) => Known::Open,
            // An outcome without a finish: it is over, and nobody wrote when.
            None if record.outcome.is_some() => Known::Missing,
            None => Known::Open,
        };
        (start, finish)
    }

    fn settle_returns(&mut self, procedure: Id<Procedure>) {
        for (position, step) in self.rules.procedures[procedure].steps.iter().enumerate() {
            let returns = &self.rules.steps[*step].returns;
            let deemed = self.states.steps.get(position).is_some_and(|state| state.deemed);
            if returns.is_empty()
                || deemed
                || self.states.steps.get(position).is_none_or(|state| state.finish.is().is_none())
            {
                continue;
            }
            let any = returns.iter().fold(Tri::False, |any, edge| {
                any.or(edge
                    .when
                    .map_or(Tri::True, |when| self.truth(when, &Env::new(Phase::Due), &mut Silent)))
            });
            if let Some(state) = self.states.steps.get_mut(position) {
                state.returned = any;
            }
        }
    }

    /// A finish is stale once any attempt of a step before it began later than its own attempt did.
    fn settle_stale(&mut self, procedure: Id<Procedure>) {
        let procedure = &self.rules.procedures[procedure];
        let joined = procedure.steps.iter().any(|step| !self.rules.steps[*step].joins.is_empty());
        for (position, step) in procedure.steps.iter().enumerate() {
            let record = self.states.steps.get(position).and_then(|state| state.record);
            if self.state(*step).deemed {
                continue;
            }
            let Some(begun) = record.and_then(|at| self.begun_at(at)) else { continue };
            if !self.any_later(*step, begun) {
                continue;
            }
            let stale = self.overtaken(procedure, position, begun);
            let stale = if joined && self.joins_broken(*step, begun, 8) { Tri::True } else { stale };
            if let Some(state) = self.states.steps.get_mut(position) {
                state.stale = stale == Tri::True;
                if matches!(stale, Tri::Missing | Tri::Open) {
                    state.returned = state.returned.or(stale);
                }
            }
        }
    }

    /// Whether anything before a step began later, by the order that counts (细化).
    fn overtaken(&self, procedure: &Procedure, position: usize, begun: Moment) -> Tri {
        let by = |dag: &Dag| {
            let before = dag.ancestors(position * 2);
            let upstream =
                before.iter().filter(|node| node % 2 == 1).filter_map(|node| procedure.steps.get(node / 2));
            // What was recorded after the law had taken a step as done changes nothing.
            let upstream = upstream.filter(|step| !self.state(**step).deemed);
            let mut records =
                upstream.flat_map(|step| self.dossier.by_step.get(step.index()).into_iter().flatten());
            records
                .any(|at| self.begun_at(*at).is_some_and(|other| begun.order(other) == MomentOrder::Before))
        };
        if !by(&procedure.dag) {
            return Tri::False;
        }
        // Further down nothing is taken away from the order: the last one that does not say so decides.
        let bounded = procedure.bounded.iter().rev().find(|order| !by(&order.dag));
        bounded.map_or(Tri::True, |order| self.truth(order.within, &Env::new(Phase::Open), &mut Silent))
    }

    /// The order that counts: without what refining procedures add outside their scopes.
    pub(super) fn counting_order<'p>(&self, procedure: &'p Procedure) -> &'p Dag {
        let outside = |within| self.truth(within, &Env::new(Phase::Open), &mut Silent) == Tri::False;
        let bounded = procedure.bounded.iter().find(|order| outside(order.within));
        bounded.map_or(&procedure.dag, |order| &order.dag)
    }

    /// Whether a join counts: one that a refining procedure adds or replaces counts inside or outside
    /// its own scope.
    pub(super) fn join_counts(&self, join: ObligationId) -> bool {
        let within = self.rules.obligations[join].standing.within;
        within.is_none_or(|within| self.truth(within, &Env::new(Phase::Open), &mut Silent) != Tri::False)
    }

    /// Whether an edge counts: one that a refining procedure adds counts inside its own scope.
    pub(super) fn edge_counts(&self, before: Id<Step>, after: Id<Step>) -> Tri {
        let procedure = &self.rules.procedures[self.rules.steps[after].procedure];
        if procedure.bounded.is_empty() {
            return Tri::True;
        }
        let edge = procedure.edges.iter().find(|edge| edge.before == before && edge.after == after);
        let within = edge.and_then(|edge| edge.within);
        within.map_or(Tri::True, |within| self.truth(within, &Env::new(Phase::Open), &mut Silent))
    }

    /// Whether any other step's record began later: most cases run in order and need no closure.
    fn any_later(&self, step: Id<Step>, begun: Moment) -> bool {
        (0u32..).zip(&self.dossier.records).any(|(at, record)| {
            record.step != step
                && self.begun_at(at).is_some_and(|other| begun.order(other) == MomentOrder::Before)
        })
    }

    /// When a record began, or else ended, if that is past.
    pub(super) fn begun_at(&self, record: u32) -> Option<Moment> {
        let record = self.dossier.records.get(record as usize)?;
        record.start.or(record.finish).filter(|moment| self.past(*moment))
    }

    /// A group starts with its earliest child and is finished once every mandatory applicable
    /// child is; its own record says otherwise where there is one.
    fn settle_groups(&mut self, procedure: Id<Procedure>, pin: Option<(Id<Step>, u32)>) {
        let steps = &self.rules.procedures[procedure].steps;
        for (position, id) in steps.iter().enumerate().rev() {
            let step = &self.rules.steps[*id];
            if step.children.is_empty() {
                continue;
            }
            let own = self
                .latest(*id, pin)
                .and_then(|at| self.dossier.records.get(at as usize))
                .map(|record| self.dates(record));
            let (start, finish) = self.group_dates(step);
            let seen = step.children.iter().fold(Tri::False, |seen, child| seen.or(self.state(*child).seen));
            if let Some(state) = self.states.steps.get_mut(position) {
                let (own_start, own_finish) = own.unzip();
                state.seen = if own_start.is_some() { Tri::True } else { seen };
                state.start = earliest(own_start.unwrap_or(start), start);
                state.finish = match own_finish {
                    Some(finish @ Known::Is(_)) => finish,
                    _ => finish,
                };
            }
        }
    }

    fn group_dates(&self, group: &Step) -> (Known<Moment>, Known<Moment>) {
        let mut start = Known::Open;
        let mut finish: Known<Moment> = Known::None;
        for child in &group.children {
            let state = self.state(*child);
            if state.seen != Tri::False {
                // A finish without a start stands for the day it began at the latest.
                let begun = match (state.start, state.finish) {
                    (Known::Missing, finish @ Known::Is(_)) => finish,
                    (begun, _) => begun,
                };
                start = earliest(start, begun);
            }
            // What may be left undone holds nothing up, begun or not.
            let optional = self.unused_permission(*child) != Tri::False
                || self.rules.steps[*child].optional && state.done() != Tri::True;
            if optional || state.scope == Tri::False || state.waived == Tri::True {
                continue;
            }
            let done = match (state.done(), state.finish) {
                (Tri::True, finish) => finish,
                (Tri::Missing, _) => Known::Missing,
                _ => Known::Open,
            };
            finish = latest(finish, done);
        }
        // Nothing that must be done: the group is done with whatever was done in it.
        if finish == Known::None {
            finish = group.children.iter().fold(Known::Open, |last, child| {
                let state = self.state(*child);
                if state.done() != Tri::True {
                    return last;
                }
                match (last, state.finish) {
                    (Known::Is(a), Known::Is(b)) => {
                        Known::Is(if a.sort_key() >= b.sort_key() { a } else { b })
                    }
                    (Known::Is(a), _) => Known::Is(a),
                    (_, finish) => finish,
                }
            });
        }
        (start, finish)
    }

    fn settle_end(&mut self, procedure: Id<Procedure>) {
        let Some(end) = self.rules.procedures[procedure].end else { return };
        let state = self.state(end);
        self.states.closed = match (state.done(), state.finish) {
            (Tri::True, Known::Is(finish)) => Some(finish),
            _ => None,
        };
    }

    fn settle_scopes(&mut self, procedure: Id<Procedure>) {
        let phase = if self.states.closed.is_some() { Phase::Due } else { Phase::Open };
        let env = Env::new(phase);
        let all = &self.rules.procedures[procedure];
        let scope =
            all.scope.iter().fold(Tri::True, |scope, one| scope.and(self.truth(*one, &env, &mut Silent)));
        self.states.scope = Some(scope);
        for (position, id) in all.steps.iter().enumerate() {
            let step = &self.rules.steps[*id];
            let around = step.parent.map(|parent| *self.state(parent));
            let env = Env::new(phase);
            let own = step
                .scope
                .iter()
                .fold(Tri::True, |scope, one| scope.and(self.truth(*one, &env, &mut Silent)));
            let (waived, invalid) = self.waived(*id, &env);
            if let Some(state) = self.states.steps.get_mut(position) {
                state.scope = around.map_or(own, |around| around.scope.and(own));
                state.waived = around.map_or(waived, |around| around.waived.or(waived));
                state.waiver_invalid = invalid || around.is_some_and(|around| around.waiver_invalid);
            }
        }
    }

    /// Whether a step is waived, and whether a waiver is claimed in vain.
    fn waived(&self, id: Id<Step>, env: &Env) -> (Tri, bool) {
        let step = &self.rules.steps[id];
        let claims =
            || self.dossier.waivers.iter().filter(|claim| claim.step == id && self.on_file(claim.date));
        let claimed = claims().next().is_some();
        let mut any = Tri::False;
        let mut fits = false;
        for waiver in &step.waivers {
            let when = waiver.when.map_or(Tri::True, |when| self.truth(when, env, &mut Silent));
            let evidence = waiver.evidence.iter().fold(Tri::True, |all, (document, test)| {
                let have = self.document_on_file(*document);
                let fit = test.map_or(Tri::True, |test| {
                    self.truth(test, &Env { phase: Phase::Due, ..*env }, &mut Silent)
                });
                all.and(have.and(fit))
            });
            let approved = waiver.approved_by.is_none_or(|unit| {
                claims().any(|claim| {
                    claim.approved_by.as_deref().is_some_and(|name| self.is_unit(unit, name) == Tri::True)
                })
            });
            let valid = when.and(evidence).and(Tri::of(approved));
            fits |= when == Tri::True && valid != Tri::True;
            // Without every evidence on file it is not waived; what is not known of the case keeps it open.
            any = any.or(if evidence == Tri::True && approved { when } else { Tri::False });
        }
        (any, any != Tri::True && (claimed || fits))
    }

    /// Whether an entry is on file at the as-of date; an undated one is.
    pub(super) fn on_file(&self, date: Option<Date>) -> bool {
        date.is_none_or(|date| date <= self.as_of)
    }
}

fn earliest(a: Known<Moment>, b: Known<Moment>) -> Known<Moment> {
    match (a, b) {
        (Known::Is(a), Known::Is(b)) => Known::Is(if a.sort_key() <= b.sort_key() { a } else { b }),
        (Known::Missing | Known::Undefined, _) | (_, Known::Missing | Known::Undefined) => Known::Missing,
        (Known::Is(a), _) | (_, Known::Is(a)) => Known::Is(a),
        _ => Known::Open,
    }
}

/// The later one; a finish that is not there yet, or not known, stands for all.
fn latest(a: Known<Moment>, b: Known<Moment>) -> Known<Moment> {
    match (a, b) {
        (Known::None, other) | (other, Known::None) => other,
        (Known::Open, _) | (_, Known::Open) => Known::Open,
        (Known::Missing | Known::Undefined, _) | (_, Known::Missing | Known::Undefined) => Known::Missing,
        (Known::Is(a), Known::Is(b)) => Known::Is(if a.sort_key() >= b.sort_key() { a } else { b }),
    }
}
