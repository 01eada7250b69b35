//! Evaluation of conditions and values.

use super::known::{Known, Scalar, Tri};
use super::state::States;
use super::trace::{Evidence, RecordPart, Trace, compare};
use crate::calendar::{Date, Moment, MomentOrder, Roll, WorkdayCalendar};
use crate::dossier::{Document, DocumentAt, Dossier, Member};
use crate::model::{
    ArithmeticOp, Collection, Comparison, DocumentField, DocumentRef, ExprId, ExprKind, Fact, Id,
    QuantifierKind, Role, RuleSet, ShiftDirection, Step, StepField, UnitRef, Value,
};
use crate::quantity::Decimal;

/// One judging of one dossier at one date.
pub(super) struct Judge<'a> {
    pub(super) rules: &'a RuleSet,
    pub(super) dossier: &'a Dossier,
    pub(super) as_of: Date,
    pub(super) states: States,
    /// Values assumed for unknown facts, while an entangled condition is decided exactly.
    pub(super) assumed: std::cell::RefCell<Vec<(Evidence, Assumed)>>,
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
    Listed(u32, u32),
}

impl Env {
    /// LIMIT: quantifiers nest so deep; deeper ones read as unknown.
    const DEPTH: usize = 4;

    pub(super) fn new(phase: Phase) -> Self {
        Self { phase, elements: [None; Self::DEPTH] }
    }

    pub(super) fn with(mut self, depth: u8, element: Element) -> Self {
        if let Some(slot) = self.elements.get_mut(usize::from(depth)) {
            *slot = Some(element);
        }
        self
    }

    fn unknown<T>(&self) -> Known<T> {
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
            ExprKind::StepsDone { least, steps } => self.steps_done(*least, steps, env),
            ExprKind::HasDocument(document) => self.has_document(*document, env),
            ExprKind::RoleBound(role) => {
                match self.dossier.roles.get(role.index()).is_some_and(|binding| binding.bound) {
                    true => Tri::True,
                    false if env.phase == Phase::Open => Tri::Open,
                    false => Tri::Missing,
                }
            }
            ExprKind::RoleWithin(part, whole) => self.role_within(*part, *whole, env),
            ExprKind::Given(inner) => match self.scalar(*inner, env, trace) {
                Known::Is(Scalar::Text(text)) => Tri::of(!text.trim().is_empty()),
                Known::Is(_) => Tri::True,
                Known::None => Tri::False,
                Known::Missing => Tri::Missing,
                Known::Open => Tri::Open,
            },
            _ => match self.scalar(expr, env, trace) {
                Known::Is(Scalar::Bool(truth)) => Tri::of(truth),
                Known::Is(_) | Known::None => Tri::False,
                Known::Missing => Tri::Missing,
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

    fn list_of(&self, list: ExprId, env: &Env) -> Option<&'a Fact> {
        match &self.rules.exprs[list].kind {
            ExprKind::Fact(slot) => self.dossier.facts.get(*slot as usize),
            ExprKind::DocumentField(document, DocumentField::Slot(slot)) => {
                let (_, document) = self.document(*document, env)?;
                document.fields.get(usize::from(*slot))
            }
            ExprKind::Variable { depth, slot } => self
                .element_fields(*env.elements.get(usize::from(*depth))?.as_ref()?)?
                .get(usize::from(*slot)),
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
            return if env.phase == Phase::Open || self.awaits(over, env) { Tri::Open } else { Tri::Missing };
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
        match (growing, truth, quantity) {
            (true, Tri::False, QuantifierKind::Exists | QuantifierKind::AtLeast(_)) => Tri::Open,
            (true, Tri::False, QuantifierKind::Exactly(n)) if yes <= n => Tri::Open,
            (true, Tri::True, QuantifierKind::Exactly(_)) => Tri::Open,
            _ => truth,
        }
    }

    /// Whether a collection may still grow; facts of the past do not.
    fn grows(&self, over: Collection) -> bool {
        !matches!(over, Collection::Fact(_))
    }

    fn awaits(&self, _over: Collection, env: &Env) -> bool {
        env.phase == Phase::Open
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
            Collection::Fact(slot) => match self.dossier.facts.get(slot as usize)? {
                Fact::Known(Value::List(items)) => {
                    Some((0..items.len()).map(|at| Element::Listed(slot, index32(at))).collect())
                }
                Fact::None | Fact::Known(_) => Some(smallvec::SmallVec::new()),
                Fact::Unknown => None,
            },
        }
    }

    pub(super) fn element_fields(&self, element: Element) -> Option<&'a [Fact]> {
        match element {
            Element::Member(role, at) => {
                let member: &Member = self.dossier.roles.get(role.index())?.members.get(at as usize)?;
                Some(&member.fields)
            }
            Element::Document(at) => Some(&self.document_at(at)?.fields),
            Element::Listed(slot, at) => match self.dossier.facts.get(slot as usize)? {
                Fact::Known(Value::List(items)) => match items.get(at as usize)? {
                    Fact::Known(Value::Record(fields)) => Some(fields),
                    _ => None,
                },
                _ => None,
            },
        }
    }

    fn steps_done(&self, least: u32, steps: &[Id<Step>], env: &Env) -> Tri {
        let (mut yes, mut missing, mut open) = (0u32, 0u32, 0u32);
        for step in steps {
            match self.step_done(*step, env) {
                Tri::True => yes += 1,
                Tri::False => {}
                Tri::Missing => missing += 1,
                Tri::Open => open += 1,
            }
        }
        if yes >= least {
            Tri::True
        } else if yes + missing + open < least {
            Tri::False
        } else if yes + missing >= least || open == 0 {
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

    fn has_document(&self, document: DocumentRef, env: &Env) -> Tri {
        let absent = Evidence::Absent(
            index32(document.kind.index()),
            document.from.map(|step| index32(step.index())),
            None,
        );
        if let Some(Known::Is(Scalar::Bool(assumed))) = self.assumption(absent) {
            return Tri::of(assumed);
        }
        match self.document_on_file(document) {
            Tri::False if env.phase == Phase::Open => Tri::Open,
            other => other,
        }
    }

    /// Whether a document is on file now.
    pub(super) fn document_on_file(&self, document: DocumentRef) -> Tri {
        let env = Env::new(Phase::Due);
        if self.documents(document, &env).next().is_some() {
            return Tri::True;
        }
        if self.dossier.partial { Tri::Missing } else { Tri::False }
    }

    /// The documents of a kind as seen from a step: those of its own record, else of the nearest
    /// step around it, else of the whole dossier. Later ones than the as-of date are not there yet.
    pub(super) fn documents(
        &self,
        document: DocumentRef,
        _env: &Env,
    ) -> impl Iterator<Item = (DocumentAt, &'a Document)> + '_ {
        let nearest = self.nearest_home(document);
        self.on_file_documents(document.kind).filter(move |(at, _)| match nearest {
            None => true,
            Some(home) => self.home(*at) == Some(home),
        })
    }

    fn on_file_documents(
        &self,
        kind: Id<crate::model::DocumentKind>,
    ) -> impl Iterator<Item = (DocumentAt, &'a Document)> + '_ {
        let all = self.dossier.by_document.get(kind.index()).into_iter().flatten();
        all.copied().filter(|at| self.current(*at)).filter_map(|at| {
            let document = self.document_at(at)?;
            document.date.is_none_or(|date| self.past(date)).then_some((at, document))
        })
    }

    /// Whether a document belongs to a latest attempt, or to a waiver.
    fn current(&self, at: DocumentAt) -> bool {
        match at {
            DocumentAt::Record { record, .. } => {
                self.dossier.records.get(record as usize).is_some_and(|held| {
                    let same = Some(self.rules.steps[held.step].procedure) == self.dossier.procedure;
                    !same || self.state(held.step).record == Some(record)
                })
            }
            DocumentAt::Waiver { .. } => true,
        }
    }

    /// The nearest step around `from` that holds a document of the kind.
    fn nearest_home(&self, document: DocumentRef) -> Option<Id<Step>> {
        let mut around = document.from;
        while let Some(step) = around {
            let here = self.on_file_documents(document.kind).any(|(at, _)| self.home(at) == Some(step));
            if here {
                return Some(step);
            }
            around = self.rules.steps[step].parent;
        }
        None
    }

    /// The step that a document was filed with.
    pub(super) fn home(&self, at: DocumentAt) -> Option<Id<Step>> {
        match at {
            DocumentAt::Record { record, .. } => {
                self.dossier.records.get(record as usize).map(|record| record.step)
            }
            DocumentAt::Waiver { waiver, .. } => {
                self.dossier.waivers.get(waiver as usize).map(|claim| claim.step)
            }
        }
    }

    pub(super) fn document_at(&self, at: DocumentAt) -> Option<&'a Document> {
        match at {
            DocumentAt::Record { record, document } => {
                self.dossier.records.get(record as usize)?.documents.get(document as usize)
            }
            DocumentAt::Waiver { waiver, document } => {
                self.dossier.waivers.get(waiver as usize)?.documents.get(document as usize)
            }
        }
    }

    /// The document of a kind as seen from a step; the latest where there are several.
    pub(super) fn document(&self, document: DocumentRef, env: &Env) -> Option<(DocumentAt, &'a Document)> {
        let mut best: Option<(DocumentAt, &'a Document)> = None;
        for (at, found) in self.documents(document, env) {
            let later = best
                .is_none_or(|(_, best)| found.date.map(Moment::sort_key) >= best.date.map(Moment::sort_key));
            if later {
                best = Some((at, found));
            }
        }
        best
    }

    /// The value of an expression that is no condition.
    pub(super) fn scalar<T: Trace>(&self, expr: ExprId, env: &Env, trace: &mut T) -> Known<Scalar<'a>> {
        let (value, at) = self.read(expr, env, trace);
        if T::ON {
            trace.value(expr, value, at);
        }
        value
    }

    fn read<T: Trace>(
        &self,
        expr: ExprId,
        env: &Env,
        trace: &mut T,
    ) -> (Known<Scalar<'a>>, Option<Evidence>) {
        match &self.rules.exprs[expr].kind {
            ExprKind::Const(value) => (Scalar::of(value).map_or(Known::None, Known::Is), None),
            ExprKind::Fact(slot) => {
                let at = Evidence::Fact(*slot);
                (self.fact(self.dossier.facts.get(*slot as usize), at, env), Some(at))
            }
            ExprKind::Variable { depth, slot } => self.variable(*depth, *slot, env),
            ExprKind::StepField(step, field) => self.step_field(*step, *field, env),
            ExprKind::DocumentField(document, field) => self.document_field(*document, *field, env),
            ExprKind::RoleField(role, slot) => {
                let at = Evidence::Role(index32(role.index()), 0, *slot);
                let member = self.dossier.roles.get(role.index()).and_then(|binding| binding.members.first());
                (
                    self.fact(member.and_then(|member| member.fields.get(usize::from(*slot))), at, env),
                    Some(at),
                )
            }
            ExprKind::Event(event) => {
                let entries = self.dossier.events.get(event.index());
                let found = entries.into_iter().flatten().find_map(|entry| match entry.date {
                    Some(date) if self.past(date) => {
                        Some((Known::Is(Scalar::Moment(date)), Some(Evidence::Event(entry.position))))
                    }
                    Some(_) => None,
                    None => Some((Known::Missing, Some(Evidence::Event(entry.position)))),
                });
                found.unwrap_or((if self.dossier.partial { Known::Missing } else { Known::Open }, None))
            }
            ExprKind::Count(over) => match self.elements(*over, env) {
                Some(elements) => (Known::Is(Scalar::Number(Decimal::from(elements.len()))), None),
                None => (env.unknown(), None),
            },
            ExprKind::Sum(over, slot) => (self.aggregate(*over, *slot, env, Aggregate::Sum), None),
            ExprKind::Earliest(over, slot) => (self.aggregate(*over, *slot, env, Aggregate::Earliest), None),
            ExprKind::Latest(over, slot) => (self.aggregate(*over, *slot, env, Aggregate::Latest), None),
            ExprKind::Shift { event, period, direction } => {
                let event = self.scalar(*event, env, trace);
                (self.shifted(event, *period, *direction, trace), None)
            }
            ExprKind::Arithmetic(op, left, right) => {
                let (a, b) = (self.scalar(*left, env, trace), self.scalar(*right, env, trace));
                (arithmetic(*op, a, b), None)
            }
            _ => {
                let truth = self.kleene(expr, env, trace);
                let value = match truth {
                    Tri::True => Known::Is(Scalar::Bool(true)),
                    Tri::False => Known::Is(Scalar::Bool(false)),
                    Tri::Missing => Known::Missing,
                    Tri::Open => Known::Open,
                };
                (value, None)
            }
        }
    }

    fn shifted<T: Trace>(
        &self,
        event: Known<Scalar<'a>>,
        period: crate::calendar::Period,
        direction: ShiftDirection,
        trace: &mut T,
    ) -> Known<Scalar<'a>> {
        let moment = match event {
            Known::Is(Scalar::Moment(moment)) => moment,
            Known::Is(_) | Known::None => return Known::None,
            Known::Missing => return Known::Missing,
            Known::Open => return Known::Open,
        };
        let counted = match direction {
            ShiftDirection::After => period.end_of(moment, Roll::None, self.calendar()),
            ShiftDirection::Before => period.before(moment, false, self.calendar()),
            ShiftDirection::BeforeClear => period.before(moment, true, self.calendar()),
        };
        match counted {
            Ok(counted) => {
                if T::ON {
                    trace.counted(&counted);
                }
                Known::Is(Scalar::Moment(counted.end))
            }
            Err(_) => Known::Missing,
        }
    }

    /// A fact of the past; an assumed value stands for an unknown one.
    fn fact(&self, fact: Option<&'a Fact>, at: Evidence, env: &Env) -> Known<Scalar<'a>> {
        if let Some(assumed) = self.assumption(at) {
            return assumed;
        }
        match fact {
            Some(Fact::Known(value)) => Scalar::of(value).map_or(Known::None, Known::Is),
            Some(Fact::None) => Known::None,
            Some(Fact::Unknown) | None => env.unknown_fact(at),
        }
    }

    fn variable(&self, depth: u8, slot: u16, env: &Env) -> (Known<Scalar<'a>>, Option<Evidence>) {
        let Some(Some(element)) = env.elements.get(usize::from(depth)).copied() else {
            return (Known::Missing, None);
        };
        let at = match element {
            Element::Member(role, member) => Evidence::Role(index32(role.index()), member, slot),
            Element::Document(at) => Evidence::Document(at, Some(slot)),
            Element::Listed(fact, _) => Evidence::Fact(fact),
        };
        let fact = self.element_fields(element).and_then(|fields| fields.get(usize::from(slot)));
        (self.fact(fact, at, env), Some(at))
    }

    fn step_field(
        &self,
        step: Id<Step>,
        field: StepField,
        env: &Env,
    ) -> (Known<Scalar<'a>>, Option<Evidence>) {
        let state = self.state(step);
        let record = state.record.and_then(|at| Some((at, self.dossier.records.get(at as usize)?)));
        let place = |part| match state.record {
            Some(at) => Some(Evidence::Record(at, part)),
            None => Some(Evidence::NoRecord(index32(step.index()))),
        };
        let absent = |judge: &Self| if judge.dossier.partial { Known::Missing } else { Known::Open };
        match field {
            StepField::Start => (state.start.map(Scalar::Moment), place(RecordPart::Start)),
            StepField::Finish => (state.finish.map(Scalar::Moment), place(RecordPart::Finish)),
            StepField::Outcome => {
                let value = match (record, state.finish) {
                    (Some((_, record)), Known::Is(_) | Known::Missing) => {
                        record.outcome.map_or(Known::Missing, |outcome| Known::Is(Scalar::Member(outcome)))
                    }
                    (Some(_), _) => Known::Open,
                    (None, _) => absent(self),
                };
                let value = match (value, place(RecordPart::Outcome).and_then(|at| self.assumption(at))) {
                    (Known::Missing | Known::Open, Some(assumed)) => assumed,
                    (value, _) => value,
                };
                (value, place(RecordPart::Outcome))
            }
            StepField::Manner => {
                let value = match record {
                    Some((_, record)) => match &record.manner {
                        Some(manner) => Known::Is(Scalar::Text(manner)),
                        None => Known::None,
                    },
                    None => absent(self),
                };
                (value, place(RecordPart::Manner))
            }
            StepField::Done => {
                let value = match self.step_done(step, env) {
                    Tri::True => Known::Is(Scalar::Bool(true)),
                    Tri::False => Known::Is(Scalar::Bool(false)),
                    Tri::Missing => Known::Missing,
                    Tri::Open => Known::Open,
                };
                (value, place(RecordPart::Finish))
            }
        }
    }

    fn document_field(
        &self,
        document: DocumentRef,
        field: DocumentField,
        env: &Env,
    ) -> (Known<Scalar<'a>>, Option<Evidence>) {
        let Some((at, found)) = self.document(document, env) else {
            let slot = match field {
                DocumentField::Date => None,
                DocumentField::Slot(slot) => Some(slot),
            };
            let absent = Evidence::Absent(
                index32(document.kind.index()),
                document.from.map(|step| index32(step.index())),
                slot,
            );
            if let Some(assumed) = self.assumption(absent) {
                return (assumed, Some(absent));
            }
            let open = env.phase == Phase::Open && !self.dossier.partial && !self.over(document.from);
            return (if open { Known::Open } else { Known::Missing }, Some(absent));
        };
        let evidence = match field {
            DocumentField::Date => Evidence::Document(at, None),
            DocumentField::Slot(slot) => Evidence::Document(at, Some(slot)),
        };
        let value = match field {
            DocumentField::Date => found.date.map_or(Known::Missing, |date| Known::Is(Scalar::Moment(date))),
            DocumentField::Slot(slot) => {
                match (self.assumption(evidence), found.fields.get(usize::from(slot))) {
                    (Some(assumed), _) => assumed,
                    (None, Some(Fact::Known(value))) => Scalar::of(value).map_or(Known::None, Known::Is),
                    (None, Some(Fact::None)) => Known::None,
                    // Facts of an open record belong to the future, those of a finished one to the past.
                    (None, _) if self.home(at).is_some_and(|home| self.over(Some(home))) => Known::Missing,
                    (None, _) => Known::Open,
                }
            }
        };
        (value, Some(evidence))
    }

    /// Whether a step is over: finished, known when or not.
    pub(super) fn over(&self, step: Option<Id<Step>>) -> bool {
        step.is_some_and(|step| matches!(self.state(step).finish, Known::Is(_) | Known::Missing))
    }

    fn aggregate(&self, over: Collection, slot: u16, env: &Env, kind: Aggregate) -> Known<Scalar<'a>> {
        let Some(elements) = self.elements(over, env) else { return env.unknown() };
        let mut result: Option<Scalar<'a>> = None;
        for element in elements {
            let fact = self.element_fields(element).and_then(|fields| fields.get(usize::from(slot)));
            let value = match fact {
                Some(Fact::Known(value)) => Scalar::of(value),
                Some(Fact::None) => continue,
                _ => return env.unknown(),
            };
            result = match (result, value, kind) {
                (None, value, _) => value,
                (Some(Scalar::Number(a)), Some(Scalar::Number(b)), Aggregate::Sum) => {
                    a.checked_add(b).map(Scalar::Number)
                }
                (Some(Scalar::Moment(a)), Some(Scalar::Moment(b)), Aggregate::Earliest) => {
                    Some(Scalar::Moment(if a.sort_key() <= b.sort_key() { a } else { b }))
                }
                (Some(Scalar::Moment(a)), Some(Scalar::Moment(b)), Aggregate::Latest) => {
                    Some(Scalar::Moment(if a.sort_key() >= b.sort_key() { a } else { b }))
                }
                (found, _, _) => found,
            };
        }
        match (result, kind) {
            (Some(value), _) => Known::Is(value),
            (None, Aggregate::Sum) => Known::Is(Scalar::Number(Decimal::ZERO)),
            (None, _) => Known::None,
        }
    }

    /// Whether a name is a unit, or is bound to a role.
    pub(super) fn is_unit(&self, unit: UnitRef, name: &str) -> Tri {
        match unit {
            UnitRef::Unit(unit) => {
                let unit = &self.rules.units[unit];
                let is = unit.name == name
                    || unit.alias.as_deref() == Some(name)
                    || unit.other_names.iter().any(|other| other == name);
                Tri::of(is)
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

    fn assumption(&self, at: Evidence) -> Option<Known<Scalar<'a>>> {
        let assumed = self.assumed.borrow();
        if assumed.is_empty() {
            return None;
        }
        let (_, Assumed::Value(value)) = assumed.iter().find(|(evidence, _)| *evidence == at)?;
        Some(match value {
            Value::Bool(truth) => Known::Is(Scalar::Bool(*truth)),
            Value::Number(number) => Known::Is(Scalar::Number(*number)),
            Value::Moment(moment) => Known::Is(Scalar::Moment(*moment)),
            Value::Member(member) => Known::Is(Scalar::Member(*member)),
            // A text nobody wrote: different from every text in the rules and the dossier.
            Value::Text(_) => Known::Is(Scalar::Text("\u{0}")),
            Value::List(_) | Value::Record(_) => return None,
        })
    }
}

impl Env {
    /// A fact that is not given: facts of the case belong to the past, those of an open step to
    /// the future.
    fn unknown_fact<T>(&self, at: Evidence) -> Known<T> {
        match at {
            Evidence::Fact(_) => Known::Missing,
            _ => self.unknown(),
        }
    }
}

/// What an aggregate computes.
#[derive(Clone, Copy)]
enum Aggregate {
    Sum,
    Earliest,
    Latest,
}

fn index32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
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
        Known::Missing => Tri::Missing,
        Known::Open => Tri::Open,
    }
}

/// What there is none of compares with nothing: only 不等于 holds of it.
pub(super) fn compare_known(op: Comparison, a: Known<Scalar<'_>>, b: Known<Scalar<'_>>) -> Tri {
    match (a, b) {
        (Known::Is(a), Known::Is(b)) => Tri::of(compare_scalars(op, a, b)),
        (Known::None, Known::None) => Tri::of(matches!(op, Comparison::Equal)),
        (Known::Missing, _) | (_, Known::Missing) => Tri::Missing,
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

fn arithmetic<'v>(op: ArithmeticOp, a: Known<Scalar<'v>>, b: Known<Scalar<'v>>) -> Known<Scalar<'v>> {
    match (a, b) {
        (Known::Is(Scalar::Number(a)), Known::Is(Scalar::Number(b))) => {
            let result = match op {
                ArithmeticOp::Add => a.checked_add(b),
                ArithmeticOp::Subtract => a.checked_sub(b),
                ArithmeticOp::Multiply => a.checked_mul(b),
                ArithmeticOp::Divide => a.checked_div(b),
            };
            // Division by nought and overflow have no value; what compares with it is false.
            result.map_or(Known::None, |number| Known::Is(Scalar::Number(number)))
        }
        (Known::Missing, _) | (_, Known::Missing) => Known::Missing,
        (Known::Open, _) | (_, Known::Open) => Known::Open,
        _ => Known::None,
    }
}
