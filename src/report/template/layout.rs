//! A sheet in a format.
//!
//! INVARIANT: with all comments left out the text is a dossier that says no more than its placeholders; a covered
//! line becomes part of it by taking the mark of the comment away.

use super::sheet::{Line, Slot};
use crate::dossier::Format;
use std::fmt::Write as _;

/// The whole sheet: `above`, then the keys of the dossier.
pub(super) fn text(format: Format, above: &[String], keys: Vec<Line>) -> String {
    let root = Line::element(Slot::Keys(keys));
    if format == Format::Json {
        return json(&root.slot, 0) + "\n";
    }
    let writer = Writer { ron: format == Format::Ron };
    let mut lines: Vec<String> = above.iter().map(|line| writer.comment(line)).collect();
    if writer.ron {
        lines.push("(".into());
        writer.children(&root.slot, 1, &mut lines);
        lines.push(")".into());
    } else {
        writer.children(&root.slot, 0, &mut lines);
    }
    let mut out = lines.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n");
    out.push('\n');
    out
}

struct Writer {
    ron: bool,
}

impl Writer {
    fn mark(&self) -> &'static str {
        if self.ron { "// " } else { "# " }
    }

    fn comment(&self, words: &str) -> String {
        format!("{}{words}", self.mark())
    }

    fn indent(&self, level: usize) -> String {
        " ".repeat(level * if self.ron { 4 } else { 2 })
    }

    /// The keys or elements of a slot, each on its lines.
    fn children(&self, slot: &Slot, level: usize, out: &mut Vec<String>) {
        let (Slot::Keys(lines) | Slot::List(lines)) = slot else { return };
        for line in lines {
            let indent = self.indent(level);
            out.extend(line.above.iter().map(|words| {
                if words.is_empty() { String::new() } else { format!("{indent}{}", self.comment(words)) }
            }));
            let mut own = Vec::new();
            self.line(line, 0, &mut own);
            let cover = if line.covered { self.mark() } else { "" };
            out.extend(
                own.into_iter().map(
                    |words| {
                        if words.is_empty() { words } else { format!("{indent}{cover}{words}") }
                    },
                ),
            );
        }
    }

    fn line(&self, line: &Line, level: usize, out: &mut Vec<String>) {
        let indent = self.indent(level);
        let key = match (line.key.as_str(), self.ron) {
            ("", true) => String::new(),
            ("", false) => "- ".into(),
            (key, _) if line.own => format!("{key}: "),
            (key, true) => format!("{}: ", quoted(key)),
            (key, false) => format!("{}: ", plain_or_quoted(key)),
        };
        let note =
            if line.note.is_empty() { String::new() } else { format!(" {}", self.comment(&line.note)) };
        let (open, close) = match &line.slot {
            Slot::Keys(keys) if keys.iter().all(|key| key.own) => ("(", ")"),
            Slot::Keys(_) => ("{", "}"),
            _ => ("[", "]"),
        };
        match &line.slot {
            Slot::Null if self.ron => out.push(format!("{indent}{key}None,{note}")),
            Slot::Null => out.push(format!("{indent}{key}{note}")),
            Slot::Text(words) if self.ron => out.push(format!("{indent}{key}{},{note}", quoted(words))),
            Slot::Text(words) => out.push(format!("{indent}{key}{}{note}", plain_or_quoted(words))),
            Slot::Bare(word) => {
                out.push(format!("{indent}{key}{word}{}{note}", if self.ron { "," } else { "" }))
            }
            slot if self.ron => {
                out.push(format!("{indent}{key}{open}{note}"));
                self.children_at(slot, level + 1, out);
                out.push(format!("{indent}{close},"));
            }
            // The first key of an element stands behind its dash.
            slot if line.key.is_empty() => {
                let mut inner = Vec::new();
                self.children_at(slot, level + 1, &mut inner);
                let head = self.indent(level + 1);
                if let Some(first) = inner.first_mut() {
                    *first = format!("{indent}- {}", first.strip_prefix(&head).unwrap_or(first));
                }
                out.extend(inner);
            }
            slot => {
                out.push(format!("{indent}{key}{note}"));
                self.children_at(slot, level + 1, out);
            }
        }
    }

    fn children_at(&self, slot: &Slot, level: usize, out: &mut Vec<String>) {
        self.children(slot, level, out);
    }
}

fn quoted(words: &str) -> String {
    let mut out = String::from("\"");
    for c in words.chars() {
        match c {
            '"' | '\\' => {
                let _ = write!(out, "\\{c}");
            }
            '\n' => out.push_str("\\n"),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// In YAML a word of letters that begins with a Chinese character needs no quotes.
fn plain_or_quoted(words: &str) -> String {
    let chinese = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let plain = words.starts_with(chinese)
        && words.chars().all(|c| c.is_alphanumeric() || matches!(c, '·' | '（' | '）' | '/'))
        && !matches!(words, "是" | "否");
    if plain { words.to_owned() } else { quoted(words) }
}

/// JSON holds no comments: what is covered is left out.
fn json(slot: &Slot, level: usize) -> String {
    let (open, close, lines) = match slot {
        Slot::Null => return "null".into(),
        Slot::Text(words) => return quoted(words),
        Slot::Bare(word) => return (*word).into(),
        Slot::Keys(lines) => ('{', '}', lines),
        Slot::List(lines) => ('[', ']', lines),
    };
    let shown: Vec<String> = lines
        .iter()
        .filter(|line| !line.covered)
        .map(|line| {
            let key = if line.key.is_empty() { String::new() } else { format!("{}: ", quoted(&line.key)) };
            format!("\n{}{key}{}", "  ".repeat(level + 1), json(&line.slot, level + 1))
        })
        .collect();
    if shown.is_empty() {
        return format!("{open}{close}");
    }
    format!("{open}{}\n{}{close}", shown.join(","), "  ".repeat(level))
}
