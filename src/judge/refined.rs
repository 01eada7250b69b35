//! 细化 with a scope of its own that is not known to hold: both procedures are judged.
//!
//! INVARIANT: a procedure without such a refinement pays one comparison. Each world is a judging of
//! the same dossier in which the scopes hold or do not; nothing else is assumed.

use super::eval::{Env, Judge, Phase};
use super::known::Tri;
use super::outcome::{ask, flag};
use super::trace::{Label, Silent, Test, Trace};
use super::{Notes, Reason, Status, Verdict};
use crate::model::{BoundedOrder, ExprId, ObligationId};

impl<'a> Judge<'a> {
    fn bounded(&self) -> &'a [BoundedOrder] {
        self.dossier.procedure.map_or(&[], |id| self.rules.procedures[id].bounded.as_slice())
    }

    /// Whether a scope is taken to hold, where that is assumed.
    pub(super) fn taken_scope(&self, expr: ExprId, inside: usize) -> Option<Tri> {
        let at = self.bounded().iter().position(|order| order.within == expr)?;
        Some(Tri::of(at < inside))
    }

    /// The worlds that the scopes of refinements leave open: each holds inside the one before.
    pub(super) fn part_worlds(&mut self) {
        let bounded = self.bounded();
        if bounded.is_empty() || self.inside.is_some() {
            return;
        }
        let env = Env::new(Phase::Open);
        let holds: Vec<Tri> =
            bounded.iter().map(|order| self.truth(order.within, &env, &mut Silent)).collect();
        let possible = (0..=holds.len()).filter(|inside| {
            holds.iter().take(*inside).all(|one| *one != Tri::False)
                && holds.get(*inside).is_none_or(|one| *one != Tri::True)
        });
        let possible: Vec<usize> = possible.collect();
        if possible.len() < 2 {
            return;
        }
        let world = |inside: usize| {
            let mut world = Judge::new(self.rules, self.dossier, self.as_of);
            world.inside = Some(inside);
            world.begin();
            world
        };
        let worlds = possible.into_iter().map(world).collect();
        self.worlds = worlds;
        self.worlds_open = if holds.contains(&Tri::Missing) { Tri::Missing } else { Tri::Open };
    }

    /// What all worlds agree on: of what a refinement adds, those in which it applies.
    pub(super) fn verdict_apart<T: Trace>(&self, id: ObligationId, trace: &mut T) -> Verdict {
        let env = Env::new(Phase::Open);
        let within = self.rules.obligations[id].standing.within;
        let binding = |world: &&Judge<'a>| {
            within.is_none_or(|within| world.truth(within, &env, &mut Silent) == Tri::True)
        };
        let found = self.worlds.iter().filter(binding).map(|world| {
            world.entry.set(self.entry.get());
            world.period.set(self.period.get());
            world.settled(id)
        });
        let found: Vec<Verdict> = found.collect();
        let plain = self.verdict_by(id, &mut Silent);
        let Some(first) = found.first().copied() else { return self.verdict_by(id, trace) };
        let settled = |one: &Verdict| matches!(one.status, Status::Satisfied | Status::NotApplicable);
        let equal = found.iter().all(|one| one.status == first.status);
        let met = found.iter().all(settled);
        let agreed = if within.is_some() { met } else { equal || met };
        let best = found.iter().copied().min_by_key(|one| one.status != Status::Satisfied);
        let whole = match agreed {
            true => best.filter(|_| met).unwrap_or(first),
            false if self.worlds_open == Tri::Missing => {
                Verdict { status: Status::Unproven, reason: Reason::ScopeUnknown, ..plain }
            }
            false => Verdict { status: Status::Pending, reason: Reason::NotYet, ..plain },
        };
        let since = whole.since.filter(|since| agreed && found.iter().all(|one| one.since == Some(*since)));
        if plain.status == whole.status {
            return Verdict { since, ..self.verdict_by(id, trace) };
        }
        for order in self.bounded() {
            self.truth(order.within, &env, trace);
        }
        ask(trace, Test::Truth(Label::Scope, self.worlds_open, self.worlds_open));
        flag(trace, Label::EitherWay, agreed);
        let mut notes = whole.notes;
        if agreed {
            notes.add(Notes::EITHER_WAY);
        }
        let curable = !agreed || found.iter().all(|one| one.curable);
        Verdict { since, curable, notes, ..whole }
    }
}
