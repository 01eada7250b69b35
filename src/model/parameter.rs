//! Parameters: values that the user sets because the text is not published.

use super::arena::Id;
use super::expr::{ExprId, ExprKind};
use super::obligation::{Obligation, Row};
use super::ruleset::{FactGroup, RuleSet};
use super::types::{Fact, Value};
use crate::calendar::Period;
use std::borrow::Cow;

/// All parameters, as the fields of one 档案.
#[derive(Clone, Debug)]
pub struct Parameters {
    /// The 档案.
    pub group: Id<FactGroup>,
    /// Which of its fields the rules have set for good: a dossier may not give those.
    pub fixed: Vec<bool>,
}

/// A period of the law: written in the rules, or read from a parameter or a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PeriodOf {
    /// Written.
    Written(Period),
    /// Read when a dossier is judged.
    Read(ExprId),
}

impl PeriodOf {
    /// The period as far as the rules know it; nought stands for one that is read later.
    #[must_use]
    pub fn written(self) -> Period {
        match self {
            Self::Written(period) => period,
            Self::Read(_) => Period { amount: 0, unit: crate::calendar::TimeUnit::Day },
        }
    }

    /// What is read, where it is not written.
    #[must_use]
    pub fn read(self) -> Option<ExprId> {
        match self {
            Self::Written(_) => None,
            Self::Read(expr) => Some(expr),
        }
    }
}

impl Obligation {
    /// The same obligation with a period in its row.
    #[must_use]
    pub fn lasting(&self, length: Period) -> Self {
        let mut fixed = Self { length: None, ..self.clone() };
        match &mut fixed.row {
            Row::Lasts { period, .. } | Row::Within { period, .. } => *period = length,
            Row::Ahead(ahead) => ahead.period = length,
            Row::Follow(follow) => follow.limit = Some(length),
            _ => {}
        }
        fixed
    }
}

impl RuleSet {
    /// An obligation with its period as the facts of a dossier give it. Where they do not,
    /// the obligation keeps [`Obligation::length`].
    #[must_use]
    pub fn measured<'r>(&'r self, obligation: &'r Obligation, facts: &[Fact]) -> Cow<'r, Obligation> {
        let slot = obligation.length.and_then(|expr| match &self.exprs[expr].kind {
            ExprKind::Fact(slot) => Some(*slot as usize),
            _ => None,
        });
        match slot.and_then(|slot| facts.get(slot)) {
            Some(Fact::Known(Value::Period(period))) => Cow::Owned(obligation.lasting(*period)),
            _ => Cow::Borrowed(obligation),
        }
    }
}
