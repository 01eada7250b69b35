//! Decision tables: rows of conditions with their results, and what is looked up in them.

use super::arena::Id;
use super::expr::{Comparison, ExprId};
use super::source::Citation;
use super::types::{Schema, Type, Value};
use crate::text::Span;
use smol_str::SmolStr;

/// A decision table.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its name.
    pub name: SmolStr,
    /// Its ASCII alias.
    pub alias: Option<SmolStr>,
    /// Which of the rows that match count.
    pub policy: HitPolicy,
    /// What the conditions are about.
    pub columns: Vec<TableColumn>,
    /// The results, as fields.
    pub results: Id<Schema>,
    /// Its rows, in the order in which they are written.
    pub rows: Vec<TableRow>,
    /// 其他: what holds where no row matches; by result.
    pub otherwise: Option<TableRow>,
    /// Whether it is proven that some row matches whatever is given.
    pub complete: bool,
    /// Whether it is proven that no two rows match at once.
    pub exclusive: bool,
    /// Its articles.
    pub cites: Vec<Citation>,
    /// Where it is declared.
    pub span: Span,
}

/// Which of the rows that match count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitPolicy {
    /// 唯一: at most one matches.
    Unique,
    /// 优先: the first.
    First,
    /// 收集: all of them.
    Collect,
}

/// What the conditions of a column are about.
#[derive(Clone, Debug)]
pub struct TableColumn {
    /// As it is written.
    pub name: SmolStr,
    /// What it reads; `None`: what is given where the table is used.
    pub reads: Option<ExprId>,
    /// What it holds.
    pub ty: Type,
    /// Where it is written.
    pub span: Span,
}

/// A row.
#[derive(Clone, Debug)]
pub struct TableRow {
    /// One a column; of 其他 none.
    pub cells: Vec<Cell>,
    /// One a result; `None`: there is none.
    pub results: Vec<Option<ExprId>>,
    /// Its articles, besides those of the table.
    pub cites: Vec<Citation>,
    /// 说明
    pub note: Option<SmolStr>,
    /// Where it is written.
    pub span: Span,
}

/// The condition of a cell.
#[derive(Clone, Debug)]
pub struct Cell {
    /// What it asks.
    pub test: CellTest,
    /// Where it is written.
    pub span: Span,
}

/// What a cell asks of its column.
#[derive(Clone, Debug, PartialEq)]
pub enum CellTest {
    /// Nothing.
    Anything,
    /// `大于 5000万元`, `甲`; and where the value is written.
    Compare(Comparison, Value, Span),
    /// `甲、乙`
    Among(Vec<Value>),
    /// All of them: `5 ～ 10`, `不少于 5 且 小于 10`.
    All(Vec<CellTest>),
    /// At least one of them.
    Any(Vec<CellTest>),
    /// 非
    Not(Box<CellTest>),
}

/// One look into a table.
#[derive(Clone, Debug)]
pub struct Lookup {
    /// The table.
    pub table: Id<Table>,
    /// Which result, by slot.
    pub result: u16,
    /// What is made of the rows that match.
    pub taking: Taking,
    /// The conditions of the rows, about what is given here; 其他 has none.
    pub rows: Vec<ExprId>,
    /// What the rows give, that of 其他 last where there is one; `None`: there is none.
    pub values: Vec<Option<ExprId>>,
}

/// What is made of the rows that match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    /// The value of the one that counts.
    One,
    /// 收集: all values, for 包含 alone.
    All,
    /// 计数
    Count,
    /// 合计
    Sum,
    /// 最大
    Greatest,
    /// 最小
    Least,
}

impl Lookup {
    /// The value of 其他; the outer `None`: the table has none.
    #[must_use]
    pub fn otherwise(&self) -> Option<Option<ExprId>> {
        self.values.get(self.rows.len()).copied()
    }
}
