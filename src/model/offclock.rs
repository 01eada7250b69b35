//! 不计时: steps that run and are scheduled, and do not use up a limit; and how a limit leaves them out.
//!
//! What is on the clock of a limit, and what stops it, is looked up once when the rules are compiled:
//! the judge and the plan read the same lists.

use super::arena::Id;
use super::obligation::ObligationId;
use super::ruleset::{Procedure, RuleSet, Step};
use crate::text::Span;
use smol_str::SmolStr;

/// A block of steps that are off the clock.
#[derive(Clone, Debug)]
pub struct OffClock {
    /// Its name, which 不计入 uses.
    pub name: SmolStr,
    /// Its ASCII alias.
    pub alias: Option<SmolStr>,
    /// The procedure.
    pub procedure: Id<Procedure>,
    /// The step that it stands in.
    pub parent: Option<Id<Step>>,
    /// Its own steps, not those inside them.
    pub steps: Vec<Id<Step>>,
    /// Where it is declared.
    pub span: Span,
}

/// How days are counted of which some are left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reading {
    /// A day is off the clock while an exclusion runs and nothing on the clock is being worked on.
    #[default]
    Union,
    /// 的 全部日数: every day of an exclusion is off the clock.
    WholeDays,
    /// 按阶段: each part of the block has the limit for itself, from when it may begin.
    PerPhase,
    /// 逐项相加: the days of all items are added up.
    Summed,
}

/// What a limit runs over where it is not one step alone, or where blocks are left out of it.
#[derive(Clone, Debug, Default)]
pub struct Metering {
    /// The reading.
    pub reading: Reading,
    /// The blocks that 不计入 names.
    pub blocks: Vec<Id<OffClock>>,
    /// What is on the clock, in the order of the rules.
    pub items: Vec<Item>,
    /// The steps of the blocks, down to those without steps of their own.
    pub excluded: Vec<ExcludedStep>,
    /// The parts of the block, for 按阶段.
    pub phases: Vec<Id<Step>>,
    /// Whether the dates of the items and of what comes before them say all: nothing there is optional,
    /// conditional, waived or sent back.
    pub settled: bool,
}

/// One step on the clock.
#[derive(Clone, Debug)]
pub struct Item {
    /// The step.
    pub step: Id<Step>,
    /// Its own limits and those of the steps around it inside the block: what is suspended of them is
    /// suspended of it.
    pub clocks: Vec<ObligationId>,
    /// The part of the block that it belongs to, by position among the phases.
    pub phase: u16,
}

/// One step off the clock.
#[derive(Clone, Debug)]
pub struct ExcludedStep {
    /// The step.
    pub step: Id<Step>,
    /// The items that it stops, by position: those of 暂停, else those that wait for it or contain it.
    pub stops: Vec<u16>,
}

impl RuleSet {
    /// A step, the steps around it, and all that must come before them directly.
    #[must_use]
    pub fn with_predecessors(&self, step: Id<Step>) -> Vec<Id<Step>> {
        let mut all = vec![step];
        let mut around = Some(step);
        while let Some(at) = around {
            let joined = self.steps[at].joins.iter().filter_map(|join| match &self.obligations[*join].row {
                super::obligation::Row::Joined(join) => {
                    Some(join.branches.iter().map(|branch| branch.before))
                }
                _ => None,
            });
            all.extend(self.steps[at].after.iter().copied().chain(joined.flatten()));
            around = self.steps[at].parent;
        }
        all
    }
}
