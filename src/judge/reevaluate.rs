//! Checking an explanation from what it prints alone.
//!
//! From the values read, every condition is evaluated again; from the conditions and dates, every
//! test; from every period's start, its end. An explanation that contradicts itself is refused.

use super::eval::{compare_known, same};
use super::explanation::{ConditionNode, Explanation};
use super::known::{Known, KnownState, Scalar, Tri};
use super::trace::{Label, Test};
use super::{Reason, Status, table};
use crate::calendar::{Counted, Direction, WorkdayCalendar};
use crate::model::{ExprId, ExprKind, Lookup, QuantifierKind, RuleSet};

/// Where an explanation contradicts itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Contradiction {
    /// A test's answer does not follow from the values printed with it.
    #[error("test {0} does not have the answer that is printed")]
    Test(usize),
    /// A condition does not follow from its operands.
    #[error("condition {0} does not follow from its operands")]
    Condition(usize),
    /// A period does not end where it is said to.
    #[error("period {0} does not end on the day that is printed")]
    Period(usize),
    /// A test speaks of a condition that no tree shows.
    #[error("test {0} speaks of a condition that is not shown")]
    Unshown(usize),
    /// The status does not go with the reason.
    #[error("the status does not go with the reason")]
    Status,
}

impl Explanation {
    /// Evaluates the printed tree again and gives the status that follows from it.
    ///
    /// # Errors
    /// [`Contradiction`] where something printed does not follow from what it is printed with.
    pub fn reevaluate(&self, rules: &RuleSet) -> Result<Status, Contradiction> {
        for (at, (test, answer)) in self.tests.iter().zip(&self.answers).enumerate() {
            if test.holds() != *answer {
                return Err(Contradiction::Test(at));
            }
            if !self.shown(test, rules) {
                return Err(Contradiction::Unshown(at));
            }
        }
        for (at, node) in self.conditions.iter().enumerate() {
            if !follows(node, rules) {
                return Err(Contradiction::Condition(at));
            }
        }
        for (at, counted) in self.counted.iter().enumerate() {
            if !ends(counted, &rules.calendar) {
                return Err(Contradiction::Period(at));
            }
        }
        if !goes_with(self.status, self.reason) {
            return Err(Contradiction::Status);
        }
        Ok(self.status)
    }

    /// Whether a test about a decided condition rests on a tree with that truth value.
    fn shown(&self, test: &Test, rules: &RuleSet) -> bool {
        let Test::Truth(Label::Condition, truth, _) = test else { return true };
        self.conditions.is_empty()
            || self.conditions.iter().any(|node| {
                // Conditions whose facts occur more than once are decided over whole assignments.
                node.truth == Some(*truth) || rules.exprs[node.expr].entangled || node.read.is_some()
            })
    }
}

/// Whether a node's truth follows from its operands, and theirs from their own.
fn follows(node: &ConditionNode, rules: &RuleSet) -> bool {
    // A condition inside an entangled one was decided as a part of it.
    let own = match (again(node, rules), node.truth) {
        (Some(again), Some(truth)) => again == truth,
        _ => true,
    };
    own && follows_from_rows(node, rules) && node.children.iter().all(|child| follows(child, rules))
}

/// The truth of a node from its children alone; `None` where it is a value, or needs the dossier.
fn again(node: &ConditionNode, rules: &RuleSet) -> Option<Tri> {
    let truths = || node.children.iter().map(|child| child.truth);
    match &rules.exprs[node.expr].kind {
        ExprKind::And(_) => truths().try_fold(Tri::True, |all, one| Some(all.and(one?))),
        ExprKind::Or(_) => truths().try_fold(Tri::False, |any, one| Some(any.or(one?))),
        ExprKind::Not(_) => truths().next().flatten().map(Tri::not),
        ExprKind::Compare(op, left, right) => {
            // What an operand is itself made of is recorded beside it.
            let of = |side: &ExprId| node.children.iter().rev().find(|child| child.expr == *side);
            Some(compare_known(*op, read(of(left)?)?, read(of(right)?)?))
        }
        ExprKind::Member(_, members) => {
            let value = node.children.last().and_then(read)?;
            Some(match value {
                Known::Is(value) => {
                    Tri::of(members.iter().filter_map(Scalar::of).any(|member| same(value, member)))
                }
                Known::None => Tri::False,
                Known::Missing | Known::Undefined => Tri::Missing,
                Known::Open => Tri::Open,
            })
        }
        ExprKind::Quantified { quantity: QuantifierKind::Each, .. } if !node.children.is_empty() => {
            truths().try_fold(Tri::True, |all, one| Some(all.and(one?)))
        }
        _ => None,
    }
}

/// The truth of the rows of a table, in order, and what they give, as far as a node shows it.
fn rows(node: &ConditionNode, lookup: &Lookup) -> Vec<Tri> {
    let children = node.children.iter().zip(&lookup.rows);
    children.take_while(|(child, row)| child.expr == **row).filter_map(|(child, _)| child.truth).collect()
}

/// Whether what a table gives follows from the rows that are shown. What all assignments together decide is
/// decided by nothing that is shown, but one of the rows that are left has to give it.
fn follows_from_rows(node: &ConditionNode, rules: &RuleSet) -> bool {
    let (ExprKind::Lookup(lookup), Some(shown)) = (&rules.exprs[node.expr].kind, read(node)) else {
        return true;
    };
    let truths = rows(node, lookup);
    let value = |at: usize| match lookup.values.get(at) {
        Some(Some(value)) => match &rules.exprs[*value].kind {
            ExprKind::Const(value) => Scalar::of(value).map_or(Known::None, Known::Is),
            _ => node
                .children
                .iter()
                .rev()
                .find(|child| child.expr == *value)
                .and_then(read)
                .unwrap_or(Known::Missing),
        },
        Some(None) => Known::None,
        None => Known::Undefined,
    };
    let again = table::result(rules, lookup, &truths, &mut { value });
    match (again, shown) {
        (Known::Is(a), Known::Is(b)) => same(a, b),
        (a, b) => a.state() == b.state(),
    }
}

fn read(node: &ConditionNode) -> Option<Known<Scalar<'_>>> {
    let read = node.read.as_ref()?;
    Some(match read.state {
        KnownState::Given => Known::Is(Scalar::of(read.value.as_ref()?)?),
        KnownState::None => Known::None,
        KnownState::Missing => Known::Missing,
        KnownState::Open => Known::Open,
        KnownState::Undefined => Known::Undefined,
    })
}

fn ends(counted: &Counted, calendar: &WorkdayCalendar) -> bool {
    let again = match counted.direction {
        Direction::Forward => counted.period.end_of(counted.start, counted.roll, calendar),
        Direction::Backward => counted.period.before(counted.start, counted.clear, calendar),
    };
    again.is_ok_and(|again| again.end == counted.end)
}

/// The statuses that a reason can have; a deviation, a soft duty and doubt change statuses without
/// changing what was found.
fn goes_with(status: Status, reason: Reason) -> bool {
    use Reason as R;
    match status {
        Status::Satisfied => reason == R::Met,
        Status::Waived => reason == R::Waived,
        Status::NotApplicable => {
            matches!(
                reason,
                R::NotInForce
                    | R::OutOfScope
                    | R::NeverArose
                    | R::Terminated
                    | R::Void
                    | R::NotExercised
                    | R::DidNotArise
                    | R::Replaced
                    | R::NoException
                    | R::Deemed
            )
        }
        Status::Violated | Status::Missed => !matches!(
            reason,
            R::Met
                | R::Waived
                | R::NotInForce
                | R::OutOfScope
                | R::NeverArose
                | R::Terminated
                | R::Void
                | R::NotExercised
                | R::DidNotArise
                | R::Deemed
                | R::Replaced
                | R::NoException
                | R::Running
        ),
        Status::Pending | Status::AtRisk | Status::Unproven => !matches!(
            reason,
            R::Met
                | R::Waived
                | R::NotInForce
                | R::OutOfScope
                | R::NeverArose
                | R::Terminated
                | R::Void
                | R::NotExercised
                | R::DidNotArise
                | R::Deemed
                | R::Replaced
                | R::NoException
        ),
    }
}
