//! Row 3 of the verdict table: 会签 and 或签, the opinions of other organs on a step's record.
//!
//! INVARIANT: what an organ has said is a set of possibilities, one where everything is dated; a
//! verdict is what all of them agree on. The latest opinion of an organ counts, and only until the
//! step is finished.

use super::eval::{Judge, Phase};
use super::known::{Known, Tri};
use super::outcome::{Outcome, ask};
use super::state::StepState;
use super::trace::{Label, Test, Trace};
use super::{Notes, Reason};
use crate::calendar::{Date, Moment, MomentOrder};
use crate::dossier::{Dossier, Opinion};
use crate::model::{Obligation, ObligationId, Row, RuleSet, UnitRef};
use smallvec::SmallVec;
use smol_str::SmolStr;

/// What one organ has said, as far as it is known: every possibility that is not excluded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voice {
    /// The organ, or the role that nobody is bound to.
    pub by: SmolStr,
    /// It may have agreed.
    pub agreed: bool,
    /// It may have refused.
    pub refused: bool,
    /// It may have said nothing.
    pub silent: bool,
    /// The day of a refusal.
    pub on: Option<Date>,
}

impl Voice {
    fn may_fail(&self, due: bool) -> bool {
        self.refused || self.silent && due
    }

    fn fails(&self, due: bool) -> bool {
        self.may_fail(due) && !self.agreed && (due || !self.silent)
    }

    fn agrees(&self) -> bool {
        self.agreed && !self.refused && !self.silent
    }
}

/// What the organs of a 会签 or 或签 have said by the as-of date; empty for other obligations.
#[must_use]
pub fn voices(rules: &RuleSet, dossier: &Dossier, as_of: Date, obligation: ObligationId) -> Vec<Voice> {
    let mut judge = Judge::new(rules, dossier, as_of);
    judge.begin();
    let obligation = &rules.obligations[obligation];
    match (&obligation.row, judge.step_of(obligation)) {
        (Row::Opinions { units, all }, Some((_, state))) => judge.voices_of(units, *all, state).into_vec(),
        _ => Vec::new(),
    }
}

type Voices = SmallVec<[Voice; 4]>;

impl Judge<'_> {
    /// Row 3, the opinions of other organs.
    pub(super) fn opinions<T: Trace>(
        &self,
        obligation: &Obligation,
        units: &[UnitRef],
        all: bool,
        trace: &mut T,
    ) -> Outcome {
        let Some((_, state)) = self.step_of(obligation) else {
            return Outcome::not_applicable(Reason::NeverArose);
        };
        if let Err(outcome) = self.begun(state, trace) {
            return outcome;
        }
        let voices = self.voices_of(units, all, state);
        let due = self.phase(state) == Phase::Due;
        let truth = consent(&voices, all, due);
        let finish = state.finish.is().map(Moment::date);
        if ask(trace, Test::Truth(Label::Consent, truth, Tri::True)) {
            return Outcome::met().note_if(voices.is_empty(), Notes::EMPTY);
        }
        if ask(trace, Test::Truth(Label::Consent, truth, Tri::False)) {
            let reason =
                if voices.iter().any(|voice| voice.refused) { Reason::Refused } else { Reason::NoOpinion };
            return Outcome::violated(reason, failed_on(&voices, all, due, finish));
        }
        if ask(trace, Test::Truth(Label::Consent, truth, Tri::Open)) {
            return Outcome::pending(Reason::NoOpinion);
        }
        Outcome::unproven(Reason::FactMissing)
    }

    fn voices_of(&self, units: &[UnitRef], all: bool, state: &StepState) -> Voices {
        let opinions = self.record_of(state).map(|record| record.opinions.as_slice()).unwrap_or_default();
        let mut voices = Voices::new();
        for unit in units {
            let own = |opinion: &&Opinion| self.is_unit(*unit, &opinion.by) == Tri::True;
            match unit {
                UnitRef::Unit(id) => {
                    voices.push(self.voice(&self.rules.units[*id].name, opinions.iter().filter(own), state));
                }
                UnitRef::Role(role) => {
                    let name = &self.rules.roles[*role].name;
                    let alias = self.rules.roles[*role].alias.as_deref();
                    let of_role =
                        |opinion: &&Opinion| opinion.by == *name || alias == Some(opinion.by.as_str());
                    match self.dossier.roles.get(role.index()).filter(|binding| binding.bound) {
                        Some(binding) => voices.extend(binding.members.iter().map(|member| {
                            let own = |opinion: &&Opinion| {
                                of_role(opinion) || member.name.as_ref() == Some(&opinion.by)
                            };
                            let name = member.name.as_ref().unwrap_or(name);
                            self.voice(name, opinions.iter().filter(own), state)
                        })),
                        None if opinions.iter().any(|opinion| of_role(&opinion)) => {
                            voices.push(self.voice(name, opinions.iter().filter(of_role), state));
                        }
                        None => {
                            let nobody = all && self.rules.roles[*role].many;
                            voices.push(self.unbound(name, nobody, opinions, state));
                        }
                    }
                }
            }
        }
        voices
    }

    /// Whoever the role may be bound to: somebody who has spoken, or somebody else; where `nobody`
    /// may hold it, a 会签 asks nothing.
    fn unbound(&self, name: &SmolStr, nobody: bool, opinions: &[Opinion], state: &StepState) -> Voice {
        let mut whole = Voice { by: name.clone(), agreed: nobody, refused: false, silent: true, on: None };
        for opinion in opinions {
            let one = self.voice(&opinion.by, opinions.iter().filter(|other| other.by == opinion.by), state);
            whole.agreed |= one.agreed;
            whole.refused |= one.refused;
        }
        whole
    }

    /// The latest opinion until the step was finished; of the same day, the one that stands later.
    fn voice<'o>(
        &self,
        by: &SmolStr,
        opinions: impl Iterator<Item = &'o Opinion> + Clone,
        state: &StepState,
    ) -> Voice {
        let today = Moment::on(self.as_of);
        // Whatever is dated by `surely` came in time, whatever comes after `perhaps` did not.
        let (surely, perhaps) = match state.finish {
            Known::Is(finish) => (finish, finish),
            Known::Missing | Known::Undefined => (state.start.is().unwrap_or(Moment::on(Date::MIN)), today),
            Known::Open | Known::None => (today, today),
        };
        let by_then = |date: Moment, limit: Moment| date.order(limit) != MomentOrder::After;
        let mut voice = Voice { by: by.clone(), ..Voice::default() };
        let dated = opinions.clone().filter_map(|one| Some((one.date?, one)));
        let settled =
            dated.clone().filter(|(date, _)| by_then(*date, surely)).max_by_key(|(date, _)| date.sort_key());
        match settled {
            Some((date, one)) => {
                (voice.agreed, voice.refused) = (one.agrees, !one.agrees);
                voice.on = Some(date.date()).filter(|_| !one.agrees);
            }
            None => voice.silent = true,
        }
        let open =
            dated.filter(|(date, _)| !by_then(*date, surely) && by_then(*date, perhaps)).map(|(_, one)| one);
        // An opinion without its date was given in time; which of several is the latest is not known.
        voice.silent &= opinions.clone().all(|one| one.date.is_some());
        for one in open.chain(opinions.filter(|one| one.date.is_none())) {
            voice.agreed |= one.agrees;
            voice.refused |= !one.agrees;
        }
        voice
    }
}

/// Whether the consent is there; [`Tri::Open`]: it may still come, and nothing stands against it.
fn consent(voices: &[Voice], all: bool, due: bool) -> Tri {
    let (holds, fails, may_fail) = if all {
        (
            voices.iter().all(Voice::agrees),
            voices.iter().any(|voice| voice.fails(due)),
            voices.iter().any(|voice| voice.may_fail(due)),
        )
    } else {
        let nobody = voices.is_empty() && !due;
        (
            voices.iter().any(Voice::agrees),
            !nobody && voices.iter().all(|voice| voice.fails(due)),
            !nobody && voices.iter().all(|voice| voice.may_fail(due)),
        )
    };
    match (holds, fails, may_fail) {
        (true, ..) => Tri::True,
        (_, true, _) => Tri::False,
        (_, _, true) => Tri::Missing,
        _ if due => Tri::Missing,
        _ => Tri::Open,
    }
}

/// The day on which it failed: of a 会签 the first failure, of an 或签 the last.
fn failed_on(voices: &[Voice], all: bool, due: bool, finish: Option<Date>) -> Option<Date> {
    let days =
        voices.iter().filter(|voice| voice.fails(due)).map(|voice| match (voice.refused, voice.silent) {
            (true, false) => voice.on.or(finish),
            _ => finish,
        });
    let days: Option<SmallVec<[Date; 4]>> = days.collect();
    let days = days?;
    if all { days.into_iter().min() } else { days.into_iter().max().or(finish) }
}
