//! What every family draws: a history of the steps, the facts of 项目, conditions, and the
//! as-of date.

use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;

use super::super::day::{Day, Unit};
use super::super::world::{
    Cond, File, Kind, LEVELS, Modal, Name, Paper, Record, Rules, Sentence, Step, Value, World,
};

/// One step's records: the first attempt, and perhaps a second.
#[derive(Clone, Debug)]
struct Turn {
    /// Days between what went before and the start; may be negative.
    gap: i32,
    length: i32,
    finished: bool,
    start_known: bool,
    again: Option<(i32, i32, bool)>,
}

#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) base: Day,
    turns: Vec<Option<Turn>>,
    facts: (Option<bool>, Option<bool>, Option<usize>, Option<i64>),
    offset: i32,
    /// Instead of the offset: the n-th date of the dossier, and how far from it.
    near: Option<(usize, i32)>,
}

/// `redo`: how often a second attempt follows, in tenths.
pub(super) fn frame(steps: usize, redo: u32) -> impl Strategy<Value = Frame> {
    let second = (0..12, 0..6, any::<bool>());
    let again = (0..10u32, second).prop_map(move |(n, again)| (n >= 10 - redo).then_some(again));
    let turn = (-3..8, 0..8, prop::bool::weighted(0.8), prop::bool::weighted(0.96), again).prop_map(
        |(gap, length, finished, start_known, again)| Turn { gap, length, finished, start_known, again },
    );
    let facts = (
        weighted(0.7, any::<bool>()),
        weighted(0.7, any::<bool>()),
        weighted(0.7, 0..3usize),
        weighted(0.7, select(vec![300_i64, 499, 500, 501])),
    );
    (
        select(vec![Day::of(4, 1), Day::of(4, 26), Day::of(6, 3), Day::of(6, 28)]),
        prop::collection::vec(weighted(0.85, turn), steps),
        facts,
        0..36,
        weighted(0.5, (0..16usize, -1..2)),
    )
        .prop_map(|(base, turns, facts, offset, near)| Frame { base, turns, facts, offset, near })
}

impl Frame {
    /// The dossier of a history of these steps.
    pub(super) fn file(&self, steps: &[Name]) -> File {
        let mut records = Vec::new();
        let mut last = self.base;
        for (step, turn) in steps.iter().zip(&self.turns) {
            let Some(turn) = turn else { continue };
            let start = last.plus(turn.gap);
            let finish = start.plus(turn.length);
            records.push(Record {
                step,
                attempt: 1,
                // A record with neither date would say nothing.
                start: Some(start).filter(|_| turn.start_known || !turn.finished),
                finish: Some(finish).filter(|_| turn.finished),
                ..Record::default()
            });
            last = finish;
            if let Some((gap, length, finished)) = turn.again {
                let start = finish.plus(gap);
                records.push(Record {
                    step,
                    attempt: 2,
                    start: Some(start),
                    finish: Some(start.plus(length)).filter(|_| finished),
                    ..Record::default()
                });
            }
        }
        let mut file = File { records, ..File::default() };
        let (one, other, level, amount) = self.facts;
        let facts = [
            ("甲事实", one.map(Value::Truth)),
            ("乙事实", other.map(Value::Truth)),
            ("类别", level.map(|n| Value::Word(LEVELS[n]))),
            ("金额", amount.map(Value::Number)),
        ];
        for (name, value) in facts {
            if let Some(value) = value {
                file.project.insert(name, value);
            }
        }
        file
    }

    /// Chooses the as-of date last, so that it can fall on the dates of the dossier.
    pub(super) fn world(&self, rules: Rules, file: File) -> World {
        let mut dates: Vec<Day> = Vec::new();
        for record in &file.records {
            dates.extend(record.start);
            dates.extend(record.finish);
            for paper in &record.documents {
                dates.extend(paper.date);
            }
        }
        dates.extend(file.events.iter().flatten());
        dates.extend(file.suspensions.iter().map(|s| s.from));
        let as_of = match self.near {
            Some((n, off)) if !dates.is_empty() => dates[n % dates.len()].plus(off),
            _ => self.base.plus(self.offset),
        };
        World { rules, file, as_of }
    }
}

pub(super) fn step(name: Name, after: &[Name]) -> Step {
    Step { name, after: after.to_vec(), ..Step::default() }
}

/// 甲 → 乙 → 丙, which is 办结.
pub(super) fn chain() -> Rules {
    rules(vec![step("甲", &[]), step("乙", &["甲"]), step("丙", &["乙"])])
}

pub(super) fn rules(steps: Vec<Step>) -> Rules {
    Rules { end: "丙", steps, ..Rules::default() }
}

pub(super) fn with(mut rules: Rules, at: Name, kind: Kind, when: Option<Cond>) -> Rules {
    let name = match kind {
        Kind::Lasts { .. } => Some("公示期"),
        Kind::Before { .. } => Some("提前告知"),
        Kind::Measured(_) => Some("参数期"),
        Kind::Looked(..) => Some("表期"),
        Kind::Must(_) => Some("甲项"),
        Kind::MustNot(_) => Some("禁项"),
        Kind::Finding => Some("采纳意见"),
        _ => None,
    };
    let step = rules.steps.iter_mut().find(|s| s.name == at).expect("declared step");
    step.sentences.push(Sentence { name, kind, when, word: Modal::Must });
    rules
}

/// Puts a document into the latest record of the step, where there is one.
pub(super) fn attach(file: &mut File, step: Name, paper: Paper) {
    let records = file.records.iter_mut().filter(|r| r.step == step);
    if let Some(record) = records.max_by_key(|r| r.attempt) {
        record.documents.push(paper);
    }
}

/// The first date on the step's latest record.
pub(super) fn begun(file: &File, step: Name) -> Option<Day> {
    let records = file.records.iter().filter(|r| r.step == step);
    records.max_by_key(|r| r.attempt).and_then(|r| r.start.or(r.finish))
}

pub(super) fn unit() -> impl Strategy<Value = Unit> {
    select(vec![Unit::Natural, Unit::Working])
}

/// Conditions over the facts of 项目 alone.
pub(super) fn project_cond() -> impl Strategy<Value = Cond> {
    cond_of(vec![
        Cond::Is("甲事实"),
        Cond::Is("乙事实"),
        Cond::Level("低"),
        Cond::Level("高"),
        Cond::AmountAtLeast(500),
    ])
}

pub(super) fn cond_of(leaves: Vec<Cond>) -> impl Strategy<Value = Cond> {
    select(leaves).prop_recursive(2, 6, 2, |inner| {
        prop_oneof![
            inner.clone().prop_map(|c| Cond::Not(Box::new(c))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Cond::And(Box::new(a), Box::new(b))),
            (inner.clone(), inner).prop_map(|(a, b)| Cond::Or(Box::new(a), Box::new(b))),
        ]
    })
}
