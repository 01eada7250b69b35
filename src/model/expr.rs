//! Typed conditions and expressions, in one arena a rule set.

use super::arena::Id;
use super::register::Register;
use super::ruleset::{DocumentKind, EventKind, Role, Step};
use super::task::Task;
use super::types::Value;
use crate::calendar::Period;
use crate::text::Span;

/// Names an expression.
pub type ExprId = Id<Expr>;

/// An expression with its place in the rules.
#[derive(Clone, Debug)]
pub struct Expr {
    /// What it computes.
    pub kind: ExprKind,
    /// Where it is written.
    pub span: Span,
    /// Whether a fact occurs in it more than once, so that its parts depend on each other and
    /// three-valued evaluation must look at whole assignments.
    pub entangled: bool,
    /// Whether something in it is computed, and may be impossible to compute.
    pub computes: bool,
}

/// What an expression computes. Types have been checked: a comparison's sides are comparable,
/// a condition's operands are conditions.
#[derive(Clone, Debug)]
pub enum ExprKind {
    /// A literal.
    Const(Value),
    /// A slot of the facts.
    Fact(u32),
    /// A slot of a bound variable's element; variables are numbered from the outermost.
    Variable {
        /// Which variable.
        depth: u8,
        /// Which field.
        slot: u16,
    },
    /// A slot of the licence that a variable of 持有 stands for.
    Licence {
        /// Which variable.
        depth: u8,
        /// Which field.
        slot: u16,
    },
    /// A built-in of a step's record.
    StepField(Id<Step>, StepField),
    /// A field of the document of a kind, as seen from a step.
    DocumentField(DocumentRef, DocumentField),
    /// A field of a role of one member.
    RoleField(Id<Role>, u16),
    /// When an event happened.
    Event(Id<EventKind>),
    /// What is on file of the promise under a 告知承诺 or 容缺 sentence.
    Commitment(super::obligation::ObligationId, super::follow::CommitmentField),
    /// `公示期 违规`, `补正告知 逾期`
    Judged(super::follow::Judged),
    /// The day since which an obligation is violated.
    Since(super::obligation::ObligationId),
    /// A date moved off rest days: 顺延, 提前.
    Rolled(ExprId, crate::calendar::Roll),
    /// `a op b`
    Compare(Comparison, ExprId, ExprId),
    /// All of them.
    And(Vec<ExprId>),
    /// At least one of them.
    Or(Vec<ExprId>),
    /// 非
    Not(ExprId),
    /// `x 属于 （甲、乙）`; the list holds literals.
    Member(ExprId, Vec<Value>),
    /// `L 包含 x`
    Contains(ExprId, ExprId),
    /// A quantified condition over a collection.
    Quantified {
        /// How many must satisfy it.
        quantity: QuantifierKind,
        /// What is ranged over.
        over: Collection,
        /// Which variable it binds.
        depth: u8,
        /// The condition.
        condition: ExprId,
    },
    /// `至少 N项（A、B、C）已履行`, `恰有 N项（A、B、C）已履行`
    StepsDone {
        /// How many of them must be finished and valid.
        quantity: QuantifierKind,
        /// Of these.
        steps: Vec<Id<Step>>,
    },
    /// `已有 X`
    HasDocument(DocumentRef),
    /// `已有 角色`: somebody is bound to it.
    RoleBound(Id<Role>),
    /// `甲角色 属于 乙角色`: everybody bound to the one is bound to the other.
    RoleWithin(Id<Role>, Id<Role>),
    /// `已有 字段`: a 可缺 or open field is given.
    Given(ExprId),
    /// 计数（L）
    Count(Collection),
    /// 合计（L.字段）
    Sum(Collection, u16),
    /// 最早（L.字段）
    Earliest(Collection, u16),
    /// 最晚（L.字段）
    Latest(Collection, u16),
    /// `E 前 N`, `E 前 满N`, `E 后 N`
    Shift {
        /// The event.
        event: ExprId,
        /// By how much.
        period: Period,
        /// Which way.
        direction: ShiftDirection,
    },
    /// The value of a task's 指标, by slot.
    Indicator(Id<Task>, u16),
    /// What a decision table gives.
    Lookup(Box<super::table::Lookup>),
    /// Exact arithmetic.
    Arithmetic(ArithmeticOp, ExprId, ExprId),
    /// Something computed, times a power of sixty: 千瓦时 ÷ 千瓦 in minutes.
    Sixties(ExprId, i16),
}

/// LIMIT: so many variables are bound at once, the entry of a register among them.
pub const MOST_VARIABLES: usize = 4;

/// The slot of a variable that reads the name of a role's member, which need not be a field.
pub const MEMBER_NAME: u16 = u16::MAX;

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// 等于
    Equal,
    /// 不等于
    NotEqual,
    /// 小于, 早于
    Less,
    /// 不超过, 不晚于
    LessEqual,
    /// 大于, 晚于
    Greater,
    /// 不少于, 不早于
    GreaterEqual,
}

/// Arithmetic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArithmeticOp {
    /// 加
    Add,
    /// 减
    Subtract,
    /// 乘
    Multiply,
    /// 除
    Divide,
}

/// How many elements must satisfy a condition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantifierKind {
    /// 每位, 每份, 每项
    Each,
    /// 存在
    Exists,
    /// 至少 N
    AtLeast(u32),
    /// 恰有 N
    Exactly(u32),
}

impl QuantifierKind {
    /// How many of so many must satisfy it, and whether no more may.
    #[must_use]
    pub fn wanted(self, total: usize) -> (u32, bool) {
        match self {
            Self::Each => (u32::try_from(total).unwrap_or(u32::MAX), false),
            Self::Exists => (1, false),
            Self::AtLeast(wanted) => (wanted, false),
            Self::Exactly(wanted) => (wanted, true),
        }
    }
}

/// What a quantifier, a count or a sum ranges over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collection {
    /// The persons or units bound to a role.
    Role(Id<Role>),
    /// The documents of a kind, as seen from a step.
    Documents(DocumentRef),
    /// A slot of the facts that holds a list of records.
    Fact(u32),
    /// The entries of a register.
    Register(Id<Register>),
    /// A field that holds a list of records, of what a variable, a role or a document stands for.
    Listed(ExprId),
}

/// A document of a kind, as seen from a step: its own record, then the enclosing steps, then the
/// procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DocumentRef {
    /// The kind.
    pub kind: Id<DocumentKind>,
    /// The step that looks; `None` from a rule: anywhere in the dossier.
    pub from: Option<Id<Step>>,
}

/// What is read of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentField {
    /// Its date.
    Date,
    /// A declared field.
    Slot(u16),
}

/// What is read of a step's record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepField {
    /// 开始
    Start,
    /// 完成
    Finish,
    /// 结论, as a position in the step's outcomes.
    Outcome,
    /// 已履行: finished with a valid record.
    Done,
    /// 方式: how it was done.
    Manner,
    /// 承办: who did it, a list of names.
    By,
}

/// Which way an event is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShiftDirection {
    /// `E 前 N`: the N-th day before E suffices.
    Before,
    /// `E 前 满N`: N clear days.
    BeforeClear,
    /// `E 后 N`
    After,
}

impl ExprKind {
    /// Whether it is a condition by its form; a field of type 是否 is a value.
    #[must_use]
    pub fn is_condition(&self) -> bool {
        matches!(
            self,
            Self::Compare(..)
                | Self::And(_)
                | Self::Or(_)
                | Self::Not(_)
                | Self::Member(..)
                | Self::Contains(..)
                | Self::Quantified { .. }
                | Self::StepsDone { .. }
                | Self::HasDocument(_)
                | Self::RoleBound(_)
                | Self::RoleWithin(..)
                | Self::Given(_)
                | Self::Judged(_)
        )
    }

    /// Adds the expressions inside this one.
    pub fn operands(&self, to: &mut Vec<ExprId>) {
        match self {
            Self::Compare(_, a, b) | Self::Contains(a, b) | Self::Arithmetic(_, a, b) => to.extend([*a, *b]),
            Self::And(parts) | Self::Or(parts) => to.extend(parts),
            Self::Not(inner)
            | Self::Member(inner, _)
            | Self::Given(inner)
            | Self::Rolled(inner, _)
            | Self::Sixties(inner, _) => {
                to.push(*inner);
            }
            Self::Quantified { condition, .. } => to.push(*condition),
            Self::Shift { event, .. } => to.push(*event),
            Self::Lookup(lookup) => to.extend(lookup.rows.iter().chain(lookup.values.iter().flatten())),
            Self::Const(_)
            | Self::Fact(_)
            | Self::Variable { .. }
            | Self::Licence { .. }
            | Self::StepField(..)
            | Self::DocumentField(..)
            | Self::RoleField(..)
            | Self::Event(_)
            | Self::Commitment(..)
            | Self::Judged(_)
            | Self::Since(_)
            | Self::Indicator(..)
            | Self::StepsDone { .. }
            | Self::HasDocument(_)
            | Self::RoleBound(_)
            | Self::RoleWithin(..)
            | Self::Count(_)
            | Self::Sum(..)
            | Self::Earliest(..)
            | Self::Latest(..) => {}
        }
    }
}
