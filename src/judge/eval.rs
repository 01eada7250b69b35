//! Evaluation of conditions and values.

use super::known::{Known, Scalar, Tri};
use super::state::States;
use super::trace::{Evidence, Trace, compare, index32};
use crate::calendar::{Date, MomentOrder, WorkdayCalendar};
use crate::dossier::{DocumentAt, Dossier};
use crate::model::{
    Collection, Comparison, DocumentField, ExprId, ExprKind, Fact, Id, MOST_VARIABLES, QuantifierKind,
    Register, Role, RuleSet, Step, StepField, UnitRef, Value, Window,
};

/// One judging of one dossier at one date.
pub(super) struct Judge<'a> {
    pub(super) rules: &'a RuleSet,
    pub(super) dossier: &'a Dossier,
    pub(super) as_of: Date,
    pub(super) states: States,
    /// Values assumed for unknown facts, while an entangled condition is decided exactly.
    pub(super) assumed: std::cell::RefCell<Vec<(Evidence, Assumed)>>,
    /// What was found of the obligations that conditions ask about.
    pub(super) judged: std::cell::RefCell<Vec<(super::judged::Of, super::judged::Found)>>,
    /// Limits that were missed before somebody began again, where conditions may ask about them.
    pub(super) kept: Vec<super::Verdict>,
    /// How many scopes of refinements are taken to hold, the topmost first; `None`: as they are found.
    pub(super) inside: Option<usize>,
    /// Where it is not known whether they hold: the worlds in which they do and do not.
    pub(super) worlds: Vec<Judge<'a>>,
    /// What is open about that.
    pub(super) worlds_open: Tri,
    /// The entry of a register that is judged.
    pub(super) entry: std::cell::Cell<super::entries::Current>,
    /// The number of the period that is judged, of a recurring duty.
    pub(super) period: std::cell::Cell<Option<u32>>,
    /// It looks at an earlier day for the sake of a clock of a later one.
    pub(super) inner: bool,
    /// The day before each later attempt began; filled when asked for.
    pub(super) earlier: std::cell::OnceCell<Vec<(Id<Step>, Judge<'a>)>>,
}

/// An assumed value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Assumed {
    /// A value.
    Value(Value),
}

/// Whether what is not on file may still come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    /// The step goes on: what is not there may come.
    Open,
    /// The step is over: what is not on file was not done, what is not given is not known.
    Due,
}

/// Where an expression is evaluated.
#[derive(Clone, Copy, Debug)]
pub(super) struct Env {
    pub(super) phase: Phase,
    /// Elements bound to variables, outermost first.
    pub(super) elements: [Option<Element>; Env::DEPTH],
}

/// An element of a collection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Member(Id<Role>, u32),
    Document(DocumentAt),
    Entry(Id<Register>, u32),
    /// A record in a list of the facts.
    Listed(u32, u32),
    /// A record in a list that an expression reads.
    Inner(ExprId, u32),
}

impl Env {
    /// The rules were refused where quantifiers nest deeper.
    const DEPTH: usize = MOST_VARIABLES;

    pub(super) fn new(phase: Phase) -> Self {
        Self { phase, elements: [None; Self::DEPTH] }
    }

    pub(super) fn with(mut self, depth: u8, element: Element) -> Self {
        if let Some(slot) = self.elements.get_mut(usize::from(depth)) {
            *slot = Some(element);
        }
        self
    }

    pub(super) fn unknown<T>(&self) -> Known<T> {
        match self.phase {
            Phase::Open => Known::Open,
            Phase::Due => Known::Missing,
        }
    }
}

impl<'a> Judge<'a> {
    pub(super) fn calendar(&self) -> &'a WorkdayCalendar {
        &self.rules.calendar
    }

    /// The truth of a condition; exact where facts occur more than once.
    pub(super) fn truth<T: Trace>(&self, expr: ExprId, env: &Env, trace: &mut T) -> Tri {
        let truth = self.kleene(expr, env, trace);
        if truth.is_decided() || !self.rules.exprs[expr].entangled || !self.assumed.borrow().is_empty() {
            return truth;
        }
        self.exact(expr, env, truth)
    }

    /// Three-valued evaluation by parts.
    pub(super) fn kleene<T: Trace>(&self, expr: ExprId, env: &Env, trace: &mut T) -> Tri {
        if let Some(inside) = self.inside
            && let Some(taken) = self.taken_scope(expr, inside)
        {
            return taken;
        }
        trace.open(expr);
        let truth = match &self.rules.exprs[expr].kind {
            ExprKind::And(parts) => self.fold(parts, Tri::True, Tri::False, env, trace),
            ExprKind::Or(parts) => self.fold(parts, Tri::False, Tri::True, env, trace),
            ExprKind::Not(inner) => self.kleene(*inner, env, trace).not(),
            ExprKind::Compare(op, left, right) => {
                let (a, b) = (self.scalar(*left, env, trace), self.scalar(*right, env, trace));
                compare_known(*op, a, b)
            }
            ExprKind::Member(item, members) => {
                let item = self.scalar(*item, env, trace);
                one_known(item, |item| members.iter().filter_map(Scalar::of).any(|member| same(item, member)))
            }
            ExprKind::Contains(list, item) => self.contains(*list, *item, env, trace),
            ExprKind::Quantified { quantity, over, depth, condition } => {
                self.quantified(*quantity, *over, *depth, *condition, env, trace)
            }
            ExprKind::StepsDone { quantity, steps } => self.steps_done(*quantity, steps, env),
            ExprKind::HasDocument(document) => self.has_document(*document, env),
            ExprKind::RoleBound(role) => {
                match self.dossier.roles.get(role.index()).filter(|binding| binding.bound) {
                    Some(binding) if !binding.members.is_empty() => Tri::True,
                    _ if env.phase == Phase::Open => Tri::Open,
                    // Given as nobody: the dossier says that there is none.
                    Some(_) => Tri::False,
                    None => Tri::Missing,
                }
            }
            ExprKind::RoleWithin(part, whole) => self.role_within(*part, *whole, env),
            ExprKind::Judged(judged) => self.judged_truth(judged),
            ExprKind::Given(inner) => match self.scalar(*inner, env, trace) {
                Known::Is(Scalar::Text(text)) => Tri::of(!text.trim().is_empty()),
                Known::Is(_) => Tri::True,
                Known::None => Tri::False,
                Known::Missing | Known::Undefined => Tri::Missing,
                Known::Open => Tri::Open,
            },
            _ => match self.scalar(expr, env, trace) {
                Known::Is(Scalar::Bool(truth)) => Tri::of(truth),
                Known::Is(_) | Known::None => Tri::False,
                Known::Missing | Known::Undefined => Tri::Missing,
                Known::Open => Tri::Open,
            },
        };
        trace.close(truth);
        truth
    }

    /// `neutral` and all parts combined; stops at `decisive` unless everything is to be recorded.
    fn fold<T: Trace>(&self, parts: &[ExprId], neutral: Tri, decisive: Tri, env: &Env, trace: &mut T) -> Tri {
        let mut all = neutral;
        for part in parts {
            let one = self.kleene(*part, env, trace);
            all = if decisive == Tri::False { all.and(one) } else { all.or(one) };
            if all == decisive && !T::ON {
                break;
            }
        }
        all
    }

    fn role_within(&self, part: Id<Role>, whole: Id<Role>, env: &Env) -> Tri {
        let bound = |role: Id<Role>| self.dossier.roles.get(role.index()).filter(|binding| binding.bound);
        let (Some(part), Some(whole)) = (bound(part), bound(whole)) else {
            return if env.phase == Phase::Open { Tri::Open } else { Tri::Missing };
        };
        Tri::of(
            part.members
                .iter()
                .all(|one| whole.members.iter().any(|other| one.name.is_some() && one.name == other.name)),
        )
    }

    fn contains<T: Trace>(&self, list: ExprId, item: ExprId, env: &Env, trace: &mut T) -> Tri {
        let item = self.scalar(item, env, trace);
        if let ExprKind::StepField(step, StepField::By) = &self.rules.exprs[list].kind {
            return self.done_by(*step, item, env);
        }
        if let ExprKind::Lookup(lookup) = &self.rules.exprs[list].kind {
            return self.collects(list, lookup, item, env, trace);
        }
        let Some(fact) = self.list_of(list, env) else {
            return if env.phase == Phase::Open { Tri::Open } else { Tri::Missing };
        };
        match (fact, item) {
            (Fact::Known(Value::List(items)), item) => items.iter().fold(Tri::False, |any, element| {
                let element = match element {
                    Fact::Known(value) => Scalar::of(value).map_or(Known::None, Known::Is),
                    Fact::None => Known::None,
                    Fact::Unknown => env.unknown(),
                };
                any.or(compare_known(Comparison::Equal, element, item))
            }),
            (Fact::None | Fact::Known(_), _) => Tri::False,
            (Fact::Unknown, _) => {
                if env.phase == Phase::Open {
                    Tri::Open
                } else {
                    Tri::Missing
                }
            }
        }
    }

    /// Whether a name is among those who did a step.
    fn done_by(&self, step: Id<Step>, name: Known<Scalar<'_>>, env: &Env) -> Tri {
        let record = self.state(step).record.and_then(|at| self.dossier.records.get(at as usize));
        match record.map(|record| record.by.as_slice()) {
            Some(by) if !by.is_empty() => by.iter().fold(Tri::False, |any, one| {
                any.or(compare_known(Comparison::Equal, Known::Is(Scalar::Text(one)), name))
            }),
            _ if env.phase == Phase::Open && !self.over(Some(step)) && !self.dossier.partial => Tri::Open,
            _ => Tri::Missing,
        }
    }

    pub(super) fn list_of(&self, list: ExprId, env: &Env) -> Option<&'a Fact> {
        match &self.rules.exprs[list].kind {
            ExprKind::Fact(slot) => self.dossier.facts.get(*slot as usize),
            ExprKind::DocumentField(document, DocumentField::Slot(slot)) => {
                let (_, document) = self.document(*document, env)?;
                document.fields.get(usize::from(*slot))
            }
            ExprKind::RoleField(role, slot) => {
                let member = self.dossier.roles.get(role.index())?.members.first()?;
                member.fields.get(usize::from(*slot))
            }
            ExprKind::Variable { depth, slot } => {
                self.element_fields(self.element(*depth, env)?, env)?.get(usize::from(*slot))
            }
            _ => None,
        }
    }

    fn quantified<T: Trace>(
        &self,
        quantity: QuantifierKind,
        over: Collection,
        depth: u8,
        condition: ExprId,
        env: &Env,
        trace: &mut T,
    ) -> Tri {
        let Some(elements) = self.elements(over, env) else {
            // What is ranged over is not on file at all.
            return if env.phase == Phase::Open { Tri::Open } else { Tri::Missing };
        };
        let (mut yes, mut open, mut missing) = (0u32, 0u32, 0u32);
        for (position, element) in elements.iter().enumerate() {
            if T::ON {
                trace.element(position);
            }
            match self.truth(condition, &env.with(depth, *element), trace) {
                Tri::True => yes += 1,
                Tri::False => {}
                Tri::Missing => missing += 1,
                Tri::Open => open += 1,
            }
        }
        let total = u32::try_from(elements.len()).unwrap_or(u32::MAX);
        let unknown = if missing > 0 { Tri::Missing } else { Tri::Open };
        let most = yes + open + missing;
        // While the step goes on, more elements may come: only what no addition changes is decided.
        let growing = env.phase == Phase::Open && self.grows(over);
        let truth = match quantity {
            QuantifierKind::Each if yes == total => Tri::True,
            QuantifierKind::Each if most < total => Tri::False,
            QuantifierKind::Exists if yes > 0 => Tri::True,
            QuantifierKind::Exists if most == 0 => Tri::False,
            QuantifierKind::AtLeast(least) if yes >= least => Tri::True,
            QuantifierKind::AtLeast(least) if most < least => Tri::False,
            QuantifierKind::Exactly(n) if yes > n || most < n => Tri::False,
            QuantifierKind::Exactly(n) if yes == n && most == n => Tri::True,
            _ => unknown,
        };
        let truth = if self.incomplete(over) { unless_more(truth, quantity, yes) } else { truth };
        match (growing, truth, quantity) {
            (true, Tri::False, QuantifierKind::Exists | QuantifierKind::AtLeast(_)) => Tri::Open,
            (true, Tri::False, QuantifierKind::Exactly(n)) if yes <= n => Tri::Open,
            (true, Tri::True, QuantifierKind::Exactly(_)) => Tri::Open,
            _ => truth,
        }
    }

    /// Whether a collection may still grow; facts of the past do not.
    fn grows(&self, over: Collection) -> bool {
        !matches!(over, Collection::Fact(_) | Collection::Listed(_))
    }

    /// 卷宗未齐: a register may have entries that are not on file.
    fn incomplete(&self, over: Collection) -> bool {
        self.dossier.partial && matches!(over, Collection::Register(_))
    }

    /// The elements of a collection; `None` where the dossier does not say.
    pub(super) fn elements(&self, over: Collection, env: &Env) -> Option<smallvec::SmallVec<[Element; 8]>> {
        match over {
            Collection::Role(role) => {
                let binding = self.dossier.roles.get(role.index()).filter(|binding| binding.bound)?;
                Some((0..binding.members.len()).map(|at| Element::Member(role, index32(at))).collect())
            }
            Collection::Documents(document) => {
                let found: smallvec::SmallVec<[Element; 8]> =
                    self.documents(document, env).map(|(at, _)| Element::Document(at)).collect();
                // A document that must be there and is not: its absence is one fault already.
                if found.is_empty() && self.rules.documents[document.kind].required {
                    return None;
                }
                if found.is_empty() && self.dossier.partial {
                    return None;
                }
                Some(found)
            }
            Collection::Register(register) => Some(self.entries_past(register).collect()),
            Collection::Listed(list) => match self.list_of(list, env)? {
                Fact::Known(value) => {
                    let count = super::entries::listed_count(value);
                    Some((0..count).map(|at| Element::Inner(list, index32(at))).collect())
                }
                Fact::None => Some(smallvec::SmallVec::new()),
                Fact::Unknown => None,
            },
            Collection::Fact(slot) => match self.dossier.facts.get(slot as usize)? {
                Fact::Known(Value::List(items)) => {
                    Some((0..items.len()).map(|at| Element::Listed(slot, index32(at))).collect())
                }
                Fact::None | Fact::Known(_) => Some(smallvec::SmallVec::new()),
                Fact::Unknown => None,
            },
        }
    }

    fn steps_done(&self, quantity: QuantifierKind, steps: &[Id<Step>], env: &Env) -> Tri {
        let (mut yes, mut missing, mut open) = (0u32, 0u32, 0u32);
        for step in steps {
            match self.step_done(*step, env) {
                Tri::True => yes += 1,
                Tri::False => {}
                Tri::Missing => missing += 1,
                Tri::Open => open += 1,
            }
        }
        let (wanted, exactly) = quantity.wanted(steps.len());
        let most = yes + missing + open;
        if most < wanted || exactly && yes > wanted {
            Tri::False
        } else if yes >= wanted && (!exactly || most == wanted) {
            Tri::True
        } else if open == 0 || missing > 0 && yes + missing >= wanted {
            Tri::Missing
        } else {
            Tri::Open
        }
    }

    /// `STEP 已履行`: not done is false once the question is due.
    pub(super) fn step_done(&self, step: Id<Step>, env: &Env) -> Tri {
        if let Some(Known::Is(Scalar::Bool(assumed))) =
            self.assumption(Evidence::NoRecord(index32(step.index())))
        {
            return Tri::of(assumed);
        }
        match self.state(step).done() {
            Tri::Open | Tri::False if env.phase == Phase::Due => Tri::False,
            Tri::False => Tri::Open,
            other => other,
        }
    }

    /// Whether a name is a unit, or is bound to a role.
    pub(super) fn is_unit(&self, unit: UnitRef, name: &str) -> Tri {
        self.is_unit_in(unit, name, None)
    }

    /// The same between two days: a name that was the organ's on none of them leaves open who it is.
    pub(super) fn is_unit_in(&self, unit: UnitRef, name: &str, days: Option<(Date, Date)>) -> Tri {
        match unit {
            UnitRef::Unit(unit) => {
                let unit = &self.rules.units[unit];
                let own =
                    unit.alias.as_deref() == Some(name) || unit.other_names.iter().any(|other| other == name);
                if own || unit.former_names.is_empty() {
                    return Tri::of(own || unit.name == name);
                }
                let since = unit.former_names.iter().filter_map(|(_, window)| window.until).max();
                let former = unit.former_names.iter().find(|(other, _)| other == name);
                let window = match former {
                    Some((_, window)) => *window,
                    None if unit.name == name => Window { from: since, until: None },
                    None => return Tri::False,
                };
                let held = days.is_none_or(|(first, last)| {
                    let days = Window { from: Some(first), until: last.plus_days(1) };
                    window.meets(days)
                });
                if held { Tri::True } else { Tri::Missing }
            }
            UnitRef::Role(role) => {
                let declared = &self.rules.roles[role];
                if declared.name == name || declared.alias.as_deref() == Some(name) {
                    return Tri::True;
                }
                match self.dossier.roles.get(role.index()).filter(|binding| binding.bound) {
                    Some(binding) => {
                        Tri::of(binding.members.iter().any(|member| member.name.as_deref() == Some(name)))
                    }
                    None => Tri::Missing,
                }
            }
        }
    }
}

/// What a decision over the elements on file is worth where there may be others.
fn unless_more(truth: Tri, quantity: QuantifierKind, yes: u32) -> Tri {
    match (truth, quantity) {
        (Tri::True, QuantifierKind::Each | QuantifierKind::Exactly(_))
        | (Tri::False, QuantifierKind::Exists | QuantifierKind::AtLeast(_)) => Tri::Missing,
        (Tri::False, QuantifierKind::Exactly(n)) if yes <= n => Tri::Missing,
        _ => truth,
    }
}

pub(super) fn same(a: Scalar<'_>, b: Scalar<'_>) -> bool {
    match (a, b) {
        (Scalar::Moment(a), Scalar::Moment(b)) => {
            !matches!(a.order(b), MomentOrder::Before | MomentOrder::After)
        }
        (a, b) => a == b,
    }
}

fn one_known(value: Known<Scalar<'_>>, test: impl FnOnce(Scalar<'_>) -> bool) -> Tri {
    match value {
        Known::Is(value) => Tri::of(test(value)),
        Known::None => Tri::False,
        Known::Missing | Known::Undefined => Tri::Missing,
        Known::Open => Tri::Open,
    }
}

/// What there is none of compares with nothing: only 不等于 holds of it.
pub(super) fn compare_known(op: Comparison, a: Known<Scalar<'_>>, b: Known<Scalar<'_>>) -> Tri {
    match (a, b) {
        (Known::Is(a), Known::Is(b)) => Tri::of(compare_scalars(op, a, b)),
        (Known::None, Known::None) => Tri::of(matches!(op, Comparison::Equal)),
        (Known::Missing | Known::Undefined, _) | (_, Known::Missing | Known::Undefined) => Tri::Missing,
        (Known::Open, _) | (_, Known::Open) => Tri::Open,
        (Known::None, _) | (_, Known::None) => Tri::of(matches!(op, Comparison::NotEqual)),
    }
}

fn compare_scalars(op: Comparison, a: Scalar<'_>, b: Scalar<'_>) -> bool {
    use std::cmp::Ordering;
    let ordering = match (a, b) {
        (Scalar::Number(a), Scalar::Number(b)) => a.cmp(&b),
        (Scalar::Moment(a), Scalar::Moment(b)) => match a.order(b) {
            MomentOrder::Before => Ordering::Less,
            MomentOrder::SameDay | MomentOrder::Same => Ordering::Equal,
            MomentOrder::After => Ordering::Greater,
        },
        (Scalar::Bool(a), Scalar::Bool(b)) => a.cmp(&b),
        (Scalar::Member(a), Scalar::Member(b)) => a.cmp(&b),
        (Scalar::Text(a), Scalar::Text(b)) => a.cmp(b),
        // INVARIANT: the rules were typed; different kinds of value never meet here.
        _ => return matches!(op, Comparison::NotEqual),
    };
    compare(op, ordering)
}
