//! Adding events to the text of a dossier, everything else left as it is: comments, layout, order.
//!
//! INVARIANT: the text that comes out reads as the submission that went in with the events behind its own; where that
//! cannot be made sure, nothing comes out.

use super::parts::{Part, event};
use crate::dossier::fault::Faults;
use crate::dossier::read::{parser, submission, tree};
use crate::dossier::{Format, Limits};
use crate::model::{Submission, SubmittedEvent};

/// The text with some events more, in lines that end as its own do; `None` where its form leaves no certain place for them.
#[must_use]
pub fn append_events(format: Format, text: &str, events: &[SubmittedEvent]) -> Option<String> {
    let before = read(format, text)?;
    let parsed = parser::parse(text, format, Limits::default());
    let made = as_lines_of(text, extended(format, text, &parsed.root, events)?);
    let mut wanted = before;
    wanted.events.extend(events.iter().cloned());
    (read(format, &made)? == wanted).then_some(made)
}

/// Text whose every line ends as those of `like` do, where they all end with CR LF.
fn as_lines_of(like: &str, text: String) -> String {
    let (ends, marked) = (like.matches('\n').count(), like.matches("\r\n").count());
    if marked == 0 || marked != ends {
        return text;
    }
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// What a text without faults submits.
fn read(format: Format, text: &str) -> Option<Submission> {
    let parsed = parser::parse(text, format, Limits::default());
    let mut faults = Faults::default();
    let found = submission(&parsed.root, &mut faults);
    (parsed.faults.is_empty() && !parsed.damaged && faults.kept.is_empty()).then_some(found)
}

/// How new items are written.
struct Style {
    format: Format,
    /// Keys in Chinese.
    chinese: bool,
    /// Keys in quotes, in braces.
    quoted: bool,
}

fn extended(format: Format, text: &str, root: &tree::Node<'_>, events: &[SubmittedEvent]) -> Option<String> {
    let tree::Kind::Map(entries) = &root.kind else { return None };
    let first = entries.first()?;
    let chinese = !first.key.is_ascii();
    let quoted = text.get(first.key_start as usize..)?.starts_with('"');
    let style = Style { format, chinese, quoted };
    let items: Vec<String> = events.iter().map(|one| style.item(one)).collect();
    let found = entries.iter().find(|entry| matches!(entry.key.as_ref(), "events" | "事件"));
    match found.map(|entry| (&entry.value, &entry.value.kind)) {
        Some((node, tree::Kind::List(all))) => into_list(text, node, all, &items),
        Some(_) => None,
        None => new_list(text, root, entries, &style, &items),
    }
}

fn part(text: &str, from: usize, to: usize) -> Option<&str> {
    text.get(from..to)
}

/// The blanks before the first character of the line on which something stands.
fn indent(text: &str, at: usize) -> Option<&str> {
    let line = text.get(..at)?.rfind('\n').map_or(0, |end| end + 1);
    let rest = part(text, line, at)?;
    let blank = rest.len() - rest.trim_start_matches([' ', '\t']).len();
    part(text, line, line + blank)
}

/// The end of the line where only a comment, or nothing, follows; else the place itself.
fn after_comment(text: &str, at: usize, end: usize) -> usize {
    let rest = part(text, at, end).unwrap_or_default();
    let line = rest.find('\n').unwrap_or(rest.len());
    let tail = rest.get(..line).unwrap_or_default().trim();
    let comment = tail.is_empty() || tail.starts_with("//") || tail.starts_with('#');
    if comment && line < rest.len() {
        at + line - usize::from(rest.get(..line).is_some_and(|one| one.ends_with('\r')))
    } else {
        at
    }
}

/// Puts items at the end of a list.
fn into_list(text: &str, node: &tree::Node<'_>, all: &[tree::Node<'_>], items: &[String]) -> Option<String> {
    let (start, end) = (node.start as usize, node.end as usize);
    if !text.get(start..)?.starts_with('[') {
        return into_block(text, all, items);
    }
    let close = end.checked_sub(1)?;
    let Some(last) = all.last() else {
        let outer = indent(text, start)?;
        let lines: Vec<String> = items.iter().map(|item| format!("\n{outer}    {item}")).collect();
        let inside = part(text, start + 1, close)?;
        let kept = if inside.trim().is_empty() { "" } else { inside.trim_end() };
        let made = format!("{}[{kept}{}\n{outer}", part(text, 0, start)?, lines.join(","));
        return Some(made + text.get(close..)?);
    };
    let (first, last_end) = (all.first()?, last.end as usize);
    let comma = part(text, last_end, close)?
        .find(',')
        .filter(|at| part(text, last_end, last_end + at).is_some_and(|between| between.trim().is_empty()));
    let own_lines = part(text, start, first.start as usize)?.contains('\n');
    let lead = if own_lines { format!("\n{}", indent(text, first.start as usize)?) } else { " ".to_owned() };
    let at = comma.map_or(last_end, |comma| last_end + comma + 1);
    let place = after_comment(text, at, close);
    let mut made = part(text, 0, last_end)?.to_owned();
    made.push_str(if comma.is_some() { part(text, last_end, at)? } else { "," });
    made.push_str(part(text, at, place)?);
    for (position, item) in items.iter().enumerate() {
        made.push_str(&lead);
        made.push_str(item);
        if comma.is_some() || position + 1 < items.len() {
            made.push(',');
        }
    }
    Some(made + text.get(place..)?)
}

/// The last place that something of a node takes.
fn last_place(node: &tree::Node<'_>) -> usize {
    let mut last = 0;
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match &node.kind {
            tree::Kind::List(items) if !items.is_empty() => open.extend(items),
            tree::Kind::Map(entries) if !entries.is_empty() => {
                open.extend(entries.iter().map(|one| &one.value))
            }
            _ => last = last.max(node.end as usize),
        }
    }
    last
}

/// Puts items at the end of a YAML block sequence.
fn into_block(text: &str, all: &[tree::Node<'_>], items: &[String]) -> Option<String> {
    let (first, last) = (all.first()?, all.last()?);
    let line = text.get(..first.start as usize)?.rfind('\n').map_or(0, |end| end + 1);
    let dash = part(text, line, first.start as usize)?;
    let lead = dash.get(..dash.find('-')?)?;
    let place = line_end(text, last_place(last));
    let lines: String = items.iter().map(|item| format!("\n{lead}- {item}")).collect();
    Some(format!("{}{lines}{}", text.get(..place)?, text.get(place..)?))
}

fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.find('\n').unwrap_or(rest.len());
    at + line - usize::from(rest.get(..line).is_some_and(|one| one.ends_with('\r')))
}

/// Adds the list itself, behind everything else.
fn new_list(
    text: &str,
    root: &tree::Node<'_>,
    entries: &[tree::Entry<'_>],
    style: &Style,
    items: &[String],
) -> Option<String> {
    let key = style.key("events", "事件");
    let opening = text.get(root.start as usize..)?;
    if !opening.starts_with(['{', '(']) && !opening.split_once('(').is_some_and(|(name, _)| is_name(name)) {
        let lines: String = items.iter().map(|item| format!("  - {item}\n")).collect();
        let gap = if text.ends_with('\n') { "" } else { "\n" };
        return Some(format!("{text}{gap}{key}:\n{lines}"));
    }
    let last = entries.last()?;
    let (last_end, close) = (last.value.end as usize, (root.end as usize).checked_sub(1)?);
    let comma = part(text, last_end, close)?
        .find(',')
        .filter(|at| part(text, last_end, last_end + at).is_some_and(|between| between.trim().is_empty()));
    let own_lines = part(text, root.start as usize, last.key_start as usize)?.contains('\n');
    let outer =
        if own_lines { format!("\n{}", indent(text, last.key_start as usize)?) } else { " ".to_owned() };
    let (inner, tail) =
        if own_lines { (format!("{outer}    "), outer.clone()) } else { (" ".into(), " ".into()) };
    let list: Vec<String> = items.iter().map(|item| format!("{inner}{item}")).collect();
    let at = comma.map_or(last_end, |comma| last_end + comma + 1);
    let place = after_comment(text, at, close);
    let mut made = part(text, 0, last_end)?.to_owned();
    made.push_str(if comma.is_some() { part(text, last_end, at)? } else { "," });
    made.push_str(part(text, at, place)?);
    made.push_str(&format!("{outer}{key}: [{}{tail}]", list.join(",")));
    if comma.is_some() {
        made.push(',');
    }
    Some(made + text.get(place..)?)
}

fn is_name(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == ' ')
}

impl Style {
    fn key(&self, en: &str, zh: &str) -> String {
        let word = if self.chinese { zh } else { en };
        if self.quoted { format!("\"{word}\"") } else { word.to_owned() }
    }

    /// One event in one line.
    fn item(&self, one: &SubmittedEvent) -> String {
        self.part(&event(one), crate::dossier::read::keys::EVENT)
    }

    fn part(&self, part: &Part<'_>, table: &'static [crate::dossier::read::keys::Key]) -> String {
        match part {
            Part::Nothing => if self.format == Format::Ron { "None" } else { "null" }.to_owned(),
            Part::Bool(yes) => yes.to_string(),
            Part::Number(value) => value.to_string(),
            Part::Text(text) => self.text(text),
            Part::List(items) => {
                let items: Vec<String> = items.iter().map(|one| self.part(one, table)).collect();
                format!("[{}]", items.join(", "))
            }
            Part::Record(fields) => {
                let of = |(key, value): &(&'static str, Part<'_>)| {
                    let zh = table.iter().find(|one| one.en == *key).map_or(*key, |one| one.zh);
                    let inner = inside(key);
                    format!("{}: {}", self.key(key, zh), self.part(value, inner))
                };
                let fields: Vec<String> = fields.iter().map(of).collect();
                self.braced(&fields.join(", "), self.format == Format::Ron && !self.quoted)
            }
            Part::Map(pairs) => {
                let of = |(key, value): &(&str, Part<'_>)| {
                    format!("{}: {}", self.text(key), self.part(value, table))
                };
                let pairs: Vec<String> = pairs.iter().map(of).collect();
                self.braced(&pairs.join(", "), false)
            }
        }
    }

    fn braced(&self, inner: &str, round: bool) -> String {
        if round { format!("({inner})") } else { format!("{{ {inner} }}") }
    }

    fn text(&self, text: &str) -> String {
        let json = || serde_json::to_string(text).unwrap_or_default();
        match self.format {
            Format::Ron => ron::to_string(text).unwrap_or_else(|_| json()),
            _ => json(),
        }
    }
}

/// The table of what stands under a key of an event.
fn inside(key: &str) -> &'static [crate::dossier::read::keys::Key] {
    use crate::dossier::read::keys;
    match key {
        "documents" => keys::DOCUMENT,
        "meeting" => keys::MEETING,
        _ => keys::EVENT,
    }
}
