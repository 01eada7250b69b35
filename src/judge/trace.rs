//! What an evaluation tells about itself, when it is asked to.
//!
//! The judge is written once, over a [`Trace`]. Without one, verdicts cost no explanation; with
//! [`Recorder`] the same code leaves behind the tests it made and the values it saw.

use super::known::{Known, KnownState, Scalar, Tri};
use crate::calendar::{Counted, Date, Moment, MomentOrder};
use crate::model::{Comparison, ExprId};

/// What a date or a value in a test is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Label {
    /// The as-of date.
    AsOf,
    /// The start of the step.
    Start,
    /// The finish of the step.
    Finish,
    /// The finish of the step that comes first.
    FinishBefore,
    /// The end of the procedure.
    End,
    /// 终止, 作废: the case was ended before its end.
    Ended,
    /// The own date of an entry of a register.
    EntryDate,
    /// The day a period starts from.
    From,
    /// The day a period runs to.
    To,
    /// The first day that satisfies a minimum period.
    Target,
    /// The last day.
    Due,
    /// The act that must come ahead of an event.
    Act,
    /// The event.
    Event,
    /// The date of the document.
    DocumentDate,
    /// The first day on which the instrument binds.
    InForce,
    /// The first day on which it no longer binds.
    Lapses,
    /// The scope.
    Scope,
    /// 情形
    When,
    /// The condition.
    Condition,
    /// Whether a document is on file.
    OnFile,
    /// Whether the organ is the right one.
    RightUnit,
    /// Whether those agree whose consent is needed.
    Consent,
    /// Whether the vote carries.
    Carried,
    /// Whether nobody voted who must not.
    Recused,
    /// Who did it.
    Unit,
    /// Whether the step is finished.
    Finished,
    /// Whether its finish sends the case back or is stale.
    Stale,
    /// Whether it is validly waived.
    Waived,
    /// What it ended with.
    Outcome,
    /// Whether the permission was used.
    Exercised,
    /// Whether what asks for it stands inside a permission that was not used.
    Unused,
    /// A part of the meeting's record.
    Minutes,
    /// Whether the part of the meeting arose.
    Arose,
    /// The finding.
    Finding,
    /// The reason for the deviation.
    DeviationReason,
    /// By when the reason must be on record.
    ReasonDue,
    /// The recorded order.
    Order,
    /// Whether the period is used up where the calendar ends.
    CalendarEnd,
    /// Whether enough of several steps came first.
    Enough,
    /// Whether the step is optional.
    Optional,
    /// Whether what sets a duty off is there: an offence, a promise, a duty not performed.
    Trigger,
    /// Whether the exception that creates the duty holds.
    Exception,
    /// Whether an exception takes the obligation's place.
    Replaced,
    /// Two exceptions hold at once, and neither outranks the other.
    Clash,
    /// The verdict is the same whether or not the exception holds.
    EitherWay,
    /// The verdict is the same for every length that the period can have.
    EitherLength,
    /// Whether the limit was missed before somebody began again.
    MissedBefore,
    /// How often it happened in its period.
    Happened,
    /// The same, with the events that have no date.
    PerhapsHappened,
    /// Whether the file says that it is not complete.
    Incomplete,
    /// From when the light is yellow.
    YellowFrom,
    /// From when the light is red.
    RedFrom,
}

/// One test: a question whose answer follows from the values printed with it.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Whether something is in a state of knowledge.
    State(Label, KnownState, KnownState),
    /// Whether a day stands so to another.
    Days((Label, Date), Comparison, (Label, Date)),
    /// Whether a moment stands so to another; times decide where both are given.
    Moments((Label, Moment), MomentOrder, (Label, Moment)),
    /// Whether a condition has a truth value.
    Truth(Label, Tri, Tri),
    /// Whether something recorded is so.
    Flag(Label, bool),
    /// Whether a number of things stands so to another.
    Count(Label, u32, Comparison, u32),
}

impl Test {
    /// The answer, from the printed values alone.
    ///
    /// PERF: where the kind of test is known, which it is wherever one is asked, one comparison is left.
    #[must_use]
    #[inline]
    pub fn holds(&self) -> bool {
        match self {
            Self::State(_, state, wanted) => state == wanted,
            Self::Days((_, a), op, (_, b)) => compare(*op, a.cmp(b)),
            Self::Moments((_, a), wanted, (_, b)) => a.order(*b) == *wanted,
            Self::Truth(_, truth, wanted) => truth == wanted,
            Self::Flag(_, flag) => *flag,
            Self::Count(_, a, op, b) => compare(*op, a.cmp(b)),
        }
    }
}

/// Whether an ordering satisfies a comparison.
#[must_use]
#[inline]
pub(super) fn compare(op: Comparison, ordering: std::cmp::Ordering) -> bool {
    match op {
        Comparison::Equal => ordering.is_eq(),
        Comparison::NotEqual => ordering.is_ne(),
        Comparison::Less => ordering.is_lt(),
        Comparison::LessEqual => ordering.is_le(),
        Comparison::Greater => ordering.is_gt(),
        Comparison::GreaterEqual => ordering.is_ge(),
    }
}

/// Listens to an evaluation.
pub trait Trace {
    /// Whether anything is recorded; all operands of a condition are evaluated then.
    const ON: bool;

    /// A test was made, with this answer.
    fn test(&mut self, test: &Test, answer: bool);

    /// The evaluation of a condition begins.
    fn open(&mut self, expr: ExprId);

    /// It ends with a truth value.
    fn close(&mut self, value: Tri);

    /// It ends with a value: what a table gives.
    fn close_value(&mut self, value: Known<Scalar<'_>>);

    /// A value was read.
    fn value(&mut self, expr: ExprId, value: Known<Scalar<'_>>, at: Option<Evidence>);

    /// A period was counted.
    fn counted(&mut self, counted: &Counted);

    /// An element of a collection is looked at next.
    fn element(&mut self, position: usize);

    /// A clock ran.
    fn clock(&mut self, _run: super::run::ClockRun) {}
}

/// Where in the dossier a value stands, in typed positions; a reporter makes a path of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// A slot of the facts.
    Fact(u32),
    /// A record: `records[i]`, and a part of it.
    Record(u32, RecordPart),
    /// A document, and a slot of it; `None`: its date.
    Document(crate::dossier::DocumentAt, Option<u16>),
    /// A member of a role, and a slot of it.
    Role(u32, u32, u16),
    /// The name of a member of a role.
    MemberName(u32, u32),
    /// An entry of a register by position, and a slot of it; `None`: the entry as a whole.
    Entry(u32, u32, Option<u16>),
    /// A register as a whole.
    Register(u32),
    /// A record in a list, by position, and a slot of it.
    Listed(ListAt, u32, u16),
    /// A list as a whole.
    List(ListAt),
    /// A role as a whole.
    Binding(u32),
    /// Documents of a kind that are not on file, the step they belong to, and the slot that is
    /// wanted of one.
    Absent(u32, Option<u32>, Option<u16>),
    /// A step without a record.
    NoRecord(u32),
    /// An event.
    Event(u32),
    /// Events of a kind that are not on file.
    NoEvent(u32),
    /// `attestations[i]`
    Attestation(u32),
    /// `deviations[i]`
    Deviation(u32),
    /// `waivers[i]`
    Waiver(u32),
    /// No finding for an obligation.
    NoFinding(u32),
    /// `commitments[i]`, and a part of it.
    Commitment(u32, CommitmentPart),
    /// No promise under an obligation.
    NoCommitment(u32),
    /// An entry of a task, and a part of it.
    Task(u32, TaskPart),
    /// A task without an entry.
    NoTask(u32),
}

/// A part of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CommitmentPart {
    /// date
    Date,
    /// checked
    Checked,
    /// kept
    Kept,
}

/// Where a list of records stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListAt {
    /// In a slot of the facts.
    Fact(u32),
    /// In an entry of a register: the register, the entry, the slot.
    Entry(u32, u32, u16),
    /// With a member of a role: the role, the member, the slot.
    Role(u32, u32, u16),
    /// In a document.
    Document(crate::dossier::DocumentAt, u16),
    /// In a record of a list in a slot of the facts: the slot, the record, the slot in it.
    Inner(u32, u32, u16),
}

/// A part of a task's entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaskPart {
    /// finish
    Finish,
    /// When a part was finished, by slot.
    Part(u16),
    /// The value of a 指标, by slot.
    Indicator(u16),
    /// documents
    Documents,
}

/// A position as evidence keeps it.
pub(super) fn index32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// A part of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordPart {
    /// start
    Start,
    /// finish
    Finish,
    /// by
    By,
    /// outcome
    Outcome,
    /// manner
    Manner,
    /// sequence
    Sequence,
    /// meeting
    Meeting,
    /// meeting.kind
    MeetingKind,
    /// meeting.speakers
    Speakers,
    /// meeting.head
    Head,
    /// meeting.votes
    Votes,
    /// meeting.expected
    Expected,
    /// meeting.present
    Present,
    /// meeting.ballots
    Ballots,
    /// meeting.recused
    Recused,
    /// opinions
    Opinions,
    /// meeting.decision
    Decision,
    /// meeting.reasons
    Reasons,
    /// meeting.dissents
    Dissents,
}

/// Records nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Trace for Silent {
    const ON: bool = false;

    #[inline]
    fn test(&mut self, _: &Test, _: bool) {}
    #[inline]
    fn open(&mut self, _: ExprId) {}
    #[inline]
    fn close(&mut self, _: Tri) {}
    #[inline]
    fn close_value(&mut self, _: Known<Scalar<'_>>) {}
    #[inline]
    fn value(&mut self, _: ExprId, _: Known<Scalar<'_>>, _: Option<Evidence>) {}
    #[inline]
    fn counted(&mut self, _: &Counted) {}
    #[inline]
    fn element(&mut self, _: usize) {}
}
