//! A length that is read from a parameter: where it is not set, what every length agrees on, else 缺证.

use super::super::verdict::{Verdict, over_all, unproven};
use super::super::world::{File, Kind};

pub(crate) fn judge(file: &File, kind: &Kind, row: &dyn Fn(Kind) -> Verdict) -> Verdict {
    if let Some(length) = file.parameter {
        return row(kind.lasting(length));
    }
    let all: Vec<Verdict> = (1..=100).map(|length| row(kind.lasting(length))).collect();
    let first = all.first().map(|v| v.status);
    if all.iter().all(|v| Some(v.status) == first) { over_all(all) } else { unproven() }
}
