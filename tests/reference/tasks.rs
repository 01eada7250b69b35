//! Tasks, from row 7 of the page and the head of it: what was done by its date, what it must have
//! reached, what it leaves behind. The readings are 45 to 48 of `README.md`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use super::day::Day;
use super::verdict::{
    Status, Verdict, not_applicable, over_all, pending, pending_until, satisfied, unproven,
    violated_for_good, violated_since,
};
use super::world::{Name, World};

/// A task as the rules write it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Task {
    pub(crate) name: Name,
    /// 期限 of the whole, and whether it rolls forward.
    pub(crate) due: Option<(Day, bool)>,
    /// 期限 of parts.
    pub(crate) parts: Vec<(Name, Day)>,
    /// 指标 环节：不超过 N, and its own date.
    pub(crate) at_most: Option<(i64, Option<Day>)>,
    /// 材料：说明书, and its own date (不晚于).
    pub(crate) paper: Option<Option<Day>>,
    /// All of it is 力争.
    pub(crate) soft: bool,
}

/// What a dossier says of a task.
#[derive(Debug, Clone, Default)]
pub(crate) struct Done {
    pub(crate) task: Name,
    pub(crate) start: Option<Day>,
    pub(crate) finish: Option<Day>,
    /// Finished, on a day that nobody wrote down.
    pub(crate) done: bool,
    pub(crate) parts: BTreeMap<Name, Day>,
    pub(crate) value: Option<i64>,
    /// The documents on file, each with or without its date.
    pub(crate) papers: Vec<Option<Day>>,
}

enum What {
    Whole,
    Part(Name, Day),
    Value(i64, Option<Day>),
    Paper(Option<Day>),
}

impl Task {
    pub(crate) fn text(&self) -> String {
        let strive = if self.soft { "力争 " } else { "" };
        let mut out = format!("任务 {} ｛\n    依据：《虚构条例》第三条；\n", self.name);
        if let Some((due, rolls)) = self.due {
            let roll = if rolls { "，顺延" } else { "" };
            let _ = writeln!(out, "    期限：{strive}{due}{roll}；");
        }
        for (part, due) in &self.parts {
            let _ = writeln!(out, "    期限 {part}：{strive}{due}；");
        }
        let own = |due: &Option<Day>| due.map_or(String::new(), |due| format!("，不晚于 {due}"));
        if let Some((most, due)) = &self.at_most {
            let _ = writeln!(out, "    指标 环节：{strive}不超过 {most}个{}；", own(due));
        }
        if let Some(due) = &self.paper {
            let word = if self.soft { "力争 材料" } else { "材料" };
            let _ = writeln!(out, "    {word}：说明书{}；", own(due));
        }
        out.push_str("｝\n");
        out
    }

    fn asks(&self) -> Vec<(String, What)> {
        let id = |end: &str| format!("{}/{end}", self.name);
        let mut all = Vec::new();
        if self.due.is_some() || self.parts.is_empty() {
            all.push((id("期限"), What::Whole));
        }
        all.extend(self.parts.iter().map(|(part, due)| (id(part), What::Part(part, *due))));
        if let Some((most, due)) = self.at_most {
            all.push((id("指标/环节"), What::Value(most, due)));
        }
        all.extend(self.paper.map(|due| (id("材料/说明书"), What::Paper(due))));
        all
    }

    fn last_day(&self) -> Option<Day> {
        match self.due {
            Some((due, true)) => Some(due.rolled()),
            Some((due, false)) => Some(due),
            None => self.parts.iter().map(|(_, due)| *due).max(),
        }
    }
}

pub(crate) fn entries_json(entries: &[Done]) -> Json {
    let one = |entry: &Done| {
        let mut map = Map::new();
        map.insert("task".into(), json!(entry.task));
        let mut date = |key: &str, day: Option<Day>| {
            if let Some(day) = day {
                map.insert(key.into(), json!(day.to_string()));
            }
        };
        date("start", entry.start);
        date("finish", entry.finish);
        if entry.done {
            map.insert("done".into(), json!(true));
        }
        let parts: Map<String, Json> =
            entry.parts.iter().map(|(part, day)| ((*part).into(), json!(day.to_string()))).collect();
        map.insert("parts".into(), Json::Object(parts));
        if let Some(value) = entry.value {
            map.insert("indicators".into(), json!({ "环节": format!("{value}个") }));
        }
        let paper = |date: &Option<Day>| match date {
            Some(day) => json!({ "kind": "说明书", "date": day.to_string() }),
            None => json!({ "kind": "说明书" }),
        };
        map.insert("documents".into(), entry.papers.iter().map(paper).collect());
        Json::Object(map)
    };
    entries.iter().map(one).collect()
}

/// What is known of the entries on a day: what is dated later is left out.
pub(crate) fn seen(entries: &[Done], t: Day) -> Vec<Done> {
    let past = |day: &Day| *day <= t;
    let one = |entry: &Done| Done {
        start: entry.start.filter(past),
        finish: entry.finish.filter(past),
        done: entry.done && entry.finish.is_none_or(|day| past(&day)),
        parts: entry.parts.iter().filter(|(_, day)| past(day)).map(|(part, day)| (*part, *day)).collect(),
        papers: entry.papers.iter().copied().filter(|date| date.is_none_or(|day| past(&day))).collect(),
        ..entry.clone()
    };
    entries.iter().map(one).collect()
}

/// The verdicts of all tasks, each with whether it counts.
pub(crate) fn judge(world: &World) -> Vec<(String, Verdict, bool)> {
    let Some(entries) = &world.file.tasks else { return Vec::new() };
    let mut all = Vec::new();
    for task in &world.rules.tasks {
        let entry = entries.iter().find(|entry| entry.task == task.name);
        for (id, what) in task.asks() {
            let files = match (world.file.partial, entry, &what) {
                (true, None, _) => possible(world, task),
                (true, Some(entry), What::Paper(_)) => papers_too(world, entry),
                _ => vec![entry.cloned()],
            };
            let verdict = over_all(files.iter().map(|one| at(world, task, one.as_ref(), &what)));
            let verdict = match (task.soft, verdict.status) {
                (true, Status::Violated) => Verdict { status: Status::Missed, ..verdict },
                _ => verdict,
            };
            all.push((id, verdict, !task.soft));
        }
    }
    all
}

/// The entry as it is, and with a document that may be missing on file only.
fn papers_too(world: &World, entry: &Done) -> Vec<Option<Done>> {
    let mut all = vec![Some(entry.clone())];
    if seen(std::slice::from_ref(entry), world.as_of).iter().all(|entry| entry.papers.is_empty()) {
        let days = (0..=60).map(|back| world.as_of.plus(-back)).chain([Day::of(2, 1)]);
        all.extend(days.map(|day| Some(Done { papers: vec![Some(day)], ..entry.clone() })));
    }
    all
}

/// What an entry that is not on file may say: nothing, or everything on any one day up to t.
fn possible(world: &World, task: &Task) -> Vec<Option<Done>> {
    let mut days: Vec<Day> = (0..=60).map(|back| world.as_of.plus(-back)).collect();
    days.push(Day::of(2, 1));
    let whole = |day: Day| {
        let parts: BTreeMap<Name, Day> = task.parts.iter().map(|(part, _)| (*part, day)).collect();
        let filed = [vec![], vec![Some(day)]];
        let said = filed
            .into_iter()
            .flat_map(|papers| [None, Some(0), Some(1000)].map(|value| (papers.clone(), value)));
        let entry = move |(papers, value)| Done {
            task: task.name,
            finish: Some(day),
            parts: parts.clone(),
            value,
            papers,
            ..Done::default()
        };
        said.map(entry)
    };
    let mut all: Vec<Option<Done>> = days.into_iter().flat_map(whole).map(Some).collect();
    all.push(None);
    all
}

fn at(world: &World, task: &Task, entry: Option<&Done>, what: &What) -> Verdict {
    let t = world.as_of;
    let past = |day: &Day| *day <= t;
    let acted = entry.and_then(|entry| entry.start).filter(past).unwrap_or(t);
    if world.rules.in_force_from.is_some_and(|from| acted < from) {
        return not_applicable();
    }
    let finish = entry.and_then(|entry| entry.finish).filter(past);
    let undated = entry.is_some_and(|entry| entry.done && entry.finish.is_none());
    match what {
        What::Whole => by(t, task.last_day().filter(|_| task.due.is_some()), finish, undated),
        What::Part(part, due) => {
            // Without a date of its own it is finished with the whole.
            let own = entry.and_then(|entry| entry.parts.get(part).copied()).filter(past);
            by(t, Some(*due), own.or(finish), undated && own.is_none())
        }
        What::Value(most, own) => {
            let value = entry.and_then(|entry| entry.value);
            let reached = value.map(|value| value <= *most);
            let (over, since) = over(t, task, *own, finish, undated);
            match reached {
                Some(true) => satisfied(),
                _ if !over => due_of(task, *own, finish),
                Some(false) => since.map_or(violated_undated(), violated_for_good),
                None => unproven(),
            }
        }
        What::Paper(own) => paper(t, task, entry, *own, (finish, undated)),
    }
}

/// A finish against its last day; a document without any date is never late.
fn by(t: Day, due: Option<Day>, finish: Option<Day>, undated: bool) -> Verdict {
    let Some(due) = due else {
        return if finish.is_some() || undated { satisfied() } else { pending() };
    };
    match finish {
        Some(finish) if finish <= due => satisfied(),
        Some(_) => violated_for_good(due.next()),
        // Any day up to t.
        None if undated && t <= due => satisfied(),
        None if undated => unproven(),
        None if t <= due => pending_until(due),
        None => violated_for_good(due.next()),
    }
}

/// Whether the date of what a task must reach has passed, and since when that is late.
fn over(t: Day, task: &Task, own: Option<Day>, finish: Option<Day>, undated: bool) -> (bool, Option<Day>) {
    match own.or(task.last_day()) {
        Some(due) => (t > due, Some(due.next())),
        // The day of the finish itself is still open.
        None => (finish.map_or(undated, |finish| t > finish), finish),
    }
}

/// Without any date in the law it is due with the finish, which is itself still open.
fn due_of(task: &Task, own: Option<Day>, finish: Option<Day>) -> Verdict {
    own.or(task.last_day()).or(finish).map_or(pending(), pending_until)
}

fn violated_undated() -> Verdict {
    Verdict { since: super::verdict::When::Unsaid, ..violated_for_good(Day::of(1, 1)) }
}

/// Row 4: until the own date (then for good), else until the date of the task.
fn paper(
    t: Day,
    task: &Task,
    entry: Option<&Done>,
    own: Option<Day>,
    (finish, undated): (Option<Day>, bool),
) -> Verdict {
    let papers = entry.map(|entry| entry.papers.as_slice()).unwrap_or_default();
    let filed = papers.iter().filter(|date| date.is_none_or(|day| day <= t));
    // The earliest dated one, an undated one last.
    let best = filed.min_by_key(|date| (date.is_none(), **date));
    let (over, since) = over(t, task, own, finish, undated);
    match (best, own) {
        (Some(_), None) => satisfied(),
        (Some(Some(date)), Some(due)) if *date <= due => satisfied(),
        (Some(Some(_)), Some(due)) => violated_for_good(due),
        (Some(None), Some(_)) => unproven(),
        (None, _) if !over => due_of(task, own, finish),
        (None, Some(due)) => violated_for_good(due),
        (None, None) => match (task.last_day(), since) {
            (Some(due), _) | (None, Some(due)) => violated_since(due),
            (None, None) => Verdict { curable: true, ..violated_undated() },
        },
    }
}
