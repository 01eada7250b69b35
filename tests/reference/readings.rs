//! Where the page leaves room: one switch for each reading taken (the numbers are those of
//! `README.md` beside this file). Turning one over shows which verdicts hang on it.

/// Reading 1: A document due at E that is not on file on the day E itself may still come on that day.
pub(crate) const DOCUMENT_DUE_DAY_IS_OPEN: bool = true;

/// Reading 2: 限时 missed by an earlier attempt stays missed ("for good").
pub(crate) const LATENESS_SURVIVES_REDOING: bool = true;

/// Reading 3: Any upstream attempt that started after this one started makes it stale (`false`: only
/// second and later attempts do).
pub(crate) const FIRST_ATTEMPTS_MAKE_STALE: bool = true;

/// Reading 4: A 可以 step without record lets its predecessors through to its successors.
pub(crate) const UNUSED_IS_TRANSPARENT: bool = true;

/// Reading 5: Inner duties of a 可以 step without record: 不适用, not 待办.
pub(crate) const UNUSED_INNER_NOT_APPLICABLE: bool = true;
