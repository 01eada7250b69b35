//! Where forgotten closing braces belong, told from the indentation.

use super::grammar::offset;

/// At most `missing` places in a text that begins at `base`, each with the brace it is the pair
/// of, where a line stands no deeper than an open block's own line; and where the code ends.
pub(super) fn closing_places(text: &str, base: u32, missing: usize) -> (Vec<(u32, u32)>, u32) {
    let mut places = Vec::new();
    let mut open: Vec<(u32, usize)> = Vec::new();
    let mut at = 0usize;
    let mut last_end = 0usize;
    for line in text.split_inclusive('\n') {
        let body = line.trim_start_matches([' ', '\t', '\u{3000}', '\u{A0}']);
        let indent = width(line.strip_suffix(body).unwrap_or_default());
        let written = body.trim_end();
        let skipped = written.is_empty() || written.starts_with("//") || written.starts_with("注：");
        if !skipped {
            let closes = written.starts_with(['｝', '}']);
            while let Some((brace, depth)) = open.last().copied() {
                let outside = if closes { indent < depth } else { indent <= depth };
                let outer = open.len() > 1 || !closes;
                if !outside || !outer || places.len() >= missing {
                    break;
                }
                places.push((base + offset(last_end), base + brace));
                open.pop();
            }
            last_end = at + braces(line, at, indent, &mut open);
        }
        at += line.len();
    }
    (places, base + offset(last_end))
}

fn width(blank: &str) -> usize {
    blank.chars().map(|blank| if blank == '\u{3000}' { 2 } else { 1 }).sum()
}

/// Opens and closes what a line opens and closes; quoted texts and comments do not count. Where its
/// code ends.
fn braces(line: &str, at: usize, indent: usize, open: &mut Vec<(u32, usize)>) -> usize {
    let mut quoted = None;
    let code = line.find("//").and_then(|comment| line.get(..comment)).unwrap_or(line);
    for (place, character) in code.char_indices() {
        match (quoted, character) {
            (Some(close), _) if character == close => quoted = None,
            (Some(_), _) => {}
            (None, '“' | '「' | '"') => quoted = super::path::closing(character),
            (None, '｛' | '{') => open.push((offset(at + place), indent)),
            (None, '｝' | '}') => {
                open.pop();
            }
            _ => {}
        }
    }
    code.trim_end().len()
}
