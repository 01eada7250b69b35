//! The tables behind a working-day calendar: entries by date, rank and select.
//!
//! Invariant: `ranks` has one place more than there are covered days, `ranks[i]` being the number of working
//! days among the first `i`; `workdays` lists them, so that each question is one or two look-ups.
//! Deliberately absent: errors about dates; a look-up outside the tables is `None`, and the calendar says why.

use super::CoveredRange;
use super::date::Date;
use super::layer::{CalendarLayer, LayerError};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write;

/// What is said about one day, and by which layer.
#[derive(Clone)]
pub(super) struct Entry {
    off: bool,
    /// Worked, and would be off by the week or by a layer below.
    make_up: bool,
    layer: usize,
    name: Box<str>,
}

impl Entry {
    pub(super) fn is_off(&self) -> bool {
        self.off
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }
}

/// What a calendar is made from; the tables are computed from it alone.
#[derive(Clone)]
struct Sources {
    published: CoveredRange,
    /// The last day that is answered for: `published.last()`, or later where weekends are assumed.
    last: Date,
    entries: BTreeMap<Date, Entry>,
    /// The bottom layer first.
    layers: Vec<String>,
    notices: Vec<(i32, String)>,
}

/// Sources and what is computed from them.
pub(super) struct Table {
    sources: Sources,
    first_day: i32,
    /// PERF: kept, for every count asks it, and a date's parts cost more than the count itself.
    provisional_from: Option<Date>,
    ranks: Vec<u32>,
    workdays: Vec<Date>,
    version: String,
}

impl Table {
    /// A table of one layer, which must say what it covers.
    pub(super) fn bottom(layer: &CalendarLayer) -> Result<Self, LayerError> {
        let published =
            layer.covers.ok_or_else(|| LayerError::NothingCovered { layer: layer.name.clone() })?;
        let sources = Sources {
            published,
            last: published.last(),
            entries: BTreeMap::new(),
            layers: Vec::new(),
            notices: Vec::new(),
        };
        Ok(Self::from_sources(sources.with_layer(layer)?))
    }

    /// A table that answers nothing.
    pub(super) fn closed(name: &str) -> Self {
        let nowhere = CoveredRange::only(Date::MIN);
        let sources = Sources {
            published: nowhere,
            last: Date::MIN,
            entries: BTreeMap::new(),
            layers: vec![name.to_owned()],
            notices: Vec::new(),
        };
        let mut table = Self::from_sources(sources);
        table.ranks.clear();
        table.workdays.clear();
        table
    }

    pub(super) fn with_layer(&self, layer: &CalendarLayer) -> Result<Self, LayerError> {
        Ok(Self::from_sources(self.sources.clone().with_layer(layer)?))
    }

    pub(super) fn assuming_weekends(&self, through: Date) -> Self {
        let mut sources = self.sources.clone();
        sources.last = sources.last.max(through);
        Self::from_sources(sources)
    }

    fn from_sources(sources: Sources) -> Self {
        let first = sources.published.first();
        let (mut ranks, mut workdays) = (vec![0], Vec::new());
        let mut count = 0;
        for date in (first.days()..=sources.last.days()).filter_map(Date::from_days) {
            if sources.is_worked(date) {
                workdays.push(date);
                count += 1;
            }
            ranks.push(count);
        }
        let version = sources.version();
        Self {
            first_day: first.days(),
            provisional_from: provisional_from(sources.published.last()),
            ranks,
            workdays,
            version,
            sources,
        }
    }

    /// Working days from the first covered day through `day` (days since 1970-01-01); 0 on the day before the first.
    pub(super) fn rank(&self, day: i32) -> Option<u32> {
        let place = usize::try_from(day.checked_sub(self.first_day)?.checked_add(1)?).ok()?;
        self.ranks.get(place).copied()
    }

    /// The working day at `index`, from 0.
    pub(super) fn workday(&self, index: usize) -> Option<Date> {
        self.workdays.get(index).copied()
    }

    /// The first covered day, the ranks, the working days.
    pub(super) fn tables(&self) -> (i32, &[u32], &[Date]) {
        (self.first_day, &self.ranks, &self.workdays)
    }

    /// The first of the days that the next notice may still decide.
    pub(super) fn provisional_from(&self) -> Option<Date> {
        self.provisional_from
    }

    pub(super) fn entry(&self, date: Date) -> Option<&Entry> {
        self.sources.entries.get(&date)
    }

    pub(super) fn is_make_up(&self, date: Date) -> bool {
        self.entry(date).is_some_and(|entry| entry.make_up)
    }

    pub(super) fn layer_name(&self, entry: &Entry) -> &str {
        self.sources.layers.get(entry.layer).map_or("", String::as_str)
    }

    pub(super) fn published(&self) -> CoveredRange {
        self.sources.published
    }

    pub(super) fn covered(&self) -> CoveredRange {
        self.sources.published.extended_to(self.sources.last)
    }

    pub(super) fn notices(&self) -> &[(i32, String)] {
        &self.sources.notices
    }

    pub(super) fn version(&self) -> &str {
        &self.version
    }
}

impl Sources {
    fn with_layer(mut self, layer: &CalendarLayer) -> Result<Self, LayerError> {
        if let Some(own) = layer.covers {
            self.publish(own, &layer.name)?;
        }
        let covered = self.published.extended_to(self.last);
        let index = self.layers.len();
        for (date, off, name) in layer.entries()? {
            if !covered.contains(date) {
                return Err(LayerError::NotCovered { date, layer: layer.name.clone(), covered });
            }
            let rests = date.weekday().is_weekend() || self.entries.get(&date).is_some_and(|below| below.off);
            let entry = Entry { off, make_up: !off && rests, layer: index, name: name.into() };
            self.entries.insert(date, entry);
        }
        self.layers.push(layer.name.clone());
        self.notices.extend(layer.notices.iter().cloned());
        self.notices.sort();
        Ok(self)
    }

    /// Takes in the days that a layer publishes: they continue the ones published so far.
    fn publish(&mut self, own: CoveredRange, layer: &str) -> Result<(), LayerError> {
        let below = self.published;
        let continues = own.first() >= below.first() && own.first().days() <= below.last().days() + 1;
        if !continues {
            return Err(LayerError::Gap { layer: layer.to_owned(), own, below });
        }
        self.published = below.extended_to(own.last());
        self.last = self.last.max(own.last());
        Ok(())
    }

    fn is_worked(&self, date: Date) -> bool {
        match self.entries.get(&date) {
            Some(entry) => !entry.off,
            None => !date.weekday().is_weekend(),
        }
    }

    /// The name of the calendar and the digest of its canonical text.
    fn version(&self) -> String {
        let mut label = String::new();
        for (index, layer) in self.layers.iter().enumerate() {
            match index {
                0 => {
                    let (first, last) = (self.published.first().year(), self.published.last().year());
                    let _ = write!(label, "{layer}-{first}..{last}");
                }
                _ => {
                    let _ = write!(label, "+{layer}");
                }
            }
        }
        if self.last > self.published.last() {
            let _ = write!(label, "+推定至{}", self.last);
        }
        let digest = Sha256::digest(self.canonical().as_bytes());
        label.push('/');
        for byte in digest.iter().take(6) {
            let _ = write!(label, "{byte:02x}");
        }
        label
    }

    /// One text for one calendar, whatever order its layers were written in.
    fn canonical(&self) -> String {
        let mut text = format!("covers {} through {}\n", self.published, self.last);
        for (date, entry) in &self.entries {
            let kind = if entry.off { "off" } else { "work" };
            let layer = self.layers.get(entry.layer).map_or("", String::as_str);
            let _ = writeln!(text, "{date} {kind} {:?} {layer:?}", entry.name());
        }
        text
    }
}

/// 25 December of the last published year, if that year is published to its end.
///
/// The notices for 2008 and 2019 reach back to 29 December; the margin beyond that is ours.
fn provisional_from(last: Date) -> Option<Date> {
    let (year, month, day) = last.ymd();
    if (month, day) == (12, 31) { Date::from_ymd(year, 12, 25) } else { None }
}
