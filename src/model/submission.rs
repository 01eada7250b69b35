//! A dossier as submitted: what its keys say, before anything is typed against the rules.
//!
//! Files in RON and JSON are read into it by `dossier`; scenarios (测试) in rules are lowered into
//! it, so that there is one way from words to a typed dossier.

use smol_str::SmolStr;

/// A value as written.
#[derive(Clone, Debug, PartialEq)]
pub enum RawValue {
    /// `null`: not given.
    Null,
    /// `true`, `false`, 是, 否.
    Bool(bool),
    /// A number, as its decimal digits (never through a binary float where it would lose digits).
    Number(crate::quantity::Decimal),
    /// A text; dates, members of enumerations and quantities are texts too (`"14个"`, `"2024-05-01"`).
    Text(SmolStr),
    /// A list.
    List(Vec<RawValue>),
    /// A record, keys in the order in which they are written.
    Map(Vec<(SmolStr, RawValue)>),
}

/// A dossier as submitted. Every list keeps the order of the file, so that `records[2].finish` names a place in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Submission {
    /// ruleset / 规则集
    pub ruleset: Option<SmolStr>,
    /// procedure / 程序
    pub procedure: Option<SmolStr>,
    /// as_of / 截至, as written.
    pub as_of: Option<SmolStr>,
    /// Facts by 档案: `project` (项目) and every other top-level key that names a 档案.
    pub groups: Vec<(SmolStr, RawValue)>,
    /// roles / 角色
    pub roles: Vec<(SmolStr, RawValue)>,
    /// registers / 清单: the entries of each.
    pub registers: Vec<(SmolStr, Vec<RawValue>)>,
    /// facts / 共享档案: files that several dossiers share, as written.
    pub shared: Vec<SmolStr>,
    /// records / 记录
    pub records: Vec<SubmittedRecord>,
    /// events / 事件
    pub events: Vec<SubmittedEvent>,
    /// suspensions / 暂停
    pub suspensions: Vec<SubmittedSuspension>,
    /// extensions / 延长
    pub extensions: Vec<SubmittedExtension>,
    /// waivers / 免除
    pub waivers: Vec<SubmittedWaiver>,
    /// deviations / 偏离
    pub deviations: Vec<SubmittedDeviation>,
    /// commitments / 承诺
    pub commitments: Vec<SubmittedCommitment>,
    /// attestations / 认定
    pub attestations: Vec<SubmittedAttestation>,
    /// tasks / 任务; `None`: the dossier does not speak of tasks.
    pub tasks: Option<Vec<SubmittedTask>>,
    /// partial / 卷宗未齐: an absent record is unknown.
    pub partial: bool,
}

/// One record of a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubmittedRecord {
    /// step / 步骤: a name, or a path where the name is not unique.
    pub step: SmolStr,
    /// attempt / 次数; 1 where absent.
    pub attempt: Option<u32>,
    /// start / 开始
    pub start: Option<SmolStr>,
    /// finish / 完成
    pub finish: Option<SmolStr>,
    /// by / 承办: one or several.
    pub by: Vec<SmolStr>,
    /// manner / 方式: how it was done, for 不得代替.
    pub manner: Option<SmolStr>,
    /// recorded / 录入
    pub recorded: Option<SmolStr>,
    /// notice / 告知: when the applicant was told in writing that it stops the clock.
    pub notice: Option<SmolStr>,
    /// documents / 材料
    pub documents: Vec<SubmittedDocument>,
    /// outcome / 结论
    pub outcome: Option<SmolStr>,
    /// data / 数据
    pub data: Vec<(SmolStr, RawValue)>,
    /// sequence / 顺序; `None`: not recorded.
    pub sequence: Option<Vec<SmolStr>>,
    /// meeting / 会议
    pub meeting: Option<SubmittedMeeting>,
    /// opinions / 意见
    pub opinions: Vec<SubmittedOpinion>,
}

/// What was done of a task.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubmittedTask {
    /// task / 任务
    pub task: SmolStr,
    /// start / 开始
    pub start: Option<SmolStr>,
    /// finish / 完成
    pub finish: Option<SmolStr>,
    /// done / 已完成: it is finished, also where nobody wrote when.
    pub done: bool,
    /// by / 承办: one or several.
    pub by: Vec<SmolStr>,
    /// parts / 分期: when each part was finished.
    pub parts: Vec<(SmolStr, RawValue)>,
    /// indicators / 指标
    pub indicators: Vec<(SmolStr, RawValue)>,
    /// documents / 材料
    pub documents: Vec<SubmittedDocument>,
}

/// An opinion of another organ on a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubmittedOpinion {
    /// by / 承办
    pub by: SmolStr,
    /// result / 结果
    pub result: SmolStr,
    /// date / 日期
    pub date: Option<SmolStr>,
    /// text / 内容
    pub text: Option<SmolStr>,
}

/// One document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubmittedDocument {
    /// kind / 种类
    pub kind: SmolStr,
    /// date / 日期
    pub date: Option<SmolStr>,
    /// fields / 字段
    pub fields: Vec<(SmolStr, RawValue)>,
    /// ref / 编号
    pub reference: Option<SmolStr>,
    /// sha256
    pub sha256: Option<SmolStr>,
}

/// A meeting.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubmittedMeeting {
    /// kind / 种类
    pub kind: Option<SmolStr>,
    /// expected / 应到
    pub expected: Option<u32>,
    /// present / 实到
    pub present: Option<u32>,
    /// head / 行政首长
    pub head: Option<SmolStr>,
    /// speakers / 发言, in the order in which they spoke.
    pub speakers: Option<Vec<SmolStr>>,
    /// votes / 表决: for / 同意, against / 反对, abstain / 弃权.
    pub votes: Option<Votes>,
    /// ballots / 投票: who voted how.
    pub ballots: Option<Vec<SubmittedOpinion>>,
    /// recused / 回避: who left the vote to the others; `None`: not recorded.
    pub recused: Option<Vec<SmolStr>>,
    /// decision / 决定
    pub decision: Option<SmolStr>,
    /// reasons / 理由
    pub reasons: Option<SmolStr>,
    /// dissents / 不同意见: who and what; `None`: not recorded.
    pub dissents: Option<Vec<(SmolStr, SmolStr)>>,
}

/// Votes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// For.
    pub approve: u32,
    /// Against.
    pub reject: u32,
    /// Abstentions.
    pub abstain: u32,
}

/// An event that the rules declare, or an act of the case ([`super::Act`]).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubmittedEvent {
    /// event / 事件: its name, or the word of an act.
    pub event: SmolStr,
    /// date / 日期
    pub date: Option<SmolStr>,
    /// by / 承办: one or several.
    pub by: Vec<SmolStr>,
    /// ref / 编号: for people, nothing is judged by it.
    pub reference: Option<SmolStr>,
    /// What an act says besides; `None`: nothing.
    pub act: Option<Box<super::act::SubmittedAct>>,
}

/// A stretch in which a clock is stopped.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubmittedSuspension {
    /// clock / 时限: the id of a 限时 obligation, whole or its end.
    pub clock: SmolStr,
    /// kind / 种类
    pub kind: SmolStr,
    /// from / 自: the first day excluded.
    pub from: SmolStr,
    /// to / 至: the last day excluded; `None`: still open.
    pub to: Option<SmolStr>,
    /// notice / 告知: when the applicant was told in writing.
    pub notice: Option<SmolStr>,
}

/// An extension of a clock.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubmittedExtension {
    /// clock / 时限
    pub clock: SmolStr,
    /// amount / 期限: `10个工作日`.
    pub amount: SmolStr,
    /// approved_by / 批准
    pub approved_by: Option<SmolStr>,
    /// date / 日期
    pub date: Option<SmolStr>,
    /// notice / 告知
    pub notice: Option<SmolStr>,
}

/// A waiver that is claimed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubmittedWaiver {
    /// step / 步骤
    pub step: SmolStr,
    /// approved_by / 批准
    pub approved_by: Option<SmolStr>,
    /// date / 日期
    pub date: Option<SmolStr>,
    /// documents / 材料
    pub documents: Vec<SubmittedDocument>,
}

/// A reason for a deviation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubmittedDeviation {
    /// obligation / 义务
    pub obligation: SmolStr,
    /// reason / 理由
    pub reason: SmolStr,
    /// by / 承办
    pub by: Option<SmolStr>,
    /// date / 日期
    pub date: Option<SmolStr>,
}

/// A promise, and what its check found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubmittedCommitment {
    /// obligation / 义务: the 告知承诺 or 容缺 sentence.
    pub obligation: SmolStr,
    /// by / 承诺人
    pub by: Option<SmolStr>,
    /// date / 日期
    pub date: Option<SmolStr>,
    /// promise / 内容: what is promised.
    pub promise: Option<SmolStr>,
    /// checked / 核查: when it was checked.
    pub checked: Option<SmolStr>,
    /// kept / 属实: yes / 是, no / 否, as written.
    pub kept: Option<SmolStr>,
}

/// A human judgement.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubmittedAttestation {
    /// obligation / 义务
    pub obligation: SmolStr,
    /// result / 结果: yes / 是, no / 否, as written.
    pub result: SmolStr,
    /// by / 承办
    pub by: Option<SmolStr>,
    /// date / 日期
    pub date: Option<SmolStr>,
    /// reason / 理由
    pub reason: Option<SmolStr>,
}
