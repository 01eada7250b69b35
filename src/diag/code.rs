//! Codes.

use std::fmt;

/// A code such as `RC2003`. The thousands digit is the family: 0 text and syntax, 1 names,
/// 2 types and units, 3 static analysis, 4 procedure graph, 5 calendar and time, 6 compliance
/// findings, 7 dossier input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub u16);

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RC{:04}", self.0)
    }
}
