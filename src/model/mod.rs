//! The compiled rule set: arenas and ids.
//!
//! INVARIANT: every id points into its own rule set; every name has been resolved and every
//! expression typed before a [`RuleSet`] exists. Judging needs no names.

mod act;
mod arena;
mod brief;
mod docs;
mod exception;
mod expr;
mod follow;
mod frequency;
mod join;
mod light;
mod lower;
mod names;
mod obligation;
mod offclock;
mod parameter;
mod register;
mod ruleset;
mod source;
mod submission;
mod table;
mod task;
mod types;
mod vote;

pub use act::{Act, SubmittedAct};
pub use arena::{Arena, Id};
pub use brief::Brief;
pub use exception::*;
pub use expr::*;
pub use follow::*;
pub use frequency::Frequency;
pub use join::{Branch, Join, LinkEnd};
pub use light::{Light, LightWhen};
pub use lower::{Compiled, ParsedFile, compile};
pub use names::{NameIndex, Names};
pub use obligation::*;
pub use offclock::*;
pub use parameter::*;
pub use register::*;
pub use ruleset::*;
pub use source::*;
pub use submission::*;
pub use table::*;
pub use task::*;
pub use types::*;
pub use vote::*;
