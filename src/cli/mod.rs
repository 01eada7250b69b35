//! The command line.

use std::process::ExitCode;

/// Runs the command on the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    ExitCode::from(2)
}
