//! A length that a table gives: over every row that may count. What gives no length limits nothing; where no
//! row counts, any length.

use super::super::table::{Hit, Table};
use super::super::verdict::{Verdict, not_applicable, over_all, unproven};
use super::super::world::{File, Kind};

pub(crate) fn judge(file: &File, kind: &Kind, table: &Table, row: &dyn Fn(Kind) -> Verdict) -> Verdict {
    let cases = table.open_cases(&|name| file.project.get(name).copied());
    let mut all: Vec<Verdict> = Vec::new();
    for case in cases {
        match table.hit(case) {
            Hit::Gives(gives) => all.push(gives.length.map_or_else(not_applicable, |n| row(kind.lasting(n)))),
            Hit::Nothing => all.extend((1..=100).map(|n| row(kind.lasting(n)))),
        }
    }
    let first = all.first().map(|v| v.status);
    if all.iter().all(|v| Some(v.status) == first) { over_all(all) } else { unproven() }
}
