//! Exact numbers with units, as Chinese law writes them.
//!
//! INVARIANT: numbers are exact decimals, never binary floats; a unit knows its dimension, and
//! quantities of different dimensions do not compare. 日 and 工作日 are different dimensions:
//! only a start date and a calendar relate them.

mod measure;
mod numeral;
mod unit;

pub use measure::{Measure, base_unit};
pub use numeral::{NumeralFault, begins_number, read_fraction, read_number};
pub use rust_decimal::Decimal;
pub use unit::{Dimension, Unit};

/// A number with its unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Quantity {
    /// How many of the unit.
    pub number: Decimal,
    /// The unit it was written in.
    pub unit: Unit,
}

impl Quantity {
    /// The number in the base unit of its dimension (元, 千瓦, 千瓦时, …); `None` where it
    /// overflows 96 bits.
    #[must_use]
    pub fn in_base(self) -> Option<Decimal> {
        self.number.checked_mul(self.unit.factor())
    }
}
