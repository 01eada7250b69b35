//! Files of many dossiers, one a line.
//!
//! INVARIANT: one line is held at a time, and of a line over the limit no more than the limit. A line that cannot be
//! read stops no other; a file without a dossier is an error.

use super::failure::Failure;
use super::submitted::{Submitted, title, with_heading};
use crate::diag::{dossier as faults, input};
use crate::dossier::{Format, Limits};
use crate::engine::decoded;
use std::fs::File;
use std::io::{BufRead, BufReader, Read as _};
use std::path::Path;

/// The lines of one file.
pub(super) struct Lines {
    name: String,
    reader: Box<dyn BufRead>,
    line: u32,
    /// Whether a line held anything.
    any: bool,
    ended: bool,
}

impl Lines {
    /// Opens a file; `-` is standard input.
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let reader: Box<dyn BufRead> = if path.as_os_str() == "-" {
            Box::new(BufReader::new(std::io::stdin()))
        } else {
            let file = File::open(path).map_err(|error| match error.kind() {
                std::io::ErrorKind::NotFound => input::not_found(&name),
                _ => input::unreadable(&name, &error.to_string()),
            })?;
            Box::new(BufReader::with_capacity(1 << 18, file))
        };
        Ok(Self { name, reader, line: 0, any: false, ended: false })
    }

    /// The next line that holds something; `None` after the last.
    fn bytes(&mut self) -> Result<Option<Vec<u8>>, Failure> {
        let limit = Limits::default().bytes;
        loop {
            let mut bytes = Vec::new();
            let mut within = self.reader.by_ref().take(limit as u64 + 1);
            within.read_until(b'\n', &mut bytes).map_err(|error| self.unreadable(&error))?;
            if bytes.is_empty() {
                return Ok(None);
            }
            self.line = self.line.saturating_add(1);
            if bytes.len() > limit && !bytes.ends_with(b"\n") {
                let whole = bytes.len() + self.skip_line()?;
                let fault = faults::too_large(whole, limit);
                return Err(Failure::about(&title(&self.name, Some(self.line)), Box::new(fault)));
            }
            if !bytes.iter().all(u8::is_ascii_whitespace) {
                return Ok(Some(bytes));
            }
        }
    }

    /// Reads on to the end of the line; how many bytes that were.
    fn skip_line(&mut self) -> Result<usize, Failure> {
        let mut skipped = 0;
        loop {
            let held = match self.reader.fill_buf() {
                Ok(held) => held,
                Err(error) => return Err(self.unreadable(&error)),
            };
            let end = memchr::memchr(b'\n', held);
            let length = end.map_or(held.len(), |end| end + 1);
            self.reader.consume(length);
            skipped += length;
            if end.is_some() || length == 0 {
                return Ok(skipped);
            }
        }
    }

    fn unreadable(&mut self, error: &std::io::Error) -> Failure {
        self.ended = true;
        input::unreadable(&self.name, &error.to_string()).into()
    }

    fn submitted(&self, bytes: &[u8]) -> Result<Submitted, Failure> {
        let shown = title(&self.name, Some(self.line));
        let text = decoded(&shown, bytes)?.trim_end_matches(['\n', '\r']).to_owned();
        with_heading(self.name.clone(), Some(self.line), Format::Json, text)
    }
}

impl Iterator for Lines {
    type Item = Result<Submitted, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.bytes() {
            Ok(Some(bytes)) => {
                self.any = true;
                Some(self.submitted(&bytes))
            }
            Ok(None) => {
                self.ended = true;
                (!self.any).then(|| Err(input::no_dossiers(&self.name).into()))
            }
            Err(failure) => {
                self.any = true;
                Some(Err(failure))
            }
        }
    }
}
