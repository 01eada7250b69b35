//! The statutory working days of China, built in.
//!
//! `table.txt` is written by `scripts/holidays.py` from the State Council's yearly notices; it is facts, with
//! the address of each notice, and no line of it is edited by hand. To take in a new notice, put its year's file
//! beside the others and run `python3 scripts/holidays.py JSON_DIR -o src/calendar/china/table.txt`.
//! Invariant: a year without a notice is not in the table; nothing here extrapolates.

use super::layer::CalendarLayer;
use super::table::Table;
use std::sync::{Arc, OnceLock};

const TEXT: &str = include_str!("table.txt");

/// The built table; made once, then shared.
pub(super) fn table() -> Arc<Table> {
    static TABLE: OnceLock<Arc<Table>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let table = CalendarLayer::parse("cn", TEXT).and_then(|layer| Table::bottom(&layer));
        // INVARIANT: a test reads the table. If it were ever damaged, nothing is known, and nothing is guessed.
        Arc::new(table.unwrap_or_else(|_| Table::closed("cn")))
    });
    Arc::clone(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_table_reads() {
        let layer = CalendarLayer::parse("cn", TEXT).unwrap();
        assert!(Table::bottom(&layer).is_ok());
    }
}
