//! Reading values: facts, records, documents, aggregates, arithmetic.

use super::arithmetic::plus;
use super::eval::{Assumed, Env, Judge, Phase};
use super::known::{Known, Scalar, Tri};
use super::trace::{Evidence, ListAt, RecordPart, Trace, index32};
use crate::calendar::Roll;
use crate::model::{
    Collection, DocumentField, DocumentRef, ExprId, ExprKind, Fact, Id, MEMBER_NAME, ShiftDirection, Step,
    StepField, Value,
};
use crate::quantity::Decimal;

impl<'a> Judge<'a> {
    /// The value of an expression that is no condition.
    pub(super) fn scalar<T: Trace>(&self, expr: ExprId, env: &Env, trace: &mut T) -> Known<Scalar<'a>> {
        if let ExprKind::Lookup(lookup) = &self.rules.exprs[expr].kind {
            return self.looked_up(expr, lookup, env, trace);
        }
        let (value, at) = self.read(expr, env, trace);
        if T::ON {
            trace.value(expr, value, at);
        }
        value
    }

    pub(super) fn read<T: Trace>(
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
            ExprKind::Variable { depth, slot } | ExprKind::Licence { depth, slot } => {
                self.variable(*depth, *slot, env)
            }
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
            ExprKind::Commitment(of, field) => self.commitment_field(*of, *field, env),
            ExprKind::Since(of) => (self.violated_since(*of), None),
            ExprKind::Rolled(inner, roll) => {
                let (date, at) = self.read(*inner, env, trace);
                let value = match date {
                    // A day past the published calendar cannot be moved: which day it is, is not known.
                    Known::Is(Scalar::Moment(moment)) => match roll.apply(moment.date(), self.calendar()) {
                        Ok(rolled) if rolled == moment.date() => Known::Is(Scalar::Moment(moment)),
                        Ok(rolled) => Known::Is(Scalar::Moment(crate::calendar::Moment::on(rolled))),
                        Err(_) => Known::Missing,
                    },
                    other => other,
                };
                (value, at)
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
            ExprKind::Lookup(lookup) => (self.looked_up(expr, lookup, env, trace), None),
            ExprKind::Indicator(task, slot) => self.indicator_value(*task, *slot),
            ExprKind::Arithmetic(..) | ExprKind::Sixties(..) => (self.computed(expr, env, trace), None),
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

    pub(super) fn shifted<T: Trace>(
        &self,
        event: Known<Scalar<'a>>,
        period: crate::calendar::Period,
        direction: ShiftDirection,
        trace: &mut T,
    ) -> Known<Scalar<'a>> {
        let moment = match event {
            Known::Is(Scalar::Moment(moment)) => moment,
            Known::Is(_) | Known::None => return Known::None,
            Known::Missing | Known::Undefined => return Known::Missing,
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
    pub(super) fn fact(&self, fact: Option<&'a Fact>, at: Evidence, env: &Env) -> Known<Scalar<'a>> {
        if let Some(assumed) = self.assumption(at) {
            return assumed;
        }
        match fact {
            Some(Fact::Known(value)) => Scalar::of(value).map_or(Known::None, Known::Is),
            Some(Fact::None) => Known::None,
            Some(Fact::Unknown) | None => env.unknown_fact(at),
        }
    }

    pub(super) fn variable(&self, depth: u8, slot: u16, env: &Env) -> (Known<Scalar<'a>>, Option<Evidence>) {
        let Some(element) = self.element(depth, env) else { return (Known::Missing, None) };
        let place = self.element_place(element, slot, env);
        if slot == MEMBER_NAME {
            return (self.member_name(element), place);
        }
        let fact = self.element_fields(element, env).and_then(|fields| fields.get(usize::from(slot)));
        match place {
            Some(at) => (self.fact(fact, at, env), Some(at)),
            None => (Known::Missing, None),
        }
    }

    pub(super) fn step_field(
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
            // A list: conditions look into it, nothing reads it whole.
            StepField::By => (Known::None, place(RecordPart::By)),
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

    pub(super) fn document_field(
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
            let fact = self.element_fields(element, env).and_then(|fields| fields.get(usize::from(slot)));
            let value = match fact {
                Some(Fact::Known(value)) => Scalar::of(value),
                Some(Fact::None) => continue,
                _ => return env.unknown(),
            };
            result = match (result, value, kind) {
                (None, value, _) => value,
                (Some(Scalar::Number(a)), Some(Scalar::Number(b)), Aggregate::Sum) => {
                    let Some(total) = plus(a, b) else { return Known::Undefined };
                    Some(Scalar::Number(total))
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

    pub(super) fn assumption(&self, at: Evidence) -> Option<Known<Scalar<'a>>> {
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
            Value::Period(period) => Known::Is(Scalar::Period(*period)),
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
            Evidence::Fact(_)
            | Evidence::Entry(..)
            | Evidence::Listed(ListAt::Fact(_) | ListAt::Entry(..) | ListAt::Inner(..), ..) => Known::Missing,
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
