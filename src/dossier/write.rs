//! Submissions as files: RON, JSON and YAML that the reader reads back as the same submission.
//!
//! INVARIANT: nothing is lost. A number is written in its decimal digits, never through a binary float; what is
//! absent is left out, what is empty but recorded (`sequence: []`) stays. Keys are the English ones.
//!
//! Deliberately absent: comments and the layout of the file that a submission was read from.

mod append;
mod parts;
#[cfg(feature = "yaml")]
mod yaml;

pub use append::append_events;

use super::Format;
use crate::model::Submission;
use crate::quantity::Decimal;
use parts::{Part, whole};
use serde::ser::{SerializeMap, SerializeSeq, SerializeStruct};
use serde::{Serialize, Serializer};

/// Brackets nested deeper stand on one line: each document of a record, each opinion.
const LINES: usize = 4;

/// A submission as a dossier file, ended by a line end. Texts come back in Unicode normal form C, and a 档案 called
/// 项目 comes back as `project`, as from any file; everything else comes back as it was.
#[must_use]
pub fn write_submission(format: Format, submission: &Submission) -> String {
    let written = Written { format, part: &whole(submission) };
    // INVARIANT: neither writer refuses a part: keys are texts, numbers are digits, and no depth is too deep.
    let text = match format {
        Format::Json => serde_json::to_string_pretty(&written).unwrap_or_default(),
        Format::Ron => ron::Options::default()
            .without_recursion_limit()
            .to_string_pretty(&written, layout())
            .unwrap_or_default(),
        #[cfg(feature = "yaml")]
        Format::Yaml => yaml::text(written.part),
    };
    text + "\n"
}

fn layout() -> ron::ser::PrettyConfig {
    ron::ser::PrettyConfig::new().new_line("\n").indentor("    ").depth_limit(LINES)
}

/// A part on its way into a format; the formats differ in how they take digits as they are.
struct Written<'p, 's> {
    format: Format,
    part: &'p Part<'s>,
}

impl Written<'_, '_> {
    fn number<S: Serializer>(&self, serializer: S, value: Decimal) -> Result<S::Ok, S::Error> {
        let digits = value.to_string();
        let raw = match self.format {
            Format::Ron => ron::value::RawValue::from_ron(&digits)
                .map_err(serde::ser::Error::custom)
                .map(|raw| raw.serialize(serializer)),
            _ => serde_json::value::RawValue::from_string(digits)
                .map_err(serde::ser::Error::custom)
                .map(|raw| raw.serialize(serializer)),
        };
        raw?
    }
}

impl Serialize for Written<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let inner = |part| Written { format: self.format, part };
        match self.part {
            Part::Nothing => serializer.serialize_none(),
            Part::Bool(yes) => serializer.serialize_bool(*yes),
            Part::Number(value) => self.number(serializer, *value),
            Part::Text(text) => serializer.serialize_str(text),
            Part::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(&inner(item)))?;
                list.end()
            }
            Part::Record(fields) => {
                let mut record = serializer.serialize_struct("Record", fields.len())?;
                fields.iter().try_for_each(|(key, value)| record.serialize_field(key, &inner(value)))?;
                record.end()
            }
            Part::Map(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                entries.iter().try_for_each(|(key, value)| map.serialize_entry(key, &inner(value)))?;
                map.end()
            }
        }
    }
}

#[cfg(test)]
mod tests;
