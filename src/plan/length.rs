//! How long a step takes, by the plan that is asked for.
//!
//! | plan | takes |
//! |---|---|
//! | fastest | 历时; without it 预计 |
//! | expected | 预计; without it 限时; without both 历时 |
//! | latest | 限时; without it 预计; without both 历时 |
//!
//! INVARIANT: no plan is shorter than a minimum period of the law. Of three points 预计 stands for
//! the likely one in every plan. Absent: dates.

use super::relations::Between;
use super::survey::Survey;
use crate::calendar::{Period, TimeUnit};
use crate::judge::measured;
use crate::model::{ExprKind, Id, ObligationId, Row, Step, StepField};
use crate::schedule::End;

/// Where a length comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LengthBasis {
    /// Nothing says how long it takes: it takes no time.
    None,
    /// 历时
    Minimum,
    /// 预计
    Estimate,
    /// 限时, taken whole.
    Limit,
    /// What was asked (what if).
    Changed,
}

/// How long a step takes. It ends no earlier than both of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The work; its first day counts.
    pub work: Option<Period>,
    /// A period of the law; the day of the start is not counted.
    pub period: Option<Period>,
    /// The least and the most that the work may take, where the estimate has three points.
    pub spread: Option<(Period, Period)>,
    /// The limit from its start that is taken whole, as it is written.
    pub limit: Option<Period>,
    /// The limit that is taken whole, where it runs from something else than the start of the step.
    pub by_limit: Option<(ObligationId, Period)>,
    /// Where the longest part comes from.
    pub basis: LengthBasis,
}

impl Length {
    /// The longer part, nought where there is none. Where a limit is taken that runs from something
    /// else it is that limit.
    #[must_use]
    pub fn takes(&self) -> Period {
        let own = || longest([self.work, self.period]);
        let whole = self.limit.filter(|_| self.basis == LengthBasis::Limit);
        self.by_limit.map(|(_, period)| period).or(whole).or_else(own).unwrap_or(Period::workdays(0))
    }
}

impl Survey<'_> {
    /// How long a step without steps of its own takes.
    pub(super) fn length(&self, step: Id<Step>) -> Length {
        let law = longest(self.minima(step).map(Some));
        let estimate = self.rules.steps[step].estimate;
        let work = estimate.map(|estimate| estimate.likely);
        let limit = shortest(self.own_limits(step));
        let made = |work: Option<Period>, period: Option<Period>, basis: LengthBasis| {
            let spread = estimate.filter(|one| basis == LengthBasis::Estimate && one.least != one.most);
            let spread = spread.map(|one| (one.least, one.most));
            // The minimum binds whatever else is planned.
            let period = longest([period, law]);
            let basis = match (longest([work, period]), law) {
                (None, _) => LengthBasis::None,
                (Some(takes), Some(law)) if takes == law => LengthBasis::Minimum,
                _ => basis,
            };
            Length { work, period, spread, limit: None, by_limit: None, basis }
        };
        if let Some(asked) = self.asked_length(step) {
            return made(Some(asked), None, LengthBasis::Changed);
        }
        let by_estimate = || made(work, None, LengthBasis::Estimate);
        let elsewhere = match limit {
            Some(_) => None,
            None => self.limit_from_elsewhere(step),
        };
        let by_limit = || match elsewhere {
            Some(_) => Length {
                by_limit: elsewhere,
                basis: LengthBasis::Limit,
                ..made(None, None, LengthBasis::Limit)
            },
            None => self.whole_limit(limit, made),
        };
        match self.plan {
            super::Plan::Fastest if law.is_some() => made(None, law, LengthBasis::Minimum),
            super::Plan::Fastest => by_estimate(),
            super::Plan::Expected if work.is_some() => by_estimate(),
            super::Plan::Latest if limit.is_none() && elsewhere.is_none() => by_estimate(),
            super::Plan::Expected | super::Plan::Latest => by_limit(),
        }
    }

    /// A limit taken whole. It is work, for no law asks for so much: a day more, since the first day
    /// of work counts and that of a period does not.
    fn whole_limit(
        &self,
        limit: Option<Period>,
        made: impl Fn(Option<Period>, Option<Period>, LengthBasis) -> Length,
    ) -> Length {
        match limit {
            Some(Period { amount, unit: unit @ (TimeUnit::Workday | TimeUnit::Day) }) => {
                let work = Period::new(amount.saturating_add(1), unit);
                Length { limit, ..made(Some(work), None, LengthBasis::Limit) }
            }
            // LIMIT: months and years begin on a day that is not known here.
            _ => made(limit, None, LengthBasis::Limit),
        }
    }

    /// The minimum periods from its start to its finish that count.
    fn minima(&self, step: Id<Step>) -> impl Iterator<Item = Period> {
        self.periods(&self.rules.steps[step].minimum, |row| match row {
            Row::Lasts { period, .. } => Some(*period),
            _ => None,
        })
    }

    /// The limits from its start to its finish that count.
    fn own_limits(&self, step: Id<Step>) -> impl Iterator<Item = Period> {
        self.periods(&self.rules.steps[step].maximum, move |row| match row {
            Row::Within { period, from, .. } => self.is_start(*from, step).then_some(*period),
            _ => None,
        })
    }

    /// The shortest limit to its finish that runs from an end of another step.
    fn limit_from_elsewhere(&self, step: Id<Step>) -> Option<(ObligationId, Period)> {
        let all = self.rules.steps[step].maximum.iter().filter_map(|id| self.between(*id));
        let own = all.filter(|limit| limit.to == (step, End::Finish) && limit.from.0 != step);
        // What may be taken out of one that has not begun to run nobody knows.
        let known =
            |limit: &Between| limit.whole || self.verdict(limit.of).is_some_and(|(_, due)| due.is_some());
        own.filter(known).map(|limit| (limit.of, limit.period)).min_by_key(|(_, period)| weight(*period))
    }

    fn is_start(&self, from: crate::model::ExprId, step: Id<Step>) -> bool {
        matches!(self.rules.exprs[from].kind, ExprKind::StepField(of, StepField::Start) if of == step)
    }

    fn periods(
        &self,
        ids: &[ObligationId],
        read: impl Fn(&Row) -> Option<Period>,
    ) -> impl Iterator<Item = Period> {
        ids.iter().filter(|id| self.counts(**id)).filter_map(move |id| {
            let obligation = match self.dossier {
                Some((dossier, as_of)) => measured(self.rules, dossier, as_of, *id),
                None => self.rules.measured(&self.rules.obligations[*id], &[]),
            };
            // A length that nobody has set is no length.
            read(&obligation.row).filter(|period| period.amount > 0)
        })
    }
}

fn longest(periods: impl IntoIterator<Item = Option<Period>>) -> Option<Period> {
    periods.into_iter().flatten().max_by_key(|one| weight(*one))
}

fn shortest(periods: impl Iterator<Item = Period>) -> Option<Period> {
    periods.min_by_key(|one| weight(*one))
}

/// About how many minutes a period takes, to tell which of two is longer before any date is known:
/// five working days take a week, a year 365 days and a quarter.
pub(super) fn weight(period: Period) -> u64 {
    let minutes = match period.unit {
        TimeUnit::Minute => 1,
        TimeUnit::Hour => 60,
        TimeUnit::Day => 1_440,
        TimeUnit::Workday => 2_016,
        TimeUnit::Month => 43_830,
        TimeUnit::Year => 525_960,
    };
    u64::from(period.amount) * minutes
}
