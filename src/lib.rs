//! Law you can compile.
//!
//! `.rules` text becomes a checked [`model::RuleSet`]; a dossier is judged by it.
//! The floors, lowest first: `text`, `diag`, `calendar`, `quantity`, `syntax`, `graph`, `model`, `dossier`,
//! `schedule`, `judge`, `report`, `engine`, `cli`. A lower floor never imports an upper one.

pub mod calendar;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diag;
pub mod dossier;
mod engine;
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
pub use engine::{dossier_text, files_in};
pub use model::RuleSet;
