//! Diagnostics drawn with their lines, by miette, over a source of our own: columns count
//! characters, and finding a line costs a search in the line index.

use crate::diag::{Diagnostic, Severity};
use crate::report::Style;
use crate::text::{Source, SourceMap, Span};
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents,
};
use std::fmt;

/// Draws one diagnostic.
pub(super) fn draw(sources: &SourceMap, found: &Diagnostic, style: Style) -> String {
    let theme = if style.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let source = sources.get(found.span.file);
    // A place in an empty text says no more than the file's name.
    let named = source.filter(|source| source.text.is_empty()).map(|source| source.name.to_string());
    let drawn = Drawn {
        found,
        sources,
        style,
        code: found.code.to_string(),
        source: source.filter(|source| !source.text.is_empty()).map(Placed),
    };
    let handler =
        GraphicalReportHandler::new_themed(theme).with_links(false).with_width(100).with_context_lines(1);
    let mut text = String::new();
    if handler.render_report(&mut text, &drawn).is_err() {
        text = crate::report::diagnostic::plain(sources, found, style.lang);
    }
    match named {
        Some(name) => format!("{name}:\n{}", text.trim_start_matches('\n')),
        None => text.trim_start_matches('\n').to_owned(),
    }
}

/// A diagnostic as miette takes it.
#[derive(Debug)]
struct Drawn<'a> {
    found: &'a Diagnostic,
    sources: &'a SourceMap,
    style: Style,
    code: String,
    source: Option<Placed<'a>>,
}

impl fmt::Display for Drawn<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.found.message.get(self.style.lang))
    }
}

impl std::error::Error for Drawn<'_> {}

impl miette::Diagnostic for Drawn<'_> {
    fn code<'s>(&'s self) -> Option<Box<dyn fmt::Display + 's>> {
        Some(Box::new(&self.code))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.found.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'s>(&'s self) -> Option<Box<dyn fmt::Display + 's>> {
        let lang = self.style.lang;
        let mut lines: Vec<String> = self.found.help.iter().map(|help| help.get(lang).to_owned()).collect();
        // Labels in other files cannot be drawn into this one.
        for label in self.found.labels.iter().filter(|label| label.span.file != self.found.span.file) {
            if let Some(source) = self.sources.get(label.span.file) {
                let at = source.lines().place(&source.text, label.span.start);
                let words = label.message.as_ref().map_or("", |message| message.get(lang));
                lines.push(format!("{}:{}:{} {words}", source.name, at.line, at.column));
            }
        }
        if lines.is_empty() { None } else { Some(Box::new(lines.join("\n"))) }
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source.as_ref().map(|source| source as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let source = self.source.as_ref()?.0;
        let lang = self.style.lang;
        // What a label says of the place itself stands under it once.
        let here = self.found.labels.iter().find(|label| label.span == self.found.span);
        let words = here.and_then(|label| label.message.as_ref()).map(|message| message.get(lang).to_owned());
        let own = LabeledSpan::new_primary_with_span(words, miette_span(source, self.found.span));
        let others = self
            .found
            .labels
            .iter()
            .filter(|label| label.span.file == self.found.span.file && label.span != self.found.span);
        let others = others.map(move |label| {
            let words = label.message.as_ref().map(|message| message.get(lang).to_owned());
            LabeledSpan::new_with_span(words, miette_span(source, label.span))
        });
        Some(Box::new(std::iter::once(own).chain(others)))
    }
}

/// LIMIT: how many bytes of a text are drawn around a place, and underlined at most.
const NEAR: usize = 400;

/// The nearest start of a character at or before an offset.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

fn miette_span(source: &Source, span: Span) -> SourceSpan {
    let start = span.start as usize;
    let end = boundary(&source.text, (span.end as usize).min(start + NEAR));
    SourceSpan::new(start.into(), end.saturating_sub(start))
}

/// A source whose columns count characters.
#[derive(Debug)]
struct Placed<'a>(&'a Source);

impl SourceCode for Placed<'_> {
    fn read_span<'s>(
        &'s self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'s> + 's>, MietteError> {
        let (text, lines) = (&self.0.text, self.0.lines());
        let offset = |at: usize| u32::try_from(at.min(text.len())).unwrap_or(u32::MAX);
        let (start, end) = (span.offset().min(text.len()), (span.offset() + span.len()).min(text.len()));
        let (first, last) = (lines.place(text, offset(start)), lines.place(text, offset(end.max(start))));
        let context = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let from_line = first.line.saturating_sub(context(before)).max(lines.first());
        let to_line = last.line.saturating_add(context(after)).min(lines.lines());
        // Without lines of context miette asks where the span itself begins.
        let whole_lines = before > 0 || after > 0;
        let from = if whole_lines || span.is_empty() { lines.line_start(from_line) as usize } else { start };
        let column = if whole_lines { 0 } else { first.column.saturating_sub(1) as usize };
        let to = if to_line >= lines.lines() { text.len() } else { lines.line_start(to_line + 1) as usize };
        // LIMIT: of a long line only what is near is drawn.
        let from = boundary(text, from.max(start.saturating_sub(NEAR)));
        let to = boundary(text, to.min(end.saturating_add(NEAR)));
        let bytes = text.as_bytes().get(from..to.max(from)).ok_or(MietteError::OutOfBounds)?;
        Ok(Box::new(MietteSpanContents::new_named(
            self.0.name.to_string(),
            bytes,
            SourceSpan::new(from.into(), bytes.len()),
            from_line.saturating_sub(1) as usize,
            column,
            (to_line - from_line + 1) as usize,
        )))
    }
}
