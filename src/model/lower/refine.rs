//! 细化: a procedure that continues a superior one, sentence by sentence.
//!
//! The bodies of the superior procedures are lowered first, each a level; a sentence of a lower level
//! whose NAME is that of an inherited one takes its place. Where the lower procedure has a scope of its
//! own, what it adds binds inside that scope, and outside it the superior sentence stands.

use super::Lower;
use super::sentence::Sentence;
use crate::diag::refine as messages;
use crate::model::{ExprId, ExprKind, Id, Obligation, ObligationId, Procedure, Relation, Row, Step, Value};
use crate::syntax::ast::Statement;
use crate::text::Span;
use smol_str::{SmolStr, format_smolstr};

/// What lowering knows of refinement.
#[derive(Clone, Debug, Default)]
pub(super) struct Refining {
    /// The level at which a step was named last, and at which it was named first, by step.
    pub(super) steps: Vec<(usize, usize)>,
    /// The level of an obligation, by obligation.
    pub(super) obligations: Vec<usize>,
    /// The scope inside which what a level adds binds, by level; `None`: everywhere.
    pub(super) scopes: Vec<Option<ExprId>>,
    /// Whether a refining procedure seen so far has a scope of its own.
    pub(super) bounded: bool,
    /// What 上位 NAME names, by obligation, with the file in which it is written.
    pub(super) named: Vec<(ObligationId, usize, SmolStr, Span)>,
    /// The inherited obligation that the current sentence names.
    pub(super) inherited: Option<ObligationId>,
    /// The name of the current sentence, for what is said where it takes no other's place.
    pub(super) name: Option<SmolStr>,
    /// What 上位 stands for where it is not the value of an inherited sentence.
    pub(super) stands: Option<ExprId>,
    /// Whether a 情形 is being read: 上位 is the inherited 情形.
    pub(super) case: bool,
    /// Whether 上位 was written.
    pub(super) used: bool,
}

impl<'s> Lower<'s> {
    /// The inherited obligation that a sentence takes the place of; the error: it repeats one without
    /// naming it, or it is written twice.
    pub(super) fn taken(
        &mut self,
        sentence: &Sentence<'s>,
        (id, known): (&SmolStr, Option<ObligationId>),
        row: &Row,
        span: Span,
    ) -> Result<Option<ObligationId>, ()> {
        let Some(known) = known else {
            self.nearly_named(sentence, id, row);
            return Ok(None);
        };
        let first = self.rules.obligations[known].span;
        let level = self.refining.obligations.get(known.index()).copied().unwrap_or_default();
        if level >= self.scope.level || self.scope.exception.is_some() {
            self.report(crate::diag::names::same_id(span, id, first));
            return Err(());
        }
        let above = &self.rules.obligations[known].row;
        if std::mem::discriminant(above) != std::mem::discriminant(row) && !(asks(above) && asks(row)) {
            self.report(messages::other_kind(span, id, first));
            return Err(());
        }
        let last = id.rsplit('/').next().unwrap_or_default();
        if !names_itself(row) && sentence.written.as_deref() != Some(last) {
            self.report(messages::repeats(span, id, last, first));
            return Err(());
        }
        Ok(Some(known))
    }

    /// A name one slip away from an inherited one of the same block and kind is probably meant to be it.
    fn nearly_named(&mut self, sentence: &Sentence<'s>, id: &SmolStr, row: &Row) {
        let (Some(named), true) = (&sentence.name, self.scope.level > 0) else { return };
        let Some((block, _)) = id.rsplit_once('/').filter(|_| named.name.chars().count() > 2) else { return };
        let beside = self.scope.step.map(|step| self.rules.steps[step].obligations.as_slice());
        let inherited = beside.unwrap_or_default().iter().filter(|one| {
            let level = self.refining.obligations.get(one.index()).copied().unwrap_or_default();
            level < self.scope.level
                && std::mem::discriminant(&self.rules.obligations[**one].row) == std::mem::discriminant(row)
        });
        let names = inherited.filter_map(|one| {
            let (above, last) = self.rules.obligations[*one].id.rsplit_once('/')?;
            (above == block).then_some(last)
        });
        let near = names.into_iter().find(|name| strsim::osa_distance(name, &named.name) == 1);
        if let Some(near) = near.map(SmolStr::new) {
            self.report(messages::nearly(named.span, &named.name, &near));
        }
    }

    /// Adds an obligation, in the place of an inherited one where it names one.
    pub(super) fn place(
        &mut self,
        mut obligation: Obligation,
        known: Option<ObligationId>,
        implements: &[(SmolStr, Span)],
    ) -> ObligationId {
        let id = match known {
            Some(known) => {
                obligation.standing.relation = Relation::Replaces;
                self.replace(obligation, known);
                known
            }
            None => {
                self.bind_within(&mut obligation);
                let key = (obligation.procedure, obligation.id.clone());
                let id = self.push_obligation(obligation);
                self.rules.obligation_index.insert(key, id);
                id
            }
        };
        let file = self.scope.file;
        self.refining.named.extend(implements.iter().map(|(name, span)| (id, file, name.clone(), *span)));
        id
    }

    /// Puts an obligation in the place of an inherited one.
    fn replace(&mut self, mut obligation: Obligation, known: ObligationId) {
        let before = self.refining.obligations.get(known.index()).copied().unwrap_or_default();
        let outer = self.refining.scopes.get(before).copied().flatten();
        let own = self.lower_scope().filter(|own| Some(*own) != outer);
        if let Some(slot) = self.refining.obligations.get_mut(known.index()) {
            *slot = self.scope.level;
        }
        let mut old = self.rules.obligations[known].clone();
        self.bind_within(&mut obligation);
        self.rules.obligations[known] = obligation;
        if let Some(step) = old.step {
            let step = &mut self.rules.steps[step];
            step.minimum.retain(|id| *id != known);
            step.maximum.retain(|id| *id != known);
        }
        if let Some(scope) = own {
            // A refinement in between is left as it is; the topmost one stands as the superior one.
            old.standing.within = None;
            self.keep_superior(old, scope);
        }
    }

    /// Whether a step may be left undone: inside the lower procedure's own scope as it says, outside it
    /// as the superior one does.
    pub(super) fn permission(&mut self, step: Id<Step>, own: (bool, Option<ExprId>), span: Span) {
        let (may, must_when) = own;
        let above = (self.rules.steps[step].optional, self.rules.steps[step].must_when);
        let Some(scope) = self.lower_scope().filter(|_| self.scope.level > self.born(step)) else {
            self.rules.steps[step].optional = may;
            self.rules.steps[step].must_when = must_when;
            return;
        };
        let outside = self.expr(ExprKind::Not(scope), span);
        let mut bounded = |bound: ExprId, (may, when): (bool, Option<ExprId>)| match (may, when) {
            (false, _) => Some(bound),
            (true, Some(when)) => Some(self.expr(ExprKind::And(vec![bound, when]), span)),
            (true, None) => None,
        };
        let (inside, beyond) = (bounded(scope, own), bounded(outside, above));
        let must_when = self.either_of(inside, beyond, span);
        self.rules.steps[step].optional = may || above.0;
        self.rules.steps[step].must_when = must_when.filter(|_| may || above.0);
    }

    fn either_of(&mut self, a: Option<ExprId>, b: Option<ExprId>, span: Span) -> Option<ExprId> {
        let (Some(one), Some(other)) = (a, b) else { return a.or(b) };
        let either = self.expr(ExprKind::Or(vec![one, other]), span);
        self.mark_entangled(either);
        Some(either)
    }

    fn push_obligation(&mut self, obligation: Obligation) -> ObligationId {
        let (procedure, step, exception) =
            (obligation.procedure, obligation.step, obligation.standing.exception);
        let (register, task) = (obligation.register, obligation.task);
        let id = self.rules.obligations.push(obligation);
        self.refining.obligations.push(self.scope.level);
        if let Some(exception) = exception {
            self.rules.exceptions[exception].duties.push(id);
        }
        if let Some(step) = step {
            self.rules.steps[step].obligations.push(id);
        }
        if let Some(register) = register {
            self.rules.registers[register].obligations.push(id);
        }
        if let Some(procedure) = procedure {
            self.rules.procedures[procedure].obligations.push(id);
        }
        if let Some(task) = task {
            self.rules.tasks[task].obligations.push(id);
        }
        id
    }

    /// Outside the lower procedure's own scope the superior sentence is judged: `…/上位`. One that was
    /// kept for a procedure in between stands further out.
    fn keep_superior(&mut self, mut old: Obligation, scope: ExprId) {
        let span = old.span;
        let outside = self.expr(ExprKind::Not(scope), span);
        old.when = self.both(old.when, Some(outside), span);
        if let Some(when) = old.when {
            self.mark_entangled(when);
        }
        old.standing.within = Some(outside);
        old.standing.relation = Relation::Stands;
        old.id = format_smolstr!("{}/上位", old.id);
        old.alias = format_smolstr!("{}/superior", old.alias);
        let mut kept = Vec::new();
        let mut key = (old.procedure, old.id.clone());
        while let Some(further) = self.rules.obligation_index.remove(&key) {
            kept.push(further);
            key.1 = format_smolstr!("{}/上位", key.1);
        }
        for one in kept {
            let kept = &mut self.rules.obligations[one];
            kept.id = format_smolstr!("{}/上位", kept.id);
            kept.alias = format_smolstr!("{}/superior", kept.alias);
            self.rules.obligation_index.insert((kept.procedure, kept.id.clone()), one);
        }
        let (key, row, step) = ((old.procedure, old.id.clone()), old.row.clone(), old.step);
        let id = self.push_obligation(old);
        self.rules.obligation_index.insert(key, id);
        let Some(step) = step.map(|step| &mut self.rules.steps[step]) else { return };
        match row {
            Row::Lasts { .. } => step.minimum.push(id),
            Row::Within { .. } => step.maximum.push(id),
            Row::Joined(_) => step.joins.push(id),
            _ => {}
        }
    }

    /// The scope inside which what the current level adds binds.
    pub(super) fn lower_scope(&self) -> Option<ExprId> {
        self.refining.scopes.get(self.scope.level).copied().flatten()
    }

    /// What a lower procedure adds binds inside its own scope; a step of its own has it as its scope.
    fn bind_within(&mut self, obligation: &mut Obligation) {
        let Some(scope) = self.lower_scope() else { return };
        obligation.standing.within = Some(scope);
        let of_own = obligation.step.is_some_and(|step| self.born(step) > 0);
        if !of_own && obligation.standing.exception.is_none() {
            obligation.when = self.inside_own_scope(obligation.when, obligation.span);
        }
    }

    /// A condition of what a lower procedure adds, within its own scope.
    pub(super) fn inside_own_scope(&mut self, when: Option<ExprId>, span: Span) -> Option<ExprId> {
        let Some(scope) = self.lower_scope() else { return when };
        let both = self.both(when, Some(scope), span);
        if let Some(both) = both {
            self.mark_entangled(both);
        }
        both
    }

    /// The level at which a step was named first.
    pub(super) fn born(&self, step: Id<Step>) -> usize {
        self.refining.steps.get(step.index()).map_or(0, |(_, first)| *first)
    }

    /// A step that the lower procedure adds has its own scope.
    pub(super) fn own_scope_of_step(&mut self, step: Id<Step>) {
        let own = self.born(step) == self.scope.level && self.scope.level > 0;
        let inside =
            self.rules.steps[step].parent.is_some_and(|parent| self.born(parent) == self.scope.level);
        if let (Some(scope), true, false) = (self.lower_scope(), own, inside)
            && !self.rules.steps[step].scope.contains(&scope)
        {
            self.rules.steps[step].scope.push(scope);
        }
    }

    /// 适用 of a lower procedure, before its sentences: where it is false the superior one is judged.
    pub(super) fn own_scope(&mut self, id: Id<Procedure>, procedure: Statement<'s>) {
        let level = self.scope.level;
        let mut own =
            level.checked_sub(1).and_then(|above| self.refining.scopes.get(above).copied().flatten());
        for member in procedure.body().into_iter().flatten().filter(|_| level > 0) {
            if super::head::Head::keyword_of(member) != Some(crate::syntax::vocabulary::Keyword::Scope) {
                continue;
            }
            let span = member.span();
            let above = self.all_of(self.rules.procedures[id].scope.clone(), span);
            let (Some(condition), widened) = self.scope_over(above, member) else { continue };
            if let (Some(above), true) = (above, widened) {
                let either = self.expr(ExprKind::Or(vec![above, condition]), span);
                self.mark_entangled(either);
                self.rules.procedures[id].scope = vec![either];
            }
            own = self.both(own, Some(condition), span);
        }
        if let Some(own) = own {
            self.mark_entangled(own);
        }
        self.refining.scopes.push(own);
    }

    /// A scope in which 上位 stands for the one above; whether it was written.
    fn scope_over(&mut self, above: Option<ExprId>, member: Statement<'s>) -> (Option<ExprId>, bool) {
        let truth = ExprKind::Const(Value::Bool(true));
        let above = above.unwrap_or_else(|| self.expr(truth, member.span()));
        self.refining.stands = Some(above);
        self.refining.used = false;
        let own = self.scope_condition(member);
        self.refining.stands = None;
        (own, std::mem::take(&mut self.refining.used))
    }

    /// 适用 of a step: added to the inherited one, or in its place where it says 上位.
    pub(super) fn step_scope(&mut self, step: Id<Step>, member: Statement<'s>) {
        let inherited = self.scope.level > self.born(step);
        if !inherited {
            if let Some(condition) = self.scope_condition(member) {
                self.rules.steps[step].scope.push(condition);
            }
            return;
        }
        let span = member.span();
        let above = self.all_of(self.rules.steps[step].scope.clone(), span);
        let (Some(own), widened) = self.scope_over(above, member) else { return };
        let own = match self.lower_scope() {
            // Outside the lower procedure's own scope the superior scope stands.
            Some(scope) => {
                let outside = self.expr(ExprKind::Not(scope), span);
                let stays = self.both(Some(outside), above.filter(|_| widened), span);
                let inside = self.expr(ExprKind::And(vec![scope, own]), span);
                self.expr(ExprKind::Or(stays.into_iter().chain([inside]).collect()), span)
            }
            None => own,
        };
        self.mark_entangled(own);
        if widened {
            self.rules.steps[step].scope = vec![own];
        } else {
            self.rules.steps[step].scope.push(own);
        }
    }

    fn all_of(&mut self, all: Vec<ExprId>, span: Span) -> Option<ExprId> {
        all.into_iter().fold(None, |all, one| self.both(all, Some(one), span))
    }
}

/// Whether the id of a sentence of this kind says what it is about, so that naming it again is enough.
fn names_itself(row: &Row) -> bool {
    matches!(
        row,
        Row::Perform { .. } | Row::Precedes { .. } | Row::Document { .. } | Row::Outcome | Row::Meeting(_)
    )
}

/// Whether a row asks for a condition: one may take the place of another.
fn asks(row: &Row) -> bool {
    matches!(row, Row::Must { .. } | Row::MustNot { .. } | Row::Ahead(_))
}
