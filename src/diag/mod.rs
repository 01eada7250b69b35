//! Diagnostics as data: codes, severities, labels, fixes, and the sentences in both languages.
//!
//! INVARIANT: a diagnostic says what is wrong, where, and what to write instead; its code is in
//! the [`registry`] and is never used for anything else. One file per family of codes holds the
//! functions that make them, so that wording lives in one place and the floors that find faults
//! hold none. Nothing here renders.

pub mod case;
mod code;
mod diagnostic;
pub mod dossier;
pub mod duty;
pub mod exception;
pub mod findings;
pub mod input;
pub mod legal_time;
pub mod light;
pub mod modality;
pub mod names;
pub mod off_clock;
pub mod outcome;
pub mod period;
pub mod picture;
pub mod planning;
pub mod procedure;
pub mod recurring;
pub mod refine;
pub mod registers;
pub mod registry;
mod sink;
pub(crate) mod slips;
pub(crate) mod syntax;
pub mod table;
pub mod task;
pub mod typing;
pub mod yaml;

pub use code::Code;
pub use diagnostic::{Diagnostic, Edit, Fix, Label, Severity};
pub use sink::Sink;

/// The two languages people are addressed in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// One sentence in both languages. Chinese quotes the user's words with 「」, English with `‘’`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Chinese.
    pub zh: String,
    /// English: lower case, no full stop.
    pub en: String,
}

impl Message {
    /// A sentence in both languages.
    #[must_use]
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The sentence in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}
