//! What an organ answers for (职责): rows 9, 10 and 14 of a sentence that belongs to no procedure. The
//! reading is 53 of `README.md`.

use std::fmt::Write as _;

use super::condition::{Truth, truth};
use super::day::Day;
use super::sight::Sight;
use super::text::condition;
use super::verdict::{
    Status, Verdict, When, not_applicable, pending, pending_until, satisfied, unproven, violated_since,
};
use super::world::{Cond, World};

/// One sentence of `职责 甲局 ｛ … ｝`, each kind once.
#[derive(Debug, Clone)]
pub(crate) enum Line {
    /// 认定 尽责, and its own date.
    Finding(Option<Day>),
    /// 应当 甲责, and its own date.
    Must(Cond, Option<Day>),
    /// 不得 禁责
    MustNot(Cond),
}

impl Line {
    fn text(&self) -> String {
        let own = |by: &Option<Day>| by.map_or(String::new(), |day| format!("，不晚于 {day}"));
        match self {
            Line::Finding(by) => format!("认定 尽责：“各司其职（虚构）”{}；", own(by)),
            Line::Must(cond, by) => format!("应当 甲责：{}{}；", condition(cond), own(by)),
            Line::MustNot(cond) => format!("不得 禁责：{}；", condition(cond)),
        }
    }

    fn id(&self) -> &'static str {
        match self {
            Line::Finding(_) => FINDING,
            Line::Must(..) => "甲局/甲责",
            Line::MustNot(_) => "甲局/禁责",
        }
    }
}

pub(crate) const FINDING: &str = "甲局/尽责";

pub(crate) fn text(lines: &[Line]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut out = String::from("职责 甲局 ｛\n    依据：《虚构条例》第五条；\n");
    for line in lines {
        let _ = writeln!(out, "    {}", line.text());
    }
    out.push_str("｝\n");
    out
}

/// The verdict of every sentence, each with whether it counts. A case of a procedure is no report on
/// what organs answer for.
pub(crate) fn judge(world: &World) -> Vec<(String, Verdict, bool)> {
    if !world.file.no_procedure {
        return Vec::new();
    }
    let one = |line: &Line| {
        let verdict = match world.rules.in_force_from {
            Some(from) if world.as_of < from => not_applicable(),
            _ => of_line(world, line),
        };
        let waits = matches!(line, Line::Finding(_)) && verdict.is(Status::Unproven);
        (String::from(line.id()), verdict, !waits)
    };
    world.rules.duties.iter().map(one).collect()
}

fn of_line(world: &World, line: &Line) -> Verdict {
    let t = world.as_of;
    let sight = Sight::new(&world.rules, &world.file, t);
    match line {
        Line::Finding(by) => {
            let given = sight.file.attestations.iter().filter(|one| one.obligation == FINDING);
            match given.max_by_key(|one| one.date) {
                Some(one) if one.yes => satisfied(),
                Some(one) => violated_since(one.date),
                None if by.is_some_and(|by| t <= by) => due(*by),
                None => unproven(),
            }
        }
        Line::Must(cond, by) => {
            let open = by.is_some_and(|by| t <= by);
            match truth(cond, &sight, open) {
                Truth::True => satisfied(),
                Truth::False => {
                    let since = by.filter(|_| !open).map_or(When::Unsaid, When::On);
                    Verdict { since, ..violated_since(t) }
                }
                Truth::Unknown if open => due(*by),
                Truth::Unknown => unproven(),
            }
        }
        Line::MustNot(cond) => match truth(cond, &sight, false) {
            Truth::True => Verdict { since: When::Unsaid, ..violated_since(t) },
            Truth::False => satisfied(),
            Truth::Unknown => unproven(),
        },
    }
}

fn due(by: Option<Day>) -> Verdict {
    by.map_or_else(pending, pending_until)
}
