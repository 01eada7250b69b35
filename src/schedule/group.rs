//! A group of activities, reported as one.
//!
//! Invariant: a group has no dates of its own; all come from its members. Absent: edges of a group
//! (the caller writes them, through [`super::Activity::junction`] where they would be many).

use super::plan::{ActivitySchedule, Gap, Schedule, Span};

/// The dates of a group: from the earliest start of its members to their latest finish.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupSchedule {
    /// As early as possible; a gap if no member takes part, or one has no early dates.
    pub early: Result<Span, Gap>,
    /// As late as the finish of the whole allows; a gap as above.
    pub late: Result<Span, Gap>,
    /// Whether a member is critical.
    pub critical: bool,
    /// The member whose early finish is the group's, of several the one listed first.
    pub last: Option<usize>,
}

impl Schedule {
    /// The dates of the group of `members` (nodes); those not applicable are left out.
    #[must_use]
    pub fn group(&self, members: &[usize]) -> GroupSchedule {
        let taking_part = || {
            members
                .iter()
                .filter_map(|&node| Some((node, self.activity(node)?)))
                .filter(|(_, one)| one.early != Err(Gap::NotApplicable))
        };
        let early = hull(taking_part(), |one| one.early);
        let last = early.ok().and_then(|whole| {
            taking_part()
                .find(|(_, one)| one.early.is_ok_and(|span| span.finish == whole.finish))
                .map(|(node, _)| node)
        });
        GroupSchedule {
            early,
            late: hull(taking_part(), |one| one.late),
            critical: taking_part().any(|(_, one)| one.critical),
            last,
        }
    }
}

/// The smallest span around all; the gap of the first that has one.
fn hull(
    members: impl Iterator<Item = (usize, ActivitySchedule)>,
    dates: impl Fn(&ActivitySchedule) -> Result<Span, Gap>,
) -> Result<Span, Gap> {
    let mut whole: Option<Span> = None;
    for (node, one) in members {
        let span = dates(&one).map_err(|gap| match gap {
            Gap::BeyondCalendar(_) | Gap::BeyondDates => Gap::DependsOn { node },
            _ => gap,
        })?;
        whole = Some(whole.map_or(span, |held| Span {
            start: held.start.min(span.start),
            finish: held.finish.max(span.finish),
        }));
    }
    whole.ok_or(Gap::NotApplicable)
}
