//! Opinions and votes: who said what, and that a meeting's numbers can be true together.

use super::Typing;
use crate::diag::dossier as faults;
use crate::dossier::{Ballot, Cast, Opinion};
use crate::model::{SubmittedMeeting, SubmittedOpinion, Votes};
use std::collections::BTreeSet;

/// What an opinion may say, and whether it agrees.
pub(in crate::dossier) const OPINIONS: &[(&str, bool)] = &[
    ("同意", true),
    ("无意见", true),
    ("不同意", false),
    ("反对", false),
    ("agree", true),
    ("no_objection", true),
    ("disagree", false),
    ("refuse", false),
];

/// What a vote may say.
pub(in crate::dossier) const CASTS: &[(&str, Cast)] = &[
    ("同意", Cast::For),
    ("赞成", Cast::For),
    ("反对", Cast::Against),
    ("不同意", Cast::Against),
    ("弃权", Cast::Abstention),
    ("for", Cast::For),
    ("against", Cast::Against),
    ("abstain", Cast::Abstention),
];

impl Typing<'_> {
    pub(super) fn opinions(&mut self, opinions: &[SubmittedOpinion]) -> Vec<Opinion> {
        self.each("opinions", opinions, |typing, submitted| {
            let date = typing.past_moment("date", submitted.date.as_deref());
            let what = ("意见可以有的结果", "what an opinion may say");
            let agrees = typing.word_of(7101, what, &submitted.result, OPINIONS)?;
            Some(Opinion { by: submitted.by.clone(), agrees, date })
        })
    }

    /// Nobody votes twice: a second vote under one name is a fault.
    pub(super) fn ballots(&mut self, ballots: &[SubmittedOpinion]) -> Vec<Ballot> {
        let mut seen = BTreeSet::new();
        self.each("ballots", ballots, |typing, submitted| {
            let date = typing.past_moment("date", submitted.date.as_deref());
            if !submitted.by.is_empty() && !seen.insert(submitted.by.clone()) {
                typing.at_key("by", |typing| typing.fault(|| faults::doubled_ballot(&submitted.by)));
            }
            let what = ("投票可以有的结果", "what a vote may say");
            let cast = typing.word_of(7102, what, &submitted.result, CASTS)?;
            Some(Ballot { by: submitted.by.clone(), cast, date })
        })
    }

    /// The votes of a meeting: as counted, else by their names.
    pub(super) fn votes(&mut self, meeting: &SubmittedMeeting, ballots: Option<&[Ballot]>) -> Option<Votes> {
        let named = ballots.filter(|ballots| Some(ballots.len()) == meeting.ballots.as_ref().map(Vec::len));
        let named = named.map(counted);
        if let (Some(votes), Some(named)) = (meeting.votes, named)
            && votes != named
        {
            self.at_key("votes", |typing| typing.fault(|| faults::votes_differ(words(votes), words(named))));
        }
        let votes = meeting.votes.or(named);
        let cast =
            votes.map(|votes| votes.approve.saturating_add(votes.reject).saturating_add(votes.abstain));
        let more = |few: Option<u32>, many: Option<u32>| few.zip(many).filter(|(few, many)| few > many);
        if let Some((present, expected)) = more(meeting.present, meeting.expected) {
            self.at_key("present", |typing| {
                typing.fault(|| {
                    faults::more_than(
                        (present, "实到", "those present"),
                        (expected, "应到", "those expected"),
                    )
                });
            });
        }
        let (least, most) =
            ((meeting.present, "实到", "those present"), (meeting.expected, "应到", "those expected"));
        let over = [least, most]
            .into_iter()
            .find_map(|(count, zh, en)| more(cast, count).map(|(cast, count)| (cast, (count, zh, en))));
        if let Some((cast, of)) = over {
            let key = if meeting.votes.is_some() { "votes" } else { "ballots" };
            self.at_key(key, |typing| {
                typing.fault(|| faults::more_than((cast, "表决的票", "the votes"), of));
            });
        }
        votes
    }

    fn word_of<T: Copy>(
        &mut self,
        code: u16,
        what: (&str, &str),
        word: &str,
        known: &[(&str, T)],
    ) -> Option<T> {
        let found = known.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning);
        if found.is_none() && !word.is_empty() {
            self.at_key("result", |typing| {
                typing.fault(|| {
                    let english = word.is_ascii();
                    let all: Vec<&str> = known
                        .iter()
                        .map(|(known, _)| *known)
                        .filter(|known| known.is_ascii() == english)
                        .collect();
                    faults::not_among(code, what, word, None, &all)
                });
            });
        }
        found
    }
}

/// The votes of named ballots.
fn counted(ballots: &[Ballot]) -> Votes {
    let count =
        |cast: Cast| u32::try_from(ballots.iter().filter(|one| one.cast == cast).count()).unwrap_or(u32::MAX);
    Votes { approve: count(Cast::For), reject: count(Cast::Against), abstain: count(Cast::Abstention) }
}

fn words(votes: Votes) -> (String, String) {
    let Votes { approve, reject, abstain } = votes;
    (
        format!("同意 {approve}、反对 {reject}、弃权 {abstain}"),
        format!("{approve} for, {reject} against, {abstain} abstaining"),
    )
}
