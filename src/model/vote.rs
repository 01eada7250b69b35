//! 表决: what a vote needs to be carried.
//!
//! INVARIANT: nothing is assumed. What a rule does not declare is not asked: no quorum, no veto, no
//! recusal; a tie is a number of votes like any other unless the rule says who decides it.

use super::obligation::UnitRef;

/// What a vote needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// 同意: how many votes for.
    pub approve: Threshold,
    /// 基数: of whom a share is taken; a number of votes needs none.
    pub base: VoteBase,
    /// 弃权：不计入: abstentions are taken out of the base.
    pub without_abstentions: bool,
    /// 实到: how many of those expected must be present.
    pub quorum: Option<Threshold>,
    /// 否决: a vote against by one of these defeats it.
    pub veto: Vec<UnitRef>,
    /// 回避: these do not vote, and do not belong to the base.
    pub recused: Vec<UnitRef>,
    /// 平票: what becomes of as many votes for as against.
    pub tie: Tie,
}

/// Of whom a share is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoteBase {
    /// 应到: those expected.
    Expected,
    /// 实到: those present.
    Present,
}

/// What becomes of a tie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tie {
    /// The number of votes decides, as always.
    Counted,
    /// 通过
    Carried,
    /// 不通过
    Lost,
    /// 行政首长: the vote of the head decides.
    Head,
}

/// A number or a share that must be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// At least so many.
    Count(u32),
    /// A share of the base.
    Share {
        /// The numerator.
        part: u64,
        /// The denominator; never nought.
        whole: u64,
        /// 过半数, 超过: the share itself does not suffice.
        above: bool,
    },
}

impl Threshold {
    /// Whether `votes` of `base` reach it.
    #[must_use]
    pub fn reached(self, votes: u64, base: u64) -> bool {
        match self {
            Self::Count(least) => votes >= u64::from(least),
            Self::Share { part, whole, above } => {
                let (have, need) = (
                    u128::from(votes).saturating_mul(u128::from(whole)),
                    u128::from(base).saturating_mul(u128::from(part)),
                );
                if above { have > need } else { have >= need }
            }
        }
    }

    /// The largest base of which `votes` reach it.
    #[must_use]
    pub fn most(self, votes: u64) -> u64 {
        match self {
            Self::Count(least) => {
                if votes >= u64::from(least) {
                    u64::MAX
                } else {
                    0
                }
            }
            Self::Share { part, whole, above } => {
                let most = u128::from(votes).saturating_mul(u128::from(whole));
                let most = if above { most.saturating_sub(1) } else { most } / u128::from(part.max(1));
                u64::try_from(most).unwrap_or(u64::MAX)
            }
        }
    }

    /// The least number of `base` that reaches it.
    #[must_use]
    pub fn least(self, base: u64) -> u64 {
        match self {
            Self::Count(least) => u64::from(least),
            Self::Share { part, whole, above } => {
                let need = u128::from(base).saturating_mul(u128::from(part));
                let whole = u128::from(whole.max(1));
                let least = if above { need / whole + 1 } else { need.div_ceil(whole) };
                u64::try_from(least).unwrap_or(u64::MAX)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_reached_exactly_from_its_least_number_on() {
        let shares = [(1, 2, true), (2, 3, false), (3, 5, false), (1, 2, false), (3, 4, true)];
        for (part, whole, above) in shares {
            let share = Threshold::Share { part, whole, above };
            for votes in 1..40 {
                let most = share.most(votes);
                assert!(share.reached(votes, most) && !share.reached(votes, most + 1), "{share:?} {votes}");
            }
            for base in 0..40 {
                let least = share.least(base);
                assert!(share.reached(least, base), "{share:?} {least} of {base}");
                assert!(least == 0 || !share.reached(least - 1, base), "{share:?} {least} of {base}");
            }
        }
        assert_eq!(Threshold::Share { part: 1, whole: 2, above: true }.least(10), 6);
        assert_eq!(Threshold::Share { part: 2, whole: 3, above: false }.least(9), 6);
    }
}
