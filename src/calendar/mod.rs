//! Working days, periods and counting conventions.
//!
//! [`Date`] and [`Moment`] are what files give; [`WorkdayCalendar`] says which days are worked; [`Period`] is
//! a time limit of the law, counted from a moment by 民法典 第二百条至第二百零三条 into a [`Counted`], which
//! explains itself.
//!
//! Invariants: nothing here guesses. A question that needs a date outside the published notices is answered
//! by [`BeyondCalendar`]; a date derived from what a later notice may still change says so. Deliberately
//! absent: clocks and time zones, suspensions and extensions (facts of a case), the words of the rules
//! language, and every default about which roll or reading applies: the caller says it.

mod china;
mod date;
mod layer;
mod moment;
mod table;
mod workdays;

pub use date::{Date, DateError, Weekday};
pub use layer::{CalendarLayer, LayerError};
pub use moment::{Moment, MomentOrder};
pub use workdays::{BeyondCalendar, CalendarEntry, CoveredRange, DayKind, WorkdayCalendar};
