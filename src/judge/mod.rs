//! Verdicts: evaluation, three-valued logic, explanations, remedies.
//!
//! INVARIANT: judging is total. It returns no error, reads no clock and no file, and allocates
//! little: explanations are built only when asked for.

mod verdict;

pub use verdict::*;
