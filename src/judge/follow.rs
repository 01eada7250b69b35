//! Row 15 of the verdict table: duties that follow, as limits on what sets them off.

use super::Reason;
use super::Status;
use super::eval::{Env, Judge, Phase};
use super::known::{Known, KnownState, Scalar, Tri};
use super::outcome::{Outcome, ask, flag};
use super::trace::{CommitmentPart, Evidence, Label, Silent, Test, Trace, index32};
use crate::calendar::{CountError, Moment, Period};
use crate::dossier::Commitment;
use crate::model::{
    CommitmentField, Comparison, DocumentField, ExprId, ExprKind, Follow, ObligationId, Row, StepField,
};

/// 容缺: until when a document may be handed in.
#[derive(Clone, Copy)]
pub(super) struct OwedUntil {
    /// The day.
    pub(super) due: Known<Moment>,
    /// The latest that an unknown day can be, where one is.
    pub(super) latest: Option<Moment>,
}

impl OwedUntil {
    fn of(due: Known<Moment>) -> Self {
        Self { due, latest: None }
    }
}

impl<'a> Judge<'a> {
    /// Row 15.
    pub(super) fn follows<T: Trace>(&self, follow: &Follow, trace: &mut T) -> Outcome {
        let on = follow.on.map_or(Tri::True, |on| self.truth(on, &Env::new(Phase::Open), trace));
        match on {
            Tri::True => {
                if follow.on.is_some() {
                    ask(trace, Test::Truth(Label::Trigger, on, Tri::True));
                }
                self.followed(follow, trace)
            }
            Tri::False | Tri::Open => {
                ask(trace, Test::Truth(Label::Trigger, on, on));
                self.not_begun(trace)
            }
            Tri::Missing => {
                ask(trace, Test::Truth(Label::Trigger, on, Tri::Missing));
                self.perhaps_followed(follow)
            }
        }
    }

    /// Whether it was set off is a fact that is missing: what both answers agree on.
    fn perhaps_followed(&self, follow: &Follow) -> Outcome {
        let (idle, set_off) = (self.not_begun(&mut Silent), self.followed(follow, &mut Silent));
        if idle.status == set_off.status {
            return idle;
        }
        if matches!(set_off.status, Status::Violated | Status::Unproven) {
            return Outcome::unproven(Reason::FactMissing);
        }
        Outcome::pending(Reason::FactMissing)
    }

    fn followed<T: Trace>(&self, follow: &Follow, trace: &mut T) -> Outcome {
        let env = Env::new(Phase::Open);
        let act = self.act_at(follow.act, &env, trace);
        let Some(limit) = follow.limit else { return self.someday(follow.from, act, trace) };
        let start = match self.clock_start(follow.from, trace) {
            Ok(start) => start,
            Err(outcome) => return self.late_anyhow(follow, limit, act, outcome, trace),
        };
        match limit.end_of(start, follow.roll, self.calendar()) {
            Ok(counted) => {
                if T::ON {
                    trace.counted(&counted);
                }
                let day = counted.end.date();
                if ask(trace, Test::State(Label::To, act.state(), KnownState::Missing)) {
                    // It is done, and nothing says when.
                    return Outcome::unproven(Reason::DateMissing).due(Some(day));
                }
                self.in_time(act, counted.end, trace).note(self.counted_notes(&counted))
            }
            Err(CountError::NeedsTime { .. }) => {
                flag(trace, Label::CalendarEnd, true);
                Outcome::unproven(Reason::DateMissing)
            }
            Err(_) => self.past_calendar(start, limit, act, trace),
        }
    }

    /// The day it runs from is not given: late all the same where it is late even from the latest day
    /// that this can have been.
    fn late_anyhow<T: Trace>(
        &self,
        follow: &Follow,
        limit: Period,
        act: Known<Moment>,
        outcome: Outcome,
        trace: &mut T,
    ) -> Outcome {
        let ExprKind::StepField(step, StepField::Start) = self.rules.exprs[follow.from].kind else {
            return outcome;
        };
        if outcome.status != Status::Unproven || self.state(step).finish.is().is_none() {
            return outcome;
        }
        let latest = limit.end_of(self.at_latest(follow.from), follow.roll, self.calendar());
        let late = latest.map(|counted| match act {
            Known::Missing | Known::Undefined => outcome,
            act => self.in_time(act, counted.end, trace),
        });
        match late {
            Ok(late) if late.status == Status::Violated => Outcome { since: None, due: None, ..late },
            _ => outcome,
        }
    }

    /// The law says no day: it is to be done, and never late.
    fn someday<T: Trace>(&self, from: ExprId, act: Known<Moment>, trace: &mut T) -> Outcome {
        let from = self.moment(from, &Env::new(Phase::Open), trace);
        let begun = match from {
            Known::Is(start) => start.date() <= self.as_of,
            Known::Missing | Known::Undefined => true,
            Known::Open | Known::None => false,
        };
        if !flag(trace, Label::From, begun) {
            return self.not_begun(trace);
        }
        let done = match act {
            Known::Is(done) => done.date() <= self.as_of,
            Known::Missing | Known::Undefined => !self.dossier.partial,
            Known::Open | Known::None => false,
        };
        if flag(trace, Label::Act, done) {
            return Outcome::met();
        }
        if ask(trace, Test::State(Label::Act, act.state(), KnownState::Missing)) {
            return Outcome::pending(Reason::DateMissing);
        }
        Outcome::pending(Reason::NotYet)
    }

    /// When something was done; of several documents the earliest counts.
    fn act_at<T: Trace>(&self, act: ExprId, env: &Env, trace: &mut T) -> Known<Moment> {
        let read = self.moment(act, env, trace);
        match &self.rules.exprs[act].kind {
            ExprKind::DocumentField(document, DocumentField::Date) if read.is().is_some() => {
                let dates = self.documents(*document, env).filter_map(|(_, found)| found.date);
                dates.min_by_key(|date| date.sort_key()).map_or(read, Known::Is)
            }
            _ => read,
        }
    }

    /// The day a limit starts from, or what to say where it has not started.
    pub(super) fn clock_start<T: Trace>(&self, from: ExprId, trace: &mut T) -> Result<Moment, Outcome> {
        match self.moment(from, &Env::new(Phase::Open), trace) {
            Known::Is(start) if start.date() <= self.as_of => Ok(start),
            Known::Is(start) => {
                ask(
                    trace,
                    Test::Days((Label::From, start.date()), Comparison::Greater, (Label::AsOf, self.as_of)),
                );
                Err(Outcome::pending(Reason::NotYet))
            }
            Known::Missing | Known::Undefined => {
                ask(trace, Test::State(Label::From, KnownState::Missing, KnownState::Missing));
                Err(Outcome::unproven(Reason::DateMissing))
            }
            Known::Open | Known::None => {
                ask(trace, Test::State(Label::From, KnownState::Open, KnownState::Open));
                Err(self.not_begun(trace))
            }
        }
    }

    /// 容缺: by when a document may be handed in later; `None`: no such permission holds.
    pub(super) fn owed_until<T: Trace>(&self, owed: ObligationId, trace: &mut T) -> Option<OwedUntil> {
        let obligation = &self.rules.obligations[owed];
        let Row::Follow(follow) = &obligation.row else { return None };
        let env = Env::new(Phase::Open);
        let when = obligation.when.map_or(Tri::True, |when| self.truth(when, &env, trace));
        let on = follow.on.map_or(Tri::True, |on| self.truth(on, &env, trace));
        match when.and(on) {
            Tri::True => {}
            Tri::Missing => return Some(OwedUntil::of(Known::Missing)),
            Tri::False | Tri::Open => return None,
        }
        let Some(limit) = follow.limit else { return Some(OwedUntil::of(Known::Open)) };
        let limit = match obligation.length.map(|length| self.scalar(length, &Env::new(Phase::Due), trace)) {
            None => limit,
            Some(Known::Is(Scalar::Period(limit))) => limit,
            Some(_) => return Some(OwedUntil::of(Known::Missing)),
        };
        let start = match self.moment(follow.from, &env, trace) {
            Known::Is(start) => start,
            Known::Missing => return Some(self.owed_sometime(limit, follow, trace)),
            other => return Some(OwedUntil::of(other)),
        };
        let end = self.owed_end(limit, start, follow, trace);
        Some(OwedUntil::of(end.map_or(Known::Missing, Known::Is)))
    }

    /// The day it runs from is not given: it runs from the day of the finish at the latest.
    fn owed_sometime<T: Trace>(&self, limit: Period, follow: &Follow, trace: &mut T) -> OwedUntil {
        let ends = match self.rules.exprs[follow.from].kind {
            ExprKind::StepField(step, StepField::Start) => self.state(step).finish.is().is_some(),
            _ => false,
        };
        let latest = ends.then(|| self.owed_end(limit, self.at_latest(follow.from), follow, trace)).flatten();
        OwedUntil { due: Known::Missing, latest }
    }

    fn owed_end<T: Trace>(
        &self,
        limit: Period,
        start: Moment,
        follow: &Follow,
        trace: &mut T,
    ) -> Option<Moment> {
        let counted = limit.end_of(start, follow.roll, self.calendar()).ok()?;
        if T::ON {
            trace.counted(&counted);
        }
        Some(counted.end)
    }

    /// The promise under a sentence that is on file: the latest one.
    fn commitment(&self, of: ObligationId) -> Option<(u32, &'a Commitment)> {
        let all = (0u32..).zip(&self.dossier.commitments);
        let mine = |one: &Commitment| one.obligation == of && self.of_this_entry(one.entry);
        let own = all.filter(|(_, one)| mine(one) && self.on_file(one.date));
        own.max_by_key(|(at, one)| (one.date, *at))
    }

    /// What is read of a promise.
    pub(super) fn commitment_field(
        &self,
        of: ObligationId,
        field: CommitmentField,
        env: &Env,
    ) -> (Known<Scalar<'a>>, Option<Evidence>) {
        let Some((at, held)) = self.commitment(of) else {
            let absent = Some(Evidence::NoCommitment(index32(of.index())));
            let value = match (self.dossier.partial, field) {
                (true, _) => Known::Missing,
                (false, CommitmentField::OnFile) if env.phase == Phase::Due => Known::Is(Scalar::Bool(false)),
                (false, _) => Known::Open,
            };
            return (value, absent);
        };
        let day = |date| Known::Is(Scalar::Moment(Moment::on(date)));
        let checked = held.checked.filter(|date| *date <= self.as_of);
        let later = held.checked.is_some() && checked.is_none();
        let (value, part) = match field {
            CommitmentField::OnFile => (Known::Is(Scalar::Bool(true)), CommitmentPart::Date),
            CommitmentField::Made => (held.date.map_or(Known::Missing, day), CommitmentPart::Date),
            CommitmentField::Checked => {
                let undated = if held.kept.is_some() && !later { Known::Missing } else { Known::Open };
                (checked.map_or(undated, day), CommitmentPart::Checked)
            }
            CommitmentField::Kept => {
                let value = match held.kept {
                    Some(kept) if !later => Known::Is(Scalar::Bool(kept)),
                    None if checked.is_some() => Known::Missing,
                    _ => Known::Open,
                };
                (value, CommitmentPart::Kept)
            }
        };
        (value, Some(Evidence::Commitment(at, part)))
    }
}
