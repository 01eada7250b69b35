//! Why a verdict is what it is, as data.

use super::known::{Known, KnownState, Scalar, Tri};
use super::trace::{Evidence, Test, Trace};
use super::{Reason, Status};
use crate::calendar::Counted;
use crate::model::{ExprId, Value};
use smol_str::SmolStr;

/// The explanation of one verdict: the tests that were made in order, the conditions behind them,
/// the periods that were counted. The last test holds and decides; the ones before do not.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The status.
    pub status: Status,
    /// Its reason.
    pub reason: Reason,
    /// The tests, in the order in which they were made.
    pub tests: Vec<Test>,
    /// Their answers.
    pub answers: Vec<bool>,
    /// The conditions that were evaluated, in order.
    pub conditions: Vec<ConditionNode>,
    /// The periods that were counted, in order.
    pub counted: Vec<Counted>,
    /// How the clock ran, of a 限时 that has begun.
    pub clock: Option<super::ClockRun>,
}

/// One node of an evaluated condition.
#[derive(Clone, Debug, PartialEq)]
pub struct ConditionNode {
    /// The expression; its kind is the operator, its span the place in the rules.
    pub expr: ExprId,
    /// Its truth value; for a value read, see `read`.
    pub truth: Option<Tri>,
    /// The value read, for an operand that is no condition.
    pub read: Option<ReadValue>,
    /// Where in the dossier it stands, or where it is missing.
    pub evidence: Option<Evidence>,
    /// Which element of the collection it is about, from 0.
    pub element: Option<usize>,
    /// Its operands.
    pub children: Vec<ConditionNode>,
}

/// A value that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadValue {
    /// What is known of it.
    pub state: KnownState,
    /// The value, where it is given.
    pub value: Option<Value>,
}

/// A [`Trace`] that keeps everything.
#[derive(Clone, Debug, Default)]
pub struct Recorder {
    pub(super) tests: Vec<Test>,
    answers: Vec<bool>,
    pub(super) counted: Vec<Counted>,
    clock: Option<super::ClockRun>,
    pub(super) done: Vec<ConditionNode>,
    open: Vec<ConditionNode>,
    element: Option<usize>,
}

impl Recorder {
    /// What was recorded, as the explanation of a status.
    #[must_use]
    pub(super) fn explain(self, status: Status, reason: Reason) -> Explanation {
        Explanation {
            status,
            reason,
            tests: self.tests,
            answers: self.answers,
            conditions: self.done,
            counted: self.counted,
            clock: self.clock,
        }
    }

    fn push(&mut self, node: ConditionNode) {
        match self.open.last_mut() {
            Some(parent) => parent.children.push(node),
            None => self.done.push(node),
        }
    }
}

impl Trace for Recorder {
    const ON: bool = true;

    fn test(&mut self, test: &Test, answer: bool) {
        self.tests.push(test.clone());
        self.answers.push(answer);
    }

    fn open(&mut self, expr: ExprId) {
        let element = self.element.take();
        self.open.push(ConditionNode {
            expr,
            truth: None,
            read: None,
            evidence: None,
            element,
            children: Vec::new(),
        });
    }

    fn close(&mut self, value: Tri) {
        if let Some(mut node) = self.open.pop() {
            node.truth = Some(value);
            self.push(node);
        }
    }

    fn close_value(&mut self, value: Known<Scalar<'_>>) {
        if let Some(mut node) = self.open.pop() {
            node.read = Some(ReadValue { state: value.state(), value: value.is().map(owned) });
            self.push(node);
        }
    }

    fn value(&mut self, expr: ExprId, value: Known<Scalar<'_>>, at: Option<Evidence>) {
        let read = ReadValue { state: value.state(), value: value.is().map(owned) };
        let element = self.element;
        self.push(ConditionNode {
            expr,
            truth: None,
            read: Some(read),
            evidence: at,
            element,
            children: Vec::new(),
        });
    }

    fn counted(&mut self, counted: &Counted) {
        self.counted.push(*counted);
    }

    fn element(&mut self, position: usize) {
        self.element = Some(position);
    }

    fn clock(&mut self, run: super::ClockRun) {
        self.clock = Some(run);
    }
}

fn owned(scalar: Scalar<'_>) -> Value {
    match scalar {
        Scalar::Bool(truth) => Value::Bool(truth),
        Scalar::Number(number) => Value::Number(number),
        Scalar::Text(text) => Value::Text(SmolStr::new(text)),
        Scalar::Moment(moment) => Value::Moment(moment),
        Scalar::Member(member) => Value::Member(member),
        Scalar::Period(period) => Value::Period(period),
    }
}
