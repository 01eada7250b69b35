//! From spans and data paths to lines and columns.

use super::View;
use crate::dossier::{DataPath, Spot, place_all};
use crate::model::RuleSet;
use crate::text::{LineIndex, Place, Span};
use smol_str::SmolStr;

/// A data path with its place, where the dossier's text is at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The path.
    pub path: DataPath,
    /// Its line and column.
    pub place: Option<Place>,
}

/// The file name and the place of a span in the rules.
#[must_use]
pub fn rule_place(rules: &RuleSet, span: Span) -> (SmolStr, Place) {
    match rules.sources.get(span.file) {
        Some(source) => (SmolStr::new(&source.name), source.lines().place(&source.text, span.start)),
        None => (SmolStr::default(), Place { line: 1, column: 1 }),
    }
}

/// The places of several data paths; the dossier's text is read once.
#[must_use]
pub fn locate(view: &View<'_>, paths: Vec<DataPath>) -> Vec<Located> {
    let Some((text, format)) = view.text else {
        return paths.into_iter().map(|path| Located { path, place: None }).collect();
    };
    let spans = place_all(view.rules, format, text, paths.iter().map(|path| (path, Spot::Value)));
    let lines = LineIndex::from_line(text, view.dossier.line.unwrap_or(1));
    let place = |span: Option<Span>| span.map(|span| lines.place(text, span.start));
    let places: Vec<Option<Place>> = spans.into_iter().map(place).collect();
    paths.into_iter().zip(places).map(|(path, place)| Located { path, place }).collect()
}
