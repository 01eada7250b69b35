//! Scenarios written and dated by hand, at least three for each row: what the reference must say
//! before it may judge anybody else.

mod clocks;
mod computing;
mod duties;
mod exceptions;
mod facts;
mod joins;
mod lights;
mod metered;
mod partial;
mod recurring;
mod registers;
mod row_zero;
mod steps;
mod tables;
mod voices;

use std::collections::BTreeMap;

use super::day::Day;
use super::judge::judge;
use super::verdict::{Status, When};
use super::world::{Cond, File, Kind, Modal, Name, Paper, Record, Rules, Sentence, Step, Value, World};

/// A procedure with its dossier, built up line by line.
#[derive(Clone)]
pub(crate) struct Case {
    pub(crate) rules: Rules,
    pub(crate) file: File,
}

pub(crate) fn d(text: &str) -> Day {
    Day::parse(text)
}

/// 甲 → 乙 → 丙, which is 办结.
pub(crate) fn chain() -> Case {
    steps(&[("甲", &[]), ("乙", &["甲"]), ("丙", &["乙"])])
}

pub(crate) fn steps(steps: &[(Name, &[Name])]) -> Case {
    let steps =
        steps.iter().map(|(name, after)| Step { name, after: after.to_vec(), ..Step::default() }).collect();
    Case { rules: Rules { end: "丙", steps, ..Rules::default() }, file: File::default() }
}

impl Case {
    pub(crate) fn step(mut self, name: Name, change: impl FnOnce(&mut Step)) -> Self {
        change(self.rules.steps.iter_mut().find(|s| s.name == name).expect("step"));
        self
    }

    pub(crate) fn says(self, step: Name, kind: Kind) -> Self {
        self.says_when(step, kind, None)
    }

    pub(crate) fn says_when(self, step: Name, kind: Kind, when: Option<Cond>) -> Self {
        let name = match kind {
            Kind::Lasts { .. } => Some("公示期"),
            Kind::Before { .. } | Kind::Must(_) => Some("甲项"),
            Kind::MustNot(_) => Some("禁项"),
            Kind::Finding => Some("采纳意见"),
            _ => None,
        };
        self.step(step, |s| s.sentences.push(Sentence { name, kind, when, word: Modal::Must }))
    }

    /// The next attempt of the step: `"04-10 04-12"`, `"04-10 ?"` (open), `"? 04-12"`.
    pub(crate) fn did(mut self, step: Name, dates: &str) -> Self {
        let (start, finish) = dates.split_once(' ').expect("two dates");
        let day = |text: &str| Some(text).filter(|t| *t != "?").map(d);
        let attempt = self.file.records.iter().filter(|r| r.step == step).count() as u32 + 1;
        self.file.records.push(Record {
            step,
            attempt,
            start: day(start),
            finish: day(finish),
            ..Record::default()
        });
        self
    }

    /// Changes the last record written.
    pub(crate) fn with(mut self, change: impl FnOnce(&mut Record)) -> Self {
        change(self.file.records.last_mut().expect("a record"));
        self
    }

    /// Files a document in the last record: `"04-10"`, or `"?"` without date.
    pub(crate) fn filed(self, kind: Name, date: &str, fields: &[(Name, Value)]) -> Self {
        let date = Some(date).filter(|t| *t != "?").map(d);
        let fields: BTreeMap<Name, Value> = fields.iter().copied().collect();
        self.with(|r| r.documents.push(Paper { kind, date, fields }))
    }

    pub(crate) fn fact(mut self, name: Name, value: Value) -> Self {
        self.file.project.insert(name, value);
        self
    }

    pub(crate) fn file(mut self, change: impl FnOnce(&mut File)) -> Self {
        change(&mut self.file);
        self
    }

    pub(crate) fn at(&self, t: &str) -> World {
        World { rules: self.rules.clone(), file: self.file.clone(), as_of: d(t) }
    }

    /// `expected`: `"合规"`, `"违规 05-02"` (since), `"待办 05-02"` (due), `"待办 无"` (no due date).
    pub(crate) fn is(&self, t: &str, id: &str, expected: &str) -> &Self {
        let id = format!("试验/{id}");
        let (verdicts, _) = judge(&self.at(t));
        let found = verdicts.iter().find(|(known, _)| *known == id);
        let (_, verdict) = found.unwrap_or_else(|| panic!("no obligation {id}"));
        let when = match verdict.status {
            Status::Violated => verdict.since,
            Status::Pending => verdict.due,
            _ => When::Unsaid,
        };
        let mut said = String::from(verdict.status.chinese());
        match when {
            When::On(day) => {
                let (month, date) = day.month_date();
                said.push_str(&format!(" {month:02}-{date:02}"));
            }
            When::None => said.push_str(" 无"),
            When::Unsaid => {}
        }
        assert_eq!(said, expected, "{id} at {t}\n{:?}", self.at(t));
        self
    }

    pub(crate) fn curable(&self, t: &str, id: &str, expected: bool) -> &Self {
        let id = format!("试验/{id}");
        let (verdicts, _) = judge(&self.at(t));
        let (_, verdict) = verdicts.iter().find(|(known, _)| *known == id).expect("obligation");
        assert_eq!(verdict.curable, expected, "{id} at {t}");
        self
    }

    pub(crate) fn overall(&self, t: &str, expected: &str) -> &Self {
        let (verdicts, overall) = judge(&self.at(t));
        assert_eq!(overall.chinese(), expected, "at {t}: {verdicts:#?}");
        self
    }
}
