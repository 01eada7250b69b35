//! From byte offsets to lines and columns.

/// A place as people are told it: both numbers start at one, columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// The line starts of one text; a look-up is a binary search plus the length of one line.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many lines of the file stand before the text.
    before: u32,
}

impl LineIndex {
    /// Indexes `text`. A line ends after `\n`, so that CRLF files count as they should.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::from_line(text, 1)
    }

    /// Indexes a text that begins on this line (from 1) of its file: lines are counted as the file's.
    #[must_use]
    pub fn from_line(text: &str, first: u32) -> Self {
        let mut starts = vec![0];
        starts.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| offset(at + 1)));
        Self { starts, before: first.saturating_sub(1) }
    }

    /// The place of a byte offset of the same text; offsets past the end are its end, offsets
    /// inside a character are its start.
    #[must_use]
    pub fn place(&self, text: &str, at: u32) -> Place {
        let line = self.starts.partition_point(|start| *start <= at).saturating_sub(1);
        let start = self.starts.get(line).copied().unwrap_or(0);
        let head = text.as_bytes().get(start as usize..(at as usize).min(text.len())).unwrap_or_default();
        // No editor counts a byte-order mark as a column.
        let head = if start == 0 { head.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(head) } else { head };
        // Characters before `at` are the bytes that are not continuation bytes.
        let characters = head.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
        Place { line: offset(line + 1).saturating_add(self.before), column: offset(characters + 1) }
    }

    /// The text of a line (from 1) without its line end; empty past the last line.
    #[must_use]
    pub fn line<'t>(&self, text: &'t str, line: u32) -> &'t str {
        let index = line.saturating_sub(1).saturating_sub(self.before) as usize;
        let Some(start) = self.starts.get(index) else { return "" };
        let end = self.starts.get(index + 1).map_or(text.len(), |next| *next as usize);
        text.get(*start as usize..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }

    /// The byte offset at which a line (from 1) starts; the last line's past the end.
    #[must_use]
    pub fn line_start(&self, line: u32) -> u32 {
        let index = (line.saturating_sub(1).saturating_sub(self.before) as usize)
            .min(self.starts.len().saturating_sub(1));
        self.starts.get(index).copied().unwrap_or(0)
    }

    /// The number of the first line: 1, unless the text is a part of a file.
    #[must_use]
    pub fn first(&self) -> u32 {
        self.before.saturating_add(1)
    }

    /// The number of the last line.
    #[must_use]
    pub fn lines(&self) -> u32 {
        offset(self.starts.len()).saturating_add(self.before)
    }
}

/// LIMIT: texts are refused above 8 MiB before they are indexed, so offsets fit.
fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "一二\r\n三x四";
        let index = LineIndex::new(text);
        let at = u32::try_from(text.find('四').unwrap()).unwrap();
        assert_eq!(index.place(text, at), Place { line: 2, column: 3 });
        assert_eq!(index.line(text, 1), "一二");
        assert_eq!(index.place(text, 9999).line, 2);
    }

    #[test]
    fn a_part_of_a_file_counts_the_lines_of_the_file() {
        let text = "一二\n三四";
        let index = LineIndex::from_line(text, 40);
        let at = u32::try_from(text.find('四').unwrap()).unwrap();
        assert_eq!(index.place(text, at), Place { line: 41, column: 2 });
        assert_eq!((index.first(), index.lines()), (40, 41));
        assert_eq!((index.line(text, 40), index.line(text, 41)), ("一二", "三四"));
        assert_eq!((index.line_start(40), index.line_start(41)), (0, 7));
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        let text = "\u{FEFF}一\n\u{FEFF}二";
        let index = LineIndex::new(text);
        assert_eq!(index.place(text, 0), Place { line: 1, column: 1 });
        assert_eq!(index.place(text, 3), Place { line: 1, column: 1 });
        assert_eq!(index.place(text, 6), Place { line: 1, column: 2 });
        assert_eq!(index.place(text, 10), Place { line: 2, column: 2 }, "in the text it is a character");
    }
}
