//! Acts of a case: the words by which a dossier tells what was done, instead of what came of it.

use super::submission::{RawValue, SubmittedDocument, SubmittedMeeting};
use smol_str::SmolStr;

/// What is done in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Act {
    /// 启动: the case begins.
    Launch,
    /// 开始: a step begins.
    Start,
    /// 完成: a step is finished.
    Finish,
    /// 退回: the case goes back to a step, which begins again.
    Return,
    /// 撤回: somebody takes back the last thing he did.
    Withdraw,
    /// 转办: another organ takes a step over.
    Transfer,
    /// 加签: somebody more is to give an opinion on a step.
    Cosign,
    /// 会签意见: an opinion on a step.
    Opinion,
    /// 补正: the applicant is to complete his papers; every clock stands still.
    Correct,
    /// 暂停: a clock stands still.
    Suspend,
    /// 恢复: what stood still goes on.
    Resume,
    /// 延长: a clock gets longer.
    Extend,
    /// 承诺: a promise is made.
    Promise,
    /// 容缺补齐: a document owed is handed in.
    Supply,
    /// 中止: the case stands still, and every clock with it.
    Stay,
    /// 终止: the procedure ends; what was still to be done no longer applies.
    Terminate,
    /// 作废: the case is void; nothing of it applies.
    Void,
}

impl Act {
    /// Every act with its Chinese and its English word.
    pub const WORDS: &[(Act, &'static str, &'static str)] = &[
        (Act::Launch, "启动", "launch"),
        (Act::Start, "开始", "start"),
        (Act::Finish, "完成", "finish"),
        (Act::Return, "退回", "return"),
        (Act::Withdraw, "撤回", "withdraw"),
        (Act::Transfer, "转办", "transfer"),
        (Act::Cosign, "加签", "cosign"),
        (Act::Opinion, "会签意见", "opinion"),
        (Act::Correct, "补正", "correct"),
        (Act::Suspend, "暂停", "suspend"),
        (Act::Resume, "恢复", "resume"),
        (Act::Extend, "延长", "extend"),
        (Act::Promise, "承诺", "promise"),
        (Act::Supply, "容缺补齐", "supply"),
        (Act::Stay, "中止", "stay"),
        (Act::Terminate, "终止", "terminate"),
        (Act::Void, "作废", "void"),
    ];

    /// The act of a word, in either language.
    #[must_use]
    pub fn of_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(_, zh, en)| *zh == word || *en == word).map(|(act, _, _)| *act)
    }

    /// Its words: Chinese, English.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        let found = Self::WORDS.iter().find(|(act, _, _)| *act == self);
        found.map_or(("", ""), |(_, zh, en)| (zh, en))
    }
}

/// What an act says besides its word, its day and who did it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubmittedAct {
    /// step / 步骤
    pub step: Option<SmolStr>,
    /// to / 对象: the organ that takes over, or whose opinion is asked.
    pub to: Option<SmolStr>,
    /// clock / 时限: the id of a 限时 obligation.
    pub clock: Option<SmolStr>,
    /// obligation / 义务: the sentence under which something is promised or owed.
    pub obligation: Option<SmolStr>,
    /// kind / 种类: of a suspension.
    pub kind: Option<SmolStr>,
    /// amount / 期限: of an extension.
    pub amount: Option<SmolStr>,
    /// notice / 告知: when the applicant was told in writing.
    pub notice: Option<SmolStr>,
    /// result / 结果: of an opinion.
    pub result: Option<SmolStr>,
    /// text / 内容: the words of an opinion, of a promise, the reason of anything else.
    pub text: Option<SmolStr>,
    /// outcome / 结论
    pub outcome: Option<SmolStr>,
    /// manner / 方式
    pub manner: Option<SmolStr>,
    /// recorded / 录入
    pub recorded: Option<SmolStr>,
    /// documents / 材料
    pub documents: Vec<SubmittedDocument>,
    /// sequence / 顺序
    pub sequence: Option<Vec<SmolStr>>,
    /// meeting / 会议
    pub meeting: Option<SubmittedMeeting>,
    /// data / 数据
    pub data: Vec<(SmolStr, RawValue)>,
}

impl SubmittedAct {
    /// The keys that are given, by their English spelling.
    pub fn given(&self) -> impl Iterator<Item = &'static str> {
        let texts = [
            ("step", &self.step),
            ("to", &self.to),
            ("clock", &self.clock),
            ("obligation", &self.obligation),
            ("kind", &self.kind),
            ("amount", &self.amount),
            ("notice", &self.notice),
            ("result", &self.result),
            ("text", &self.text),
            ("outcome", &self.outcome),
            ("manner", &self.manner),
            ("recorded", &self.recorded),
        ];
        let others = [
            ("documents", !self.documents.is_empty()),
            ("sequence", self.sequence.is_some()),
            ("meeting", self.meeting.is_some()),
            ("data", !self.data.is_empty()),
        ];
        let texts = texts.into_iter().map(|(key, text)| (key, text.is_some()));
        texts.chain(others).filter(|(_, given)| *given).map(|(key, _)| key)
    }
}
