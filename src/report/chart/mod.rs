//! A plan as pictures and tables see it: rows, bars, links, clocks, days.
//!
//! INVARIANT: every picture and every table of a plan is drawn from a [`Chart`] alone, so that no two of them
//! can differ; `plan.rs` is the only file that knows how schedules are kept. Texts are in the language of the
//! chart, on one line, without control characters; keys (`…_key`, [`Amount::unit`]) are for machines. Absent:
//! colours, places, paper.

mod days;
mod outline;
mod plan;
mod scale;

mod status;
mod text;

pub use days::{Days, Rest};
pub(super) use outline::meeting;
pub(super) use scale::{Grain, Scale};

pub(super) use text::{clean, short};

use crate::calendar::Date;
use crate::diag::Lang;
use crate::model::{Id, Procedure, RuleSet};

/// A procedure with its dates, as far as there are any.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The language of its texts.
    pub lang: Lang,
    /// The name of the procedure.
    pub procedure: String,
    /// The dossier, by the name it was given by.
    pub file: Option<String>,
    /// The first day.
    pub start: Option<Date>,
    /// The day up to which the record speaks.
    pub as_of: Option<Date>,
    /// The last day of the whole.
    pub finish: Option<Date>,
    /// Why there is no last day.
    pub no_finish: Option<String>,
    /// That some dates may change, or are assumed.
    pub caveat: Option<String>,
    /// Groups before what is in them.
    pub rows: Vec<Row>,
    /// What comes before what.
    pub links: Vec<Link>,
    /// The limits that run or have run.
    pub clocks: Vec<ClockRow>,
    /// The days from the first to the last that is drawn.
    pub days: Option<Days>,
    /// How many critical paths there are.
    pub path_count: u64,
    /// Some of them, as rows.
    pub paths: Vec<Vec<usize>>,
    /// Predecessors that the dates do not heed.
    pub unplanned: Vec<String>,
    /// Editions and digests of the rules.
    pub sources: String,
}

/// A step, or a group of steps.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its path.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many groups it is in.
    pub depth: u16,
    /// The group it is in.
    pub parent: Option<usize>,
    /// How many rows follow that are in it; a step without steps of its own has none.
    pub below: usize,
    /// A group whose members go on side by side: written as 并联, or none of them waits for another.
    pub parallel: bool,
    /// It may be left out (可以).
    pub optional: bool,
    /// How far it is.
    pub state: State,
    /// Why it takes no part: for machines, and in words.
    pub left_out: Option<(&'static str, &'static str)>,
    /// The worst verdict on it: for machines, and in words.
    pub status: Option<(&'static str, &'static str)>,
    /// How long it takes.
    pub takes: Option<Amount>,
    /// As early as possible; what is on record as recorded.
    pub early: Option<Bar>,
    /// As late as the finish of the whole allows.
    pub late: Option<Bar>,
    /// The plan from the first day alone, without the record.
    pub planned: Option<Bar>,
    /// Its recorded start.
    pub actual_start: Option<Date>,
    /// Its recorded finish.
    pub actual_finish: Option<Date>,
    /// By how much it may slip without moving the finish of the whole.
    pub total_float: Option<Amount>,
    /// By how much it may slip without moving anything.
    pub free_float: Option<Amount>,
    /// Whether it works on working days alone.
    pub workdays: bool,
    /// Whether the finish of the whole moves when it slips.
    pub critical: bool,
    /// What decided its early start: `start`, `as_of`, `record`, or the id of a step.
    pub driver: Option<String>,
    /// Why it has no dates.
    pub no_date: Option<String>,
    /// Its articles.
    pub cites: String,
}

/// How far a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing is known of it: there is no dossier and no date.
    Outline,
    /// It takes no part.
    LeftOut,
    /// Not begun.
    Planned,
    /// Begun, not finished.
    Open,
    /// Finished.
    Finished,
}

/// First and last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The first day.
    pub start: Date,
    /// The last day.
    pub finish: Date,
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// How many.
    pub value: i64,
    /// Of what, for machines: `workday`, `day`.
    pub unit: &'static str,
    /// In words.
    pub words: String,
}

/// One row comes before another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The row that comes first.
    pub from: usize,
    /// The row that waits.
    pub to: usize,
    /// The obligation that says so.
    pub id: String,
    /// Its articles.
    pub cites: String,
    /// What it asks for beyond "finished before it starts": one of several, another end, a lag.
    pub note: Option<String>,
    /// Whether it is one of several of which not all are needed.
    pub choice: bool,
}

/// A limit that runs or has run.
#[derive(Clone, Debug)]
pub struct ClockRow {
    /// The obligation.
    pub id: String,
    /// Its status, for machines.
    pub status_key: &'static str,
    /// Its status, in words.
    pub status: &'static str,
    /// The limit, in words.
    pub limit: String,
    /// The day from which it runs.
    pub from: Date,
    /// The last day.
    pub due: Option<Date>,
    /// How much is used.
    pub used: Option<i64>,
    /// How much is left.
    pub left: Option<i64>,
    /// The days on which the clock really stood still.
    pub off: Vec<(Date, Date)>,
    /// How it ran, in words, one line a fact.
    pub told: Vec<String>,
    /// Its last day may still move.
    pub provisional: bool,
}

impl Chart {
    /// The steps of a procedure and their order, without a date.
    #[must_use]
    pub fn outline(rules: &RuleSet, procedure: Id<Procedure>, lang: Lang) -> Self {
        outline::chart(rules, procedure, lang)
    }

    /// One of two texts, by the language.
    pub(super) fn pick<'t>(&self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The rows that are drawn along the days: those that take part, each with its position.
    pub(super) fn drawn(&self) -> impl Iterator<Item = (usize, &Row)> {
        self.rows.iter().enumerate().filter(|(_, row)| row.state != State::LeftOut)
    }

    /// The rows that take no part, with the reason.
    pub(super) fn left_out(&self) -> impl Iterator<Item = (&Row, &'static str)> {
        self.rows.iter().filter(|row| !row.is_group()).filter_map(|row| Some((row, row.left_out?.1)))
    }
}

impl Row {
    /// Whether it has steps of its own.
    #[must_use]
    pub fn is_group(&self) -> bool {
        self.below > 0
    }

    /// Whether it takes no time: it falls on one day and is drawn as a mark.
    #[must_use]
    pub fn is_milestone(&self) -> bool {
        let days = self.early.is_none_or(|bar| bar.start == bar.finish);
        days && self.actual_start.is_none() && self.takes.as_ref().is_some_and(|takes| takes.value == 0)
    }

    /// Its state for machines.
    #[must_use]
    pub fn state_key(&self) -> &'static str {
        match self.state {
            State::Outline => "",
            State::LeftOut => "left_out",
            State::Planned => "planned",
            State::Open => "open",
            State::Finished => "finished",
        }
    }
}

impl Bar {
    /// The shortest bar around both.
    #[must_use]
    pub fn around(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), finish: self.finish.max(other.finish) }
    }
}
