//! From spans and data paths to lines and columns.

use super::View;
use crate::dossier::{DataPath, Dossier, Format, PlacedText, Spot};
use crate::judge::Sited;
use crate::model::RuleSet;
use crate::text::{LineIndex, Place, Span};
use smol_str::SmolStr;
use std::cell::OnceCell;

/// A data path with its place, where the dossier's text is at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The file: the dossier, or one that it shares with others.
    pub file: SmolStr,
    /// The path.
    pub path: DataPath,
    /// Its line and column.
    pub place: Option<Place>,
}

/// The texts of a dossier and of its shared files, each read for its places once, when asked for.
#[derive(Debug)]
pub struct Texts<'a> {
    dossier: &'a Dossier,
    own: (&'a str, Format),
    read: Vec<OnceCell<(PlacedText<'a>, LineIndex)>>,
}

impl<'a> Texts<'a> {
    /// The text of a dossier, and how it is written.
    #[must_use]
    pub fn new(dossier: &'a Dossier, text: &'a str, format: Format) -> Self {
        let read = std::iter::repeat_with(OnceCell::new).take(dossier.shared.len() + 1).collect();
        Self { dossier, own: (text, format), read }
    }

    fn text(&self, file: u32) -> Option<(&'a str, Format)> {
        let Some(shared) = (file as usize).checked_sub(1) else { return Some(self.own) };
        self.dossier.shared.get(shared).map(|file| (file.text.as_ref(), file.format))
    }

    /// One line of a file of many counts from its place there.
    fn lines(&self, file: u32, text: &str) -> LineIndex {
        let line = self.dossier.line.filter(|_| file == 0);
        LineIndex::from_line(text, line.unwrap_or(1))
    }

    fn place(&self, rules: &RuleSet, at: &Sited) -> Option<Place> {
        let (text, format) = self.text(at.file)?;
        let (placed, lines) = self
            .read
            .get(at.file as usize)?
            .get_or_init(|| (PlacedText::new(format, text), self.lines(at.file, text)));
        let span = placed.span(rules, &at.path, Spot::Value)?;
        Some(lines.place(text, span.start))
    }
}

/// The file name and the place of a span in the rules.
#[must_use]
pub fn rule_place(rules: &RuleSet, span: Span) -> (SmolStr, Place) {
    match rules.sources.get(span.file) {
        Some(source) => (SmolStr::new(&source.name), source.lines().place(&source.text, span.start)),
        None => (SmolStr::default(), Place { line: 1, column: 1 }),
    }
}

/// The places of several data paths; every text is read once for a whole report.
#[must_use]
pub fn locate(view: &View<'_>, paths: Vec<Sited>) -> Vec<Located> {
    let one = |at: Sited| {
        let place = view.text.and_then(|texts| texts.place(view.rules, &at));
        let shared = (at.file as usize).checked_sub(1).and_then(|shared| view.dossier.shared.get(shared));
        let file = shared.map_or_else(|| view.dossier.name.clone(), |file| file.name.clone());
        Located { file, path: at.path, place }
    };
    paths.into_iter().map(one).collect()
}
