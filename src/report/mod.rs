//! What people and machines are told: one file per output format, pure rendering to text.
//!
//! INVARIANT: the same inputs give the same bytes. Nothing is printed, read or judged here; a data
//! path becomes a line and a column only when it is written down. Absent: colours of terminals
//! beyond [`Style::color`], and every decision about exit codes.

pub mod chart;
mod citation;
mod clash;
mod clock;
pub mod concise;
mod condition;
pub mod coverage;
pub mod csv;
pub mod diagnostic;
mod facts;
pub mod findings;
pub mod gantt;
pub mod graph;
pub mod html;
pub mod human;
pub mod ics;
pub mod json;
mod lacking;
mod late;
mod markup;
pub mod next;
mod path_forecast;
pub mod path_human;
pub mod path_json;
mod place;
pub mod portfolio;
mod refusal;
pub mod scenario;
pub mod show;
mod superior;
mod table;
mod template;
pub mod what_if;
pub mod why;
pub mod wording;
mod wrap;

pub use citation::{article, citation};
pub use clash::clashing;
pub use place::{Located, Texts, locate, rule_place};
pub use refusal::{deed, refusal};
pub use template::template;

use crate::diag::Lang;
use crate::dossier::Dossier;
use crate::judge::{Report, Subject, Verdict};
use crate::model::RuleSet;

/// One judged dossier, as reports look at it.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The rules.
    pub rules: &'a RuleSet,
    /// The dossier.
    pub dossier: &'a Dossier,
    /// Its verdicts.
    pub report: &'a Report,
    /// The text of the dossier, so that places can be told; without it only paths are.
    pub text: Option<&'a Texts<'a>>,
}

/// Whether a verdict is among those asked for; none asked for: all of them.
fn wanted(only: &[Subject], verdict: &Verdict) -> bool {
    only.is_empty() || only.iter().any(|one| one.covers(verdict))
}

/// How to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// The language.
    pub lang: Lang,
    /// Whether to colour for a terminal.
    pub color: bool,
}

/// Colours that carry a meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ink {
    Bad,
    Warn,
    Good,
    Dim,
    Bold,
}

impl Style {
    fn ink(self, ink: Ink, text: &str) -> String {
        if !self.color || text.is_empty() {
            return text.to_owned();
        }
        let code = match ink {
            Ink::Bad => "31;1",
            Ink::Warn => "33",
            Ink::Good => "32",
            Ink::Dim => "2",
            Ink::Bold => "1",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }

    /// One of two texts, by the language.
    fn pick<'t>(self, zh: &'t str, en: &'t str) -> &'t str {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}
