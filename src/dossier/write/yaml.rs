//! Parts as YAML in block style, two blanks a level.
//!
//! INVARIANT: what any program of YAML 1.1 or 1.2 might take for something else than a text stands in quotes.

use super::parts::Part;
use std::fmt::Write as _;

/// A whole document, without its last line end.
pub(super) fn text(part: &Part<'_>) -> String {
    let mut out = String::new();
    block(&mut out, part, 0);
    // A list or a record begins on a line of its own.
    out.trim_matches('\n').to_owned()
}

/// The keys of a record or a map, as written, with their values.
fn entries<'p, 's>(part: &'p Part<'s>) -> Option<Vec<(String, &'p Part<'s>)>> {
    match part {
        Part::Record(fields) => Some(fields.iter().map(|(key, value)| ((*key).to_owned(), value)).collect()),
        Part::Map(fields) => Some(fields.iter().map(|(key, value)| (scalar(key), value)).collect()),
        _ => None,
    }
}

/// What follows a key's colon or a dash: one word on the same line, or a block on the next ones.
fn block(out: &mut String, part: &Part<'_>, level: usize) {
    if let Some(entries) = entries(part).filter(|entries| !entries.is_empty()) {
        for (key, value) in entries {
            indent(out, level);
            let _ = write!(out, "{key}:");
            block(out, value, level + 1);
        }
        return;
    }
    match part {
        Part::List(items) if !items.is_empty() => {
            for item in items {
                indent(out, level);
                out.push('-');
                element(out, item, level);
            }
        }
        one => {
            out.push(' ');
            word(out, one);
        }
    }
}

/// An element after its dash: the first key of a record stands on the same line.
fn element(out: &mut String, item: &Part<'_>, level: usize) {
    let start = out.len();
    block(out, item, level + 1);
    let written = out.split_off(start);
    let first = format!("\n{}", "  ".repeat(level + 1));
    match written.strip_prefix(&first) {
        Some(rest) => {
            out.push(' ');
            out.push_str(rest);
        }
        None => out.push_str(&written),
    }
}

fn indent(out: &mut String, level: usize) {
    out.push('\n');
    out.push_str(&"  ".repeat(level));
}

fn word(out: &mut String, part: &Part<'_>) {
    let _ = match part {
        Part::Bool(yes) => write!(out, "{yes}"),
        Part::Number(value) => write!(out, "{value}"),
        Part::Text(text) => write!(out, "{}", scalar(text)),
        Part::List(_) => write!(out, "[]"),
        Part::Record(_) | Part::Map(_) => write!(out, "{{}}"),
        Part::Nothing => write!(out, "null"),
    };
}

/// A text, in quotes unless it is plainly one.
pub(in crate::dossier) fn scalar(text: &str) -> String {
    let chinese = |c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c);
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '·' | '（' | '）' | '《' | '》' | '、' | '/');
    if text.starts_with(chinese) && text.chars().all(plain) && !matches!(text, "是" | "否") {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in text.chars() {
        let _ = match c {
            '"' | '\\' => write!(quoted, "\\{c}"),
            '\n' => write!(quoted, "\\n"),
            '\t' => write!(quoted, "\\t"),
            '\r' => write!(quoted, "\\r"),
            c if c.is_control()
                || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}') =>
            {
                write!(quoted, "\\u{:04X}", u32::from(c))
            }
            c => write!(quoted, "{c}"),
        };
    }
    quoted.push('"');
    quoted
}
