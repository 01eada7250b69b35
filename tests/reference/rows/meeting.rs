//! Row 12: 会议, part by part. A meeting is held when its step is finished.

use super::super::sight::Sight;
use super::super::verdict::{Verdict, not_applicable, pending, satisfied, unproven, violated_since};
use super::super::world::{MEETING_KINDS, Meeting, Name, Part};

pub(crate) fn judge(sight: &Sight<'_>, step: Name, part: Part) -> Verdict {
    let Some(record) = sight.latest(step) else {
        return pending();
    };
    let Some(held) = record.finish else {
        return pending();
    };
    let Some(meeting) = &record.meeting else {
        return unproven();
    };
    let right = match part {
        Part::Kind => meeting.kind.map(|kind| MEETING_KINDS.contains(&kind)),
        Part::LastSpeaker => last_was_head(meeting),
        Part::AgainstMajority => match against_majority(meeting) {
            Some(false) => return not_applicable(),
            Some(true) => meeting.reasons.map(|reasons| !reasons.is_empty()),
            // Reasons that are there serve in either case.
            None => meeting.reasons.filter(|reasons| !reasons.is_empty()).map(|_| true),
        },
        Part::Dissent => match (&meeting.dissents, meeting.votes) {
            (Some(texts), Some((_, 0))) if texts.is_empty() => return not_applicable(),
            (Some(texts), None) if texts.is_empty() => return not_applicable(),
            (Some(texts), _) => Some(!texts.is_empty() && texts.iter().all(|text| !text.is_empty())),
            (None, Some((_, 0))) => return not_applicable(),
            (None, _) => None,
        },
    };
    match right {
        Some(true) => satisfied(),
        Some(false) => violated_since(held),
        None => unproven(),
    }
}

fn last_was_head(meeting: &Meeting) -> Option<bool> {
    Some(*meeting.speakers.as_ref()?.last()? == meeting.head?)
}

fn against_majority(meeting: &Meeting) -> Option<bool> {
    let (yes, no) = meeting.votes?;
    Some(meeting.passed? != (yes > no))
}
