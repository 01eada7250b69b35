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
//!
//! ```
//! use rulecheck::calendar::{Moment, Period, Roll, WorkdayCalendar, explain};
//!
//! let calendar = WorkdayCalendar::china();
//! let start: Moment = "2024-06-17".parse()?;
//! let counted = Period::workdays(7).end_of(start, Roll::Next, &calendar)?;
//! assert_eq!(counted.end.to_string(), "2024-06-26");
//! assert_eq!(
//!     explain(&counted, &calendar).zh(),
//!     "自2024-06-17起7个工作日：当日不计入；跳过2024-06-22至2024-06-23（周末）；届满于2024-06-26",
//! );
//! // No holidays are published for 2027 yet: the answer is an error, not a guess.
//! assert!(calendar.is_workday("2027-01-04".parse()?).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod china;
mod count;
mod cycle;
mod date;
mod explain;
mod layer;
mod moment;
mod period;
mod table;
mod workdays;

pub use count::{CountError, Counted};
pub use cycle::Cycle;
pub use date::{Date, DateError, Weekday};
pub use explain::{Convention, CountedExplanation, DayRun, explain, runs};
pub use layer::{CalendarLayer, LayerError};
pub use moment::{Moment, MomentOrder};
pub use period::{Direction, Period, Roll, TimeUnit};
pub use workdays::{BeyondCalendar, CalendarEntry, CoveredRange, DayKind, WorkdayCalendar};
