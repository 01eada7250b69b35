//! From text to a [`Submission`](crate::model::Submission).
//!
//! One place-keeping reader serves the formats: its tree borrows from the text, keeps every digit of every number
//! and every place, and is quick enough to be the only way in, so that a dossier with a fault is read by the same
//! code as one without. Another format is another function to [`tree`].

mod cursor;
mod exact;
pub(super) mod keys;
pub(super) mod parser;
mod places;
mod registers;
mod scalar;
mod shape;
mod submission;
pub(super) mod tree;
#[cfg(feature = "yaml")]
mod yaml;
#[cfg(feature = "yaml")]
mod yaml_fault;
#[cfg(feature = "yaml")]
mod yaml_scalar;

pub(super) use cursor::span;
pub(super) use places::locate;
pub use places::{PlacedText, place, place_all};
pub(super) use submission::submission;
