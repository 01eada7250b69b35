//! Predecessors beyond the plain one: any of several, so many of several, other ends, lags.

use super::arena::Id;
use super::ruleset::Step;
use crate::calendar::Period;

/// `前置：任一（A、B）`, `前置：其中 2项（A、B、C）`, `前置：A.开始 后 3日`: so many of these come first.
///
/// A plain predecessor (`前置：A`) is an edge of the procedure instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// How many of the branches must have come.
    pub need: u32,
    /// What they come before: the start of the step, or (`于 完成`) its finish.
    pub to: LinkEnd,
    /// The branches; never empty.
    pub branches: Vec<Branch>,
}

/// One branch of a [`Join`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The step that comes first.
    pub before: Id<Step>,
    /// Which of its ends.
    pub from: LinkEnd,
    /// `后 N`: so long must have passed since.
    pub lag: Option<Period>,
}

/// An end of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkEnd {
    /// 开始
    Start,
    /// 完成
    Finish,
}

impl Join {
    /// Whether it rests on finished work: then work done anew makes it stale.
    #[must_use]
    pub fn rests_on_finishes(&self) -> bool {
        self.to == LinkEnd::Start && self.branches.iter().all(|branch| branch.from == LinkEnd::Finish)
    }
}
