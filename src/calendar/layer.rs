//! What a calendar is made of: layers of days off and days worked, and their text form.
//!
//! The statutory table, a newly published year and a local calendar are all written the same way, one
//! entry a line, so that one reader serves the built-in table and the file of a user.
//!
//! Invariant: reading never fails silently; a line that is none of these is an error with its number.
//! Deliberately absent: rules such as "the first Sunday of July". Statutory days are facts of a notice.

use super::CoveredRange;
use super::date::Date;

/// Days off and days worked that a calendar adds to the week, or to the layers below it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarLayer {
    /// What the layer is called; it appears in the version of the calendar and with each of its days.
    pub name: String,
    /// Days that are not worked, each with the name of the holiday.
    pub off: Vec<(Date, String)>,
    /// Days that are worked, each with the name of the holiday that they make up for.
    pub work: Vec<(Date, String)>,
    /// The days that this layer publishes in full: a new year's notice. A local layer has none.
    pub covers: Option<CoveredRange>,
    /// The published notices behind the layer: year and address.
    pub notices: Vec<(i32, String)>,
}

/// Why a layer cannot be read or laid over a calendar.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LayerError {
    /// A line of the text form is none of the known ones.
    #[error("line {line}: not `covers FIRST..LAST`, `notice YEAR URL` or `DATE off|work NAME`")]
    BadLine {
        /// The number of the line, from 1.
        line: usize,
    },
    /// One layer says of one day that it is off and that it is worked, or says either twice.
    #[error("{date} stands twice in the layer \"{layer}\"")]
    Twice {
        /// The day.
        date: Date,
        /// The name of the layer.
        layer: String,
    },
    /// An entry lies outside what the calendar and the layer cover: an entry does not publish a year.
    #[error("{date} in the layer \"{layer}\" lies outside the published days {covered}")]
    NotCovered {
        /// The day.
        date: Date,
        /// The name of the layer.
        layer: String,
        /// What is covered with this layer.
        covered: CoveredRange,
    },
    /// The lowest layer does not say which days it covers.
    #[error("the layer \"{layer}\" says nothing of which days it covers")]
    NothingCovered {
        /// The name of the layer.
        layer: String,
    },
    /// The layer's own `covers` leaves a gap to the days covered below it, or reaches before them.
    #[error("the layer \"{layer}\" covers {own}, which does not continue {below}")]
    Gap {
        /// The name of the layer.
        layer: String,
        /// What the layer covers.
        own: CoveredRange,
        /// What the calendar below covers.
        below: CoveredRange,
    },
}

impl CalendarLayer {
    /// Reads the text form, one entry a line:
    ///
    /// ```text
    /// # a comment
    /// covers 2027-01-01..2027-12-31        every other day in between follows the week
    /// notice 2027 https://…                where the notice for that year is published
    /// 2027-01-01 off 元旦
    /// 2027-01-03 work 元旦
    /// ```
    ///
    /// # Errors
    /// [`LayerError::BadLine`] for the first line that is not understood.
    pub fn parse(name: &str, text: &str) -> Result<Self, LayerError> {
        let mut layer = Self { name: name.to_owned(), ..Self::default() };
        for (index, line) in text.lines().enumerate() {
            layer.read_line(line).ok_or(LayerError::BadLine { line: index + 1 })?;
        }
        Ok(layer)
    }

    fn read_line(&mut self, line: &str) -> Option<()> {
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() || line.starts_with('#') {
            return Some(());
        }
        let (key, rest) = line.split_once(char::is_whitespace)?;
        let rest = rest.trim_start();
        match key {
            "covers" if self.covers.is_none() => {
                let (first, last) = rest.split_once("..")?;
                self.covers = Some(CoveredRange::new(Date::parse_iso(first)?, Date::parse_iso(last)?)?);
            }
            "notice" => {
                let (year, address) = rest.split_once(char::is_whitespace)?;
                self.notices.push((year.parse().ok()?, address.trim_start().to_owned()));
            }
            _ => {
                let date = Date::parse_iso(key)?;
                let (kind, name) = rest.split_once(char::is_whitespace)?;
                let entry = (date, name.trim_start().to_owned());
                match kind {
                    "off" => self.off.push(entry),
                    "work" => self.work.push(entry),
                    _ => return None,
                }
            }
        }
        Some(())
    }

    /// All entries by date: off or worked, and the name.
    pub(super) fn entries(&self) -> Result<Vec<(Date, bool, &str)>, LayerError> {
        let off = self.off.iter().map(|(date, name)| (*date, true, name.as_str()));
        let work = self.work.iter().map(|(date, name)| (*date, false, name.as_str()));
        let mut entries: Vec<_> = off.chain(work).collect();
        entries.sort_by_key(|entry| entry.0);
        let twice = entries.iter().zip(entries.iter().skip(1)).find(|(one, next)| one.0 == next.0);
        match twice {
            Some((entry, _)) => Err(LayerError::Twice { date: entry.0, layer: self.name.clone() }),
            None => Ok(entries),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_text_form() {
        let layer = CalendarLayer::parse(
            "2027",
            "\u{feff}# facts\r\n\r\ncovers 2027-01-01..2027-12-31\r\nnotice 2027  https://x.example/a b\n2027-01-01  off  元旦\n2027-01-03 work 元旦 补班\n",
        )
        .unwrap();
        assert_eq!(layer.covers.unwrap().to_string(), "2027-01-01..2027-12-31");
        assert_eq!(layer.notices, [(2027, "https://x.example/a b".to_owned())]);
        assert_eq!(layer.off.len(), 1);
        assert_eq!(layer.work.first().unwrap().1, "元旦 补班");
    }

    #[test]
    fn refuses_every_other_line_by_its_number() {
        for bad in [
            "2027-01-01 rest 元旦",
            "2027-01-01 off",
            "2027-02-30 off 元旦",
            "covers 2027-12-31..2027-01-01",
            "covers 2027",
            "notice x y",
            "notice 2027",
            "hello",
            "2027-1-1 off 元旦",
        ] {
            let text = format!("# one\n{bad}\n");
            assert_eq!(CalendarLayer::parse("x", &text), Err(LayerError::BadLine { line: 2 }), "{bad}");
        }
        let twice = "covers 2027-01-01..2027-12-31\ncovers 2027-01-01..2027-12-31";
        assert_eq!(CalendarLayer::parse("x", twice), Err(LayerError::BadLine { line: 2 }));
    }

    #[test]
    fn a_day_stands_once_in_a_layer() {
        let layer = CalendarLayer::parse("x", "2027-01-01 off a\n2027-01-01 work b").unwrap();
        assert!(matches!(layer.entries(), Err(LayerError::Twice { .. })));
    }
}
