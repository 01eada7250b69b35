//! One finding about a text.

use super::{Code, Message};
use crate::text::Span;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A remark.
    Note,
    /// Suspicious; the rules can be used.
    Warning,
    /// The rules or the dossier cannot be used.
    Error,
}

/// A place with a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be said about it, if anything.
    pub message: Option<Message>,
}

/// One replacement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// What it is replaced by.
    pub text: String,
}

/// A change that cures the fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does.
    pub message: Message,
    /// Its edits, in the order of their places, disjoint.
    pub edits: Vec<Edit>,
}

/// A finding about a text: what is wrong, where, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its code.
    pub code: Code,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: Message,
    /// Where.
    pub span: Span,
    /// Other places that belong to it.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<Message>,
    /// The cure as an edit, where it is known.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// Moves it into another file of a source map: the text it was found in stands there.
    #[cfg(feature = "cli")]
    pub(crate) fn move_to(&mut self, file: crate::text::FileId) {
        let edits = self.fix.iter_mut().flat_map(|fix| &mut fix.edits).map(|edit| &mut edit.span);
        let labels = self.labels.iter_mut().map(|label| &mut label.span);
        for span in edits.chain(labels).chain([&mut self.span]) {
            span.file = file;
        }
    }

    /// An error at a place.
    #[must_use]
    pub fn error(code: u16, span: Span, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            code: Code(code),
            severity: Severity::Error,
            message: Message::new(zh, en),
            span,
            labels: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// A warning at a place.
    #[must_use]
    pub fn warning(code: u16, span: Span, zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, zh, en) }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn help(mut self, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.help = Some(Message::new(zh, en));
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn label(mut self, span: Span, zh: impl Into<String>, en: impl Into<String>) -> Self {
        self.labels.push(Label { span, message: Some(Message::new(zh, en)) });
        self
    }

    /// Adds a cure of one edit.
    #[must_use]
    pub fn fix(
        mut self,
        span: Span,
        text: impl Into<String>,
        zh: impl Into<String>,
        en: impl Into<String>,
    ) -> Self {
        self.fix = Some(Fix { message: Message::new(zh, en), edits: vec![Edit { span, text: text.into() }] });
        self
    }
}
