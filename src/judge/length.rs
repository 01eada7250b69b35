//! Periods that are read: from a parameter that the user sets, or from a fact.
//!
//! A period that nobody has set is an unknown like any other: what the shortest and the longest one
//! agree on is decided, the rest is 缺证.

use super::eval::{Env, Judge, Phase};
use super::known::{Known, Scalar};
use super::outcome::{Outcome, flag};
use super::trace::{Label, Silent, Trace};
use super::{Reason, Status};
use crate::calendar::{Period, TimeUnit};
use crate::model::{ExprId, Obligation};

/// No period of the law is shorter; those of hours and minutes are told apart by times, not by days.
pub(super) const SHORTEST: Period = Period { amount: 1, unit: TimeUnit::Day };

/// LIMIT: no period of the law is as long.
pub(super) const LONGEST: Period = Period { amount: 36_500, unit: TimeUnit::Day };

impl Judge<'_> {
    /// Whether the period of an obligation is read and not known.
    pub(super) fn undecided_length(&self, obligation: &Obligation) -> bool {
        obligation.length.is_some() && self.rules.measured(obligation, &self.dossier.facts).length.is_some()
    }

    /// The row of an obligation whose period a table gives: what every length that it may give agrees on.
    fn of_lengths<T: Trace>(
        &self,
        obligation: &Obligation,
        length: ExprId,
        trace: &mut T,
    ) -> Option<Outcome> {
        let env = Env::new(Phase::Due);
        let lengths = self.perhaps_looked_up(length, &env)?;
        let mut all: Vec<Outcome> = Vec::new();
        for one in &lengths {
            all.push(match one {
                Known::Is(Scalar::Period(period)) => {
                    let fixed = obligation.lasting(*period);
                    self.for_good(&fixed, self.row(&fixed, &mut Silent), &mut Silent)
                }
                Known::Is(_) | Known::None => Outcome::not_applicable(Reason::DidNotArise),
                // What no row gives is not known, whatever the facts are.
                Known::Missing | Known::Open | Known::Undefined => return None,
            });
        }
        let first = *all.first()?;
        self.scalar(length, &env, trace);
        if !flag(trace, Label::EitherLength, all.iter().all(|one| one.status == first.status)) {
            return Some(Outcome::unproven(Reason::FactMissing));
        }
        let same = |of: fn(&Outcome) -> Option<crate::calendar::Date>| {
            all.iter().map(of).all(|one| one == of(&first)).then(|| of(&first)).flatten()
        };
        Some(Outcome {
            since: same(|one| one.since),
            due: same(|one| one.due),
            until: same(|one| one.until),
            curable: all.iter().all(|one| one.curable) && first.status != Status::Violated,
            ..first
        })
    }

    /// The row of an obligation whose period is read.
    pub(super) fn of_length<T: Trace>(
        &self,
        obligation: &Obligation,
        length: ExprId,
        trace: &mut T,
    ) -> Outcome {
        match self.scalar(length, &Env::new(Phase::Due), &mut Silent) {
            Known::Is(Scalar::Period(period)) => {
                self.scalar(length, &Env::new(Phase::Due), trace);
                self.row(&obligation.lasting(period), trace)
            }
            // 可缺: there is none, and so nothing is limited.
            Known::Is(_) | Known::None => Outcome::not_applicable(Reason::DidNotArise),
            Known::Missing | Known::Open | Known::Undefined => {
                if let Some(found) = self.of_lengths(obligation, length, trace) {
                    return found;
                }
                // What was missed before somebody began again is weighed for each length.
                let [short, long] = [SHORTEST, LONGEST].map(|period| {
                    let fixed = obligation.lasting(period);
                    self.for_good(&fixed, self.row(&fixed, &mut Silent), &mut Silent)
                });
                if !flag(trace, Label::EitherLength, short.status == long.status) {
                    self.scalar(length, &Env::new(Phase::Due), trace);
                    return Outcome::unproven(Reason::FactMissing);
                }
                // The length changes nothing: what is told is told of everything else.
                self.row(&obligation.lasting(SHORTEST), trace);
                let same = |a, b| if a == b { a } else { None };
                Outcome {
                    since: same(short.since, long.since),
                    due: same(short.due, long.due),
                    until: same(short.until, long.until),
                    curable: short.curable && long.curable && short.status != Status::Violated,
                    ..short
                }
            }
        }
    }
}
