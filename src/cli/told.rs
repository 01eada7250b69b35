//! What `validate` has told: dossier after dossier, and at the end what they came to.

use super::args::ValidateFormat;
use super::failure::Failure;
use super::output::Session;
use super::validate::Judged;
use crate::report::{json, portfolio};

/// What has been told so far.
pub(super) struct Told {
    format: ValidateFormat,
    /// Whether one of the files holds many dossiers: then their sum is told as well.
    many: bool,
    tally: portfolio::Tally,
    first: bool,
    fails: bool,
    wrong: bool,
}

impl Told {
    pub(super) fn new(format: ValidateFormat, many: bool) -> Self {
        let tally = portfolio::Tally::default();
        Self { format, many, tally, first: true, fails: false, wrong: false }
    }

    /// Tells one dossier, or why it cannot be judged: that stops no other.
    pub(super) fn one(&mut self, one: Result<Judged, Failure>, session: &mut Session) -> Result<(), Failure> {
        let one = match one {
            Err(output @ Failure::Output(_)) => return Err(output),
            Err(failure) => {
                self.tally.unread(failure.place());
                if self.many {
                    session.complain_briefly(&failure)
                } else {
                    session.complain(&failure)
                }
                self.wrong = true;
                return Ok(());
            }
            Ok(one) => one,
        };
        self.fails |= one.fails;
        match self.format {
            ValidateFormat::Json => {
                // The same bytes as the whole document written at once.
                session.write(if self.first { "{\n  \"dossiers\": [\n" } else { ",\n" })?;
                let lines: Vec<String> = one.text.lines().map(|line| format!("    {line}")).collect();
                session.write(&lines.join("\n"))?;
            }
            ValidateFormat::Human => {
                if !self.first && one.line.is_none() {
                    session.write("\n")?;
                }
                session.write(&one.text)?;
            }
            ValidateFormat::Concise | ValidateFormat::Jsonl => session.write(&one.text)?,
        }
        self.tally.judged(one.overall, one.line);
        self.first = false;
        Ok(())
    }

    /// Tells what they came to; the exit code.
    pub(super) fn finish(self, session: &mut Session) -> Result<u8, Failure> {
        if self.format == ValidateFormat::Json && !self.first {
            session.write(&format!("\n  ],\n  \"schema\": \"{}\"\n}}\n", json::SCHEMA))?;
        }
        if self.many {
            let sum = portfolio::summary(&self.tally, session.style);
            match self.format {
                ValidateFormat::Human => session.write(&sum)?,
                _ => session.say(&sum),
            }
        }
        Ok(if self.wrong { 2 } else { u8::from(self.fails) })
    }
}
