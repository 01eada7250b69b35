//! What stands between tokens: line ends and comments.

/// A part of a gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trivium<'t> {
    /// Line ends: one, or an empty line.
    Lines(usize),
    /// `// …` or `注：…`: goes to the end of its line.
    Line(&'t str),
    /// `/* … */`
    Block(&'t str),
}

impl<'t> Trivium<'t> {
    /// The text of a comment.
    pub(super) fn comment(self) -> Option<&'t str> {
        match self {
            Self::Lines(_) => None,
            Self::Line(text) | Self::Block(text) => Some(text),
        }
    }
}

/// Reads a gap. Blanks are left out; line ends that follow each other are put together.
pub(super) fn read(gap: &str) -> Vec<Trivium<'_>> {
    let mut found = Vec::new();
    // PERF: most gaps are empty or a blank.
    if gap.is_empty() || gap == " " {
        return found;
    }
    let mut rest = gap;
    while let Some(first) = rest.chars().next() {
        if rest.starts_with("//") || rest.starts_with("注：") || rest.starts_with("注:") {
            let end = rest.find('\n').unwrap_or(rest.len());
            let (comment, after) = rest.split_at(end);
            found.push(Trivium::Line(comment.trim_end()));
            rest = after;
        } else if rest.starts_with("/*") {
            let end = rest.find("*/").map_or(rest.len(), |at| at + 2);
            let (comment, after) = rest.split_at(end);
            found.push(Trivium::Block(comment));
            rest = after;
        } else {
            if first == '\n' {
                match found.last_mut() {
                    Some(Trivium::Lines(count)) => *count += 1,
                    _ => found.push(Trivium::Lines(1)),
                }
            }
            rest = rest.strip_prefix(first).unwrap_or_default();
        }
    }
    found
}

/// Whether a gap holds a line end.
pub(super) fn breaks(gap: &str) -> bool {
    gap.contains('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_read() {
        assert_eq!(
            read("  // 甲 \n\n \n注：乙\n/* 丙\n丁 */ "),
            [
                Trivium::Line("// 甲"),
                Trivium::Lines(3),
                Trivium::Line("注：乙"),
                Trivium::Lines(1),
                Trivium::Block("/* 丙\n丁 */"),
            ]
        );
    }
}
