//! What if: another length, a waiver, a later start, a step less.
//!
//! `STEP=3个工作日` · `STEP 免除` · `STEP 不早于 2024-07-01` · `STEP 删去`, and the same in English:
//! `STEP=3 workdays`, `STEP waived`, `STEP not before 2024-07-01`, `STEP removed`.
//!
//! INVARIANT: a change names a step of its procedure; what cannot be read is told with what could be
//! written. Absent: what a change does ([`super::survey`], [`super::network`]).

use crate::calendar::{Date, Period};
use crate::dossier::{nearest, read_period};
use crate::model::{Id, Procedure, RuleSet, Step};

/// What would be otherwise, of one step and of the steps in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// The step.
    pub step: Id<Step>,
    /// What would be otherwise.
    pub kind: ChangeKind,
}

/// What would be otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It takes so long; the minimum periods of the law bind all the same.
    Lasts(Period),
    /// It is waived: what comes before it binds what comes after it.
    Waived,
    /// It starts on that day or later.
    NotBefore(Date),
    /// It is not there: what comes before it and what comes after it are no longer tied by it.
    Removed,
}

/// Why a change cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeFault {
    /// No step has that name.
    UnknownStep {
        /// What was written.
        name: String,
        /// The nearest name, if one is near.
        near: Option<String>,
    },
    /// Several steps have that name.
    SeveralSteps {
        /// What was written.
        name: String,
        /// Their paths.
        paths: Vec<String>,
    },
    /// What stands after the step is no change.
    UnknownKind {
        /// What was written.
        text: String,
        /// The word that was meant, if one is near.
        near: Option<&'static str>,
    },
    /// What stands after `=` is no length.
    BadPeriod {
        /// What was written.
        text: String,
    },
    /// What stands after 不早于 is no date.
    BadDate {
        /// What was written.
        text: String,
    },
    /// A group has no length of its own.
    LengthOfGroup {
        /// Its name.
        name: String,
    },
}

/// The words of the changes, longest first where one begins another.
const WORDS: &[(&str, Word)] = &[
    ("免除", Word::Waived),
    ("waived", Word::Waived),
    ("删去", Word::Removed),
    ("removed", Word::Removed),
    ("不早于", Word::NotBefore),
    ("no earlier than", Word::NotBefore),
    ("not before", Word::NotBefore),
];

#[derive(Clone, Copy)]
enum Word {
    Waived,
    Removed,
    NotBefore,
}

impl Change {
    /// Reads a change of a step of `procedure`.
    ///
    /// # Errors
    /// [`ChangeFault`]: what is not right about it.
    pub fn read(rules: &RuleSet, procedure: Id<Procedure>, text: &str) -> Result<Self, ChangeFault> {
        let text = text.trim();
        if let Some((name, amount)) = text.rsplit_once(['=', '＝']) {
            return Self::lasting(rules, procedure, name, amount.trim());
        }
        let lower = text.to_lowercase();
        for (word, kind) in WORDS {
            // What follows the word is nothing, or a date.
            let Some((_, rest)) = lower.rsplit_once(word) else { continue };
            let Some(name) = text.get(..lower.len() - rest.len() - word.len()) else { continue };
            let rest = rest.trim();
            let kind = match kind {
                Word::Waived if rest.is_empty() => ChangeKind::Waived,
                Word::Removed if rest.is_empty() => ChangeKind::Removed,
                Word::NotBefore => ChangeKind::NotBefore(
                    read_date(rest).ok_or_else(|| ChangeFault::BadDate { text: rest.to_owned() })?,
                ),
                _ => continue,
            };
            let step = step_named(rules, procedure, name.trim())?;
            return Ok(Self { step, kind });
        }
        Err(Self::unknown_kind(text))
    }

    fn lasting(
        rules: &RuleSet,
        procedure: Id<Procedure>,
        name: &str,
        amount: &str,
    ) -> Result<Self, ChangeFault> {
        let step = step_named(rules, procedure, name.trim())?;
        let period = read_period(amount).ok_or_else(|| ChangeFault::BadPeriod { text: amount.to_owned() })?;
        if !rules.steps[step].children.is_empty() {
            return Err(ChangeFault::LengthOfGroup { name: rules.steps[step].name.to_string() });
        }
        Ok(Self { step, kind: ChangeKind::Lasts(period) })
    }

    fn unknown_kind(text: &str) -> ChangeFault {
        let last = text.split_whitespace().next_back().unwrap_or_default();
        let near = WORDS
            .iter()
            .map(|(word, _)| (strsim::osa_distance(word, last), *word))
            .filter(|(distance, word)| *distance * 2 <= word.chars().count())
            .min_by_key(|(distance, _)| *distance)
            .map(|(_, word)| word);
        ChangeFault::UnknownKind { text: text.to_owned(), near }
    }
}

/// `2024-07-01` or `2024年7月1日`
fn read_date(text: &str) -> Option<Date> {
    if let Some(date) = Date::parse_iso(text) {
        return Some(date);
    }
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let day = rest.strip_suffix(['日', '号'])?;
    Date::from_ymd(year.trim().parse().ok()?, month.trim().parse().ok()?, day.trim().parse().ok()?)
}

/// The step of a name, an alias or the end of a path, in a procedure.
///
/// # Errors
/// [`ChangeFault::UnknownStep`] with the nearest name; [`ChangeFault::SeveralSteps`] with their paths.
pub fn step_named(rules: &RuleSet, procedure: Id<Procedure>, name: &str) -> Result<Id<Step>, ChangeFault> {
    let steps = || rules.procedures[procedure].steps.iter().copied();
    let plain = name.trim_matches(['“', '”', '"', '「', '」']);
    let end = format!("/{plain}");
    let fits = |id: &Id<Step>| {
        let one = &rules.steps[*id];
        one.name == plain
            || one.alias.as_deref() == Some(plain)
            || one.path == plain
            || one.path.ends_with(&end)
    };
    let found: Vec<Id<Step>> = steps().filter(fits).collect();
    match found.as_slice() {
        [one] => Ok(*one),
        [] => Err(ChangeFault::UnknownStep {
            name: plain.to_owned(),
            near: nearest(plain, steps().map(|id| rules.steps[id].name.as_str())).map(str::to_owned),
        }),
        several => Err(ChangeFault::SeveralSteps {
            name: plain.to_owned(),
            paths: several.iter().map(|id| rules.steps[*id].path.to_string()).collect(),
        }),
    }
}
