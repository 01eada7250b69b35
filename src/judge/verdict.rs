//! What a verdict says.

use crate::calendar::Date;
use crate::dossier::DataPath;
use crate::model::{ExprId, Id, ObligationId, Step, Task, Weight};
use smol_str::SmolStr;

/// The statuses, worst first among those that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// 违规: no future without redoing can meet it.
    Violated,
    /// 缺证: some values of unknown past facts make it violated and others do not.
    Unproven,
    /// 预警: pending, and the plan finishes late or without float.
    AtRisk,
    /// 待办: the future decides.
    Pending,
    /// 合规: no future without redoing can break it.
    Satisfied,
    /// 免除: validly waived.
    Waived,
    /// 不适用
    NotApplicable,
    /// 未达: only of 力争 and 鼓励, never counted.
    Missed,
}

/// One verdict: small, and without explanation until one is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict {
    /// The obligation.
    pub obligation: ObligationId,
    /// The entry of its register, by position; of a recurring duty (频次) the number of the period.
    pub entry: Option<u32>,
    /// Its status.
    pub status: Status,
    /// Why, in one word; a reporter makes the sentence.
    pub reason: Reason,
    /// How much a violation weighs.
    pub weight: Weight,
    /// Violated since this day.
    pub since: Option<Date>,
    /// Pending until this day, or by when it must be done.
    pub due: Option<Date>,
    /// Pending until this day passes by itself (a minimum period runs).
    pub until: Option<Date>,
    /// Remarks.
    pub notes: Notes,
    /// Whether an act can still meet it, as far as that is known without looking for one:
    /// [`super::remedy`] finds it, or finds that no fact can make the condition what it must be.
    pub curable: bool,
    /// 文本：未公开: listed as not reviewed and not counted.
    pub not_reviewed: bool,
    /// 待认定: listed as needing a finding and not counted.
    pub needs_finding: bool,
}

macro_rules! notes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal,)*) => {
        /// Remarks on a verdict, as a set.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub struct Notes(u32);

        impl Notes {
            $($(#[$doc])* pub const $name: Notes = Notes(1 << $bit);)*

            /// The members in the order of their declaration.
            pub fn iter(self) -> impl Iterator<Item = Notes> {
                [$(Notes::$name),*].into_iter().filter(move |note| self.has(*note))
            }
        }
    };
}

notes! {
    /// 偏离: a presumptive rule deviated from, with its reason on record.
    DEVIATION = 0,
    /// 同日: both acts fall on the same day; their times are not given.
    SAME_DAY = 1,
    /// 空集: a quantifier over nothing.
    EMPTY = 2,
    /// 恰为第N日: the last day that suffices.
    LAST_DAY = 3,
    /// 推定: it rests on our reading.
    INFERRED = 4,
    /// A waiver is claimed without its evidence or approval.
    WAIVER_INVALID = 5,
    /// A suspension does not count (kind not allowed, or no written notice).
    SUSPENSION_INVALID = 6,
    /// An extension does not count (not by the named organ, late, twice or too long).
    EXTENSION_INVALID = 7,
    /// The document is filed with another step.
    FILED_ELSEWHERE = 8,
    /// The due date is provisional: an interval that stops the clock is still open, or the
    /// calendar may still change.
    PROVISIONAL = 9,
    /// The calendar is not published that far.
    BEYOND_CALENDAR = 10,
    /// The last day fell on a rest day and moved.
    ROLLED = 11,
    /// A minimum period ended on a rest day; the next working day is the safe one.
    REST_DAY_END = 12,
    /// Several documents of the kind; the latest one counts.
    SEVERAL = 13,
    /// Too many unknown facts depend on each other to decide exactly.
    UNDECIDED = 14,
    /// An earlier attempt violated it; the latest one is judged.
    CORRECTED = 15,
    /// 视为: it rests on an act that nobody did and that the law takes as done.
    DEEMED = 16,
    /// Whether an exception holds is not known, and the verdict is the same either way.
    EITHER_WAY = 17,
    /// Two exceptions hold at once, and neither outranks the other.
    EXCEPTIONS_CLASH = 18,
    /// Something it rests on would have to be computed and cannot be.
    INCALCULABLE = 19,
    /// 预警: by the expected plan it is done after its last day.
    FORECAST_LATE = 20,
    /// 预警: by the expected plan it is done on its last day, with no day to spare.
    NO_FLOAT = 21,
    /// 亮灯: the light is green.
    GREEN = 24,
    /// 亮灯: the light is yellow.
    YELLOW = 25,
    /// 亮灯: the light is red.
    RED = 26,
}

impl Notes {
    /// Adds remarks.
    pub fn add(&mut self, other: Notes) {
        self.0 |= other.0;
    }

    /// Whether all of `other` are there.
    #[must_use]
    pub fn has(self, other: Notes) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// Why a verdict is what it is, in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The requirement is met.
    Met,
    /// The instrument does not bind yet, or no longer.
    NotInForce,
    /// The scope is false.
    OutOfScope,
    /// Whether the scope holds is not known.
    ScopeUnknown,
    /// The procedure ended without it.
    NeverArose,
    /// 终止: the procedure was ended before it.
    Terminated,
    /// 作废: the case is void.
    Void,
    /// The permission was not used.
    NotExercised,
    /// Validly waived.
    Waived,
    /// An exception takes its place.
    Replaced,
    /// The exception that creates it does not hold.
    NoException,
    /// Whether an exception holds is not known.
    ExceptionUnknown,
    /// Two exceptions hold at once, and the rules do not say which one comes first.
    ExceptionsClash,
    /// It waits for its step or its event.
    NotYet,
    /// The step is going on.
    Underway,
    /// A finish sent the case back, or an earlier step is being redone.
    Stale,
    /// The step was not done.
    NotDone,
    /// Done before what must come first was finished.
    TooEarly,
    /// Done after the last day.
    TooLate,
    /// The last day has passed.
    Overdue,
    /// The period was too short.
    TooShort,
    /// The period runs.
    Running,
    /// The document gives no date.
    Undated,
    /// The indicator has not reached its bound.
    NotReached,
    /// It has not happened often enough in its period.
    TooFew,
    /// The document is not on file.
    DocumentMissing,
    /// The document is there but not what it must be.
    DocumentUnfit,
    /// The organ is not the one it must be.
    WrongUnit,
    /// A name that was not the organ's on the days of the record.
    NameOutOfTime,
    /// An organ whose consent is needed refused it.
    Refused,
    /// An opinion that is needed is not on record.
    NoOpinion,
    /// Adopted without the votes that it needs.
    NotCarried,
    /// Somebody voted who must not.
    NotRecused,
    /// The condition is false.
    ConditionFalse,
    /// What must not be, is.
    Forbidden,
    /// So far what must not be, is not.
    NotSoFar,
    /// A fact is not known.
    FactMissing,
    /// A date is not known.
    DateMissing,
    /// No finding is on file.
    FindingMissing,
    /// The finding says no.
    FindingNegative,
    /// A reason for the deviation is missing or late.
    ReasonMissing,
    /// What is recorded does not follow the order.
    WrongOrder,
    /// It is not recorded.
    NotRecorded,
    /// The part did not arise.
    DidNotArise,
    /// The calendar is not published that far.
    CalendarEnds,
    /// 视为: a deemed act takes its place.
    Deemed,
}

/// A fact that is not known and on which a verdict depends.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MissingFact {
    /// Where in the dossier it belongs.
    pub path: DataPath,
    /// Its name, for people.
    pub name: SmolStr,
}

/// One act that cures.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// What to do.
    pub kind: ActKind,
    /// The entry of the register that it is about, by position.
    pub entry: Option<u32>,
    /// The earliest day on which it helps.
    pub earliest: Date,
    /// The last day on which it helps, where there is one.
    pub latest: Option<Date>,
}

/// What to do.
#[derive(Clone, Debug, PartialEq)]
pub enum ActKind {
    /// Do the step as it must be done, and finish it.
    Perform {
        /// The step.
        step: Id<Step>,
        /// Whether it has to be done again as a new attempt.
        again: bool,
    },
    /// File a document.
    File {
        /// The step it belongs to.
        step: Option<Id<Step>>,
        /// The kind.
        document: Id<crate::model::DocumentKind>,
    },
    /// Finish a task, or a part of it.
    Complete {
        /// The task.
        task: Id<Task>,
        /// The part; `None`: the whole.
        part: Option<u16>,
    },
    /// Let an event happen, so many times.
    Happen {
        /// The kind.
        event: Id<crate::model::EventKind>,
        /// How often.
        times: u32,
    },
    /// File a document with a task.
    Deliver {
        /// The task.
        task: Id<Task>,
        /// The kind.
        document: Id<crate::model::DocumentKind>,
    },
    /// Move a stated date.
    Move {
        /// The expression that reads it.
        what: ExprId,
        /// To this day at the earliest.
        to: Date,
    },
    /// Correct facts so that a condition holds, or no longer holds.
    Correct {
        /// The condition.
        condition: ExprId,
        /// The register whose entry it is about.
        register: Option<Id<crate::model::Register>>,
        /// What it must become.
        to: bool,
    },
    /// Improve and have it judged again.
    Attest {
        /// What is judged.
        obligation: ObligationId,
    },
}
