//! The two vocabularies: every keyword has one Chinese and one English spelling.
//!
//! The grammar does not know the keywords of statements; a statement's first words are looked up
//! here, so that a new kind of sentence is a line in this table and a function that lowers it.
//! Keywords are reserved only in their position: a step may be called 步骤.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The members of a table by their spellings.
///
/// PERF: nearly every word of a text is looked up in nearly every table, most of them in vain. A sieve of
/// lengths and letters keeps most of those out; hashing them took a twentieth of the front end.
struct Spellings<T> {
    sieve: [u64; 16],
    members: HashMap<&'static str, T, foldhash::fast::FixedState>,
}

impl<T: Copy> Spellings<T> {
    fn new(members: Vec<(&'static str, T)>) -> Self {
        let mut sieve = [0u64; 16];
        for (word, _) in &members {
            let (slot, bit) = hole(word);
            if let Some(slot) = sieve.get_mut(slot) {
                *slot |= bit;
            }
        }
        Self { sieve, members: members.into_iter().collect() }
    }

    fn get(&self, word: &str) -> Option<T> {
        let (slot, bit) = hole(word);
        if self.sieve.get(slot)? & bit == 0 {
            return None;
        }
        self.members.get(word).copied()
    }
}

/// The hole of the sieve that a word falls through, as a slot and a bit of it: by its length, its last byte and
/// its third, which tells one Chinese character from another.
fn hole(word: &str) -> (usize, u64) {
    let bytes = word.as_bytes();
    let third = bytes.get(2).or(bytes.first()).copied().unwrap_or_default();
    let last = bytes.last().copied().unwrap_or_default();
    let mixed = usize::from(third) * 31 + usize::from(last) * 7 + bytes.len() * 131;
    (mixed / 64 % 16, 1 << (mixed % 64))
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $zh:literal $en:literal $($other:literal)*,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $(#[doc = concat!($zh, " / ", $en)] $variant,)* }

        impl $name {
            /// Every member with its Chinese and its English spelling, in the order of the table.
            pub const ALL: &'static [($name, &'static str, &'static str)] = &[$(($name::$variant, $zh, $en),)*];

            /// The member that is spelled `word` in either vocabulary.
            #[must_use]
            pub fn of(word: &str) -> Option<Self> {
                static SPELLINGS: LazyLock<Spellings<$name>> = LazyLock::new(|| {
                    Spellings::new([$(&[$zh, $en $(, $other)*].map(|word| (word, $name::$variant))[..]),*].concat())
                });
                SPELLINGS.get(word)
            }

            /// The Chinese spelling.
            #[must_use]
            pub fn zh(self) -> &'static str { match self { $($name::$variant => $zh,)* } }

            /// The English spelling.
            #[must_use]
            pub fn en(self) -> &'static str { match self { $($name::$variant => $en,)* } }
        }
    };
}

vocabulary! {
    /// Words that open a statement.
    Keyword {
        Ruleset "规则集" "ruleset",
        Use "引入" "use",
        Source "法规" "source",
        Unit "机构" "unit",
        Role "角色" "role",
        Event "事件" "event",
        Facts "档案" "facts",
        // As a declaration a kind of document, inside a step the documents it requires.
        Document "材料" "document" "requires",
        Parameter "参数" "parameter",
        Procedure "程序" "procedure",
        Step "步骤" "step",
        Sequence "依次" "sequence",
        Parallel "并联" "parallel",
        Rule "规则" "rule",
        Test "测试" "test",
        Cite "依据" "cite",
        Scope "适用" "applies",
        End "办结" "ends",
        Perform "履行" "perform",
        After "前置" "after",
        By "承办" "by",
        Lasts "历时" "lasts",
        Within "限时" "within",
        // From when the limits of a block run that do not say it themselves: 各项：自 E 之日起.
        Items "各项" "items",
        Deadline "期限" "deadline",
        Finding "认定" "finding",
        Outcome "结论" "outcome",
        Return "返回" "returns",
        Meeting "会议" "meeting",
        Order "顺序" "order",
        Waiver "免除" "waived",
        NotReplacedBy "不得代替" "not_replaced_by",
        // Members of 法规.
        Number "文号" "number",
        Level "层级" "level",
        LawOf "适用版本" "law_of",
        InForce "施行" "in_force",
        Lapses "失效" "lapses",
        DayUnit "期限单位" "day_unit",
        Articles "条文" "articles",
        NothingToCheck "无可核查" "nothing_to_check",
        Misnamed "误作" "misnamed",
        Superior "上位" "superior",
        Binding "约束" "binding",
        FullText "文本" "full_text",
        // Members of 机构.
        Aliases "别名" "aliases",
        FormerName "曾用名" "former_name",
        Members "成员" "members",
        // Members of 日历.
        DaysOff "放假" "days_off",
        DaysWorked "上班" "days_worked",
        // Members of 会议.
        MeetingKind "种类" "kind",
        SpeaksLast "最后发言" "speaks_last",
        AgainstMajority "与多数不一致" "against_majority",
        Dissent "不同意见" "dissent",
        // Members of 表决; 同意, 反对, 弃权, 实到 and 回避 are among them.
        Base "基数" "base",
        Veto "否决" "veto",
        Tie "平票" "tie",
        // Members of 测试 and of its records.
        AsOf "截至" "as_of",
        Given "事实" "given",
        Record "记录" "record",
        Expect "期望" "expect",
        Start "开始" "start",
        Finish "完成" "finish",
        Attempt "次数" "attempt",
        Recorded "录入" "recorded",
        // When the applicant was told in writing that a clock stops.
        Notice "告知" "notice",
        Data "数据" "data",
        Speakers "发言" "speakers",
        Head "行政首长" "head",
        Expected "应到" "expected",
        Present "实到" "present",
        For "赞成" "for" "同意" "agree",
        Against "反对" "against",
        Abstain "弃权" "abstain",
        Ballots "投票" "ballots",
        Recused "回避" "recused",
        Opinions "意见" "opinions",
        Decision "决定" "decision",
        Reasons "理由" "reasons",
        Deviation "偏离" "deviation",
        Suspension "暂停" "suspension",
        Extension "延长" "extension",
        Partial "卷宗未齐" "partial",
        Happened "发生" "happened",
        // Takes away what a scenario has by 沿用.
        Lacks "缺" "lacks",
        Manner "方式" "manner",
        Entry "条目" "entry",
        // Members of 清单.
        EntryKey "标识" "key",
        EntryDate "日期" "date",
        // Fields.
        Fields "字段" "fields",
        // Kinds and declarations that later editions of the language judge.
        CoSign "会签" "cosign",
        AnySign "或签" "any_sign",
        Vote "表决" "vote",
        Frequency "频次" "frequency",
        FollowUp "后续" "follow_up",
        Owed "容缺" "owed",
        Commitment "告知承诺" "commitment",
        Offender "违者" "offender",
        Serve "送达" "serve",
        Deemed "视为" "deemed",
        Estimate "预计" "estimate",
        Indicator "指标" "indicator",
        Exception "例外" "exception",
        Register "清单" "register",
        Task "任务" "task",
        Table "决策表" "table",
        // Members of 决策表.
        Columns "列" "columns",
        Row "行" "row",
        Otherwise "其他" "otherwise",
        Light "亮灯" "light",
        RedLight "红灯" "red",
        YellowLight "黄灯" "yellow",
        Duty "职责" "duty",
        CalendarLayer "日历" "calendar",
        NamedSpan "期间" "span",
        OffClock "不计时" "off_clock",
        Lead "牵头" "lead",
        Support "配合" "support",
    }
}

vocabulary! {
    /// Words of duty, strongest first.
    Modality {
        Must "应当" "must",
        MustNot "不得" "must_not",
        Presumptive "一般" "presumptive",
        InPrinciple "原则上" "in_principle",
        May "可以" "may",
        Encourage "鼓励" "encouraged",
        Strive "力争" "strive",
        // An edge or a duty the law does not write: our reading, never more than a hint.
        Inferred "推定" "inferred",
    }
}

vocabulary! {
    /// Words that open a clause.
    ClauseWord {
        When "情形" "when",
        Unless "除非" "unless",
        // In English 自 E 之日起 is `from`, a bare 自 E `since`; 经 U 批准 `approved by`, a bare 经 U `through`.
        From "自" "from" "since",
        To "至" "to",
        NoLaterThan "不晚于" "no later than",
        NoEarlierThan "不早于" "no earlier than",
        On "于" "on",
        With "凭" "with",
        Through "经" "approved by" "agreed by" "through",
        Deviating "偏离" "deviation",
        Cited "依据" "cite",
        Note "说明" "note",
        Excluding "不计入" "excluding",
        // The readings of a limit that leaves something out: 不计入 X 的 全部日数, 按阶段, 逐项相加.
        WholeDays "的全部日数" "in_full" "的 全部日数",
        PerPhase "按阶段" "per_phase",
        Summed "逐项相加" "summed",
        Requiring "须" "requiring",
        Default "默认" "default",
        Optional "可缺" "optional",
        Required "必填" "required",
        Pending "待定" "undecided",
        ValidOn "有效于" "valid on",
        Limit "限" "limit",
        // What a duty that follows calls for where it is not performed.
        Failing "未履行" "failing",
        Roll "顺延" "rolls forward",
        RollBack "提前" "rolls back",
        Severe "违法" "unlawful",
        Improper "不当" "improper",
        Hint "提示" "hint",
        Extendable "可以延长" "extendable",
        Prior "优先于" "prevails over",
        // The days on which a version of a sentence binds.
        TakesEffect "施行" "in_force",
        LapsesOn "失效" "lapses",
        // The obligation of a superior procedure that a sentence carries out beside it.
        Implements "上位" "implements",
        Authorised "授权" "authorised by",
        Stops "暂停" "stops",
        Named "称" "as",
        Refines "细化" "refines",
        Inherits "沿用" "extends",
        ShortName "简称" "short",
        Version "版本" "version",
    }
}

vocabulary! {
    /// Words and signs that join two operands; each with its ASCII or mathematical sign where it has one.
    Operator {
        Or "或" "or",
        And "且" "and",
        Equal "等于" "equals" "=" "==",
        NotEqual "不等于" "differs from" "≠" "!=",
        Less "小于" "less than" "<",
        LessEqual "不超过" "at most" "≤" "<=" "至多" "no more than",
        Greater "大于" "more than" ">",
        GreaterEqual "不少于" "at least" "≥" ">=" "至少" "no fewer than",
        In "属于" "in",
        Contains "包含" "contains",
        Earlier "早于" "before",
        Later "晚于" "after",
        NotLater "不晚于" "no later than",
        NotEarlier "不早于" "no earlier than",
        Add "加" "plus" "+",
        Subtract "减" "minus" "-" "−",
        Multiply "乘" "times" "×" "*",
        Divide "除" "divided by" "÷",
        // An event moved by a period: E 前 7日, E 后 7日, E 前 满7日 (clear days).
        Ahead "前" "ahead by",
        AheadClear "前满" "ahead by clear",
        Behind "后" "followed by",
        Range "～" "~" "..",
    }
}

vocabulary! {
    /// Words before one operand.
    PrefixWord {
        Not "非" "not",
        Have "已有" "have",
        Lack "缺" "lack",
        ListOf "列表" "list of",
        // A licence or permit in force: 持有 K，有效于 D.
        Hold "持有" "holds",
        AnyOf "任一" "any of",
        // Periods of the calendar: 每季度 督查 不少于 1次.
        Yearly "每年" "yearly",
        HalfYearly "每半年" "half_yearly",
        Quarterly "每季度" "quarterly" "每季" "each_quarter",
        Monthly "每月" "monthly",
        Weekly "每周" "weekly",
    }
}

vocabulary! {
    /// Words that begin a quantified condition.
    QuantifierWord {
        EachPerson "每位" "each person",
        EachCopy "每份" "each copy",
        Each "每项" "each",
        Exists "存在" "some",
        AtLeast "至少" "at least",
        Exactly "恰有" "exactly",
        Among "其中" "among",
    }
}

vocabulary! {
    /// Words of a decision table that open no sentence.
    TableWord {
        // Between the conditions and the results of a row.
        Then "则" "then",
        // A cell without a condition.
        Anything "任意" "anything",
        // Which of the rows that match count.
        Unique "唯一" "unique",
        First "优先" "first",
        Collect "收集" "collect",
    }
}

vocabulary! {
    /// Words after one operand.
    PostfixWord {
        Done "已履行" "done",
        Satisfied "合规" "satisfied",
        Violated "违规" "violated",
        Unproven "缺证" "unproven",
        AtRisk "预警" "at_risk",
        PendingStatus "待办" "pending",
        Waived "免除" "waived",
        NotApplicable "不适用" "not_applicable",
        Missed "未达" "missed",
        Overdue "逾期" "overdue",
        Regardless "不论" "any",
        // `“十五五”期间`: the days of a declared span.
        InSpan "期间" "span",
    }
}
