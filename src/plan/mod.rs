//! The plan of a procedure: its steps as a temporal network.
//!
//! One file a concept: what is asked for (`request`), which steps take part and what is on record
//! (`survey`), how long they take by the plan that is asked for (`length`), the network of them
//! (`network`), what ties them besides their plain order (`relations`), its dates (`procedure`), the
//! clocks of the case (`clocks`), what would be otherwise (`change`) and what that changes
//! (`difference`), and which duties will be late (`forecast`).
//!
//! INVARIANT: what applies is what the judge says applies; nothing here evaluates conditions.

mod change;
mod clocks;
mod conflict;
mod difference;
mod forecast;
mod length;
mod network;
mod procedure;
mod relations;
mod request;
mod survey;

pub use change::{Change, ChangeFault, ChangeKind, step_named};
pub use clocks::{Clock, Excluded};
pub use conflict::{conflicting, standing_conflict};
pub use difference::{Difference, Moved, MovedDuty};
pub use forecast::assess;
pub use length::{Length, LengthBasis};
pub use procedure::{PlannedStep, ProcedureSchedule};
pub use request::{Plan, PlanError, PlanRequest};
pub use survey::LeftOut;

use crate::schedule::{Gap, Span};

/// First and last day of an activity, or why there are none.
pub type Dates = Result<Span, Gap>;
