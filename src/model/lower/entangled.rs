//! Which conditions ask for one fact more than once, and which compute.

use super::Lower;
use crate::model::{ExprId, ExprKind, HitPolicy, StepField, Taking};

impl Lower<'_> {
    /// Marks a condition in which a fact occurs more than once: its parts depend on each other.
    pub(super) fn mark_entangled(&mut self, root: ExprId) {
        let mut facts: Vec<(u8, u32, u32)> = Vec::new();
        let mut computes = false;
        let mut looks_up = false;
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            match &self.rules.exprs[id].kind {
                ExprKind::Fact(slot) => facts.push((0, *slot, 0)),
                ExprKind::RoleField(role, slot) => facts.push((1, index32(role.index()), u32::from(*slot))),
                ExprKind::DocumentField(document, field) => {
                    let slot = match field {
                        crate::model::DocumentField::Date => u32::MAX,
                        crate::model::DocumentField::Slot(slot) => u32::from(*slot),
                    };
                    facts.push((2, index32(document.kind.index()), slot));
                }
                ExprKind::Licence { depth, slot } | ExprKind::Variable { depth, slot } => {
                    facts.push((3, u32::from(*depth), u32::from(*slot)))
                }
                ExprKind::StepField(step, field) => facts.push((4, index32(step.index()), *field as u32)),
                ExprKind::StepsDone { steps, .. } => {
                    facts.extend(steps.iter().map(|step| (4, index32(step.index()), StepField::Done as u32)));
                }
                ExprKind::Event(event) => facts.push((5, index32(event.index()), 0)),
                ExprKind::Commitment(of, field) => facts.push((8, index32(of.index()), *field as u32)),
                // What others are found to be is taken as it is.
                ExprKind::Judged(_) | ExprKind::Since(_) => {}
                ExprKind::Rolled(inner, _) | ExprKind::Sixties(inner, _) => open.push(*inner),
                ExprKind::RoleBound(role) => facts.push((7, index32(role.index()), 0)),
                ExprKind::RoleWithin(part, whole) => {
                    facts.extend([part, whole].map(|role| (7, index32(role.index()), 0)));
                }
                ExprKind::HasDocument(document) => facts.push((6, index32(document.kind.index()), 0)),
                ExprKind::Sum(..) => computes = true,
                ExprKind::Count(_) | ExprKind::Earliest(..) | ExprKind::Latest(..) => {}
                ExprKind::Arithmetic(_, a, b) => {
                    computes = true;
                    open.extend([*a, *b]);
                }
                ExprKind::Compare(_, a, b) | ExprKind::Contains(a, b) => {
                    open.extend([*a, *b]);
                }
                ExprKind::And(parts) | ExprKind::Or(parts) => open.extend(parts),
                ExprKind::Not(inner) | ExprKind::Member(inner, _) | ExprKind::Given(inner) => {
                    open.push(*inner)
                }
                ExprKind::Quantified { condition, .. } => open.push(*condition),
                ExprKind::Shift { event, .. } => open.push(*event),
                ExprKind::Indicator(task, slot) => facts.push((9, index32(task.index()), u32::from(*slot))),
                ExprKind::Lookup(lookup) => {
                    let table = &self.rules.tables[lookup.table];
                    looks_up = true;
                    // No row may match, or several where one alone may.
                    let gaps = !table.complete && lookup.otherwise().is_none();
                    let several = table.policy == HitPolicy::Unique && !table.exclusive;
                    computes |=
                        lookup.taking == Taking::Sum || lookup.taking == Taking::One && (gaps || several);
                    open.extend(lookup.rows.iter().chain(lookup.values.iter().flatten()));
                }
                ExprKind::Const(_) => {}
            }
        }
        let count = facts.len();
        facts.sort_unstable();
        facts.dedup();
        self.rules.exprs[root].entangled = looks_up || facts.len() < count;
        self.rules.exprs[root].computes = computes;
        self.rules.computes |= computes;
    }
}

fn index32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
