//! What is proven of a table before anybody uses it: that no two rows of 唯一 match at once, that some row
//! matches whatever comes, that no row is idle.
//!
//! INVARIANT: an error is reported where there is a witness; what cannot be decided is not reported, and
//! is decided of each dossier when it is judged.

use super::super::Lower;
use super::domain::Point;
use crate::diag::table as fault;
use crate::model::{CellTest, ExprId, ExprKind, HitPolicy, Id, Table, Value};

/// LIMIT: nothing is proven of a table with more rows or columns than this.
const MOST_ROWS: usize = 512;
const MOST_COLUMNS: usize = 32;

/// LIMIT: comparisons of two rows in one point; nothing is proven of a table that needs more.
const MOST_PAIRS: usize = 100_000_000;

/// LIMIT: rows looked at in points, in all searches for a case that no row matches.
const MOST_LOOKS: usize = 4_000_000;

/// A table as sets of points: by column, by point, whether each row passes.
struct Grid {
    points: Vec<Vec<Point>>,
    /// By column and row: which points pass.
    passes: Vec<Vec<Vec<bool>>>,
    /// By column: whether every point can come about beside every point of the others.
    free: Vec<bool>,
    rows: usize,
    /// By row: the column from which on it asks nothing.
    open_from: Vec<usize>,
    /// How many looks have been taken.
    looks: std::cell::Cell<usize>,
}

/// A case: the point of each column up to where it was found; the others are any.
type Case = Vec<usize>;

enum Search {
    Found(Case),
    None,
    TooMany,
}

impl Lower<'_> {
    pub(super) fn check_table(&mut self, id: Id<Table>) {
        let Some(grid) = self.grid(id) else { return };
        let policy = self.rules.tables[id].policy;
        let spans: Vec<_> = self.rules.tables[id].rows.iter().map(|row| row.span).collect();
        let idle: Vec<bool> = (0..grid.rows).map(|row| grid.is_impossible(row)).collect();
        for (row, span) in spans.iter().enumerate().filter(|(row, _)| idle.get(*row) == Some(&true)) {
            self.report(fault::never(*span, row + 1, false));
        }
        let mut exclusive = true;
        for (second, span) in spans.iter().enumerate() {
            let mut told = false;
            for (first, other) in spans.iter().enumerate().take(second) {
                if idle.get(first) == Some(&true) || idle.get(second) == Some(&true) {
                    continue;
                }
                let alike = grid.are_alike(first, second)
                    && (policy != HitPolicy::Collect || self.give_the_same(id, first, second));
                let disjoint = grid.are_disjoint(first, second);
                exclusive &= disjoint;
                if told || disjoint {
                    continue;
                }
                if alike {
                    self.report(fault::alike(*span, (first + 1, second + 1), *other));
                    told = true;
                } else if policy == HitPolicy::Unique
                    && let Some(case) = grid.common(first, second)
                {
                    let (zh, en) = self.words_of(id, &grid, &case);
                    self.report(fault::overlap(*span, (first + 1, second + 1), (&zh, &en), *other));
                    told = true;
                }
            }
            let shadowed = || matches!(grid.uncovered(second, Some(second)), Search::None);
            if policy == HitPolicy::First
                && second > 0
                && !told
                && idle.get(second) == Some(&false)
                && shadowed()
            {
                self.report(fault::never(*span, second + 1, true));
            }
        }
        self.rules.tables[id].exclusive = exclusive;
        self.check_gaps(id, &grid);
    }

    fn check_gaps(&mut self, id: Id<Table>, grid: &Grid) {
        let found = grid.uncovered(grid.rows, None);
        let table = &mut self.rules.tables[id];
        table.complete = matches!(found, Search::None);
        let silent = table.otherwise.is_some() || table.policy == HitPolicy::Collect;
        let span = table.span;
        if let Search::Found(case) = found
            && !silent
            && grid.free.iter().all(|free| *free)
        {
            let case: Vec<Option<usize>> = case.into_iter().map(Some).collect();
            let (zh, en) = self.words_of(id, grid, &case);
            self.report(fault::gap(span, (&zh, &en)));
        }
    }

    fn grid(&self, id: Id<Table>) -> Option<Grid> {
        let table = &self.rules.tables[id];
        if table.rows.len() > MOST_ROWS || table.columns.len() > MOST_COLUMNS {
            return None;
        }
        let anything = CellTest::Anything;
        let (mut points, mut passes) = (Vec::new(), Vec::new());
        for (at, column) in table.columns.iter().enumerate() {
            let tests: Vec<&CellTest> =
                table.rows.iter().map(|row| row.cells.get(at).map_or(&anything, |cell| &cell.test)).collect();
            let known = self.points(column, &tests)?;
            let of = |test: &&CellTest| known.iter().map(|point| point.passes(test)).collect();
            passes.push(tests.iter().map(of).collect());
            points.push(known);
        }
        let rows = table.rows.len();
        let all: usize = points.iter().map(Vec::len).sum();
        if rows.saturating_mul(rows).saturating_mul(all) > MOST_PAIRS {
            return None;
        }
        let mut grid = Grid {
            points,
            passes,
            free: self.free_columns(id),
            rows,
            open_from: Vec::new(),
            looks: std::cell::Cell::new(0),
        };
        grid.open_from = (0..rows).map(|row| grid.opens(row)).collect();
        Some(grid)
    }

    /// Columns that read one thing each, and nothing that another one reads too.
    fn free_columns(&self, id: Id<Table>) -> Vec<bool> {
        let columns = &self.rules.tables[id].columns;
        let leaves: Vec<Option<String>> =
            columns.iter().map(|column| column.reads.map(|reads| self.leaf(reads))).collect();
        let free = |(at, leaf): (usize, &Option<String>)| match leaf {
            None => true,
            Some(leaf) => {
                !leaf.is_empty()
                    && !leaves
                        .iter()
                        .enumerate()
                        .any(|(other, one)| other != at && one.as_ref() == Some(leaf))
            }
        };
        let computed = leaves.iter().any(|leaf| leaf.as_ref().is_some_and(String::is_empty));
        leaves.iter().enumerate().map(|each| free(each) && (!computed || each.1.is_none())).collect()
    }

    /// What tells a single fact from another; empty for what is computed.
    fn leaf(&self, expr: ExprId) -> String {
        match &self.rules.exprs[expr].kind {
            kind @ (ExprKind::Fact(_)
            | ExprKind::RoleField(..)
            | ExprKind::DocumentField(..)
            | ExprKind::Event(_)) => format!("{kind:?}"),
            _ => String::new(),
        }
    }

    /// Whether two rows give the same results.
    fn give_the_same(&self, id: Id<Table>, first: usize, second: usize) -> bool {
        let rows = &self.rules.tables[id].rows;
        let (Some(first), Some(second)) = (rows.get(first), rows.get(second)) else { return false };
        let constant = |expr: &Option<ExprId>| match expr.map(|expr| &self.rules.exprs[expr].kind) {
            Some(ExprKind::Const(value)) => Some(Some(value.clone())),
            Some(_) => None,
            None => Some(None::<Value>),
        };
        first.results.iter().zip(&second.results).all(|(a, b)| {
            let (a, b) = (constant(a), constant(b));
            a.is_some() && a == b
        })
    }

    /// A case in words.
    fn words_of(&self, id: Id<Table>, grid: &Grid, case: &[Option<usize>]) -> (String, String) {
        let columns = &self.rules.tables[id].columns;
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        for ((column, points), at) in columns.iter().zip(&grid.points).zip(case) {
            let Some(point) = at.and_then(|at| points.get(at)) else { continue };
            zh.push(format!("「{}」{}", column.name, point.words.0));
            en.push(format!("‘{}’ {}", column.name, point.words.1));
        }
        if zh.is_empty() {
            return ("任何情况".to_owned(), "every case".to_owned());
        }
        (zh.join("，"), en.join(", "))
    }
}

impl Grid {
    fn of(&self, column: usize, row: usize) -> &[bool] {
        self.passes.get(column).and_then(|rows| rows.get(row)).map_or(&[], Vec::as_slice)
    }

    fn opens(&self, row: usize) -> usize {
        let asks = |column: &usize| self.of(*column, row).contains(&false);
        (0..self.points.len()).rev().find(asks).map_or(0, |last| last + 1)
    }

    fn is_impossible(&self, row: usize) -> bool {
        (0..self.points.len()).any(|column| !self.of(column, row).contains(&true))
    }

    fn are_alike(&self, first: usize, second: usize) -> bool {
        (0..self.points.len()).all(|column| self.of(column, first) == self.of(column, second))
    }

    /// The first point of a column that passes both.
    fn both(&self, column: usize, first: usize, second: usize) -> Option<usize> {
        let mut pairs = self.of(column, first).iter().zip(self.of(column, second));
        pairs.position(|(first, second)| *first && *second)
    }

    /// One value of one column cannot pass both, whatever the others are.
    fn are_disjoint(&self, first: usize, second: usize) -> bool {
        (0..self.points.len()).any(|column| self.both(column, first, second).is_none())
    }

    /// A case that two rows share; `None` where it is not certain that it can come about.
    fn common(&self, first: usize, second: usize) -> Option<Vec<Option<usize>>> {
        (0..self.points.len())
            .map(|column| {
                let open = |row| self.of(column, row).iter().all(|passes| *passes);
                if open(first) && open(second) {
                    return Some(None);
                }
                let free = self.free.get(column).copied().unwrap_or(false);
                self.both(column, first, second).filter(|_| free).map(Some)
            })
            .collect()
    }

    /// A case, of those that a row passes, that none of the first `rows` rows passes.
    fn uncovered(&self, rows: usize, within: Option<usize>) -> Search {
        let mut case = Vec::new();
        let alive: Vec<usize> = (0..rows).collect();
        self.search(&alive, within, &mut case)
    }

    /// Recursion is bounded by [`MOST_COLUMNS`].
    fn search(&self, alive: &[usize], within: Option<usize>, case: &mut Case) -> Search {
        let points = self.points.get(case.len()).map_or(1, Vec::len);
        let looks = self.looks.get().saturating_add(alive.len().saturating_mul(points) + 1);
        self.looks.set(looks);
        if looks > MOST_LOOKS {
            return Search::TooMany;
        }
        if alive.is_empty() {
            return Search::Found(case.clone());
        }
        let from = case.len();
        let open = |row: usize| self.open_from.get(row).is_some_and(|first| *first <= from);
        if from >= self.points.len() || alive.iter().any(|row| open(*row)) {
            return Search::None;
        }
        let mut seen: Vec<Vec<usize>> = Vec::new();
        for point in 0..self.points.get(from).map_or(0, Vec::len) {
            let passes = |row: usize| self.of(from, row).get(point).copied().unwrap_or(false);
            if within.is_some_and(|row| !passes(row)) {
                continue;
            }
            let left: Vec<usize> = alive.iter().copied().filter(|row| passes(*row)).collect();
            // Points that the same rows pass are one case.
            if seen.contains(&left) {
                continue;
            }
            case.push(point);
            let found = self.search(&left, within, case);
            case.pop();
            if !matches!(found, Search::None) {
                return found;
            }
            seen.push(left);
        }
        Search::None
    }
}
