//! Submissions: reading, typing against the rules, data paths.
//!
//! INVARIANT: a [`Dossier`] has no unresolved name and no value of a wrong type; everything that
//! is wrong with a file is reported in one run, each fault with its place.

mod case;
mod path;

pub use case::*;
pub use path::{DataPath, PathPart};
