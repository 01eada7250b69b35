//! Verdicts: evaluation, three-valued logic, explanations, remedies.
//!
//! INVARIANT: judging is total. It returns no error, reads no clock and no file, and allocates
//! little: explanations are built only when asked for, by the same code that judges.

mod arithmetic;
mod clock;
mod conditions;
mod cure;
mod days;
mod deemed;
mod documents;
mod edges;
mod ended;
mod entries;
mod eval;
mod evidence;
mod exact;
mod exceptions;
mod explanation;
mod follow;
mod force;
mod frequency;
mod gauge;
mod joins;
mod judged;
mod known;
mod late;
mod length;
mod light;
mod metered;
mod metered_run;
mod missing;
mod opinions;
mod outcome;
mod periods;
mod plain;
mod read;
mod reevaluate;
mod refined;
mod remedy;
mod report;
mod rows;
mod run;
mod skeleton;
mod standing;
mod state;
mod table;
mod tasks;
mod trace;
mod verdict;
mod vote;
mod works;

pub use cure::cured;
pub use deemed::DeemedAct;
pub use entries::Subject;
pub use evidence::{Sited, evidence_name, evidence_path, evidence_schema, evidence_site};
pub use exceptions::exceptions_in_place;
pub use explanation::{ConditionNode, Explanation, ReadValue, Recorder};
pub use frequency::period_events;
pub use known::{Known, KnownState, Scalar, Tri};
pub use late::{LateEntry, late_entries};
pub use length::measured;
pub use missing::missing;
pub use opinions::{Voice, voices};
pub use reevaluate::Contradiction;
pub use remedy::remedy;
pub use report::{Forecast, Overall, Report};
pub use run::{Cause, ClockRun, PhaseRun, Stretch, Validity};
pub use standing::{Standing, binding_steps, is_organ, standings, verdicts_of};
pub use trace::{CommitmentPart, Evidence, Label, ListAt, RecordPart, Silent, TaskPart, Test, Trace};
pub use verdict::*;
pub use vote::{Tally, tally};

use crate::calendar::{Date, Moment};
use crate::dossier::Dossier;
use crate::model::{Duty, ExceptionId, Id, Obligation, ObligationId, RuleSet, Step, Weight};
use eval::{Env, Judge, Phase};
use outcome::{Outcome, ask, flag};

/// Judges a dossier by the rules at a date.
///
/// Every obligation of the dossier's procedure and of every 规则 gets one verdict, in the order in
/// which the rules are written. What is dated after `as_of` is left out.
#[must_use]
pub fn judge(rules: &RuleSet, dossier: &Dossier, as_of: Date) -> Report {
    let mut judge = Judge::new(rules, dossier, as_of);
    judge.begin();
    let mut verdicts = Vec::with_capacity(rules.obligations.len());
    for (id, obligation) in rules.obligations.entries() {
        if let Some(register) = obligation.register {
            judge.of_each_entry(id, register, &mut verdicts);
        } else if is_judged(rules, obligation, dossier) {
            match frequency::frequency_of(obligation) {
                Some(frequency) => judge.of_each_period(id, frequency, &mut verdicts),
                None => verdicts.push(judge.verdict(id, &mut Silent)),
            }
        }
    }
    if judge.states.reworked {
        judge.look_back(&mut verdicts);
    }
    let overall = overall(&verdicts);
    Report {
        as_of,
        procedure: dossier.procedure,
        overall,
        verdicts,
        deemed: judge.states.deemed,
        left_out: left_out(dossier, as_of),
        forecasts: Vec::new(),
    }
}

/// Explains one verdict; `None` where the obligation is not judged for this dossier.
#[must_use]
pub fn explain(
    rules: &RuleSet,
    dossier: &Dossier,
    as_of: Date,
    subject: impl Into<Subject>,
) -> Option<Explanation> {
    let subject = subject.into();
    let obligation = subject.obligation;
    if !is_judged(rules, &rules.obligations[obligation], dossier) {
        return None;
    }
    let mut judge = Judge::new(rules, dossier, as_of);
    judge.begin();
    judge.turn_to(subject);
    let mut recorder = Recorder::default();
    let verdict = judge.verdict(obligation, &mut recorder);
    Some(recorder.explain(verdict.status, verdict.reason))
}

/// Whether a dossier is about an obligation at all.
fn is_judged(rules: &RuleSet, obligation: &Obligation, dossier: &Dossier) -> bool {
    match obligation.procedure {
        Some(_) => obligation.procedure == dossier.procedure,
        // A case of a procedure that does not speak of tasks is not a report on them, nor is any case
        // one on what organs answer for; a scenario knows nothing of files beside its own.
        None => {
            let of_organ = obligation.answers.is_some() && dossier.procedure.is_some();
            !of_organ
                && (obligation.task.is_none() || dossier.speaks_of_tasks)
                && dossier.file.is_none_or(|file| rules.sees(file, obligation.span.file))
        }
    }
}

impl<'a> Judge<'a> {
    fn new(rules: &'a RuleSet, dossier: &'a Dossier, as_of: Date) -> Self {
        Self {
            rules,
            dossier,
            as_of: ended::last_day(dossier, as_of),
            states: state::States::default(),
            assumed: std::cell::RefCell::default(),
            judged: std::cell::RefCell::default(),
            kept: Vec::new(),
            inside: None,
            worlds: Vec::new(),
            worlds_open: Tri::Missing,
            entry: std::cell::Cell::default(),
            period: std::cell::Cell::default(),
            inner: false,
            earlier: std::cell::OnceCell::new(),
        }
    }

    fn begin(&mut self) {
        let Some(procedure) = self.dossier.procedure else { return };
        // Conditions that ask for verdicts ask for what stays missed, too.
        if self.rules.asks_verdicts && self.dossier.by_step.iter().any(|all| all.len() > 1) {
            self.keep_missed(procedure);
        }
        self.settle(procedure, None);
        self.part_worlds();
    }

    /// The verdict of one obligation with what earlier attempts leave of it.
    fn settled(&self, id: ObligationId) -> Verdict {
        let mut one = [self.verdict(id, &mut Silent)];
        if self.states.reworked {
            self.look_back(&mut one);
        }
        let [verdict] = one;
        verdict
    }

    /// The verdict of one obligation.
    fn verdict<T: Trace>(&self, id: ObligationId, trace: &mut T) -> Verdict {
        let apart = !self.worlds.is_empty() && self.rules.obligations[id].procedure.is_some();
        if apart { self.verdict_apart(id, trace) } else { self.verdict_by(id, trace) }
    }

    /// The same where it is settled which procedure is judged: in force, scope, waiver, 情形, row,
    /// modality.
    fn verdict_by<T: Trace>(&self, id: ObligationId, trace: &mut T) -> Verdict {
        let obligation = &self.rules.obligations[id];
        let outcome = if !T::ON && self.is_plain(obligation) {
            self.row(obligation, trace)
        } else {
            self.decide(id, obligation, None, trace)
        };
        let outcome = match self.dossier.acts {
            Some(_) => self.after_end(obligation, outcome, trace),
            None => outcome,
        };
        let outcome = if self.rules.lights.is_empty() { outcome } else { self.lit(id, outcome, trace) };
        let soft = matches!(obligation.duty, Duty::Encouraged | Duty::Strive);
        let status = match outcome.status {
            Status::Violated if soft => Status::Missed,
            other => other,
        };
        let mut notes = match obligation.duty {
            Duty::Inferred => outcome.note(Notes::INFERRED).notes,
            _ => outcome.notes,
        };
        if self.rules.computes && self.rests_on_nothing(id, &outcome) {
            notes.add(Notes::INCALCULABLE);
        }
        Verdict {
            obligation: id,
            entry: self.entry.get().map(|(_, at)| at).or(self.period.get()),
            status,
            reason: outcome.reason,
            weight: obligation.severity,
            since: outcome.since,
            due: outcome.due,
            until: outcome.until,
            notes,
            curable: outcome.curable,
            not_reviewed: obligation.brief.unpublished,
            needs_finding: outcome.needs_finding,
        }
    }

    /// `assumed`: an exception that is taken to hold.
    fn decide<T: Trace>(
        &self,
        id: ObligationId,
        obligation: &Obligation,
        assumed: Option<ExceptionId>,
        trace: &mut T,
    ) -> Outcome {
        if let Some(outcome) = self.not_in_force(obligation, trace) {
            return outcome;
        }
        let (scope, waived, waiver_invalid) = self.bounds(obligation);
        if ask(trace, Test::Truth(Label::Scope, scope, Tri::False)) {
            return Outcome::not_applicable(Reason::OutOfScope);
        }
        if ask(trace, Test::Truth(Label::Waived, scope.and(waived), Tri::True)) {
            return Outcome::new(Status::Waived, Reason::Waived);
        }
        let unused = self.in_unused_permission(obligation);
        if ask(trace, Test::Truth(Label::Unused, unused, Tri::True)) {
            return Outcome::not_applicable(Reason::NotExercised);
        }
        let when = self.when(obligation, trace);
        if ask(trace, Test::Truth(Label::When, when, Tri::False)) {
            return Outcome::not_applicable(Reason::OutOfScope);
        }
        let bounds = Bounds { scope: scope.and(when).and(unused.not()), waived, waiver_invalid };
        if obligation.standing.exception.is_none() && obligation.standing.exceptions.is_empty() {
            return self.bound(id, obligation, bounds, trace);
        }
        self.excepted(id, obligation, bounds, assumed, trace)
    }

    /// The row, the modality, and what doubt about scope or waiver makes of them.
    fn bound<T: Trace>(
        &self,
        id: ObligationId,
        obligation: &Obligation,
        bounds: Bounds,
        trace: &mut T,
    ) -> Outcome {
        let inner = self.row(obligation, trace);
        // Of a length that nobody set, each possible one is asked by itself.
        let inner = match self.weighs_lateness(obligation) && !self.undecided_length(obligation) {
            true => self.for_good(obligation, inner, trace),
            false => inner,
        };
        let inner = if obligation.duty == Duty::Presumptive {
            self.presumptive(id, obligation, inner, trace)
        } else {
            inner
        };
        let inner = if obligation.duty == Duty::May { permitted(obligation, inner, trace) } else { inner };
        let inner = inner.note_if(bounds.waiver_invalid, Notes::WAIVER_INVALID);
        let inner = match self.states.deemed.is_empty() {
            true => inner,
            false => self.replaced_by_deemed(id, obligation, inner),
        };
        doubted(inner, bounds.scope, bounds.waived, trace)
    }

    /// Scope, waiver and vain waiver of an obligation's step and of its procedure.
    fn bounds(&self, obligation: &Obligation) -> (Tri, Tri, bool) {
        let procedure = match obligation.procedure {
            Some(_) => self.states.scope.unwrap_or(Tri::True),
            None => Tri::True,
        };
        match obligation.step {
            Some(step) => {
                let state = self.state(step);
                (procedure.and(state.scope), state.waived, state.waiver_invalid)
            }
            None => (procedure, Tri::False, false),
        }
    }

    /// Row 17: what a permitted step asks for inside binds only where the permission is used.
    fn in_unused_permission(&self, obligation: &Obligation) -> Tri {
        let own = matches!(obligation.row, crate::model::Row::Perform { .. });
        let mut around = match obligation.step {
            Some(step) if own => self.rules.steps[step].parent,
            step => step,
        };
        let mut unused = Tri::False;
        while let Some(step) = around {
            unused = unused.or(self.unused_permission(step));
            around = self.rules.steps[step].parent;
        }
        unused
    }

    /// 情形
    fn when<T: Trace>(&self, obligation: &Obligation, trace: &mut T) -> Tri {
        let Some(when) = obligation.when else { return Tri::True };
        let phase = match obligation.register {
            Some(_) => Phase::Due,
            None => self.phase_of(obligation.step),
        };
        self.truth(when, &Env::new(phase), trace)
    }

    /// The dossier as it stood on the day before each attempt after the first began, with the step
    /// that was begun again.
    fn earlier(&self) -> &[(Id<Step>, Judge<'a>)] {
        self.earlier.get_or_init(|| {
            let begun_again = (0u32..).zip(&self.dossier.records).filter(|(_, record)| record.attempt > 1);
            begun_again
                .filter_map(|(at, record)| {
                    let before = self.begun_at(at)?.date().plus_days(-1)?;
                    let mut then = Judge::new(self.rules, self.dossier, before);
                    then.inside = self.inside;
                    then.begin();
                    Some((record.step, then))
                })
                .collect()
        })
    }

    /// A limit that was missed before somebody began again stays missed.
    fn for_good<T: Trace>(&self, obligation: &Obligation, inner: Outcome, trace: &mut T) -> Outcome {
        let limit = matches!(obligation.row, crate::model::Row::Within { .. } | crate::model::Row::Follow(_));
        if !self.states.reworked || !limit {
            return inner;
        }
        let missed = self.earlier().iter().map(|(_, then)| then.row(obligation, &mut Silent));
        let missed = missed.filter(|was| was.status == Status::Violated).min_by_key(|was| was.since);
        let first = |was: &Outcome| inner.status != Status::Violated || was.since < inner.since;
        let missed = missed.filter(first);
        flag(trace, Label::MissedBefore, missed.is_some());
        missed.map_or(inner, |was| Outcome { curable: false, ..was })
    }

    /// Whether the lateness of earlier attempts is weighed with the doubt about an obligation, and
    /// not afterwards: where a scope, exceptions or a period that is read decide what was missed.
    fn weighs_lateness(&self, obligation: &Obligation) -> bool {
        if !self.states.reworked {
            return false;
        }
        let standing = &obligation.standing;
        let (scope, waived, _) = self.bounds(obligation);
        let bounded = obligation.when.is_some() || scope != Tri::True || waived == Tri::Missing;
        bounded && matches!(obligation.row, crate::model::Row::Within { .. })
            || obligation.length.is_some()
            || standing.exception.is_some()
            || !standing.exceptions.is_empty()
    }

    /// Earlier attempts: what they violated is corrected by the latest one, except a limit that was
    /// missed before somebody began again: that stays missed.
    fn look_back(&self, verdicts: &mut [Verdict]) {
        let Some(procedure) = self.dossier.procedure else { return };
        for (step, then) in self.earlier() {
            for verdict in verdicts.iter_mut() {
                let obligation = &self.rules.obligations[verdict.obligation];
                let limit =
                    matches!(obligation.row, crate::model::Row::Within { .. } | crate::model::Row::Follow(_));
                if obligation.procedure != Some(procedure) || !limit && obligation.step != Some(*step) {
                    continue;
                }
                let earlier = then.verdict(verdict.obligation, &mut Silent);
                let first = verdict.status != Status::Violated || earlier.since < verdict.since;
                let stays = limit
                    && !matches!(verdict.reason, Reason::Deemed | Reason::Void)
                    && !self.weighs_lateness(obligation);
                if earlier.status == Status::Violated && stays && first {
                    *verdict = Verdict { curable: false, ..earlier };
                } else if earlier.status == Status::Violated && verdict.status != Status::Violated {
                    verdict.notes.add(Notes::CORRECTED);
                }
            }
        }
    }
}

/// Row 17: what is permitted and not done is not exercised; what is done is judged as it is.
fn permitted<T: Trace>(obligation: &Obligation, inner: Outcome, trace: &mut T) -> Outcome {
    // The permission to do a step tells its own use apart.
    if matches!(obligation.row, crate::model::Row::Perform { .. }) {
        return inner;
    }
    let used = match (&obligation.row, inner.status) {
        (crate::model::Row::Document { .. }, Status::Violated) => inner.reason != Reason::DocumentMissing,
        (_, Status::Violated | Status::Pending | Status::AtRisk) => false,
        _ => true,
    };
    if flag(trace, Label::Exercised, used) { inner } else { Outcome::not_applicable(Reason::NotExercised) }
}

/// What has been settled of an obligation before its row is asked.
#[derive(Clone, Copy)]
struct Bounds {
    /// Scope, 情形 and use of the permission around it.
    scope: Tri,
    /// Whether it is validly waived.
    waived: Tri,
    /// A waiver is claimed in vain.
    waiver_invalid: bool,
}

/// What doubt about scope, 情形 or waiver makes of a decision.
fn doubted<T: Trace>(inner: Outcome, bound: Tri, waived: Tri, trace: &mut T) -> Outcome {
    let settled = matches!(inner.status, Status::Satisfied | Status::NotApplicable);
    if settled {
        flag(trace, Label::Scope, true);
        return inner;
    }
    if ask(trace, Test::Truth(Label::Scope, bound, Tri::Missing)) {
        return Outcome {
            status: Status::Unproven,
            reason: Reason::ScopeUnknown,
            since: None,
            curable: true,
            ..inner
        };
    }
    if ask(trace, Test::Truth(Label::Waived, waived, Tri::Missing)) {
        return Outcome {
            status: Status::Unproven,
            reason: Reason::ScopeUnknown,
            since: None,
            curable: true,
            ..inner
        };
    }
    if ask(trace, Test::Truth(Label::Scope, bound, Tri::Open)) {
        return Outcome {
            status: Status::Pending,
            reason: Reason::NotYet,
            since: None,
            curable: true,
            ..inner
        };
    }
    flag(trace, Label::Scope, true);
    inner
}

/// 总体 = the worst of the 违法 and 不当 verdicts.
#[must_use]
pub fn overall(verdicts: &[Verdict]) -> Overall {
    let counts = |verdict: &&Verdict| {
        verdict.weight != Weight::Hint
            && !verdict.not_reviewed
            && !verdict.needs_finding
            && verdict.status <= Status::Satisfied
    };
    let status = verdicts.iter().filter(counts).map(|verdict| verdict.status).min();
    let open = |verdict: &&Verdict| !matches!(verdict.status, Status::NotApplicable | Status::Waived);
    Overall {
        status: status.unwrap_or(Status::NotApplicable),
        not_reviewed: verdicts.iter().filter(open).any(|verdict| verdict.not_reviewed),
        needs_finding: verdicts.iter().filter(open).any(|verdict| verdict.needs_finding),
        nothing_judged: verdicts.is_empty(),
    }
}

/// How many records and entries are dated after the as-of date.
fn left_out(dossier: &Dossier, as_of: Date) -> u32 {
    let later = |moment: Option<Moment>| moment.is_some_and(|moment| moment.date() > as_of);
    let entry = |date: Option<Date>| date.is_some_and(|date| date > as_of);
    // A record that begins earlier and ends later counts as open: its finish is left out.
    let records = dossier.records.iter().filter(|one| later(one.start) || later(one.finish)).count();
    let documents =
        dossier.records.iter().flat_map(|record| &record.documents).filter(|one| later(one.date)).count()
            + dossier.tasks.iter().flat_map(|entry| &entry.documents).filter(|one| later(one.date)).count();
    let opinions =
        dossier.records.iter().flat_map(|record| &record.opinions).filter(|one| later(one.date)).count();
    let events = dossier.events.iter().flatten().filter(|one| later(one.date)).count();
    let entries =
        dossier.attestations.iter().map(|one| one.date).chain(dossier.deviations.iter().map(|one| one.date));
    let entries = entries
        .chain(dossier.waivers.iter().map(|one| one.date))
        .chain(dossier.suspensions.iter().map(|one| Some(one.from)))
        .chain(dossier.extensions.iter().map(|one| one.date));
    let entries = entries.filter(|date| entry(*date)).count();
    let tasks = dossier.tasks.iter().filter(|entry| later(entry.finish)).count();
    u32::try_from(records + documents + opinions + events + entries + tasks).unwrap_or(u32::MAX)
}
