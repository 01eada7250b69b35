//! 决策表: which row counts, from the definition alone: every fact has a value here, and the rows are
//! gone through one by one.

use std::fmt::Write as _;

use super::condition::Truth;
use super::world::{LEVELS, Name, Value};

pub(crate) const WAYS: [Name; 3] = ["甲式", "乙式", "丙式"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Policy {
    Unique,
    First,
    Collect,
}

#[derive(Debug, Clone)]
pub(crate) struct Table {
    pub(crate) policy: Policy,
    pub(crate) rows: Vec<Row>,
    pub(crate) otherwise: Option<Gives>,
    /// What the columns read is given where the table is used.
    pub(crate) given: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Row {
    /// Empty: any.
    pub(crate) levels: Vec<Name>,
    /// 非 before the levels.
    pub(crate) none_of: bool,
    pub(crate) truth: Option<bool>,
    /// The first one that passes, and the first one that no longer does.
    pub(crate) from: Option<i64>,
    pub(crate) below: Option<i64>,
    pub(crate) gives: Gives,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Gives {
    pub(crate) way: Option<Name>,
    pub(crate) copies: i64,
    /// In natural days.
    pub(crate) length: Option<u32>,
}

/// What a condition asks of a table.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Ask {
    Is(Name),
    IsNot(Name),
    Contains(Name),
    CountAtLeast(i64),
    SumAtLeast(i64),
    GreatestAtLeast(i64),
}

/// What the rows come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hit {
    Gives(Gives),
    /// No row, or several of which one alone may match.
    Nothing,
}

/// 类别, 甲事实 and 金额.
pub(crate) type Given = (Name, bool, i64);

impl Row {
    fn takes(&self, level: Name) -> bool {
        self.levels.is_empty() || self.levels.contains(&level) != self.none_of
    }

    fn matches(&self, (level, truth, amount): Given) -> bool {
        self.takes(level)
            && self.truth.is_none_or(|wanted| wanted == truth)
            && self.from.is_none_or(|from| amount >= from)
            && self.below.is_none_or(|below| amount < below)
    }
}

impl Table {
    /// Amounts between which no row tells a difference.
    pub(crate) fn amounts(&self) -> Vec<i64> {
        let ends = self.rows.iter().flat_map(|row| [row.from, row.below]).flatten();
        ends.flat_map(|end| [end - 1, end, end + 1]).chain([0]).collect()
    }

    /// Every case that the rows can tell apart.
    fn cases(&self) -> Vec<Given> {
        let amounts = self.amounts();
        let amounts = amounts.iter().flat_map(|amount| [(true, *amount), (false, *amount)]);
        let cases = amounts.flat_map(|(truth, amount)| LEVELS.map(|level| (level, truth, amount)));
        cases.collect()
    }

    fn hits(&self, case: Given) -> Vec<Gives> {
        let hits: Vec<Gives> =
            self.rows.iter().filter(|row| row.matches(case)).map(|row| row.gives).collect();
        if hits.is_empty() { self.otherwise.into_iter().collect() } else { hits }
    }

    pub(crate) fn hit(&self, case: Given) -> Hit {
        match (self.policy, self.hits(case).as_slice()) {
            (_, []) => Hit::Nothing,
            (Policy::Unique, [_, _, ..]) => Hit::Nothing,
            (_, [first, ..]) => Hit::Gives(*first),
        }
    }

    pub(crate) fn answer(&self, ask: Ask, case: Given) -> Truth {
        let of = |truth: bool| if truth { Truth::True } else { Truth::False };
        let hits = self.hits(case);
        match (ask, self.hit(case)) {
            (Ask::Is(_) | Ask::IsNot(_), Hit::Nothing) => Truth::Unknown,
            (Ask::Is(way), Hit::Gives(gives)) => of(gives.way == Some(way)),
            (Ask::IsNot(way), Hit::Gives(gives)) => of(gives.way != Some(way)),
            (Ask::Contains(way), _) => of(hits.iter().any(|gives| gives.way == Some(way))),
            (Ask::CountAtLeast(n), _) => of(hits.len() as i64 >= n),
            (Ask::SumAtLeast(n), _) => of(hits.iter().map(|gives| gives.copies).sum::<i64>() >= n),
            (Ask::GreatestAtLeast(n), _) => of(hits.iter().any(|gives| gives.copies >= n)),
        }
    }

    /// Without the rows that rules may not have: two that are alike, two of 唯一 that overlap.
    pub(crate) fn lawful(mut self) -> Self {
        let cases = self.cases();
        let mut kept: Vec<Row> = Vec::new();
        for row in std::mem::take(&mut self.rows) {
            let set = |row: &Row| cases.iter().map(|case| row.matches(*case)).collect::<Vec<_>>();
            let own = set(&row);
            let clash = kept.iter().any(|other| {
                let other = set(other);
                let overlap = other.iter().zip(&own).any(|(a, b)| *a && *b);
                other == own || self.policy == Policy::Unique && overlap
            });
            if !clash {
                kept.push(row);
            }
        }
        self.rows = kept;
        self
    }

    pub(crate) fn text(&self) -> String {
        let policy = match self.policy {
            Policy::Unique => "唯一",
            Policy::First => "优先",
            Policy::Collect => "收集",
        };
        let (own, columns) = if self.given {
            ("类别：取值（低、中、高）；  甲事实：是否；  金额：整数；  ", "类别 ｜ 甲事实 ｜ 金额")
        } else {
            ("", "项目.类别 ｜ 项目.甲事实 ｜ 项目.金额")
        };
        let mut out = format!(
            "决策表 试验表：{policy} ｛\n    依据：《虚构条例》第九条；\n    字段 ｛ {own}方式：取值（{}）；  份数：整数；  \
             长短：历时； ｝\n    列：{columns} 则 方式 ｜ 份数 ｜ 长短；\n",
            WAYS.join("、")
        );
        for row in &self.rows {
            let not = if row.none_of && !row.levels.is_empty() { "非 " } else { "" };
            let levels: Vec<String> = row.levels.iter().map(|level| format!("{not}{level}")).collect();
            let truth = row.truth.map_or("任意", |truth| if truth { "是" } else { "否" });
            let amount = match (row.from, row.below) {
                (None, None) => String::from("－"),
                (Some(from), None) => format!("不少于 {from}"),
                (None, Some(below)) => format!("小于 {below}"),
                (Some(from), Some(below)) if below - 1 > from => format!("{from} ～ {}", below - 1),
                (Some(from), Some(below)) => format!("不少于 {from} 且 小于 {below}"),
            };
            let _ = writeln!(
                out,
                "    行：{} ｜ {truth} ｜ {amount} 则 {}；",
                levels.join("、"),
                row.gives.text()
            );
        }
        if let Some(other) = self.otherwise {
            let _ = writeln!(out, "    其他：{}；", other.text());
        }
        out.push_str("｝\n");
        out
    }

    /// `试验表.方式`, with what it is given.
    pub(crate) fn result(&self, name: &str) -> String {
        let given = if self.given { "（项目.类别、项目.甲事实、项目.金额）" } else { "" };
        let name = if name.is_empty() { String::new() } else { format!(".{name}") };
        format!("试验表{name}{given}")
    }

    pub(crate) fn asked(&self, ask: Ask) -> String {
        match ask {
            Ask::Is(way) => format!("{} 等于 {way}", self.result("方式")),
            Ask::IsNot(way) => format!("{} 不等于 {way}", self.result("方式")),
            Ask::Contains(way) => format!("{} 包含 {way}", self.result("方式")),
            Ask::CountAtLeast(n) => format!("计数（{}） 不少于 {n}", self.result("")),
            Ask::SumAtLeast(n) => format!("合计（{}） 不少于 {n}", self.result("份数")),
            Ask::GreatestAtLeast(n) => format!("最大（{}） 不少于 {n}", self.result("份数")),
        }
    }

    /// Every case that the facts on file leave open.
    pub(crate) fn open_cases(&self, given: &dyn Fn(Name) -> Option<Value>) -> Vec<Given> {
        let fits = |(level, truth, amount): &Given| {
            given("类别").is_none_or(|known| known == Value::Word(level))
                && given("甲事实").is_none_or(|known| known == Value::Truth(*truth))
                && given("金额").is_none_or(|known| known == Value::Number(*amount))
        };
        let known = match given("金额") {
            Some(Value::Number(amount)) => vec![amount],
            _ => Vec::new(),
        };
        let more = known.into_iter().flat_map(|amount| {
            [true, false].into_iter().flat_map(move |truth| LEVELS.map(|level| (level, truth, amount)))
        });
        self.cases().into_iter().chain(more).filter(fits).collect()
    }
}

impl Gives {
    fn text(self) -> String {
        let length = self.length.map_or(String::from("－"), |days| format!("{days}日"));
        format!("{} ｜ {} ｜ {length}", self.way.unwrap_or("－"), self.copies)
    }
}
