//! The rows of a decision table under each other: marks of a column stand in one column of the page.
//!
//! INVARIANT: only gaps grow, each vocabulary by itself, so that neither its lines nor its words depend on
//! the other. A table that would be too wide, or has a row with comments or lines of its own, stays as it is.

use super::WIDTH;
use super::atoms::Atom;
use super::place::Place;
use super::sentence;
use crate::syntax::ast::Statement;
use crate::syntax::tree::{Node, NodeKind};
use crate::syntax::vocabulary::Keyword;

/// The columns of a table, in both vocabularies.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    /// Of the keyword with its colon.
    prefix: [usize; 2],
    /// From one mark to the next, without the marks.
    cells: Vec<[usize; 2]>,
    /// How many cells stand before 则.
    conditions: usize,
    /// Up to the first result.
    results_at: [usize; 2],
}

/// A row as it would be without alignment.
struct Row {
    prefix: [usize; 2],
    /// The position of the mark after each cell, with the columns of the cell.
    cells: Vec<(usize, [usize; 2])>,
    /// The columns of the marks.
    marks: Vec<[usize; 2]>,
    /// The mark at which the results begin.
    then: Option<usize>,
    /// Behind the last mark up to the first clause.
    last: [usize; 2],
}

/// Whether a statement is a row of a table, or its 列.
pub(super) fn is_row(statement: Statement<'_>) -> bool {
    matches!(statement.keyword().1, Some(Keyword::Columns | Keyword::Row))
}

fn is_otherwise(statement: Statement<'_>) -> bool {
    statement.keyword().1 == Some(Keyword::Otherwise)
}

impl Columns {
    /// The columns of the rows in a body; `None` where they cannot be aligned.
    pub(super) fn of<'t>(body: Node<'t>, place: Place<'t>, indent: usize) -> Option<Self> {
        let statements = body.children().filter(|node| node.kind() == NodeKind::Statement).map(Statement::of);
        let mut found: Option<Self> = None;
        let mut widest = [0; 2];
        for statement in statements.filter(|one| is_row(*one)) {
            let (atoms, _) = sentence::atoms(statement, place);
            let row = Row::of(&atoms)?;
            let then = row.then?;
            let columns = found.get_or_insert_with(|| Self {
                prefix: [0; 2],
                cells: vec![[0; 2]; row.cells.len()],
                conditions: then + 1,
                results_at: [0; 2],
            });
            if columns.cells.len() != row.cells.len() || columns.conditions != then + 1 {
                return None;
            }
            columns.prefix = most(columns.prefix, row.prefix);
            for (all, (_, own)) in columns.cells.iter_mut().zip(&row.cells) {
                *all = most(*all, *own);
            }
            widest = most(widest, row.last);
            // The marks are the same in all rows.
            columns.results_at = row.marks.iter().take(then + 1).fold([0; 2], |all, mark| sum(all, *mark));
        }
        let mut columns = found?;
        let conditions = columns.cells.iter().take(columns.conditions);
        columns.results_at =
            conditions.fold(sum(columns.results_at, columns.prefix), |all, cell| sum(all, *cell));
        let results = columns.cells.iter().skip(columns.conditions);
        let end = results.fold(sum(columns.results_at, widest), |all, cell| sum(sum(all, *cell), [2, 1]));
        end.iter().all(|end| end + indent < WIDTH).then_some(columns)
    }

    /// Moves the marks of a row to their columns.
    pub(super) fn apply(&self, statement: Statement<'_>, atoms: &mut [Atom<'_>]) {
        if is_otherwise(statement) {
            return self.under_results(atoms);
        }
        if !is_row(statement) {
            return;
        }
        let Some(row) = Row::of(atoms) else { return };
        if row.cells.len() != self.cells.len() {
            return;
        }
        if let Some(first) = first_after_colon(atoms).and_then(|at| atoms.get_mut(at)) {
            widen(first, self.prefix, row.prefix);
        }
        for ((at, own), all) in row.cells.iter().zip(&self.cells) {
            if let Some(mark) = atoms.get_mut(*at) {
                widen(mark, *all, *own);
            }
        }
    }

    /// The results of 其他 stand under the results.
    fn under_results(&self, atoms: &mut [Atom<'_>]) {
        let Some(at) = first_after_colon(atoms).filter(|_| !atoms.iter().skip(1).any(Atom::forced)) else {
            return;
        };
        let prefix = width(atoms.get(..at).unwrap_or_default());
        // After 则 stands a blank, after a full-width colon none.
        let blank = atoms.get(at).map_or([0; 2], |first| [1 - first.gap[0].min(1), 1 - first.gap[1].min(1)]);
        if let Some(first) = atoms.get_mut(at) {
            widen(first, sum(self.results_at, blank), prefix);
        }
        let marks: Vec<usize> =
            (at..atoms.len()).filter(|at| atoms.get(*at).is_some_and(|one| one.cell)).collect();
        let mut from = at;
        for (mark, all) in marks.into_iter().zip(self.cells.iter().skip(self.conditions)) {
            let cell = atoms.get(from..mark).unwrap_or_default();
            let gap = if from == at { [1; 2] } else { cell.first().map_or([0; 2], |first| first.gap) };
            let inner = width(cell.get(1..).unwrap_or_default());
            let first = cell.first().map_or([0; 2], |first| first.width);
            let own = sum(sum(gap, first), sum(inner, [1; 2]));
            if let Some(mark) = atoms.get_mut(mark) {
                widen(mark, *all, own);
            }
            from = mark + 1;
        }
    }
}

impl Row {
    fn of(atoms: &[Atom<'_>]) -> Option<Self> {
        let first = first_after_colon(atoms)?;
        let end = atoms
            .iter()
            .position(|atom| atom.level == Some(super::atoms::level::CLAUSE))
            // The comma before it.
            .map_or(atoms.len(), |at| at.saturating_sub(1));
        let own = atoms.get(..end)?;
        if own.iter().skip(1).any(|atom| atom.forced() || !atom.comments.is_empty()) {
            return None;
        }
        let (mut cells, mut marks, mut then) = (Vec::new(), Vec::new(), None);
        let mut from = first;
        for (at, atom) in own.iter().enumerate().skip(first).filter(|(_, atom)| atom.cell) {
            if !matches!(atom.text[1].as_ref(), "|") {
                then = then.or(Some(cells.len()));
            }
            let cell = sum(width(own.get(from..at)?), atom.gap);
            cells.push((at, cell));
            marks.push(atom.width);
            from = at + 1;
        }
        Some(Self { prefix: width(own.get(..first)?), cells, marks, then, last: width(own.get(from..)?) })
    }
}

fn first_after_colon(atoms: &[Atom<'_>]) -> Option<usize> {
    let colon = atoms.iter().position(|atom| atom.text[1] == ":")?;
    (colon + 1 < atoms.len()).then_some(colon + 1)
}

fn width(atoms: &[Atom<'_>]) -> [usize; 2] {
    super::atoms::columns(atoms)
}

fn sum(a: [usize; 2], b: [usize; 2]) -> [usize; 2] {
    [a[0] + b[0], a[1] + b[1]]
}

fn most(a: [usize; 2], b: [usize; 2]) -> [usize; 2] {
    [a[0].max(b[0]), a[1].max(b[1])]
}

/// Adds to the gap before an atom what lacks.
fn widen(atom: &mut Atom<'_>, all: [usize; 2], own: [usize; 2]) {
    atom.gap = [atom.gap[0] + all[0].saturating_sub(own[0]), atom.gap[1] + all[1].saturating_sub(own[1])];
}
