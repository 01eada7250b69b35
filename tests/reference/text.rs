//! The model as `.rules` text. The vocabulary is fixed and always declared in whole.

use std::fmt::Write as _;

use super::day::Unit;
use super::refining::Refining;
use super::world::{
    APPROVER, Act, Cond, Deviation, EXCLUDED_KIND, Follow, Kind, MEETING_KINDS, Name, Organ, Perform, Point,
    ROLE, Rules, SENT_BACK, SEQUENCE, Sentence, Step, Word,
};

pub(crate) fn rules_text(rules: &Rules) -> String {
    let from = match rules.in_force_from {
        None => String::from("2019-09-01"),
        Some(day) => day.to_string(),
    };
    let renamed = match rules.renamed {
        Some(day) => format!(" ｛ 曾用名：旧局，至 {day}； ｝"),
        None => String::from("。"),
    };
    let law = if rules.law_of_start { "    适用版本：启动之日；\n" } else { "" };
    let mut out = format!(
        "规则集 虚构 版本 “1”。\n\
         法规 《虚构条例》 ｛\n    层级：行政法规；\n    施行：{from}；\n    \
         期限单位：自然日，说明 “虚构”；\n    条文：第一条至第九十九条；\n｝\n\
         机构 甲局{}\n机构 乙局。\n角色 {ROLE}。\n角色 行政首长。\n事件 收到申请、督查。\n\
         档案 项目 ｛\n    甲事实：是否；\n    乙事实：是否；\n    类别：取值（低、中、高）；\n    \
         金额：整数；\n    召开日期：日期；\n    开工日期：日期；\n    \
         电量：兆瓦时；\n    装机：兆瓦；\n    总价：元；\n    补助：元，可缺；\n｝\n\
         材料 公告 ｛\n    发布日期：日期；\n    截止日期：日期；\n    已盖章：是否；\n｝\n\
         参数 试验期限：历时，待定；\n材料 依据书。\n材料 说明书。\n{}\
         程序 {} ｛\n    依据：《虚构条例》第二条；\n{law}",
        renamed,
        rules.table.as_ref().map_or_else(String::new, super::table::Table::text),
        rules.refining.as_ref().map_or("试验", |_| "上级试验")
    );
    if let Some(scope) = &rules.scope {
        let _ = writeln!(out, "    适用：{}；", condition(scope));
    }
    let _ = writeln!(out, "    办结：{}；", rules.end);
    for step in rules.steps.iter().filter(|s| s.parent.is_none()) {
        step_text(rules, step, 1, &mut out);
    }
    out.push_str("｝\n");
    if let Some(register) = &rules.register {
        out.push_str(&super::register::register_text(register));
    }
    for task in &rules.tasks {
        out.push_str(&task.text());
    }
    out.push_str(&super::duties::text(&rules.duties));
    if let Some(light) = &rules.light {
        let tasks = rules.tasks.iter().map(|task| task.name);
        let kinds: Vec<&str> = tasks.chain(rules.recurring.iter().map(|_| "频次")).collect();
        out.push_str(&super::lights::text(light, &kinds));
    }
    if let Some(recurring) = rules.recurring.as_ref().filter(|one| one.step.is_none()) {
        out.push_str(&super::recurring::rule_text(recurring));
    }
    if let Some(refining) = &rules.refining {
        refining_text(rules, refining, &mut out);
    }
    out
}

/// What the refining procedure says: its own scope, and of each step what is said anew.
fn refining_text(rules: &Rules, refining: &Refining, out: &mut String) {
    out.push_str("程序 试验 细化 上级试验 ｛\n    依据：《虚构条例》第三条；\n");
    if let Some(scope) = &refining.scope {
        let _ = writeln!(out, "    适用：{}；", condition(scope));
    }
    for step in &refining.steps {
        let _ = writeln!(out, "    步骤 {} ｛", step.name);
        if refining.duties.contains(&step.name) {
            let _ = writeln!(out, "        履行：应当；");
        }
        let above = rules.steps.iter().find(|above| above.name == step.name);
        let path = format!("试验/{}", step.name);
        for sentence in &step.sentences {
            let id = rules.sentence_id(&path, sentence);
            let known = above.is_some_and(|above| {
                above.sentences.iter().any(|other| rules.sentence_id(&path, other) == id)
            });
            // Without a name of its own the keyword is the name.
            let named = !matches!(sentence.kind, Kind::Document { .. }) && sentence.name.is_none() && known;
            let name = if named { Some(sentence.kind.keyword()) } else { sentence.name };
            let _ = writeln!(out, "        {}", sentence_text(&Sentence { name, ..sentence.clone() }));
        }
        let plain = Step { sentences: Vec::new(), ..step.clone() };
        for line in members(&plain) {
            let _ = writeln!(out, "        {line}");
        }
        out.push_str("    ｝\n");
    }
    out.push_str("｝\n");
}

fn step_text(rules: &Rules, step: &Step, depth: usize, out: &mut String) {
    let pad = "    ".repeat(depth);
    let _ = writeln!(out, "{pad}步骤 {} ｛", step.name);
    for line in members(step) {
        let _ = writeln!(out, "{pad}    {line}");
    }
    if let Some(recurring) = rules.recurring.as_ref().filter(|one| one.step == Some(step.name)) {
        let _ = writeln!(out, "{pad}    {}", recurring.text());
    }
    for child in rules.children(step.name) {
        if child.off_clock {
            let _ = writeln!(out, "{pad}    不计时 X ｛");
            step_text(rules, child, depth + 2, out);
            let _ = writeln!(out, "{pad}    ｝");
        } else {
            step_text(rules, child, depth + 1, out);
        }
    }
    let _ = writeln!(out, "{pad}｝");
}

fn members(step: &Step) -> Vec<String> {
    let mut lines = Vec::new();
    match &step.perform {
        Perform::Must => {}
        Perform::May => lines.push(String::from("履行：可以；")),
        Perform::MayUnless(cond) => {
            lines.push(format!("履行：可以，情形 {} 应当；", condition(cond)));
        }
    }
    if let Some(scope) = &step.scope {
        lines.push(format!("适用：{}；", condition(scope)));
    }
    if let Some(waiver) = &step.waiver {
        let approval = if waiver.approval { format!("，经 {APPROVER} 批准") } else { String::new() };
        lines.push(format!("免除：情形 {}，凭 依据书{approval}；", condition(&waiver.when)));
    }
    if !step.stops.is_empty() {
        lines.push(format!("暂停：{}；", step.stops.join("、")));
    }
    if !step.after.is_empty() {
        lines.push(format!("前置：{}；", step.after.join("、")));
    }
    if let Some(deemed) = &step.deemed {
        let and = deemed.and.as_ref().map_or(String::new(), |cond| format!(" 且 （{}）", condition(cond)));
        lines.push(format!(
            "视为：{} 于 {}，情形 {} 逾期{and}，依据 《虚构条例》第三条；",
            step.name,
            point(deemed.on),
            deemed.late
        ));
    }
    lines.extend(step.joins.iter().map(super::world::Join::text));
    let mut meeting = String::new();
    for sentence in &step.sentences {
        match &sentence.kind {
            Kind::Vote(rule) => lines.push(format!("表决 ｛ {} ｝", rule.text(organ))),
            Kind::Meeting(part) => {
                let value = match part.keyword() {
                    "种类" => MEETING_KINDS.join("、"),
                    "最后发言" => String::from("行政首长"),
                    "与多数不一致" => String::from("说明理由"),
                    _ => String::from("载明"),
                };
                let _ = write!(meeting, " {}：{value}；", part.keyword());
            }
            _ => lines.push(dated(step, sentence)),
        }
    }
    for rule in &step.exceptions {
        let over = rule.over.map_or(String::new(), |over| format!("，优先于 {over}"));
        let own: Vec<String> = rule.sentences.iter().map(sentence_text).collect();
        let body = if own.is_empty() { String::from("；") } else { format!(" ｛ {} ｝", own.join(" ")) };
        // A document is named by its kind after its keyword.
        let base = if rule.base == "公告" { "材料/公告" } else { rule.base };
        let when = condition(&rule.when);
        lines.push(format!("例外 {}：{base}，情形 {when}{over}{body}", rule.name));
    }
    if !meeting.is_empty() {
        lines.push(format!("会议 ｛{meeting} ｝"));
    }
    if let Some(to) = step.returns {
        lines.push(format!("返回：{to}，情形 结论 等于 {SENT_BACK}；"));
    }
    lines
}

/// A sentence with the days on which it binds.
fn dated(step: &Step, sentence: &Sentence) -> String {
    let mut text = sentence_text(sentence);
    let last = sentence.name.unwrap_or_else(|| sentence.kind.keyword());
    for (_, from, until) in step.windows.iter().filter(|(name, ..)| *name == last) {
        text.truncate(text.len() - "；".len());
        for (word, day) in [("施行", from), ("失效", until)] {
            if let Some(day) = day {
                let _ = write!(text, "，{word} {day}");
            }
        }
        text.push('；');
    }
    text
}

fn sentence_text(sentence: &Sentence) -> String {
    if let Kind::Measured(kind) = &sentence.kind {
        // A length that no history has, to be told from everything else that is written.
        let plain = Sentence { kind: kind.lasting(777), ..sentence.clone() };
        return sentence_text(&plain).replace("777日", "参数·试验期限");
    }
    if let Kind::Looked(kind, table) = &sentence.kind {
        let plain = Sentence { kind: kind.lasting(777), ..sentence.clone() };
        return sentence_text(&plain).replace("777日", &table.result("长短"));
    }
    let keyword = sentence.kind.keyword();
    let name = sentence.name.map_or(String::new(), |name| format!(" {name}"));
    let content = match &sentence.kind {
        Kind::Undertake(one) => organ(*one).to_string(),
        Kind::Opinions(organs, _) => organs.iter().map(|one| organ(*one)).collect::<Vec<_>>().join("、"),
        Kind::Document { kind, by_start, only_if } => {
            let only = only_if.as_ref().map_or(String::new(), |cond| format!("（情形 {}）", condition(cond)));
            let by = if *by_start { "，不晚于 开始" } else { "" };
            format!("{kind}{only}{by}")
        }
        Kind::Lasts { n, unit, from, to, presumptive } => {
            let modality = if presumptive.is_some() { "一般 " } else { "" };
            let deviation = match presumptive {
                Some(Deviation::Document { moment }) => {
                    format!("，偏离 凭 说明书，不晚于 {}", point(*moment))
                }
                _ => String::new(),
            };
            format!(
                "{modality}不少于 {}，自 {} 之日起，至 {}{deviation}",
                amount(*n, *unit),
                point(*from),
                point(*to)
            )
        }
        Kind::Within { n, unit, from, extension, excluding, notice } => {
            let mut text = format!("{}，自 {} 之日起", amount(*n, *unit), point(*from));
            if *excluding {
                let _ = write!(text, "，不计入 {EXCLUDED_KIND}");
            }
            if *notice {
                text.push_str("，须 书面告知");
            }
            if let Some(more) = extension {
                let _ = write!(text, "，经 {APPROVER} 批准 可以延长 {}", amount(*more, *unit));
            }
            text
        }
        Kind::Metered(limit) => limit.text(point),
        Kind::Measured(_) | Kind::Looked(..) => String::new(),
        Kind::Deadline(day) => day.to_string(),
        Kind::Follow(follow) => follow_text(follow),
        Kind::Before { x, e, n } => format!("{} 不晚于 {} 前 {n}日", point(*x), point(*e)),
        Kind::Must(cond) | Kind::MustNot(cond) => condition(cond),
        Kind::Finding => String::from("“充分采纳合理意见”"),
        Kind::Conclusion => format!("通过、{SENT_BACK}"),
        Kind::Meeting(_) | Kind::Vote(_) => String::new(),
        Kind::Sequence => SEQUENCE.join("、"),
    };
    let when = sentence.when.as_ref().map_or(String::new(), |c| format!("，情形 {}", condition(c)));
    let word = sentence.word.text();
    // 应当 gives way to another word of duty.
    let keyword = if keyword == "应当" && !word.is_empty() { "" } else { keyword };
    format!("{}{name}：{content}{when}；", format!("{word}{keyword}").trim_end())
}

fn organ(organ: Organ) -> Name {
    match organ {
        Organ::Unit(unit) => unit,
        Organ::Role => ROLE,
    }
}

fn follow_text(follow: &Follow) -> String {
    let limit = |n: Option<u32>| n.map_or(String::new(), |n| format!("限 {}", amount(n, follow.unit)));
    let mut text = act_text(follow.act);
    if let Some(from) = follow.from {
        let _ = write!(text, "，自 {} 之日起", point(from));
    }
    if follow.limit.is_some() {
        let _ = write!(text, "，{}", limit(follow.limit));
    }
    if follow.word == (Word::Owed { promised: true }) {
        text.push_str("，须 书面承诺");
    }
    if let Some((act, n)) = follow.failing {
        let bracket = n.map_or(String::new(), |_| format!("（{}）", limit(n)));
        let _ = write!(text, "，未履行 {}{bracket}", act_text(act));
    }
    text
}

fn act_text(act: Act) -> String {
    match act {
        Act::Paper(name) | Act::Finish(name) => name.to_string(),
        Act::Event => String::from("收到申请"),
        Act::Check => String::from("“具备条件（虚构）”"),
    }
}

pub(crate) fn amount(n: u32, unit: Unit) -> String {
    match unit {
        Unit::Natural => format!("{n}日"),
        Unit::Working => format!("{n}个工作日"),
    }
}

fn point(point: Point) -> String {
    match point {
        Point::Start(step) => format!("{step}.开始"),
        Point::Finish(step) => format!("{step}.完成"),
        Point::Field(_, kind, field) => format!("{kind}.{field}"),
        Point::Event => String::from("收到申请.日期"),
        Point::Project(field) => format!("项目.{field}"),
    }
}

pub(crate) fn condition(cond: &Cond) -> String {
    let inner = |cond: &Cond| match cond {
        Cond::And(..) | Cond::Or(..) => format!("（{}）", condition(cond)),
        _ => condition(cond),
    };
    let join = |steps: &[Name]| steps.join("、");
    match cond {
        Cond::Is(field) => format!("项目.{field}"),
        Cond::Level(level) => format!("项目.类别 等于 {level}"),
        Cond::AmountAtLeast(limit) => format!("项目.金额 不少于 {limit}"),
        Cond::Marked(_, kind, field) => format!("{kind}.{field}"),
        Cond::Done(step) => format!("{step} 已履行"),
        Cond::DoneAtLeast(n, steps) => format!("至少 {n}项（{}）已履行", join(steps)),
        Cond::DoneExactly(n, steps) => format!("恰有 {n}项（{}）已履行", join(steps)),
        Cond::Hours(n) => format!("项目.电量 除 项目.装机 不少于 {n}小时"),
        Cond::DaysBetween(n) => format!("项目.召开日期 减 项目.开工日期 不少于 {n}日"),
        Cond::Net(n) => format!("项目.总价 减 项目.补助 不少于 {n}元"),
        Cond::Table(table, ask) => table.asked(*ask),
        Cond::Not(one) => match **one {
            Cond::Is(_) | Cond::Marked(..) => format!("非 {}", condition(one)),
            _ => format!("非（{}）", condition(one)),
        },
        Cond::And(one, other) => format!("{} 且 {}", inner(one), inner(other)),
        Cond::Or(one, other) => format!("{} 或 {}", inner(one), inner(other)),
    }
}
