//! The plain model: a tiny procedure, a dossier about it, and the date it is judged at.
//! Names come from a small fixed vocabulary (see `text.rs`, which declares it).

use std::collections::BTreeMap;

use super::day::{Day, Unit};
use super::duties::Line;
use super::lights::Light;
use super::recurring::Recurring;
use super::register::{Entry, Register};
use super::table::{Ask, Table};
use super::tasks::{Done, Task};
use super::voices::{Opinion, Poll, VoteRule};

pub(crate) type Name = &'static str;

/// The outcome that sends the work back where a step declares 返回.
pub(crate) const SENT_BACK: Name = "退回";
pub(crate) const PASSED: Name = "通过";
pub(crate) const LEVELS: [Name; 3] = ["低", "中", "高"];
pub(crate) const SEQUENCE: [Name; 3] = ["介绍", "质证", "签字"];
pub(crate) const MEETING_KINDS: [Name; 2] = ["常务会议", "全体会议"];
pub(crate) const HEAD: Name = "市长";
pub(crate) const ROLE: Name = "承办单位";
pub(crate) const EXCLUDED_KIND: Name = "专家评审";
/// What stops the whole clock, whatever the rule leaves out.
pub(crate) const STOPS: [Name; 2] = ["补正", "中止"];
pub(crate) const APPROVER: Name = "甲局";

#[derive(Clone)]
pub(crate) struct World {
    pub(crate) rules: Rules,
    pub(crate) file: File,
    pub(crate) as_of: Day,
}

// ---- rules ----

#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    /// 施行; `None` is 2019-09-01, long before every history.
    pub(crate) in_force_from: Option<Day>,
    pub(crate) scope: Option<Cond>,
    pub(crate) end: Name,
    pub(crate) steps: Vec<Step>,
    /// 适用版本：启动之日.
    pub(crate) law_of_start: bool,
    /// The last day on which 甲局 was called 旧局.
    pub(crate) renamed: Option<Day>,
    pub(crate) register: Option<Register>,
    pub(crate) tasks: Vec<Task>,
    pub(crate) recurring: Option<Recurring>,
    pub(crate) table: Option<Table>,
    pub(crate) light: Option<Light>,
    pub(crate) duties: Vec<Line>,
    /// A procedure that refines this one; the dossier is about that.
    pub(crate) refining: Option<Box<super::refining::Refining>>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Step {
    pub(crate) name: Name,
    /// The group this step stands in.
    pub(crate) parent: Option<Name>,
    pub(crate) perform: Perform,
    pub(crate) after: Vec<Name>,
    pub(crate) joins: Vec<Join>,
    pub(crate) scope: Option<Cond>,
    pub(crate) waiver: Option<WaiverRule>,
    pub(crate) exceptions: Vec<ExceptionRule>,
    /// 施行 and 失效 of its sentences, by the last part of their ids.
    pub(crate) windows: Vec<(Name, Option<Day>, Option<Day>)>,
    /// `返回：STEP，情形 结论 等于 退回` (the step then has a 结论 sentence).
    pub(crate) returns: Option<Name>,
    pub(crate) sentences: Vec<Sentence>,
    /// 视为.
    pub(crate) deemed: Option<Deemed>,
    /// It stands in 不计时 X of its parent.
    pub(crate) off_clock: bool,
    /// 暂停 of a step off the clock.
    pub(crate) stops: Vec<Name>,
}

/// `视为：STEP 于 E，情形 LATE 逾期[ 且 C]`.
#[derive(Debug, Clone)]
pub(crate) struct Deemed {
    pub(crate) on: Point,
    /// The step whose 限时 is asked about.
    pub(crate) late: Name,
    pub(crate) and: Option<Cond>,
}

/// 后续 and its short forms.
#[derive(Debug, Clone)]
pub(crate) struct Follow {
    pub(crate) word: Word,
    pub(crate) act: Act,
    /// 自 E; `None`: 告知承诺 from the promise on.
    pub(crate) from: Option<Point>,
    pub(crate) limit: Option<u32>,
    pub(crate) unit: Unit,
    /// `未履行 ACT[（限 N）]`.
    pub(crate) failing: Option<(Act, Option<u32>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Word {
    FollowUp,
    Serve,
    Owed {
        /// 须 书面承诺
        promised: bool,
    },
    Commitment,
    Offender,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Act {
    /// A document in the step's own record.
    Paper(Name),
    /// A step is finished.
    Finish(Name),
    Event,
    /// 告知承诺: the check.
    Check,
}

/// So many of several steps come before the start, or the finish, of another.
#[derive(Debug, Clone)]
pub(crate) struct Join {
    pub(crate) need: usize,
    pub(crate) to_finish: bool,
    pub(crate) branches: Vec<Branch>,
}

#[derive(Debug, Clone)]
pub(crate) struct Branch {
    pub(crate) before: Name,
    pub(crate) from_start: bool,
    /// In calendar days.
    pub(crate) lag: Option<u32>,
}

impl Join {
    /// `前置/任一`, `前置/丁.开始`, `完成前置/丁`.
    pub(crate) fn tail(&self) -> String {
        let end = if self.to_finish { "完成前置" } else { "前置" };
        match (self.branches.as_slice(), self.need) {
            ([only], _) => format!("{end}/{}{}", only.before, if only.from_start { ".开始" } else { "" }),
            (_, 1) => format!("{end}/任一"),
            _ => format!("{end}/其中"),
        }
    }

    pub(crate) fn text(&self) -> String {
        let one = |branch: &Branch| {
            let end = if branch.from_start { ".开始" } else { ".完成" };
            let lag = branch.lag.map_or(String::new(), |days| format!(" 后 {days}日"));
            format!("{}{end}{lag}", branch.before)
        };
        let all: Vec<String> = self.branches.iter().map(one).collect();
        let all = all.join("、");
        let to = if self.to_finish { "，于 完成" } else { "" };
        match (self.branches.len(), self.need) {
            (1, _) => format!("前置：{all}{to}；"),
            (_, 1) => format!("前置：任一（{all}）{to}；"),
            (_, need) => format!("前置：其中 {need}项（{all}）{to}；"),
        }
    }
}

/// 履行.
#[derive(Debug, Clone, Default)]
pub(crate) enum Perform {
    #[default]
    Must,
    May,
    /// `可以，情形 C 应当`.
    MayUnless(Cond),
}

/// `例外 NAME：BASE，情形 C[，优先于 OTHER] ｛ … ｝`.
#[derive(Debug, Clone)]
pub(crate) struct ExceptionRule {
    pub(crate) name: Name,
    /// The last part of the id of what it replaces, a sentence of the same step.
    pub(crate) base: Name,
    pub(crate) when: Cond,
    /// The exception it prevails over.
    pub(crate) over: Option<Name>,
    pub(crate) sentences: Vec<Sentence>,
}

/// `免除：情形 C，凭 依据书[，经 甲局 批准]`.
#[derive(Debug, Clone)]
pub(crate) struct WaiverRule {
    pub(crate) when: Cond,
    pub(crate) approval: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    pub(crate) name: Option<Name>,
    pub(crate) kind: Kind,
    /// `，情形 C`.
    pub(crate) when: Option<Cond>,
    pub(crate) word: Modal,
}

/// The word of duty before a sentence.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Modal {
    /// 应当, which is not written.
    #[default]
    Must,
    InPrinciple,
    May,
    Encouraged,
    Strive,
}

impl Modal {
    pub(crate) fn text(self) -> Name {
        match self {
            Modal::Must => "",
            Modal::InPrinciple => "原则上 ",
            Modal::May => "可以 ",
            Modal::Encouraged => "鼓励 ",
            Modal::Strive => "力争 ",
        }
    }

    /// 提示 unless the sentence says otherwise.
    pub(crate) fn counts(self) -> bool {
        matches!(self, Modal::Must | Modal::InPrinciple)
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    /// 承办 by a unit or by whoever the role is bound to.
    Undertake(Organ),
    /// 会签 (`true`) or 或签 of these organs.
    Opinions(Vec<Organ>, bool),
    Vote(Box<VoteRule>),
    Document {
        kind: Name,
        by_start: bool,
        only_if: Option<Cond>,
    },
    Lasts {
        n: u32,
        unit: Unit,
        from: Point,
        to: Point,
        presumptive: Option<Deviation>,
    },
    Within {
        n: u32,
        unit: Unit,
        from: Point,
        extension: Option<u32>,
        excluding: bool,
        notice: bool,
    },
    /// 限时 of a group that leaves steps out.
    Metered(super::metered::Metered),
    /// The same with its length read from 参数·试验期限 (natural days).
    Measured(Box<Kind>),
    /// The same with its length given by 试验表.
    Looked(Box<Kind>, Box<Table>),
    Deadline(Day),
    Follow(Follow),
    /// `X 不晚于 E 前 N日`.
    Before {
        x: Point,
        e: Point,
        n: u32,
    },
    Must(Cond),
    MustNot(Cond),
    Finding,
    Conclusion,
    Meeting(Part),
    Sequence,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Organ {
    Unit(Name),
    Role,
}

/// How a 一般 sentence may be departed from.
#[derive(Debug, Clone)]
pub(crate) enum Deviation {
    /// A dated entry in `deviations`.
    Entry,
    /// `偏离 凭 说明书，不晚于 E`.
    Document { moment: Point },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Kind,
    LastSpeaker,
    AgainstMajority,
    Dissent,
}

pub(crate) const PARTS: [Part; 4] = [Part::Kind, Part::LastSpeaker, Part::AgainstMajority, Part::Dissent];

/// Something that has a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Point {
    Start(Name),
    Finish(Name),
    /// A date field of a document in a step's record: step, document, field.
    Field(Name, Name, Name),
    /// `收到申请.日期`.
    Event,
    /// A date field of 项目.
    Project(Name),
}

#[derive(Debug, Clone)]
pub(crate) enum Cond {
    /// A yes/no field of 项目.
    Is(Name),
    /// `项目.类别 等于 …`.
    Level(Name),
    /// `项目.金额 不少于 …`.
    AmountAtLeast(i64),
    /// A yes/no field of a document in a step's record.
    Marked(Name, Name, Name),
    /// `STEP 已履行`.
    Done(Name),
    /// `至少 N项（…）已履行`.
    DoneAtLeast(usize, Vec<Name>),
    /// `恰有 N项（…）已履行`.
    DoneExactly(usize, Vec<Name>),
    /// `项目.电量 除 项目.装机 不少于 N小时`.
    Hours(i64),
    /// `项目.召开日期 减 项目.开工日期 不少于 N日`.
    DaysBetween(i64),
    /// `项目.总价 减 项目.补助 不少于 N元`; of the second there may be none.
    Net(i64),
    /// What 试验表 gives.
    Table(Box<Table>, Ask),
    Not(Box<Cond>),
    And(Box<Cond>, Box<Cond>),
    Or(Box<Cond>, Box<Cond>),
}

// ---- dossier ----

#[derive(Debug, Clone, Default)]
pub(crate) struct File {
    pub(crate) project: BTreeMap<Name, Value>,
    /// Whom 承办单位 is bound to.
    pub(crate) role: Option<Name>,
    pub(crate) records: Vec<Record>,
    /// The entries of 名册.
    pub(crate) entries: Vec<Entry>,
    /// 收到申请, each with or without its date.
    pub(crate) events: Vec<Option<Day>>,
    /// 督查, each with or without its date.
    pub(crate) visits: Vec<Option<Day>>,
    pub(crate) suspensions: Vec<Suspension>,
    pub(crate) extensions: Vec<Extension>,
    pub(crate) waivers: Vec<Waiver>,
    pub(crate) promises: Vec<Promise>,
    pub(crate) deviations: Vec<DeviationEntry>,
    pub(crate) attestations: Vec<Attestation>,
    /// 参数·试验期限, where it is set.
    pub(crate) parameter: Option<u32>,
    /// `None`: the dossier does not speak of tasks.
    pub(crate) tasks: Option<Vec<Done>>,
    /// It is about no procedure.
    pub(crate) no_procedure: bool,
    pub(crate) partial: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    Truth(bool),
    Word(Name),
    Number(i64),
    /// A number with its unit.
    Measured(i64, Name),
    Date(Day),
    /// There is none, and that is known.
    Absent,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Record {
    pub(crate) step: Name,
    pub(crate) attempt: u32,
    pub(crate) start: Option<Day>,
    pub(crate) finish: Option<Day>,
    pub(crate) by: Option<Name>,
    pub(crate) documents: Vec<Paper>,
    pub(crate) outcome: Option<Name>,
    pub(crate) sequence: Vec<Name>,
    pub(crate) meeting: Option<Meeting>,
    pub(crate) opinions: Vec<Opinion>,
    /// 告知 of a step off the clock.
    pub(crate) notice: Option<Day>,
    /// Not on file: one of the records that a partial dossier may be missing.
    pub(crate) imagined: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Paper {
    pub(crate) kind: Name,
    pub(crate) date: Option<Day>,
    pub(crate) fields: BTreeMap<Name, Value>,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Meeting {
    pub(crate) kind: Option<Name>,
    pub(crate) head: Option<Name>,
    pub(crate) speakers: Option<Vec<Name>>,
    /// Votes for and against; never equal.
    pub(crate) votes: Option<(u32, u32)>,
    pub(crate) passed: Option<bool>,
    pub(crate) reasons: Option<Name>,
    /// The text of each recorded dissent.
    pub(crate) dissents: Option<Vec<Name>>,
    pub(crate) poll: Poll,
}

#[derive(Debug, Clone)]
pub(crate) struct Suspension {
    pub(crate) step: Name,
    pub(crate) kind: Name,
    pub(crate) from: Day,
    pub(crate) to: Option<Day>,
    pub(crate) notice: Option<Day>,
}

#[derive(Debug, Clone)]
pub(crate) struct Extension {
    pub(crate) step: Name,
    pub(crate) amount: u32,
    pub(crate) unit: Unit,
    pub(crate) approved_by: Name,
    pub(crate) date: Day,
}

#[derive(Debug, Clone)]
pub(crate) struct Waiver {
    pub(crate) step: Name,
    pub(crate) approved_by: Option<Name>,
    /// The date of the 依据书, where one is on file.
    pub(crate) basis: Option<Day>,
}

/// A promise and its check.
#[derive(Debug, Clone)]
pub(crate) struct Promise {
    pub(crate) obligation: String,
    pub(crate) date: Option<Day>,
    pub(crate) checked: Option<Day>,
    pub(crate) kept: Option<bool>,
}

#[derive(Debug, Clone)]
pub(crate) struct DeviationEntry {
    pub(crate) obligation: String,
    pub(crate) date: Option<Day>,
}

#[derive(Debug, Clone)]
pub(crate) struct Attestation {
    pub(crate) obligation: String,
    pub(crate) yes: bool,
    pub(crate) date: Day,
}

// ---- obligations ----

/// One thing to judge: the whole step, an edge into it, or one of its sentences.
#[derive(Debug, Clone)]
pub(crate) enum What {
    Perform,
    After(Name),
    Join(Join),
    Says(Box<Sentence>),
    /// What 未履行 of a sentence calls for.
    Failing(Box<Sentence>),
}

#[derive(Debug, Clone)]
pub(crate) struct Obligation {
    pub(crate) id: String,
    pub(crate) step: Name,
    pub(crate) what: What,
    /// The exception that creates it.
    pub(crate) exception: Option<Name>,
}

impl Rules {
    pub(crate) fn step(&self, name: Name) -> &Step {
        self.steps.iter().find(|s| s.name == name).expect("declared step")
    }

    pub(crate) fn children(&self, name: Name) -> Vec<&Step> {
        self.steps.iter().filter(|s| s.parent == Some(name)).collect()
    }

    pub(crate) fn is_group(&self, name: Name) -> bool {
        !self.children(name).is_empty()
    }

    /// The step itself and the groups around it.
    pub(crate) fn chain(&self, name: Name) -> Vec<&Step> {
        let mut chain = vec![self.step(name)];
        while let Some(parent) = chain.last().and_then(|s| s.parent) {
            chain.push(self.step(parent));
        }
        chain
    }

    /// `试验/组/甲`.
    pub(crate) fn path(&self, name: Name) -> String {
        let mut path = String::from("试验");
        for step in self.chain(name).iter().rev() {
            path.push('/');
            path.push_str(step.name);
        }
        path
    }

    pub(crate) fn sentence_id(&self, path: &str, sentence: &Sentence) -> String {
        let last = match (&sentence.kind, sentence.name) {
            (Kind::Document { kind, .. }, _) => format!("材料/{kind}"),
            (Kind::Follow(Follow { word: Word::Owed { .. }, act: Act::Paper(kind), .. }), None) => {
                format!("容缺/{kind}")
            }
            (Kind::Meeting(part), _) => format!("会议/{}", part.keyword()),
            (_, Some(name)) => name.to_string(),
            (kind, None) => kind.keyword().to_string(),
        };
        format!("{path}/{last}")
    }

    pub(crate) fn obligations(&self) -> Vec<Obligation> {
        let mut all = Vec::new();
        for step in &self.steps {
            let path = self.path(step.name);
            let mut push = |id: String, what: What, exception: Option<Name>| {
                all.push(Obligation { id, step: step.name, what, exception });
            };
            push(format!("{path}/履行"), What::Perform, None);
            for before in &step.after {
                push(format!("{path}/前置/{before}"), What::After(before), None);
            }
            for join in &step.joins {
                push(format!("{path}/{}", join.tail()), What::Join(join.clone()), None);
            }
            let says = |sentence: &Sentence| What::Says(Box::new(sentence.clone()));
            for sentence in &step.sentences {
                let id = self.sentence_id(&path, sentence);
                push(id.clone(), says(sentence), None);
                if let Kind::Follow(Follow { failing: Some(_), .. }) = &sentence.kind {
                    push(format!("{id}/未履行"), What::Failing(Box::new(sentence.clone())), None);
                }
            }
            for rule in &step.exceptions {
                let path = format!("{path}/{}", rule.name);
                for sentence in &rule.sentences {
                    push(self.sentence_id(&path, sentence), says(sentence), Some(rule.name));
                }
            }
        }
        all
    }
}

impl Kind {
    pub(crate) fn keyword(&self) -> Name {
        match self {
            Kind::Undertake(_) => "承办",
            Kind::Opinions(_, true) => "会签",
            Kind::Opinions(_, false) => "或签",
            Kind::Vote(_) => "表决",
            Kind::Document { .. } => "材料",
            Kind::Lasts { .. } => "历时",
            Kind::Within { .. } | Kind::Metered(_) => "限时",
            Kind::Measured(kind) | Kind::Looked(kind, _) => kind.keyword(),
            Kind::Deadline(_) => "期限",
            Kind::Follow(follow) => follow.word.keyword(),
            Kind::Before { .. } | Kind::Must(_) => "应当",
            Kind::MustNot(_) => "不得",
            Kind::Finding => "认定",
            Kind::Conclusion => "结论",
            Kind::Meeting(_) => "会议",
            Kind::Sequence => "顺序",
        }
    }
}

impl Word {
    pub(crate) fn keyword(self) -> Name {
        match self {
            Word::FollowUp => "后续",
            Word::Serve => "送达",
            Word::Owed { .. } => "容缺",
            Word::Commitment => "告知承诺",
            Word::Offender => "违者",
        }
    }
}

impl Part {
    pub(crate) fn keyword(self) -> Name {
        match self {
            Part::Kind => "种类",
            Part::LastSpeaker => "最后发言",
            Part::AgainstMajority => "与多数不一致",
            Part::Dissent => "不同意见",
        }
    }
}

impl Kind {
    /// The same kind with another length.
    pub(crate) fn lasting(&self, length: u32) -> Kind {
        let mut kind = self.clone();
        if let Kind::Lasts { n, .. } | Kind::Within { n, .. } | Kind::Before { n, .. } = &mut kind {
            *n = length;
        }
        if let Kind::Follow(follow) = &mut kind {
            follow.limit = Some(length);
        }
        kind
    }
}
