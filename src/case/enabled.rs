//! What may be done now, by whom, until when; and what everything else waits for.

use super::Case;
use super::event::{Deed, Event, Target};
use super::guard::{asked_organs, filed, owed};
use super::look::Look;
use super::refusal::Refusal;
use crate::calendar::{Date, Moment, Period};
use crate::judge::{Reason, Report, Status, Tri, is_organ, judge};
use crate::model::{
    Act, DocumentKind, EventKind, Id, ObligationId, Row, Step, SubmittedAct, SubmittedDocument,
    SubmittedEvent, UnitRef, Weight,
};
use smol_str::SmolStr;

/// Something that may be done now.
#[derive(Clone, Debug, PartialEq)]
pub struct Enabled {
    /// What.
    pub deed: Deed,
    /// What it is about.
    pub target: Target,
    /// By whom: of every list one organ at least must be among those who are named, where anybody is.
    pub organs: Vec<Vec<UnitRef>>,
    /// Only these may be named; empty: anybody.
    pub doers: Vec<SmolStr>,
    /// Whether somebody must be named.
    pub doer_needed: bool,
    /// A finish ends with one of these; empty: the step declares none.
    pub outcomes: Vec<SmolStr>,
    /// The kinds of a suspension; what goes on, of a resumption.
    pub kinds: Vec<SmolStr>,
    /// Whether one of them must be said.
    pub kind_needed: bool,
    /// An extension is no longer than this.
    pub most: Option<Period>,
    /// What is owed.
    pub document: Option<Id<DocumentKind>>,
    /// The first obligation that falls due by it.
    pub until: Option<Until>,
    /// Nobody has to do it.
    pub optional: bool,
    /// The step of an act that takes another back.
    pub of_step: Option<Id<Step>>,
}

/// By when something is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Until {
    /// The last day.
    pub due: Date,
    /// What says so.
    pub obligation: ObligationId,
}

/// Something that cannot be done yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// What.
    pub act: Act,
    /// The step.
    pub step: Id<Step>,
    /// Why not, and what must come first.
    pub refusal: Refusal,
    /// The first obligation that falls due by it.
    pub until: Option<Until>,
}

impl Enabled {
    /// Whether an event is one of those meant. `case`: the case that it would happen in.
    #[must_use]
    pub fn admits(&self, case: &Case<'_>, event: &Event) -> bool {
        let nothing = SubmittedAct::default();
        let submitted = event.submitted();
        let said = submitted.act.as_deref().unwrap_or(&nothing);
        let by = &submitted.by;
        let organ = |organs: &Vec<UnitRef>, name: &SmolStr| {
            organs.iter().any(|one| is_organ(case.rules(), case.dossier(), *one, name) != Tri::False)
        };
        let transfer = self.deed == Deed::Act(Act::Transfer);
        let asked = self.deed == Deed::Act(Act::Opinion);
        let named: Vec<SmolStr> = if transfer { said.to.iter().cloned().collect() } else { by.clone() };
        let right = self.organs.iter().all(|organs| {
            named.is_empty()
                || named.iter().any(|name| organ(organs, name) || asked && self.doers.contains(name))
        });
        let own = asked && !self.organs.is_empty()
            || self.doers.is_empty()
            || by.iter().all(|name| self.doers.contains(name));
        let kind = |kind: &SmolStr| self.kinds.contains(kind);
        self.deed == event.deed
            && self.target == event.target
            && right
            && own
            && (!self.doer_needed || !by.is_empty())
            && (self.outcomes.is_empty()
                || said.outcome.as_ref().is_some_and(|one| self.outcomes.contains(one)))
            && (!self.kind_needed || said.kind.is_some())
            && said.kind.as_ref().is_none_or(kind)
            && self.most.is_none_or(|most| {
                let amount = said.amount.as_deref().and_then(crate::dossier::read_period);
                amount.is_some_and(|amount| amount.unit == most.unit && amount.amount <= most.amount)
            })
            && self.document.is_none_or(|document| filed(&Look::new(case, event.at.date()), said, document))
    }
}

/// A submission of an act, for asking whether it may be done.
fn act(act: Act, on: Date, said: SubmittedAct) -> SubmittedEvent {
    SubmittedEvent {
        event: SmolStr::new_static(act.words().0),
        date: Some(SmolStr::new(on.to_string())),
        act: (said != SubmittedAct::default()).then(|| Box::new(said)),
        ..SubmittedEvent::default()
    }
}

/// What is asked of a case on one day.
struct Asker<'c, 'r> {
    case: &'c Case<'r>,
    look: Look<'c>,
    report: Report,
    found: Vec<Enabled>,
}

impl Case<'_> {
    /// What may be done on a day, in the order of the rules: first what carries the case on.
    #[must_use]
    pub fn enabled(&self, on: Date) -> Vec<Enabled> {
        let mut asker = Asker::new(self, on);
        let steps: Vec<Id<Step>> = asker.look.steps().iter().map(|one| one.step).collect();
        for step in &steps {
            asker.step(*step);
        }
        for (clock, obligation) in asker.look.clocks().collect::<Vec<_>>() {
            asker.clock(clock, &obligation.row);
        }
        for (promise, follow) in asker.look.promises().collect::<Vec<_>>() {
            asker.promise(promise, owed(follow));
        }
        asker.whole();
        asker.withdrawals();
        asker.events();
        asker.found
    }

    /// What a step that must still be done waits for, and what a step that goes on cannot end without.
    #[must_use]
    pub fn waiting(&self, on: Date) -> Vec<Waiting> {
        let asker = Asker::new(self, on);
        let open = |one: &&crate::judge::Standing| {
            one.scope != Tri::False && one.waived != Tri::True && one.done != Tri::True
        };
        let steps: Vec<Id<Step>> = asker.look.steps().iter().filter(open).map(|one| one.step).collect();
        let of = |step: Id<Step>| {
            let act = if asker.going_on(step) { Act::Finish } else { Act::Start };
            let refusal = asker.trial(act, step).err()?;
            Some(Waiting { act, step, refusal: *refusal, until: asker.until(act, step) })
        };
        steps.into_iter().filter_map(of).collect()
    }
}

impl<'c, 'r> Asker<'c, 'r> {
    fn new(case: &'c Case<'r>, on: Date) -> Self {
        let report = judge(case.rules(), case.dossier(), on);
        Self { case, look: Look::new(case, on), report, found: Vec::new() }
    }

    /// Whether an act may be done; the name of a step is its path, so that it cannot be mistaken.
    fn asks(&self, submitted: SubmittedEvent) -> Result<Event, Option<Box<Refusal>>> {
        let event = self.case.event(submitted).map_err(|_| None)?;
        self.case.apply(&event).map_err(Some)?;
        Ok(event)
    }

    fn names(&self, step: Id<Step>) -> SubmittedAct {
        SubmittedAct { step: Some(self.look.rules.steps[step].path.clone()), ..SubmittedAct::default() }
    }

    /// Whether a step has an attempt that goes on.
    fn going_on(&self, step: Id<Step>) -> bool {
        let standing = self.look.standing(step).filter(|one| !one.stale);
        let record = standing.and_then(|one| self.look.dossier.records.get(one.record? as usize));
        record.is_some_and(|record| record.finish.is_none() && record.outcome.is_none())
    }

    /// Tries an act on a step with whatever it needs.
    fn trial(&self, of: Act, step: Id<Step>) -> Result<Enabled, Box<Refusal>> {
        let outcomes = &self.look.rules.steps[step].outcomes;
        let mut enabled = self.blank(Deed::Act(of), Target::Step(step));
        let mut said = self.names(step);
        let mut by = SmolStr::default();
        match of {
            Act::Transfer => said.to = Some(self.somebody(step)),
            Act::Cosign => said.to = Some(SmolStr::new_static("会签单位")),
            Act::Opinion => {
                said.result = Some(SmolStr::new_static("同意"));
                let (organs, named) = asked_organs(&self.look, step);
                by = named.first().cloned().or_else(|| self.name_of(*organs.first()?)).unwrap_or_default();
                enabled.organs = if organs.is_empty() { Vec::new() } else { vec![organs] };
                (enabled.doers, enabled.doer_needed) = (named, true);
            }
            _ => {}
        }
        let mut refused = None;
        let choices: Vec<Option<SmolStr>> = match (of, outcomes.is_empty()) {
            (Act::Finish, false) => outcomes.iter().cloned().map(Some).collect(),
            _ => vec![None],
        };
        for outcome in choices {
            said.outcome.clone_from(&outcome);
            let mut submitted = act(of, self.look.on, said.clone());
            submitted.by.extend((!by.is_empty()).then(|| by.clone()));
            match self.asks(submitted) {
                Ok(_) => {
                    enabled.outcomes.extend(outcome);
                    refused = Some(Ok(()));
                }
                Err(why) if refused.is_none() => refused = Some(Err(why)),
                Err(_) => {}
            }
        }
        match refused {
            Some(Ok(())) => {}
            Some(Err(Some(why))) => return Err(why),
            _ => return Err(Refusal::of(super::RefusalKind::Unreadable)),
        }
        self.doers(of, step, &mut enabled);
        enabled.until = self.until(of, step);
        let standing = self.look.standing(step);
        let waived = standing.is_some_and(|one| one.waived == Tri::True || one.optional);
        enabled.optional = waived
            || !self.look.rules.steps[step].children.is_empty()
            || !matches!(of, Act::Start | Act::Finish | Act::Opinion);
        Ok(enabled)
    }

    /// A name that may take a step over.
    fn somebody(&self, step: Id<Step>) -> SmolStr {
        let organs = self.organs(step);
        let named = organs.first().and_then(|organs| self.name_of(*organs.first()?));
        named.unwrap_or_else(|| SmolStr::new_static("接办单位"))
    }

    fn name_of(&self, organ: UnitRef) -> Option<SmolStr> {
        let rules = self.look.rules;
        match organ {
            UnitRef::Unit(unit) => Some(rules.units[unit].name_on(Some(self.look.on)).clone()),
            UnitRef::Role(role) => {
                let bound = self.look.dossier.roles.get(role.index()).filter(|binding| binding.bound);
                let member = bound.and_then(|binding| binding.members.first()?.name.clone());
                Some(member.unwrap_or_else(|| rules.roles[role].name.clone()))
            }
        }
    }

    /// The organs that a step is bound to.
    fn organs(&self, step: Id<Step>) -> Vec<Vec<UnitRef>> {
        let all = self.look.rules.steps[step].obligations.iter();
        let bound = all.filter_map(|id| {
            let obligation = &self.look.rules.obligations[*id];
            let Row::By { units } = &obligation.row else { return None };
            let verdict = self.report.verdicts.iter().find(|one| one.obligation == *id);
            // A permission that is used binds whoever uses it.
            let binds = verdict.is_some_and(|one| match one.status {
                Status::NotApplicable => one.reason == Reason::NotExercised,
                status => !matches!(status, Status::Waived | Status::Violated),
            });
            (binds && self.look.forbids(obligation)).then(|| units.clone())
        });
        bound.collect()
    }

    /// Who may do an act on a step.
    fn doers(&self, of: Act, step: Id<Step>, enabled: &mut Enabled) {
        let record = self.look.standing(step).and_then(|one| one.record);
        let record = record.and_then(|at| self.look.dossier.records.get(at as usize));
        let by = record.map(|record| record.by.clone()).unwrap_or_default();
        match of {
            Act::Finish if !by.is_empty() => enabled.doers = by,
            Act::Start | Act::Return | Act::Finish | Act::Transfer => enabled.organs = self.organs(step),
            _ => {}
        }
    }

    /// The first obligation on a step that falls due and that the act goes towards.
    fn until(&self, of: Act, step: Id<Step>) -> Option<Until> {
        let rules = self.look.rules;
        let dues = self.report.verdicts.iter().filter(|verdict| {
            let obligation = &rules.obligations[verdict.obligation];
            let own = obligation.step == Some(step) || about(rules, &obligation.row, of) == Some(step);
            let open = matches!(verdict.status, Status::Pending | Status::AtRisk)
                || verdict.status == Status::Violated && verdict.reason == Reason::Overdue;
            own && open && verdict.weight != Weight::Hint
        });
        dues.filter_map(|one| Some(Until { due: one.due?, obligation: one.obligation })).min()
    }

    fn blank(&self, deed: Deed, target: Target) -> Enabled {
        Enabled {
            deed,
            target,
            organs: Vec::new(),
            doers: Vec::new(),
            doer_needed: false,
            outcomes: Vec::new(),
            kinds: Vec::new(),
            kind_needed: false,
            most: None,
            document: None,
            until: None,
            optional: true,
            of_step: None,
        }
    }

    fn step(&mut self, step: Id<Step>) {
        // PERF: an attempt that goes on, or one that is over, rules most acts out before they are tried.
        let standing = self.look.standing(step).copied();
        let begun = standing.is_some_and(|one| one.record.is_some());
        let record = standing.and_then(|one| self.look.dossier.records.get(one.record? as usize));
        let open = record.is_some_and(|record| record.finish.is_none() && record.outcome.is_none());
        let acts: &[Act] = match (begun, open) {
            (false, _) => &[Act::Start],
            (true, true) => &[Act::Finish, Act::Opinion, Act::Transfer, Act::Cosign, Act::Start],
            (true, false) => &[Act::Start, Act::Return],
        };
        for one in acts {
            if let Ok(enabled) = self.trial(*one, step) {
                self.found.push(enabled);
            }
        }
    }

    fn clock(&mut self, clock: ObligationId, row: &Row) {
        let Row::Within { extension, excluding, .. } = row else { return };
        let id = self.look.rules.obligations[clock].id.clone();
        let named = SubmittedAct { clock: Some(id), ..SubmittedAct::default() };
        for kind in excluding {
            let said = SubmittedAct { kind: Some(kind.clone()), ..named.clone() };
            if self.asks(act(Act::Suspend, self.look.on, said)).is_ok() {
                let mut enabled = self.blank(Deed::Act(Act::Suspend), Target::Clock(clock));
                enabled.kinds.clone_from(excluding);
                enabled.kind_needed = true;
                self.found.push(enabled);
                break;
            }
        }
        self.resumption(Target::Clock(clock), &named);
        let Some(extension) = extension else { return };
        let unit = match extension.period.unit {
            crate::calendar::TimeUnit::Workday => "个工作日",
            crate::calendar::TimeUnit::Day => "日",
            crate::calendar::TimeUnit::Month => "个月",
            crate::calendar::TimeUnit::Year => "年",
            crate::calendar::TimeUnit::Hour => "小时",
            crate::calendar::TimeUnit::Minute => "分钟",
        };
        let amount = SmolStr::new(format!("{}{unit}", extension.period.amount));
        let mut submitted = act(Act::Extend, self.look.on, SubmittedAct { amount: Some(amount), ..named });
        submitted.by.extend(self.name_of(extension.by));
        if self.asks(submitted).is_ok() {
            let mut enabled = self.blank(Deed::Act(Act::Extend), Target::Clock(clock));
            enabled.organs = vec![vec![extension.by]];
            (enabled.most, enabled.doer_needed) = (Some(extension.period), true);
            self.found.push(enabled);
        }
    }

    fn promise(&mut self, promise: ObligationId, owed: Option<Id<DocumentKind>>) {
        let rules = self.look.rules;
        let id = rules.obligations[promise].id.clone();
        let named = SubmittedAct { obligation: Some(id), ..SubmittedAct::default() };
        if self.asks(act(Act::Promise, self.look.on, named.clone())).is_ok() {
            self.found.push(self.blank(Deed::Act(Act::Promise), Target::Promise(promise)));
        }
        let Some(owed) = owed else { return };
        let document =
            SubmittedDocument { kind: rules.documents[owed].name.clone(), ..SubmittedDocument::default() };
        let said = SubmittedAct { documents: vec![document], ..named };
        if self.asks(act(Act::Supply, self.look.on, said)).is_ok() {
            let mut enabled = self.blank(Deed::Act(Act::Supply), Target::Promise(promise));
            enabled.document = Some(owed);
            enabled.optional = false;
            enabled.until = self
                .report
                .verdicts
                .iter()
                .find(|one| one.obligation == promise)
                .and_then(|one| Some(Until { due: one.due?, obligation: promise }));
            self.found.push(enabled);
        }
    }

    /// Acts on the case as a whole.
    fn whole(&mut self) {
        for one in [Act::Launch, Act::Correct, Act::Stay, Act::Terminate, Act::Void] {
            if self.asks(act(one, self.look.on, SubmittedAct::default())).is_ok() {
                self.found.push(self.blank(Deed::Act(one), Target::Case));
            }
        }
        self.resumption(Target::Case, &SubmittedAct::default());
    }

    /// What stands still and may go on, by each word that names it alone.
    fn resumption(&mut self, target: Target, named: &SubmittedAct) {
        let words = |(kind, act): (SmolStr, Act)| {
            let (zh, en) = act.words();
            [kind, SmolStr::new_static(zh), SmolStr::new_static(en)]
        };
        let mut enabled = self.blank(Deed::Act(Act::Resume), target);
        for kind in self.stopped().into_iter().flat_map(words) {
            let said = SubmittedAct { kind: Some(kind.clone()), ..named.clone() };
            let may =
                !enabled.kinds.contains(&kind) && self.asks(act(Act::Resume, self.look.on, said)).is_ok();
            enabled.kinds.extend(may.then_some(kind));
        }
        if enabled.kinds.is_empty() {
            return;
        }
        enabled.kind_needed = self.asks(act(Act::Resume, self.look.on, named.clone())).is_err();
        enabled.optional = false;
        self.found.push(enabled);
    }

    /// What stands still: by acts, or as the file of a case without acts says.
    fn stopped(&self) -> Vec<(SmolStr, Act)> {
        if let Some(acts) = self.look.acts() {
            return acts.stops.iter().map(|stop| (stop.kind.clone(), stop.act)).collect();
        }
        let whole = |kind: &str| Act::of_word(kind).filter(|act| matches!(act, Act::Correct | Act::Stay));
        let open = self.look.dossier.suspensions.iter().filter(|one| one.to.is_none());
        open.map(|one| (one.kind.clone(), whole(&one.kind).unwrap_or(Act::Suspend))).collect()
    }

    /// What somebody may take back: his last act, or his last one on a step.
    fn withdrawals(&mut self) {
        let Some(acts) = self.look.acts() else { return };
        let mut hands: Vec<(Vec<SmolStr>, Option<Id<Step>>)> = Vec::new();
        for taken in acts.standing.iter().filter_map(|at| acts.log.get(*at)) {
            for step in [None, taken.step] {
                let hand = (taken.said.by.clone(), step);
                if !hand.0.is_empty() && !hands.contains(&hand) {
                    hands.push(hand);
                }
            }
        }
        for (by, step) in hands {
            let said = step.map(|step| self.names(step)).unwrap_or_default();
            let submitted = SubmittedEvent { by: by.clone(), ..act(Act::Withdraw, self.look.on, said) };
            if self.asks(submitted).is_ok() {
                let target = step.map_or(Target::Case, Target::Step);
                let mut enabled = self.blank(Deed::Act(Act::Withdraw), target);
                (enabled.doers, enabled.doer_needed, enabled.of_step) = (by, true, step);
                self.found.push(enabled);
            }
        }
    }

    /// Events that the rules declare.
    fn events(&mut self) {
        let kinds: Vec<(Id<EventKind>, SmolStr)> =
            self.look.rules.events.entries().map(|(id, kind)| (id, kind.name.clone())).collect();
        for (id, name) in kinds {
            let date = Some(SmolStr::new(Moment::on(self.look.on).to_string()));
            let submitted = SubmittedEvent { event: name, date, ..SubmittedEvent::default() };
            if self.asks(submitted).is_ok_and(|event| event.deed == Deed::Event(id)) {
                self.found.push(self.blank(Deed::Event(id), Target::Case));
            }
        }
    }
}

/// The step whose end a limit runs to, where it stands with another one.
fn about(rules: &crate::model::RuleSet, row: &Row, of: Act) -> Option<Id<Step>> {
    use crate::model::{ExprKind, StepField};
    let to = match row {
        Row::Within { to, .. } => *to,
        Row::Follow(follow) => follow.act,
        _ => return None,
    };
    match (&rules.exprs[to].kind, of) {
        (ExprKind::StepField(step, StepField::Start), Act::Start) => Some(*step),
        (ExprKind::StepField(step, StepField::Finish), Act::Start | Act::Finish) => Some(*step),
        _ => None,
    }
}
