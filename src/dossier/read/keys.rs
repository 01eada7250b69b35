//! The keys of a dossier in both vocabularies.
//!
//! One table a record; the reader, the messages and the places all follow it.

/// A key.
#[derive(Clone, Copy, Debug)]
pub(in crate::dossier) struct Key {
    /// The English spelling, by which paths name it.
    pub(in crate::dossier) en: &'static str,
    /// The Chinese spelling.
    pub(in crate::dossier) zh: &'static str,
    /// Whether it must be given.
    pub(in crate::dossier) required: bool,
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident: $($en:literal $zh:literal $($required:ident)?,)*;)*) => {
        $($(#[$doc])* pub(in crate::dossier) const $name: &[Key] =
            &[$(Key { en: $en, zh: $zh, required: keys!(@ $($required)?) },)*];)*

        /// Every table.
        const TABLES: &[&[Key]] = &[$($name,)*];

        /// The tables by their names.
        pub(in crate::dossier) const NAMED: &[(&str, &[Key])] = &[$((stringify!($name), $name),)*];
    };
    (@) => { false };
    (@ required) => { true };
}

keys! {
    /// The dossier itself; any other key names a 档案.
    DOSSIER:
        "ruleset" "规则集", "procedure" "程序", "as_of" "截至", "roles" "角色", "records" "记录", "events" "事件",
        "suspensions" "暂停", "extensions" "延长", "waivers" "免除", "deviations" "偏离", "attestations" "认定",
        "partial" "卷宗未齐", "commitments" "承诺", "tasks" "任务", "registers" "清单", "facts" "共享档案",;
    /// A record of a step.
    RECORD:
        "step" "步骤" required, "attempt" "次数", "start" "开始", "finish" "完成", "by" "承办", "manner" "方式",
        "recorded" "录入", "notice" "告知", "documents" "材料", "outcome" "结论", "data" "数据", "sequence" "顺序",
        "meeting" "会议", "opinions" "意见",;
    /// What was done of a task.
    TASK:
        "task" "任务" required, "start" "开始", "finish" "完成", "done" "已完成", "by" "承办", "parts" "分期",
        "indicators" "指标", "documents" "材料",;
    /// A document.
    DOCUMENT:
        "kind" "种类" required, "date" "日期", "fields" "字段", "ref" "编号", "sha256" "摘要值",;
    /// A meeting.
    MEETING:
        "kind" "种类", "expected" "应到", "present" "实到", "head" "行政首长", "speakers" "发言", "votes" "表决",
        "ballots" "投票", "recused" "回避", "decision" "决定", "reasons" "理由", "dissents" "不同意见",;
    /// The votes of a meeting.
    VOTES:
        "for" "同意" required, "against" "反对", "abstain" "弃权",;
    /// A dissenting opinion.
    DISSENT:
        "by" "发表人" required, "text" "内容" required,;
    /// An opinion on a record.
    OPINION:
        "by" "承办" required, "result" "结果" required, "date" "日期", "text" "内容",;
    /// A vote with its name.
    BALLOT:
        "by" "投票人" required, "result" "结果" required, "date" "日期", "text" "内容",;
    /// An event of the rules, or an act of the case.
    EVENT:
        "event" "事件" required, "date" "日期", "by" "承办", "ref" "编号", "step" "步骤", "to" "对象", "clock" "时限",
        "obligation" "义务", "kind" "种类", "amount" "期限", "notice" "告知", "result" "结果", "text" "内容",
        "outcome" "结论", "manner" "方式", "recorded" "录入", "documents" "材料", "sequence" "顺序", "meeting" "会议",
        "data" "数据",;
    /// A stopped clock.
    SUSPENSION:
        "clock" "时限" required, "kind" "种类" required, "from" "自" required, "to" "至", "notice" "告知",;
    /// An extended clock.
    EXTENSION:
        "clock" "时限" required, "amount" "期限" required, "approved_by" "批准", "date" "日期", "notice" "告知",;
    /// A claimed waiver.
    WAIVER:
        "step" "步骤" required, "approved_by" "批准", "date" "日期", "documents" "材料",;
    /// A reason for a deviation.
    DEVIATION:
        "obligation" "义务" required, "reason" "理由" required, "by" "承办", "date" "日期",;
    /// A promise, and what its check found.
    COMMITMENT:
        "obligation" "义务" required, "by" "承诺人", "date" "日期", "promise" "内容", "checked" "核查", "kept" "属实",;
    /// A human judgement.
    ATTESTATION:
        "obligation" "义务" required, "result" "结果" required, "by" "承办", "date" "日期", "reason" "理由",;
}

/// Whether two words spell one key, in any table.
pub(in crate::dossier) fn same(one: &str, other: &str) -> bool {
    one == other
        || matches!((one, other), ("project", "项目") | ("项目", "project"))
        || TABLES
            .iter()
            .copied()
            .flatten()
            .any(|key| (key.en == one && key.zh == other) || (key.zh == one && key.en == other))
}

/// The position of a word in a table.
pub(in crate::dossier) fn find(table: &[Key], word: &str) -> Option<usize> {
    table.iter().position(|key| key.en == word || key.zh == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_means_two_keys_of_one_record() {
        for table in TABLES {
            for (position, key) in table.iter().enumerate() {
                assert_eq!(find(table, key.en), Some(position));
                assert_eq!(find(table, key.zh), Some(position), "{}", key.zh);
            }
        }
    }
}
