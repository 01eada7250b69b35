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
//! **Relations** ([`Relation`]) tie an end of one activity to an end of another, with a least lag and
//! a limit in working days, days, months, years, hours or minutes. What counts hours may begin on
//! the day its predecessor ends, what counts days begins on the next. A lag or a limit in days
//! counts from the day of the first end, which is not counted, as the judge counts it: with three
//! days after a finish on Monday the second end falls on Thursday. Working days of an activity are
//! those of its calendar, those of a lag its own or else those of the activity that waits. An
//! activity that must finish later than its work does lasts longer; it does not start later.
//! Relations of an activity that is not applicable bind through it, those that leave it without
//! their lag, for there is no event to count from.
//!
//! **Joins** ([`Activity::join`]) wait for M of N branches, or for branches of so much weight.
//!
//! **Fixed dates and limits.** Not earlier than moves early dates. A deadline does not: it bounds
//! late dates, and where it cannot be kept floats are negative. A limit pushes its first end as late
//! as it must, and where it still cannot be kept because of work, records or fixed dates it is a
//! deadline counted from the date of its first end. Where relations and minimum periods alone
//! contradict a limit, there is no schedule but a [`Conflict`] that names the clauses.
//!
//! **Float is defined by perturbation.** An activity may slip by so many of its own days as leave the
//! finish of the whole where it is and, by what follows from it, miss no deadline, everything after it
//! following: its finish may, and its start may; the total float is the smaller number. The free
//! float is the same with no other date moved either (where a limit runs, with the limit as it runs
//! now: never too much). Hence an activity in days that ends on a
//! Saturday before work that begins on Monday has one day of float. Below zero it is by how many
//! days it must come earlier for the deadline it leads to. Critical is: not finished, and a total
//! float of zero or less. Behind joins slips are tried on the dates themselves, for what several
//! branches do together no backward pass can tell. Critical paths are made of critical activities;
//! where days and working days are mixed, or several branches of a join come together, a slip
//! between two activities may be absorbed and a critical path may begin or end there:
//! [`Schedule::driving_chain`] is always whole.
//!
//! ```
//! use rulecheck::calendar::{Date, Period, WorkdayCalendar};
//! use rulecheck::graph::DagBuilder;
//! use rulecheck::schedule::{Activity, Network, Schedule, Terms};
//!
//! let mut edges = DagBuilder::new(2);
//! edges.edge(0, 1, 7); // clause 7: activity 0 before activity 1
//! let activities = [
//!     Activity::new(Period::days(30)),
//!     Activity::new(Period::workdays(7)),
//! ];
//! let network = Network::new(&edges.build()?, &activities)?;
//! let start = Date::from_ymd(2024, 5, 10).ok_or("no such day")?;
//! let calendar = WorkdayCalendar::china();
//! let plan = Schedule::of(network, Terms { start, data_date: None, calendar })?;
//! assert_eq!(plan.finish()?.to_string(), "2024-06-19");
//! assert_eq!(plan.driving_chain(1), [0, 1]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Invariants: no recursion; time and memory linear in activities and edges (listing paths apart);
//! nothing is guessed: a date that needs unpublished days is a [`Gap`] with its reason, and so is
//! every date that depends on it. Deliberately absent: names, clocks, hours of work (an activity in
//! hours runs through nights and rest days), and the wording of any reason.

mod activity;
mod backward;
mod binding;
mod build;
mod conflict;
mod constraint;
mod cure;
mod driver;
mod float;
mod forward;
mod group;
mod join;
mod length;
mod line;
mod montecarlo;
mod network;
mod paths;
mod plan;
mod reach;
mod relation;
mod settle;
mod whatif;
mod why;

pub use activity::{Activity, CalendarId, Estimate, Role};
pub use build::NetworkBuilder;
pub use conflict::{Conflict, Tie};
pub use constraint::{Bound, FixedDate};
pub use cure::{Cure, Gives};
pub use driver::{Driver, FinishCause, LateDriver};
pub use group::GroupSchedule;
pub use montecarlo::{Draws, Simulation};
pub use network::{Network, NetworkError};
pub use paths::{CriticalPaths, NearCritical};
pub use plan::{ActivitySchedule, Basis, Gap, Schedule, Span, State, Terms};
pub use relation::{End, Limit, Relation};
pub use whatif::{Change, Moved, WhatIf};
pub use why::{Rival, Why};
