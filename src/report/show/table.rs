//! Decision tables: each row as a sentence, and what is looked up as a noun.

use super::amount::amount;
use super::speaker::Speaker;
use super::{expr_en, expr_zh};
use crate::diag::Lang;
use crate::model::{
    CellTest, ExprId, ExprKind, HitPolicy, Id, Lookup, ObligationId, RuleSet, Table, TableColumn, TableRow,
    Taking, Type, Value,
};
use crate::quantity::Unit;
use crate::text::Span;

/// What a look-up gives, in Chinese, with the columns that it looks at.
pub(super) fn noun_zh(rules: &RuleSet, lookup: &Lookup) -> String {
    let (table, result) = names(rules, lookup);
    let columns: String =
        rules.tables[lookup.table].columns.iter().map(|one| expr_zh::quoted(&one.name)).collect();
    let (table, result) = (format!("决策表{}依{columns}", expr_zh::quoted(table)), expr_zh::quoted(result));
    match lookup.taking {
        Taking::One => format!("按{table}确定的{result}"),
        Taking::All => format!("按{table}确定的全部{result}"),
        Taking::Count => format!("按{table}符合的行数"),
        Taking::Sum => format!("按{table}确定的{result}合计"),
        Taking::Greatest => format!("按{table}确定的{result}中最大的"),
        Taking::Least => format!("按{table}确定的{result}中最小的"),
    }
}

/// The same in English.
pub(super) fn noun_en(rules: &RuleSet, lookup: &Lookup) -> String {
    let (table, result) = names(rules, lookup);
    let columns: Vec<String> =
        rules.tables[lookup.table].columns.iter().map(|one| expr_en::quoted(&one.name)).collect();
    let (table, result) = (expr_en::quoted(table), expr_en::quoted(result));
    let table = format!("the table {table} by {}", columns.join(", "));
    match lookup.taking {
        Taking::One => format!("the {result} that {table} gives"),
        Taking::All => format!("all {result} that {table} gives"),
        Taking::Count => format!("the number of rows that match in {table}"),
        Taking::Sum => format!("the sum of {result} that {table} gives"),
        Taking::Greatest => format!("the greatest {result} that {table} gives"),
        Taking::Least => format!("the least {result} that {table} gives"),
    }
}

fn names<'r>(rules: &'r RuleSet, lookup: &Lookup) -> (&'r str, &'r str) {
    let table = &rules.tables[lookup.table];
    let fields = &rules.schemas[table.results].fields;
    (&table.name, fields.get(usize::from(lookup.result)).map_or("", |field| field.name.as_str()))
}

/// The tables on which some obligations rest, in the order of their declaration; of all obligations, all.
pub(super) fn used(rules: &RuleSet, chosen: &[ObligationId]) -> Vec<Id<Table>> {
    if chosen.len() == rules.obligations.len() {
        return rules.tables.ids().collect();
    }
    let spans: Vec<Span> = chosen.iter().map(|id| rules.obligations[*id].span).collect();
    let within = |at: Span| {
        spans.iter().any(|span| span.file == at.file && span.start <= at.start && at.end <= span.end)
    };
    let mut found: Vec<Id<Table>> = rules
        .exprs
        .iter()
        .filter(|expr| within(expr.span))
        .filter_map(|expr| match &expr.kind {
            ExprKind::Lookup(lookup) => Some(lookup.table),
            _ => None,
        })
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// How several rows that match are taken.
pub(super) fn policy(policy: HitPolicy, lang: Lang) -> &'static str {
    match (policy, lang) {
        (HitPolicy::Unique, Lang::Zh) => "只能有一行符合。",
        (HitPolicy::First, Lang::Zh) => "几行符合的，取最前一行。",
        (HitPolicy::Collect, Lang::Zh) => "取符合的全部各行。",
        (HitPolicy::Unique, Lang::En) => "At most one row matches.",
        (HitPolicy::First, Lang::En) => "Where several rows match the first one counts.",
        (HitPolicy::Collect, Lang::En) => "All rows that match count.",
    }
}

/// The rows of a table as sentences.
pub(super) fn rows(rules: &RuleSet, table: &Table, lang: Lang) -> Vec<String> {
    let row = |(at, row): (usize, &TableRow)| {
        let when = conditions(rules, table, row, lang);
        let then = results(rules, table, row, lang);
        match (lang, when.is_empty()) {
            (Lang::Zh, false) => format!("第{}行：{when}的，{then}。", at + 1),
            (Lang::Zh, true) => format!("第{}行：不论何种情况，{then}。", at + 1),
            (Lang::En, false) => format!("Row {}: where {when}, {then}.", at + 1),
            (Lang::En, true) => format!("Row {}: in every case, {then}.", at + 1),
        }
    };
    let mut said: Vec<String> = table.rows.iter().enumerate().map(row).collect();
    said.extend(table.otherwise.as_ref().map(|other| {
        let then = results(rules, table, other, lang);
        match lang {
            Lang::Zh => format!("其他：各行都不符合的，{then}。"),
            Lang::En => format!("Otherwise: where no row matches, {then}."),
        }
    }));
    said
}

fn conditions(rules: &RuleSet, table: &Table, row: &TableRow, lang: Lang) -> String {
    let cells = table.columns.iter().zip(&row.cells);
    let said: Vec<String> =
        cells.filter_map(|(column, cell)| test(rules, column, &cell.test, true, lang)).collect();
    said.join(if lang == Lang::Zh { "，并且" } else { " and " })
}

fn results(rules: &RuleSet, table: &Table, row: &TableRow, lang: Lang) -> String {
    let fields = rules.schemas[table.results].fields.iter();
    let speaker = Speaker::plain(rules);
    let one = |(field, value): (&crate::model::Field, &Option<ExprId>)| {
        let value = value.map(|expr| match &rules.exprs[expr].kind {
            ExprKind::Const(value) => literal(rules, value, &field.ty, Some(rules.exprs[expr].span), lang),
            _ if lang == Lang::Zh => speaker.zh(expr),
            _ => speaker.en(expr),
        });
        match (lang, value) {
            (Lang::Zh, Some(value)) => format!("{}为{value}", expr_zh::quoted(&field.name)),
            (Lang::Zh, None) => format!("没有{}", expr_zh::quoted(&field.name)),
            (Lang::En, Some(value)) => format!("{} is {value}", expr_en::quoted(&field.name)),
            (Lang::En, None) => format!("there is no {}", expr_en::quoted(&field.name)),
        }
    };
    let said: Vec<String> = fields.zip(&row.results).map(one).collect();
    said.join(if lang == Lang::Zh { "，" } else { ", " })
}

/// A cell with its column, or its opposite; `None` where it asks nothing. Recursion is bounded by the depth
/// limit of expressions.
fn test(rules: &RuleSet, column: &TableColumn, cell: &CellTest, holds: bool, lang: Lang) -> Option<String> {
    let name = match lang {
        Lang::Zh => expr_zh::quoted(&column.name),
        Lang::En => expr_en::quoted(&column.name),
    };
    let several = |parts: &[CellTest], all: bool| {
        let said: Vec<String> =
            parts.iter().filter_map(|part| test(rules, column, part, holds, lang)).collect();
        let word = match (lang, all) {
            (Lang::Zh, true) => "，并且",
            (Lang::Zh, false) => "，或者",
            (Lang::En, true) => " and ",
            (Lang::En, false) => " or ",
        };
        said.join(word)
    };
    Some(match cell {
        CellTest::Anything => return None,
        CellTest::Compare(op, value, span) => {
            let days = matches!(column.ty, Type::Date | Type::Time);
            let op = if holds { *op } else { expr_zh::opposite(*op) };
            let value = literal(rules, value, &column.ty, Some(*span), lang);
            match lang {
                Lang::Zh => format!("{name}{}{value}", expr_zh::comparison(op, days)),
                Lang::En => format!("{name} {} {value}", expr_en::comparison(op, days)),
            }
        }
        CellTest::Among(values) => {
            let values: Vec<String> =
                values.iter().map(|value| literal(rules, value, &column.ty, None, lang)).collect();
            match (lang, holds) {
                (Lang::Zh, true) => format!("{name}为{}之一", values.join("、")),
                (Lang::Zh, false) => format!("{name}不为{}之一", values.join("、")),
                (Lang::En, true) => format!("{name} is one of {}", values.join(", ")),
                (Lang::En, false) => format!("{name} is none of {}", values.join(", ")),
            }
        }
        CellTest::All(parts) => several(parts, holds),
        CellTest::Any(parts) => several(parts, !holds),
        CellTest::Not(inner) => return test(rules, column, inner, !holds, lang),
    })
}

/// A value of a type; `written`: where it is written, for numbers whose unit only the text says.
fn literal(rules: &RuleSet, value: &Value, ty: &Type, written: Option<Span>, lang: Lang) -> String {
    let quoted = |word: &str| if lang == Lang::Zh { expr_zh::quoted(word) } else { expr_en::quoted(word) };
    match (value, ty) {
        (Value::Member(at), Type::Enum(id)) => {
            rules.enumerations[*id].members.get(usize::from(*at)).map(|word| quoted(word)).unwrap_or_default()
        }
        (Value::Number(number), Type::Quantity(dimension)) => amount(*number, Some(*dimension), lang),
        (Value::Number(number), _) => {
            let text = written.map(|span| rules.sources.text(span).trim()).unwrap_or_default();
            let unit = Unit::SPELLINGS.iter().find(|(word, _)| !word.is_empty() && text.ends_with(word));
            amount(*number, unit.map(|(_, unit)| unit.dimension()), lang)
        }
        (Value::Bool(truth), _) => match (truth, lang) {
            (true, Lang::Zh) => "是".to_owned(),
            (false, Lang::Zh) => "否".to_owned(),
            (true, Lang::En) => "yes".to_owned(),
            (false, Lang::En) => "no".to_owned(),
        },
        (Value::Text(text), _) => quoted(text),
        (Value::Moment(moment), _) => moment.to_string(),
        (Value::Period(period), _) => match lang {
            Lang::Zh => period.zh().to_string(),
            Lang::En => period.en().to_string(),
        },
        (Value::Member(_) | Value::List(_) | Value::Record(_), _) => String::new(),
    }
}
