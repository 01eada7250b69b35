//! What is refused, and why.

use super::Case;
use super::event::{CONTRADICTIONS, Deed, Event, Target, is_about};
use super::look::Look;
use super::refusal::{First, Refusal, RefusalKind as Kind};
use crate::calendar::Period;
use crate::dossier::{Dossier, Fault};
use crate::judge::{Status, Tri, Verdict, binding_steps, is_organ, verdicts_of, voices};
use crate::model::{
    Act, ExprId, ExprKind, Follow, FollowKind, Id, LinkEnd, Obligation, ObligationId, Row, Step, StepField,
    SubmittedAct, UnitRef,
};
use smol_str::SmolStr;

type Checked = Result<(), Box<Refusal>>;

/// Whether an event may happen after what is on record; `after`: the dossier with it.
pub(super) fn check(case: &Case<'_>, event: &Event, after: &Dossier, faults: &[Fault]) -> Checked {
    readable(case, event, after, faults)?;
    let look = Look::new(case, event.at.date());
    let Deed::Act(act) = event.deed else { return declared(&look) };
    if look.procedure.is_none() {
        return Err(Refusal::of(Kind::NoProcedure));
    }
    if matches!(act, Act::Withdraw) {
        return Ok(());
    }
    if let Some(stop) = look.paused().filter(|_| !matches!(act, Act::Resume | Act::Terminate | Act::Void)) {
        return Err(Refusal::of(Kind::Paused).after([First::Resume]).at(Some(stop.place.clone())));
    }
    if look.closed.is_some() && !matches!(act, Act::Supply | Act::Void) {
        let end = look.procedure.and_then(|id| look.rules.procedures[id].end);
        return Err(Refusal::of(Kind::Closed).about(end));
    }
    let nothing = SubmittedAct::default();
    let said = event.submitted().act.as_deref().unwrap_or(&nothing);
    match (act, event.target) {
        (_, Target::Step(step)) => of_step(&look, act, step, event, said, after),
        (_, Target::Clock(clock)) => of_clock(&look, act, clock, event, said),
        (_, Target::Promise(promise)) => of_promise(&look, act, promise, said),
        (_, Target::Case) => Ok(()),
    }
}

/// What cannot be read or cannot have happened.
fn readable(case: &Case<'_>, event: &Event, after: &Dossier, faults: &[Fault]) -> Checked {
    let position = case.submission().events.len();
    if let Some(fault) = faults.iter().find(|fault| !CONTRADICTIONS.contains(&fault.diagnostic.code.0)) {
        let mut refusal = Refusal::of(Kind::Unreadable);
        refusal.faults.push(fault.diagnostic.clone());
        return Err(refusal);
    }
    if let Some((_, found)) = after.acts.iter().flat_map(|acts| &acts.conflicts).next() {
        return Err(Refusal::of(Kind::Contradiction(found.kind)).about(found.step).at(found.place.clone()));
    }
    let step = match event.target {
        Target::Step(step) => Some(step),
        _ => None,
    };
    let Some(fault) = faults.first() else { return Ok(()) };
    if fault.diagnostic.code.0 == 7038 && is_about(fault, position) {
        let refusal = Refusal::of(Kind::OutcomeUndeclared).about(step);
        let Some(step) = step else { return Err(refusal) };
        let outcomes = case.rules().steps[step].outcomes.clone();
        return Err(with_outcome(case, step, refusal.after([First::Word(outcomes)])));
    }
    Err(Refusal::of(Kind::AfterAsOf).about(step))
}

/// Names the 结论 of a step.
fn with_outcome(case: &Case<'_>, step: Id<Step>, mut refusal: Box<Refusal>) -> Box<Refusal> {
    let rules = case.rules();
    let found = rules.steps[step].obligations.iter();
    refusal.obligation = found.copied().find(|id| matches!(rules.obligations[*id].row, Row::Outcome));
    refusal
}

/// An event that the rules declare: it happens where it happens, but not in a case that was ended.
fn declared(look: &Look<'_>) -> Checked {
    let ended = look.acts().and_then(|acts| acts.ended);
    let Some(ended) = ended else { return Ok(()) };
    let kind = match ended.void {
        true => crate::dossier::ConflictKind::Void,
        false => crate::dossier::ConflictKind::Terminated,
    };
    let place = crate::dossier::DataPath::key("events").at(ended.position as usize);
    Err(Refusal::of(Kind::Contradiction(kind)).at(Some(place)))
}

fn of_step(
    look: &Look<'_>,
    act: Act,
    step: Id<Step>,
    event: &Event,
    said: &SubmittedAct,
    after: &Dossier,
) -> Checked {
    let refuse = |kind| Err(Refusal::of(kind).about(Some(step)));
    let Some(standing) = look.standing(step) else { return refuse(Kind::NotOfCase) };
    if standing.scope == Tri::False {
        return refuse(Kind::OutOfScope);
    }
    match act {
        Act::Start => {
            let again = standing.stale || standing.returned == Tri::True || look.sent_back_to(step);
            if standing.record.is_some() && !again && settled(look, step) {
                return refuse(Kind::Done);
            }
        }
        Act::Finish => {
            if standing.stale {
                return refuse(Kind::Stale);
            }
            answered(look, step)?;
            concluded(look, step, said)?;
        }
        Act::Cosign => asked_once(look, step, said)?,
        Act::Opinion => asked(look, step, event)?,
        _ => {}
    }
    forbidden(look, act, step, after)
}

/// Whether the latest attempt of a step is over.
fn settled(look: &Look<'_>, step: Id<Step>) -> bool {
    let record = look.standing(step).and_then(|one| look.dossier.records.get(one.record? as usize));
    record.is_some_and(|record| record.finish.is_some() || record.outcome.is_some())
}

/// Opinions that were asked for are there.
fn answered(look: &Look<'_>, step: Id<Step>) -> Checked {
    let awaited = look.acts().map(|acts| acts.awaited.as_slice()).unwrap_or_default();
    let open: Vec<First> =
        awaited.iter().filter(|one| one.step == step).map(|one| First::Opinion(one.of.clone())).collect();
    match open.is_empty() {
        true => Ok(()),
        false => Err(Refusal::of(Kind::Unanswered).about(Some(step)).after(open)),
    }
}

/// A step that declares outcomes ends with one of them.
fn concluded(look: &Look<'_>, step: Id<Step>, said: &SubmittedAct) -> Checked {
    let declared = &look.rules.steps[step];
    if declared.outcomes.is_empty() || said.outcome.is_some() {
        return Ok(());
    }
    let mut refusal =
        Refusal::of(Kind::OutcomeMissing).about(Some(step)).after([First::Word(declared.outcomes.clone())]);
    let mut own = declared.obligations.iter().copied();
    refusal.obligation = own.find(|id| matches!(look.rules.obligations[*id].row, Row::Outcome));
    Err(refusal)
}

fn asked_once(look: &Look<'_>, step: Id<Step>, said: &SubmittedAct) -> Checked {
    let awaited = look.acts().map(|acts| acts.awaited.as_slice()).unwrap_or_default();
    match awaited.iter().find(|one| one.step == step && Some(&one.of) == said.to.as_ref()) {
        Some(_) => Err(Refusal::of(Kind::AlreadyAsked).about(Some(step))),
        None => Ok(()),
    }
}

/// Those whose opinion on a step is asked: by its 会签 and 或签, and by 加签.
pub(super) fn asked_organs(look: &Look<'_>, step: Id<Step>) -> (Vec<UnitRef>, Vec<SmolStr>) {
    let of = |id: &ObligationId| match &look.rules.obligations[*id].row {
        Row::Opinions { units, .. } => units.clone(),
        _ => Vec::new(),
    };
    let organs = look.rules.steps[step].obligations.iter().flat_map(of).collect();
    let acts = look.acts();
    let cosigns = acts.into_iter().flat_map(|acts| acts.standing.iter().filter_map(|at| acts.log.get(*at)));
    let cosigns = cosigns.filter(|taken| taken.act == Act::Cosign && taken.step == Some(step));
    let named = cosigns.filter_map(|taken| taken.said.act.as_ref()?.to.clone()).collect();
    (organs, named)
}

fn asked(look: &Look<'_>, step: Id<Step>, event: &Event) -> Checked {
    let (organs, named) = asked_organs(look, step);
    let by = event.submitted().by.first();
    let is = |name: &SmolStr| {
        named.contains(name)
            || organs.iter().any(|organ| is_organ(look.rules, look.dossier, *organ, name) != Tri::False)
    };
    if by.is_some_and(is) {
        return Ok(());
    }
    let first = if organs.is_empty() { None } else { Some(First::Organ(organs)) };
    Err(Refusal::of(Kind::NotAsked).about(Some(step)).after(first))
}

/// The step and the end of it that an expression reads.
fn end_of(look: &Look<'_>, expr: ExprId) -> Option<(Id<Step>, StepField)> {
    match &look.rules.exprs[expr].kind {
        ExprKind::StepField(step, field @ (StepField::Start | StepField::Finish)) => Some((*step, *field)),
        _ => None,
    }
}

/// Whether an obligation can be broken by an act on a step, or on one of those around it.
fn concerns(look: &Look<'_>, act: Act, family: &[Id<Step>], obligation: &Obligation) -> bool {
    let starts = matches!(act, Act::Start | Act::Return);
    let moves = starts || act == Act::Finish;
    let own = obligation.step.is_some() && obligation.step == family.first().copied();
    let around = obligation.step.is_some_and(|step| family.contains(&step));
    let done = |expr: ExprId| {
        end_of(look, expr).is_some_and(|(step, field)| {
            family.contains(&step) && (field == StepField::Start) == starts && moves
        })
    };
    match &obligation.row {
        Row::Precedes { .. } | Row::Joined(_) => around && moves,
        Row::By { .. } => own && (moves || act == Act::Transfer),
        Row::Opinions { .. } => own && act == Act::Finish,
        Row::Lasts { from, to, .. } => end_of(look, *from).is_some() && done(*to),
        Row::Ahead(ahead) => {
            done(ahead.event) && !family.iter().any(|step| look.rules.is_of_step(ahead.act, *step))
        }
        _ => false,
    }
}

/// The first obligation that the act would break.
fn forbidden(look: &Look<'_>, act: Act, step: Id<Step>, after: &Dossier) -> Checked {
    let family = look.family(step);
    let mut all: Vec<ObligationId> = look
        .obligations()
        .filter(|(_, one)| look.forbids(one) && concerns(look, act, &family, one))
        .map(|(id, _)| id)
        .collect();
    if all.is_empty() {
        return Ok(());
    }
    // What must come first says more than the period that runs from it.
    all.sort_by_key(|id| match &look.rules.obligations[*id].row {
        Row::Precedes { .. } | Row::Joined(_) => 0,
        Row::By { .. } | Row::Opinions { .. } => 1,
        _ => 2,
    });
    let before = verdicts_of(look.rules, look.dossier, look.on, &all);
    let then = verdicts_of(look.rules, after, look.on, &all);
    for (was, is) in before.iter().zip(&then) {
        let obligation = &look.rules.obligations[is.obligation];
        let broken = is.status == Status::Violated && was.status != Status::Violated;
        let starts = matches!(act, Act::Start | Act::Return);
        // Only the day is known: what must come first is not finished, and may be today.
        let waits = starts && is.status == Status::Pending && before_start(obligation);
        if broken || waits {
            let mut refusal = Refusal::of(Kind::Forbidden).about(Some(step)).by(is.obligation);
            refusal.reason = Some(is.reason);
            return Err(first(look, was, is, after, refusal));
        }
    }
    Ok(())
}

/// Whether something must have come before a step starts.
fn before_start(obligation: &Obligation) -> bool {
    match &obligation.row {
        Row::Precedes { .. } => true,
        Row::Joined(join) => join.to == LinkEnd::Start,
        _ => false,
    }
}

/// What must come first so that an obligation is not broken.
fn first(
    look: &Look<'_>,
    was: &Verdict,
    is: &Verdict,
    after: &Dossier,
    mut refusal: Box<Refusal>,
) -> Box<Refusal> {
    let undone = |step: &Id<Step>| look.standing(*step).is_none_or(|one| one.done != Tri::True);
    match &look.rules.obligations[is.obligation].row {
        Row::Precedes { before } => {
            let binding = binding_steps(look.rules, look.dossier, look.on, *before);
            let open = binding.into_iter().filter(undone).flat_map(|step| inside(look, step));
            refusal.after(open.map(First::Finish))
        }
        Row::Joined(join) => {
            let open = join.branches.iter().filter(|branch| match branch.from {
                LinkEnd::Finish => undone(&branch.before),
                LinkEnd::Start => look.standing(branch.before).is_none_or(|one| one.begun != Tri::True),
            });
            let of = |branch: &crate::model::Branch| match branch.from {
                LinkEnd::Finish => First::Finish(branch.before),
                LinkEnd::Start => First::Start(branch.before),
            };
            let open: Vec<First> = open.map(of).collect();
            let come = join.branches.len().saturating_sub(open.len());
            let lacking = (join.need as usize).saturating_sub(come);
            refusal.any = (lacking < open.len()).then(|| u32::try_from(lacking).unwrap_or(u32::MAX));
            refusal.after(open).after(is.until.map(First::Wait))
        }
        Row::By { units } => refusal.after([First::Organ(units.clone())]),
        Row::Opinions { .. } => {
            let voices = voices(look.rules, after, look.on, is.obligation);
            let open = voices.into_iter().filter(|voice| voice.silent || voice.refused);
            refusal.after(open.map(|voice| First::Opinion(voice.by)))
        }
        _ => refusal.after(was.until.or(is.until).map(First::Wait)),
    }
}

/// What is still open in a group; a plain step itself.
fn inside(look: &Look<'_>, step: Id<Step>) -> Vec<Id<Step>> {
    let mut found = Vec::new();
    let mut open = vec![step];
    while let Some(at) = open.pop() {
        let waits = |child: &&Id<Step>| {
            look.standing(**child).is_some_and(|one| {
                one.scope != Tri::False && one.waived != Tri::True && !one.optional && one.done != Tri::True
            })
        };
        let children: Vec<Id<Step>> = look.rules.steps[at].children.iter().filter(waits).copied().collect();
        match children.is_empty() {
            true => found.push(at),
            false => open.extend(children.into_iter().rev()),
        }
    }
    found
}

fn of_clock(look: &Look<'_>, act: Act, clock: ObligationId, event: &Event, said: &SubmittedAct) -> Checked {
    let refuse = |kind| Err(Refusal::of(kind).by(clock).about(look.rules.obligations[clock].step));
    if !look.clocks().any(|(id, _)| id == clock) {
        return refuse(Kind::NotOfCase);
    }
    if act == Act::Resume {
        return Ok(());
    }
    if !look.runs(clock) {
        return refuse(Kind::ClockIdle);
    }
    let Row::Within { extension, excluding, .. } = &look.rules.obligations[clock].row else { return Ok(()) };
    if act == Act::Suspend {
        let kind = said.kind.as_ref();
        if kind.is_some_and(|kind| excluding.contains(kind)) {
            return Ok(());
        }
        return refuse(Kind::KindNotAllowed).map_err(|refusal: Box<Refusal>| {
            refusal.after((!excluding.is_empty()).then(|| First::Word(excluding.clone())))
        });
    }
    let Some(extension) = extension else { return refuse(Kind::NoExtension) };
    let by = event.submitted().by.first();
    let right = by.map_or(Tri::False, |name| is_organ(look.rules, look.dossier, extension.by, name));
    if right == Tri::False {
        return refuse(Kind::WrongOrgan)
            .map_err(|refusal: Box<Refusal>| refusal.after([First::Organ(vec![extension.by])]));
    }
    if look.dossier.extensions.iter().any(|one| one.clock == clock) {
        return refuse(Kind::Twice);
    }
    if !said.amount.as_deref().is_some_and(|amount| fits(amount, extension.period)) {
        return refuse(Kind::TooLong);
    }
    Ok(())
}

/// Whether an extension is no longer than it may be.
fn fits(amount: &str, most: Period) -> bool {
    crate::dossier::read_period(amount).is_some_and(|one| one.unit == most.unit && one.amount <= most.amount)
}

fn of_promise(look: &Look<'_>, act: Act, promise: ObligationId, said: &SubmittedAct) -> Checked {
    let refuse = |kind| Err(Refusal::of(kind).by(promise).about(look.rules.obligations[promise].step));
    let Some((_, follow)) = look.promises().find(|(id, _)| *id == promise) else {
        return refuse(Kind::NotOfCase);
    };
    if act == Act::Promise {
        return match look.dossier.commitments.iter().any(|one| one.obligation == promise) {
            true => refuse(Kind::Twice),
            false => Ok(()),
        };
    }
    match owed(follow).is_some_and(|kind| filed(look, said, kind)) {
        true => Ok(()),
        false => refuse(Kind::NotOwed),
    }
}

/// The kind of document that is owed.
pub(super) fn owed(follow: &Follow) -> Option<Id<crate::model::DocumentKind>> {
    match follow.kind {
        FollowKind::Owed(document) => Some(document.kind),
        _ => None,
    }
}

/// Whether an act files a document of a kind.
pub(super) fn filed(look: &Look<'_>, said: &SubmittedAct, kind: Id<crate::model::DocumentKind>) -> bool {
    let named = |document: &crate::model::SubmittedDocument| {
        look.rules.names().documents.get(&document.kind).is_some_and(|all| all.contains(&kind))
    };
    said.documents.iter().any(named)
}
