//! The rows of the verdict table that are about time: 5, 6, 7, 8.

use super::eval::{Env, Judge, Phase};
use super::known::{Known, KnownState, Scalar};
use super::outcome::{Outcome, ask, flag};
use super::rows::rank;
use super::trace::{Label, Test, Trace};
use super::{Notes, Reason};
use crate::calendar::{CountError, Counted, Date, Moment, MomentOrder, Period, TimeUnit};
use crate::dossier::DocumentAt;
use crate::model::{Ahead, Comparison, ExprId, ExprKind, Obligation, Row};

impl Judge<'_> {
    /// The value of an expression that is a date.
    pub(super) fn moment<T: Trace>(&self, expr: ExprId, env: &Env, trace: &mut T) -> Known<Moment> {
        match self.scalar(expr, env, trace) {
            Known::Is(Scalar::Moment(moment)) => Known::Is(moment),
            Known::Is(_) | Known::None => Known::None,
            // What is not on file has not happened; a date of the case that is not given has
            // neither happened nor been stated.
            Known::Missing if self.never_stated(expr, env) => Known::Open,
            Known::Missing | Known::Undefined => Known::Missing,
            Known::Open => Known::Open,
        }
    }

    /// Whether nothing on file could carry a date.
    fn never_stated(&self, expr: ExprId, env: &Env) -> bool {
        match &self.rules.exprs[expr].kind {
            ExprKind::Fact(_) => true,
            ExprKind::DocumentField(document, _) => {
                !self.dossier.partial && self.document(*document, env).is_none()
            }
            _ => false,
        }
    }

    /// Row 5.
    pub(super) fn lasts<T: Trace>(&self, period: Period, from: ExprId, to: ExprId, trace: &mut T) -> Outcome {
        let env = Env::new(Phase::Open);
        let (a, b) = (self.moment(from, &env, trace), self.moment(to, &env, trace));
        let start = match self.started(period, (a, from), (b, to), trace) {
            Ok(start) => start,
            Err(outcome) => return outcome,
        };
        let Ok(counted) = period.end_of(start, crate::calendar::Roll::None, self.calendar()) else {
            // The end lies past the calendar: only a period that certainly runs on is decided.
            flag(trace, Label::CalendarEnd, true);
            return Outcome::unproven(Reason::CalendarEnds).note(Notes::BEYOND_CALENDAR);
        };
        if T::ON {
            trace.counted(&counted);
        }
        let target = counted.end;
        let day = target.date();
        let notes = self.counted_notes(&counted);
        let rests = self.calendar().is_workday(day) == Ok(false);
        match b {
            Known::Is(end) => {
                let short =
                    ask(trace, Test::Moments((Label::To, end), MomentOrder::Before, (Label::Target, target)));
                if !short {
                    let exact = end.date() == day;
                    return Outcome::met()
                        .note(notes)
                        .note_if(exact, Notes::LAST_DAY)
                        .note_if(exact && rests, Notes::REST_DAY_END);
                }
                let since = self.stated(to, &env).unwrap_or(end.date());
                // What an entry tells of the past is not done again.
                let told = self.entry.get().is_some() && end.date() <= self.as_of;
                Outcome {
                    until: Some(day),
                    curable: self.states.closed.is_none() && !told,
                    ..Outcome::violated(Reason::TooShort, Some(since))
                }
                .note(notes)
            }
            Known::Missing | Known::Undefined => {
                ask(trace, Test::State(Label::To, KnownState::Missing, KnownState::Missing));
                let latest = self.at_latest(to);
                let short = self.surely_happened(to)
                    && ask(
                        trace,
                        Test::Moments((Label::To, latest), MomentOrder::Before, (Label::Target, target)),
                    );
                if short {
                    return Outcome::violated(Reason::TooShort, Some(latest.date()));
                }
                Outcome::unproven(Reason::DateMissing)
            }
            Known::Open | Known::None => {
                if ask(trace, Test::Days((Label::AsOf, self.as_of), Comparison::Less, (Label::Target, day))) {
                    return Outcome::pending(Reason::Running).until(Some(day)).note(notes);
                }
                Outcome::met().note(notes)
            }
        }
    }

    /// Whether something undated is an act of the past, and not a date that may be stated anyhow.
    fn surely_happened(&self, expr: ExprId) -> bool {
        let act = matches!(self.rules.exprs[expr].kind, ExprKind::StepField(..) | ExprKind::Event(_));
        act && !self.dossier.partial
    }

    /// The start of a period, or what to say where it has not started.
    fn started<T: Trace>(
        &self,
        period: Period,
        (a, from): (Known<Moment>, ExprId),
        (b, to): (Known<Moment>, ExprId),
        trace: &mut T,
    ) -> Result<Moment, Outcome> {
        match a {
            Known::Is(start) => {
                let ended = b.is().is_some();
                if ask(
                    trace,
                    Test::Days((Label::From, start.date()), Comparison::Greater, (Label::AsOf, self.as_of)),
                ) && !ended
                {
                    if ask(trace, Test::State(Label::To, b.state(), KnownState::Missing)) {
                        return Err(Outcome::unproven(Reason::DateMissing));
                    }
                    let end = period.end_of(start, crate::calendar::Roll::None, self.calendar()).ok();
                    return Err(Outcome::pending(Reason::NotYet).until(end.map(|counted| counted.end.date())));
                }
                Ok(start)
            }
            Known::Missing | Known::Undefined => {
                ask(trace, Test::State(Label::From, KnownState::Missing, KnownState::Missing));
                // It runs or has run out, whenever it started: nothing is broken either way.
                if ask(trace, Test::State(Label::To, b.state(), KnownState::Open)) {
                    return Err(Outcome::pending(Reason::DateMissing));
                }
                Err(Outcome::unproven(Reason::DateMissing))
            }
            Known::Open | Known::None => {
                ask(trace, Test::State(Label::From, KnownState::Open, KnownState::Open));
                // A step or a document can be redone; what happens to the case cannot.
                let redo = matches!(
                    self.rules.exprs[from].kind,
                    ExprKind::StepField(..) | ExprKind::DocumentField(..)
                );
                let curable = redo && self.states.closed.is_none();
                if let Known::Is(end) = b
                    && ask(
                        trace,
                        Test::Days((Label::To, end.date()), Comparison::LessEqual, (Label::AsOf, self.as_of)),
                    )
                {
                    return Err(Outcome { curable, ..Outcome::violated(Reason::NotDone, Some(end.date())) });
                }
                if b == Known::Missing
                    && self.surely_happened(to)
                    && ask(trace, Test::State(Label::To, b.state(), KnownState::Missing))
                {
                    let since = Some(self.at_latest(to).date());
                    return Err(Outcome { curable, ..Outcome::violated(Reason::NotDone, since) });
                }
                Err(self.not_begun(trace))
            }
        }
    }

    pub(super) fn counted_notes(&self, counted: &Counted) -> Notes {
        let mut notes = Notes::default();
        if counted.provisional {
            notes.add(Notes::PROVISIONAL);
        }
        if counted.assumed {
            notes.add(Notes::INFERRED);
        }
        if counted.rolled_by != 0 {
            notes.add(Notes::ROLLED);
        }
        notes
    }

    /// When a date was stated: the date of the document that carries it.
    fn stated(&self, expr: ExprId, env: &Env) -> Option<Date> {
        let ExprKind::DocumentField(document, _) = &self.rules.exprs[expr].kind else { return None };
        let (at, found) = self.document(*document, env)?;
        match (found.date, at) {
            (Some(date), _) => Some(date.date()),
            (None, DocumentAt::Record { record, .. }) => {
                let record = self.dossier.records.get(record as usize)?;
                record.start.or(record.finish).filter(|date| self.past(*date)).map(Moment::date)
            }
            (None, DocumentAt::Waiver { .. } | DocumentAt::Task { .. }) => None,
        }
    }

    /// Row 6.
    pub(super) fn within<T: Trace>(&self, obligation: &Obligation, trace: &mut T) -> Outcome {
        let Row::Within { period, from, to, metering, .. } = &obligation.row else {
            return Outcome::not_applicable(Reason::NeverArose);
        };
        let env = Env::new(Phase::Open);
        let b = self.moment(*to, &env, trace);
        let start = match self.clock_start(*from, trace) {
            Ok(start) => start,
            Err(outcome) => return outcome,
        };
        if let Some(metering) = metering {
            return self.within_metered(obligation, metering, (start, b), trace);
        }
        if T::ON {
            let end = b.is().map(Moment::date).filter(|end| *end <= self.as_of);
            trace.clock(self.run_told(obligation, start, end));
        }
        match self.due_of(obligation, start) {
            Ok(clock) => {
                if T::ON {
                    trace.counted(&clock.counted);
                }
                let notes = self.counted_notes(&clock.counted);
                let b = self.perhaps_ahead(b, Some(*to), clock.due);
                self.in_time(b, clock.due, trace).note(notes).note(clock.notes)
            }
            Err(CountError::NeedsTime { .. }) => {
                flag(trace, Label::CalendarEnd, true);
                Outcome::unproven(Reason::DateMissing)
            }
            Err(_) => self.past_calendar(start, *period, b, trace),
        }
    }

    /// A due date that lies past the published calendar: whatever happened inside it is in time.
    pub(super) fn past_calendar<T: Trace>(
        &self,
        start: Moment,
        period: Period,
        b: Known<Moment>,
        trace: &mut T,
    ) -> Outcome {
        let last = self.calendar().covered().last();
        let inside = |date: Date| date <= last;
        let surely_runs = start.date() <= last
            && match period.unit {
                TimeUnit::Workday => self
                    .calendar()
                    .count_workdays(start.date(), last)
                    .is_ok_and(|used| used < i64::from(period.amount)),
                _ => true,
            };
        let done = b.is().map(Moment::date);
        let in_time = surely_runs && done.map_or(inside(self.as_of), inside);
        if !flag(trace, Label::CalendarEnd, in_time) {
            return Outcome::unproven(Reason::CalendarEnds).note(Notes::BEYOND_CALENDAR);
        }
        match done {
            Some(done) if done <= self.as_of => Outcome::met().note(Notes::BEYOND_CALENDAR),
            _ => Outcome::pending(Reason::Running).note(Notes::BEYOND_CALENDAR),
        }
    }

    /// Rows 6 and 7 once the last day is known.
    pub(super) fn in_time<T: Trace>(&self, b: Known<Moment>, due: Moment, trace: &mut T) -> Outcome {
        let day = due.date();
        match b {
            Known::Is(end) if end.date() <= self.as_of => {
                if ask(trace, Test::Moments((Label::To, end), MomentOrder::After, (Label::Due, due))) {
                    return Outcome::late(Reason::TooLate, day.plus_days(1)).due(Some(day));
                }
                Outcome::met().due(Some(day)).note_if(end.date() == day, Notes::LAST_DAY)
            }
            // What is stated for a future day may still change, until the last day has passed.
            Known::Is(_) | Known::Open | Known::None => {
                if ask(trace, Test::Days((Label::AsOf, self.as_of), Comparison::Greater, (Label::Due, day))) {
                    return Outcome::late(Reason::Overdue, day.plus_days(1)).due(Some(day));
                }
                Outcome::pending(Reason::Running).due(Some(day))
            }
            Known::Missing | Known::Undefined => {
                // It is over, and nobody wrote when: in time only if the last day is still ahead.
                if ask(trace, Test::Days((Label::AsOf, self.as_of), Comparison::LessEqual, (Label::Due, day)))
                {
                    return Outcome::met().due(Some(day));
                }
                Outcome::unproven(Reason::DateMissing).due(Some(day))
            }
        }
    }

    /// A date of an entry that is not given may lie ahead while the last day does; of a step that is over
    /// it may not.
    fn perhaps_ahead(&self, act: Known<Moment>, expr: Option<ExprId>, due: Moment) -> Known<Moment> {
        let field = expr.is_some_and(|expr| matches!(self.rules.exprs[expr].kind, ExprKind::Variable { .. }));
        match act {
            Known::Missing if field && self.as_of <= due.date() => Known::Open,
            act => act,
        }
    }

    /// Row 7.
    pub(super) fn deadline<T: Trace>(
        &self,
        obligation: &Obligation,
        act: Option<ExprId>,
        due: ExprId,
        trace: &mut T,
    ) -> Outcome {
        let env = Env::new(Phase::Open);
        let finish = match (act, self.step_of(obligation)) {
            (Some(act), _) => self.moment(act, &env, trace),
            (None, Some((_, state))) => match state.finish {
                Known::Is(_) if state.done() == super::Tri::False => Known::Open,
                finish => finish,
            },
            (None, None) => return Outcome::not_applicable(Reason::NeverArose),
        };
        match self.moment(due, &env, trace) {
            Known::Is(due) => self.in_time(self.perhaps_ahead(finish, act, due), due, trace),
            Known::Missing | Known::Undefined => {
                ask(trace, Test::State(Label::Due, KnownState::Missing, KnownState::Missing));
                Outcome::unproven(Reason::DateMissing)
            }
            Known::Open | Known::None => {
                ask(trace, Test::State(Label::Due, KnownState::Open, KnownState::Open));
                self.not_begun(trace)
            }
        }
    }

    /// Row 8; of several elements the worst counts.
    pub(super) fn ahead<T: Trace>(&self, obligation: &Obligation, ahead: &Ahead, trace: &mut T) -> Outcome {
        let env = Env::new(Phase::Open);
        let Some((over, depth)) = ahead.each else { return self.ahead_one(ahead, &env, trace) };
        let Some(elements) = self.elements(over, &env) else {
            let event = self.moment(ahead.event, &env, trace);
            let known = flag(trace, Label::Event, event.is().is_some());
            let finished = self
                .step_of(obligation)
                .is_some_and(|(_, state)| self.over(obligation.step) || state.finish.is().is_some());
            return match (known && finished, self.states.closed) {
                (true, _) | (false, Some(_)) if known => Outcome::unproven(Reason::FactMissing),
                _ => self.not_begun(trace),
            };
        };
        if elements.is_empty() {
            let event = self.moment(ahead.event, &env, trace);
            if flag(trace, Label::Event, event.is().is_some()) {
                return Outcome::met().note(Notes::EMPTY);
            }
            return self.not_begun(trace);
        }
        let mut worst: Option<Outcome> = None;
        for (position, element) in elements.iter().enumerate() {
            if T::ON {
                trace.element(position);
            }
            let one = self.ahead_one(ahead, &env.with(depth, *element), trace);
            if worst.is_none_or(|worst| rank(one.status) < rank(worst.status)) {
                worst = Some(one);
            }
        }
        worst.unwrap_or_else(Outcome::met)
    }

    /// The event happened on a day nobody wrote down: what all such days agree on.
    fn ahead_of_undated<T: Trace>(&self, ahead: &Ahead, env: &Env, trace: &mut T) -> Outcome {
        let latest = self.at_latest(ahead.event);
        let Ok(counted) = ahead.period.before(latest, ahead.clear, self.calendar()) else {
            return Outcome::unproven(Reason::CalendarEnds).note(Notes::BEYOND_CALENDAR);
        };
        let act = self.moment(ahead.act, env, trace);
        let late = match act {
            Known::Is(act) => {
                ask(trace, Test::Moments((Label::Act, act), MomentOrder::After, (Label::Due, counted.end)))
            }
            Known::Open | Known::None => ask(
                trace,
                Test::Days((Label::AsOf, self.as_of), Comparison::Greater, (Label::Due, counted.end.date())),
            ),
            Known::Missing | Known::Undefined => false,
        };
        if late && !self.dossier.partial {
            return Outcome::late(Reason::TooLate, counted.end.date().plus_days(1));
        }
        Outcome::unproven(Reason::DateMissing)
    }

    fn ahead_one<T: Trace>(&self, ahead: &Ahead, env: &Env, trace: &mut T) -> Outcome {
        let event = match self.moment(ahead.event, env, trace) {
            Known::Is(event) => event,
            Known::Missing | Known::Undefined => {
                ask(trace, Test::State(Label::Event, KnownState::Missing, KnownState::Missing));
                return self.ahead_of_undated(ahead, env, trace);
            }
            Known::Open | Known::None => {
                ask(trace, Test::State(Label::Event, KnownState::Open, KnownState::Open));
                return self.not_begun(trace);
            }
        };
        let Ok(counted) = ahead.period.before(event, ahead.clear, self.calendar()) else {
            flag(trace, Label::CalendarEnd, true);
            return Outcome::unproven(Reason::CalendarEnds).note(Notes::BEYOND_CALENDAR);
        };
        if T::ON {
            trace.counted(&counted);
        }
        let limit = counted.end;
        let day = limit.date();
        // An event still ahead can be put off; one that has happened cannot.
        let ahead_of_us = event.date() > self.as_of;
        match self.moment(ahead.act, env, trace) {
            Known::Is(act) => {
                if ask(trace, Test::Moments((Label::Act, act), MomentOrder::After, (Label::Due, limit))) {
                    return Outcome {
                        curable: ahead_of_us,
                        ..Outcome::late(Reason::TooLate, day.plus_days(1))
                    }
                    .due(Some(day));
                }
                Outcome::met().due(Some(day)).note_if(act.date() == day, Notes::LAST_DAY)
            }
            Known::Missing | Known::Undefined => {
                ask(trace, Test::State(Label::Act, KnownState::Missing, KnownState::Missing));
                Outcome::unproven(Reason::DateMissing)
            }
            Known::Open | Known::None => {
                if ask(trace, Test::Days((Label::AsOf, self.as_of), Comparison::Greater, (Label::Due, day))) {
                    return Outcome {
                        curable: ahead_of_us,
                        ..Outcome::late(Reason::Overdue, day.plus_days(1))
                    }
                    .due(Some(day));
                }
                Outcome::pending(Reason::NotYet).due(Some(day))
            }
        }
    }
}
