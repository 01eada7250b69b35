//! The typed dossier: every name resolved, every value of its declared type.

use super::{Acts, Entries, SharedFacts};
use crate::calendar::{Date, Moment, Period};
use crate::model::{DocumentKind, EventKind, Fact, Id, ObligationId, Procedure, Step, Task, Votes};
use crate::text::{Digest, FileId};
use smol_str::SmolStr;
use std::sync::Arc;

/// One project's submissions, typed against one rule set and good only with it.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// The name of the file, for reports.
    pub name: SmolStr,
    /// Its line in a file of many (`.jsonl`).
    pub line: Option<u32>,
    /// The procedure; `None`: only rules are judged.
    pub procedure: Option<Id<Procedure>>,
    /// The as-of date it gives itself.
    pub as_of: Option<AsOf>,
    /// All facts by slot ([`crate::model::FactGroup::first_slot`] and on).
    pub facts: Vec<Fact>,
    /// By role id: what is bound to it.
    pub roles: Vec<Binding>,
    /// By register id: its entries.
    pub registers: Vec<Entries>,
    /// Records, in the order of the file.
    pub records: Vec<Record>,
    /// By step id: positions in `records`, by attempt; empty where the step has none.
    pub by_step: Vec<smallvec::SmallVec<[u32; 2]>>,
    /// All documents of records and waivers: where each kind's documents stand, by document kind
    /// id, in the order of the file.
    pub by_document: Vec<smallvec::SmallVec<[DocumentAt; 2]>>,
    /// By event kind id: when each happened, in the order of the file.
    pub events: Vec<smallvec::SmallVec<[EventEntry; 1]>>,
    /// What was folded into records, where the dossier is given as acts.
    pub acts: Option<Box<Acts>>,
    /// How many events the dossier itself gives; those of shared files come after them.
    pub own_events: u32,
    /// Stopped clocks.
    pub suspensions: Vec<Suspension>,
    /// Extended clocks.
    pub extensions: Vec<Extended>,
    /// Claimed waivers.
    pub waivers: Vec<WaiverClaim>,
    /// Reasons for deviations.
    pub deviations: Vec<DeviationEntry>,
    /// Promises (告知承诺, 容缺).
    pub commitments: Vec<Commitment>,
    /// Human judgements.
    pub attestations: Vec<Attestation>,
    /// What was done of tasks, in the order of the file.
    pub tasks: Vec<TaskEntry>,
    /// By task id: its position in `tasks`.
    pub by_task: Vec<Option<u32>>,
    /// Whether tasks are judged: the dossier speaks of them, or has no procedure that it is about.
    pub speaks_of_tasks: bool,
    /// Of a scenario its file: it is judged by what that file says and imports.
    pub file: Option<FileId>,
    /// 卷宗未齐: what is not on file is unknown.
    pub partial: bool,
    /// The files that it shares with others.
    pub shared: Vec<Arc<SharedFacts>>,
    /// The digest of what was submitted, shared files included.
    pub digest: Digest,
}

/// An as-of date as a dossier gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AsOf {
    /// A date.
    On(Date),
    /// `today`: the command line asks the clock.
    Today,
}

/// What is bound to a role.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Binding {
    /// Whether the dossier gives the role at all.
    pub bound: bool,
    /// The persons or units, in the order of the file.
    pub members: Vec<Member>,
}

/// A person or a unit bound to a role.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name: the text, or the field 姓名 / 名称 / name.
    pub name: Option<SmolStr>,
    /// Its fields by slot of the role's schema.
    pub fields: Vec<Fact>,
}

/// One record of a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// The step.
    pub step: Id<Step>,
    /// The attempt, from 1.
    pub attempt: u32,
    /// 开始
    pub start: Option<Moment>,
    /// 完成
    pub finish: Option<Moment>,
    /// 承办
    pub by: Vec<SmolStr>,
    /// 方式
    pub manner: Option<SmolStr>,
    /// 录入
    pub recorded: Option<Moment>,
    /// 告知: when the applicant was told in writing that it stops the clock.
    pub notice: Option<Date>,
    /// 材料
    pub documents: Vec<Document>,
    /// 结论, as a position in the step's outcomes; `完成` of a step without outcomes is none.
    pub outcome: Option<u16>,
    /// 顺序; `None`: not recorded.
    pub sequence: Option<Vec<SmolStr>>,
    /// 会议
    pub meeting: Option<Meeting>,
    /// 意见, in the order of the file.
    pub opinions: Vec<Opinion>,
}

/// An opinion of another organ on a record.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion {
    /// Whose it is.
    pub by: SmolStr,
    /// Whether it agrees.
    pub agrees: bool,
    /// When; `None`: not given.
    pub date: Option<Moment>,
}

/// A vote with the name of who cast it.
#[derive(Clone, Debug, PartialEq)]
pub struct Ballot {
    /// Whose it is; nobody has two.
    pub by: SmolStr,
    /// What it says.
    pub cast: Cast,
    /// When; `None`: not given.
    pub date: Option<Moment>,
}

/// What a vote says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cast {
    /// 同意
    For,
    /// 反对
    Against,
    /// 弃权
    Abstention,
}

/// What was done of a task.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskEntry {
    /// The task.
    pub task: Id<Task>,
    /// 开始
    pub start: Option<Moment>,
    /// 完成
    pub finish: Option<Moment>,
    /// It is finished; with `finish`, or on a day that nobody wrote down.
    pub done: bool,
    /// 承办
    pub by: Vec<SmolStr>,
    /// When each part was finished, by slot of [`Task::parts`].
    pub parts: Vec<Fact>,
    /// 指标, by slot of [`Task::indicators`].
    pub indicators: Vec<Fact>,
    /// 材料
    pub documents: Vec<Document>,
}

/// One document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its kind.
    pub kind: Id<DocumentKind>,
    /// Its date.
    pub date: Option<Moment>,
    /// Its fields by slot of the kind's schema.
    pub fields: Vec<Fact>,
}

/// Where a document stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentAt {
    /// `records[record].documents[document]`
    Record {
        /// Position among the records.
        record: u32,
        /// Position among its documents.
        document: u32,
    },
    /// `waivers[waiver].documents[document]`
    Waiver {
        /// Position among the waivers.
        waiver: u32,
        /// Position among its documents.
        document: u32,
    },
    /// `tasks[task].documents[document]`
    Task {
        /// Position among the tasks of the file.
        task: u32,
        /// Position among its documents.
        document: u32,
    },
}

/// A meeting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Meeting {
    /// 种类
    pub kind: Option<SmolStr>,
    /// 应到
    pub expected: Option<u32>,
    /// 实到
    pub present: Option<u32>,
    /// 行政首长
    pub head: Option<SmolStr>,
    /// 发言, in order.
    pub speakers: Option<Vec<SmolStr>>,
    /// 表决
    pub votes: Option<Votes>,
    /// 投票: the votes by name; `votes` counts them where they are given.
    pub ballots: Option<Vec<Ballot>>,
    /// 回避
    pub recused: Option<Vec<SmolStr>>,
    /// 决定
    pub decision: Option<MeetingDecision>,
    /// 理由
    pub reasons: Option<SmolStr>,
    /// 不同意见: who and what.
    pub dissents: Option<Vec<(SmolStr, SmolStr)>>,
}

/// What a meeting decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MeetingDecision {
    /// 通过
    Adopted,
    /// 不予通过 and anything else that is not 通过.
    NotAdopted,
}

/// When an event happened.
#[derive(Clone, Debug, PartialEq)]
pub struct EventEntry {
    /// The kind.
    pub kind: Id<EventKind>,
    /// The date; `None`: not given.
    pub date: Option<Moment>,
    /// Position among the events of the file.
    pub position: u32,
}

/// A stopped clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Suspension {
    /// The 限时 obligation.
    pub clock: ObligationId,
    /// The entry, where it is judged of a register.
    pub entry: Option<u32>,
    /// The kind of special procedure.
    pub kind: SmolStr,
    /// The first day excluded.
    pub from: Date,
    /// The last day excluded; `None`: still open.
    pub to: Option<Date>,
    /// When the applicant was told in writing.
    pub notice: Option<Date>,
}

/// An extended clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Extended {
    /// The 限时 obligation.
    pub clock: ObligationId,
    /// The entry, where it is judged of a register.
    pub entry: Option<u32>,
    /// By how much.
    pub amount: Period,
    /// Who approved it.
    pub approved_by: Option<SmolStr>,
    /// When.
    pub date: Option<Date>,
}

/// A waiver that is claimed.
#[derive(Clone, Debug, PartialEq)]
pub struct WaiverClaim {
    /// The step.
    pub step: Id<Step>,
    /// Who approved it.
    pub approved_by: Option<SmolStr>,
    /// When; `None`: not given, taken as before every as-of date.
    pub date: Option<Date>,
    /// Its documents.
    pub documents: Vec<Document>,
}

/// A reason for a deviation.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviationEntry {
    /// The obligation deviated from.
    pub obligation: ObligationId,
    /// The entry, where it is judged of a register.
    pub entry: Option<u32>,
    /// The reason.
    pub reason: SmolStr,
    /// When it was put on record; `None`: not given.
    pub date: Option<Date>,
}

/// A promise under a 告知承诺 or 容缺 sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Commitment {
    /// The sentence that lets it be made.
    pub obligation: ObligationId,
    /// The entry, where it is judged of a register.
    pub entry: Option<u32>,
    /// When it was made; `None`: not given.
    pub date: Option<Date>,
    /// When it was checked; `None`: not given.
    pub checked: Option<Date>,
    /// Whether the check found it kept; `None`: not given.
    pub kept: Option<bool>,
}

/// A human judgement.
#[derive(Clone, Debug, PartialEq)]
pub struct Attestation {
    /// The obligation judged.
    pub obligation: ObligationId,
    /// The entry, where it is judged of a register.
    pub entry: Option<u32>,
    /// Whether it is met.
    pub met: bool,
    /// When; `None`: not given.
    pub date: Option<Date>,
}
