//! Diagnostics as plain text: the lines, an underline aligned under wide characters, the cure.
//!
//! The command line draws them with more colour; this rendering is for embedders and for the
//! output of programs.

use crate::diag::{Diagnostic, Lang, Severity};
use crate::text::{SourceMap, Span, display_width};
use std::fmt::Write as _;

/// One diagnostic in several lines.
#[must_use]
pub fn plain(sources: &SourceMap, found: &Diagnostic, lang: Lang) -> String {
    let severity = severity(found.severity, lang);
    let mut out = format!("{severity} {}  {}\n", found.code, found.message.get(lang));
    excerpt(&mut out, sources, found.span, "");
    for label in &found.labels {
        excerpt(
            &mut out,
            sources,
            label.span,
            label.message.as_ref().map_or("", |message| message.get(lang)),
        );
    }
    if let Some(help) = &found.help {
        let _ = writeln!(out, "  = {}", help.get(lang));
    }
    out
}

/// A severity in words.
#[must_use]
pub fn severity(severity: Severity, lang: Lang) -> &'static str {
    match (severity, lang) {
        (Severity::Error, Lang::Zh) => "错误",
        (Severity::Warning, Lang::Zh) => "警告",
        (Severity::Note, Lang::Zh) => "提示",
        (Severity::Error, Lang::En) => "error",
        (Severity::Warning, Lang::En) => "warning",
        (Severity::Note, Lang::En) => "note",
    }
}

fn excerpt(out: &mut String, sources: &SourceMap, span: Span, words: &str) {
    let Some(source) = sources.get(span.file) else { return };
    let at = source.lines().place(&source.text, span.start);
    let _ = writeln!(out, "  --> {}:{}:{}", source.name, at.line, at.column);
    let line = source.lines().line(&source.text, at.line);
    if line.is_empty() {
        return;
    }
    let start = (span.start.saturating_sub(source.lines().line_start(at.line))) as usize;
    let end = (start + (span.end - span.start) as usize).min(line.len());
    let (before, under) = (line.get(..start).unwrap_or(line), line.get(start..end).unwrap_or_default());
    let _ = writeln!(out, "  | {}", line.replace('\t', " "));
    let marks = "^".repeat(display_width(under).max(1));
    let _ = writeln!(out, "  | {}{marks} {words}", " ".repeat(display_width(&before.replace('\t', " "))));
    while out.ends_with(" \n") {
        out.truncate(out.len() - 2);
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, Source};

    #[test]
    fn the_underline_stands_under_wide_characters() {
        let mut sources = SourceMap::default();
        sources.add(Source::new("甲.rules", "步骤 公开征求意件 ｛ ｝\n"));
        let found = Diagnostic::error(
            1001,
            Span::new(FileId(0), 7, 25),
            "没有名为「公开征求意件」的步骤",
            "no such step",
        );
        insta::assert_snapshot!(plain(&sources, &found, Lang::Zh), @r"
        错误 RC1001  没有名为「公开征求意件」的步骤
          --> 甲.rules:1:4
          | 步骤 公开征求意件 ｛ ｝
          |      ^^^^^^^^^^^^
        ");
    }
}
