//! 表决 as a part of row 12: what was adopted must have the votes it needs. Numbers that nobody
//! recorded are tried; while the step is open, so are all votes that may still come.

use super::super::sight::Sight;
use super::super::verdict::{Verdict, When, not_applicable, pending, satisfied, unproven, violated};
use super::super::voices::{Poll, Say, Threshold, Tie, VoteRule};
use super::super::world::{Meeting, Name, Organ};

/// Everything that decides a vote.
#[derive(Clone, Copy)]
struct Votes {
    yes: u32,
    no: u32,
    abstain: u32,
    expected: u32,
    present: u32,
    recused: u32,
}

pub(crate) fn judge(sight: &Sight<'_>, step: Name, rule: &VoteRule) -> Verdict {
    let Some(record) = sight.latest(step) else {
        return pending();
    };
    let finished = record.finish.is_some();
    let none = Meeting::default();
    let meeting = record.meeting.as_ref().unwrap_or(&none);
    let unknown = if finished { unproven() } else { pending() };
    let since = record.finish.map_or(When::Unsaid, When::On);
    let recused = kept_out(sight, rule, &meeting.poll);
    if recused == Some(false) {
        return violated(since);
    }
    if meeting.passed == Some(false) && recused == Some(true) {
        return not_applicable();
    }
    let carried = carries(sight, rule, meeting, finished);
    match (carried, recused) {
        (Some(true), Some(true)) => satisfied(),
        (Some(false), _) if meeting.passed == Some(true) => violated(since),
        _ => unknown,
    }
}

fn voters<'p>(poll: &'p Poll, say: impl Fn(Say) -> bool + 'p) -> Option<Vec<Name>> {
    let ballots = poll.ballots.as_ref()?;
    Some(ballots.iter().filter(|(_, said)| say(*said)).map(|(by, _)| *by).collect())
}

/// Whether nobody voted who must not; `None`: not known.
fn kept_out(sight: &Sight<'_>, rule: &VoteRule, poll: &Poll) -> Option<bool> {
    let Some(organ) = rule.recused else { return Some(true) };
    let holder = match organ {
        Organ::Unit(name) => Some(name),
        Organ::Role => sight.file.role,
    };
    let all = voters(poll, |_| true);
    let nobody = match (&all, poll.counted) {
        (Some(all), _) => all.is_empty(),
        (None, Some((yes, no, abstain))) => yes + no + abstain == 0,
        (None, None) => false,
    };
    if nobody {
        return Some(true);
    }
    match (all, holder) {
        (Some(all), Some(holder)) => Some(!all.contains(&holder)),
        (None, Some(holder)) if poll.recused.iter().flatten().any(|one| *one == holder) => Some(true),
        _ => None,
    }
}

/// Whether the vote carries, whatever the numbers nobody recorded are and the votes to come will be.
fn carries(sight: &Sight<'_>, rule: &VoteRule, meeting: &Meeting, finished: bool) -> Option<bool> {
    let poll = &meeting.poll;
    let count = |say: Say| voters(poll, |said| said == say).map(|all| all.len() as u32);
    let named = Some((count(Say::For), count(Say::Against), count(Say::Abstain)));
    let (yes, no, abstain) = match named {
        Some((Some(yes), Some(no), Some(abstain))) => (yes, no, abstain),
        _ => poll.counted?,
    };
    let cast = yes + no + abstain;
    let mut outcomes = Vec::new();
    let least = poll.present.unwrap_or(cast).max(cast);
    let expected = poll.expected.map_or((least..=least + 12).collect(), |n| vec![n]);
    for expected in expected {
        let present = poll.present.map_or((cast.min(expected)..=expected).collect(), |n| vec![n]);
        for present in present {
            for recused in recusals(rule, poll) {
                let votes = Votes { yes, no, abstain, expected, present, recused };
                outcomes.extend(futures(sight, rule, meeting, votes, finished));
            }
        }
    }
    let first = *outcomes.first()?;
    if outcomes.iter().all(|one| *one == first) { first } else { None }
}

fn recusals(rule: &VoteRule, poll: &Poll) -> Vec<u32> {
    match (rule.recused, &poll.recused) {
        (None, _) => vec![0],
        (Some(_), Some(all)) => vec![all.len() as u32],
        (Some(_), None) => vec![0, 1],
    }
}

/// The outcome, or every outcome that the votes still to come can bring.
fn futures(
    sight: &Sight<'_>,
    rule: &VoteRule,
    meeting: &Meeting,
    now: Votes,
    finished: bool,
) -> Vec<Option<bool>> {
    let cast = now.yes + now.no + now.abstain;
    let left = if finished { 0 } else { whole(rule, now).saturating_sub(cast) };
    let mut all = Vec::new();
    for yes in 0..=left {
        for no in 0..=left - yes {
            for abstain in 0..=left - yes - no {
                let then =
                    Votes { yes: now.yes + yes, no: now.no + no, abstain: now.abstain + abstain, ..now };
                all.push(outcome(sight, rule, meeting, then, now, finished));
            }
        }
    }
    all
}

/// Of how many the share is taken.
fn whole(rule: &VoteRule, votes: Votes) -> u32 {
    let cast = votes.yes + votes.no + votes.abstain;
    let of = if rule.of_expected { votes.expected } else { votes.present };
    of.saturating_sub(votes.recused).max(cast)
}

fn outcome(
    sight: &Sight<'_>,
    rule: &VoteRule,
    meeting: &Meeting,
    then: Votes,
    now: Votes,
    finished: bool,
) -> Option<bool> {
    let poll = &meeting.poll;
    let less = |n: u32| n.saturating_sub(then.recused).max(now.yes + now.no + now.abstain);
    if let Some(quorum) = rule.quorum
        && !reached(quorum, less(then.present), less(then.expected))
    {
        return Some(false);
    }
    let base =
        whole(rule, now) - if rule.without_abstentions { then.abstain.min(whole(rule, now)) } else { 0 };
    let tied = then.yes == then.no && then.yes > 0;
    let carried = match rule.tie {
        Some(Tie::Carried) if tied => Some(true),
        Some(Tie::Lost) if tied => Some(false),
        Some(Tie::Head) if tied => head(meeting, finished),
        _ => Some(then.yes > 0 && reached(rule.approve, then.yes, base)),
    };
    match vetoed(sight, rule, poll, then, now, finished) {
        Some(false) => carried,
        Some(true) => Some(false),
        None if carried == Some(false) => Some(false),
        None => None,
    }
}

/// Whether the head voted for it; not known where it may still vote.
fn head(meeting: &Meeting, finished: bool) -> Option<bool> {
    let (head, ballots) = (meeting.head?, meeting.poll.ballots.as_ref()?);
    match ballots.iter().find(|(by, _)| *by == head) {
        Some((_, said)) => Some(*said == Say::For),
        None => Some(false).filter(|_| finished),
    }
}

fn vetoed(
    sight: &Sight<'_>,
    rule: &VoteRule,
    poll: &Poll,
    then: Votes,
    now: Votes,
    finished: bool,
) -> Option<bool> {
    let Some(organ) = rule.veto else { return Some(false) };
    let holder = match organ {
        Organ::Unit(name) => Some(name),
        Organ::Role => sight.file.role,
    };
    let against = voters(poll, |said| said == Say::Against);
    let all = voters(poll, |_| true);
    match (against, holder) {
        (Some(against), Some(holder)) if against.contains(&holder) => Some(true),
        // Who has not voted may still do so against it, as long as the step goes on.
        (Some(_), Some(holder)) if finished || all.is_some_and(|all| all.contains(&holder)) => Some(false),
        _ if then.no == 0 && now.no == 0 && finished => Some(false),
        _ => None,
    }
}

fn reached(threshold: Threshold, votes: u32, base: u32) -> bool {
    match threshold {
        Threshold::Count(least) => votes >= least,
        Threshold::Share(part, whole, true) => votes * whole > base * part,
        Threshold::Share(part, whole, false) => votes * whole >= base * part,
    }
}
