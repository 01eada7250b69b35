//! A dossier to fill in, before it has a format: keys, what stands there now, and notes.

/// What stands at a place.
pub(super) enum Slot {
    /// Nothing yet.
    Null,
    /// A text.
    Text(String),
    /// A word that is no text: `false`, `0`.
    Bare(&'static str),
    /// Keys; `Bare` keys are the reader's own, the others names of the rules.
    Keys(Vec<Line>),
    /// Elements.
    List(Vec<Line>),
}

/// One key or element.
pub(super) struct Line {
    /// The key; empty for an element.
    pub(super) key: String,
    /// Whether the key is the reader's own, and needs no quotes.
    pub(super) own: bool,
    /// What stands there.
    pub(super) slot: Slot,
    /// Lines above it.
    pub(super) above: Vec<String>,
    /// What is said behind it.
    pub(super) note: String,
    /// Written as a comment: an example that says nothing until somebody uncovers it.
    pub(super) covered: bool,
}

impl Line {
    /// A key of the reader's own.
    pub(super) fn own(key: &str, slot: Slot) -> Self {
        Self { own: true, ..Self::named(key, slot) }
    }

    /// A name of the rules.
    pub(super) fn named(key: &str, slot: Slot) -> Self {
        Self { key: key.to_owned(), own: false, slot, above: Vec::new(), note: String::new(), covered: false }
    }

    /// An element of a list.
    pub(super) fn element(slot: Slot) -> Self {
        Self::named("", slot)
    }

    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    pub(super) fn above(mut self, above: Vec<String>) -> Self {
        self.above = above;
        self
    }

    pub(super) fn covered(mut self) -> Self {
        self.covered = true;
        self
    }
}
