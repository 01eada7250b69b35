//! Law you can compile: decision procedures as a checked graph of steps, obligations, clocks and
//! citations.
//!
//! `.rules` text becomes a checked [`RuleSet`]; a dossier (卷宗) of one project is read and typed
//! against it and judged at a date. Every verdict names its article, the lines it rests on, what
//! is missing and what cures it. Unofficial; not legal advice.
//!
//! ```
//! use rulecheck::RuleSet;
//! use rulecheck::calendar::Date;
//! use rulecheck::dossier::Format;
//! use rulecheck::judge::Status;
//!
//! let rules = RuleSet::builder().pack("state/decree-713.rules").compile()?;
//! let text = r#"{ "procedure": "重大行政决策", "project": { "名称": "某规划（虚构）" } }"#;
//! let dossier = rules.dossier_from_str(Format::Json, "plan.json", text)?;
//! let as_of = Date::from_ymd(2024, 6, 20).ok_or("no such day")?;
//! let report = rules.validate(&dossier, as_of);
//! assert_ne!(report.overall.status, Status::Violated);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The floors
//!
//! Lowest first; a lower floor never imports an upper one: [`text`], [`diag`], [`calendar`],
//! [`quantity`], [`syntax`], [`format`](mod@format), [`graph`], [`model`], [`dossier`], [`schedule`],
//! [`judge`], [`case`], [`plan`], [`scenario`], [`analyse`], [`report`], the engine behind
//! [`RuleSet::builder`], and the command line.
//!
//! # Features
//!
//! - `fs` (default): read rules and dossiers from files (`RuleSetBuilder::path`,
//!   `RuleSet::read_dossier`). Without it the library touches no file.
//! - `parallel`: `RuleSet::validate_all` judges many dossiers on several threads.
//! - `yaml`: dossiers in YAML (`dossier::Format::Yaml`).
//! - `cli`: the `rulecheck` command and its dependencies.
//!
//! # What it never does
//!
//! Panic on any input, read a clock or the environment, print, keep global state, or guess: what is
//! not known is a verdict that says so, and a date beyond the published calendar is none.

pub mod analyse;
pub mod calendar;
pub mod case;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diag;
pub mod dossier;
mod engine;
pub mod format;
pub mod graph;
pub mod judge;
pub mod model;
pub mod plan;
pub mod quantity;
pub mod report;
pub mod scenario;
pub mod schedule;
pub mod syntax;
pub mod text;

pub use engine::{Checked, CompileErrors, Limits, Pack, RuleSetBuilder, decoded, packs};
#[cfg(feature = "fs")]
pub use engine::{SharedLibrary, dossier_text, files_in, replace_file, rules_text};
pub use model::RuleSet;

/// The programs of the developers' page are compiled and run with the documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../docs/developers.md")]
pub struct Developers;
