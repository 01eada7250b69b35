//! Recurring duties (频次): something happens at least so often in every period of the calendar.

use super::arena::Id;
use super::expr::ExprId;
use super::ruleset::EventKind;
use crate::calendar::Cycle;

/// Row 13: at least `least` events in every period that has begun.
#[derive(Clone, Copy, Debug)]
pub struct Frequency {
    /// What is counted.
    pub event: Id<EventKind>,
    /// How often at least.
    pub least: u32,
    /// In what.
    pub cycle: Cycle,
    /// 自 E: the first day of the duty; `None`: from when its instrument is in force.
    pub from: Option<ExprId>,
    /// 至 E: its last day; `None`: it has none of its own.
    pub to: Option<ExprId>,
}
