//! Recurring duties (频次), from row 13 of the page: one verdict for every period that has begun. The
//! reading is 50 of `README.md`.

use std::fmt::Write as _;

use super::day::Day;
use super::sight::{Moment, Sight};
use super::verdict::{
    Status, Verdict, When, over_all, pending_until, satisfied, unproven, violated_for_good,
};
use super::world::{Name, World};

pub(crate) const EVENT: Name = "督查";

/// A 频次 as the rules write it.
#[derive(Debug, Clone)]
pub(crate) struct Recurring {
    pub(crate) cycle: Cycle,
    pub(crate) least: usize,
    /// It stands in this step, from its start to its finish; else in a rule.
    pub(crate) step: Option<Name>,
    pub(crate) from: Option<Day>,
    pub(crate) to: Option<Day>,
    /// 力争
    pub(crate) soft: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cycle {
    Year,
    HalfYear,
    Quarter,
    Month,
    Week,
}

impl Cycle {
    fn word(self) -> &'static str {
        match self {
            Cycle::Year => "每年",
            Cycle::HalfYear => "每半年",
            Cycle::Quarter => "每季度",
            Cycle::Month => "每月",
            Cycle::Week => "每周",
        }
    }

    /// The periods of 2024 in their order: name, first and last day.
    pub(crate) fn periods(self) -> Vec<(String, Day, Day)> {
        let months = |length: i32, name: &dyn Fn(i32) -> String| {
            let all = (0..12 / length).map(|n| {
                let first = Day::of(n * length + 1, 1);
                let last =
                    if n == 12 / length - 1 { Day(365) } else { Day::of((n + 1) * length + 1, 1).plus(-1) };
                (name(n), first, last)
            });
            all.collect()
        };
        match self {
            Cycle::Year => months(12, &|_| String::from("2024年")),
            Cycle::HalfYear => months(6, &|n| format!("2024年{}半年", ["上", "下"][n as usize])),
            Cycle::Quarter => months(3, &|n| format!("2024年第{}季度", ["一", "二", "三", "四"][n as usize])),
            Cycle::Month => months(1, &|n| format!("2024年{}月", n + 1)),
            // The year began on a Monday.
            Cycle::Week => {
                (0..52).map(|n| (format!("2024年第{}周", n + 1), Day(n * 7), Day(n * 7 + 6))).collect()
            }
        }
    }
}

impl Recurring {
    /// The sentence.
    pub(crate) fn text(&self) -> String {
        let mut out = String::from("频次：");
        if self.soft {
            out.push_str("力争 ");
        }
        let _ = write!(out, "{} {EVENT} 不少于 {}次", self.cycle.word(), self.least);
        for (word, day) in [("自", self.from), ("至", self.to)] {
            if let Some(day) = day {
                let _ = write!(out, "，{word} {day}");
            }
        }
        out.push('；');
        out
    }

    fn id(&self) -> String {
        match self.step {
            Some(step) => format!("试验/{step}/频次"),
            None => String::from("督查制度/频次"),
        }
    }
}

/// The rule around a 频次 that stands in none of the steps.
pub(crate) fn rule_text(recurring: &Recurring) -> String {
    format!("规则 督查制度 ｛\n    依据：《虚构条例》第四条；\n    {}\n｝\n", recurring.text())
}

/// The verdict of every period that has begun, each with whether it counts.
pub(crate) fn judge(world: &World) -> Vec<(String, Verdict, bool)> {
    let Some(recurring) = &world.rules.recurring else { return Vec::new() };
    let sight = Sight::new(&world.rules, &world.file, world.as_of);
    let (from, to) = match recurring.step {
        Some(step) => (
            recurring.from.map_or_else(|| sight.start(step), Moment::On),
            recurring.to.map_or_else(|| sight.finish(step), Moment::On),
        ),
        None => {
            (Moment::On(recurring.from.unwrap_or(Day(0))), recurring.to.map_or(Moment::NotYet, Moment::On))
        }
    };
    let one = |id: String, verdict: Verdict| match (recurring.soft, verdict.status) {
        (true, Status::Violated) => (id, Verdict { status: Status::Missed, ..verdict }, false),
        (soft, _) => (id, verdict, !soft),
    };
    let first = match from {
        Moment::NotYet => return Vec::new(),
        // Which periods there are is not known.
        Moment::Undated { .. } => return vec![one(recurring.id(), unproven())],
        Moment::On(day) => day.max(world.rules.in_force_from.unwrap_or(day)),
    };
    let last = match to {
        Moment::NotYet => Day(365),
        Moment::Undated { .. } => return vec![one(recurring.id(), unproven())],
        Moment::On(day) => day,
    };
    let mut all = Vec::new();
    for (name, begins, ends) in recurring.cycle.periods() {
        let (begins, ends) = (begins.max(first), ends.min(last));
        if begins <= ends && begins <= world.as_of {
            let verdict = of_period(world, recurring, begins, ends);
            all.push(one(format!("{}[{name}]", recurring.id()), verdict));
        }
    }
    all
}

/// Over everything that the undated events can be, and in a partial file over events that are not on it.
fn of_period(world: &World, recurring: &Recurring, first: Day, last: Day) -> Verdict {
    let t = world.as_of;
    // Within the period, before it, and (where it is over) after it.
    let days: Vec<Day> =
        [first, last.min(t), first.plus(-1), t].into_iter().filter(|day| *day <= t).collect();
    let mut files: Vec<Vec<Day>> = vec![Vec::new()];
    for event in world.file.visits.iter().filter(|event| event.is_none_or(|day| day <= t)) {
        let values = event.map_or(days.clone(), |day| vec![day]);
        files = files
            .into_iter()
            .flat_map(|file| values.iter().map(move |day| [file.clone(), vec![*day]].concat()))
            .collect();
    }
    if world.file.partial {
        let more: Vec<Vec<Day>> = files
            .iter()
            .flat_map(|file| days.iter().map(|day| [file.clone(), vec![*day; recurring.least]].concat()))
            .collect();
        files.extend(more);
    }
    let verdict = over_all(files.iter().map(|file| {
        let count = file.iter().filter(|day| first <= **day && **day <= last).count();
        if count >= recurring.least {
            satisfied()
        } else if t <= last {
            pending_until(last)
        } else {
            violated_for_good(last.next())
        }
    }));
    match verdict.status {
        Status::Pending => Verdict { due: When::On(last), ..verdict },
        _ => verdict,
    }
}
