//! Conditions that compute with unknown facts: decided by their connectives alone.
//!
//! The values that a comparison with a computed side can tell apart are not those that stand in the
//! rules (甲 乘 甲 不等于 4 tells 2 apart), so that no list of values stands for all of them. What
//! holds whichever way each comparison turns out is still decided, and nothing else is.

use super::eval::{Env, Judge};
use super::known::Tri;
use super::trace::Silent;
use crate::model::{ArithmeticOp, ExprId, ExprKind};

/// LIMIT: more comparisons than this that differ and are undecided are not tried.
const MOST: usize = 12;

/// A comparison, or whatever else is no connective, with what is known of it.
struct Atom {
    expr: ExprId,
    truth: Tri,
}

impl Judge<'_> {
    /// Whether a condition computes with facts that are not known.
    pub(super) fn computes_unknown(&self, root: ExprId, env: &Env) -> bool {
        self.any_in(root, &|kind, expr| {
            let computes =
                matches!(kind, ExprKind::Arithmetic(..) | ExprKind::Shift { .. } | ExprKind::Rolled(..));
            computes && self.has_unknown(expr, env)
        })
    }

    /// The truth of a condition whichever way its undecided comparisons turn out.
    pub(super) fn by_connectives(&self, root: ExprId, env: &Env, by_parts: Tri) -> Tri {
        let mut atoms = Vec::new();
        self.atoms(root, env, &mut atoms);
        // What cannot be computed is neither true nor false, and perhaps so is what divides by a fact
        // that is not known: it stays unknown in every turn.
        let turns = |atom: &Atom| !atom.truth.is_decided() && !self.perhaps_undefined(atom.expr, env);
        let open: Vec<usize> = (0..atoms.len()).filter(|at| atoms.get(*at).is_some_and(turns)).collect();
        if open.len() > MOST {
            return by_parts;
        }
        let (mut yes, mut no) = (false, false);
        for turn in 0..1usize << open.len() {
            for (digit, at) in open.iter().enumerate() {
                if let Some(atom) = atoms.get_mut(*at) {
                    atom.truth = Tri::of(turn >> digit & 1 == 1);
                }
            }
            match self.connected(root, &atoms) {
                Tri::True => yes = true,
                Tri::False => no = true,
                Tri::Missing | Tri::Open => return by_parts,
            }
        }
        match (yes, no) {
            (true, false) => Tri::True,
            (false, true) => Tri::False,
            _ => by_parts,
        }
    }

    fn perhaps_undefined(&self, expr: ExprId, env: &Env) -> bool {
        let divides = |kind: &ExprKind, _| match kind {
            ExprKind::Arithmetic(ArithmeticOp::Divide, _, divisor) => self.has_unknown(*divisor, env),
            _ => false,
        };
        self.any_in(expr, &divides) || self.is_undefined(expr, env)
    }

    fn any_in(&self, root: ExprId, is: &dyn Fn(&ExprKind, ExprId) -> bool) -> bool {
        let mut open = vec![root];
        while let Some(expr) = open.pop() {
            let kind = &self.rules.exprs[expr].kind;
            if is(kind, expr) {
                return true;
            }
            kind.operands(&mut open);
        }
        false
    }

    fn atoms(&self, expr: ExprId, env: &Env, atoms: &mut Vec<Atom>) {
        match &self.rules.exprs[expr].kind {
            ExprKind::And(parts) | ExprKind::Or(parts) => {
                parts.iter().for_each(|part| self.atoms(*part, env, atoms));
            }
            ExprKind::Not(inner) => self.atoms(*inner, env, atoms),
            _ if atoms.iter().any(|atom| self.alike(atom.expr, expr)) => {}
            _ => atoms.push(Atom { expr, truth: self.kleene(expr, env, &mut Silent) }),
        }
    }

    fn connected(&self, expr: ExprId, atoms: &[Atom]) -> Tri {
        match &self.rules.exprs[expr].kind {
            ExprKind::And(parts) => {
                parts.iter().fold(Tri::True, |all, part| all.and(self.connected(*part, atoms)))
            }
            ExprKind::Or(parts) => {
                parts.iter().fold(Tri::False, |any, part| any.or(self.connected(*part, atoms)))
            }
            ExprKind::Not(inner) => self.connected(*inner, atoms).not(),
            _ => {
                atoms.iter().find(|atom| self.alike(atom.expr, expr)).map_or(Tri::Missing, |atom| atom.truth)
            }
        }
    }

    /// Whether two expressions say the same; `false` where that is not plain to see.
    fn alike(&self, a: ExprId, b: ExprId) -> bool {
        use ExprKind as K;
        if a == b {
            return true;
        }
        match (&self.rules.exprs[a].kind, &self.rules.exprs[b].kind) {
            (K::Const(a), K::Const(b)) => a == b,
            (K::Fact(a), K::Fact(b)) => a == b,
            (K::Variable { depth, slot }, K::Variable { depth: other, slot: field }) => {
                (depth, slot) == (other, field)
            }
            (K::StepField(step, field), K::StepField(other, part)) => (step, field) == (other, part),
            (K::DocumentField(document, field), K::DocumentField(other, part)) => {
                (document, field) == (other, part)
            }
            (K::RoleField(role, slot), K::RoleField(other, field)) => (role, slot) == (other, field),
            (K::Event(a), K::Event(b)) => a == b,
            (K::HasDocument(a), K::HasDocument(b)) => a == b,
            (K::Given(a), K::Given(b)) => self.alike(*a, *b),
            (K::Rolled(a, roll), K::Rolled(b, other)) => roll == other && self.alike(*a, *b),
            (K::Sixties(a, power), K::Sixties(b, other)) => power == other && self.alike(*a, *b),
            (K::Compare(op, a, b), K::Compare(other, c, d)) => {
                op == other && self.alike(*a, *c) && self.alike(*b, *d)
            }
            (K::Arithmetic(op, a, b), K::Arithmetic(other, c, d)) => {
                op == other && self.alike(*a, *c) && self.alike(*b, *d)
            }
            (
                K::Shift { event, period, direction },
                K::Shift { event: other, period: length, direction: way },
            ) => period == length && direction == way && self.alike(*event, *other),
            _ => false,
        }
    }
}
