//! When it will be done: the critical path of a network of activities over working days.
//!
//! A [`Network`] is the graph of a procedure frozen into flat arrays, with one [`Activity`] a node;
//! [`Schedule::of`] gives early and late dates, floats, what drives each start and every critical
//! path. It knows activities, clauses and dates; names and obligations are the caller's.
//!
//! **How days are counted.** An activity is work: its first day counts, `finish` is its last day
//! (three working days from Monday finish on Wednesday). One in working days starts on the first
//! working day on or after its earliest date. A successor starts on the next day, the next working
//! day if it counts those. An activity of no duration takes no time: it falls on the day its last
//! predecessor finishes, without one on the first day of the plan, and binds its successors exactly
//! as its predecessors do. One that is not applicable is transparent in the same way and has no dates.
//!
//! **What is on record.** A finished activity has its recorded dates. One that is open has its
//! recorded start and finishes no earlier than its work allows, nor before the data date (in
//! working days: the first working day on or after it). One not begun starts no earlier than the
//! data date, for what is not on record by then may happen on that day or later. Predecessors do
//! not move a recorded start; whether the order was lawful is for the judge to say.
//!
//! **Float is defined by perturbation.** The total float of an activity is the largest number of
//! its own days (working days or days) by which its finish may slip, everything after it following,
//! with the finish of the whole unmoved; the free float is the same with no other start moved
//! either. Hence an activity in days that ends on a Saturday before work that begins on Monday has
//! one day of float. Critical is: not finished, and a total float of zero. Critical paths are made
//! of critical activities; where days and working days are mixed, rest days may absorb a slip
//! between two activities and a critical path may begin or end there: [`Schedule::driving_chain`]
//! is always whole.
//!
//! ```
//! use rulecheck::calendar::{Date, WorkdayCalendar};
//! use rulecheck::graph::DagBuilder;
//! use rulecheck::schedule::{Activity, Duration, Network, Schedule, Terms};
//!
//! let mut edges = DagBuilder::new(2);
//! edges.edge(0, 1, 7); // clause 7: activity 0 before activity 1
//! let activities = [
//!     Activity::new(Duration::days(30)),
//!     Activity::new(Duration::workdays(7)),
//! ];
//! let network = Network::new(&edges.build()?, &activities)?;
//! let start = Date::from_ymd(2024, 5, 10).ok_or("no such day")?;
//! let calendar = WorkdayCalendar::china();
//! let plan = Schedule::of(network, Terms { start, data_date: None, calendar });
//! assert_eq!(plan.finish()?.to_string(), "2024-06-19");
//! assert_eq!(plan.driving_chain(1), [0, 1]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Invariants: no recursion; time and memory linear in activities and edges (listing paths apart);
//! nothing is guessed: a date that needs unpublished days is a [`Gap`] with its reason, and so is
//! every date that depends on it. Deliberately absent: names, lags, maximum periods, clocks and
//! several calendars in one network.

mod backward;
mod forward;
mod group;
mod line;
mod network;
mod paths;
mod plan;
mod why;

pub use group::GroupSchedule;
pub use network::{Activity, CountMismatch, DayUnit, Duration, Network, UnitNotScheduled};
pub use paths::CriticalPaths;
pub use plan::{ActivitySchedule, Basis, Driver, Gap, Schedule, Span, State, Terms};
pub use why::{FinishCause, Rival, Why};
