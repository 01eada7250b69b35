//! The DAG of a procedure.
