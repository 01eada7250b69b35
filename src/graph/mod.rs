//! The graph of a procedure: who comes before whom, and by which clause.
//!
//! A [`DagBuilder`] takes edges between numbered nodes, each with the clause that writes it, and
//! gives a [`Dag`] or the [`Cycles`] that stand in its way, all of them, each with every member
//! and every clause.
//!
//! Invariants: a [`Dag`] has no cycle; every answer has one order that depends on the edges alone,
//! never on the order in which they were added; no function recurses, so a chain of any length is
//! fine; memory is linear in nodes and edges (closures are searched when asked for, never stored).
//!
//! Absent on purpose: names, spans and messages (the caller knows what a node and a clause are),
//! and any type of the graph library, which is named in this module and nowhere else.

mod cycles;
mod dag;
mod nodes;
mod search;

pub use cycles::{Cycle, Cycles};
pub use dag::{Dag, DagBuilder, Edge, Neighbour};
pub use nodes::NodeSet;
