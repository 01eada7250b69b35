//! Text to lossless tree to typed views; the only module that names pest.
//!
//! INVARIANT: parsing never fails. Any text gives a [`tree::Tree`] whose pieces are the text, and a list of
//! diagnostics, one a fault.

pub mod ast;
pub mod tree;
pub mod vocabulary;

use crate::diag::Diagnostic;
use crate::text::FileId;
use std::sync::Arc;
use tree::Tree;

/// A parsed file.
#[derive(Clone, Debug)]
pub struct Parse {
    /// The tree; its text is the input.
    pub tree: Tree,
    /// What is wrong with the text, in the order of its places.
    pub diagnostics: Vec<Diagnostic>,
}
