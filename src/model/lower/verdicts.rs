//! Conditions that ask what the judge found of an obligation: `公示期 违规`, `补正告知 逾期`.
//!
//! INVARIANT: such conditions never lead back to themselves, and nothing that decides which steps
//! apply asks them; the judge relies on both.

use super::{Lower, Scope};
use crate::diag::{names, procedure as messages};
use crate::model::{Expr, ExprId, ExprKind, Id, Judged, Obligation, ObligationId, Row, Step};
use crate::text::Span;
use smol_str::SmolStr;

/// LIMIT: how many conditions may ask of each other in a row.
const DEEPEST: usize = 8;

/// A condition whose obligations are looked up once all are known.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    expr: ExprId,
    /// The name as written; empty: everything in the block.
    name: SmolStr,
    scope: Scope,
}

impl Asked {
    pub(super) fn named(expr: ExprId, name: SmolStr, scope: Scope) -> Self {
        Self { expr, name, scope }
    }

    pub(super) fn block(expr: ExprId, scope: Scope) -> Self {
        Self { expr, name: SmolStr::default(), scope }
    }
}

impl<'s> Lower<'s> {
    /// Looks up the obligations that conditions ask about, and what hangs on them.
    pub(super) fn lower_verdict_conditions(&mut self) {
        for asked in std::mem::take(&mut self.asked) {
            self.scope = asked.scope.clone();
            let span = self.rules.exprs[asked.expr].span;
            let late = matches!(&self.rules.exprs[asked.expr].kind, ExprKind::Judged(judged) if judged.late);
            let of = if asked.name.is_empty() {
                self.block_obligations()
            } else {
                self.obligations_named(&asked.name, late, span)
            };
            self.refuse_other_registers(&of, span);
            self.rules.asks_verdicts = true;
            self.rules.exprs[asked.expr].kind = ExprKind::Judged(Judged { of, late });
        }
        self.link_owed();
        self.link_deemed();
        if self.rules.asks_verdicts {
            self.refuse_circles();
            self.refuse_in_scopes();
        }
    }

    /// What a register asks of its entries has one verdict for each: only the register itself can
    /// tell of which entry it speaks.
    fn refuse_other_registers(&mut self, of: &[ObligationId], span: Span) {
        let other = |id: &&ObligationId| {
            let register = self.rules.obligations[**id].register;
            register.is_some() && register != self.scope.register
        };
        if let Some(id) = of.iter().find(other) {
            let name = self.rules.obligations[*id].id.clone();
            self.report(crate::diag::typing::several_values(span, &name).help(
                "逐条判断的义务只能在它自己的清单里引用；在清单外写成条件，如「每项 甲 属于 清单（…）」",
                "what is judged of each entry can be asked about in its own register alone; elsewhere write the condition, as in ‘each x in REGISTER (…)’",
            ));
        }
    }

    /// What a block asks for, the steps inside it included.
    fn block_obligations(&self) -> Vec<ObligationId> {
        let scope = &self.scope;
        let inside = |one: &Obligation| match (scope.step, scope.procedure) {
            (Some(step), _) => one.step.is_some_and(|own| self.is_within(own, step)),
            (None, Some(procedure)) => one.procedure == Some(procedure),
            (None, None) => {
                let rule = self.rule_name();
                one.procedure.is_none()
                    && one.id.strip_prefix(rule.as_str()).is_some_and(|rest| rest.starts_with('/'))
            }
        };
        let all = self.rules.obligations.entries();
        all.filter(|(_, one)| inside(one) && Self::is_offence(one)).map(|(id, _)| id).collect()
    }

    fn is_within(&self, step: Id<Step>, outer: Id<Step>) -> bool {
        let mut around = Some(step);
        while let Some(at) = around {
            if at == outer {
                return true;
            }
            around = self.rules.steps[at].parent;
        }
        false
    }

    /// The obligations of a name: one of a block around, all limits (逾期) or all obligations (违规)
    /// of a step, else one whose id ends so.
    fn obligations_named(&mut self, name: &SmolStr, late: bool, span: Span) -> Vec<ObligationId> {
        if let Some(found) = self.obligation_around(name) {
            return vec![found];
        }
        if let Ok(step) = self.step_at(name) {
            let limits = |id: &ObligationId| {
                !late || matches!(self.rules.obligations[*id].row, Row::Within { .. } | Row::Deadline { .. })
            };
            let found: Vec<ObligationId> =
                self.rules.steps[step].obligations.iter().copied().filter(limits).collect();
            if found.is_empty() {
                self.report(
                    names::required(
                        span,
                        &format!("「{name}」的限时或者期限"),
                        &format!("a limit of ‘{name}’"),
                    )
                    .help("没有期限的步骤不会逾期", "a step without a limit is never late"),
                );
            }
            return found;
        }
        match self.rules.find_obligation(self.scope.procedure, name) {
            Ok(id) => vec![id],
            Err(candidates) if candidates.is_empty() => {
                let known: Vec<SmolStr> = self
                    .rules
                    .obligations
                    .iter()
                    .filter(|one| one.procedure == self.scope.procedure)
                    .map(|one| one.name.clone())
                    .collect();
                let near = super::symbols::nearest(name, known.iter().map(SmolStr::as_str));
                self.report(names::unknown(span, "义务或者步骤", "obligation or step", name, near));
                Vec::new()
            }
            Err(candidates) => {
                self.report(names::ambiguous(span, name, &candidates));
                Vec::new()
            }
        }
    }

    /// The obligation of a name in the own block, or the nearest around it.
    fn obligation_around(&self, name: &str) -> Option<ObligationId> {
        let procedure = self.scope.procedure;
        let at = |above: &str| {
            let id = SmolStr::new(format!("{above}/{name}"));
            self.rules.obligation_index.get(&(procedure, id)).copied()
        };
        let mut around = self.scope.step;
        while let Some(step) = around {
            if let Some(found) = at(&self.rules.steps[step].path) {
                return Some(found);
            }
            around = self.rules.steps[step].parent;
        }
        match procedure {
            Some(procedure) => at(&self.rules.procedures[procedure].name),
            None => at(&self.rule_name()),
        }
    }

    /// A condition that asks, through others, about what it decides itself.
    fn refuse_circles(&mut self) {
        let asks: Vec<(ObligationId, Vec<ObligationId>)> = self
            .rules
            .obligations
            .entries()
            .map(|(id, one)| (id, self.asked_by(one)))
            .filter(|(_, of)| !of.is_empty())
            .collect();
        let mut depth: super::Map<ObligationId, usize> = super::Map::default();
        for round in 0..=DEEPEST {
            let mut changed = None;
            for (id, of) in &asks {
                let below = of.iter().map(|one| depth.get(one).copied().unwrap_or(0)).max().unwrap_or(0);
                if depth.get(id).copied().unwrap_or(0) < below + 1 {
                    depth.insert(*id, below + 1);
                    changed = Some(*id);
                }
            }
            match changed {
                None => return,
                Some(id) if round == DEEPEST => {
                    let (span, name) =
                        (self.rules.obligations[id].span, self.rules.obligations[id].id.clone());
                    return self.report(messages::asks_itself(span, &name));
                }
                Some(_) => {}
            }
        }
    }

    /// The obligations that the verdict of one asks about.
    fn asked_by(&self, one: &Obligation) -> Vec<ObligationId> {
        let mut roots: Vec<ExprId> = one.when.into_iter().collect();
        match &one.row {
            Row::Must { condition, by } => roots.extend([Some(*condition), *by].into_iter().flatten()),
            Row::MustNot { condition } => roots.push(*condition),
            Row::Document { test, by, owed, .. } => {
                roots.extend([*test, *by].into_iter().flatten());
                let owed = owed.map(|id| &self.rules.obligations[id].row);
                if let Some(Row::Follow(follow)) = owed {
                    roots.extend(follow.on.into_iter().chain([follow.from]));
                }
            }
            Row::Follow(follow) => roots.extend(follow.on.into_iter().chain([follow.from, follow.act])),
            _ => {}
        }
        roots.extend(one.deviation.iter().map(|deviation| deviation.reason));
        self.judged_in(roots)
    }

    /// The obligations that expressions ask about.
    fn judged_in(&self, roots: Vec<ExprId>) -> Vec<ObligationId> {
        let mut found = Vec::new();
        let mut open = roots;
        while let Some(id) = open.pop() {
            let Expr { kind, .. } = &self.rules.exprs[id];
            match kind {
                ExprKind::Judged(judged) => found.extend(&judged.of),
                ExprKind::Since(of) => found.push(*of),
                _ => kind.operands(&mut open),
            }
        }
        found
    }

    /// What decides whether steps apply is settled before any obligation is judged.
    fn refuse_in_scopes(&mut self) {
        let mut roots: Vec<ExprId> = Vec::new();
        for procedure in self.rules.procedures.iter() {
            roots.extend(&procedure.scope);
        }
        for step in self.rules.steps.iter() {
            roots.extend(&step.scope);
            roots.extend(step.waivers.iter().filter_map(|waiver| waiver.when));
            roots.extend(
                step.waivers.iter().flat_map(|waiver| waiver.evidence.iter().filter_map(|one| one.1)),
            );
            roots.extend(step.returns.iter().filter_map(|edge| edge.when));
        }
        for one in self.rules.obligations.iter() {
            if let Row::Perform { must_when, .. } = &one.row {
                roots.extend(must_when);
            }
        }
        for root in roots {
            if !self.judged_in(vec![root]).is_empty() {
                self.report(messages::verdict_in_scope(self.rules.exprs[root].span));
            }
        }
    }
}
