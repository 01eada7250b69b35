//! The command line: one file a subcommand.
//!
//! INVARIANT: this is the only floor that prints, reads the clock and looks at the environment.
//! Data goes to standard output, talk to standard error. Exit codes: 0 nothing violated; 1
//! violations or failing tests; 2 wrong input or usage.

mod args;
mod check;
mod chinese;
mod chinese_help;
mod clock;
mod coverage;
mod explain;
mod failure;
mod fmt;
mod formats;
mod graph;
mod init;
mod lines;
mod locale;
mod new;
mod next;
mod output;
mod pages;
mod path;
mod pretty;
mod record;
mod rules;
mod schema;
mod show;
mod subjects;
mod submitted;
mod test;
mod told;
mod validate;

use args::Command;
use output::Session;
use std::process::ExitCode;

/// Runs the command on the process's arguments.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match chinese::parse() {
        Ok(cli) => cli,
        // Help and version are no errors.
        Err(said) => return if said.print() { ExitCode::from(2) } else { ExitCode::SUCCESS },
    };
    let mut session = Session::new(&cli);
    let done = match &cli.command {
        Command::Check(args) => check::run(args, &mut session),
        Command::Validate(args) => validate::run(args, &mut session),
        Command::Path(args) => path::run(args, &mut session),
        Command::Graph(args) => graph::run(args, &mut session),
        Command::Fmt(args) => fmt::run(args, cli.lang, &mut session),
        Command::Test(args) => test::run(args, &mut session),
        Command::Coverage(args) => coverage::run(args, &mut session),
        Command::Next(args) => next::run(args, &mut session),
        Command::Record(args) => record::run(args, &mut session),
        Command::Show(args) => show::run(args, &mut session),
        Command::New(args) => new::run(args, &mut session),
        Command::Schema(args) => schema::run(args, &mut session),
        Command::Explain(args) => explain::run(args, &mut session),
        Command::Init(args) => init::run(args, &mut session),
    };
    match done.and_then(|code| session.finish().map(|()| code)) {
        Ok(code) => ExitCode::from(code),
        Err(failure) => {
            session.complain(&failure);
            ExitCode::from(2)
        }
    }
}
