//! What every key of a dossier holds, and what it says to people.
//!
//! INVARIANT: every key of the reader's tables has a line here (a test holds it).

/// What stands under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// A text that says something.
    Name,
    /// Any text.
    Text,
    /// A date.
    Date,
    /// A date, perhaps with a time of day.
    Moment,
    /// A date or `today`.
    AsOf,
    /// A whole number from 0 to 4294967295.
    Count,
    /// Yes or no.
    YesNo,
    /// Names with values of any kind.
    Pairs,
    /// One name, or a list of them.
    OneOrNames,
    /// A list of names.
    Names,
    /// A record of a table.
    Record(&'static str),
    /// A list of records of a table.
    Records(&'static str),
    /// The name of a ruleset.
    Ruleset,
    /// The name of a procedure.
    Procedure,
    /// The name of a step.
    Step,
    /// The name of a kind of document.
    Document,
    /// The name of a kind of event.
    Event,
    /// The id of an obligation.
    Obligation,
    /// The id of a limit.
    Clock,
    /// The id of a matter of human judgement.
    Finding,
    /// What a judgement came to.
    Result,
    /// What a meeting decided.
    Decision,
    /// A period of the law.
    Period,
    /// A SHA-256 digest.
    Digest,
    /// Who is bound to which role.
    Roles,
    /// The id of a promise or of a document owed.
    Promise,
    /// What an opinion says.
    Voice,
    /// What a vote says.
    Cast,
    /// The entries of registers.
    Registers,
    /// The name of a task.
    Task,
}

/// One key: its English spelling, what it holds, and its description in Chinese and English.
pub(super) type Shape = (&'static str, Holds, &'static str, &'static str);

use Holds::{
    AsOf, Cast, Clock, Count, Date, Decision, Digest, Document, Event, Finding, Moment, Name, Names,
    Obligation, OneOrNames, Pairs, Period, Procedure, Promise, Record, Records, Registers, Result, Roles,
    Ruleset, Step, Task, Text, Voice, YesNo,
};

/// The tables of the reader by their names, with a line for every key.
pub(super) const SHAPES: &[(&str, &[Shape])] = &[
    (
        "DOSSIER",
        &[
            ("ruleset", Ruleset, "规则集的名称", "the name of the ruleset"),
            (
                "procedure",
                Procedure,
                "程序的名称；不写则只审查规则",
                "the procedure; absent: rules alone are judged",
            ),
            (
                "as_of",
                AsOf,
                "截至日期，或 today；--as-of 优先",
                "the as-of date, or today; --as-of overrides it",
            ),
            ("roles", Roles, "各角色由谁担任", "who holds which role"),
            ("records", Records("RECORD"), "各步骤的记录", "the records of the steps"),
            ("events", Records("EVENT"), "发生的事件", "what happened"),
            ("suspensions", Records("SUSPENSION"), "暂停计时", "stretches in which a clock stood still"),
            ("extensions", Records("EXTENSION"), "延长期限", "extensions of a clock"),
            ("waivers", Records("WAIVER"), "主张的免除", "waivers that are claimed"),
            ("deviations", Records("DEVIATION"), "偏离的理由", "reasons for deviations"),
            ("attestations", Records("ATTESTATION"), "人工认定", "human judgements"),
            (
                "partial",
                YesNo,
                "卷宗未齐：没有的记录视为未知",
                "the file is not complete: an absent record is unknown",
            ),
            ("commitments", Records("COMMITMENT"), "承诺", "promises"),
            ("tasks", Records("TASK"), "任务的进展", "what was done of the tasks"),
            ("registers", Registers, "清单的条目", "the entries of registers"),
            ("facts", OneOrNames, "共享档案的文件", "files of facts that dossiers share"),
        ],
    ),
    (
        "RECORD",
        &[
            ("step", Step, "步骤的名称；不唯一时写路径", "the step; its path where the name is not unique"),
            ("attempt", Count, "第几次，从 1 起；不写为 1", "the attempt, from 1; absent: 1"),
            ("start", Moment, "开始", "the start"),
            ("finish", Moment, "完成", "the finish"),
            ("by", OneOrNames, "承办：一个或多个", "who did it: one or several"),
            ("manner", Name, "方式", "how it was done"),
            (
                "recorded",
                Moment,
                "录入的日期：迟录单独列出",
                "when it was entered: a late entry is listed by itself",
            ),
            (
                "notice",
                Date,
                "书面告知的日期：不计时的步骤从何时起停止计时",
                "when the applicant was told in writing, for a step that stops a clock",
            ),
            ("documents", Records("DOCUMENT"), "材料", "its documents"),
            (
                "outcome",
                Text,
                "结论：步骤声明的结论之一；没有声明的写「完成」",
                "one of the step's outcomes; ‘完成’ or ‘done’ where it has none",
            ),
            ("data", Pairs, "其他数据", "other data"),
            ("sequence", Names, "各环节的先后", "its parts in their order"),
            ("meeting", Record("MEETING"), "会议", "the meeting"),
            ("opinions", Records("OPINION"), "其他机构的意见", "opinions of other organs"),
        ],
    ),
    (
        "DOCUMENT",
        &[
            ("kind", Document, "材料的种类", "its kind"),
            ("date", Moment, "材料的日期", "its date"),
            ("fields", Pairs, "字段", "its fields"),
            ("ref", Text, "文号或存放处", "its number, or where it is kept"),
            ("sha256", Digest, "文件的 SHA-256 摘要值", "the SHA-256 digest of the file"),
        ],
    ),
    (
        "MEETING",
        &[
            ("kind", Name, "会议种类", "its kind"),
            ("expected", Count, "应到人数", "how many should attend"),
            ("present", Count, "实到人数", "how many attended"),
            ("head", Name, "行政首长", "the chief executive"),
            ("speakers", Names, "发言的先后", "who spoke, in order"),
            ("votes", Record("VOTES"), "表决", "the votes"),
            ("ballots", Records("BALLOT"), "逐人的投票", "who voted how"),
            ("recused", Names, "回避的人", "who left the vote to the others"),
            ("decision", Decision, "决定", "what was decided"),
            ("reasons", Text, "理由", "the reasons"),
            ("dissents", Records("DISSENT"), "不同意见", "dissenting opinions"),
        ],
    ),
    (
        "VOTES",
        &[
            ("for", Count, "同意", "for"),
            ("against", Count, "反对", "against"),
            ("abstain", Count, "弃权", "abstentions"),
        ],
    ),
    ("DISSENT", &[("by", Name, "发表人", "by whom"), ("text", Text, "内容", "what was said")]),
    (
        "OPINION",
        &[
            ("by", Name, "出具意见的机构", "the organ"),
            ("result", Voice, "结果", "the result"),
            ("date", Moment, "日期", "the date"),
            ("text", Text, "内容", "the words"),
        ],
    ),
    (
        "BALLOT",
        &[
            ("by", Name, "投票人", "who voted"),
            ("result", Cast, "同意、反对或弃权", "for, against or abstain"),
            ("date", Moment, "日期", "the date"),
            ("text", Text, "内容", "the words"),
        ],
    ),
    (
        "COMMITMENT",
        &[
            ("obligation", Promise, "告知承诺或者容缺的义务", "the obligation promised"),
            ("by", Name, "承诺人", "who promised"),
            ("date", Date, "承诺的日期", "when"),
            ("promise", Text, "承诺的内容", "what is promised"),
            ("checked", Date, "核查的日期", "when it was checked"),
            ("kept", Result, "是否属实", "whether it was kept"),
        ],
    ),
    (
        "TASK",
        &[
            ("task", Task, "任务的名称或编号", "the task, by its name or number"),
            ("start", Moment, "开始", "the start"),
            ("finish", Moment, "完成", "the finish"),
            ("done", YesNo, "已完成，日期不详", "done, on a day not given"),
            ("by", OneOrNames, "承办：一个或多个", "who did it: one or several"),
            ("parts", Pairs, "各分期的完成日期", "when each part was done"),
            ("indicators", Pairs, "指标的数值", "the values of its indicators"),
            ("documents", Records("DOCUMENT"), "材料", "its documents"),
        ],
    ),
    (
        "EVENT",
        &[
            (
                "event",
                Event,
                "声明的事件，或案件的动作：启动、开始、完成……",
                "a declared event, or an act of the case: launch, start, finish …",
            ),
            ("date", Moment, "日期", "the date"),
            ("by", OneOrNames, "由谁：一个或多个", "by whom: one or several"),
            ("ref", Text, "文号", "its number"),
            ("step", Step, "动作：所办的步骤", "of an act: the step"),
            (
                "to",
                Name,
                "转办、加签：对谁",
                "of a transfer the organ that takes over, of ‘cosign’ whose opinion is asked",
            ),
            (
                "clock",
                Clock,
                "暂停、恢复、延长：限时义务的编号",
                "of a clock that stops, goes on or gets longer: its id",
            ),
            (
                "obligation",
                Promise,
                "承诺、容缺补齐：所依据的规则",
                "of a promise, of what is owed: the sentence",
            ),
            ("kind", Name, "暂停的种类；恢复的是哪一种", "the kind of a suspension, or of the one that ends"),
            ("amount", Period, "延长多久", "by how much a clock gets longer"),
            ("notice", Date, "书面告知的日期", "when the applicant was told in writing"),
            ("result", Voice, "会签意见的结果", "what the opinion says"),
            ("text", Text, "内容或理由", "its words, or the reason"),
            ("outcome", Text, "完成的结论", "the outcome of a finish"),
            ("manner", Name, "方式", "how it was done"),
            ("recorded", Moment, "录入的日期", "when it was entered"),
            ("documents", Records("DOCUMENT"), "材料", "its documents"),
            ("sequence", Names, "各环节的先后", "its parts in their order"),
            ("meeting", Record("MEETING"), "会议", "the meeting"),
            ("data", Pairs, "其他数据", "other data"),
        ],
    ),
    (
        "SUSPENSION",
        &[
            ("clock", Clock, "限时义务的编号", "the id of the limit"),
            ("kind", Name, "暂停的种类", "its kind"),
            ("from", Date, "第一日", "the first day"),
            ("to", Date, "最后一日；未结束不写", "the last day; absent: still open"),
            ("notice", Date, "书面告知的日期", "when the applicant was told in writing"),
        ],
    ),
    (
        "EXTENSION",
        &[
            ("clock", Clock, "限时义务的编号", "the id of the limit"),
            ("amount", Period, "延长多少，如「10个工作日」", "by how much, such as ‘10 workdays’"),
            ("approved_by", Name, "批准的人或机构", "who approved it"),
            ("date", Date, "批准的日期", "when it was approved"),
            ("notice", Date, "书面告知的日期", "when the applicant was told in writing"),
        ],
    ),
    (
        "WAIVER",
        &[
            ("step", Step, "免除的步骤", "the step"),
            ("approved_by", Name, "批准的人或机构", "who approved it"),
            ("date", Date, "批准的日期", "when it was approved"),
            ("documents", Records("DOCUMENT"), "凭据", "what it rests on"),
        ],
    ),
    (
        "DEVIATION",
        &[
            ("obligation", Obligation, "偏离的义务", "the obligation deviated from"),
            ("reason", Name, "理由", "the reason"),
            ("by", Name, "由谁说明", "who gave it"),
            ("date", Date, "记入的日期", "when it was put on record"),
        ],
    ),
    (
        "ATTESTATION",
        &[
            ("obligation", Finding, "认定的事项", "the matter judged"),
            ("result", Result, "是或否", "yes or no"),
            ("by", Name, "由谁认定", "who judged"),
            ("date", Date, "认定的日期", "when"),
            ("reason", Text, "理由", "the reason"),
        ],
    ),
];

/// The line of a key.
pub(super) fn shape(table: &str, key: &str) -> Option<Shape> {
    let (_, shapes) = SHAPES.iter().find(|(name, _)| *name == table)?;
    shapes.iter().copied().find(|(name, ..)| *name == key)
}

#[cfg(test)]
mod tests {
    use super::super::super::read::keys;
    use super::*;

    #[test]
    fn every_key_has_a_line_and_no_other_word_has() {
        for (table, keys) in keys::NAMED {
            for key in *keys {
                assert!(shape(table, key.en).is_some(), "{table} {}", key.en);
            }
        }
        for (table, shapes) in SHAPES {
            let (_, keys) = keys::NAMED.iter().find(|(name, _)| name == table).unwrap();
            for (word, _, zh, en) in *shapes {
                assert!(keys.iter().any(|key| key.en == *word), "{table} {word}");
                assert!(!zh.is_empty() && !en.is_empty());
            }
        }
    }
}
