//! The names that the language brings along: fields of records, members of blocks, types, choices.
//!
//! Unlike the words of `vocabulary` they are names where they stand, and a rule set may declare one of
//! its own beside them; what a name means is decided where it is resolved. Each has one Chinese and one
//! English spelling.

/// Names that stand in one place, with their spellings in Chinese and English.
pub type Table = &'static [(&'static str, &'static str)];

/// What a record of a step has: `受理.完成`.
pub const STEP: Table =
    &[("开始", "start"), ("完成", "finish"), ("结论", "outcome"), ("方式", "manner"), ("承办", "by")];
/// The date of a document and of an event: `征求意见公告.日期`.
pub const DATE: Table = &[("日期", "date")];
/// What a sentence calls its own step, the entry at hand, the sentence replaced.
pub const OWN: Table = &[("本步骤", "this_step"), ("本项", "this_entry"), ("上位", "superior")];
/// What is computed of a list: `合计（标段.造价）`.
pub const FUNCTIONS: Table = &[("计数", "count"), ("合计", "sum"), ("最早", "earliest"), ("最晚", "latest")];
/// Yes and no.
pub const TRUTH: Table = &[("是", "yes"), ("否", "no")];
/// Types of fields.
pub const TYPES: Table = &[
    ("文本", "text"),
    ("是否", "bool"),
    ("整数", "integer"),
    ("小数", "decimal"),
    ("日期", "date"),
    ("时间", "time"),
    ("历时", "period"),
    ("证照", "licence"),
];
/// The type of a field that has one of several values.
pub const ENUMERATION: (&str, &str) = ("取值", "one_of");
/// The fields of a licence.
pub const LICENCE: Table = &[
    ("种类", "kind"),
    ("编号", "number"),
    ("持有人", "holder"),
    ("场所", "place"),
    ("自", "from"),
    ("至", "to"),
    ("吊销日期", "revoked"),
];
/// What an opinion or a vote says.
pub const VOICE: Table = &[("结果", "result"), ("日期", "date"), ("内容", "text")];
/// What an expectation says besides the status.
pub const EXPECTED: Table = &[("自", "since"), ("至", "until"), ("期限", "due")];
/// Whose status is expected besides those of obligations.
pub const OVERALL: Table = &[("总体", "overall"), ("其余", "others")];
/// Members of 免除 in a test.
pub const WAIVER: Table = &[("批准", "approved_by")];
/// Members of 告知承诺 and 容缺 in a test.
pub const PROMISE: Table =
    &[("承诺人", "by"), ("日期", "date"), ("内容", "promise"), ("核查", "checked"), ("属实", "kept")];
/// Members of 不同意见 in a test.
pub const DISSENT: Table = &[("发言人", "by"), ("内容", "text")];
/// Levels of instruments.
pub const LEVELS: Table = &[
    ("法律", "law"),
    ("行政法规", "administrative_regulation"),
    ("地方性法规", "local_regulation"),
    ("规章", "rule"),
    ("部门规章", "department_rule"),
    ("地方政府规章", "local_rule"),
    ("规范性文件", "normative_document"),
];
/// Whether a text is published.
pub const TEXT: Table = &[("未公开", "unpublished"), ("已公开", "published")];
/// How an instrument binds.
pub const BINDING: Table = &[("参照", "reference"), ("直接", "direct")];
/// How the bare 日 of an instrument counts.
pub const DAYS: Table = &[("自然日", "calendar_days"), ("工作日", "workdays")];
/// Which law a case is judged by.
pub const LAW_OF: Table = &[("启动之日", "start"), ("行为之日", "act")];
/// How many a role binds.
pub const ROLE: Table = &[("一名", "one"), ("多名", "many")];
/// Of whom a share is.
pub const BASE: Table = &[("应到", "expected"), ("实到", "present")];
/// Whether abstentions count.
pub const ABSTENTION: Table = &[("计入", "counted"), ("不计入", "not_counted")];
/// What a tie means.
pub const TIE: Table = &[("通过", "carried"), ("不通过", "lost"), ("行政首长", "head")];

/// The tables of names that stand where names of the writer may stand too.
const AMONG_NAMES: [Table; 5] = [STEP, DATE, OWN, TRUTH, LICENCE];

/// All tables.
const ALL: [Table; 23] = [
    STEP,
    DATE,
    OWN,
    FUNCTIONS,
    TRUTH,
    TYPES,
    &[ENUMERATION],
    LICENCE,
    VOICE,
    EXPECTED,
    OVERALL,
    WAIVER,
    PROMISE,
    DISSENT,
    LEVELS,
    TEXT,
    BINDING,
    DAYS,
    LAW_OF,
    ROLE,
    BASE,
    ABSTENTION,
    TIE,
];

/// The spellings of a name in a table.
#[must_use]
pub fn of(table: Table, word: &str) -> Option<(&'static str, &'static str)> {
    table.iter().find(|(zh, en)| *zh == word || *en == word).copied()
}

/// The other spelling of a name that may stand among names of the writer: a declared name is found by
/// it where nothing is called as it is written.
#[must_use]
pub fn twin(word: &str) -> Option<&'static str> {
    AMONG_NAMES.iter().find_map(|table| {
        let (zh, en) = of(table, word)?;
        Some(if word == zh { en } else { zh })
    })
}

/// Whether two words are spellings of one name.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    let pair = |(zh, en): &(&str, &str)| (*zh, *en) == (one, other) || (*zh, *en) == (other, one);
    one == other || ALL.iter().any(|table| table.iter().any(pair))
}
