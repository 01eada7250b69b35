//! 表决 (row 12 of the verdict table): what was adopted has the votes that it needs.
//!
//! INVARIANT: a number that nobody recorded is every number that it can be; the vote carries where
//! it carries with all of them. While a step goes on, those who have not voted may vote either
//! way: the outcome is fixed as soon as they can no longer change it.

use super::Reason;
use super::eval::{Judge, Phase};
use super::known::Tri;
use super::outcome::{Outcome, ask};
use super::state::StepState;
use super::trace::{Evidence, Label, RecordPart, Test, Trace};
use crate::calendar::{Date, Moment};
use crate::dossier::{Ballot, Cast, Dossier, Meeting, MeetingDecision};
use crate::model::{Obligation, ObligationId, Row, RuleSet, Threshold, Tie, UnitRef, Vote, VoteBase, Votes};
use smol_str::SmolStr;

/// The votes of a 表决 at the as-of date, and what they are held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// The votes; `None`: not recorded.
    pub votes: Option<Votes>,
    /// Of how many a share is taken, where that is recorded.
    pub base: Option<u64>,
    /// How many votes for it takes.
    pub need: Option<u64>,
    /// How many are present, and how many must be, where the rule asks.
    pub quorum: Option<(u64, u64)>,
    /// Who voted against it and can defeat it alone.
    pub vetoed_by: Vec<SmolStr>,
    /// Who voted and must not.
    pub not_recused: Vec<SmolStr>,
}

/// The tally of a 表决; `None` for other obligations, and before the step has begun.
#[must_use]
pub fn tally(rules: &RuleSet, dossier: &Dossier, as_of: Date, obligation: ObligationId) -> Option<Tally> {
    let mut judge = Judge::new(rules, dossier, as_of);
    judge.begin();
    let obligation = &rules.obligations[obligation];
    let Row::Vote(vote) = &obligation.row else { return None };
    let (_, state) = judge.step_of(obligation)?;
    let meeting = judge.record_of(state)?.meeting.as_ref()?;
    Some(judge.told(vote, meeting))
}

/// LIMIT: those expected where nobody wrote how many: more than any body has.
const MANY: u64 = u32::MAX as u64;

/// How many are expected, present, and leave the vote to the others.
#[derive(Clone, Copy)]
struct Body {
    expected: u64,
    present: u64,
    recused: u64,
}

impl Judge<'_> {
    pub(super) fn voted<T: Trace>(&self, obligation: &Obligation, vote: &Vote, trace: &mut T) -> Outcome {
        let Some((_, state)) = self.step_of(obligation) else {
            return Outcome::not_applicable(Reason::NeverArose);
        };
        if let Err(outcome) = self.begun(state, trace) {
            return outcome;
        }
        let due = self.phase(state) == Phase::Due;
        let empty = Meeting::default();
        let meeting = self.record_of(state).and_then(|record| record.meeting.as_ref()).unwrap_or(&empty);
        let unknown = if due { Tri::Missing } else { Tri::Open };
        let adopted =
            meeting.decision.map_or(unknown, |decision| Tri::of(decision == MeetingDecision::Adopted));
        let recused = or_open(self.recusal(vote, meeting), due);
        let carried = or_open(self.carried(vote, meeting, due), due);
        let since = state.finish.is().or(state.start.is()).map(Moment::date);
        let violated = |reason: Reason| Outcome {
            curable: self.states.closed.is_none(),
            ..Outcome::violated(reason, since)
        };
        if ask(trace, Test::Truth(Label::Recused, recused, Tri::False)) {
            return violated(Reason::NotRecused);
        }
        if ask(trace, Test::Truth(Label::Arose, adopted, Tri::False)) && recused == Tri::True {
            return Outcome::not_applicable(Reason::DidNotArise);
        }
        let good = carried.and(recused);
        if ask(trace, Test::Truth(Label::Carried, good, Tri::True)) {
            return Outcome::met();
        }
        if ask(trace, Test::Truth(Label::Carried, adopted.and(carried.not()), Tri::True)) {
            return violated(Reason::NotCarried);
        }
        if due { Outcome::unproven(Reason::NotRecorded) } else { self.not_begun(trace) }
    }

    /// Whether nobody voted who must not.
    fn recusal(&self, vote: &Vote, meeting: &Meeting) -> Tri {
        if vote.recused.is_empty() {
            return Tri::True;
        }
        let cast = self.counted(meeting);
        if cast.is_some_and(|votes| total(votes) == 0) {
            return Tri::True;
        }
        let kept = vote.recused.iter().map(|unit| self.kept_out(*unit, meeting));
        kept.fold(Tri::True, Tri::and)
    }

    /// Whether an organ, or everybody bound to a role, did not vote.
    fn kept_out(&self, unit: UnitRef, meeting: &Meeting) -> Tri {
        let left = |name: &str| meeting.recused.iter().flatten().any(|one| one == name);
        let bound = match unit {
            UnitRef::Role(role) => self.dossier.roles.get(role.index()).filter(|binding| binding.bound),
            UnitRef::Unit(_) => None,
        };
        // Whoever is known to have left has not voted.
        let all_left = match (unit, bound) {
            (UnitRef::Unit(id), _) => left(&self.rules.units[id].name),
            (UnitRef::Role(role), None) => left(&self.rules.roles[role].name),
            (_, Some(bound)) => bound.members.iter().all(|member| member.name.as_deref().is_some_and(left)),
        };
        let Some(ballots) = &meeting.ballots else {
            return if all_left { Tri::True } else { Tri::Missing };
        };
        let voted =
            ballots.iter().filter(|one| self.on_hand(one)).map(|ballot| self.is_unit(unit, &ballot.by));
        match voted.fold(Tri::False, Tri::or).not() {
            Tri::Missing if all_left => Tri::True,
            kept => kept,
        }
    }

    fn on_hand(&self, ballot: &Ballot) -> bool {
        ballot.date.is_none_or(|date| self.past(date))
    }

    /// How the head voted: [`Tri::Missing`] where nobody wrote it, or the head may still vote.
    fn head_vote(&self, meeting: &Meeting, due: bool) -> Tri {
        let (Some(head), Some(ballots)) = (&meeting.head, &meeting.ballots) else { return Tri::Missing };
        let own = ballots.iter().filter(|one| self.on_hand(one)).find(|one| one.by == *head);
        match own {
            Some(ballot) => Tri::of(ballot.cast == Cast::For),
            None if due => Tri::False,
            None => Tri::Missing,
        }
    }

    /// The votes at the as-of date.
    fn counted(&self, meeting: &Meeting) -> Option<Votes> {
        let Some(ballots) = &meeting.ballots else { return meeting.votes };
        let mut votes = Votes::default();
        for ballot in ballots.iter().filter(|one| self.on_hand(one)) {
            match ballot.cast {
                Cast::For => votes.approve = votes.approve.saturating_add(1),
                Cast::Against => votes.reject = votes.reject.saturating_add(1),
                Cast::Abstention => votes.abstain = votes.abstain.saturating_add(1),
            }
        }
        Some(votes)
    }

    /// Whether the vote carries: what all numbers agree on that nobody recorded.
    fn carried(&self, vote: &Vote, meeting: &Meeting, due: bool) -> Tri {
        let Some(votes) = self.counted(meeting) else { return Tri::Missing };
        let (veto, head) = (self.veto(vote, meeting, votes), self.head_vote(meeting, due));
        if veto == Tri::True {
            return Tri::False;
        }
        let mut all: Option<Tri> = None;
        let mut note = |truth: Tri| {
            all = Some(match all {
                None => truth,
                Some(before) if before == truth => truth,
                Some(_) => Tri::Missing,
            });
        };
        let (fewest, most) = self.recused_count(vote, meeting);
        for recused in [fewest, most] {
            for body in bodies(vote, meeting, votes, recused) {
                note(outcome(vote, votes, body, head, due));
            }
        }
        let counted = all.unwrap_or(Tri::Missing);
        // A veto may still come, or nobody wrote whose vote was against.
        let settled =
            veto == Tri::False && (due || vote.veto.is_empty() || self.all_vetoes_cast(vote, meeting));
        counted.and(if settled { Tri::True } else { Tri::Missing })
    }

    /// Whether somebody who can defeat it alone voted against.
    fn veto(&self, vote: &Vote, meeting: &Meeting, votes: Votes) -> Tri {
        if vote.veto.is_empty() || votes.reject == 0 {
            return Tri::False;
        }
        let Some(ballots) = &meeting.ballots else { return Tri::Missing };
        let against = ballots.iter().filter(|one| one.cast == Cast::Against && self.on_hand(one));
        against
            .flat_map(|ballot| vote.veto.iter().map(|unit| self.is_unit(*unit, &ballot.by)))
            .fold(Tri::False, Tri::or)
    }

    fn all_vetoes_cast(&self, vote: &Vote, meeting: &Meeting) -> bool {
        let cast =
            |name: &str| meeting.ballots.iter().flatten().any(|one| self.on_hand(one) && one.by == name);
        vote.veto.iter().all(|unit| match unit {
            UnitRef::Unit(id) => cast(&self.rules.units[*id].name),
            UnitRef::Role(role) => {
                let bound = self.dossier.roles.get(role.index()).filter(|binding| binding.bound);
                bound.is_some_and(|bound| {
                    bound.members.iter().all(|member| member.name.as_deref().is_some_and(cast))
                })
            }
        })
    }

    /// How many leave the vote to the others: as recorded, else none to all of those who must.
    fn recused_count(&self, vote: &Vote, meeting: &Meeting) -> (u64, u64) {
        if vote.recused.is_empty() {
            return (0, 0);
        }
        if let Some(recused) = &meeting.recused {
            let count = recused.len() as u64;
            return (count, count);
        }
        let most = vote.recused.iter().map(|unit| match unit {
            UnitRef::Unit(_) => 1,
            UnitRef::Role(role) => {
                let bound = self.dossier.roles.get(role.index()).filter(|binding| binding.bound);
                let most = if self.rules.roles[*role].many { MANY } else { 1 };
                bound.map_or(most, |bound| bound.members.len() as u64)
            }
        });
        (0, most.fold(0, u64::saturating_add))
    }

    fn told(&self, vote: &Vote, meeting: &Meeting) -> Tally {
        let votes = self.counted(meeting);
        let recused = self.recused_count(vote, meeting).0;
        let base = match vote.base {
            VoteBase::Expected => meeting.expected,
            VoteBase::Present => meeting.present,
        };
        let abstained =
            votes.filter(|_| vote.without_abstentions).map_or(0, |votes| u64::from(votes.abstain));
        let base = base.map(|base| u64::from(base).saturating_sub(recused.saturating_add(abstained)));
        let need = match vote.approve {
            Threshold::Count(least) => Some(u64::from(least)),
            share @ Threshold::Share { .. } => base.map(|base| share.least(base)),
        };
        let less = |count: u32| u64::from(count).saturating_sub(recused);
        let quorum = vote
            .quorum
            .and_then(|quorum| Some((less(meeting.present?), quorum.least(less(meeting.expected?)))));
        let who = |units: &[UnitRef], against: bool| -> Vec<SmolStr> {
            let ballots = meeting.ballots.iter().flatten().filter(|one| self.on_hand(one));
            ballots
                .filter(|one| !against || one.cast == Cast::Against)
                .filter(|one| units.iter().any(|unit| self.is_unit(*unit, &one.by) == Tri::True))
                .map(|one| one.by.clone())
                .collect()
        };
        Tally {
            votes,
            base,
            need,
            quorum,
            vetoed_by: who(&vote.veto, true),
            not_recused: who(&vote.recused, false),
        }
    }

    /// What the record of a meeting lacks for a vote to be decided.
    pub(super) fn missing_in_vote(
        &self,
        vote: &Vote,
        state: &StepState,
        place: &dyn Fn(RecordPart) -> Evidence,
        found: &mut Vec<Evidence>,
    ) {
        let empty = Meeting::default();
        let meeting = self.record_of(state).and_then(|record| record.meeting.as_ref()).unwrap_or(&empty);
        let shares = |base: VoteBase| vote.base == base && matches!(vote.approve, Threshold::Share { .. });
        let named = !vote.veto.is_empty() || !vote.recused.is_empty() || vote.tie == Tie::Head;
        let parts = [
            (meeting.decision.is_none(), RecordPart::Decision),
            (meeting.votes.is_none() && meeting.ballots.is_none(), RecordPart::Votes),
            (
                meeting.expected.is_none() && (shares(VoteBase::Expected) || vote.quorum.is_some()),
                RecordPart::Expected,
            ),
            (
                meeting.present.is_none() && (shares(VoteBase::Present) || vote.quorum.is_some()),
                RecordPart::Present,
            ),
            (meeting.ballots.is_none() && named, RecordPart::Ballots),
            (meeting.recused.is_none() && !vote.recused.is_empty(), RecordPart::Recused),
            (meeting.head.is_none() && vote.tie == Tie::Head, RecordPart::Head),
        ];
        found.extend(parts.into_iter().filter(|(is, _)| *is).map(|(_, part)| place(part)));
        found.extend(self.unbound_roles(&vote.veto).chain(self.unbound_roles(&vote.recused)));
    }
}

/// A past that is not on file, while the step goes on, belongs to the future.
fn or_open(truth: Tri, due: bool) -> Tri {
    if truth == Tri::Missing && !due { Tri::Open } else { truth }
}

fn total(votes: Votes) -> u64 {
    u64::from(votes.approve) + u64::from(votes.reject) + u64::from(votes.abstain)
}

/// The bodies that the recorded numbers allow, as far as a vote can tell them apart: a larger body
/// makes a share harder to reach, and more of it present a quorum easier.
fn bodies(vote: &Vote, meeting: &Meeting, votes: Votes, recused: u64) -> Vec<Body> {
    let cast = total(votes);
    let mut all = Vec::new();
    let expected: Vec<u64> = match (meeting.expected, meeting.present) {
        (Some(expected), _) => vec![u64::from(expected)],
        (None, Some(present)) => {
            // The largest body of which those present are enough: most are left to vote.
            let most = vote.quorum.map_or(MANY, |quorum| quorum.most(u64::from(present)));
            vec![u64::from(present), most.clamp(u64::from(present), MANY), MANY]
        }
        (None, None) => vec![cast, MANY],
    };
    for expected in expected {
        let present: Vec<u64> = match meeting.present {
            Some(present) => vec![u64::from(present)],
            None => {
                let enough =
                    vote.quorum.map_or(cast, |quorum| quorum.least(expected.saturating_sub(recused)));
                let enough = enough.saturating_add(recused).clamp(cast.min(expected), expected);
                vec![cast.min(expected), enough, expected]
            }
        };
        all.extend(present.into_iter().map(|present| Body { expected, present, recused }));
    }
    all
}

/// Whether a vote of a body carries; [`Tri::Missing`]: not fixed yet, or the head's vote is not known.
fn outcome(vote: &Vote, votes: Votes, body: Body, head: Tri, due: bool) -> Tri {
    let (approve, reject, abstain) =
        (u64::from(votes.approve), u64::from(votes.reject), u64::from(votes.abstain));
    let cast = total(votes);
    let less = |count: u64| count.saturating_sub(body.recused).max(cast);
    let (expected, present) = (less(body.expected), less(body.present));
    if let Some(quorum) = vote.quorum
        && !quorum.reached(present, expected)
    {
        return Tri::False;
    }
    let whole = match vote.base {
        VoteBase::Expected => expected,
        VoteBase::Present => present,
    };
    let base = if vote.without_abstentions { whole.saturating_sub(abstain) } else { whole };
    // Nobody carries anything without a single vote for it.
    let reached = |approve: u64| approve > 0 && vote.approve.reached(approve, base);
    let tied = |approve: u64, reject: u64| match vote.tie {
        _ if approve != reject || approve == 0 => Tri::of(reached(approve)),
        Tie::Counted => Tri::of(reached(approve)),
        Tie::Carried => Tri::True,
        Tie::Lost => Tri::False,
        Tie::Head => head,
    };
    let left = if due { 0 } else { whole.saturating_sub(cast) };
    if left == 0 {
        return tied(approve, reject);
    }
    // The least votes at which those to come can make it even.
    let even = approve.max(reject).max(1);
    let may_tie = (even - approve).saturating_add(even - reject) <= left;
    let (wins, loses) = match vote.tie {
        Tie::Counted => (true, true),
        Tie::Carried => (true, false),
        Tie::Lost => (false, true),
        Tie::Head => (head == Tri::True, head == Tri::False),
    };
    if reached(approve) && (wins || !may_tie) {
        return Tri::True;
    }
    if !reached(approve + left) && (loses || !may_tie) { Tri::False } else { Tri::Missing }
}
