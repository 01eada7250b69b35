//! Where output goes, in which language and colour.

use super::args::{Cli, ColorArg, LangArg};
use super::failure::Failure;
use super::{locale, pretty};
use crate::diag::{Diagnostic, Lang};
use crate::report::{Style, concise};
use crate::text::SourceMap;
use std::io::{ErrorKind, IsTerminal as _, Write as _};

/// One run of the command.
pub(super) struct Session {
    /// How data are written.
    pub(super) style: Style,
    /// Whether talk is coloured.
    color_talk: bool,
    /// The reader has gone away; the exit code is worked out all the same.
    closed: bool,
}

impl Session {
    pub(super) fn new(cli: &Cli) -> Self {
        let lang = match cli.lang {
            Some(LangArg::Zh) => Lang::Zh,
            Some(LangArg::En) => Lang::En,
            None => locale::lang(),
        };
        let plain = locale::variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let colored = |terminal: bool| match cli.color {
            ColorArg::Always => true,
            ColorArg::Never => false,
            ColorArg::Auto => terminal && !plain,
        };
        Self {
            style: Style { lang, color: colored(std::io::stdout().is_terminal()) },
            color_talk: colored(std::io::stderr().is_terminal()),
            closed: false,
        }
    }

    /// Writes data.
    pub(super) fn write(&mut self, text: &str) -> Result<(), Failure> {
        if self.closed {
            return Ok(());
        }
        match std::io::stdout().lock().write_all(text.as_bytes()) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => self.closed = true,
            Err(error) => return Err(Failure::Output(error)),
            Ok(()) => {}
        }
        Ok(())
    }

    /// Writes a JSON document.
    pub(super) fn json(&mut self, value: &serde_json::Value, pretty: bool) -> Result<(), Failure> {
        let text = if pretty { serde_json::to_string_pretty(value) } else { serde_json::to_string(value) };
        let text = text.map_err(|error| Failure::Output(error.into()))?;
        self.write(&text)?;
        self.write("\n")
    }

    /// Sends what is still held back.
    pub(super) fn finish(&mut self) -> Result<(), Failure> {
        match std::io::stdout().lock().flush() {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Output(error)),
            _ => Ok(()),
        }
    }

    /// Writes findings as data, one line each.
    pub(super) fn lines(&mut self, sources: &SourceMap, found: &[Diagnostic]) -> Result<(), Failure> {
        for one in found {
            let line = concise::diagnostic(sources, one, self.style.lang);
            self.write(&format!("{line}\n"))?;
        }
        Ok(())
    }

    /// Draws findings as data.
    pub(super) fn show(&mut self, sources: &SourceMap, found: &[Diagnostic]) -> Result<(), Failure> {
        for one in found {
            self.write(&pretty::draw(sources, one, self.style))?;
        }
        Ok(())
    }

    /// Says something that is not data.
    pub(super) fn say(&self, text: &str) {
        // Where even talk cannot be written there is nobody to tell.
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    }

    /// Says it in a line for each fault: of thousands of dossiers none is worth a picture.
    pub(super) fn complain_briefly(&self, failure: &Failure) {
        match failure {
            Failure::Output(error) => self.say(&format!("{error}\n")),
            Failure::Said(sources, found) => {
                for one in found {
                    self.say(&format!("{}\n", concise::fault(sources, one, self.style.lang)));
                }
            }
        }
    }

    /// Says why a run, or a part of it, cannot go on.
    pub(super) fn complain(&self, failure: &Failure) {
        let style = Style { color: self.color_talk, ..self.style };
        match failure {
            Failure::Output(error) => self.say(&format!("{error}\n")),
            Failure::Said(sources, found) => {
                for one in found {
                    self.say(&pretty::draw(sources, one, style));
                }
            }
        }
    }
}
