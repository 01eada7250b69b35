//! Acts of a case: what each must say, what its names mean, and the fold.

use super::Typing;
use crate::calendar::Moment;
use crate::diag::{Message, case as faults, dossier as shape};
use crate::dossier::acts::{Acts, Conflict, Fold, Stop, Taken};
use crate::dossier::fault::{Fault, Spot, nearest};
use crate::dossier::read::keys;
use crate::dossier::{DataPath, PathPart};
use crate::model::{Act, Follow, FollowKind, Row, Submission, SubmittedAct, SubmittedEvent};
use smol_str::SmolStr;

/// What an act must say, and what it may say besides `text` and `ref`.
const SAYS: &[(Act, &[&str], &[&str])] = &[
    (Act::Launch, &[], &[]),
    (Act::Start, &["step"], &["manner", "recorded", "notice", "documents", "sequence", "meeting", "data"]),
    (
        Act::Finish,
        &["step"],
        &["outcome", "manner", "recorded", "notice", "documents", "sequence", "meeting", "data"],
    ),
    (Act::Return, &["step"], &[]),
    (Act::Withdraw, &[], &["step"]),
    (Act::Transfer, &["step", "to"], &[]),
    (Act::Cosign, &["step", "to"], &[]),
    (Act::Opinion, &["step", "result"], &[]),
    (Act::Correct, &[], &["notice"]),
    (Act::Suspend, &["clock", "kind"], &["notice"]),
    (Act::Resume, &[], &["clock", "kind"]),
    (Act::Extend, &["clock", "amount"], &["notice"]),
    (Act::Promise, &["obligation"], &[]),
    (Act::Supply, &["obligation", "documents"], &[]),
    (Act::Stay, &[], &["notice"]),
    (Act::Terminate, &[], &[]),
    (Act::Void, &[], &[]),
];

/// Whether somebody must be named who did it.
fn needs_doer(act: Act) -> bool {
    matches!(act, Act::Opinion | Act::Withdraw)
}

impl Typing<'_> {
    /// The act that an event is; a word that the rules declare as an event is one unless it says more than an event.
    pub(super) fn act_of(&self, event: &SubmittedEvent) -> Option<Act> {
        let act = Act::of_word(&event.event)?;
        (event.act.is_some() || !self.names.events.contains_key(&event.event)).then_some(act)
    }

    /// The submission that the acts of a dossier come to, where it has any.
    pub(super) fn folded(&mut self, submission: &Submission) -> Option<(Submission, Acts)> {
        if !submission.events.iter().any(|event| self.act_of(event).is_some()) {
            return None;
        }
        let log = self.each("events", &submission.events, |typing, event| {
            let act = typing.act_of(event)?;
            typing.taken(act, event)
        });
        let steps = submission.records.iter().map(|record| self.steps_named(&record.step));
        let steps = steps.map(|found| found.first().copied()).collect();
        let acts = Acts {
            stops: self.open_stops(submission),
            opened_by: vec![None; submission.records.len()],
            ..Acts::default()
        };
        let out = submission.clone();
        let mut fold = Fold { rules: self.rules, procedure: self.procedure, out, steps, acts };
        let mut found = Vec::new();
        fold.run(log, &mut |position, conflict| found.push((position, conflict)));
        for (position, conflict) in &found {
            self.contradiction(*position, conflict);
        }
        fold.acts.conflicts = found;
        Some((fold.out, fold.acts))
    }

    fn contradiction(&mut self, position: u32, conflict: &Conflict) {
        let name = conflict.step.map(|step| self.rules.steps[step].name.as_str());
        let path = DataPath::key("events").at(position as usize);
        let diagnostic = faults::contradiction(conflict.kind.into(), name);
        let there = Message::new("这里已经写明", "it is said here");
        let other = conflict.place.clone().map(|place| Box::new((place, there)));
        self.faults.take(Fault { other, ..Fault::new(path, Spot::Value, diagnostic) });
    }

    fn taken(&mut self, act: Act, event: &SubmittedEvent) -> Option<Taken> {
        let position = match self.path.last() {
            Some(PathPart::Index(index)) => *index,
            _ => 0,
        };
        let nothing = SubmittedAct::default();
        let said = event.act.as_deref().unwrap_or(&nothing);
        let whole = self.says_enough(act, event, said);
        let at = self.past_moment("date", event.date.as_deref());
        let step = said.step.as_ref().map(|name| self.step_named(name));
        let limit = ("限时", "a limit");
        let clock = said
            .clock
            .as_ref()
            .map(|id| self.obligation_of("clock", id, limit, |row| matches!(row, Row::Within { .. })));
        let promise = ("告知承诺或者容缺", "a commitment or a document owed");
        let promise = said.obligation.as_ref().map(|id| {
            self.obligation_of("obligation", id, promise, |row| match row {
                Row::Follow(Follow { kind: FollowKind::Owed(_), .. }) => true,
                Row::Follow(Follow { kind: FollowKind::Commitment, .. }) => act == Act::Promise,
                _ => false,
            })
        });
        let lost = matches!(step, Some(None)) || matches!(clock, Some(None)) || matches!(promise, Some(None));
        if lost || !whole {
            return None;
        }
        Some(Taken {
            act,
            position,
            at: at?,
            step: step.flatten(),
            clock: clock.flatten(),
            promise: promise.flatten(),
            said: event.clone(),
        })
    }

    /// Whether an act says what it must; what it must not say is told.
    fn says_enough(&mut self, act: Act, event: &SubmittedEvent, said: &SubmittedAct) -> bool {
        let found = SAYS.iter().find(|(known, ..)| *known == act);
        let (must, may) = found.map_or((&[][..], &[][..]), |(_, must, may)| (*must, *may));
        let mut lacking: Vec<&str> =
            must.iter().filter(|key| !said.given().any(|one| one == **key)).copied().collect();
        if event.date.is_none() {
            lacking.push("date");
        }
        if needs_doer(act) && event.by.is_empty() {
            lacking.push("by");
        }
        let one_alone = matches!(act, Act::Opinion | Act::Extend | Act::Promise);
        if one_alone && event.by.len() > 1 {
            self.at_key("by", |typing| typing.fault(|| faults::one_alone(act.words())));
            return false;
        }
        for key in &lacking {
            let zh = keys::EVENT.iter().find(|one| one.en == *key).map_or("", |one| one.zh);
            self.below(PathPart::Key(SmolStr::new(key)), |typing| {
                typing.fault(|| shape::missing_key(key, zh));
            });
        }
        let allowed = |key: &str| key == "text" || must.contains(&key) || may.contains(&key);
        for key in said.given().filter(|key| !allowed(key)) {
            self.out_of_place(key, act.words(), &[must, may].concat());
        }
        lacking.is_empty()
    }

    /// A key that an event, or this act, does not have.
    pub(super) fn out_of_place(&mut self, key: &'static str, word: (&str, &str), all: &[&str]) {
        self.at_key(key, |typing| {
            typing.key_fault(|| {
                shape::unknown_key(key, nearest(key, all.iter().copied()), all)
                    .help(format!("「{}」不写这一项", word.0), format!("‘{}’ does not say this", word.1))
            });
        });
    }

    /// Suspensions of the file that are still open: acts may end them.
    fn open_stops(&mut self, submission: &Submission) -> Vec<Stop> {
        let mut stops: Vec<Stop> = Vec::new();
        for (at, one) in submission.suspensions.iter().enumerate().filter(|(_, one)| one.to.is_none()) {
            let act = Act::of_word(&one.kind).filter(|act| matches!(act, Act::Correct | Act::Stay));
            let since = one.from.parse::<Moment>().ok().map(Moment::date);
            let whole =
                act.and_then(|act| stops.iter_mut().find(|stop| stop.act == act && stop.since == since));
            if let Some(stop) = whole {
                stop.suspensions.push(at);
                continue;
            }
            // What is wrong with it is told where suspensions are typed.
            let known = self.faults.kept.len();
            let clock = self.obligation_of("clock", &one.clock, ("限时", "a limit"), |_| true);
            self.faults.kept.truncate(known);
            stops.push(Stop {
                act: act.unwrap_or(Act::Suspend),
                kind: one.kind.clone(),
                clock: clock.filter(|_| act.is_none()),
                suspensions: vec![at],
                since,
                place: DataPath::key("suspensions").at(at),
            });
        }
        stops
    }
}
