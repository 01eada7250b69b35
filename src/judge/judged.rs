//! Conditions on what the judge found of other obligations: `公示期 违规`, `补正告知 逾期`.
//!
//! INVARIANT: the rules have been checked for circles, and whatever is found is kept until the
//! states change: each obligation is judged once, however many conditions ask about it.

use super::eval::Judge;
use super::known::{Known, Scalar, Tri};
use super::trace::Silent;
use super::{Reason, Status, Verdict};
use crate::calendar::{Date, Moment};
use crate::model::{Id, Judged, ObligationId, Procedure, Row};

/// An obligation, and the entry of its register.
pub(super) type Of = (ObligationId, super::entries::Current);

/// What was found of an obligation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) status: Status,
    pub(super) reason: Reason,
    pub(super) since: Option<Date>,
}

impl Found {
    fn of(verdict: &Verdict) -> Self {
        Self { status: verdict.status, reason: verdict.reason, since: verdict.since }
    }

    pub(super) fn is_late(self) -> bool {
        self.status == Status::Violated && matches!(self.reason, Reason::TooLate | Reason::Overdue)
    }
}

impl<'a> Judge<'a> {
    /// What is found of an obligation; values that are only assumed are left out of it.
    pub(super) fn found_of(&self, id: ObligationId) -> Found {
        // Of a register each entry has its own answer.
        let of = (id, self.rules.obligations[id].register.and(self.entry.get()));
        let known = self.judged.borrow().iter().find(|(known, _)| *known == of).map(|(_, found)| *found);
        if let Some(found) = known {
            return found;
        }
        let assumed = std::mem::take(&mut *self.assumed.borrow_mut());
        let period = self.period.take();
        let now = self.verdict(id, &mut Silent);
        let found = Found::of(&self.with_kept(now));
        *self.assumed.borrow_mut() = assumed;
        self.period.set(period);
        self.judged.borrow_mut().push((of, found));
        found
    }

    /// A verdict with the limit that was missed before somebody began again.
    fn with_kept(&self, now: Verdict) -> Verdict {
        let kept = self.kept.iter().find(|kept| kept.obligation == now.obligation);
        match kept {
            Some(kept) if now.reason != Reason::Deemed => {
                let first = now.status != Status::Violated || kept.since < now.since;
                if first { *kept } else { now }
            }
            _ => now,
        }
    }

    /// Finds the limits that were missed before somebody began again: they stay missed.
    pub(super) fn keep_missed(&mut self, procedure: Id<Procedure>) {
        let mut days: Vec<Date> = (0u32..)
            .zip(&self.dossier.records)
            .filter(|(_, record)| record.attempt > 1)
            .filter_map(|(at, _)| self.begun_at(at)?.date().plus_days(-1))
            .collect();
        days.sort_unstable();
        days.dedup();
        let limits: Vec<ObligationId> = self
            .rules
            .obligations
            .entries()
            .filter(|(_, one)| one.procedure == Some(procedure))
            .filter(|(_, one)| matches!(one.row, Row::Within { .. } | Row::Follow(_)))
            .map(|(id, _)| id)
            .collect();
        for day in days {
            let mut then = Judge::new(self.rules, self.dossier, day);
            then.inside = self.inside;
            then.kept.clone_from(&self.kept);
            then.settle(procedure, None);
            for id in &limits {
                let missed = then.with_kept(then.verdict(*id, &mut Silent));
                let known = self.kept.iter().any(|kept| kept.obligation == *id);
                if missed.status == Status::Violated && !known {
                    self.kept.push(Verdict { curable: false, ..missed });
                }
            }
        }
        self.judged.borrow_mut().clear();
    }

    /// The truth of a condition on verdicts.
    pub(super) fn judged_truth(&self, judged: &Judged) -> Tri {
        judged.of.iter().fold(Tri::False, |any, id| {
            let found = self.found_of(*id);
            any.or(match found.status {
                Status::Violated => Tri::of(!judged.late || found.is_late()),
                Status::Unproven => Tri::Missing,
                Status::Pending | Status::AtRisk => Tri::Open,
                Status::Satisfied | Status::Waived | Status::NotApplicable | Status::Missed => Tri::False,
            })
        })
    }

    /// The day since which an obligation is violated.
    pub(super) fn violated_since(&self, id: ObligationId) -> Known<Scalar<'a>> {
        let found = self.found_of(id);
        match found.status {
            Status::Violated => {
                found.since.map_or(Known::Missing, |since| Known::Is(Scalar::Moment(Moment::on(since))))
            }
            Status::Unproven => Known::Missing,
            Status::Pending | Status::AtRisk => Known::Open,
            Status::Satisfied | Status::Waived | Status::NotApplicable | Status::Missed => Known::None,
        }
    }
}
