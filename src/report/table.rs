//! Columns aligned by display width, so that Chinese text stands straight.

use crate::text::display_width;

/// Rows of cells; the last column is not padded.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// The rows, each with an indent, columns two blanks apart; `ink` may colour a cell's text.
    pub(super) fn render(&self, indent: &str, ink: impl Fn(usize, usize, &str) -> String) -> String {
        self.lines(indent, ink).into_iter().map(|line| line + "\n").collect()
    }

    /// The same, a text a row.
    pub(super) fn lines(&self, indent: &str, ink: impl Fn(usize, usize, &str) -> String) -> Vec<String> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            self.rows.iter().filter_map(|row| row.get(column)).map(|cell| display_width(cell)).max()
        };
        let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
        let mut out = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            let mut line = String::from(indent);
            let last = row.iter().rposition(|cell| !cell.is_empty()).unwrap_or(0);
            for (column, cell) in row.iter().enumerate().take(last + 1) {
                line.push_str(&ink(at, column, cell));
                if column < last {
                    let room =
                        widths.get(column).copied().unwrap_or(0).saturating_sub(display_width(cell)) + 2;
                    line.push_str(&" ".repeat(room));
                }
            }
            out.push(line.trim_end().to_owned());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_straight() {
        let mut table = Table::default();
        table.row(vec!["步骤".into(), "a".into()]);
        table.row(vec!["x".into(), "乙".into()]);
        assert_eq!(table.render(" ", |_, _, cell| cell.to_owned()), " 步骤  a\n x     乙\n");
    }
}
