//! The rows of the verdict table that are about tasks: 7 of a task, 指标, and 材料 as its result.
//!
//! A task has one entry in a dossier or none. Without one nothing was done (closed world), unless the
//! file is not complete.

use super::eval::{Env, Judge, Phase};
use super::known::{Known, KnownState, Scalar, Tri};
use super::outcome::{Outcome, ask, flag};
use super::trace::{Evidence, Label, TaskPart, Test, Trace, index32};
use super::{Notes, Reason};
use crate::calendar::{Date, Moment, MomentOrder, Roll};
use crate::dossier::{DocumentAt, TaskEntry};
use crate::model::{Comparison, DocumentRef, ExprId, Fact, Id, Obligation, Task, Value};

impl<'a> Judge<'a> {
    /// The entry of a task, and its position.
    pub(super) fn task_entry(&self, task: Id<Task>) -> Option<(u32, &'a TaskEntry)> {
        let at = (*self.dossier.by_task.get(task.index())?)?;
        Some((at, self.dossier.tasks.get(at as usize)?))
    }

    /// When a task was begun.
    pub(super) fn task_start(&self, task: Id<Task>) -> Option<Moment> {
        self.task_entry(task)?.1.start.filter(|start| self.past(*start))
    }

    /// When a task, or a part of it, was finished. A part without a date of its own is finished with
    /// the whole.
    pub(super) fn task_finish(&self, task: Id<Task>, part: Option<u16>) -> Known<Moment> {
        let Some((_, entry)) = self.task_entry(task) else {
            return if self.dossier.partial { Known::Missing } else { Known::Open };
        };
        let own = part.and_then(|part| match entry.parts.get(usize::from(part)) {
            Some(Fact::Known(Value::Moment(moment))) => Some(*moment),
            _ => None,
        });
        // A date of a part that is still ahead is a plan.
        match own.filter(|day| self.past(*day)).or(entry.finish) {
            Some(finish) if self.past(finish) => Known::Is(finish),
            Some(_) => Known::Open,
            None if entry.done => Known::Missing,
            None => Known::Open,
        }
    }

    /// The value of a 指标.
    pub(super) fn indicator_value(&self, task: Id<Task>, slot: u16) -> (Known<Scalar<'a>>, Option<Evidence>) {
        let Some((at, entry)) = self.task_entry(task) else {
            return (Known::Missing, Some(Evidence::NoTask(index32(task.index()))));
        };
        let place = Evidence::Task(at, TaskPart::Indicator(slot));
        if let Some(assumed) = self.assumption(place) {
            return (assumed, Some(place));
        }
        let value = match entry.indicators.get(usize::from(slot)) {
            Some(Fact::Known(value)) => Scalar::of(value).map_or(Known::None, Known::Is),
            Some(Fact::None) => Known::None,
            Some(Fact::Unknown) | None => Known::Missing,
        };
        (value, Some(place))
    }

    /// Row 7 of a task.
    pub(super) fn task_done<T: Trace>(
        &self,
        obligation: &Obligation,
        part: Option<u16>,
        due: Option<ExprId>,
        trace: &mut T,
    ) -> Outcome {
        let Some(task) = obligation.task else { return Outcome::not_applicable(Reason::NeverArose) };
        let finish = self.task_finish(task, part);
        // 卷宗未齐 without an entry: whether it was done at all is not known.
        let unseen = self.dossier.partial && self.task_entry(task).is_none();
        let Some(due) = due else {
            // An undated finish is a finish; without a date nothing is late.
            let done = matches!(finish, Known::Is(_)) || finish == Known::Missing && !unseen;
            if flag(trace, Label::Finished, done) {
                return Outcome::met();
            }
            return Outcome::pending(Reason::Undated);
        };
        match self.moment(due, &Env::new(Phase::Open), trace) {
            Known::Is(due) if unseen => self.task_unseen(due.date(), trace),
            Known::Is(due) => self.in_time(finish, due, trace),
            Known::Missing | Known::Undefined => {
                if let crate::model::ExprKind::Rolled(plain, roll) = self.rules.exprs[due].kind
                    && self.moment(plain, &Env::new(Phase::Open), &mut super::Silent).is().is_some()
                {
                    return self.before_roll(finish, plain, roll, trace);
                }
                ask(trace, Test::State(Label::Due, KnownState::Missing, KnownState::Missing));
                Outcome::unproven(Reason::DateMissing)
            }
            Known::Open | Known::None => {
                ask(trace, Test::State(Label::Due, KnownState::Open, KnownState::Open));
                Outcome::pending(Reason::NotYet)
            }
        }
    }

    /// A last day that rolls past the published calendar: what is done by the date that is written is
    /// in time where it rolls forward, and as long as the calendar reaches nothing is late.
    fn before_roll<T: Trace>(
        &self,
        finish: Known<Moment>,
        plain: ExprId,
        roll: Roll,
        trace: &mut T,
    ) -> Outcome {
        let Known::Is(plain) = self.moment(plain, &Env::new(Phase::Open), trace) else {
            return Outcome::pending(Reason::NotYet);
        };
        let inside = match finish {
            Known::Is(end) => roll == Roll::Next && end.date() <= plain.date(),
            _ => self.as_of <= plain.date() && self.as_of <= self.calendar().covered().last(),
        };
        let outcome = match (flag(trace, Label::CalendarEnd, inside), finish) {
            (true, Known::Is(_)) => Outcome::met(),
            (true, _) => Outcome::pending(Reason::Running),
            (false, _) => Outcome::unproven(Reason::CalendarEnds),
        };
        outcome.note(Notes::BEYOND_CALENDAR)
    }

    fn task_unseen<T: Trace>(&self, due: Date, trace: &mut T) -> Outcome {
        if ask(trace, Test::Days((Label::AsOf, self.as_of), Comparison::LessEqual, (Label::Due, due))) {
            return Outcome::pending(Reason::NotRecorded).due(Some(due));
        }
        Outcome::unproven(Reason::NotRecorded).due(Some(due))
    }

    /// The last day of a task: that of the whole, else the latest of its parts. `None`: the document
    /// gives no date.
    fn task_due<T: Trace>(&self, task: Id<Task>, trace: &mut T) -> Option<Known<Moment>> {
        let dues = &self.rules.tasks[task].dues;
        let whole = dues.iter().find(|due| due.part.is_none());
        let dues = whole.map_or(dues.as_slice(), std::slice::from_ref);
        let mut latest: Option<Known<Moment>> = None;
        for due in dues {
            let due = self.moment(due.due, &Env::new(Phase::Open), trace);
            latest = Some(match (latest, due) {
                (None, due) => due,
                (Some(Known::Is(a)), Known::Is(b)) => {
                    Known::Is(if a.sort_key() >= b.sort_key() { a } else { b })
                }
                (Some(Known::Is(_)), unknown) => unknown,
                (Some(unknown), _) => unknown,
            });
        }
        latest
    }

    /// Whether what a task must have reached is due, and since when: with its date, or where there is
    /// none with its finish.
    pub(super) fn task_phase<T: Trace>(
        &self,
        task: Id<Task>,
        by: Option<ExprId>,
        trace: &mut T,
    ) -> Result<(Phase, Option<Date>), Outcome> {
        let due = match by {
            Some(by) => Some(self.moment(by, &Env::new(Phase::Open), trace)),
            None => self.task_due(task, trace),
        };
        match due {
            Some(Known::Is(due)) => {
                let day = due.date();
                let over =
                    ask(trace, Test::Days((Label::AsOf, self.as_of), Comparison::Greater, (Label::Due, day)));
                Ok((if over { Phase::Due } else { Phase::Open }, Some(day)))
            }
            Some(Known::Missing | Known::Undefined) => Err(Outcome::unproven(Reason::DateMissing)),
            Some(Known::Open | Known::None) => Ok((Phase::Open, None)),
            None => {
                let finish = self.task_finish(task, None);
                let entered = self.task_entry(task).is_some();
                // The day of the finish itself is still open.
                let over = match finish {
                    Known::Is(finish) => ask(
                        trace,
                        Test::Days(
                            (Label::AsOf, self.as_of),
                            Comparison::Greater,
                            (Label::Finish, finish.date()),
                        ),
                    ),
                    other => flag(trace, Label::Finished, entered && other == Known::Missing),
                };
                Ok((if over { Phase::Due } else { Phase::Open }, finish.is().map(Moment::date)))
            }
        }
    }

    /// 卷宗未齐: whether what is due with the finish of a task without date is due at all.
    fn may_be_finished(&self, task: Id<Task>, by: Option<ExprId>) -> bool {
        let undated = by.is_none() && self.rules.tasks[task].dues.is_empty();
        undated && self.dossier.partial && self.task_entry(task).is_none()
    }

    /// 指标: as row 13, a measure by a date. Before the date a value that falls short may still rise.
    pub(super) fn indicated<T: Trace>(
        &self,
        obligation: &Obligation,
        condition: ExprId,
        due: Option<ExprId>,
        trace: &mut T,
    ) -> Outcome {
        let Some(task) = obligation.task else { return Outcome::not_applicable(Reason::NeverArose) };
        if self.may_be_finished(task, due) {
            flag(trace, Label::Finished, true);
            return Outcome::unproven(Reason::NotRecorded);
        }
        let (phase, day) = match self.task_phase(task, due, trace) {
            Ok(found) => found,
            Err(outcome) => return outcome,
        };
        let truth = self.truth(condition, &Env::new(Phase::Due), trace);
        if ask(trace, Test::Truth(Label::Condition, truth, Tri::True)) {
            return Outcome::met().due(day);
        }
        if phase == Phase::Open {
            let reason = if truth == Tri::False { Reason::NotReached } else { Reason::FactMissing };
            return Outcome::pending(reason).due(day);
        }
        if ask(trace, Test::Truth(Label::Condition, truth, Tri::False)) {
            let dated = due.is_some() || !self.rules.tasks[task].dues.is_empty();
            let since = if dated { day.and_then(|day| day.plus_days(1)) } else { day };
            return Outcome::late(Reason::NotReached, since).due(day);
        }
        Outcome::unproven(Reason::FactMissing).due(day)
    }

    /// Row 4 of a task: the document that it leaves behind.
    pub(super) fn task_documented<T: Trace>(
        &self,
        task: Id<Task>,
        document: DocumentRef,
        by: Option<ExprId>,
        test: Option<ExprId>,
        trace: &mut T,
    ) -> Outcome {
        if self.may_be_finished(task, by) {
            flag(trace, Label::Finished, true);
            return Outcome::unproven(Reason::NotRecorded);
        }
        let (phase, day) = match self.task_phase(task, by, trace) {
            Ok(found) => found,
            Err(outcome) => return outcome,
        };
        let own = self.task_entry(task).map(|(at, _)| at);
        let filed = self
            .on_file_documents(document.kind)
            .filter(|(at, _)| matches!(at, DocumentAt::Task { task, .. } if Some(*task) == own));
        // Any one in time suffices: the earliest dated one, an undated one last.
        let best = filed.min_by_key(|(at, one)| (one.date.is_none(), one.date.map(Moment::sort_key), *at));
        if !flag(trace, Label::OnFile, best.is_some()) {
            return self.task_unfiled(own.is_none(), by.is_some(), phase, day);
        }
        let date = best.and_then(|(_, one)| one.date);
        if let (Some(_), Some(day)) = (by, day) {
            let Some(date) = date else {
                ask(trace, Test::State(Label::DocumentDate, KnownState::Missing, KnownState::Missing));
                return Outcome::unproven(Reason::DateMissing);
            };
            let limit = Moment::on(day);
            if ask(trace, Test::Moments((Label::DocumentDate, date), MomentOrder::After, (Label::Due, limit)))
            {
                return Outcome::late(Reason::TooLate, Some(day)).due(Some(day));
            }
        }
        let fit = test.map_or(Tri::True, |test| self.truth(test, &Env::new(Phase::Due), trace));
        match fit {
            Tri::True => Outcome::met(),
            Tri::False => Outcome::violated(Reason::DocumentUnfit, None),
            Tri::Missing => Outcome::unproven(Reason::FactMissing),
            Tri::Open => Outcome::pending(Reason::FactMissing),
        }
    }

    fn task_unfiled(&self, no_entry: bool, dated: bool, phase: Phase, day: Option<Date>) -> Outcome {
        if phase == Phase::Open {
            return Outcome::pending(Reason::DocumentMissing).due(day);
        }
        if self.dossier.partial {
            let reason = if no_entry { Reason::NotRecorded } else { Reason::DocumentMissing };
            return Outcome::unproven(reason).due(day);
        }
        if dated {
            return Outcome::late(Reason::DocumentMissing, day).due(day);
        }
        Outcome::violated(Reason::DocumentMissing, day).due(day)
    }
}
