//! A register and its entries: what is asked of each, and how it is written.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::condition::Truth;
use super::day::{Day, Unit};
use super::world::{File, LEVELS, Name, Value};

pub(crate) const REGISTER: Name = "名册";
pub(crate) const LICENCES: [Name; 2] = ["许可证", "营业证"];

/// `清单 名册`, with the sentences that are asked of each entry.
#[derive(Debug, Clone)]
pub(crate) struct Register {
    /// `日期：检查日期`
    pub(crate) dated: bool,
    /// `适用：…`
    pub(crate) scope: Option<Ask>,
    pub(crate) rules: Vec<EntryRule>,
    /// `例外 小额`: what takes the place of the first rule.
    pub(crate) exception: Option<EntryException>,
    /// `办结日期：日期，可缺`: one that is not written has not come about; else nobody knows.
    pub(crate) optional: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct EntryException {
    pub(crate) when: Ask,
    /// The duty it creates.
    pub(crate) instead: Option<EntryRule>,
}

/// What the exception is called.
pub(crate) const EXCEPTION: Name = "小额";

impl Register {
    /// Whether an entry has a date of its own: 日期 is written, or some 有效于 names the field.
    pub(crate) fn has_dates(&self) -> bool {
        self.dated
            || self.rules.iter().any(|rule| match &rule.kind {
                EntryKind::Must(ask) | EntryKind::MustNot(ask) => ask.holds_something(),
                EntryKind::Finding | EntryKind::Deadline | EntryKind::Within(..) => false,
            })
    }
}

impl Ask {
    fn holds_something(&self) -> bool {
        match self {
            Ask::Hold(_) => true,
            Ask::Not(one) => one.holds_something(),
            Ask::And(one, other) | Ask::Or(one, other) => one.holds_something() || other.holds_something(),
            Ask::Fit | Ask::Grade(_) | Ask::Project(_) => false,
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct EntryRule {
    pub(crate) name: Name,
    pub(crate) kind: EntryKind,
    /// `，情形 …`
    pub(crate) when: Option<Ask>,
}

#[derive(Debug, Clone)]
pub(crate) enum EntryKind {
    Must(Ask),
    MustNot(Ask),
    Finding,
    /// `期限 …：限办日期，至 办结日期`
    Deadline,
    /// `限时 …：N，自 限办日期 之日起，至 办结日期`
    Within(u32, Unit),
}

/// A condition on an entry.
#[derive(Debug, Clone)]
pub(crate) enum Ask {
    /// The entry's yes/no field.
    Fit,
    /// `等级 等于 …`
    Grade(Name),
    /// `持有 …，有效于 检查日期`
    Hold(Vec<Name>),
    /// A yes/no field of 项目.
    Project(Name),
    Not(Box<Ask>),
    And(Box<Ask>, Box<Ask>),
    Or(Box<Ask>, Box<Ask>),
}

#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) name: Name,
    pub(crate) date: Option<Day>,
    pub(crate) fit: Option<bool>,
    pub(crate) grade: Option<Name>,
    pub(crate) licences: Option<Vec<Licence>>,
    /// 限办日期
    pub(crate) due: Option<Day>,
    /// 办结日期
    pub(crate) done: Option<Day>,
}

#[derive(Debug, Clone)]
pub(crate) struct Licence {
    pub(crate) kind: Name,
    pub(crate) from: Option<Day>,
    pub(crate) to: To,
    pub(crate) revoked: Option<Day>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum To {
    Day(Day),
    /// 长期
    Forever,
    Unknown,
}

// ---- conditions ----

/// The truth of a condition on an entry: the same under every value of what is not given, or unknown.
/// A list of licences that is not given may hold any, and every kind of them apart.
pub(crate) fn truth(ask: &Ask, entry: &Entry, file: &File) -> Truth {
    let mut seen = (false, false, false);
    for entry in possible_entries(entry) {
        for project in possible_projects(file) {
            match holds(ask, &entry, &project) {
                Truth::True => seen.0 = true,
                Truth::False => seen.1 = true,
                Truth::Unknown => seen.2 = true,
            }
        }
    }
    match seen {
        (true, false, false) => Truth::True,
        (false, true, false) => Truth::False,
        _ => Truth::Unknown,
    }
}

fn possible_projects(file: &File) -> Vec<BTreeMap<Name, Value>> {
    let mut all = vec![file.project.clone()];
    for name in ["甲事实", "乙事实"] {
        if file.project.contains_key(name) {
            continue;
        }
        let with = |yes: bool| {
            all.iter().map(move |known| {
                let mut next = known.clone();
                next.insert(name, Value::Truth(yes));
                next
            })
        };
        all = with(true).chain(with(false)).collect();
    }
    all
}

/// The entry with every value of what is not given: dates on either side of those that are.
fn possible_entries(entry: &Entry) -> Vec<Entry> {
    let mut all = vec![entry.clone()];
    if entry.fit.is_none() {
        all = [true, false]
            .iter()
            .flat_map(|fit| all.iter().map(|one| Entry { fit: Some(*fit), ..one.clone() }))
            .collect();
    }
    if entry.grade.is_none() {
        all = LEVELS
            .iter()
            .flat_map(|grade| all.iter().map(|one| Entry { grade: Some(grade), ..one.clone() }))
            .collect();
    }
    let days = telling_days(entry);
    for (at, licence) in entry.licences.iter().flatten().enumerate() {
        let set = |one: &Entry, change: &dyn Fn(&mut Licence)| {
            let mut next = one.clone();
            change(&mut next.licences.as_mut().expect("licences")[at]);
            next
        };
        if licence.from.is_none() {
            all = days
                .iter()
                .flat_map(|day| all.iter().map(|one| set(one, &|held| held.from = Some(*day))))
                .collect();
        }
        if licence.to == To::Unknown {
            all = days
                .iter()
                .flat_map(|day| all.iter().map(|one| set(one, &|held| held.to = To::Day(*day))))
                .collect();
        }
    }
    all
}

fn telling_days(entry: &Entry) -> Vec<Day> {
    let mut days: Vec<Day> = entry.date.into_iter().collect();
    for licence in entry.licences.iter().flatten() {
        days.extend(licence.from);
        days.extend(licence.revoked);
        if let To::Day(day) = licence.to {
            days.push(day);
        }
    }
    if days.is_empty() {
        // Nothing to compare with: any day does.
        days.push(Day::of(4, 1));
    }
    let mut all: Vec<Day> = days.iter().flat_map(|day| [day.plus(-1), *day, day.plus(1)]).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn holds(ask: &Ask, entry: &Entry, project: &BTreeMap<Name, Value>) -> Truth {
    let known = |yes: bool| if yes { Truth::True } else { Truth::False };
    match ask {
        Ask::Fit => known(entry.fit == Some(true)),
        Ask::Grade(grade) => known(entry.grade == Some(*grade)),
        Ask::Project(name) => known(project.get(name) == Some(&Value::Truth(true))),
        Ask::Hold(kinds) => kinds.iter().fold(Truth::True, |all, kind| all.and(held(kind, entry))),
        Ask::Not(one) => holds(one, entry, project).not(),
        Ask::And(one, other) => holds(one, entry, project).and(holds(other, entry, project)),
        Ask::Or(one, other) => holds(one, entry, project).or(holds(other, entry, project)),
    }
}

/// "自 ≤ D ≤ 至 and not revoked on or before D", of some licence of the kind.
fn held(kind: Name, entry: &Entry) -> Truth {
    let Some(licences) = &entry.licences else { return Truth::Unknown };
    let Some(day) = entry.date else {
        let any = licences.iter().any(|one| one.kind == kind);
        return if any { Truth::Unknown } else { Truth::False };
    };
    let valid = |one: &&Licence| {
        let begun = one.from.is_some_and(|from| from <= day);
        let lasts = match one.to {
            To::Day(to) => day <= to,
            To::Forever => true,
            To::Unknown => unreachable!("every value is tried"),
        };
        one.kind == kind && begun && lasts && one.revoked.is_none_or(|revoked| day < revoked)
    };
    if licences.iter().any(|one| valid(&one)) { Truth::True } else { Truth::False }
}

// ---- texts ----

pub(crate) fn register_text(register: &Register) -> String {
    let mut out = format!(
        "清单 {REGISTER} ｛\n    依据：《虚构条例》第二条；\n    标识：名称；\n    字段 ｛ 名称：文本；  检查日期：日期；  合格：是否；  \
         等级：取值（低、中、高）；  证照：列表 证照；  限办日期：日期；  办结日期：日期{}； ｝\n",
        if register.optional { "，可缺" } else { "" }
    );
    if register.dated {
        out.push_str("    日期：检查日期；\n");
    }
    if let Some(scope) = &register.scope {
        out.push_str(&format!("    适用：{}；\n", text(scope)));
    }
    for rule in &register.rules {
        out.push_str(&format!("    {}\n", sentence(rule)));
    }
    if let (Some(exception), Some(base)) = (&register.exception, register.rules.first()) {
        let body = exception
            .instead
            .as_ref()
            .map_or(String::from("；"), |duty| format!(" ｛ {} ｝", sentence(duty)));
        out.push_str(&format!("    例外 {EXCEPTION}：{}，情形 {}{body}\n", base.name, text(&exception.when)));
    }
    out.push_str("｝\n");
    out
}

fn sentence(rule: &EntryRule) -> String {
    let when = rule.when.as_ref().map_or(String::new(), |when| format!("，情形 {}", text(when)));
    let (keyword, content) = match &rule.kind {
        EntryKind::Must(ask) => ("应当", text(ask)),
        EntryKind::MustNot(ask) => ("不得", text(ask)),
        EntryKind::Finding => ("认定", String::from("“整改到位”")),
        EntryKind::Deadline => ("期限", String::from("限办日期，至 办结日期")),
        EntryKind::Within(n, unit) => {
            let days = if *unit == Unit::Working { "个工作日" } else { "日" };
            ("限时", format!("{n}{days}，自 限办日期 之日起，至 办结日期"))
        }
    };
    format!("{keyword} {}：{content}{when}；", rule.name)
}

fn text(ask: &Ask) -> String {
    let inner = |ask: &Ask| match ask {
        Ask::And(..) | Ask::Or(..) | Ask::Hold(_) => format!("（{}）", text(ask)),
        _ => text(ask),
    };
    match ask {
        Ask::Fit => String::from("合格"),
        Ask::Grade(grade) => format!("等级 等于 {grade}"),
        Ask::Project(name) => format!("项目.{name}"),
        Ask::Hold(kinds) => format!("持有 {}，有效于 检查日期", kinds.join("、")),
        Ask::Not(one) => match **one {
            Ask::Fit | Ask::Project(_) => format!("非 {}", text(one)),
            _ => format!("非（{}）", text(one)),
        },
        Ask::And(one, other) => format!("{} 且 {}", inner(one), inner(other)),
        Ask::Or(one, other) => format!("{} 或 {}", inner(one), inner(other)),
    }
}

pub(crate) fn entries_json(entries: &[Entry]) -> Json {
    let all: Vec<Json> = entries.iter().map(entry_json).collect();
    json!({ REGISTER: all })
}

fn entry_json(entry: &Entry) -> Json {
    let mut map = Map::new();
    map.insert("名称".into(), json!(entry.name));
    if let Some(day) = entry.date {
        map.insert("检查日期".into(), json!(day.to_string()));
    }
    if let Some(fit) = entry.fit {
        map.insert("合格".into(), json!(fit));
    }
    if let Some(grade) = entry.grade {
        map.insert("等级".into(), json!(grade));
    }
    for (field, day) in [("限办日期", entry.due), ("办结日期", entry.done)] {
        if let Some(day) = day {
            map.insert(field.into(), json!(day.to_string()));
        }
    }
    if let Some(licences) = &entry.licences {
        map.insert("证照".into(), licences.iter().map(licence_json).collect());
    }
    Json::Object(map)
}

fn licence_json(licence: &Licence) -> Json {
    let mut map = Map::new();
    map.insert("种类".into(), json!(licence.kind));
    if let Some(from) = licence.from {
        map.insert("自".into(), json!(from.to_string()));
    }
    match licence.to {
        To::Day(day) => drop(map.insert("至".into(), json!(day.to_string()))),
        To::Forever => drop(map.insert("至".into(), json!("长期"))),
        To::Unknown => {}
    }
    if let Some(day) = licence.revoked {
        map.insert("吊销日期".into(), json!(day.to_string()));
    }
    Json::Object(map)
}
