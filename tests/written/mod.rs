//! Whether lines are as a page writes them, with marks for what the page leaves out.

/// The marks of a page: for any text in a line, and, alone on a line, for any lines.
#[derive(Clone, Copy)]
pub(crate) struct Marks {
    pub(crate) text: &'static str,
    pub(crate) lines: &'static str,
}

/// Whether a line is as it is written.
pub(crate) fn is_line(marks: Marks, wanted: &str, found: &str) -> bool {
    let mut parts = wanted.split(marks.text);
    let Some(mut rest) = found.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// Whether lines are as they are written.
pub(crate) fn are_lines(marks: Marks, wanted: &[&str], found: &[&str]) -> bool {
    match (wanted.split_first(), found.split_first()) {
        (None, None) => true,
        (Some((first, rest)), _) if first.trim() == marks.lines => {
            (0..=found.len()).any(|skipped| are_lines(marks, rest, found.get(skipped..).unwrap_or_default()))
        }
        (Some((first, rest)), Some((line, after))) => {
            is_line(marks, first, line) && are_lines(marks, rest, after)
        }
        _ => false,
    }
}
