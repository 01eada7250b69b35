//! Periods that are read: from a parameter that the user sets, or from a fact.
//!
//! A period that nobody has set is an unknown like any other: what the shortest and the longest one
//! agree on is decided, the rest is 缺证.

use super::Subject;
use super::eval::{Env, Judge, Phase};
use super::known::{Known, Scalar};
use super::outcome::{Outcome, flag};
use super::trace::{Label, Silent, Trace};
use super::{Reason, Status};
use crate::calendar::{Date, Period, TimeUnit};
use crate::dossier::Dossier;
use crate::model::{ExprId, ExprKind, Obligation, RuleSet};
use std::borrow::Cow;

/// No period of the law is shorter; those of hours and minutes are told apart by times, not by days.
pub(super) const SHORTEST: Period = Period { amount: 1, unit: TimeUnit::Day };

/// LIMIT: no period of the law is as long.
pub(super) const LONGEST: Period = Period { amount: 36_500, unit: TimeUnit::Day };

/// An obligation with its period as a dossier gives it. Where it does not, the obligation keeps
/// [`Obligation::length`].
#[must_use]
pub fn measured<'r>(
    rules: &'r RuleSet,
    dossier: &Dossier,
    as_of: Date,
    subject: impl Into<Subject>,
) -> Cow<'r, Obligation> {
    let subject = subject.into();
    let obligation = &rules.obligations[subject.obligation];
    let looks_up = |length: ExprId| matches!(rules.exprs[length].kind, ExprKind::Lookup(_));
    // PERF: mostly there is nothing to read, or a fact.
    if !obligation.length.is_some_and(looks_up) {
        return rules.measured(obligation, &dossier.facts);
    }
    let mut judge = Judge::new(rules, dossier, as_of);
    judge.begin();
    judge.turn_to(subject);
    judge.measured(obligation)
}

impl Judge<'_> {
    /// Whether the period of an obligation is read and not known.
    pub(super) fn undecided_length(&self, obligation: &Obligation) -> bool {
        let read = |length| self.scalar(length, &Env::new(Phase::Due), &mut Silent);
        obligation.length.is_some_and(|length| !matches!(read(length), Known::Is(_) | Known::None))
    }

    /// An obligation with its period as the dossier gives it, by itself or through a table.
    pub(super) fn measured<'o>(&self, obligation: &'o Obligation) -> Cow<'o, Obligation> {
        let Some(length) = obligation.length else { return Cow::Borrowed(obligation) };
        let env = Env::new(Phase::Due);
        let read = match self.scalar(length, &env, &mut Silent) {
            Known::Is(read) => Some(read),
            _ => match self.perhaps_looked_up(length, &env).as_deref() {
                Some([Known::Is(only)]) => Some(*only),
                _ => None,
            },
        };
        match read {
            Some(Scalar::Period(period)) => Cow::Owned(obligation.lasting(period)),
            _ => Cow::Borrowed(obligation),
        }
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
            let outcome = match one {
                Known::Is(Scalar::Period(period)) => {
                    let fixed = obligation.lasting(*period);
                    self.for_good(&fixed, self.row(&fixed, &mut Silent), &mut Silent)
                }
                Known::Is(_) | Known::None => Outcome::not_applicable(Reason::DidNotArise),
                // Where no row matches, or a value of a row is not known, it may be any length.
                Known::Missing | Known::Open | Known::Undefined => {
                    let long = obligation.lasting(LONGEST);
                    all.push(self.for_good(&long, self.row(&long, &mut Silent), &mut Silent));
                    let short = obligation.lasting(SHORTEST);
                    self.for_good(&short, self.row(&short, &mut Silent), &mut Silent)
                }
            };
            all.push(outcome);
        }
        let first = *all.first()?;
        if !flag(trace, Label::EitherLength, all.iter().all(|one| one.status == first.status)) {
            self.scalar(length, &env, trace);
            return Some(Outcome::unproven(Reason::FactMissing));
        }
        // What the table gives changes nothing: what is told is told of everything else.
        let known = lengths.iter().find_map(|one| match one {
            Known::Is(Scalar::Period(period)) => Some(*period),
            _ => None,
        });
        match (first.status, known) {
            (Status::NotApplicable, _) => drop(self.scalar(length, &env, trace)),
            (_, known) => drop(self.row(&obligation.lasting(known.unwrap_or(SHORTEST)), trace)),
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
