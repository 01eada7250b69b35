//! Which rows a picture of an order shows: of a very large procedure only the upper groups, closed.

use crate::report::chart::Chart;

/// LIMIT: so many rows in one picture.
pub(super) const ROWS: usize = 600;

/// The rows that are shown.
pub(super) struct Shown {
    /// By row: the row that stands for it, itself or a closed group around it; `None`: nothing does.
    pub(super) by: Vec<Option<usize>>,
    /// By row: it is a group that is shown closed.
    pub(super) closed: Vec<bool>,
    /// How many rows are shown nowhere, not even in a closed group.
    pub(super) left: usize,
}

impl Shown {
    /// All rows where there are few enough; else those of so many levels as fit.
    pub(super) fn of(chart: &Chart) -> Self {
        let rows = &chart.rows;
        let deepest = rows.iter().map(|row| row.depth).max().unwrap_or(0);
        let fits = |depth: &u16| rows.iter().filter(|row| row.depth <= *depth).count() <= ROWS;
        let depth = (0..=deepest.min(128)).rev().find(fits).unwrap_or(0);
        let mut by: Vec<Option<usize>> = Vec::with_capacity(rows.len());
        let mut closed = vec![false; rows.len()];
        let (mut count, mut left) = (0, 0);
        for (at, row) in rows.iter().enumerate() {
            let stands = if row.depth > depth {
                row.parent.and_then(|parent| by.get(parent).copied().flatten())
            } else if count < ROWS {
                count += 1;
                Some(at)
            } else {
                None
            };
            left += usize::from(stands.is_none());
            if let Some(slot) = closed.get_mut(at) {
                *slot = row.depth == depth && row.is_group() && depth < deepest;
            }
            by.push(stands);
        }
        Self { by, closed, left }
    }

    /// Whether a row is drawn itself.
    pub(super) fn has(&self, row: usize) -> bool {
        self.by.get(row).copied().flatten() == Some(row)
    }

    /// What stands for a row.
    pub(super) fn stand_in(&self, row: usize) -> Option<usize> {
        self.by.get(row).copied().flatten()
    }

    /// Whether it is a group that is shown closed.
    pub(super) fn is_closed(&self, row: usize) -> bool {
        self.closed.get(row).copied().unwrap_or(false)
    }
}
