//! Where a table is used: its rows become conditions about what is given there.

use super::super::Lower;
use super::super::path::{Ty, Typed};
use super::super::symbols::{Symbol, nearest};
use crate::diag::table as fault;
use crate::model::{
    Cell, CellTest, Comparison, ExprId, ExprKind, HitPolicy, Id, Lookup, Table, Taking, Type, Value,
};
use crate::quantity::Dimension;
use crate::syntax::ast::{self, Bracket, BracketContent, Segment};
use crate::text::Span;
use smol_str::SmolStr;

impl<'s> Lower<'s> {
    /// The table that the first name of a path stands for.
    pub(in super::super) fn table_of(&self, path: &ast::Path<'s>) -> Option<Id<Table>> {
        let first = path.segments.first()?;
        match self.symbol(&first.name.text)?.0 {
            Symbol::Table(id) => Some(id),
            _ => None,
        }
    }

    /// `表.结果`, `表.结果（甲、乙）`
    pub(in super::super) fn looked_up(
        &mut self,
        id: Id<Table>,
        fields: &[Segment<'s>],
        given: Option<&Bracket<'s>>,
        span: Span,
    ) -> Option<Typed> {
        let (slot, ty) = self.table_result(id, fields, span)?;
        let collects = self.rules.tables[id].policy == HitPolicy::Collect;
        let (taking, ty) = if collects { (Taking::All, Type::List(Box::new(ty))) } else { (Taking::One, ty) };
        let expr = self.lookup(id, slot, taking, given, span)?;
        Some(Typed { expr, ty: Ty::Value(ty) })
    }

    /// 计数（表）, 合计（表.结果）, 最大（表.结果）; the outer `None`: no table is spoken of.
    pub(in super::super) fn table_function(
        &mut self,
        function: &str,
        argument: Option<&ast::Expr<'s>>,
        span: Span,
    ) -> Option<Option<Typed>> {
        let (path, given) = match &argument?.kind {
            ast::ExprKind::Path(path) => (path, None),
            ast::ExprKind::Call(path, bracket) => (path, Some(bracket)),
            _ => return None,
        };
        let taking = match function {
            "计数" | "count" => Taking::Count,
            "合计" | "sum" => Taking::Sum,
            "最大" | "greatest" | "最晚" | "latest" => Taking::Greatest,
            "最小" | "least" | "最早" | "earliest" => Taking::Least,
            _ => return None,
        };
        let id = self.table_of(path)?;
        Some(self.taken_rows(id, path, given, taking, span))
    }

    fn taken_rows(
        &mut self,
        id: Id<Table>,
        path: &ast::Path<'s>,
        given: Option<&Bracket<'s>>,
        taking: Taking,
        span: Span,
    ) -> Option<Typed> {
        if self.broken_tables.contains(&id) {
            return None;
        }
        if self.rules.tables[id].policy != HitPolicy::Collect {
            let name = self.rules.tables[id].name.clone();
            self.report(fault::one_result(span, &name));
            return None;
        }
        let fields = path.segments.get(1..).unwrap_or_default();
        if taking == Taking::Count && fields.is_empty() {
            let expr = self.lookup(id, 0, taking, given, span)?;
            return Some(Typed { expr, ty: Ty::Value(Type::Quantity(Dimension::Count)) });
        }
        let (slot, ty) = self.table_result(id, fields, path.span)?;
        let number = matches!(ty, Type::Integer | Type::Decimal | Type::Quantity(_));
        let date = matches!(ty, Type::Date | Type::Time);
        let fits = match taking {
            Taking::Count => true,
            Taking::Sum => number,
            _ => number || date,
        };
        if !fits {
            let words = Ty::Value(ty).words();
            self.report(crate::diag::typing::not_a_number(path.span, words));
            return None;
        }
        let expr = self.lookup(id, slot, taking, given, span)?;
        let ty = if taking == Taking::Count { Type::Quantity(Dimension::Count) } else { ty };
        Some(Typed { expr, ty: Ty::Value(ty) })
    }

    /// The result that a path names.
    fn table_result(&mut self, id: Id<Table>, fields: &[Segment<'s>], span: Span) -> Option<(u16, Type)> {
        if self.broken_tables.contains(&id) {
            return None;
        }
        let table = &self.rules.tables[id];
        let schema = &self.rules.schemas[table.results];
        let known: Vec<SmolStr> = schema.fields.iter().map(|field| field.name.clone()).collect();
        let name = table.name.clone();
        let Some(field) = fields.first() else {
            self.report(fault::alone(span, &name, &known.join("、")));
            return None;
        };
        let results = table.results;
        self.no_more(fields, 1)?;
        let found = self.rules.schemas[results].field(&field.name.text);
        let Some((slot, ty)) = found.map(|(slot, field)| (slot, field.ty.clone())) else {
            let near = nearest(&field.name.text, known.iter().map(SmolStr::as_str));
            let at = field.name.span;
            self.report(fault::no_result(at, &name, &field.name.text, &known.join("、"), near));
            return None;
        };
        Some((u16::try_from(slot).ok()?, ty))
    }

    fn lookup(
        &mut self,
        id: Id<Table>,
        result: u16,
        taking: Taking,
        given: Option<&Bracket<'s>>,
        span: Span,
    ) -> Option<ExprId> {
        let inputs = self.inputs(id, given, span)?;
        let rows = self.row_conditions(id, &inputs);
        let table = &self.rules.tables[id];
        let all = table.rows.iter().chain(&table.otherwise);
        let values = all.map(|row| row.results.get(usize::from(result)).copied().flatten()).collect();
        let lookup = Lookup { table: id, result, taking, rows, values };
        Some(self.expr(ExprKind::Lookup(Box::new(lookup)), span))
    }

    /// What each column reads here.
    fn inputs(&mut self, id: Id<Table>, given: Option<&Bracket<'s>>, span: Span) -> Option<Vec<ExprId>> {
        let table = &self.rules.tables[id];
        let columns = table.columns.clone();
        let name = table.name.clone();
        let wanted: Vec<&str> = columns
            .iter()
            .filter(|column| column.reads.is_none())
            .map(|column| column.name.as_str())
            .collect();
        let declared = columns.first().map_or(span, |column| column.span);
        let at = given.map_or(span, |bracket| bracket.span);
        let arguments = match given.map(|bracket| &bracket.content) {
            None => Some(Vec::new()),
            Some(BracketContent::Items(items)) => Some(items.iter().collect()),
            Some(BracketContent::Fields(fields)) => {
                let of =
                    |name: &&str| fields.iter().find(|(word, _)| word.text == *name).map(|(_, expr)| expr);
                let found: Option<Vec<&ast::Expr<'s>>> = wanted.iter().map(of).collect();
                found.filter(|found| found.len() == fields.len())
            }
            Some(BracketContent::Clauses(_)) => None,
        };
        let Some(arguments) = arguments.filter(|found| found.len() == wanted.len()) else {
            self.report(fault::bad_inputs(at, &name, &wanted, declared));
            return None;
        };
        let mut arguments = arguments.into_iter();
        let mut inputs = Vec::new();
        for column in &columns {
            let input = match column.reads {
                Some(reads) => Some(reads),
                None => arguments.next().and_then(|argument| self.input(argument, &column.ty)),
            };
            inputs.push(input);
        }
        inputs.into_iter().collect()
    }

    fn input(&mut self, argument: &ast::Expr<'s>, ty: &Type) -> Option<ExprId> {
        if let Type::Enum(of) = ty {
            if let ast::ExprKind::Path(path) = &argument.kind
                && path
                    .single()
                    .is_some_and(|word| self.rules.enumerations[*of].members.iter().any(|one| one == word))
            {
                let value = self.literal(argument, ty)?;
                return Some(self.expr(ExprKind::Const(value), argument.span));
            }
            let typed = self.value(argument)?;
            self.check_comparable(&Ty::Value(ty.clone()), &typed.ty, argument.span)?;
            return Some(typed.expr);
        }
        let typed = self.value(argument)?;
        self.check_comparable(&Ty::Value(ty.clone()), &typed.ty, argument.span)?;
        Some(typed.expr)
    }

    /// The conditions of the rows; of a table that is given nothing, the same wherever it is used.
    fn row_conditions(&mut self, id: Id<Table>, inputs: &[ExprId]) -> Vec<ExprId> {
        let table = &self.rules.tables[id];
        let fixed = table.columns.iter().all(|column| column.reads.is_some());
        if let Some((_, known)) = self.table_rows.iter().find(|(of, _)| fixed && *of == id) {
            return known.clone();
        }
        let rows: Vec<(Vec<Cell>, Span)> =
            table.rows.iter().map(|row| (row.cells.clone(), row.span)).collect();
        let found: Vec<ExprId> =
            rows.into_iter().map(|(cells, span)| self.row_condition(&cells, inputs, span)).collect();
        if fixed {
            self.table_rows.push((id, found.clone()));
        }
        found
    }

    fn row_condition(&mut self, cells: &[Cell], inputs: &[ExprId], span: Span) -> ExprId {
        let mut parts = Vec::new();
        for (cell, input) in cells.iter().zip(inputs) {
            parts.extend(self.cell_condition(&cell.test, *input, cell.span));
        }
        match parts.as_slice() {
            [] => self.expr(ExprKind::Const(Value::Bool(true)), span),
            // Also of one cell: explanations name the row.
            _ => self.expr(ExprKind::And(parts), span),
        }
    }

    fn cell_condition(&mut self, test: &CellTest, input: ExprId, span: Span) -> Option<ExprId> {
        let kind = match test {
            CellTest::Anything => return None,
            CellTest::Compare(op, value, at) => {
                let value = self.expr(ExprKind::Const(value.clone()), *at);
                ExprKind::Compare(*op, input, value)
            }
            CellTest::Among(values) => ExprKind::Member(input, values.clone()),
            CellTest::All(parts) => ExprKind::And(self.cell_conditions(parts, input, span)),
            CellTest::Any(parts) => ExprKind::Or(self.cell_conditions(parts, input, span)),
            CellTest::Not(inner) => ExprKind::Not(self.cell_condition(inner, input, span)?),
        };
        Some(self.expr(kind, span))
    }

    fn cell_conditions(&mut self, parts: &[CellTest], input: ExprId, span: Span) -> Vec<ExprId> {
        parts.iter().filter_map(|part| self.cell_condition(part, input, span)).collect()
    }

    /// A table that collects, read where one value is needed.
    pub(in super::super) fn one_of_all(&mut self, expr: ExprId, span: Span) -> bool {
        let ExprKind::Lookup(lookup) = &self.rules.exprs[expr].kind else { return false };
        if lookup.taking != Taking::All {
            return false;
        }
        let name = self.rules.tables[lookup.table].name.clone();
        self.report(fault::several_results(span, &name));
        true
    }
}

/// Whether a comparison holds between what orders so.
pub(super) fn holds(op: Comparison, ordering: std::cmp::Ordering) -> bool {
    match op {
        Comparison::Equal => ordering.is_eq(),
        Comparison::NotEqual => ordering.is_ne(),
        Comparison::Less => ordering.is_lt(),
        Comparison::LessEqual => ordering.is_le(),
        Comparison::Greater => ordering.is_gt(),
        Comparison::GreaterEqual => ordering.is_ge(),
    }
}
