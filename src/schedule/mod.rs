//! Temporal network and critical path.
