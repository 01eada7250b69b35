//! 决策表: its columns, its rows and its results, typed.
//!
//! INVARIANT: a table is read once, where it is declared, and all its faults are told there; where it is
//! used its rows become conditions about what is given there (`using`). Deliberately absent: which row counts.

mod cell;
mod check;
mod domain;
mod using;

use super::head::Head;
use super::path::Ty;
use super::symbols::Symbol;
use super::{Lower, Scope};
use crate::diag::{names, table as fault};
use crate::model::{
    Cell, CellTest, ExprId, Field, HitPolicy, Id, Presence, Schema, Table, TableColumn, TableRow, Type,
};
use crate::syntax::ast::{self, Cells, ExprKind, Statement};
use crate::syntax::vocabulary::{ClauseWord, Keyword, TableWord};
use crate::text::Span;
use smol_str::SmolStr;

/// A result as it is read: its name, its type, and where that comes from.
struct Result {
    field: Field,
    typed: bool,
}

impl<'s> Lower<'s> {
    /// Declares a table: its name and how its rows count.
    pub(super) fn declare_table(&mut self, head: &Head<'s>, statement: Statement<'s>) {
        let Some(named) = self.single_name(head) else { return };
        let policy = self.policy(head, statement);
        let fields = Vec::new();
        let schema = Schema { name: named.name.clone(), alias: None, fields, span: named.span };
        let id = self.rules.tables.push(Table {
            name: named.name.clone(),
            alias: named.alias.clone(),
            policy: policy.unwrap_or(HitPolicy::First),
            columns: Vec::new(),
            results: self.rules.schemas.push(schema),
            rows: Vec::new(),
            otherwise: None,
            complete: false,
            exclusive: false,
            cites: Vec::new(),
            span: named.span,
        });
        self.tables.push((self.scope.file, statement, policy.is_some()));
        self.declare(&named.name, named.alias.as_ref(), Symbol::Table(id), named.span);
    }

    fn policy(&mut self, head: &Head<'s>, statement: Statement<'s>) -> Option<HitPolicy> {
        let found = match statement.policy() {
            Some((TableWord::Unique, _)) => Some(HitPolicy::Unique),
            Some((TableWord::First, _)) => Some(HitPolicy::First),
            Some((TableWord::Collect, _)) => Some(HitPolicy::Collect),
            _ => None,
        };
        if found.is_none() {
            let value = statement.value();
            let span = value.as_ref().map_or(head.span, |value| value.span);
            let word = value.map(|value| self.rules.sources.text(value.span).to_owned());
            self.report(fault::no_policy(span, word.as_deref()));
        }
        found
    }

    /// Lowers all tables; what procedures are is not known yet.
    pub(super) fn lower_tables(&mut self) {
        let ids: Vec<Id<Table>> = self.rules.tables.ids().collect();
        for (id, (file, statement, told)) in ids.into_iter().zip(self.tables.clone()) {
            self.scope = Scope { file, ..Scope::default() };
            let faults = self.sink.counts().1;
            self.table(id, statement);
            // What is proven of a table is proven of a whole one; a row that is junk has been told.
            if faults == self.sink.counts().1 && told && self.is_whole(id, statement) {
                self.check_table(id);
            } else {
                self.broken_tables.push(id);
            }
        }
        self.scope = Scope::default();
    }

    /// Whether all rows that are written were read.
    fn is_whole(&self, id: Id<Table>, statement: Statement<'s>) -> bool {
        let table = &self.rules.tables[id];
        let written = |keyword: Keyword| {
            let members = statement.body().into_iter().flatten();
            members.filter(|member| Head::keyword_of(*member) == Some(keyword)).count()
        };
        written(Keyword::Row) == table.rows.len()
            && written(Keyword::Otherwise) == usize::from(table.otherwise.is_some())
    }

    fn table(&mut self, id: Id<Table>, statement: Statement<'s>) {
        for clause in statement.clauses() {
            self.surplus_clause(&clause);
        }
        let cites = self.block_cites(statement);
        self.scope.cites.clone_from(&cites);
        self.rules.tables[id].cites = cites;
        let (mut header, mut rows, mut otherwise) = (None, Vec::new(), None);
        let mut fields = None;
        for member in statement.body().into_iter().flatten() {
            let Some(head) = Head::read(member) else {
                self.unknown_head(member);
                continue;
            };
            let slot = match head.keyword {
                Some(Keyword::Cite) => continue,
                Some(Keyword::Row) => {
                    self.no_name(&head);
                    rows.push(member);
                    continue;
                }
                Some(Keyword::Columns) => &mut header,
                Some(Keyword::Otherwise) => &mut otherwise,
                Some(Keyword::Fields) => &mut fields,
                _ => {
                    self.report(names::misplaced(head.span, &head.word, "「决策表」", "‘table’"));
                    continue;
                }
            };
            let first = slot.replace(member);
            if let Some(first) = first {
                self.report(names::twice(member.span(), &head.word, first.span()));
            }
            self.no_name(&head);
        }
        let name = self.rules.tables[id].name.clone();
        let span = self.rules.tables[id].span;
        let declared = fields.map(|block| self.schema(&name, None, span, block));
        let Some(cells) = header.and_then(|header: Statement<'s>| self.header(header)) else {
            if header.is_none() {
                self.report(fault::incomplete(span, ("「列：…；」", "‘columns: …;’")));
            }
            return;
        };
        if rows.is_empty() {
            self.report(fault::incomplete(span, ("「行：…；」", "‘row: …;’")));
        }
        self.columns(id, &cells, declared);
        let mut results = self.result_fields(&cells, declared);
        self.infer(&mut results, &rows, otherwise);
        self.rows(id, &cells, &results, &rows, otherwise);
        self.unused_fields(&cells, declared);
        let schema = self.rules.tables[id].results;
        self.rules.schemas[schema].fields = results.into_iter().map(|result| result.field).collect();
    }

    /// `列：项目.类型 ｜ 项目.投资 则 时限`
    fn header(&mut self, header: Statement<'s>) -> Option<Cells<'s>> {
        for clause in header.clauses() {
            self.surplus_clause(&clause);
        }
        let cells = header.cells()?;
        if cells.then.len() != 1 {
            self.report(fault::no_then(
                cells.then.get(1).copied().unwrap_or(cells.span),
                !cells.then.is_empty(),
            ));
            return None;
        }
        Some(cells)
    }

    fn surplus_clause(&mut self, clause: &ast::Clause<'s>) {
        let (zh, en) = (format!("「{}」", clause.word.zh()), format!("‘{}’", clause.word.en()));
        self.report(names::surplus(clause.span, &zh, &en));
    }

    fn columns(&mut self, id: Id<Table>, cells: &Cells<'s>, declared: Option<Id<Schema>>) {
        let mut columns: Vec<TableColumn> = Vec::new();
        for cell in &cells.conditions {
            let [only] = cell.items.as_slice() else {
                self.report(names::required(cell.span, "一列的名称", "the name of one column"));
                continue;
            };
            let name = SmolStr::new(self.rules.sources.text(only.span).trim());
            if let Some(first) = columns.iter().find(|column| column.name == name) {
                let first = first.span;
                self.report(names::twice(only.span, &name, first));
                continue;
            }
            if let Some((reads, ty)) = self.column(only, declared) {
                columns.push(TableColumn { name, reads, ty, span: only.span });
            }
        }
        self.rules.tables[id].columns = columns;
    }

    /// What a column reads, and of which type it is.
    fn column(
        &mut self,
        expr: &ast::Expr<'s>,
        declared: Option<Id<Schema>>,
    ) -> Option<(Option<ExprId>, Type)> {
        let word = match &expr.kind {
            ExprKind::Path(path) => path.single(),
            _ => None,
        };
        let input = word.zip(declared).and_then(|(word, schema)| {
            self.rules.schemas[schema].field(word).map(|(_, field)| field.ty.clone())
        });
        let (reads, ty) = match input {
            Some(ty) => (None, Ty::Value(ty)),
            None => {
                let known = |word: &str| self.symbol(word).is_some() || word.contains('·');
                if let Some(word) = word.filter(|word| !known(word)) {
                    let broken = declared.is_some_and(|schema| {
                        self.broken.iter().any(|(of, field)| *of == schema && field == word)
                    });
                    if !broken {
                        self.report(fault::undeclared_column(expr.span, word));
                    }
                    return None;
                }
                let typed = self.value(expr)?;
                (Some(typed.expr), typed.ty)
            }
        };
        match ty {
            Ty::Value(
                ty @ (Type::Text
                | Type::Bool
                | Type::Integer
                | Type::Decimal
                | Type::Quantity(_)
                | Type::Date
                | Type::Time
                | Type::Enum(_)),
            ) => Some((reads, ty)),
            other => {
                self.report(fault::bad_column(expr.span, other.words()));
                None
            }
        }
    }

    /// The names after 则, with the types that 字段 gives them.
    fn result_fields(&mut self, cells: &Cells<'s>, declared: Option<Id<Schema>>) -> Vec<Result> {
        let mut results: Vec<Result> = Vec::new();
        for cell in &cells.results {
            let name = match cell.items.as_slice() {
                [only] => self.word(only),
                _ => {
                    self.report(names::required(cell.span, "一个结果的名称", "the name of one result"));
                    None
                }
            };
            let name = name.unwrap_or_default();
            if let Some(first) = results.iter().find(|one| one.field.name == name && !name.is_empty()) {
                let first = first.field.span;
                self.report(names::twice(cell.span, &name, first));
            }
            let known = declared
                .and_then(|schema| self.rules.schemas[schema].field(&name).map(|(_, field)| field.clone()));
            let typed = known.is_some();
            let field = known.unwrap_or(Field {
                name,
                alias: None,
                ty: Type::Text,
                presence: Presence::Open,
                span: cell.span,
            });
            results.push(Result { field, typed });
        }
        results
    }

    /// Fields that are no column and no result.
    fn unused_fields(&mut self, cells: &Cells<'s>, declared: Option<Id<Schema>>) {
        let Some(schema) = declared else { return };
        let written: Vec<&str> = cells
            .conditions
            .iter()
            .chain(&cells.results)
            .flat_map(|cell| &cell.items)
            .map(|item| self.rules.sources.text(item.span).trim())
            .collect();
        let fields = self.rules.schemas[schema].fields.iter();
        let unused: Vec<(Span, SmolStr)> = fields
            .filter(|field| !written.contains(&field.name.as_str()))
            .map(|field| (field.span, field.name.clone()))
            .collect();
        for (span, name) in unused {
            self.report(
                names::surplus(span, &format!("字段「{name}」"), &format!("the field ‘{name}’")).help(
                    "「字段」只写「列」里的名称：则前的是用时给的，则后的是结果",
                    "fields are those that ‘columns’ names: what is given before ‘then’, results after it",
                ),
            );
        }
    }

    fn rows(
        &mut self,
        id: Id<Table>,
        header: &Cells<'s>,
        results: &[Result],
        rows: &[Statement<'s>],
        otherwise: Option<Statement<'s>>,
    ) {
        let table_cites = self.scope.cites.clone();
        for row in rows {
            let (cites, note) = self.row_clauses(*row);
            let Some(cells) = row.cells() else { continue };
            if cells.then.len() != 1 {
                let span = cells.then.get(1).copied().unwrap_or(cells.span);
                self.report(fault::no_then(span, !cells.then.is_empty()));
                continue;
            }
            let wanted = header.conditions.len();
            let counted = self.count(&cells.conditions, wanted, ("条件", "condition"), (&cells, header))
                & self.count(&cells.results, results.len(), ("结果", "result"), (&cells, header));
            if !counted {
                continue;
            }
            let written = cells.span;
            let tests = self.tests(id, &cells);
            let values = self.results(&cells.results, results);
            self.scope.cites.clone_from(&table_cites);
            if let (Some(cells), Some(results)) = (tests, values) {
                let row = TableRow { cells, results, cites, note, span: written };
                self.rules.tables[id].rows.push(row);
            }
        }
        let Some(row) = otherwise else { return };
        let (cites, note) = self.row_clauses(row);
        let Some(cells) = row.cells() else { return };
        if let Some(then) = cells.then.first() {
            return self.report(fault::no_then(*then, true).help(
                "「其他」没有条件，直接写结果：「其他：30日；」",
                "‘otherwise’ has no conditions: write ‘otherwise: 30 days;’",
            ));
        }
        if !self.count(&cells.conditions, results.len(), ("结果", "result"), (&cells, header)) {
            return;
        }
        if let Some(results) = self.results(&cells.conditions, results) {
            let row = TableRow { cells: Vec::new(), results, cites, note, span: row.span() };
            self.rules.tables[id].otherwise = Some(row);
        }
        self.scope.cites = table_cites;
    }

    /// 依据 and 说明 of a row; its citations say how a bare 日 of it counts.
    fn row_clauses(&mut self, row: Statement<'s>) -> (Vec<crate::model::Citation>, Option<SmolStr>) {
        let (mut cites, mut note) = (Vec::new(), None);
        for clause in row.clauses() {
            match clause.word {
                ClauseWord::Cited => cites.extend(self.citations(&clause.items)),
                ClauseWord::Note => note = self.clause_text(row, ClauseWord::Note),
                _ => self.surplus_clause(&clause),
            }
        }
        if !cites.is_empty() {
            self.scope.cites.clone_from(&cites);
        }
        (cites, note)
    }

    fn count(
        &mut self,
        found: &[ast::Cell<'s>],
        wanted: usize,
        what: (&str, &str),
        (row, header): (&Cells<'s>, &Cells<'s>),
    ) -> bool {
        if found.len() == wanted {
            return true;
        }
        let empty = |cell: Option<&ast::Cell<'_>>| {
            cell.is_some_and(|cell| cell.items.is_empty() && !cell.anything && !cell.dash)
        };
        let framed = found.len() > wanted && (empty(found.first()) || empty(found.last()));
        self.report(fault::cell_count(row.span, what, found.len(), wanted, framed, header.span));
        false
    }

    fn tests(&mut self, id: Id<Table>, cells: &Cells<'s>) -> Option<Vec<Cell>> {
        let columns = self.rules.tables[id].columns.clone();
        // A column that could not be read has been told.
        if columns.len() != cells.conditions.len() {
            return None;
        }
        let mut tests = Vec::new();
        for (cell, column) in cells.conditions.iter().zip(&columns) {
            let test = self.cell_test(cell, column);
            tests.push(test.map(|test: CellTest| Cell { test, span: cell.span }));
        }
        tests.into_iter().collect()
    }
}
