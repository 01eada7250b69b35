//! Working days, periods and counting conventions.
