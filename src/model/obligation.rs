//! Obligations: what is judged.

use super::arena::Id;
use super::exception::Standing;
use super::expr::{DocumentRef, ExprId};
use super::register::Register;
use super::ruleset::{Procedure, Role, Step, Unit};
use super::source::Citation;
use super::task::Task;
use crate::calendar::{Date, Period, Roll};
use crate::text::Span;
use smol_str::SmolStr;

/// Names an obligation.
pub type ObligationId = Id<Obligation>;

/// One thing that is judged.
#[derive(Clone, Debug)]
pub struct Obligation {
    /// Its path in the rules' own names: `重大行政决策/公众参与/公开征求意见/公示期`.
    pub id: SmolStr,
    /// Its ASCII path; names without alias stand in it as they are.
    pub alias: SmolStr,
    /// Its own name, or its keyword.
    pub name: SmolStr,
    /// The procedure it belongs to; `None` for a 规则.
    pub procedure: Option<Id<Procedure>>,
    /// The step it belongs to; `None` for a 规则.
    pub step: Option<Id<Step>>,
    /// The register it is judged of, entry by entry.
    pub register: Option<Id<Register>>,
    /// The task it belongs to.
    pub task: Option<Id<Task>>,
    /// Who answers for it (职责).
    pub answers: Option<UnitRef>,
    /// The word of duty.
    pub duty: Duty,
    /// How much a violation weighs.
    pub severity: Weight,
    /// What must be.
    pub row: Row,
    /// Where the period of the row is not written but read; the row then holds nought.
    pub length: Option<ExprId>,
    /// 情形: it binds only while this holds.
    pub when: Option<ExprId>,
    /// The exceptions that create it or take its place.
    pub standing: Standing,
    /// 偏离: where the law asks for a stated reason.
    pub deviation: Option<Deviation>,
    /// The articles it restates, own or inherited.
    pub cites: Vec<Citation>,
    /// What the rules alone tell of it.
    pub brief: super::brief::Brief,
    /// 说明: the words of the law.
    pub note: Option<SmolStr>,
    /// The sentence in the rules.
    pub span: Span,
}

/// The word of duty of an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// 应当
    Must,
    /// 不得
    MustNot,
    /// 一般: a deviation needs its reason on record.
    Presumptive,
    /// 原则上: as 应当, with the exceptions that are declared.
    InPrinciple,
    /// 可以
    May,
    /// 鼓励
    Encouraged,
    /// 力争
    Strive,
    /// 推定: our reading, not the law's words.
    Inferred,
}

/// How much a violation weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// 提示: never counted.
    Hint,
    /// 不当
    Improper,
    /// 违法
    Unlawful,
}

/// `偏离 凭 D.F，不晚于 E`
#[derive(Clone, Copy, Debug)]
pub struct Deviation {
    /// The text that states the reason.
    pub reason: ExprId,
    /// By when it must be on record; `None`: at any time.
    pub by: Option<ExprId>,
}

/// What must be, by the rows of the verdict table.
#[derive(Clone, Debug)]
pub enum Row {
    /// Row 1, 17: the step is done. `may`: 可以; then `must_when` makes it a duty.
    Perform {
        /// 履行：可以
        may: bool,
        /// `情形 C 应当`
        must_when: Option<ExprId>,
        /// Its own 期限; else the end of the procedure.
        due: Option<ExprId>,
    },
    /// Row 2: `before` is finished when the obligation's step starts.
    Precedes {
        /// The step that comes first.
        before: Id<Step>,
    },
    /// Row 2: so many of several steps, another end of a step, or a lag.
    Joined(Box<super::join::Join>),
    /// Row 3: 承办.
    By {
        /// One of these.
        units: Vec<UnitRef>,
    },
    /// Row 3: 会签 (all of them agree), 或签 (one of them does).
    Opinions {
        /// Whose opinion is asked; every person or organ bound to a role.
        units: Vec<UnitRef>,
        /// 会签
        all: bool,
    },
    /// Row 4: 材料.
    Document {
        /// Which document.
        document: DocumentRef,
        /// 不晚于 E; else the finish of the step.
        by: Option<ExprId>,
        /// `凭 D（test）`: what must hold of it.
        test: Option<ExprId>,
        /// 容缺: the sentence by which it may be handed in later.
        owed: Option<ObligationId>,
    },
    /// Row 5: 历时, a minimum.
    Lasts {
        /// At least so long.
        period: Period,
        /// 自 E
        from: ExprId,
        /// 至 E
        to: ExprId,
    },
    /// Row 6: 限时, a maximum.
    Within {
        /// At most so long.
        period: Period,
        /// 自 E
        from: ExprId,
        /// 至 E
        to: ExprId,
        /// How an end on a rest day moves.
        roll: Roll,
        /// `经 U 批准 可以延长 N`
        extension: Option<Extension>,
        /// Kinds of suspension that do not count (不计入 …); empty: none.
        excluding: Vec<SmolStr>,
        /// 须 书面告知: an interval counts only from its notice on.
        written_notice: bool,
        /// What is on the clock and what is left out of it, where that is more than one step and its
        /// suspensions.
        metering: Option<Box<super::offclock::Metering>>,
    },
    /// Row 15: 后续 and its short forms.
    Follow(super::follow::Follow),
    /// Row 7: 期限, a date through which the step must be finished, or an entry's act done.
    Deadline {
        /// 至 E, of an entry of a register; else the finish of the step.
        act: Option<ExprId>,
        /// The last day, an expression of a date.
        due: ExprId,
        /// Where the date is literal.
        literal: Option<Date>,
    },
    /// Row 7 of a task: it, or a part of it, is finished by its date.
    Task {
        /// The part; `None`: the whole.
        part: Option<u16>,
        /// The last day; `None`: the document gives none.
        due: Option<ExprId>,
        /// Where the date is literal.
        literal: Option<Date>,
    },
    /// 指标: a value that a task must have reached by its date.
    Indicator {
        /// What must hold of the value.
        condition: ExprId,
        /// 不晚于 E; else the date of the task.
        due: Option<ExprId>,
    },
    /// Row 13: 频次.
    Frequency(super::frequency::Frequency),
    /// Row 8: `X 不晚于 E 前 N`, of one or of each element.
    Ahead(Ahead),
    /// Row 9: 应当 C.
    Must {
        /// The condition.
        condition: ExprId,
        /// 不晚于 E; else the finish of the step, or the end of the procedure for a 规则.
        by: Option<ExprId>,
    },
    /// Row 10: 不得 C.
    MustNot {
        /// The condition that must never hold.
        condition: ExprId,
    },
    /// Row 11: 结论.
    Outcome,
    /// Row 12: one part of 会议.
    Meeting(MeetingPart),
    /// Row 12: 表决: what was adopted has the votes that it needs.
    Vote(Box<super::vote::Vote>),
    /// 顺序: the record's sequence follows the declared one.
    Order {
        /// The parts in order.
        parts: Vec<SmolStr>,
    },
    /// Row 14: 认定.
    Finding {
        /// The words of the law that need a judgement.
        text: SmolStr,
        /// 不晚于 E; else the finish of the step.
        by: Option<ExprId>,
    },
}

/// Row 8 of one element: `X 不晚于 E 前 N`.
#[derive(Clone, Debug)]
pub struct Ahead {
    /// 每位 … 属于 L: judged of each element, the worst counts.
    pub each: Option<(super::expr::Collection, u8)>,
    /// X
    pub act: ExprId,
    /// E
    pub event: ExprId,
    /// N
    pub period: Period,
    /// 满: clear days.
    pub clear: bool,
}

/// Who may extend a limit, and by how much.
#[derive(Clone, Debug)]
pub struct Extension {
    /// Who approves.
    pub by: UnitRef,
    /// At most so much, once.
    pub period: Period,
}

/// A unit or a role in an obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitRef {
    /// A declared organ.
    Unit(Id<Unit>),
    /// Whoever the dossier binds to a role.
    Role(Id<Role>),
}

/// One part of a meeting.
#[derive(Clone, Debug)]
pub enum MeetingPart {
    /// 种类: one of these.
    Kind(Vec<SmolStr>),
    /// 最后发言：行政首长
    SpeaksLast,
    /// 与多数不一致：说明理由
    AgainstMajority,
    /// 不同意见：载明
    Dissent,
}
